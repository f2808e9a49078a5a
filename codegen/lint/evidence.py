# SPDX-License-Identifier: Apache-2.0
"""What is said of real programs rests on something: a rule for specs/STYLE.md's section on it."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from codegen.load.files import Loaded
from codegen.load.yamltree import Node, Problem
from codegen.model import model as m
from codegen.model.evidence import REFERRING, Evidence

_SAID = ("doc", "text", "-instar-any", "writes", "reads")


def evidence(loaded: Loaded, spec: m.SpecFile) -> Iterator[Problem]:
    """Samples, tests and recorded answers that are named are there; so is a row for each program
    of which a format's file says something.
    """
    samples = {s.id for s in spec.samples}
    for where, listed in _all(spec):
        for one in listed:
            if one.kind == "seen" and one.text not in samples:
                yield Problem(where, f"no sample of this file is named {one.text!r}")
            if one.kind in REFERRING and (fault := _dangling(loaded.root, one)):
                yield Problem(where, fault)
    if spec.kind != "formats":
        return
    known = {p.name for s in loaded.specs for p in s.programs}
    own = {p.name for p in spec.programs}
    for name in sorted(known - own):
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        for node in _texts(loaded.trees[spec.path]):
            if word.search(node.as_text()):
                yield node.problem(f"says something of {name}, which -instar-programs lacks")
                break


def _dangling(root: Path, one: Evidence) -> str:
    """What is wrong with the reference of a test or a recorded answer; "" where it leads there."""
    path, name, _ = one.reference()
    file = root / path
    if not file.is_file():
        return f"no file {path!r}"
    if not name:
        return f"{one.kind} where? Give {path}::NAME"
    if file.suffix == ".py":
        found = re.search(rf"^\s*(?:async )?def {re.escape(name)}\(", _content(file), re.MULTILINE)
    else:
        found = re.search(re.escape(json.dumps(name)), _content(file))
    return "" if found else f"no {name!r} in {path}"


@cache
def _content(file: Path) -> str:
    raw = file.read_bytes()
    return (lzma.decompress(raw) if file.suffix == ".xz" else raw).decode()


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
