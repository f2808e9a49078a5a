# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/edit.ksy spec=24e351c9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What changes of images in place are asked for."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


if TYPE_CHECKING:

    class EditAmendFlag(int):
        """Values of amend_flag."""

        LAZY_REFCOUNTS: ClassVar[EditAmendFlag]
        EAGER_REFCOUNTS: ClassVar[EditAmendFlag]
        DATA_FILE: ClassVar[EditAmendFlag]
        NOT_RAW: ClassVar[EditAmendFlag]
        BACKING_NAME: ClassVar[EditAmendFlag]
        BACKING_FORMAT: ClassVar[EditAmendFlag]
        FORCE: ClassVar[EditAmendFlag]
        PROGRESS: ClassVar[EditAmendFlag]
        DROP_BITMAPS: ClassVar[EditAmendFlag]
        OLD_SECRET: ClassVar[EditAmendFlag]

else:
    EditAmendFlag = Values(
        LAZY_REFCOUNTS=1,
        EAGER_REFCOUNTS=2,
        DATA_FILE=4,
        NOT_RAW=8,
        BACKING_NAME=16,
        BACKING_FORMAT=32,
        FORCE=64,
        PROGRESS=128,
        DROP_BITMAPS=256,
        OLD_SECRET=512,
    )


if TYPE_CHECKING:

    class EditSlotAction(int):
        """Values of slot_action."""

        KEEP: ClassVar[EditSlotAction]
        ADD: ClassVar[EditSlotAction]
        ERASE: ClassVar[EditSlotAction]

else:
    EditSlotAction = Values(KEEP=0, ADD=1, ERASE=2)


if TYPE_CHECKING:

    class EditBitmapAction(int):
        """Values of bitmap_action."""

        ADD: ClassVar[EditBitmapAction]
        REMOVE: ClassVar[EditBitmapAction]
        REMOVE_ALL: ClassVar[EditBitmapAction]
        CLEAR: ClassVar[EditBitmapAction]
        ENABLE: ClassVar[EditBitmapAction]
        DISABLE: ClassVar[EditBitmapAction]
        MERGE: ClassVar[EditBitmapAction]
        FIND: ClassVar[EditBitmapAction]
        USE: ClassVar[EditBitmapAction]
        READ: ClassVar[EditBitmapAction]
        COPY: ClassVar[EditBitmapAction]
        COPY_DISABLED: ClassVar[EditBitmapAction]

else:
    EditBitmapAction = Values(
        ADD=1,
        REMOVE=2,
        REMOVE_ALL=3,
        CLEAR=4,
        ENABLE=5,
        DISABLE=6,
        MERGE=7,
        FIND=8,
        USE=9,
        READ=10,
        COPY=11,
        COPY_DISABLED=12,
    )


if TYPE_CHECKING:

    class EditSnapshotAction(int):
        """Values of snapshot_action."""

        CREATE: ClassVar[EditSnapshotAction]
        APPLY: ClassVar[EditSnapshotAction]
        DELETE: ClassVar[EditSnapshotAction]

else:
    EditSnapshotAction = Values(CREATE=1, APPLY=2, DELETE=3)


if TYPE_CHECKING:

    class EditError(int):
        """Values of error."""

        OK: ClassVar[EditError]
        UNSUPPORTED: ClassVar[EditError]
        NOT_FOUND: ClassVar[EditError]
        TOO_MANY: ClassVar[EditError]
        OVERFLOW: ClassVar[EditError]
        BITMAPS: ClassVar[EditError]
        NO_ROOM: ClassVar[EditError]
        INVALID: ClassVar[EditError]
        EXISTS: ClassVar[EditError]
        INCONSISTENT: ClassVar[EditError]
        OLD_VERSION: ClassVar[EditError]
        TOO_LARGE: ClassVar[EditError]
        NAME_LENGTH: ClassVar[EditError]
        NO_DIRECTORY_ROOM: ClassVar[EditError]
        NO_SOURCE: ClassVar[EditError]
        SOURCE_INCONSISTENT: ClassVar[EditError]

else:
    EditError = Values(
        OK=0,
        UNSUPPORTED=1,
        NOT_FOUND=2,
        TOO_MANY=3,
        OVERFLOW=4,
        BITMAPS=5,
        NO_ROOM=6,
        INVALID=7,
        EXISTS=8,
        INCONSISTENT=9,
        OLD_VERSION=10,
        TOO_LARGE=11,
        NAME_LENGTH=12,
        NO_DIRECTORY_ROOM=13,
        NO_SOURCE=14,
        SOURCE_INCONSISTENT=15,
    )


class EditSnapshot(Record, kw_only=True):
    """What is to become of an internal snapshot."""

    SIZE: ClassVar[int] = 1040
    LEN_NAME_MAX: ClassVar[int] = 1024
    DATE_NSEC_MAX: ClassVar[int] = 0x3B9AC9FF
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II1024sII")

    action: int = 0
    """What to do."""
    len_name: int = 0
    """Length of the text in `name`. At most 1024."""
    name: bytes = bytes(1024)
    """Name of the snapshot; to apply one, its id or name. Zero padded."""
    date_sec: int = 0
    """The time that a new snapshot has, since 1970-01-01 UTC."""
    date_nsec: int = 0
    """The rest of that time. At most 999999999."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.action not in (
            1,
            2,
            3,
        ):
            raise FieldError(
                "edit snapshot",
                "action",
                base,
                self.action,
                "one of 1 (create), 2 (apply), 3 (delete)",
                6,
            )
        if self.len_name > 1024:
            raise FieldError(
                "edit snapshot", "len_name", base + 4, self.len_name, "at most 1024", 3
            )
        if len(self.name) != 1024:
            raise FieldError(
                "edit snapshot", "name", base + 8, len(self.name), "must have the length 1024", 7
            )
        if self.date_nsec > 999999999:
            raise FieldError(
                "edit snapshot", "date_nsec", base + 1036, self.date_nsec, "at most 999999999", 3
            )

    def pack(self) -> bytes:
        """Return the 1040 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.action, self.len_name, self.name, self.date_sec, self.date_nsec
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> EditSnapshot:
        """Check and return the edit snapshot at the start of `data`."""
        if len(data) < 1040:
            raise FieldError(
                "edit snapshot", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_action = int.from_bytes(data[0:4], "little")
        if v_action not in (
            1,
            2,
            3,
        ):
            raise FieldError(
                "edit snapshot",
                "action",
                base,
                v_action,
                "one of 1 (create), 2 (apply), 3 (delete)",
                6,
            )
        v_len_name = int.from_bytes(data[4:8], "little")
        if v_len_name > 1024:
            raise FieldError("edit snapshot", "len_name", base + 4, v_len_name, "at most 1024", 3)
        v_name = data[8:1032]
        v_date_sec = int.from_bytes(data[1032:1036], "little")
        v_date_nsec = int.from_bytes(data[1036:1040], "little")
        if v_date_nsec > 999999999:
            raise FieldError(
                "edit snapshot", "date_nsec", base + 1036, v_date_nsec, "at most 999999999", 3
            )
        return cls(
            action=v_action,
            len_name=v_len_name,
            name=v_name,
            date_sec=v_date_sec,
            date_nsec=v_date_nsec,
        )


class EditBacking(Record, kw_only=True):
    """Which backing image an image names from now on."""

    SIZE: ClassVar[int] = 4120
    LEN_NAME_MAX: ClassVar[int] = 4096
    LEN_FORMAT_MAX: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I4096sI16s")

    len_name: int = 0
    """Length of the text in `name`; 0 for no backing image. At most 4096."""
    name: bytes = bytes(4096)
    """The name, as the image will have it. Zero padded."""
    len_format: int = 0
    """Length of the text in `format`; 0 where the format is not named. At most 16."""
    format: bytes = bytes(16)
    """The format of that image. Zero padded."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.len_name > 4096:
            raise FieldError("edit backing", "len_name", base, self.len_name, "at most 4096", 3)
        if len(self.name) != 4096:
            raise FieldError(
                "edit backing", "name", base + 4, len(self.name), "must have the length 4096", 7
            )
        if self.len_format > 16:
            raise FieldError(
                "edit backing", "len_format", base + 4100, self.len_format, "at most 16", 3
            )
        if len(self.format) != 16:
            raise FieldError(
                "edit backing",
                "format",
                base + 4104,
                len(self.format),
                "must have the length 16",
                7,
            )

    def pack(self) -> bytes:
        """Return the 4120 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.len_name, self.name, self.len_format, self.format)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> EditBacking:
        """Check and return the edit backing at the start of `data`."""
        if len(data) < 4120:
            raise FieldError("edit backing", "", base + len(data), len(data), "needs more bytes", 1)
        v_len_name = int.from_bytes(data[0:4], "little")
        if v_len_name > 4096:
            raise FieldError("edit backing", "len_name", base, v_len_name, "at most 4096", 3)
        v_name = data[4:4100]
        v_len_format = int.from_bytes(data[4100:4104], "little")
        if v_len_format > 16:
            raise FieldError(
                "edit backing", "len_format", base + 4100, v_len_format, "at most 16", 3
            )
        v_format = data[4104:4120]
        return cls(len_name=v_len_name, name=v_name, len_format=v_len_format, format=v_format)


class EditKeySlot(Record, kw_only=True):
    """What becomes of the key slots of an encrypted image."""

    SIZE: ClassVar[int] = 80
    SLOT_MAX: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<III64s4x")

    action: int = 0
    """What to do."""
    slot: int = 0
    """The slot; 8 for those that the old secret opens. At most 8."""
    iterations: int = 0
    """How often the key of the slot is derived."""
    entropy: bytes = bytes(64)
    """What salt and key material are drawn from."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.action not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "edit key slot",
                "action",
                base,
                self.action,
                "one of 0 (keep), 1 (add), 2 (erase)",
                6,
            )
        if self.slot > 8:
            raise FieldError("edit key slot", "slot", base + 4, self.slot, "at most 8", 3)
        if len(self.entropy) != 64:
            raise FieldError(
                "edit key slot",
                "entropy",
                base + 12,
                len(self.entropy),
                "must have the length 64",
                7,
            )

    def pack(self) -> bytes:
        """Return the 80 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.action, self.slot, self.iterations, self.entropy)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> EditKeySlot:
        """Check and return the edit key slot at the start of `data`."""
        if len(data) < 80:
            raise FieldError(
                "edit key slot", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_action = int.from_bytes(data[0:4], "little")
        if v_action not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "edit key slot", "action", base, v_action, "one of 0 (keep), 1 (add), 2 (erase)", 6
            )
        v_slot = int.from_bytes(data[4:8], "little")
        if v_slot > 8:
            raise FieldError("edit key slot", "slot", base + 4, v_slot, "at most 8", 3)
        v_iterations = int.from_bytes(data[8:12], "little")
        v_entropy = data[12:76]
        if data[76:80] != b"\x00\x00\x00\x00":
            raise FieldError("edit key slot", "reserved", base + 76, data[76:80], "zero", 4)
        return cls(action=v_action, slot=v_slot, iterations=v_iterations, entropy=v_entropy)


class EditAmendment(Record, kw_only=True):
    """Options that an image gets as if it had been made with them. What is 0 or not among the
    flags stays as it is.
    """

    SIZE: ClassVar[int] = 8320
    LEN_DATA_FILE_MAX: ClassVar[int] = 4096
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIIIQ4096s4120s80s")

    flags: int = 0
    """Set of `amend_flag`."""
    version: int = 0
    """Version of the format. 0, 2 or 3."""
    refcount_bits: int = 0
    """Width of a refcount. 0, 1, 2, 4, 8, 16, 32 or 64."""
    len_data_file: int = 0
    """Length of the text in `data_file`. At most 4096."""
    size: int = 0
    """Size of the disk."""
    data_file: bytes = bytes(4096)
    """Name of the file that has the data. Zero padded."""
    backing: EditBacking = later(lambda: EditBacking())
    """The backing image."""
    key_slot: EditKeySlot = later(lambda: EditKeySlot())
    """The key slots."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version not in (
            0,
            2,
            3,
        ):
            raise FieldError("edit amendment", "version", base + 4, self.version, "0, 2 or 3", 3)
        if self.refcount_bits not in (
            0,
            1,
            2,
            4,
            8,
            16,
            32,
            64,
        ):
            raise FieldError(
                "edit amendment",
                "refcount_bits",
                base + 8,
                self.refcount_bits,
                "0, 1, 2, 4, 8, 16, 32 or 64",
                3,
            )
        if self.len_data_file > 4096:
            raise FieldError(
                "edit amendment", "len_data_file", base + 12, self.len_data_file, "at most 4096", 3
            )
        if len(self.data_file) != 4096:
            raise FieldError(
                "edit amendment",
                "data_file",
                base + 24,
                len(self.data_file),
                "must have the length 4096",
                7,
            )
        self.backing.check(base=base + 4120)
        self.key_slot.check(base=base + 8240)

    def pack(self) -> bytes:
        """Return the 8320 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.flags,
            self.version,
            self.refcount_bits,
            self.len_data_file,
            self.size,
            self.data_file,
            self.backing.pack_unchecked(),
            self.key_slot.pack_unchecked(),
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> EditAmendment:
        """Check and return the edit amendment at the start of `data`."""
        if len(data) < 8320:
            raise FieldError(
                "edit amendment", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_flags = int.from_bytes(data[0:4], "little")
        v_version = int.from_bytes(data[4:8], "little")
        if v_version not in (
            0,
            2,
            3,
        ):
            raise FieldError("edit amendment", "version", base + 4, v_version, "0, 2 or 3", 3)
        v_refcount_bits = int.from_bytes(data[8:12], "little")
        if v_refcount_bits not in (
            0,
            1,
            2,
            4,
            8,
            16,
            32,
            64,
        ):
            raise FieldError(
                "edit amendment",
                "refcount_bits",
                base + 8,
                v_refcount_bits,
                "0, 1, 2, 4, 8, 16, 32 or 64",
                3,
            )
        v_len_data_file = int.from_bytes(data[12:16], "little")
        if v_len_data_file > 4096:
            raise FieldError(
                "edit amendment", "len_data_file", base + 12, v_len_data_file, "at most 4096", 3
            )
        v_size = int.from_bytes(data[16:24], "little")
        v_data_file = data[24:4120]
        v_backing = EditBacking.unpack(data[4120:8240], base=base + 4120)
        v_key_slot = EditKeySlot.unpack(data[8240:8320], base=base + 8240)
        return cls(
            flags=v_flags,
            version=v_version,
            refcount_bits=v_refcount_bits,
            len_data_file=v_len_data_file,
            size=v_size,
            data_file=v_data_file,
            backing=v_backing,
            key_slot=v_key_slot,
        )


class EditBitmap(Record, kw_only=True):
    """Which bitmap of the disk is changed, and how often; that many `bitmap_step` follow the
    configuration.
    """

    SIZE: ClassVar[int] = 1032
    LEN_NAME_MAX: ClassVar[int] = 1024
    NUM_ACTIONS_MAX: ClassVar[int] = 32
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I1024sI")

    len_name: int = 0
    """Length of the text in `name`; more than a name may have is cut, and is the name of none.
    At most 1024.
    """
    name: bytes = bytes(1024)
    """Name of the bitmap. Zero padded."""
    num_actions: int = 0
    """What is done to it, one after the other. At most 32."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.len_name > 1024:
            raise FieldError("edit bitmap", "len_name", base, self.len_name, "at most 1024", 3)
        if len(self.name) != 1024:
            raise FieldError(
                "edit bitmap", "name", base + 4, len(self.name), "must have the length 1024", 7
            )
        if self.num_actions > 32:
            raise FieldError(
                "edit bitmap", "num_actions", base + 1028, self.num_actions, "at most 32", 3
            )

    def pack(self) -> bytes:
        """Return the 1032 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.len_name, self.name, self.num_actions)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> EditBitmap:
        """Check and return the edit bitmap at the start of `data`."""
        if len(data) < 1032:
            raise FieldError("edit bitmap", "", base + len(data), len(data), "needs more bytes", 1)
        v_len_name = int.from_bytes(data[0:4], "little")
        if v_len_name > 1024:
            raise FieldError("edit bitmap", "len_name", base, v_len_name, "at most 1024", 3)
        v_name = data[4:1028]
        v_num_actions = int.from_bytes(data[1028:1032], "little")
        if v_num_actions > 32:
            raise FieldError(
                "edit bitmap", "num_actions", base + 1028, v_num_actions, "at most 32", 3
            )
        return cls(len_name=v_len_name, name=v_name, num_actions=v_num_actions)


class EditBitmapStep(Record, kw_only=True):
    """One change of a bitmap."""

    SIZE: ClassVar[int] = 1040
    DISK_MAX: ClassVar[int] = 64
    LEN_NAME_MAX: ClassVar[int] = 1024
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIII1024s")

    action: int = 0
    """What to do."""
    granularity_bits: int = 0
    """To add one: a bit is about `1 << granularity_bits` bytes of the disk; 0 for as many as
    suit the image. To merge or copy: the same of the file `disk`. 0, 9, 10, 11, 12, 13, 14, 15,
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30 or 31.
    """
    disk: int = 0
    """To merge or copy: the file of the run with the bits of a bitmap of another image, the
    lowest of a byte first; 0 for a bitmap of this image. At most 64.
    """
    len_name: int = 0
    """Length of the text in `name`. At most 1024."""
    name: bytes = bytes(1024)
    """To merge: the bitmap of this image whose bits are added. To copy: the name of the new one.
    Zero padded.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.action not in (
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
            11,
            12,
        ):
            raise FieldError(
                "edit bitmap step",
                "action",
                base,
                self.action,
                "one of 1 (add), 2 (remove), 3 (remove_all), 4 (clear), 5 (enable), 6 "
                "(disable), 7 (merge), 8 (find), 9 (use), 10 (read), 11 (copy), 12 "
                "(copy_disabled)",
                6,
            )
        if self.granularity_bits not in (
            0,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            19,
            20,
            21,
            22,
            23,
            24,
            25,
            26,
            27,
            28,
            29,
            30,
            31,
        ):
            raise FieldError(
                "edit bitmap step",
                "granularity_bits",
                base + 4,
                self.granularity_bits,
                "0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, "
                "27, 28, 29, 30 or 31",
                3,
            )
        if self.disk > 64:
            raise FieldError("edit bitmap step", "disk", base + 8, self.disk, "at most 64", 3)
        if self.len_name > 1024:
            raise FieldError(
                "edit bitmap step", "len_name", base + 12, self.len_name, "at most 1024", 3
            )
        if len(self.name) != 1024:
            raise FieldError(
                "edit bitmap step",
                "name",
                base + 16,
                len(self.name),
                "must have the length 1024",
                7,
            )

    def pack(self) -> bytes:
        """Return the 1040 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.action, self.granularity_bits, self.disk, self.len_name, self.name
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> EditBitmapStep:
        """Check and return the edit bitmap step at the start of `data`."""
        if len(data) < 1040:
            raise FieldError(
                "edit bitmap step", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_action = int.from_bytes(data[0:4], "little")
        if v_action not in (
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
            11,
            12,
        ):
            raise FieldError(
                "edit bitmap step",
                "action",
                base,
                v_action,
                "one of 1 (add), 2 (remove), 3 (remove_all), 4 (clear), 5 (enable), 6 "
                "(disable), 7 (merge), 8 (find), 9 (use), 10 (read), 11 (copy), 12 "
                "(copy_disabled)",
                6,
            )
        v_granularity_bits = int.from_bytes(data[4:8], "little")
        if v_granularity_bits not in (
            0,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            19,
            20,
            21,
            22,
            23,
            24,
            25,
            26,
            27,
            28,
            29,
            30,
            31,
        ):
            raise FieldError(
                "edit bitmap step",
                "granularity_bits",
                base + 4,
                v_granularity_bits,
                "0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, "
                "27, 28, 29, 30 or 31",
                3,
            )
        v_disk = int.from_bytes(data[8:12], "little")
        if v_disk > 64:
            raise FieldError("edit bitmap step", "disk", base + 8, v_disk, "at most 64", 3)
        v_len_name = int.from_bytes(data[12:16], "little")
        if v_len_name > 1024:
            raise FieldError(
                "edit bitmap step", "len_name", base + 12, v_len_name, "at most 1024", 3
            )
        v_name = data[16:1040]
        return cls(
            action=v_action,
            granularity_bits=v_granularity_bits,
            disk=v_disk,
            len_name=v_len_name,
            name=v_name,
        )
