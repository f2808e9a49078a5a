# SPDX-License-Identifier: Apache-2.0
"""Generated headers define what is used: each macro that a spec gives C (`-instar-c`) has a user in
what is written by hand; the others are of families that generated code uses itself.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from codegen.c.header import header_text
from codegen.c.wanted import given
from codegen.cli import main
from codegen.model import model as m
from tests.codegen import views
from tests.codegen.cbuild import ROOT
from tests.codegen.specbench import LANTERN, copied
from tests.codegen.test_declared_once import sources

# family -> what its names look like, and which generated code uses them
FAMILIES = {
    "guard": (r"\w+_H", "keep a header from being read twice"),
    "size": (r"\w+_SIZE", "parsers and writers compare it with the room that there is"),
    "part of an entry": (r"\w+_(SHIFT|MASK)", "accessors and makers of entries"),
    "bound": (r"\w+_BOUND", "parsers and writers compare it with a length"),
    "count": (r"\w+_NUM_(STRINGS|OPTION_FAULTS)", "size of a table"),
}
PLACE = "        -instar-c: [place]\n"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DEFINE = re.compile(r"^#define (\w+)", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z_]\w*")


def defined(root: Path) -> list[str]:
    headers = sorted((root / "guest/generated").glob("*.h"))
    return [name for p in headers for name in _DEFINE.findall(p.read_text(encoding="utf-8"))]


@cache
def names_by_hand() -> set[str]:
    """Names in the code of guest, lab and tests, not in comments of C."""
    files = [*sources("guest", "lab", "tests"), ROOT / "guest/Makefile"]
    texts = (p.read_text(encoding="utf-8") for p in files)
    return {name for text in texts for name in _NAME.findall(_COMMENT.sub(" ", text))}


def names_in_generated() -> set[str]:
    """Names in generated C and its proofs, except where they are defined and in comments."""
    folders = (ROOT / "guest/generated", ROOT / "tests/proofs/generated")
    texts = (p.read_text(encoding="utf-8") for f in folders for p in f.glob("*.[ch]"))
    code = (_COMMENT.sub(" ", _DEFINE.sub("", text)) for text in texts)
    return {name for text in code for name in _NAME.findall(text)}


def declared_values() -> set[str]:
    """Texts, which are in a table, constants, which derived values name, and members of enums,
    which meanings of entries name.
    """
    owned: list[tuple[str, tuple[m.NamedString | m.Constant | m.Member, ...]]] = []
    for spec in views.specs():
        owned.append((spec.id, (*spec.strings, *spec.constants)))
        owned += [(f"{spec.id}_{enum.name}", enum.members) for enum in spec.enums]
        owned += [(s.c_name, (*s.strings, *s.constants)) for s in spec.structures]
    return {f"{prefix}_{value.id}".upper() for prefix, values in owned for value in values}


def unexplained(macros: list[str], by_hand: set[str], generated: set[str]) -> list[str]:
    """Macros that have no user, or only a generated one and are of no family."""
    patterns = [pattern for pattern, _ in FAMILIES.values()]
    values = declared_values()
    return [
        name
        for name in macros
        if name not in by_hand
        and not (
            name in generated and (name in values or any(re.fullmatch(p, name) for p in patterns))
        )
    ]


def test_every_macro_has_a_user() -> None:
    macros = defined(ROOT)
    assert len(macros) > 500, "the search finds the headers"
    assert unexplained(macros, names_by_hand(), names_in_generated()) == []


def test_no_macro_is_defined_twice() -> None:
    assert [name for name, count in Counter(defined(ROOT)).items() if count > 1] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_needed(family: str) -> None:
    """A family whose macros all have users by hand would hide the next one that has none."""
    by_hand, pattern = names_by_hand(), FAMILIES[family][0]
    assert [n for n in defined(ROOT) if n not in by_hand and re.fullmatch(pattern, n)]


def test_the_search_finds_a_macro_without_a_user() -> None:
    macros = ["QCOW2_HEADER_VERSION_MAX", "QCOW2_HEADER_UNUSED_MASK", "QCOW2_HEADER_CONST"]
    by_hand = {"QCOW2_HEADER_VERSION_MAX"}
    assert unexplained(macros, by_hand, set()) == macros[1:]
    assert unexplained(macros, by_hand, set(macros)) == macros[2:], "of no family"


def test_what_a_spec_gives_is_defined() -> None:
    """A word on a field whose rules do not fix that value gives nothing."""
    missing = set()
    for spec in views.specs():
        names = {name for name, _ in given(spec)}
        text = header_text(views.specs(), spec, names.__contains__)
        for name, where in given(spec):
            if f"#define {name} " not in text and f" {name}(const uint8_t *p)\n{{" not in text:
                missing.add(f"{where}: {name}")
    assert missing == set()


def test_every_function_that_reads_one_number_has_a_user() -> None:
    peeks = {name for spec in views.specs() for name, _ in given(spec) if "_peek_" in name}
    assert peeks
    assert peeks - names_by_hand() == set()


def test_a_spec_says_what_c_is_given(tmp_path: Path) -> None:
    with_it, without = copied(tmp_path / "with"), copied(tmp_path / "without", LANTERN, PLACE)
    assert main(["--root", str(with_it), "gen"]) == main(["--root", str(without), "gen"]) == 0
    assert set(defined(with_it)) - set(defined(without)) == {"LANTERN_HEADER_VERSION_OFFSET"}


def test_an_unknown_word_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(tmp_path, LANTERN, PLACE, PLACE.replace("place", "places"))
    assert main(["--root", str(root), "gen"]) == 1
    assert (
        "'places' is none of place, peek, value, size, min, max, bound" in capsys.readouterr().err
    )
