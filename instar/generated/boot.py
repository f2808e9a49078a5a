# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/boot.ksy spec=78fc3f5b gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest finds when it starts, and how it leaves."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


VERSION = 1
"""Version of everything under `specs/abi`, checked by core and host. Raised when an old binary
would misread a new host.
"""
DOORBELL_PORT = 0xF1
"""The one I/O port that the KVM sandbox's TSS opens."""
DOORBELL_DESCRIPTOR = 0
"""The process sandbox's end of the socket pair."""
MEMORY_DESCRIPTOR = 1
"""The process sandbox's shared memory. Closed before the guest starts."""
MAX_DISKS = 1024
"""Files that a run may have, attached ones included. A VMDK of 2 TiB in extents of 2 GiB has as
many. Each takes a descriptor of the host's process.
"""
LEN_REQUEST_MIN = 512
"""Shortest that a run may be held to."""
LEN_REQUEST_MAX = 0x100000
"""Longest data of one block request."""
WORK_FLOOR = 0x4000000
"""Work that a run may ask of its host whatever its files hold. Work is counted in bytes: what is
moved, and for all else how many bytes are copied in the time that it takes. The guest ends a
walk of tables at half of what the host allows, since it can say which.
"""
WORK_FACTOR = 16
"""Work besides, in units of what the run's files hold. An operation reads tables once or twice."""
LEN_HOLES_HELD = 0x20000000
"""Bytes of a file's holes that count as held. Tables of zeros may be holes, and some file
systems say late what they have allocated.
"""
WORK_DOORBELL = 0x4000
"""Work of a batch of requests."""
WORK_REQUEST = 0x800
"""Work of a request."""
WORK_RANGE = 0x1000
"""Work of finding a range of data, which is two calls of `lseek`."""
OFS_DISKS = 0x100
"""Where the disk table starts in the boot region."""
OFS_HEAD = 0xF000
"""Where the first bytes of file 0 are in the boot region, if the host has read them."""
LEN_HEAD_MAX = 0x1000
"""Most of them, as much as a guest reads of an image first."""

if TYPE_CHECKING:

    class BootImageKind(int):
        """Values of image_kind."""

        CORE: ClassVar[BootImageKind]
        OPERATION: ClassVar[BootImageKind]

else:
    BootImageKind = Values(CORE=1, OPERATION=2)


if TYPE_CHECKING:

    class BootDiskFlag(int):
        """Values of disk_flag."""

        WRITABLE: ClassVar[BootDiskFlag]
        IN_USE: ClassVar[BootDiskFlag]

else:
    BootDiskFlag = Values(WRITABLE=1, IN_USE=2)


if TYPE_CHECKING:

    class BootDoorbell(int):
        """Values of doorbell."""

        QUEUE: ClassVar[BootDoorbell]
        CHANNEL: ClassVar[BootDoorbell]
        ATTACH: ClassVar[BootDoorbell]
        DONE: ClassVar[BootDoorbell]
        PANIC: ClassVar[BootDoorbell]
        READY: ClassVar[BootDoorbell]
        KEY: ClassVar[BootDoorbell]

else:
    BootDoorbell = Values(QUEUE=1, CHANNEL=2, ATTACH=3, DONE=4, PANIC=5, READY=6, KEY=7)


if TYPE_CHECKING:

    class BootRunnerStep(int):
        """Values of runner_step."""

        HEADER: ClassVar[BootRunnerStep]
        MAP: ClassVar[BootRunnerStep]
        DEATH_SIGNAL: ClassVar[BootRunnerStep]
        NOT_DUMPABLE: ClassVar[BootRunnerStep]
        NO_NEW_PRIVILEGES: ClassVar[BootRunnerStep]
        CLOSE: ClassVar[BootRunnerStep]
        LIMITS: ClassVar[BootRunnerStep]
        UNMAP: ClassVar[BootRunnerStep]
        SECCOMP: ClassVar[BootRunnerStep]
        READY: ClassVar[BootRunnerStep]
        DIRECTORY: ClassVar[BootRunnerStep]
        CAPABILITIES: ClassVar[BootRunnerStep]

else:
    BootRunnerStep = Values(
        HEADER=101,
        MAP=102,
        DEATH_SIGNAL=103,
        NOT_DUMPABLE=104,
        NO_NEW_PRIVILEGES=105,
        CLOSE=106,
        LIMITS=107,
        UNMAP=108,
        SECCOMP=109,
        READY=110,
        DIRECTORY=111,
        CAPABILITIES=112,
    )


class BootImageHeader(Record, kw_only=True):
    """First bytes of `core.bin` and `<op>.bin`, the start of their text. Text, read-only data
    and data follow each other on page boundaries; zeroed data comes after and is not in the
    file.
    """

    SIZE: ClassVar[int] = 64
    MAGIC: ClassVar[bytes] = b"INSTAR\x00G"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<8sIIQQQQQQ")

    version: int = 1
    """Version of the ABI that the image was built for."""
    kind: int = 0
    """What the image is."""
    specs_hash: int = 0
    """Of the specs and messages that the image was built from; errors and messages of others
    would be read wrongly.
    """
    len_text: int = 0
    """Mapped readable and executable. A multiple of 4096."""
    len_rodata: int = 0
    """Mapped readable. A multiple of 4096."""
    len_data: int = 0
    """Mapped readable and writable, fresh for each run. A multiple of 4096."""
    len_bss: int = 0
    """Zeroed, mapped readable and writable. A multiple of 4096."""
    entry: int = 0
    """Virtual address where the image starts."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version != 1:
            raise FieldError("boot image header", "version", base + 8, self.version, "1", 3)
        if self.kind not in (
            1,
            2,
        ):
            raise FieldError(
                "boot image header",
                "kind",
                base + 12,
                self.kind,
                "one of 1 (core), 2 (operation)",
                6,
            )
        if not ((self.len_text % 4096) == 0):
            raise FieldError(
                "boot image header", "len_text", base + 24, self.len_text, "a multiple of 4096", 5
            )
        if not ((self.len_rodata % 4096) == 0):
            raise FieldError(
                "boot image header",
                "len_rodata",
                base + 32,
                self.len_rodata,
                "a multiple of 4096",
                5,
            )
        if not ((self.len_data % 4096) == 0):
            raise FieldError(
                "boot image header", "len_data", base + 40, self.len_data, "a multiple of 4096", 5
            )
        if not ((self.len_bss % 4096) == 0):
            raise FieldError(
                "boot image header", "len_bss", base + 48, self.len_bss, "a multiple of 4096", 5
            )

    def pack(self) -> bytes:
        """Return the 64 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.kind,
            self.specs_hash,
            self.len_text,
            self.len_rodata,
            self.len_data,
            self.len_bss,
            self.entry,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BootImageHeader:
        """Check and return the boot image header at the start of `data`."""
        if len(data) < 64:
            raise FieldError(
                "boot image header", "", base + len(data), len(data), "needs more bytes", 1
            )
        if data[0:8] != b"INSTAR\x00G":
            raise FieldError(
                "boot image header", "magic", base, data[0:8], "49 4e 53 54 41 52 00 47", 2
            )
        v_version = int.from_bytes(data[8:12], "little")
        if v_version != 1:
            raise FieldError("boot image header", "version", base + 8, v_version, "1", 3)
        v_kind = int.from_bytes(data[12:16], "little")
        if v_kind not in (
            1,
            2,
        ):
            raise FieldError(
                "boot image header", "kind", base + 12, v_kind, "one of 1 (core), 2 (operation)", 6
            )
        v_specs_hash = int.from_bytes(data[16:24], "little")
        v_len_text = int.from_bytes(data[24:32], "little")
        if not ((v_len_text % 4096) == 0):
            raise FieldError(
                "boot image header", "len_text", base + 24, v_len_text, "a multiple of 4096", 5
            )
        v_len_rodata = int.from_bytes(data[32:40], "little")
        if not ((v_len_rodata % 4096) == 0):
            raise FieldError(
                "boot image header", "len_rodata", base + 32, v_len_rodata, "a multiple of 4096", 5
            )
        v_len_data = int.from_bytes(data[40:48], "little")
        if not ((v_len_data % 4096) == 0):
            raise FieldError(
                "boot image header", "len_data", base + 40, v_len_data, "a multiple of 4096", 5
            )
        v_len_bss = int.from_bytes(data[48:56], "little")
        if not ((v_len_bss % 4096) == 0):
            raise FieldError(
                "boot image header", "len_bss", base + 48, v_len_bss, "a multiple of 4096", 5
            )
        v_entry = int.from_bytes(data[56:64], "little")
        return cls(
            version=v_version,
            kind=v_kind,
            specs_hash=v_specs_hash,
            len_text=v_len_text,
            len_rodata=v_len_rodata,
            len_data=v_len_data,
            len_bss=v_len_bss,
            entry=v_entry,
        )


class BootInfo(Record, kw_only=True):
    """First bytes of the boot region."""

    SIZE: ClassVar[int] = 64
    MAGIC: ClassVar[bytes] = b"INSTAR\x00B"
    NUM_DISKS_MAX: ClassVar[int] = 1024
    LEN_REQUEST_MIN: ClassVar[int] = 512
    LEN_REQUEST_MAX: ClassVar[int] = 0x100000
    LEN_HEAD_MAX: ClassVar[int] = 4096
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<8sIIQQQQQII")

    version: int = 1
    """Version of the ABI that the host speaks."""
    num_disks: int = 0
    """Entries of the disk table in use. At most 1024."""
    operation_entry: int = 0
    """Where the core calls the operation."""
    config_address: int = 0
    """The operation's configuration, in the boot region after the disk table."""
    len_config: int = 0
    """Its length."""
    len_memory: int = 0
    """Size of the memory; the arena ends there."""
    ofs_arena: int = 0
    """Where the arena starts in the memory, after the operation."""
    len_request: int
    """Largest single block request, a power of two (`--sector-size`). 512
    (len_request_min)..1048576 (len_request_max).
    """
    len_head: int = 0
    """Bytes at `ofs_head`, which answer reads of file 0 for as long as nothing was asked of any
    file. At most 4096 (len_head_max).
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version != 1:
            raise FieldError("boot info", "version", base + 8, self.version, "1", 3)
        if self.num_disks > 1024:
            raise FieldError("boot info", "num_disks", base + 12, self.num_disks, "at most 1024", 3)
        if not 512 <= self.len_request <= 0x100000:
            raise FieldError(
                "boot info",
                "len_request",
                base + 56,
                self.len_request,
                "512 (len_request_min)..1048576 (len_request_max)",
                3,
            )
        if self.len_head > 4096:
            raise FieldError(
                "boot info", "len_head", base + 60, self.len_head, "at most 4096 (len_head_max)", 3
            )

    def pack(self) -> bytes:
        """Return the 64 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.num_disks,
            self.operation_entry,
            self.config_address,
            self.len_config,
            self.len_memory,
            self.ofs_arena,
            self.len_request,
            self.len_head,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BootInfo:
        """Check and return the boot info at the start of `data`."""
        if len(data) < 64:
            raise FieldError("boot info", "", base + len(data), len(data), "needs more bytes", 1)
        if data[0:8] != b"INSTAR\x00B":
            raise FieldError("boot info", "magic", base, data[0:8], "49 4e 53 54 41 52 00 42", 2)
        v_version = int.from_bytes(data[8:12], "little")
        if v_version != 1:
            raise FieldError("boot info", "version", base + 8, v_version, "1", 3)
        v_num_disks = int.from_bytes(data[12:16], "little")
        if v_num_disks > 1024:
            raise FieldError("boot info", "num_disks", base + 12, v_num_disks, "at most 1024", 3)
        v_operation_entry = int.from_bytes(data[16:24], "little")
        v_config_address = int.from_bytes(data[24:32], "little")
        v_len_config = int.from_bytes(data[32:40], "little")
        v_len_memory = int.from_bytes(data[40:48], "little")
        v_ofs_arena = int.from_bytes(data[48:56], "little")
        v_len_request = int.from_bytes(data[56:60], "little")
        if not 512 <= v_len_request <= 0x100000:
            raise FieldError(
                "boot info",
                "len_request",
                base + 56,
                v_len_request,
                "512 (len_request_min)..1048576 (len_request_max)",
                3,
            )
        v_len_head = int.from_bytes(data[60:64], "little")
        if v_len_head > 4096:
            raise FieldError(
                "boot info", "len_head", base + 60, v_len_head, "at most 4096 (len_head_max)", 3
            )
        return cls(
            version=v_version,
            num_disks=v_num_disks,
            operation_entry=v_operation_entry,
            config_address=v_config_address,
            len_config=v_len_config,
            len_memory=v_len_memory,
            ofs_arena=v_ofs_arena,
            len_request=v_len_request,
            len_head=v_len_head,
        )


class BootDisk(Record, kw_only=True):
    """An entry of the disk table."""

    SIZE: ClassVar[int] = 24
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQI4x")

    len_file: int = 0
    """Length of the file when it was attached. The guest never sees another one."""
    allocated: int = 0
    """What the file took of its file system then; 0 for a block device."""
    flags: int = 0
    """Set of `disk_flag`."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 24 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.len_file, self.allocated, self.flags)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BootDisk:
        """Check and return the boot disk at the start of `data`."""
        if len(data) < 24:
            raise FieldError("boot disk", "", base + len(data), len(data), "needs more bytes", 1)
        v_len_file = int.from_bytes(data[0:8], "little")
        v_allocated = int.from_bytes(data[8:16], "little")
        v_flags = int.from_bytes(data[16:20], "little")
        if data[20:24] != b"\x00\x00\x00\x00":
            raise FieldError("boot disk", "reserved", base + 20, data[20:24], "zero", 4)
        return cls(len_file=v_len_file, allocated=v_allocated, flags=v_flags)
