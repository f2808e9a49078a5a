# SPDX-License-Identifier: Apache-2.0
meta:
  id: raw_image
  title: Partitioned disk, the whole file
  file-extension:
    - img
    - raw
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/raw
  encoding: UTF-8
  endian: le
doc: |
  Partition tables of a disk with sectors of 512 bytes: the MBR and, where a
  protective partition announces it, both GUID partition tables.
doc-ref: https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html
instances:
  disk:
    pos: 0
    size: _io.size
    -instar-owner: data
    -instar-guest: 0
    -instar-below: true
    doc: All of the file, also where tables are.
  mbr:
    pos: 0
    type: raw::mbr
  gpt_signature:
    pos: 512
    size: 8
    if: _io.size >= 1024
  gpt_signature_4k:
    pos: 4096
    size: 8
    if: _io.size >= 8192
  has_gpt_512:
    value: >-
      _io.size >= 1024
      and gpt_signature == [0x45, 0x46, 0x49, 0x20, 0x50, 0x41, 0x52, 0x54]
  has_gpt_4k:
    value: >-
      _io.size >= 8192 and not has_gpt_512
      and gpt_signature_4k == [0x45, 0x46, 0x49, 0x20, 0x50, 0x41, 0x52, 0x54]
  has_gpt:
    value: has_gpt_512 or has_gpt_4k
  len_sector:
    value: "has_gpt_4k ? 4096 : 512"
    doc: The unit of the places in a GPT; that of an MBR alone is not known.
  gpt:
    pos: len_sector
    type: gpt
    if: has_gpt
  gpt_copy:
    pos: gpt.header.alternate_sector * len_sector
    type: gpt
    if: has_gpt and (gpt.header.alternate_sector + 1) * len_sector <= _io.size
types:
  gpt:
    seq:
      - id: header
        type: raw::gpt_header
        -instar-owner: header
    instances:
      entries:
        io: _root._io
        pos: header.entries_sector * _root.len_sector
        type: partition
        size: header.len_entry
        repeat: expr
        repeat-expr: header.num_entries
        -instar-owner: metadata
  partition:
    seq:
      - id: entry
        type: raw::gpt_entry
