# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/attach.ksy spec=f1dde835 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Attaching files that an image names."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


OFS_EXCHANGE = 0x1000
"""Where `exchange` is in the control region."""
MAX_NAME = 4096
"""Longest name that may be asked for."""

if TYPE_CHECKING:

    class AttachKind(int):
        """Values of kind."""

        BACKING: ClassVar[AttachKind]
        DATA_FILE: ClassVar[AttachKind]
        EXTENT: ClassVar[AttachKind]
        PARENT: ClassVar[AttachKind]

else:
    AttachKind = Values(BACKING=1, DATA_FILE=2, EXTENT=3, PARENT=4)


if TYPE_CHECKING:

    class AttachStatus(int):
        """Values of status."""

        OK: ClassVar[AttachStatus]
        NOT_FOUND: ClassVar[AttachStatus]
        FAILED: ClassVar[AttachStatus]
        ESCAPES: ClassVar[AttachStatus]
        PROTOCOL: ClassVar[AttachStatus]
        SPECIAL: ClassVar[AttachStatus]
        CYCLE: ClassVar[AttachStatus]
        TOO_DEEP: ClassVar[AttachStatus]
        TOO_MANY: ClassVar[AttachStatus]
        BAD_NAME: ClassVar[AttachStatus]
        FORBIDDEN: ClassVar[AttachStatus]

else:
    AttachStatus = Values(
        OK=0,
        NOT_FOUND=1,
        FAILED=2,
        ESCAPES=3,
        PROTOCOL=4,
        SPECIAL=5,
        CYCLE=6,
        TOO_DEEP=7,
        TOO_MANY=8,
        BAD_NAME=9,
        FORBIDDEN=10,
    )


class AttachExchange(Record, kw_only=True):
    """A request, and in the same place its answer."""

    SIZE: ClassVar[int] = 4136
    LEN_NAME_MAX: ClassVar[int] = 4096
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIIIIIQQ4096s")

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
    allocated: int = 0
    """As in the boot disk table."""
    name: bytes = bytes(4096)
    """The name, as it is in the image."""

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
                "attach exchange", "name", base + 40, len(self.name), "must have the length 4096", 7
            )

    def pack(self) -> bytes:
        """Return the 4136 bytes that the spec describes, checked."""
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
            self.allocated,
            self.name,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> AttachExchange:
        """Check and return the attach exchange at the start of `data`."""
        if len(data) < 4136:
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
        v_allocated = int.from_bytes(data[32:40], "little")
        v_name = data[40:4136]
        return cls(
            from_disk=v_from_disk,
            kind=v_kind,
            len_name=v_len_name,
            status=v_status,
            disk=v_disk,
            flags=v_flags,
            len_file=v_len_file,
            allocated=v_allocated,
            name=v_name,
        )
