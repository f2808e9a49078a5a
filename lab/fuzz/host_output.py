# SPDX-License-Identifier: Apache-2.0
"""New files as a guest has them written: after each batch a file is what a simple model says, to
the byte, and gets its name whole or not at all.
"""

from __future__ import annotations

import os
import random
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from instar.generated import block, memory
from instar.generated.block import BlockCopy, BlockDataRange
from instar.generated.enums.block import BlockRequestType
from instar.sandbox.access import Output
from instar.sandbox.block import BlockDevice, writable_regions
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.outputs import NewFile, keep_all
from lab.fuzz.chooser import Chooser
from lab.fuzz.host_boundary import STATUS, Asked, Memory, place_batch, unhurried

MOST = 24_000
"""How long an output may become."""
WRITTEN = 16_000
"""Bytes that may be written to one in all."""
SOURCE, FIRST, SECOND, FAILING = range(4)
"""The files of a run: one is read, two are written, of one every change fails."""
NAMES = ("first", "second")
SLOT = 4096
"""Each request has a buffer of its own."""
PLACES = (0, 1, 511, 512, 700, 4096, 8191, 8192, MOST - 4096, MOST - 512)
LENGTHS = (1, 2, 512, 700, 2048, SLOT)
ODD = (0, 1, MOST, MOST + 1, 1 << 32, (1 << 63) - 1, 1 << 63, (1 << 64) - 1)
KINDS = (
    *[BlockRequestType.PUT] * 8,
    *(one for one in BlockRequestType if one > BlockRequestType.PUT),
    BlockRequestType.READ,
)
DISKS = (*(FIRST, SECOND) * 12, FAILING, FAILING, SOURCE)
RANGED = (BlockRequestType.ZERO, BlockRequestType.UNMAP, BlockRequestType.RESERVE)


class Refused(Exception):
    """What the model says of a request that breaks the protocol."""


class Failed(Exception):
    """What the model says of a change that the file system refuses."""


@dataclass
class Model:
    """What a file holds."""

    content: bytes = b""
    is_output: bool = True
    fails: bool = False
    has_failed: bool = False
    written: int = 0

    def put(self, start: int, data: bytes) -> None:
        """Write, past the end too."""
        head = self.content[:start].ljust(start, b"\0")
        self.content = head + data + self.content[start + len(data) :]

    def change(self, start: int, length: int, cost: int) -> None:
        """Hold a change against the bounds."""
        self.written += cost
        if self.has_failed or not self.is_output or start + length > MOST or self.written > WRITTEN:
            raise Refused
        if self.fails:
            self.has_failed = True
            raise Failed


@dataclass
class Models:
    """The files of a run, and what the guest's buffers hold."""

    files: list[Model]
    buffers: dict[int, bytes] = field(default_factory=dict)

    def apply(self, one: Asked) -> None:
        """Do what is asked."""
        if one.disk >= len(self.files):
            raise Refused
        model, data = self.files[one.disk], self.buffers[one.start]
        match one.type:
            case BlockRequestType.PUT | BlockRequestType.PUT_OVER:
                self._put(model, one.place, data)
            case BlockRequestType.RESIZE:
                if data:
                    raise Refused
                model.change(one.place, 0, 0)
                model.content = model.content[: one.place].ljust(one.place, b"\0")
            case BlockRequestType.READ:
                self._read(model, one)
            case BlockRequestType.COPY:
                self._copy(model, BlockCopy.unpack(data))
            case ranged if ranged in RANGED:
                self._let_be(model, BlockDataRange.unpack(data), is_zero=one.type != RANGED[2])
            case _:
                raise AssertionError(f"{one} is not made here")

    def _put(self, model: Model, start: int, data: bytes) -> None:
        if not data:
            raise Refused
        model.change(start, len(data), len(data))
        model.put(start, data)

    def _read(self, model: Model, one: Asked) -> None:
        at, size = one.place * block.LEN_SECTOR, len(model.content)
        if not one.length or one.length % block.LEN_SECTOR:
            raise Refused
        if at + one.length > size + -size % block.LEN_SECTOR:
            raise Refused
        self.buffers[one.start] = model.content[at : at + one.length].ljust(one.length, b"\0")

    def _copy(self, model: Model, asked: BlockCopy) -> None:
        end = asked.source_start + asked.length
        if asked.source >= len(self.files):
            raise Refused
        source = self.files[asked.source]
        if source.is_output or end > len(source.content):
            raise Refused
        model.change(asked.start, asked.length, asked.length)
        model.put(asked.start, source.content[asked.source_start : end])

    def _let_be(self, model: Model, asked: BlockDataRange, *, is_zero: bool) -> None:
        start, end, size = asked.start, asked.start + asked.length, len(model.content)
        inside = max(min(size, end) - start, 0) if is_zero else 0
        model.change(start, asked.length, inside)
        model.content = model.content.ljust(end, b"\0")
        if is_zero:
            model.put(start, bytes(asked.length))


def _place(chooser: Chooser) -> int:
    if chooser.chance(2):
        return chooser.choice(ODD)
    return chooser.choice((chooser.choice(PLACES), chooser.randrange(MOST - SLOT)))


def _asked(chooser: Chooser, number: int, models: Models) -> Asked:
    """A request that mostly could be served, and what its buffer holds."""
    kind = chooser.choice(KINDS)
    disk = FAILING + 1 if chooser.chance(1) else chooser.choice(DISKS)
    place, length = _place(chooser), chooser.choice(LENGTHS)
    match kind:
        case BlockRequestType.PUT:
            data = b"" if chooser.chance(1) else chooser.randbytes(8).ljust(length, b"p")[:length]
        case BlockRequestType.RESIZE:
            data = bytes(chooser.chance(2))
        case BlockRequestType.READ:
            if disk < FAILING and chooser.chance(90):
                place = chooser.randrange(len(models.files[disk].content) // 2 + 1)
            place, data = place // block.LEN_SECTOR, bytes(length // 512 * 512 or length)
        case BlockRequestType.COPY:
            source = chooser.choice((*[SOURCE] * 12, FIRST, FAILING + 1))
            data = BlockCopy(
                source_start=place % SLOT, start=_place(chooser), length=length, source=source
            ).pack()
        case _:
            data = BlockDataRange(start=place, length=length).pack()
    start = memory.OFS_ARENA + number * SLOT
    models.buffers[start] = data
    return Asked(int(kind), disk, place, memory.BASE + start, len(data))


def _batch(chooser: Chooser, models: Models) -> list[Asked]:
    """Requests, of which some follow each other."""
    models.buffers.clear()
    batch: list[Asked] = []
    for number in range(chooser.choice((1, 2, 4, 12))):
        one = _asked(chooser, number, models)
        last = batch[-1] if batch else one
        if last.type == one.type == BlockRequestType.PUT and chooser.chance(60):
            one = one._replace(disk=last.disk, place=last.place + last.length)
        batch.append(one._replace(place=one.place % (1 << 64)))
    return batch


class Outputs:
    """Batches for new files. Each ends as the model says, and what is kept has its content."""

    def __init__(self, folder: Path) -> None:
        self._source = folder / "source"
        self._source.write_bytes(random.Random(4).randbytes(2 * SLOT))
        self._folder = folder / "new"
        self._folder.mkdir()
        self._memory = Memory()

    def __call__(self, chooser: Chooser) -> str:
        with ExitStack() as stack:
            files = [stack.enter_context(NewFile(str(self._folder / name))) for name in NAMES]
            models = Models([Model(self._source.read_bytes(), is_output=False), Model(), Model()])
            models.files.append(Model(fails=True))
            disks = self._disks(files, stack)
            outcome = self._run(chooser, disks, models)
            for file, model in zip(files, models.files[FIRST:], strict=False):
                assert os.fstat(file.fd).st_size == len(model.content) <= MOST
            if outcome == "kept":
                keep_all([files])
        found = {path.name: path.read_bytes() for path in self._folder.iterdir()}
        kept = [model.content for model in models.files[FIRST:FAILING]]
        assert found == (dict(zip(NAMES, kept, strict=True)) if outcome == "kept" else {})
        for name in found:
            (self._folder / name).unlink()
        assert self._source.read_bytes() == models.files[SOURCE].content
        return outcome

    def _disks(self, files: list[NewFile], stack: ExitStack) -> list[Disk]:
        read_only = os.open(self._source, os.O_RDONLY)
        stack.callback(os.close, read_only)
        descriptors = [*(file.fd for file in files), read_only]
        made = [Disk.made(fd, "new", Output(MOST, WRITTEN)) for fd in descriptors]
        made[-1].size = 0
        return [stack.enter_context(Disk.open(str(self._source))), *made]

    def _run(self, chooser: Chooser, disks: list[Disk], models: Models) -> str:
        self._memory.reset()
        view = self._memory.view
        device = BlockDevice(view, "test", disks, writable_regions(()), unhurried())
        for _ in range(chooser.choice((1, 2, 3))):
            batch = _batch(chooser, models)
            for start, data in models.buffers.items():
                view[start : start + len(data)] = data
            place_batch(view, batch)
            if not self._is_served(device, batch, disks, models):
                return "refused"
        if models.files[FAILING].has_failed:
            return "failed"
        return "kept" if chooser.chance(70) else "dropped"

    def _is_served(
        self, device: BlockDevice, batch: list[Asked], disks: list[Disk], models: Models
    ) -> bool:
        """Serve a batch, and hold what comes of it against the model."""
        states, error = [_contents(models)], None
        try:
            for one in batch:
                models.apply(one)
                states.append(_contents(models))
        except (Refused, Failed) as raised:
            error = raised
        try:
            device.serve()
        except GuestProtocolError:
            assert error is not None, "what could be served was refused"
            self._adopt(disks, models, states)
            return False
        assert not isinstance(error, Refused), f"{batch} was served"
        self._look(batch, len(states) - 1, disks, models)
        return True

    def _adopt(self, disks: list[Disk], models: Models, states: list[tuple[bytes, ...]]) -> None:
        """Of a batch that broke the protocol, requests before that one may have been served."""
        now = tuple(os.pread(disk.fd, 2 * MOST, 0) for disk in disks[FIRST:FAILING])
        assert now in states, "the files hold what nobody asked for"
        for model, content in zip(models.files[FIRST:FAILING], now, strict=True):
            model.content = content

    def _look(self, batch: list[Asked], num_good: int, disks: list[Disk], models: Models) -> None:
        """Files, buffers and statuses after a batch that was served."""
        for disk, model in zip(disks[FIRST:FAILING], models.files[FIRST:FAILING], strict=True):
            assert disk.size == len(model.content)
            assert os.pread(disk.fd, 2 * MOST, 0) == model.content, "another content"
            assert disk.output is not None and disk.output.failure is None
        for one in batch:
            data = models.buffers[one.start]
            assert self._memory.bytes[one.start : one.start + one.length] == data, one
        statuses = self._memory.bytes[STATUS : STATUS + len(batch)]
        assert statuses == bytes(num_good) + b"\1" * (len(batch) - num_good)
        failing = disks[FAILING].output
        assert (
            failing is not None
            and (failing.failure is not None) == models.files[FAILING].has_failed
        )


def _contents(models: Models) -> tuple[bytes, ...]:
    return tuple(model.content for model in models.files[FIRST:FAILING])
