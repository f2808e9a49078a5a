# SPDX-License-Identifier: Apache-2.0
meta:
  id: asif
  title: Apple sparse image (ASIF)
  license: Apache-2.0
  endian: be
  bit-endian: be
doc: |
  The sparse image of macOS 26: a header, two directories of which the newer one counts, tables that the directory names by their
  chunk, and chunks of data. Entries of a table come in groups, after each of which is one for a bitmap of the group's sectors.
  Everything is big-endian. Apple publishes nothing of it; what is here is what two independent descriptions agree on, and where they
  do not, the doc of the field says so.
doc-ref: https://github.com/huven/asif-format ASIF binary specification
-instar-id: 225
-instar-programs:
  - name: macOS
    since: macOS 26
    writes: Disks of up to 4 PiB.
    reads: Its own.
    unverified: from two descriptions by others, no image of it was looked at
  - name: qemu
    reads: Does not know the format; the file is raw to it.
    run: qemu-img 5.2, 7.2, 10.0, 11.1, on an image of this project
-instar-examples:
  - {made: asif, offset: 0x25804}
-instar-places:
  - {id: header, type: header, at: 0}
  - {id: first_directory, type: directory, at: "header.ofs_directories[0]"}
  - {id: second_directory, type: directory, at: "header.ofs_directories[1]"}
  - id: directory
    type: directory_entry
    at: >-
      (second_directory.sequence > first_directory.sequence ? header.ofs_directories[1]
      : header.ofs_directories[0]) + sizeof<directory>
    count: (header.num_sectors * header.len_sector + header.len_table_span - 1) / header.len_table_span
    index: offset / header.len_table_span
    positive: [len_table_span]
    doc: After the sequence number of the newer one.
  - id: table
    type: table_entry
    at: directory.chunk * header.len_chunk
    count: header.num_groups * (header.group_entries + 1)
    index: offset % header.len_table_span / header.len_chunk + offset % header.len_table_span / header.len_group_span
    positive: [len_table_span]
    doc: In groups. After the entries of a group is one for its bitmap.
  - id: bitmap_entry
    type: table_entry
    at: directory.chunk * header.len_chunk
    count: header.num_groups * (header.group_entries + 1)
    index: (offset % header.len_table_span / header.len_group_span + 1) * (header.group_entries + 1) - 1
    positive: [len_table_span]
    doc: Of the group.
  - id: bitmap
    size: header.len_chunk
    at: bitmap_entry.chunk * header.len_chunk
    if: table.state == chunk_state::partial
    doc: "`sector_state` of each sector of the group, from the low bits of a byte on."
  - id: chunk
    size: header.len_chunk
    at: table.chunk * header.len_chunk
    byte: offset % header.len_chunk
    doc: A chunk of the disk.
-instar-magic:
  - offset: 0
    hex: 73 68 64 77
    doc: The letters `shdw`.
seq:
  - id: header
    type: header
    doc: First bytes of the file.
instances:
  sectors_per_byte:
    value: 4
    doc: A byte of a bitmap has the states of so many sectors.
  bits_per_sector:
    value: 2
    doc: Of a bitmap.
  max_disk_bytes:
    value: 0x7ffffffffffffe00
    -instar-unit: bytes
    doc: Longest disk, whose bytes are counted in 63 bits.
  max_tables:
    value: 0x100000
    -instar-own: true
    doc: Most tables of a disk. macOS makes disks of up to 4 PiB, with 33,289 of them.
types:
  header:
    doc: Start of the file.
    doc-ref: https://github.com/huven/asif-format Header
    -instar-faults:
      - id: disk_too_large
        field: num_sectors
        text: is {value}, more bytes than 63 bits can count
        doc: Sizes are counted in signed numbers.
      - id: past_max
        field: num_sectors
        text: is {value}, more than `max_sectors` of {extra0}
        doc: The directory has room for `max_sectors`.
      - id: too_many_tables
        field: num_sectors
        text: is {value}, which needs {extra0} tables, more than {max_tables}
        doc: The directory would be larger than any that macOS makes.
      - id: directory_past_end
        field: ofs_directories
        text: is {value}, and the directory there ends past the end of the file
        doc: Directories are in the file.
    seq:
      - id: magic
        contents: [0x73, 0x68, 0x64, 0x77]
        -instar-c: [value, size]
        doc: The letters `shdw`.
      - id: version
        type: u4
        valid: 1
        doc: The only version that is known.
      - id: len_header
        type: u4
        -instar-any: readers do not look
        -instar-unit: bytes
        doc: Bytes of the header, 512.
      - id: flags
        type: u4
        -instar-any: no flag is known
        doc: 0 in all known images.
      - id: ofs_directories
        type: u8
        repeat: expr
        repeat-expr: 2
        -instar-any: a fault has its rule
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the two directories are. The one with the higher sequence number counts, of equal ones the first.
      - id: uuid
        size: 16
        -instar-any: random
        doc: Identifies the image.
      - id: num_sectors
        type: u8
        -instar-any: faults have its rules
        -instar-unit: sectors
        -instar-c: [place]
        doc: Size of the disk.
      - id: max_sectors
        type: u8
        -instar-any: only what the disk needs of it is read
        -instar-unit: sectors
        doc: What the disk may grow to.
      - id: len_chunk
        type: u4
        valid:
          expr: _ >= 32768 and _ <= 0x4000000 and _ & (_ - 1) == 0
        -instar-unit: bytes
        doc: Bytes of a chunk, of data as of a table. 1 MiB in all known images.
      - id: len_sector
        type: u2
        valid:
          expr: _ >= 512 and _ <= 4096 and _ & (_ - 1) == 0 and len_chunk - 32 * _ >= 8
        -instar-unit: bytes
        doc: Bytes of a sector. A table has room for one group at least.
      - id: num_segments
        type: u2
        -instar-any: readers do not look
        doc: Files of the image, by one of the descriptions.
      - id: metadata_chunk
        type: u8
        -instar-any: readers do not look
        doc: Where a property list is that says more of the image, in chunks, on the disk and past its end.
      - id: reserved
        size: 16
        -instar-any: readers do not look
        doc: Zeros.
      - id: read_only_flags
        type: u4
        -instar-any: readers do not look
        doc: Flags of what a program that does not know them may still read.
      - id: metadata_flags
        type: u4
        -instar-any: readers do not look
        doc: Flags of the property list.
      - id: metadata_read_only_flags
        type: u4
        -instar-any: readers do not look
        doc: Likewise.
    instances:
      group_entries:
        value: 4 * len_sector
        doc: Chunks of data in a group. Their bitmap takes a chunk.
      num_groups:
        value: len_chunk / (sizeof<table_entry> * (group_entries + 1))
        doc: Of a table.
      len_group_span:
        value: group_entries * len_chunk
        -instar-unit: bytes
        doc: Part of the disk that a group describes.
      len_table_span:
        value: num_groups * len_group_span
        -instar-unit: bytes
        doc: Part of the disk that a table describes.
  directory:
    doc: Start of a directory. An entry for each table follows.
    doc-ref: https://github.com/huven/asif-format Directory
    seq:
      - id: sequence
        type: u8
        -instar-any: of two directories, the higher one counts
        doc: Grows with each change.
  directory_entry:
    doc: Where a table is.
    doc-ref: https://github.com/huven/asif-format Directory
    -instar-faults:
      - id: past_end
        field: chunk
        text: is {value}, past the end of the file
        doc: Tables are in the file.
    seq:
      - id: chunk
        type: u8
        -instar-any: a fault has its rule
        doc: Its chunk of the file. 0, there is no table, and all that it would describe reads as zeros.
  table_entry:
    doc: Where a chunk of data, or the bitmap of a group, is.
    doc-ref: https://github.com/huven/asif-format Chunk Entry Flags
    -instar-faults:
      - id: past_end
        field: chunk
        text: is {value}, past the end of the file
        doc: Data is in the file.
      - id: state_unknown
        field: state
        text: is {value}, for a chunk that is at {extra0} of the file
        doc: What it means is not known.
      - id: no_bitmap
        field: chunk
        text: is {value}, of no bitmap, though chunks of its group are written in part
        doc: The bitmap says which sectors are.
      - id: sector_unknown
        field: chunk
        text: is {value}, a bitmap that has a sector in state {extra0}
        doc: What it means is not known.
    seq:
      - id: state
        type: b2
        enum: chunk_state
        -instar-any: a fault has its rule
        doc: |
          What of the chunk was written. One of the descriptions takes the bits for marks of what is being changed, and reads a chunk
          whatever they are.
      - id: reserved
        type: b7
        -instar-any: readers do not look
        doc: Zeros.
      - id: chunk
        type: b55
        -instar-any: a fault has its rule
        doc: Its chunk of the file. 0, there is none.
enums:
  chunk_state:
    0: {id: unwritten, doc: Nothing.}
    1: {id: written, doc: All of it.}
    2: {id: unknown, doc: Never seen.}
    3: {id: partial, doc: The sectors that the bitmap says.}
  sector_state:
    0: {id: unwritten, doc: The sector reads as zeros.}
    1: {id: written, doc: The sector is in the chunk.}
