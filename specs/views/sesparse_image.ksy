# SPDX-License-Identifier: Apache-2.0
meta:
  id: sesparse_image
  title: SEsparse, a space-efficient sparse extent of an ESX host
  application:
    - VMware ESX
  file-extension:
    - vmdk
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/sesparse
  endian: le
doc: Both headers, grain directory, grain tables and grains.
doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/block/vmdk.c
seq:
  - id: header
    type: sesparse::const_header
    -instar-owner: header
instances:
  volatile_header:
    pos: header.volatile_header_sector * 512
    type: sesparse::volatile_header
    -instar-owner: header
  grain_directory:
    pos: header.grain_directory_sector * 512
    type: gd_slot(_index)
    repeat: expr
    repeat-expr: header.grain_directory_sectors * 64
    -instar-owner: l1
    -instar-index: sesparse::grain_directory
types:
  gd_slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: sesparse::grain_directory_entry
    instances:
      grain_table:
        io: _root._io
        pos: (_root.header.grain_tables_sector + entry.table * 64) * 512
        type: gt_slot(index * 4096 + _index)
        repeat: expr
        repeat-expr: 4096
        if: entry.is_allocated
        -instar-owner: l2
        -instar-index: sesparse::grain_table
  gt_slot:
    params:
      - id: number
        type: u8
        doc: Number of the grain on the disk.
    seq:
      - id: entry
        type: sesparse::grain_table_entry
    instances:
      guest_offset:
        value: number * 4096
      ofs_grain:
        value: (_root.header.grains_sector + entry.grain * 8) * 512
      grain:
        io: _root._io
        pos: ofs_grain
        size: 4096
        if: entry.is_allocated
        -instar-owner: data
        -instar-guest: guest_offset
