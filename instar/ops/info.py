# SPDX-License-Identifier: Apache-2.0
"""`info`: what an image is, what it says of itself, and what of that should worry its reader."""

from __future__ import annotations

import os

from instar.errors import ImageError, LimitError, SandboxError, UsageError
from instar.generated import source as source_spec
from instar.generated.info import SEVERITY_SHIFT, InfoConfig, InfoError, InfoFinding, InfoFlag, InfoSeverity
from instar.generated.messages import InfoResult
from instar.generated.profiles import DEFAULT, find
from instar.ops.run import Access, Runner, open_source
from instar.options.source import DRIVERS, Source, find_driver
from instar.record import record, replace
from instar.sandbox.disk import split_protocol
from instar.sandbox.sandbox import DEFAULT_TIMEOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from instar.generated import messages
    from instar.generated.profiles import Profile
    from instar.sandbox.disk import Disk

_ALLOCATION_UNIT = 512
"""What st_blocks counts, whatever the file system's blocks are."""
_NANO = 1_000_000_000
_WALKING = "Could not read image"
# How the specs begin the error of a size that wraps, in the words of `measure`; `info` has its own.
_NO_SIZE = "Unable to get image virtual_size: "
_MAX_SIZE = (1 << 63) - 1

# Findings that stand at a byte of the file, if not in a structure.
_PLACED = (InfoFinding.POLYGLOT, InfoFinding.DATA_AFTER_END)

_NAMES = {number: name for name, number in reversed(DRIVERS.items())}
"""Formats as qemu-img calls them; of several names the first."""


@record()
class FileInfo:
    """A file as the host knows it."""

    filename: str
    length: int
    allocated: int
    """Bytes that it takes in its file system."""


@record()
class Child:
    """A file that an image is made of; `name` is what it is to the image: `file`, `extents.0`, `data-file`."""

    name: str
    file: FileInfo


@record()
class Snapshot:
    """An internal snapshot."""

    id: str
    name: str
    vm_state_size: int
    date_sec: int
    date_nsec: int
    vm_clock_nsec: int
    icount: int | None


@record()
class Bitmap:
    """A persistent bitmap of a qcow2 image."""

    name: str
    granularity: int
    flags: tuple[str, ...]


@record()
class KeySlot:
    """A key slot of LUKS."""

    active: bool
    iterations: int
    key_offset: int
    stripes: int


@record()
class LuksDetails:
    """What a LUKS header says."""

    cipher_alg: str
    cipher_mode: str
    hash_alg: str
    ivgen_alg: str
    ivgen_hash_alg: str
    uuid: str
    payload_offset: int
    master_key_iterations: int
    slots: tuple[KeySlot, ...]
    detached_header: bool


@record()
class Qcow2Details:
    """What a qcow2 header says; None where its version has no such thing."""

    compat: str
    compression_type: str
    lazy_refcounts: bool | None
    refcount_bits: int
    corrupt: bool | None
    extended_l2: bool | None
    bitmaps: tuple[Bitmap, ...]
    encryption: str
    """`aes`, `luks`, or nothing."""
    data_file: str | None
    data_file_raw: bool


@record()
class VmdkExtent:
    """A part of a VMDK disk."""

    filename: str
    format: str
    virtual_size: int
    cluster_size: int | None
    compressed: bool


@record()
class VmdkDetails:
    """What a VMDK descriptor says."""

    cid: int
    parent_cid: int
    create_type: str
    extents: tuple[VmdkExtent, ...]


@record()
class Limits:
    """What a layout asks of requests, in bytes; 0: nothing."""

    request_alignment: int
    write_zeroes_alignment: int
    discard_alignment: int
    max_write_zeroes: int


@record()
class Finding:
    """Something that whoever takes an image from a stranger should know.

    `structure` and `field` say where it stands, in the words of the specs; `offset` is the byte in
    the file, None where it stands nowhere in particular.
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


@record()
class ImageInfo:
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


@record()
class Inspector:
    """Asks images, all in the same way."""

    profile: Profile = DEFAULT
    access: Access = Access()
    chain: bool = False
    """Whether backing images are asked too."""
    limits: bool = False
    safety: bool = False
    max_virtual_size: int = 0
    max_compression_ratio: int = 0

    def inspect(self, source: Source, runner: Runner) -> tuple[tuple[ImageInfo, ...], tuple[str, ...]]:
        """What is known of an image, and with `chain` of those below it; and the warnings that came
        with it.
        """
        files: list[FileInfo] = []

        def on_attach(disk: Disk) -> None:
            files.append(_file(disk, disk.name))

        data_files = self.profile.info_opens_data_file and not self.safety
        access = replace(self.access, data_files=data_files, unread=True)
        if self.safety:
            access = replace(access, max_disks=1)
        with open_source(source, self.profile) as disk:
            files.append(_file(disk, source.path))
            try:
                outcome = runner.run(
                    "info",
                    self._config(source, access),
                    disk,
                    shown=source.shown,
                    profile=self.profile,
                    access=access,
                    walking=_WALKING,
                    on_attach=on_attach,
                    alone=True,
                )
            except ImageError as error:
                error.qemu = error.qemu.replace(_NO_SIZE, f"Can't get image size '{source.path}': ")
                raise
        reader = _Reader(files, self.profile)
        if outcome.code == InfoError.TOO_LONG:
            name = reader.file(outcome.value).filename
            raise LimitError(f"'{name}' lists more snapshots, bitmaps or extents than an answer holds")
        if outcome.code:
            raise SandboxError(f"the guest ended with error {outcome.code}, {outcome.value}")
        members = [one for one in outcome.results if isinstance(one, InfoResult)]
        if not members or len(members) != len(outcome.results):
            raise SandboxError("the guest ended without an answer")
        found = [reader.read(one, depth) for depth, one in enumerate(members)]
        if source.secret is not None:
            found[0] = replace(found[0], filename=_name_with_secret(source, found[0].format))
        return tuple(found), outcome.warnings

    def _config(self, source: Source, access: Access) -> bytes:
        wanted = {
            InfoFlag.BACKING_CHAIN: self.chain,
            InfoFlag.LIMITS: self.limits,
            InfoFlag.SAFETY: self.safety,
        }
        return InfoConfig(
            source=access.source_options(source, self.profile),
            flags=sum(flag for flag, is_wanted in wanted.items() if is_wanted),
            max_compression_ratio=self.max_compression_ratio,
            max_virtual_size=self.max_virtual_size,
        ).pack()


class _Reader:
    """Makes what users see of what a guest says; whatever cannot be true is refused."""

    def __init__(self, files: Sequence[FileInfo], profile: Profile) -> None:
        self._files = files
        self._profile = profile

    def read(self, said: messages.InfoResult, depth: int) -> ImageInfo:
        """One member of a chain."""
        image = self.file(said.disk)
        if said.depth != depth or (depth == 0) != (said.disk == 0) or said.virtual_size > _MAX_SIZE:
            raise SandboxError("the guest's answer cannot be true")
        children, allocated = self._children(said, image)
        backing, full, backing_format = self._backing(said, image)
        return ImageInfo(
            image.filename,
            _format_name(said.format) if said.opened else "unknown",
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
            tuple(_snapshot(one) for one in said.snapshots),
            children,
            _qcow2(said),
            self._vmdk(said),
            _luks(said.luks),
            _limits(said.limits),
            tuple(self._finding(one, image) for one in said.findings),
        )

    def file(self, disk: int) -> FileInfo:
        """The file of that number, if there is one."""
        if disk >= len(self._files):
            raise SandboxError(f"the guest speaks of file {disk}, and has {len(self._files)}")
        return self._files[disk]

    def _children(self, said: messages.InfoResult, image: FileInfo) -> tuple[tuple[Child, ...], int]:
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

    def _backing(self, said: messages.InfoResult, image: FileInfo) -> tuple[str | None, str | None, str | None]:
        if said.backing_file is None:
            return None, None, None
        name = os.fsdecode(said.backing_file)
        full = name
        if not split_protocol(name)[0]:
            full = os.path.join(os.path.dirname(image.filename), name)
        known = said.backing_format is not None and (self._profile.vmdk_backing_format or said.vmdk is None)
        return name, full, os.fsdecode(said.backing_format or b"") if known else None

    def _vmdk(self, said: messages.InfoResult) -> VmdkDetails | None:
        if said.vmdk is None:
            return None
        extents = tuple(
            VmdkExtent(
                self.file(one.disk).filename,
                os.fsdecode(one.format),
                one.virtual_size,
                one.cluster_size,
                one.compressed,
            )
            for one in said.vmdk.extents
        )
        create_type = os.fsdecode(said.vmdk.create_type)
        return VmdkDetails(said.vmdk.cid, said.vmdk.parent_cid, create_type, extents)

    def _finding(self, said: messages.Finding, image: FileInfo) -> Finding:
        from instar.generated.messages import Error
        from instar.render.errors import rule_words

        try:
            what, severity = InfoFinding(said.id), InfoSeverity(said.id >> SEVERITY_SHIFT)
        except ValueError:
            raise SandboxError(f"the guest found {said.id:#x}, which means nothing") from None
        broken = Error(
            structure=said.structure,
            field=said.field,
            reason=said.reason,
            fault=said.fault,
            value=said.value,
            detail=said.detail,
        )
        structure, field, reason = rule_words(broken)
        return Finding(
            what.name.lower(),
            severity.name.lower(),
            image.filename,
            structure,
            field,
            said.offset if structure or what in _PLACED else None,
            said.value,
            os.fsdecode(said.detail),
            reason,
        )


def _name_with_secret(source: Source, driver: str) -> str:
    """What qemu-img calls an image that a file name alone does not open. The order of the members is
    that of its tables.
    """
    from instar.render.text import json_string

    quoted = {name: json_string(name) for name in (driver, source.path, source.secret or "")}
    file = f'"file": {{"driver": "file", "filename": {quoted[source.path]}}}'
    opened = f'"driver": {quoted[driver]}, {file}'
    secret = quoted[source.secret or ""]
    if source.format == "luks":
        return f'json:{{{opened}, "key-secret": {secret}}}'
    return f'json:{{"encrypt.key-secret": {secret}, {opened}}}'


def _file(disk: Disk, filename: str) -> FileInfo:
    return FileInfo(filename, disk.size, os.fstat(disk.fd).st_blocks * _ALLOCATION_UNIT)


def _format_name(number: int) -> str:
    try:
        return _NAMES[source_spec.SourceFormat(number).name.lower()]
    except (KeyError, ValueError):
        raise SandboxError(f"the guest found format {number}, which means nothing") from None


def _snapshot(said: messages.Snapshot) -> Snapshot:
    return Snapshot(
        os.fsdecode(said.id),
        os.fsdecode(said.name),
        said.vm_state_size,
        said.date_sec,
        said.date_nsec,
        said.vm_clock_nsec,
        said.icount,
    )


def _qcow2(said: messages.InfoResult) -> Qcow2Details | None:
    qcow2 = said.qcow2
    if qcow2 is None:
        return None
    return Qcow2Details(
        os.fsdecode(qcow2.compat),
        os.fsdecode(qcow2.compression_type),
        qcow2.lazy_refcounts,
        qcow2.refcount_bits,
        qcow2.corrupt,
        qcow2.extended_l2,
        tuple(_bitmap(one) for one in qcow2.bitmaps),
        os.fsdecode(qcow2.encryption),
        None if said.data_file is None else os.fsdecode(said.data_file),
        qcow2.data_file_raw,
    )


def _bitmap(said: messages.Bitmap) -> Bitmap:
    flags = (("in-use", said.in_use), ("auto", said.auto))
    return Bitmap(os.fsdecode(said.name), said.granularity, tuple(name for name, is_set in flags if is_set))


def _luks(said: messages.LuksInfo | None) -> LuksDetails | None:
    if said is None:
        return None
    return LuksDetails(
        os.fsdecode(said.cipher_alg),
        os.fsdecode(said.cipher_mode),
        os.fsdecode(said.hash_alg),
        os.fsdecode(said.ivgen_alg),
        os.fsdecode(said.ivgen_hash_alg),
        os.fsdecode(said.uuid),
        said.payload_offset,
        said.master_key_iterations,
        tuple(KeySlot(s.active, s.iterations, s.key_offset, s.stripes) for s in said.slots),
        said.detached_header,
    )


def _limits(said: messages.Limits | None) -> Limits | None:
    if said is None:
        return None
    return Limits(
        said.request_alignment,
        said.write_zeroes_alignment,
        said.discard_alignment,
        said.max_write_zeroes,
    )


def info(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    safety: bool = False,
    max_virtual_size: int = 0,
    max_compression_ratio: int = 0,
    qemu_version: str | None = None,
    sandbox: str = "auto",
    timeout: float = DEFAULT_TIMEOUT,
    allow_paths: Iterable[str] = (),
) -> ImageInfo:
    """Return what the image at `path` is. `safety` adds findings, for images from strangers.

    `format`, `allow_paths` and the errors are those of `instar.measure`; backing images are only
    named.
    """
    inspector = Inspector(
        _find_profile(qemu_version),
        Access(allow_paths=tuple(allow_paths)),
        safety=safety,
        max_virtual_size=max_virtual_size,
        max_compression_ratio=max_compression_ratio,
    )
    return _ask(inspector, path, format, sandbox, timeout)[0]


def info_chain(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    qemu_version: str | None = None,
    sandbox: str = "auto",
    timeout: float = DEFAULT_TIMEOUT,
    allow_paths: Iterable[str] = (),
    raw_backing: bool = False,
) -> tuple[ImageInfo, ...]:
    """The same for the image and all that are below it, from the top."""
    access = Access(allow_paths=tuple(allow_paths), raw_backing=raw_backing)
    inspector = Inspector(_find_profile(qemu_version), access, chain=True)
    return _ask(inspector, path, format, sandbox, timeout)


def _ask(
    inspector: Inspector,
    path: str | os.PathLike[str],
    format: str | None,
    sandbox: str,
    timeout: float,
) -> tuple[ImageInfo, ...]:
    source = Source(os.fspath(path), os.fspath(path), find_driver(format, inspector.profile))
    return inspector.inspect(source, Runner(sandbox, timeout))[0]


def _find_profile(version: str | None) -> Profile:
    try:
        return find(version)
    except KeyError:
        raise UsageError(f"The release '{version}' of qemu-img is not known") from None
