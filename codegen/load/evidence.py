# SPDX-License-Identifier: Apache-2.0
"""`-instar-practice`, `-instar-programs`, `-instar-samples`."""

from __future__ import annotations

import re

from codegen.load.yamltree import Node
from codegen.model.evidence import KINDS, Evidence, Program, Sample, Statement

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def _only(node: Node, *keys: str) -> None:
    for key, value in node.items():
        if key not in keys:
            raise value.problem(f"unknown key {key!r}")


def _evidence(node: Node) -> tuple[Evidence, ...]:
    found = []
    for kind in KINDS:
        given = node.get(kind)
        if given is not None:
            items = given.as_list() if isinstance(given.value, list) else [given]
            found += [Evidence(kind, item.as_text().strip()) for item in items]
    if not found:
        raise node.problem(f"said without evidence: give one of {', '.join(KINDS)}")
    return tuple(found)


def read_practice(node: Node | None) -> tuple[Statement, ...]:
    found = []
    for item in [] if node is None else node.as_list():
        _only(item, "text", *KINDS)
        text = item.need("text").as_text().strip()
        found.append(Statement(text, _evidence(item), item.where))
    return tuple(found)


def read_programs(root: Node) -> tuple[Program, ...]:
    found = []
    for item in root.listed("-instar-programs"):
        _only(item, "name", "since", "writes", "reads", *KINDS)
        writes, reads = item.text("writes").strip(), item.text("reads").strip()
        if not (writes or reads):
            raise item.problem("a program that neither writes nor reads the format")
        name, since = item.need("name").as_text(), item.text("since")
        found.append(Program(name, since, writes, reads, _evidence(item), item.where))
    return tuple(found)


def read_samples(root: Node) -> tuple[Sample, ...]:
    found: list[Sample] = []
    for item in root.listed("-instar-samples"):
        _only(item, "id", "program", "made", "sha256", "file")
        sha256 = item.need("sha256")
        if not _SHA256.match(sha256.as_text()):
            raise sha256.problem("64 hexadecimal digits are expected here")
        program, made = item.need("program").as_text(), item.need("made").as_text().strip()
        id, file = item.need("id").as_text(), item.text("file")
        found.append(Sample(id, program, made, sha256.as_text(), file, item.where))
    return tuple(found)
