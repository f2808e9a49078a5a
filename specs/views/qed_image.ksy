# SPDX-License-Identifier: Apache-2.0
meta:
  id: qed_image
  title: QED, the whole file
  application:
    - QEMU
  file-extension:
    - qed
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/qed
  encoding: UTF-8
  endian: le
doc: Everything that the header of a QED leads to.
doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/master/docs/interop/qed_spec.rst
seq:
  - id: header
    type: qed::header
    -instar-owner: header
instances:
  backing_file_name:
    pos: header.ofs_backing_file
    size: header.len_backing_file
    type: str
    if: header.has_backing_file
    -instar-owner: header
  l1_table:
    pos: header.ofs_l1_table
    type: l1_slot(_index)
    repeat: expr
    repeat-expr: header.num_table_entries
    -instar-owner: l1
    -instar-index: qed::l1_table
types:
  l1_slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: qed::table_entry
    instances:
      l2_table:
        io: _root._io
        pos: entry.offset
        type: l2_slot(index * _root.header.num_table_entries + _index)
        repeat: expr
        repeat-expr: _root.header.num_table_entries
        if: entry.offset != 0
        -instar-owner: l2
        -instar-index: qed::l2_table
  l2_slot:
    params:
      - id: number
        type: u8
        doc: Number of the cluster on the disk.
    seq:
      - id: entry
        type: qed::table_entry
    instances:
      guest_offset:
        value: number * _root.header.cluster_size
      reads_as_zero:
        value: entry.offset == 1
      cluster:
        io: _root._io
        pos: entry.offset
        size: _root.header.cluster_size
        if: entry.offset > 1
        -instar-owner: data
        -instar-guest: guest_offset
