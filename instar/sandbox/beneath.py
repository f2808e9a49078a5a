# SPDX-License-Identifier: Apache-2.0
"""Opening a name below a directory, with no way out of it: `openat2` with `RESOLVE_BENEATH`, or the
same walk by hand.

Both refuse with EXDEV what leads out: an absolute name, `..` above the directory, a symbolic link
to either. Links and `..` that stay inside are followed. A file is opened with `O_PATH` first,
looked at, and only then opened for reading: a FIFO or device is never opened.
"""

from __future__ import annotations

import errno
import os
import stat

_MAX_LINKS = 40
"""As Linux has it."""

_PATH = os.O_PATH | os.O_CLOEXEC
_SYS_OPENAT2 = 437
_RESOLVE_NO_MAGICLINKS = 0x02
_RESOLVE_BENEATH = 0x08

_has_openat2 = True


def open_path(folder: int, name: str, *, directory: bool = False) -> int:
    """An `O_PATH` descriptor of `name` below the open directory."""
    global _has_openat2
    if _has_openat2:
        try:
            return openat2(folder, name, directory=directory)
        except OSError as error:
            if error.errno not in (errno.ENOSYS, errno.EPERM):
                raise
            _has_openat2 = False  # an old kernel, or a filter that does not know the call
    return walk(folder, name, directory=directory)


def openat2(folder: int, name: str, *, directory: bool = False) -> int:
    """Let the kernel do it."""
    import ctypes
    import struct

    libc = ctypes.CDLL(None, use_errno=True)
    flags = _PATH | (os.O_DIRECTORY if directory else 0)
    how = struct.pack("<QQQ", flags, 0, _RESOLVE_BENEATH | _RESOLVE_NO_MAGICLINKS)
    while True:
        fd: int = libc.syscall(
            _SYS_OPENAT2, folder, os.fsencode(name), how, ctypes.c_size_t(len(how))
        )
        if fd >= 0:
            return fd
        code = ctypes.get_errno()
        if code != errno.EAGAIN:  # something was renamed meanwhile, so the kernel could not be sure
            raise OSError(code, os.strerror(code), name)


def walk(folder: int, name: str, *, directory: bool = False) -> int:
    """Component by component.

    Every directory on the way is held open, and `..` goes back along them, so that nothing that is
    renamed meanwhile leads out.
    """
    if not name:
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), name)
    todo = _components(name)
    held = [os.dup(folder)]
    num_links = 0
    try:
        while todo:
            part = todo.pop()
            if part == "..":
                if len(held) == 1:
                    raise _escapes(name)
                os.close(held.pop())
                continue
            if part == ".":
                _need_folder(held[-1], name)
                continue
            held.append(os.open(part, _PATH | os.O_NOFOLLOW, dir_fd=held[-1]))
            mode = os.fstat(held[-1]).st_mode
            if stat.S_ISLNK(mode):
                num_links += 1
                if num_links > _MAX_LINKS:
                    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)
                link = held.pop()
                try:
                    todo += _components(os.readlink("", dir_fd=link))
                finally:
                    os.close(link)
            elif todo:
                _need_folder(held[-1], name)
        if directory:
            _need_folder(held[-1], name)
        return held.pop()
    finally:
        for fd in held:
            os.close(fd)


def _components(name: str) -> list[str]:
    """The parts of a relative name, last first. A slash at the end asks for a directory."""
    if name.startswith("/"):
        raise _escapes(name)
    parts = [part for part in name.split("/") if part]
    return [*(["."] if name.endswith("/") else []), *reversed(parts)]


def _need_folder(fd: int, name: str) -> None:
    if not stat.S_ISDIR(os.fstat(fd).st_mode):
        raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), name)


def _escapes(name: str) -> OSError:
    return OSError(errno.EXDEV, os.strerror(errno.EXDEV), name)
