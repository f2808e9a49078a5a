# SPDX-License-Identifier: Apache-2.0
meta:
  id: luks_image
  title: LUKS volume, the whole file
  application:
    - cryptsetup
    - QEMU
  file-extension:
    - luks
  xref:
    wikidata: Q29000504
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/luks
  encoding: UTF-8
  endian: be
doc: |
  A volume with version 1 has its header, the key material of its slots and
  the payload; one with version 2 has a header with a JSON text after it.
doc-ref: https://gitlab.com/cryptsetup/cryptsetup/-/wikis/LUKS-standard/on-disk-format.pdf
instances:
  version:
    pos: 6
    type: u2
  phdr:
    pos: 0
    type: luks::phdr
    if: version == 1
    -instar-owner: header
  key_material:
    pos: 0
    type: key_material(_index)
    repeat: expr
    repeat-expr: 8
    if: version == 1
  payload:
    pos: phdr.ofs_payload
    size: _io.size - phdr.ofs_payload
    if: version == 1 and phdr.ofs_payload < _io.size
    -instar-owner: data
    -instar-guest: 0
  header2:
    pos: 0
    type: luks::header2
    if: version == 2
    -instar-owner: header
  json_area:
    pos: 4096
    size: header2.len_header - 4096
    type: strz
    if: version == 2
    -instar-owner: descriptor
  header2_copy:
    pos: header2.len_header
    type: luks::header2
    if: version == 2 and header2.len_header + 4096 <= _io.size
    -instar-owner: header
  json_area_copy:
    pos: header2.len_header + 4096
    size: header2.len_header - 4096
    type: strz
    if: version == 2 and 2 * header2.len_header <= _io.size
    -instar-owner: descriptor
types:
  key_material:
    params:
      - id: index
        type: u4
    instances:
      slot:
        value: _root.phdr.key_slots[index]
      material:
        io: _root._io
        pos: slot.key_material_sector * 512
        size: _root.phdr.len_key * slot.stripes
        if: slot.state == luks::slot_state::active
        -instar-owner: keys
