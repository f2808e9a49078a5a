# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/finding.ksy spec=955e25b8 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a careful reader should know of an image: enums."""

from enum import IntEnum


class FindingSeverity(IntEnum):
    """Values of severity."""

    LOW = 1
    """Worth knowing; nothing that reads the image is led astray."""
    MEDIUM = 2
    """Trouble or waste for users of the image."""
    HIGH = 3
    """Opening the image may read what its maker chose, not what it holds."""


class FindingKind(IntEnum):
    """Values of kind."""

    DIRTY = 257
    """The image was not closed properly."""
    SNAPSHOTS = 258
    """Snapshots come with the image: states of a disk, or of a machine, whose content is not
    examined.
    """
    ENCRYPTED = 259
    """What is stored cannot be looked at without a key."""
    CORRUPT = 513
    """The image is marked as corrupt, by a reader that found it so."""
    DATA_AFTER_END = 514
    """Data follows after the last byte that the format uses."""
    VIRTUAL_SIZE = 515
    """The disk is larger than allowed."""
    COMPRESSION_RATIO = 516
    """The disk is so much larger than what compressed clusters hold of it that unpacking it is
    an attack.
    """
    PARTITION_TABLE = 517
    """The partition table contradicts itself, so that readers may see different partitions."""
    RARE_FEATURES = 518
    """The image asks its readers for features that few of them know."""
    UNDECLARED_FORMAT = 519
    """The image does not say which format its backing file has, so that a writer of that file
    decides it.
    """
    EXPANSION = 520
    """Tables lead to the same data again and again, so that unpacking the disk is an attack."""
    UNEXAMINED = 521
    """The image has more tables than are looked at for data that overlaps them."""
    UNREADABLE = 769
    """The image breaks a rule of its format and does not open."""
    UNKNOWN_FEATURES = 770
    """The image asks its readers for features that none knows."""
    BACKING_FILE = 771
    """The image shows the content of another file."""
    DATA_FILE = 772
    """The disk's data is in another file."""
    EXTENT_FILE = 773
    """A part of the disk is in another file."""
    ABSOLUTE_NAME = 774
    """The image names another file by an absolute path."""
    ESCAPING_NAME = 775
    """The image names another file outside its own directory."""
    PROTOCOL_NAME = 776
    """The image names something that is not a file: a protocol, or a `json:` pseudo-name."""
    POLYGLOT = 777
    """The file has the signature of another format too: two readers may take it for two
    different disks.
    """
    RISKY_FORMAT = 778
    """The format is obsolete, or its readers have known holes; no untrusted image needs it."""
    CREATE_TYPE = 779
    """A VMDK of a kind that is not one file, or whose kind is not said."""
    DESCRIPTOR = 780
    """A VMDK descriptor has lines that mean nothing, or names no extent."""
    FOOTER = 781
    """The header at the end of a VMDK, which counts, says other things than that at its
    beginning.
    """
    OVERLAP = 782
    """Data of the disk is where other data or the format's own structures are: a write to the
    disk changes those.
    """
