# SPDX-License-Identifier: Apache-2.0
"""What is known of an image, and how it is made of what a guest says."""

from __future__ import annotations

import os

from instar.errors import SandboxError
from instar.generated.finding import SEVERITY_SHIFT, FindingKind
from instar.ops.result import Result
from instar.ops.run import found_driver
from instar.record import Record
from instar.sandbox.disk import split_protocol
from instar.widths import INT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.generated import messages
    from instar.generated.messages import Limits, LuksDetails, Qcow2Details, Snapshot
    from instar.generated.profiles import Profile


# Findings with a place in the file but in no structure.
_PLACED = (FindingKind.POLYGLOT, FindingKind.DATA_AFTER_END)


class FileInfo(Record):
    """A file as the host knows it."""

    filename: str
    length: int
    allocated: int
    """Bytes that it takes in its file system."""


class Child(Record):
    """A file that an image is made of; `name` is what it is to the image: `file`, `extents.0`,
    `data-file`.
    """

    name: str
    file: FileInfo


class VmdkExtent(Record):
    """A part of a VMDK disk."""

    filename: str
    format: str
    virtual_size: int
    cluster_size: int | None
    compressed: bool


class VmdkDetails(Record):
    """What a VMDK descriptor says."""

    cid: int
    parent_cid: int
    create_type: str
    extents: tuple[VmdkExtent, ...]


class Finding(Record):
    """Something that makes an image unsafe or suspicious.

    `structure` and `field` say where it is, in the words of the specs; `offset` is the byte in
    the file, None where it has no particular place.
    """

    name: str
    severity: str
    """`low`, `medium` or `high`."""
    filename: str
    structure: str
    field: str
    offset: int | None
    value: int
    detail: str
    """Text out of the image: a name, a line."""
    reason: str = ""
    """What is wrong with the field, where a rule is broken."""


class ImageInfo(Result):
    """What is known of one image."""

    filename: str
    format: str
    virtual_size: int
    actual_size: int
    """Bytes that its files take in their file system."""
    cluster_size: int | None
    encrypted: bool
    dirty: bool | None
    """None where the format has no such thing."""
    corrupt: bool
    opened: bool
    """False: with `safety`, of an image that does not open; then there are findings and no more."""
    backing_filename: str | None
    """As the image names it."""
    full_backing_filename: str | None
    """The same, seen from here."""
    backing_format: str | None
    snapshots: tuple[Snapshot, ...]
    children: tuple[Child, ...]
    qcow2: Qcow2Details | None = None
    vmdk: VmdkDetails | None = None
    luks: LuksDetails | None = None
    limits: Limits | None = None
    findings: tuple[Finding, ...] = ()


class Reader:
    """Makes what users see of what a guest says; whatever cannot be true is refused."""

    def __init__(self, files: Sequence[FileInfo], profile: Profile) -> None:
        self._files = files
        self._profile = profile

    def read(
        self, said: messages.InfoResult, depth: int, warnings: tuple[str, ...], sandbox: str
    ) -> ImageInfo:
        """One member of a chain, with the warnings of the run in that kind of sandbox."""
        image = self.file(said.disk)
        if said.depth != depth or (depth == 0) != (said.disk == 0) or said.virtual_size > INT64_MAX:
            raise SandboxError("the guest's answer cannot be true")
        children, allocated = self._children(said, image)
        backing, full, backing_format = self._backing(said, image)
        return ImageInfo(
            image.filename,
            found_driver(said.format) if said.opened else "unknown",
            said.virtual_size,
            allocated,
            said.cluster_size,
            said.encrypted,
            said.dirty,
            said.corrupt,
            said.opened,
            backing,
            full,
            backing_format,
            said.snapshots,
            children,
            said.qcow2,
            self._vmdk(said),
            said.luks,
            said.limits,
            tuple([self._finding(one, image) for one in said.findings]),
            warnings=warnings,
            sandbox=sandbox,
        )

    def file(self, disk: int) -> FileInfo:
        """The file of that number, if there is one."""
        if disk >= len(self._files):
            raise SandboxError(f"the guest speaks of file {disk}, and has {len(self._files)}")
        return self._files[disk]

    def _children(
        self, said: messages.InfoResult, image: FileInfo
    ) -> tuple[tuple[Child, ...], int]:
        """The files of an image in qemu-img's order, and what they take together."""
        children = [Child("file", image)]
        allocated = image.allocated
        for number, extent in enumerate(said.vmdk.extents if said.vmdk else ()):
            if extent.disk != said.disk:
                file = self.file(extent.disk)
                children.append(Child(f"extents.{number}", file))
                allocated += file.allocated
        for disk in said.children:
            file = self.file(disk)
            children.append(Child("data-file", file))
            if self._profile.info_counts_data_file:
                allocated += file.allocated
        return tuple(reversed(children)), allocated

    def _backing(
        self, said: messages.InfoResult, image: FileInfo
    ) -> tuple[str | None, str | None, str | None]:
        if said.backing_file is None:
            return None, None, None
        name = said.backing_file
        full = name
        if not split_protocol(name)[0]:
            full = os.path.join(os.path.dirname(image.filename), name)
        known = said.backing_format is not None and (
            self._profile.vmdk_backing_format or said.vmdk is None
        )
        return name, full, said.backing_format or "" if known else None

    def _vmdk(self, said: messages.InfoResult) -> VmdkDetails | None:
        if said.vmdk is None:
            return None
        extents = tuple(
            VmdkExtent(
                self.file(one.disk).filename,
                one.format,
                one.virtual_size,
                one.cluster_size,
                one.compressed,
            )
            for one in said.vmdk.extents
        )
        return VmdkDetails(said.vmdk.cid, said.vmdk.parent_cid, said.vmdk.create_type, extents)

    def _finding(self, said: messages.Finding, image: FileInfo) -> Finding:
        from instar.faults import rule_words
        from instar.generated.enums import finding as enums
        from instar.generated.messages import Error
        from instar.text import spelled

        try:
            what, severity = (
                enums.FindingKind(said.id),
                enums.FindingSeverity(said.id >> SEVERITY_SHIFT),
            )
        except ValueError:
            raise SandboxError(f"the guest found {said.id:#x}, which means nothing") from None
        broken = Error(
            structure=said.structure,
            field=said.field,
            reason=said.reason,
            fault=said.fault,
            value=said.value,
            detail=said.detail,
            extra=said.extra,
        )
        structure, field, reason = rule_words(broken)
        return Finding(
            what.name.lower(),
            spelled(severity),
            image.filename,
            structure,
            field,
            said.offset if structure or said.id in _PLACED else None,
            said.value,
            os.fsdecode(said.detail),
            reason,
        )
