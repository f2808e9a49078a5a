# SPDX-License-Identifier: Apache-2.0
meta:
  id: cloop_image
  title: Compressed loop image, the whole file
  application:
    - Knoppix
  file-extension:
    - cloop
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/cloop
  endian: be
doc: Header, offsets and compressed blocks.
doc-ref: https://github.com/KlausKnopper/cloop
seq:
  - id: header
    type: cloop::header
    -instar-owner: header
  - id: offsets
    type: cloop::offset
    repeat: expr
    repeat-expr: header.num_blocks + 1
    -instar-owner: bat
instances:
  blocks:
    pos: 0
    type: block(_index)
    repeat: expr
    repeat-expr: header.num_blocks
    -instar-index: cloop::offsets
types:
  block:
    params:
      - id: index
        type: u8
    instances:
      guest_offset:
        value: index * _root.header.len_block
      ofs_stream:
        value: _root.offsets[index].place
      len_stream:
        value: _root.offsets[index + 1].place - ofs_stream
      stream:
        io: _root._io
        pos: ofs_stream
        size: len_stream
        -instar-owner: compressed
        -instar-guest: guest_offset
        -instar-guest-length: _root.header.len_block
        doc: A zlib stream (RFC 1950).
