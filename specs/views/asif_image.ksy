# SPDX-License-Identifier: Apache-2.0
meta:
  id: asif_image
  title: Apple sparse image (ASIF), the whole file
  application:
    - macOS
  file-extension:
    - asif
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/asif
  endian: be
doc: Header, the two directories, the tables that they lead to, bitmaps and chunks.
doc-ref: https://github.com/huven/asif-format
seq:
  - id: header
    type: asif::header
    -instar-owner: header
instances:
  num_tables:
    value: >-
      (header.num_sectors * header.len_sector + header.len_table_span - 1)
      / header.len_table_span
  newest:
    value: >-
      directories[1].sequence.sequence > directories[0].sequence.sequence ? 1 : 0
    doc: The directory that counts.
  directories:
    pos: 0
    type: directory(_index)
    repeat: expr
    repeat-expr: 2
    -instar-trees: true
    -instar-index: newest
types:
  directory:
    params:
      - id: index
        type: u8
    instances:
      ofs_directory:
        value: _root.header.ofs_directories[index]
      sequence:
        io: _root._io
        pos: ofs_directory
        type: asif::directory
        -instar-owner: l1
      tables:
        io: _root._io
        pos: ofs_directory + 8
        type: table_slot(_index)
        repeat: expr
        repeat-expr: _root.num_tables
        -instar-owner: l1
        -instar-index: asif::directory
  table_slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: asif::directory_entry
    instances:
      guest_offset:
        value: index * _root.header.len_table_span
      groups:
        io: _root._io
        pos: entry.chunk * _root.header.len_chunk
        type: group(guest_offset + _index * _root.header.len_group_span)
        repeat: expr
        repeat-expr: _root.header.num_groups
        if: entry.chunk != 0
        -instar-owner: l2
        -instar-index: >-
          _ % _root.header.len_table_span / _root.header.len_group_span
        doc: The table.
  group:
    params:
      - id: guest_offset
        type: u8
    seq:
      - id: chunks
        type: slot(guest_offset + _index * _root.header.len_chunk)
        repeat: expr
        repeat-expr: _root.header.group_entries
        -instar-index: _ % _root.header.len_group_span / _root.header.len_chunk
      - id: bitmap
        type: bitmap_slot
        doc: Two bits for each sector of the group, set where the sector was written.
  slot:
    params:
      - id: guest_offset
        type: u8
    seq:
      - id: entry
        type: asif::table_entry
    instances:
      ofs_chunk:
        value: entry.chunk * _root.header.len_chunk
      is_written:
        value: entry.state == asif::chunk_state::written
      chunk:
        io: _root._io
        pos: ofs_chunk
        size: _root.header.len_chunk
        if: entry.chunk != 0
        -instar-owner: data
        -instar-guest: guest_offset
  bitmap_slot:
    seq:
      - id: entry
        type: asif::table_entry
    instances:
      bitmap:
        io: _root._io
        pos: entry.chunk * _root.header.len_chunk
        size: _root.header.len_chunk
        if: entry.chunk != 0
        -instar-owner: bitmaps
