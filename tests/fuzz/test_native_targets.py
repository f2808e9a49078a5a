# SPDX-License-Identifier: Apache-2.0
"""A short run of each libFuzzer target, so that they keep building; `make fuzz` runs them for
long.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lab.fuzz import descriptors, fields, packing, seeds, tables
from lab.fuzz.native_build import SHORT
from lab.fuzz.native_targets import TARGETS, Target, first_inputs, regressions, run
from tests.wanted import needs

RUNS = 500
FOUND_IN = [target for target in TARGETS if regressions(target)]

needs_clang = needs("clang")


@needs_clang
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_short_run_finds_nothing(target: Target, tmp_path: Path) -> None:
    for data in first_inputs(target)[::12]:
        (tmp_path / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    done = run(target, f"-runs={RUNS}", "-seed=1", folders=(tmp_path,), effort=SHORT)
    assert done.finding is None, done.report[-4000:]
    assert done.executed >= RUNS
    assert done.edges > 0


@needs_clang
@pytest.mark.parametrize("target", FOUND_IN, ids=lambda target: target.name)
def test_what_was_found_once_stays_mended(target: Target) -> None:
    done = run(target, *map(str, regressions(target)), effort=SHORT)
    assert done.finding is None, done.report[-4000:]


def test_mutator_knows_the_fields_of_every_format() -> None:
    names = {spot.name for spot in fields.spots()}
    assert {
        "qcow2_header.cluster_bits",
        "vmdk_sparse_header.capacity",
        "vhdx_header.log_offset",
    } <= names
    bits = next(spot for spot in fields.spots() if spot.name == "qcow2_header.cluster_bits")
    assert (bits.offset, bits.width, bits.big, bits.signature) == (20, 4, True, b"QFI\xfb")
    assert {9, 21} <= set(bits.values)


def test_tables_of_an_image_are_where_the_target_looks_for_them() -> None:
    taken = [data for image in seeds.seeds("qcow2") for data in tables.extract(image)]
    _, _, pieces = packing.unpack(taken[0][tables.LEN_CHOICE :])
    places = {at for data in taken for at, _ in packing.unpack(data[tables.LEN_CHOICE :])[2]}
    assert pieces and {tables.SNAPSHOTS_AT, tables.DIRECTORY_AT, tables.TABLES_AT} <= places


def test_dictionary_has_the_words_of_the_spec() -> None:
    words = descriptors.words()
    assert {b"createType", b"monolithicSparse", b"VMFSSPARSE", b"# Disk DescriptorFile"} <= set(
        words
    )
    assert descriptors.dictionary(words).count("\n") == len(words)
    assert {b"Parallels_disk_image", b"TopGUID", b"</"} <= set(descriptors.hdd_words())


def test_packing_keeps_a_file(tmp_path: Path) -> None:
    content = b"a" * 700 + bytes(5000) + b"b" * 3 + bytes(100_000)
    packing.write(packing.pack(content), tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == content
