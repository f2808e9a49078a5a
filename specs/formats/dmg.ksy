# SPDX-License-Identifier: Apache-2.0
meta:
  id: dmg
  title: Apple disk image (UDIF)
  license: Apache-2.0
  endian: be
  bit-endian: be
doc: |
  A compressed disk image of macOS. Its trailer, the `koly` block, ends the file and says where the resources are: in an XML property
  list, in base64, or in a resource fork. Each of them that begins with `mish` is a table of chunks of the disk. Everything is
  big-endian. The format is not published; what is here is what readers of it agree on, and qemu's answers to images made for the
  purpose.
doc-ref: https://newosxbook.com/DMG.html Demystifying the DMG file format
-instar-id: 16
-instar-programs:
  - name: macOS
    writes: UDIF with a property list; older releases a resource fork.
    unverified: no image of it was looked at
  - name: qemu
    reads: "Files whose name ends in `.dmg`, to read only. Kinds of chunks as `mish` tables name them; bzip2 and lzfse where it is built with them."
    run: qemu-img 5.2, 7.2, 10.0, 11.1; an image of zlib chunks read, writing refused
    unverified: bzip2 and lzfse were not tried, without which Debian builds it
-instar-examples:
  - {made: dmg, offset: 0x3804, to: packed_chunk}
-instar-places:
  - {id: trailer, type: trailer, at: file_size - sizeof<trailer>}
  - id: property_list
    size: trailer.len_property_list
    at: trailer.ofs_property_list
    if: trailer.len_resource_fork == 0
    doc: A text, which has the tables in base64.
  - id: fork
    type: fork_header
    at: trailer.ofs_resource_fork
    if: trailer.len_resource_fork != 0
  - id: resource
    type: resource
    at: trailer.ofs_resource_fork + fork.ofs_data
    doc: The first of all. The next follows its last byte, up to `len_data` bytes of the fork.
  - id: table
    type: table_header
    at: trailer.ofs_resource_fork + fork.ofs_data + sizeof<resource>
    doc: Of a resource that is a table. A disk may have several; sectors count from the first of the part.
  - id: chunk_table
    type: chunk
    at: trailer.ofs_resource_fork + fork.ofs_data + sizeof<resource> + sizeof<table_header>
    count: table.num_chunks
    search: >-
      offset / sector_size >= table.first_sector + first_sector
      and offset / sector_size < table.first_sector + first_sector + num_sectors
    doc: In the order of their sectors.
  - id: stored_chunk
    size: chunk_table.len_data
    at: trailer.ofs_data_fork + table.ofs_data + chunk_table.ofs_data
    byte: offset - (table.first_sector + chunk_table.first_sector) * sector_size
    if: chunk_table.type == chunk_type::stored
    doc: Sectors of the disk.
  - id: packed_chunk
    size: chunk_table.len_data
    at: trailer.ofs_data_fork + table.ofs_data + chunk_table.ofs_data
    packed: true
    byte: offset - (table.first_sector + chunk_table.first_sector) * sector_size
    if: chunk_table.type.to_i >= chunk_type::adc.to_i and chunk_table.type != chunk_type::end
    doc: Sectors of the disk, by a method that `chunk_type` names.
-instar-magic:
  - offset: -512
    hex: 6b 6f 6c 79 00 00 00 04 00 00 02 00
    doc: The letters `koly`, version 4, 512 bytes; counted from the end of the file.
instances:
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: Unit of the disk.
  len_trailer_window:
    value: 1023
    -instar-unit: bytes
    doc: The trailer starts in the last this many bytes of the file, whose length is rounded up to sectors.
  len_trailer_search:
    value: 515
    -instar-unit: bytes
    doc: ... and in the first this many of them, with all four letters.
  max_resource_bytes:
    value: 0x500000
    -instar-unit: bytes
    doc: Longest property list or resource fork that is read. qemu reads property lists up to 16 MiB.
  max_chunk_sectors:
    value: 0x20000
    -instar-unit: sectors
    doc: Most sectors of a chunk that is not of zeros, 64 MiB.
  max_chunk_bytes:
    value: 0x4000000
    -instar-unit: bytes
    doc: Most bytes that a chunk takes in the file.
  max_disk_sectors:
    value: 0x3fffffffffffff
    -instar-unit: sectors
    doc: Longest disk, whose bytes are counted in 63 bits.
types:
  trailer:
    doc: Last 512 bytes of the file, the `koly` block.
    doc-ref: https://newosxbook.com/DMG.html The koly block
    -instar-practice:
      - text: |
          qemu takes a file for a DMG by its name alone (`.dmg`), looks for the trailer's letters from 1023 to 512 bytes before the end of
          the file, whose length it rounds up to sectors, and reads neither version nor length.
        source: https://gitlab.com/qemu-project/qemu/-/blob/master/block/dmg.c qemu, block/dmg.c, dmg_probe and dmg_find_koly_offset
        run: qemu-img 5.2, 7.2, 10.0, 11.1; other names, bytes after the trailer, versions and lengths of all ones
      - text: Files need not be a multiple of 512 bytes long.
        source: https://gitlab.com/qemu-project/qemu/-/blob/master/block/dmg.c qemu, block/dmg.c, the comment in dmg_find_koly_offset
        unverified: no image of macOS was looked at
    -instar-faults:
      - id: missing
        field: magic
        text: is nowhere at the end of the file
        qemu: Could not locate UDIF trailer in dmg file
        doc: A file whose name says that it is a DMG, and which is none.
      - id: data_past_end
        field: ofs_data_fork
        text: is {value}, past the trailer
        qemu: "Could not open '{file}': Invalid argument"
        doc: The trailer comes last.
      - id: fork_past_end
        field: ofs_resource_fork
        text: is {value}, and the fork of {extra0} bytes is not before the trailer
        qemu: "Could not open '{file}': Invalid argument"
        doc: The trailer comes last.
      - id: list_past_end
        field: ofs_property_list
        text: is {value}, and the list of {extra0} bytes is not before the trailer
        qemu: "Could not open '{file}': Invalid argument"
        doc: The trailer comes last.
      - id: disk_negative
        field: num_sectors
        text: is {value}, below zero as a signed number
        qemu: "Could not open '{file}': Invalid argument"
        doc: Readers count sectors in signed numbers.
      - id: disk_too_large
        field: num_sectors
        text: is {value}, more bytes than 63 bits can count
        qemu:
          - {until: "7.0", text: "qemu-img: Can't get image size '{file}': File too large"}
          - {text: "Could not refresh total sector count: File too large"}
        doc: The longest disk is just below 2^63 bytes.
      - id: no_resources
        field: len_property_list
        text: is {value}, and there is no resource fork either
        qemu: "Could not open '{file}': Invalid argument"
        doc: Without resources, there is no table of chunks.
      - id: resources_too_long
        field: len_property_list
        text: is {value}, more than {max_resource_bytes}, or that of the resource fork is
        qemu: "Could not open '{file}': Invalid argument"
        doc: What describes the disk is read as a whole.
      - id: no_chunks
        field: num_sectors
        text: is {value}, and no table has a chunk of the disk
        qemu: "Could not open '{file}': Invalid argument"
        doc: A disk consists of chunks. Releases of qemu before 10.0 crash when they read such an image.
    seq:
      - id: magic
        contents: [0x6b, 0x6f, 0x6c, 0x79]
        -instar-c: [value, size]
        doc: The letters `koly`.
      - id: version
        type: u4
        -instar-any: qemu does not look
        doc: 4 in all known images.
      - id: len_header
        type: u4
        -instar-any: qemu does not look
        -instar-unit: bytes
        doc: Bytes in this trailer, 512.
      - id: flags
        type: u4
        -instar-any: readers do not look
        doc: 1 for a flattened image.
      - id: ofs_running_data_fork
        type: u8
        -instar-any: readers do not look
        -instar-unit: bytes
        doc: Running offset of the data fork, 0 in practice.
      - id: ofs_data_fork
        type: u8
        -instar-any: faults of the trailer have its rule
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the data is. Places in tables count from here.
      - id: len_data_fork
        type: u8
        -instar-any: readers do not look
        -instar-unit: bytes
        doc: Bytes of data.
      - id: ofs_resource_fork
        type: u8
        -instar-any: faults of the trailer have its rule
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the resource fork is, 0 when the tables are in the property list.
      - id: len_resource_fork
        type: u8
        -instar-any: faults of the trailer have its rule
        -instar-unit: bytes
        doc: Bytes of the resource fork. Where there are any, the property list is not read.
      - id: segment_number
        type: u4
        -instar-any: readers do not look
        doc: Which part this file is of an image in parts.
      - id: num_segments
        type: u4
        -instar-any: readers do not look
        doc: Parts of the image.
      - id: segment_id
        size: 16
        -instar-any: random
        doc: Identifies the image that the parts belong to.
      - id: data_checksum
        size: 136
        -instar-any: readers do not look
        doc: Type (4 bytes), bits (4 bytes) and value (up to 128 bytes) of a checksum over the data fork.
      - id: ofs_property_list
        type: u8
        -instar-any: faults of the trailer have its rule
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the XML property list with the tables of chunks is.
      - id: len_property_list
        type: u8
        -instar-any: faults of the trailer have its rule
        -instar-unit: bytes
        -instar-c: [place]
        doc: Bytes of the property list.
      - id: reserved
        size: 120
        -instar-any: readers do not look
        doc: Zeros.
      - id: master_checksum
        size: 136
        -instar-any: readers do not look
        doc: Checksum over the checksums of the tables, in the same form as `data_checksum`.
      - id: image_variant
        type: u4
        -instar-any: readers do not look
        doc: 1 for a whole device, 2 for a partition.
      - id: num_sectors
        type: u8
        -instar-any: faults of the trailer have its rules
        -instar-unit: sectors
        -instar-c: [place]
        doc: Size of the disk in sectors of 512 bytes.
      - id: reserved_end
        size: 12
        -instar-any: readers do not look
        doc: Zeros.
  property_list:
    doc: |
      The resources as XML: each `data` element holds one of them in base64. Readers take those for tables that begin with `mish`, wherever they
      are; macOS writes them below `resource-fork` and `blkx`.
    doc-ref: https://newosxbook.com/DMG.html The property list
    -instar-strings:
      - {id: element_data, text: data, doc: The element that holds a resource.}
    -instar-faults:
      - id: broken
        field: text
        text: is no XML at byte {value} of it
        qemu: "Could not open '{file}': Invalid argument"
        doc: qemu looks for the words `<data>` and `</data>`, and not at what is around them.
      - id: not_base64
        field: text
        text: holds data before byte {value} of it that is not base64
        qemu: "Could not open '{file}': Invalid argument"
        doc: qemu passes over characters that are not of it.
    seq:
      - id: text
        size: 1
        -instar-any: faults have its rules
        doc: Its first byte.
  fork_header:
    doc: Start of the resource fork.
    doc-ref: https://developer.apple.com/library/archive/documentation/mac/pdf/MoreMacintoshToolbox.pdf Resource Manager, Resource File Format
    -instar-faults:
      - id: data_past_end
        field: ofs_data
        text: is {value}, past the end of the fork
        qemu: "Could not open '{file}': Invalid argument"
        doc: The data is in the fork.
      - id: data_too_long
        field: len_data
        text: is {value}, and the data is empty, or goes past the end of the fork
        qemu: "Could not open '{file}': Invalid argument"
        doc: The data is in the fork.
    seq:
      - id: ofs_data
        type: u4
        -instar-any: a fault has its rule
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the resources are, from the start of the fork.
      - id: ofs_map
        type: u4
        -instar-any: readers do not look
        -instar-unit: bytes
        doc: Where the names and types of the resources are.
      - id: len_data
        type: u4
        -instar-any: a fault has its rule
        -instar-unit: bytes
        -instar-c: [place]
        doc: Bytes of the resources.
      - id: len_map
        type: u4
        -instar-any: readers do not look
        -instar-unit: bytes
        doc: Bytes of their names and types.
  resource:
    doc: Before each resource of a fork.
    -instar-faults:
      - id: past_end
        field: len_body
        text: is {value}, and the resource is empty, or goes past the end of the fork
        qemu: "Could not open '{file}': Invalid argument"
        doc: Resources are in the fork.
    seq:
      - id: len_body
        type: u4
        -instar-any: a fault has its rule
        -instar-unit: bytes
        doc: Bytes of the resource, which follows.
  table_header:
    doc: Start of a table of chunks, the `mish` block. A part of the disk has a table, a partition for example.
    doc-ref: https://newosxbook.com/DMG.html The mish block
    seq:
      - id: magic
        contents: [0x6d, 0x69, 0x73, 0x68]
        -instar-c: [value, size]
        doc: The letters `mish`. Resources of other kinds begin otherwise.
      - id: version
        type: u4
        -instar-any: readers do not look
        doc: 1 in all known images.
      - id: first_sector
        type: u8
        -instar-any: faults of the chunks have its rule
        -instar-unit: sectors
        doc: Where the part starts on the disk.
      - id: num_sectors
        type: u8
        -instar-any: readers do not look
        -instar-unit: sectors
        doc: Sectors of the part.
      - id: ofs_data
        type: u8
        -instar-any: faults of the chunks have its rule
        -instar-unit: bytes
        doc: What places of the chunks count from, in the data fork. 0 in practice.
      - id: num_buffer_sectors
        type: u4
        -instar-any: readers do not look
        -instar-unit: sectors
        doc: Room that a reader needs, in sectors.
      - id: num_descriptors
        type: u4
        -instar-any: readers do not look
        doc: Number of the part.
      - id: reserved
        size: 24
        -instar-any: readers do not look
        doc: Zeros.
      - id: checksum
        size: 136
        -instar-any: readers do not look
        doc: Of the part, in the same form as `trailer.data_checksum`.
      - id: num_chunks
        type: u4
        -instar-any: the length of the resource counts
        doc: Chunks that follow. qemu reads as many as the resource has room for.
  chunk:
    doc: One entry of a table.
    doc-ref: https://newosxbook.com/DMG.html The block chunk
    -instar-entry:
      - {means: zero, if: "type == chunk_type::zeros or type == chunk_type::ignored"}
      - {means: data, if: "type == chunk_type::stored"}
      - means: compressed
        if: >-
          type == chunk_type::adc or type == chunk_type::zlib or type == chunk_type::bzip2
          or type == chunk_type::lzfse or type == chunk_type::lzma
      - {means: hole, if: "type == chunk_type::comment or type == chunk_type::end", doc: It has no sectors.}
      - {means: reserved, doc: Releases of qemu pass over it.}
    -instar-faults:
      - id: too_many_sectors
        field: num_sectors
        text: is {value}, more than {max_chunk_sectors}, for chunk {extra0}
        qemu: "qemu-img: sector count {value} for chunk {extra0} is larger than max ({max_chunk_sectors})\nqemu-img: Could not open '{file}': Could not open '{file}': Invalid argument"
        doc: A chunk is unpacked as a whole.
      - id: too_long
        field: len_data
        text: is {value}, more than {max_chunk_bytes}, for chunk {extra0}
        qemu: "qemu-img: length {value} for chunk {extra0} is larger than max ({max_chunk_bytes})\nqemu-img: Could not open '{file}': Could not open '{file}': Invalid argument"
        doc: A chunk is read as a whole.
      - id: uneven
        field: len_data
        text: is {value}, and chunk {extra0} has {extra1} sectors as they are
        qemu: "qemu-img: length {value} for chunk {extra0} is inconsistent with sector count {extra1}\nqemu-img: Could not open '{file}': Could not open '{file}': Invalid argument"
        doc: Bytes that are not compressed are as many as their sectors have. Releases of qemu before 10.0 read what was in memory.
      - id: wraps
        field: first_sector
        text: is {value}, past 2^63 bytes with its {extra1} sectors, for chunk {extra0}
        qemu: "Could not open '{file}': Invalid argument"
        doc: qemu finds no such chunk when it reads.
      - id: overlaps
        field: first_sector
        text: is {value}, before the end of the chunk before, for chunk {extra0}
        qemu: "Could not open '{file}': Invalid argument"
        doc: A sector is in one chunk. qemu reads one of several, as its search has it.
      - id: missing
        field: first_sector
        text: of no chunk, nor of those that follow it, has sector {value} of the disk
        qemu: "qemu-img: error while reading at byte {place}: Input/output error"
        doc: Each sector is in a chunk.
      - id: data_past_end
        field: ofs_data
        text: is {value}, and the data of the chunk is not before the trailer
        qemu: "qemu-img: error while reading at byte {place}: Input/output error"
        doc: qemu reads zeros there.
      - id: not_supported
        field: type
        text: is {value:#x}, {detail}, which is not read
        qemu: "qemu-img: error while reading at byte {place}: Input/output error"
        doc: qemu reads bzip2 and lzfse where it was built with them.
      - id: bzip2_left_out
        field: type
        text: is {value:#x}, bzip2, which is left out
        qemu:
          - {until: "7.2", text: ""}
          - {text: "dmg-bzip2 module is missing, accessing bzip2 compressed blocks will result in I/O errors"}
        doc: qemu without bzip2, as Debian has it, leaves such chunks out, and says so once from 7.2 on.
      - id: lzfse_left_out
        field: type
        text: is {value:#x}, lzfse, which is left out
        qemu:
          - {until: "7.2", text: ""}
          - {text: "dmg-lzfse module is missing, accessing lzfse compressed blocks will result in I/O errors"}
        doc: qemu without lzfse, as Debian has it, leaves such chunks out, and says so once from 7.2 on.
      - id: unknown_left_out
        field: type
        text: is {value:#x}, which is left out
        qemu:
          - {until: "7.2", text: ""}
          - {text: "Image contains chunks of unknown type {value:x}, accessing them will result in I/O errors"}
        doc: qemu leaves such chunks out, and says so once, of the first, from 7.2 on.
    seq:
      - id: type
        type: u4
        enum: chunk_type
        -instar-any: what readers do not know is not there
        doc: How the sectors are kept. Entries of the kinds `comment` and `end` are no chunks.
      - id: comment
        size: 4
        -instar-any: readers do not look
        doc: Zeros, or `+beg` and `+end` for comments.
      - id: first_sector
        type: u8
        -instar-any: faults have its rules
        -instar-unit: sectors
        doc: Where the chunk starts in the part.
      - id: num_sectors
        type: u8
        -instar-any: faults have its rules
        -instar-unit: sectors
        doc: Sectors of the chunk.
      - id: ofs_data
        type: u8
        -instar-any: faults have its rules
        -instar-unit: bytes
        doc: Where its bytes are, in the data fork.
      - id: len_data
        type: u8
        -instar-any: faults have its rules
        -instar-unit: bytes
        doc: How many they are.
enums:
  chunk_type:
    0: {id: zeros, doc: Zeros.}
    1: {id: stored, doc: As they are.}
    2: {id: ignored, doc: "Never written: zeros to readers."}
    0x7ffffffe: {id: comment, doc: No chunk.}
    0xffffffff: {id: end, doc: "No chunk: the table ends."}
    0x80000004: {id: adc, doc: "Apple data compression, of the first releases of macOS. qemu does not know it."}
    0x80000005: {id: zlib, doc: A zlib stream.}
    0x80000006: {id: bzip2, doc: A bzip2 stream.}
    0x80000007: {id: lzfse, doc: An lzfse stream.}
    0x80000008: {id: lzma, doc: "An xz stream. qemu does not know it."}
