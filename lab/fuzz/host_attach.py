# SPDX-License-Identifier: Apache-2.0
"""The host's attach exchange, on names out of hostile images: nothing outside the allowed
directories is ever opened.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from instar.generated import attach, boot
from instar.generated.attach import AttachExchange, AttachStatus
from instar.generated.enums.attach import AttachKind
from instar.sandbox import beneath
from instar.sandbox.access import Reach
from instar.sandbox.attach import Attacher
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from lab.fuzz.chooser import Chooser
from lab.fuzz.host_boundary import EXCHANGE, ODD, Memory

_ASKED = struct.Struct("<III")
_HEAD = struct.Struct(_ASKED.format + "IIIQQ")
PARTS = (
    *(
        b"a",
        b"b",
        b"top",
        b"sub",
        b"c",
        b"sub/c",
        b"fifo",
        b"loop",
        b"self",
        b"up",
        b"in",
        b"folder",
        b"socket",
    ),
    *(
        b"..",
        b".",
        b"/",
        b"//",
        b"../",
        b"./",
        b"secret",
        b"../secret",
        b"../allowed/d",
        b"../allowed/out",
    ),
    *(
        b"",
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
        b":",
        b"file:",
        b"nbd:",
        b"json:{}",
        b"x" * 300,
        b"a/" * 2100,
    ),
    b"/dev/zero",
)

WHOLE = (
    *(
        b"a",
        b"sub/c",
        b"in",
        b"back",
        b"c",
        b"top",
        b"self/a",
        b"sub/deep/../c",
        b"../allowed/d",
        b"d",
        b"../a",
    ),
    b"up/images/a",
)
"""Names that lead to something, from one file or another."""


class Tree:
    """Images, and next to them what must not be reached."""

    def __init__(self, folder: Path) -> None:
        images = folder / "images"
        other = folder / "allowed"
        for made in (images / "sub" / "deep", other):
            made.mkdir(parents=True)
        for name in ("secret", "images/a", "images/top", "images/sub/c", "allowed/d"):
            (folder / name).write_bytes(name.encode() * 100)
        os.mkfifo(images / "fifo")
        links = {
            "b": "../secret",
            "loop": "loop",
            "self": ".",
            "up": "..",
            "in": "sub/../a",
            "folder": "sub",
        }
        for name, goal in links.items():
            (images / name).symlink_to(goal)
        (images / "sub" / "back").symlink_to("../top")
        (images / "sub" / "absolute").symlink_to(folder / "secret")
        (other / "out").symlink_to("../secret")
        (other / "images").symlink_to("../images")
        self.folder = folder
        self.top = images / "top"
        self.allowed = (str(other),)
        self._within = {_identity(images / name) for name in ("a", "top", "sub/c")}
        self._more = {_identity(other / "d")}

    def may_open(self, disk: Disk, reach: Reach) -> bool:
        status = os.fstat(disk.fd)
        found = (status.st_dev, status.st_ino)
        return found == disk.identity and found in self._within | (
            self._more if reach.allow_paths else set()
        )


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def place_request(chooser: Chooser, view: memoryview) -> bytes:
    """A request with a name of parts, in the exchange. Returns the name."""
    name = b"".join(chooser.choices(PARTS, chooser.randrange(5)))
    if chooser.chance(50):
        name = chooser.choice(WHOLE)
    elif chooser.chance(30):
        name = b"/".join(chooser.choices(PARTS, chooser.randrange(1, 4)))
    length = len(name) if not chooser.chance(8) else chooser.choice(ODD)
    kind = chooser.choice((0, 99)) if chooser.chance(4) else chooser.choice(tuple(AttachKind))
    referrer = chooser.choice((*[0] * 16, 1, 1, 2, 255))
    status = chooser.choice((3, 77)) if chooser.chance(6) else 0
    head = _HEAD.pack(referrer, kind, length % (1 << 32), status, 0, 0, 0, 0)
    view[EXCHANGE : EXCHANGE + _HEAD.size + attach.MAX_NAME] = (head + name).ljust(
        _HEAD.size + attach.MAX_NAME, b"\0"
    )[: _HEAD.size + attach.MAX_NAME]
    return name


class Attaching:
    """A few requests of one run, asked of the kernel's way to resolve names and of our own: both
    answer alike.
    """

    def __init__(self, folder: Path) -> None:
        self.tree = Tree(folder)
        self.memory = Memory()
        beneath._has_openat2 = True
        fd = os.open(folder, os.O_PATH)
        try:
            os.close(beneath.open_path(fd, "secret"))
        finally:
            os.close(fd)
        self.ways = (True, False) if beneath._has_openat2 else (False,)

    def __call__(self, chooser: Chooser) -> str:
        reach = Reach(
            self.tree.allowed if chooser.chance(40) else (),
            max_depth=chooser.choice((16, 16, 1)),
            max_disks=chooser.choice((boot.MAX_DISKS, boot.MAX_DISKS, 3)),
        )
        decided = chooser.rest()
        answers = []
        try:
            for beneath._has_openat2 in self.ways:
                answers.append(self._run(Chooser(decided), reach))
        finally:
            beneath._has_openat2 = self.ways[0]
        assert all(answer == answers[0] for answer in answers), f"{answers} of {decided!r}"
        if answers[0][-1] == -1:
            return "refused"
        return "opened" if AttachStatus.OK in answers[0] else "answered"

    def _run(self, chooser: Chooser, reach: Reach) -> list[int]:
        """The statuses; -1 for an error of the protocol."""
        self.memory.reset()
        statuses: list[int] = []
        before = _open_files()
        with Disk.open(str(self.tree.top)) as top:
            disks = [top]
            attacher = Attacher(self.memory.view, "test", disks, reach)
            try:
                for _ in range(chooser.choice((1, 1, 2, 5))):
                    place_request(chooser, self.memory.view)
                    if chooser.chance(10):
                        self.memory.poke(chooser, (EXCHANGE,), 64)
                    statuses.append(self._serve(attacher, disks, reach))
            except GuestProtocolError as error:
                assert str(error).isprintable()
                statuses.append(-1)
            finally:
                attacher.close()
        assert _open_files() == before, "a file was left open"
        return statuses

    def _serve(self, attacher: Attacher, disks: list[Disk], reach: Reach) -> int:
        expected = bytearray(self.memory.bytes)
        known, refused = len(disks), len(attacher.refusals)
        disk = attacher.serve()
        now = bytes(self.memory.bytes[EXCHANGE : EXCHANGE + AttachExchange.SIZE])
        answer = AttachExchange.unpack(now)
        # The answer's fields are after the request's, and before the name.
        expected[EXCHANGE + _ASKED.size : EXCHANGE + _HEAD.size] = now[_ASKED.size : _HEAD.size]
        assert self.memory.bytes == expected, "more than the answer was written"
        assert (answer.status == AttachStatus.OK) == (disk is not None)
        if disk is None:
            assert (len(disks), len(attacher.refusals)) == (known, refused + 1)
            assert attacher.refusals[-1].status == answer.status
        else:
            assert self.tree.may_open(disk, reach), f"{disk} was opened"
            told = answer.len_file, answer.allocated, answer.flags
            assert (answer.disk, told, disks[-1]) == (known, disk.entry(), disk)
        return answer.status


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd"))
