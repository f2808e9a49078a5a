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
instances:
  num_groups:
    value: header.len_chunk / (8 * (header.group_entries + 1))
    doc: Of a table.
  len_table_span:
    value: num_groups * header.group_entries * header.len_chunk
    doc: Bytes of the disk that a table describes.
  num_tables:
    value: (header.num_sectors * header.len_sector + len_table_span - 1) / len_table_span
  directory_1:
    pos: header.ofs_directories[0]
    type: directory
  directory_2:
    pos: header.ofs_directories[1]
    type: directory
types:
  directory:
    seq:
      - id: sequence
        type: asif::directory
      - id: tables
        type: table_slot(_index)
        repeat: expr
        repeat-expr: _root.num_tables
  table_slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: asif::directory_entry
    instances:
      guest_offset:
        value: index * _root.len_table_span
      table:
        io: _root._io
        pos: entry.chunk * _root.header.len_chunk
        type: table(guest_offset)
        if: entry.chunk != 0
  table:
    params:
      - id: guest_offset
        type: u8
    seq:
      - id: groups
        type: group(guest_offset + _index * _root.header.group_entries * _root.header.len_chunk)
        repeat: expr
        repeat-expr: _root.num_groups
  group:
    params:
      - id: guest_offset
        type: u8
    seq:
      - id: chunks
        type: slot(guest_offset + _index * _root.header.len_chunk)
        repeat: expr
        repeat-expr: _root.header.group_entries
      - id: bitmap
        type: slot(0)
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
