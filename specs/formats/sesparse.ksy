# SPDX-License-Identifier: Apache-2.0
meta:
  id: sesparse
  title: SEsparse, the space-efficient sparse extent of ESXi
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  The extent of a delta disk that gives back what its guest discards: grains of 4 KiB, tables of 8-byte entries, and a map back from grains
  of the file to grains of the disk. VMware's documentation names it as the format of snapshots on VMFS 6. A
  descriptor file of type seSparse names it; it holds neither descriptor nor content ids, and is no image of its own. Numbers
  are little-endian, sectors are 512 bytes. Each area of the file has its place in the header.

  VMware has published no layout. Names, places and rules here are those by which qemu reads such extents since 4.1 (`block/vmdk.c`,
  VMDKSESparseConstHeader and VMDKSESparseVolatileHeader), tried on made images with 5.2, 7.2 and 11.1. What only a writer needs
  (journal, free bitmap, backmap) has its place, and no more.
doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c VMDKSESparseConstHeader
-instar-id: 218
-instar-programs:
  - name: ESX
    since: VMFS 6 for snapshots
    writes: Grains of 4 KiB.
    unverified: no extent of it was looked at
  - name: VMware
    reads: Its own.
    unverified: it publishes no layout
  - name: qemu
    since: 4.1
    reads: Version 2.1, grains of 4 KiB, tables of 64 sectors, to read only.
    run: qemu-img 5.2, 7.2, 10.0, 11.1; other versions, grains and tables, flags and writing refused
    tested: tests/guest/formats/test_against_qemu.py::test_ranges_are_those_of_qemu_img
    unverified: since when was not looked up
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean; who writes and reads it."}
  - {date: 2026-11-30, doc: "A worked example."}
-instar-examples:
  - {made: sesparse, offset: 0x1009804}
-instar-places:
  - {id: header, type: const_header, at: 0}
  - {id: volatile_header, type: volatile_header, at: header.volatile_header_sector * 512}
  - id: grain_directory
    type: grain_directory_entry
    at: header.grain_directory_sector * 512
    count: header.grain_directory_sectors * 64
    index: offset / (header.grain_sectors * 512 * num_gtes_per_gt)
    doc: One entry for each grain table.
  - id: grain_table
    type: grain_table_entry
    at: (header.grain_tables_sector + grain_directory.table * header.grain_table_sectors) * 512
    count: num_gtes_per_gt
    index: offset / (header.grain_sectors * 512) % num_gtes_per_gt
    doc: One for each entry of the directory that is allocated.
  - id: grain
    size: header.grain_sectors * 512
    at: (header.grains_sector + grain_table.grain * header.grain_sectors) * 512
    byte: offset % (header.grain_sectors * 512)
    doc: A grain of the disk.
seq:
  - id: header
    type: const_header
    doc: First sector of the file.
instances:
  volatile_header:
    pos: header.volatile_header_sector * 512
    type: volatile_header
    doc: What changes while the extent is in use.
  grain_directory:
    pos: header.grain_directory_sector * 512
    type: grain_directory_entry
    repeat: expr
    repeat-expr: header.grain_directory_sectors * 64
    -instar-bound: 0x2000000
    doc: The grain directory.
  max_directory_sectors:
    value: 0x80000
    -instar-unit: sectors
    doc: |
      Longest grain directory that qemu opens: 2^25 entries, 256 MiB. qemu counts the entries in 32 bits; of a length that wraps around it
      opens what is left.
  num_gtes_per_gt:
    value: 4096
    doc: Entries in a grain table, so that it covers 16 MiB of the disk.
  max_table_sector:
    value: 0xffffffff
    -instar-unit: sectors
    doc: Last sector of the file in which qemu looks for a grain table.
types:
  const_header:
    doc: |
      First sector of the extent: what never changes. All sizes and places are in sectors.
    doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c VMDKSESparseConstHeader
    -instar-practice:
      - text: |
          The size of the extent is what this header says, not what the line of the descriptor says. Readers need the areas volatile
          header, grain directory, grain tables and grains.
        run: qemu-img 5.2, 7.2, 10.0, 11.1; another length in the line, places of the journal, the free bitmap and the backmap past the end of the file
    -instar-faults:
      - id: reserved_set
        field: reserved_1
        text: is {value}, and what follows is {extra0}, {extra1} and {extra2}, must be 0
        qemu: "Unsupported reserved bits: 0x{value:016x} 0x{extra0:016x} 0x{extra1:016x} 0x{extra2:016x}"
        doc: Nobody knows what these numbers mean. The extra ones are the second to the fourth.
      - id: padding_set
        field: padding
        text: holds bytes that are not zero
        qemu: Unsupported non-zero const header padding
        doc: Nobody knows what they mean.
      - id: volatile_unreachable
        field: volatile_header_sector
        text: is {value}, no file can be so long
        qemu: "Could not read volatile header from file '{file}': Input/output error"
        doc: The volatile header ends past raw's `max_file_bytes`.
      - id: directory_too_large
        field: grain_directory_sectors
        text: is {value}, must be at most {max_directory_sectors:#x}
        qemu: L1 size too big
        doc: More than `max_directory_sectors`.
      - id: directory_unreachable
        field: grain_directory_sector
        text: is {value}, no file can be so long
        doc: The directory ends past raw's `max_file_bytes`. qemu takes the place modulo 2^64 bytes.
      - id: directory_too_short
        field: grain_directory_sectors
        text: holds {value} entries, too few for the disk
        qemu: "qemu-img: {walking}: Input/output error"
        doc: qemu opens such an extent, and fails where the directory has no entry.
    seq:
      - id: magic
        type: u8
        valid:
          eq: 0xcafebabe
        -instar-qemu: "Bad const header magic: 0x{value:016x}"
        -instar-c: [value]
        doc: By this number the extent is recognised, once a descriptor has named it.
      - id: version
        type: u8
        valid:
          eq: 0x200000001
        -instar-qemu: "Unsupported version: 0x{value:016x}"
        doc: Version 2.1, the only one.
      - id: capacity
        type: u8
        -instar-any: every size is possible; the directory has to be long enough for it
        -instar-unit: sectors
        doc: Size of the extent's part of the disk.
      - id: grain_sectors
        -orig-id: grain_size
        type: u8
        valid: 8
        -instar-qemu: "Unsupported grain size: {value}"
        -instar-unit: sectors
        -instar-c: [value]
        doc: Size of a grain, 4 KiB.
      - id: grain_table_sectors
        -orig-id: grain_table_size
        type: u8
        valid: 64
        -instar-qemu: "Unsupported grain table size: {value}"
        -instar-unit: sectors
        -instar-c: [value]
        doc: Size of a grain table, `num_gtes_per_gt` entries of 8 bytes.
      - id: flags
        type: u8
        valid: 0
        -instar-qemu: "Unsupported flags: 0x{value:016x}"
        doc: None is known.
      - id: reserved_1
        -orig-id: reserved1
        type: u8
        -instar-any: a fault of the header has the rule
        -instar-c: [place]
        doc: Zero.
      - id: reserved_2
        -orig-id: reserved2
        type: u8
        -instar-any: a fault of the header has the rule
        doc: Zero.
      - id: reserved_3
        -orig-id: reserved3
        type: u8
        -instar-any: a fault of the header has the rule
        doc: Zero.
      - id: reserved_4
        -orig-id: reserved4
        type: u8
        -instar-any: a fault of the header has the rule
        doc: Zero.
      - id: volatile_header_sector
        -orig-id: volatile_header_offset
        type: u8
        -instar-any: what is past the end of the file reads as zeros, which are no header
        -instar-unit: sectors
        -instar-c: [place]
        doc: Where the volatile header is. `volatile_header`, one sector.
      - id: volatile_header_sectors
        -orig-id: volatile_header_size
        type: u8
        -instar-any: readers do not need it
        -instar-unit: sectors
        doc: Length of that area.
      - id: journal_header_sector
        -orig-id: journal_header_offset
        type: u8
        -instar-any: only writers need it
        -instar-unit: sectors
        doc: Where the journal header is. The journal's header, two sectors.
      - id: journal_header_sectors
        -orig-id: journal_header_size
        type: u8
        -instar-any: only writers need it
        -instar-unit: sectors
        doc: Length of that area.
      - id: journal_sector
        -orig-id: journal_offset
        type: u8
        -instar-any: only writers need it
        -instar-unit: sectors
        doc: Where the journal is. Changes of tables that are not yet in their places.
      - id: journal_sectors
        -orig-id: journal_size
        type: u8
        -instar-any: only writers need it
        -instar-unit: sectors
        doc: Length of that area.
      - id: grain_directory_sector
        -orig-id: grain_dir_offset
        type: u8
        -instar-any: faults of the header have its rules
        -instar-unit: sectors
        -instar-c: [place]
        doc: Where the grain directory is. `grain_directory_entry`.
      - id: grain_directory_sectors
        -orig-id: grain_dir_size
        type: u8
        -instar-any: faults of the header have its rules
        -instar-unit: sectors
        -instar-c: [place]
        doc: Length of that area.
      - id: grain_tables_sector
        -orig-id: grain_tables_offset
        type: u8
        -instar-any: the entries that lead there are checked
        -instar-unit: sectors
        doc: Where the grain tables are. Tables of `grain_table_entry`, one after the other.
      - id: grain_tables_sectors
        -orig-id: grain_tables_size
        type: u8
        -instar-any: readers do not need it
        -instar-unit: sectors
        doc: Length of that area.
      - id: free_bitmap_sector
        -orig-id: free_bitmap_offset
        type: u8
        -instar-any: only writers need it
        -instar-unit: sectors
        doc: Where the free bitmap is. Which grains of the file are free.
      - id: free_bitmap_sectors
        -orig-id: free_bitmap_size
        type: u8
        -instar-any: only writers need it
        -instar-unit: sectors
        doc: Length of that area.
      - id: backmap_sector
        -orig-id: backmap_offset
        type: u8
        -instar-any: only writers need it
        -instar-unit: sectors
        doc: Where the backmap is. Of each grain in the file, which grain of the disk it is.
      - id: backmap_sectors
        -orig-id: backmap_size
        type: u8
        -instar-any: only writers need it
        -instar-unit: sectors
        doc: Length of that area.
      - id: grains_sector
        -orig-id: grains_offset
        type: u8
        -instar-any: the entries that lead there are checked
        -instar-unit: sectors
        doc: Where the grains are. The grains, one after the other.
      - id: grains_sectors
        -orig-id: grains_size
        type: u8
        -instar-any: readers do not need it
        -instar-unit: sectors
        doc: Length of that area.
      - id: padding
        size: 304
        -instar-any: a fault of the header has the rule
        -instar-c: [place]
        doc: Zeros, up to the end of the sector.
  volatile_header:
    doc: The part of the header that changes while the extent is written.
    doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c VMDKSESparseVolatileHeader
    -instar-faults:
      - id: dirty
        field: replay_journal
        text: is {value}, the journal holds changes that are not yet in the tables
        qemu: Image is dirty, Replaying journal not supported
        doc: Whoever wrote the extent did not close it. No layout of the journal is known, so nobody but ESXi can replay it.
      - id: padding_set
        field: padding
        text: holds bytes that are not zero
        qemu: Unsupported non-zero volatile header padding
        doc: Nobody knows what they mean.
    seq:
      - id: magic
        type: u8
        valid:
          eq: 0xcafecafe
        -instar-qemu: "Bad volatile header magic: 0x{value:016x}"
        doc: What begins a volatile header.
      - id: free_gt_number
        type: u8
        -instar-any: only writers need it
        doc: The next grain table that is free.
      - id: next_txn_seq_number
        type: u8
        -instar-any: only writers need it
        doc: Number of the journal's next transaction.
      - id: replay_journal
        type: u8
        -instar-any: a fault of the header has the rule
        -instar-c: [place]
        doc: Not 0 while the journal holds changes that are not yet in the tables.
      - id: padding
        size: 480
        -instar-any: a fault of the header has the rule
        -instar-c: [place]
        doc: Zeros, up to the end of the sector.
  grain_directory_entry:
    doc: |
      Which grain table describes 16 MiB of the disk. All zeros where there is none. Upper half 0x10000000 means that the lower half is the
      number of a table in the area of grain tables. Nothing else is known.
    doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c get_cluster_offset
    -instar-entry:
      - {means: hole, if: "state == table_state::none and table == 0"}
      - {means: table, if: "state == table_state::allocated"}
      - {means: reserved}
    -instar-faults:
      - id: unknown
        field: state
        text: makes {value:#x} of the entry, which means nothing
        qemu: "qemu-img: {walking}: Input/output error"
        doc: Neither zero nor a grain table.
      - id: out_of_reach
        field: table
        text: makes {value:#x} of the entry, whose table is past sector {max_table_sector:#x} of the file
        qemu: "qemu-img: {walking}: Input/output error"
        doc: qemu follows no table further than 2 TiB into the file.
      - id: check_unreadable
        field: state
        text: makes {value:#x} of the entry for sector {extra0} of the disk, which leads to no table
        qemu: "ERROR: could not get cluster_offset for sector {extra0}"
        doc: One of the two above. qemu's check ends there.
    seq:
      - id: table
        type: b32
        -instar-any: what is past the end of the file reads as zeros
        doc: Number of the table, from the first sector of the grain tables on.
      - id: state
        type: b32
        enum: table_state
        -instar-any: the reader tells unknown states apart where it meets them
        doc: Whether there is a table.
    instances:
      is_allocated:
        value: state == table_state::allocated
        doc: Whether there is a table.
  grain_table_entry:
    doc: |
      Where 4 KiB of the disk are. Upper four bits are the state; the other 60 are a grain's number, its lowest twelve bits first.
      A grain that is not allocated reads from the parent disk or, without one, as zeros.
    doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c get_cluster_offset
    -instar-entry:
      - {means: hole, if: "state == grain_state::unallocated and grain == 0"}
      - {means: zero, if: "state == grain_state::unmapped or state == grain_state::zero"}
      - {means: data, if: "state == grain_state::allocated"}
      - {means: reserved}
    -instar-faults:
      - id: unknown
        field: state
        text: makes {value:#x} of the entry, which means nothing
        qemu: "qemu-img: {walking}: Input/output error"
        doc: A state above 3, or an unallocated grain with a number.
      - id: out_of_reach
        field: index_high
        text: makes {value:#x} of the entry, whose grain is past what a file can reach
        doc: The grain ends past raw's `max_file_bytes`. qemu takes its place modulo 2^64 bytes.
      - id: check_unreadable
        field: state
        text: makes {value:#x} of the entry for sector {extra0} of the disk, which leads nowhere
        qemu: "ERROR: could not get cluster_offset for sector {extra0}"
        doc: One of the two above. qemu's check ends there.
      - id: check_past_end
        field: index_high
        text: makes {value:#x} of the entry, whose grain is past the end of the file, for sector {extra0} of the disk
        qemu: "ERROR: cluster offset for sector {extra0} points after EOF"
        doc: What was stored there is lost. qemu's check ends with the first.
    seq:
      - id: index_high
        type: b48
        -instar-any: what is past the end of the file reads as zeros
        doc: All but the twelve lowest bits of the grain's number.
      - id: index_low
        type: b12
        -instar-any: what is past the end of the file reads as zeros
        doc: The twelve lowest bits of the grain's number.
      - id: state
        type: b4
        enum: grain_state
        -instar-any: the reader tells unknown states apart where it meets them
        doc: What the grain reads as.
    instances:
      grain:
        value: index_high << 12 | index_low
        doc: Number of the grain, from the first sector of the grains on.
      is_allocated:
        value: state == grain_state::allocated
        doc: Whether the grain is in the file.
enums:
  table_state:
    0: {id: none, doc: No grain table; all 16 MiB are unallocated.}
    0x10000000: {id: allocated, doc: There is a grain table.}
  grain_state:
    0: {id: unallocated, doc: Reads from the parent. The rest of the entry is 0.}
    1: {id: unmapped, doc: Discarded by the guest; zeros. The rest of the entry does not matter.}
    2: {id: zero, doc: Zeros. The rest of the entry does not matter.}
    3: {id: allocated, doc: The grain is in the file.}
