# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=b4baad7b gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest may say: one class per message, and `decode`, which trusts nothing.

`decode` accepts what the guest's encoder writes and refuses the rest with `MessageError`: unknown
or repeated fields, other wire types, numbers too wide, lengths past the end. Its time and memory
are bounded by the message's length and by `MAX_ELEMENTS`.
"""

from __future__ import annotations

from os import fsdecode

from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from instar.generated.message.amend_result import AmendResult as AmendResult
    from instar.generated.message.bitmap_result import BitmapResult as BitmapResult
    from instar.generated.message.check_result import CheckResult as CheckResult
    from instar.generated.message.commit_result import CommitResult as CommitResult
    from instar.generated.message.convert_result import ConvertResult as ConvertResult
    from instar.generated.message.guest_message import GuestMessage as GuestMessage
    from instar.generated.message.info_result import Bitmap as Bitmap
    from instar.generated.message.info_result import Finding as Finding
    from instar.generated.message.info_result import InfoResult as InfoResult
    from instar.generated.message.info_result import KeySlot as KeySlot
    from instar.generated.message.info_result import Limits as Limits
    from instar.generated.message.info_result import LuksDetails as LuksDetails
    from instar.generated.message.info_result import Qcow2Details as Qcow2Details
    from instar.generated.message.info_result import Snapshot as Snapshot
    from instar.generated.message.info_result import VmdkExtent as VmdkExtent
    from instar.generated.message.info_result import VmdkInfo as VmdkInfo
    from instar.generated.message.map_result import MapResult as MapResult
    from instar.generated.message.measure_result import MeasureResult as MeasureResult
    from instar.generated.message.member_batch import Member as Member
    from instar.generated.message.member_batch import MemberBatch as MemberBatch
    from instar.generated.message.rebase_result import RebaseResult as RebaseResult
    from instar.generated.message.resize_result import ResizeResult as ResizeResult
    from instar.generated.message.snapshot_result import SnapshotResult as SnapshotResult
    from instar.generated.message.view_result import ViewResult as ViewResult

    # Name, kind, whether repeated, class of a message.
    _Field = tuple[str, int, bool, Any]

MAX_ELEMENTS: Final = 1 << 17
"""Elements of all repeated fields of one message together: more than any image may have."""


class MessageError(ValueError):
    """Bytes that are no message of a guest."""


class Error(Record):
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


class Progress(Record):
    """Progress of a guest."""

    done: int = 0
    total: int = 0


class Log(Record):
    """Log of a guest."""

    level: int = 0
    text: bytes = b""
    error: Error | None = None
    """A rule that is broken and tolerated; its text, as qemu has it, stands for `text`."""


class ExtentBatch(Record):
    """Packed `extent_record`s (abi/extent.ksy), in order, adjacent runs already merged."""

    records: bytes = b""


class Opened(Record):
    """The image is open: the first message of an operation that answers as it goes. What does
    not open is an Error and no Opened.
    """

    virtual_size: int = 0
    format: int = 0
    """Abi/source.ksy."""
    cell: int = 0
    """Bytes of a cell of the picture that was asked for (abi/map.ksy), 0 where none was."""


class ProblemBatch(Record):
    """Packed `problem`s (abi/check.ksy), in the order in which they were found. `detail` is a
    text out of the image that the last of them names.
    """

    problems: bytes = b""
    detail: bytes = b""


class WorkWanted(Record):
    """What workers are to do for the guest that lays out an image; it will read from their desk
    (abi/desk.ksy).
    """

    method: int = 0
    len_unit: int = 0


class Unreadable(Record):
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


class ViewBatch(Record):
    """Packed `view::node`s (abi/view.ksy), each before what is in it. `data` holds their own
    bytes.
    """

    nodes: bytes = b""
    data: bytes = b""


class ViewRuns(Record):
    """Packed `view::run`s (abi/view.ksy), in the order of the file, or of a way to a place."""

    runs: bytes = b""


UINT32, UINT64, BOOL, BYTES, TEXT, MESSAGE = range(6)


def _varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    """A number and the place after it."""
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
    if (kind == UINT32 and value >> 32) or (kind == BOOL and value > 1):
        raise MessageError("a number is too wide")
    return (bool(value) if kind == BOOL else value), at


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

    @property
    def num_elements(self) -> int:
        """Of all repeated fields so far."""
        return MAX_ELEMENTS - self._left

    def message(self, cls: Any, at: int, end: int) -> Any:
        """An instance of `cls` from data[at:end]."""
        table = TABLES[cls]
        data = self._data
        found: dict[str, Any] = {}
        lists: dict[str, list[Any]] = {}
        while at < end:
            tag = data[at]
            if tag < 0x80:
                at += 1
            else:
                tag, at = _varint(data, at, end)
            field = table.get(tag)
            if field is None:
                raise MessageError(f"{cls.__name__} has no field with tag {tag}")
            name, kind, repeated, inner = field
            if tag & 7 == 0:
                value, at = _number(kind, data, at, end)
            else:
                length, at = _varint(data, at, end)
                if length > end - at:
                    raise MessageError(f"{cls.__name__}.{name} reaches past the end")
                value = self._delimited(kind, inner, at, at + length)
                at += length
            if repeated and kind >= BYTES:
                self._count()
                lists.setdefault(name, []).append(value)
            elif name in found:
                raise MessageError(f"{cls.__name__}.{name} is there twice")
            else:
                found[name] = value
        for name, several in lists.items():
            found[name] = tuple(several)
        return cls(**found)

    def _delimited(self, kind: int, inner: Any, at: int, end: int) -> Any:
        if kind == BYTES:
            return self._data[at:end]
        if kind == TEXT:
            return fsdecode(self._data[at:end])
        if kind == MESSAGE:
            return self.message(inner, at, end)
        return self._packed(kind, at, end)


TABLES: dict[Any, dict[int, _Field]] = {
    Error: {
        8: ("structure", UINT32, False, None),
        16: ("field", UINT32, False, None),
        24: ("reason", UINT32, False, None),
        32: ("fault", UINT32, False, None),
        40: ("offset", UINT64, False, None),
        48: ("value", UINT64, False, None),
        56: ("disk", UINT32, False, None),
        66: ("detail", BYTES, False, None),
        72: ("code", UINT32, False, None),
        82: ("extra", UINT64, True, None),
        88: ("place", UINT64, False, None),
    },
    Progress: {
        8: ("done", UINT64, False, None),
        16: ("total", UINT64, False, None),
    },
    Log: {
        8: ("level", UINT32, False, None),
        18: ("text", BYTES, False, None),
        26: ("error", MESSAGE, False, Error),
    },
    ExtentBatch: {
        10: ("records", BYTES, False, None),
    },
    Opened: {
        8: ("virtual_size", UINT64, False, None),
        16: ("format", UINT32, False, None),
        24: ("cell", UINT64, False, None),
    },
    ProblemBatch: {
        10: ("problems", BYTES, False, None),
        18: ("detail", BYTES, False, None),
    },
    WorkWanted: {
        8: ("method", UINT32, False, None),
        16: ("len_unit", UINT32, False, None),
    },
    Unreadable: {
        8: ("start", UINT64, False, None),
        16: ("length", UINT64, False, None),
        24: ("walk", BOOL, False, None),
        32: ("read", BOOL, False, None),
        42: ("error", MESSAGE, False, Error),
    },
    ViewBatch: {
        10: ("nodes", BYTES, False, None),
        18: ("data", BYTES, False, None),
    },
    ViewRuns: {
        10: ("runs", BYTES, False, None),
    },
}
"""The fields of each class by tag, added as classes are made."""

MODULES = {
    "MeasureResult": "measure_result",
    "MapResult": "map_result",
    "InfoResult": "info_result",
    "Snapshot": "info_result",
    "Qcow2Details": "info_result",
    "Bitmap": "info_result",
    "VmdkInfo": "info_result",
    "VmdkExtent": "info_result",
    "LuksDetails": "info_result",
    "KeySlot": "info_result",
    "Finding": "info_result",
    "Limits": "info_result",
    "CheckResult": "check_result",
    "ConvertResult": "convert_result",
    "ResizeResult": "resize_result",
    "SnapshotResult": "snapshot_result",
    "RebaseResult": "rebase_result",
    "CommitResult": "commit_result",
    "BitmapResult": "bitmap_result",
    "AmendResult": "amend_result",
    "MemberBatch": "member_batch",
    "Member": "member_batch",
    "ViewResult": "view_result",
    "GuestMessage": "guest_message",
}
"""Where the other classes are, in `instar.generated.message`."""

KINDS = {
    10: "Error",
    18: "Progress",
    26: "Log",
    34: "MeasureResult",
    42: "ExtentBatch",
    50: "MapResult",
    58: "InfoResult",
    66: "Opened",
    162: "ProblemBatch",
    170: "CheckResult",
    178: "ConvertResult",
    186: "ResizeResult",
    194: "SnapshotResult",
    210: "RebaseResult",
    242: "WorkWanted",
    274: "CommitResult",
    290: "BitmapResult",
    298: "Unreadable",
    314: "AmendResult",
    322: "MemberBatch",
    330: "ViewBatch",
    338: "ViewResult",
    346: "ViewRuns",
}
"""The kinds by tag: names in this module."""


def decode(data: bytes) -> GuestMessage:
    """The one message that `data` holds. Raises `MessageError`."""
    return counted(data)[0]


def counted(data: bytes) -> tuple[GuestMessage, int]:
    """The same, and how many elements its repeated fields have, however deep."""
    data = bytes(data)
    tag, at = _varint(data, 0, len(data))
    kind = KINDS.get(tag)
    if kind is None:
        raise MessageError(f"no kind of message has tag {tag}")
    length, at = _varint(data, at, len(data))
    if length != len(data) - at:
        raise MessageError("the message and its length differ")
    cls = globals().get(kind) or _imported(kind)
    decoder = _Decoder(data)
    message: GuestMessage = decoder.message(cls, at, len(data))
    return message, decoder.num_elements


def _imported(name: str) -> Any:
    module = MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(__import__(f"instar.generated.message.{module}", fromlist=[name]), name)
    globals()[name] = found
    return found


if not TYPE_CHECKING:
    __getattr__ = _imported
