# SPDX-License-Identifier: Apache-2.0
"""How images are opened: what their names may reach, and what the guest learns about them."""

from __future__ import annotations

import os

from instar.errors import OpenError, UsageError
from instar.generated.boot import LEN_REQUEST_MIN
from instar.generated.source import (
    DMG_NEEDS_CHUNKS_SINCE,
    LEN_SNAPSHOT_MAX,
    RAW_DATA_FILE_MAPPED_SINCE,
    SourceFlag,
    SourceFormat,
    SourceOptions,
    SourceQuirk,
    SourceSnapshotKind,
)
from instar.ops.arguments import whole_number
from instar.record import Record, replace
from instar.sandbox.access import Reach
from instar.sandbox.sandbox import MAX_REQUEST_SIZE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeVar, TypeVarTuple

    from instar.generated.profiles import Profile
    from instar.options.snapshot import Snapshot
    from instar.options.source import Source
    from instar.sandbox.disk import Disk
    from instar.sandbox.given import Given
    from instar.sandbox.locks import Share
    from instar.sandbox.transaction import Transaction
    from instar.secret import Secret

    T = TypeVar("T")
    Ts = TypeVarTuple("Ts")

_KEPT = 4
"""Answers of a function: a call asks for no more than a look and a change need."""


def alike(make: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """A function whose last answers are kept: what does not depend on the image is worked out once
    for all images of a call. Neither what it is given nor what it makes of that ever changes.
    Unlike `functools`, this asks for no hash.
    """
    kept: tuple[tuple[tuple[*Ts], T], ...] = ()

    def answer(*given: *Ts) -> T:
        nonlocal kept  # replaced as a whole: other threads go on with what they have
        for asked, found in kept:
            if asked == given:
                return found
        made = make(*given)
        kept = ((given, made), *kept[: _KEPT - 1])
        return made

    return answer


class Access(Record, kw_only=True):
    """How sources are opened: limits, what their names may reach, and what the guest may know of
    secrets.
    """

    request_size: int = MAX_REQUEST_SIZE
    reach: Reach = Reach()
    snapshot: Snapshot | None = None
    has_secret: bool = True
    """Whether encrypted images are reported as if their secret were known.

    None is needed; qemu-img asks for one all the same.
    """
    force_share: bool = False
    """Whether images are read that another process writes, without a lock (`-U`)."""
    strict_backing: bool = False
    """Whether a backing image of no declared format that looks raw is refused."""
    data_files: bool = True
    """Whether external data files are opened."""
    backing: bool = True
    """Whether backing images are opened, where an operation would open them."""
    vhd_parents: bool = True
    """Whether a differencing VHD has a parent; to qemu-img it is a dynamic one."""
    unread: bool = False
    """Whether nobody is going to read the disk."""
    by_table: bool = False
    """Whether images are walked by their tables where qemu-img takes all for data."""
    detached_header: bool = False
    """Whether a LUKS file is a header whose payload is elsewhere."""
    beyond_qemu: bool = False
    """Whether what qemu-img does not know is read: version 2 of LUKS, where LUKS is asked for, and
    images of Apple's sparse kind."""
    keys: bool = False
    """Whether encrypted images open with their keys only (`source_secrets`)."""

    def whole(self) -> Access:
        """The same, of what an image holds now and not of a snapshot."""
        return self if self.snapshot is None else replace(self, snapshot=None)

    def with_order(self) -> Access:
        """The same for a run that has one more file, with what its guest is to do."""
        reach = self.reach
        return replace(self, reach=replace(reach, max_disks=reach.max_disks + 1, share=self.share))

    def alone(self) -> Access:
        """The same, with the image kept to itself: no name in it is followed."""
        return replace(self, reach=replace(self.reach, max_disks=1, files=False))

    @property
    def share(self) -> Share | None:
        """The locks that are taken on what is opened."""
        if self.force_share:
            return None
        from instar.sandbox.locks import READER

        return READER

    def source_options(self, source: Source | None, profile: Profile) -> SourceOptions:
        """What the guest learns about the source."""
        if source is None:
            unknown = SourceFormat.UNKNOWN
            return _options(self.whole(), profile, unknown, False, False, 0, bytes([unknown]))
        return _options(
            self,
            profile,
            source.format,
            source.secret is not None,
            source.path.endswith(".dmg"),
            source.num_layers,
            _layer_formats(source),
        )

    def check(self) -> None:
        """Refuse what no guest takes."""
        low, high = SourceOptions.MAX_DEPTH_MIN, SourceOptions.MAX_DEPTH_MAX
        whole_number("max_depth", self.reach.max_depth, low, high)
        size = whole_number("request_size", self.request_size, LEN_REQUEST_MIN, MAX_REQUEST_SIZE)
        if size & (size - 1):
            raise UsageError(f"request_size must be a power of two, not {size}")

    def flags(self, has_secret: bool, is_dmg: bool) -> Iterable[SourceFlag]:
        """How an image is opened that may have a secret, or the name of a DMG."""
        if self.has_secret or has_secret:
            yield SourceFlag.HAS_SECRET
        if self.strict_backing:
            yield SourceFlag.STRICT_BACKING
        if self.by_table:
            yield SourceFlag.BY_TABLE
        if is_dmg:
            yield SourceFlag.NAMED_DMG
        if not self.data_files:
            yield SourceFlag.NO_DATA_FILE
        if not self.backing:
            yield SourceFlag.NO_BACKING
        if not self.vhd_parents:
            yield SourceFlag.NO_VHD_PARENT
        if self.unread:
            yield SourceFlag.UNREAD
        if self.detached_header:
            yield SourceFlag.DETACHED_HEADER
        if self.beyond_qemu:
            yield SourceFlag.LUKS2
            yield SourceFlag.BEYOND_QEMU
        if self.keys:
            yield SourceFlag.KEYS


@alike
def _options(
    access: Access,
    profile: Profile,
    format: int,
    has_secret: bool,
    is_dmg: bool,
    num_layers: int,
    layer_formats: bytes,
) -> SourceOptions:
    """What the guest learns about a source of which this is known."""
    access.check()
    snapshot = access.snapshot
    kind = SourceSnapshotKind.NONE
    text = ident = b""
    if snapshot is not None:
        kind = snapshot.kind
        text, ident = _snapshot_text(snapshot.text), _snapshot_text(snapshot.id)
    return SourceOptions(
        format=format,
        quirks=_quirks(profile),
        max_depth=access.reach.max_depth,
        request_size=access.request_size,
        snapshot_kind=kind,
        len_snapshot=len(text),
        snapshot=text.ljust(LEN_SNAPSHOT_MAX, b"\0"),
        snapshot_id=ident.ljust(LEN_SNAPSHOT_MAX, b"\0"),
        flags=sum(access.flags(has_secret, is_dmg)),
        num_layers=num_layers,
        layer_formats=layer_formats.ljust(SourceOptions.MAX_DEPTH_MAX, b"\0"),
    )


def _layer_formats(source: Source) -> bytes:
    """What the user says of the images of the chain, by depth."""
    formats: list[int] = [SourceFormat.UNKNOWN]
    while source.backing is not None:
        source = source.backing
        formats.append(source.format)
    return bytes(formats)


def _snapshot_text(text: str) -> bytes:
    raw = os.fsencode(text)
    if len(raw) > LEN_SNAPSHOT_MAX:
        raise UsageError(
            f"a snapshot's name or id has at most {LEN_SNAPSHOT_MAX} bytes here, not {len(raw)}"
        )
    return raw


@alike
def _quirks(profile: Profile) -> int:
    rows = (
        (SourceQuirk.VHD_SIZE_FROM_CHS, profile.vhd_size_rule == "chs-but"),
        (SourceQuirk.VHD_TAIL_UNCHECKED, not profile.vhd_tail_checked),
        (SourceQuirk.FILE_HOLES_EVERYWHERE, profile.file_holes == "all"),
        (SourceQuirk.NO_FILE_HOLES_IN_FLAT, profile.file_holes == "raw"),
        (SourceQuirk.NO_EXTERNAL_DATA, not profile.external_data),
        (SourceQuirk.NO_COMPRESSION_TYPE, not profile.opt_compression_type),
        (SourceQuirk.NO_EXTENDED_L2, not profile.opt_extended_l2),
        (SourceQuirk.NO_ZSTD, not profile.zstd),
        (SourceQuirk.VHDX_BAT_UNCHECKED, not profile.vhdx_bat_checked),
        (SourceQuirk.PARALLELS_PAST_END_IS_DATA, profile.parallels_bat_eof == "data"),
        (SourceQuirk.PARALLELS_PAST_END_REFUSED, profile.parallels_bat_eof == "refuse"),
        (SourceQuirk.PARALLELS_BAT_UNCHECKED, not profile.parallels_catalog_checked),
        (SourceQuirk.NO_PARALLELS, not profile.parallels),
        (SourceQuirk.LUKS_EMPTY_SLOT_APART, not profile.luks_overlap_checked),
        (SourceQuirk.LUKS_SLOTS_LENIENT, profile.luks_stripes_error != "!="),
        (SourceQuirk.NO_PARALLELS_BITMAPS, not profile.parallels_bitmaps),
        (SourceQuirk.RAW_DATA_FILE_UNMAPPED, profile.number[0] < RAW_DATA_FILE_MAPPED_SINCE),
        (SourceQuirk.DMG_CHUNKS_OPTIONAL, profile.number[0] < DMG_NEEDS_CHUNKS_SINCE),
    )
    return sum(quirk for quirk, is_on in rows if is_on)


def open_source(source: Source, profile: Profile, access: Access) -> Disk:
    """Open the file that a source names, for reading."""
    from instar.sandbox.disk import Disk  # what has no file does without

    if (elsewhere := source.elsewhere) is not None:
        return Disk.medium_of(elsewhere.medium, elsewhere.name, elsewhere.size)
    if source.fd >= 0:
        disk = _opened(source, profile, lambda path: Disk.opened(source.fd, path, access.share))
    elif source.is_plain:
        disk = _opened(source, profile, lambda path: Disk.open(path, share=access.share))
    else:
        disk = _opened(source, profile, lambda path: _given(source, path).open(access.share))
    disk.begins_with_head = _begins_with_head(source)
    return disk


def _begins_with_head(source: Source) -> bool:
    """Whether a guest looks at the first bytes of its file: a raw image is not looked at."""
    return source.format != SourceFormat.RAW


def _given(source: Source, path: str) -> Given:
    """The file of a source, and those that the user names in place of what it names."""
    from instar.sandbox.given import Given

    start, size = source.part
    return Given(path, start, size, source.must_be_device, _given_files(source))


def _given_files(source: Source) -> dict[int, Given]:
    """What the user names in place of what the source names."""
    from instar.generated.attach import AttachKind

    files: dict[int, Given] = {}
    if source.backing is not None:
        below = _given(source.backing, source.backing.path)
        files[AttachKind.BACKING] = files[AttachKind.PARENT] = below
    if source.data_file is not None:
        files[AttachKind.DATA_FILE] = _given(source.data_file, source.data_file.path)
    return files


def source_formats(sources: Sequence[Source]) -> bytes:
    """The format of each, as a guest is given them."""
    return bytes(source.format for source in sources)


def source_secrets(
    sources: Sequence[Source], given: Mapping[str, Secret], first: int = 0
) -> dict[int, Secret]:
    """The secrets of the sources of a run, the first of which is the file of that number, by the
    number that the guest asks for.
    """
    if not any(source.secret is not None or source.below for source in sources):
        return {}
    from instar.sandbox.keys import source_secret

    found: dict[int, Secret] = {}
    for number, source in enumerate(sources, first):
        for depth, name in enumerate((source.secret, *source.below)):
            if name is not None:
                found[source_secret(number, depth)] = _passphrase(source, name, given)
    return found


def _passphrase(source: Source, name: str, given: Mapping[str, Secret]) -> Secret:
    secret = given.get(name)
    if secret is None:
        raise OpenError(source.shown, f"No secret with id '{name}'")
    if not secret.is_text:
        raise OpenError(source.shown, f"Data from secret {name} is not valid UTF-8")
    return secret


def opened(source: Source, profile: Profile, open_path: Callable[[str], T]) -> T:
    """What `open_path`, which is to change it, makes of the file that a source names."""
    if source.is_read_only:
        raise OpenError(source.shown, "Block node is read-only")
    if source.part != (0, None):
        refusal = OpenError(source.shown, "a part of a file is read, and not changed")
        raise refusal.hinting("convert makes a file of its own of it")
    return _opened(source, profile, open_path)


_REFUSE_RAW = ("amend", "bitmap", "check", "commit", "rebase", "snapshot")
"""Commands that change no raw image, whatever is in it."""


def begun(
    source: Source, profile: Profile, command: str, settle: Callable[[Disk], None]
) -> Transaction:
    """The change of an image, which is open and locked from now on. Where it will be refused for
    its format alone, a part of a file is as good as all of it.
    """
    from instar.sandbox.transaction import Transaction, open_for_change

    if source.format == SourceFormat.RAW and command in _REFUSE_RAW:
        source = replace(source, part=(0, None))

    def begin(path: str) -> Transaction:
        disk = open_for_change(path)
        disk.begins_with_head = _begins_with_head(source)
        try:
            give(source, disk)
            return Transaction(disk, command, settle)
        except BaseException:
            disk.close()
            raise

    return opened(source, profile, begin)


def give(source: Source, disk: Disk) -> None:
    """Let its file, open for a change, have what the user names in place of what it names."""
    if source.is_plain:
        return
    given = _given(source, source.path)
    given.check_device(disk)
    disk.given = given.files


def _opened(source: Source, profile: Profile, open_path: Callable[[str], T]) -> T:
    """Errors are reported under the name that the user gave."""
    path = source.path
    if ":" in path.partition("/")[0]:  # a name all the same, reported as it was given
        path = f"./{path}"
    try:
        return open_path(path)
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
