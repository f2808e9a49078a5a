# SPDX-License-Identifier: Apache-2.0
"""A conversion as it is asked for, and its answer."""

from __future__ import annotations

from instar.generated.convert import LEN_SPARSE_DEFAULT
from instar.ops.create import Origin
from instar.ops.result import Result
from instar.options.schema import Options
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.convert_over import Over
    from instar.options.schema import Setting
    from instar.options.source import Source
    from instar.secret import Secret

AUTO, NEVER, ALWAYS = REFLINK = ("auto", "never", "always")
"""Where the file system can, not at all, or else not without an error."""


class Converted(Result, kw_only=True):
    """A new image, and what was copied into it, in bytes of the disk."""

    filename: str
    format: str
    virtual_size: int
    """Of the disk, as the new image says it."""
    data: int
    """Written as data."""
    zeros: int
    """Not written, since a new image reads as zeros."""
    compressed: int = 0
    """Of `data`, written compressed."""
    cloned: int = 0
    """Of `data`, moved by the host, which shares the blocks with the source, and not looked at."""
    seconds: float = 0.0
    """That it took, the second look included."""
    verified: bool = False
    """Whether other guests read both sides again, and found them the same."""
    hash: str = ""
    """Of the new disk's content, if one was asked for: `sha256-1m:` and 64 digits."""
    bitmaps: int = 0
    """Persistent bitmaps that were copied."""
    lost: int = 0
    """Of the sources, which could not be read (`salvage`), and reads as zeros."""
    losses: tuple[str, ...] = ()
    """What was lost, as people read it."""
    options: Options = Options()
    """The options as far as they were given or have defaults; sizes in bytes."""


class Blocks(Record):
    """What of a disk is copied in blocks of one length, as by `dd`: everything as data. The blocks
    that are skipped are among those that count.
    """

    size: int
    count: int | None = None
    skip: int = 0

    def _end(self, disk: int) -> int:
        return disk if self.count is None else min(disk, self.count * self.size)

    def is_past(self, disk: int) -> bool:
        """Whether more is skipped than there is."""
        return self.skip * self.size > self._end(disk)

    def part(self, disk: int) -> tuple[int, int]:
        """Where on a disk of that size the part begins, and how long it is."""
        end = self._end(disk)
        start = min(self.skip * self.size, end)
        return start, end - start


class Question(Record, kw_only=True):
    """What is copied, and the image that is wanted."""

    sources: tuple[Source, ...]
    filename: str
    format: str
    profile: Profile
    access: Access
    settings: tuple[Setting, ...] = ()
    len_sparse: int = LEN_SPARSE_DEFAULT
    """The shortest run of zeros that is not written."""
    compress: bool = False
    backing: str | None = None
    backing_format: str | None = None
    blocks: Blocks | None = None
    reflink: str = NEVER
    """Whether the new image shares blocks with the sources: one of `REFLINK`."""
    secrets: Mapping[str, Secret] = {}
    origin: Origin = Origin()
    over: Over | None = None
    """An image that exists, whose disk is written over: no new one is made."""
    unscanned: bool = False
    """Whether data is written whole, without a look for zeros in it (`-C`)."""
    rate: int = 0
    """Bytes that are written in a second at most; 0 for any."""
    max_output: int = 0
    """Bytes that are written at most; 0 for any."""
    platform: str | None = None
    """What the image is for: it chooses the format, where that is empty, options, and the unit that
    the size is rounded up to.
    """
    checks_space: bool = False
    """Whether nothing is written unless there is room for all of it."""
    max_ratio: int = 0
    """How many times what a source's blocks hold its data may have; 0 for any."""
    verify: bool = False
    """Whether what was written is read back and compared."""
    salvage: bool = False
    """Whether what cannot be read becomes zeros."""
    each_lost: bool = False
    """Whether each lost sector is reported, as qemu-img does."""
    bitmaps: bool = False
    """Whether the source's persistent bitmaps are copied."""
    skip_broken: bool = False
    """Whether bitmaps that may miss writes are left out, rather than refused."""
    hash: str = ""
    """How the new disk is hashed, if at all: one of `content_hash.ALGORITHMS`."""
