# SPDX-License-Identifier: Apache-2.0
"""A guest's error in words: those of the specs, and those of qemu-img's release."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from instar.errors import ImageError
from instar.faults import error_line, host_text, image_error
from instar.generated import errors as tables
from instar.generated import refusals
from instar.generated.attach import AttachKind, AttachStatus
from instar.generated.messages import Error

STRUCTURES = {name: number for number, name in tables.STRUCTURES.items()}
REASONS = {name: number for number, name in tables.REASONS.items()}
NEWEST = (11, 1, 3)
WALKING = "Unable to get block status"


class File(NamedTuple):
    name: str
    depth: int = 0


class Refused(NamedTuple):
    text: str
    name: str = "base"
    disk: int = 0
    kind: int = int(AttachKind.BACKING)
    status: int = int(AttachStatus.NOT_FOUND)


def field_number(structure: str, field: str) -> int:
    return tables.FIELDS[STRUCTURES[structure]].index(field) + 1


def error_of(structure: str, field: str, reason: str, **more: Any) -> Error:
    return Error(STRUCTURES[structure], field_number(structure, field), REASONS[reason], **more)


def fault(structure: str, field: str, begins: str) -> int:
    return next(
        number
        for number, row in tables.FAULTS.items()
        if row.structure == STRUCTURES[structure]
        and row.field == field
        and any(text.startswith(begins) for _, text in row.qemu)
    )


def lines(
    error: Error, files: tuple[File, ...] = (File("a.qcow2"),), **more: object
) -> tuple[str, str]:
    """The line as it is by default, and exactly as qemu-img's."""
    refusals = more.pop("refusals", ())
    number = more.pop("number", NEWEST)
    made = image_error(error, "a.qcow2", files, refusals, number, WALKING)  # type: ignore[arg-type]
    return error_line(made, exact=False), error_line(made, exact=True)


def test_broken_rule_names_field_and_offset_behind_qemus_words() -> None:
    error = error_of("qcow2 header", "cluster_bits", "range", offset=20, value=63)
    assert lines(error) == (
        "Could not open 'a.qcow2': Unsupported cluster size: 2^63"
        " [qcow2 header: cluster_bits is 63, must be 9..21 (at byte 20)]",
        "Could not open 'a.qcow2': Unsupported cluster size: 2^63",
    )


def test_rule_without_words_of_qemu_stands_alone() -> None:
    error = error_of("qcow2 bitmap table entry", "reserved_high", "reserved", offset=8, value=1)
    text = lines(error)[0]
    assert "bitmap table entry: reserved_high is 1, must be 0 (at byte 8)" in text
    plain = Error(STRUCTURES["extent record"], 2, REASONS["range"], offset=8)
    assert (
        lines(plain) == ("a.qcow2: extent record: length is 0, must be at least 1 (at byte 8)",) * 2
    )


def test_error_below_is_told_from_the_outside_in() -> None:
    error = error_of("qcow2 header", "version", "range", offset=4, value=9, disk=2)
    files = (File("a.qcow2"), File("b.qcow2", 1), File("c.qcow2", 2))
    below = "Could not open backing file: "
    assert lines(error, files)[1] == (
        f"Could not open 'a.qcow2': {below}{below}Unsupported qcow2 version 9"
    )


def test_refused_name_is_told_with_the_hosts_words() -> None:
    error = Error(
        fault=next(n for n, row in tables.FAULTS.items() if "outside" in row.text), detail=b"/x"
    )
    refusal = Refused(
        "refused to open backing file '/x' of 'a.qcow2': it is outside the image's directory", "/x"
    )
    plain, exact = lines(error, refusals=(refusal,))
    assert exact == (
        "Could not open 'a.qcow2': Could not open backing file: refused to open backing file"
        " '/x' of 'a.qcow2': it is outside the image's directory"
    )
    assert plain.startswith(exact) and "/x" in plain
    data = refusal._replace(kind=int(AttachKind.DATA_FILE))
    assert "Could not open backing" not in lines(error, refusals=(data,))[1]
    assert int(AttachStatus.ESCAPES)


def test_error_while_walking_is_one_line_unless_wanted_exactly() -> None:
    number = fault("qcow2 l1 entry", "l2_sector", "qcow2: Image is corrupt")
    error = Error(fault=number, offset=0x3000, value=0x50200, extra=(7,))
    plain, exact = lines(error)
    assert exact == (
        "qcow2: Image is corrupt: L2 table offset 0x50200 unaligned (L1 index: 0x7); further "
        "non-fatal"
        " corruption events will be suppressed\nqemu-img: Unable to get block status: "
        "Input/output error"
    )
    assert plain == (
        "Unable to get block status: Input/output error"
        " [qcow2 l1 entry: l2_sector points at 328192, not a multiple of the cluster size (at "
        "byte 12288)]"
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ((5, 2, 0), "Could not open 'a.qcow2': Could not open 'a.qcow2': Invalid argument"),
        ((6, 0, 0), "Could not open 'a.qcow2': QED cluster size is invalid"),
    ],
)
def test_words_are_those_of_the_release(number: tuple[int, ...], expected: str) -> None:
    error = error_of("qed header", "cluster_size", "range", offset=4)
    assert lines(error, number=number)[1] == expected


def made(error: Error, **more: Any) -> ImageError:
    refusals = more.pop("refusals", ())
    return image_error(error, "a.qcow2", (File("a.qcow2"),), refusals, NEWEST, WALKING)  # type: ignore[arg-type]


def test_place_is_that_of_a_structure_of_the_image() -> None:
    """A refusal is no place in it, nor is what concerns no structure."""
    assert made(error_of("qcow2 header", "cluster_bits", "range", offset=20)).offset == 20
    assert made(Error(offset=20)).offset is None
    refused = next(number for number, row in tables.FAULTS.items() if "outside" in row.text)
    assert made(Error(fault=refused, offset=20), refusals=(Refused("no"),)).offset is None


def test_text_out_of_an_image_is_escaped() -> None:
    number = fault("qcow2 header", "incompatible_features", "Unsupported qcow2 feature(s)")
    error = Error(fault=number, detail=b"\x1b[2J\xff")
    assert "\\x1b[2J\\xff" in lines(error)[1]
    assert "\x1b" not in "".join(lines(error))


IN_USE = "is one whose tables another process may be writing"


@pytest.mark.parametrize("release", [(2, 12, 0), NEWEST])
def test_every_fault_can_be_told(release: tuple[int, ...]) -> None:
    for number in tables.FAULTS:
        error = Error(fault=number, value=3, detail=b"name", extra=(1, 2, 3, 4), offset=5)
        plain, exact = lines(error, number=release)
        assert plain and exact, number
        assert "{" not in plain + exact, number
        # Only an image in use has a second line, as qemu-img asks who uses it.
        assert plain.count("\n") == (tables.FAULTS[number].text == IN_USE), number


def test_every_rule_can_be_told() -> None:
    for key in tables.RULES:
        plain, exact = lines(Error(*key, value=3, offset=5))
        assert plain and exact and "{" not in plain + exact and "\n" not in plain, key


@pytest.mark.parametrize(
    ("release", "end"),
    [((5, 1, 0), "cannot be used at the same time"), ((5, 2, 0), "if extended_l2 is on")],
)
def test_a_refusal_of_the_host_is_in_the_words_of_the_release(
    release: tuple[int, ...], end: str
) -> None:
    text = host_text(refusals.QCOW2_BACKING_PREALLOCATION, release)
    assert text.startswith("Backing file and preallocation can")
    assert text.endswith(end)


def test_a_refusal_of_the_host_names_the_number() -> None:
    text = host_text(refusals.QCOW2_EXTENDED_L2_CLUSTERS, NEWEST, 16384)
    assert text.endswith("with cluster sizes of at least 16384 bytes")


def test_a_refusal_of_the_host_names_the_option() -> None:
    text = host_text(refusals.UNKNOWN_WORD, (6, 1, 0), name="compat", given="3")
    assert text == "Invalid parameter '3'"
    text = host_text(refusals.UNKNOWN_WORD, None, name="compat", given="3")
    assert text == "Parameter 'compat' does not accept value '3'"
