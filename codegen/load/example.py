# SPDX-License-Identifier: Apache-2.0
"""`-instar-examples` of a file and their bytes in `specs/examples` -> `Example`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from codegen.load.evidence import read_samples
from codegen.load.near import no_such
from codegen.load.yamltree import Node
from codegen.model.example import CORPUS, FOLDER, MAKERS, Example


def chosen(root: Node) -> tuple[Example, ...]:
    """The examples that a spec asks for, without their bytes."""
    return tuple(_chosen(root, node) for node in root.listed("-instar-examples"))


def _chosen(root: Node, node: Node) -> Example:
    place, to = node.need("offset").as_int(), node.text("to")
    if node.get("made") is not None:
        return Example(node.text("made"), MAKERS, place, to)
    if node.get("sample") is None:
        return Example(node.need("image").as_text(), CORPUS, place, to)
    name = node.text("sample")
    files = {sample.id: sample.file for sample in read_samples(root)}
    if name not in files:
        raise node.problem(no_such("sample", name, files))
    return Example(name, files[name], place, to)


def read_examples(root: Node, folder: Path, spec: str) -> tuple[Example, ...]:
    """The examples of a spec whose bytes were taken (`python -m tests.docs.worked`)."""
    path = folder / FOLDER / f"{spec}.json"
    wanted = chosen(root)
    if not wanted or not path.is_file():
        return ()
    found = [_read(one) for one in json.loads(path.read_text(encoding="utf-8"))]
    if [replace(one, file_size=0, parts=()) for one in found] != list(wanted):
        raise root.need("-instar-examples").problem(
            "the bytes are of other examples: run `python -m tests.docs.worked`"
        )
    return tuple(found)


def _read(found: dict[str, Any]) -> Example:
    parts = ((int(at, 16), bytes.fromhex(data)) for at, data in found.pop("parts").items())
    return Example(**found, parts=tuple(parts))
