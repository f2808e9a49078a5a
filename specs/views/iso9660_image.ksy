# SPDX-License-Identifier: Apache-2.0
meta:
  id: iso9660_image
  title: Optical disc, its volume descriptors
  file-extension:
    - iso
  xref:
    wikidata: Q815823
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/iso9660
  endian: le
doc: The volume descriptors of a disc, up to the one that ends the list.
doc-ref: https://ecma-international.org/publications-and-standards/standards/ecma-119/
instances:
  descriptors:
    pos: 0x8000
    type: sector
    size: 2048
    repeat: until
    repeat-until: _.descriptor.type == iso9660::descriptor_type::terminator
    -instar-owner: header
types:
  sector:
    seq:
      - id: descriptor
        type: iso9660::volume_descriptor
