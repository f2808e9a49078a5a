# SPDX-License-Identifier: Apache-2.0
"""`info`: what an image is, what it says of itself, and what of that should worry its reader."""

from __future__ import annotations

import os

from instar.errors import ImageError, LimitError, SandboxError
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
from instar.ops.access import Access, open_source
from instar.ops.image_info import FileInfo, ImageInfo, Reader
from instar.ops.run import Job, Runner
from instar.record import record, replace
from instar.sandbox.filesystem import space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

_NANO = 1_000_000_000
_MAX_SIZE = (1 << 64) - 1
_MAX_RATIO = (1 << 32) - 1
_WALKING = "Could not read image"
# How the specs begin the error of a size that wraps, in the words of `measure`; `info` has its own.
_NO_SIZE = "Unable to get image virtual_size: "


@record()
class Inspector:
    """Asks images, all in the same way."""

    profile: Profile = DEFAULT
    access: Access = Access()
    chain: bool = False
    """Whether backing images are asked too."""
    limits: bool = False
    safety: bool = False
    max_virtual_size: int = MAX_VIRTUAL_SIZE_DEFAULT
    max_compression_ratio: int = MAX_COMPRESSION_RATIO_DEFAULT

    def inspect(
        self, source: Source, runner: Runner, given: Disk | None = None
    ) -> tuple[tuple[ImageInfo, ...], tuple[str, ...]]:
        """What is known of an image, and with `chain` of those below it; and the warnings that came
        with it. `given` is the image's file if that is open; it is closed.
        """
        files: list[FileInfo] = []

        def on_attach(disk: Disk) -> None:
            files.append(_file(disk, disk.name))

        data_files = (
            self.profile.info_opens_data_file and self.access.reach.files and not self.safety
        )
        access = replace(self.access, data_files=data_files, unread=True)
        if self.safety:
            access = replace(access, reach=replace(access.reach, max_disks=1))
        with given or open_source(source, self.profile, access) as disk:
            files.append(_file(disk, source.path))
            try:
                outcome = runner.run(
                    Job(
                        operation="info",
                        config=self._config(source, access),
                        disk=disk,
                        shown=source.shown,
                        profile=self.profile,
                        access=access,
                        walking=_WALKING,
                        on_attach=on_attach,
                        alone=True,
                    )
                )
            except ImageError as error:
                error.qemu = error.qemu.replace(_NO_SIZE, f"Can't get image size '{source.path}': ")
                raise
        reader = Reader(files, self.profile)
        if outcome.code == InfoError.TOO_LONG:
            name = reader.file(outcome.value).filename
            raise LimitError(
                f"'{name}' lists more snapshots, bitmaps or extents than an answer holds"
            )
        if outcome.code:
            raise SandboxError(f"the guest ended with error {outcome.code}, {outcome.value}")
        members = [one for one in outcome.results if isinstance(one, InfoResult)]
        if not members or len(members) != len(outcome.results):
            raise SandboxError("the guest ended without an answer")
        found = [
            replace(reader.read(one, depth), sandbox=outcome.sandbox)
            for depth, one in enumerate(members)
        ]
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


def _name_with_secret(source: Source, driver: str) -> str:
    """What qemu-img calls an image that a file name alone does not open. The order of the members
    is that of its tables.
    """
    from instar.text import json_string

    quoted = {name: json_string(name) for name in (driver, source.path, source.secret or "")}
    file = f'"file": {{"driver": "file", "filename": {quoted[source.path]}}}'
    opened = f'"driver": {quoted[driver]}, {file}'
    secret = quoted[source.secret or ""]
    if source.format == SourceFormat.LUKS:
        return f'json:{{{opened}, "key-secret": {secret}}}'
    return f'json:{{"encrypt.key-secret": {secret}, {opened}}}'


def _file(disk: Disk, filename: str) -> FileInfo:
    return FileInfo(filename, disk.size, space(os.fstat(disk.fd)))
