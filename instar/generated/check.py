# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/check.ksy spec=6de10d81 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What checks look for and report."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


if TYPE_CHECKING:

    class CheckFlag(int):
        """Values of flag."""

        BACKING_CHAIN: ClassVar[CheckFlag]
        RESERVED_UNCHECKED: ClassVar[CheckFlag]
        PARALLELS_UNCHECKED: ClassVar[CheckFlag]
        PARALLELS_OUTSIDE_COUNTS: ClassVar[CheckFlag]
        BEYOND: ClassVar[CheckFlag]
        REPAIR_LEAKS: ClassVar[CheckFlag]
        REPAIR_ERRORS: ClassVar[CheckFlag]
        KEEP_UNREACHABLE: ClassVar[CheckFlag]
        PLAN: ClassVar[CheckFlag]
        DEEP: ClassVar[CheckFlag]

else:
    CheckFlag = Values(
        BACKING_CHAIN=1,
        RESERVED_UNCHECKED=2,
        PARALLELS_UNCHECKED=4,
        PARALLELS_OUTSIDE_COUNTS=8,
        BEYOND=16,
        REPAIR_LEAKS=32,
        REPAIR_ERRORS=64,
        KEEP_UNREACHABLE=128,
        PLAN=512,
        DEEP=256,
    )


if TYPE_CHECKING:

    class CheckUser(int):
        """Values of user."""

        HEADER: ClassVar[CheckUser]
        L1: ClassVar[CheckUser]
        L2: ClassVar[CheckUser]
        DATA: ClassVar[CheckUser]
        SNAPSHOTS: ClassVar[CheckUser]
        COUNTS: ClassVar[CheckUser]
        BITMAP: ClassVar[CheckUser]

else:
    CheckUser = Values(HEADER=0, L1=1, L2=2, DATA=3, SNAPSHOTS=4, COUNTS=5, BITMAP=6)


if TYPE_CHECKING:

    class CheckEffect(int):
        """Values of effect."""

        NONE: ClassVar[CheckEffect]
        CORRUPTION: ClassVar[CheckEffect]
        LEAK: ClassVar[CheckEffect]
        CHECK_ERROR: ClassVar[CheckEffect]
        CORRUPTION_REPAIRED: ClassVar[CheckEffect]
        LEAK_REPAIRED: ClassVar[CheckEffect]
        WRITE: ClassVar[CheckEffect]

else:
    CheckEffect = Values(
        NONE=0, CORRUPTION=1, LEAK=2, CHECK_ERROR=3, CORRUPTION_REPAIRED=4, LEAK_REPAIRED=5, WRITE=6
    )


if TYPE_CHECKING:

    class CheckOutcome(int):
        """Values of outcome."""

        COMPLETE: ClassVar[CheckOutcome]
        UNSUPPORTED: ClassVar[CheckOutcome]
        INVALID: ClassVar[CheckOutcome]
        TOO_LARGE: ClassVar[CheckOutcome]
        IO: ClassVar[CheckOutcome]
        NOT_PERMITTED: ClassVar[CheckOutcome]

else:
    CheckOutcome = Values(COMPLETE=0, UNSUPPORTED=1, INVALID=2, TOO_LARGE=3, IO=4, NOT_PERMITTED=5)


class CheckOptions(Record, kw_only=True):
    """What to look for, and how much of it to report."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIQ")

    flags: int = 0
    """Set of `flag`."""
    max_problems: int = 0
    """Problems to send at most."""
    max_counters: int = 0
    """Clusters whose users are counted in one pass through the tables at most; 0 for as many as
    memory holds. For tests of what larger images need.
    """

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
        return self._LAYOUT0.pack(self.flags, self.max_problems, self.max_counters)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CheckOptions:
        """Check and return the check options at the start of `data`."""
        if len(data) < 16:
            raise FieldError(
                "check options", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_flags = int.from_bytes(data[0:4], "little")
        v_max_problems = int.from_bytes(data[4:8], "little")
        v_max_counters = int.from_bytes(data[8:16], "little")
        return cls(flags=v_flags, max_problems=v_max_problems, max_counters=v_max_counters)


class CheckProblem(Record, kw_only=True):
    """One thing that is wrong with an image. The fault's text says what, with the numbers."""

    SIZE: ClassVar[int] = 48
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IBBHQQQQQ")

    fault: int = 0
    """Which rule is broken, a `FAULT_*` number."""
    effect: int = 0
    """What it counts as."""
    depth: int = 0
    """Which image of the chain has it: 0 for the image itself, 1 for its backing image, and so
    on.
    """
    disk: int = 0
    """Number of the attached file that `offset` counts in."""
    offset: int = 0
    """Where the field is that breaks the rule."""
    value: int = 0
    """What the text calls `value`."""
    extra0: int = 0
    """What the text calls `extra0`."""
    extra1: int = 0
    """What the text calls `extra1`."""
    extra2: int = 0
    """What the text calls `extra2`."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.effect not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ):
            raise FieldError(
                "check problem",
                "effect",
                base + 4,
                self.effect,
                "one of 0 (none), 1 (corruption), 2 (leak), 3 (check_error), 4 "
                "(corruption_repaired), 5 (leak_repaired), 6 (write)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 48 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.fault,
            self.effect,
            self.depth,
            self.disk,
            self.offset,
            self.value,
            self.extra0,
            self.extra1,
            self.extra2,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CheckProblem:
        """Check and return the check problem at the start of `data`."""
        if len(data) < 48:
            raise FieldError(
                "check problem", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_fault = int.from_bytes(data[0:4], "little")
        v_effect = int.from_bytes(data[4:5], "little")
        if v_effect not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ):
            raise FieldError(
                "check problem",
                "effect",
                base + 4,
                v_effect,
                "one of 0 (none), 1 (corruption), 2 (leak), 3 (check_error), 4 "
                "(corruption_repaired), 5 (leak_repaired), 6 (write)",
                6,
            )
        v_depth = int.from_bytes(data[5:6], "little")
        v_disk = int.from_bytes(data[6:8], "little")
        v_offset = int.from_bytes(data[8:16], "little")
        v_value = int.from_bytes(data[16:24], "little")
        v_extra0 = int.from_bytes(data[24:32], "little")
        v_extra1 = int.from_bytes(data[32:40], "little")
        v_extra2 = int.from_bytes(data[40:48], "little")
        return cls(
            fault=v_fault,
            effect=v_effect,
            depth=v_depth,
            disk=v_disk,
            offset=v_offset,
            value=v_value,
            extra0=v_extra0,
            extra1=v_extra1,
            extra2=v_extra2,
        )
