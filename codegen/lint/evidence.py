# SPDX-License-Identifier: Apache-2.0
"""What is said of real programs rests on something: a rule for specs/STYLE.md's section on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.load.yamltree import Node, Problem
from codegen.model import model as m
from codegen.model.evidence import Evidence

_SAID = ("doc", "text", "-instar-any", "writes", "reads")


def evidence(specs: tuple[m.SpecFile, ...], spec: m.SpecFile, tree: Node) -> Iterator[Problem]:
    """Samples that are named are there; so is a row for each program of which a format's file
    says something.
    """
    samples = {s.id for s in spec.samples}
    for where, listed in _all(spec):
        for one in listed:
            if one.kind == "seen" and one.text not in samples:
                yield Problem(where, f"no sample of this file is named {one.text!r}")
    if spec.kind != "formats":
        return
    known = {p.name for s in specs for p in s.programs}
    own = {p.name for p in spec.programs}
    for name in sorted(known - own):
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        for node in _texts(tree):
            if word.search(node.as_text()):
                yield node.problem(f"says something of {name}, which -instar-programs lacks")
                break


def _all(spec: m.SpecFile) -> Iterator[tuple[m.Where, tuple[Evidence, ...]]]:
    for p in spec.programs:
        yield p.where, p.evidence
    for s in spec.structures:
        for statements in (s.practice, *(f.practice for f in s.fields)):
            yield from ((one.where, one.evidence) for one in statements)


def _texts(node: Node) -> Iterator[Node]:
    """Every prose of a file."""
    if isinstance(node.value, list):
        for item in node.value:
            yield from _texts(item)
    elif isinstance(node.value, dict):
        for key, item in node.value.items():
            if key in _SAID and isinstance(item.value, str):
                yield item
            else:
                yield from _texts(item)
