# SPDX-License-Identifier: Apache-2.0
meta:
  id: vdi
  title: VDI, the disk image of VirtualBox
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  A VDI is a header, a block map with one 32-bit entry for each block of the disk, and the blocks. Everything is
  little-endian. A dynamic image appends a block when it is first written; a static image has them all from the start, in
  order. A differencing image (undo or snapshot) refers by UUID to a parent, in which it reads the blocks that it lacks.

  Only version 1.1 of the format is in use: VirtualBox 1.1 introduced it in 2007, before the program was published. VirtualBox still
  reads version 0, see `header_0`.
doc-ref: https://www.virtualbox.org/browser/vbox/trunk/src/VBox/Storage/VDICore.h VirtualBox, VDICore.h
-instar-id: 25
-instar-programs:
  - name: VirtualBox
    since: 1.1 for version 1.1 of the format
    writes: A header of 400 bytes, the map and the data each at a multiple of its alignment, 1 MiB today, geometries of 0 until a machine had the disk. Creation UUID new, modification UUID with each change.
    reads: "Major version 1, and 0 with `0x00000002`. Kinds 1 to 4; a header of at least 384 bytes; a map after byte 456 and data after the map; blocks of any power of two from 2 on; `len_block_extra` 0 or a power of two; not more blocks in the file than in the map; UUIDs of image and modification that are not zero; a last geometry with sectors of 512."
    source: https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VDI.cpp VirtualBox 7, VDI.cpp
  - name: qemu
    writes: A header of 384 bytes, the map at 512, the data at the next multiple of 512, blocks of 1 MiB.
    reads: Version 1.1 with blocks of 1 MiB and without parent; kind, header size and extra bytes as they come.
    run: qemu-img 5.2, 7.2, 10.0, 11.1
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean, and a worked example; who writes and reads it."}
-instar-examples:
  - {image: vdi-dyn.vdi, offset: 0x1527a94}
-instar-places:
  - {id: header, type: header, at: 0}
  - id: block_map
    type: block_map_entry
    at: header.ofs_block_map
    count: header.blocks_in_image
    index: offset / header.block_size
    doc: One entry for each block of the disk.
  - id: block
    size: header.block_size
    at: header.ofs_data + block_map.block * header.block_size
    byte: offset % header.block_size
    doc: A block of the disk, in the order in which blocks were first written.
-instar-strings:
  - {id: qemu_text, text: "<<< QEMU VM Virtual Disk Image >>>\n", doc: "The header's `text` in an image of qemu."}
-instar-magic:
  - offset: 64
    hex: "7f10dabe"
    doc: The signature, after the text for people.
seq:
  - id: header
    type: header
    doc: Preheader and header of version 1.1.
instances:
  block_map:
    pos: header.ofs_block_map
    type: block_map_entry
    repeat: expr
    repeat-expr: header.blocks_in_image
    -instar-bound: 536870784
    doc: The block map.
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: The only sector size in use. Map and data begin on such a boundary.
  block_size:
    value: 0x100000
    -instar-unit: bytes
    doc: Block size that VirtualBox writes unless it is configured otherwise, 1 MiB, and the only one that qemu opens.
  max_blocks:
    value: (0x80000000 - 512) / 4
    -instar-unit: blocks
    doc: |
      Most blocks that qemu opens, 536870784, a block map of just under 2 GiB: the map with its rounding to sectors has to stay below
      what a signed 32-bit number can count.
  max_disk_size:
    value: ((0x80000000 - 512) / 4) * 0x100000
    -instar-unit: bytes
    doc: Largest disk that qemu opens, `max_blocks` blocks of 1 MiB, a little below 512 TiB.
  default_block_map_offset:
    value: 512
    -instar-unit: bytes
    doc: Where qemu puts the block map, after the header.
  virtualbox_block_map_offset:
    value: 0x100000
    -instar-unit: bytes
    -instar-c: false
    doc: Where today's VirtualBox puts the block map, so that map and data are aligned to blocks. Old versions used 512.
  map_alignment:
    value: 512
    -instar-unit: bytes
    doc: The block map is padded to this before the data begins. VirtualBox aligns to 1 MiB.
  virtualbox_header_size:
    value: 400
    -instar-unit: bytes
    -instar-c: false
    doc: What VirtualBox puts in `header_size`, the header from that field on with all of its later parts.
  qemu_header_size:
    value: 384
    -instar-unit: bytes
    doc: What qemu puts in `header_size`.
  supported_major:
    value: 1
    doc: The only major version in use.
  supported_minor:
    value: 1
    doc: The only minor version in use.
types:
  header:
    doc: Identity, kind and size of the image, and where its map and data are. The first 512 bytes of the file.
    doc-ref:
      - VDICore.h, VDIPREHEADER and VDIHEADER1PLUS
      - https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VDI.cpp VDI.cpp, vdiValidateHeader, for the rules of the format
    -instar-practice:
      - text: The text that VirtualBox and qemu put in front of the signature is for people; neither compares it.
        source: https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VDI.cpp VDI.cpp, vdiValidatePreHeader
        run: qemu-img 5.2, 7.2, 10.0, 11.1
      - text: |
          A header that is cut short reads as if it went on with zeros. qemu reads an image of any kind, differencing ones without parent
          included, and an image whose block map or data begins at 0 by its header, inside the header.

          The rules of qemu are checked in this order: size of the disk, signature, version, and then field by field.
        run: qemu-img 5.2, 7.2, 10.0, 11.1
    -instar-faults:
      - id: bad_version
        field: version_major
        text: is {value}, with minor version {extra0}, must be 1.1
        qemu: "unsupported VDI image (version {value}.{extra0})"
        doc: Another version than 1.1.
      - id: too_large
        field: disk_size
        text: is {value}, more than the largest, {max_disk_size:#x}
        qemu: "Unsupported VDI image size (size is 0x{value:x}, max supported is {max_disk_size:#x})"
        doc: More blocks than `max_blocks` would be needed.
      - id: too_few_blocks
        field: disk_size
        text: is {value}, the block map has room for {extra0}
        qemu: "unsupported VDI image (disk size {value}, image bitmap has room for {extra0})"
        doc: |
          `blocks_in_image` x `block_size`, the extra number, must reach the disk size, which is rounded up to 512 for this and in the value
          that is reported.
      - id: block_map_past_end
        field: ofs_block_map
        text: is {value}, the block map leaves the file
        doc: The map must lie in the file whole. qemu reads what is missing as zeros, that is as block 0 of the data.
      - id: check_blocks_allocated
        field: blocks_allocated
        text: is {value}, and the map has {extra0}
        qemu: "ERROR: allocated blocks mismatch, is {extra0}, should be {value}"
        doc: Writers append where this count says that the file ends.
    seq:
      - id: text
        -orig-id: szFileInfo
        size: 64
        -instar-any: a text for people, ended by zero bytes
        doc: "`<<< Oracle VM VirtualBox Disk Image >>>` or an older company's name, `<<< QEMU VM Virtual Disk Image >>>` from qemu."
      - id: magic
        -orig-id: u32Signature
        type: u4
        valid:
          eq: 0xbeda107f
        -instar-qemu: "Image not in VDI format (bad signature {value:08x})"
        -instar-c: [place, peek, value]
        doc: Signature, the bytes 7f 10 da be. It is after the text, at byte 64.
      - id: version_minor
        -orig-id: u32Version (low half)
        type: u2
        -instar-any: reported together with the major version by the fault `bad_version`
        -instar-c: [peek]
        doc: Minor version, 1.
      - id: version_major
        -orig-id: u32Version (high half)
        type: u2
        -instar-any: reported together with the minor version by the fault `bad_version`
        -instar-c: [place, peek]
        doc: |
          Major version, 1. The two halves form one number in VirtualBox's sources, 0x00010001. Version 1.1 is the only one that
          qemu opens; VirtualBox still reads 0.1, whose header is another structure.
      - id: header_size
        -orig-id: cbHeader
        type: u4
        valid:
          min: 384
        -instar-qemu-valid:
          doc: it trusts the version instead
        -instar-unit: bytes
        doc: Length of the header from this field on. VirtualBox writes 400, qemu 384.
      - id: image_type
        -orig-id: u32Type
        type: u4
        enum: image_type
        valid:
          in-enum: true
        -instar-qemu-valid:
          doc: it reads every kind in the same way
        doc: Whether blocks are allocated as needed and whether there is a parent.
      - id: image_flags
        -orig-id: fFlags
        type: u4
        -instar-any: nothing depends on the flags when reading
        doc: |
          Hints of VirtualBox for itself; bit 0, which it calls 0x100 in memory, asks to fill a block with zeros when it is allocated. 0
          from qemu.
      - id: description
        -orig-id: szComment
        size: 256
        -instar-any: a text for people
        doc: A comment, ended by zero bytes.
      - id: ofs_block_map
        -orig-id: offBlocks
        type: u4
        valid:
          min: 456
        -instar-qemu-valid:
          expr: _ % 512 == 0
          doc: it wants a sector's boundary, and does not mind a map that lies in the header
        -instar-qemu: "unsupported VDI image (unaligned block map offset 0x{value:x})"
        -instar-unit: bytes
        -instar-c: [place]
        doc: Offset of the block map, after what a header of version 1.0 has.
      - id: ofs_data
        -orig-id: offData
        type: u4
        -instar-any: after the block map, whose length comes later
        -instar-qemu-valid:
          expr: _ % 512 == 0
          doc: it wants a sector's boundary, wherever the map ends
        -instar-qemu: "unsupported VDI image (unaligned data offset 0x{value:x})"
        -instar-unit: bytes
        -instar-c: [place]
        doc: Offset of block 0 of the data. Blocks follow without gaps.
      - id: num_cylinders
        -orig-id: LegacyGeometry.cCylinders
        type: u4
        -instar-any: VirtualBox moved the geometry to the end of the header, so that this is often 0
        doc: Cylinders of the old geometry.
      - id: num_heads
        -orig-id: LegacyGeometry.cHeads
        type: u4
        -instar-any: see num_cylinders
        doc: Heads of the old geometry.
      - id: num_sectors_per_track
        -orig-id: LegacyGeometry.cSectors
        type: u4
        -instar-any: see num_cylinders
        doc: Sectors per track of the old geometry.
      - id: sector_size
        -orig-id: LegacyGeometry.cbSector
        type: u4
        valid:
          eq: 512
        -instar-qemu: "unsupported VDI image (sector size {value} is not {sector_size_eq})"
        -instar-unit: bytes
        doc: Bytes per sector of the drive; always 512.
      - id: reserved
        -orig-id: u32Dummy
        size: 4
        -instar-any: readers ignore it
        doc: Unused; zero.
      - id: disk_size
        -orig-id: cbDisk
        type: u8
        -instar-any: checked with the number of blocks, see the faults
        -instar-unit: bytes
        -instar-c: [place, peek]
        doc: Size of the disk. An image whose size is not a multiple of 512 is read as if it were rounded up.
      - id: block_size
        -orig-id: cbBlock
        type: u4
        valid:
          expr: _ > 1 and _ & (_ - 1) == 0
        -instar-qemu-valid:
          eq: 0x100000
          doc: it implements no other size
        -instar-qemu: "unsupported VDI image (block size {value} is not {block_size_eq})"
        -instar-unit: bytes
        doc: Bytes of disk in one block. 1 MiB is VirtualBox's default (setting `AllocationBlockSize`).
      - id: len_block_extra
        -orig-id: cbBlockExtra
        type: u4
        valid:
          expr: _ == 0 or _ & (_ - 1) == 0
        -instar-qemu-valid:
          doc: it takes blocks for adjacent whatever this says
        -instar-unit: bytes
        doc: Bytes in front of each block that do not belong to the disk. Always 0; the sector bitmap that it was meant for was never built.
      - id: blocks_in_image
        -orig-id: cBlocks
        type: u4
        -instar-any: checked with the size of the disk, see the faults; VirtualBox wants at least one
        -instar-qemu-valid:
          max: 536870784
          doc: it keeps the map in memory, just under 2 GiB
        -instar-qemu: "unsupported VDI image (too many blocks {value}, max is {blocks_in_image_max})"
        -instar-unit: blocks
        -instar-c: [place, peek]
        doc: Blocks of the disk and entries of the block map, `disk_size` divided by `block_size`, rounded up.
      - id: blocks_allocated
        -orig-id: cBlocksAllocated
        type: u4
        -instar-any: qemu trusts the map; only its `check` compares this
        -instar-unit: blocks
        -instar-c: [place]
        doc: Blocks in the file. A static image has all of them.
      - id: uuid_image
        -orig-id: uuidCreate
        size: 16
        -instar-any: any identity is possible
        doc: UUID of the image, made anew when it is created.
      - id: uuid_last_snap
        -orig-id: uuidModify
        size: 16
        -instar-any: any identity is possible
        doc: UUID that changes with each modification; a child names it so that it can notice that its parent was written to.
      - id: uuid_link
        -orig-id: uuidLinkage
        size: 16
        -instar-any: any parent is possible
        -instar-qemu-valid:
          contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
          doc: it has no support for parents
        -instar-qemu: unsupported VDI image (non-NULL link UUID)
        doc: UUID of the parent of a differencing image. Zero otherwise.
      - id: uuid_parent
        -orig-id: uuidParentModify
        size: 16
        -instar-any: any state of the parent is possible
        -instar-qemu-valid:
          contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
          doc: it has no support for parents
        -instar-qemu: unsupported VDI image (non-NULL parent UUID)
        doc: "`uuid_last_snap` of the parent at the time when the child was made. Zero otherwise."
      - id: lchs_cylinders
        -orig-id: LCHSGeometry.cCylinders
        type: u4
        -instar-any: qemu ignores the geometry
        doc: Cylinders of the geometry that the BIOS reports. Since VirtualBox 1.6; zero bytes in older images and in qemu's.
      - id: lchs_heads
        -orig-id: LCHSGeometry.cHeads
        type: u4
        -instar-any: qemu ignores the geometry
        doc: Heads of that geometry.
      - id: lchs_sectors_per_track
        -orig-id: LCHSGeometry.cSectors
        type: u4
        -instar-any: qemu ignores the geometry
        doc: Sectors per track of that geometry.
      - id: lchs_sector_size
        -orig-id: LCHSGeometry.cbSector
        type: u4
        -instar-any: qemu ignores the geometry
        doc: Sector size of that geometry, 512.
      - id: unused
        size: 40
        -instar-any: readers ignore what is between header and block map
        doc: Zero, up to byte 512.
  block_map_entry:
    doc: |
      Place of one block. Entry n describes the disk from byte n x `block_size` on; block b of the data is at `ofs_data` + b x
      `block_size` of the file.
    doc-ref: VDICore.h, VDIIMAGEBLOCKPOINTER
    -instar-entry:
      - {means: hole, if: block == free}
      - {means: zero, if: block == zero}
      - {means: data}
    -instar-faults:
      - id: past_end
        field: block
        text: is {value}, the block ends past the end of the file
        doc: qemu opens such an image and reads zeros past the end of the file.
      - id: duplicate
        field: block
        text: is {value}, which another entry names too
        doc: Two blocks of the disk share their storage. qemu reads both; only its `check` complains.
      - id: check_too_large
        field: block
        text: of block {extra1} is {value}, and there are {extra0} blocks
        qemu: "ERROR: block index {extra1} too large, is {value}"
        doc: An image has as many blocks as its map has entries, at most. Further numbers are their number and the block's.
      - id: check_used_twice
        field: block
        text: of block {extra1} is {value}, which another block has
        qemu: "ERROR: block index {value} also used by {value}"
        doc: A write to one of the two changes both. qemu names the place twice. Further number is the block's.
    seq:
      - id: block
        type: u4
        -instar-any: any place is possible; the end of the block is checked against the length of the file
        -instar-unit: blocks
        doc: Number of the block in the data area, or `free` or `zero`.
    instances:
      free:
        value: 0xffffffff
        doc: The block was never written. It reads as zeros, or from the parent.
      zero:
        value: 0xfffffffe
        doc: The block was discarded. It reads as zeros even where there is a parent.
      is_allocated:
        value: block < zero
        doc: Whether the block is in the file.
  header_0:
    doc: |
      Header of version 0, before 1.1. The block map follows at once, and the data at once after the map; nothing is aligned. Entries of
      the map are those of version 1.1. qemu does not open it.
    doc-ref:
      - VDICore.h, VDIHEADER0, getImageBlocksOffset and getImageDataOffset
      - https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VDI.cpp VDI.cpp, vdiValidatePreHeader
    -instar-practice:
      - text: Nobody has written it for long.
        unverified: no image of it was looked at
    seq:
      - id: text
        -orig-id: szFileInfo
        size: 64
        -instar-any: a text for people, ended by zero bytes
        doc: As in version 1.1.
      - id: magic
        -orig-id: u32Signature
        type: u4
        valid:
          eq: 0xbeda107f
        doc: The signature, as in version 1.1.
      - id: version
        -orig-id: u32Version
        type: u4
        valid:
          expr: _ < 0x10000
        doc: 2, or any version whose major one is 0.
      - id: image_type
        -orig-id: u32Type
        type: u4
        enum: image_type
        valid:
          in-enum: true
        doc: Kind of the image.
      - id: image_flags
        -orig-id: fFlags
        type: u4
        -instar-any: hints of the writer for itself
        doc: As in version 1.1.
      - id: description
        -orig-id: szComment
        size: 256
        -instar-any: a text for people
        doc: A comment, ended by zero bytes.
      - id: num_cylinders
        -orig-id: LegacyGeometry.cCylinders
        type: u4
        -instar-any: any geometry is possible
        doc: Cylinders of the drive.
      - id: num_heads
        -orig-id: LegacyGeometry.cHeads
        type: u4
        -instar-any: any geometry is possible
        doc: Heads of the drive.
      - id: num_sectors_per_track
        -orig-id: LegacyGeometry.cSectors
        type: u4
        -instar-any: any geometry is possible
        doc: Sectors per track of the drive.
      - id: sector_size
        -orig-id: LegacyGeometry.cbSector
        type: u4
        valid:
          eq: 512
        -instar-unit: bytes
        doc: Bytes per sector of the drive.
      - id: disk_size
        -orig-id: cbDisk
        type: u8
        valid:
          min: 1
        -instar-unit: bytes
        doc: Size of the disk.
      - id: block_size
        -orig-id: cbBlock
        type: u4
        valid:
          expr: _ > 1 and _ & (_ - 1) == 0
        -instar-unit: bytes
        doc: Bytes of disk in one block.
      - id: num_blocks
        -orig-id: cBlocks
        type: u4
        valid:
          min: 1
        doc: Blocks of the disk and entries of the map.
      - id: num_blocks_allocated
        -orig-id: cBlocksAllocated
        type: u4
        valid:
          expr: _ <= num_blocks
        doc: Blocks in the file.
      - id: uuid_image
        -orig-id: uuidCreate
        size: 16
        -instar-any: any identity is possible
        doc: UUID of the image.
      - id: uuid_last_snap
        -orig-id: uuidModify
        size: 16
        -instar-any: any identity is possible
        doc: UUID of the last modification.
      - id: uuid_link
        -orig-id: uuidLinkage
        size: 16
        -instar-any: any parent is possible
        doc: UUID of the parent, or zero.
    instances:
      ofs_data:
        value: 420 + num_blocks * 4
        -instar-unit: bytes
        doc: Where the data begins. The map is right before it.
enums:
  image_type:
    1: {id: dynamic, doc: Blocks are added as they are written.}
    2: {id: static, doc: All blocks are in the file from the start.}
    3: {id: undo, doc: Differencing image that can be thrown away.}
    4: {id: diff, doc: Differencing image of a snapshot.}
