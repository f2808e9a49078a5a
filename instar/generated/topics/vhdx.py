# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/vhdx.ksy spec=794a3f87 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of vhdx."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="vhdx",
        kind="spec",
        title="VHDX, the virtual hard disk of Hyper-V",
        declared="specs/formats/vhdx.ksy",
        page="docs/formats/vhdx.md",
        meaning="A VHDX stores one disk of up to 64 TiB, with blocks of 1 to 256 MiB and a "
        "log that makes changes to the metadata atomic.\nNumbers are little-endian, "
        "GUIDs have their first three parts in little-endian too, and everything "
        "large is on a\nboundary of 1 MiB. The first MiB holds the file identifier, "
        "two headers of which the one with the larger sequence number\ncounts, and "
        "two copies of the region table; the log, the block allocation table (BAT), "
        "the metadata region and the\npayload blocks may come in any order after "
        "it.\n\nTo open a file: choose a header, replay its log if there is one, read "
        "the region table, from it find the metadata, from its\nitems the sizes, and "
        "with them the BAT.",
        sources=(
            "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-vhdx/ "
            "[MS-VHDX] Virtual Hard Disk v2 (VHDX) File Format",
        ),
    ),
    Topic(
        name="vhdx.header_section_size",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="The first MiB, which nothing but identifier, headers and region tables may use.",
    ),
    Topic(
        name="vhdx.alignment",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Regions, log and payload blocks begin on multiples of 1 MiB and are "
        "multiples of 1 MiB long.",
    ),
    Topic(
        name="vhdx.header_block_size",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="The parts of the header section are 64 KiB apart, so that a torn write "
        "never hits two of them.",
    ),
    Topic(
        name="vhdx.header_1_offset",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Place of the first header.",
    ),
    Topic(
        name="vhdx.header_2_offset",
        kind="constant",
        number=131072,
        unit="bytes",
        meaning="Place of the second header.",
    ),
    Topic(
        name="vhdx.region_table_1_offset",
        kind="constant",
        number=196608,
        unit="bytes",
        meaning="Place of the first region table.",
    ),
    Topic(
        name="vhdx.region_table_2_offset",
        kind="constant",
        number=262144,
        unit="bytes",
        meaning="Place of the second region table, a copy of the first. Readers turn to it "
        "when the first is damaged; qemu does not.",
    ),
    Topic(
        name="vhdx.region_table_size",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Bytes that the checksum of a region table covers.",
    ),
    Topic(
        name="vhdx.metadata_table_size",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Room of the metadata table at the start of its region. Items are after it.",
    ),
    Topic(
        name="vhdx.max_region_entries",
        kind="constant",
        number=2047,
        meaning="Most entries in a region table, 64 KiB less the header's 32 bytes divided by 32.",
    ),
    Topic(
        name="vhdx.max_metadata_entries",
        kind="constant",
        number=2047,
        meaning="Most entries in a metadata table.",
    ),
    Topic(
        name="vhdx.min_block_size",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Smallest payload block, 1 MiB.",
    ),
    Topic(
        name="vhdx.max_block_size",
        kind="constant",
        number=268435456,
        unit="bytes",
        meaning="Largest payload block, 256 MiB.",
    ),
    Topic(
        name="vhdx.max_disk_size",
        kind="constant",
        number=70368744177664,
        unit="bytes",
        meaning="Largest disk, 64 TiB.",
    ),
    Topic(
        name="vhdx.sectors_per_bitmap",
        kind="constant",
        number=8388608,
        unit="sectors",
        meaning="Sectors that one sector bitmap block of 1 MiB describes. The blocks of so "
        "many sectors form a chunk, and the BAT has one\nbitmap entry after the "
        "payload entries of each chunk: chunk ratio = this x logical sector size / "
        "block size.",
    ),
    Topic(
        name="vhdx.sector_bitmap_block_size",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Size of a sector bitmap block.",
    ),
    Topic(
        name="vhdx.log_sector_size",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="The log is made of sectors of this size; entries, descriptors and data are "
        "multiples of it.",
    ),
    Topic(
        name="vhdx.log_first_descriptors",
        kind="constant",
        number=126,
        meaning="Descriptors in the first sector of a log entry, after its header.",
    ),
    Topic(
        name="vhdx.log_later_descriptors",
        kind="constant",
        number=128,
        meaning="Descriptors in each further descriptor sector.",
    ),
    Topic(
        name="vhdx.min_log_length",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Smallest log, 1 MiB. The length is a multiple of it.",
    ),
    Topic(
        name="vhdx.default_log_size",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Log size that qemu and Hyper-V create.",
    ),
    Topic(
        name="vhdx.default_logical_sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Logical sector size that qemu creates.",
    ),
    Topic(
        name="vhdx.default_physical_sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Physical sector size that qemu creates. Hyper-V writes 4096.",
    ),
    Topic(
        name="vhdx.default_block_size_small",
        kind="constant",
        number=8388608,
        unit="bytes",
        meaning="Block size that qemu chooses for disks up to `small_disk_size`, 8 MiB.",
    ),
    Topic(
        name="vhdx.small_disk_size",
        kind="constant",
        number=1073741824,
        unit="bytes",
        meaning="Largest disk that gets blocks of 8 MiB from qemu, 1 GiB.",
    ),
    Topic(
        name="vhdx.default_block_size_medium",
        kind="constant",
        number=16777216,
        unit="bytes",
        meaning="Block size that qemu chooses for disks up to `medium_disk_size`, 16 MiB.",
    ),
    Topic(
        name="vhdx.medium_disk_size",
        kind="constant",
        number=107374182400,
        unit="bytes",
        meaning="Largest disk that gets blocks of 16 MiB from qemu, 100 GiB.",
    ),
    Topic(
        name="vhdx.default_block_size_large",
        kind="constant",
        number=33554432,
        unit="bytes",
        meaning="Block size that qemu chooses for larger disks up to `large_disk_size`, and "
        "Hyper-V for all, 32 MiB.",
    ),
    Topic(
        name="vhdx.large_disk_size",
        kind="constant",
        number=35184372088832,
        unit="bytes",
        meaning="Largest disk that gets blocks of 32 MiB from qemu, 32 TiB.",
    ),
    Topic(
        name="vhdx.default_block_size_huge",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Block size that qemu chooses for the largest disks, 64 MiB.",
    ),
    Topic(
        name="vhdx.default_log_offset",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Where writers put the log, after the header section. The BAT follows it, "
        "and the metadata region follows the BAT.",
    ),
    Topic(
        name="vhdx.default_metadata_length",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Length of the metadata region, 1 MiB.",
    ),
    Topic(
        name="vhdx.max_item_length",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Longest metadata item, 1 MiB.",
    ),
    Topic(
        name="vhdx.max_log_check",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Bytes of log entries whose checksums instar computes before it gives up. "
        "Each 4096 bytes of a log may begin an entry that claims to be as\nlong as "
        "the log, so that a hostile one of 16 MiB would ask for 64 GiB.",
    ),
    Topic(
        name="vhdx.default_item_offset",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Offset in the metadata region at which the first item is, after the table.",
    ),
    Topic(
        name="vhdx.data_distance",
        kind="constant",
        number=5242880,
        unit="bytes",
        meaning="From the metadata region to the first payload block, 5 MiB.",
    ),
    Topic(
        name="vhdx.max_log_size",
        kind="constant",
        number=4293918720,
        unit="bytes",
        meaning="Largest log that qemu creates, 1 MiB less than 4 GiB.",
    ),
    Topic(
        name="vhdx.max_bat_size",
        kind="constant",
        number=2147483647,
        unit="bytes",
        meaning="Largest BAT that qemu writes at once.",
    ),
    Topic(
        name="vhdx.block_number_mask",
        kind="constant",
        number=4294967295,
        meaning="qemu numbers blocks in 32 bits. A disk without any has no last block, and "
        "its number wraps around to this: such an image gets room for\nthe bitmaps of "
        "2^32 blocks.",
    ),
    Topic(
        name="vhdx.guid_region_bat",
        kind="constant",
        text="66 77 c2 2d 23 f6 00 42 9d 64 11 5e 9b fd 4a 08",
        meaning="Region of the BAT, 2DC27766-F623-4200-9D64-115E9BFD4A08.",
    ),
    Topic(
        name="vhdx.guid_region_metadata",
        kind="constant",
        text="06 a2 7c 8b 90 47 9a 4b b8 fe 57 5f 05 0f 88 6e",
        meaning="Region of the metadata, 8B7CA206-4790-4B9A-B8FE-575F050F886E.",
    ),
    Topic(
        name="vhdx.guid_file_parameters",
        kind="constant",
        text="37 67 a1 ca 36 fa 43 4d b3 b6 33 f0 aa 44 e7 6b",
        meaning="Item file parameters, CAA16737-FA36-4D43-B3B6-33F0AA44E76B.",
    ),
    Topic(
        name="vhdx.guid_virtual_disk_size",
        kind="constant",
        text="24 42 a5 2f 1b cd 76 48 b2 11 5d be d8 3b f4 b8",
        meaning="Item virtual disk size, 2FA54224-CD1B-4876-B211-5DBED83BF4B8.",
    ),
    Topic(
        name="vhdx.guid_virtual_disk_id",
        kind="constant",
        text="ab 12 ca be e6 b2 23 45 93 ef c3 09 e0 00 c7 46",
        meaning="Item virtual disk id (page 83), BECA12AB-B2E6-4523-93EF-C309E000C746.",
    ),
    Topic(
        name="vhdx.guid_logical_sector_size",
        kind="constant",
        text="1d bf 41 81 6f a9 09 47 ba 47 f2 33 a8 fa ab 5f",
        meaning="Item logical sector size, 8141BF1D-A96F-4709-BA47-F233A8FAAB5F.",
    ),
    Topic(
        name="vhdx.guid_physical_sector_size",
        kind="constant",
        text="c7 48 a3 cd 5d 44 71 44 9c c9 e9 88 52 51 c5 56",
        meaning="Item physical sector size, CDA348C7-445D-4471-9CC9-E9885251C556.",
    ),
    Topic(
        name="vhdx.guid_parent_locator",
        kind="constant",
        text="2d 5f d3 a8 0b b3 4d 45 ab f7 d3 d8 48 34 ab 0c",
        meaning="Item parent locator, A8D35F2D-B30B-454D-ABF7-D3D84834AB0C.",
    ),
    Topic(
        name="vhdx.guid_locator_type_vhdx",
        kind="constant",
        text="b7 ef 4a b0 9e d1 81 4a b7 89 25 b8 e9 44 59 13",
        meaning="The only type of parent locator, B04AEFB7-D19E-4A81-B789-25B8E9445913.",
    ),
    Topic(
        name="vhdx.creator",
        kind="text",
        text="instar",
        meaning="`creator` of a new image, in UTF-16.",
    ),
    Topic(
        name="vhdx.parent_locator_key_parent_linkage",
        kind="text",
        text="parent_linkage",
        meaning="`data_write_guid` of the parent, in braces.",
    ),
    Topic(
        name="vhdx.parent_locator_key_parent_linkage2",
        kind="text",
        text="parent_linkage2",
        meaning="The same, a second value that is also accepted while a merge goes on.",
    ),
    Topic(
        name="vhdx.parent_locator_key_relative_path",
        kind="text",
        text="relative_path",
        meaning="Path relative to the child; the first to be tried.",
    ),
    Topic(
        name="vhdx.parent_locator_key_volume_path",
        kind="text",
        text="volume_path",
        meaning="Path that begins with a volume GUID; the second.",
    ),
    Topic(
        name="vhdx.parent_locator_key_absolute_win32_path",
        kind="text",
        text="absolute_win32_path",
        meaning="Path that begins with a drive letter; the third.",
    ),
    Topic(
        name="vhdx.payload_block_state",
        kind="enum",
    ),
    Topic(
        name="vhdx.payload_block_state.not_present",
        kind="member",
        number=0,
        meaning="Never written. Reads as anything, in practice zeros; in a differencing "
        "image from the parent.",
    ),
    Topic(
        name="vhdx.payload_block_state.undefined",
        kind="member",
        number=1,
        meaning="Contents are not defined; readers give zeros.",
    ),
    Topic(
        name="vhdx.payload_block_state.zero",
        kind="member",
        number=2,
        meaning="The block reads as zeros.",
    ),
    Topic(
        name="vhdx.payload_block_state.unmapped",
        kind="member",
        number=3,
        meaning="The block was discarded; readers give zeros or what was there before.",
    ),
    Topic(
        name="vhdx.payload_block_state.unmapped_draft",
        kind="member",
        number=5,
        meaning="What `unmapped` was in the draft 0.95 of the format; reserved in 1.0. qemu "
        "reads zeros.",
    ),
    Topic(
        name="vhdx.payload_block_state.fully_present",
        kind="member",
        number=6,
        meaning="The block is in the file.",
    ),
    Topic(
        name="vhdx.payload_block_state.partially_present",
        kind="member",
        number=7,
        meaning="Sectors whose bit is set in the sector bitmap are in the file and others in "
        "the parent.",
    ),
    Topic(
        name="vhdx.sector_bitmap_state",
        kind="enum",
    ),
    Topic(
        name="vhdx.sector_bitmap_state.not_present",
        kind="member",
        number=0,
        meaning="There is no bitmap.",
    ),
    Topic(
        name="vhdx.sector_bitmap_state.present",
        kind="member",
        number=6,
        meaning="The bitmap is in the file.",
    ),
    Topic(
        name="vhdx.file_identifier",
        kind="structure",
        type="520 bytes",
        meaning="What makes the file a VHDX, and who created it. It is at offset 0, is never "
        "written again, and has 64 KiB for itself.",
        sources=("[MS-VHDX] 2.2.1 File Type Identifier",),
    ),
    Topic(
        name="vhdx.file_identifier.signature",
        kind="field",
        place="bytes 0 to 7",
        type="8 bytes",
        rules=('"vhdxfile"',),
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="By these letters a VHDX is recognised.",
    ),
    Topic(
        name="vhdx.file_identifier.creator",
        kind="field",
        place="bytes 8 to 519",
        type="512 bytes",
        rules=("any: a text for people",),
        practice='qemu writes "QEMU v" and its version. (run: qemu-img 5.2, 7.2, 10.0, 11.1) '
        'Hyper-V writes "Microsoft Windows" and a version. (source: '
        "https://github.com/file/file/blob/master/magic/Magdir/virtual file's magic, "
        "of VHDX, which has an example; unverified: no image of it was looked at)",
        meaning="Name of the creating program in UTF-16, ended by a zero character. For "
        "diagnosis only.",
    ),
    Topic(
        name="vhdx.header",
        kind="structure",
        type="4096 bytes",
        meaning="Root of the metadata, twice in the file. A writer updates the one that does "
        "not count, with a larger sequence number, so that one of\nthe two is always "
        "whole. The header that counts is the one with valid signature and checksum "
        "and the larger sequence number.",
        sources=("[MS-VHDX] 2.2.2 Headers",),
    ),
    Topic(
        name="vhdx.header.signature",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"head"',),
        qemu=(
            (
                (
                    7,
                    1,
                ),
                "No valid VHDX header found: Unknown error -4096",
            ),
            (
                None,
                "No valid VHDX header found",
            ),
        ),
        meaning="By these letters, and the checksum, a header that was written whole is "
        "recognised.",
    ),
    Topic(
        name="vhdx.header.checksum",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "the crc32c of the structure",
            "any: the checksum rule says all about it",
        ),
        qemu=(
            (
                (
                    7,
                    1,
                ),
                "No valid VHDX header found: Unknown error -4096",
            ),
            (
                None,
                "No valid VHDX header found",
            ),
        ),
        meaning="CRC-32C of the 4096 bytes of this structure, with this field as zero.",
    ),
    Topic(
        name="vhdx.header.sequence_number",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        rules=("any: any number is possible; the larger one wins",),
        called="SequenceNumber",
        meaning="Grows with each update of a header.",
    ),
    Topic(
        name="vhdx.header.file_write_guid",
        kind="field",
        place="bytes 16 to 31",
        type="16 bytes",
        rules=("any: any identity is possible",),
        called="FileWriteGuid",
        meaning="Changed each time before the file is first written to after opening.",
    ),
    Topic(
        name="vhdx.header.data_write_guid",
        kind="field",
        place="bytes 32 to 47",
        type="16 bytes",
        rules=("any: any identity is possible",),
        called="DataWriteGuid",
        meaning="Changed each time before data that a guest can see is first changed. "
        "Children name it in their parent locators.",
    ),
    Topic(
        name="vhdx.header.log_guid",
        kind="field",
        place="bytes 48 to 63",
        type="16 bytes",
        rules=("any: any identity is possible",),
        called="LogGuid",
        meaning="Identity that valid entries of the log bear. Zero when the log is empty and "
        "nothing is to be replayed.",
    ),
    Topic(
        name="vhdx.header.log_version",
        kind="field",
        place="bytes 64 to 65",
        type="unsigned 16-bit number, little-endian",
        rules=("any: checked when the log is looked at, once it is clear which header counts",),
        called="LogVersion",
        meaning="Version of the log's format; 0 is the only one.",
    ),
    Topic(
        name="vhdx.header.version",
        kind="field",
        place="bytes 66 to 67",
        type="unsigned 16-bit number, little-endian",
        rules=("1",),
        qemu=(
            (
                (
                    7,
                    1,
                ),
                "No valid VHDX header found: Unknown error -4096",
            ),
            (
                None,
                "No valid VHDX header found",
            ),
        ),
        meaning="Version of the format; 1 is the only one.",
    ),
    Topic(
        name="vhdx.header.log_length",
        kind="field",
        place="bytes 68 to 71",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: checked when the log is looked at, once it is clear which header counts",),
        called="LogLength",
        meaning="Length of the log. 0 is not allowed even when it is empty.",
    ),
    Topic(
        name="vhdx.header.log_offset",
        kind="field",
        place="bytes 72 to 79",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: checked when the log is looked at, once it is clear which header counts",),
        called="LogOffset",
        meaning="Place of the log, after the header section.",
    ),
    Topic(
        name="vhdx.header.reserved",
        kind="field",
        place="bytes 80 to 4095",
        type="4016 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero, covered by the checksum.",
    ),
    Topic(
        name="vhdx.header.none_valid",
        kind="fault",
        text="is not valid in either of the two headers",
        about="vhdx.header.signature",
        qemu=(
            (
                (
                    7,
                    1,
                ),
                "No valid VHDX header found: Unknown error -4096",
            ),
            (
                None,
                "No valid VHDX header found",
            ),
        ),
        meaning="Neither header has signature, checksum and version in order; or both are in "
        "order, have the same sequence number, and\ndiffer. A header that is in order "
        "alone, or is the same as the other, is used.",
    ),
    Topic(
        name="vhdx.header.bad_log_version",
        kind="fault",
        text="is {value}, must be 0",
        about="vhdx.header.log_version",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Version 0 of the log is the only one. The header stays the one that counts, "
        "so no reader falls back to the other one.",
    ),
    Topic(
        name="vhdx.header.bad_log_offset",
        kind="fault",
        text="is {value}, must be a multiple of 1 MiB past the header section",
        about="vhdx.header.log_offset",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Checked even when the log is empty.",
    ),
    Topic(
        name="vhdx.header.bad_log_length",
        kind="fault",
        text="is {value}, must be a multiple of 1 MiB",
        about="vhdx.header.log_length",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Checked when `log_guid` says that there is a log. 0 is accepted; such a log "
        "is empty.",
    ),
    Topic(
        name="vhdx.header.log_past_end",
        kind="fault",
        text="is {value}, the log leaves the file",
        about="vhdx.header.log_offset",
        meaning="The log must lie in the file whole. qemu takes what is missing for an empty log.",
    ),
    Topic(
        name="vhdx.header.needs_replay",
        kind="fault",
        text="names a log with entries that were not replayed",
        about="vhdx.header.log_guid",
        qemu=(
            (
                None,
                "VHDX image file '{file}' opened read-only, but contains a log that needs to "
                "be replayed\nTo replay the log, run:\nqemu-img check -r all '{file}'",
            ),
        ),
        meaning="The file was not closed properly, and its log holds a valid sequence of "
        "entries. Without them, BAT and metadata are not to be\ntrusted. A GUID with "
        "an empty log, or with one that holds no valid sequence, is no error.",
    ),
    Topic(
        name="vhdx.header.check_replayed",
        kind="fault",
        text="named a log with entries that were not replayed, and names none now",
        about="vhdx.header.log_guid",
        meaning="A repair replays the log. qemu-img does so when it opens the image for "
        "writing, counts one corruption, and says nothing.",
    ),
    Topic(
        name="vhdx.region_table_header",
        kind="structure",
        type="16 bytes",
        meaning="Begins each of the two region tables. The table has 64 KiB, which its "
        "checksum covers; the entries follow this header, the rest is\nzero.",
        sources=("[MS-VHDX] 2.2.3.1 Region Table Header",),
    ),
    Topic(
        name="vhdx.region_table_header.signature",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"regi"',),
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Begins every region table.",
    ),
    Topic(
        name="vhdx.region_table_header.checksum",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "any: covers the 64 KiB of the table, of which this structure is only the "
            "first part; the reader checks it",
        ),
        meaning="CRC-32C of the 64 KiB of the table, with this field as zero.",
    ),
    Topic(
        name="vhdx.region_table_header.num_entries",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("at most 2047",),
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        called="EntryCount",
        meaning="Entries in the table.",
    ),
    Topic(
        name="vhdx.region_table_header.reserved",
        kind="field",
        place="bytes 12 to 15",
        type="4 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero.",
    ),
    Topic(
        name="vhdx.region_table_header.checksum_mismatch",
        kind="fault",
        text="is {value:x}, the 64 KiB of the table say otherwise",
        about="vhdx.region_table_header.checksum",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="The CRC-32C of the table with the checksum as zero differs.",
    ),
    Topic(
        name="vhdx.region_table_header.missing_region",
        kind="fault",
        text="is {value}, but the BAT or the metadata region is not among them",
        about="vhdx.region_table_header.num_entries",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Both regions must be there.",
    ),
    Topic(
        name="vhdx.region_table_entry",
        kind="structure",
        type="32 bytes",
        practice="qemu writes the flag required as 0, and accepts any offset that overlaps "
        "nothing. (run: qemu-img 5.2, 7.2, 10.0, 11.1; recorded: "
        "tests/hostile/answers.json::vhdx-region-bat-is-the-log.vhdx for one that "
        "overlaps something)",
        meaning="Place of one region.",
        sources=("[MS-VHDX] 2.2.3.2 Region Table Entry",),
    ),
    Topic(
        name="vhdx.region_table_entry.guid",
        kind="field",
        place="bytes 0 to 15",
        type="16 bytes",
        rules=("any: compared with the known ones by the reader",),
        meaning="Which region, see `guid_region_bat` and `guid_region_metadata`.",
    ),
    Topic(
        name="vhdx.region_table_entry.file_offset",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("such that file_offset >= 0x100000 and file_offset % 0x100000 == 0",),
        qemu_rules=("it takes any place that overlaps neither the log nor another region",),
        called="FileOffset",
        meaning="Place of the region. Blocks may not lie in it either.",
    ),
    Topic(
        name="vhdx.region_table_entry.length",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 1048576",),
        qemu_rules=("it takes any length with which the region overlaps nothing",),
        meaning="Length of the region.",
    ),
    Topic(
        name="vhdx.region_table_entry.flags",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, little-endian",
        rules=("any: bits that are not known are reserved",),
        called="Required",
        meaning="Bit 0, required, forbids to open the file when the region is not known.",
    ),
    Topic(
        name="vhdx.region_table_entry.flag_required",
        kind="constant",
        number=1,
        meaning="Bit of `flags`, the file must not be opened without knowing the region.",
    ),
    Topic(
        name="vhdx.region_table_entry.is_required",
        kind="value",
        type="flags & flag_required != 0",
        meaning="The file must not be opened without knowing this region.",
    ),
    Topic(
        name="vhdx.region_table_entry.unknown_required",
        kind="fault",
        text="is not known, but the region is required",
        about="vhdx.region_table_entry.guid",
        qemu=(
            (
                None,
                "Could not open '{file}': Operation not supported",
            ),
        ),
        meaning="A required region that a reader does not know forbids to open the file.",
    ),
    Topic(
        name="vhdx.region_table_entry.duplicate",
        kind="fault",
        text="names a region that the table had before",
        about="vhdx.region_table_entry.guid",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Each region occurs once. (qemu notices the overlap first unless the places "
        "differ.)",
    ),
    Topic(
        name="vhdx.region_table_entry.overlap",
        kind="fault",
        text="is {value}, the region {extra0}-{extra1} overlaps {extra2}-{extra3}",
        about="vhdx.region_table_entry.file_offset",
        qemu=(
            (
                None,
                "qemu-img: VHDX region {extra0}-{extra1} overlaps with region "
                "{extra2}-{extra3}\nqemu-img: Could not open '{file}': Could not open "
                "'{file}': Invalid argument",
            ),
        ),
        meaning="Regions may overlap neither each other nor the log. The extra numbers are "
        "start and end of this region and of the earlier one, the\nlog being the "
        "first of all.",
    ),
    Topic(
        name="vhdx.region_table_entry.past_end",
        kind="fault",
        text="is {value}, the region leaves the file",
        about="vhdx.region_table_entry.file_offset",
        meaning="A region must lie in the file whole. qemu reads what is missing as zeros: a "
        "BAT of blocks that are not present, or a metadata\ntable without its "
        "signature.",
    ),
    Topic(
        name="vhdx.region_table_entry.past_limit",
        kind="fault",
        text="is {value}, past the longest file that there can be",
        about="vhdx.region_table_entry.file_offset",
        qemu=(
            (
                None,
                "Could not open '{file}': Input/output error",
            ),
        ),
        meaning="The region ends past raw's `max_file_bytes`.",
    ),
    Topic(
        name="vhdx.region_table_entry.bat_too_small",
        kind="fault",
        text="is {value}, the BAT has no room for the blocks of the disk",
        about="vhdx.region_table_entry.length",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="The region of the BAT must hold an entry for each payload block, and one "
        "for the sector bitmap of each chunk but the last: for n blocks\nand r blocks "
        "in a chunk, n + (n - 1) / r entries, rounded down. (A differencing image "
        "has one for the last chunk too.)",
    ),
    Topic(
        name="vhdx.metadata_table_header",
        kind="structure",
        type="32 bytes",
        meaning="Begins the metadata region. The entries follow; the items are after the "
        "first 64 KiB of the region.",
        sources=("[MS-VHDX] 2.6.1.1 Metadata Table Header",),
    ),
    Topic(
        name="vhdx.metadata_table_header.signature",
        kind="field",
        place="bytes 0 to 7",
        type="8 bytes",
        rules=('"metadata"',),
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Begins every metadata table.",
    ),
    Topic(
        name="vhdx.metadata_table_header.reserved",
        kind="field",
        place="bytes 8 to 9",
        type="2 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero.",
    ),
    Topic(
        name="vhdx.metadata_table_header.num_entries",
        kind="field",
        place="bytes 10 to 11",
        type="unsigned 16-bit number, little-endian",
        rules=("at most 2047",),
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        called="EntryCount",
        meaning="Entries in the table.",
    ),
    Topic(
        name="vhdx.metadata_table_header.reserved_2",
        kind="field",
        place="bytes 12 to 31",
        type="20 bytes",
        rules=("any: readers ignore it",),
        called="Reserved2",
        meaning="Zero.",
    ),
    Topic(
        name="vhdx.metadata_table_header.missing_item",
        kind="fault",
        text="is {value}, the item {detail} is not among them",
        about="vhdx.metadata_table_header.num_entries",
        qemu=(
            (
                None,
                "Could not open '{file}': Operation not supported",
            ),
        ),
        meaning="All items but the parent locator are needed to open a file. The detail is "
        "the name of the item that is missing. (Is the parent\nlocator missing from a "
        'differencing image, qemu says "Invalid argument".)',
    ),
    Topic(
        name="vhdx.metadata_table_entry",
        kind="structure",
        type="32 bytes",
        meaning="Place of one metadata item.",
        sources=("[MS-VHDX] 2.6.1.2 Metadata Table Entry",),
    ),
    Topic(
        name="vhdx.metadata_table_entry.item_id",
        kind="field",
        place="bytes 0 to 15",
        type="16 bytes",
        rules=("any: compared with the known ones by the reader",),
        called="ItemId",
        meaning="Which item, see `guid_file_parameters` and those after it.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.offset",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the region by the reader",),
        meaning="Place of the item in the metadata region, at least 64 KiB; 0 for an item of "
        "length 0.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.length",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the region by the reader",),
        meaning="Length of the item, at most 1 MiB.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.flags",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        rules=("any: bits that are not known are reserved",),
        practice="Of the items that are known, qemu writes file parameters as required (4), "
        "size, identity and both sector sizes as\nrequired and of the virtual disk "
        "(6). (run: qemu-img 5.2, 7.2, 10.0, 11.1) The parent locator is required "
        "and of the file (4); none of the known items is a user's. (source: "
        "[MS-VHDX] 2.6.2 Known Metadata Items)",
        called="IsUser, IsVirtualDisk, IsRequired",
        meaning="Bit 0, user data; bit 1, belongs to the virtual disk rather than to the "
        "file; bit 2, required.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.reserved",
        kind="field",
        place="bytes 28 to 31",
        type="4 bytes",
        rules=("any: readers ignore it",),
        called="Reserved2",
        meaning="Zero.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.flag_user",
        kind="constant",
        number=1,
        meaning="Bit of `flags`, a user's item.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.flag_virtual_disk",
        kind="constant",
        number=2,
        meaning="Bit of `flags`, an item of the virtual disk.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.flag_required",
        kind="constant",
        number=4,
        meaning="Bit of `flags`, the file must not be opened without knowing the item.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.is_user",
        kind="value",
        type="flags & flag_user != 0",
        meaning="The item is a user's, not the system's. At most 1024 of these.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.is_virtual_disk",
        kind="value",
        type="flags & flag_virtual_disk != 0",
        meaning="The item describes the virtual disk and goes with it from parent to child.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.is_required",
        kind="value",
        type="flags & flag_required != 0",
        meaning="The file must not be opened without knowing this item.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.unknown_required",
        kind="fault",
        text="is not known, but the item is required",
        about="vhdx.metadata_table_entry.item_id",
        qemu=(
            (
                None,
                "Could not open '{file}': Operation not supported",
            ),
        ),
        meaning="A required item that a reader does not know forbids to open the file.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.duplicate",
        kind="fault",
        text="names an item that the table had before",
        about="vhdx.metadata_table_entry.item_id",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="An identity occurs at most once among the system's items and once among the "
        "users'. qemu compares the identity alone, and\nrefuses a user's item that "
        "has the identity of a system's.",
    ),
    Topic(
        name="vhdx.metadata_table_entry.outside",
        kind="fault",
        text="is {value}, the item leaves the metadata region",
        about="vhdx.metadata_table_entry.offset",
        meaning="Items are in the region, after its first 64 KiB, and none overlaps another. "
        "qemu reads an item wherever its entry says.",
    ),
    Topic(
        name="vhdx.file_parameters",
        kind="structure",
        type="8 bytes",
        meaning="Item, size of the payload blocks and kind of the file.",
        sources=("[MS-VHDX] 2.6.2.1 File Parameters",),
    ),
    Topic(
        name="vhdx.file_parameters.block_size",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=(
            "such that block_size >= 0x100000 and block_size <= 0x10000000 and "
            "(block_size & (block_size - 1)) == 0",
        ),
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        practice="qemu writes 8 to 64 MiB by the size of the disk. (run: qemu-img 5.2, 7.2, "
        "10.0, 11.1) Hyper-V writes 32 MiB. (source: "
        "https://git.kernel.org/linus/11d9874c4204a785f43d899a1ab12f9dc8d9de3e "
        "Linux, storvsc, on the default block size; unverified: no image of it was "
        "looked at)",
        called="BlockSize",
        meaning="Bytes of the disk in one payload block, a power of two between 1 MiB and 256 MiB.",
    ),
    Topic(
        name="vhdx.file_parameters.flags",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("any: bits that are not known are reserved",),
        called="LeaveBlockAllocated, HasParent",
        meaning="See the derived values.",
    ),
    Topic(
        name="vhdx.file_parameters.flag_leave_blocks_allocated",
        kind="constant",
        number=1,
        meaning="Bit of `flags`, a fixed file unless `flag_has_parent` is set too.",
    ),
    Topic(
        name="vhdx.file_parameters.flag_has_parent",
        kind="constant",
        number=2,
        meaning="Bit of `flags`, a differencing image.",
    ),
    Topic(
        name="vhdx.file_parameters.leave_blocks_allocated",
        kind="value",
        type="flags & flag_leave_blocks_allocated != 0",
        meaning="The file is fixed, all of its blocks are allocated and stay so. Without "
        "meaning in a differencing image.",
    ),
    Topic(
        name="vhdx.file_parameters.has_parent",
        kind="value",
        type="flags & flag_has_parent != 0",
        meaning="The file is a differencing image; sector bitmaps and a parent locator "
        "exist. qemu refuses it.",
    ),
    Topic(
        name="vhdx.file_parameters.locator_without_parent",
        kind="fault",
        text="is {value}, not a differencing image, but there is a parent locator",
        about="vhdx.file_parameters.flags",
        qemu=(
            (
                None,
                "Could not open '{file}': Operation not supported",
            ),
        ),
        meaning="Only differencing images have a parent locator. qemu refuses all files with one.",
    ),
    Topic(
        name="vhdx.file_parameters.no_locator",
        kind="fault",
        text="is {value}, a differencing image, but there is no parent locator",
        about="vhdx.file_parameters.flags",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="A differencing image without a parent locator cannot be read.",
    ),
    Topic(
        name="vhdx.virtual_disk_size",
        kind="structure",
        type="8 bytes",
        meaning="Item, size of the disk.",
        sources=("[MS-VHDX] 2.6.2.2 Virtual Disk Size",),
    ),
    Topic(
        name="vhdx.virtual_disk_size.size",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x400000000000",),
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        called="VirtualDiskSize",
        meaning="Size of the disk, a multiple of the logical sector size, at most 64 TiB. An "
        "odd rest is cut off by readers.",
    ),
    Topic(
        name="vhdx.virtual_disk_id",
        kind="structure",
        type="16 bytes",
        meaning="Item, identity of the disk as its drive reports it in SCSI page 83.",
        sources=("[MS-VHDX] 2.6.2.3 Virtual Disk ID",),
    ),
    Topic(
        name="vhdx.virtual_disk_id.guid",
        kind="field",
        place="bytes 0 to 15",
        type="16 bytes",
        rules=("any: any identity is possible",),
        called="VirtualDiskId",
        meaning="The identity, the same in all files of a chain.",
    ),
    Topic(
        name="vhdx.logical_sector_size",
        kind="structure",
        type="4 bytes",
        meaning="Item, sector size that the drive has for its guest.",
        sources=("[MS-VHDX] 2.6.2.4 Logical Sector Size",),
    ),
    Topic(
        name="vhdx.logical_sector_size.size",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("512 or 4096",),
        qemu=(
            (
                None,
                "Could not open '{file}': Operation not supported",
            ),
        ),
        practice="qemu opens files with 512 only. (run: qemu-img 5.2, 7.2, 10.0, 11.1, with "
        "4096; recorded: tests/hostile/answers.json::vhdx-logical-sector-0.vhdx)",
        called="LogicalSectorSize",
        meaning="512 or 4096.",
    ),
    Topic(
        name="vhdx.logical_sector_size.unsupported",
        kind="fault",
        text="is {value}, which is not supported",
        about="vhdx.logical_sector_size.size",
        qemu=(
            (
                None,
                "Could not open '{file}': Operation not supported",
            ),
        ),
        meaning="qemu opens files with sectors of 512 bytes only.",
    ),
    Topic(
        name="vhdx.physical_sector_size",
        kind="structure",
        type="4 bytes",
        meaning="Item, sector size that the drive says that its medium has.",
        sources=("[MS-VHDX] 2.6.2.5 Physical Sector Size",),
    ),
    Topic(
        name="vhdx.physical_sector_size.size",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("512 or 4096",),
        qemu_rules=("nothing depends on it when reading",),
        called="PhysicalSectorSize",
        meaning="Bytes per sector.",
    ),
    Topic(
        name="vhdx.parent_locator_header",
        kind="structure",
        type="20 bytes",
        meaning="Item of differencing images, says where the parent is. The entries follow, "
        "then keys and values.",
        sources=("[MS-VHDX] 2.6.2.6.1 Parent Locator Header",),
    ),
    Topic(
        name="vhdx.parent_locator_header.locator_type",
        kind="field",
        place="bytes 0 to 15",
        type="16 bytes",
        rules=("any: compared with the known one by the reader",),
        called="LocatorType",
        meaning="Type of the locator, see `guid_locator_type_vhdx`.",
    ),
    Topic(
        name="vhdx.parent_locator_header.reserved",
        kind="field",
        place="bytes 16 to 17",
        type="2 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero.",
    ),
    Topic(
        name="vhdx.parent_locator_header.num_entries",
        kind="field",
        place="bytes 18 to 19",
        type="unsigned 16-bit number, little-endian",
        rules=("any: checked against the length of the item by the reader",),
        called="KeyValueCount",
        meaning="Entries that follow.",
    ),
    Topic(
        name="vhdx.parent_locator_header.unknown_type",
        kind="fault",
        text="is not that of a VHDX parent locator",
        about="vhdx.parent_locator_header.locator_type",
        meaning="No other type of parent locator is known, see `guid_locator_type_vhdx`.",
    ),
    Topic(
        name="vhdx.parent_locator_header.outside",
        kind="fault",
        text="is {value}, more entries than the item of {extra0} bytes holds",
        about="vhdx.parent_locator_header.num_entries",
        meaning="The entries lie in the item whole.",
    ),
    Topic(
        name="vhdx.parent_locator_header.no_path",
        kind="fault",
        text="is {value}, but no entry is a path of the parent",
        about="vhdx.parent_locator_header.num_entries",
        meaning="One of the keys `parent_locator_key_*_path` is needed to find the parent, "
        "and its value must be UTF-16.",
    ),
    Topic(
        name="vhdx.parent_locator_entry",
        kind="structure",
        type="12 bytes",
        meaning="One pair of key and value, both in UTF-16, little-endian, without a final "
        "zero character. The keys of the VHDX type are the "
        "texts\n`parent_locator_key_*` of this file; the order of the paths there is "
        "the order in which they are tried.",
        sources=("[MS-VHDX] 2.6.2.6.2 Parent Locator Entry, 2.6.2.6.3 VHDX Parent Locator",),
    ),
    Topic(
        name="vhdx.parent_locator_entry.key_offset",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the length of the item by the reader",),
        called="KeyOffset",
        meaning="Place of the key in the item, not 0.",
    ),
    Topic(
        name="vhdx.parent_locator_entry.value_offset",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the length of the item by the reader",),
        called="ValueOffset",
        meaning="Place of the value in the item, not 0.",
    ),
    Topic(
        name="vhdx.parent_locator_entry.key_length",
        kind="field",
        place="bytes 8 to 9",
        type="unsigned 16-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the length of the item by the reader",),
        called="KeyLength",
        meaning="Length of the key, not 0.",
    ),
    Topic(
        name="vhdx.parent_locator_entry.value_length",
        kind="field",
        place="bytes 10 to 11",
        type="unsigned 16-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the length of the item by the reader",),
        called="ValueLength",
        meaning="Length of the value, not 0.",
    ),
    Topic(
        name="vhdx.parent_locator_entry.outside",
        kind="fault",
        text="is {value}, key or value leaves the item",
        about="vhdx.parent_locator_entry.key_offset",
        meaning="Keys and values lie in the item whole.",
    ),
    Topic(
        name="vhdx.parent_locator_entry.no_path",
        kind="fault",
        text="cannot hold the parent's name '{detail}': it is not UTF-8, has a backslash, "
        "or is longer than {value} bytes in UTF-16",
        about="vhdx.parent_locator_entry.value_length",
        meaning="The path of the parent is stored in the notation of Windows.",
    ),
    Topic(
        name="vhdx.parent_locator_entry.no_parent",
        kind="fault",
        text="is of a parent that was not opened, and its identity is needed",
        about="vhdx.parent_locator_entry.value_offset",
        meaning="A differencing image repeats the identity of its parent.",
    ),
    Topic(
        name="vhdx.payload_bat_entry",
        kind="structure",
        type="8 bytes",
        meaning="State and place of one payload block. The entries of the blocks are in "
        "order, except that a `sector_bitmap_bat_entry`\nfollows those of each chunk "
        "(in a differencing image, also those of the last, partial chunk). So with r "
        "blocks in a chunk,\n`sectors_per_bitmap` x logical sector size / block size, "
        "the entry of block n has the index n + n / r, rounded down.",
        sources=("[MS-VHDX] 2.5.1 BAT Entry",),
    ),
    Topic(
        name="vhdx.payload_bat_entry.state",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 2 of 64",
        rules=("any: the reader distinguishes reserved states where it meets them",),
        about="vhdx.payload_block_state",
        meaning="What the block reads as.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.reserved",
        kind="field",
        place="bytes 0 to 7",
        type="bits 3 to 19 of 64",
        rules=("any: readers ignore it",),
        meaning="Zero.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.file_offset_mb",
        kind="field",
        place="bytes 0 to 7",
        type="bits 20 to 63 of 64",
        rules=("any: checked against the length of the file by the reader",),
        called="FileOffsetMB",
        meaning="Place of the block in units of 1 MiB. Meaningless unless the block is present.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.file_offset",
        kind="value",
        type="file_offset_mb << 20",
        unit="bytes",
        meaning="Place of the block in the file.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.is_present",
        kind="value",
        type="state.to_i >= 6",
        meaning="The block, or part of it, is in the file.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.start_past_end",
        kind="fault",
        text="is {value}, the block begins past the end of the file",
        about="vhdx.payload_bat_entry.file_offset_mb",
        qemu=(
            (
                (
                    4,
                    2,
                ),
                "",
            ),
            (
                None,
                "qemu-img: VHDX BAT entry {extra0} start offset {extra1} points after end of "
                "file ({extra2}). Image has probably been truncated.\nqemu-img: Could not "
                "open '{file}': Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Only blocks in the state fully present are checked. The extra numbers are "
        "the index of the entry in the BAT, the offset in bytes, and\nthe length of "
        "the file, rounded up to 512. Before 4.2 qemu opened such an image and read "
        "zeros.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.end_past_end",
        kind="fault",
        text="is {value}, the block ends past the end of the file",
        about="vhdx.payload_bat_entry.file_offset_mb",
        qemu=(
            (
                (
                    4,
                    2,
                ),
                "",
            ),
            (
                None,
                "qemu-img: VHDX BAT entry {extra0} end offset {extra1} points after end of "
                "file ({extra2}). Image has probably been truncated.\nqemu-img: Could not "
                "open '{file}': Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="As before, for a block that begins in the file. The second extra number is "
        "the offset of the last byte of the block.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.offset_overflow",
        kind="fault",
        text="is {value}, no file can be so long",
        about="vhdx.payload_bat_entry.file_offset_mb",
        qemu=(
            (
                (
                    4,
                    2,
                ),
                "",
            ),
            (
                None,
                "qemu-img: VHDX BAT entry {extra0} offset overflow.\nqemu-img: Could not open "
                "'{file}': Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="The end of the block does not fit into a signed 64-bit number. The extra "
        "number is the index of the entry in the BAT.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.overlap",
        kind="fault",
        text="is {value}, the block {extra0}-{extra1} overlaps {extra2}-{extra3}",
        about="vhdx.payload_bat_entry.file_offset_mb",
        qemu=(
            (
                None,
                "qemu-img: VHDX region {extra0}-{extra1} overlaps with region "
                "{extra2}-{extra3}\nqemu-img: Could not open '{file}': Could not open "
                "'{file}': Invalid argument",
            ),
        ),
        meaning="A block may overlap neither the log nor a region. Two blocks in the same "
        "place, or a block in the header section, pass.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.bad_state",
        kind="fault",
        text="is {value}, must be 0..3 or 5..7",
        about="vhdx.payload_bat_entry.state",
        meaning="State 4 is reserved. qemu opens the image and fails when it reads the block.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.check_offset_overflow",
        kind="fault",
        text="is {value}, whose end no file can have (entry {extra0})",
        about="vhdx.payload_bat_entry.file_offset_mb",
        qemu=(
            (
                None,
                "qemu-img: VHDX BAT entry {extra0} offset overflow.",
            ),
        ),
        meaning="Further number is the entry's.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.check_start_past_end",
        kind="fault",
        text="is {value}, past the end of the file (entry {extra0})",
        about="vhdx.payload_bat_entry.file_offset_mb",
        qemu=(
            (
                None,
                "qemu-img: VHDX BAT entry {extra0} start offset {extra1} points after end of "
                "file ({extra2}). Image has probably been truncated.",
            ),
        ),
        meaning="Further numbers are the entry's, the offset and the file's length.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.check_end_past_end",
        kind="fault",
        text="is {value}, and the block ends past the end of the file (entry {extra0})",
        about="vhdx.payload_bat_entry.file_offset_mb",
        qemu=(
            (
                None,
                "qemu-img: VHDX BAT entry {extra0} end offset {extra1} points after end of "
                "file ({extra2}). Image has probably been truncated.",
            ),
        ),
        meaning="The last block may end where the disk does. Further numbers as above.",
    ),
    Topic(
        name="vhdx.payload_bat_entry.check_overlap",
        kind="fault",
        text="leads to the block {value}-{extra0}, which overlaps {extra1}-{extra2}",
        about="vhdx.payload_bat_entry.file_offset_mb",
        qemu=(
            (
                None,
                "qemu-img: VHDX region {value}-{extra0} overlaps with region {extra1}-{extra2}",
            ),
        ),
        meaning="A block may overlap neither the log nor a region. Numbers are start and end "
        "of both.",
    ),
    Topic(
        name="vhdx.sector_bitmap_bat_entry",
        kind="structure",
        type="8 bytes",
        meaning="State and place of the sector bitmap block of one chunk. Only differencing "
        "images have these blocks; others keep the entries\nin their places, not "
        "present.",
        sources=("[MS-VHDX] 2.5.1 BAT Entry",),
    ),
    Topic(
        name="vhdx.sector_bitmap_bat_entry.state",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 2 of 64",
        rules=("any: the reader distinguishes reserved states where it meets them",),
        about="vhdx.sector_bitmap_state",
        meaning="Whether there is a bitmap.",
    ),
    Topic(
        name="vhdx.sector_bitmap_bat_entry.reserved",
        kind="field",
        place="bytes 0 to 7",
        type="bits 3 to 19 of 64",
        rules=("any: readers ignore it",),
        meaning="Zero.",
    ),
    Topic(
        name="vhdx.sector_bitmap_bat_entry.file_offset_mb",
        kind="field",
        place="bytes 0 to 7",
        type="bits 20 to 63 of 64",
        rules=("any: checked against the length of the file by the reader",),
        called="FileOffsetMB",
        meaning="Place of the bitmap in units of 1 MiB.",
    ),
    Topic(
        name="vhdx.sector_bitmap_bat_entry.file_offset",
        kind="value",
        type="file_offset_mb << 20",
        unit="bytes",
        meaning="Place of the bitmap in the file.",
    ),
    Topic(
        name="vhdx.sector_bitmap_bat_entry.no_bitmap",
        kind="fault",
        text="is {value}, but a block of the chunk is partially present",
        about="vhdx.sector_bitmap_bat_entry.state",
        meaning="A partially present block cannot be read without the sector bitmap of its chunk.",
    ),
    Topic(
        name="vhdx.sector_bitmap_bat_entry.past_end",
        kind="fault",
        text="is {value}, the bitmap ends past the end of the file",
        about="vhdx.sector_bitmap_bat_entry.file_offset_mb",
        meaning="A sector bitmap block lies in the file whole.",
    ),
    Topic(
        name="vhdx.sector_bitmap_byte",
        kind="structure",
        type="1 bytes",
        meaning="One byte of a sector bitmap block: eight consecutive sectors, the first in "
        "the lowest bit. A set bit says that the sector is in this\nfile, a clear one "
        "that it is in the parent. Only blocks in the state partially present have "
        "meaningful bits.",
        sources=("[MS-VHDX] 2.4 Blocks",),
    ),
    Topic(
        name="vhdx.sector_bitmap_byte.sectors",
        kind="field",
        place="byte 0",
        type="unsigned byte",
        rules=("any: any combination is possible",),
        meaning="Bit n is sector n of the eight.",
    ),
    Topic(
        name="vhdx.log_entry_header",
        kind="structure",
        type="64 bytes",
        practice="Which entries count, the active sequence: from any place of the log that "
        "begins an entry which is in order, go from entry to\nentry, each at the byte "
        "after the one before and, past the log's end, at its start, as long as they "
        "are in order and the\nsequence number is one more. The last is the head. It "
        "is a sequence if the head's `tail` is the place of one of its entries,\nthe "
        "first to be replayed. Of all sequences that of the largest sequence number "
        "is the active one. It is replayed from the\ntail to the head, if the file "
        "has at least `flushed_file_offset` bytes, and made at least "
        "`last_file_offset` long. (source: [MS-VHDX] 2.3.2 Log Sequence, 2.3.3 Log "
        "Replay) An entry is in order when this header is, its `log_guid` is that of "
        "the file's header, its length holds 32 bytes for each\ndescriptor, and its "
        "checksum is right. More descriptors than fit the first sector are not in "
        "order for qemu. A file with one\nsuch entry anywhere in its log is refused "
        "by qemu when it is opened for reading only. (run: qemu-img 5.2, 7.2, 10.0, "
        "11.1; wrong checksums and identities, 130 descriptors, entries in several "
        "places; recorded: tests/hostile/answers.json::vhdx-log-every-sector.vhdx)",
        meaning="First 64 bytes of a log entry. Up to 126 descriptors follow in the same "
        "sector, more in further ones, then a data sector for each data\ndescriptor. "
        "Applied in one go, an entry brings the file from one consistent state to "
        "the next.",
        sources=("[MS-VHDX] 2.3.1.1 Entry Header, 2.3.2 Log Sequence",),
    ),
    Topic(
        name="vhdx.log_entry_header.signature",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"loge"',),
        meaning="Begins every log entry. The rest of the log is whatever was there before.",
    ),
    Topic(
        name="vhdx.log_entry_header.checksum",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "any: covers the whole entry, whose length is known only from the next "
            "fields; the reader checks it",
        ),
        meaning="CRC-32C of the `entry_length` bytes of the entry, with this field as zero.",
    ),
    Topic(
        name="vhdx.log_entry_header.entry_length",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 4096",),
        practice="qemu takes an entry of length 0 that has no descriptors for one of 4096 "
        "bytes. (run: qemu-img 5.2, 7.2, 10.0, 11.1)",
        called="EntryLength",
        meaning="Length of the entry with its descriptors and data sectors, a multiple of "
        "4096 and not 0.",
    ),
    Topic(
        name="vhdx.log_entry_header.tail",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: only replay begins there",),
        meaning="Place in the log of the oldest entry of the sequence when this one was "
        "written. Replay starts there.",
    ),
    Topic(
        name="vhdx.log_entry_header.sequence_number",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        rules=("at least 1",),
        called="SequenceNumber",
        meaning="One more than that of the entry before.",
    ),
    Topic(
        name="vhdx.log_entry_header.num_descriptors",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        rules=("any: checked against the length of the entry by the reader",),
        called="DescriptorCount",
        meaning="Descriptors in the entry; may be 0.",
    ),
    Topic(
        name="vhdx.log_entry_header.reserved",
        kind="field",
        place="bytes 28 to 31",
        type="4 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero.",
    ),
    Topic(
        name="vhdx.log_entry_header.log_guid",
        kind="field",
        place="bytes 32 to 47",
        type="16 bytes",
        rules=("any: compared with the header's by the reader",),
        called="LogGuid",
        meaning="`log_guid` of the header when this was written. An entry of another life of "
        "the log has another one.",
    ),
    Topic(
        name="vhdx.log_entry_header.flushed_file_offset",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: a file may be longer or shorter",),
        called="FlushedFileOffset",
        meaning="Length of the file up to which everything was on disk when this was "
        "written. A shorter file has lost data.",
    ),
    Topic(
        name="vhdx.log_entry_header.last_file_offset",
        kind="field",
        place="bytes 56 to 63",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: a file may be longer or shorter",),
        called="LastFileOffset",
        meaning="Length that the file must have to hold everything that is allocated. Replay "
        "extends it so far.",
    ),
    Topic(
        name="vhdx.log_entry_header.bad_descriptor",
        kind="fault",
        text="is {value}, and one of the descriptors is not in order",
        about="vhdx.log_entry_header.num_descriptors",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Descriptors of an entry that is itself in order must have a signature, the "
        "entry's sequence number and aligned places. An entry that\nis not in order "
        "is no error, it only is not part of a sequence.",
    ),
    Topic(
        name="vhdx.log_entry_header.too_costly",
        kind="fault",
        text="is {value}, too many bytes to check among all that claims to be an entry",
        about="vhdx.log_entry_header.entry_length",
        meaning="See `max_log_check`. qemu goes on for hours.",
    ),
    Topic(
        name="vhdx.log_entry_header.bad_sequence",
        kind="fault",
        text="is {value}, from where no sequence of entries leads to this one",
        about="vhdx.log_entry_header.tail",
        meaning="Replay needs every entry from the oldest to the newest, each with the "
        "number after that of the one before.",
    ),
    Topic(
        name="vhdx.log_entry_header.file_cut",
        kind="fault",
        text="is {value}, more than the file has",
        about="vhdx.log_entry_header.flushed_file_offset",
        meaning="What was on stable storage when the entry was written is lost, so that what "
        "the entry says is of no use.",
    ),
    Topic(
        name="vhdx.log_entry_header.bad_place",
        kind="fault",
        text="is {value}, and one of the descriptors leads past it",
        about="vhdx.log_entry_header.last_file_offset",
        meaning="Replay makes the file as long as the entry says, and changes nothing after that.",
    ),
    Topic(
        name="vhdx.log_entry_header.bad_data",
        kind="fault",
        text="is {value}, and a data sector of the entry is missing or belongs to another",
        about="vhdx.log_entry_header.entry_length",
        meaning="Each has the entry's sequence number.",
    ),
    Topic(
        name="vhdx.log_zero_descriptor",
        kind="structure",
        type="32 bytes",
        meaning="Says that a range of the file becomes zero.",
        sources=("[MS-VHDX] 2.3.1.2 Zero Descriptor",),
    ),
    Topic(
        name="vhdx.log_zero_descriptor.signature",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"zero"',),
        called="ZeroSignature",
        meaning="Tells a zero descriptor from a data descriptor.",
    ),
    Topic(
        name="vhdx.log_zero_descriptor.reserved",
        kind="field",
        place="bytes 4 to 7",
        type="4 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero.",
    ),
    Topic(
        name="vhdx.log_zero_descriptor.zero_length",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 4096",),
        called="ZeroLength",
        meaning="Length of the range, a multiple of 4096.",
    ),
    Topic(
        name="vhdx.log_zero_descriptor.file_offset",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 4096",),
        called="FileOffset",
        meaning="Place of the range, a multiple of 4096.",
    ),
    Topic(
        name="vhdx.log_zero_descriptor.sequence_number",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        rules=("any: compared with the entry's by the reader",),
        called="SequenceNumber",
        meaning="Must equal that of the entry.",
    ),
    Topic(
        name="vhdx.log_data_descriptor",
        kind="structure",
        type="32 bytes",
        meaning="Says that 4096 bytes of the file are replaced. Because a data sector loses "
        "12 of its bytes to signature and sequence number, the first\n8 and the last "
        "4 bytes of the new contents are here.",
        sources=("[MS-VHDX] 2.3.1.3 Data Descriptor",),
    ),
    Topic(
        name="vhdx.log_data_descriptor.signature",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"desc"',),
        called="DataSignature",
        meaning="Tells a data descriptor from a zero descriptor.",
    ),
    Topic(
        name="vhdx.log_data_descriptor.trailing_bytes",
        kind="field",
        place="bytes 4 to 7",
        type="4 bytes",
        rules=("any: contents",),
        called="TrailingBytes",
        meaning="The last 4 bytes of the new contents.",
    ),
    Topic(
        name="vhdx.log_data_descriptor.leading_bytes",
        kind="field",
        place="bytes 8 to 15",
        type="8 bytes",
        rules=("any: contents",),
        called="LeadingBytes",
        meaning="The first 8 bytes of the new contents.",
    ),
    Topic(
        name="vhdx.log_data_descriptor.file_offset",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 4096",),
        called="FileOffset",
        meaning="Place of the 4096 bytes, a multiple of 4096.",
    ),
    Topic(
        name="vhdx.log_data_descriptor.sequence_number",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        rules=("any: compared with the entry's by the reader",),
        called="SequenceNumber",
        meaning="Must equal that of the entry.",
    ),
    Topic(
        name="vhdx.log_data_sector",
        kind="structure",
        type="4096 bytes",
        meaning="4096 bytes of new contents, but for the 12 bytes that its descriptor holds. "
        "The n-th data sector belongs to the n-th data descriptor.",
        sources=("[MS-VHDX] 2.3.1.4 Data Sector",),
    ),
    Topic(
        name="vhdx.log_data_sector.signature",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"data"',),
        called="DataSignature",
        meaning="In every data sector, instead of the first bytes of the contents.",
    ),
    Topic(
        name="vhdx.log_data_sector.sequence_high",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("any: compared with the entry's by the reader",),
        called="SequenceHigh",
        meaning="Upper half of the entry's sequence number.",
    ),
    Topic(
        name="vhdx.log_data_sector.data",
        kind="field",
        place="bytes 8 to 4091",
        type="4084 bytes",
        rules=("any: contents",),
        meaning="The new contents without the first 8 and the last 4 bytes.",
    ),
    Topic(
        name="vhdx.log_data_sector.sequence_low",
        kind="field",
        place="bytes 4092 to 4095",
        type="unsigned 32-bit number, little-endian",
        rules=("any: compared with the entry's by the reader",),
        called="SequenceLow",
        meaning="Lower half of the entry's sequence number.",
    ),
)
