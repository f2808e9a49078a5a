# SPDX-License-Identifier: Apache-2.0
"""What a run may touch: names in an image that it may follow, and files that it may write within
bounds.
"""

from __future__ import annotations

import fcntl
import os
from time import monotonic, sleep

from instar.generated import boot, source
from instar.record import Record
from instar.sandbox.errors import GuestProtocolError, OutputLimit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from instar.sandbox.disk import Disk
    from instar.sandbox.locks import Share
    from instar.secret import Secret

_NAP_S = 0.1
"""Between two looks at a deadline."""
"""What a signed 64-bit offset reaches."""


class Reach(Record):
    """What a run may reach: files by the names in an image, and keys."""

    allow_paths: tuple[str, ...] = ()
    """Directories below which names may lead, in addition to that of the image that names them
    (`--allow-path`).
    """
    max_depth: int = source.MAX_DEPTH_DEFAULT
    """Longest chain of backing images and parents, the first image counted as 0."""
    max_disks: int = boot.MAX_DISKS
    """Files of a run, those given included."""
    share: Share | None = None
    """Which of qemu's locks are taken on attached files."""
    files: bool = True
    """Whether names are followed at all (`--no-files`)."""
    made: tuple[tuple[str, int], ...] = ()
    """Files that have no name yet, by the name that they are to have, and their descriptors: all
    that is found where names are not followed.
    """
    secrets: Mapping[int, Secret] = {}
    """What keys may be derived from, by number (`sandbox.keys.source_secret`)."""


class Refusal(Record):
    """A name that was not attached. The host's own knowledge, not the guest's word."""

    disk: int
    """The file whose bytes hold the name."""
    name: str
    status: int
    """Member of `AttachStatus`."""
    text: str
    """Why, in qemu-img's words where it has any: `Could not open 'base.img': No such file or
    directory`.
    """
    kind: int
    """Member of `AttachKind`: what the file would have been to the image."""


class Output:
    """Bounds of a file that a run writes, made before it by the caller of the run. What the
    guest asks for beyond them breaks the protocol.
    """

    __slots__ = (
        "barriers",
        "done",
        "failure",
        "limit",
        "max_bytes",
        "max_written",
        "on_done",
        "rate",
        "since",
        "uncached",
        "written",
    )

    def __init__(
        self, max_bytes: int, max_written: int, *, barriers: bool = False, uncached: bool = False
    ) -> None:
        self.max_bytes = max_bytes
        """How long the file may become."""
        self.max_written = max_written
        """Bytes that may be written in all, those written again included."""
        self.barriers = barriers
        """Whether a flush is one. A new file needs none: it has no name before all of it is
        durable.
        """
        self.uncached = uncached
        """Whether long writes go around the page cache where they can."""
        self.limit = 0
        """Bytes that the user lets be written in all; 0 for any."""
        self.written = 0
        self.rate = 0
        """Bytes that may be written in a second; 0 for any number."""
        self.since = 0.0
        self.done = 0
        self.on_done: Callable[[int], None] | None = None
        """Hears how many bytes have been written or reserved."""
        self.failure: OSError | None = None
        """The first change that failed. The run has failed with it, whatever its guest says."""

    def pace(self, check: Callable[[], None]) -> None:
        """Wait until what was written so far is no more than the rate allows."""
        if not self.rate:
            return
        self.since = self.since or monotonic()
        while (left := self.since + self.written / self.rate - monotonic()) > 0:
            check()
            sleep(min(left, _NAP_S))

    def tell(self, length: int) -> None:
        """So many more bytes are written or reserved, or will be at once."""
        self.done += length
        if self.on_done is not None:
            self.on_done(self.done)


def admit(kind: str, what: str, disk: Disk, start: int, length: int, cost: int) -> Output:
    """Let a guest change `length` bytes of a disk at a cost of so many bytes written, or end it."""
    output = disk.output
    if output is None:
        raise GuestProtocolError(kind, f"{what} to {disk.name}, which is read-only")
    if output.failure is not None:
        raise GuestProtocolError(kind, f"{what} to {disk.name} after one that failed")
    if start + length > output.max_bytes:
        raise GuestProtocolError(
            kind,
            f"{what} of {length} bytes at {start}, past the {output.max_bytes} bytes that "
            f"{disk.name}"
            " may have",
        )
    output.written += cost
    if output.written > output.max_written:
        raise GuestProtocolError(
            kind, f"more than {output.max_written} bytes written to {disk.name}"
        )
    if 0 < output.limit < output.written:
        raise OutputLimit(disk.name, output.limit)
    if cost:
        output.tell(cost)
    return output


def check_apart(disks: Iterable[Disk]) -> None:
    """What a run writes, it does not also read under another name, and what it reads is open for
    nothing else.
    """
    disks = list(disks)
    outputs = [disk for disk in disks if disk.output is not None]
    if not outputs:
        return
    seen = {disk.identity for disk in outputs}
    if len(seen) != len(outputs):
        raise ValueError("one file is an output twice")
    for disk in disks:
        if disk.output is None and disk.fd >= 0:
            check_input(disk, seen)


def check_input(disk: Disk, outputs: set[tuple[int, int]]) -> None:
    """One file that is only read."""
    if disk.identity in outputs:
        raise ValueError(f"{disk.name} is an output of the same run")
    if fcntl.fcntl(disk.fd, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDONLY:
        raise ValueError(f"{disk.name} is an input and open for writing")


def failure_of(disks: Iterable[Disk]) -> tuple[Disk, OSError] | None:
    """The output that could not be written, and why."""
    for disk in disks:
        if disk.output is not None and disk.output.failure is not None:
            return disk, disk.output.failure
    return None
