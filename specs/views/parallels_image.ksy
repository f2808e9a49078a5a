# SPDX-License-Identifier: Apache-2.0
meta:
  id: parallels_image
  title: Parallels image, the whole file
  application:
    - Parallels Desktop
    - Virtuozzo
  file-extension:
    - hdd
    - hds
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/parallels
  encoding: ASCII
  endian: le
doc: Header, block allocation table, clusters and format extension.
doc-ref: https://www.qemu.org/docs/master/interop/parallels.html
seq:
  - id: header
    type: parallels::header
    -instar-owner: header
instances:
  cluster_size:
    value: header.cluster_sectors * 512
  bat:
    pos: 64
    type: slot(_index)
    repeat: expr
    repeat-expr: header.num_bat_entries
    -instar-owner: bat
    -instar-index: parallels::bat
  extension:
    pos: header.extension_sector * 512
    size: cluster_size
    type: extension
    if: header.is_extended and header.extension_sector != 0
    -instar-owner: metadata
types:
  slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: parallels::bat_entry
    instances:
      guest_offset:
        value: index * _root.cluster_size
      ofs_cluster:
        value: >-
          entry.place * (_root.header.is_extended ? _root.cluster_size : 512)
      cluster:
        io: _root._io
        pos: ofs_cluster
        size: _root.cluster_size
        if: entry.is_allocated
        -instar-owner: data
        -instar-guest: guest_offset
  extension:
    seq:
      - id: header
        type: parallels::extension_header
      - id: features
        type: feature
        repeat: until
        repeat-until: _.header.len_data == 0
  feature:
    seq:
      - id: header
        type: parallels::extension_feature
      - id: data
        size: header.len_data
        type:
          switch-on: header.magic
          cases:
            'parallels::feature::dirty_bitmap': dirty_bitmap
      - id: padding
        size: -header.len_data % 8
  dirty_bitmap:
    seq:
      - id: header
        type: parallels::dirty_bitmap
      - id: l1_table
        type: bitmap_slot
        repeat: expr
        repeat-expr: header.num_l1_entries
  bitmap_slot:
    seq:
      - id: entry
        type: parallels::dirty_bitmap_l1_entry
    instances:
      bits:
        io: _root._io
        pos: entry.sector * 512
        size: _root.cluster_size
        if: entry.sector > 1
        -instar-owner: bitmaps
