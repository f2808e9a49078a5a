# SPDX-License-Identifier: Apache-2.0
meta:
  id: vmdk_cowd
  title: VMDK, a COWD extent of an ESX host
  application:
    - VMware ESX
  file-extension:
    - vmdk
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/vmdk
  endian: le
doc: A sparse extent on VMFS, with its directory, tables and grains.
doc-ref: https://github.com/libyal/libvmdk/tree/main/documentation
seq:
  - id: header
    type: vmdk::cowd_header
    -instar-owner: header
instances:
  grain_directory:
    pos: header.gd_sector * 512
    type: gd_slot(_index)
    repeat: expr
    repeat-expr: header.num_gd_entries
    -instar-owner: l1
    -instar-index: vmdk::cowd_directory
types:
  gd_slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: vmdk::grain_directory_entry
    instances:
      grain_table:
        io: _root._io
        pos: entry.table_offset
        type: gt_slot(index * 4096 + _index)
        repeat: expr
        repeat-expr: 4096
        if: entry.is_allocated
        -instar-owner: l2
        -instar-index: vmdk::cowd_table
  gt_slot:
    params:
      - id: number
        type: u8
        doc: Number of the grain on the disk.
    seq:
      - id: entry
        type: vmdk::grain_table_entry
    instances:
      guest_offset:
        value: number * _root.header.grain_sectors * 512
      grain:
        io: _root._io
        pos: entry.grain_offset
        size: _root.header.grain_sectors * 512
        if: entry.is_allocated
        -instar-owner: data
        -instar-guest: guest_offset
