# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/vhdx.ksy spec=794a3f87 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VHDX, the virtual hard disk of Hyper-V: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.vhdx import (
    VhdxFileIdentifier,
    VhdxFileParameters,
    VhdxHeader,
    VhdxLogDataDescriptor,
    VhdxLogDataSector,
    VhdxLogEntryHeader,
    VhdxLogicalSectorSize,
    VhdxLogZeroDescriptor,
    VhdxMetadataTableEntry,
    VhdxMetadataTableHeader,
    VhdxParentLocatorEntry,
    VhdxParentLocatorHeader,
    VhdxPayloadBatEntry,
    VhdxPhysicalSectorSize,
    VhdxRegionTableEntry,
    VhdxRegionTableHeader,
    VhdxSectorBitmapBatEntry,
    VhdxSectorBitmapByte,
    VhdxVirtualDiskId,
    VhdxVirtualDiskSize,
)
from tests.strategies.support import Corruption, Values


@st.composite
def vhdx_file_identifiers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxFileIdentifier:
    """Valid vhdx file identifier structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("creator", 512, good=None)
    return VhdxFileIdentifier(**v.values)


def vhdx_file_identifier_boundaries() -> st.SearchStrategy[VhdxFileIdentifier]:
    """Valid vhdx file identifier structures whose numbers stand at the edges of their rules."""
    return vhdx_file_identifiers(edges_only=True)


VHDX_FILE_IDENTIFIER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx file identifier", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 0, 8
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VhdxHeader:
    """Valid vhdx header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "checksum",
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
        "sequence_number",
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
    v.data("file_write_guid", 16, good=None)
    v.data("data_write_guid", 16, good=None)
    v.data("log_guid", 16, good=None)
    v.integer(
        "log_version",
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
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.integer(
        "log_length",
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
        "log_offset",
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
    v.data("reserved", 4016, good=None)
    return VhdxHeader(**v.values).sealed()


def vhdx_header_boundaries() -> st.SearchStrategy[VhdxHeader]:
    """Valid vhdx header structures whose numbers stand at the edges of their rules."""
    return vhdx_headers(edges_only=True)


VHDX_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("vhdx header", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
    Corruption("vhdx header", "checksum", 8, "checksum", (), 0, 0, lambda x, s: True, 4, 4),
    Corruption(
        "vhdx header",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            65535,
        ),
        0,
        65535,
        lambda x, s: x != 1,
        66,
        2,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_region_table_headers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxRegionTableHeader:
    """Valid vhdx region table header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "checksum",
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
        "num_entries",
        0,
        2047,
        (
            0,
            1,
            1024,
            2046,
            2047,
        ),
        lambda x, v: x <= 2047,
    )
    v.data("reserved", 4, good=None)
    return VhdxRegionTableHeader(**v.values)


def vhdx_region_table_header_boundaries() -> st.SearchStrategy[VhdxRegionTableHeader]:
    """Valid vhdx region table header structures whose numbers stand at the edges of their rules."""
    return vhdx_region_table_headers(edges_only=True)


VHDX_REGION_TABLE_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx region table header", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4
    ),
    Corruption(
        "vhdx region table header",
        "num_entries",
        3,
        "number",
        (
            0,
            1,
            2,
            1023,
            1025,
            2045,
            2046,
            2047,
            2048,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 2047),
        8,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_region_table_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxRegionTableEntry:
    """Valid vhdx region table entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("guid", 16, good=None)
    v.integer(
        "file_offset",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0xFFFFF,
            0x100000,
            0x100001,
            0x200000,
            0x300000,
            0x500000,
            0x8000000,
            0x8000000000000000,
            0xFFFFFFFFFFF00000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x >= 0x100000) and ((x % 0x100000) == 0)),
    )
    v.integer(
        "length",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0xFFFFF,
            0x100000,
            0x100001,
            0x200000,
            0x300000,
            0x500000,
            0x8000000,
            0x80000000,
            0xFFF00000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: ((x % 0x100000) == 0),
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
    return VhdxRegionTableEntry(**v.values)


def vhdx_region_table_entry_boundaries() -> st.SearchStrategy[VhdxRegionTableEntry]:
    """Valid vhdx region table entry structures whose numbers stand at the edges of their rules."""
    return vhdx_region_table_entries(edges_only=True)


VHDX_REGION_TABLE_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhdx_metadata_table_headers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxMetadataTableHeader:
    """Valid vhdx metadata table header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("reserved", 2, good=None)
    v.integer(
        "num_entries",
        0,
        2047,
        (
            0,
            1,
            1024,
            2046,
            2047,
        ),
        lambda x, v: x <= 2047,
    )
    v.data("reserved_2", 20, good=None)
    return VhdxMetadataTableHeader(**v.values)


def vhdx_metadata_table_header_boundaries() -> st.SearchStrategy[VhdxMetadataTableHeader]:
    """Valid vhdx metadata table header structures whose numbers stand at the edges of their
    rules.
    """
    return vhdx_metadata_table_headers(edges_only=True)


VHDX_METADATA_TABLE_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx metadata table header", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 0, 8
    ),
    Corruption(
        "vhdx metadata table header",
        "num_entries",
        3,
        "number",
        (
            0,
            1,
            2,
            1023,
            1025,
            2045,
            2046,
            2047,
            2048,
            65535,
        ),
        0,
        65535,
        lambda x, s: not (x <= 2047),
        10,
        2,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_metadata_table_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxMetadataTableEntry:
    """Valid vhdx metadata table entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("item_id", 16, good=None)
    v.integer(
        "offset",
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
        "length",
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
    v.data("reserved", 4, good=None)
    return VhdxMetadataTableEntry(**v.values)


def vhdx_metadata_table_entry_boundaries() -> st.SearchStrategy[VhdxMetadataTableEntry]:
    """Valid vhdx metadata table entry structures whose numbers stand at the edges of their
    rules.
    """
    return vhdx_metadata_table_entries(edges_only=True)


VHDX_METADATA_TABLE_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhdx_file_parameterses(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxFileParameters:
    """Valid vhdx file parameters structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "block_size",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            0xFFFFF,
            0x100000,
            0x100001,
            0x200000,
            0x300000,
            0x500000,
            0x8000000,
            0xFFFFFFF,
            0x10000000,
            0x10000001,
            0x20000000,
            0x30000000,
            0x50000000,
            0x80000000,
            0xF0000000,
            0xFFF00000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: (((x >= 0x100000) and (x <= 0x10000000)) and ((x & (x - 1)) == 0)),
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
    return VhdxFileParameters(**v.values)


def vhdx_file_parameters_boundaries() -> st.SearchStrategy[VhdxFileParameters]:
    """Valid vhdx file parameters structures whose numbers stand at the edges of their rules."""
    return vhdx_file_parameterses(edges_only=True)


VHDX_FILE_PARAMETERS_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx file parameters",
        "block_size",
        7,
        "number",
        (
            0,
            1,
            2,
            3,
            0xFFFFE,
            0xFFFFF,
            0x100000,
            0x100001,
            0x100002,
            0x1FFFFF,
            0x200001,
            0x2FFFFF,
            0x300001,
            0x4FFFFF,
            0x500001,
            0x7FFFFFF,
            0x8000001,
            0xFFFFFFE,
            0xFFFFFFF,
            0x10000000,
            0x10000001,
            0x10000002,
            0x1FFFFFFF,
            0x20000001,
            0x2FFFFFFF,
            0x30000001,
            0x4FFFFFFF,
            0x50000001,
            0x7FFFFFFF,
            0x80000001,
            0xEFFFFFFF,
            0xF0000001,
            0xFFEFFFFF,
            0xFFF00001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (((x >= 0x100000) and (x <= 0x10000000)) and ((x & (x - 1)) == 0)),
        0,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_virtual_disk_sizes(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxVirtualDiskSize:
    """Valid vhdx virtual disk size structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "size",
        0,
        0x400000000000,
        (
            0,
            1,
            0x200000000001,
            0x3FFFFFFFFFFF,
            0x400000000000,
        ),
        lambda x, v: x <= 0x400000000000,
    )
    return VhdxVirtualDiskSize(**v.values)


def vhdx_virtual_disk_size_boundaries() -> st.SearchStrategy[VhdxVirtualDiskSize]:
    """Valid vhdx virtual disk size structures whose numbers stand at the edges of their rules."""
    return vhdx_virtual_disk_sizes(edges_only=True)


VHDX_VIRTUAL_DISK_SIZE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx virtual disk size",
        "size",
        3,
        "number",
        (
            0,
            1,
            2,
            0x200000000000,
            0x200000000002,
            0x3FFFFFFFFFFE,
            0x3FFFFFFFFFFF,
            0x400000000000,
            0x400000000001,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 0x400000000000),
        0,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_virtual_disk_ids(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxVirtualDiskId:
    """Valid vhdx virtual disk id structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("guid", 16, good=None)
    return VhdxVirtualDiskId(**v.values)


def vhdx_virtual_disk_id_boundaries() -> st.SearchStrategy[VhdxVirtualDiskId]:
    """Valid vhdx virtual disk id structures whose numbers stand at the edges of their rules."""
    return vhdx_virtual_disk_ids(edges_only=True)


VHDX_VIRTUAL_DISK_ID_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhdx_logical_sector_sizes(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxLogicalSectorSize:
    """Valid vhdx logical sector size structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "size",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            512,
            4096,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            512,
            4096,
        ),
    )
    return VhdxLogicalSectorSize(**v.values)


def vhdx_logical_sector_size_boundaries() -> st.SearchStrategy[VhdxLogicalSectorSize]:
    """Valid vhdx logical sector size structures whose numbers stand at the edges of their rules."""
    return vhdx_logical_sector_sizes(edges_only=True)


VHDX_LOGICAL_SECTOR_SIZE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx logical sector size",
        "size",
        3,
        "number",
        (
            0,
            1,
            2,
            511,
            513,
            4095,
            4097,
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
            512,
            4096,
        ),
        0,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_physical_sector_sizes(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxPhysicalSectorSize:
    """Valid vhdx physical sector size structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "size",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            512,
            4096,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            512,
            4096,
        ),
    )
    return VhdxPhysicalSectorSize(**v.values)


def vhdx_physical_sector_size_boundaries() -> st.SearchStrategy[VhdxPhysicalSectorSize]:
    """Valid vhdx physical sector size structures whose numbers stand at the edges of their
    rules.
    """
    return vhdx_physical_sector_sizes(edges_only=True)


VHDX_PHYSICAL_SECTOR_SIZE_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhdx_parent_locator_headers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxParentLocatorHeader:
    """Valid vhdx parent locator header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("locator_type", 16, good=None)
    v.data("reserved", 2, good=None)
    v.integer(
        "num_entries",
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
    return VhdxParentLocatorHeader(**v.values)


def vhdx_parent_locator_header_boundaries() -> st.SearchStrategy[VhdxParentLocatorHeader]:
    """Valid vhdx parent locator header structures whose numbers stand at the edges of their
    rules.
    """
    return vhdx_parent_locator_headers(edges_only=True)


VHDX_PARENT_LOCATOR_HEADER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhdx_parent_locator_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxParentLocatorEntry:
    """Valid vhdx parent locator entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "key_offset",
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
        "value_offset",
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
        "key_length",
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
        "value_length",
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
    return VhdxParentLocatorEntry(**v.values)


def vhdx_parent_locator_entry_boundaries() -> st.SearchStrategy[VhdxParentLocatorEntry]:
    """Valid vhdx parent locator entry structures whose numbers stand at the edges of their
    rules.
    """
    return vhdx_parent_locator_entries(edges_only=True)


VHDX_PARENT_LOCATOR_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhdx_payload_bat_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxPayloadBatEntry:
    """Valid vhdx payload bat entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "state",
        0,
        7,
        (
            0,
            1,
            4,
            6,
            7,
        ),
        None,
    )
    v.integer(
        "reserved",
        0,
        0x1FFFF,
        (
            0,
            1,
            0x10000,
            0x1FFFE,
            0x1FFFF,
        ),
        None,
    )
    v.integer(
        "file_offset_mb",
        0,
        0xFFFFFFFFFFF,
        (
            0,
            1,
            0x80000000000,
            0xFFFFFFFFFFE,
            0xFFFFFFFFFFF,
        ),
        None,
    )
    return VhdxPayloadBatEntry(**v.values)


def vhdx_payload_bat_entry_boundaries() -> st.SearchStrategy[VhdxPayloadBatEntry]:
    """Valid vhdx payload bat entry structures whose numbers stand at the edges of their rules."""
    return vhdx_payload_bat_entries(edges_only=True)


VHDX_PAYLOAD_BAT_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhdx_sector_bitmap_bat_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxSectorBitmapBatEntry:
    """Valid vhdx sector bitmap bat entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "state",
        0,
        7,
        (
            0,
            1,
            4,
            6,
            7,
        ),
        None,
    )
    v.integer(
        "reserved",
        0,
        0x1FFFF,
        (
            0,
            1,
            0x10000,
            0x1FFFE,
            0x1FFFF,
        ),
        None,
    )
    v.integer(
        "file_offset_mb",
        0,
        0xFFFFFFFFFFF,
        (
            0,
            1,
            0x80000000000,
            0xFFFFFFFFFFE,
            0xFFFFFFFFFFF,
        ),
        None,
    )
    return VhdxSectorBitmapBatEntry(**v.values)


def vhdx_sector_bitmap_bat_entry_boundaries() -> st.SearchStrategy[VhdxSectorBitmapBatEntry]:
    """Valid vhdx sector bitmap bat entry structures whose numbers stand at the edges of their
    rules.
    """
    return vhdx_sector_bitmap_bat_entries(edges_only=True)


VHDX_SECTOR_BITMAP_BAT_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhdx_sector_bitmap_bytes(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxSectorBitmapByte:
    """Valid vhdx sector bitmap byte structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "sectors",
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
    return VhdxSectorBitmapByte(**v.values)


def vhdx_sector_bitmap_byte_boundaries() -> st.SearchStrategy[VhdxSectorBitmapByte]:
    """Valid vhdx sector bitmap byte structures whose numbers stand at the edges of their rules."""
    return vhdx_sector_bitmap_bytes(edges_only=True)


VHDX_SECTOR_BITMAP_BYTE_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhdx_log_entry_headers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxLogEntryHeader:
    """Valid vhdx log entry header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "checksum",
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
        "entry_length",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            4095,
            4096,
            4097,
            8192,
            12288,
            20480,
            0x80000,
            0x80000000,
            0xFFFFF000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: ((x % 4096) == 0),
    )
    v.integer(
        "tail",
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
        "sequence_number",
        1,
        0xFFFFFFFFFFFFFFFF,
        (
            1,
            2,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: x >= 1,
    )
    v.integer(
        "num_descriptors",
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
    v.data("reserved", 4, good=None)
    v.data("log_guid", 16, good=None)
    v.integer(
        "flushed_file_offset",
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
        "last_file_offset",
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
    return VhdxLogEntryHeader(**v.values)


def vhdx_log_entry_header_boundaries() -> st.SearchStrategy[VhdxLogEntryHeader]:
    """Valid vhdx log entry header structures whose numbers stand at the edges of their rules."""
    return vhdx_log_entry_headers(edges_only=True)


VHDX_LOG_ENTRY_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx log entry header", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4
    ),
    Corruption(
        "vhdx log entry header",
        "entry_length",
        5,
        "number",
        (
            0,
            1,
            2,
            4094,
            4095,
            4096,
            4097,
            4098,
            8191,
            8193,
            12287,
            12289,
            20479,
            20481,
            0x7FFFF,
            0x80001,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFEFFF,
            0xFFFFF001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x % 4096 != 0,
        8,
        4,
    ),
    Corruption(
        "vhdx log entry header",
        "sequence_number",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x >= 1),
        16,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_log_zero_descriptors(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxLogZeroDescriptor:
    """Valid vhdx log zero descriptor structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("reserved", 4, good=None)
    v.integer(
        "zero_length",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            4095,
            4096,
            4097,
            8192,
            12288,
            20480,
            0x80000,
            0x8000000000000000,
            0xFFFFFFFFFFFFF000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x % 4096) == 0),
    )
    v.integer(
        "file_offset",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            4095,
            4096,
            4097,
            8192,
            12288,
            20480,
            0x80000,
            0x8000000000000000,
            0xFFFFFFFFFFFFF000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x % 4096) == 0),
    )
    v.integer(
        "sequence_number",
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
    return VhdxLogZeroDescriptor(**v.values)


def vhdx_log_zero_descriptor_boundaries() -> st.SearchStrategy[VhdxLogZeroDescriptor]:
    """Valid vhdx log zero descriptor structures whose numbers stand at the edges of their rules."""
    return vhdx_log_zero_descriptors(edges_only=True)


VHDX_LOG_ZERO_DESCRIPTOR_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx log zero descriptor", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4
    ),
    Corruption(
        "vhdx log zero descriptor",
        "zero_length",
        5,
        "number",
        (
            0,
            1,
            2,
            4094,
            4095,
            4096,
            4097,
            4098,
            8191,
            8193,
            12287,
            12289,
            20479,
            20481,
            0x7FFFF,
            0x80001,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFEFFF,
            0xFFFFFFFFFFFFF001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x % 4096 != 0,
        8,
        8,
    ),
    Corruption(
        "vhdx log zero descriptor",
        "file_offset",
        5,
        "number",
        (
            0,
            1,
            2,
            4094,
            4095,
            4096,
            4097,
            4098,
            8191,
            8193,
            12287,
            12289,
            20479,
            20481,
            0x7FFFF,
            0x80001,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFEFFF,
            0xFFFFFFFFFFFFF001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x % 4096 != 0,
        16,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_log_data_descriptors(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxLogDataDescriptor:
    """Valid vhdx log data descriptor structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("trailing_bytes", 4, good=None)
    v.data("leading_bytes", 8, good=None)
    v.integer(
        "file_offset",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            4095,
            4096,
            4097,
            8192,
            12288,
            20480,
            0x80000,
            0x8000000000000000,
            0xFFFFFFFFFFFFF000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x % 4096) == 0),
    )
    v.integer(
        "sequence_number",
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
    return VhdxLogDataDescriptor(**v.values)


def vhdx_log_data_descriptor_boundaries() -> st.SearchStrategy[VhdxLogDataDescriptor]:
    """Valid vhdx log data descriptor structures whose numbers stand at the edges of their rules."""
    return vhdx_log_data_descriptors(edges_only=True)


VHDX_LOG_DATA_DESCRIPTOR_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx log data descriptor", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4
    ),
    Corruption(
        "vhdx log data descriptor",
        "file_offset",
        5,
        "number",
        (
            0,
            1,
            2,
            4094,
            4095,
            4096,
            4097,
            4098,
            8191,
            8193,
            12287,
            12289,
            20479,
            20481,
            0x7FFFF,
            0x80001,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFEFFF,
            0xFFFFFFFFFFFFF001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x % 4096 != 0,
        16,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhdx_log_data_sectors(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdxLogDataSector:
    """Valid vhdx log data sector structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "sequence_high",
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
    v.data("data", 4084, good=None)
    v.integer(
        "sequence_low",
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
    return VhdxLogDataSector(**v.values)


def vhdx_log_data_sector_boundaries() -> st.SearchStrategy[VhdxLogDataSector]:
    """Valid vhdx log data sector structures whose numbers stand at the edges of their rules."""
    return vhdx_log_data_sectors(edges_only=True)


VHDX_LOG_DATA_SECTOR_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vhdx log data sector", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4
    ),
)
"""Each rule that can be broken alone."""
