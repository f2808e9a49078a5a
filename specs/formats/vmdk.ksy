# SPDX-License-Identifier: Apache-2.0
meta:
  id: vmdk
  title: VMDK, the virtual disk of VMware products
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  A VMDK disk is described by a text, the descriptor, and stored in one or more extents, files that each hold a consecutive
  part of the disk. Numbers are little-endian, sectors are 512 bytes. The kinds in use:

  - monolithicSparse: one file with a sparse header (`KDMV`), the descriptor embedded after it, grain directory, grain
    tables and grains.
  - streamOptimized: the same with compressed grains that are written once, from front to back, each after a marker; the
    directory is at the end, and a footer repeats the header with its place. Used by OVF packages.
  - monolithicFlat, twoGbMaxExtentFlat, vmfs: a descriptor file that names raw extents.
  - twoGbMaxExtentSparse: a descriptor file that names sparse extents of at most 2 GiB.
  - vmfsSparse: a descriptor file that names copy-on-write extents of ESX (`COWD`).
  - seSparse: a descriptor file that names space-efficient extents of ESX (sesparse.ksy).

  In a sparse extent, the disk is cut into grains (64 KiB). A grain table has 512 entries, each the sector of one grain; the
  grain directory has one entry for each grain table. Both exist twice in most files, as an insurance.
doc-ref: https://www.vmware.com/support/developer/vddk/vmdk_50_technote.pdf VMware Virtual Disk Format 5.0
-instar-id: 28
-instar-programs:
  - name: VMware
    writes: All create types of its text, by product; streamOptimized files with a footer.
    reads: Keys of the descriptor in any case.
    source: "https://github.com/libyal/libvmdk/blob/main/documentation/VMWare%20Virtual%20Disk%20Format%20(VMDK).asciidoc libvmdk's documentation, Disk type, Footer"
    unverified: the case of keys; of VMware's own text only the beginning was at hand
  - name: open-vmdk
    writes: "streamOptimized of version 3 with `flags` 0x30001 and no footer: the directory is in sector 21, after the descriptor."
    source: https://github.com/vmware/open-vmdk/blob/master/vmdk/sparse.c open-vmdk, StreamOptimized_Create
  - name: ESX
    writes: "`COWD` extents with grains of one sector."
    source: https://www.mail-archive.com/qemu-devel@nongnu.org/msg620178.html Sam Eiderman, on the snapshots of ESXi before 6.5
    unverified: no extent of it was looked at
  - name: VirtualBox
    writes: "`ddb.uuid` keys; `# The disk Data Base`."
    reads: Descriptors whose lines are in the order of keys, extents, `ddb.` keys, after one of four spellings of the first line.
    source: https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VMDK.cpp VirtualBox 7, VMDK.cpp, on the keys, vmdkCreateDescriptor and vmdkPreprocessDescriptor
  - name: qemu
    writes: "monolithicSparse of version 1 with `flags` 3; streamOptimized of version 3 with 0x30003 and no footer."
    reads: "Keys and create types with regard to case, see `descriptor`."
    run: qemu-img 5.2, 7.2, 10.0, 11.1
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean, and a worked example; who writes and reads it."}
  - {date: 2026-11-30, doc: "How a compressed grain and one of a COWD extent are found, with worked examples; the format's rule of a COWD directory, and qemu's limit apart."}
-instar-examples:
  - {image: same-sparse.vmdk, offset: 0x127ff4}
  - {image: same-stream.vmdk, offset: 0x127ff4, to: compressed_grain}
  - {made: cowd, offset: 0xc804, to: cowd_grain}
-instar-places:
  - id: header
    type: sparse_header
    at: 0
    doc: Of a sparse extent. The descriptor is in it or in a file of its own.
  - id: descriptor
    size: header.descriptor_sectors * 512
    at: header.descriptor_sector * 512
    doc: A text, padded with zeros.
  - id: grain_directory
    type: grain_directory_entry
    at: header.gd_sector * 512
    count: header.capacity / (header.grain_sectors * header.num_gtes_per_gt) + 1
    index: offset / (header.grain_sectors * 512 * header.num_gtes_per_gt)
    positive: [grain_sectors, num_gtes_per_gt]
    doc: There is a second one, at `redundant_gd_sector`, with tables of its own.
  - id: grain_table
    type: grain_table_entry
    at: grain_directory.table_offset
    count: header.num_gtes_per_gt
    index: offset / (header.grain_sectors * 512) % header.num_gtes_per_gt
    positive: [grain_sectors, num_gtes_per_gt]
    doc: One for each entry of the directory that is not 0.
  - id: grain
    size: header.grain_sectors * 512
    at: grain_table.grain_offset
    byte: offset % (header.grain_sectors * 512)
    doc: A grain of the disk.
  - {id: marker, type: grain_marker, at: grain_table.grain_offset, if: header.is_compressed}
  - id: compressed_grain
    size: marker.len_data
    at: grain_table.grain_offset + sizeof<grain_marker>
    packed: true
    byte: offset % (header.grain_sectors * 512)
    if: header.is_compressed
    doc: A zlib stream, which follows the marker.
  - id: cowd_header
    type: cowd_header
    at: 0
    doc: Of a COWD extent. It has no descriptor.
  - id: cowd_directory
    type: grain_directory_entry
    at: cowd_header.gd_sector * 512
    count: cowd_header.num_gd_entries
    index: offset / (cowd_header.grain_sectors * 512 * cowd_gtes_per_gt)
    positive: [grain_sectors]
    doc: One entry for each grain table.
  - id: cowd_table
    type: grain_table_entry
    at: cowd_directory.table_offset
    count: cowd_gtes_per_gt
    index: offset / (cowd_header.grain_sectors * 512) % cowd_gtes_per_gt
    positive: [grain_sectors]
    doc: One for each entry of the directory that is not 0.
  - id: cowd_grain
    size: cowd_header.grain_sectors * 512
    at: cowd_table.grain_offset
    byte: offset % (cowd_header.grain_sectors * 512)
    doc: A grain of the disk.
-instar-strings:
  - {id: create_type_monolithic_sparse, text: monolithicSparse, doc: "One sparse extent, with the descriptor in it."}
  - {id: create_type_monolithic_flat, text: monolithicFlat, doc: A descriptor file and one raw extent.}
  - {id: create_type_two_gb_max_extent_sparse, text: twoGbMaxExtentSparse, doc: A descriptor file and sparse extents of at most 2 GiB.}
  - {id: create_type_two_gb_max_extent_flat, text: twoGbMaxExtentFlat, doc: A descriptor file and raw extents of at most 2 GiB.}
  - {id: create_type_2gb_sparse, text: 2GbMaxExtentSparse, doc: "Older spelling of twoGbMaxExtentSparse. qemu does not know it."}
  - {id: create_type_2gb_flat, text: 2GbMaxExtentFlat, doc: "Older spelling of twoGbMaxExtentFlat. qemu does not know it."}
  - {id: create_type_stream_optimized, text: streamOptimized, doc: "One sparse extent with compressed grains, for transport."}
  - {id: create_type_vmfs, text: vmfs, doc: A descriptor file and one raw extent on VMFS.}
  - {id: create_type_vmfs_sparse, text: vmfsSparse, doc: A descriptor file and COWD extents on VMFS.}
  - {id: create_type_se_sparse, text: seSparse, doc: A descriptor file and space-efficient sparse extents on VMFS.}
  - {id: create_type_full_device, text: fullDevice, doc: A whole physical disk. Not readable from an image.}
  - {id: create_type_partitioned_device, text: partitionedDevice, doc: Partitions of a physical disk. Not readable from an image.}
  - {id: create_type_vmfs_raw, text: vmfsRaw, doc: A raw device on ESX. Not readable from an image.}
  - {id: create_type_vmfs_rdm, text: vmfsRDM, doc: "A raw device mapping, as ESX writes it. Not readable from an image."}
  - {id: create_type_vmfs_rdm_passthrough, text: vmfsRDMP, doc: "A raw device mapping that passes SCSI commands, as ESX writes it."}
  - {id: create_type_vmfs_raw_device_map, text: vmfsRawDeviceMap, doc: "`vmfsRDM`, as VMware's text names it."}
  - {id: create_type_vmfs_passthrough_rdm, text: vmfsPassthroughRawDeviceMap, doc: "`vmfsRDMP`, as VMware's text names it."}
  - {id: create_type_vmfs_thin, text: vmfsThin, doc: A raw extent on VMFS whose space is allocated when it is written.}
  - {id: create_type_vmfs_preallocated, text: vmfsPreallocated, doc: A raw extent on VMFS whose space is allocated at once.}
  - {id: create_type_vmfs_eager, text: vmfsEagerZeroedThick, doc: A raw extent on VMFS that is allocated and zeroed at once.}
  - {id: create_type_custom, text: custom, doc: Anything else.}
  - {id: extent_access_rw, text: RW, doc: The extent may be read and written. The only word whose lines qemu uses.}
  - {id: extent_access_read_only, text: RDONLY, doc: The extent may be read.}
  - {id: extent_access_no_access, text: NOACCESS, doc: The extent may not even be read.}
  - {id: extent_type_flat, text: FLAT, doc: Bytes of the disk from the given sector of the file on.}
  - {id: extent_type_sparse, text: SPARSE, doc: A hosted sparse extent.}
  - {id: extent_type_zero, text: ZERO, doc: Zeros; the line names no file. qemu skips such a line.}
  - {id: extent_type_vmfs, text: VMFS, doc: Bytes of the disk in a file on VMFS.}
  - {id: extent_type_vmfs_sparse, text: VMFSSPARSE, doc: A COWD extent.}
  - {id: extent_type_vmfs_rdm, text: VMFSRDM, doc: A raw device mapping.}
  - {id: extent_type_vmfs_raw, text: VMFSRAW, doc: A raw device.}
  - {id: extent_type_se_sparse, text: SESPARSE, doc: A space-efficient sparse extent.}
seq:
  - id: header
    type: sparse_header
    doc: Header of a hosted sparse extent.
instances:
  descriptor_text:
    pos: header.descriptor_sector * 512
    size: header.descriptor_sectors * 512
    if: header.descriptor_sector != 0
    -instar-bound: 0xfffff
    doc: The embedded descriptor.
  grain_directory:
    pos: header.gd_sector * 512
    type: grain_directory_entry
    repeat: expr
    repeat-expr: >-
      (header.capacity + header.grain_sectors * header.num_gtes_per_gt - 1) / (header.grain_sectors * header.num_gtes_per_gt)
    if: not header.has_footer
    -instar-bound: 0x2000000
    doc: The grain directory.
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: All offsets and sizes in headers, tables and extent lines count these.
  max_version:
    value: 3
    -instar-c: false
    doc: Newest version of the hosted sparse header.
  version_plain:
    value: 1
    doc: Version that writers give an extent without anything newer.
  version_zeroed_grain:
    value: 2
    doc: The same of an extent that may mark grains as zero.
  version_compressed:
    value: 3
    doc: The same of an extent with compressed grains.
  max_grain_sectors:
    value: 0x200000
    -instar-unit: sectors
    doc: Largest grain that qemu opens, 1 GiB. It bounds what reading one sector of a compressed extent can cost.
  max_gtes_per_gt:
    value: 512
    doc: Most entries in a grain table of a hosted sparse extent, and what everybody writes.
  max_gd_entries:
    value: 0x2000000
    doc: Most entries in a grain directory that qemu opens, a directory of 128 MiB.
  gd_at_end:
    value: 0xffffffffffffffff
    doc: "`gd_sector` of a header whose grain directory is found through the footer at the end of the file."
  footer_distance:
    value: 1536
    -instar-unit: bytes
    doc: |
      The footer's marker is this far in front of the end of the file, the footer 1024 bytes, the end-of-stream marker 512
      bytes in front of it.
  cowd_gtes_per_gt:
    value: 4096
    doc: Entries in each grain table of a COWD extent.
  default_grain_sectors:
    value: 128
    -instar-unit: sectors
    doc: Grain of practically every hosted sparse extent, 64 KiB.
  default_descriptor_sector:
    value: 1
    -instar-unit: sectors
    doc: Where writers put the embedded descriptor.
  default_descriptor_sectors:
    value: 20
    -instar-unit: sectors
    doc: Room that writers leave for the embedded descriptor, 10 KiB.
  default_gt_sectors:
    value: 4
    -instar-unit: sectors
    doc: Sectors of one grain table of 512 entries.
  default_gt_coverage:
    value: 512 * 128
    -instar-unit: sectors
    -instar-c: false
    doc: Part of the disk that a grain table of the default dimensions describes, 32 MiB.
  split_extent_sectors:
    value: 0x400000
    -instar-unit: sectors
    -instar-c: false
    doc: Largest extent of the twoGbMaxExtent kinds, 2 GiB. qemu fills each but the last, VMware stays a little below.
  split_extent_size:
    value: 0x80000000
    -instar-unit: bytes
    doc: The same in bytes.
  ide_heads:
    value: 16
    doc: Heads of the geometry in the descriptor of a disk on an IDE controller.
  scsi_heads:
    value: 255
    doc: Heads of the geometry in the descriptor of a disk on any other controller.
  geometry_sectors:
    value: 63
    doc: Sectors per track of the geometry in the descriptor. Cylinders are what is left, rounded down.
  min_grain_size:
    value: 4096
    -instar-unit: bytes
    -instar-c: false
    doc: Smallest grain that the VMDK specification allows, 8 sectors.
  max_grains:
    value: 0xffffffff
    doc: qemu counts the grains of an extent in 32 bits; with more it wraps around and writes an image that overlaps itself.
  cid_digits:
    value: 8
    -instar-unit: bytes
    doc: |
      Bytes of a CID in a descriptor. It is a random 32-bit number in hexadecimal without leading zeros, so one image in 16 has a shorter
      one; the usual length is counted.
  zlib_stored_block:
    value: 16383
    -instar-unit: bytes
    doc: Most bytes that zlib at its default memory level stores in one block when they cannot be compressed.
  zlib_stored_block_overhead:
    value: 5
    -instar-unit: bytes
    doc: Bits and two lengths in front of a stored block (RFC 1951, section 3.2.4), rounded up to bytes.
types:
  sparse_header:
    doc: |
      First sector of a hosted sparse extent. Its footer, which streamOptimized files have near their end, is the same
      structure and takes precedence. A header that is cut short reads as if it went on with zeros.
    doc-ref: Virtual Disk Format 5.0, "Hosted Sparse Extents", SparseExtentHeader
    -instar-practice:
      - text: |
          The size of a sparse extent is what its header says, not what the extent line of the descriptor says.
        run: qemu-img 5.2, 7.2, 10.0, 11.1; extent lines of other lengths, in the file and next to it
      - text: |
          Version 2 adds bit 2 of `flags` (zeroed grains), version 3 belongs to changed-block tracking and to streamOptimized files.
        source:
          - https://gitlab.com/qemu-project/qemu/-/commit/14ead646fe7d5163c342ebd1e0aeb556ecf343a1 qemu, of Virtual Disk Format 5.0
          - "https://github.com/libyal/libvmdk/blob/main/documentation/VMWare%20Virtual%20Disk%20Format%20(VMDK).asciidoc libvmdk's documentation, sparse extent data file"
      - text: Readers may treat version 3 as version 1, and so ESXi does version 2.
        source: https://docs.vmware.com/en/VMware-vSphere/8.0/vsphere-vddk-programming-guide/GUID-0598E48A-66B7-426A-8279-A45F0CEDF15D.html VMware, Virtual Disk Development Kit Programming Guide, on versions of VMDK
      - text: In streamOptimized files qemu writes `flags` 0x30003, with a redundant grain directory;
        run: qemu-img 5.2, 7.2, 10.0, 11.1
      - text: open-vmdk writes 0x30001, without one.
        source: https://github.com/vmware/open-vmdk/blob/master/vmdk/sparse.c open-vmdk, StreamOptimized_Create
      - text: |
          The extents of a twoGbMaxExtentSparse disk have the same header without a descriptor after it, and cannot be opened on their
          own.

          Layout of the metadata that qemu writes: header in sector 0, descriptor in 1..20, from 21 the second grain directory with its
          grain tables, then the grain directory with its own, and the first grain on the next multiple of the grain. Directories are
          rounded up to sectors.
        run: qemu-img 5.2, 7.2, 10.0, 11.1
    -instar-faults:
      - id: no_coverage
        field: grain_sectors
        text: is {value}, so that one grain table covers nothing
        qemu: L1 entry size is invalid
        doc: |
          Entries per grain table times grain size, as a 32-bit number, must not be 0. qemu looks at this before it looks at the grain alone, so
          that a grain of 0x800000 sectors ends here.
      - id: grain_too_large
        field: grain_sectors
        text: "is {value}, must be at most {max_grain_sectors:#x}"
        qemu: Invalid granularity, image may be corrupt
        doc: A grain above `max_grain_sectors`.
      - id: gd_too_large
        field: capacity
        text: "is {value}, which needs more than {max_gd_entries:#x} grain directory entries"
        qemu: L1 size too big
        doc: The capacity divided by what one grain table covers exceeds `max_gd_entries`.
      - id: too_large
        field: capacity
        text: is {value}, more than 0x3fffffffffffff sectors
        qemu: "Could not refresh total sector count: File too large"
        doc: The size in bytes, with the extents before this one, does not fit into a signed 64-bit number.
      - id: truncated
        field: overhead_sectors
        text: is {value} sectors, the file is shorter
        qemu: "File truncated, expecting at least {extra0:i64} bytes"
        doc: The file ends before the first grain could begin. The extra number is `overhead_sectors` in bytes.
      - id: gd_past_end
        field: gd_sector
        text: is {value}, the grain directory leaves the file
        doc: qemu reads what is missing as zeros, that is as grain tables that do not exist.
      - id: gd_unreachable
        field: gd_sector
        text: is {value}, no file can be so long
        qemu: "Could not read l1 table from extent '{file}': Input/output error"
        doc: The directory ends past raw's `max_file_bytes`.
      - id: redundant_gd_unreachable
        field: redundant_gd_sector
        text: is {value}, no file can be so long
        qemu: "Could not read l1 backup table from extent '{file}': Input/output error"
        doc: The same for the second directory, where the flags say that there is one.
      - id: gd_too_short
        field: capacity
        text: needs more entries than the grain directory has, {value}
        qemu: "qemu-img: {walking}: Input/output error"
        doc: |
          qemu counts the entries in 32 bits: a capacity that needs 2^32 of them, or a few more, passes the check of their number, and the
          disk's end cannot be mapped.
      - id: no_footer
        field: gd_sector
        text: says that there is a footer, but the end of the file has none
        qemu: Invalid footer
        doc: |
          The last three sectors must be the footer's marker, the footer and the end-of-stream marker, see `footer`.
      - id: bad_descriptor
        field: descriptor_sector
        text: is {value}, where no descriptor with CID and parentCID is
        qemu: "Could not open '{file}': Invalid argument"
        doc: |
          An embedded descriptor needs the two content ids and nothing else; its extent lines and its createType are not looked at. It is
          looked for right after the header, whatever this field says.
      - id: descriptor_says
        field: capacity
        text: is 0, and the embedded descriptor is of the unsupported type '{detail}'
        qemu: "Unsupported image type '{detail}'"
        doc: A capacity of 0 with a descriptor hands over to the descriptor, as if it were a file of its own.
    seq:
      - id: magic
        contents: KDMV
        -instar-qemu: Image not in VMDK format
        -instar-c: [place, value, size]
        doc: The letters VMDK from back to front, as they were a number once. By them the extent is recognised.
      - id: version
        type: u4
        valid:
          max: 3
        -instar-qemu: Unsupported VMDK version {value}
        -instar-c: [place]
        doc: 1, or 2 when grain table entries may be 1 (zeroed grain), or 3.
      - id: flags
        type: u4
        -instar-any: unknown flags are ignored by all readers
        doc: Set of bits, see the derived values below.
      - id: capacity
        type: u8
        -instar-any: |
          the size of the disk is checked by the number of grain tables that it needs; 0 marks a header whose embedded
          descriptor names the extents
        -instar-unit: sectors
        -instar-c: [place, peek]
        doc: Size of the extent's part of the disk, a multiple of the grain.
      - id: grain_sectors
        -orig-id: grainSize
        type: u8
        valid:
          expr: _ > 8 and (_ & (_ - 1)) == 0
        -instar-qemu-valid:
          doc: it takes every grain that the faults leave, powers of two or not
        -instar-unit: sectors
        -instar-c: [place]
        doc: Size of a grain, a power of two greater than 8; 128 in practice.
      - id: descriptor_sector
        -orig-id: descriptorOffset
        type: u8
        -instar-any: 0 means that the descriptor is a file of its own
        -instar-unit: sectors
        -instar-c: [place, peek]
        doc: Sector of the embedded descriptor, 1 in practice.
      - id: descriptor_sectors
        -orig-id: descriptorSize
        type: u8
        -instar-any: readers look for the end of the text
        -instar-unit: sectors
        -instar-c: [place]
        doc: Room of the embedded descriptor, 20 in practice.
      - id: num_gtes_per_gt
        -orig-id: numGTEsPerGT
        type: u4
        valid: 512
        -instar-qemu-valid:
          max: 512
          doc: it takes shorter tables as well
        -instar-qemu: L2 table size too big
        -instar-c: [place, max]
        doc: Entries in one grain table.
      - id: redundant_gd_sector
        -orig-id: rgdOffset
        type: u8
        -instar-any: readers need the second directory only for repair
        -instar-unit: sectors
        -instar-c: [place]
        doc: Sector of the second grain directory, which has grain tables of its own. Valid with flag bit 1.
      - id: gd_sector
        -orig-id: gdOffset
        type: u8
        -instar-any: checked against the length of the file by the reader of the directory
        -instar-unit: sectors
        -instar-c: [place]
        doc: Sector of the grain directory, or `gd_at_end`.
      - id: overhead_sectors
        -orig-id: overHead
        type: u8
        -instar-any: checked against the length of the file
        -instar-unit: sectors
        -instar-c: [place]
        doc: Sectors in front of the first grain, all metadata included, rounded up to the grain.
      - id: unclean_shutdown
        type: u1
        -instar-any: readers do not write
        doc: 1 while the extent is open for writing, and after a crash.
      - id: single_end_line_char
        type: u1
        -instar-any: a check byte that no reader compares
        doc: Line feed. This and the next three are damaged when the file went through a text-mode transfer.
      - id: non_end_line_char
        type: u1
        -instar-any: a check byte that no reader compares
        doc: Space.
      - id: double_end_line_char_1
        type: u1
        -instar-any: a check byte that no reader compares
        doc: Carriage return.
      - id: double_end_line_char_2
        type: u1
        -instar-any: a check byte that no reader compares
        doc: Line feed.
      - id: compress_algorithm
        type: u2
        enum: compress_algorithm
        -instar-any: readers ask only whether it is deflate
        doc: How grains are compressed. The rule for the whole extent; single grains may not differ.
      - id: padding
        size: 433
        -instar-any: readers ignore it
        doc: Zero, up to the end of the sector.
    instances:
      flag_newline_test:
        value: 1
        doc: Bit of `flags`, the four end-of-line bytes are filled in.
      flag_redundant_gd:
        value: 2
        doc: Bit of `flags`, there is a second grain directory.
      flag_zeroed_grain:
        value: 4
        doc: Bit of `flags`, a grain table entry of 1 means a grain of zeros.
      flag_compressed:
        value: 0x10000
        doc: Bit of `flags`, grains are compressed.
      flag_markers:
        value: 0x20000
        doc: Bit of `flags`, grains and metadata are after markers.
      has_redundant_gd:
        value: (flags & flag_redundant_gd) != 0
        doc: There is a second grain directory.
      has_zeroed_grain:
        value: (flags & flag_zeroed_grain) != 0
        doc: A grain table entry of 1 means a grain of zeros. Without the flag it is a sector like any other.
      has_markers:
        value: (flags & flag_markers) != 0
        doc: A compressed grain is preceded by `grain_marker`.
      has_footer:
        value: gd_sector == 0xffffffffffffffff
        doc: The footer says where the grain directory is.
      is_compressed:
        value: compress_algorithm == compress_algorithm::deflate
        doc: |
          Grains are deflated. qemu decides by this field and not by the flag; so does instar.
  cowd_header:
    doc: |
      First 2048 bytes of an ESX sparse extent (delta disk of a snapshot on VMFS, a "redo log"). Everything not in it is read
      from the parent disk, or as zeros. The same magic begins the extents of VMware Workstation 3, whose header is shorter.
    doc-ref: Virtual Disk Format 5.0, "ESXi Host Sparse Extents", COWDisk_Header
    -instar-practice:
      - text: Readers use magic, sectors, grain size and the place and size of the directory.
        run: qemu-img 5.2, 7.2, 10.0, 11.1; all other fields set to ones, one by one
      - text: |
          ESX uses grains of one sector, a directory at sector 4 and tables of 4096 entries, so that one table covers 2 MiB.
        source:
          - "https://github.com/libyal/libvmdk/blob/main/documentation/VMWare%20Virtual%20Disk%20Format%20(VMDK).asciidoc libvmdk's documentation, COWD sparse extent data file"
          - https://www.mail-archive.com/qemu-devel@nongnu.org/msg620178.html Sam Eiderman, on the grains
        unverified: no extent of it was looked at
      - text: |
          qemu opens such an extent only through a descriptor file that names it as VMFSSPARSE; on its own it lacks the content ids. A
          header that is cut short reads as if it went on with zeros.
        run: qemu-img 5.2, 7.2, 10.0, 11.1
    -instar-faults:
      - id: grain_too_large
        field: grain_sectors
        text: "is {value}, must be at most {max_grain_sectors:#x}"
        qemu: Invalid granularity, image may be corrupt
        doc: A grain above `max_grain_sectors`.
      - id: no_grain
        field: grain_sectors
        text: is {value}, must not be 0
        doc: qemu opens the extent and dies of a division by zero when its map is asked for.
      - id: gd_past_end
        field: gd_sector
        text: is {value}, the grain directory leaves the file
        doc: qemu reads what is missing as zeros.
      - id: gd_too_short
        field: num_gd_entries
        text: is {value}, too few for the disk
        qemu: "qemu-img: {walking}: Input/output error"
        doc: qemu opens such an extent, and fails where the directory has no entry.
    seq:
      - id: magic
        contents: COWD
        -instar-qemu: Image not in VMDK format
        -instar-c: [place, value, size]
        doc: By these letters the extent is recognised.
      - id: version
        type: u4
        -instar-any: only version 1 exists and no reader compares it
        -instar-c: [place]
        doc: Version, 1.
      - id: flags
        type: u4
        -instar-any: readers ignore it
        doc: 3, always.
      - id: num_sectors
        -orig-id: numSectors
        type: u4
        -instar-any: every size of a disk that 32 bits can say is possible
        -instar-unit: sectors
        -instar-c: [place]
        doc: Size of the extent's part of the disk.
      - id: grain_sectors
        -orig-id: grainSize
        type: u4
        -instar-any: zero and too large grains are distinguished by the faults
        -instar-unit: sectors
        -instar-c: [place]
        doc: Size of a grain; 1 on ESX.
      - id: gd_sector
        -orig-id: gdOffset
        type: u4
        -instar-any: checked against the length of the file by the reader of the directory
        -instar-unit: sectors
        -instar-c: [place]
        doc: Sector of the grain directory; 4 on ESX, after this header.
      - id: num_gd_entries
        -orig-id: numGDEntries
        type: u4
        -instar-any: as many as the disk needs tables
        -instar-qemu-valid:
          max: 0x2000000
          doc: a directory of 128 MiB
        -instar-qemu: L1 size too big
        -instar-c: [place]
        doc: Entries in the grain directory.
      - id: free_sector
        -orig-id: freeSector
        type: u4
        -instar-any: only writers need it
        -instar-unit: sectors
        doc: Next sector to be allocated.
      - id: num_cylinders
        type: u4
        -instar-any: nothing depends on the geometry
        doc: Cylinders of a root disk. In a child this and what follows is the parent's file name, 1024 bytes with the next three fields.
      - id: num_heads
        type: u4
        -instar-any: nothing depends on the geometry
        doc: Heads of a root disk.
      - id: num_sectors_per_track
        type: u4
        -instar-any: nothing depends on the geometry
        doc: Sectors per track of a root disk.
      - id: padding_root
        size: 1012
        -instar-any: rest of the parent's file name in a child
        doc: Unused in a root disk.
      - id: parent_generation
        type: u4
        -instar-any: only VMware compares it
        doc: Generation of the parent when the child was made.
      - id: generation
        type: u4
        -instar-any: only VMware compares it
        doc: Grows with each time the disk is opened for writing.
      - id: name
        size: 60
        -instar-any: a text for people
        doc: Name of the disk.
      - id: description
        size: 512
        -instar-any: a text for people
        doc: Description of the disk.
      - id: saved_generation
        type: u4
        -instar-any: only VMware compares it
        doc: Generation at the last clean close.
      - id: reserved
        size: 8
        -instar-any: readers ignore it
        doc: Unused.
      - id: unclean_shutdown
        type: u4
        -instar-any: readers do not write
        doc: 1 while the extent is open for writing, and after a crash.
      - id: padding
        size: 396
        -instar-any: readers ignore it
        doc: Zero, up to byte 2048.
  marker:
    doc: |
      Announces metadata in a streamOptimized file. A marker is one sector; what it announces follows in the next ones. A size other than 0
      makes it a `grain_marker`, whose data begins right after 12 bytes.
    doc-ref: Virtual Disk Format 5.0, "Stream-Optimized Compressed", Markers
    seq:
      - id: num_sectors
        -orig-id: val
        type: u8
        -instar-any: what it must be depends on the kind of the marker
        -instar-unit: sectors
        doc: Sectors of metadata that follow, 0 for the end of the stream. In a grain marker, the sector of the disk.
      - id: len_data
        -orig-id: size
        type: u4
        -instar-any: distinguishes grains from metadata
        -instar-unit: bytes
        doc: 0 for metadata.
      - id: marker_type
        -orig-id: type
        type: u4
        enum: marker_type
        -instar-any: compared by the reader with what it expects
        doc: What follows.
      - id: padding
        size: 496
        -instar-any: readers ignore it
        doc: Zero, up to the end of the sector.
  grain_marker:
    doc: |
      Precedes each compressed grain. The grain's data follows at once, and is padded with zeros to the end of its last sector. A grain table
      entry points to the marker.
    doc-ref: Virtual Disk Format 5.0, "Stream-Optimized Compressed", Grain Marker
    -instar-faults:
      - id: too_long
        field: len_data
        text: is {value}, more than twice a grain
        doc: The compressed data of a grain is longer than a reader accepts.
      - id: past_end
        field: len_data
        text: is {value}, the grain leaves the file
        doc: A compressed grain ends past the end of the file.
    seq:
      - id: lba
        type: u8
        -instar-any: readers that come from a grain table know it
        -instar-unit: sectors
        doc: Sector of the disk at which the grain begins.
      - id: len_data
        type: u4
        -instar-any: checked against the grain by the reader
        -instar-unit: bytes
        doc: Length of the compressed data, never 0. The data is a zlib stream (RFC 1950).
  footer:
    doc: |
      The last three sectors of a streamOptimized file that was written in one go. The header in the middle differs from that at
      the start of the file in `gd_sector`.
    doc-ref: Virtual Disk Format 5.0, "Stream-Optimized Compressed", Footer
    -instar-practice:
      - text: |
          qemu writes streamOptimized files without a footer: it knows the place of the directory from the start.
        run: qemu-img 5.2, 7.2, 10.0, 11.1
      - text: open-vmdk writes none either.
        source: https://github.com/vmware/open-vmdk/blob/master/vmdk/sparse.c open-vmdk, StreamOptimized_Close
      - text: Programs of VMware write one, where the file is streamed out in one go.
        source: "https://github.com/libyal/libvmdk/blob/main/documentation/VMWare%20Virtual%20Disk%20Format%20(VMDK).asciidoc libvmdk's documentation, Footer"
        unverified: no such file was looked at
    seq:
      - id: footer_marker
        type: marker
        doc: Marker of the footer, of size 0 and type footer.
      - id: header
        type: sparse_header
        doc: The header that counts.
      - id: end_of_stream
        type: marker
        doc: Marker of 512 zero bytes.
    instances:
      is_valid:
        value: >-
          footer_marker.len_data == 0 and footer_marker.marker_type == marker_type::footer and end_of_stream.num_sectors == 0
          and end_of_stream.len_data == 0 and end_of_stream.marker_type == marker_type::end_of_stream
        doc: What readers demand of the two markers. The number of sectors in the footer's marker, 1, is not looked at.
  grain_directory_entry:
    doc: |
      Place of one grain table. Entry n covers the disk from sector n x `num_gtes_per_gt` x `grain_sectors` on.
    doc-ref: Virtual Disk Format 5.0, "Hosted Sparse Extents", Grain Directory
    -instar-entry:
      - {means: hole, if: sector == unallocated}
      - {means: table}
    -instar-faults:
      - id: past_end
        field: sector
        text: is {value}, the grain table leaves the file
        doc: qemu reads what is missing as zeros, that is as grains that were never written.
      - id: check_missing
        field: sector
        text: is missing for sector {extra0} of the disk, which has more than the {value} entries cover
        qemu: "ERROR: could not get cluster_offset for sector {extra0}"
        doc: The directory is too short. qemu's check ends there.
    seq:
      - id: sector
        type: u4
        -instar-any: any place is possible; the end of the table is checked against the length of the file
        -instar-unit: sectors
        doc: Sector of the grain table.
    instances:
      unallocated:
        value: 0
        doc: Value of an entry without a grain table; none of its grains was ever written.
      is_allocated:
        value: sector != unallocated
        doc: Whether there is a grain table.
      table_offset:
        value: sector * 512
        -instar-unit: bytes
        doc: Offset of the grain table in the file.
  grain_table_entry:
    doc: |
      Place of one grain. An entry that is not allocated reads from the parent disk or, without one, as zeros.
    doc-ref: Virtual Disk Format 5.0, "Hosted Sparse Extents", Grain Table
    -instar-entry:
      - {means: hole, if: sector == unallocated}
      - {means: zero, if: sector == zeroed, doc: "Only with `flag_zeroed_grain`; without it, data in sector 1."}
      - {means: data, doc: "Compressed, with `flag_compressed`."}
    -instar-faults:
      - id: past_end
        field: sector
        text: is {value}, the grain leaves the file
        doc: qemu opens such an image and reads zeros past the end of the file.
      - id: check_past_end
        field: sector
        text: is {value}, past the end of the file, for sector {extra0} of the disk
        qemu: "ERROR: cluster offset for sector {extra0} points after EOF"
        doc: What was stored there is lost. qemu's check ends with the first. Of a flat extent, the value is where it starts.
    seq:
      - id: sector
        type: u4
        -instar-any: any place is possible; the end of the grain is checked against the length of the file
        -instar-unit: sectors
        doc: Sector of the grain, or of its marker in a compressed extent.
    instances:
      unallocated:
        value: 0
        doc: The grain was never written.
      zeroed:
        value: 1
        doc: The grain reads as zeros, whatever the parent has. Only with `has_zeroed_grain`.
      is_allocated:
        value: sector != unallocated
        doc: Whether this extent, rather than the parent, says what the grain is.
      grain_offset:
        value: sector * 512
        -instar-unit: bytes
        doc: Offset of the grain in the file.
  descriptor:
    doc: |
      Text that ties a disk together: a file of its own, or embedded in a sparse extent. Lines end in a line feed (or carriage
      return and line feed); `#` begins a comment; `key=value` pairs have values with or without double quotes. By VMware's text
      the case of letters does not matter (VirtualBox writes `# The disk Data Base`); qemu compares keys and create types with
      regard to case. Three parts follow each other, each after a comment: the header
      (version, CID, parentCID, createType), the extents, and the disk data base (keys with the prefix `ddb.`).

      An extent line is `ACCESS SECTORS TYPE "NAME" [OFFSET]`:

          line     = [ WS ] access WS sectors WS type [ WS DQUOTE name DQUOTE [ [ WS ] offset [ ignored ] ] ] LF
          access   = "RW" / "RDONLY" / "NOACCESS"
          sectors  = 1*DIGIT                        ; size of the extent
          type     = "FLAT" / "SPARSE" / "ZERO" / "VMFS" / "VMFSSPARSE" / "VMFSRDM" / "VMFSRAW" / "SESPARSE"
          name     = 1*511( any character but DQUOTE, CR and LF )
          offset   = 1*DIGIT                        ; sector in the file at which a FLAT extent begins
          WS       = 1*( SP / HTAB )

      The words, and the values of createType, are the texts `extent_access_*`, `extent_type_*` and `create_type_*` of this file.

      Extents follow each other on the disk in the order of their lines, and the size of the disk is their sum. Names are
      relative to the directory of the descriptor.
    doc-ref: Virtual Disk Format 5.0, "The Descriptor File"
    -instar-practice:
      - text: |
          How qemu reads a descriptor, which is more forgiving here and stricter there than the specification:

          - Recognition. From the start of the file it skips lines that begin with `#` and lines that hold spaces only (at least one); the line
            after these must be `version=1`, `version=2` or `version=3`, ended by LF or CR LF. An empty line, a tab or another key in between, or
            a version line without an end, make it a raw image. The comment that every writer puts first is not needed. When the format is
            given, nothing of this is asked.
          - Values. The first occurrence of the text createType counts, in whatever line and as whatever part of a word, comments included. The
            two characters after it (`="`) are skipped unseen, and the value goes up to the next double quote, over line ends if need be. CID is
            found as the first `CID=`, which may be that of parentCID, parentCID likewise; white space may precede the hexadecimal number,
            `0x` too. Both must be there. parentFileNameHint is found as createType is; a disk has a parent when this has a value that is not empty,
            whatever parentCID says. The content ids and the parent are looked for in the first 10 KiB only, in descriptor files too, and
            `descriptor_sectors` of the header does not matter. Text after a zero byte does not exist.
          - Extents. Every line is tried. A line counts when its first word is RW, its second a number, and its third and fourth word and the quoted
            name follow; every other line is skipped. Then FLAT needs an offset of at least 0, and every other type, known or not, must
            have none: else the line is invalid and the image refused. Among the lines left, those of 0 or fewer sectors and those of a type
            other than FLAT, SPARSE, VMFS, VMFSSPARSE and SESPARSE are skipped. A type of more than 10 letters makes a line to be skipped as well.
            White space between the words includes line ends: a number at the start of the next line is an offset. What follows the
            offset is ignored. White space in front of a line includes line ends too, so that an extent line after a blank line counts
            twice.
          - The type of the disk does not restrict the types of its extents: a monolithicFlat disk may have SPARSE lines.
        run: qemu-img 5.2, 7.2, 10.0, 11.1, with the texts of tests/guest/formats/test_vmdk.py and others
    -instar-faults:
      - id: too_small
        field: text
        text: has {value} bytes, too few for a VMDK
        qemu: File is too small, not a valid image
        doc: The file is empty.
      - id: garbage
        field: text
        text: has no createType, this is no descriptor
        qemu: invalid VMDK image descriptor
        doc: The text has no createType with a value that ends.
      - id: unsupported_type
        field: text
        text: has the createType '{detail}', which is not supported
        qemu: "Unsupported image type '{detail}'"
        doc: |
          A descriptor file may be of type monolithicFlat, vmfs, vmfsSparse, seSparse, twoGbMaxExtentSparse or twoGbMaxExtentFlat. In a
          descriptor file, qemu does not accept monolithicSparse and streamOptimized.
      - id: bad_cid
        field: text
        text: has no CID or parentCID, or one that is no hexadecimal number
        qemu: "Could not open '{file}': Invalid argument"
        doc: Both content ids must be readable.
      - id: invalid_extent
        field: text
        text: "has an invalid extent line: {detail}"
        qemu: "Invalid extent line: {detail}"
        doc: The detail is the line as it is in the file, without its end.
      - id: missing_extent
        field: text
        text: names the extent '{detail}', which cannot be opened
        qemu: "Could not open '{detail}': No such file or directory"
        doc: The detail is the name as resolved next to the descriptor.
      - id: not_sparse
        field: text
        text: names the extent '{detail}', which is no sparse extent
        qemu: Image not in VMDK format
        doc: A SPARSE or VMFSSPARSE extent must begin with `KDMV` or `COWD`; which of the two does not matter.
      - id: no_extents
        field: text
        text: names no usable extent
        doc: qemu-img dies of an assertion on such an image, in all versions.
      - id: extent_too_short
        field: text
        text: names the extent '{detail}', which is shorter than the line says
        doc: A flat extent that ends early. qemu reads zeros there.
      - id: too_large
        field: text
        text: makes a disk of more than 9223372036854775807 bytes
        qemu:
          - {until: "7.2", text: ""}
          - {text: "Could not refresh total sector count: File too large"}
        doc: The extents together are larger than a signed 64-bit number of bytes can say.
      - id: size_wraps
        field: text
        text: makes a disk of {value} sectors
        qemu: "qemu-img: Unable to get image virtual_size: File too large"
        doc: The size in bytes, in 64 bits, comes out small. qemu opens such an image, and fails when it is asked for its size.
      - id: bad_parent
        field: text
        text: has a parentFileNameHint whose value does not end
        qemu: "Could not open '{file}': Invalid argument"
        doc: Two characters and a double quote after the name have to follow the key.
      - id: nested
        field: text
        text: names the extent '{detail}', which is a descriptor itself
        doc: A sparse extent without capacity hands over to the descriptor in it. qemu follows it, as deep as it goes.
      - id: too_long
        field: text
        text: has {value} bytes, of which only the first {max_file_bytes} are read
        doc: A longer descriptor file is read up to `max_file_bytes`; what matters must be in front of that.
    -instar-strings:
      - {id: magic, text: "# Disk DescriptorFile", doc: First line of every descriptor that a program wrote.}
      - {id: version_1, text: "version=1", doc: Line by which readers recognise a descriptor.}
      - {id: version_2, text: "version=2", doc: "The same, of a disk with zeroed grains."}
      - {id: version_3, text: "version=3", doc: "The same, of a disk with changed-block tracking."}
      - {id: heading_extents, text: "# Extent description", doc: Comment in front of the extent lines.}
      - {id: heading_ddb, text: "# The Disk Data Base", doc: Comment in front of the disk data base.}
      - {id: heading_ddb_2, text: "#DDB", doc: Comment after it.}
      - {id: key_version, text: version, doc: "Version of the descriptor, 1."}
      - {id: key_encoding, text: encoding, doc: "Character set of the text: UTF-8, windows-1252 and so on. Absent in qemu's."}
      - {id: key_cid, text: CID, doc: "Content id, up to eight hexadecimal digits, changed at the first write after opening."}
      - {id: key_parent_cid, text: parentCID, doc: "Content id of the parent when the child was made, or ffffffff."}
      - {id: key_is_native_snapshot, text: isNativeSnapshot, doc: "Whether the storage itself makes the snapshots, yes or no."}
      - {id: key_create_type, text: createType, doc: "Kind of the disk, see `create_type`."}
      - {id: key_parent_file_name_hint, text: parentFileNameHint, doc: "Path of the parent, absolute or relative to the child."}
      - {id: key_change_track_path, text: changeTrackPath, doc: "File with the changed-block map."}
      - {id: heading_change_track, text: "# Change Tracking File", doc: Comment in front of that line.}
      - {id: key_ddb, text: ddb, doc: How the keys of the disk data base begin.}
      - {id: key_adapter_type, text: ddb.adapterType, doc: "Controller: ide, buslogic, lsilogic or legacyESX."}
      - {id: key_cylinders, text: ddb.geometry.cylinders, doc: Cylinders of the geometry.}
      - {id: key_heads, text: ddb.geometry.heads, doc: "Heads of the geometry: 16 for ide, else 255."}
      - {id: key_sectors, text: ddb.geometry.sectors, doc: Sectors per track of the geometry; 63.}
      - {id: key_hw_version, text: ddb.virtualHWVersion, doc: Version of the virtual machine that the disk is for.}
      - {id: key_tools_version, text: ddb.toolsVersion, doc: Version of the tools in the guest.}
      - {id: key_tools_install_type, text: ddb.toolsInstallType, doc: How the tools came into the guest.}
      - {id: key_bios_cylinders, text: ddb.geometry.biosCylinders, doc: Cylinders of the geometry that the BIOS reports.}
      - {id: key_bios_heads, text: ddb.geometry.biosHeads, doc: Heads of that geometry.}
      - {id: key_bios_sectors, text: ddb.geometry.biosSectors, doc: Sectors per track of that geometry.}
      - {id: key_logical_sector_size, text: ddb.logicalSectorSize, doc: "Bytes per sector for the guest, 512 or 4096; 512 where it is missing."}
      - {id: key_physical_sector_size, text: ddb.physicalSectorSize, doc: "Bytes per sector that the drive says that its medium has."}
      - {id: key_uuid, text: ddb.uuid, doc: Identity of the disk.}
      - {id: key_uuid_image, text: ddb.uuid.image, doc: Identity of the image for VirtualBox.}
      - {id: key_uuid_parent, text: ddb.uuid.parent, doc: "Identity of the parent for VirtualBox, or zeros."}
      - {id: key_uuid_modification, text: ddb.uuid.modification, doc: Identity of the last change for VirtualBox.}
      - {id: key_uuid_parent_modification, text: ddb.uuid.parentmodification, doc: "That of the parent when the child was made, or zeros."}
      - {id: key_long_content_id, text: ddb.longContentID, doc: "A content id of 128 bits, whose last eight digits are the CID."}
      - {id: key_thin_provisioned, text: ddb.thinProvisioned, doc: Whether a flat disk on VMFS is thin.}
      - {id: key_deletable, text: ddb.deletable, doc: Whether the disk may be deleted.}
    params:
      - id: len_text
        type: u4
        -instar-bound: [0, 0xfffff]
        doc: Length of the file, or of the room in the sparse extent.
    seq:
      - id: text
        size: len_text
        -instar-bound: 0xfffff
        -instar-any: "`descriptor` is a text; its reader checks it line by line"
        doc: The text, up to the first zero byte or the end of its room.
    instances:
      max_file_bytes:
        value: 0xfffff
        -instar-unit: bytes
        doc: qemu reads no more than this of a descriptor file, 1 MiB less one byte.
      max_ids_bytes:
        value: 20 * 512
        -instar-unit: bytes
        doc: qemu looks for content ids and the parent in this much of a descriptor, embedded or not.
      max_type_bytes:
        value: 127
        -instar-unit: bytes
        doc: Longest createType. qemu takes a longer one for no descriptor.
      max_name_bytes:
        value: 511
        -instar-unit: bytes
        doc: Longest extent file name.
      max_word_bytes:
        value: 10
        -instar-unit: bytes
        doc: Longest type word, VMFSSPARSE.
      min_probe_bytes:
        value: 4
        -instar-unit: bytes
        doc: Bytes of a magic number. A shorter file is no sparse extent, and only an empty one is too small for a descriptor.
      no_parent_cid:
        value: 0xffffffff
        doc: Value of parentCID, written ffffffff, of a disk without parent.
  new_descriptor:
    doc: |
      The descriptor that qemu writes, in pieces; each % is the place of a number or a text. Extents are named after the image.
    -instar-strings:
      - {id: head, text: "# Disk DescriptorFile\nversion=1\nCID=%\nparentCID=%\ncreateType=\"%\"\n", doc: "CID, that of the parent, kind."}
      - {id: parent, text: "parentFileNameHint=\"%\"", doc: "Follows where there is a backing file, with its name."}
      - {id: extents, text: "\n# Extent description\n", doc: In front of the extents.}
      - {id: flat, text: "RW % FLAT \"%\" 0\n", doc: A flat extent's sectors and name.}
      - {id: sparse, text: "RW % SPARSE \"%\"\n", doc: A sparse extent's sectors and name.}
      - {id: ddb, text: "\n# The Disk Data Base\n#DDB\n\nddb.virtualHWVersion = \"%\"\n", doc: Hardware version.}
      - {id: geometry, text: "ddb.geometry.cylinders = \"%\"\nddb.geometry.heads = \"%\"\nddb.geometry.sectors = \"63\"\n", doc: Cylinders and heads.}
      - {id: adapter, text: "ddb.adapterType = \"%\"\n", doc: Adapter type.}
      - {id: tools, text: "ddb.toolsVersion = \"%\"\n", doc: Version of the guest tools.}
      - {id: name_flat, text: "-flat", doc: Between the name of the image and its extension in the name of the only extent.}
      - {id: name_split_flat, text: "-f", doc: The same of one of several flat extents; its number follows.}
      - {id: name_split_sparse, text: "-s", doc: The same of one of several sparse extents.}
      - {id: default_name, text: output.vmdk, doc: What an image is taken to be called where only its size is asked for.}
      - {id: default_hw_version, text: "4", doc: Hardware version unless `hwversion` says otherwise.}
      - {id: compat6_hw_version, text: "6", doc: Hardware version with `compat6`.}
      - {id: default_adapter, text: ide, doc: Adapter type unless `adapter_type` says otherwise.}
      - {id: default_tools_version, text: "2147483647", doc: Version of the tools unless `toolsversion` says otherwise.}
    seq: []
    instances:
      min_number_digits:
        value: 3
        -instar-unit: bytes
        doc: An extent's number has leading zeros up to so many digits.
enums:
  compress_algorithm:
    0: {id: none, doc: Grains are as they are.}
    1: {id: deflate, doc: "Each grain is a zlib stream (RFC 1950)."}
  marker_type:
    0: {id: end_of_stream, doc: The stream ends here.}
    1: {id: grain_table, doc: A grain table follows.}
    2: {id: grain_directory, doc: The grain directory follows.}
    3: {id: footer, doc: The footer follows.}
