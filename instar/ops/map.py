# SPDX-License-Identifier: Apache-2.0
"""`map`: which parts of a disk are where, from the first byte to the last."""

from __future__ import annotations

from instar.errors import LimitError, SandboxError
from instar.generated.map import MAX_EXTENTS_DEFAULT, MapConfig, MapError, MapFlag
from instar.generated.messages import MapResult, Opened
from instar.generated.profiles import DEFAULT
from instar.layout import extents
from instar.ops.access import Access, open_source
from instar.ops.run import Job, Runner
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.profiles import Profile
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

# How qemu-img begins an error that comes while it looks for runs.
_WALKING = "Could not read file metadata"
_TO_THE_END = (1 << 64) - 1


@record()
class Window:
    """The part of the disk that is asked for. It is clipped to the disk."""

    start: int = 0
    length: int | None = None

    def on_disk(self, virtual_size: int) -> int:
        """Bytes of it on a disk of that size."""
        left = max(virtual_size - self.start, 0)
        return left if self.length is None else min(self.length, left)


@record()
class Mapper:
    """Maps sources, all in the same way. `human` leaves out what the human table does not show."""

    profile: Profile = DEFAULT
    access: Access = Access()
    window: Window = Window()
    human: bool = False
    max_extents: int = MAX_EXTENTS_DEFAULT
    """Runs at most. A small image may have any number, since its tables may share what they name.
    """

    def map(
        self,
        source: Source,
        runner: Runner,
        on_batch: Callable[[extents.Batch], None],
        *,
        on_opened: Callable[[Opened], None] | None = None,
        names: list[str] | None = None,
        on_file: Callable[[Disk], None] | None = None,
        on_warning: Callable[[str], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> MapResult:
        """Call `on_batch` with extents as they are found.

        `on_opened` comes before them, when the image is open. `names` is filled with the names of
        the files that records count, before these come.
        """

        def on_attach(disk: Disk) -> None:
            batches.attached(disk)
            if on_file is not None:
                on_file(disk)
            if names is not None:
                names.append(disk.name)

        batches = _Batches(on_batch, on_opened, self.max_extents, self._order())
        with open_source(source, self.profile, self.access) as disk:
            on_attach(disk)
            outcome = runner.run(
                Job(
                    operation="map",
                    config=self._config(source),
                    disk=disk,
                    shown=source.shown,
                    profile=self.profile,
                    access=self.access,
                    walking=_WALKING,
                    on_progress=on_progress,
                    on_extents=batches.take,
                    on_opened=batches.open,
                    on_warning=on_warning,
                    on_attach=on_attach,
                )
            )
        if outcome.code == MapError.TOO_MANY:
            raise too_many(self.max_extents)
        if not isinstance(outcome.result, MapResult) or batches.opened is None:
            reason = "without an answer"
            if outcome.code:
                reason = f"with error {_error_name(outcome.code)}, {outcome.value}"
            raise SandboxError(f"the guest ended {reason}")
        if outcome.result.virtual_size != batches.opened.virtual_size:
            raise SandboxError("the guest says two sizes of one disk")
        batches.order.finish(outcome.result.virtual_size)
        return outcome.result

    def _order(self) -> extents.Order:
        start, length = self.window.start, self.window.length
        end = _TO_THE_END if length is None else min(start + length, _TO_THE_END)
        return extents.Order(start, end, gaps=self.human)

    def _config(self, source: Source) -> bytes:
        length = self.window.length
        return MapConfig(
            source=self.access.source_options(source, self.profile),
            start=self.window.start,
            length=_TO_THE_END if length is None else length,
            flags=self._flags(),
            max_extents=self.max_extents,
        ).pack()

    def _flags(self) -> int:
        flags = (
            (MapFlag.HUMAN, self.human),
            (MapFlag.IGNORE_ALLOCATED, not self.profile.map_present),
            (MapFlag.IGNORE_COMPRESSED, not self.profile.map_compressed),
            (MapFlag.UNALLOCATED_UNKNOWN, not self.profile.map_unallocated_zero),
        )
        return sum(flag for flag, is_set in flags if is_set)


def _error_name(code: int) -> str:
    from instar.generated.enums import map as enums

    try:
        return enums.MapError(code).name.lower()
    except ValueError:
        return str(code)


def too_many(limit: int) -> LimitError:
    """The error of a map that does not end where it should."""
    return LimitError(f"the map was ended after {limit} runs, the most that max extents allows")


class _Batches:
    """Hands batches on that come as they must: once the image is open, whole records, in order, and
    no more of them than were asked for.
    """

    def __init__(
        self,
        hand_on: Callable[[extents.Batch], None],
        on_opened: Callable[[Opened], None] | None,
        max_extents: int,
        order: extents.Order,
    ) -> None:
        self._hand_on = hand_on
        self._on_opened = on_opened
        self._num_files = self._max_depth = 0
        self.order = order
        self._left = self._max_extents = max_extents
        self.opened: Opened | None = None

    def attached(self, disk: Disk) -> None:
        """A file that runs may be in from now on."""
        self._num_files += 1
        self._max_depth = max(self._max_depth, disk.depth)

    def open(self, opened: Opened) -> None:
        if self.opened is not None:
            raise SandboxError("the guest opened the image twice")
        self.opened = opened
        if self._on_opened is not None:
            self._on_opened(opened)

    def take(self, records: bytes) -> None:
        if self.opened is None or not records:
            raise SandboxError(f"the guest sent extents of {len(records)} bytes")
        batch = extents.Batch(records)
        self._left -= len(batch)
        if self._left < 0:  # the guest counts too, and has not
            raise too_many(self._max_extents)
        self.order.hold(batch, self._num_files, self._max_depth)
        self._hand_on(batch)
