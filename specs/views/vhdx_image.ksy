# SPDX-License-Identifier: Apache-2.0
meta:
  id: vhdx_image
  title: VHDX, the whole file
  application:
    - Hyper-V
    - Microsoft Azure Stack
  file-extension:
    - vhdx
    - avhdx
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/vhdx
  endian: le
doc: |
  Headers, region tables, metadata, log and block allocation table of a VHDX.
  A view cannot compute checksums, so that `header` is the one with the larger
  sequence number, whether or not it is sound.
doc-ref: https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-vhdx/
seq:
  - id: identifier
    type: vhdx::file_identifier
    -instar-owner: header
instances:
  header_1:
    pos: 0x10000
    type: vhdx::header
    -instar-owner: header
  header_2:
    pos: 0x20000
    type: vhdx::header
    -instar-owner: header
  header:
    value: >-
      header_1.sequence_number > header_2.sequence_number ? header_1 : header_2
  region_table_1:
    pos: 0x30000
    type: region_table
    -instar-owner: header
  region_table_2:
    pos: 0x40000
    type: region_table
    -instar-owner: header
  metadata_region:
    pos: 0
    type: find_region(0, true)
  bat_region:
    pos: 0
    type: find_region(0, false)
  metadata:
    pos: metadata_region.found.file_offset
    type: metadata_table
    -instar-owner: metadata
  ofs_file_parameters:
    value: metadata.find_file_parameters.ofs_item
  file_parameters:
    pos: ofs_file_parameters
    type: vhdx::file_parameters
    -instar-owner: metadata
  virtual_disk_size:
    pos: metadata.find_virtual_disk_size.ofs_item
    type: vhdx::virtual_disk_size
    -instar-owner: metadata
  virtual_disk_id:
    pos: metadata.find_virtual_disk_id.ofs_item
    type: vhdx::virtual_disk_id
    -instar-owner: metadata
  logical_sector_size:
    pos: metadata.find_logical_sector_size.ofs_item
    type: vhdx::logical_sector_size
    -instar-owner: metadata
  physical_sector_size:
    pos: metadata.find_physical_sector_size.ofs_item
    type: vhdx::physical_sector_size
    -instar-owner: metadata
  parent_locator:
    pos: metadata.find_parent_locator.ofs_item
    type: parent_locator
    if: file_parameters.has_parent
    -instar-owner: metadata
  chunk_ratio:
    value: >-
      0x800000 * logical_sector_size.size / file_parameters.block_size
    doc: Payload blocks that one sector bitmap describes.
  num_blocks:
    value: >-
      (virtual_disk_size.size + file_parameters.block_size - 1)
      / file_parameters.block_size
  num_chunks:
    value: (num_blocks + chunk_ratio - 1) / chunk_ratio
  num_bat_entries:
    value: >-
      num_blocks == 0 ? 0
      : file_parameters.has_parent ? num_chunks * (chunk_ratio + 1)
      : num_blocks + (num_blocks - 1) / chunk_ratio
  bat:
    pos: bat_region.found.file_offset
    type: slot(_index)
    repeat: expr
    repeat-expr: num_bat_entries
    -instar-owner: bat
    -instar-index: vhdx::bat
    doc: After the entries of each chunk's blocks is that of its bitmap.
  log:
    pos: header.log_offset
    type: log_sector
    size: 4096
    repeat: expr
    repeat-expr: header.log_length / 4096
    -instar-owner: log
types:
  region_table:
    seq:
      - id: header
        type: vhdx::region_table_header
      - id: entries
        type: vhdx::region_table_entry
        repeat: expr
        repeat-expr: header.num_entries
  find_region:
    doc: The first region of a kind, from an entry on.
    params:
      - id: index
        type: u4
      - id: is_metadata
        type: bool
    instances:
      entry:
        value: _root.region_table_1.entries[index]
      matches:
        value: >-
          is_metadata ? entry.guid == [
          0x06, 0xa2, 0x7c, 0x8b, 0x90, 0x47, 0x9a, 0x4b,
          0xb8, 0xfe, 0x57, 0x5f, 0x05, 0x0f, 0x88, 0x6e]
          : entry.guid == [
          0x66, 0x77, 0xc2, 0x2d, 0x23, 0xf6, 0x00, 0x42,
          0x9d, 0x64, 0x11, 0x5e, 0x9b, 0xfd, 0x4a, 0x08]
      next:
        pos: 0
        type: find_region(index + 1, is_metadata)
        if: not matches
      found:
        value: 'matches ? entry : next.found.as<vhdx::region_table_entry>'
  metadata_table:
    seq:
      - id: header
        type: vhdx::metadata_table_header
      - id: entries
        type: vhdx::metadata_table_entry
        repeat: expr
        repeat-expr: header.num_entries
    instances:
      find_file_parameters:
        pos: 0
        type: >-
          find_item(0, [0x37, 0x67, 0xa1, 0xca, 0x36, 0xfa, 0x43, 0x4d,
          0xb3, 0xb6, 0x33, 0xf0, 0xaa, 0x44, 0xe7, 0x6b])
      find_virtual_disk_size:
        pos: 0
        type: >-
          find_item(0, [0x24, 0x42, 0xa5, 0x2f, 0x1b, 0xcd, 0x76, 0x48,
          0xb2, 0x11, 0x5d, 0xbe, 0xd8, 0x3b, 0xf4, 0xb8])
      find_virtual_disk_id:
        pos: 0
        type: >-
          find_item(0, [0xab, 0x12, 0xca, 0xbe, 0xe6, 0xb2, 0x23, 0x45,
          0x93, 0xef, 0xc3, 0x09, 0xe0, 0x00, 0xc7, 0x46])
      find_logical_sector_size:
        pos: 0
        type: >-
          find_item(0, [0x1d, 0xbf, 0x41, 0x81, 0x6f, 0xa9, 0x09, 0x47,
          0xba, 0x47, 0xf2, 0x33, 0xa8, 0xfa, 0xab, 0x5f])
      find_physical_sector_size:
        pos: 0
        type: >-
          find_item(0, [0xc7, 0x48, 0xa3, 0xcd, 0x5d, 0x44, 0x71, 0x44,
          0x9c, 0xc9, 0xe9, 0x88, 0x52, 0x51, 0xc5, 0x56])
      find_parent_locator:
        pos: 0
        type: >-
          find_item(0, [0x2d, 0x5f, 0xd3, 0xa8, 0x0b, 0xb3, 0x4d, 0x45,
          0xab, 0xf7, 0xd3, 0xd8, 0x48, 0x34, 0xab, 0x0c])
  find_item:
    doc: The first item with an identity, from an entry on.
    params:
      - id: index
        type: u4
      - id: guid
        type: bytes
    instances:
      entry:
        value: _root.metadata.entries[index]
      matches:
        value: entry.item_id == guid
      next:
        pos: 0
        type: find_item(index + 1, guid)
        if: not matches
      ofs_item:
        value: >-
          matches ? _root.metadata_region.found.file_offset + entry.offset
          : next.ofs_item.as<u8>
  parent_locator:
    seq:
      - id: header
        type: vhdx::parent_locator_header
      - id: pairs
        type: parent_pair
        repeat: expr
        repeat-expr: header.num_entries
  parent_pair:
    seq:
      - id: entry
        type: vhdx::parent_locator_entry
    instances:
      ofs_locator:
        value: _root.metadata.find_parent_locator.ofs_item
      key:
        io: _root._io
        pos: ofs_locator + entry.key_offset
        size: entry.key_length
        type: str
        encoding: UTF-16LE
        -instar-owner: metadata
      value:
        io: _root._io
        pos: ofs_locator + entry.value_offset
        size: entry.value_length
        type: str
        encoding: UTF-16LE
        -instar-owner: metadata
  slot:
    params:
      - id: index
        type: u8
    seq:
      - id: payload
        type: vhdx::payload_bat_entry
        if: not is_bitmap
      - id: sector_bitmap
        type: vhdx::sector_bitmap_bat_entry
        if: is_bitmap
    instances:
      is_bitmap:
        value: index % (_root.chunk_ratio + 1) == _root.chunk_ratio
      guest_offset:
        value: >-
          (index - index / (_root.chunk_ratio + 1))
          * _root.file_parameters.block_size
        if: not is_bitmap
      block:
        io: _root._io
        pos: payload.file_offset
        size: _root.file_parameters.block_size
        if: not is_bitmap and payload.is_present
        -instar-owner: data
        -instar-guest: guest_offset
      bitmap:
        io: _root._io
        pos: sector_bitmap.file_offset
        size: 0x100000
        if: >-
          is_bitmap and sector_bitmap.state
          == vhdx::sector_bitmap_state::present
        -instar-owner: bitmaps
  log_sector:
    seq:
      - id: signature
        size: 4
    instances:
      entry:
        pos: 0
        type: vhdx::log_entry_header
        if: signature == [0x6c, 0x6f, 0x67, 0x65]
        doc: Descriptors follow, in this sector and in the next ones.
      descriptors:
        pos: 64
        type: log_descriptor
        size: 32
        repeat: expr
        repeat-expr: >-
          entry.num_descriptors < 126 ? entry.num_descriptors : 126
        if: signature == [0x6c, 0x6f, 0x67, 0x65]
        doc: Those of this sector.
      data:
        pos: 0
        type: vhdx::log_data_sector
        if: signature == [0x64, 0x61, 0x74, 0x61]
  log_descriptor:
    seq:
      - id: signature
        size: 4
    instances:
      zero:
        pos: 0
        type: vhdx::log_zero_descriptor
        if: signature == [0x7a, 0x65, 0x72, 0x6f]
      data:
        pos: 0
        type: vhdx::log_data_descriptor
        if: signature == [0x64, 0x65, 0x73, 0x63]
