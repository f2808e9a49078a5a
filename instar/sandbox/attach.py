# SPDX-License-Identifier: Apache-2.0
"""Names out of images -> files, under the policy. Nothing here trusts a name, and no name leaves a
folder.
"""

from __future__ import annotations

import errno
import os
import stat

from instar.generated import attach, boot, memory
from instar.generated.attach import AttachKind, AttachStatus
from instar.record import replace
from instar.sandbox.beneath import open_path
from instar.sandbox.disk import OPEN_FLAGS, Disk, special_kind, split_protocol
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.policy import Policy, Refusal

MAX_REFUSALS = 4 * boot.MAX_DISKS
"""Names of one run that are refused. They are kept, so a guest that asks on would fill the host's
memory.
"""

_EXCHANGE = memory.OFS_CONTROL + attach.OFS_EXCHANGE
_CHAINED = (AttachKind.BACKING, AttachKind.PARENT)
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

    __slots__ = ("_attached", "_disks", "_kind", "_policy", "_view", "refusals")

    def __init__(self, view: memoryview, kind: str, disks: list[Disk], policy: Policy) -> None:
        self._view = view
        self._kind = kind
        self._disks = disks
        self._policy = policy
        self._attached: list[Disk] = []
        self.refusals: list[Refusal] = []

    def close(self) -> None:
        """Close what was attached, and the folders that were opened for it."""
        for disk in self._attached:
            disk.close()
        for disk in self._disks:
            disk.close_folder()

    def serve(self) -> Disk | None:
        """Answer the request in the exchange. Returns the new disk, None when the name was refused."""
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
        self._attached.append(disk)
        self._disks.append(disk)
        self._answer(request, AttachStatus.OK, len(self._disks) - 1, disk.size)
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
        self, request: attach.AttachExchange, status: AttachStatus, disk: int = 0, size: int = 0
    ) -> None:
        answer = replace(request, status=int(status), disk=disk, flags=0, len_file=size).pack()
        self._view[_EXCHANGE : _EXCHANGE + len(answer)] = answer

    def _open(self, referrer: Disk, kind: AttachKind, raw: bytes, name: str) -> Disk:
        if not self._policy.files:
            raise _Refused(
                AttachStatus.FORBIDDEN, f"refused to open '{name}': --no-files follows no names"
            )
        if len(self._disks) >= min(self._policy.max_disks, boot.MAX_DISKS):
            raise _Refused(AttachStatus.TOO_MANY, f"more than {len(self._disks)} files")
        depth = referrer.depth + (kind in _CHAINED)
        if depth > self._policy.max_depth:
            raise _Refused(
                AttachStatus.TOO_DEEP, f"the chain is longer than {self._policy.max_depth} images"
            )
        path = _file_name(raw, name)
        shown = os.path.join(os.path.dirname(referrer.name), path)
        folder, below, fd = self._resolve(referrer, path, shown)
        try:
            readable, status = _reopen(fd, shown)
        finally:
            os.close(fd)
        try:
            if kind in _CHAINED:
                _refuse_cycle(referrer, (status.st_dev, status.st_ino), shown)
            disk = Disk(readable, shown, status.st_size, (status.st_dev, status.st_ino))
        except BaseException:
            os.close(readable)
            raise
        disk.depth = depth
        disk.origin = referrer
        disk.place = (folder, below)
        return disk

    def _resolve(self, referrer: Disk, path: str, shown: str) -> tuple[Disk | str, str, int]:
        """Beside the referring file, else below one of the allowed folders. Returns where it was
        found, and as what.
        """
        try:
            if path.startswith("/"):
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), path)
            return referrer, path, open_path(folder_of(referrer), path)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise _failed(shown, error) from error
        whole = os.path.normpath(
            os.path.join(os.path.abspath(os.path.dirname(referrer.name)), path)
        )
        for root in self._policy.allow_paths:
            below = _below(os.path.normpath(os.path.abspath(root)), whole)
            if below is None:
                continue
            try:
                folder = os.open(root, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
                try:
                    return root, below, open_path(folder, below)
                finally:
                    os.close(folder)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise _failed(shown, error) from error
        raise _Refused(
            AttachStatus.ESCAPES,
            f"'{path}' lies outside the folder of '{referrer.name}'; --allow-path DIR allows more",
        )


def folder_of(disk: Disk) -> int:
    """The open folder beside which a disk's names are resolved. Opened when first needed, closed
    with the run.
    """
    if disk.folder < 0:
        if disk.place is None:  # given by the user: trusted as it stands
            disk.folder = os.open(
                os.path.dirname(disk.path) or ".", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC
            )
        else:
            where, below = disk.place
            parent = os.path.dirname(below) or "."
            if isinstance(where, Disk):
                disk.folder = open_path(folder_of(where), parent, directory=True)
            else:
                root = os.open(where, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
                try:
                    disk.folder = open_path(root, parent, directory=True)
                finally:
                    os.close(root)
    return disk.folder


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


def _reopen(fd: int, shown: str) -> tuple[int, os.stat_result]:
    """For reading, what was found; regular files only. Through the descriptor, so that it is the
    same file.
    """
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode):
        text = f"Could not open '{shown}': it is {special_kind(status.st_mode)}, not a regular file"
        raise _Refused(AttachStatus.SPECIAL, text)
    try:
        return os.open(f"/proc/self/fd/{fd}", OPEN_FLAGS | os.O_RDONLY), status
    except OSError as error:
        raise _failed(shown, error) from error


def _refuse_cycle(referrer: Disk, identity: tuple[int, int], shown: str) -> None:
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
    code = error.errno or errno.EIO
    status = _STATUS_OF_ERRNO.get(code, AttachStatus.FAILED)
    return _Refused(status, f"Could not open '{shown}': {os.strerror(code)}")
