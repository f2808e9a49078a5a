# SPDX-License-Identifier: Apache-2.0
"""The options of new images are declared in specs/abi/target.ksy and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from instar.generated.profiles import PROFILES, Profile, find
from instar.generated.source import SourceFormat
from instar.generated.target import TargetOptions
from instar.layout.options import Option
from instar.options.targets import MODULES, load, make_plan
from instar.options.targets.request import Request

ROOT = Path(__file__).resolve().parents[2]
NEWEST = find(None)
# Options whose release the recordings of qemu-img show too, by the switch of the profile.
RECORDED = {
    "data_file": "opt_data_file",
    "data_file_raw": "opt_data_file",
    "compression_type": "opt_compression_type",
    "extended_l2": "opt_extended_l2",
}
ROWS = [(format, option) for format in MODULES for option in load(format).options]


def test_rows_are_made_by_generated_modules_alone() -> None:
    makers = {
        path.relative_to(ROOT).parts[:3]
        for path in (ROOT / "instar").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Option"
    }
    assert makers == {("instar", "generated", "options")}


def test_no_default_is_repeated_in_python() -> None:
    """A number or a size of the tables is in no module of a target."""
    numbers = {
        value
        for _, option in ROWS
        for value in (option.default, option.min, option.max)
        if isinstance(value, int) and not isinstance(value, bool) and value > 2
    }
    for path in (ROOT / "instar" / "options" / "targets").glob("*.py"):
        found = {
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and type(node.value) is int
        }
        assert not found & numbers, path


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.version)
@pytest.mark.parametrize("name", RECORDED)
def test_release_of_an_option_is_the_recorded_one(name: str, profile: Profile) -> None:
    row = next(o for o in load(SourceFormat.QCOW2).options if o.name == name)
    assert row.known_to(profile) == getattr(profile, RECORDED[name])


@pytest.mark.parametrize(
    ("format", "row"),
    [(format, row) for format, row in ROWS if row.default is not None],
    ids=lambda v: getattr(v, "name", str(v)),
)
def test_default_of_an_option_is_legal_and_says_nothing_to_the_guest(
    format: SourceFormat, row: Option
) -> None:
    """To give a default is to give nothing, but for numbers, which the guest gets as they are."""
    assert row.default is not None
    assert row.is_legal(row.default)
    if row.is_number:
        assert row.number(row.default) in (row.default, 0)
    else:
        assert row.number(row.default) == row.number(None)


@pytest.mark.parametrize("format", MODULES)
def test_each_legal_word_reaches_its_field(format: SourceFormat) -> None:
    target = load(format)
    base = make_plan(Request(target, _secret(target.known_options()), False, ("s",), NEWEST))
    for row in target.options:
        for word, number in zip(row.words, row.numbers, strict=False):
            if row.field:
                values = {**_secret(target.known_options()), row.name: word}
                found = make_plan(Request(target, values, False, ("s",), NEWEST))
                was, now = getattr(base, row.field), getattr(found, row.field)
                assert now == was & ~row.number(None) | number, (row.name, word)


def _secret(known: Mapping[str, Option]) -> dict[str, str | int | bool]:
    return {"key-secret": "s"} if "key-secret" in known else {}


@pytest.mark.parametrize("format", MODULES)
def test_what_is_not_asked_for_is_zero_but_for_words(format: SourceFormat) -> None:
    """0 is the default of every number: the guest knows it from the same rows."""
    target = load(format)
    plan = make_plan(Request(target, _secret(target.known_options()), False, ("s",), NEWEST))
    numbers = {row.field for row in target.options if row.is_number and row.field}
    assert all(getattr(plan, name) == 0 for name in numbers)
    assert isinstance(plan, TargetOptions) and plan.format == format
