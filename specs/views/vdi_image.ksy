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
doc: Header, block map and blocks of a VDI.
doc-ref: https://forums.virtualbox.org/viewtopic.php?t=8046
seq:
  - id: header
    type: vdi::header
    -instar-owner: header
instances:
  len_slot:
    value: header.len_block_extra + header.block_size
  block_map:
    pos: header.ofs_block_map
    type: slot(_index)
    repeat: expr
    repeat-expr: header.blocks_in_image
    -instar-owner: bat
    -instar-index: _ / header.block_size
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
