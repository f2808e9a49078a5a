# SPDX-License-Identifier: Apache-2.0
"""Files as a run sees them: opened, checked for what they are, never read here."""

from __future__ import annotations

import errno
import os
import stat

from instar.generated.boot import BootDiskFlag
from instar.sandbox.errors import DiskError, SandboxError
from instar.sandbox.filesystem import journal_path, kernels_own, record_path, space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from instar.sandbox.access import Output
    from instar.sandbox.given import Given
    from instar.sandbox.locks import Share
    from instar.sandbox.medium import Medium
    from instar.sandbox.overlay import Overlay
    from instar.sandbox.recorder import Recorder

OPEN_FLAGS = os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
"""Opening must never wait for a FIFO's writer nor take a terminal."""

Identity = tuple[int, int]
"""Device and inode: what is one file, whatever its names."""

_DESCRIPTORS = "/proc/self/fd"
_JOURNAL = os.O_RDONLY | os.O_NOFOLLOW | OPEN_FLAGS
_EXHAUSTED = (errno.EMFILE, errno.ENFILE)

_NOT_REGULAR = {
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a character device",
    stat.S_IFDIR: "a directory",
    stat.S_IFBLK: "a block device",
}


def special_kind(mode: int) -> str:
    """What a file that is not a regular one is, in words."""
    return _NOT_REGULAR.get(stat.S_IFMT(mode), "not a regular file")


def split_protocol(name: str) -> tuple[str, str]:
    """`nbd:host` -> `("nbd", "host")`. A colon counts when no slash comes before it, as for
    qemu-img.
    """
    protocol, colon, rest = name.partition(":")
    if not colon or "/" in protocol:
        return "", name
    return protocol, rest


class Directory:
    """A directory held open from before a file in it is opened: whatever is renamed meanwhile,
    names are resolved beneath the one that the file came from.
    """

    __slots__ = ("fd", "path")

    def __init__(self, fd: int, path: str) -> None:
        self.fd = fd
        self.path = path

    @classmethod
    def open(cls, path: str) -> Directory:
        return cls(os.open(path, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC), path)

    def identity(self) -> Identity:
        """Which directory it is."""
        status = os.fstat(self.fd)
        return status.st_dev, status.st_ino

    def real(self) -> str:
        """Its path without links."""
        try:
            return os.readlink(f"{_DESCRIPTORS}/{self.fd}")
        except OSError:  # no /proc
            return os.path.realpath(self.path)

    def close(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def reopen(found: int, name: str, folder: int, flags: int) -> int:
    """Open what an `O_PATH` descriptor refers to: the same file, whatever its name now means."""
    try:
        return os.open(f"{_DESCRIPTORS}/{found}", OPEN_FLAGS | flags)
    except FileNotFoundError:  # no /proc
        fd = os.open(name, OPEN_FLAGS | flags, dir_fd=folder)
        if not os.path.samestat(os.fstat(fd), os.fstat(found)):
            os.close(fd)
            raise
        return fd


class Disk:
    """An open file. `name` is how messages call it; `number` is its place in the run."""

    __slots__ = (
        "begins_with_head",
        "depth",
        "error",
        "fd",
        "folder",
        "given",
        "identity",
        "in_use",
        "medium",
        "name",
        "named",
        "origin",
        "output",
        "overlay",
        "owns_fd",
        "reads",
        "recorder",
        "remark",
        "size",
    )

    def __init__(
        self,
        fd: int,
        name: str,
        size: int,
        identity: Identity,
        *,
        output: Output | None = None,
    ) -> None:
        self.fd = fd
        self.owns_fd = True
        """Whether closing this closes the descriptor."""
        self.name = name
        self.size = size
        """Of an input as it was opened, of an output as it is."""
        self.identity = identity
        self.in_use = ""
        """Which of qemu's locks another process holds against ours, in qemu's words."""
        self.output = output
        """What may be changed; None: nothing."""
        self.overlay: Overlay | None = None
        """What the file reads as while a journal lies over it."""
        self.medium: Medium | None = None
        """What bytes come from and go to, if it is not `fd`."""
        self.recorder: Recorder | None = None
        """What takes changes instead of the file."""
        self.reads = 0
        """Bytes that the run is to read, of whatever files, more often than once or twice."""
        self.remark = ""
        """What the user should know of a journal that was found."""
        self.begins_with_head = False
        """Whether a guest is sure to read its first bytes, and before anything else."""
        self.depth = 0
        self.origin: Disk | None = None
        self.given: Mapping[int, Given] = {}
        """What the user names in place of the image, by `AttachKind`."""
        self.named: Mapping[int, tuple[Disk, ...]] = {}
        """Files that the image names and the run changes too, open already, by `AttachKind`."""
        self.folder: Directory | None = None
        """Where names that the file holds are resolved."""
        self.error: OSError | None = None
        """The last read that failed."""

    @classmethod
    def open(cls, name: str, *, output: Output | None = None, share: Share | None = None) -> Disk:
        """Open what the user names, a file or a block device; `share` takes qemu's locks."""
        path = _plain_path(name)
        parent, base = os.path.split(path)
        try:
            folder = Directory.open(parent or ".")
            try:
                fd, status = _open_in(folder.fd, base or ".", name, output is not None)
                try:
                    size = _length(fd, status)
                except BaseException:
                    os.close(fd)
                    raise
            except BaseException:
                folder.close()
                raise
        except DiskError:
            raise
        except OSError as error:
            raise open_failed(name, path, error) from error
        disk = cls(fd, name, size, (status.st_dev, status.st_ino), output=output)
        disk.folder = folder
        if share is not None:
            disk.lock(share)
        if output is None:
            disk.look_for_journal()
        return disk

    @classmethod
    def opened(cls, fd: int, name: str, share: Share | None = None) -> Disk:
        """A file that the user has open; it stays so. It is in no directory: names that it holds
        lead nowhere.
        """
        try:
            status = os.fstat(fd)
            _refuse_special(name, status)
            own = _read_only(fd)
            size = _length(own, status)
        except DiskError:
            raise
        except OSError as error:
            raise open_failed(name, name, error) from error
        disk = cls(own, name, size, (status.st_dev, status.st_ino))
        if share is not None:
            disk.lock(share)
        disk.look_for_journal()
        return disk

    def look_for_journal(self) -> None:
        """Read the file through the journal of a change that was not completed."""
        path = journal_path(self.fd)
        try:
            fd = os.open(path, _JOURNAL)
        except FileNotFoundError:  # as good as always
            self._look_for_record(path)
            return
        except OSError as error:
            from instar.sandbox.journal import ignored

            self.remark = ignored(self, error)
            return
        from instar.sandbox.journal import read_through

        read_through(self, fd)

    def _look_for_record(self, journal: str) -> None:
        """Say so if data was written over, and not all of it."""
        try:
            fd = os.open(record_path(journal), _JOURNAL)
        except OSError:  # as good as always
            return
        from instar.sandbox.left import mention

        try:
            mention(self, fd)
        finally:
            os.close(fd)

    def again(self, name: str) -> Disk:
        """The same file under another name, through the same descriptor."""
        disk = Disk(self.fd, name, self.size, self.identity, output=self.output)
        disk.owns_fd = False
        disk.in_use = self.in_use
        disk.overlay = self.overlay
        disk.medium = self.medium
        return disk

    def view(self) -> Disk:
        """A file that is changed, as it will be, for reading."""
        seen = self.again(self.name)
        seen.output = None
        seen.size = self.size
        seen.given = self.given
        seen.begins_with_head = self.begins_with_head
        seen.named = {
            kind: tuple(disk.view() for disk in disks) for kind, disks in self.named.items()
        }
        if self.folder is not None:
            seen.folder = Directory(os.dup(self.folder.fd), self.folder.path)
        return seen

    @classmethod
    def made(cls, fd: int, name: str, output: Output) -> Disk:
        """A file that is being made. The caller closes it."""
        status = os.fstat(fd)
        identity = (status.st_dev, status.st_ino)
        return cls(fd, name, status.st_size, identity, output=output)

    @classmethod
    def medium_of(
        cls, medium: Medium, name: str, size: int, *, output: Output | None = None
    ) -> Disk:
        """What is no file."""
        disk = cls(-1, name, size, (-1, id(medium)), output=output)
        disk.medium = medium
        return disk

    @property
    def is_unbounded(self) -> bool:
        """Whether what is written is bounded by who takes it."""
        return self.medium is not None and self.medium.is_unbounded

    def allocated(self) -> int:
        """Bytes that it takes on its device; all of a block device."""
        if self.fd < 0:
            return self.size
        status = os.fstat(self.fd)
        return self.size if stat.S_ISBLK(status.st_mode) else space(status)

    @property
    def parts(self) -> tuple[Disk, ...]:
        """All files that are changed with it."""
        return tuple(disk for disks in self.named.values() for disk in disks)

    def entry(self) -> tuple[int, int, int]:
        """What a guest is told: the length, the space that it takes, and flags. A device takes
        none; a medium, and an output that is still to be opened, as much as they have.
        """
        taken = self.size if self.fd < 0 else space(os.fstat(self.fd))
        return self.size, taken, self.flags

    @property
    def flags(self) -> int:
        """Set of `BootDiskFlag`: what the guest is to know."""
        writable = BootDiskFlag.WRITABLE if self.output is not None else 0
        return writable | (BootDiskFlag.IN_USE if self.in_use else 0)

    def lock(self, share: Share) -> None:
        """Take qemu's locks, as far as they are to be had: what has no tables is read without."""
        from instar.sandbox import locks

        self.in_use = locks.take(self.fd, share)

    def name_nothing(self) -> None:
        """Names that the file holds are not followed."""
        if self.folder is not None:
            self.folder.close()
            self.folder = None

    def close(self) -> None:
        """Close the file and its directory. Name and size stay."""
        if self.folder is not None:
            self.folder.close()
        if self.fd >= 0 and self.owns_fd:
            os.close(self.fd)
            if self.overlay is not None and self.recorder is None:
                self.overlay.content.close()
        self.overlay = None
        self.fd = -1

    def __enter__(self) -> Disk:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Disk({self.name!r}, size={self.size})"


def _open_in(folder: int, base: str, name: str, writable: bool) -> tuple[int, os.stat_result]:
    """Open a file in a directory. What may not be opened is only looked at: opening some devices
    does something.
    """
    found = os.open(base, os.O_PATH | os.O_CLOEXEC, dir_fd=folder)
    try:
        status = os.fstat(found)
        _refuse_special(name, status)
        if writable and (system := kernels_own(found)):
            raise DiskError(
                name, f"'{name}' is a file of {system}, not a regular file", errno.EINVAL
            )
        return reopen(found, base, folder, os.O_RDWR if writable else os.O_RDONLY), status
    finally:
        os.close(found)


def _read_only(fd: int) -> int:
    """An open file once more: locks and what may be done with it are this one's own. Where it may
    not be opened again, it is the same.
    """
    try:
        return os.open(f"{_DESCRIPTORS}/{fd}", OPEN_FLAGS | os.O_RDONLY)
    except (FileNotFoundError, PermissionError):
        return os.dup(fd)


def _length(fd: int, status: os.stat_result) -> int:
    return os.lseek(fd, 0, os.SEEK_END) if stat.S_ISBLK(status.st_mode) else status.st_size


def refuse_exhausted(path: str, error: OSError) -> None:
    """That there are no descriptors left says nothing of the file."""
    if error.errno in _EXHAUSTED:
        raise SandboxError(f"no descriptor left to open '{path}' with: {error.strerror}") from error


def open_failed(name: str, path: str, error: OSError) -> DiskError:
    """The words of qemu-img for a file that does not open."""
    refuse_exhausted(path, error)
    code = error.errno or errno.EIO
    return DiskError(name, f"Could not open '{path}': {os.strerror(code)}", code)


def _plain_path(name: str) -> str:
    if name == "-":
        raise DiskError(
            name,
            "standard input cannot be read as an image, as images are read at any offset; './-' "
            "is a file",
            errno.ESPIPE,
        )
    if not name:
        raise DiskError(name, "The 'file' block driver requires a file name", errno.EINVAL)
    if "\0" in name:
        raise DiskError(name, "a file name has no zero byte", errno.EINVAL)
    protocol, rest = split_protocol(name)
    if protocol and protocol != "file":
        raise DiskError(name, f"Unknown protocol '{protocol}'", errno.EPROTONOSUPPORT)
    return rest


def _refuse_special(name: str, status: os.stat_result) -> None:
    mode = status.st_mode
    if stat.S_ISREG(mode) or stat.S_ISBLK(mode):
        return
    if stat.S_ISDIR(mode):
        text = f"'file' driver requires '{name}' to be a regular file"
    else:
        text = f"'{name}' is {special_kind(mode)}, not a regular file or block device"
    raise DiskError(name, text, errno.EINVAL)
