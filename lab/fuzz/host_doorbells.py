# SPDX-License-Identifier: Apache-2.0
"""Whole runs, of a guest that rings in any order."""

from __future__ import annotations

from pathlib import Path

from instar.generated import boot, key, memory, panic
from instar.generated.enums.boot import BootDoorbell
from instar.generated.messages import GuestMessage
from instar.record import replace
from instar.sandbox import keys
from instar.sandbox.access import Reach
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestError
from instar.sandbox.images import Image
from instar.sandbox.sandbox import _Run
from instar.secret import Secret
from lab.fuzz.chooser import Chooser
from lab.fuzz.host_attach import Tree, place_request
from lab.fuzz.host_boundary import (
    BLANK,
    MUTATED,
    QUEUE,
    SIZE,
    WRITABLE,
    Memory,
    any_batch,
    place_batch,
    place_frames,
    unhurried,
)

SECRETS = {key.NEW_IMAGE: Secret("s", b"passphrase")}
PANIC = memory.OFS_CONTROL + panic.OFS_RECORD


_KEY = memory.OFS_CONTROL + key.OFS_REQUEST


def place_key(chooser: Chooser, view: memoryview) -> None:
    """A request for a key, mostly a cheap one."""
    request = key.KeyRequest(
        secret=chooser.choice((0, 1, key.NO_SECRET, chooser.getrandbits(32))),
        hash=chooser.getrandbits(3),
        # As many as a run may have would take minutes; one more is refused.
        iterations=chooser.choice((0, 1, 5, key.MAX_ITERATIONS + 1, (1 << 32) - 1)),
        len_password=chooser.getrandbits(7),
        len_key=chooser.getrandbits(7),
        status=chooser.getrandbits(2),
        method=chooser.getrandbits(3),
        memory=chooser.choice((0, 8, 64, key.MAX_MEMORY + 1, (1 << 32) - 1)),
        lanes=chooser.getrandbits(2),
        len_salt=chooser.getrandbits(6),
    )
    if chooser.chance(80):  # mostly within the bounds
        request = replace(request, len_password=request.len_password // 2, status=0)
    if request.method not in keys.ARGON2 and chooser.chance(90):
        request = replace(request, memory=0, lanes=0)
    elif request.method in keys.ARGON2 and chooser.chance(90):
        request = replace(request, hash=0)
    data = request.pack_unchecked()
    view[_KEY : _KEY + len(data)] = data


class _Puppet:
    """A machine whose guest is the input: it writes what it likes, and rings."""

    kind = "test"

    def __init__(self, chooser: Chooser, guest: Memory) -> None:
        self.chooser = chooser
        self.memory = guest
        self.left = chooser.choice((2, 5, 12))

    def begin(self, core: Image, operation: Image, timeout: float) -> None:
        raise AssertionError

    def finish(self) -> None:
        raise AssertionError

    def close(self) -> None:
        raise AssertionError

    def resume(self) -> int:
        chooser, view = self.chooser, self.memory.view
        self.left -= 1
        if self.left < 0:
            return BootDoorbell.DONE
        if chooser.chance(25):
            place_frames(chooser, view)
        doorbell = chooser.choice(
            (*map(int, BootDoorbell), *map(int, BootDoorbell), chooser.getrandbits(8))
        )
        match doorbell:
            case BootDoorbell.QUEUE:
                place_batch(view, any_batch(chooser))
            case BootDoorbell.ATTACH:
                place_request(chooser, view)
            case BootDoorbell.KEY:
                place_key(chooser, view)
            case BootDoorbell.PANIC | BootDoorbell.DONE:
                record = panic.PanicRecord(
                    reason=chooser.getrandbits(3), value=chooser.getrandbits(64)
                ).pack()
                if chooser.chance(40):
                    record = chooser.randbytes(len(record))
                view[PANIC : PANIC + len(record)] = record
        if chooser.chance(10):
            self.memory.poke(chooser, (start for start, _ in WRITABLE), MUTATED)
        return doorbell


class Doorbells:
    """Runs of a guest that rings in any order, with anything in its memory: a result, or a named
    error.
    """

    def __init__(self, folder: Path) -> None:
        self._tree = Tree(folder)
        self.memory = Memory()

    def __call__(self, chooser: Chooser) -> str:
        self.memory.reset()
        puppet = _Puppet(chooser, self.memory)
        heard: list[GuestMessage] = []
        reach = Reach(
            self._tree.allowed if chooser.chance(30) else (),
            max_disks=chooser.choice((boot.MAX_DISKS, 3)),
            secrets=SECRETS,
        )
        attached: list[Disk] = []
        with Disk.open(str(self._tree.top)) as top:
            guest = _Sized(self.memory)
            given = (puppet, guest, [top], heard.append, reach, attached.append, unhurried())
            run = _Run(*given)  # type: ignore[arg-type]
            try:
                result = run.serve(())
            except GuestError as error:
                error.messages = tuple(run.channel.last)
                assert str(error).isprintable() and all(
                    line.isprintable() for line in error.details().split("\n")
                )
                return type(error).__name__
            finally:
                run.close()
                assert self.memory.bytes[:QUEUE] == BLANK[:QUEUE]
        assert len(result.disks) == 1 + len(attached) and all(disk.fd < 0 for disk in attached)
        return "done"


class _Sized:
    """What a run takes of `GuestMemory`."""

    def __init__(self, guest: Memory) -> None:
        self.view = guest.view
        self.size = SIZE
