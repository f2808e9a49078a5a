# SPDX-License-Identifier: Apache-2.0

"""Each rule of the loader and the linter fails at its line and path, with its message, and nothing
else is wrong.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.load.files import load_all
from tests.codegen import broken_meanings, broken_options, broken_relations, broken_specs
from tests.codegen.specbench import LAMP, LANTERN, PROJECT, complaints, copied


def test_the_project_itself_is_clean() -> None:
    assert complaints(PROJECT) == []


def test_an_option_may_name_constants_and_limits_of_another_spec(tmp_path: Path) -> None:
    root = copied(tmp_path, LAMP, "_root.len_wick * 32", "1 << lantern::header_block_bits_min")
    lamp = next(spec for spec in load_all(root).specs if spec.id == "lamp")
    assert lamp.option_sets[1].option("size").default == 1 << 9


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("past {max_blocks:GiB} GiB", "past 4 GiB"),
        ("past {max_blocks:#x}", "past 0x100000000"),
        ("past {max_blocks} or {value:#x}", "past 4294967296 or {value:#x}"),
        ("past {max_blocks + 1}", "past 4294967297"),
        ("not {1 << header_bits_none}", "not {1 << header_bits_none}"),
        ("past {2 << block_bits_min} or {8 << block_bits_max:MiB} MiB", "past 1024 or 16 MiB"),
        ("not {sizeof pair} bytes", "not 10 bytes"),
        ("not {sizeof name} bytes", "not {sizeof name} bytes"),
    ],
)
def test_a_fault_may_name_a_constant_of_its_file(tmp_path: Path, written: str, filled: str) -> None:
    root = copied(tmp_path, LANTERN, "is {value}, past the end of the file", f'"{written}"')
    lantern = next(spec for spec in load_all(root).specs if spec.id == "lantern")
    assert [f.text for s in lantern.structures for f in s.faults][:1] == [filled]


def test_a_text_of_a_field_may_name_what_a_rule_fixes(tmp_path: Path) -> None:
    text = "Unsupported version {value}, blocks of {block_bits_min} to {block_bits_max} bits"
    root = copied(tmp_path, LANTERN, "Unsupported version {value}", text)
    lantern = next(spec for spec in load_all(root).specs if spec.id == "lantern")
    shown = [q.text for f in lantern.structures[0].fields for q in f.qemu]
    assert shown[-1] == "Unsupported version {value}, blocks of 9 to 21 bits"


def test_a_spec_is_dropped_with_the_one_whose_constant_it_names(tmp_path: Path) -> None:
    root = copied(tmp_path, LAMP, "_root.len_wick * 32", "1 << lantern::header_block_bits_min")
    (root / LANTERN).write_text("meta: {id: candle}\n", encoding="utf-8")
    loaded = load_all(root)
    assert (loaded.specs, [p.where.file for p in loaded.problems]) == ((), [LANTERN])


CASES = [
    *broken_specs.CASES,
    *broken_meanings.CASES,
    *broken_options.CASES,
    *broken_relations.CASES,
]


@pytest.mark.parametrize(
    ("file", "old", "new", "blamed", "said"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_broken_spec_is_refused_at_its_place(
    tmp_path: Path, file: str, old: str, new: str, blamed: str, said: str
) -> None:
    root = copied(tmp_path, file, old, new)
    found = complaints(root)
    assert len(found) == 1, found
    place, line, rest = found[0].split(":", 2)
    assert (place, rest.strip()) == (file, said)
    text = (root / file).read_text(encoding="utf-8").splitlines()
    assert text[int(line) - 1].strip() == blamed
