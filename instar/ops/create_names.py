# SPDX-License-Identifier: Apache-2.0
"""What a new image calls itself and other files, and the files that it is made of."""

from __future__ import annotations

import os

from instar.errors import UsageError
from instar.generated import refusals
from instar.generated.boot import MAX_DISKS
from instar.generated.target import TargetImage, TargetSubformat
from instar.options.refusing import refused
from instar.record import Record
from instar.sandbox.disk import split_protocol
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.generated.target import TargetEncryption, TargetOptions
    from instar.ops.create import Origin


class Names(Record, kw_only=True):
    """Texts that the image holds."""

    backing: bytes
    backing_format: bytes
    data_file: bytes
    kept: bool
    """Whether the data file is there and stays: what is written in its place gets no name."""
    extents: tuple[bytes, ...]
    """Of a VMDK's other files."""
    file: bytes
    versions: tuple[bytes | None, ...]
    """Of a VMDK's descriptor; None is the default."""
    parent_cid: int

    def others(self) -> list[str]:
        """The files next to the image, as it names them."""
        if not (self.data_file or self.extents):
            return []
        data_file = [self.data_file] if self.data_file else []
        return [os.fsdecode(name) for name in (*data_file, *self.extents)]

    def paths(self, filename: str) -> list[str]:
        """Where all files are: an extent is next to the image, a data file where it says."""
        others = self.others()
        if not self.data_file:
            others = [next_to(filename, name) for name in others]
        return [filename, *others]

    def image(
        self, origin: Origin, options: TargetOptions, size: int, encryption: TargetEncryption
    ) -> TargetImage:
        """The configuration of the guest, but for its files."""
        versions = b"".join(text for text in self.versions if text is not None)
        texts = self.backing + self.backing_format + self.data_file + self.file + versions
        empty = TargetImage(num_outputs=1)
        room = len(empty.texts)
        if len(texts) > room:
            raise UsageError("the names are too long")
        rooms = [0 if text is None else len(text) + 1 for text in self.versions]
        return TargetImage(
            options=options,
            virtual_size=size,
            unix_time=origin.unix_time,
            num_outputs=1 + len(self.others()),
            len_backing_name=len(self.backing),
            len_backing_format=len(self.backing_format),
            len_data_file=len(self.data_file),
            len_file_name=len(self.file),
            hw_version_room=rooms[0],
            adapter_type_room=rooms[1],
            tools_version_room=rooms[2],
            parent_cid=self.parent_cid,
            entropy=origin.entropy or empty.entropy,
            encryption=encryption,
            texts=texts.ljust(room, b"\0"),
        )


def next_to(filename: str, name: str) -> str:
    """The path of a name that an image has in it."""
    return os.path.join(os.path.dirname(filename), name)


def place_of_backing(filename: str, name: str) -> str:
    """How the backing image is named that an image calls so: next to it, unless the name has a
    protocol or is a description.
    """
    return name if split_protocol(name)[0] else next_to(filename, name)


def extents(subformat: int, file: bytes, size: int) -> Iterator[bytes]:
    """The names of a new VMDK's files next to its descriptor."""
    from instar.generated.formats.vmdk import SPLIT_EXTENT_SIZE

    if subformat == TargetSubformat.MONOLITHIC_FLAT:
        yield from extent_names(subformat, file, int(size > 0))
    elif subformat in _SPLIT:
        yield from extent_names(subformat, file, -(-size // SPLIT_EXTENT_SIZE))


_SPLIT = (TargetSubformat.TWO_GB_MAX_EXTENT_SPARSE, TargetSubformat.TWO_GB_MAX_EXTENT_FLAT)


def extent_names(subformat: int, file: bytes, count: int) -> Iterator[bytes]:
    """The names of so many extents of such a VMDK, whose descriptor is in `file`."""
    from instar.generated.formats.vmdk import VmdkNewDescriptor

    if count >= MAX_DISKS:
        raise UsageError(f"the disk takes {count} extents, more than {MAX_DISKS - 1}")
    dot = file.rfind(b".") if b"." in file else len(file)
    infixes = {
        TargetSubformat.MONOLITHIC_FLAT: VmdkNewDescriptor.NAME_FLAT,
        TargetSubformat.TWO_GB_MAX_EXTENT_SPARSE: VmdkNewDescriptor.NAME_SPLIT_SPARSE,
        TargetSubformat.TWO_GB_MAX_EXTENT_FLAT: VmdkNewDescriptor.NAME_SPLIT_FLAT,
    }
    for number in range(1, count + 1):
        infix = infixes[TargetSubformat(subformat)]
        if subformat in _SPLIT:
            infix += f"{number:0{VmdkNewDescriptor.MIN_NUMBER_DIGITS}}"
        yield file[:dot] + infix.encode() + file[dot:]


def check_apart(names: list[str], backing: str) -> None:
    """No file of the image takes the place of another, or of the backing image."""
    if len(names) == 1 and not backing:
        return
    places = {os.path.realpath(name) for name in names}
    if len(places) != len(names):
        raise UsageError(f"two files of the image have the name '{printable(names[-1])}'")
    if backing and os.path.realpath(place_of_backing(names[0], backing)) in places:
        raise refused(refusals.BACKING_IS_IMAGE)


def is_target(filename: str, backing: str) -> bool:
    """Whether the backing image would be replaced by the new one."""
    named = place_of_backing(filename, backing)
    if filename == backing:
        return True
    try:
        here, there = os.stat(filename), os.stat(named)
    except OSError:
        return False
    same_name = os.path.realpath(filename) == os.path.realpath(named)
    return same_name and os.path.samestat(here, there)
