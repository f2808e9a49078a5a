# SPDX-License-Identifier: Apache-2.0
"""`-instar-example` of a file and its bytes in `specs/examples` -> `Example`."""

from __future__ import annotations

import json
from pathlib import Path

from codegen.load.yamltree import Node
from codegen.model.example import FOLDER, Example


def read_example(root: Node, folder: Path, spec: str) -> Example | None:
    """The example of a spec, if it has one and its bytes were taken (`python -m
    tests.docs.worked`).
    """
    node = root.get("-instar-example")
    path = folder / FOLDER / f"{spec}.json"
    if node is None or not path.is_file():
        return None
    image, offset = node.need("image").as_text(), node.need("offset").as_int()
    found = json.loads(path.read_text(encoding="utf-8"))
    if (found["image"], found["offset"]) != (image, offset):
        raise node.problem("the bytes are of another example: run `python -m tests.docs.worked`")
    parts = ((int(at, 16), bytes.fromhex(data)) for at, data in found["parts"].items())
    return Example(image, offset, found["file_size"], tuple(parts))
