# SPDX-License-Identifier: Apache-2.0
"""What pages say of real programs rests on something: samples are the files that they are said to
be, and hold what is said of them.
"""

from __future__ import annotations

import hashlib
import lzma
from pathlib import Path

import pytest

from codegen.model.evidence import Sample
from tests.codegen import views
from tests.codegen.specbench import LANTERN, complaints, copied

SAMPLES = {s.id: s for spec in views.specs() for s in spec.samples}


def content(sample: Sample) -> bytes:
    return lzma.decompress((views.ROOT / sample.file).read_bytes())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_what_its_row_says(name: str) -> None:
    assert hashlib.sha256(content(SAMPLES[name])).hexdigest() == SAMPLES[name].sha256


def test_every_sample_has_a_row() -> None:
    kept = {f"tests/samples/{p.name}" for p in (views.ROOT / "tests/samples").iterdir()}
    assert kept == {s.file for s in SAMPLES.values()}


@pytest.mark.parametrize(
    ("name", "structure", "place", "told"),
    [
        ("luks1", "luks.phdr", 0, {"payload_sector": 4096, "len_key": 64}),
        ("luks1_detached", "luks.phdr", 0, {"payload_sector": 0}),
        ("luks2", "luks.header2", 0, {"len_header": 0x4000, "ofs_header": 0}),
        ("luks2", "luks.header2", 0x4000, {"len_header": 0x4000, "ofs_header": 0x4000}),
        ("gpt_4kn", "raw.gpt_header", 4096, {"len_header": 92, "num_entries": 128}),
        ("gpt_parted", "raw.gpt_header", 512, {"len_header": 92, "num_entries": 128}),
        ("gpt_sgdisk", "raw.gpt_header", 512, {"len_header": 92, "num_entries": 128}),
        ("gpt_hybrid", "raw.gpt_header", 512, {"len_header": 92, "num_entries": 128}),
        ("gpt_pmbr_boot", "raw.protective_mbr", 0, {"boot_indicator": 0x80}),
        ("mbr_logical", "raw.mbr", 2048 * 512, {}),
        ("bochs_growing", "bochs.header", 0, {"version": 0x20000, "num_catalog_entries": 1024}),
        ("bochs_growing", "bochs.end_2", 84, {"timestamp": 0x5D7DB9CD, "len_disk": 16515072}),
    ],
)
def test_a_sample_holds_what_is_said_of_it(
    name: str, structure: str, place: int, told: dict[str, int]
) -> None:
    spec, _, kind = structure.partition(".")
    found = views.spec_of(spec).structure(kind)
    raw = content(SAMPLES[name])[place : place + views.size_of(found)]
    verdict = views.read_construct(found, raw, {})
    assert verdict.accepted, verdict
    assert {key: verdict.value[key] for key in told} == told


def test_a_protective_entry_need_not_be_the_first() -> None:
    table = content(SAMPLES["gpt_hybrid"])[446:510]
    assert [table[at + 4] for at in range(0, 64, 16)] == [0x83, 0x83, 0xEE, 0]


def test_udf_is_named_in_its_second_descriptor() -> None:
    volume = content(SAMPLES["udf"])
    marks = [volume[at : at + 5] for at in (0x8001, 0x8801, 0x9001)]
    assert marks == [b"BEA01", b"NSR03", b"TEA01"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("text: Everyone writes version 2.\n", "said without evidence: give one of source, "),
        (
            "text: Everyone writes version 2.\n        seen: candle\n",
            "no sample of this file is named 'candle'",
        ),
    ],
)
def test_what_is_said_needs_evidence(tmp_path: Path, written: str, message: str) -> None:
    old = "text: Everyone writes version 2.\n        unverified: nobody was asked\n"
    found = complaints(copied(tmp_path, LANTERN, old, written))
    assert len(found) == 1
    assert message in found[0]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("tested: tests/gone.py::test_it", "no file 'tests/gone.py'"),
        ("tested: tests/kept.py", "tested where? Give tests/kept.py::NAME"),
        ("tested: tests/kept.py::test_i", "no 'test_i' in tests/kept.py"),
        ("tested: tests/kept.py::test_it both of them", None),
        ("recorded: tests/kept.json::wick of 1.0", None),
        ("recorded: tests/kept.json.xz::wick", None),
        ("recorded: tests/kept.json.xz::wic", "no 'wic' in tests/kept.json.xz"),
    ],
)
def test_what_evidence_refers_to_is_there(
    tmp_path: Path, reference: str, message: str | None
) -> None:
    root = copied(tmp_path, LANTERN, "unverified: nobody was asked", reference)
    (root / "tests").mkdir()
    (root / "tests/kept.py").write_text("def test_it():\n    pass\n", encoding="utf-8")
    (root / "tests/kept.json").write_bytes(b'{"wick": 1}')
    (root / "tests/kept.json.xz").write_bytes(lzma.compress(b'{"wick": 1}'))
    found = complaints(root)
    assert len(found) == (message is not None)
    assert message is None or found[0].endswith(message)


CANDLE = """\
meta: {id: candle, title: Candle, license: Apache-2.0, endian: be}
doc: Burns. Whaler makes candles too.
doc-ref: nowhere
-instar-id: 3
"""


def test_a_program_of_which_a_format_says_something_has_a_row(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "specs/formats/candle.ksy").write_text(CANDLE, encoding="utf-8")
    assert complaints(root) == [
        "specs/formats/candle.ksy:2: /doc: says something of Whaler, which -instar-programs lacks"
    ]
