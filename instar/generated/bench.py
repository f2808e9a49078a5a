# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/bench.ksy spec=e6e7948f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the bench operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.generated.target import TargetImage
from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_MEMORY = 0x2800000
"""Memory that the host gives the guest."""

if TYPE_CHECKING:

    class BenchFlag(int):
        """Values of flag."""

        WRITE: ClassVar[BenchFlag]

else:
    BenchFlag = Values(WRITE=1)


if TYPE_CHECKING:

    class BenchError(int):
        """Values of error."""

        PAST_END: ClassVar[BenchError]

else:
    BenchError = Values(PAST_END=8)


class BenchConfig(Record, kw_only=True):
    """Which requests are made. Each starts one step after the one before, and from the start
    again where the disk ends.
    """

    SIZE: ClassVar[int] = 9104
    NUM_REQUESTS_MAX: ClassVar[int] = 0x7FFFFFFF
    DEPTH_MIN: ClassVar[int] = 1
    DEPTH_MAX: ClassVar[int] = 0x7FFFFFFF
    LEN_REQUEST_MAX: ClassVar[int] = 0x7FFFFFFF
    STEP_MAX: ClassVar[int] = 0x7FFFFFFF
    FLUSH_INTERVAL_MAX: ClassVar[int] = 0x7FFFFFFF
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616s8416sIIIIIIQB31x")

    magic: int = 0x48434E42
    """`BNCH`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the image."""
    image: TargetImage
    """With the flag `write`: what the host found the image to be."""
    flags: int = 0
    """Set of `flag`."""
    num_requests: int = 0
    """How many requests there are in all. At most 0x7fffffff."""
    depth: int
    """How many are under way at once, where the guest's memory holds as many. 1..0x7fffffff."""
    len_request: int = 0
    """How long each is. At most 0x7fffffff."""
    step: int = 0
    """How far after one the next one starts. At most 0x7fffffff."""
    flush_interval: int = 0
    """Other than 0: after so many requests what is written is made to last. At most 0x7fffffff."""
    start: int = 0
    """Where the first one starts."""
    pattern: int = 0
    """The byte that is written."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x48434E42:
            raise FieldError("bench config", "magic", base, self.magic, "0x48434e42", 2)
        if self.version != 1:
            raise FieldError("bench config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        self.image.check(base=base + 624)
        if self.num_requests > 0x7FFFFFFF:
            raise FieldError(
                "bench config",
                "num_requests",
                base + 9044,
                self.num_requests,
                "at most 0x7fffffff",
                3,
            )
        if not 1 <= self.depth <= 0x7FFFFFFF:
            raise FieldError("bench config", "depth", base + 9048, self.depth, "1..0x7fffffff", 3)
        if self.len_request > 0x7FFFFFFF:
            raise FieldError(
                "bench config",
                "len_request",
                base + 9052,
                self.len_request,
                "at most 0x7fffffff",
                3,
            )
        if self.step > 0x7FFFFFFF:
            raise FieldError(
                "bench config", "step", base + 9056, self.step, "at most 0x7fffffff", 3
            )
        if self.flush_interval > 0x7FFFFFFF:
            raise FieldError(
                "bench config",
                "flush_interval",
                base + 9060,
                self.flush_interval,
                "at most 0x7fffffff",
                3,
            )

    def pack(self) -> bytes:
        """Return the 9104 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.image.pack_unchecked(),
            self.flags,
            self.num_requests,
            self.depth,
            self.len_request,
            self.step,
            self.flush_interval,
            self.start,
            self.pattern,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BenchConfig:
        """Check and return the bench config at the start of `data`."""
        if len(data) < 9104:
            raise FieldError("bench config", "", base + len(data), len(data), "needs more bytes", 1)
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x48434E42:
            raise FieldError("bench config", "magic", base, v_magic, "0x48434e42", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("bench config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_image = TargetImage.unpack(data[624:9040], base=base + 624)
        v_flags = int.from_bytes(data[9040:9044], "little")
        v_num_requests = int.from_bytes(data[9044:9048], "little")
        if v_num_requests > 0x7FFFFFFF:
            raise FieldError(
                "bench config", "num_requests", base + 9044, v_num_requests, "at most 0x7fffffff", 3
            )
        v_depth = int.from_bytes(data[9048:9052], "little")
        if not 1 <= v_depth <= 0x7FFFFFFF:
            raise FieldError("bench config", "depth", base + 9048, v_depth, "1..0x7fffffff", 3)
        v_len_request = int.from_bytes(data[9052:9056], "little")
        if v_len_request > 0x7FFFFFFF:
            raise FieldError(
                "bench config", "len_request", base + 9052, v_len_request, "at most 0x7fffffff", 3
            )
        v_step = int.from_bytes(data[9056:9060], "little")
        if v_step > 0x7FFFFFFF:
            raise FieldError("bench config", "step", base + 9056, v_step, "at most 0x7fffffff", 3)
        v_flush_interval = int.from_bytes(data[9060:9064], "little")
        if v_flush_interval > 0x7FFFFFFF:
            raise FieldError(
                "bench config",
                "flush_interval",
                base + 9060,
                v_flush_interval,
                "at most 0x7fffffff",
                3,
            )
        v_start = int.from_bytes(data[9064:9072], "little")
        v_pattern = int.from_bytes(data[9072:9073], "little")
        if data[9073:9104] != bytes(31):
            raise FieldError("bench config", "reserved", base + 9073, data[9073:9104], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            image=v_image,
            flags=v_flags,
            num_requests=v_num_requests,
            depth=v_depth,
            len_request=v_len_request,
            step=v_step,
            flush_interval=v_flush_interval,
            start=v_start,
            pattern=v_pattern,
        )
