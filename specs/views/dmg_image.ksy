# SPDX-License-Identifier: Apache-2.0
meta:
  id: dmg_image
  title: Apple disk image (UDIF), the whole file
  application:
    - macOS
  file-extension:
    - dmg
  xref:
    wikidata: Q1161352
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/dmg
  encoding: UTF-8
  endian: be
doc: |
  The trailer, and what it leads to: the property list or the resource fork, with the tables of chunks in it. In the property list
  they are in base64, which `process` makes bytes of: a program that reads this file brings `base64_text`.
doc-ref: https://newosxbook.com/DMG.html
instances:
  trailer:
    pos: _io.size - 512
    type: dmg::trailer
    -instar-owner: header
  property_list:
    pos: trailer.ofs_property_list
    size: trailer.len_property_list
    type: str
    if: trailer.len_property_list != 0
    -instar-owner: metadata
  resource_fork:
    pos: trailer.ofs_resource_fork
    type: resource_fork
    if: trailer.len_resource_fork != 0
  resource_fork_bytes:
    pos: trailer.ofs_resource_fork
    size: trailer.len_resource_fork
    if: trailer.len_resource_fork != 0
    -instar-owner: metadata
  property_list_elements:
    pos: trailer.ofs_property_list
    size: trailer.len_property_list
    type: element_list
    if: trailer.len_property_list != 0 and trailer.len_resource_fork == 0
types:
  element_list:
    seq:
      - id: before
        type: str
        terminator: 0x3c
        eos-error: false
      - id: elements
        type: element
        repeat: eos
  element:
    doc: A tag and what follows it, up to the next one.
    seq:
      - id: tag
        type: str
        terminator: 0x3e
        eos-error: false
      - id: resource
        type: body
        terminator: 0x3c
        eos-error: false
        process: base64_text
        if: tag == "data"
      - id: text
        type: str
        terminator: 0x3c
        eos-error: false
        if: tag != "data"
  resource_fork:
    seq:
      - id: header
        type: dmg::fork_header
    instances:
      ofs_resources:
        value: _root.trailer.ofs_resource_fork + header.ofs_data
      resources:
        io: _root._io
        pos: ofs_resources
        type: resource
        repeat: until
        repeat-until: _io.pos >= ofs_resources + header.len_data
        if: header.len_data != 0
  resource:
    seq:
      - id: entry
        type: dmg::resource
      - id: body
        size: entry.len_body
        type: body
  body:
    instances:
      is_table:
        value: _io.size >= 244 and magic == 0x6d697368
      magic:
        pos: 0
        type: u4
        if: _io.size >= 4
      header:
        pos: 0
        type: dmg::table_header
        if: is_table
      chunks:
        pos: 204
        type: chunk(header.ofs_data, header.first_sector)
        repeat: expr
        repeat-expr: (_io.size - 204) / 40
        if: is_table
  chunk:
    params:
      - id: ofs_part
        type: u8
      - id: first_sector
        type: u8
    seq:
      - id: entry
        type: dmg::chunk
    instances:
      ofs_bytes:
        value: _root.trailer.ofs_data_fork + ofs_part + entry.ofs_data
      guest_offset:
        value: (first_sector + entry.first_sector) * 512
      is_stored:
        value: entry.type == dmg::chunk_type::stored
      bytes:
        io: _root._io
        pos: ofs_bytes
        size: entry.len_data
        if: entry.len_data != 0 and is_stored
        -instar-owner: data
        -instar-guest: guest_offset
      stream:
        io: _root._io
        pos: ofs_bytes
        size: entry.len_data
        if: entry.len_data != 0 and not is_stored
        -instar-owner: compressed
        -instar-guest: guest_offset
        -instar-guest-length: entry.num_sectors * 512
        doc: Compressed.
