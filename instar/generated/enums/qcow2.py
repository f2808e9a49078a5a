# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/qcow2.ksy spec=aa198cbd gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU copy-on-write image, versions 2 and 3: enums."""

from enum import IntEnum


class Qcow2CryptMethod(IntEnum):
    """Values of crypt_method."""

    NONE = 0
    """Not encrypted."""
    AES = 1
    """AES in CBC mode, the guest's sector number (512 bytes, little-endian) as initialisation
    vector. The source says 256-bit keys; qemu uses AES-128, its key the first 16 bytes of the
    passphrase, padded with zeros. Weak; qemu-img still reads it, so that data can be brought to
    safety.
    """
    LUKS = 2
    """As a LUKS1 header says, which the extension `encryption` points at. The vector is the
    sector number in this file.
    """


class Qcow2Compression(IntEnum):
    """Values of compression."""

    ZLIB = 0
    """Deflate (RFC 1951) without the zlib header, in spite of qemu's name for it. qemu writes it
    with a window of 4 KiB (`max_deflate_window_bits`), and reads any.
    """
    ZSTD = 1
    """Zstandard (RFC 8878), since qemu 5.1."""


class Qcow2IncompatibleFeature(IntEnum):
    """Values of incompatible_feature."""

    DIRTY = 1
    """Reference counts may be wrong; they are rebuilt before the image is written to."""
    CORRUPT = 2
    """Some structure was found to be wrong; the image is only opened for reading."""
    EXTERNAL_DATA = 4
    """Guest clusters are in another file, at their guest offset, and are not counted. No
    compression, no snapshots.
    """
    COMPRESSION = 8
    """The compression method is not zlib; `compression_type` says which."""
    EXTENDED_L2 = 16
    """L2 entries have 16 bytes, with bits for 32 subclusters. Since qemu 5.2."""


class Qcow2CompatibleFeature(IntEnum):
    """Values of compatible_feature."""

    LAZY_REFCOUNTS = 1
    """Writers may mark the image dirty and leave the reference counts for later."""


class Qcow2AutoclearFeature(IntEnum):
    """Values of autoclear_feature."""

    BITMAPS = 1
    """The bitmaps extension is consistent with the disk."""
    RAW_EXTERNAL_DATA = 2
    """The data file by itself is the disk. Only with `external_data`, and never with a backing
    file.
    """


class Qcow2ExtensionType(IntEnum):
    """Values of extension_type."""

    END = 0
    """No further extension follows."""
    BACKING_FORMAT = 0xE2792ACA
    """Name of the backing file's format, a string such as `raw`. Without it the backing file
    would be probed.
    """
    FEATURE_NAMES = 0x6803F857
    """Array of `feature_name`."""
    BITMAPS = 0x23852875
    """A `bitmaps_extension`."""
    ENCRYPTION = 0x537BE77
    """An `encryption_pointer`."""
    DATA_FILE = 0x44415441
    """Name of the external data file, a string."""


class Qcow2FeatureSet(IntEnum):
    """Values of feature_set."""

    INCOMPATIBLE = 0
    """A bit of `incompatible_features`."""
    COMPATIBLE = 1
    """A bit of `compatible_features`."""
    AUTOCLEAR = 2
    """A bit of `autoclear_features`."""


class Qcow2BitmapFlag(IntEnum):
    """Values of bitmap_flag."""

    IN_USE = 1
    """A writer had the bitmap in memory and did not store it; its content is stale."""
    AUTO = 2
    """The bitmap follows all writes; "enabled" in qemu's words."""
    EXTRA_DATA_COMPATIBLE = 4
    """The bitmap may be used even though its extra data is not understood."""


class Qcow2BitmapType(IntEnum):
    """Values of bitmap_type."""

    DIRTY_TRACKING = 1
    """A set bit says that its range was written to while the bitmap was enabled."""
