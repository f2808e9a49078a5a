# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/qcow2.ksy spec=aa198cbd gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU copy-on-write image, versions 2 and 3."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_DEFLATE_WINDOW_BITS = 12
"""Window of the deflate streams that qemu writes, as a power of two. It reads those that reach
further back as well.
"""
MAX_ENCRYPTED_CLUSTERS = 32
"""qemu allocates no more at once for data that it encrypts."""
MAX_L1_BYTES = 0x2000000
"""Largest L1 table that qemu opens, 32 MiB, for the active one and for those of snapshots. With
clusters of 64 KiB it reaches 2 PiB, with 2 MiB 2 EiB.
"""
MAX_REFCOUNT_TABLE_BYTES = 0x800000
"""Largest refcount table that qemu opens, 8 MiB (a whole number of clusters)."""
MAX_SNAPSHOTS = 65536
"""Most snapshots that qemu opens."""
MAX_SNAPSHOT_TABLE_BYTES = 0x4000000
"""Largest snapshot table that qemu reads, 64 MiB (1024 bytes for each of 65536 entries)."""
MAX_CUT_SNAPSHOT_TABLE_BYTES = 0x7FFFFFFF
"""How far a snapshot table may reach when `check -r all` reads it, which leaves out extra data
past `snapshot_header.len_extra_data`'s limit; what is left may take `max_snapshot_table_bytes`.
"""
MAX_NEW_SNAPSHOT_NAME_BYTES = 255
"""What qemu-img keeps of the name of a snapshot that it makes."""
MAX_BACKING_NAME_BYTES = 1023
"""Longest name of a backing file, without a terminator."""
MAX_BACKING_FORMAT_BYTES = 15
"""Longest name in a `backing_format` extension that qemu accepts (it keeps 16 bytes with the
terminator).
"""
MAX_BITMAPS = 65535
"""Most persistent bitmaps that qemu opens."""
MAX_BITMAP_NAME_BYTES = 1023
"""Longest bitmap name that qemu accepts."""
MAX_BITMAP_TABLE_ENTRIES = 0x8000000
"""Most entries of a bitmap table that qemu accepts."""
MAX_BITMAP_DATA_BYTES = 0x20000000
"""Most bytes of bits (512 MiB) that qemu accepts for one bitmap; `num_table_entries <<
cluster_bits` may not exceed it.
"""
MAX_HOST_OFFSET = 0xFFFFFFFFFFFFFF
"""Last byte of the file that an L1, L2 or bitmap table entry can point at (56 bits, 64 PiB): the
offset field ends at bit 55.
"""
DEFAULT_REFCOUNT_ORDER = 4
"""Order that version 2 images have implicitly, 16-bit reference counts."""
DEFAULT_CLUSTER_BITS = 16
"""What qemu-img creates when it is not asked otherwise, 64 KiB."""
DEFAULT_HEADER_LENGTH = 112
"""Length of the version 3 headers that qemu writes."""
MIN_FEATURE_NAMES_BITS = 13
"""qemu writes a feature name table where clusters have so many bits or more."""
L2_CACHE_SIZE = 0x2000000
"""Most L2 tables that qemu keeps in memory; an image that has more is handled in slices of a
table.
"""
L2_SLICE_SIZE = 4096
"""Length of such a slice."""
SUBCLUSTERS_PER_CLUSTER = 32
"""Number of subclusters of a cluster in images with extended L2 entries."""
MIN_EXTENDED_L2_CLUSTER_BITS = 14
"""A subcluster is at least 512 bytes, so clusters with extended L2 entries are at least 16 KiB."""
SECTOR_BITS = 9
"""Lengths of compressed clusters count sectors of 512 bytes; the offset fields of table entries
leave out the nine low bits.
"""
EXTENSION_ALIGN = 8
"""Header extensions, snapshot table entries and bitmap directory entries are padded to a
multiple of this.
"""
BITMAP_ENTRY_ALIGN = 8
"""Entries of the bitmap directory are padded to this."""

if TYPE_CHECKING:

    class Qcow2CryptMethod(int):
        """Values of crypt_method."""

        NONE: ClassVar[Qcow2CryptMethod]
        AES: ClassVar[Qcow2CryptMethod]
        LUKS: ClassVar[Qcow2CryptMethod]

else:
    Qcow2CryptMethod = Values(NONE=0, AES=1, LUKS=2)


if TYPE_CHECKING:

    class Qcow2Compression(int):
        """Values of compression."""

        ZLIB: ClassVar[Qcow2Compression]
        ZSTD: ClassVar[Qcow2Compression]

else:
    Qcow2Compression = Values(ZLIB=0, ZSTD=1)


if TYPE_CHECKING:

    class Qcow2IncompatibleFeature(int):
        """Values of incompatible_feature."""

        DIRTY: ClassVar[Qcow2IncompatibleFeature]
        CORRUPT: ClassVar[Qcow2IncompatibleFeature]
        EXTERNAL_DATA: ClassVar[Qcow2IncompatibleFeature]
        COMPRESSION: ClassVar[Qcow2IncompatibleFeature]
        EXTENDED_L2: ClassVar[Qcow2IncompatibleFeature]

else:
    Qcow2IncompatibleFeature = Values(
        DIRTY=1, CORRUPT=2, EXTERNAL_DATA=4, COMPRESSION=8, EXTENDED_L2=16
    )


if TYPE_CHECKING:

    class Qcow2CompatibleFeature(int):
        """Values of compatible_feature."""

        LAZY_REFCOUNTS: ClassVar[Qcow2CompatibleFeature]

else:
    Qcow2CompatibleFeature = Values(LAZY_REFCOUNTS=1)


if TYPE_CHECKING:

    class Qcow2AutoclearFeature(int):
        """Values of autoclear_feature."""

        BITMAPS: ClassVar[Qcow2AutoclearFeature]
        RAW_EXTERNAL_DATA: ClassVar[Qcow2AutoclearFeature]

else:
    Qcow2AutoclearFeature = Values(BITMAPS=1, RAW_EXTERNAL_DATA=2)


if TYPE_CHECKING:

    class Qcow2ExtensionType(int):
        """Values of extension_type."""

        END: ClassVar[Qcow2ExtensionType]
        BACKING_FORMAT: ClassVar[Qcow2ExtensionType]
        FEATURE_NAMES: ClassVar[Qcow2ExtensionType]
        BITMAPS: ClassVar[Qcow2ExtensionType]
        ENCRYPTION: ClassVar[Qcow2ExtensionType]
        DATA_FILE: ClassVar[Qcow2ExtensionType]

else:
    Qcow2ExtensionType = Values(
        END=0,
        BACKING_FORMAT=0xE2792ACA,
        FEATURE_NAMES=0x6803F857,
        BITMAPS=0x23852875,
        ENCRYPTION=0x537BE77,
        DATA_FILE=0x44415441,
    )


if TYPE_CHECKING:

    class Qcow2FeatureSet(int):
        """Values of feature_set."""

        INCOMPATIBLE: ClassVar[Qcow2FeatureSet]
        COMPATIBLE: ClassVar[Qcow2FeatureSet]
        AUTOCLEAR: ClassVar[Qcow2FeatureSet]

else:
    Qcow2FeatureSet = Values(INCOMPATIBLE=0, COMPATIBLE=1, AUTOCLEAR=2)


if TYPE_CHECKING:

    class Qcow2BitmapFlag(int):
        """Values of bitmap_flag."""

        IN_USE: ClassVar[Qcow2BitmapFlag]
        AUTO: ClassVar[Qcow2BitmapFlag]
        EXTRA_DATA_COMPATIBLE: ClassVar[Qcow2BitmapFlag]

else:
    Qcow2BitmapFlag = Values(IN_USE=1, AUTO=2, EXTRA_DATA_COMPATIBLE=4)


if TYPE_CHECKING:

    class Qcow2BitmapType(int):
        """Values of bitmap_type."""

        DIRTY_TRACKING: ClassVar[Qcow2BitmapType]

else:
    Qcow2BitmapType = Values(DIRTY_TRACKING=1)


class Qcow2Header(Record, kw_only=True):
    """First bytes of the file. Version 2 ends after 72 bytes; version 3 has `len_header` bytes,
    at least 104. The header, its extensions and the backing file's name all lie in the first
    cluster. A parser checks the fields in their order. qemu's order is: magic, version,
    cluster_bits, len_header (both limits), ofs_backing_file, compression_type and its feature
    bit, unknown incompatible features, the size of subclusters, refcount_order, the refcount
    table's size and place, the snapshot table's, the L1 table's, virtual_size, crypt_method, the
    extensions, the length of the backing file's name, the snapshots, the bitmaps. An image with
    two faults may therefore get the text of the other one. Bytes past the end of the file read
    as zeros, here and everywhere: a file of 8 bytes has `cluster_bits` 0.
    """

    MIN_SIZE: ClassVar[int] = 72
    V2_LENGTH: ClassVar[int] = 72
    """Bytes in a version 2 header."""
    V3_MIN_LENGTH: ClassVar[int] = 104
    """Bytes in a version 3 header without additional fields."""
    MAGIC: ClassVar[bytes] = b"QFI\xfb"
    VERSION_MIN: ClassVar[int] = 2
    VERSION_MAX: ClassVar[int] = 3
    CLUSTER_BITS_MIN: ClassVar[int] = 9
    CLUSTER_BITS_MAX: ClassVar[int] = 21
    REFCOUNT_ORDER_MAX: ClassVar[int] = 6
    LEN_HEADER_MIN: ClassVar[int] = 104
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">4sIQIIQIIQQIIQ")
    _LAYOUT1: ClassVar[struct.Struct] = struct.Struct(">QQQII")
    _LAYOUT2: ClassVar[struct.Struct] = struct.Struct(">B")
    _LAYOUT3: ClassVar[struct.Struct] = struct.Struct(">7s")

    version: int
    """2 from the beginning (qemu 0.8.3, released as 0.9.0), 3 since 1.1: feature bits, refcount
    widths, clusters that read as zero. The option `compat` names the oldest qemu that reads what
    is written: `0.10` for version 2, `1.1` for version 3, the default since 1.7. qemu's prober
    takes a file with version 1 for the older format, and one with version 0 for raw. 2..3.
    """
    ofs_backing_file: int = 0
    """Where the name of the backing file is in this file; 0 if there is none. Where it is not 0
    it also ends the area of header extensions. Conflicts with
    `autoclear_feature::raw_external_data`.
    """
    len_backing_file: int = 0
    """Length of that name, without a terminator, at most 1023. Undefined without a backing file."""
    cluster_bits: int
    """A cluster is `1 << cluster_bits` bytes. The offset fields of entries have bits 9 to 55, so
    clusters can be no shorter and no longer; the source says the lower limit alone. At least 14
    with extended L2 entries. 9..21.
    """
    virtual_size: int = 0
    """Size of the disk that the guest sees. The tables' layout reaches 64 PiB of allocated
    clusters (56 bits), the limit on the L1 table 128 GiB with clusters of 512 bytes and 2 EiB
    with 2 MiB.
    """
    crypt_method: int = 0
    """How the guest's data is encrypted; metadata never is."""
    num_l1_entries: int = 0
    """Entries of the active L1 table. At least as many as the virtual size needs; further ones
    address the state of a virtual machine while it runs.
    """
    ofs_l1_table: int = 0
    """Where the active L1 table starts, a multiple of the cluster size."""
    ofs_refcount_table: int = 0
    """Where the refcount table starts, a multiple of the cluster size."""
    num_refcount_table_clusters: int = 0
    """Length of the refcount table, at most 8 MiB and at least one cluster."""
    num_snapshots: int = 0
    """Entries of the snapshot table, at most 65536."""
    ofs_snapshots: int = 0
    """Where the snapshot table starts, a multiple of the cluster size. Mostly 0 in an image
    without snapshots.
    """
    incompatible_features: int = 0
    """Set of `incompatible_feature`. A reader must refuse an image with a bit that it does not
    know.
    """
    compatible_features: int = 0
    """Set of `compatible_feature`. Unknown bits are harmless."""
    autoclear_features: int = 0
    """Set of `autoclear_feature`. A writer that does not know a bit clears it before it changes
    anything, so a set bit says that every writer since has kept the feature's data up to date.
    """
    refcount_order: int = 0
    """A reference count has `1 << refcount_order` bits: 1, 2, 4, 8, 16, 32 or 64. Always 4 (16
    bits) in version 2; see `refcount_bits`. At most 6.
    """
    len_header: int = 0
    """Bytes in the header, a multiple of 8: where the extensions start. 104 ends after this
    field; more means that fields of later revisions follow, each of which can be ignored unless
    a feature bit says otherwise. No longer than a cluster. At least 104.
    """
    compression_type: int = 0
    """Method of all compressed clusters of the image. Not 0 exactly when
    `incompatible_feature::compression` is set. Where the field is absent, clusters are
    compressed with deflate.
    """
    reserved: bytes = bytes(7)
    """Fills the header up to a multiple of 8."""

    @property
    def length(self) -> int:
        """Where the header extensions start, in either version."""
        return self.len_header if (self.version >= 3) else 72

    @property
    def len_known(self) -> int:
        """Bytes of the header that are declared here. `length` less these is what later
        revisions added.
        """
        return (
            72
            if (self.version < 3)
            else (112 if (self.len_header >= 112) else (105 if (self.len_header > 104) else 104))
        )

    @property
    def cluster_size(self) -> int:
        """Bytes in a cluster."""
        return 1 << self.cluster_bits

    @property
    def has_extended_l2(self) -> bool:
        """Whether L2 entries have 16 bytes and clusters have subclusters."""
        return ((self.incompatible_features & 16) != 0) if (self.version >= 3) else False

    @property
    def has_external_data(self) -> bool:
        """Whether guest clusters are in another file."""
        return ((self.incompatible_features & 4) != 0) if (self.version >= 3) else False

    @property
    def is_dirty(self) -> bool:
        """Whether reference counts may be wrong."""
        return ((self.incompatible_features & 1) != 0) if (self.version >= 3) else False

    @property
    def is_corrupt(self) -> bool:
        """Whether some structure was found to be wrong."""
        return ((self.incompatible_features & 2) != 0) if (self.version >= 3) else False

    @property
    def has_lazy_refcounts(self) -> bool:
        """Whether writers may defer updates of reference counts."""
        return ((self.compatible_features & 1) != 0) if (self.version >= 3) else False

    @property
    def is_data_file_raw(self) -> bool:
        """Whether the data file alone is the whole disk."""
        return ((self.autoclear_features & 2) != 0) if (self.version >= 3) else False

    @property
    def has_consistent_bitmaps(self) -> bool:
        """Whether the bitmaps extension may be believed."""
        return ((self.autoclear_features & 1) != 0) if (self.version >= 3) else False

    @property
    def unknown_incompatible_features(self) -> int:
        """Bits that no reader written from this file can support; 0 in an image that may be
        opened.
        """
        return (self.incompatible_features & 0xFFFFFFFFFFFFFFE0) if (self.version >= 3) else 0

    @property
    def refcount_bits(self) -> int:
        """Width of a reference count."""
        return (1 << self.refcount_order) if (self.version >= 3) else 16

    @property
    def l2_entry_size(self) -> int:
        """Bytes in an L2 entry."""
        return (
            16
            if (((self.incompatible_features & 16) != 0) if (self.version >= 3) else False)
            else 8
        )

    @property
    def num_l2_entries(self) -> int:
        """Entries in an L2 table, which is one cluster."""
        return (1 << self.cluster_bits) // (
            16
            if (((self.incompatible_features & 16) != 0) if (self.version >= 3) else False)
            else 8
        )

    @property
    def num_refcounts_per_block(self) -> int:
        """Reference counts in a refcount block, which is one cluster."""
        return (1 << (self.cluster_bits + 3)) // (
            (1 << self.refcount_order) if (self.version >= 3) else 16
        )

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if not 2 <= self.version <= 3:
            raise FieldError("qcow2 header", "version", base + 4, self.version, "2..3", 3)
        if not 9 <= self.cluster_bits <= 21:
            raise FieldError(
                "qcow2 header", "cluster_bits", base + 20, self.cluster_bits, "9..21", 3
            )
        if self.crypt_method not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "qcow2 header",
                "crypt_method",
                base + 32,
                self.crypt_method,
                "one of 0 (none), 1 (aes), 2 (luks)",
                6,
            )
        if self.version >= 3:
            if self.refcount_order > 6:
                raise FieldError(
                    "qcow2 header", "refcount_order", base + 96, self.refcount_order, "at most 6", 3
                )
            if self.len_header < 104:
                raise FieldError(
                    "qcow2 header", "len_header", base + 100, self.len_header, "at least 104", 3
                )
        if (self.version >= 3) and (self.len_header > 104):
            if self.compression_type not in (
                0,
                1,
            ):
                raise FieldError(
                    "qcow2 header",
                    "compression_type",
                    base + 104,
                    self.compression_type,
                    "one of 0 (zlib), 1 (zstd)",
                    6,
                )
        if (self.version >= 3) and (self.len_header >= 112):
            if len(self.reserved) != 7:
                raise FieldError(
                    "qcow2 header",
                    "reserved",
                    base + 105,
                    len(self.reserved),
                    "must have the length 7",
                    7,
                )

    def pack(self) -> bytes:
        """Return the bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        parts: list[bytes] = []
        parts.append(
            self._LAYOUT0.pack(
                self.MAGIC,
                self.version,
                self.ofs_backing_file,
                self.len_backing_file,
                self.cluster_bits,
                self.virtual_size,
                self.crypt_method,
                self.num_l1_entries,
                self.ofs_l1_table,
                self.ofs_refcount_table,
                self.num_refcount_table_clusters,
                self.num_snapshots,
                self.ofs_snapshots,
            )
        )
        if self.version >= 3:
            parts.append(
                self._LAYOUT1.pack(
                    self.incompatible_features,
                    self.compatible_features,
                    self.autoclear_features,
                    self.refcount_order,
                    self.len_header,
                )
            )
        if (self.version >= 3) and (self.len_header > 104):
            parts.append(self._LAYOUT2.pack(self.compression_type))
        if (self.version >= 3) and (self.len_header >= 112):
            parts.append(self._LAYOUT3.pack(self.reserved))
        return b"".join(parts)


class Qcow2ExtensionHeader(Record, kw_only=True):
    """Start of a header extension. Extensions follow each other from the end of the header on,
    each padded with up to seven bytes so that the next starts at a multiple of 8 from the first,
    and end with one of type `end`, at the backing file's name or with the first cluster,
    whichever comes first. Each type is there at most once.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">II")

    type: int = 0
    """What the data is."""
    len_data: int = 0
    """Bytes of data that follow, without the padding."""

    @property
    def len_padded(self) -> int:
        """Bytes from the end of this structure to the next extension."""
        return ((self.len_data + 7) // 8) * 8

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.type, self.len_data)


class Qcow2Extension(Record, kw_only=True):
    """One header extension with its data, as a viewer shows it."""

    MIN_SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<8s")

    header: Qcow2ExtensionHeader = later(lambda: Qcow2ExtensionHeader())
    """Type and length."""
    data: bytes = b""
    """A string without terminator (`backing_format`, `data_file`), an array of `feature_name`, a
    `bitmaps_extension` or an `encryption_pointer`.
    """
    padding: bytes = b""
    """Up to the next multiple of 8."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        at = base
        self.header.check(base=at)
        at += 8
        if len(self.data) != self.header.len_data:
            raise FieldError(
                "qcow2 extension",
                "data",
                at,
                len(self.data),
                "must have the length self.header.len_data",
                7,
            )
        at += len(self.data)
        if len(self.padding) != ((8 - (self.header.len_data % 8)) % 8):
            raise FieldError(
                "qcow2 extension",
                "padding",
                at,
                len(self.padding),
                "must have the length ((8 - (self.header.len_data % 8)) % 8)",
                7,
            )
        at += len(self.padding)

    def pack(self) -> bytes:
        """Return the bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        parts: list[bytes] = []
        parts.append(self._LAYOUT0.pack(self.header.pack_unchecked()))
        parts.append(self.data)
        parts.append(self.padding)
        return b"".join(parts)


class Qcow2FeatureName(Record, kw_only=True):
    """Entry of the feature name table: lets a reader that does not know a feature say what it is
    called.
    """

    SIZE: ClassVar[int] = 48
    FEATURE_NAME_DIRTY: ClassVar[str] = "dirty bit"
    FEATURE_NAME_CORRUPT: ClassVar[str] = "corrupt bit"
    FEATURE_NAME_DATA_FILE: ClassVar[str] = "external data file"
    FEATURE_NAME_COMPRESSION: ClassVar[str] = "compression type"
    FEATURE_NAME_EXTENDED_L2: ClassVar[str] = "extended L2 entries"
    FEATURE_NAME_LAZY_REFCOUNTS: ClassVar[str] = "lazy refcounts"
    FEATURE_NAME_BITMAPS: ClassVar[str] = "bitmaps"
    FEATURE_NAME_RAW_DATA_FILE: ClassVar[str] = "raw external data"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">BB46s")

    feature_set: int = 0
    """Which of the three bit fields of the header."""
    bit: int = 0
    """Number of the bit, 0 to 63, from the least significant."""
    name: bytes = bytes(46)
    """What the feature is called, such as `feature_name_dirty`."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.name) != 46:
            raise FieldError(
                "qcow2 feature name", "name", base + 2, len(self.name), "must have the length 46", 7
            )

    def pack(self) -> bytes:
        """Return the 48 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.feature_set, self.bit, self.name)


class Qcow2BitmapsExtension(Record, kw_only=True):
    """Says where the directory of persistent bitmaps is. To be believed only when
    `autoclear_feature::bitmaps` is set; otherwise a program without bitmap support has written
    to the disk, and the bitmaps miss those writes.
    """

    SIZE: ClassVar[int] = 24
    WARNING_NOT_KEPT: ClassVar[str] = (
        "a program lacking bitmap support modified this file, so all bitmaps are now "
        "considered inconsistent\nSome clusters may be leaked, run 'qemu-img check "
        "-r' on the image file to fix."
    )
    WARNING_VERSION_2: ClassVar[str] = (
        "This qcow2 v2 image contains bitmaps, but they may have been modified by a "
        "program without persistent bitmap support; so now they must all be "
        "considered inconsistent\nSome clusters may be leaked, run 'qemu-img check "
        "-r' on the image file to fix."
    )
    NUM_BITMAPS_MIN: ClassVar[int] = 1
    LEN_DIRECTORY_MAX: ClassVar[int] = 0x3FFFC00
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">I4xQQ")

    num_bitmaps: int
    """Entries of the directory. qemu supports at most 65535 (`max_bitmaps`). At least 1."""
    len_directory: int = 0
    """Bytes of all entries of the directory together. At most 0x3fffc00."""
    ofs_directory: int = 0
    """Where the directory starts, a multiple of the cluster size."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.num_bitmaps < 1:
            raise FieldError(
                "qcow2 bitmaps extension", "num_bitmaps", base, self.num_bitmaps, "at least 1", 3
            )
        if self.len_directory > 0x3FFFC00:
            raise FieldError(
                "qcow2 bitmaps extension",
                "len_directory",
                base + 8,
                self.len_directory,
                "at most 0x3fffc00",
                3,
            )

    def pack(self) -> bytes:
        """Return the 24 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.num_bitmaps, self.len_directory, self.ofs_directory)


class Qcow2EncryptionPointer(Record, kw_only=True):
    """Full disk encryption header pointer: where the encryption method keeps its own header.
    Present exactly when `crypt_method` is LUKS. What it points at is a LUKS1 header (luks.ksy)
    whose key material offsets count from the start of that header and whose payload offset is
    not used.
    """

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">QQ")

    ofs_header: int = 0
    """Where the encryption header starts, a multiple of the cluster size."""
    len_header: int = 0
    """Bytes of header and key material. The clusters that they occupy are zero after them."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.ofs_header, self.len_header)


class Qcow2L1Entry(Record, kw_only=True):
    """Entry of an L1 table: where one L2 table is. 0 in all of the offset means that the L2
    table does not exist, and that the whole range it would describe is unallocated.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    copied: bool = False
    """Bit 63. The L2 table's reference count is exactly one, so that it may be written in place.
    Accurate only in the active L1 table.
    """
    reserved_high: int = 0
    """Reserved."""
    l2_sector: int = 0
    """Bits 55 to 9. Offset of the L2 table without its nine low bits."""
    reserved_low: int = 0
    """Reserved."""

    @property
    def ofs_l2_table(self) -> int:
        """Where the L2 table is in the file; 0 when there is none."""
        return self.l2_sector << 9

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.copied << 63 | self.reserved_high << 56 | self.l2_sector << 9 | self.reserved_low
        )


class Qcow2L2Entry(Record, kw_only=True):
    """Entry of an L2 table, standard form: what one cluster of the disk is. When `compressed` is
    set, the other bits have another meaning, see `compressed_entry`. Otherwise, in this order:
    `zero` (without extended L2 entries, and from version 3 on) makes the cluster read as zeros,
    whether or not an offset is kept as a preallocation; offset 0 means unallocated; any other
    offset is where the cluster's bytes are. With an external data file, the offset counts in
    that file, equals the guest offset, and may be 0 together with `copied`.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    copied: bool = False
    """Bit 63. The cluster's reference count is exactly one. Accurate only below the active L1
    table. Always set with an external data file, where it distinguishes an allocated cluster at
    offset 0 from an unallocated one.
    """
    compressed: bool = False
    """Bit 62. The entry is a `compressed_entry`."""
    reserved_high: int = 0
    """Reserved."""
    host_sector: int = 0
    """Bits 55 to 9. Offset of the cluster in the file (or the data file) without its nine low
    bits.
    """
    reserved_low: int = 0
    """Reserved."""
    zero: bool = False
    """Bit 0. The cluster reads as zeros. Has no meaning with extended L2 entries, which have
    `reads_as_zero` instead.
    """

    @property
    def host_offset(self) -> int:
        """Where the cluster is."""
        return self.host_sector << 9

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.copied << 63
            | self.compressed << 62
            | self.reserved_high << 56
            | self.host_sector << 9
            | self.reserved_low << 1
            | self.zero
        )


class Qcow2CompressedEntry(Record, kw_only=True):
    """Entry of an L2 table whose `compressed` bit is set. Offset and length share 62 bits; where
    the boundary is depends on the cluster size: of `cluster_bits` bits, `cluster_bits - 8` count
    sectors. So the offset has 61 bits at 512-byte clusters and 49 at 2 MiB, which keeps
    compressed clusters of such images below 512 TiB. The data starts at any byte and ends
    somewhere in the last of the sectors: the decoder stops when it has produced a cluster, and
    the next compressed cluster may start in the same sector. It may cross into the next cluster
    of the file.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    copied: bool = False
    """Bit 63."""
    compressed: bool = False
    """Bit 62, set."""
    descriptor: int = 0
    """Offset and number of additional sectors, see the derived values. Where the offset has more
    than 56 bits, as it has with clusters below 16 KiB, its upper ones are 0.
    """

    def offset_bits(self, cluster_bits: int) -> int:
        """Bits of the descriptor that are the offset. The source calls it x."""
        return 70 - cluster_bits

    def host_offset(self, cluster_bits: int) -> int:
        """First byte of the compressed data."""
        return self.descriptor & ((1 << (70 - cluster_bits)) - 1)

    def num_additional_sectors(self, cluster_bits: int) -> int:
        """Sectors that the data reaches into beyond the one that it starts in."""
        return self.descriptor >> (70 - cluster_bits)

    def len_data(self, cluster_bits: int) -> int:
        """Most bytes that the compressed data can have, from its first byte to the end of the
        last sector.
        """
        return (((self.descriptor >> (70 - cluster_bits)) + 1) * 512) - (self.descriptor & 511)

    def check(self, cluster_bits: int, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self, cluster_bits: int) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check(cluster_bits)
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.copied << 63 | self.compressed << 62 | self.descriptor)


class Qcow2SubclusterBitmap(Record, kw_only=True):
    """Second half of an extended L2 entry: two bits for each of the 32 subclusters, the least
    significant bit of each half for the first subcluster. A compressed cluster has no
    subclusters, its bitmap is 0.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    reads_as_zero: int = 0
    """Bits 63 to 32. The subcluster reads as zeros and is not allocated."""
    allocated: int = 0
    """Bits 31 to 0. The subcluster's bytes are in the cluster at the entry's offset. With
    neither bit, the subcluster is read from the backing file.
    """

    @property
    def conflicts(self) -> int:
        """Subclusters that are both allocated and zero; 0 in a sound entry."""
        return self.reads_as_zero & self.allocated

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.reads_as_zero << 32 | self.allocated)


class Qcow2ExtendedL2Entry(Record, kw_only=True):
    """Entry of an L2 table in an image with `incompatible_feature::extended_l2`: 16 bytes. The
    first half is an `l2_entry` whose `zero` bit has no meaning.
    """

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<8s8s")

    entry: Qcow2L2Entry = later(lambda: Qcow2L2Entry())
    """Where the cluster is, or a `compressed_entry`."""
    subclusters: Qcow2SubclusterBitmap = later(lambda: Qcow2SubclusterBitmap())
    """Which parts of it are allocated."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        self.entry.check(base=base)
        self.subclusters.check(base=base + 8)

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.entry.pack_unchecked(), self.subclusters.pack_unchecked())


class Qcow2RefcountTableEntry(Record, kw_only=True):
    """Entry of the refcount table: where one refcount block is, a cluster that holds
    `num_refcounts_per_block` counts. 0 means that the block does not exist and that all its
    counts are 0. block = cluster / num_refcounts_per_block, index in the block = cluster %
    num_refcounts_per_block
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    block_sector: int = 0
    """Bits 63 to 9. Offset of the refcount block without its nine low bits."""
    reserved: int = 0
    """Reserved."""

    @property
    def ofs_block(self) -> int:
        """Where the refcount block is in the file; 0 when there is none."""
        return self.block_sector << 9

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.block_sector << 9 | self.reserved)


class Qcow2RefcountsInByte(Record, kw_only=True):
    """One byte of a refcount block whose counts are narrower than a byte: 8 counts of 1 bit, 4
    of 2 bits or 2 of 4 bits. The first count is in the least significant bits.
    """

    SIZE: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">B")

    counts: int = 0
    """All counts of the byte."""

    def refcount(self, order: int, index: int) -> int:
        """The count number `index`."""
        return (self.counts >> (index << order)) & ((1 << (1 << order)) - 1)

    def check(self, order: int, index: int, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self, order: int, index: int) -> bytes:
        """Return the 1 bytes that the spec describes, checked."""
        self.check(order, index)
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.counts)


class Qcow2Refcount8(Record, kw_only=True):
    """Entry of a refcount block with `refcount_order` 3."""

    SIZE: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">B")

    refcount: int = 0
    """How often the cluster is used. 0 is free, 2 and more must be copied before they are
    written.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 1 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.refcount)


class Qcow2Refcount16(Record, kw_only=True):
    """Entry of a refcount block with `refcount_order` 4, the only one in version 2."""

    SIZE: ClassVar[int] = 2
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">H")

    refcount: int = 0
    """How often the cluster is used. 0 is free, 2 and more must be copied before they are
    written.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 2 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.refcount)


class Qcow2Refcount32(Record, kw_only=True):
    """Entry of a refcount block with `refcount_order` 5."""

    SIZE: ClassVar[int] = 4
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">I")

    refcount: int = 0
    """How often the cluster is used. 0 is free, 2 and more must be copied before they are
    written.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 4 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.refcount)


class Qcow2Refcount64(Record, kw_only=True):
    """Entry of a refcount block with `refcount_order` 6."""

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    refcount: int = 0
    """How often the cluster is used. 0 is free, 2 and more must be copied before they are
    written.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.refcount)


class Qcow2SnapshotHeader(Record, kw_only=True):
    """Fixed part of a snapshot table entry. A snapshot has an L1 table of its own; its clusters
    are shared with the active disk by reference counts.
    """

    SIZE: ClassVar[int] = 40
    MIN_EXTRA_DATA: ClassVar[int] = 16
    """Least `len_extra_data` that version 3 asks for."""
    LEN_EXTRA_DATA_MAX: ClassVar[int] = 1024
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">QIHHIIQII")

    ofs_l1_table: int = 0
    """Where the snapshot's L1 table starts, a multiple of the cluster size."""
    num_l1_entries: int = 0
    """Entries of that table."""
    len_id: int = 0
    """Length of the unique id, a decimal number in practice."""
    len_name: int = 0
    """Length of the name."""
    date_sec: int = 0
    """When the snapshot was taken, since 1970-01-01 UTC."""
    date_nsec: int = 0
    """The rest of that time."""
    vm_clock_nsec: int = 0
    """How long the guest had been running."""
    vm_state_size_low: int = 0
    """Bytes of saved machine state, 0 for a snapshot of the disk alone. Ignored when the extra
    data has the wide field. The state is stored like guest data, from the first L1 entry that
    the virtual size does not need.
    """
    len_extra_data: int = 0
    """Bytes of extra data after this header. Version 3 asks for at least 16, so that a snapshot
    says how large its disk was. At most 1024.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.len_extra_data > 1024:
            raise FieldError(
                "qcow2 snapshot header",
                "len_extra_data",
                base + 36,
                self.len_extra_data,
                "at most 1024",
                3,
            )

    def pack(self) -> bytes:
        """Return the 40 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.ofs_l1_table,
            self.num_l1_entries,
            self.len_id,
            self.len_name,
            self.date_sec,
            self.date_nsec,
            self.vm_clock_nsec,
            self.vm_state_size_low,
            self.len_extra_data,
        )


class Qcow2Snapshot(Record, kw_only=True):
    """A whole snapshot table entry: fixed part, extra data, id, name. Later revisions append to
    the extra data; a reader takes as much as it knows. The next entry starts at the next
    multiple of 8 (`len_entry`).
    """

    MIN_SIZE: ClassVar[int] = 40
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">40s")
    _LAYOUT1: ClassVar[struct.Struct] = struct.Struct(">Q")
    _LAYOUT2: ClassVar[struct.Struct] = struct.Struct(">Q")
    _LAYOUT3: ClassVar[struct.Struct] = struct.Struct(">Q")

    header: Qcow2SnapshotHeader = later(lambda: Qcow2SnapshotHeader())
    """Lengths and times."""
    vm_state_size: int = 0
    """Bytes of saved machine state; replaces the header's narrower field."""
    disk_size: int = 0
    """Virtual size when the snapshot was taken. Where absent, the image's own."""
    icount: int = 0
    """Instructions executed, for record and replay; all bits set when they were not counted, as
    where absent.
    """
    unknown_extra_data: bytes = b""
    """What this file does not know, or the start of a field that is cut short."""
    unique_id: bytes = b""
    """Unique id, not terminated."""
    name: bytes = b""
    """Name, not terminated."""

    @property
    def len_entry(self) -> int:
        """Bytes from the start of this entry to the start of the next, with up to seven bytes of
        padding.
        """
        return (
            ((((40 + self.header.len_extra_data) + self.header.len_id) + self.header.len_name) + 7)
            // 8
        ) * 8

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        at = base
        self.header.check(base=at)
        at += 40
        if self.header.len_extra_data >= 8:
            at += 8
        if self.header.len_extra_data >= 16:
            at += 8
        if self.header.len_extra_data >= 24:
            at += 8
        if len(self.unknown_extra_data) != (
            (self.header.len_extra_data - 24)
            if (self.header.len_extra_data >= 24)
            else (self.header.len_extra_data % 8)
        ):
            raise FieldError(
                "qcow2 snapshot",
                "unknown_extra_data",
                at,
                len(self.unknown_extra_data),
                "must have the length ((self.header.len_extra_data - 24) if "
                "(self.header.len_extra_data >= 24) else (self.header.len_extra_data % 8))",
                7,
            )
        at += len(self.unknown_extra_data)
        if len(self.unique_id) != self.header.len_id:
            raise FieldError(
                "qcow2 snapshot",
                "unique_id",
                at,
                len(self.unique_id),
                "must have the length self.header.len_id",
                7,
            )
        at += len(self.unique_id)
        if len(self.name) != self.header.len_name:
            raise FieldError(
                "qcow2 snapshot",
                "name",
                at,
                len(self.name),
                "must have the length self.header.len_name",
                7,
            )
        at += len(self.name)

    def pack(self) -> bytes:
        """Return the bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        parts: list[bytes] = []
        parts.append(self._LAYOUT0.pack(self.header.pack_unchecked()))
        if self.header.len_extra_data >= 8:
            parts.append(self._LAYOUT1.pack(self.vm_state_size))
        if self.header.len_extra_data >= 16:
            parts.append(self._LAYOUT2.pack(self.disk_size))
        if self.header.len_extra_data >= 24:
            parts.append(self._LAYOUT3.pack(self.icount))
        parts.append(self.unknown_extra_data)
        parts.append(self.unique_id)
        parts.append(self.name)
        return b"".join(parts)


class Qcow2BitmapEntry(Record, kw_only=True):
    """Entry of the bitmap directory: one persistent bitmap of the disk, a bit for each `1 <<
    granularity_bits` bytes. All of the directory is loaded when an image is opened, and one bad
    entry makes the image unusable.
    """

    MIN_SIZE: ClassVar[int] = 24
    MIN_GRANULARITY_BITS: ClassVar[int] = 9
    """Finest granularity that qemu accepts, 512 bytes."""
    MAX_GRANULARITY_BITS: ClassVar[int] = 31
    """Coarsest granularity that qemu accepts, 2 GiB."""
    KNOWN_FLAGS: ClassVar[int] = 3
    """Flags that qemu knows, `in_use` and `auto`. It refuses `extra_data_compatible`."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">QIIBBHI")

    ofs_table: int = 0
    """Where the bitmap's table starts, a multiple of the cluster size and not 0."""
    num_table_entries: int = 0
    """Entries of that table, one for each cluster of bits."""
    flags: int = 0
    """Set of `bitmap_flag`. The other bits are 0."""
    type: int = 0
    """Always `dirty_tracking`."""
    granularity_bits: int = 0
    """A bit represents `1 << granularity_bits` bytes of the disk. The source allows 0 to 63,
    qemu 9 to 31.
    """
    len_name: int = 0
    """Length of the name, 1 to 1023."""
    len_extra_data: int = 0
    """Bytes of extra data, reserved and 0."""
    extra_data: bytes = b""
    """Never refers to clusters."""
    name: bytes = b""
    """Name, not terminated, unique in the image."""

    @property
    def len_entry(self) -> int:
        """Bytes from the start of this entry to the start of the next. The source asks for zeros
        in the padding; qemu ignores them.
        """
        return ((((24 + self.len_extra_data) + self.len_name) + 7) // 8) * 8

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        at = base
        at += 24
        if len(self.extra_data) != self.len_extra_data:
            raise FieldError(
                "qcow2 bitmap entry",
                "extra_data",
                at,
                len(self.extra_data),
                "must have the length self.len_extra_data",
                7,
            )
        at += len(self.extra_data)
        if len(self.name) != self.len_name:
            raise FieldError(
                "qcow2 bitmap entry",
                "name",
                at,
                len(self.name),
                "must have the length self.len_name",
                7,
            )
        at += len(self.name)

    def pack(self) -> bytes:
        """Return the bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        parts: list[bytes] = []
        parts.append(
            self._LAYOUT0.pack(
                self.ofs_table,
                self.num_table_entries,
                self.flags,
                self.type,
                self.granularity_bits,
                self.len_name,
                self.len_extra_data,
            )
        )
        parts.append(self.extra_data)
        parts.append(self.name)
        return b"".join(parts)


class Qcow2BitmapTableEntry(Record, kw_only=True):
    """Entry of a bitmap table, where one cluster of bits is. Bit n of byte b of the bitmap, n
    counted from the least significant and b over all of its clusters, is for the bytes of the
    disk from `(8 * b + n) << granularity_bits` on. What is left of the last cluster is zero.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    reserved_high: int = 0
    """Bits 63 to 56."""
    host_sector: int = 0
    """Bits 55 to 9. Offset of the cluster without its nine low bits; 0 when the cluster is not
    stored.
    """
    reserved_low: int = 0
    """Bits 8 to 1."""
    all_ones: bool = False
    """Bit 0. When the cluster is not stored, all its bits are this value. 0 when it is stored.
    Such that not all_ones or host_sector == 0.
    """

    @property
    def host_offset(self) -> int:
        """Where the cluster of bits is; 0 when it is not stored."""
        return self.host_sector << 9

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.reserved_high != 0:
            raise FieldError(
                "qcow2 bitmap table entry", "reserved_high", base, self.reserved_high, "0", 4
            )
        if self.reserved_low != 0:
            raise FieldError(
                "qcow2 bitmap table entry", "reserved_low", base, self.reserved_low, "0", 4
            )
        if not ((not self.all_ones) or (self.host_sector == 0)):
            raise FieldError(
                "qcow2 bitmap table entry",
                "all_ones",
                base,
                self.all_ones,
                "such that not all_ones or host_sector == 0",
                7,
            )

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.reserved_high << 56
            | self.host_sector << 9
            | self.reserved_low << 1
            | self.all_ones
        )
