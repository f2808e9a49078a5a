# SPDX-License-Identifier: Apache-2.0
"""Names out of images -> files, under the policy. Nothing here trusts a name, and no name leaves a
directory.
"""

from __future__ import annotations

import errno
import os
import stat

from instar.generated import attach, boot, memory
from instar.generated.attach import AttachKind, AttachStatus
from instar.record import replace
from instar.sandbox.access import Output, Reach, Refusal
from instar.sandbox.beneath import open_path
from instar.sandbox.disk import (
    Directory,
    Disk,
    Identity,
    refuse_exhausted,
    reopen,
    special_kind,
    split_protocol,
)
from instar.sandbox.errors import DiskError, GuestProtocolError
from instar.sandbox.filesystem import kernels_own

MAX_REFUSALS = 4 * boot.MAX_DISKS
"""Names of one run that are refused. They are kept, so a guest that asks on would fill the host's
memory.
"""
MAX_DIRECTORIES = 64
"""Directories that one run holds open, besides those that the user allows. With a descriptor for
each of `boot.MAX_DISKS` files at most, that is what a run may take of the process's own limit.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.sandbox.given import Given

_EXCHANGE = memory.OFS_CONTROL + attach.OFS_EXCHANGE
_CHAINED = (AttachKind.BACKING, AttachKind.PARENT)
_KERNELS_OWN = ("/dev/", "/proc/", "/sys/")
_STATUS_OF_ERRNO = {
    errno.ENOENT: AttachStatus.NOT_FOUND,
    errno.EXDEV: AttachStatus.ESCAPES,
    errno.ENAMETOOLONG: AttachStatus.BAD_NAME,
}


class _Refused(Exception):
    def __init__(self, status: AttachStatus, text: str) -> None:
        super().__init__(status, text)
        self.status = status
        self.text = text


class Attacher:
    """Answers the attach requests of one run."""

    __slots__ = (
        "_attached",
        "_disks",
        "_folders",
        "_given",
        "_kind",
        "_reach",
        "_roots",
        "_view",
        "refusals",
    )

    def __init__(self, view: memoryview, kind: str, disks: list[Disk], reach: Reach) -> None:
        self._view = view
        self._kind = kind
        self._disks = disks
        self._reach = reach
        self._attached: list[Disk] = []
        self._given: list[Disk] = []
        self._folders: dict[Identity, Directory] = {}
        self._roots: list[Directory] | None = None
        self.refusals: list[Refusal] = []

    def close(self) -> None:
        """Close what was attached, and the directories that were opened for it."""
        for disk in self._attached:
            disk.folder = None
            disk.close()
        for disk in self._given:
            disk.close()
        for folder in (*self._folders.values(), *(self._roots or ())):
            folder.close()

    def serve(self) -> Disk | None:
        """Answer the request in the exchange. Returns the new disk, None for a refused name."""
        request = self._request()
        if len(self.refusals) >= MAX_REFUSALS:
            raise GuestProtocolError(
                self._kind, f"more than {MAX_REFUSALS} names that were refused"
            )
        referrer = self._disks[request.from_disk]
        raw = request.name[: request.len_name]
        name = os.fsdecode(raw)
        try:
            disk = self._open(referrer, AttachKind(request.kind), raw, name)
        except _Refused as refused:
            refusal = Refusal(
                request.from_disk, name, int(refused.status), refused.text, request.kind
            )
            self.refusals.append(refusal)
            self._answer(request, refused.status)
            return None
        self._disks.append(disk)
        self._answer(request, AttachStatus.OK, len(self._disks) - 1, disk.entry())
        return disk

    def _request(self) -> attach.AttachExchange:
        """The request, copied once and checked."""
        data = bytes(self._view[_EXCHANGE : _EXCHANGE + attach.AttachExchange.SIZE])
        try:
            request = attach.AttachExchange.unpack(data)
        except ValueError as error:
            raise GuestProtocolError(self._kind, str(error)) from error
        if request.from_disk >= len(self._disks):
            reason = f"attach from file {request.from_disk} of {len(self._disks)}"
            raise GuestProtocolError(self._kind, reason)
        return request

    def _answer(
        self,
        request: attach.AttachExchange,
        status: AttachStatus,
        number: int = 0,
        entry: tuple[int, int, int] = (0, 0, 0),
    ) -> None:
        length, taken, flags = entry
        answer = replace(
            request,
            status=int(status),
            disk=number,
            flags=flags,
            len_file=length,
            allocated=taken,
        ).pack()
        self._view[_EXCHANGE : _EXCHANGE + len(answer)] = answer

    def _open(self, referrer: Disk, kind: AttachKind, raw: bytes, name: str) -> Disk:
        given = referrer.given.get(kind)
        if given is None and not self._reach.files and name not in dict(self._reach.made):
            raise _no_files(name)
        if len(self._disks) >= min(self._reach.max_disks, boot.MAX_DISKS):
            raise _Refused(AttachStatus.TOO_MANY, f"more than {len(self._disks)} files")
        depth = referrer.depth + (kind in _CHAINED)
        if depth > self._reach.max_depth:
            raise _Refused(
                AttachStatus.TOO_DEEP, f"the chain is longer than {self._reach.max_depth} images"
            )
        named = referrer.named.get(kind, ())
        if given is not None and named:
            return self._take_named(named, kind, named[0].identity, given.path)
        if given is not None:
            return self._open_given(referrer, given, depth, chained=kind in _CHAINED)
        path = _file_name(raw, name)
        shown = os.path.join(os.path.dirname(referrer.name), path)
        fd, folder = self._find(referrer, kind, path, shown)
        try:
            status = os.fstat(fd)
            _refuse_special(fd, status, shown)
            identity = status.st_dev, status.st_ino
            if kind in _CHAINED:
                _refuse_cycle(referrer, identity, shown)
            if named:
                return self._take_named(named, kind, identity, shown)
            self._refuse_output(identity, shown)
            disk = self._held(identity, shown)
            if disk is None:
                readable = _reopen(fd, folder.fd, os.path.basename(path), shown)
                disk = Disk(readable, shown, status.st_size, identity)
        finally:
            os.close(fd)
        self._attached.append(disk)
        if self._reach.share is not None and disk.owns_fd:
            disk.lock(self._reach.share)
        if disk.owns_fd:
            disk.look_for_journal()
        disk.depth = depth
        disk.origin = referrer
        disk.folder = folder
        return disk

    def open_for_change(self, kind: AttachKind, raw: bytes, name: str) -> Disk:
        """What the first file names, to be changed with it."""
        (referrer,) = self._disks
        if not self._reach.files:
            raise _no_files(name)
        path = _file_name(raw, name)
        shown = os.path.join(os.path.dirname(referrer.name), path)
        fd, folder = self._find(referrer, kind, path, shown)
        try:
            status = os.fstat(fd)
            _refuse_special(fd, status, shown)
            written = _reopen(fd, folder.fd, os.path.basename(path), shown, os.O_RDWR)
        finally:
            os.close(fd)
        identity = status.st_dev, status.st_ino
        output = Output(0, 0, barriers=True)
        return Disk(written, shown, status.st_size, identity, output=output)

    def _open_given(self, referrer: Disk, given: Given, depth: int, *, chained: bool) -> Disk:
        """What the user names, where the image names something."""
        try:
            disk = given.open(self._reach.share)
        except DiskError as error:
            raise _Refused(AttachStatus.FAILED, error.reason) from error
        self._given.append(disk)
        if chained:
            _refuse_cycle(referrer, disk.identity, given.path)
        self._refuse_output(disk.identity, given.path)
        disk.depth = depth
        disk.origin = referrer
        return disk

    def _take_named(
        self, named: tuple[Disk, ...], kind: AttachKind, identity: Identity, shown: str
    ) -> Disk:
        """What the run changes with the image: the name must lead to one of these files still, and
        the run must not read it under another name.
        """
        found = next((disk for disk in named if disk.identity == identity), None)
        if found is None:
            text = f"refused to open '{shown}': another file is being written"
            raise _Refused(AttachStatus.FORBIDDEN, text)
        may_be_there = kind != AttachKind.EXTENT  # which has tables and an end of its own
        if any(
            disk.identity == identity and not (disk is found and may_be_there)
            for disk in self._disks
        ):
            text = f"refused to open '{shown}': it is read by the same command"
            raise _Refused(AttachStatus.FORBIDDEN, text)
        return found

    def _refuse_output(self, identity: Identity, shown: str) -> None:
        """What the run writes it does not also read under a name out of an image."""
        if any(disk.output is not None and disk.identity == identity for disk in self._disks):
            text = f"refused to open '{shown}': it is being written"
            raise _Refused(AttachStatus.FORBIDDEN, text)

    def _held(self, identity: Identity, shown: str) -> Disk | None:
        """The file once more, if the run has it open for reading: any number of names may lead to
        one file, and each descriptor is one of few.
        """
        for disk in self._disks:
            if disk.identity == identity:
                return disk.again(shown)
        return None

    def _find(
        self, referrer: Disk, kind: AttachKind, path: str, shown: str
    ) -> tuple[int, Directory]:
        """What a name leads to, and the directory that it is in: beneath the directory of the file
        that names it, else beneath an allowed one.

        The path without links only says where to look. That nothing leads out of there, the kernel
        holds.
        """
        home = referrer.folder
        if home is None:
            raise _Refused(AttachStatus.FAILED, f"'{referrer.name}' is in no folder")
        if (made := dict(self._reach.made).get(path)) is not None:
            return os.dup(made), home
        if not path.startswith("/"):
            try:
                return self._open_beneath(home, path)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise _failed(shown, error) from error
        real = os.path.realpath(os.path.join(home.real(), path))
        for root in (home, *self._allowed()):
            below = _below(root.real(), real)
            if below is None:
                continue
            try:
                return self._open_beneath(root, below)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise _failed(shown, error) from error
        raise _escapes(referrer, kind, path, real)

    def _open_beneath(self, root: Directory, name: str) -> tuple[int, Directory]:
        """Open the directory first, then the file in it."""
        parent, base = os.path.split(name)
        folder = root
        if set(parent.split("/")) - {"", "."}:
            folder = self._hold(Directory(open_path(root.fd, parent, directory=True), parent))
        if base:
            try:
                return open_path(folder.fd, base), folder
            except OSError as error:
                if error.errno != errno.EXDEV or folder is root:
                    raise
        return open_path(root.fd, name), folder  # a link out of the directory, but not of the root

    def _hold(self, found: Directory) -> Directory:
        """Keep a directory for the run, once."""
        identity = found.identity()
        held = self._folders.get(identity)
        if held is None and len(self._folders) < MAX_DIRECTORIES:
            return self._folders.setdefault(identity, found)
        found.close()
        if held is None:
            raise _Refused(
                AttachStatus.TOO_MANY, f"files in more than {MAX_DIRECTORIES} directories"
            )
        return held

    def _allowed(self) -> list[Directory]:
        """Further directories that the user allows; those that are not there allow nothing."""
        if self._roots is None:
            self._roots = []
            for path in self._reach.allow_paths:
                try:
                    self._roots.append(Directory.open(path))
                except OSError as error:
                    refuse_exhausted(path, error)
        return self._roots


def open_named(referrer: Disk, kind: AttachKind, name: str, reach: Reach) -> Disk:
    """Open what an image names for a change, without a run: where a run would open it. A name that
    is refused is an `OpenError`.
    """
    attacher = Attacher(memoryview(b""), "", [referrer], reach)
    try:
        return attacher.open_for_change(kind, os.fsencode(name), name)
    except _Refused as refused:
        raise DiskError(referrer.name, refused.text) from None
    finally:
        attacher.close()


def _escapes(referrer: Disk, kind: int, path: str, real: str) -> _Refused:
    """Why a name is refused, and what to type to have it followed."""
    from instar.generated.enums.attach import AttachKind
    from instar.text import spelled

    home = referrer.folder.real() if referrer.folder else ""
    by_link = _below(home, os.path.normpath(os.path.join(home, path))) is not None
    reason = (
        "a symbolic link leads outside the image's directory"
        if by_link
        else "it is outside the image's directory"
    )
    wanted = os.path.normpath(os.path.join(os.path.dirname(referrer.name), path, os.pardir))
    if by_link or _below(os.path.realpath(wanted), real) is None:
        wanted = os.path.dirname(real)
    what = spelled(AttachKind(kind)).replace("backing", "backing file")
    text = f"refused to open {what} '{path}' of '{referrer.name}': {reason}"
    if not real.startswith(_KERNELS_OWN):  # nothing in there is ever opened
        text += f". If you trust it: --allow-path {_quoted(wanted)}"
    return _Refused(AttachStatus.ESCAPES, text)


def _quoted(path: str) -> str:
    """As a shell takes it."""
    import shlex

    return shlex.quote(path)


def _no_files(name: str) -> _Refused:
    text = f"refused to open '{name}': --no-files follows no names"
    return _Refused(AttachStatus.FORBIDDEN, text)


def _file_name(raw: bytes, name: str) -> str:
    """The path in an image's name. Protocols are refused, `file:` is none."""
    if not raw or b"\0" in raw:
        raise _Refused(AttachStatus.BAD_NAME, "the name is empty or has a zero byte")
    protocol, rest = split_protocol(name)
    if protocol and protocol != "file":
        raise _Refused(
            AttachStatus.PROTOCOL,
            f"'{name}' names the protocol '{protocol}'; only files are followed",
        )
    if not rest:
        raise _Refused(AttachStatus.BAD_NAME, "the name is empty")
    return rest


def _refuse_special(fd: int, status: os.stat_result, shown: str) -> None:
    """Regular files only, and none that the kernel makes up."""
    what = "" if stat.S_ISREG(status.st_mode) else special_kind(status.st_mode)
    try:
        system = kernels_own(fd)
    except OSError as error:
        raise _failed(shown, error) from error
    if system:
        what = f"a file of {system}"
    if what:
        text = f"Could not open '{shown}': it is {what}, not a regular file"
        raise _Refused(AttachStatus.SPECIAL, text)


def _reopen(fd: int, folder: int, base: str, shown: str, flags: int = os.O_RDONLY) -> int:
    """What was found, for reading or more. Through the descriptor, so that it is the same file."""
    try:
        return reopen(fd, base, folder, flags)
    except OSError as error:
        raise _failed(shown, error) from error


def _refuse_cycle(referrer: Disk, identity: Identity, shown: str) -> None:
    member: Disk | None = referrer
    while member is not None:
        if member.identity == identity:
            text = f"'{shown}' is '{member.name}' again, so the chain never ends"
            raise _Refused(AttachStatus.CYCLE, text)
        member = member.origin


def _below(root: str, path: str) -> str | None:
    """`path` relative to `root`, None when it is not below."""
    prefix = root if root.endswith("/") else root + "/"
    return path[len(prefix) :] or None if path.startswith(prefix) else None


def _failed(shown: str, error: OSError) -> _Refused:
    refuse_exhausted(shown, error)
    code = error.errno or errno.EIO
    status = _STATUS_OF_ERRNO.get(code, AttachStatus.FAILED)
    return _Refused(status, f"Could not open '{shown}': {os.strerror(code)}")
