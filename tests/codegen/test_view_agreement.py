# SPDX-License-Identifier: Apache-2.0
"""What the guest reads by the tables of the views is what the official compiler's Python reads by
the views themselves, for every node of every sound image of the corpus.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kaitaistruct import ValidationFailedError

import instar
from tests.codegen.test_views import MADE, VIEWS, images, opened

DEPTH, ELEMENTS = 7, 4
UNREADABLE = (EOFError, AttributeError, ValueError, IndexError, ValidationFailedError)
STEP = re.compile(r"\.?([a-z]\w*)|\[(\d+)\]")


@pytest.fixture(scope="module")
def client() -> Iterator[instar.Client]:
    with instar.Client() as opened_client:
        yield opened_client


def reached(view: Any, path: str) -> Any:
    """The same node of the official compiler's tree."""
    for name, index in STEP.findall(path):
        view = getattr(view, name) if name else view[int(index)]
    return view


def number(value: Any) -> int:
    return int(value.value if isinstance(value, enum.Enum) else value)


def hold(node: instar.TreeNode, theirs: Any) -> None:
    if node.kind == "list":
        assert node.value is None or node.value == len(theirs), node
    elif node.kind == "object":
        assert type(theirs).__name__.lower() == node.type.split("::")[-1].replace("_", ""), node
    elif node.value is not None:
        assert node.value == number(theirs), node
    elif node.kind == "text":
        text = theirs.encode("utf-16-le" if b"\0" in node.data else "utf-8")
        assert node.cut or node.data.rstrip(b"\0\n").startswith(text.rstrip(b"\0")), node
    elif node.kind == "bytes" and not node.cut:
        assert node.data == theirs, node


@pytest.mark.parametrize("fmt", VIEWS)
def test_every_node_is_what_the_official_compiler_reads(
    fmt: str, corpus: Path, client: instar.Client, tmp_path: Path
) -> None:
    compared = 0
    for path, format in images(fmt, corpus, tmp_path):
        found = client.view(path, format=format, depth=DEPTH, max_elements=ELEMENTS)
        assert found.view == VIEWS[fmt]
        view = opened(found.view, path)
        missing = [node.path for node in found.nodes if node.broken]
        for node in found.nodes:
            if node.broken:
                with pytest.raises(UNREADABLE):
                    reached(view, node.path)
                continue
            try:
                theirs = reached(view, node.path)
            except EOFError:  # it reads an object whole, or not at all
                owner = node.path.rpartition(".")[0]
                assert any(gone.startswith(owner) for gone in missing), node
                continue
            except ValidationFailedError:  # a rule of the format, which a view does not hold
                continue
            hold(node, theirs)
            compared += 1
    assert compared > (30 if fmt in MADE else 40)
