# SPDX-License-Identifier: Apache-2.0
meta:
  id: bochs_image
  title: Bochs growing disk image, the whole file
  application:
    - Bochs
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/bochs
  endian: le
doc: Header, catalog, and the bitmap and sectors of each extent.
doc-ref: https://bochs.sourceforge.io/cgi-bin/lxr/source/iodev/hdimage/hdimage.h
seq:
  - id: header
    type: bochs::header
    -instar-owner: header
  - id: end_1
    type: bochs::end_1
    if: header.version == 0x10000
    -instar-owner: header
  - id: end_2
    type: bochs::end_2
    if: header.version == 0x20000
    -instar-owner: header
instances:
  len_extent_in_file:
    value: header.bitmap_sectors * 512 + header.len_extent
  catalog:
    pos: header.len_header
    type: slot(_index)
    repeat: expr
    repeat-expr: header.num_catalog_entries
    -instar-owner: bat
    -instar-index: bochs::catalog
types:
  slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: bochs::catalog_entry
    instances:
      guest_offset:
        value: index * _root.header.len_extent
      ofs_bitmap:
        value: _root.header.data_offset + entry.extent * _root.len_extent_in_file
      ofs_extent:
        value: ofs_bitmap + _root.header.bitmap_sectors * 512
      bitmap:
        io: _root._io
        pos: ofs_bitmap
        size: _root.header.len_bitmap
        if: entry.is_allocated
        -instar-owner: bitmaps
        doc: A bit for each sector, set where the sector was written.
      extent:
        io: _root._io
        pos: ofs_extent
        size: _root.header.len_extent
        if: entry.is_allocated
        -instar-owner: data
        -instar-guest: guest_offset
