# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=8b7c677f gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest may say: one class per message, and `decode`, which trusts nothing.

`decode` accepts what the guest's encoder writes and refuses the rest with `MessageError`: unknown
or repeated fields, other wire types, numbers too wide, lengths past the end. Its time and memory
are bounded by the message's length and by `MAX_ELEMENTS`.
"""

from __future__ import annotations

from os import fsdecode

from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    # Name, kind, whether repeated, class of a message.
    _Field = tuple[str, int, bool, Any]

MAX_ELEMENTS: Final = 1 << 17
"""Elements of all repeated fields of one message together: more than any image may have."""


class MessageError(ValueError):
    """Bytes that are no message of a guest."""


@record()
class Error:
    """The image, or the request, was refused. Texts are made on the host from the generated
    tables.
    """

    structure: int = 0
    """STRUCTURE_* id, 0 when the error belongs to no structure."""
    field: int = 0
    """Field id inside the structure."""
    reason: int = 0
    """parse_status, or 0 when `fault` says it."""
    fault: int = 0
    """FAULT_* id, 0 when `reason` says it."""
    offset: int = 0
    """Byte offset in the file."""
    value: int = 0
    disk: int = 0
    """Which attached file."""
    detail: bytes = b""
    """A short text out of the image (a feature's name); shown escaped."""
    code: int = 0
    """The operation's own error number (abi/measure.ksy and others), 0 for none."""
    extra: tuple[int, ...] = ()
    """Further numbers that the fault's text names."""
    place: int = 0
    """Where on the disk the operation was, for those that say so."""


@record()
class Progress:
    """Progress of a guest."""

    done: int = 0
    total: int = 0


@record()
class Log:
    """Log of a guest."""

    level: int = 0
    text: bytes = b""
    error: Error | None = None
    """A rule that is broken and tolerated; its text, as qemu has it, stands for `text`."""


@record()
class MeasureResult:
    """MeasureResult of a guest."""

    required: int = 0
    fully_allocated: int = 0
    bitmaps: int = 0
    has_bitmaps: bool = False
    virtual_size: int = 0
    format: int = 0
    """Detected source format, abi/source.ksy."""
    disk: int = 0
    """Bytes of the disk that a new image of the target says it has."""
    unit: int = 0
    """Bytes that the target allocates at once (cluster, grain, block), 0 where there is no such
    thing.
    """


@record()
class ExtentBatch:
    """Packed `extent_record`s (abi/extent.ksy), in order, adjacent runs already merged."""

    records: bytes = b""


@record()
class MapResult:
    """MapResult of a guest."""

    virtual_size: int = 0
    num_extents: int = 0
    """Of the disk; for a picture, fewer are sent."""
    format: int = 0
    pieces: int = 0
    """For a picture: how many pieces data of the image itself is in in its file."""
    mapped: int = 0
    """Bytes of that data."""
    file: int = 0
    """The attached file."""
    len_part: int = 0
    """Bytes of a part of it, 0: no such data."""
    parts: bytes = b""
    """Packed `file_cell`s (abi/map.ksy), from its first byte to its last."""


@record()
class Snapshot:
    """An internal snapshot."""

    id: str = ""
    name: str = ""
    vm_state_size: int = 0
    date_sec: int = 0
    date_nsec: int = 0
    vm_clock_nsec: int = 0
    disk_size: int | None = None
    icount: int | None = None


@record()
class Bitmap:
    """A persistent bitmap of a qcow2 image."""

    name: str = ""
    granularity: int = 0
    flags: tuple[str, ...] = ()
    """`in-use`, `auto`."""


@record()
class Qcow2Details:
    """What a qcow2 header says; absent where its version has no such thing."""

    compat: str = ""
    """As qemu-img spells the version."""
    compression_type: str = ""
    """A name."""
    lazy_refcounts: bool | None = None
    refcount_bits: int = 0
    corrupt: bool | None = None
    extended_l2: bool | None = None
    data_file_raw: bool = False
    encryption: str = ""
    """`aes`, `luks` (of which LuksDetails says more), or nothing."""
    bitmaps: tuple[Bitmap, ...] = ()
    incompatible_features: int = 0
    compatible_features: int = 0
    autoclear_features: int = 0
    data_file: str | None = None
    """As the image names it."""


@record()
class VmdkExtent:
    """VmdkExtent of a guest."""

    name: bytes = b""
    virtual_size: int = 0
    cluster_size: int | None = None
    format: str = ""
    """A name of qemu-img's."""
    compressed: bool = False
    disk: int = 0


@record()
class VmdkInfo:
    """VmdkInfo of a guest."""

    cid: int = 0
    parent_cid: int = 0
    create_type: str = ""
    """As the descriptor has it."""
    extents: tuple[VmdkExtent, ...] = ()


@record()
class KeySlot:
    """A key slot of LUKS."""

    active: bool = False
    iterations: int = 0
    key_offset: int = 0
    stripes: int = 0
    number: int = 0
    """Of version 2, as the rest."""
    kdf: str = ""
    """`argon2id`, `argon2i` or `pbkdf2`."""
    memory: int = 0
    """In KiB."""
    lanes: int = 0


@record()
class LuksDetails:
    """What a LUKS header says."""

    version: int = 0
    cipher_alg: str = ""
    cipher_mode: str = ""
    hash_alg: str = ""
    ivgen_alg: str = ""
    ivgen_hash_alg: str = ""
    uuid: str = ""
    payload_offset: int = 0
    master_key_iterations: int = 0
    slots: tuple[KeySlot, ...] = ()
    detached_header: bool = False
    label: str = ""
    sector_size: int = 0
    """Of version 2."""


@record()
class Finding:
    """Finding of a guest."""

    id: int = 0
    """Abi/info.ksy."""
    structure: int = 0
    field: int = 0
    offset: int = 0
    value: int = 0
    detail: bytes = b""
    fault: int = 0
    """FAULT_* id of a rule that is broken, or."""
    reason: int = 0
    """parse_status of one that the field itself has."""
    extra: tuple[int, ...] = ()
    """Further numbers that the rule's text names."""


@record()
class Limits:
    """What a layout asks of requests, in bytes; 0: nothing."""

    request_alignment: int = 0
    write_zeroes_alignment: int = 0
    discard_alignment: int = 0
    max_write_zeroes: int = 0


@record()
class InfoResult:
    """One file of a chain, top first; a run of `info` sends one per member. Fields that a format
    lacks stay absent.
    """

    format: int = 0
    disk: int = 0
    depth: int = 0
    virtual_size: int = 0
    cluster_size: int | None = None
    encrypted: bool = False
    dirty: bool | None = None
    """Absent where qemu's driver says nothing of the image in general."""
    corrupt: bool = False
    backing_file: str | None = None
    """As the image names it."""
    backing_format: str | None = None
    """As the image names it."""
    snapshots: tuple[Snapshot, ...] = ()
    qcow2: Qcow2Details | None = None
    vmdk: VmdkInfo | None = None
    luks: LuksDetails | None = None
    findings: tuple[Finding, ...] = ()
    compressed: bool = False
    children: tuple[int, ...] = ()
    """The disk of the external data file, where it was opened; extents name theirs."""
    limits: Limits | None = None
    opened: bool = False
    """False: all that is known are `findings`."""


@record()
class Opened:
    """The image is open: the first message of an operation that answers as it goes. What does
    not open is an Error and no Opened.
    """

    virtual_size: int = 0
    format: int = 0
    """Abi/source.ksy."""
    cell: int = 0
    """Bytes of a cell of the picture that was asked for (abi/map.ksy), 0 where none was."""


@record()
class ProblemBatch:
    """Packed `problem`s (abi/check.ksy), in the order in which they were found. `detail` is a
    text out of the image that the last of them names.
    """

    problems: bytes = b""
    detail: bytes = b""


@record()
class CheckResult:
    """What the check of one image comes to. A run of `check` sends one per image that it looks
    at, after that image's problems.
    """

    format: int = 0
    disk: int = 0
    depth: int = 0
    outcome: int = 0
    """Abi/check.ksy."""
    corruptions: int = 0
    leaks: int = 0
    check_errors: int = 0
    total_clusters: int = 0
    allocated_clusters: int = 0
    fragmented_clusters: int = 0
    compressed_clusters: int = 0
    image_end_offset: int = 0
    num_unsent: int = 0
    """Problems that are counted, and were not sent."""
    corruptions_fixed: int = 0
    leaks_fixed: int = 0


@record()
class ConvertResult:
    """What a conversion has read and written, in bytes of the disk."""

    virtual_size: int = 0
    """Of all sources together."""
    data: int = 0
    """Written as data."""
    zeros: int = 0
    """Not written, or written as zeros that take no space."""
    compressed: int = 0
    """Of `data`, written compressed."""
    copied: int = 0
    """Of `data`, moved by the host alone."""


@record()
class ResizeResult:
    """The change of a disk's size, which is complete."""

    old_virtual_size: int = 0
    new_virtual_size: int = 0


@record()
class SnapshotResult:
    """The change of the snapshots of an image, which is complete."""

    virtual_size: int = 0
    """Of the disk afterwards."""
    id: str = ""
    """Of the snapshot that was made, applied or deleted."""
    name: str = ""


@record()
class RebaseResult:
    """An image names another backing image, or none."""

    format: int = 0
    """Abi/source.ksy."""
    data: int = 0
    """Bytes of the disk that were written."""
    zeros: int = 0
    """... that are marked as zeros."""


@record()
class WorkWanted:
    """What workers are to do for the guest that lays out an image; it will read from their desk
    (abi/desk.ksy).
    """

    method: int = 0
    len_unit: int = 0


@record()
class CommitResult:
    """An image is committed, or emptied."""

    format: int = 0
    """Abi/source.ksy: of file 0."""
    data: int = 0
    """Bytes of the disk that were written."""
    zeros: int = 0
    """... as zeros."""


@record()
class BitmapResult:
    """How far the changes of a bitmap went. All before an action that is refused are made."""

    num_done: int = 0
    """Actions."""
    error: int = 0
    """Abi/edit.ksy: why the next one is refused, 0: all are done."""
    value: int = 0
    """What goes with it."""


@record()
class Unreadable:
    """A part of the disk that cannot be read, and has become zeros. Parts that follow each other
    and are alike are one.
    """

    start: int = 0
    length: int = 0
    """Whole sectors, but at the end of the disk."""
    walk: bool = False
    """Tables are broken that say where it is."""
    read: bool = False
    """It is copied now; otherwise only counted."""
    error: Error | None = None
    """Why its first sector is lost."""


@record()
class AmendResult:
    """An image has other options."""

    format: int = 0
    """Abi/source.ksy."""
    virtual_size: int = 0
    """Of the disk afterwards."""
    key_slots: int = 0
    """Those that were changed, a bit each."""


@record()
class Member:
    """Member of a guest."""

    name: str = ""
    start: int = 0
    """In the archive."""
    length: int = 0
    """Bytes that it takes there."""
    stored: int = 0
    """Abi/archive.ksy: how."""


@record()
class MemberBatch:
    """Files in an archive, in its order."""

    members: tuple[Member, ...] = ()
    last: bool = False
    """No more follow."""


@record()
class ViewBatch:
    """Packed `view::node`s (abi/view.ksy), each before what is in it. `data` holds their own
    bytes.
    """

    nodes: bytes = b""
    data: bytes = b""


@record()
class ViewResult:
    """The view that was sent, which is complete."""

    view: int = 0
    """Number of the view."""
    file_size: int = 0
    num_nodes: int = 0
    full: bool = False
    """max_nodes was reached."""


GuestMessage = (
    Error
    | Progress
    | Log
    | MeasureResult
    | ExtentBatch
    | MapResult
    | InfoResult
    | Opened
    | ProblemBatch
    | CheckResult
    | ConvertResult
    | ResizeResult
    | SnapshotResult
    | RebaseResult
    | WorkWanted
    | CommitResult
    | BitmapResult
    | Unreadable
    | AmendResult
    | MemberBatch
    | ViewBatch
    | ViewResult
)
"""What `decode` returns: one of the kinds."""

_UINT32, _UINT64, _BOOL, _BYTES, _TEXT, _MESSAGE = range(6)


def _varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    """A number and the place behind it."""
    value = shift = 0
    while at < end:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            if value >> 64 or (byte == 0 and shift):
                break
            return value, at
        shift += 7
        if shift > 63:
            break
    raise MessageError("a number is cut off or too wide")


def _number(kind: int, data: bytes, at: int, end: int) -> tuple[int, int]:
    value, at = _varint(data, at, end)
    if (kind == _UINT32 and value >> 32) or (kind == _BOOL and value > 1):
        raise MessageError("a number is too wide")
    return (bool(value) if kind == _BOOL else value), at


class _Decoder:
    """One message's bytes, and how many elements it may still have."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = MAX_ELEMENTS

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise MessageError("too many elements")

    def _packed(self, kind: int, at: int, end: int) -> tuple[int, ...]:
        values = []
        while at < end:
            self._count()
            value, at = _number(kind, self._data, at, end)
            values.append(value)
        return tuple(values)

    def message(self, cls: Any, at: int, end: int) -> Any:
        """An instance of `cls` from data[at:end]."""
        table: dict[int, _Field] = _TABLES[cls]
        found: dict[str, Any] = {}
        while at < end:
            tag, at = _varint(self._data, at, end)
            field = table.get(tag)
            if field is None:
                raise MessageError(f"{cls.__name__} has no field with tag {tag}")
            name, kind, repeated, inner = field
            if tag & 7 == 0:
                value, at = _number(kind, self._data, at, end)
            else:
                length, at = _varint(self._data, at, end)
                if length > end - at:
                    raise MessageError(f"{cls.__name__}.{name} reaches past the end")
                value = self._delimited(kind, inner, at, at + length)
                at += length
            if repeated and kind >= _BYTES:
                self._count()
                found.setdefault(name, []).append(value)
            elif name in found:
                raise MessageError(f"{cls.__name__}.{name} is there twice")
            else:
                found[name] = value
        return cls(**{name: tuple(v) if type(v) is list else v for name, v in found.items()})

    def _delimited(self, kind: int, inner: Any, at: int, end: int) -> Any:
        if kind == _BYTES:
            return self._data[at:end]
        if kind == _TEXT:
            return fsdecode(self._data[at:end])
        if kind == _MESSAGE:
            return self.message(inner, at, end)
        return self._packed(kind, at, end)


_TABLES: dict[Any, dict[int, _Field]] = {
    Error: {
        8: ("structure", _UINT32, False, None),
        16: ("field", _UINT32, False, None),
        24: ("reason", _UINT32, False, None),
        32: ("fault", _UINT32, False, None),
        40: ("offset", _UINT64, False, None),
        48: ("value", _UINT64, False, None),
        56: ("disk", _UINT32, False, None),
        66: ("detail", _BYTES, False, None),
        72: ("code", _UINT32, False, None),
        82: ("extra", _UINT64, True, None),
        88: ("place", _UINT64, False, None),
    },
    Progress: {
        8: ("done", _UINT64, False, None),
        16: ("total", _UINT64, False, None),
    },
    Log: {
        8: ("level", _UINT32, False, None),
        18: ("text", _BYTES, False, None),
        26: ("error", _MESSAGE, False, Error),
    },
    MeasureResult: {
        8: ("required", _UINT64, False, None),
        16: ("fully_allocated", _UINT64, False, None),
        24: ("bitmaps", _UINT64, False, None),
        32: ("has_bitmaps", _BOOL, False, None),
        40: ("virtual_size", _UINT64, False, None),
        48: ("format", _UINT32, False, None),
        56: ("disk", _UINT64, False, None),
        64: ("unit", _UINT64, False, None),
    },
    ExtentBatch: {
        10: ("records", _BYTES, False, None),
    },
    MapResult: {
        8: ("virtual_size", _UINT64, False, None),
        16: ("num_extents", _UINT64, False, None),
        24: ("format", _UINT32, False, None),
        32: ("pieces", _UINT64, False, None),
        40: ("mapped", _UINT64, False, None),
        48: ("file", _UINT32, False, None),
        56: ("len_part", _UINT64, False, None),
        66: ("parts", _BYTES, False, None),
    },
    Snapshot: {
        10: ("id", _TEXT, False, None),
        18: ("name", _TEXT, False, None),
        24: ("vm_state_size", _UINT64, False, None),
        32: ("date_sec", _UINT32, False, None),
        40: ("date_nsec", _UINT32, False, None),
        48: ("vm_clock_nsec", _UINT64, False, None),
        56: ("disk_size", _UINT64, False, None),
        64: ("icount", _UINT64, False, None),
    },
    Bitmap: {
        10: ("name", _TEXT, False, None),
        16: ("granularity", _UINT64, False, None),
        26: ("flags", _TEXT, True, None),
    },
    Qcow2Details: {
        10: ("compat", _TEXT, False, None),
        18: ("compression_type", _TEXT, False, None),
        24: ("lazy_refcounts", _BOOL, False, None),
        32: ("refcount_bits", _UINT32, False, None),
        40: ("corrupt", _BOOL, False, None),
        48: ("extended_l2", _BOOL, False, None),
        56: ("data_file_raw", _BOOL, False, None),
        66: ("encryption", _TEXT, False, None),
        74: ("bitmaps", _MESSAGE, True, Bitmap),
        80: ("incompatible_features", _UINT64, False, None),
        88: ("compatible_features", _UINT64, False, None),
        96: ("autoclear_features", _UINT64, False, None),
        106: ("data_file", _TEXT, False, None),
    },
    VmdkExtent: {
        10: ("name", _BYTES, False, None),
        16: ("virtual_size", _UINT64, False, None),
        24: ("cluster_size", _UINT64, False, None),
        34: ("format", _TEXT, False, None),
        40: ("compressed", _BOOL, False, None),
        48: ("disk", _UINT32, False, None),
    },
    VmdkInfo: {
        8: ("cid", _UINT32, False, None),
        16: ("parent_cid", _UINT32, False, None),
        26: ("create_type", _TEXT, False, None),
        34: ("extents", _MESSAGE, True, VmdkExtent),
    },
    KeySlot: {
        8: ("active", _BOOL, False, None),
        16: ("iterations", _UINT64, False, None),
        24: ("key_offset", _UINT64, False, None),
        32: ("stripes", _UINT64, False, None),
        40: ("number", _UINT32, False, None),
        50: ("kdf", _TEXT, False, None),
        56: ("memory", _UINT64, False, None),
        64: ("lanes", _UINT32, False, None),
    },
    LuksDetails: {
        8: ("version", _UINT32, False, None),
        18: ("cipher_alg", _TEXT, False, None),
        26: ("cipher_mode", _TEXT, False, None),
        34: ("hash_alg", _TEXT, False, None),
        42: ("ivgen_alg", _TEXT, False, None),
        50: ("ivgen_hash_alg", _TEXT, False, None),
        58: ("uuid", _TEXT, False, None),
        64: ("payload_offset", _UINT64, False, None),
        72: ("master_key_iterations", _UINT64, False, None),
        82: ("slots", _MESSAGE, True, KeySlot),
        88: ("detached_header", _BOOL, False, None),
        98: ("label", _TEXT, False, None),
        104: ("sector_size", _UINT32, False, None),
    },
    Finding: {
        8: ("id", _UINT32, False, None),
        16: ("structure", _UINT32, False, None),
        24: ("field", _UINT32, False, None),
        32: ("offset", _UINT64, False, None),
        40: ("value", _UINT64, False, None),
        50: ("detail", _BYTES, False, None),
        56: ("fault", _UINT32, False, None),
        64: ("reason", _UINT32, False, None),
        74: ("extra", _UINT64, True, None),
    },
    Limits: {
        8: ("request_alignment", _UINT64, False, None),
        16: ("write_zeroes_alignment", _UINT64, False, None),
        24: ("discard_alignment", _UINT64, False, None),
        32: ("max_write_zeroes", _UINT64, False, None),
    },
    InfoResult: {
        8: ("format", _UINT32, False, None),
        16: ("disk", _UINT32, False, None),
        24: ("depth", _UINT32, False, None),
        32: ("virtual_size", _UINT64, False, None),
        40: ("cluster_size", _UINT64, False, None),
        48: ("encrypted", _BOOL, False, None),
        56: ("dirty", _BOOL, False, None),
        64: ("corrupt", _BOOL, False, None),
        74: ("backing_file", _TEXT, False, None),
        82: ("backing_format", _TEXT, False, None),
        90: ("snapshots", _MESSAGE, True, Snapshot),
        98: ("qcow2", _MESSAGE, False, Qcow2Details),
        106: ("vmdk", _MESSAGE, False, VmdkInfo),
        114: ("luks", _MESSAGE, False, LuksDetails),
        122: ("findings", _MESSAGE, True, Finding),
        128: ("compressed", _BOOL, False, None),
        138: ("children", _UINT32, True, None),
        154: ("limits", _MESSAGE, False, Limits),
        160: ("opened", _BOOL, False, None),
    },
    Opened: {
        8: ("virtual_size", _UINT64, False, None),
        16: ("format", _UINT32, False, None),
        24: ("cell", _UINT64, False, None),
    },
    ProblemBatch: {
        10: ("problems", _BYTES, False, None),
        18: ("detail", _BYTES, False, None),
    },
    CheckResult: {
        8: ("format", _UINT32, False, None),
        16: ("disk", _UINT32, False, None),
        24: ("depth", _UINT32, False, None),
        32: ("outcome", _UINT32, False, None),
        40: ("corruptions", _UINT64, False, None),
        48: ("leaks", _UINT64, False, None),
        56: ("check_errors", _UINT64, False, None),
        64: ("total_clusters", _UINT64, False, None),
        72: ("allocated_clusters", _UINT64, False, None),
        80: ("fragmented_clusters", _UINT64, False, None),
        88: ("compressed_clusters", _UINT64, False, None),
        96: ("image_end_offset", _UINT64, False, None),
        104: ("num_unsent", _UINT64, False, None),
        112: ("corruptions_fixed", _UINT64, False, None),
        120: ("leaks_fixed", _UINT64, False, None),
    },
    ConvertResult: {
        8: ("virtual_size", _UINT64, False, None),
        16: ("data", _UINT64, False, None),
        24: ("zeros", _UINT64, False, None),
        32: ("compressed", _UINT64, False, None),
        40: ("copied", _UINT64, False, None),
    },
    ResizeResult: {
        8: ("old_virtual_size", _UINT64, False, None),
        16: ("new_virtual_size", _UINT64, False, None),
    },
    SnapshotResult: {
        8: ("virtual_size", _UINT64, False, None),
        18: ("id", _TEXT, False, None),
        26: ("name", _TEXT, False, None),
    },
    RebaseResult: {
        8: ("format", _UINT32, False, None),
        16: ("data", _UINT64, False, None),
        24: ("zeros", _UINT64, False, None),
    },
    WorkWanted: {
        8: ("method", _UINT32, False, None),
        16: ("len_unit", _UINT32, False, None),
    },
    CommitResult: {
        8: ("format", _UINT32, False, None),
        16: ("data", _UINT64, False, None),
        24: ("zeros", _UINT64, False, None),
    },
    BitmapResult: {
        8: ("num_done", _UINT32, False, None),
        16: ("error", _UINT32, False, None),
        24: ("value", _UINT64, False, None),
    },
    Unreadable: {
        8: ("start", _UINT64, False, None),
        16: ("length", _UINT64, False, None),
        24: ("walk", _BOOL, False, None),
        32: ("read", _BOOL, False, None),
        42: ("error", _MESSAGE, False, Error),
    },
    AmendResult: {
        8: ("format", _UINT32, False, None),
        16: ("virtual_size", _UINT64, False, None),
        24: ("key_slots", _UINT32, False, None),
    },
    Member: {
        10: ("name", _TEXT, False, None),
        16: ("start", _UINT64, False, None),
        24: ("length", _UINT64, False, None),
        32: ("stored", _UINT32, False, None),
    },
    MemberBatch: {
        10: ("members", _MESSAGE, True, Member),
        16: ("last", _BOOL, False, None),
    },
    ViewBatch: {
        10: ("nodes", _BYTES, False, None),
        18: ("data", _BYTES, False, None),
    },
    ViewResult: {
        8: ("view", _UINT32, False, None),
        16: ("file_size", _UINT64, False, None),
        24: ("num_nodes", _UINT64, False, None),
        32: ("full", _BOOL, False, None),
    },
}

_KINDS: dict[int, Any] = {
    10: Error,
    18: Progress,
    26: Log,
    34: MeasureResult,
    42: ExtentBatch,
    50: MapResult,
    58: InfoResult,
    66: Opened,
    162: ProblemBatch,
    170: CheckResult,
    178: ConvertResult,
    186: ResizeResult,
    194: SnapshotResult,
    210: RebaseResult,
    242: WorkWanted,
    274: CommitResult,
    290: BitmapResult,
    298: Unreadable,
    314: AmendResult,
    322: MemberBatch,
    330: ViewBatch,
    338: ViewResult,
}


def decode(data: bytes) -> GuestMessage:
    """The one message that `data` holds. Raises `MessageError`."""
    data = bytes(data)
    tag, at = _varint(data, 0, len(data))
    cls = _KINDS.get(tag)
    if cls is None:
        raise MessageError(f"no kind of message has tag {tag}")
    length, at = _varint(data, at, len(data))
    if length != len(data) - at:
        raise MessageError("the message and its length differ")
    message: GuestMessage = _Decoder(data).message(cls, at, len(data))
    return message
