# SPDX-License-Identifier: Apache-2.0
meta:
  id: iso9660
  title: Optical disc file systems (ECMA-119, and how UDF is recognised)
  license: Apache-2.0
  endian: le
doc: |
  The file system of CD-ROMs. To every tool that deals in disk images such a file is a raw image; it is recognised so that one
  can be recognised as one. The first sixteen sectors of 2048 bytes belong to the system (a hybrid image has an MBR there);
  volume descriptors follow, one in each sector.

  A volume with UDF alone has the descriptors of ECMA-167 there: `BEA01` begins an area, `NSR02` or `NSR03` says that the volume is one of
  ECMA-167 (second or third edition), `TEA01` ends the area; `BOOT2` may be between. A bridge disc has those of ECMA-119 first.
doc-ref: https://ecma-international.org/publications-and-standards/standards/ecma-119/ ECMA-119, 4th edition, section 9.1 (volume descriptors)
-instar-id: 17
-instar-programs:
  - name: mkudffs
    writes: The descriptors BEA01, NSR03 and TEA01 from sector 16 on, and none of ISO 9660.
    seen: udf
  - name: qemu
    reads: As raw.
    run: qemu-img 5.2, 7.2, 10.0, 11.1
-instar-samples:
  - id: udf
    program: mkudffs of udftools 2.3
    made: truncate -s 8M udf; mkudffs --utf8 udf
    sha256: 9e18eca882d6809bd246435b05a52ab4a22f31deb383547bf3fa04ded3396b82
    file: tests/samples/udf.xz
-instar-magic:
  - offset: 0x8001
    hex: 43 44 30 30 31
    -instar-c: [place, value, size]
    doc: The text `CD001` in the first volume descriptor.
-instar-strings:
  - {id: extended_area_begin, text: BEA01, doc: "Identifier of the first descriptor of ECMA-167 (2/9.2)."}
  - {id: extended_area_end, text: TEA01, doc: "Identifier of the descriptor after which no other is looked for (ECMA-167, 2/9.3)."}
  - {id: udf_2, text: NSR02, doc: "Identifier of a descriptor of ECMA-167, second edition (3/9.1): UDF up to 1.50."}
  - {id: udf_3, text: NSR03, doc: "The same of the third edition: UDF from 2.00 on."}
instances:
  ofs_volume_descriptor:
    value: 0x8000
    -instar-unit: bytes
    -instar-c: false
    doc: Where the first volume descriptor is, sector 16.
  sector_size:
    value: 2048
    -instar-unit: bytes
    doc: |
      Bytes in a sector. A volume of ECMA-167 whose sectors have 4096 bytes has its descriptors twice as far apart, with zeros between them.
  max_descriptors:
    value: 32
    -instar-own: true
    doc: Sectors from the first descriptor on in which instar looks for the identifier of UDF.
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
