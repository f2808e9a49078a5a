# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/worker.ksy spec=55fac5f3 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of workers, and what they answer."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class WorkerMethod(int):
    """Values of method."""

    if TYPE_CHECKING:
        STORE: ClassVar[WorkerMethod]
        DEFLATE: ClassVar[WorkerMethod]
        ZSTD: ClassVar[WorkerMethod]
    else:
        STORE = 0
        DEFLATE = 1
        ZSTD = 2


class WorkerState(int):
    """Values of state."""

    if TYPE_CHECKING:
        ZERO: ClassVar[WorkerState]
        STORED: ClassVar[WorkerState]
        COMPRESSED: ClassVar[WorkerState]
    else:
        ZERO = 0
        STORED = 1
        COMPRESSED = 2


@record(kw_only=True)
class WorkerConfig:
    """What to do with which range."""

    SIZE: ClassVar[int] = 640
    LEN_UNIT_MIN: ClassVar[int] = 512
    LEN_UNIT_MAX: ClassVar[int] = 0x200000
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II544sQQII64x")

    magic: int = 0x574F524B
    """`WORK`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the source."""
    start: int = 0
    """First byte of the range, a multiple of `len_unit`."""
    length: int = 0
    """Length of the range. The unit that the disk ends in is filled up with zeros."""
    len_unit: int
    """Bytes of a unit: a cluster or grain of the target. 512..2097152."""
    method: int = 0
    """What becomes of a unit that is not zeros."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x574F524B:
            raise FieldError("worker config", "magic", base, self.magic, "0x574f524b", 2)
        if self.version != 1:
            raise FieldError("worker config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        if not 512 <= self.len_unit <= 2097152:
            raise FieldError(
                "worker config", "len_unit", base + 568, self.len_unit, "512..2097152", 3
            )
        if self.method not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "worker config",
                "method",
                base + 572,
                self.method,
                "one of 0 (store), 1 (deflate), 2 (zstd)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 640 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.start,
            self.length,
            self.len_unit,
            self.method,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> WorkerConfig:
        """Check and return the worker config at the start of `data`."""
        if len(data) < 640:
            raise FieldError(
                "worker config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x574F524B:
            raise FieldError("worker config", "magic", base, v_magic, "0x574f524b", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("worker config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:552], base=base + 8)
        v_start = int.from_bytes(data[552:560], "little")
        v_length = int.from_bytes(data[560:568], "little")
        v_len_unit = int.from_bytes(data[568:572], "little")
        if not 512 <= v_len_unit <= 2097152:
            raise FieldError("worker config", "len_unit", base + 568, v_len_unit, "512..2097152", 3)
        v_method = int.from_bytes(data[572:576], "little")
        if v_method not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "worker config",
                "method",
                base + 572,
                v_method,
                "one of 0 (store), 1 (deflate), 2 (zstd)",
                6,
            )
        if data[576:640] != bytes(64):
            raise FieldError("worker config", "reserved", base + 576, data[576:640], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            start=v_start,
            length=v_length,
            len_unit=v_len_unit,
            method=v_method,
        )


@record(kw_only=True)
class WorkerPiece:
    """What became of one unit."""

    SIZE: ClassVar[int] = 8
    LEN_PIECE_MAX: ClassVar[int] = 0x200000
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II")

    len_piece: int = 0
    """Bytes in the worker's output; 0 for zeros, `len_unit` for what is stored. At most 2097152."""
    state: int = 0
    """How they are to be read."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.len_piece > 2097152:
            raise FieldError(
                "worker piece", "len_piece", base, self.len_piece, "at most 2097152", 3
            )
        if self.state not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "worker piece",
                "state",
                base + 4,
                self.state,
                "one of 0 (zero), 1 (stored), 2 (compressed)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.len_piece, self.state)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> WorkerPiece:
        """Check and return the worker piece at the start of `data`."""
        if len(data) < 8:
            raise FieldError("worker piece", "", base + len(data), len(data), "needs more bytes", 1)
        v_len_piece = int.from_bytes(data[0:4], "little")
        if v_len_piece > 2097152:
            raise FieldError("worker piece", "len_piece", base, v_len_piece, "at most 2097152", 3)
        v_state = int.from_bytes(data[4:8], "little")
        if v_state not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "worker piece",
                "state",
                base + 4,
                v_state,
                "one of 0 (zero), 1 (stored), 2 (compressed)",
                6,
            )
        return cls(len_piece=v_len_piece, state=v_state)
