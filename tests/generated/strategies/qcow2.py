# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/qcow2.ksy spec=aa198cbd gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU copy-on-write image, versions 2 and 3: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.qcow2 import (
    Qcow2BitmapEntry,
    Qcow2BitmapsExtension,
    Qcow2BitmapTableEntry,
    Qcow2CompressedEntry,
    Qcow2EncryptionPointer,
    Qcow2ExtendedL2Entry,
    Qcow2Extension,
    Qcow2ExtensionHeader,
    Qcow2FeatureName,
    Qcow2Header,
    Qcow2L1Entry,
    Qcow2L2Entry,
    Qcow2Refcount8,
    Qcow2Refcount16,
    Qcow2Refcount32,
    Qcow2Refcount64,
    Qcow2RefcountsInByte,
    Qcow2RefcountTableEntry,
    Qcow2Snapshot,
    Qcow2SnapshotHeader,
    Qcow2SubclusterBitmap,
)
from tests.strategies.support import Corruption, Values


@st.composite
def qcow2_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2Header:
    """Valid qcow2 header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "version",
        2,
        3,
        (
            2,
            3,
        ),
        lambda x, v: 2 <= x <= 3,
    )
    v.integer(
        "ofs_backing_file",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_backing_file",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "cluster_bits",
        9,
        21,
        (
            9,
            10,
            11,
            20,
            21,
        ),
        lambda x, v: 9 <= x <= 21 and 9 <= x <= 55,
    )
    v.integer(
        "virtual_size",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "crypt_method",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
        ),
    )
    v.integer(
        "num_l1_entries",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "ofs_l1_table",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "ofs_refcount_table",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "num_refcount_table_clusters",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "num_snapshots",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "ofs_snapshots",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    if v["version"] >= 3:
        v.integer(
            "incompatible_features",
            0,
            0xFFFFFFFFFFFFFFFF,
            (
                0,
                1,
                0x8000000000000000,
                0xFFFFFFFFFFFFFFFE,
                0xFFFFFFFFFFFFFFFF,
            ),
            None,
        )
    else:
        v.absent("incompatible_features", 0)
    if v["version"] >= 3:
        v.integer(
            "compatible_features",
            0,
            0xFFFFFFFFFFFFFFFF,
            (
                0,
                1,
                0x8000000000000000,
                0xFFFFFFFFFFFFFFFE,
                0xFFFFFFFFFFFFFFFF,
            ),
            None,
        )
    else:
        v.absent("compatible_features", 0)
    if v["version"] >= 3:
        v.integer(
            "autoclear_features",
            0,
            0xFFFFFFFFFFFFFFFF,
            (
                0,
                1,
                0x8000000000000000,
                0xFFFFFFFFFFFFFFFE,
                0xFFFFFFFFFFFFFFFF,
            ),
            None,
        )
    else:
        v.absent("autoclear_features", 0)
    if v["version"] >= 3:
        v.integer(
            "refcount_order",
            0,
            6,
            (
                0,
                1,
                4,
                5,
                6,
            ),
            lambda x, v: x <= 6,
        )
    else:
        v.absent("refcount_order", 0)
    if v["version"] >= 3:
        v.integer(
            "len_header",
            104,
            0xFFFFFFFF,
            (
                104,
                105,
                0x80000000,
                0xFFFFFFFE,
                0xFFFFFFFF,
            ),
            lambda x, v: x >= 104,
        )
    else:
        v.absent("len_header", 0)
    if (v["version"] >= 3) and (v["len_header"] > 104):
        v.integer(
            "compression_type",
            0,
            255,
            (
                0,
                1,
                128,
                254,
                255,
            ),
            lambda x, v: x
            in (
                0,
                1,
            ),
        )
    else:
        v.absent("compression_type", 0)
    if (v["version"] >= 3) and (v["len_header"] >= 112):
        v.data("reserved", 7, good=None)
    else:
        v.absent("reserved", b"")
    return Qcow2Header(**v.values)


def qcow2_header_boundaries() -> st.SearchStrategy[Qcow2Header]:
    """Valid qcow2 header structures whose numbers stand at the edges of their rules."""
    return qcow2_headers(edges_only=True)


QCOW2_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("qcow2 header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
    Corruption(
        "qcow2 header",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (2 <= x <= 3),
        4,
        4,
    ),
    Corruption(
        "qcow2 header",
        "cluster_bits",
        3,
        "number",
        (
            0,
            1,
            8,
            9,
            10,
            11,
            12,
            19,
            20,
            21,
            22,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (9 <= x <= 21),
        20,
        4,
    ),
    Corruption(
        "qcow2 header",
        "crypt_method",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0,
            1,
            2,
        ),
        32,
        4,
    ),
    Corruption(
        "qcow2 header",
        "refcount_order",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: (s.version >= 3) and not (x <= 6),
        96,
        4,
    ),
    Corruption(
        "qcow2 header",
        "len_header",
        3,
        "number",
        (
            0,
            1,
            103,
            104,
            105,
            106,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: (s.version >= 3) and not (x >= 104),
        100,
        4,
    ),
    Corruption(
        "qcow2 header",
        "compression_type",
        6,
        "number",
        (
            0,
            1,
            2,
            127,
            129,
            253,
            254,
            255,
        ),
        0,
        255,
        lambda x, s: ((s.version >= 3) and (s.len_header > 104))
        and x
        not in (
            0,
            1,
        ),
        104,
        1,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def qcow2_extension_headers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> Qcow2ExtensionHeader:
    """Valid qcow2 extension header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "type",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_data",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    return Qcow2ExtensionHeader(**v.values)


def qcow2_extension_header_boundaries() -> st.SearchStrategy[Qcow2ExtensionHeader]:
    """Valid qcow2 extension header structures whose numbers stand at the edges of their rules."""
    return qcow2_extension_headers(edges_only=True)


QCOW2_EXTENSION_HEADER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_extensions(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2Extension:
    """Valid qcow2 extension structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.structure("header", qcow2_extension_headers(edges_only=edges_only))
    v.data("data", v["header"].len_data, good=None)
    v.data("padding", (8 - (v["header"].len_data % 8)) % 8, good=None)
    return Qcow2Extension(**v.values)


def qcow2_extension_boundaries() -> st.SearchStrategy[Qcow2Extension]:
    """Valid qcow2 extension structures whose numbers stand at the edges of their rules."""
    return qcow2_extensions(edges_only=True)


QCOW2_EXTENSION_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "qcow2 extension",
        "data",
        3,
        "length",
        (
            0x200000,
            0x200001,
            0x400002,
            0x800004,
            0x1000008,
            0x2000010,
            0x4000020,
            0x8000040,
            0x10000080,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not 0 <= s.header.len_data <= 2097152,
        8,
        None,
        (
            "header",
            "len_data",
        ),
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def qcow2_feature_names(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2FeatureName:
    """Valid qcow2 feature name structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "feature_set",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.integer(
        "bit",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.data("name", 46, good=None)
    return Qcow2FeatureName(**v.values)


def qcow2_feature_name_boundaries() -> st.SearchStrategy[Qcow2FeatureName]:
    """Valid qcow2 feature name structures whose numbers stand at the edges of their rules."""
    return qcow2_feature_names(edges_only=True)


QCOW2_FEATURE_NAME_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_bitmaps_extensions(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> Qcow2BitmapsExtension:
    """Valid qcow2 bitmaps extension structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "num_bitmaps",
        1,
        0xFFFFFFFF,
        (
            1,
            2,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x >= 1,
    )
    v.integer(
        "len_directory",
        0,
        0x3FFFC00,
        (
            0,
            1,
            0x1FFFE01,
            0x3FFFBFF,
            0x3FFFC00,
        ),
        lambda x, v: x <= 0x3FFFC00,
    )
    v.integer(
        "ofs_directory",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    return Qcow2BitmapsExtension(**v.values)


def qcow2_bitmaps_extension_boundaries() -> st.SearchStrategy[Qcow2BitmapsExtension]:
    """Valid qcow2 bitmaps extension structures whose numbers stand at the edges of their rules."""
    return qcow2_bitmaps_extensions(edges_only=True)


QCOW2_BITMAPS_EXTENSION_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "qcow2 bitmaps extension",
        "num_bitmaps",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x >= 1),
        0,
        4,
    ),
    Corruption(
        "qcow2 bitmaps extension", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 4, 4
    ),
    Corruption(
        "qcow2 bitmaps extension",
        "len_directory",
        3,
        "number",
        (
            0,
            1,
            2,
            0x1FFFE00,
            0x1FFFE02,
            0x3FFFBFE,
            0x3FFFBFF,
            0x3FFFC00,
            0x3FFFC01,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 0x3FFFC00),
        8,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def qcow2_encryption_pointers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> Qcow2EncryptionPointer:
    """Valid qcow2 encryption pointer structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "ofs_header",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_header",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    return Qcow2EncryptionPointer(**v.values)


def qcow2_encryption_pointer_boundaries() -> st.SearchStrategy[Qcow2EncryptionPointer]:
    """Valid qcow2 encryption pointer structures whose numbers stand at the edges of their rules."""
    return qcow2_encryption_pointers(edges_only=True)


QCOW2_ENCRYPTION_POINTER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_l1_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2L1Entry:
    """Valid qcow2 l1 entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.boolean("copied", None)
    v.integer(
        "reserved_high",
        0,
        127,
        (
            0,
            1,
            64,
            126,
            127,
        ),
        None,
    )
    v.integer(
        "l2_sector",
        0,
        0x7FFFFFFFFFFF,
        (
            0,
            1,
            0x400000000000,
            0x7FFFFFFFFFFE,
            0x7FFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "reserved_low",
        0,
        511,
        (
            0,
            1,
            256,
            510,
            511,
        ),
        None,
    )
    return Qcow2L1Entry(**v.values)


def qcow2_l1_entry_boundaries() -> st.SearchStrategy[Qcow2L1Entry]:
    """Valid qcow2 l1 entry structures whose numbers stand at the edges of their rules."""
    return qcow2_l1_entries(edges_only=True)


QCOW2_L1_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_l2_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2L2Entry:
    """Valid qcow2 l2 entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.boolean("copied", None)
    v.boolean("compressed", None)
    v.integer(
        "reserved_high",
        0,
        63,
        (
            0,
            1,
            32,
            62,
            63,
        ),
        None,
    )
    v.integer(
        "host_sector",
        0,
        0x7FFFFFFFFFFF,
        (
            0,
            1,
            0x400000000000,
            0x7FFFFFFFFFFE,
            0x7FFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "reserved_low",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.boolean("zero", None)
    return Qcow2L2Entry(**v.values)


def qcow2_l2_entry_boundaries() -> st.SearchStrategy[Qcow2L2Entry]:
    """Valid qcow2 l2 entry structures whose numbers stand at the edges of their rules."""
    return qcow2_l2_entries(edges_only=True)


QCOW2_L2_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_compressed_entries(
    draw: Any, /, edges_only: bool = False, cluster_bits: int = 16, **fixed: Any
) -> Qcow2CompressedEntry:
    """Valid qcow2 compressed entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.boolean("copied", None)
    v.boolean("compressed", None)
    v.integer(
        "descriptor",
        0,
        0x3FFFFFFFFFFFFFFF,
        (
            0,
            1,
            2,
            69,
            70,
            71,
            140,
            210,
            350,
            8960,
            0xFFFFFFFFFFFFFF,
            0x100000000000000,
            0x100000000000001,
            0x200000000000000,
            0x300000000000000,
            0x500000000000000,
            0x2000000000000000,
            0x3F00000000000000,
            0x3FFFFFFFFFFFFFFC,
            0x3FFFFFFFFFFFFFFE,
            0x3FFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x & ((1 << (70 - cluster_bits)) - 1)) < 0x100000000000000),
    )
    return Qcow2CompressedEntry(**v.values)


def qcow2_compressed_entry_boundaries(
    cluster_bits: int = 16,
) -> st.SearchStrategy[Qcow2CompressedEntry]:
    """Valid qcow2 compressed entry structures whose numbers stand at the edges of their rules."""
    return qcow2_compressed_entries(edges_only=True, cluster_bits=cluster_bits)


QCOW2_COMPRESSED_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_subcluster_bitmaps(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> Qcow2SubclusterBitmap:
    """Valid qcow2 subcluster bitmap structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "reads_as_zero",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "allocated",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    return Qcow2SubclusterBitmap(**v.values)


def qcow2_subcluster_bitmap_boundaries() -> st.SearchStrategy[Qcow2SubclusterBitmap]:
    """Valid qcow2 subcluster bitmap structures whose numbers stand at the edges of their rules."""
    return qcow2_subcluster_bitmaps(edges_only=True)


QCOW2_SUBCLUSTER_BITMAP_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_extended_l2_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> Qcow2ExtendedL2Entry:
    """Valid qcow2 extended l2 entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.structure("entry", qcow2_l2_entries(edges_only=edges_only))
    v.structure("subclusters", qcow2_subcluster_bitmaps(edges_only=edges_only))
    return Qcow2ExtendedL2Entry(**v.values)


def qcow2_extended_l2_entry_boundaries() -> st.SearchStrategy[Qcow2ExtendedL2Entry]:
    """Valid qcow2 extended l2 entry structures whose numbers stand at the edges of their rules."""
    return qcow2_extended_l2_entries(edges_only=True)


QCOW2_EXTENDED_L2_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_refcount_table_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> Qcow2RefcountTableEntry:
    """Valid qcow2 refcount table entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "block_sector",
        0,
        0x7FFFFFFFFFFFFF,
        (
            0,
            1,
            0x40000000000000,
            0x7FFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "reserved",
        0,
        511,
        (
            0,
            1,
            256,
            510,
            511,
        ),
        None,
    )
    return Qcow2RefcountTableEntry(**v.values)


def qcow2_refcount_table_entry_boundaries() -> st.SearchStrategy[Qcow2RefcountTableEntry]:
    """Valid qcow2 refcount table entry structures whose numbers stand at the edges of their
    rules.
    """
    return qcow2_refcount_table_entries(edges_only=True)


QCOW2_REFCOUNT_TABLE_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_refcounts_in_bytes(
    draw: Any, /, edges_only: bool = False, order: int = 2, index: int = 7, **fixed: Any
) -> Qcow2RefcountsInByte:
    """Valid qcow2 refcounts in byte structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "counts",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    return Qcow2RefcountsInByte(**v.values)


def qcow2_refcounts_in_byte_boundaries(
    order: int = 2, index: int = 7
) -> st.SearchStrategy[Qcow2RefcountsInByte]:
    """Valid qcow2 refcounts in byte structures whose numbers stand at the edges of their rules."""
    return qcow2_refcounts_in_bytes(edges_only=True, order=order, index=index)


QCOW2_REFCOUNTS_IN_BYTE_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_refcount_8s(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2Refcount8:
    """Valid qcow2 refcount 8 structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "refcount",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    return Qcow2Refcount8(**v.values)


def qcow2_refcount_8_boundaries() -> st.SearchStrategy[Qcow2Refcount8]:
    """Valid qcow2 refcount 8 structures whose numbers stand at the edges of their rules."""
    return qcow2_refcount_8s(edges_only=True)


QCOW2_REFCOUNT_8_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_refcount_16s(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2Refcount16:
    """Valid qcow2 refcount 16 structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "refcount",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    return Qcow2Refcount16(**v.values)


def qcow2_refcount_16_boundaries() -> st.SearchStrategy[Qcow2Refcount16]:
    """Valid qcow2 refcount 16 structures whose numbers stand at the edges of their rules."""
    return qcow2_refcount_16s(edges_only=True)


QCOW2_REFCOUNT_16_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_refcount_32s(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2Refcount32:
    """Valid qcow2 refcount 32 structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "refcount",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    return Qcow2Refcount32(**v.values)


def qcow2_refcount_32_boundaries() -> st.SearchStrategy[Qcow2Refcount32]:
    """Valid qcow2 refcount 32 structures whose numbers stand at the edges of their rules."""
    return qcow2_refcount_32s(edges_only=True)


QCOW2_REFCOUNT_32_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_refcount_64s(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2Refcount64:
    """Valid qcow2 refcount 64 structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "refcount",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    return Qcow2Refcount64(**v.values)


def qcow2_refcount_64_boundaries() -> st.SearchStrategy[Qcow2Refcount64]:
    """Valid qcow2 refcount 64 structures whose numbers stand at the edges of their rules."""
    return qcow2_refcount_64s(edges_only=True)


QCOW2_REFCOUNT_64_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_snapshot_headers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> Qcow2SnapshotHeader:
    """Valid qcow2 snapshot header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "ofs_l1_table",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "num_l1_entries",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_id",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "len_name",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "date_sec",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "date_nsec",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "vm_clock_nsec",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "vm_state_size_low",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_extra_data",
        0,
        1024,
        (
            0,
            1,
            513,
            1023,
            1024,
        ),
        lambda x, v: x <= 1024,
    )
    return Qcow2SnapshotHeader(**v.values)


def qcow2_snapshot_header_boundaries() -> st.SearchStrategy[Qcow2SnapshotHeader]:
    """Valid qcow2 snapshot header structures whose numbers stand at the edges of their rules."""
    return qcow2_snapshot_headers(edges_only=True)


QCOW2_SNAPSHOT_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "qcow2 snapshot header",
        "len_extra_data",
        3,
        "number",
        (
            0,
            1,
            2,
            512,
            514,
            1022,
            1023,
            1024,
            1025,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 1024),
        36,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def qcow2_snapshots(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2Snapshot:
    """Valid qcow2 snapshot structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.structure("header", qcow2_snapshot_headers(edges_only=edges_only))
    if v["header"].len_extra_data >= 8:
        v.integer(
            "vm_state_size",
            0,
            0xFFFFFFFFFFFFFFFF,
            (
                0,
                1,
                0x8000000000000000,
                0xFFFFFFFFFFFFFFFE,
                0xFFFFFFFFFFFFFFFF,
            ),
            None,
        )
    else:
        v.absent("vm_state_size", 0)
    if v["header"].len_extra_data >= 16:
        v.integer(
            "disk_size",
            0,
            0xFFFFFFFFFFFFFFFF,
            (
                0,
                1,
                0x8000000000000000,
                0xFFFFFFFFFFFFFFFE,
                0xFFFFFFFFFFFFFFFF,
            ),
            None,
        )
    else:
        v.absent("disk_size", 0)
    if v["header"].len_extra_data >= 24:
        v.integer(
            "icount",
            0,
            0xFFFFFFFFFFFFFFFF,
            (
                0,
                1,
                0x8000000000000000,
                0xFFFFFFFFFFFFFFFE,
                0xFFFFFFFFFFFFFFFF,
            ),
            None,
        )
    else:
        v.absent("icount", 0)
    v.data(
        "unknown_extra_data",
        (v["header"].len_extra_data - 24)
        if (v["header"].len_extra_data >= 24)
        else (v["header"].len_extra_data % 8),
        good=None,
    )
    v.data("unique_id", v["header"].len_id, good=None)
    v.data("name", v["header"].len_name, good=None)
    return Qcow2Snapshot(**v.values)


def qcow2_snapshot_boundaries() -> st.SearchStrategy[Qcow2Snapshot]:
    """Valid qcow2 snapshot structures whose numbers stand at the edges of their rules."""
    return qcow2_snapshots(edges_only=True)


QCOW2_SNAPSHOT_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow2_bitmap_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow2BitmapEntry:
    """Valid qcow2 bitmap entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "ofs_table",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "num_table_entries",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "flags",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "type",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.integer(
        "granularity_bits",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.integer(
        "len_name",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
        is_length=True,
    )
    v.integer(
        "len_extra_data",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
        is_length=True,
    )
    v.data("extra_data", v["len_extra_data"], good=None)
    v.data("name", v["len_name"], good=None)
    return Qcow2BitmapEntry(**v.values)


def qcow2_bitmap_entry_boundaries() -> st.SearchStrategy[Qcow2BitmapEntry]:
    """Valid qcow2 bitmap entry structures whose numbers stand at the edges of their rules."""
    return qcow2_bitmap_entries(edges_only=True)


QCOW2_BITMAP_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "qcow2 bitmap entry",
        "extra_data",
        3,
        "length",
        (
            0x4000000,
            0x4000001,
            0x8000002,
            0x10000004,
            0x20000008,
            0x40000010,
            0x80000020,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not 0 <= s.len_extra_data <= 67108864,
        24,
        None,
        ("len_extra_data",),
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def qcow2_bitmap_table_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> Qcow2BitmapTableEntry:
    """Valid qcow2 bitmap table entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("reserved_high", 0, 0, (0,), lambda x, v: x == 0)
    v.integer(
        "host_sector",
        0,
        0x7FFFFFFFFFFF,
        (
            0,
            1,
            0x400000000000,
            0x7FFFFFFFFFFE,
            0x7FFFFFFFFFFF,
        ),
        None,
    )
    v.integer("reserved_low", 0, 0, (0,), lambda x, v: x == 0)
    v.boolean("all_ones", lambda x, v: ((not x) or (v["host_sector"] == 0)))
    return Qcow2BitmapTableEntry(**v.values)


def qcow2_bitmap_table_entry_boundaries() -> st.SearchStrategy[Qcow2BitmapTableEntry]:
    """Valid qcow2 bitmap table entry structures whose numbers stand at the edges of their rules."""
    return qcow2_bitmap_table_entries(edges_only=True)


QCOW2_BITMAP_TABLE_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "qcow2 bitmap table entry",
        "reserved_high",
        4,
        "number",
        (
            0,
            1,
            255,
        ),
        0,
        255,
        lambda x, s: x != 0,
        0,
        8,
    ),
    Corruption(
        "qcow2 bitmap table entry",
        "reserved_low",
        4,
        "number",
        (
            0,
            1,
            255,
        ),
        0,
        255,
        lambda x, s: x != 0,
        0,
        8,
    ),
    Corruption(
        "qcow2 bitmap table entry",
        "all_ones",
        7,
        "number",
        (
            0,
            1,
        ),
        0,
        1,
        lambda x, s: not ((not x) or (s.host_sector == 0)),
        0,
        8,
    ),
)
"""Each rule that can be broken alone."""
