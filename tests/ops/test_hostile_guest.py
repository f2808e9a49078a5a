# SPDX-License-Identifier: Apache-2.0
"""What a guest says that no sound one does: each was an exception of Python once, or an answer that
was none.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError, LimitError, SandboxError
from instar.faults import error_line, image_error
from instar.generated.extent import ExtentFlag, ExtentRecord
from instar.generated.info import InfoError
from instar.generated.map import MapFileCell
from instar.generated.messages import (
    Error,
    ExtentBatch,
    GuestMessage,
    InfoResult,
    Log,
    MapResult,
    Opened,
    Qcow2Details,
)
from instar.generated.source import SourceFormat
from instar.record import replace
from lab.fuzz.host_answers import KIND, Guest, captured, speaking
from tests.wanted import reason

DISK = 1 << 20
LEN_IMAGE = 2048
QCOW2 = int(SourceFormat.QCOW2)
OPENED = Opened(DISK, QCOW2)
CUT = Opened(DISK, QCOW2, DISK // 16)
END = MapResult(DISK, 1, QCOW2)
MAPPED = int(ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID)


def runs(*rows: tuple[int, int], flags: int = MAPPED, disk: int = 0, depth: int = 0) -> ExtentBatch:
    """Runs as (start, length)."""
    records = [
        ExtentRecord(start=start, length=length, flags=flags, depth=depth, disk=disk)
        for start, length in rows
    ]
    return ExtentBatch(b"".join(record.pack_unchecked() for record in records))


@pytest.fixture
def guest(tmp_path: Path) -> Guest:
    (tmp_path / "image").write_bytes(bytes(LEN_IMAGE))
    return Guest(tmp_path)


def command(guest: Guest, tmp_path: Path, words: str, *said: GuestMessage) -> tuple[int, str, str]:
    guest.said = said
    with speaking(guest):
        return captured([*words.split(), f"--sandbox={KIND}", str(tmp_path / "image")])


@pytest.mark.parametrize(
    ("words", "said", "error"),
    [
        (
            "measure",
            (Log(error=Error(fault=77)),),
            "the guest warns of fault 0x4d, which means nothing",
        ),
        ("map", (Error(code=77, value=3),), "the guest ended with error 77, 3"),
        ("map --output=json", (runs((0, DISK)), END), "the guest sent extents of 32 bytes"),
        ("map --output=json", (OPENED, OPENED, END), "the guest opened the image twice"),
        (
            "map --output=json",
            (OPENED, ExtentBatch(b"12345678"), END),
            "the guest sent extents of 8 bytes",
        ),
        ("map --output=json", (END,), "the guest ended without an answer"),
        (
            "map --output=svg",
            (CUT, runs((0, DISK)), MapResult(2 * DISK, 1, QCOW2)),
            "the guest says two sizes of one disk",
        ),
        ("info", (OPENED,), "the guest says that the image is open, which nobody asked for"),
        (
            "map --output=svg",
            (Opened(0, QCOW2, 512), MapResult(0, 0, 99)),
            "the guest found format 99, which means nothing",
        ),
        (
            "map --output=svg",
            (CUT, runs((0, DISK), (DISK, DISK)), END),
            f"the guest sent a run of {DISK} bytes at {DISK}, expected one at {DISK}",
        ),
        (
            "map --output=svg",
            (CUT, runs((0, 512), (0, 512)), END),
            "the guest sent a run of 512 bytes at 0, expected one at 512",
        ),
        *(
            (
                f"map --output={form}",
                (Opened(length, QCOW2, cell), runs((0, DISK)), END),
                f"the guest cuts {length} bytes into cells of {cell}",
            )
            for form, length, cell in (
                ("svg", DISK, 0),
                ("svg", DISK, 1),
                ("svg", (1 << 63) - 512, 512),
                ("term", DISK, 64),
                ("json", DISK, 512),
            )
        ),
        *(
            (
                "map --output=svg",
                (CUT, runs((0, DISK)), replace(END, **said)),
                "the guest's picture of a file cannot be true",
            )
            for said in (
                {"len_part": 512, "file": 1, "parts": bytes(16 * 4)},
                {"len_part": 512, "parts": bytes(17)},
                {"len_part": 512, "parts": bytes(16 * 3)},
                {"len_part": 1, "parts": bytes(16 * LEN_IMAGE)},
                {"len_part": 1 << 40, "parts": MapFileCell(stored=1, place=16384).pack()},
                {"parts": bytes(16)},
            )
        ),
        (
            "map --output=json --max-extents=1",
            (OPENED, runs((0, 512), (512, 512)), END),
            "the map was ended after 1 runs, the most that max extents allows",
        ),
        (
            "info",
            (InfoResult(format=99, opened=True),),
            "the guest found format 99, which means nothing",
        ),
        ("measure", (runs((0, DISK)),), "the guest sent extents, which nobody asked for"),
        ("info", (runs((0, DISK)),), "the guest sent extents, which nobody asked for"),
        (
            "info",
            (Error(code=int(InfoError.TOO_LONG), value=9),),
            "the guest speaks of file 9, and has 1",
        ),
    ],
)
def test_it_is_refused_in_words(
    words: str, said: tuple[GuestMessage, ...], error: str, guest: Guest, tmp_path: Path
) -> None:
    status, _, err = command(guest, tmp_path, words, *said)
    assert (status, err) == (1, f"instar: {error}\n")


def test_the_limit_of_an_answer_is_told_of_its_file(guest: Guest, tmp_path: Path) -> None:
    guest.said = (Error(code=int(InfoError.TOO_LONG)),)
    with speaking(guest), pytest.raises(LimitError, match="image' lists more snapshots"):
        instar.info(tmp_path / "image", sandbox=KIND)


def test_a_name_that_is_no_utf8_is_shown(guest: Guest, tmp_path: Path) -> None:
    qcow2 = Qcow2Details(compat="\udcff", compression_type="\udcfe", encryption="\udcfd")
    said = InfoResult(format=QCOW2, opened=True, qcow2=qcow2)
    status, out, _ = command(guest, tmp_path, "info", said)
    assert status == 0 and "compat: \\xff\n" in out
    status, out, _ = command(guest, tmp_path, "info --output=json", said)
    assert status == 0 and json.loads(out)["format-specific"]["data"]["compat"] == "\ufffd"


@pytest.mark.parametrize(
    ("batch", "error"),
    [
        (runs((512, DISK)), f"a run of {DISK} bytes at 512, expected one at 0"),
        (runs((0, 512), (0, 512)), "a run of 512 bytes at 0, expected one at 512"),
        (runs((0, 512), (512, 0)), "a run of 0 bytes at 512, expected one at 512"),
        (runs((0, 2**64 - 1), (2**64 - 1, 2**64 - 1)), f"at {2**64 - 1}, expected one at"),
        (runs((0, DISK + 512)), f"runs up to {DISK + 512}, expected them up to {DISK}"),
        (runs((0, 512)), f"runs up to 512, expected them up to {DISK}"),
        (runs((0, DISK), flags=0xFFFF), "flags 0xffff, of which some mean nothing"),
        (runs((0, DISK), disk=1), "the guest speaks of file 1, and has 1"),
        (runs((0, DISK), depth=255), "a run of depth 255, and the chain has 0"),
    ],
)
def test_runs_are_held_against_what_is_known(
    batch: ExtentBatch, error: str, guest: Guest, tmp_path: Path
) -> None:
    status, _, err = command(guest, tmp_path, "map --output=json", OPENED, batch, END)
    assert status == 1 and error in err
    guest.said = (OPENED, batch, END)
    with speaking(guest), pytest.raises(SandboxError, match=re.escape(error)):
        list(instar.map(tmp_path / "image", sandbox=KIND))


@pytest.mark.parametrize("rows", [((0, 512), (0, 512)), ((512, 512), (0, 512)), ((0, 0),)])
def test_the_table_for_people_may_have_gaps_only(
    rows: tuple[tuple[int, int], ...], guest: Guest, tmp_path: Path
) -> None:
    assert command(guest, tmp_path, "map", OPENED, runs((512, 512), (4096, 512)), END)[0] == 0
    status, _, err = command(guest, tmp_path, "map", OPENED, runs(*rows), END)
    assert status == 1 and "the guest sent a run of" in err


def test_a_guests_text_is_one_line(guest: Guest, tmp_path: Path) -> None:
    said = (Log(text=b"a\ninstar: all is well"), OPENED, runs((0, DISK)), END)
    status, _, err = command(guest, tmp_path, "map --output=json", *said)
    assert (status, err.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    "batch", [runs((0, DISK), disk=9), ExtentBatch(b"12345678")], ids=["file", "records"]
)
def test_the_library_refuses_too(batch: ExtentBatch, guest: Guest, tmp_path: Path) -> None:
    guest.said = (OPENED, batch, END)
    with speaking(guest):
        with pytest.raises(SandboxError):
            list(instar.map(tmp_path / "image", sandbox=KIND))
        pytest.importorskip("numpy", reason=reason("numpy"))
        with pytest.raises(SandboxError):
            instar.map_table(tmp_path / "image", sandbox=KIND)


def test_a_file_that_a_run_is_not_in_does_not_matter(guest: Guest, tmp_path: Path) -> None:
    """Where nothing is in a file, nobody looks which one it is."""
    guest.said = (OPENED, runs((0, DISK), flags=0, disk=9), END)
    with speaking(guest):
        assert [one.filename for one in instar.map(tmp_path / "image", sandbox=KIND)] == [None]
        pytest.importorskip("numpy", reason=reason("numpy"))
        assert len(instar.map_table(tmp_path / "image", sandbox=KIND)) == 1


class Member:
    def __init__(self, name: str, depth: int) -> None:
        self.name = name
        self.depth = depth


@pytest.mark.parametrize("alone", [False, True])
def test_a_line_break_in_a_files_name_makes_no_line(alone: bool) -> None:
    """Of a file that could be opened; what could not be is in tests/hostile."""
    from instar.generated import errors as tables

    members = [Member("top", 0), Member("a\ninstar: all is well", 1)]
    for structure, field in tables.QEMU:
        error = image_error(
            Error(structure, field, disk=1), "top", members, (), (11, 1), "", alone=alone
        )
        assert isinstance(error, InstarError)
        for exact in (False, True):
            assert not any(
                line.startswith("instar") for line in error_line(error, exact=exact).split("\n")
            )
