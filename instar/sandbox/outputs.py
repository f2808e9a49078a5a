# SPDX-License-Identifier: Apache-2.0
"""Files that instar makes: whole under their name, or not at all.

The directory may be one that others fill. It is opened once and all happens beneath its descriptor;
until the file is done it has a random name that nobody can have taken, and is its maker's alone.
"""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_PRIVATE = 0o600
_PUBLIC = 0o666
_RANDOM_BYTES = 16


class NewFile:
    """A file to be written to `fd`. `keep` gives it its name, in place of what has it; leaving the
    `with` before that leaves nothing.

    What cannot be done is an `OSError`. A link in the file's place is replaced, not followed; what
    is no regular file is refused.
    """

    def __init__(self, path: str) -> None:
        head, self._name = os.path.split(path)
        if self._name in ("", ".", ".."):
            raise _refusal(errno.EISDIR, path)
        self._folder = os.open(head or ".", _DIRECTORY)
        self._scratch = f".{os.urandom(_RANDOM_BYTES).hex()}.part"
        try:
            self._replaced = _replaceable(self._folder, self._name)
            self.fd = os.open(self._scratch, _NEW, _PRIVATE, dir_fd=self._folder)
        except BaseException:
            os.close(self._folder)
            raise
        self._kept = False

    def keep(self) -> None:
        """The file is whole: put it on stable storage, under its name."""
        _dress(self.fd, self._replaced)
        os.fsync(self.fd)
        os.rename(self._scratch, self._name, src_dir_fd=self._folder, dst_dir_fd=self._folder)
        self._kept = True
        os.fsync(self._folder)

    def __enter__(self) -> NewFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if not self._kept:
                os.unlink(self._scratch, dir_fd=self._folder)
        finally:
            os.close(self.fd)
            os.close(self._folder)


def write_new(path: str, content: bytes) -> None:
    """Make a file of this content."""
    with NewFile(path) as made:
        with open(made.fd, "wb", closefd=False) as file:
            file.write(content)
        made.keep()


def _replaceable(folder: int, name: str) -> os.stat_result | None:
    """The regular file that has the name; None if none has, or a link, whose target stays as it
    is.
    """
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        return None
    if not stat.S_ISREG(found.st_mode):
        raise _refusal(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EINVAL, name)
    return found


def _dress(fd: int, replaced: os.stat_result | None) -> None:
    """Give a file the owner and mode that it takes over, or those of any new one. Bits that lend
    somebody's rights are not taken over.
    """
    if replaced is None:
        os.fchmod(fd, _PUBLIC & ~_umask())
        return
    made = os.fstat(fd)
    if (made.st_uid, made.st_gid) != (replaced.st_uid, replaced.st_gid):
        os.fchown(fd, replaced.st_uid, replaced.st_gid)
    os.fchmod(fd, replaced.st_mode & 0o777)


def _umask() -> int:
    """The process's mask, which can be read only by setting it: briefly it is the strictest."""
    mask = os.umask(0o777)
    os.umask(mask)
    return mask


def _refusal(code: int, name: str) -> OSError:
    return OSError(code, os.strerror(code), name)
