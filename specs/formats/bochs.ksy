# SPDX-License-Identifier: Apache-2.0
meta:
  id: bochs
  title: Bochs growing disk image
  license: Apache-2.0
  endian: le
doc: |
  The sparse image of the Bochs emulator ("growing" redolog). Declared as far as detection needs it, with the sizes.
doc-ref: https://bochs.sourceforge.io/cgi-bin/lxr/source/iodev/hdimage/hdimage.h Bochs, redolog_header_t
-instar-id: 14
-instar-magic:
  - offset: 0
    hex: 42 6f 63 68 73 20 56 69 72 74 75 61 6c 20 48 44 20 49 6d 61 67 65 00
    doc: The text `Bochs Virtual HD Image` with its terminator.
seq:
  - id: header
    type: header
    doc: First bytes of the file.
types:
  header:
    doc: |
      Start of the file. The disk's size follows at an offset that depends on the version: 84 in version 1, 88 in version 2.
    doc-ref: https://bochs.sourceforge.io/cgi-bin/lxr/source/iodev/hdimage/hdimage.h Bochs, redolog_header_t
    seq:
      - id: magic
        contents: [0x42, 0x6f, 0x63, 0x68, 0x73, 0x20, 0x56, 0x69, 0x72, 0x74, 0x75, 0x61, 0x6c, 0x20, 0x48, 0x44, 0x20, 0x49, 0x6d,
                   0x61, 0x67, 0x65, 0]
        -instar-qemu: Image not in Bochs format
        -instar-c: [value, size]
        doc: The text `Bochs Virtual HD Image` with its terminator.
      - id: unused
        size: 9
        -instar-any: readers stop at the terminator
        doc: Rest of the magic's 32 bytes, zeros.
      - id: type
        contents: [0x52, 0x65, 0x64, 0x6f, 0x6c, 0x6f, 0x67, 0]
        -instar-qemu: Image not in Bochs format
        doc: The text `Redolog` with its terminator.
      - id: unused_type
        size: 8
        -instar-any: readers stop at the terminator
        doc: Rest of the type's 16 bytes, zeros.
      - id: subtype
        contents: [0x47, 0x72, 0x6f, 0x77, 0x69, 0x6e, 0x67, 0]
        -instar-qemu: Image not in Bochs format
        doc: The text `Growing` with its terminator. Others, such as `Undoable`, are not images of their own.
      - id: unused_subtype
        size: 8
        -instar-any: readers stop at the terminator
        doc: Rest of the subtype's 16 bytes, zeros.
      - id: version
        type: u4
        valid:
          any-of: [0x10000, 0x20000]
        -instar-qemu: Image not in Bochs format
        doc: 0x00010000 for version 1, 0x00020000 for version 2.
      - id: len_header
        -orig-id: header
        type: u4
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Bytes before the catalog, 512.
      - id: num_catalog_entries
        -orig-id: catalog
        type: u4
        -instar-any: detection does not need it
        doc: Entries in the catalog, one for each extent.
      - id: len_bitmap
        -orig-id: bitmap
        type: u4
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Bytes of the bitmap before each extent.
      - id: len_extent
        -orig-id: extent
        type: u4
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Bytes in an extent.
