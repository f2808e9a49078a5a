# SPDX-License-Identifier: Apache-2.0
meta:
  id: iso9660
  title: Optical disc file system (ECMA-119)
  license: Apache-2.0
  endian: le
doc: |
  The file system of CD-ROMs. To every tool that deals in disk images such a file is a raw image; it is recognised so that one
  can be recognised as one. The first sixteen sectors of 2048 bytes belong to the system (a hybrid image has an MBR there);
  volume descriptors follow.
doc-ref: https://ecma-international.org/publications-and-standards/standards/ecma-119/ ECMA-119, 4th edition, section 9.1 (volume descriptors)
-instar-id: 17
-instar-magic:
  - offset: 0x8001
    hex: 43 44 30 30 31
    -instar-c: [place, value, size]
    doc: The text `CD001` in the first volume descriptor.
-instar-strings:
  - {id: signature_udf_2, text: NSR02, doc: "What is in its place on a volume with UDF, second edition."}
  - {id: signature_udf_3, text: NSR03, doc: The same of the third edition.}
instances:
  ofs_volume_descriptor:
    value: 0x8000
    -instar-unit: bytes
    -instar-c: false
    doc: Where the first volume descriptor is, sector 16.
  sector_size:
    value: 2048
    -instar-unit: bytes
    -instar-c: false
    doc: Bytes in a sector.
types:
  volume_descriptor:
    doc: Start of a volume descriptor, one sector long.
    doc-ref: https://ecma-international.org/publications-and-standards/standards/ecma-119/ ECMA-119, section 9.1 (format of a volume descriptor)
    seq:
      - id: type
        type: u1
        enum: descriptor_type
        -instar-any: further types are allowed
        doc: What the descriptor describes.
      - id: identifier
        contents: [0x43, 0x44, 0x30, 0x30, 0x31]
        doc: The text `CD001`.
      - id: version
        type: u1
        valid:
          min: 1
          max: 2
        doc: 1; 2 in an enhanced volume descriptor.
enums:
  descriptor_type:
    0:
      id: boot_record
      doc: How to start a system from the disc (El Torito).
    1:
      id: primary
      doc: The file system.
    2:
      id: supplementary
      doc: The file system again with other names, such as Joliet's.
    3:
      id: partition
      doc: A part of the volume.
    255:
      id: terminator
      doc: No further descriptor follows.
