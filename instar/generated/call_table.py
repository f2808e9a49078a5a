# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/call_table.ksy spec=2ce66f76 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Call table."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


PUT_OVER = 0x80000000
"""Set in the file of a transfer that is a `block.put_over`."""
PUT_FLUSH = 0x40000000
"""Set in the file of a transfer of no bytes that is a `block.flush`, between the puts of its
batch.
"""
PUT_RESIZE = 0x20000000
"""Set in the file of a transfer of no bytes that is a `block.resize` to its offset, between the
puts of its batch.
"""
PUT_READ = 0x10000000
"""Set in the file of a transfer that fills its buffer from there, after the puts before it in
its batch.
"""

if TYPE_CHECKING:

    class CallTableStatus(int):
        """Values of status."""

        OK: ClassVar[CallTableStatus]
        PAST_END: ClassVar[CallTableStatus]
        IO_ERROR: ClassVar[CallTableStatus]
        BAD_DISK: ClassVar[CallTableStatus]
        UNSUPPORTED: ClassVar[CallTableStatus]
        WRITE_FAILED: ClassVar[CallTableStatus]

else:
    CallTableStatus = Values(
        OK=0, PAST_END=1, IO_ERROR=2, BAD_DISK=3, UNSUPPORTED=4, WRITE_FAILED=5
    )


class CallTableTransfer(Record, kw_only=True):
    """One read or write; a batch of them costs one doorbell for every `block.max_requests`
    device requests.
    """

    SIZE: ClassVar[int] = 24
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQII")

    buffer: int = 0
    """Where the bytes go to or come from."""
    offset: int = 0
    """Where in the file; any byte."""
    length: int = 0
    """How many bytes."""
    disk: int = 0
    """Which file; of a write perhaps with `put_over`, `put_flush`, `put_resize` or `put_read`."""

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
        return self._LAYOUT0.pack(self.buffer, self.offset, self.length, self.disk)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CallTableTransfer:
        """Check and return the call table transfer at the start of `data`."""
        if len(data) < 24:
            raise FieldError(
                "call table transfer", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_buffer = int.from_bytes(data[0:8], "little")
        v_offset = int.from_bytes(data[8:16], "little")
        v_length = int.from_bytes(data[16:20], "little")
        v_disk = int.from_bytes(data[20:24], "little")
        return cls(buffer=v_buffer, offset=v_offset, length=v_length, disk=v_disk)


class CallTableFailure(Record, kw_only=True):
    """Which transfer of a batch failed first."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIQ")

    disk: int = 0
    """Its file."""
    status: int = 0
    """Why."""
    offset: int = 0
    """Where in the file."""

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
        return self._LAYOUT0.pack(self.disk, self.status, self.offset)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CallTableFailure:
        """Check and return the call table failure at the start of `data`."""
        if len(data) < 16:
            raise FieldError(
                "call table failure", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_disk = int.from_bytes(data[0:4], "little")
        v_status = int.from_bytes(data[4:8], "little")
        v_offset = int.from_bytes(data[8:16], "little")
        return cls(disk=v_disk, status=v_status, offset=v_offset)


class CallTableTable(Record, kw_only=True):
    """Functions of the System V AMD64 calling convention, by address. Those that return
    `uint32_t` return a `status`.
    """

    SIZE: ClassVar[int] = 176
    MAGIC: ClassVar[bytes] = b"INSTAR\x00C"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<8sIIQQQQQQQQQQQQQQQQQQQQ")

    version: int = 1
    """As in `boot.info`."""
    len_table: int = 0
    """Size of this table, so that an operation can see which slots there are."""
    read: int = 0
    """Read all or fail. A transfer past the end of its file is refused before anything is sent."""
    put: int = 0
    """Write all to outputs or fail; what lies past an output's end makes it longer."""
    flush: int = 0
    """A barrier: what was written before is durable before what is written later."""
    allocated: int = 0
    """Bytes that the file took on its file system when it was attached."""
    data_ranges: int = 0
    """Ranges that are not holes, in order, from the first that ends after `offset`; fewer than
    `max` when there are no more.
    """
    attach: int = 0
    """Ask for a file that an image names. Returns an `attach.status`."""
    num_disks: int = 0
    """Files attached by now."""
    disk_size: int = 0
    """Length of a file in bytes, 0 for one that is not attached."""
    disk_flags: int = 0
    """Set of `boot.disk_flag`, 0 for a file that is not attached."""
    request_size: int = 0
    """Largest single device request in bytes."""
    emit: int = 0
    """Put a whole encoded message into the channel."""
    flush_messages: int = 0
    """Let the host see what was emitted so far, now."""
    alloc: int = 0
    """Zeroed memory from the arena, null when there is no more."""
    mark: int = 0
    """The arena's level."""
    release: int = 0
    """Back to an earlier level."""
    panic: int = 0
    """Give up, with a `panic.reason`. Does not return."""
    resize: int = 0
    """Set an output's length."""
    change: int = 0
    """Have the host `zero`, `unmap` or `reserve` a range of an output, a `block.request_type`."""
    copy: int = 0
    """Have the host copy a range of another file into an output."""
    derive: int = 0
    """Have the host derive a key. Returns a `key.status`."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version != 1:
            raise FieldError("call table table", "version", base + 8, self.version, "1", 3)

    def pack(self) -> bytes:
        """Return the 176 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.len_table,
            self.read,
            self.put,
            self.flush,
            self.allocated,
            self.data_ranges,
            self.attach,
            self.num_disks,
            self.disk_size,
            self.disk_flags,
            self.request_size,
            self.emit,
            self.flush_messages,
            self.alloc,
            self.mark,
            self.release,
            self.panic,
            self.resize,
            self.change,
            self.copy,
            self.derive,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CallTableTable:
        """Check and return the call table table at the start of `data`."""
        if len(data) < 176:
            raise FieldError(
                "call table table", "", base + len(data), len(data), "needs more bytes", 1
            )
        if data[0:8] != b"INSTAR\x00C":
            raise FieldError(
                "call table table", "magic", base, data[0:8], "49 4e 53 54 41 52 00 43", 2
            )
        v_version = int.from_bytes(data[8:12], "little")
        if v_version != 1:
            raise FieldError("call table table", "version", base + 8, v_version, "1", 3)
        v_len_table = int.from_bytes(data[12:16], "little")
        v_read = int.from_bytes(data[16:24], "little")
        v_put = int.from_bytes(data[24:32], "little")
        v_flush = int.from_bytes(data[32:40], "little")
        v_allocated = int.from_bytes(data[40:48], "little")
        v_data_ranges = int.from_bytes(data[48:56], "little")
        v_attach = int.from_bytes(data[56:64], "little")
        v_num_disks = int.from_bytes(data[64:72], "little")
        v_disk_size = int.from_bytes(data[72:80], "little")
        v_disk_flags = int.from_bytes(data[80:88], "little")
        v_request_size = int.from_bytes(data[88:96], "little")
        v_emit = int.from_bytes(data[96:104], "little")
        v_flush_messages = int.from_bytes(data[104:112], "little")
        v_alloc = int.from_bytes(data[112:120], "little")
        v_mark = int.from_bytes(data[120:128], "little")
        v_release = int.from_bytes(data[128:136], "little")
        v_panic = int.from_bytes(data[136:144], "little")
        v_resize = int.from_bytes(data[144:152], "little")
        v_change = int.from_bytes(data[152:160], "little")
        v_copy = int.from_bytes(data[160:168], "little")
        v_derive = int.from_bytes(data[168:176], "little")
        return cls(
            version=v_version,
            len_table=v_len_table,
            read=v_read,
            put=v_put,
            flush=v_flush,
            allocated=v_allocated,
            data_ranges=v_data_ranges,
            attach=v_attach,
            num_disks=v_num_disks,
            disk_size=v_disk_size,
            disk_flags=v_disk_flags,
            request_size=v_request_size,
            emit=v_emit,
            flush_messages=v_flush_messages,
            alloc=v_alloc,
            mark=v_mark,
            release=v_release,
            panic=v_panic,
            resize=v_resize,
            change=v_change,
            copy=v_copy,
            derive=v_derive,
        )
