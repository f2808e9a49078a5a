# SPDX-License-Identifier: Apache-2.0
meta:
  id: vhd
  title: VHD, the virtual hard disk of Virtual PC, Virtual Server and early Hyper-V
  license: Apache-2.0
  endian: be
  bit-endian: be
doc: |
  A VHD stores one disk of up to 2040 GiB. Everything is big-endian; sectors are 512 bytes. Three kinds share one 512-byte
  structure, the footer, which is in the last sector of the file:

  - fixed: the disk's bytes from offset 0, then the footer. Nothing at offset 0 says that this is a VHD.
  - dynamic: a copy of the footer at offset 0, the dynamic header that its `data_offset` names, the block allocation table
    (BAT), the blocks in the order in which they were first written, the footer. Each block is preceded by a bitmap of its
    sectors.
  - differencing: as dynamic, and a sector whose bit is clear is read from the parent image.

  The footer is duplicated because a crash while the file grows loses the one at the end.
doc-ref: https://www.microsoft.com/en-us/download/details.aspx?id=23850 Virtual Hard Disk Image Format Specification 1.0
-instar-id: 26
-instar-programs:
  - name: Virtual PC
    writes: "Creator `vpc `. The size that a machine sees is the product of the geometry."
    reads: The copy of the footer where the checksum of the footer is wrong.
    source: VHD 1.0, Hard Disk Footer Field Descriptions, Creator Application, Disk Geometry and Checksum
    unverified: no image of it was looked at
  - name: Virtual Server
    writes: "Creator `vs  `."
    source: VHD 1.0, Hard Disk Footer Field Descriptions, Creator Application
    unverified: no image of it was looked at
  - name: Hyper-V
    writes: "Creator `win `. The size is `current_size`."
    reads: The checksum of the header.
    source: https://gitlab.com/qemu-project/qemu/-/blob/master/block/vpc.c qemu, block/vpc.c, the comment on known creators
    unverified: what it reads; no image of it was looked at
  - name: Azure
    writes: "Creator `wa` and two zero bytes."
    source:
      - https://github.com/Microsoft/azure-vhd-utils azure-vhd-utils, readFromFooter, where it makes a fixed image of another
      - https://gitlab.com/qemu-project/qemu/-/blob/master/block/vpc.c qemu, block/vpc.c, the comment on known creators
    unverified: no image of it was looked at
  - name: Azure's Add-AzVhd
    reads: Fixed images with N MiB of data and a footer; it makes dynamic ones fixed first.
    source: https://learn.microsoft.com/powershell/module/az.compute/add-azvhd Add-AzVhd
  - name: XenServer
    writes: "Creator `tap` and a zero byte, version 1.3; a batmap after the BAT, and `hidden` in the footer."
    reads: A batmap by the writer's name and version.
    source:
      - https://github.com/xapi-project/blktap/blob/master/include/vhd.h blktap, vhd.h
      - https://github.com/xapi-project/blktap/blob/master/vhd/lib/libvhd.c blktap, vhd_has_batmap
  - name: XenConvert
    writes: "Creator `CTXS`."
    source: https://gitlab.com/qemu-project/qemu/-/blob/master/block/vpc.c qemu, block/vpc.c, the comment on known creators
    unverified: no image of it was looked at
  - name: Disk2vhd
    writes: "Creator `d2v` and a zero byte."
    source: https://github.com/libyal/libvhdi/blob/main/documentation/Virtual%20Hard%20Disk%20(VHD)%20image%20format.asciidoc libvhdi's documentation, Creator application
    unverified: no image of it was looked at, and qemu's sources have a blank for the zero byte
  - name: VirtualBox
    writes: "Creator `vbox`, host `Wi2k` on every system but Apple's; the dynamic header at 512, the BAT at 1536, blocks of 2 MiB; in differencing images a Windows path and a relative one of the parent."
    reads: The bits of sector bitmaps, also in dynamic images.
    source: https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VHD.cpp VirtualBox 7, VHD.cpp, vhdCreateImage, vhdCreateDynamicImage and vhdRead
  - name: qemu
    writes: "Creator `qemu`, or `qem2` with `force_size`; version 5.3; the dynamic header at 512, the BAT at 1536, blocks of 2 MiB."
    reads: "See `creator_application` for the size. Not the checksum of the dynamic header, nor the format's version."
    run: qemu-img 5.2, 7.2, 10.0, 11.1
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean, and a worked example; who writes and reads it."}
  - {date: 2026-11-30, doc: "The format's rule of the BAT, and qemu's limit apart."}
-instar-examples:
  - {image: same-dyn.vhd, offset: 0x2381f4}
-instar-places:
  - id: footer
    type: footer
    at: file_size - sizeof<footer>
    doc: The last bytes of the file. A dynamic or differencing image has a copy at its start.
  - id: header
    type: dynamic_header
    at: footer.data_offset
    doc: Not in a fixed image, whose data begins at 0.
  - id: bat
    type: bat_entry
    at: header.table_offset
    count: header.max_table_entries
    index: offset / header.block_size
    doc: One entry for each block of the disk.
  - id: bitmap
    type: sector_bitmap_byte
    at: bat.bitmap_offset
    count: header.block_size / 512 / 8
    index: offset % header.block_size / 512 / 8
    doc: Before each block, padded to 512 bytes.
  - id: block
    size: header.block_size
    at: bat.bitmap_offset + (header.block_size / 4096 + 511) / 512 * 512
    byte: offset % header.block_size
    doc: A block of the disk.
seq:
  - id: footer_copy
    type: footer
    doc: Copy of the footer. Dynamic and differencing images only; a fixed image begins with the disk's first sector.
  - id: header
    type: dynamic_header
    doc: All known writers put the dynamic header right after the copy of the footer.
instances:
  bat:
    pos: header.table_offset
    type: bat_entry
    repeat: expr
    repeat-expr: header.max_table_entries
    -instar-bound: 0x1fffffff
    doc: The block allocation table.
  footer:
    pos: _io.size - 512
    type: footer
    doc: The footer. Of a fixed image, this is all that can be looked at.
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: Every offset in the BAT and every size in sectors counts these, whatever the sector size of the virtual drive.
  max_sectors:
    value: 0xff000000
    -instar-unit: sectors
    doc: |
      Largest disk, 2040 GiB. A BAT entry is a 32-bit sector number, which reaches 2 TiB of file; the missing 8 GiB leave
      room for the bitmaps, the BAT and the headers.
  max_chs_sectors:
    value: 65535 * 16 * 255
    -instar-unit: sectors
    doc: |
      Sectors of the largest geometry, 65535 cylinders of 16 heads of 255 sectors: 127.5 GiB. A footer whose geometry is
      exactly this belongs to a disk that may be larger, so readers take `current_size` instead.
  max_chs_cylinders:
    value: 65535
    doc: Most cylinders that a footer can name.
  max_chs_heads:
    value: 16
    doc: Most heads that the geometry rule hands out (the ATA limit).
  max_chs_sectors_per_track:
    value: 255
    doc: Most sectors per track that the geometry rule hands out.
  chs_large_disk_sectors:
    value: 65535 * 16 * 63
    -instar-unit: sectors
    doc: From this size on the geometry rule uses 16 heads and 255 sectors per track (appendix "CHS Calculation").
  chs_sectors_per_track_small:
    value: 17
    doc: Sectors per track that the geometry rule tries first.
  chs_sectors_per_track_medium:
    value: 31
    doc: Sectors per track that the geometry rule tries second, with 16 heads.
  chs_sectors_per_track_large:
    value: 63
    doc: Sectors per track that the geometry rule tries third, with 16 heads.
  chs_min_heads:
    value: 4
    doc: Fewest heads that the geometry rule hands out.
  chs_cylinders_per_head:
    value: 1024
    doc: |
      The geometry rule accepts a number of sectors per track when sectors / sectors-per-track is below this many times the
      heads (the reach of a BIOS call).
  max_bat_read:
    value: 0x7ffffe00
    -instar-unit: bytes
    doc: Longest BAT that qemu reads, the largest signed 32-bit number rounded down to sectors.
  sectors_per_bitmap_sector:
    value: 4096
    doc: Sectors that one sector of a block's bitmap describes, 8 x 512.
  default_block_size:
    value: 0x200000
    -instar-unit: bytes
    doc: Block size of practically every dynamic image, 2 MiB. qemu, Virtual PC and Hyper-V write nothing else.
  default_header_offset:
    value: 512
    -instar-unit: bytes
    -instar-c: false
    doc: Where writers put the dynamic header, after the copy of the footer.
  default_bat_offset:
    value: 1536
    -instar-unit: bytes
    -instar-c: false
    doc: Where writers put the BAT, after the dynamic header.
  default_features:
    value: 2
    doc: "`features` of a new image: the bit that is always set."
  default_version:
    value: 0x10000
    doc: Version 1.0, of the footer and of the dynamic header.
  qemu_creator_version:
    value: 0x50003
    doc: "`creator_version` that qemu writes."
  no_next_structure:
    value: 0xffffffffffffffff
    doc: Value of `data_offset` in the dynamic header.
  parent_path_room:
    value: 4096
    -instar-unit: bytes
    doc: What instar sets aside after the BAT of a differencing image for the path of the parent.
  fixed_data_offset:
    value: 0xffffffffffffffff
    doc: Value of `data_offset` in the footer of a fixed image.
  timestamp_epoch:
    value: 946684800
    -instar-unit: seconds
    doc: The format's time zero, 2000-01-01 00:00:00 UTC, as a Unix time.
types:
  geometry:
    doc: |
      The drive geometry that a guest sees on an ATA bus. For images of Virtual PC, and of old qemu, cylinders x heads x
      sectors is also the size of the disk.
    doc-ref: VHD 1.0, "Hard Disk Footer Format", field Disk Geometry; appendix "CHS Calculation"
    -instar-practice:
      - text: |
          The rule for a disk of n sectors: from `chs_large_disk_sectors` on, 16 heads and 255 sectors per track. Below, try 17 sectors
          per track with n / 17 / 1024 heads, rounded up and at least 4; where that needs more than 16 heads, or 1024 cylinders or more
          with the heads found, try 31 and then 63 sectors per track with 16 heads. Cylinders are what is left, rounded down.
        source: VHD 1.0, appendix CHS Calculation
        tested: tests/parity/test_parity_create.py::test_create_answers_as_recorded
      - text: |
          Because the product is what Virtual PC takes for the size, qemu searches upwards for the next number of sectors whose geometry
          has at least the sectors that were asked for: 1 MiB becomes 31 x 4 x 17 sectors. With `force_size`, and above the reach of the
          geometry, it writes the largest geometry and the exact size.
        run: qemu-img 5.2, 7.2, 10.0, 11.1
    seq:
      - id: num_cylinders
        -orig-id: Cylinder
        type: u2
        -instar-any: any count is possible; 65535 means that the size comes from the footer's current size
        doc: Cylinders.
      - id: num_heads
        -orig-id: Heads
        type: u1
        -instar-any: any count is possible; the product is checked against the largest disk
        doc: Heads per cylinder, 4..16 by the geometry rule; readers take any value.
      - id: num_sectors_per_track
        -orig-id: Sectors per track/cylinder
        type: u1
        -instar-any: any count is possible; the product is checked against the largest disk
        doc: Sectors per track, by the geometry rule 17, 31, 63 or 255.
    instances:
      num_sectors:
        value: num_cylinders * num_heads * num_sectors_per_track
        -instar-unit: sectors
        doc: Size of the disk by its geometry. Writers round the size up or down until it is such a product.
  footer:
    doc: |
      Identity, size and kind of the image. The last 512 bytes of every VHD; dynamic and differencing images repeat it at
      offset 0. Images of Virtual PC before 2004 have a footer of 511 bytes;
      qemu reads it as if a zero byte followed.
    doc-ref: VHD 1.0, "Hard Disk Footer Format"
    -instar-practice:
      - text: Azure wants a size that is a multiple of 1 MiB, and a fixed image.
        source: https://learn.microsoft.com/powershell/module/az.compute/add-azvhd Add-AzVhd
      - text: Virtual PC takes the product of the geometry for the size.
        source: https://gitlab.com/qemu-project/qemu/-/blob/master/block/vpc.c qemu, block/vpc.c, the comments in vpc_open
      - text: qemu puts the dynamic header right after the copy of the footer.
        run: qemu-img 5.2, 7.2, 10.0, 11.1
      - text: So does VirtualBox.
        source: https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VHD.cpp VirtualBox 7, VHD.cpp, vhdCreateDynamicImage
      - text: |
          qemu reads the copy at offset 0 and looks at the end of the file only when it finds no cookie there; a footer at the end is
          accepted for a fixed disk only. It never compares the two, and an image with a cookie at offset 0 is dynamic to it, whatever its
          `disk_type`. What is cut off from a footer or header reads as zeros.
        run: qemu-img 5.2, 7.2, 10.0, 11.1
        recorded:
          - tests/hostile/answers.json::vhd-type-99.vhd
          - tests/hostile/answers.json::vhd-fixed-footer-alone.vhd
    -instar-faults:
      - id: file_too_small
        field: cookie
        text: does not fit, the file has {value} bytes
        qemu: File too small for a VHD header
        doc: A file without a cookie at its start is shorter than one footer.
      - id: check_copy_differs
        field: cookie
        text: is that of a footer which differs from the copy at the start of the file, first in byte {value}
        doc: A crash while the file grew, or a program that updated one of them, leaves two footers. Readers disagree on which counts.
      - id: check_missing
        field: cookie
        text: is missing at the end of the file, where the footer belongs
        doc: What is at the start of the file is a copy. Some readers look at the end only.
      - id: check_size
        field: current_size
        text: is that of a disk of {value} bytes, and the file has {extra0} before its footer
        doc: A fixed disk is all in the file.
      - id: not_fixed
        field: disk_type
        text: is {value}, but only a fixed disk may have its footer at the end alone
        qemu:
          - {until: "6.2", text: ""}
          - {text: invalid VPC image}
        doc: |
          No cookie at offset 0, and the footer at the end of the file is not that of a fixed disk. Before 6.2, qemu opened it as one, and
          divided by zero where it was to be read.
      - id: too_large
        field: current_size
        text: makes a disk of {value} sectors, more than the largest, {max_sectors:#x}
        qemu: "Could not open '{file}': File too large"
        doc: |
          The size by the geometry or, where that rules, by `current_size`, exceeds `max_sectors`.
      - id: past_end
        field: current_size
        text: is {value} bytes, more than the file holds in front of the footer
        doc: The data of a fixed disk ends before the footer does. qemu opens it and reads zeros there.
    seq:
      - id: cookie
        contents: conectix
        -instar-qemu: invalid VPC image
        -instar-c: [value, size]
        doc: Signature of the writer's company; lower case.
      - id: features
        type: u4
        -instar-any: readers ignore the features; bit 1 should be set but Virtual PC's ancestors left it clear
        doc: Bit 0 marks a temporary disk that may be deleted on shutdown, bit 1 is reserved and always set.
      - id: format_version
        -orig-id: File Format Version
        type: u4
        valid: 0x10000
        -instar-qemu-valid:
          doc: it does not look at the version
        doc: Major version in the upper 16 bits, minor in the lower. There is 1.0 only.
      - id: data_offset
        type: u8
        -instar-any: |
          checked against the length of the file by the reader of the dynamic header; a fixed disk has all bits set here
        -instar-unit: bytes
        -instar-c: [place]
        doc: Offset of the dynamic header, 512 in practice. All bits set for a fixed disk.
      - id: time_stamp
        type: u4
        -instar-any: any time is possible
        -instar-unit: seconds
        doc: Creation time in seconds since 2000-01-01 00:00:00 UTC (`timestamp_epoch`).
      - id: creator_application
        type: u4
        enum: creator_application
        -instar-any: unknown creators are common; which size counts for them depends on the release, see below
        -instar-practice:
          - text: |
              Up to 9.2 qemu takes the product of the geometry for the size, except for `win`, `qem2`, `d2v` with a blank, `tap` and `CTXS`,
              where it takes `current_size`. From 10.0 on it takes the geometry only for `vpc` and `qemu`, and `current_size` for all others. Whenever the
              geometry is the largest possible (`max_chs_sectors`), `current_size` is used. An odd rest of `current_size` is cut off.
            run: qemu-img 5.2, 7.2, 10.0, 11.1, with twelve creators
            unverified: that 10.0 is the release of the change; of those between 7.2 and 10.0 none was run
        doc: |
          Four characters that name the writing program. Readers need them, because writers disagree on what the size of the disk is:
          see the enum.
      - id: creator_version
        type: u4
        -instar-any: nothing depends on the version of the writer
        doc: Version of the writing program, major in the upper 16 bits. Virtual PC 2004 wrote 0x00050000, Virtual PC 2007 and qemu 0x00050003.
      - id: creator_host_os
        type: u4
        enum: creator_host_os
        -instar-any: nothing depends on the writer's system
        doc: System on which the image was made.
      - id: original_size
        type: u8
        -instar-any: readers use current_size
        -instar-unit: bytes
        doc: Size of the disk when it was created.
      - id: current_size
        type: u8
        -instar-any: which of this and the geometry is the size depends on the creator, so the reader checks it
        -instar-unit: bytes
        -instar-c: [place]
        doc: Size of the disk now. Changes with a resize.
      - id: disk_geometry
        type: geometry
        -instar-c: [place]
        doc: Geometry of the drive.
      - id: disk_type
        type: u4
        enum: disk_type
        -instar-any: |
          qemu asks only whether a footer that is at the end alone is that of a fixed disk, and takes every image with a
          footer at offset 0 for dynamic
        -instar-c: [place]
        doc: Kind of the image.
      - id: checksum
        type: u4
        -instar-any: the checksum rule says all about it
        -instar-checksum: {algorithm: ones_complement_sum, span: [0, 512]}
        -instar-qemu:
          - {until: "3.1", text: ""}
          - {text: Incorrect header checksum}
        -instar-practice:
          - text: qemu 2.12 warned (`The header checksum of 'F' is incorrect.`) and went on.
            recorded: tests/parity/data/info.jsonl.xz::info/bad-vpc-checksum.vhd/human of qemu-img 2.12 and later
        -instar-c: [place]
        doc: All 512 bytes added up as unsigned bytes, with this field as zero, and the sum inverted bit by bit.
      - id: unique_id
        size: 16
        -instar-any: any identity is possible
        doc: UUID of the image. A differencing image repeats its parent's here, in its dynamic header.
      - id: saved_state
        type: u1
        -instar-any: readers of the disk ignore it
        doc: 1 when the virtual machine is suspended to disk. Such an image must not be expanded or compacted.
      - id: hidden
        -orig-id: hidden
        type: u1
        -instar-any: readers of the disk ignore it
        doc: |
          1 where XenServer does not show the disk to people, such as a parent of snapshots. By the specification the first of the
          reserved bytes.
        doc-ref: https://github.com/xapi-project/blktap/blob/master/include/vhd.h hd_ftr
      - id: reserved
        size: 426
        -instar-any: qemu wrote bytes of its own here and readers ignore them; Virtual PC leaves zeros
        doc: Zero, covered by the checksum.
  dynamic_header:
    doc: |
      Where the BAT is and how large the blocks are; for a differencing image also who the parent is. Present in dynamic and
      differencing images.
    doc-ref: VHD 1.0, "Dynamic Disk Header Format"
    -instar-faults:
      - id: past_end
        field: cookie
        text: is at byte {value}, past the end of the file
        qemu: Invalid header magic
        doc: The footer's `data_offset` leads out of the file. qemu reads zeros there.
      - id: unreachable
        field: cookie
        text: is at byte {value}, no file can be so long
        qemu: Error reading dynamic VHD header
        doc: The header would end past raw's `max_file_bytes`, as it would by the footer of a fixed disk.
      - id: too_few_blocks
        field: max_table_entries
        text: is {value}, too few blocks for the size of the disk
        qemu: Page table too small
        doc: "`max_table_entries` blocks do not cover the virtual disk."
      - id: bat_unreachable
        field: table_offset
        text: is {value}, the block allocation table cannot be read
        qemu: Error reading pagetable
        doc: |
          The BAT ends past raw's `max_file_bytes`, or is longer than `max_bat_read` bytes.
      - id: bat_past_end
        field: table_offset
        text: is {value}, the block allocation table leaves the file
        qemu: "block-vpc: free_data_block_offset points after the end of file. The image has been truncated."
        doc: The BAT must lie in the file whole, with its padding to sectors.
      - id: check_checksum
        field: checksum
        text: is {value:#x}, and the header's bytes give {extra0:#x}
        doc: Virtual PC and Hyper-V refuse such an image, qemu does not look.
      - id: check_overlap
        field: table_offset
        text: is {value}, and the table overlaps with a header
        doc: Allocating a block writes to the header.
      - id: check_unused
        field: table_offset
        text: names no block that uses the {extra0} bytes at {value}
        doc: Space for at least one block, without a user.
      - id: differencing
        field: parent_unique_id
        text: names a parent, which cannot be opened
        doc: Parent of a differencing image. qemu ignores parents and reads what is not in the image as zeros.
    seq:
      - id: cookie
        contents: cxsparse
        -instar-qemu: Invalid header magic
        doc: By these letters the header is recognised.
      - id: data_offset
        type: u8
        -instar-any: reserved for a next structure that was never defined
        doc: All bits set.
      - id: table_offset
        type: u8
        -instar-any: checked against the length of the file by the reader of the BAT
        -instar-unit: bytes
        -instar-c: [place]
        doc: Offset of the BAT, a multiple of 512; 1536 in practice.
      - id: header_version
        type: u4
        valid: 0x10000
        -instar-qemu-valid:
          doc: it does not look at the version
        doc: As in the footer, of this structure.
      - id: max_table_entries
        type: u4
        -instar-any: as many as the disk has blocks
        -instar-qemu-valid:
          max: 0x1fffffff
          doc: a table of less than 2 GiB
        -instar-qemu: Max Table Entries too large ({value:i32})
        -instar-unit: blocks
        -instar-c: [place]
        doc: Entries in the BAT, equal to the number of blocks of the disk, the last of which may reach past its end.
      - id: block_size
        type: u4
        valid:
          expr: _ >= 512 and (_ & (_ - 1)) == 0
        -instar-qemu: Invalid block size {value}
        -instar-unit: bytes
        doc: Bytes of disk in one block, a power of two, not counting the bitmap in front. 2 MiB unless somebody chose otherwise.
      - id: checksum
        type: u4
        -instar-any: readers do not check it
        -instar-checksum: {algorithm: ones_complement_sum, span: [0, 1024], advisory: true}
        -instar-c: [place]
        doc: As in the footer, over the 1024 bytes of this structure. Virtual PC and Hyper-V check it, qemu does not.
      - id: parent_unique_id
        size: 16
        -instar-any: any identity is possible
        doc: UUID of the parent of a differencing image, else zero. Must equal the `unique_id` in the parent's footer.
      - id: parent_time_stamp
        type: u4
        -instar-any: any time is possible
        -instar-unit: seconds
        doc: Modification time of the parent when the child was made. A parent written to since then makes the child worthless.
      - id: reserved
        size: 4
        -instar-any: readers ignore it
        doc: Zero.
      - id: parent_unicode_name
        size: 512
        -instar-any: text is checked where it is used
        -instar-c: [place]
        doc: File name of the parent in UTF-16, big-endian, ended by a zero character or the end of the field.
      - id: parent_locators
        -orig-id: Parent Locator Entry
        type: parent_locator
        repeat: expr
        repeat-expr: 8
        doc: Up to eight ways to find the parent, one per platform.
      - id: reserved_2
        -orig-id: Reserved
        size: 256
        -instar-any: readers ignore it
        doc: Zero.
  parent_locator:
    doc: Says where in the file the path of the parent is stored for one platform.
    doc-ref: VHD 1.0, "Parent Locator Entry"
    -instar-faults:
      - id: no_path
        field: platform_data_length
        text: "cannot hold the parent's name '{detail}': it is not UTF-8, has a backslash, or is longer than {value} bytes in UTF-16"
        doc: The path of the parent is stored in the notation of Windows.
      - id: no_parent
        field: platform_code
        text: is of a parent that was not opened, and its identity is needed
        doc: A differencing image repeats the identity of its parent.
    seq:
      - id: platform_code
        type: u4
        enum: platform_code
        -instar-any: locators of unknown platforms are skipped
        doc: Which platform's notation the path is in; 0 for an unused locator.
      - id: platform_data_space
        type: u4
        -instar-any: writers disagree on the unit, so readers do not use it
        -instar-practice:
          - text: The specification counts sectors here.
            source:
              - VHD 1.0, Dynamic Disk Header Field Descriptions, Platform Data Space
              - https://github.com/xapi-project/blktap/blob/master/include/vhd.h blktap, prt_loc
          - text: Programs of Microsoft have written bytes. XenServer takes less than 512 for sectors, and multiples of 512 for bytes.
            source:
              - https://github.com/xapi-project/blktap/blob/master/include/libvhd.h blktap, vhd_parent_locator_size
              - https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VHD.cpp VirtualBox 7, VHD.cpp, the comment in vhdAllocateParentLocators
        doc: Room set aside for the path.
      - id: platform_data_length
        type: u4
        -instar-any: checked against the length of the file where the path is read
        -instar-unit: bytes
        doc: Length of the path.
      - id: reserved
        size: 4
        -instar-any: readers ignore it
        doc: Zero.
      - id: platform_data_offset
        type: u8
        -instar-any: checked against the length of the file where the path is read
        -instar-unit: bytes
        doc: Offset of the path in this file.
  bat_entry:
    doc: |
      Place of one block. The block's sector bitmap is at that sector, rounded up to whole sectors; its data follows. Blocks may come in
      any order. Entry n describes the disk from byte n x `block_size` on.
    doc-ref: VHD 1.0, "Block Allocation Table and Data Blocks"
    -instar-entry:
      - {means: hole, if: sector == unallocated}
      - {means: partial}
    -instar-faults:
      - id: past_end
        field: sector
        text: is {value}, the block ends past the end of the file
        qemu: "block-vpc: free_data_block_offset points after the end of file. The image has been truncated."
        doc: |
          Every block must end inside the file. qemu takes the entry with the largest sector number, adds bitmap and data, and refuses the
          image when it opens it. Entries that overlap, or lie in the headers, pass.
      - id: check_overlap
        field: sector
        text: of block {extra0} is {value}, where another block or a header is
        doc: A write to one of the two changes both.
      - id: check_past_disk
        field: sector
        text: of block {extra0} is {value}, and the disk ends before that block
        doc: The block has space, and no part of the disk is in it.
    seq:
      - id: sector
        type: u4
        -instar-any: any place is possible; the end of the block is checked against the length of the file
        -instar-unit: sectors
        doc: Sector at which the block's bitmap begins; all bits set for a block that was never written.
    instances:
      unallocated:
        value: 0xffffffff
        doc: Value of an entry without a block. The block reads as zeros, or from the parent.
      is_allocated:
        value: sector != unallocated
        doc: Whether the block is in the file.
      bitmap_offset:
        value: sector * 512
        -instar-unit: bytes
        doc: Offset of the block's sector bitmap in the file. Meaningless for an unallocated entry.
  sector_bitmap_byte:
    doc: |
      One byte of a sector bitmap: eight consecutive sectors, the first in the highest bit. A dynamic image sets the bit of a sector that
      was written, a differencing image that of a sector which is in this file rather than in the parent. The bitmap has one bit for each
      sector of the block and is padded with zeros to a multiple of 512 bytes: 512 bytes for the usual block of 2 MiB.
    doc-ref: VHD 1.0, "Data Block"
    -instar-practice:
      - text: |
          In dynamic images, qemu sets all bits of a block as it allocates it, and reading honours no bit of a dynamic image.
        run: qemu-img 5.2, 7.2, 10.0, 11.1; a sector written, its bitmap looked at, then cleared and the sector read
      - text: |
          VirtualBox sets the bits of the sectors that it writes, and takes a sector whose bit is clear for one that is not in the file,
          in dynamic images too.
        source: https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VHD.cpp VirtualBox 7, VHD.cpp, vhdRead and vhdWrite
      - text: libvhd sets the bits of the sectors that it writes, unless its batmap says that all of the block are set.
        source: https://github.com/xapi-project/blktap/blob/master/vhd/lib/libvhd.c blktap, libvhd.c, __vhd_io_dynamic_write
    seq:
      - id: sector_0
        type: b1
        -instar-any: set and clear are both possible
        doc: The first of the eight sectors is in this file.
      - id: sector_1
        type: b1
        -instar-any: set and clear are both possible
        doc: The second sector is in this file.
      - id: sector_2
        type: b1
        -instar-any: set and clear are both possible
        doc: The third sector is in this file.
      - id: sector_3
        type: b1
        -instar-any: set and clear are both possible
        doc: The fourth sector is in this file.
      - id: sector_4
        type: b1
        -instar-any: set and clear are both possible
        doc: The fifth sector is in this file.
      - id: sector_5
        type: b1
        -instar-any: set and clear are both possible
        doc: The sixth sector is in this file.
      - id: sector_6
        type: b1
        -instar-any: set and clear are both possible
        doc: The seventh sector is in this file.
      - id: sector_7
        type: b1
        -instar-any: set and clear are both possible
        doc: The eighth sector is in this file.
  batmap_header:
    doc: |
      XenServer's extension: which blocks are full, so that their sector bitmaps need not be read. It follows the BAT, on the next
      sector, in dynamic and differencing images of its writers (creator `tap`). One bit for each entry of the BAT, the first in the
      highest bit of a byte, is set where all sectors of the block are in the file.
    doc-ref:
      - https://github.com/xapi-project/blktap/blob/master/include/vhd.h blktap, dd_batmap_hdr
      - https://github.com/xapi-project/blktap/blob/master/vhd/lib/libvhd.c blktap, vhd_batmap_header_offset, vhd_checksum_batmap
    -instar-practice:
      - text: Version 1.1 summed the bytes up as signed ones, 1.2 as unsigned. Later versions are not read.
        source: https://github.com/xapi-project/blktap/blob/master/vhd/lib/libvhd.c vhd_checksum_batmap, vhd_validate_batmap_header
      - text: qemu and instar pass over it, as over anything between the BAT and the blocks.
        run: qemu-img 5.2, 7.2, 10.0, 11.1, with one after the BAT
    seq:
      - id: cookie
        contents: tdbatmap
        doc: By these letters it is recognised.
      - id: ofs_batmap
        -orig-id: batmap_offset
        type: u8
        -instar-any: any place of the file
        -instar-unit: bytes
        doc: Where the bits are; the next sector.
      - id: batmap_sectors
        -orig-id: batmap_size
        type: u4
        -instar-any: follows from the length of the BAT
        -instar-unit: sectors
        doc: How many sectors they take.
      - id: version
        -orig-id: batmap_version
        type: u4
        valid:
          max: 0x10002
        doc: Major version in the upper 16 bits, minor in the lower.
      - id: checksum
        type: u4
        -instar-any: is that of other bytes, of the bits
        doc: All bytes of the bits added up, and the sum inverted bit by bit.
      - id: marker
        type: u1
        -instar-any: its meaning is its writer's
        doc: Set by tools for their own use.
      - id: padding
        size: 483
        -instar-any: readers ignore it
        doc: Up to the end of the sector.
enums:
  disk_type:
    0: {id: none, doc: Not a disk.}
    1: {id: deprecated_1, doc: Reserved; never used.}
    2: {id: fixed, doc: All bytes of the disk in order.}
    3: {id: dynamic, doc: Blocks are added as they are written.}
    4: {id: differencing, doc: Changes against a parent image.}
    5: {id: deprecated_5, doc: Reserved; never used.}
    6: {id: deprecated_6, doc: Reserved; never used.}
  creator_application:
    0x76706320: {id: vpc, doc: "`vpc `, Virtual PC. The size of the disk is the product of the geometry."}
    0x76732020: {id: virtual_server, doc: "`vs  `, Virtual Server 2005. The size is `current_size`."}
    0x71656d75: {id: qemu, doc: "`qemu`, qemu without `force_size`. The size is the product of the geometry."}
    0x71656d32: {id: qemu2, doc: "`qem2`, qemu with `force_size`. The size is `current_size`."}
    0x77610000: {id: azure, doc: "`wa` and two zero bytes, Azure. The size is `current_size`; up to 9.2 qemu took the geometry."}
    0x77696e20: {id: win, doc: "`win `, Hyper-V and the disk management of Windows. The size is `current_size`."}
    0x64327620:
      id: disk2vhd
      doc: |
        `d2v `, Disk2vhd. The size is `current_size`. qemu compares the three letters and a space; the documentation of libvhdi has a
        zero byte in place of the space, with which qemu takes the geometry up to 9.2. No file of Disk2vhd was looked at.
    0x74617000: {id: xenserver, doc: "`tap` and a zero byte, XenServer. The size is `current_size`."}
    0x43545853: {id: xenconvert, doc: "`CTXS`, XenConvert. The size is `current_size`."}
    0x76626f78: {id: virtualbox, doc: "`vbox`, VirtualBox. The size is `current_size`."}
  creator_host_os:
    0x5769326b: {id: windows, doc: "`Wi2k`, Windows."}
    0x4d616320: {id: macintosh, doc: "`Mac `, Mac OS."}
  platform_code:
    0: {id: none, doc: The locator is unused.}
    0x57693272: {id: wi2r, doc: "`Wi2r`, deprecated: a relative Windows path in 8-bit characters."}
    0x5769326b: {id: wi2k, doc: "`Wi2k`, deprecated: an absolute Windows path in 8-bit characters."}
    0x57327275: {id: w2ru, doc: "`W2ru`, a relative Windows path in UTF-16, little-endian."}
    0x57326b75: {id: w2ku, doc: "`W2ku`, an absolute Windows path in UTF-16, little-endian."}
    0x4d616320: {id: mac, doc: "`Mac `, a Mac OS alias."}
    0x4d616358: {id: macx, doc: "`MacX`, a file URL in UTF-8, RFC 2396."}
