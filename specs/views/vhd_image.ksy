# SPDX-License-Identifier: Apache-2.0
meta:
  id: vhd_image
  title: VHD, the whole file
  application:
    - Microsoft Virtual PC
    - Hyper-V
    - Microsoft Azure
    - QEMU
  file-extension:
    - vhd
    - avhd
    - vpc
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/vhd
  endian: be
doc: |
  A VHD is read from its end: the footer says whether the rest is the disk
  itself or a header, a table and blocks.
doc-ref: https://www.microsoft.com/en-us/download/details.aspx?id=23850
instances:
  footer:
    pos: _io.size - 512
    type: vhd::footer
    -instar-owner: header
  is_fixed:
    value: footer.disk_type == vhd::disk_type::fixed
  disk:
    pos: 0
    size: _io.size - 512
    if: is_fixed
    -instar-owner: data
    -instar-guest: 0
    doc: The disk, and sometimes a few sectors more.
  footer_copy:
    pos: 0
    type: vhd::footer
    if: not is_fixed
    -instar-owner: header
  header:
    pos: footer.data_offset
    type: vhd::dynamic_header
    if: not is_fixed
    -instar-owner: header
  len_bitmap:
    value: (header.block_size / 512 / 8 + 511) / 512 * 512
    if: not is_fixed
    doc: Bytes of the sector bitmap before each block.
  bat:
    pos: header.table_offset
    type: slot(_index)
    repeat: expr
    repeat-expr: header.max_table_entries
    if: not is_fixed
    -instar-owner: bat
    -instar-index: vhd::bat
  ofs_after_bat:
    value: (header.table_offset + header.max_table_entries * 4 + 511) / 512 * 512
    if: not is_fixed
  has_batmap:
    value: >-
      not is_fixed
      and footer.creator_application == vhd::creator_application::xenserver
      and ofs_after_bat + 512 <= _io.size
    doc: Of XenServer's writers.
  batmap_header:
    pos: ofs_after_bat
    type: vhd::batmap_header
    if: has_batmap
    -instar-owner: bitmaps
  batmap:
    pos: batmap_header.ofs_batmap
    size: batmap_header.batmap_sectors * 512
    if: has_batmap
    -instar-owner: bitmaps
    doc: A bit for each block, set where all its sectors are in the file.
  parents:
    pos: 0
    type: parent(_index)
    repeat: expr
    repeat-expr: 8
    if: footer.disk_type == vhd::disk_type::differencing
types:
  slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: vhd::bat_entry
    instances:
      guest_offset:
        value: index * _root.header.block_size
      bitmap:
        io: _root._io
        pos: entry.bitmap_offset
        size: _root.len_bitmap
        if: entry.is_allocated
        -instar-owner: bitmaps
      ofs_block:
        value: entry.bitmap_offset + _root.len_bitmap
      block:
        io: _root._io
        pos: ofs_block
        size: _root.header.block_size
        if: entry.is_allocated
        -instar-owner: data
        -instar-guest: guest_offset
  parent:
    params:
      - id: index
        type: u4
    instances:
      locator:
        value: _root.header.parent_locators[index]
      path:
        io: _root._io
        pos: locator.platform_data_offset
        size: locator.platform_data_length
        if: locator.platform_code != vhd::platform_code::none
        -instar-owner: metadata
        doc: Text in the encoding that the platform code names.
