# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/edit.ksy spec=24e351c9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What changes of images in place are asked for: enums."""

from enum import IntEnum


class EditAmendFlag(IntEnum):
    """Values of amend_flag."""

    LAZY_REFCOUNTS = 1
    """Writers may write refcounts late."""
    EAGER_REFCOUNTS = 2
    """They may not."""
    DATA_FILE = 4
    """The image names `data_file`."""
    NOT_RAW = 8
    """The data file need not be the disk byte for byte."""
    BACKING_NAME = 16
    """The image names `backing`."""
    BACKING_FORMAT = 32
    """The image says which format that has."""
    FORCE = 64
    """What the new version has not may be lost, and so may the last key."""
    PROGRESS = 128
    """Report how far it is."""
    DROP_BITMAPS = 256
    """They may be lost, if the new version has none."""
    OLD_SECRET = 512
    """Key slots are erased only if the old secret opens them."""


class EditSlotAction(IntEnum):
    """Values of slot_action."""

    KEEP = 0
    """They stay as they are."""
    ADD = 1
    """The slot opens with the secret of a new image."""
    ERASE = 2
    """Nothing opens it any more, and its key material is overwritten."""


class EditBitmapAction(IntEnum):
    """Values of bitmap_action."""

    ADD = 1
    """A new one that is enabled."""
    REMOVE = 2
    """Forget it."""
    REMOVE_ALL = 3
    """Forget all that the image has."""
    CLEAR = 4
    """No bit of it is set."""
    ENABLE = 5
    """Writers set its bits from now on."""
    DISABLE = 6
    """They do not."""
    MERGE = 7
    """The bits of another one are added."""
    FIND = 8
    """Nothing: it must be there."""
    USE = 9
    """Nothing: it must be there, and what it says must be known to be true."""
    READ = 10
    """The image stays as it is: its bits go into file 1, the lowest of a byte first. What is not
    written there is zeros.
    """
    COPY = 11
    """A new one that is enabled, named `name`, gets the bits of the file `disk`. All steps of a
    run are copies, or none is.
    """
    COPY_DISABLED = 12
    """The same of one that is disabled."""


class EditSnapshotAction(IntEnum):
    """Values of snapshot_action."""

    CREATE = 1
    """Keep the disk as it is under a new snapshot."""
    APPLY = 2
    """The disk becomes that of the snapshot."""
    DELETE = 3
    """Forget the snapshot."""


class EditError(IntEnum):
    """Values of error."""

    OK = 0
    """It is done."""
    UNSUPPORTED = 1
    """Images of this kind have no such thing; `value` is the format."""
    NOT_FOUND = 2
    """None has the name."""
    TOO_MANY = 3
    """There is no room for another one; `value` is how many there are."""
    OVERFLOW = 4
    """A cluster cannot be used once more: its refcount has too few bits. `value` is its offset."""
    BITMAPS = 5
    """The disk has bitmaps, which would be wrong; `value` is how many."""
    NO_ROOM = 6
    """The header would not fit into its place; `value` is how many bytes that has."""
    INVALID = 7
    """Images of this kind cannot have what is asked for; `value` is its length, or what is in
    the way.
    """
    EXISTS = 8
    """There is one of that name."""
    INCONSISTENT = 9
    """A program may have written to the disk without setting its bits."""
    OLD_VERSION = 10
    """Images of this version have none; `value` is the version."""
    TOO_LARGE = 11
    """It would take more than it may; `value` is how many bytes."""
    NAME_LENGTH = 12
    """The name is longer than it may be; `value` is how long."""
    NO_DIRECTORY_ROOM = 13
    """All names together would be longer than they may be; `value` is how long."""
    NO_SOURCE = 14
    """There is none of the name that is to be merged."""
    SOURCE_INCONSISTENT = 15
    """The one that is to be merged may miss writes to the disk."""
