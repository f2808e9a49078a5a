# SPDX-License-Identifier: Apache-2.0
"""What `map` prints, batch by batch.

Sixteen million runs are a common answer, and formatting them one by one takes Python longer than
finding them takes the guest. But what a run is varies little: most images alternate between data
and what is not allocated. So runs are formatted eight at a time: what the eight are chooses a
template for all of them and a `struct.Struct` that takes just the numbers which it shows, and the
rest happens inside `%`. That takes 0.15 to 0.19 us for a run, where a loop of f-strings takes 0.4;
longer blocks gain little where runs alternate, and lose everything where they do not.
"""

from __future__ import annotations

import struct

from instar.errors import SandboxError
from instar.generated.extent import ExtentFlag, ExtentRecord
from instar.layout import extents
from instar.render.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from instar.generated.profiles import Profile

    Rows = tuple[bytes, Callable[..., tuple[int, ...]]]

HEADER = b"%-16s%-16s%-16s%s\n" % (b"Offset", b"Length", b"Mapped to", b"File")
UNMAPPABLE = "File contains external, encrypted or compressed clusters."

_BLOCK = 8
_LEN_BLOCK = _BLOCK * ExtentRecord.SIZE
_LEN_STATES = _BLOCK * extents.LEN_STATE
# Eight runs of two kinds have 256 templates, of three kinds 6561: no image needs many at once.
_MAX_TEMPLATES = 4096


class Unmappable(Exception):
    """A run of data has no place in a file, and the human table has no way to say so. `rows` are
    those before it.
    """

    def __init__(self, rows: bytes = b"") -> None:
        super().__init__(UNMAPPABLE)
        self.rows = rows


class _Formatter:
    """Batches -> text, by templates that subclasses make for one run."""

    separator = b""

    def __init__(self) -> None:
        self._templates: dict[bytes, Rows] = {}

    def template(self, flags: int, depth: int, disk: int) -> tuple[bytes, tuple[str, ...]]:
        """How a run is shown, and which fields of its record that takes, in their order."""
        raise NotImplementedError

    def rows(self, batch: bytes) -> bytes:
        """The rows of a batch; each ends in `separator`."""
        if len(batch) % ExtentRecord.SIZE:
            raise SandboxError(f"the guest sent extents of {len(batch)} bytes")
        known = self._templates
        kinds = extents.states(batch)
        done = []
        at = 0
        for place in range(0, len(kinds), _LEN_STATES):
            key = kinds[place : place + _LEN_STATES]
            rows = known.get(key) or self._make(key)
            done.append(self.fill(rows, batch, at))
            at += _LEN_BLOCK
        return b"".join(done)

    def fill(self, rows: Rows, batch: bytes, at: int) -> bytes:
        """The text of the block at `at`."""
        return rows[0] % rows[1](batch, at)

    def _make(self, key: bytes) -> Rows:
        size = extents.LEN_STATE
        parts = [
            self.template(*extents.state(key[at : at + size])) for at in range(0, len(key), size)
        ]
        text = b"".join(text + self.separator for text, _ in parts)
        picked = "".join(extents.picker(names) for _, names in parts)
        if len(self._templates) >= _MAX_TEMPLATES:
            self._templates.clear()
        self._templates[key] = made = (text, struct.Struct("<" + picked).unpack_from)
        return made


class JsonRows(_Formatter):
    """For programs, as the release of `profile` prints it.

    The text is `opening`, that of all batches, and `closing`; after an error, what qemu-img leaves
    behind is `broken`.
    """

    separator = b",\n"

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._present = profile.map_present
        self._compressed = profile.map_compressed
        self.opening = b"[" if profile.map_opens_bracket else b""
        self._before = b"" if profile.map_opens_bracket else b"["
        self._any = False

    def template(self, flags: int, depth: int, disk: int) -> tuple[bytes, tuple[str, ...]]:
        members = ['"start": %d', '"length": %d', f'"depth": {depth}']
        if self._present:
            members.append(f'"present": {_bool(flags & ExtentFlag.ALLOCATED)}')
        members.append(f'"zero": {_bool(flags & ExtentFlag.ZERO)}')
        members.append(f'"data": {_bool(flags & ExtentFlag.DATA)}')
        if self._compressed:
            members.append(f'"compressed": {_bool(flags & ExtentFlag.COMPRESSED)}')
        names: tuple[str, ...] = ("start", "length")
        if flags & ExtentFlag.OFFSET_VALID:
            members.append('"offset": %d')
            names += ("host_offset",)
        return f"{{ {', '.join(members)}}}".encode(), names

    def rows(self, batch: bytes) -> bytes:
        """The text of a batch."""
        if not batch:
            return b""
        before, self._before, self._any = self._before, self.separator, True
        return before + super().rows(batch).removesuffix(self.separator)

    def closing(self, start: int) -> bytes:
        """What ends the list; a window at `start` without any run still has one row."""
        if self._any:
            return b"]\n"
        return self._before + self.template(0, 0, 0)[0] % (start, 0) + b"]\n"

    @property
    def broken(self) -> bytes:
        """A list that is not ended: a program must not take it for the whole answer."""
        return self.separator if self._any else b""


class HumanRows(_Formatter):
    """For people, as qemu-img prints it.

    `names` are the names of the files by number; it may grow while the guest runs.
    """

    separator = b"\n"
    opening = HEADER
    broken = b""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def template(self, flags: int, depth: int, disk: int) -> tuple[bytes, tuple[str, ...]]:
        if not flags & ExtentFlag.OFFSET_VALID:
            raise Unmappable
        if disk >= len(self._names):
            raise SandboxError(f"the guest speaks of file {disk}, and has {len(self._names)}")
        name = printable(self._names[disk]).replace("%", "%%")
        return b"%#-16x%#-16x%#-16x" + name.encode(), ("start", "length", "host_offset")

    def rows(self, batch: bytes) -> bytes:
        """The text of a batch; `Unmappable` where it cannot be shown."""
        try:
            return super().rows(batch)
        except Unmappable:
            raise Unmappable(super().rows(batch[: _mappable(batch)])) from None

    def fill(self, rows: Rows, batch: bytes, at: int) -> bytes:
        numbers = rows[1](batch, at)
        if 0 not in numbers:
            return rows[0] % numbers
        # C's "%#x" shows 0 without its prefix.
        text = rows[0].replace(b"%#-16x", b"%-16b")
        return text % tuple(b"%#x" % number if number else b"0" for number in numbers)

    def closing(self, start: int) -> bytes:
        """Nothing ends the table."""
        return b""


def _mappable(batch: bytes) -> int:
    """Bytes of the records before the first that has no place in a file."""
    for number, (_, _, _, flags, _, _) in enumerate(extents.unpack(batch)):
        if not flags & ExtentFlag.OFFSET_VALID:
            return number * ExtentRecord.SIZE
    return len(batch)


def _bool(value: int) -> str:
    return "true" if value else "false"
