# SPDX-License-Identifier: Apache-2.0
"""`info`: what an image is, what it says of itself, and what of that should worry its reader."""

from __future__ import annotations

import os

from instar.errors import ImageError, LimitError, OpenError, SandboxError
from instar.generated.info import (
    MAX_COMPRESSION_RATIO_DEFAULT,
    MAX_VIRTUAL_SIZE_DEFAULT,
    InfoConfig,
    InfoError,
    InfoFlag,
)
from instar.generated.messages import InfoResult
from instar.generated.profiles import DEFAULT
from instar.generated.source import SourceFormat
from instar.ops.access import Access, alike, open_source, source_secrets
from instar.ops.image_info import FileInfo, ImageInfo, Reader
from instar.ops.run import Job
from instar.options.names import driver_name
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instar.generated.profiles import Profile
    from instar.generated.source import SourceOptions
    from instar.ops.run import Outcome, Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk
    from instar.secret import Secret

_NANO = 1_000_000_000
_WALKING = "Could not read image"
# How the specs begin the error of a size that wraps, in the words of `measure`; `info` has its own.
_NO_SIZE = "Unable to get image virtual_size: "


class Question(Record, kw_only=True):
    """What is asked of an image."""

    source: Source
    profile: Profile = DEFAULT
    access: Access = Access()
    chain: bool = False
    """Whether backing images are asked too."""
    described: bool = False
    """Whether the user may name them; qemu-img's info says that it opens none."""
    limits: bool = False
    safety: bool = False
    secrets: Mapping[str, Secret] = {}
    """Those that must open the image, if `access` says that it opens with its key only."""
    max_virtual_size: int = MAX_VIRTUAL_SIZE_DEFAULT
    max_compression_ratio: int = MAX_COMPRESSION_RATIO_DEFAULT


def ask(question: Question, runner: Runner, given: Disk | None = None) -> tuple[ImageInfo, ...]:
    """What is known of an image, which has the warnings, and with `chain` of those below it.
    `given` is the image's file if that is open; it is closed.
    """
    source, files = question.source, list[FileInfo]()
    outcome = _run(question, runner, given, files)
    reader = Reader(files, question.profile)
    if outcome.code == InfoError.TOO_LONG:
        name = reader.file(outcome.value).filename
        raise LimitError(f"'{name}' lists more snapshots, bitmaps or extents than an answer holds")
    if outcome.code:
        raise outcome.unexpected()
    members = [one for one in outcome.results if isinstance(one, InfoResult)]
    if not members or len(members) != len(outcome.results):
        raise SandboxError("the guest ended without an answer")
    top, *below = (
        reader.read(one, depth, outcome.warnings if depth == 0 else (), outcome.sandbox)
        for depth, one in enumerate(members)
    )
    return (_named(top, source), *below)


def read(
    said: InfoResult,
    files: Sequence[FileInfo],
    question: Question,
    warnings: tuple[str, ...],
    sandbox: str,
) -> ImageInfo:
    """What a guest says that looks at an image among other things; `files` are those of its run."""
    found = Reader(files, question.profile).read(said, 0, warnings, sandbox)
    return _named(found, question.source)


def options(question: Question) -> SourceOptions:
    """How such a guest opens the image for a look."""
    access = _alone(question.access, question.profile, question.safety)
    return access.source_options(question.source, question.profile)


def _named(image: ImageInfo, source: Source) -> ImageInfo:
    if source.secret is not None or source.node:
        return replace(image, filename=_described(source, image.format))
    return image


def refuse_described(source: Source) -> None:
    """Refuse a backing image that the user names, where none is opened."""
    if source.backing is not None:
        text = f"Block format '{driver_name(source.format)}' does not support the option"
        raise OpenError(source.shown, f"{text} 'backing.driver'")


def _run(question: Question, runner: Runner, given: Disk | None, files: list[FileInfo]) -> Outcome:
    """Ask a guest. `files` is filled with those that it had, in the order of their numbers."""
    source, access = question.source, access_of(question)
    if not question.described:
        refuse_described(source)
    with given or open_source(source, question.profile, access) as disk:
        whole = os.fstat(disk.fd).st_size if source.is_part else disk.size
        files.append(replace(file_of(disk, source.path), length=whole))
        try:
            return runner.run(
                Job(
                    operation="info",
                    config=_config(question, access),
                    disk=disk,
                    shown=source.shown,
                    profile=question.profile,
                    access=access,
                    secrets=source_secrets([source], question.secrets) if access.keys else {},
                    walking=_WALKING,
                    on_attach=lambda disk: files.append(file_of(disk, disk.name)),
                    alone=True,
                )
            )
        except ImageError as error:
            error.qemu = error.qemu.replace(_NO_SIZE, f"Can't get image size '{source.path}': ")
            raise


def access_of(question: Question) -> Access:
    """How files are reached: with `safety`, the image's own and no other."""
    return _access(question.access, question.profile, question.safety)


@alike
def _access(access: Access, profile: Profile, safety: bool) -> Access:
    data_files = profile.info_opens_data_file and access.reach.files and not safety
    access = replace(access, data_files=data_files, unread=True)
    return replace(access, reach=replace(access.reach, max_disks=1)) if safety else access


@alike
def _alone(access: Access, profile: Profile, safety: bool) -> Access:
    """The same without backing images."""
    return replace(_access(access, profile, safety), backing=False)


def _config(question: Question, access: Access) -> bytes:
    wanted = {
        InfoFlag.BACKING_CHAIN: question.chain,
        InfoFlag.LIMITS: question.limits,
        InfoFlag.SAFETY: question.safety,
    }
    return InfoConfig(
        source=access.source_options(question.source, question.profile),
        flags=sum(flag for flag, is_wanted in wanted.items() if is_wanted),
        max_compression_ratio=question.max_compression_ratio,
        max_virtual_size=question.max_virtual_size,
    ).pack()


def _described(source: Source, driver: str) -> str:
    """What qemu-img calls an image that a file name alone does not open. The order of the members
    is that of its tables.
    """
    from instar.text import json_string

    if source.is_part:
        return f"json:{source.node}"
    node = source.node or f'{{"driver": "file", "filename": {json_string(source.path)}}}'
    opened = f'"driver": {json_string(driver)}, "file": {node}'
    if source.secret is None:
        return f"json:{{{opened}}}"
    secret = json_string(source.secret)
    if source.format == SourceFormat.LUKS:
        return f'json:{{{opened}, "key-secret": {secret}}}'
    return f'json:{{"encrypt.key-secret": {secret}, {opened}}}'


def file_of(disk: Disk, filename: str) -> FileInfo:
    """What there is to know of a file of a run before a guest says anything."""
    return FileInfo(filename, disk.size, disk.allocated())
