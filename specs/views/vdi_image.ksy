# SPDX-License-Identifier: Apache-2.0
meta:
  id: vdi_image
  title: VDI, the whole file
  application:
    - VirtualBox
  file-extension:
    - vdi
  xref:
    justsolve: VDI
    pronom: fmt/726
    wikidata: Q29209126
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/vdi
  endian: le
doc: Header, block map and blocks of a VDI, of version 1.1 or one before it.
doc-ref: https://forums.virtualbox.org/viewtopic.php?t=8046
seq:
  - id: header
    type: vdi::header
    if: version >= 0x10000
    -instar-owner: header
instances:
  version:
    pos: 68
    type: u4
  header_0:
    pos: 0
    type: vdi::header_0
    if: version < 0x10000
    -instar-owner: header
  block_map_0:
    pos: sizeof<vdi::header_0>
    type: slot_0(_index)
    repeat: expr
    repeat-expr: header_0.num_blocks
    if: version < 0x10000
    -instar-owner: bat
    -instar-index: _ / header_0.block_size
    doc: Blocks follow it without a gap.
  len_slot:
    value: header.len_block_extra + header.block_size
    if: version >= 0x10000
  block_map:
    pos: header.ofs_block_map
    type: slot(_index)
    repeat: expr
    repeat-expr: header.blocks_in_image
    if: version >= 0x10000
    -instar-owner: bat
    -instar-index: vdi::block_map
types:
  slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: vdi::block_map_entry
    instances:
      guest_offset:
        value: index * _root.header.block_size
      ofs_block:
        value: >-
          _root.header.ofs_data + entry.block * _root.len_slot
          + _root.header.len_block_extra
        if: entry.is_allocated
      block:
        io: _root._io
        pos: ofs_block
        size: _root.header.block_size
        if: entry.is_allocated
        -instar-owner: data
        -instar-guest: guest_offset
  slot_0:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: vdi::block_map_entry
    instances:
      guest_offset:
        value: index * _root.header_0.block_size
      block:
        io: _root._io
        pos: >-
          sizeof<vdi::header_0> + _root.header_0.num_blocks * 4
          + entry.block * _root.header_0.block_size
        size: _root.header_0.block_size
        if: entry.is_allocated
        -instar-owner: data
        -instar-guest: guest_offset
