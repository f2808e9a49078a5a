# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/attach.ksy spec=f0291020 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Attaching files that an image names."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import ClassVar

from instar.layout import FieldError
from instar.record import record

OFS_EXCHANGE = 0x1000
"""Where `exchange` stands in the control region."""
MAX_NAME = 4096
"""Longest name that may be asked for."""


class AttachKind(IntEnum):
    """Values of kind."""

    BACKING = 1
    """A backing image."""
    DATA_FILE = 2
    """An external data file."""
    EXTENT = 3
    """A part of the image."""
    PARENT = 4
    """The parent of a differencing image."""


class AttachStatus(IntEnum):
    """Values of status."""

    OK = 0
    """Attached."""
    NOT_FOUND = 1
    """There is no such file."""
    FAILED = 2
    """The host could not open it."""
    ESCAPES = 3
    """It lies outside the folder."""
    PROTOCOL = 4
    """The name is not a file's."""
    SPECIAL = 5
    """Not a regular file."""
    CYCLE = 6
    """Already part of the chain."""
    TOO_DEEP = 7
    """The chain is too long."""
    TOO_MANY = 8
    """No room for another file."""
    BAD_NAME = 9
    """Empty, too long or with a zero byte."""
    FORBIDDEN = 10
    """The caller follows no names."""


@record(kw_only=True)
class AttachExchange:
    """A request, and in the same place its answer."""

    SIZE: ClassVar[int] = 4128
    LEN_NAME_MAX: ClassVar[int] = 4096
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIIIIIQ4096s")

    from_disk: int = 0
    """The file whose bytes hold the name."""
    kind: int = 0
    """What the file is to the image."""
    len_name: int = 0
    """Length of the name. At most 4096."""
    status: int = 0
    """The answer."""
    disk: int = 0
    """Number of the new disk."""
    flags: int = 0
    """As in the boot disk table."""
    len_file: int = 0
    """As in the boot disk table."""
    name: bytes = bytes(4096)
    """The name, as it stands in the image."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.kind not in (
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "attach exchange",
                "kind",
                base + 4,
                self.kind,
                "one of 1 (backing), 2 (data_file), 3 (extent), 4 (parent)",
                6,
            )
        if self.len_name > 4096:
            raise FieldError(
                "attach exchange", "len_name", base + 8, self.len_name, "at most 4096", 3
            )
        if self.status not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
        ):
            raise FieldError(
                "attach exchange",
                "status",
                base + 12,
                self.status,
                "one of 0 (ok), 1 (not_found), 2 (failed), 3 (escapes), 4 (protocol), 5 "
                "(special), 6 (cycle), 7 (too_deep), 8 (too_many), 9 (bad_name), 10 "
                "(forbidden)",
                6,
            )
        if len(self.name) != 4096:
            raise FieldError(
                "attach exchange", "name", base + 32, len(self.name), "must have the length 4096", 7
            )

    def pack(self) -> bytes:
        """Return the 4128 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.from_disk,
            self.kind,
            self.len_name,
            self.status,
            self.disk,
            self.flags,
            self.len_file,
            self.name,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> AttachExchange:
        """Check and return the attach exchange at the start of `data`."""
        if len(data) < 4128:
            raise FieldError(
                "attach exchange", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_from_disk = int.from_bytes(data[0:4], "little")
        v_kind = int.from_bytes(data[4:8], "little")
        if v_kind not in (
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "attach exchange",
                "kind",
                base + 4,
                v_kind,
                "one of 1 (backing), 2 (data_file), 3 (extent), 4 (parent)",
                6,
            )
        v_len_name = int.from_bytes(data[8:12], "little")
        if v_len_name > 4096:
            raise FieldError("attach exchange", "len_name", base + 8, v_len_name, "at most 4096", 3)
        v_status = int.from_bytes(data[12:16], "little")
        if v_status not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
        ):
            raise FieldError(
                "attach exchange",
                "status",
                base + 12,
                v_status,
                "one of 0 (ok), 1 (not_found), 2 (failed), 3 (escapes), 4 (protocol), 5 "
                "(special), 6 (cycle), 7 (too_deep), 8 (too_many), 9 (bad_name), 10 "
                "(forbidden)",
                6,
            )
        v_disk = int.from_bytes(data[16:20], "little")
        v_flags = int.from_bytes(data[20:24], "little")
        v_len_file = int.from_bytes(data[24:32], "little")
        v_name = data[32:4128]
        return cls(
            from_disk=v_from_disk,
            kind=v_kind,
            len_name=v_len_name,
            status=v_status,
            disk=v_disk,
            flags=v_flags,
            len_file=v_len_file,
            name=v_name,
        )
