# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/dmg.ksy spec=0b9c7d10 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of dmg."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="dmg",
        kind="spec",
        title="Apple disk image (UDIF)",
        declared="specs/formats/dmg.ksy",
        page="docs/formats/dmg.md",
        meaning="A compressed disk image of macOS. Its trailer, the `koly` block, ends the "
        "file and says where the resources are: in an XML property\nlist, in base64, "
        "or in a resource fork. Each of them that begins with `mish` is a table of "
        "chunks of the disk. Everything is\nbig-endian. The format is not published; "
        "what is here is what readers of it agree on, and qemu's answers to images "
        "made for the\npurpose.",
        sources=("https://newosxbook.com/DMG.html Demystifying the DMG file format",),
    ),
    Topic(
        name="dmg.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Unit of the disk.",
    ),
    Topic(
        name="dmg.len_trailer_window",
        kind="constant",
        number=1023,
        unit="bytes",
        meaning="The trailer starts in the last this many bytes of the file, whose length is "
        "rounded up to sectors.",
    ),
    Topic(
        name="dmg.len_trailer_search",
        kind="constant",
        number=515,
        unit="bytes",
        meaning="... and in the first this many of them, with all four letters.",
    ),
    Topic(
        name="dmg.max_resource_bytes",
        kind="constant",
        number=5242880,
        unit="bytes",
        meaning="Longest property list or resource fork that is read. qemu reads property "
        "lists up to 16 MiB.",
    ),
    Topic(
        name="dmg.max_chunk_sectors",
        kind="constant",
        number=131072,
        unit="sectors",
        meaning="Most sectors of a chunk that is not of zeros, 64 MiB.",
    ),
    Topic(
        name="dmg.max_chunk_bytes",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Most bytes that a chunk takes in the file.",
    ),
    Topic(
        name="dmg.max_disk_sectors",
        kind="constant",
        number=18014398509481983,
        unit="sectors",
        meaning="Longest disk, whose bytes are counted in 63 bits.",
    ),
    Topic(
        name="dmg.chunk_type",
        kind="enum",
    ),
    Topic(
        name="dmg.chunk_type.zeros",
        kind="member",
        number=0,
        meaning="Zeros.",
    ),
    Topic(
        name="dmg.chunk_type.stored",
        kind="member",
        number=1,
        meaning="As they are.",
    ),
    Topic(
        name="dmg.chunk_type.ignored",
        kind="member",
        number=2,
        meaning="Never written: zeros to readers.",
    ),
    Topic(
        name="dmg.chunk_type.comment",
        kind="member",
        number=2147483646,
        meaning="No chunk.",
    ),
    Topic(
        name="dmg.chunk_type.end",
        kind="member",
        number=4294967295,
        meaning="No chunk: the table ends.",
    ),
    Topic(
        name="dmg.chunk_type.adc",
        kind="member",
        number=2147483652,
        meaning="Apple data compression, of the first releases of macOS. qemu does not know it.",
    ),
    Topic(
        name="dmg.chunk_type.zlib",
        kind="member",
        number=2147483653,
        meaning="A zlib stream.",
    ),
    Topic(
        name="dmg.chunk_type.bzip2",
        kind="member",
        number=2147483654,
        meaning="A bzip2 stream.",
    ),
    Topic(
        name="dmg.chunk_type.lzfse",
        kind="member",
        number=2147483655,
        meaning="An lzfse stream.",
    ),
    Topic(
        name="dmg.chunk_type.lzma",
        kind="member",
        number=2147483656,
        meaning="An xz stream. qemu does not know it.",
    ),
    Topic(
        name="dmg.trailer",
        kind="structure",
        type="512 bytes",
        practice="qemu takes a file for a DMG by its name alone (`.dmg`), looks for the "
        "trailer's letters from 1023 to 512 bytes before the end of\nthe file, whose "
        "length it rounds up to sectors, and reads neither version nor length. "
        "(source: https://gitlab.com/qemu-project/qemu/-/blob/master/block/dmg.c "
        "qemu, block/dmg.c, dmg_probe and dmg_find_koly_offset; run: qemu-img 5.2, "
        "7.2, 10.0, 11.1; other names, bytes after the trailer, versions and lengths "
        "of all ones) Files need not be a multiple of 512 bytes long. (source: "
        "https://gitlab.com/qemu-project/qemu/-/blob/master/block/dmg.c qemu, "
        "block/dmg.c, the comment in dmg_find_koly_offset; unverified: no image of "
        "macOS was looked at)",
        meaning="Last 512 bytes of the file, the `koly` block.",
        sources=("https://newosxbook.com/DMG.html The koly block",),
    ),
    Topic(
        name="dmg.trailer.magic",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"koly"',),
        meaning="The letters `koly`.",
    ),
    Topic(
        name="dmg.trailer.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, big-endian",
        rules=("any: qemu does not look",),
        meaning="4 in all known images.",
    ),
    Topic(
        name="dmg.trailer.len_header",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: qemu does not look",),
        meaning="Bytes in this trailer, 512.",
    ),
    Topic(
        name="dmg.trailer.flags",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, big-endian",
        rules=("any: readers do not look",),
        meaning="1 for a flattened image.",
    ),
    Topic(
        name="dmg.trailer.ofs_running_data_fork",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: readers do not look",),
        meaning="Running offset of the data fork, 0 in practice.",
    ),
    Topic(
        name="dmg.trailer.ofs_data_fork",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: faults of the trailer have its rule",),
        meaning="Where the data is. Places in tables count from here.",
    ),
    Topic(
        name="dmg.trailer.len_data_fork",
        kind="field",
        place="bytes 32 to 39",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: readers do not look",),
        meaning="Bytes of data.",
    ),
    Topic(
        name="dmg.trailer.ofs_resource_fork",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: faults of the trailer have its rule",),
        meaning="Where the resource fork is, 0 when the tables are in the property list.",
    ),
    Topic(
        name="dmg.trailer.len_resource_fork",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: faults of the trailer have its rule",),
        meaning="Bytes of the resource fork. Where there are any, the property list is not read.",
    ),
    Topic(
        name="dmg.trailer.segment_number",
        kind="field",
        place="bytes 56 to 59",
        type="unsigned 32-bit number, big-endian",
        rules=("any: readers do not look",),
        meaning="Which part this file is of an image in parts.",
    ),
    Topic(
        name="dmg.trailer.num_segments",
        kind="field",
        place="bytes 60 to 63",
        type="unsigned 32-bit number, big-endian",
        rules=("any: readers do not look",),
        meaning="Parts of the image.",
    ),
    Topic(
        name="dmg.trailer.segment_id",
        kind="field",
        place="bytes 64 to 79",
        type="16 bytes",
        rules=("any: random",),
        meaning="Identifies the image that the parts belong to.",
    ),
    Topic(
        name="dmg.trailer.data_checksum",
        kind="field",
        place="bytes 80 to 215",
        type="136 bytes",
        rules=("any: readers do not look",),
        meaning="Type (4 bytes), bits (4 bytes) and value (up to 128 bytes) of a checksum "
        "over the data fork.",
    ),
    Topic(
        name="dmg.trailer.ofs_property_list",
        kind="field",
        place="bytes 216 to 223",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: faults of the trailer have its rule",),
        meaning="Where the XML property list with the tables of chunks is.",
    ),
    Topic(
        name="dmg.trailer.len_property_list",
        kind="field",
        place="bytes 224 to 231",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: faults of the trailer have its rule",),
        meaning="Bytes of the property list.",
    ),
    Topic(
        name="dmg.trailer.reserved",
        kind="field",
        place="bytes 232 to 351",
        type="120 bytes",
        rules=("any: readers do not look",),
        meaning="Zeros.",
    ),
    Topic(
        name="dmg.trailer.master_checksum",
        kind="field",
        place="bytes 352 to 487",
        type="136 bytes",
        rules=("any: readers do not look",),
        meaning="Checksum over the checksums of the tables, in the same form as `data_checksum`.",
    ),
    Topic(
        name="dmg.trailer.image_variant",
        kind="field",
        place="bytes 488 to 491",
        type="unsigned 32-bit number, big-endian",
        rules=("any: readers do not look",),
        meaning="1 for a whole device, 2 for a partition.",
    ),
    Topic(
        name="dmg.trailer.num_sectors",
        kind="field",
        place="bytes 492 to 499",
        type="unsigned 64-bit number, big-endian",
        unit="sectors",
        rules=("any: faults of the trailer have its rules",),
        meaning="Size of the disk in sectors of 512 bytes.",
    ),
    Topic(
        name="dmg.trailer.reserved_end",
        kind="field",
        place="bytes 500 to 511",
        type="12 bytes",
        rules=("any: readers do not look",),
        meaning="Zeros.",
    ),
    Topic(
        name="dmg.trailer.missing",
        kind="fault",
        text="is nowhere at the end of the file",
        about="dmg.trailer.magic",
        qemu=(
            (
                None,
                "Could not locate UDIF trailer in dmg file",
            ),
        ),
        meaning="A file whose name says that it is a DMG, and which is none.",
    ),
    Topic(
        name="dmg.trailer.data_past_end",
        kind="fault",
        text="is {value}, past the trailer",
        about="dmg.trailer.ofs_data_fork",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="The trailer comes last.",
    ),
    Topic(
        name="dmg.trailer.fork_past_end",
        kind="fault",
        text="is {value}, and the fork of {extra0} bytes is not before the trailer",
        about="dmg.trailer.ofs_resource_fork",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="The trailer comes last.",
    ),
    Topic(
        name="dmg.trailer.list_past_end",
        kind="fault",
        text="is {value}, and the list of {extra0} bytes is not before the trailer",
        about="dmg.trailer.ofs_property_list",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="The trailer comes last.",
    ),
    Topic(
        name="dmg.trailer.disk_negative",
        kind="fault",
        text="is {value}, below zero as a signed number",
        about="dmg.trailer.num_sectors",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Readers count sectors in signed numbers.",
    ),
    Topic(
        name="dmg.trailer.disk_too_large",
        kind="fault",
        text="is {value}, more bytes than 63 bits can count",
        about="dmg.trailer.num_sectors",
        qemu=(
            (
                (
                    7,
                    0,
                ),
                "qemu-img: Can't get image size '{file}': File too large",
            ),
            (
                None,
                "Could not refresh total sector count: File too large",
            ),
        ),
        meaning="The longest disk is just below 2^63 bytes.",
    ),
    Topic(
        name="dmg.trailer.no_resources",
        kind="fault",
        text="is {value}, and there is no resource fork either",
        about="dmg.trailer.len_property_list",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Without resources, there is no table of chunks.",
    ),
    Topic(
        name="dmg.trailer.resources_too_long",
        kind="fault",
        text="is {value}, more than 5242880, or that of the resource fork is",
        about="dmg.trailer.len_property_list",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="What describes the disk is read as a whole.",
    ),
    Topic(
        name="dmg.trailer.no_chunks",
        kind="fault",
        text="is {value}, and no table has a chunk of the disk",
        about="dmg.trailer.num_sectors",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="A disk consists of chunks. Releases of qemu before 10.0 crash when they "
        "read such an image.",
    ),
    Topic(
        name="dmg.property_list",
        kind="structure",
        type="1 bytes",
        meaning="The resources as XML: each `data` element holds one of them in base64. "
        "Readers take those for tables that begin with `mish`, wherever they\nare; "
        "macOS writes them below `resource-fork` and `blkx`.",
        sources=("https://newosxbook.com/DMG.html The property list",),
    ),
    Topic(
        name="dmg.property_list.text",
        kind="field",
        place="byte 0",
        type="1 bytes",
        rules=("any: faults have its rules",),
        meaning="Its first byte.",
    ),
    Topic(
        name="dmg.property_list.broken",
        kind="fault",
        text="is no XML at byte {value} of it",
        about="dmg.property_list.text",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="qemu looks for the words `<data>` and `</data>`, and not at what is around them.",
    ),
    Topic(
        name="dmg.property_list.not_base64",
        kind="fault",
        text="holds data before byte {value} of it that is not base64",
        about="dmg.property_list.text",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="qemu passes over characters that are not of it.",
    ),
    Topic(
        name="dmg.property_list.element_data",
        kind="text",
        text="data",
        meaning="The element that holds a resource.",
    ),
    Topic(
        name="dmg.fork_header",
        kind="structure",
        type="16 bytes",
        meaning="Start of the resource fork.",
        sources=(
            "https://developer.apple.com/library/archive/documentation/mac/pdf/MoreMacintoshToolbox.pdf "
            "Resource Manager, Resource File Format",
        ),
    ),
    Topic(
        name="dmg.fork_header.ofs_data",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: a fault has its rule",),
        meaning="Where the resources are, from the start of the fork.",
    ),
    Topic(
        name="dmg.fork_header.ofs_map",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: readers do not look",),
        meaning="Where the names and types of the resources are.",
    ),
    Topic(
        name="dmg.fork_header.len_data",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: a fault has its rule",),
        meaning="Bytes of the resources.",
    ),
    Topic(
        name="dmg.fork_header.len_map",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: readers do not look",),
        meaning="Bytes of their names and types.",
    ),
    Topic(
        name="dmg.fork_header.data_past_end",
        kind="fault",
        text="is {value}, past the end of the fork",
        about="dmg.fork_header.ofs_data",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="The data is in the fork.",
    ),
    Topic(
        name="dmg.fork_header.data_too_long",
        kind="fault",
        text="is {value}, and the data is empty, or goes past the end of the fork",
        about="dmg.fork_header.len_data",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="The data is in the fork.",
    ),
    Topic(
        name="dmg.resource",
        kind="structure",
        type="4 bytes",
        meaning="Before each resource of a fork.",
    ),
    Topic(
        name="dmg.resource.len_body",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: a fault has its rule",),
        meaning="Bytes of the resource, which follows.",
    ),
    Topic(
        name="dmg.resource.past_end",
        kind="fault",
        text="is {value}, and the resource is empty, or goes past the end of the fork",
        about="dmg.resource.len_body",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Resources are in the fork.",
    ),
    Topic(
        name="dmg.table_header",
        kind="structure",
        type="204 bytes",
        meaning="Start of a table of chunks, the `mish` block. A part of the disk has a "
        "table, a partition for example.",
        sources=("https://newosxbook.com/DMG.html The mish block",),
    ),
    Topic(
        name="dmg.table_header.magic",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"mish"',),
        meaning="The letters `mish`. Resources of other kinds begin otherwise.",
    ),
    Topic(
        name="dmg.table_header.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, big-endian",
        rules=("any: readers do not look",),
        meaning="1 in all known images.",
    ),
    Topic(
        name="dmg.table_header.first_sector",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, big-endian",
        unit="sectors",
        rules=("any: faults of the chunks have its rule",),
        meaning="Where the part starts on the disk.",
    ),
    Topic(
        name="dmg.table_header.num_sectors",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, big-endian",
        unit="sectors",
        rules=("any: readers do not look",),
        meaning="Sectors of the part.",
    ),
    Topic(
        name="dmg.table_header.ofs_data",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: faults of the chunks have its rule",),
        meaning="What places of the chunks count from, in the data fork. 0 in practice.",
    ),
    Topic(
        name="dmg.table_header.num_buffer_sectors",
        kind="field",
        place="bytes 32 to 35",
        type="unsigned 32-bit number, big-endian",
        unit="sectors",
        rules=("any: readers do not look",),
        meaning="Room that a reader needs, in sectors.",
    ),
    Topic(
        name="dmg.table_header.num_descriptors",
        kind="field",
        place="bytes 36 to 39",
        type="unsigned 32-bit number, big-endian",
        rules=("any: readers do not look",),
        meaning="Number of the part.",
    ),
    Topic(
        name="dmg.table_header.reserved",
        kind="field",
        place="bytes 40 to 63",
        type="24 bytes",
        rules=("any: readers do not look",),
        meaning="Zeros.",
    ),
    Topic(
        name="dmg.table_header.checksum",
        kind="field",
        place="bytes 64 to 199",
        type="136 bytes",
        rules=("any: readers do not look",),
        meaning="Of the part, in the same form as `trailer.data_checksum`.",
    ),
    Topic(
        name="dmg.table_header.num_chunks",
        kind="field",
        place="bytes 200 to 203",
        type="unsigned 32-bit number, big-endian",
        rules=("any: the length of the resource counts",),
        meaning="Chunks that follow. qemu reads as many as the resource has room for.",
    ),
    Topic(
        name="dmg.chunk",
        kind="structure",
        type="40 bytes",
        meaning="One entry of a table.",
        sources=("https://newosxbook.com/DMG.html The block chunk",),
    ),
    Topic(
        name="dmg.chunk.type",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        rules=("any: what readers do not know is not there",),
        about="dmg.chunk_type",
        meaning="How the sectors are kept. Entries of the kinds `comment` and `end` are no chunks.",
    ),
    Topic(
        name="dmg.chunk.comment",
        kind="field",
        place="bytes 4 to 7",
        type="4 bytes",
        rules=("any: readers do not look",),
        meaning="Zeros, or `+beg` and `+end` for comments.",
    ),
    Topic(
        name="dmg.chunk.first_sector",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, big-endian",
        unit="sectors",
        rules=("any: faults have its rules",),
        meaning="Where the chunk starts in the part.",
    ),
    Topic(
        name="dmg.chunk.num_sectors",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, big-endian",
        unit="sectors",
        rules=("any: faults have its rules",),
        meaning="Sectors of the chunk.",
    ),
    Topic(
        name="dmg.chunk.ofs_data",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: faults have its rules",),
        meaning="Where its bytes are, in the data fork.",
    ),
    Topic(
        name="dmg.chunk.len_data",
        kind="field",
        place="bytes 32 to 39",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: faults have its rules",),
        meaning="How many they are.",
    ),
    Topic(
        name="dmg.chunk.too_many_sectors",
        kind="fault",
        text="is {value}, more than 131072, for chunk {extra0}",
        about="dmg.chunk.num_sectors",
        qemu=(
            (
                None,
                "qemu-img: sector count {value} for chunk {extra0} is larger than max "
                "(131072)\nqemu-img: Could not open '{file}': Could not open '{file}': "
                "Invalid argument",
            ),
        ),
        meaning="A chunk is unpacked as a whole.",
    ),
    Topic(
        name="dmg.chunk.too_long",
        kind="fault",
        text="is {value}, more than 67108864, for chunk {extra0}",
        about="dmg.chunk.len_data",
        qemu=(
            (
                None,
                "qemu-img: length {value} for chunk {extra0} is larger than max "
                "(67108864)\nqemu-img: Could not open '{file}': Could not open '{file}': "
                "Invalid argument",
            ),
        ),
        meaning="A chunk is read as a whole.",
    ),
    Topic(
        name="dmg.chunk.uneven",
        kind="fault",
        text="is {value}, and chunk {extra0} has {extra1} sectors as they are",
        about="dmg.chunk.len_data",
        qemu=(
            (
                None,
                "qemu-img: length {value} for chunk {extra0} is inconsistent with sector "
                "count {extra1}\nqemu-img: Could not open '{file}': Could not open '{file}': "
                "Invalid argument",
            ),
        ),
        meaning="Bytes that are not compressed are as many as their sectors have. Releases "
        "of qemu before 10.0 read what was in memory.",
    ),
    Topic(
        name="dmg.chunk.wraps",
        kind="fault",
        text="is {value}, past 2^63 bytes with its {extra1} sectors, for chunk {extra0}",
        about="dmg.chunk.first_sector",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="qemu finds no such chunk when it reads.",
    ),
    Topic(
        name="dmg.chunk.overlaps",
        kind="fault",
        text="is {value}, before the end of the chunk before, for chunk {extra0}",
        about="dmg.chunk.first_sector",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="A sector is in one chunk. qemu reads one of several, as its search has it.",
    ),
    Topic(
        name="dmg.chunk.missing",
        kind="fault",
        text="of no chunk, nor of those that follow it, has sector {value} of the disk",
        about="dmg.chunk.first_sector",
        qemu=(
            (
                None,
                "qemu-img: error while reading at byte {place}: Input/output error",
            ),
        ),
        meaning="Each sector is in a chunk.",
    ),
    Topic(
        name="dmg.chunk.data_past_end",
        kind="fault",
        text="is {value}, and the data of the chunk is not before the trailer",
        about="dmg.chunk.ofs_data",
        qemu=(
            (
                None,
                "qemu-img: error while reading at byte {place}: Input/output error",
            ),
        ),
        meaning="qemu reads zeros there.",
    ),
    Topic(
        name="dmg.chunk.not_supported",
        kind="fault",
        text="is {value:#x}, {detail}, which is not read",
        about="dmg.chunk.type",
        qemu=(
            (
                None,
                "qemu-img: error while reading at byte {place}: Input/output error",
            ),
        ),
        meaning="qemu reads bzip2 and lzfse where it was built with them.",
    ),
    Topic(
        name="dmg.chunk.bzip2_left_out",
        kind="fault",
        text="is {value:#x}, bzip2, which is left out",
        about="dmg.chunk.type",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "",
            ),
            (
                None,
                "dmg-bzip2 module is missing, accessing bzip2 compressed blocks will result "
                "in I/O errors",
            ),
        ),
        meaning="qemu without bzip2, as Debian has it, leaves such chunks out, and says so "
        "once from 7.2 on.",
    ),
    Topic(
        name="dmg.chunk.lzfse_left_out",
        kind="fault",
        text="is {value:#x}, lzfse, which is left out",
        about="dmg.chunk.type",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "",
            ),
            (
                None,
                "dmg-lzfse module is missing, accessing lzfse compressed blocks will result "
                "in I/O errors",
            ),
        ),
        meaning="qemu without lzfse, as Debian has it, leaves such chunks out, and says so "
        "once from 7.2 on.",
    ),
    Topic(
        name="dmg.chunk.unknown_left_out",
        kind="fault",
        text="is {value:#x}, which is left out",
        about="dmg.chunk.type",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "",
            ),
            (
                None,
                "Image contains chunks of unknown type {value:x}, accessing them will result "
                "in I/O errors",
            ),
        ),
        meaning="qemu leaves such chunks out, and says so once, of the first, from 7.2 on.",
    ),
)
