# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/block.ksy spec=aedd644b gen=1
# Generated: edit the spec, then run `make codegen`.
"""Block requests: structures."""

from __future__ import annotations

import struct

from instar.layout import FieldError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class BlockDescriptor(Record, kw_only=True):
    """A piece of guest memory that takes part in a request."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QIHH")

    address: int = 0
    """First byte."""
    len_buffer: int = 0
    """How many."""
    flags: int = 0
    """Set of `descriptor_flag`."""
    next: int = 0
    """Next descriptor of the request."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.address, self.len_buffer, self.flags, self.next)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BlockDescriptor:
        """Check and return the block descriptor at the start of `data`."""
        if len(data) < 16:
            raise FieldError(
                "block descriptor", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_address = int.from_bytes(data[0:8], "little")
        v_len_buffer = int.from_bytes(data[8:12], "little")
        v_flags = int.from_bytes(data[12:14], "little")
        v_next = int.from_bytes(data[14:16], "little")
        return cls(address=v_address, len_buffer=v_len_buffer, flags=v_flags, next=v_next)


class BlockAvailable(Record, kw_only=True):
    """Ring that the guest writes."""

    SIZE: ClassVar[int] = 2056
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<HH1024HH2x")

    flags: int = 0
    """Zero."""
    index: int = 0
    """Requests in the batch."""
    ring: tuple[int, ...] = (0,) * 1024
    """First descriptor of each request."""
    used_event: int = 0
    """Zero."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 2056 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.flags, self.index, *self.ring, self.used_event)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BlockAvailable:
        """Check and return the block available at the start of `data`."""
        if len(data) < 2056:
            raise FieldError(
                "block available", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_flags = int.from_bytes(data[0:2], "little")
        v_index = int.from_bytes(data[2:4], "little")
        v_ring = tuple(int.from_bytes(data[i : i + 2], "little") for i in range(4, 2052, 2))
        v_used_event = int.from_bytes(data[2052:2054], "little")
        if data[2054:2056] != b"\x00\x00":
            raise FieldError("block available", "reserved", base + 2054, data[2054:2056], "zero", 4)
        return cls(flags=v_flags, index=v_index, ring=v_ring, used_event=v_used_event)


class BlockUsed(Record, kw_only=True):
    """Ring that the host writes."""

    SIZE: ClassVar[int] = 8200
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<HH2048IH2x")

    flags: int = 0
    """Zero."""
    index: int = 0
    """Requests completed."""
    ring: tuple[int, ...] = (0,) * 2048
    """Pairs of a request's first descriptor and the number of bytes written for it, status
    included.
    """
    available_event: int = 0
    """Zero."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8200 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.flags, self.index, *self.ring, self.available_event)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BlockUsed:
        """Check and return the block used at the start of `data`."""
        if len(data) < 8200:
            raise FieldError("block used", "", base + len(data), len(data), "needs more bytes", 1)
        v_flags = int.from_bytes(data[0:2], "little")
        v_index = int.from_bytes(data[2:4], "little")
        v_ring = tuple(int.from_bytes(data[i : i + 4], "little") for i in range(4, 8196, 4))
        v_available_event = int.from_bytes(data[8196:8198], "little")
        if data[8198:8200] != b"\x00\x00":
            raise FieldError("block used", "reserved", base + 8198, data[8198:8200], "zero", 4)
        return cls(flags=v_flags, index=v_index, ring=v_ring, available_event=v_available_event)


class BlockRequest(Record, kw_only=True):
    """Header of a request."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIQ")

    type: int = 0
    """What is asked."""
    disk: int = 0
    """Number of the file (reserved in VIRTIO)."""
    place: int = 0
    """Where in the file, in sectors for `read` and `holes`, in bytes for `put`; the new length
    for `resize`.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.type not in (
            0,
            4,
            0x10000,
            0x10001,
            0x10002,
            0x10003,
            0x10004,
            0x10005,
            0x10006,
            0x10007,
        ):
            raise FieldError(
                "block request",
                "type",
                base,
                self.type,
                "one of 0 (read), 4 (flush), 65536 (holes), 65537 (put), 65538 (resize), "
                "65539 (zero), 65540 (unmap), 65541 (reserve), 65542 (copy), 65543 (put_over)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.type, self.disk, self.place)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BlockRequest:
        """Check and return the block request at the start of `data`."""
        if len(data) < 16:
            raise FieldError(
                "block request", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_type = int.from_bytes(data[0:4], "little")
        if v_type not in (
            0,
            4,
            0x10000,
            0x10001,
            0x10002,
            0x10003,
            0x10004,
            0x10005,
            0x10006,
            0x10007,
        ):
            raise FieldError(
                "block request",
                "type",
                base,
                v_type,
                "one of 0 (read), 4 (flush), 65536 (holes), 65537 (put), 65538 (resize), "
                "65539 (zero), 65540 (unmap), 65541 (reserve), 65542 (copy), 65543 (put_over)",
                6,
            )
        v_disk = int.from_bytes(data[4:8], "little")
        v_place = int.from_bytes(data[8:16], "little")
        return cls(type=v_type, disk=v_disk, place=v_place)


class BlockDataRange(Record, kw_only=True):
    """Answer to `holes`, an array of these; the used ring's length says how many. Of `zero`,
    `unmap` and `reserve`, what they are asked for.
    """

    SIZE: ClassVar[int] = 16
    LENGTH_MIN: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQ")

    start: int = 0
    """First byte that is not in a hole."""
    length: int
    """Bytes to the next hole. At least 1."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.length < 1:
            raise FieldError("block data range", "length", base + 8, self.length, "at least 1", 3)

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.start, self.length)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BlockDataRange:
        """Check and return the block data range at the start of `data`."""
        if len(data) < 16:
            raise FieldError(
                "block data range", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_start = int.from_bytes(data[0:8], "little")
        v_length = int.from_bytes(data[8:16], "little")
        if v_length < 1:
            raise FieldError("block data range", "length", base + 8, v_length, "at least 1", 3)
        return cls(start=v_start, length=v_length)


class BlockCopy(Record, kw_only=True):
    """What `copy` is asked for. The request's own file is the one that is written."""

    SIZE: ClassVar[int] = 32
    LENGTH_MIN: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQQI4x")

    source_start: int = 0
    """Where in the source."""
    start: int = 0
    """Where in the output."""
    length: int
    """How many bytes. At least 1."""
    source: int = 0
    """Number of the file that is read; no output."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.length < 1:
            raise FieldError("block copy", "length", base + 16, self.length, "at least 1", 3)

    def pack(self) -> bytes:
        """Return the 32 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.source_start, self.start, self.length, self.source)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BlockCopy:
        """Check and return the block copy at the start of `data`."""
        if len(data) < 32:
            raise FieldError("block copy", "", base + len(data), len(data), "needs more bytes", 1)
        v_source_start = int.from_bytes(data[0:8], "little")
        v_start = int.from_bytes(data[8:16], "little")
        v_length = int.from_bytes(data[16:24], "little")
        if v_length < 1:
            raise FieldError("block copy", "length", base + 16, v_length, "at least 1", 3)
        v_source = int.from_bytes(data[24:28], "little")
        if data[28:32] != b"\x00\x00\x00\x00":
            raise FieldError("block copy", "reserved", base + 28, data[28:32], "zero", 4)
        return cls(source_start=v_source_start, start=v_start, length=v_length, source=v_source)
