# SPDX-License-Identifier: Apache-2.0
"""What specs/STYLE.md asks for beyond what the loader needs. Each rule is a function from a file to
problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from codegen.lint.evidence import evidence
from codegen.lint.keys import all_keys
from codegen.lint.spec import (
    SpecRule,
    abi_layout,
    clashes,
    option_texts,
    placeholders,
    repeated_numbers,
    same_rules,
    unprinted,
)
from codegen.lint.tree import docs, names, root_view, rules
from codegen.load.files import Loaded
from codegen.load.yamltree import Node, Problem

TreeRule = Callable[[Node], Iterator[Problem]]
TREE_RULES: tuple[TreeRule, ...] = (all_keys, docs, rules, root_view, names)
SPEC_RULES: tuple[SpecRule, ...] = (
    abi_layout,
    placeholders,
    option_texts,
    unprinted,
    same_rules,
    clashes,
)


def lint(loaded: Loaded) -> list[Problem]:
    """All problems, the loader's too, by file and line."""
    found = list(loaded.problems)
    for tree in loaded.trees.values():
        for rule in TREE_RULES:
            try:
                found += rule(tree)
            except Problem as problem:
                found.append(problem)
    for spec in loaded.specs:
        found += repeated_numbers(spec, loaded.trees[spec.path])
        found += evidence(loaded, spec)
        for spec_rule in SPEC_RULES:
            found += spec_rule(loaded.specs, spec)
    unique = {str(p): p for p in found}
    return sorted(unique.values(), key=lambda p: (p.where.file, p.where.line, p.message))
