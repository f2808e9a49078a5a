# SPDX-License-Identifier: Apache-2.0
"""Where files are: the type of a file system, syncing all of one, and what is next to a file."""

from __future__ import annotations

import os
import struct

_STATFS = struct.Struct("<q112x")
"""Linux's `struct statfs` on x86-64, of which only the type counts here."""

# File systems whose files are no files: reading or writing one asks the kernel to do something.
_KERNELS_OWN = {
    0x9FA0: "procfs",
    0x62656572: "sysfs",
    0x64626720: "debugfs",
    0x74726163: "tracefs",
}
"""Types, as linux/magic.h numbers them."""


def kernels_own(fd: int) -> str:
    """The name of the kernel's own file system that an open file is of; empty for all others."""
    import ctypes

    found = (ctypes.c_char * _STATFS.size)()
    _call("fstatfs", fd, found)
    return _KERNELS_OWN.get(_STATFS.unpack(found.raw)[0], "")


def sync_file_system(fd: int) -> None:
    """All of the file system that has an open file is on stable storage when this returns. An error
    of writing that the kernel met meanwhile is an `OSError`, if `syncs_tell_errors`.
    """
    _call("syncfs", fd)


def syncs_tell_errors() -> bool:
    """Whether syncing a file system says what could not be written: Linux does since 5.8."""
    numbers = "".join(c if c.isdigit() else " " for c in os.uname().release).split()
    return tuple(map(int, numbers[:2])) >= (5, 8)


_libc: list[object] = []
"""The C library, from the first use on."""


def _call(name: str, *given: object) -> None:
    """Call a function of the C library."""
    import ctypes

    if not _libc:
        _libc.append(ctypes.CDLL(None, use_errno=True))
    if getattr(_libc[0], name)(*given) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


_BLOCK = 512
"""What st_blocks counts, whatever the file system's blocks are."""


def space(status: os.stat_result) -> int:
    """Bytes that a file takes on its file system."""
    return status.st_blocks * _BLOCK


def free(folder: str) -> int:
    """Bytes that this process may still write on the file system of a directory."""
    found = os.statvfs(folder)
    blocks = found.f_bfree if os.geteuid() == 0 else found.f_bavail
    return blocks * found.f_frsize


def place_of(path: str) -> str:
    """Where a new file of that name goes: a link stays, and leads to it."""
    return os.path.realpath(path) if os.path.islink(path) else path


_JOURNAL, _GROWTH = "journal", "growth"


def journal_path(fd: int) -> str:
    """Where the journal of an open file is, next to its name."""
    return _next_to(fd, _JOURNAL)


def growth_path(fd: int) -> str:
    """The same of the record of how long it was."""
    return _next_to(fd, _GROWTH)


def record_path(journal: str) -> str:
    """The same where that journal would be."""
    return journal.removesuffix(_JOURNAL) + _GROWTH


def _next_to(fd: int, what: str) -> str:
    try:
        home = os.path.dirname(os.readlink(f"/proc/self/fd/{fd}"))
    except OSError:  # no /proc
        home = "."
    return f"{home}/.instar-{os.fstat(fd).st_ino:x}.{what}"
