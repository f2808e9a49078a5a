# SPDX-License-Identifier: Apache-2.0
"""The KVM sandbox: one virtual machine, one vCPU at CPL 3, one port.

The guest has no other exit to this process than the doorbell: whatever else makes `KVM_RUN` return
is a crash. What the kernel answers by itself, CPUID and hypercalls, is in SECURITY.md.
"""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import struct

from instar.generated import boot, memory
from instar.record import Record
from instar.sandbox import kvm_api as api
from instar.sandbox.backing import PrivateMemory
from instar.sandbox.errors import GuestCrash, SandboxUnavailable
from instar.sandbox.guestmemory import REGIONS, STACK_START, GuestMemory
from instar.sandbox.images import Image, Segment
from instar.sandbox.limits import Deadline
from instar.sandbox.watchdog import SIGNAL, Watch, interrupter, signal, watchdog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

DEVICE = "/dev/kvm"
_MASK_SIZE = 8
_ENTRY = 8
"""Bytes of an entry of a page table."""
_MAX_PAGES = 64
"""Page tables that are kept, one for each size of memory and operation."""


class _System(Record):
    fd: int
    run_size: int


opened: list[_System] = []
"""`/dev/kvm`, from the first use on."""


def system() -> _System:
    """`/dev/kvm`, opened once for the process."""
    if not opened:
        opened.append(_open())
    return opened[0]


def _open() -> _System:
    try:
        fd = os.open(DEVICE, os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        raise SandboxUnavailable("kvm", f"{DEVICE}: {os.strerror(error.errno or 0)}") from error
    try:
        version = fcntl.ioctl(fd, api.GET_API_VERSION, 0)
        if version != api.API_VERSION:
            raise SandboxUnavailable(
                "kvm", f"{DEVICE} speaks version {version} of KVM, not {api.API_VERSION}"
            )
        return _System(fd, fcntl.ioctl(fd, api.GET_VCPU_MMAP_SIZE, 0))
    except OSError as error:
        os.close(fd)
        raise SandboxUnavailable("kvm", f"{DEVICE}: {os.strerror(error.errno or 0)}") from error


class KvmMachine:
    """One virtual machine over one memory. Only the thread that calls `begin` may call the rest,
    until `finish`.
    """

    kind = "kvm"

    def __init__(self, guest: GuestMemory) -> None:
        self._memory = guest
        self._vm = self._vcpu = -1
        self._run: mmap.mmap | None = None
        self._laid_out: tuple[Image, Image] | None = None
        self._watch: Watch | None = None
        self._mask: set[int] = set()
        self._used = False
        host = system()
        backing = guest.backing
        assert isinstance(backing, PrivateMemory)
        try:
            self._vm = fcntl.ioctl(host.fd, api.CREATE_VM, 0)
            fcntl.ioctl(self._vm, api.SET_TSS_ADDR, api.TSS_ADDRESS)
            slot = api.MEMORY_REGION.pack(0, 0, 0, guest.size, backing.address)
            fcntl.ioctl(self._vm, api.SET_USER_MEMORY_REGION, slot)
            self._vcpu = fcntl.ioctl(self._vm, api.CREATE_VCPU, 0)
            self._run = mmap.mmap(self._vcpu, host.run_size)
            fcntl.ioctl(self._vcpu, api.SET_CPUID2, _CPUID)
            self._reset()
        except OSError as error:
            self.close()
            raise SandboxUnavailable(
                "kvm", f"cannot make a virtual machine: {error.strerror}"
            ) from error

    def close(self) -> None:
        if self._run is not None:
            self._run.close()
            self._run = None
        for fd in (self._vcpu, self._vm):
            if fd >= 0:
                os.close(fd)
        self._vm = self._vcpu = -1

    def begin(self, core: Image, operation: Image, timeout: float, deadline: Deadline) -> None:
        """Registers and page tables for a run that starts at the core's entry."""
        if self._laid_out != (core, operation):
            pages = _supervisor_pages(
                self._memory.size, operation.arena, core.segments + operation.segments
            )
            self._memory.view[memory.OFS_PML4 : memory.OFS_PML4 + len(pages)] = pages
            self._laid_out = (core, operation)
        if self._used:
            self._reset()
        self._used = True
        fcntl.ioctl(self._vcpu, api.SET_REGS, api.regs(core.entry, STACK_START))
        self._mask = signal.pthread_sigmask(signal.SIG_BLOCK, (SIGNAL,))
        fcntl.ioctl(self._vcpu, api.SET_SIGNAL_MASK, _signal_mask(self._mask))
        self._watch = Watch(timeout, deadline, interrupter())
        watchdog().start(self._watch)

    def _reset(self) -> None:
        """Segments, control, floating-point and vector registers as they are at a start."""
        fcntl.ioctl(self._vcpu, api.SET_SREGS, _SREGS)
        fcntl.ioctl(self._vcpu, api.SET_XSAVE, _XSAVE, True)

    def finish(self) -> None:
        """The run is over, however it ended."""
        if self._watch is not None:
            watchdog().finish(self._watch)
            self._watch = None
            signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)

    def resume(self) -> int:
        """Let the guest run to its next doorbell, and say which."""
        run = self._run
        assert run is not None
        self._enter()
        (reason,) = api.RUN_EXIT_REASON.unpack_from(run)
        if reason != api.EXIT_IO:
            raise self._crash(api.EXIT_NAMES.get(reason, f"exit {reason}"))
        direction, size, port, count, offset = api.RUN_IO.unpack_from(run)
        if (direction, size, port, count) != (api.IO_OUT, 1, boot.DOORBELL_PORT, 1):
            raise self._crash(f"access to port {port:#x}")
        return int(run[offset])

    def _enter(self) -> None:
        """Stay in the guest until it comes out by itself. Signals of others do not give it more
        time.
        """
        watch = self._watch
        assert watch is not None
        watch.resumed()
        try:
            while True:
                try:
                    fcntl.ioctl(self._vcpu, api.RUN, 0)
                    return
                except InterruptedError:
                    if watch.expired:
                        error = watch.error()
                        error.registers = self.registers()
                        raise error from None
        except OSError as error:
            reason = f"KVM_RUN: {errno.errorcode.get(error.errno or 0, error.errno)}"
            raise self._crash(reason) from error
        finally:
            watch.stopped()

    def registers(self) -> dict[str, int]:
        """What KVM says of the vCPU. After a shutdown some kinds of KVM have reset it."""
        values = api.REGS.unpack(fcntl.ioctl(self._vcpu, api.GET_REGS, bytes(api.REGS.size)))
        return dict(zip(api.REG_NAMES, values, strict=True))

    def _crash(self, reason: str) -> GuestCrash:
        return GuestCrash(self.kind, reason, registers=self.registers())


def _signal_mask(blocked: set[int]) -> bytes:
    """What is blocked while the guest runs: what the thread blocks, less the watchdog's signal."""
    bits = sum(1 << (number - 1) for number in blocked if number != SIGNAL)
    return struct.pack("<IQ", _MASK_SIZE, bits)


_pages: dict[tuple[int, int, tuple[Segment, ...]], bytes] = {}


def _supervisor_pages(size: int, arena: int, segments: tuple[Segment, ...]) -> bytes:
    """Page tables and TSS for a memory of this size, with these images and the arena after them."""
    key = (size, arena, segments)
    found = _pages.get(key)
    if found is None:
        if len(_pages) == _MAX_PAGES:
            _pages.clear()
        found = _pages[key] = _make_supervisor_pages(*key)
    return found


def _make_supervisor_pages(size: int, arena: int, segments: tuple[Segment, ...]) -> bytes:
    pages = bytearray(memory.OFS_PAGE_TABLES - memory.OFS_PML4 + arena // memory.LEN_PAGE * _ENTRY)

    def fill(table: int, first: int, entries: Sequence[int]) -> None:
        place = table - memory.OFS_PML4 + first * _ENTRY
        struct.pack_into(f"<{len(entries)}Q", pages, place, *entries)

    user = api.PAGE_PRESENT | api.PAGE_USER | api.PAGE_ACCESSED
    for start, length, writable, executable in (*REGIONS, *segments):
        flags = user | (api.PAGE_WRITE | api.PAGE_DIRTY if writable else 0)
        flags |= 0 if executable else api.PAGE_NO_EXECUTE
        entries = range(start | flags, (start | flags) + length, memory.LEN_PAGE)
        fill(memory.OFS_PAGE_TABLES, start // memory.LEN_PAGE, entries)
    hidden = api.PAGE_PRESENT | api.PAGE_ACCESSED | api.PAGE_NO_EXECUTE
    fill(memory.OFS_PAGE_TABLES, memory.OFS_TSS // memory.LEN_PAGE, [memory.OFS_TSS | hidden])

    link = user | api.PAGE_WRITE
    large = link | api.PAGE_DIRTY | api.PAGE_LARGE | api.PAGE_NO_EXECUTE
    num = arena // memory.LEN_LARGE_PAGE
    start = memory.OFS_PAGE_TABLES | link
    tables = range(start, start + num * memory.LEN_PAGE, memory.LEN_PAGE)
    rest = range(arena | large, size | large, memory.LEN_LARGE_PAGE)
    first = memory.BASE // memory.LEN_LARGE_PAGE
    fill(memory.OFS_PAGE_DIRECTORY, first, tables)
    fill(memory.OFS_PAGE_DIRECTORY, first + num, rest)
    fill(memory.OFS_PDPT, 0, [memory.OFS_PAGE_DIRECTORY | link])
    fill(memory.OFS_PML4, 0, [memory.OFS_PDPT | link])
    start = memory.OFS_TSS - memory.OFS_PML4
    pages[start : start + len(_TSS)] = _TSS
    return bytes(pages)


_CPUID = api.cpuid()
_XSAVE = api.xsave()
_TSS = api.tss(boot.DOORBELL_PORT)
_SREGS = api.sregs(memory.OFS_PML4, memory.BASE + memory.OFS_TSS, len(_TSS) - 1)
