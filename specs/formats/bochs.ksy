# SPDX-License-Identifier: Apache-2.0
meta:
  id: bochs
  title: Bochs growing disk image
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  The sparse image of the Bochs emulator ("growing" redolog): a header, a catalog with one 32-bit entry for each extent of the disk, and
  the extents. An extent is appended when the first sector of it is written; before its data is a bitmap with a bit for each sector,
  set where the sector was written; the first sector has the lowest bit of the first byte. What no extent holds, and each sector
  whose bit is clear, reads as zeros. Everything is little-endian.
doc-ref: https://bochs.sourceforge.io/cgi-bin/lxr/source/iodev/hdimage/hdimage.h Bochs, redolog_header_t
-instar-id: 14
-instar-programs:
  - name: qemu
    reads: Version 1 and 2 of growing images, to read only.
    run: qemu-img 5.2, 7.2, 10.0, 11.1; both versions read, version 3, another type and another subtype refused, writing refused
  - name: Bochs
    writes: "Growing images of redolog type, version 2: from 512 extents of 4 KiB on, length and number are doubled in turn until the disk has room."
    reads: Version 1 as well. It looks for the catalog at byte 512, whatever `len_header` says.
    source: https://github.com/bochs-emu/Bochs/blob/master/bochs/iodev/hdimage/hdimage.cc Bochs, make_header, check_format and read of redolog_t
    seen: bochs_growing
-instar-samples:
  - id: bochs_growing
    program: bximage of Bochs 2.7
    made: bximage -func=convert -imgmode=growing, of a flat image of 16515072 bytes with text at 0x123400 and 0x7fff00
    sha256: 139f32c18033b7bd7867bc0866296356111d6eedb7d87cbe3af5c4a75d4448ae
    file: tests/samples/bochs_growing.xz
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean, and a worked example of an image that `bximage` made; who writes and reads it."}
  - {date: 2026-11-30, doc: "The format's rule of the catalog, and qemu's limit apart."}
-instar-examples:
  - {sample: bochs_growing, offset: 0x123406}
-instar-places:
  - {id: header, type: header, at: 0}
  - id: catalog
    type: catalog_entry
    at: header.len_header
    count: header.num_catalog_entries
    index: offset / header.len_extent
    positive: [len_extent]
    doc: One entry for each extent of the disk.
  - id: extent
    size: header.len_extent
    at: header.data_offset + catalog.extent * (header.bitmap_sectors * 512 + header.len_extent) + header.bitmap_sectors * 512
    byte: offset % header.len_extent
    doc: After its bitmap, a bit for each sector.
-instar-magic:
  - offset: 0
    hex: 42 6f 63 68 73 20 56 69 72 74 75 61 6c 20 48 44 20 49 6d 61 67 65 00
    doc: The text `Bochs Virtual HD Image` with its terminator.
seq:
  - id: header
    type: header
    doc: First bytes of the file.
  - id: end_1
    type: end_1
    if: header.version == 0x10000
    doc: The disk's size in version 1.
  - id: end_2
    type: end_2
    if: header.version == 0x20000
    doc: The disk's size in version 2.
instances:
  catalog:
    pos: header.len_header
    type: catalog_entry
    repeat: expr
    repeat-expr: header.num_catalog_entries
    -instar-bound: 1048576
    doc: The catalog.
  version_1:
    value: 0x10000
    doc: The version whose header has no time.
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: What bitmaps and extents are counted in.
  min_extent_bytes:
    value: 512
    -instar-unit: bytes
    doc: Shortest extent. `bximage` makes none below 4 KiB.
  max_extent_bytes:
    value: 0x800000
    -instar-unit: bytes
    doc: Longest extent, 8 MiB.
types:
  header:
    doc: Start of the file, up to what depends on the version.
    doc-ref: https://bochs.sourceforge.io/cgi-bin/lxr/source/iodev/hdimage/hdimage.h Bochs, redolog_header_t
    -instar-faults:
      - id: extent_too_small
        field: len_extent
        text: is {value}, less than {min_extent_bytes}
        qemu: Extent size must be at least {min_extent_bytes}
        doc: An extent holds a sector.
      - id: extent_uneven
        field: len_extent
        text: is {value}, not a power of two
        qemu: Extent size {value} is not a power of two
        doc: Extents are a power of two long.
      - id: extent_too_large
        field: len_extent
        text: is {value}, more than {max_extent_bytes:#x}
        qemu: Extent size {value} is too large
        doc: The longest are 8 MiB.
      - id: catalog_too_small
        field: num_catalog_entries
        text: is {value}, too few extents for the disk
        qemu: Catalog size is too small for this disk size
        doc: Each extent of the disk has an entry.
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
        -instar-any: what is past the end of the file reads as zeros
        -instar-unit: bytes
        doc: Where the catalog is, 512.
      - id: num_catalog_entries
        -orig-id: catalog
        type: u4
        -instar-any: as many as the disk has extents
        -instar-qemu-valid:
          max: 1048576
          doc: as many as 8 TiB need
        -instar-qemu: Catalog size is too large
        -instar-c: [place]
        doc: Entries in the catalog, one for each extent.
      - id: len_bitmap
        -orig-id: bitmap
        type: u4
        -instar-any: readers round it up to sectors
        -instar-unit: bytes
        doc: Bytes of the bitmap before each extent.
      - id: len_extent
        -orig-id: extent
        type: u4
        -instar-any: faults of the header have its rules
        -instar-unit: bytes
        -instar-c: [place]
        doc: Bytes in an extent, a power of two from 512 bytes to 8 MiB.
    instances:
      bitmap_sectors:
        value: (len_bitmap + 0xffffffff) % 0x100000000 / 512 + 1
        -instar-unit: sectors
        doc: Sectors of the bitmap before each extent. One of no bytes counts as one of 2^32.
      data_offset:
        value: len_header + num_catalog_entries * 4
        -instar-unit: bytes
        doc: Where the first extent's bitmap is.
  end_1:
    doc: What follows the header in version 1.
    seq:
      - id: len_disk
        -orig-id: disk
        type: u8
        -instar-any: the catalog bounds it
        -instar-unit: bytes
        doc: Bytes of the disk. What is left of a sector does not count.
  end_2:
    doc: What follows the header in version 2.
    seq:
      - id: timestamp
        type: u4
        -instar-any: readers do not look
        doc: A date and a time in FAT's form, the date in the upper half; 0 in a new image.
        -instar-practice:
          - text: Bochs sets it to the time of the file's last change whenever it opens the image.
            source: https://github.com/bochs-emu/Bochs/blob/master/bochs/iodev/hdimage/hdimage.cc Bochs, redolog_t::open
            seen: bochs_growing
      - id: len_disk
        -orig-id: disk
        type: u8
        -instar-any: the catalog bounds it
        -instar-unit: bytes
        doc: Bytes of the disk. What is left of a sector does not count.
  catalog_entry:
    doc: Which of the extents in the file has this part of the disk.
    -instar-entry:
      - {means: hole, if: extent == unused}
      - {means: data}
    -instar-faults:
      - id: out_of_reach
        field: extent
        text: is {value}, past what a file can reach
        doc: An extent of such a number is nowhere.
    seq:
      - id: extent
        type: u4
        -instar-any: what is past the end of the file reads as zeros
        doc: Its number, in the order of the file; 0xffffffff where there is none.
    instances:
      unused:
        value: 0xffffffff
        doc: Where the disk has no extent.
      is_allocated:
        value: extent != unused
        doc: Whether the file has an extent for this part of the disk.
