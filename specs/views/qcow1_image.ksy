# SPDX-License-Identifier: Apache-2.0
meta:
  id: qcow1_image
  title: qcow, version 1, the whole file
  application:
    - QEMU
  file-extension:
    - qcow
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/qcow1
  encoding: UTF-8
  endian: be
doc: Everything that the header of a version 1 qcow leads to.
doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/master/block/qcow.c
seq:
  - id: header
    type: qcow1::header
    -instar-owner: header
instances:
  backing_file_name:
    pos: header.ofs_backing_file
    size: header.len_backing_file
    type: str
    if: header.ofs_backing_file != 0
    -instar-owner: header
  l1_table:
    pos: header.ofs_l1_table
    type: l1_slot(_index)
    repeat: expr
    repeat-expr: header.num_l1_entries
    -instar-owner: l1
    -instar-index: qcow1::l1_table
types:
  l1_slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: qcow1::l1_entry
    instances:
      l2_table:
        io: _root._io
        pos: entry.ofs_l2_table
        type: >-
          l2_slot(index * _root.header.num_l2_entries + _index,
          entry.ofs_l2_table + _index * sizeof<qcow1::l2_entry>)
        repeat: expr
        repeat-expr: _root.header.num_l2_entries
        if: entry.ofs_l2_table != 0
        -instar-owner: l2
        -instar-index: qcow1::l2_table
  l2_slot:
    params:
      - id: number
        type: u8
        doc: Number of the cluster on the disk.
      - id: ofs_entry
        type: u8
    seq:
      - id: entry
        type: qcow1::l2_entry
    instances:
      guest_offset:
        value: number << _root.header.cluster_bits
      cluster:
        io: _root._io
        pos: entry.host_offset
        size: _root.header.cluster_size
        if: not entry.compressed and entry.host_offset != 0
        -instar-owner: data
        -instar-guest: guest_offset
      compressed_entry:
        io: _root._io
        pos: ofs_entry
        type: qcow1::compressed_entry(_root.header.cluster_bits)
        if: entry.compressed
        doc: What the entry is when its cluster is compressed.
      compressed:
        io: _root._io
        pos: compressed_entry.host_offset
        size: compressed_entry.len_data
        if: entry.compressed
        -instar-owner: compressed
        -instar-guest: guest_offset
        -instar-guest-length: _root.header.cluster_size
        doc: A deflate stream.
