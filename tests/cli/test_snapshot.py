# SPDX-License-Identifier: Apache-2.0
"""`instar snapshot` from the command line to the file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Instar

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def image(instar: Instar) -> str:
    assert instar("create", "-q", "-f", "qcow2", "disk", "1M").status == 0
    return "disk"


def names(instar: Instar, image: str) -> list[tuple[str, str]]:
    found = json.loads(instar("snapshot", "--output=json", "-l", image).out)
    return [(one["id"], one["name"]) for one in found["snapshots"]]


def test_a_snapshot_is_made_applied_and_deleted(instar: Instar, image: str) -> None:
    assert instar("snapshot", "-c", "one", image) == (0, "", "")
    assert instar("resize", "-q", "-f", "qcow2", image, "2M").status == 0
    assert instar("snapshot", "-c", "two", image) == (0, "", "")
    assert names(instar, image) == [("1", "one"), ("2", "two")]
    assert instar("snapshot", "-a", "1", image) == (0, "", "")
    assert json.loads(instar("info", "--output=json", image).out)["virtual-size"] == 1 << 20
    assert instar("snapshot", "-d", "one", image) == (0, "", "")
    assert names(instar, image) == [("2", "two")]
    assert instar("check", "-q", image).status == 0
    assert [name for name in os.listdir() if name.startswith(".")] == []


def test_a_time_that_is_said_is_that_of_the_snapshot(
    instar: Instar, image: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert instar("snapshot", "-c", "one", image) == (0, "", "")
    (found,) = json.loads(instar("snapshot", "--output=json", "-l", image).out)["snapshots"]
    assert (found["date-sec"], found["date-nsec"]) == (1000000000, 0)


def test_ids_count_on_from_the_largest_that_there_is(instar: Instar, image: str) -> None:
    for name in ("a", "b", "c"):
        assert instar("snapshot", "-c", name, image).status == 0
    assert instar("snapshot", "-d", "c", image).status == 0
    assert instar("snapshot", "-d", "a", image).status == 0
    assert instar("snapshot", "-c", "d", image).status == 0
    assert names(instar, image) == [("2", "b"), ("3", "d")]


def test_a_name_is_cut_and_may_be_that_of_another_ones_id(instar: Instar, image: str) -> None:
    assert instar("snapshot", "-c", "2", image).status == 0
    assert instar("snapshot", "-c", "x" * 300, image).status == 0
    assert names(instar, image) == [("1", "2"), ("2", "x" * 255)]
    found = json.loads(instar("snapshot", "--output=json", "-a", "2", image).out)
    assert (found["id"], found["name"]) == ("2", "x" * 255)  # an id goes before a name
    found = json.loads(instar("snapshot", "--output=json", "-d", "2", image).out)
    assert (found["id"], found["name"]) == ("1", "2")  # and is none here


def test_the_list_has_a_head_only_over_lines(instar: Instar, image: str) -> None:
    assert instar("snapshot", image) == instar("snapshot", "-l", image) == (0, "", "")
    assert instar("snapshot", "-c", "one", image).status == 0
    said = instar("snapshot", "-l", image)
    assert said.out.splitlines()[:2] == [
        "Snapshot list:",
        "ID      TAG               VM_SIZE                DATE        VM_CLOCK     ICOUNT",
    ]
    assert instar("snapshot", "--qemu-version=7.2", image) == (0, "", "")  # which did nothing


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("-a", "no", "disk"), "Could not apply snapshot 'no': Failed to load snapshot: No such"),
        (("-d", "no", "disk"), "Could not delete snapshot 'no': snapshot not found"),
        (("-l", "-c", "a", "disk"), "Cannot mix '-l', '-a', '-c', '-d'"),
        (("-c", "a"), "Expecting one image file name"),
        (("-U", "-c", "a", "disk"), "Could not open 'disk': force-share=on can only be used"),
    ],
)
def test_what_is_refused(instar: Instar, image: str, words: tuple[str, ...], error: str) -> None:
    before = Path(image).read_bytes()
    said = instar("snapshot", *words)
    assert said.status == 1 and said.err.startswith(f"instar: {error}")
    assert Path(image).read_bytes() == before


@pytest.mark.parametrize("format", ["raw", "vmdk", "vdi"])
def test_other_formats_have_none(instar: Instar, format: str) -> None:
    assert instar("create", "-q", "-f", format, "disk", "1M").status == 0
    before = Path("disk").read_bytes()
    form = ("-f", format, "disk")
    assert instar("snapshot", "-l", *form) == (0, "", "")
    assert instar("snapshot", "-c", "a", *form).err == (
        "instar: Could not create snapshot 'a': Operation not supported\n"
    )
    assert instar("snapshot", "-a", "a", *form).err == (
        "instar: Could not apply snapshot 'a': Block driver does not support snapshots\n"
    )
    assert instar("snapshot", "-d", "a", *form).err == (
        "instar: Could not delete snapshot 'a': snapshot not found\n"
    )
    assert Path("disk").read_bytes() == before


def test_a_refcount_without_room_changes_nothing(instar: Instar) -> None:
    options = "refcount_bits=1,preallocation=metadata"
    assert instar("create", "-q", "-f", "qcow2", "-o", options, "disk", "1M").status == 0
    before = Path("disk").read_bytes()
    said = instar("snapshot", "-c", "a", "disk")
    assert said == (1, "", "instar: Could not create snapshot 'a': Invalid argument\n")
    said = instar("snapshot", "--qemu-version=7.2", "-c", "a", "disk")
    assert said.err == "instar: Could not create snapshot 'a': -22 (Invalid argument)\n"
    assert Path("disk").read_bytes() == before


def test_features_that_nobody_knows_are_cleared(instar: Instar, image: str) -> None:
    with open(image, "r+b") as file:
        file.seek(88)
        file.write((1 << 40).to_bytes(8, "big"))
    assert instar("snapshot", "-c", "a", image) == (0, "", "")
    assert Path(image).read_bytes()[88:96] == bytes(8)


def test_a_refcount_table_that_is_nowhere_is_refused(instar: Instar, image: str) -> None:
    with open(image, "r+b") as file:
        file.seek(48)
        file.write((1 << 40).to_bytes(8, "big"))
    before = Path(image).read_bytes()
    said = instar("snapshot", "-c", "a", image)
    assert said.status == 1 and "past the end of the file" in said.err
    assert Path(image).read_bytes() == before


def test_bitmaps_are_refused_before_a_data_file(instar: Instar) -> None:
    options = ("-o", "data_file=data")
    assert instar("create", "-q", "-f", "qcow2", *options, "disk", "1M").status == 0
    refused = "instar: Could not apply snapshot 'a': "
    answer = instar("snapshot", "-a", "a", "disk")
    assert answer.err == f"{refused}Failed to load snapshot: Operation not supported\n"
    assert instar("bitmap", "--add", "disk", "b").status == 0
    assert (
        instar("snapshot", "-a", "a", "disk").err == f"{refused}Device has active dirty bitmaps\n"
    )
