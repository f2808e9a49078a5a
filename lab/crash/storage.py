# SPDX-License-Identifier: Apache-2.0
"""Files as a power failure leaves them: what was synced, and any part of what was not.

The model is that of journaling file systems on disks with a write cache. A sync of a file puts what
was written to it on stable storage, a sync of a directory its names. What was not synced may be
there or not, in any combination, and of a write any of its sectors; names change in order.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
TEARS = 8
"""In so many places at most, evenly spread, each write is torn."""
SUBSETS = 64
PAIRS = 2000
"""Of more pairs of omitted steps, as many are drawn."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes of a file."""

    file: int
    start: int
    data: bytes

    def sectors(self) -> list[Write]:
        """The parts that a disk writes as a whole or not at all."""
        end = self.start + len(self.data)
        first = self.start - self.start % SECTOR
        cuts = [self.start, *range(first + SECTOR, end, SECTOR), end]
        return [
            Write(self.file, low, self.data[low - self.start : high - self.start])
            for low, high in itertools.pairwise(cuts)
        ]


@dataclass(frozen=True, slots=True)
class Zero:
    """A range that reads as zero; the file keeps its length."""

    file: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Length:
    """A file's length; `least` makes no file shorter."""

    file: int
    length: int
    least: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Names that get another file, or none, all at once."""

    changes: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Barrier:
    """A sync: of one file, of the names (-1), or of everything (None)."""

    file: int | None


NAMES = -1
Step = Write | Zero | Length | Names
Traced = Step | Barrier
State = Mapping[str, bytes]


def covers(barrier: Barrier, step: Step) -> bool:
    """Whether a step that came before is on stable storage after the barrier."""
    if barrier.file is None:
        return True
    return barrier.file == (NAMES if isinstance(step, Names) else step.file)


@dataclass(slots=True)
class Storage:
    """Files and their names."""

    names: dict[str, int] = field(default_factory=dict)
    files: dict[int, bytearray] = field(default_factory=dict)

    @classmethod
    def of(cls, state: State) -> Storage:
        """The files of a directory, numbered in order."""
        found = cls()
        for number, (name, content) in enumerate(sorted(state.items())):
            found.names[name] = number
            found.files[number] = bytearray(content)
        return found

    def after(self, steps: Iterable[Step]) -> Storage:
        """Another one, on which steps are done."""
        touched = Storage(dict(self.names), dict(self.files))
        own: set[int] = set()
        for step in steps:
            if not isinstance(step, Names) and step.file not in own:
                own.add(step.file)
                touched.files[step.file] = bytearray(self.files.get(step.file, b""))
            touched.do(step)
        return touched

    def do(self, step: Step) -> None:
        """Do one step."""
        if isinstance(step, Names):
            for name, number in step.changes:
                if number is None:
                    self.names.pop(name, None)
                else:
                    self.names[name] = number
            return
        content = self.files.setdefault(step.file, bytearray())
        match step:
            case Write(start=start, data=data):
                _lengthen(content, start)
                content[start : start + len(data)] = data
            case Zero(start=start, length=length):
                end = min(start + length, len(content))
                content[start:end] = bytes(max(end - start, 0))
            case Length(length=length, least=least):
                _lengthen(content, length)
                if not least:
                    del content[length:]

    def state(self) -> State:
        """What the directory shows."""
        return {name: bytes(self.files.get(n, b"")) for name, n in sorted(self.names.items())}


def _lengthen(content: bytearray, length: int) -> None:
    content.extend(bytes(max(length - len(content), 0)))


def state_of(folder: Path) -> State:
    """The files of a directory."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def digest(state: State) -> bytes:
    """The same for the same files."""
    found = hashlib.sha256()
    for name, content in state.items():
        found.update(b"%d:%s%d:" % (len(name), name.encode(), len(content)))
        found.update(content)
    return found.digest()


@dataclass(frozen=True, slots=True)
class Crash:
    """What a power failure left. `late`: it came after the command had ended."""

    state: State
    late: bool


def crashes(before: State, trace: Sequence[Traced], seed: int) -> Iterator[Crash]:
    """Each state that the model allows and the bounds above leave, once."""
    seen: set[tuple[bytes, bool]] = set()
    for stable, pending, late in _windows(Storage.of(before), trace):
        chance = random.Random(f"{seed} {len(seen)} {len(pending)}")
        for steps in survivors(pending, chance):
            state = stable.after(in_order(steps, pending)).state()
            key = digest(state), late
            if key not in seen:
                seen.add(key)
                yield Crash(state, late)


def _windows(
    stable: Storage, trace: Sequence[Traced]
) -> Iterator[tuple[Storage, list[Step], bool]]:
    """At each barrier and at the end: what is on stable storage, and what may be."""
    pending: list[Step] = []
    for step in trace:
        if not isinstance(step, Barrier):
            pending.append(step)
            continue
        yield stable, pending, False
        stable = stable.after(one for one in pending if covers(step, one))
        pending = [one for one in pending if not covers(step, one)]
    yield stable, pending, False
    yield stable, pending, True


def in_order(steps: Sequence[Step], pending: Sequence[Step]) -> Iterator[Step]:
    """Without the names that come after one that is missing."""
    names = (step for step in pending if isinstance(step, Names))
    is_whole = True
    for step in steps:
        if isinstance(step, Names):
            is_whole = is_whole and step is next(names, None)
            if not is_whole:
                continue
        yield step


def survivors(pending: list[Step], chance: random.Random) -> Iterator[list[Step]]:
    """What of the steps between barriers may be there: each prefix; all but one, all but two; each
    write torn; subsets of all sectors.
    """
    number = len(pending)
    for end in range(number + 1):
        yield pending[:end]
    for left in _omitted(number, chance):
        yield [step for at, step in enumerate(pending) if at not in left]
    for at, step in enumerate(pending):
        if isinstance(step, Write):
            yield from _torn(pending, at, step)
    if number:
        for _ in range(SUBSETS):
            yield _subset(pending, chance)


def _omitted(number: int, chance: random.Random) -> Iterator[tuple[int, ...]]:
    """One, and two."""
    for at in range(number):
        yield (at,)
    if number * (number - 1) // 2 <= PAIRS:
        yield from itertools.combinations(range(number), 2)
        return
    for _ in range(PAIRS):
        yield tuple(chance.sample(range(number), 2))


def _torn(pending: list[Step], at: int, write: Write) -> Iterator[list[Step]]:
    """The first sectors of the last write that was begun, and the last ones where all others are
    there.
    """
    parts: list[Step] = [*write.sectors()]
    every = -(-len(parts) // TEARS)
    for cut in range(every, len(parts), every):
        yield [*pending[:at], *parts[:cut]]
        yield [*pending[:at], *parts[cut:], *pending[at + 1 :]]


def _subset(pending: list[Step], chance: random.Random) -> list[Step]:
    found: list[Step] = []
    for step in pending:
        kind = chance.randrange(3)
        if kind == 1 and isinstance(step, Write):
            found.extend(part for part in step.sectors() if chance.randrange(2))
        elif kind:
            found.append(step)
    return found
