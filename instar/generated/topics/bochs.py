# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/bochs.ksy spec=b3f5f642 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of bochs."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="bochs",
        kind="spec",
        title="Bochs growing disk image",
        declared="specs/formats/bochs.ksy",
        page="docs/formats/bochs.md",
        meaning='The sparse image of the Bochs emulator ("growing" redolog): a header, a '
        "catalog with one 32-bit entry for each extent of the disk, and\nthe extents. "
        "An extent is appended when the first sector of it is written; before its "
        "data is a bitmap with a bit for each sector,\nset where the sector was "
        "written; the first sector has the lowest bit of the first byte. What no "
        "extent holds, and each sector\nwhose bit is clear, reads as zeros. "
        "Everything is little-endian.",
        sources=(
            "https://bochs.sourceforge.io/cgi-bin/lxr/source/iodev/hdimage/hdimage.h "
            "Bochs, redolog_header_t",
        ),
    ),
    Topic(
        name="bochs.version_1",
        kind="constant",
        number=65536,
        meaning="The version whose header has no time.",
    ),
    Topic(
        name="bochs.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="What bitmaps and extents are counted in.",
    ),
    Topic(
        name="bochs.min_extent_bytes",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Shortest extent. `bximage` makes none below 4 KiB.",
    ),
    Topic(
        name="bochs.max_extent_bytes",
        kind="constant",
        number=8388608,
        unit="bytes",
        meaning="Longest extent, 8 MiB.",
    ),
    Topic(
        name="bochs.header",
        kind="structure",
        type="84 bytes",
        meaning="Start of the file, up to what depends on the version.",
        sources=(
            "https://bochs.sourceforge.io/cgi-bin/lxr/source/iodev/hdimage/hdimage.h "
            "Bochs, redolog_header_t",
        ),
    ),
    Topic(
        name="bochs.header.magic",
        kind="field",
        place="bytes 0 to 22",
        type="23 bytes",
        rules=("42 6f 63 68 73 20 56 69 72 74 75 61 6c 20 48 44 20 49 6d 61 67 65 00",),
        qemu=(
            (
                None,
                "Image not in Bochs format",
            ),
        ),
        meaning="The text `Bochs Virtual HD Image` with its terminator.",
    ),
    Topic(
        name="bochs.header.unused",
        kind="field",
        place="bytes 23 to 31",
        type="9 bytes",
        rules=("any: readers stop at the terminator",),
        meaning="Rest of the magic's 32 bytes, zeros.",
    ),
    Topic(
        name="bochs.header.type",
        kind="field",
        place="bytes 32 to 39",
        type="8 bytes",
        rules=("52 65 64 6f 6c 6f 67 00",),
        qemu=(
            (
                None,
                "Image not in Bochs format",
            ),
        ),
        meaning="The text `Redolog` with its terminator.",
    ),
    Topic(
        name="bochs.header.unused_type",
        kind="field",
        place="bytes 40 to 47",
        type="8 bytes",
        rules=("any: readers stop at the terminator",),
        meaning="Rest of the type's 16 bytes, zeros.",
    ),
    Topic(
        name="bochs.header.subtype",
        kind="field",
        place="bytes 48 to 55",
        type="8 bytes",
        rules=("47 72 6f 77 69 6e 67 00",),
        qemu=(
            (
                None,
                "Image not in Bochs format",
            ),
        ),
        meaning="The text `Growing` with its terminator. Others, such as `Undoable`, are not "
        "images of their own.",
    ),
    Topic(
        name="bochs.header.unused_subtype",
        kind="field",
        place="bytes 56 to 63",
        type="8 bytes",
        rules=("any: readers stop at the terminator",),
        meaning="Rest of the subtype's 16 bytes, zeros.",
    ),
    Topic(
        name="bochs.header.version",
        kind="field",
        place="bytes 64 to 67",
        type="unsigned 32-bit number, little-endian",
        rules=("0x10000 or 0x20000",),
        qemu=(
            (
                None,
                "Image not in Bochs format",
            ),
        ),
        meaning="0x00010000 for version 1, 0x00020000 for version 2.",
    ),
    Topic(
        name="bochs.header.len_header",
        kind="field",
        place="bytes 68 to 71",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: what is past the end of the file reads as zeros",),
        called="header",
        meaning="Where the catalog is, 512.",
    ),
    Topic(
        name="bochs.header.num_catalog_entries",
        kind="field",
        place="bytes 72 to 75",
        type="unsigned 32-bit number, little-endian",
        rules=("any: as many as the disk has extents",),
        qemu_rules=(
            "at most 1048576",
            "as many as 8 TiB need",
        ),
        qemu=(
            (
                None,
                "Catalog size is too large",
            ),
        ),
        called="catalog",
        meaning="Entries in the catalog, one for each extent.",
    ),
    Topic(
        name="bochs.header.len_bitmap",
        kind="field",
        place="bytes 76 to 79",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: readers round it up to sectors",),
        called="bitmap",
        meaning="Bytes of the bitmap before each extent.",
    ),
    Topic(
        name="bochs.header.len_extent",
        kind="field",
        place="bytes 80 to 83",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: faults of the header have its rules",),
        called="extent",
        meaning="Bytes in an extent, a power of two from 512 bytes to 8 MiB.",
    ),
    Topic(
        name="bochs.header.bitmap_sectors",
        kind="value",
        type="(len_bitmap + 0xffffffff) % 0x100000000 / 512 + 1",
        unit="sectors",
        meaning="Sectors of the bitmap before each extent. One of no bytes counts as one of 2^32.",
    ),
    Topic(
        name="bochs.header.data_offset",
        kind="value",
        type="len_header + num_catalog_entries * 4",
        unit="bytes",
        meaning="Where the first extent's bitmap is.",
    ),
    Topic(
        name="bochs.header.extent_too_small",
        kind="fault",
        text="is {value}, less than 512",
        about="bochs.header.len_extent",
        qemu=(
            (
                None,
                "Extent size must be at least 512",
            ),
        ),
        meaning="An extent holds a sector.",
    ),
    Topic(
        name="bochs.header.extent_uneven",
        kind="fault",
        text="is {value}, not a power of two",
        about="bochs.header.len_extent",
        qemu=(
            (
                None,
                "Extent size {value} is not a power of two",
            ),
        ),
        meaning="Extents are a power of two long.",
    ),
    Topic(
        name="bochs.header.extent_too_large",
        kind="fault",
        text="is {value}, more than 0x800000",
        about="bochs.header.len_extent",
        qemu=(
            (
                None,
                "Extent size {value} is too large",
            ),
        ),
        meaning="The longest are 8 MiB.",
    ),
    Topic(
        name="bochs.header.catalog_too_small",
        kind="fault",
        text="is {value}, too few extents for the disk",
        about="bochs.header.num_catalog_entries",
        qemu=(
            (
                None,
                "Catalog size is too small for this disk size",
            ),
        ),
        meaning="Each extent of the disk has an entry.",
    ),
    Topic(
        name="bochs.end_1",
        kind="structure",
        type="8 bytes",
        meaning="What follows the header in version 1.",
    ),
    Topic(
        name="bochs.end_1.len_disk",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the catalog bounds it",),
        called="disk",
        meaning="Bytes of the disk. What is left of a sector does not count.",
    ),
    Topic(
        name="bochs.end_2",
        kind="structure",
        type="12 bytes",
        meaning="What follows the header in version 2.",
    ),
    Topic(
        name="bochs.end_2.timestamp",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("any: readers do not look",),
        practice="Bochs sets it to the time of the file's last change whenever it opens the "
        "image. (source: "
        "https://github.com/bochs-emu/Bochs/blob/master/bochs/iodev/hdimage/hdimage.cc "
        "Bochs, redolog_t::open; seen in bochs_growing)",
        meaning="A date and a time in FAT's form, the date in the upper half; 0 in a new image.",
    ),
    Topic(
        name="bochs.end_2.len_disk",
        kind="field",
        place="bytes 4 to 11",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the catalog bounds it",),
        called="disk",
        meaning="Bytes of the disk. What is left of a sector does not count.",
    ),
    Topic(
        name="bochs.catalog_entry",
        kind="structure",
        type="4 bytes",
        meaning="Which of the extents in the file has this part of the disk.",
    ),
    Topic(
        name="bochs.catalog_entry.extent",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("any: what is past the end of the file reads as zeros",),
        meaning="Its number, in the order of the file; 0xffffffff where there is none.",
    ),
    Topic(
        name="bochs.catalog_entry.unused",
        kind="constant",
        number=4294967295,
        meaning="Where the disk has no extent.",
    ),
    Topic(
        name="bochs.catalog_entry.is_allocated",
        kind="value",
        type="extent != unused",
        meaning="Whether the file has an extent for this part of the disk.",
    ),
    Topic(
        name="bochs.catalog_entry.out_of_reach",
        kind="fault",
        text="is {value}, past what a file can reach",
        about="bochs.catalog_entry.extent",
        meaning="An extent of such a number is nowhere.",
    ),
)
