# SPDX-License-Identifier: Apache-2.0
"""The part of Linux's KVM interface (`linux/kvm.h`, x86-64) that one vCPU at CPL 3 with one port
needs.
"""

from __future__ import annotations

import struct

GET_API_VERSION = 0xAE00
CREATE_VM = 0xAE01
GET_VCPU_MMAP_SIZE = 0xAE04
CREATE_VCPU = 0xAE41
SET_USER_MEMORY_REGION = 0x4020AE46
SET_TSS_ADDR = 0xAE47
RUN = 0xAE80
GET_REGS = 0x8090AE81
SET_REGS = 0x4090AE82
SET_SREGS = 0x4138AE84
SET_SIGNAL_MASK = 0x4004AE8B
SET_CPUID2 = 0x4008AE90
SET_XSAVE = 0x5000AEA5

API_VERSION = 12

EXIT_IO = 2
EXIT_HLT = 5
EXIT_MMIO = 6
EXIT_SHUTDOWN = 8
EXIT_FAIL_ENTRY = 9
EXIT_INTERNAL_ERROR = 17

EXIT_NAMES = {
    0: "unknown exit",
    1: "exception",
    EXIT_HLT: "halt",
    EXIT_MMIO: "access to memory that is not there",
    EXIT_SHUTDOWN: "shutdown",
    EXIT_FAIL_ENTRY: "entry refused",
    EXIT_INTERNAL_ERROR: "internal error",
}

IO_OUT = 1

# struct kvm_run: exit_reason at 8, the exit's own part from 32
RUN_EXIT_REASON = struct.Struct("<8xI")
RUN_IO = struct.Struct("<32xBBHIQ")  # direction, size, port, count, data offset

MEMORY_REGION = struct.Struct("<IIQQQ")  # slot, flags, guest address, length, host address
REGS = struct.Struct("<18Q")
REG_NAMES = (
    *("rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rsp", "rbp"),
    *(f"r{number}" for number in range(8, 16)),
    *("rip", "rflags"),
)
# struct kvm_xsave: the FXSAVE image (fcw, fsw, ftw, opcode, ip, dp, mxcsr, mask), then which
# components follow
XSAVE_SIZE = 4096
_XSAVE_IMAGE = struct.Struct("<HHHHQQII480xQ")
_X87_AND_SSE = 3

_SEGMENT = struct.Struct(
    "<QIHBBBBBBBBBB"
)  # base, limit, selector, type, present, dpl, db, s, l, g, avl, unusable, pad
_TABLE = struct.Struct("<QH6x")
_CONTROL = struct.Struct("<7Q")  # cr0, cr2, cr3, cr4, cr8, efer, apic base
_CPUID_HEAD = struct.Struct("<II")
_CPUID_ENTRY = struct.Struct("<7I12x")

TSS_ADDRESS = 0x7FFF0000
"""Three pages that some Intel hosts need for themselves, far above the guest's memory."""

# Long mode, paging, write protection also for the supervisor, SSE. Under kvm_pvm the guest runs
# with the host's own CR4, so that AVX and the fs/gs base instructions work all the same.
CR0 = 0x80050033
CR4 = 0x624  # TSD, PAE, OSFXSR, OSXMMEXCPT
EFER = 0xD00  # LME, LMA, NXE
APIC_BASE = 0xFEE00900

PAGE_PRESENT = 1
PAGE_WRITE = 2
PAGE_USER = 4
PAGE_ACCESSED = 0x20
PAGE_DIRTY = 0x40
PAGE_LARGE = 0x80
PAGE_NO_EXECUTE = 1 << 63

TSS_LENGTH = 0x68
TSS_IO_MAP_BASE = struct.Struct("<102xH")


def cpuid() -> bytes:
    """What the guest's processor says it has: long mode and no-execute, without which KVM refuses
    the registers below, and instructions for AES where the host has them.

    It asks for nothing else, so nothing more is listed; each leaf costs the start of a guest some
    time.
    """
    long_mode, no_execute, aes = 1 << 29, 1 << 20, 1 << 25
    entries = [(0x80000000, 0x80000001, 0, 0, 0), (0x80000001, 0, 0, 0, no_execute | long_mode)]
    if _has_aes():
        entries.append((1, 0, 0, aes, 0))
    body = b"".join(_CPUID_ENTRY.pack(leaf, 0, 0, *registers) for leaf, *registers in entries)
    return _CPUID_HEAD.pack(len(entries), 0) + body


def _has_aes() -> bool:
    """Whether the first processor lists them; all of a machine do, or none."""
    try:
        with open("/proc/cpuinfo", "rb", buffering=0) as file:
            return b" aes " in file.read(4096)
    except OSError:
        return False


def sregs(page_table: int, tss: int, tss_limit: int) -> bytes:
    """Long mode at CPL 3, no descriptor tables at all, a TSS for its I/O permission bitmap."""
    code = _SEGMENT.pack(0, 0xFFFFFFFF, 0x33, 11, 1, 3, 0, 1, 1, 1, 0, 0, 0)
    data = _SEGMENT.pack(0, 0xFFFFFFFF, 0x2B, 3, 1, 3, 1, 1, 0, 1, 0, 0, 0)
    task = _SEGMENT.pack(tss, tss_limit, 0x40, 11, 1, 0, 0, 0, 0, 0, 0, 0, 0)
    no_ldt = _SEGMENT.pack(0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0)
    segments = code + data * 5 + task + no_ldt
    control = _CONTROL.pack(CR0, 0, page_table, CR4, 0, EFER, APIC_BASE)
    return segments + _TABLE.pack(0, 0) * 2 + control + bytes(32)


def xsave() -> bytearray:
    """The whole extended state as after a reset.

    x87 and SSE are given, so that their control words are these; a component that is not listed
    (AVX, AVX-512, its masks, whatever the processor has) is put into its initial state. The ioctl's
    number has a size that Python copies for it, so a buffer that may be changed is passed instead.
    """
    area = bytearray(XSAVE_SIZE)
    _XSAVE_IMAGE.pack_into(area, 0, 0x37F, 0, 0, 0, 0, 0, 0x1F80, 0, _X87_AND_SSE)
    return area


def regs(instruction: int, stack: int) -> bytes:
    """Every register zero but the instruction and stack pointers."""
    return REGS.pack(*[0] * 6, stack, *[0] * 9, instruction, 2)


def tss(port: int) -> bytes:
    """A TSS whose I/O permission bitmap, which ends right after it, opens one port."""
    bitmap = bytearray(b"\xff" * (port // 8 + 2))
    bitmap[port // 8] &= ~(1 << port % 8)
    return TSS_IO_MAP_BASE.pack(TSS_LENGTH).ljust(TSS_LENGTH, b"\0") + bytes(bitmap)
