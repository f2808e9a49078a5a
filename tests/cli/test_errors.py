# SPDX-License-Identifier: Apache-2.0
"""Errors for programs: `--errors=json`, and codes that stay."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from instar import errors
from instar.errors import InstarError
from instar.render.error import WARNING
from instar.sandbox import errors as sandbox_errors
from tests.cli.conftest import Instar

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("info none", {"code": "open", "filename": "none", "errno": 2}),
        ("info --sise x", {"code": "usage"}),
        ("measure --size 10GB", {"code": "usage", "text": "Invalid image size specified: '10GB'"}),
        ("info --qemu-version 1 x", {"code": "usage"}),
        (
            "measure --size 1G -O nope",
            {"code": "unknown-format", "text": "Unknown file format 'nope'"},
        ),
        (
            "dd -f raw -O nope if=half.raw of=y",
            {"code": "unknown-format", "text": "Unknown file format"},
        ),
    ],
)
def test_an_error_is_one_object(
    instar: Instar, folder: Path, command: str, expected: dict[str, object]
) -> None:
    del folder
    for given in ("--errors=json", "--errors json"):
        said = instar(*f"{command} {given}".split())
        assert (said.status, said.out) == (1, "")
        found = json.loads(said.err)
        assert {key: found[key] for key in expected} == expected
        assert found["text"]


def test_a_broken_rule_has_its_place(instar: Instar, corpus: Path) -> None:
    image = str(corpus / "bad-qcow2-clusterbits.qcow2")
    found = json.loads(instar("info", "--errors=json", image).err)
    assert found.pop("text").startswith(f"Could not open '{image}': Unsupported cluster size")
    assert found == {
        "code": "image",
        "filename": image,
        "structure": "qcow2 header",
        "field": "cluster_bits",
        "offset": 20,
        "value": 22,
        "reason": "is 22, must be 9..21",
    }


def test_texts_stay_texts_unless_json_is_wanted(instar: Instar) -> None:
    assert instar("info", "none", "--errors=text").err.startswith("instar: Could not open")
    said = instar("info", "none", "--errors=xml")
    assert said.err == "instar: --errors expects text or json, not 'xml'\n"
    # After "--" there is no flag, and the value of another flag is none either.
    assert instar("info", "none", "--", "--errors=json").err.startswith("instar: ")
    assert instar("info", "-f", "--errors=json", "none").err.startswith("instar: ")


def test_every_exception_has_a_code_of_its_own_in_the_page() -> None:
    kinds = {
        kind
        for module in (errors, sandbox_errors)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, InstarError) and kind is not InstarError
    }
    named = {kind.code: kind for kind in kinds if "code" in vars(kind)}
    heirs = {kind for kind in kinds if "code" not in vars(kind)}
    assert heirs == {sandbox_errors.DiskError}, "only a twin has the code of another"
    page = (ROOT / "docs/environment.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (?:`(\w+)`)? ?\|", page, re.MULTILINE))
    assert rows == {code: kind.__name__ for code, kind in named.items()} | {WARNING: ""}
