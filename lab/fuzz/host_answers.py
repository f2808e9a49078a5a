# SPDX-License-Identifier: Apache-2.0
"""Messages that no sound guest sends, handed to the operations as if one had: an answer, or a named
error.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import instar
from instar.cli.main import main
from instar.errors import InstarError
from instar.generated.enums.attach import AttachKind, AttachStatus
from instar.generated.enums.extent import ExtentFlag
from instar.generated.enums.source import SourceFormat
from instar.generated.extent import ExtentRecord
from instar.generated.map import MapFileCell
from instar.generated.memory import LEN_DEFAULT
from instar.generated.messages import (
    Error,
    ExtentBatch,
    GuestMessage,
    InfoResult,
    Log,
    MapResult,
    MeasureResult,
    Opened,
)
from instar.generated.profiles import KNOWN
from instar.ops import run as ops_run
from instar.ops.view import MEMORY
from instar.record import replace
from instar.sandbox.access import Reach, Refusal
from instar.sandbox.disk import Disk
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT
from instar.sandbox.sandbox import Result
from lab.fuzz.chooser import Chooser
from lab.fuzz.host_messages import EDGES, FORGED, Maker

KIND = "process"
MANY = 300
"""How often a message comes that comes too often."""
LEN_IMAGE = 5000
DISK = 1 << 20
"""Bytes of the disk that a guest speaks of when it keeps to one."""
NAMES = (
    *("base.img", "a\nforged: b", "\nforged", "x\x1b[2J", "\udcff\udc80", "%s{0}", '"', "n" * 300),
    "\u00e9\u4e2d\U0001f600",
)

TARGETS = ("qcow2", "qcow2", "qed", "qcow", "vdi", "vhdx", "vpc", "vmdk", "parallels")
MEASURE = (("measure",), ("measure", "--size=1G"), *(("measure", f"-O{name}") for name in TARGETS))
MAP = (
    ("map",),
    ("map", "--output=svg"),
    ("map", "--output=term"),
    ("map", "-s", "65536", "--max-length", "1M"),
)
INFO = (("info",), ("info", "--backing-chain"), ("info", "--safety"), ("info", "--limits"))


class Guest:
    """Replaces a pool: each run hears what the input says."""

    kind = KIND

    def __init__(self, folder: Path) -> None:
        self._file = folder / "attached"
        self._file.write_bytes(b"attached")
        self.chooser = Chooser(b"")
        self.said: tuple[GuestMessage, ...] = ()
        """What it says in any case, where it is not the input that decides."""

    def run(
        self,
        op: str,
        config: bytes,
        disks: Sequence[Disk] = (),
        on_message: Callable[[GuestMessage], None] = lambda message: None,
        *,
        reach: Reach | None = None,
        request_size: int = 0,
        on_attach: Callable[[Disk], None] | None = None,
        deadline: float | None = DEFAULT_DEADLINE,
    ) -> Result:
        del config, reach, request_size, deadline
        chooser = self.chooser
        with contextlib.ExitStack() as opened:
            members = list(disks)
            for message in self.said or Script(chooser, op).messages():
                while members and len(members) < 5 and chooser.chance(25):
                    members.append(opened.enter_context(self._attached(members)))
                    if on_attach is not None:
                        on_attach(members[-1])
                on_message(_without_lines(message))
            refusals = tuple(self._refusal() for _ in range(chooser.choice((0, 0, 0, 1))))
            return Result(not chooser.chance(30), tuple(members), refusals, 1, 1, 1)

    def _attached(self, members: list[Disk]) -> Disk:
        disk = Disk.open(str(self._file))
        disk.name = self.chooser.choice(NAMES)
        disk.origin = members[-1]
        disk.depth = members[-1].depth + self.chooser.choice((1, 1, 0))
        return disk

    def _refusal(self) -> Refusal:
        chooser = self.chooser
        name = chooser.choice(NAMES)
        status, kind = chooser.choice(list(AttachStatus)), chooser.choice(list(AttachKind))
        return Refusal(0, name, status, f"Could not open '{name}': No such file or directory", kind)


@contextlib.contextmanager
def speaking(guest: Guest) -> Iterator[None]:
    """Let all process sandboxes be this one. An exception that nobody expects is raised, not
    reported.
    """
    variable, sizes = "INSTAR_DEBUG", (LEN_DEFAULT, MEMORY)
    keys = [(KIND, DEFAULT_TIMEOUT, size) for size in sizes]
    before = {key: ops_run._pools.pop(key) for key in keys if key in ops_run._pools}
    debug = os.environ.get(variable)
    for key in keys:
        ops_run._pools[key] = guest  # type: ignore[assignment]
    os.environ[variable] = "1"
    try:
        yield
    finally:
        for key in keys:
            del ops_run._pools[key]
        ops_run._pools.update(before)
        del os.environ[variable]
        if debug is not None:
            os.environ[variable] = debug


def _without_lines(message: GuestMessage) -> GuestMessage:
    """A warning of a guest may have several lines: its texts are its own, and none of the image's
    words are in them.
    """
    return (
        replace(message, text=message.text.replace(b"\n", b" "))
        if isinstance(message, Log)
        else message
    )


class Script:
    """What a guest says in a run: what one would say, with something wrong, or anything."""

    def __init__(self, chooser: Chooser, operation: str) -> None:
        self.chooser = chooser
        self.operation = operation
        self.maker = Maker(chooser)

    def messages(self) -> Iterator[GuestMessage]:
        chooser = self.chooser
        said = list(self._sound()) if not chooser.chance(20) else []
        for _ in range(chooser.choice((0, 0, 1, 1, 3))):
            at = chooser.randrange(len(said) + 1)
            match chooser.randrange(5):
                case 0 if said:
                    del said[at - 1]
                case 1 if said:
                    said[at:at] = [said[at - 1]] * chooser.choice((1, 1, MANY))
                case 2 if len(said) > 1:
                    said.append(said.pop(at - 1))
                case _:
                    said.insert(at, self.maker.any())
        if chooser.chance(20):
            said.append(self.maker.make(Error))
        return iter(said)

    def _sound(self) -> Iterator[GuestMessage]:
        chooser = self.chooser
        if chooser.chance(20):
            yield Log(text=self.maker.text())
        match self.operation:
            case "measure":
                required = chooser.choice((512, 65536, *EDGES))
                full = required + chooser.choice((0, 65536))
                yield self.maker.make(
                    MeasureResult, required=required, fully_allocated=full % (1 << 64)
                )
            case "map":
                size = chooser.choice(EDGES) if chooser.chance(20) else DISK
                cell = chooser.choice((0, 512, 4096, 65536)) if chooser.chance(90) else size
                yield Opened(size, 1, cell)
                for _ in range(chooser.randrange(1, 3)):
                    yield ExtentBatch(self._extents())
                yield MapResult(DISK, 3, chooser.choice(list(SourceFormat)), **self._parts())
            case _:
                for depth in range(chooser.choice((1, 1, 2))):
                    disk = depth and chooser.randrange(1, 4)
                    known = chooser.choice(list(SourceFormat)[1:])
                    yield self.maker.make(
                        InfoResult,
                        disk=disk,
                        depth=depth,
                        virtual_size=DISK,
                        format=known,
                        opened=True,
                    )

    def _parts(self) -> dict[str, Any]:
        """What the guest says of the file, for a picture: nothing, what could be, or anything."""
        chooser = self.chooser
        if chooser.chance(30):
            return {}
        length = chooser.choice((512, 4096, *EDGES))
        num = -(-LEN_IMAGE // length) if length and chooser.chance(80) else chooser.randrange(9)
        places = [chooser.choice((0, 1, 15, 16384, *EDGES)) for _ in range(min(num, 64))]
        cells = (MapFileCell(stored=chooser.choice(EDGES), place=place) for place in places)
        return {
            "pieces": chooser.choice(EDGES),
            "mapped": chooser.choice(EDGES),
            "file": chooser.choice((0, 0, 0, 1)),
            "len_part": length,
            "parts": b"".join(cell.pack() for cell in cells) + b"tail" * chooser.chance(5),
        }

    def _extents(self) -> bytes:
        """Runs that follow each other, but for some; and a tail that is none."""
        chooser = self.chooser
        rows, start = [], 0
        if chooser.chance(10):  # as regular as templates like it
            same = ExtentRecord(
                length=4096, flags=chooser.choice((0, 1 | 4 | 8)), disk=chooser.randrange(2)
            )
            return b"".join(
                replace(same, start=4096 * n, host_offset=n).pack() for n in range(DISK // 4096)
            )
        for _ in range(chooser.choice((1, 2, 8, 9, 70))):
            length = (
                chooser.choice(EDGES) if chooser.chance(5) else chooser.choice((4096, 65536, 512))
            )
            if chooser.chance(4):
                start = chooser.choice(EDGES)
            flags = chooser.choice((0, 1 | 4 | 8, 1 | 4 | 8, 2 | 4, *map(int, ExtentFlag), 0xFFFF))
            disk, depth = chooser.choice((0, 0, 0, 1, 255)), chooser.choice((0, 0, 1, 2, 255))
            made = ExtentRecord(
                start=start % (1 << 64),
                length=length,
                host_offset=chooser.choice(EDGES),
                flags=flags,
                depth=depth,
                disk=disk,
            )
            rows.append(made.pack_unchecked())
            start += length
        return b"".join(rows) + chooser.choice((b"", b"", b"", b"", bytes(8), b"tail"))


class Answers:
    """Whole commands and the library's calls, on what such a guest says.

    Commands print what is printable, JSON that is JSON, and an error in lines that all begin as
    errors do.
    """

    def __init__(self, folder: Path) -> None:
        self.guest = Guest(folder)
        self.image = str(folder / "image.qcow2")
        Path(self.image).write_bytes(bytes(LEN_IMAGE))

    def __call__(self, chooser: Chooser) -> str:
        self.guest.chooser = chooser
        with speaking(self.guest):
            return self._ask(chooser)

    def _ask(self, chooser: Chooser) -> str:
        if chooser.chance(20):
            return self._call(chooser)
        words = list(chooser.choice(chooser.choice((MEASURE, MAP, INFO))))
        if chooser.chance(1) and words[0] == "map":
            words = ["map", "--output=png"]
        is_json = not any(word.startswith("--output") for word in words) and chooser.chance(50)
        words += ["--sandbox", KIND, *(["--output=json"] if is_json else [])]
        words += ["--debug"] if chooser.chance(5) else []
        if chooser.chance(40):
            words += ["--qemu-version", chooser.choice(KNOWN)]
        if not any(word.startswith("--size") for word in words):
            words += (
                ["--jobs=1", self.image] if words[0] == "measure" and chooser.chance(20) else []
            )
            words.append(self.image)
        status, out, err = captured(words)
        check_output(words, status, out, err)
        return "answered" if status == 0 else "refused"

    def _call(self, chooser: Chooser) -> str:
        try:
            match chooser.randrange(6):
                case 0:
                    assert isinstance(instar.measure(self.image, sandbox=KIND), instar.Measurement)
                case 1:
                    instar.info(self.image, sandbox=KIND)
                case 2:
                    instar.info(self.image, sandbox=KIND, safety=True)
                case 3:
                    instar.info_chain(self.image, sandbox=KIND)
                case 4:
                    most = chooser.choice((MANY, MANY, 1))
                    for extent in itertools.islice(instar.map(self.image, sandbox=KIND), most):
                        assert extent.offset is None or extent.filename is not None
                case _:
                    self._table()
        except InstarError as error:
            str(error)
            return "refused"
        return "answered"

    def _table(self) -> None:
        try:
            import numpy  # noqa: F401
        except ImportError:
            return
        table = instar.map_table(self.image, sandbox=KIND)
        assert len(table.start) == len(table.flags) == len(table)


def captured(words: list[str]) -> tuple[int, str, str]:
    """Run a command in this process. Returns its exit status and what it printed."""
    streams = [
        io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace", write_through=True)
        for _ in range(2)
    ]
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        status = main(words)
    texts: list[str] = []
    for stream in streams:
        buffer: Any = stream.buffer
        texts.append(
            buffer.getvalue().decode("utf-8", "ignore" if "--output=png" in words else "strict")
        )
    return status, *texts  # type: ignore[return-value]


def check_output(words: list[str], status: int, out: str, err: str) -> None:
    """What may not be in an answer, wherever it comes from."""
    assert status in (0, 1), status
    is_unsafe = "--safety" in words and out
    assert bool(err) or status == 0 or is_unsafe, "failed, and said nothing"
    assert "internal error" not in err, err
    for text in ("" if "--output=png" in words else out, err):
        for line in text.split("\n"):
            assert line.isprintable(), f"{words}: a terminal would obey {line!r}"
            assert not line.startswith(FORGED), f"{words}: a name has made a line: {text!r}"
    if "--output=json" in words and out and (status == 0 or is_unsafe):
        for one in out.splitlines() if words[-1] == words[-2] else [out]:
            json.loads(one)
