# SPDX-License-Identifier: Apache-2.0
"""Files that instar makes: whole under their name, or not at all.

The directory may be one that others fill. It is opened once and all happens beneath its descriptor;
until the file is done it has no name, and is its maker's alone: whatever ends the program leaves
nothing. Where the file system has no files without names, it has a random one that nobody can have
taken, and is locked; one that nobody has locked was left, and is removed by the next run.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
from contextlib import suppress

from instar.sandbox.stable import sync
from instar.sandbox.together import alone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.sandbox.together import Waiting

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_UNNAMED = os.O_RDWR | os.O_TMPFILE | os.O_CLOEXEC
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_LEFT = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_OLD = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PRIVATE = 0o600
_PUBLIC = 0o666
_RANDOM_BYTES = 16
_SCRATCH = re.compile(r"\.[0-9a-f]{32}\.part")
_NO_UNNAMED = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)
_DESCRIPTORS = "/proc/self/fd"
_STATUS = "/proc/self/status"


class NewFile:
    """A file to be written to `fd`. `keep` gives it its name, in place of what has it; leaving the
    `with` before that leaves nothing.

    What cannot be done is an `OSError`. A link in the file's place is replaced, not followed; what
    is no regular file is refused. A `private` one stays its maker's alone.
    """

    def __init__(self, path: str, *, private: bool = False) -> None:
        self._private = private
        head, self._name = os.path.split(path)
        if self._name in ("", ".", ".."):
            raise _refusal(errno.EISDIR, path)
        self._folder = os.open(head or ".", _DIRECTORY)
        self._scratch = ""
        try:
            self._replaced = _replaceable(self._folder, self._name)
            self.fd, self._named = self._open()
        except BaseException:
            os.close(self._folder)
            raise
        self._kept = False
        self._hidden, self._old = "", -1

    @property
    def path(self) -> str:
        """Under which this process can open it once more."""
        return f"{_DESCRIPTORS}/{self.fd}"

    def _take_name(self, name: str) -> bool:
        """Give the file a name that nothing has; False if something has it."""
        fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            os.link(self.path, name, dst_dir_fd=self._folder, follow_symlinks=True)
        except FileExistsError:
            return False
        return True

    def _open(self) -> tuple[int, bool]:
        """The file, and whether it has its random name."""
        try:
            return os.open(".", _UNNAMED, _PRIVATE, dir_fd=self._folder), False
        except OSError as error:
            if error.errno not in _NO_UNNAMED:
                raise
        _sweep(self._folder)
        self._scratch = _scratch_name()
        fd = os.open(self._scratch, _NEW, _PRIVATE, dir_fd=self._folder)
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return fd, True

    def keep(self) -> None:
        """The file is whole: put it on stable storage, under its name."""
        keep_all([[self]])

    def dress(self, mask: int) -> None:
        """Give the file the owner and mode that it will have, in a process of this `umask`."""
        if not self._private:
            _dress(self.fd, self._replaced, mask)

    @property
    def replaces(self) -> bool:
        """Whether a file had the name at the beginning."""
        return self._replaced is not None

    @property
    def name_to_be(self) -> str:
        """The name that `name` gives it."""
        return self._name

    @property
    def has_scratch_name(self) -> bool:
        """Whether the file system has no files without names."""
        return self._named

    def name(self) -> None:
        """Give the file its name, which is not on stable storage before the directory is."""
        self._give(self._name, self._replaced)

    def name_first(self) -> None:
        """The same where nothing has that name; else it is an error, and nothing is replaced."""
        if not self._take_name(self._name):
            raise _refusal(errno.EEXIST, self._name)
        self._kept = True

    def name_as(self, name: str) -> None:
        """The same with any name in the directory; a file may have several."""
        self._give(name, _replaceable(self._folder, name))

    def _give(self, name: str, replaced: os.stat_result | None) -> None:
        if not self._named and replaced is None and self._take_name(name):
            self._kept = True
            return
        if not self._named:
            _sweep(self._folder)
            self._scratch = _scratch_name()
            self._named = self._take_name(self._scratch)
            if not self._named:
                raise _refusal(errno.EEXIST, self._scratch)
        self._move(self._scratch, name)
        self._named = False
        self._kept = True

    def hide(self) -> None:
        """Take the name from the file that has it, which no other run removes meanwhile."""
        with suppress(OSError):  # one that cannot be read cannot be removed by them either
            self._old = os.open(self._name, _OLD, dir_fd=self._folder)
            fcntl.flock(self._old, fcntl.LOCK_EX | fcntl.LOCK_NB)
        hidden = _scratch_name()
        self._move(self._name, hidden)
        self._hidden = hidden

    def unname(self) -> None:
        """Undo `hide` and `name`, for what more than one file was to replace."""
        if self._hidden:
            self._move(self._hidden, self._name)
        elif self._kept and not self.replaces:
            os.unlink(self._name, dir_fd=self._folder)
            self._kept = False

    def drop(self) -> None:
        """Remove what `hide` took the name from."""
        os.unlink(self._hidden, dir_fd=self._folder)

    def sweep(self) -> None:
        """Remove what runs that were killed have left in the directory."""
        _sweep(self._folder)

    @property
    def folder(self) -> int:
        """The open directory."""
        return self._folder

    def _move(self, old: str, new: str) -> None:
        os.rename(old, new, src_dir_fd=self._folder, dst_dir_fd=self._folder)

    @property
    def is_kept(self) -> bool:
        """Whether the file has its name, or had it last."""
        return self._kept

    @property
    def place(self) -> tuple[int, int]:
        """Which directory the file is in."""
        found = os.fstat(self._folder)
        return found.st_dev, found.st_ino

    def __enter__(self) -> NewFile:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up the file, which is gone unless it has its name."""
        try:
            if self._named:
                os.unlink(self._scratch, dir_fd=self._folder)
        finally:
            os.close(self.fd)
            os.close(self._folder)
            if self._old >= 0:
                os.close(self._old)


def keep_all(images: Sequence[Sequence[NewFile]]) -> None:
    """`keeping` of images, done at once."""
    alone(keeping(images))


def keeping(images: Sequence[Sequence[NewFile]]) -> Waiting[None]:
    """The files are whole: put them on stable storage, then name those of one image after the
    other. Of an image, the file that opens it comes first and gets its name last.

    A failure leaves files that have their names, whole, and others that never get one.
    """
    files = [file for image in images for file in image]
    mask = umask()
    for file in files:
        file.dress(mask)
    yield [file.fd for file in files]
    folders: dict[tuple[int, int], int] = {}
    try:
        for image in images:
            folders.update((file.place, file.folder) for file in image)
            _name(image)
    except BaseException:
        for folder in folders.values():
            sync(folder)
        raise
    yield list(folders.values())


def _name(image: Sequence[NewFile]) -> None:
    """Name the files of one image. No mixture of an old image's files and of new ones ever has its
    name: the old one loses it before another file of it is replaced, and has it back if naming
    fails.
    """
    first, *others = image
    hidden: list[NewFile] = []
    if others:
        first.sweep()
    try:
        for file in image if others else ():
            if file.replaces:
                file.hide()
                hidden.append(file)
            if file is first:
                sync(file.folder)
        for file in reversed(image):
            file.name()
    except BaseException:
        for file in reversed(image):
            file.unname()
        raise
    for file in hidden:
        file.drop()


def _scratch_name() -> str:
    return f".{os.urandom(_RANDOM_BYTES).hex()}.part"


def _sweep(folder: int) -> None:
    """Remove what runs that were killed have left."""
    for name in os.listdir(folder):
        if not _SCRATCH.fullmatch(name):
            continue
        with suppress(OSError):  # another's, in use, or gone
            fd = os.open(name, _LEFT, dir_fd=folder)
            try:
                found = os.fstat(fd)
                if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
                    continue
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(name, dir_fd=folder)
            finally:
                os.close(fd)


def scratch_next_to(path: str) -> int:
    """A file without a name in the directory of another; an `OSError` where there is none."""
    return os.open(os.path.dirname(path) or ".", _UNNAMED, _PRIVATE)


def unname(path: str) -> None:
    """Take a name away, durably."""
    folder = os.open(os.path.dirname(path) or ".", _DIRECTORY)
    try:
        os.unlink(os.path.basename(path), dir_fd=folder)
        sync(folder)
    finally:
        os.close(folder)


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


def _dress(fd: int, replaced: os.stat_result | None, mask: int) -> None:
    """Give a file the owner and mode that it takes over, or those of any new one. Bits that lend
    somebody's rights are not taken over.
    """
    if replaced is None:
        os.fchmod(fd, _PUBLIC & ~mask)
        return
    made = os.fstat(fd)
    if (made.st_uid, made.st_gid) != (replaced.st_uid, replaced.st_gid):
        os.fchown(fd, replaced.st_uid, replaced.st_gid)
    os.fchmod(fd, replaced.st_mode & 0o777)


def umask() -> int:
    """The process's mask. It is not set to be read: other threads make files."""
    try:
        with open(_STATUS, encoding="ascii", errors="replace") as status:
            return int(status.read().partition("\nUmask:")[2].split(maxsplit=1)[0], 8)
    except (OSError, IndexError, ValueError):  # no /proc: it shows for a moment
        mask = os.umask(0o777)
        os.umask(mask)
        return mask


def _refusal(code: int, name: str) -> OSError:
    return OSError(code, os.strerror(code), name)
