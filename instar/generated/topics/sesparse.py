# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/sesparse.ksy spec=318523ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of sesparse."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="sesparse",
        kind="spec",
        title="SEsparse, the space-efficient sparse extent of ESXi",
        declared="specs/formats/sesparse.ksy",
        page="docs/formats/sesparse.md",
        meaning="The extent of a delta disk that gives back what its guest discards: grains "
        "of 4 KiB, tables of 8-byte entries, and a map back from grains\nof the file "
        "to grains of the disk. VMware's documentation names it as the format of "
        "snapshots on VMFS 6. A\ndescriptor file of type seSparse names it; it holds "
        "neither descriptor nor content ids, and is no image of its own. Numbers\nare "
        "little-endian, sectors are 512 bytes. Each area of the file has its place "
        "in the header.\n\nVMware has published no layout. Names, places and rules "
        "here are those by which qemu reads such extents since 4.1 "
        "(`block/vmdk.c`,\nVMDKSESparseConstHeader and VMDKSESparseVolatileHeader), "
        "tried on made images with 5.2, 7.2 and 11.1. What only a writer "
        "needs\n(journal, free bitmap, backmap) has its place, and no more.",
        sources=(
            "https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c "
            "VMDKSESparseConstHeader",
        ),
    ),
    Topic(
        name="sesparse.max_directory_sectors",
        kind="constant",
        number=524288,
        unit="sectors",
        meaning="Longest grain directory that qemu opens: 2^25 entries, 256 MiB. qemu counts "
        "the entries in 32 bits; of a length that wraps around it\nopens what is left.",
    ),
    Topic(
        name="sesparse.num_gtes_per_gt",
        kind="constant",
        number=4096,
        meaning="Entries in a grain table, so that it covers 16 MiB of the disk.",
    ),
    Topic(
        name="sesparse.max_table_sector",
        kind="constant",
        number=4294967295,
        unit="sectors",
        meaning="Last sector of the file in which qemu looks for a grain table.",
    ),
    Topic(
        name="sesparse.table_state",
        kind="enum",
    ),
    Topic(
        name="sesparse.table_state.none",
        kind="member",
        number=0,
        meaning="No grain table; all 16 MiB are unallocated.",
    ),
    Topic(
        name="sesparse.table_state.allocated",
        kind="member",
        number=268435456,
        meaning="There is a grain table.",
    ),
    Topic(
        name="sesparse.grain_state",
        kind="enum",
    ),
    Topic(
        name="sesparse.grain_state.unallocated",
        kind="member",
        number=0,
        meaning="Reads from the parent. The rest of the entry is 0.",
    ),
    Topic(
        name="sesparse.grain_state.unmapped",
        kind="member",
        number=1,
        meaning="Discarded by the guest; zeros. The rest of the entry does not matter.",
    ),
    Topic(
        name="sesparse.grain_state.zero",
        kind="member",
        number=2,
        meaning="Zeros. The rest of the entry does not matter.",
    ),
    Topic(
        name="sesparse.grain_state.allocated",
        kind="member",
        number=3,
        meaning="The grain is in the file.",
    ),
    Topic(
        name="sesparse.const_header",
        kind="structure",
        type="512 bytes",
        practice="The size of the extent is what this header says, not what the line of the "
        "descriptor says. Readers need the areas volatile\nheader, grain directory, "
        "grain tables and grains. (run: qemu-img 5.2, 7.2, 10.0, 11.1; another "
        "length in the line, places of the journal, the free bitmap and the backmap "
        "past the end of the file)",
        meaning="First sector of the extent: what never changes. All sizes and places are in "
        "sectors.",
        sources=(
            "https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c "
            "VMDKSESparseConstHeader",
        ),
    ),
    Topic(
        name="sesparse.const_header.magic",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        rules=("0xcafebabe",),
        qemu=(
            (
                None,
                "Bad const header magic: 0x{value:016x}",
            ),
        ),
        meaning="By this number the extent is recognised, once a descriptor has named it.",
    ),
    Topic(
        name="sesparse.const_header.version",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        rules=("0x200000001",),
        qemu=(
            (
                None,
                "Unsupported version: 0x{value:016x}",
            ),
        ),
        meaning="Version 2.1, the only one.",
    ),
    Topic(
        name="sesparse.const_header.capacity",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: every size is possible; the directory has to be long enough for it",),
        meaning="Size of the extent's part of the disk.",
    ),
    Topic(
        name="sesparse.const_header.grain_sectors",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("8",),
        qemu=(
            (
                None,
                "Unsupported grain size: {value}",
            ),
        ),
        called="grain_size",
        meaning="Size of a grain, 4 KiB.",
    ),
    Topic(
        name="sesparse.const_header.grain_table_sectors",
        kind="field",
        place="bytes 32 to 39",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("64",),
        qemu=(
            (
                None,
                "Unsupported grain table size: {value}",
            ),
        ),
        called="grain_table_size",
        meaning="Size of a grain table, `num_gtes_per_gt` entries of 8 bytes.",
    ),
    Topic(
        name="sesparse.const_header.flags",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, little-endian",
        rules=("0",),
        qemu=(
            (
                None,
                "Unsupported flags: 0x{value:016x}",
            ),
        ),
        meaning="None is known.",
    ),
    Topic(
        name="sesparse.const_header.reserved_1",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, little-endian",
        rules=("any: a fault of the header has the rule",),
        called="reserved1",
        meaning="Zero.",
    ),
    Topic(
        name="sesparse.const_header.reserved_2",
        kind="field",
        place="bytes 56 to 63",
        type="unsigned 64-bit number, little-endian",
        rules=("any: a fault of the header has the rule",),
        called="reserved2",
        meaning="Zero.",
    ),
    Topic(
        name="sesparse.const_header.reserved_3",
        kind="field",
        place="bytes 64 to 71",
        type="unsigned 64-bit number, little-endian",
        rules=("any: a fault of the header has the rule",),
        called="reserved3",
        meaning="Zero.",
    ),
    Topic(
        name="sesparse.const_header.reserved_4",
        kind="field",
        place="bytes 72 to 79",
        type="unsigned 64-bit number, little-endian",
        rules=("any: a fault of the header has the rule",),
        called="reserved4",
        meaning="Zero.",
    ),
    Topic(
        name="sesparse.const_header.volatile_header_sector",
        kind="field",
        place="bytes 80 to 87",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: what is past the end of the file reads as zeros, which are no header",),
        called="volatile_header_offset",
        meaning="Where the volatile header is. `volatile_header`, one sector.",
    ),
    Topic(
        name="sesparse.const_header.volatile_header_sectors",
        kind="field",
        place="bytes 88 to 95",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: readers do not need it",),
        called="volatile_header_size",
        meaning="Length of that area.",
    ),
    Topic(
        name="sesparse.const_header.journal_header_sector",
        kind="field",
        place="bytes 96 to 103",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: only writers need it",),
        called="journal_header_offset",
        meaning="Where the journal header is. The journal's header, two sectors.",
    ),
    Topic(
        name="sesparse.const_header.journal_header_sectors",
        kind="field",
        place="bytes 104 to 111",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: only writers need it",),
        called="journal_header_size",
        meaning="Length of that area.",
    ),
    Topic(
        name="sesparse.const_header.journal_sector",
        kind="field",
        place="bytes 112 to 119",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: only writers need it",),
        called="journal_offset",
        meaning="Where the journal is. Changes of tables that are not yet in their places.",
    ),
    Topic(
        name="sesparse.const_header.journal_sectors",
        kind="field",
        place="bytes 120 to 127",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: only writers need it",),
        called="journal_size",
        meaning="Length of that area.",
    ),
    Topic(
        name="sesparse.const_header.grain_directory_sector",
        kind="field",
        place="bytes 128 to 135",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: faults of the header have its rules",),
        called="grain_dir_offset",
        meaning="Where the grain directory is. `grain_directory_entry`.",
    ),
    Topic(
        name="sesparse.const_header.grain_directory_sectors",
        kind="field",
        place="bytes 136 to 143",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: faults of the header have its rules",),
        called="grain_dir_size",
        meaning="Length of that area.",
    ),
    Topic(
        name="sesparse.const_header.grain_tables_sector",
        kind="field",
        place="bytes 144 to 151",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: the entries that lead there are checked",),
        called="grain_tables_offset",
        meaning="Where the grain tables are. Tables of `grain_table_entry`, one after the other.",
    ),
    Topic(
        name="sesparse.const_header.grain_tables_sectors",
        kind="field",
        place="bytes 152 to 159",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: readers do not need it",),
        called="grain_tables_size",
        meaning="Length of that area.",
    ),
    Topic(
        name="sesparse.const_header.free_bitmap_sector",
        kind="field",
        place="bytes 160 to 167",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: only writers need it",),
        called="free_bitmap_offset",
        meaning="Where the free bitmap is. Which grains of the file are free.",
    ),
    Topic(
        name="sesparse.const_header.free_bitmap_sectors",
        kind="field",
        place="bytes 168 to 175",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: only writers need it",),
        called="free_bitmap_size",
        meaning="Length of that area.",
    ),
    Topic(
        name="sesparse.const_header.backmap_sector",
        kind="field",
        place="bytes 176 to 183",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: only writers need it",),
        called="backmap_offset",
        meaning="Where the backmap is. Of each grain in the file, which grain of the disk it is.",
    ),
    Topic(
        name="sesparse.const_header.backmap_sectors",
        kind="field",
        place="bytes 184 to 191",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: only writers need it",),
        called="backmap_size",
        meaning="Length of that area.",
    ),
    Topic(
        name="sesparse.const_header.grains_sector",
        kind="field",
        place="bytes 192 to 199",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: the entries that lead there are checked",),
        called="grains_offset",
        meaning="Where the grains are. The grains, one after the other.",
    ),
    Topic(
        name="sesparse.const_header.grains_sectors",
        kind="field",
        place="bytes 200 to 207",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: readers do not need it",),
        called="grains_size",
        meaning="Length of that area.",
    ),
    Topic(
        name="sesparse.const_header.padding",
        kind="field",
        place="bytes 208 to 511",
        type="304 bytes",
        rules=("any: a fault of the header has the rule",),
        meaning="Zeros, up to the end of the sector.",
    ),
    Topic(
        name="sesparse.const_header.reserved_set",
        kind="fault",
        text="is {value}, and what follows is {extra0}, {extra1} and {extra2}, must be 0",
        about="sesparse.const_header.reserved_1",
        qemu=(
            (
                None,
                "Unsupported reserved bits: 0x{value:016x} 0x{extra0:016x} 0x{extra1:016x} "
                "0x{extra2:016x}",
            ),
        ),
        meaning="Nobody knows what these numbers mean. The extra ones are the second to the "
        "fourth.",
    ),
    Topic(
        name="sesparse.const_header.padding_set",
        kind="fault",
        text="holds bytes that are not zero",
        about="sesparse.const_header.padding",
        qemu=(
            (
                None,
                "Unsupported non-zero const header padding",
            ),
        ),
        meaning="Nobody knows what they mean.",
    ),
    Topic(
        name="sesparse.const_header.volatile_unreachable",
        kind="fault",
        text="is {value}, no file can be so long",
        about="sesparse.const_header.volatile_header_sector",
        qemu=(
            (
                None,
                "Could not read volatile header from file '{file}': Input/output error",
            ),
        ),
        meaning="The volatile header ends past raw's `max_file_bytes`.",
    ),
    Topic(
        name="sesparse.const_header.directory_too_large",
        kind="fault",
        text="is {value}, must be at most 0x80000",
        about="sesparse.const_header.grain_directory_sectors",
        qemu=(
            (
                None,
                "L1 size too big",
            ),
        ),
        meaning="More than `max_directory_sectors`.",
    ),
    Topic(
        name="sesparse.const_header.directory_unreachable",
        kind="fault",
        text="is {value}, no file can be so long",
        about="sesparse.const_header.grain_directory_sector",
        meaning="The directory ends past raw's `max_file_bytes`. qemu takes the place modulo "
        "2^64 bytes.",
    ),
    Topic(
        name="sesparse.const_header.directory_too_short",
        kind="fault",
        text="holds {value} entries, too few for the disk",
        about="sesparse.const_header.grain_directory_sectors",
        qemu=(
            (
                None,
                "qemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="qemu opens such an extent, and fails where the directory has no entry.",
    ),
    Topic(
        name="sesparse.volatile_header",
        kind="structure",
        type="512 bytes",
        meaning="The part of the header that changes while the extent is written.",
        sources=(
            "https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c "
            "VMDKSESparseVolatileHeader",
        ),
    ),
    Topic(
        name="sesparse.volatile_header.magic",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        rules=("0xcafecafe",),
        qemu=(
            (
                None,
                "Bad volatile header magic: 0x{value:016x}",
            ),
        ),
        meaning="What begins a volatile header.",
    ),
    Topic(
        name="sesparse.volatile_header.free_gt_number",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        rules=("any: only writers need it",),
        meaning="The next grain table that is free.",
    ),
    Topic(
        name="sesparse.volatile_header.next_txn_seq_number",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        rules=("any: only writers need it",),
        meaning="Number of the journal's next transaction.",
    ),
    Topic(
        name="sesparse.volatile_header.replay_journal",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        rules=("any: a fault of the header has the rule",),
        meaning="Not 0 while the journal holds changes that are not yet in the tables.",
    ),
    Topic(
        name="sesparse.volatile_header.padding",
        kind="field",
        place="bytes 32 to 511",
        type="480 bytes",
        rules=("any: a fault of the header has the rule",),
        meaning="Zeros, up to the end of the sector.",
    ),
    Topic(
        name="sesparse.volatile_header.dirty",
        kind="fault",
        text="is {value}, the journal holds changes that are not yet in the tables",
        about="sesparse.volatile_header.replay_journal",
        qemu=(
            (
                None,
                "Image is dirty, Replaying journal not supported",
            ),
        ),
        meaning="Whoever wrote the extent did not close it. No layout of the journal is "
        "known, so nobody but ESXi can replay it.",
    ),
    Topic(
        name="sesparse.volatile_header.padding_set",
        kind="fault",
        text="holds bytes that are not zero",
        about="sesparse.volatile_header.padding",
        qemu=(
            (
                None,
                "Unsupported non-zero volatile header padding",
            ),
        ),
        meaning="Nobody knows what they mean.",
    ),
    Topic(
        name="sesparse.grain_directory_entry",
        kind="structure",
        type="8 bytes",
        meaning="Which grain table describes 16 MiB of the disk. All zeros where there is "
        "none. Upper half 0x10000000 means that the lower half is the\nnumber of a "
        "table in the area of grain tables. Nothing else is known.",
        sources=(
            "https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c get_cluster_offset",
        ),
    ),
    Topic(
        name="sesparse.grain_directory_entry.table",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 31 of 64",
        rules=("any: what is past the end of the file reads as zeros",),
        meaning="Number of the table, from the first sector of the grain tables on.",
    ),
    Topic(
        name="sesparse.grain_directory_entry.state",
        kind="field",
        place="bytes 0 to 7",
        type="bits 32 to 63 of 64",
        rules=("any: the reader tells unknown states apart where it meets them",),
        about="sesparse.table_state",
        meaning="Whether there is a table.",
    ),
    Topic(
        name="sesparse.grain_directory_entry.is_allocated",
        kind="value",
        type="state == table_state::allocated",
        meaning="Whether there is a table.",
    ),
    Topic(
        name="sesparse.grain_directory_entry.unknown",
        kind="fault",
        text="makes {value:#x} of the entry, which means nothing",
        about="sesparse.grain_directory_entry.state",
        qemu=(
            (
                None,
                "qemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="Neither zero nor a grain table.",
    ),
    Topic(
        name="sesparse.grain_directory_entry.out_of_reach",
        kind="fault",
        text="makes {value:#x} of the entry, whose table is past sector 0xffffffff of the file",
        about="sesparse.grain_directory_entry.table",
        qemu=(
            (
                None,
                "qemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="qemu follows no table further than 2 TiB into the file.",
    ),
    Topic(
        name="sesparse.grain_directory_entry.check_unreadable",
        kind="fault",
        text="makes {value:#x} of the entry for sector {extra0} of the disk, which leads "
        "to no table",
        about="sesparse.grain_directory_entry.state",
        qemu=(
            (
                None,
                "ERROR: could not get cluster_offset for sector {extra0}",
            ),
        ),
        meaning="One of the two above. qemu's check ends there.",
    ),
    Topic(
        name="sesparse.grain_table_entry",
        kind="structure",
        type="8 bytes",
        meaning="Where 4 KiB of the disk are. Upper four bits are the state; the other 60 "
        "are a grain's number, its lowest twelve bits first.\nA grain that is not "
        "allocated reads from the parent disk or, without one, as zeros.",
        sources=(
            "https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c get_cluster_offset",
        ),
    ),
    Topic(
        name="sesparse.grain_table_entry.index_high",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 47 of 64",
        rules=("any: what is past the end of the file reads as zeros",),
        meaning="All but the twelve lowest bits of the grain's number.",
    ),
    Topic(
        name="sesparse.grain_table_entry.index_low",
        kind="field",
        place="bytes 0 to 7",
        type="bits 48 to 59 of 64",
        rules=("any: what is past the end of the file reads as zeros",),
        meaning="The twelve lowest bits of the grain's number.",
    ),
    Topic(
        name="sesparse.grain_table_entry.state",
        kind="field",
        place="bytes 0 to 7",
        type="bits 60 to 63 of 64",
        rules=("any: the reader tells unknown states apart where it meets them",),
        about="sesparse.grain_state",
        meaning="What the grain reads as.",
    ),
    Topic(
        name="sesparse.grain_table_entry.grain",
        kind="value",
        type="index_high << 12 | index_low",
        meaning="Number of the grain, from the first sector of the grains on.",
    ),
    Topic(
        name="sesparse.grain_table_entry.is_allocated",
        kind="value",
        type="state == grain_state::allocated",
        meaning="Whether the grain is in the file.",
    ),
    Topic(
        name="sesparse.grain_table_entry.unknown",
        kind="fault",
        text="makes {value:#x} of the entry, which means nothing",
        about="sesparse.grain_table_entry.state",
        qemu=(
            (
                None,
                "qemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="A state above 3, or an unallocated grain with a number.",
    ),
    Topic(
        name="sesparse.grain_table_entry.out_of_reach",
        kind="fault",
        text="makes {value:#x} of the entry, whose grain is past what a file can reach",
        about="sesparse.grain_table_entry.index_high",
        meaning="The grain ends past raw's `max_file_bytes`. qemu takes its place modulo "
        "2^64 bytes.",
    ),
    Topic(
        name="sesparse.grain_table_entry.check_unreadable",
        kind="fault",
        text="makes {value:#x} of the entry for sector {extra0} of the disk, which leads nowhere",
        about="sesparse.grain_table_entry.state",
        qemu=(
            (
                None,
                "ERROR: could not get cluster_offset for sector {extra0}",
            ),
        ),
        meaning="One of the two above. qemu's check ends there.",
    ),
    Topic(
        name="sesparse.grain_table_entry.check_past_end",
        kind="fault",
        text="makes {value:#x} of the entry, whose grain is past the end of the file, for "
        "sector {extra0} of the disk",
        about="sesparse.grain_table_entry.index_high",
        qemu=(
            (
                None,
                "ERROR: cluster offset for sector {extra0} points after EOF",
            ),
        ),
        meaning="What was stored there is lost. qemu's check ends with the first.",
    ),
)
