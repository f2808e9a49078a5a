# SPDX-License-Identifier: Apache-2.0
"""From a source to a finished run: how images are opened, what the guest is told of them, and what
its errors mean.
"""

from __future__ import annotations

import os

from instar.errors import OpenError, SandboxError, UsageError
from instar.generated import messages
from instar.generated.boot import LEN_REQUEST_MIN, MAX_DISKS
from instar.generated.source import (
    LEN_SNAPSHOT_MAX,
    MAX_DEPTH_DEFAULT,
    SourceFlag,
    SourceFormat,
    SourceOptions,
    SourceQuirk,
    SourceSnapshotKind,
)
from instar.ops.arguments import seconds, text, whole_number
from instar.record import record
from instar.sandbox.disk import Disk
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT
from instar.sandbox.policy import Policy
from instar.sandbox.pool import VARIABLE, Pool, requested
from instar.sandbox.sandbox import MAX_REQUEST_SIZE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from instar.generated.messages import GuestMessage
    from instar.generated.profiles import Profile
    from instar.options.snapshot import Snapshot
    from instar.options.source import Source
    from instar.sandbox.locks import Share


@record(kw_only=True)
class Access:
    """How sources are opened: limits, what their names may reach, and what the guest may know of
    secrets.
    """

    request_size: int = MAX_REQUEST_SIZE
    allow_paths: tuple[str, ...] = ()
    max_depth: int = MAX_DEPTH_DEFAULT
    snapshot: Snapshot | None = None
    has_secret: bool = True
    """Whether encrypted images are told as if their secret were known.

    None is needed; qemu-img asks for one all the same.
    """
    files: bool = True
    """Whether names out of images are followed."""
    force_share: bool = False
    """Whether images are read that another process writes, without a lock (`-U`)."""
    strict_backing: bool = False
    """Whether a backing image of no declared format that looks raw is refused."""
    data_files: bool = True
    """Whether external data files are opened."""
    max_disks: int = MAX_DISKS
    """Files of a run, the source included: 1 keeps an image to itself."""
    unread: bool = False
    """Whether nobody is going to read the disk."""
    vhdx_table: bool = False
    """Whether to say where the blocks of a VHDX are, which qemu-img does not."""

    @property
    def share(self) -> Share | None:
        """The locks that are taken on what is opened."""
        if self.force_share:
            return None
        from instar.sandbox.locks import READER

        return READER

    def source_options(self, source: Source | None, profile: Profile) -> SourceOptions:
        """What the guest is told of the source."""
        self._check()
        snapshot = self.snapshot
        kind = SourceSnapshotKind.NONE
        text = ident = b""
        if snapshot is not None and source is not None:
            kind = snapshot.kind
            text, ident = _snapshot_text(snapshot.text), _snapshot_text(snapshot.id)
        return SourceOptions(
            format=SourceFormat.UNKNOWN if source is None else source.format,
            quirks=sum(quirk for quirk in SourceQuirk if _has_quirk(quirk, profile)),
            max_depth=self.max_depth,
            request_size=self.request_size,
            snapshot_kind=kind,
            len_snapshot=len(text),
            snapshot=text.ljust(LEN_SNAPSHOT_MAX, b"\0"),
            snapshot_id=ident.ljust(LEN_SNAPSHOT_MAX, b"\0"),
            flags=sum(self._flags(source)),
        )

    def _check(self) -> None:
        low, high = SourceOptions.MAX_DEPTH_MIN, SourceOptions.MAX_DEPTH_MAX
        whole_number("max_depth", self.max_depth, low, high)
        size = whole_number("request_size", self.request_size, LEN_REQUEST_MIN, MAX_REQUEST_SIZE)
        if size & (size - 1):
            raise UsageError(f"request_size must be a power of two, not {size}")

    def _flags(self, source: Source | None) -> Iterable[SourceFlag]:
        if self.has_secret or (source is not None and source.secret is not None):
            yield SourceFlag.HAS_SECRET
        if self.strict_backing:
            yield SourceFlag.STRICT_BACKING
        if self.vhdx_table:
            yield SourceFlag.VHDX_TABLE
        if source is not None and source.path.endswith(".dmg"):
            yield SourceFlag.NAMED_DMG
        if not self.data_files:
            yield SourceFlag.NO_DATA_FILE
        if self.unread:
            yield SourceFlag.UNREAD


def _warning(message: messages.Log, number: tuple[int, ...]) -> str:
    if message.error is None:
        return _lines(message.text.decode("utf-8", "surrogateescape"))
    from instar.faults import tolerated_line

    return tolerated_line(message.error, number)


def _lines(text: str) -> str:
    """A guest's text. Only those that the specs have may be several lines: any other line of its own
    would be taken for instar's.
    """
    if "\n" not in text:
        return text
    from instar.generated.formats.qcow2 import Qcow2BitmapsExtension

    if text in (Qcow2BitmapsExtension.WARNING_NOT_KEPT, Qcow2BitmapsExtension.WARNING_VERSION_2):
        return text
    return text.replace("\n", "\\n")


def _snapshot_text(text: str) -> bytes:
    return os.fsencode(text)[:LEN_SNAPSHOT_MAX]


def _has_quirk(quirk: SourceQuirk, profile: Profile) -> bool:
    match quirk:
        case SourceQuirk.VHD_SIZE_FROM_CHS:
            return profile.vhd_size_rule == "chs-but"
        case SourceQuirk.VHD_TAIL_UNCHECKED:
            return not profile.vhd_tail_checked
        case SourceQuirk.FILE_HOLES_EVERYWHERE:
            return profile.file_holes == "all"
        case SourceQuirk.NO_FILE_HOLES_IN_FLAT:
            return profile.file_holes == "raw"
        case SourceQuirk.NO_EXTERNAL_DATA:
            return not profile.external_data
        case SourceQuirk.NO_COMPRESSION_TYPE:
            return not profile.opt_compression_type
        case SourceQuirk.NO_EXTENDED_L2:
            return not profile.opt_extended_l2
        case SourceQuirk.NO_ZSTD:
            return not profile.zstd
        case SourceQuirk.VHDX_BAT_UNCHECKED:
            return not profile.vhdx_bat_checked
        case SourceQuirk.PARALLELS_PAST_END_IS_DATA:
            return profile.parallels_bat_eof == "data"
        case SourceQuirk.PARALLELS_PAST_END_REFUSED:
            return profile.parallels_bat_eof == "refuse"
        case SourceQuirk.PARALLELS_BAT_UNCHECKED:
            return not profile.parallels_catalog_checked
        case SourceQuirk.NO_PARALLELS:
            return not profile.parallels
        case SourceQuirk.LUKS_EMPTY_SLOT_APART:
            return not profile.luks_overlap_checked
        case SourceQuirk.LUKS_SLOTS_LENIENT:
            return profile.luks_stripes_error != "!="
        case SourceQuirk.NO_PARALLELS_BITMAPS:
            return not profile.parallels_bitmaps


@record()
class Outcome:
    """How a run ended: its result, or the operation's own error number with a value.

    `results` are all of them, for operations that have several.
    """

    result: GuestMessage | None
    warnings: tuple[str, ...]
    code: int = 0
    value: int = 0
    results: tuple[GuestMessage, ...] = ()
    sandbox: str = ""
    """The kind of sandbox that ran."""


class Runner:
    """Runs operations in pooled sandboxes; one for any number of threads."""

    def __init__(
        self,
        kind: str = "auto",
        timeout: float = DEFAULT_TIMEOUT,
        deadline: float | None = DEFAULT_DEADLINE,
        *,
        shared: bool = True,
    ) -> None:
        self.deadline = None if deadline is None else seconds("deadline", deadline)
        kind, timeout = _pool_key(kind, timeout)
        self.pool = _shared_pool(kind, timeout) if shared else Pool(kind, timeout=timeout)

    @property
    def sandbox(self) -> str:
        """Which sandbox runs, and why it is not KVM where that was not asked for."""
        return f"{self.pool.kind} ({self.pool.why})" if self.pool.why else self.pool.kind

    def run(
        self,
        operation: str,
        config: bytes,
        disk: Disk | None,
        *,
        shown: str = "",
        profile: Profile,
        access: Access,
        walking: str,
        on_progress: Callable[[int, int], None] | None = None,
        on_extents: Callable[[bytes], None] | None = None,
        on_warning: Callable[[str], None] | None = None,
        on_attach: Callable[[Disk], None] | None = None,
        alone: bool = False,
    ) -> Outcome:
        """Run one operation. An image that is refused is an `ImageError`, with the warnings that
        came before it.

        `shown` is how the user called the image; `walking` is how qemu-img's command begins an
        error that comes after opening. `on_warning` hears of warnings when they come, for runs that
        show something before they end; an error comes without them then. `alone` says that errors
        are told of each member of a chain as if it had been asked for by itself.
        """
        said = _Said(profile.number, on_progress, on_extents, on_warning)
        policy = Policy(
            access.allow_paths,
            access.max_depth,
            access.max_disks,
            None if disk is None else access.share,
            access.files,
        )
        found = self.pool.run(
            operation,
            config,
            [] if disk is None else [disk],
            said.hear,
            policy=policy,
            request_size=access.request_size,
            on_attach=on_attach,
            deadline=self.deadline,
        )
        warnings, results = tuple(said.warnings), tuple(said.results)
        if not said.errors:
            last = results[-1] if results else None
            return Outcome(last, warnings, results=results, sandbox=self.pool.kind)
        error = said.errors[0]
        if error.code and not error.structure and not error.fault:
            return Outcome(None, warnings, error.code, error.value, sandbox=self.pool.kind)
        from instar.faults import image_error

        refused = image_error(
            error, shown, found.disks, found.refusals, profile.number, walking, alone=alone
        )
        refused.warnings = warnings
        raise refused


class _Said:
    """What a guest said in one run, sorted by kind."""

    def __init__(
        self,
        number: tuple[int, ...],
        on_progress: Callable[[int, int], None] | None,
        on_extents: Callable[[bytes], None] | None,
        on_warning: Callable[[str], None] | None,
    ) -> None:
        self.errors: list[messages.Error] = []
        self.results: list[GuestMessage] = []
        self.warnings: list[str] = []
        self._number = number
        self._on_progress = on_progress
        self._on_extents = on_extents
        self._on_warning = on_warning or self.warnings.append

    def hear(self, message: GuestMessage) -> None:
        """One more message."""
        match message:
            case messages.Error():
                self.errors.append(message)
            case messages.Log():
                self._on_warning(_warning(message, self._number))
            case messages.Progress():
                if self._on_progress is not None:
                    self._on_progress(message.done, message.total)
            case messages.ExtentBatch():
                if self._on_extents is None:
                    raise SandboxError("the guest sent extents, which nobody asked for")
                self._on_extents(message.records)
            case _:
                self.results.append(message)


_pools: dict[tuple[str, float], Pool] = {}


def _pool_key(kind: str, timeout: float) -> tuple[str, float]:
    """The kind of sandbox that is asked for, by the caller or the environment, and its timeout."""
    given = text("sandbox", kind) != "auto"
    try:
        return requested(kind if given else None), seconds("timeout", timeout)
    except ValueError as error:
        raise UsageError(str(error) if given else f"{VARIABLE}: {error}") from None


def _shared_pool(kind: str, timeout: float) -> Pool:
    """The process's pool for these settings: a service that asks a thousand times makes its
    sandboxes once.
    """
    found = _pools.get((kind, timeout))
    if found is None:
        made = Pool(kind, timeout=timeout)
        found = _pools.setdefault((kind, timeout), made)
        if found is not made:  # another thread was faster
            made.close()
    return found


def open_source(source: Source, profile: Profile, access: Access) -> Disk:
    """Open the file that a source names; errors are told under the name that the user gave."""
    path = source.path
    if ":" in path.partition("/")[0]:  # a name all the same, and told as it was given
        path = f"./{path}"
    try:
        return Disk.open(path, share=access.share)
    except OpenError as error:
        reason = error.reason.replace(f"'{path}'", f"'{source.path}'")
        shown = _open_reason(source, reason, profile)
        raise OpenError(source.shown, shown, error.errno or 0) from error


def _open_reason(source: Source, reason: str, profile: Profile) -> str:
    if not os.path.isdir(source.path):
        return reason
    match profile.folder_error:
        case "large":
            return "Could not read image for determining its format: File too large"
        case "expected":
            return "A regular file was expected by the 'file' driver, but something else was given"
    return f"'file' driver requires '{source.path}' to be a regular file"
