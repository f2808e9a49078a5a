# SPDX-License-Identifier: Apache-2.0
meta:
  id: vmdk_image
  title: VMDK, a hosted sparse extent
  application:
    - VMware
    - QEMU
    - VirtualBox
  file-extension:
    - vmdk
  xref:
    wikidata: Q2658179
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/vmdk
  encoding: UTF-8
  endian: le
doc: |
  A sparse extent: header or footer, embedded descriptor, grain directories,
  grain tables and grains.
doc-ref: https://www.vmware.com/support/developer/vddk/vmdk_50_technote.pdf
instances:
  first_header:
    pos: 0
    type: vmdk::sparse_header
    -instar-owner: header
  footer:
    pos: _io.size - 1536
    type: vmdk::footer
    if: first_header.has_footer
    -instar-owner: header
  header:
    value: 'first_header.has_footer ? footer.header : first_header'
    doc: The footer's, where there is one.
  descriptor:
    pos: first_header.descriptor_sector * 512
    size: first_header.descriptor_sectors * 512
    type: strz
    if: first_header.descriptor_sector != 0
    -instar-owner: descriptor
  num_tables:
    value: >-
      (header.capacity + header.grain_sectors * header.num_gtes_per_gt - 1)
      / (header.grain_sectors * header.num_gtes_per_gt)
  grain_directory:
    pos: header.gd_sector * 512
    type: gd_slot(_index)
    repeat: expr
    repeat-expr: num_tables
    -instar-owner: l1
    -instar-index: vmdk::grain_directory
  redundant_grain_directory:
    pos: header.redundant_gd_sector * 512
    type: gd_slot(_index)
    repeat: expr
    repeat-expr: num_tables
    if: header.has_redundant_gd
    -instar-owner: l1
    -instar-trees: true
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
        type: gt_slot(index * _root.header.num_gtes_per_gt + _index)
        repeat: expr
        repeat-expr: _root.header.num_gtes_per_gt
        if: entry.is_allocated
        -instar-owner: l2
        -instar-index: vmdk::grain_table
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
      is_present:
        value: >-
          entry.is_allocated
          and not (_root.header.has_zeroed_grain and entry.sector == 1)
      grain:
        io: _root._io
        pos: entry.grain_offset
        size: _root.header.grain_sectors * 512
        if: is_present and not _root.header.is_compressed
        -instar-owner: data
        -instar-guest: guest_offset
      marker:
        io: _root._io
        pos: entry.grain_offset
        type: vmdk::grain_marker
        if: is_present and _root.header.is_compressed
        doc: The compressed data follow it.
      compressed:
        io: _root._io
        pos: entry.grain_offset
        size: sizeof<vmdk::grain_marker> + marker.len_data
        if: is_present and _root.header.is_compressed
        -instar-owner: compressed
        -instar-guest: guest_offset
        -instar-guest-length: _root.header.grain_sectors * 512
        doc: The marker and a zlib stream.
