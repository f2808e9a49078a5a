# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/vmdk.ksy spec=c13498ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of vmdk."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="vmdk",
        kind="spec",
        title="VMDK, the virtual disk of VMware products",
        declared="specs/formats/vmdk.ksy",
        page="docs/formats/vmdk.md",
        meaning="A VMDK disk is described by a text, the descriptor, and stored in one or "
        "more extents, files that each hold a consecutive\npart of the disk. Numbers "
        "are little-endian, sectors are 512 bytes. The kinds in use:\n\n- "
        "monolithicSparse: one file with a sparse header (`KDMV`), the descriptor "
        "embedded after it, grain directory, grain\n  tables and grains.\n- "
        "streamOptimized: the same with compressed grains that are written once, "
        "from front to back, each after a marker; the\n  directory is at the end, and "
        "a footer repeats the header with its place. Used by OVF packages.\n- "
        "monolithicFlat, twoGbMaxExtentFlat, vmfs: a descriptor file that names raw "
        "extents.\n- twoGbMaxExtentSparse: a descriptor file that names sparse "
        "extents of at most 2 GiB.\n- vmfsSparse: a descriptor file that names "
        "copy-on-write extents of ESX (`COWD`).\n- seSparse: a descriptor file that "
        "names space-efficient extents of ESX (sesparse.ksy).\n\nIn a sparse extent, "
        "the disk is cut into grains (64 KiB). A grain table has 512 entries, each "
        "the sector of one grain; the\ngrain directory has one entry for each grain "
        "table. Both exist twice in most files, as an insurance.",
        sources=(
            "https://www.vmware.com/support/developer/vddk/vmdk_50_technote.pdf VMware "
            "Virtual Disk Format 5.0",
        ),
    ),
    Topic(
        name="vmdk.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="All offsets and sizes in headers, tables and extent lines count these.",
    ),
    Topic(
        name="vmdk.max_version",
        kind="constant",
        number=3,
        meaning="Newest version of the hosted sparse header.",
    ),
    Topic(
        name="vmdk.version_plain",
        kind="constant",
        number=1,
        meaning="Version that writers give an extent without anything newer.",
    ),
    Topic(
        name="vmdk.version_zeroed_grain",
        kind="constant",
        number=2,
        meaning="The same of an extent that may mark grains as zero.",
    ),
    Topic(
        name="vmdk.version_compressed",
        kind="constant",
        number=3,
        meaning="The same of an extent with compressed grains.",
    ),
    Topic(
        name="vmdk.max_grain_sectors",
        kind="constant",
        number=2097152,
        unit="sectors",
        meaning="Largest grain that qemu opens, 1 GiB. It bounds what reading one sector of "
        "a compressed extent can cost.",
    ),
    Topic(
        name="vmdk.max_gtes_per_gt",
        kind="constant",
        number=512,
        meaning="Most entries in a grain table of a hosted sparse extent, and what everybody "
        "writes.",
    ),
    Topic(
        name="vmdk.max_gd_entries",
        kind="constant",
        number=33554432,
        meaning="Most entries in a grain directory that qemu opens, a directory of 128 MiB.",
    ),
    Topic(
        name="vmdk.gd_at_end",
        kind="constant",
        number=18446744073709551615,
        meaning="`gd_sector` of a header whose grain directory is found through the footer "
        "at the end of the file.",
    ),
    Topic(
        name="vmdk.footer_distance",
        kind="constant",
        number=1536,
        unit="bytes",
        meaning="The footer's marker is this far in front of the end of the file, the footer "
        "1024 bytes, the end-of-stream marker 512\nbytes in front of it.",
    ),
    Topic(
        name="vmdk.cowd_gtes_per_gt",
        kind="constant",
        number=4096,
        meaning="Entries in each grain table of a COWD extent.",
    ),
    Topic(
        name="vmdk.default_grain_sectors",
        kind="constant",
        number=128,
        unit="sectors",
        meaning="Grain of practically every hosted sparse extent, 64 KiB.",
    ),
    Topic(
        name="vmdk.default_descriptor_sector",
        kind="constant",
        number=1,
        unit="sectors",
        meaning="Where writers put the embedded descriptor.",
    ),
    Topic(
        name="vmdk.default_descriptor_sectors",
        kind="constant",
        number=20,
        unit="sectors",
        meaning="Room that writers leave for the embedded descriptor, 10 KiB.",
    ),
    Topic(
        name="vmdk.default_gt_sectors",
        kind="constant",
        number=4,
        unit="sectors",
        meaning="Sectors of one grain table of 512 entries.",
    ),
    Topic(
        name="vmdk.default_gt_coverage",
        kind="constant",
        number=65536,
        unit="sectors",
        meaning="Part of the disk that a grain table of the default dimensions describes, 32 MiB.",
    ),
    Topic(
        name="vmdk.split_extent_sectors",
        kind="constant",
        number=4194304,
        unit="sectors",
        meaning="Largest extent of the twoGbMaxExtent kinds, 2 GiB. qemu fills each but the "
        "last, VMware stays a little below.",
    ),
    Topic(
        name="vmdk.split_extent_size",
        kind="constant",
        number=2147483648,
        unit="bytes",
        meaning="The same in bytes.",
    ),
    Topic(
        name="vmdk.ide_heads",
        kind="constant",
        number=16,
        meaning="Heads of the geometry in the descriptor of a disk on an IDE controller.",
    ),
    Topic(
        name="vmdk.scsi_heads",
        kind="constant",
        number=255,
        meaning="Heads of the geometry in the descriptor of a disk on any other controller.",
    ),
    Topic(
        name="vmdk.geometry_sectors",
        kind="constant",
        number=63,
        meaning="Sectors per track of the geometry in the descriptor. Cylinders are what is "
        "left, rounded down.",
    ),
    Topic(
        name="vmdk.min_grain_size",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Smallest grain that the VMDK specification allows, 8 sectors.",
    ),
    Topic(
        name="vmdk.max_grains",
        kind="constant",
        number=4294967295,
        meaning="qemu counts the grains of an extent in 32 bits; with more it wraps around "
        "and writes an image that overlaps itself.",
    ),
    Topic(
        name="vmdk.cid_digits",
        kind="constant",
        number=8,
        unit="bytes",
        meaning="Bytes of a CID in a descriptor. It is a random 32-bit number in hexadecimal "
        "without leading zeros, so one image in 16 has a shorter\none; the usual "
        "length is counted.",
    ),
    Topic(
        name="vmdk.zlib_stored_block",
        kind="constant",
        number=16383,
        unit="bytes",
        meaning="Most bytes that zlib at its default memory level stores in one block when "
        "they cannot be compressed.",
    ),
    Topic(
        name="vmdk.zlib_stored_block_overhead",
        kind="constant",
        number=5,
        unit="bytes",
        meaning="Bits and two lengths in front of a stored block (RFC 1951, section 3.2.4), "
        "rounded up to bytes.",
    ),
    Topic(
        name="vmdk.create_type_monolithic_sparse",
        kind="text",
        text="monolithicSparse",
        meaning="One sparse extent, with the descriptor in it.",
    ),
    Topic(
        name="vmdk.create_type_monolithic_flat",
        kind="text",
        text="monolithicFlat",
        meaning="A descriptor file and one raw extent.",
    ),
    Topic(
        name="vmdk.create_type_two_gb_max_extent_sparse",
        kind="text",
        text="twoGbMaxExtentSparse",
        meaning="A descriptor file and sparse extents of at most 2 GiB.",
    ),
    Topic(
        name="vmdk.create_type_two_gb_max_extent_flat",
        kind="text",
        text="twoGbMaxExtentFlat",
        meaning="A descriptor file and raw extents of at most 2 GiB.",
    ),
    Topic(
        name="vmdk.create_type_2gb_sparse",
        kind="text",
        text="2GbMaxExtentSparse",
        meaning="Older spelling of twoGbMaxExtentSparse. qemu does not know it.",
    ),
    Topic(
        name="vmdk.create_type_2gb_flat",
        kind="text",
        text="2GbMaxExtentFlat",
        meaning="Older spelling of twoGbMaxExtentFlat. qemu does not know it.",
    ),
    Topic(
        name="vmdk.create_type_stream_optimized",
        kind="text",
        text="streamOptimized",
        meaning="One sparse extent with compressed grains, for transport.",
    ),
    Topic(
        name="vmdk.create_type_vmfs",
        kind="text",
        text="vmfs",
        meaning="A descriptor file and one raw extent on VMFS.",
    ),
    Topic(
        name="vmdk.create_type_vmfs_sparse",
        kind="text",
        text="vmfsSparse",
        meaning="A descriptor file and COWD extents on VMFS.",
    ),
    Topic(
        name="vmdk.create_type_se_sparse",
        kind="text",
        text="seSparse",
        meaning="A descriptor file and space-efficient sparse extents on VMFS.",
    ),
    Topic(
        name="vmdk.create_type_full_device",
        kind="text",
        text="fullDevice",
        meaning="A whole physical disk. Not readable from an image.",
    ),
    Topic(
        name="vmdk.create_type_partitioned_device",
        kind="text",
        text="partitionedDevice",
        meaning="Partitions of a physical disk. Not readable from an image.",
    ),
    Topic(
        name="vmdk.create_type_vmfs_raw",
        kind="text",
        text="vmfsRaw",
        meaning="A raw device on ESX. Not readable from an image.",
    ),
    Topic(
        name="vmdk.create_type_vmfs_rdm",
        kind="text",
        text="vmfsRDM",
        meaning="A raw device mapping, as ESX writes it. Not readable from an image.",
    ),
    Topic(
        name="vmdk.create_type_vmfs_rdm_passthrough",
        kind="text",
        text="vmfsRDMP",
        meaning="A raw device mapping that passes SCSI commands, as ESX writes it.",
    ),
    Topic(
        name="vmdk.create_type_vmfs_raw_device_map",
        kind="text",
        text="vmfsRawDeviceMap",
        meaning="`vmfsRDM`, as VMware's text names it.",
    ),
    Topic(
        name="vmdk.create_type_vmfs_passthrough_rdm",
        kind="text",
        text="vmfsPassthroughRawDeviceMap",
        meaning="`vmfsRDMP`, as VMware's text names it.",
    ),
    Topic(
        name="vmdk.create_type_vmfs_thin",
        kind="text",
        text="vmfsThin",
        meaning="A raw extent on VMFS whose space is allocated when it is written.",
    ),
    Topic(
        name="vmdk.create_type_vmfs_preallocated",
        kind="text",
        text="vmfsPreallocated",
        meaning="A raw extent on VMFS whose space is allocated at once.",
    ),
    Topic(
        name="vmdk.create_type_vmfs_eager",
        kind="text",
        text="vmfsEagerZeroedThick",
        meaning="A raw extent on VMFS that is allocated and zeroed at once.",
    ),
    Topic(
        name="vmdk.create_type_custom",
        kind="text",
        text="custom",
        meaning="Anything else.",
    ),
    Topic(
        name="vmdk.extent_access_rw",
        kind="text",
        text="RW",
        meaning="The extent may be read and written. The only word whose lines qemu uses.",
    ),
    Topic(
        name="vmdk.extent_access_read_only",
        kind="text",
        text="RDONLY",
        meaning="The extent may be read.",
    ),
    Topic(
        name="vmdk.extent_access_no_access",
        kind="text",
        text="NOACCESS",
        meaning="The extent may not even be read.",
    ),
    Topic(
        name="vmdk.extent_type_flat",
        kind="text",
        text="FLAT",
        meaning="Bytes of the disk from the given sector of the file on.",
    ),
    Topic(
        name="vmdk.extent_type_sparse",
        kind="text",
        text="SPARSE",
        meaning="A hosted sparse extent.",
    ),
    Topic(
        name="vmdk.extent_type_zero",
        kind="text",
        text="ZERO",
        meaning="Zeros; the line names no file. qemu skips such a line.",
    ),
    Topic(
        name="vmdk.extent_type_vmfs",
        kind="text",
        text="VMFS",
        meaning="Bytes of the disk in a file on VMFS.",
    ),
    Topic(
        name="vmdk.extent_type_vmfs_sparse",
        kind="text",
        text="VMFSSPARSE",
        meaning="A COWD extent.",
    ),
    Topic(
        name="vmdk.extent_type_vmfs_rdm",
        kind="text",
        text="VMFSRDM",
        meaning="A raw device mapping.",
    ),
    Topic(
        name="vmdk.extent_type_vmfs_raw",
        kind="text",
        text="VMFSRAW",
        meaning="A raw device.",
    ),
    Topic(
        name="vmdk.extent_type_se_sparse",
        kind="text",
        text="SESPARSE",
        meaning="A space-efficient sparse extent.",
    ),
    Topic(
        name="vmdk.compress_algorithm",
        kind="enum",
    ),
    Topic(
        name="vmdk.compress_algorithm.none",
        kind="member",
        number=0,
        meaning="Grains are as they are.",
    ),
    Topic(
        name="vmdk.compress_algorithm.deflate",
        kind="member",
        number=1,
        meaning="Each grain is a zlib stream (RFC 1950).",
    ),
    Topic(
        name="vmdk.marker_type",
        kind="enum",
    ),
    Topic(
        name="vmdk.marker_type.end_of_stream",
        kind="member",
        number=0,
        meaning="The stream ends here.",
    ),
    Topic(
        name="vmdk.marker_type.grain_table",
        kind="member",
        number=1,
        meaning="A grain table follows.",
    ),
    Topic(
        name="vmdk.marker_type.grain_directory",
        kind="member",
        number=2,
        meaning="The grain directory follows.",
    ),
    Topic(
        name="vmdk.marker_type.footer",
        kind="member",
        number=3,
        meaning="The footer follows.",
    ),
    Topic(
        name="vmdk.sparse_header",
        kind="structure",
        type="512 bytes",
        practice="The size of a sparse extent is what its header says, not what the extent "
        "line of the descriptor says. (run: qemu-img 5.2, 7.2, 10.0, 11.1; extent "
        "lines of other lengths, in the file and next to it) Version 2 adds bit 2 of "
        "`flags` (zeroed grains), version 3 belongs to changed-block tracking and to "
        "streamOptimized files. (source: "
        "https://gitlab.com/qemu-project/qemu/-/commit/14ead646fe7d5163c342ebd1e0aeb556ecf343a1 "
        "qemu, of Virtual Disk Format 5.0; source: "
        "https://github.com/libyal/libvmdk/blob/main/documentation/VMWare%20Virtual%20Disk%20Format%20(VMDK).asciidoc "
        "libvmdk's documentation, sparse extent data file) Readers may treat version "
        "3 as version 1, and so ESXi does version 2. (source: "
        "https://docs.vmware.com/en/VMware-vSphere/8.0/vsphere-vddk-programming-guide/GUID-0598E48A-66B7-426A-8279-A45F0CEDF15D.html "
        "VMware, Virtual Disk Development Kit Programming Guide, on versions of "
        "VMDK) In streamOptimized files qemu writes `flags` 0x30003, with a "
        "redundant grain directory; (run: qemu-img 5.2, 7.2, 10.0, 11.1) open-vmdk "
        "writes 0x30001, without one. (source: "
        "https://github.com/vmware/open-vmdk/blob/master/vmdk/sparse.c open-vmdk, "
        "StreamOptimized_Create) The extents of a twoGbMaxExtentSparse disk have the "
        "same header without a descriptor after it, and cannot be opened on "
        "their\nown.\n\nLayout of the metadata that qemu writes: header in sector 0, "
        "descriptor in 1..20, from 21 the second grain directory with its\ngrain "
        "tables, then the grain directory with its own, and the first grain on the "
        "next multiple of the grain. Directories are\nrounded up to sectors. (run: "
        "qemu-img 5.2, 7.2, 10.0, 11.1)",
        meaning="First sector of a hosted sparse extent. Its footer, which streamOptimized "
        "files have near their end, is the same\nstructure and takes precedence. A "
        "header that is cut short reads as if it went on with zeros.",
        sources=('Virtual Disk Format 5.0, "Hosted Sparse Extents", SparseExtentHeader',),
    ),
    Topic(
        name="vmdk.sparse_header.magic",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"KDMV"',),
        qemu=(
            (
                None,
                "Image not in VMDK format",
            ),
        ),
        meaning="The letters VMDK from back to front, as they were a number once. By them "
        "the extent is recognised.",
    ),
    Topic(
        name="vmdk.sparse_header.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("at most 3",),
        qemu=(
            (
                None,
                "Unsupported VMDK version {value}",
            ),
        ),
        meaning="1, or 2 when grain table entries may be 1 (zeroed grain), or 3.",
    ),
    Topic(
        name="vmdk.sparse_header.flags",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("any: unknown flags are ignored by all readers",),
        meaning="Set of bits, see the derived values below.",
    ),
    Topic(
        name="vmdk.sparse_header.capacity",
        kind="field",
        place="bytes 12 to 19",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=(
            "any: the size of the disk is checked by the number of grain tables that it "
            "needs; 0 marks a header whose embedded\ndescriptor names the extents",
        ),
        meaning="Size of the extent's part of the disk, a multiple of the grain.",
    ),
    Topic(
        name="vmdk.sparse_header.grain_sectors",
        kind="field",
        place="bytes 20 to 27",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("such that grain_sectors > 8 and (grain_sectors & (grain_sectors - 1)) == 0",),
        qemu_rules=("it takes every grain that the faults leave, powers of two or not",),
        called="grainSize",
        meaning="Size of a grain, a power of two greater than 8; 128 in practice.",
    ),
    Topic(
        name="vmdk.sparse_header.descriptor_sector",
        kind="field",
        place="bytes 28 to 35",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: 0 means that the descriptor is a file of its own",),
        called="descriptorOffset",
        meaning="Sector of the embedded descriptor, 1 in practice.",
    ),
    Topic(
        name="vmdk.sparse_header.descriptor_sectors",
        kind="field",
        place="bytes 36 to 43",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: readers look for the end of the text",),
        called="descriptorSize",
        meaning="Room of the embedded descriptor, 20 in practice.",
    ),
    Topic(
        name="vmdk.sparse_header.num_gtes_per_gt",
        kind="field",
        place="bytes 44 to 47",
        type="unsigned 32-bit number, little-endian",
        rules=("512",),
        qemu_rules=(
            "at most 512",
            "it takes shorter tables as well",
        ),
        qemu=(
            (
                None,
                "L2 table size too big",
            ),
        ),
        called="numGTEsPerGT",
        meaning="Entries in one grain table.",
    ),
    Topic(
        name="vmdk.sparse_header.redundant_gd_sector",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: readers need the second directory only for repair",),
        called="rgdOffset",
        meaning="Sector of the second grain directory, which has grain tables of its own. "
        "Valid with flag bit 1.",
    ),
    Topic(
        name="vmdk.sparse_header.gd_sector",
        kind="field",
        place="bytes 56 to 63",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: checked against the length of the file by the reader of the directory",),
        called="gdOffset",
        meaning="Sector of the grain directory, or `gd_at_end`.",
    ),
    Topic(
        name="vmdk.sparse_header.overhead_sectors",
        kind="field",
        place="bytes 64 to 71",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: checked against the length of the file",),
        called="overHead",
        meaning="Sectors in front of the first grain, all metadata included, rounded up to "
        "the grain.",
    ),
    Topic(
        name="vmdk.sparse_header.unclean_shutdown",
        kind="field",
        place="byte 72",
        type="unsigned byte",
        rules=("any: readers do not write",),
        meaning="1 while the extent is open for writing, and after a crash.",
    ),
    Topic(
        name="vmdk.sparse_header.single_end_line_char",
        kind="field",
        place="byte 73",
        type="unsigned byte",
        rules=("any: a check byte that no reader compares",),
        meaning="Line feed. This and the next three are damaged when the file went through a "
        "text-mode transfer.",
    ),
    Topic(
        name="vmdk.sparse_header.non_end_line_char",
        kind="field",
        place="byte 74",
        type="unsigned byte",
        rules=("any: a check byte that no reader compares",),
        meaning="Space.",
    ),
    Topic(
        name="vmdk.sparse_header.double_end_line_char_1",
        kind="field",
        place="byte 75",
        type="unsigned byte",
        rules=("any: a check byte that no reader compares",),
        meaning="Carriage return.",
    ),
    Topic(
        name="vmdk.sparse_header.double_end_line_char_2",
        kind="field",
        place="byte 76",
        type="unsigned byte",
        rules=("any: a check byte that no reader compares",),
        meaning="Line feed.",
    ),
    Topic(
        name="vmdk.sparse_header.compress_algorithm",
        kind="field",
        place="bytes 77 to 78",
        type="unsigned 16-bit number, little-endian",
        rules=("any: readers ask only whether it is deflate",),
        about="vmdk.compress_algorithm",
        meaning="How grains are compressed. The rule for the whole extent; single grains may "
        "not differ.",
    ),
    Topic(
        name="vmdk.sparse_header.padding",
        kind="field",
        place="bytes 79 to 511",
        type="433 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero, up to the end of the sector.",
    ),
    Topic(
        name="vmdk.sparse_header.flag_newline_test",
        kind="constant",
        number=1,
        meaning="Bit of `flags`, the four end-of-line bytes are filled in.",
    ),
    Topic(
        name="vmdk.sparse_header.flag_redundant_gd",
        kind="constant",
        number=2,
        meaning="Bit of `flags`, there is a second grain directory.",
    ),
    Topic(
        name="vmdk.sparse_header.flag_zeroed_grain",
        kind="constant",
        number=4,
        meaning="Bit of `flags`, a grain table entry of 1 means a grain of zeros.",
    ),
    Topic(
        name="vmdk.sparse_header.flag_compressed",
        kind="constant",
        number=65536,
        meaning="Bit of `flags`, grains are compressed.",
    ),
    Topic(
        name="vmdk.sparse_header.flag_markers",
        kind="constant",
        number=131072,
        meaning="Bit of `flags`, grains and metadata are after markers.",
    ),
    Topic(
        name="vmdk.sparse_header.has_redundant_gd",
        kind="value",
        type="flags & flag_redundant_gd != 0",
        meaning="There is a second grain directory.",
    ),
    Topic(
        name="vmdk.sparse_header.has_zeroed_grain",
        kind="value",
        type="flags & flag_zeroed_grain != 0",
        meaning="A grain table entry of 1 means a grain of zeros. Without the flag it is a "
        "sector like any other.",
    ),
    Topic(
        name="vmdk.sparse_header.has_markers",
        kind="value",
        type="flags & flag_markers != 0",
        meaning="A compressed grain is preceded by `grain_marker`.",
    ),
    Topic(
        name="vmdk.sparse_header.has_footer",
        kind="value",
        type="gd_sector == 0xffffffffffffffff",
        meaning="The footer says where the grain directory is.",
    ),
    Topic(
        name="vmdk.sparse_header.is_compressed",
        kind="value",
        type="compress_algorithm == compress_algorithm::deflate",
        meaning="Grains are deflated. qemu decides by this field and not by the flag; so "
        "does instar.",
    ),
    Topic(
        name="vmdk.sparse_header.no_coverage",
        kind="fault",
        text="is {value}, so that one grain table covers nothing",
        about="vmdk.sparse_header.grain_sectors",
        qemu=(
            (
                None,
                "L1 entry size is invalid",
            ),
        ),
        meaning="Entries per grain table times grain size, as a 32-bit number, must not be "
        "0. qemu looks at this before it looks at the grain alone, so\nthat a grain "
        "of 0x800000 sectors ends here.",
    ),
    Topic(
        name="vmdk.sparse_header.grain_too_large",
        kind="fault",
        text="is {value}, must be at most 0x200000",
        about="vmdk.sparse_header.grain_sectors",
        qemu=(
            (
                None,
                "Invalid granularity, image may be corrupt",
            ),
        ),
        meaning="A grain above `max_grain_sectors`.",
    ),
    Topic(
        name="vmdk.sparse_header.gd_too_large",
        kind="fault",
        text="is {value}, which needs more than 0x2000000 grain directory entries",
        about="vmdk.sparse_header.capacity",
        qemu=(
            (
                None,
                "L1 size too big",
            ),
        ),
        meaning="The capacity divided by what one grain table covers exceeds `max_gd_entries`.",
    ),
    Topic(
        name="vmdk.sparse_header.too_large",
        kind="fault",
        text="is {value}, more than 0x3fffffffffffff sectors",
        about="vmdk.sparse_header.capacity",
        qemu=(
            (
                None,
                "Could not refresh total sector count: File too large",
            ),
        ),
        meaning="The size in bytes, with the extents before this one, does not fit into a "
        "signed 64-bit number.",
    ),
    Topic(
        name="vmdk.sparse_header.truncated",
        kind="fault",
        text="is {value} sectors, the file is shorter",
        about="vmdk.sparse_header.overhead_sectors",
        qemu=(
            (
                None,
                "File truncated, expecting at least {extra0:i64} bytes",
            ),
        ),
        meaning="The file ends before the first grain could begin. The extra number is "
        "`overhead_sectors` in bytes.",
    ),
    Topic(
        name="vmdk.sparse_header.gd_past_end",
        kind="fault",
        text="is {value}, the grain directory leaves the file",
        about="vmdk.sparse_header.gd_sector",
        meaning="qemu reads what is missing as zeros, that is as grain tables that do not exist.",
    ),
    Topic(
        name="vmdk.sparse_header.gd_unreachable",
        kind="fault",
        text="is {value}, no file can be so long",
        about="vmdk.sparse_header.gd_sector",
        qemu=(
            (
                None,
                "Could not read l1 table from extent '{file}': Input/output error",
            ),
        ),
        meaning="The directory ends past raw's `max_file_bytes`.",
    ),
    Topic(
        name="vmdk.sparse_header.redundant_gd_unreachable",
        kind="fault",
        text="is {value}, no file can be so long",
        about="vmdk.sparse_header.redundant_gd_sector",
        qemu=(
            (
                None,
                "Could not read l1 backup table from extent '{file}': Input/output error",
            ),
        ),
        meaning="The same for the second directory, where the flags say that there is one.",
    ),
    Topic(
        name="vmdk.sparse_header.gd_too_short",
        kind="fault",
        text="needs more entries than the grain directory has, {value}",
        about="vmdk.sparse_header.capacity",
        qemu=(
            (
                None,
                "qemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="qemu counts the entries in 32 bits: a capacity that needs 2^32 of them, or "
        "a few more, passes the check of their number, and the\ndisk's end cannot be "
        "mapped.",
    ),
    Topic(
        name="vmdk.sparse_header.no_footer",
        kind="fault",
        text="says that there is a footer, but the end of the file has none",
        about="vmdk.sparse_header.gd_sector",
        qemu=(
            (
                None,
                "Invalid footer",
            ),
        ),
        meaning="The last three sectors must be the footer's marker, the footer and the "
        "end-of-stream marker, see `footer`.",
    ),
    Topic(
        name="vmdk.sparse_header.bad_descriptor",
        kind="fault",
        text="is {value}, where no descriptor with CID and parentCID is",
        about="vmdk.sparse_header.descriptor_sector",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="An embedded descriptor needs the two content ids and nothing else; its "
        "extent lines and its createType are not looked at. It is\nlooked for right "
        "after the header, whatever this field says.",
    ),
    Topic(
        name="vmdk.sparse_header.descriptor_says",
        kind="fault",
        text="is 0, and the embedded descriptor is of the unsupported type '{detail}'",
        about="vmdk.sparse_header.capacity",
        qemu=(
            (
                None,
                "Unsupported image type '{detail}'",
            ),
        ),
        meaning="A capacity of 0 with a descriptor hands over to the descriptor, as if it "
        "were a file of its own.",
    ),
    Topic(
        name="vmdk.cowd_header",
        kind="structure",
        type="2048 bytes",
        practice="Readers use magic, sectors, grain size and the place and size of the "
        "directory. (run: qemu-img 5.2, 7.2, 10.0, 11.1; all other fields set to "
        "ones, one by one) ESX uses grains of one sector, a directory at sector 4 "
        "and tables of 4096 entries, so that one table covers 2 MiB. (source: "
        "https://github.com/libyal/libvmdk/blob/main/documentation/VMWare%20Virtual%20Disk%20Format%20(VMDK).asciidoc "
        "libvmdk's documentation, COWD sparse extent data file; source: "
        "https://www.mail-archive.com/qemu-devel@nongnu.org/msg620178.html Sam "
        "Eiderman, on the grains; unverified: no extent of it was looked at) qemu "
        "opens such an extent only through a descriptor file that names it as "
        "VMFSSPARSE; on its own it lacks the content ids. A\nheader that is cut short "
        "reads as if it went on with zeros. (run: qemu-img 5.2, 7.2, 10.0, 11.1)",
        meaning="First 2048 bytes of an ESX sparse extent (delta disk of a snapshot on VMFS, "
        'a "redo log"). Everything not in it is read\nfrom the parent disk, or as '
        "zeros. The same magic begins the extents of VMware Workstation 3, whose "
        "header is shorter.",
        sources=('Virtual Disk Format 5.0, "ESXi Host Sparse Extents", COWDisk_Header',),
    ),
    Topic(
        name="vmdk.cowd_header.magic",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=('"COWD"',),
        qemu=(
            (
                None,
                "Image not in VMDK format",
            ),
        ),
        meaning="By these letters the extent is recognised.",
    ),
    Topic(
        name="vmdk.cowd_header.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("any: only version 1 exists and no reader compares it",),
        meaning="Version, 1.",
    ),
    Topic(
        name="vmdk.cowd_header.flags",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("any: readers ignore it",),
        meaning="3, always.",
    ),
    Topic(
        name="vmdk.cowd_header.num_sectors",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        unit="sectors",
        rules=("any: every size of a disk that 32 bits can say is possible",),
        called="numSectors",
        meaning="Size of the extent's part of the disk.",
    ),
    Topic(
        name="vmdk.cowd_header.grain_sectors",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, little-endian",
        unit="sectors",
        rules=("any: zero and too large grains are distinguished by the faults",),
        called="grainSize",
        meaning="Size of a grain; 1 on ESX.",
    ),
    Topic(
        name="vmdk.cowd_header.gd_sector",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, little-endian",
        unit="sectors",
        rules=("any: checked against the length of the file by the reader of the directory",),
        called="gdOffset",
        meaning="Sector of the grain directory; 4 on ESX, after this header.",
    ),
    Topic(
        name="vmdk.cowd_header.num_gd_entries",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        rules=("any: as many as the disk needs tables",),
        qemu_rules=(
            "at most 0x2000000",
            "a directory of 128 MiB",
        ),
        qemu=(
            (
                None,
                "L1 size too big",
            ),
        ),
        called="numGDEntries",
        meaning="Entries in the grain directory.",
    ),
    Topic(
        name="vmdk.cowd_header.free_sector",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, little-endian",
        unit="sectors",
        rules=("any: only writers need it",),
        called="freeSector",
        meaning="Next sector to be allocated.",
    ),
    Topic(
        name="vmdk.cowd_header.num_cylinders",
        kind="field",
        place="bytes 32 to 35",
        type="unsigned 32-bit number, little-endian",
        rules=("any: nothing depends on the geometry",),
        meaning="Cylinders of a root disk. In a child this and what follows is the parent's "
        "file name, 1024 bytes with the next three fields.",
    ),
    Topic(
        name="vmdk.cowd_header.num_heads",
        kind="field",
        place="bytes 36 to 39",
        type="unsigned 32-bit number, little-endian",
        rules=("any: nothing depends on the geometry",),
        meaning="Heads of a root disk.",
    ),
    Topic(
        name="vmdk.cowd_header.num_sectors_per_track",
        kind="field",
        place="bytes 40 to 43",
        type="unsigned 32-bit number, little-endian",
        rules=("any: nothing depends on the geometry",),
        meaning="Sectors per track of a root disk.",
    ),
    Topic(
        name="vmdk.cowd_header.padding_root",
        kind="field",
        place="bytes 44 to 1055",
        type="1012 bytes",
        rules=("any: rest of the parent's file name in a child",),
        meaning="Unused in a root disk.",
    ),
    Topic(
        name="vmdk.cowd_header.parent_generation",
        kind="field",
        place="bytes 1056 to 1059",
        type="unsigned 32-bit number, little-endian",
        rules=("any: only VMware compares it",),
        meaning="Generation of the parent when the child was made.",
    ),
    Topic(
        name="vmdk.cowd_header.generation",
        kind="field",
        place="bytes 1060 to 1063",
        type="unsigned 32-bit number, little-endian",
        rules=("any: only VMware compares it",),
        meaning="Grows with each time the disk is opened for writing.",
    ),
    Topic(
        name="vmdk.cowd_header.name",
        kind="field",
        place="bytes 1064 to 1123",
        type="60 bytes",
        rules=("any: a text for people",),
        meaning="Name of the disk.",
    ),
    Topic(
        name="vmdk.cowd_header.description",
        kind="field",
        place="bytes 1124 to 1635",
        type="512 bytes",
        rules=("any: a text for people",),
        meaning="Description of the disk.",
    ),
    Topic(
        name="vmdk.cowd_header.saved_generation",
        kind="field",
        place="bytes 1636 to 1639",
        type="unsigned 32-bit number, little-endian",
        rules=("any: only VMware compares it",),
        meaning="Generation at the last clean close.",
    ),
    Topic(
        name="vmdk.cowd_header.reserved",
        kind="field",
        place="bytes 1640 to 1647",
        type="8 bytes",
        rules=("any: readers ignore it",),
        meaning="Unused.",
    ),
    Topic(
        name="vmdk.cowd_header.unclean_shutdown",
        kind="field",
        place="bytes 1648 to 1651",
        type="unsigned 32-bit number, little-endian",
        rules=("any: readers do not write",),
        meaning="1 while the extent is open for writing, and after a crash.",
    ),
    Topic(
        name="vmdk.cowd_header.padding",
        kind="field",
        place="bytes 1652 to 2047",
        type="396 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero, up to byte 2048.",
    ),
    Topic(
        name="vmdk.cowd_header.grain_too_large",
        kind="fault",
        text="is {value}, must be at most 0x200000",
        about="vmdk.cowd_header.grain_sectors",
        qemu=(
            (
                None,
                "Invalid granularity, image may be corrupt",
            ),
        ),
        meaning="A grain above `max_grain_sectors`.",
    ),
    Topic(
        name="vmdk.cowd_header.no_grain",
        kind="fault",
        text="is {value}, must not be 0",
        about="vmdk.cowd_header.grain_sectors",
        meaning="qemu opens the extent and dies of a division by zero when its map is asked for.",
    ),
    Topic(
        name="vmdk.cowd_header.gd_past_end",
        kind="fault",
        text="is {value}, the grain directory leaves the file",
        about="vmdk.cowd_header.gd_sector",
        meaning="qemu reads what is missing as zeros.",
    ),
    Topic(
        name="vmdk.cowd_header.gd_too_short",
        kind="fault",
        text="is {value}, too few for the disk",
        about="vmdk.cowd_header.num_gd_entries",
        qemu=(
            (
                None,
                "qemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="qemu opens such an extent, and fails where the directory has no entry.",
    ),
    Topic(
        name="vmdk.marker",
        kind="structure",
        type="512 bytes",
        meaning="Announces metadata in a streamOptimized file. A marker is one sector; what "
        "it announces follows in the next ones. A size other than 0\nmakes it a "
        "`grain_marker`, whose data begins right after 12 bytes.",
        sources=('Virtual Disk Format 5.0, "Stream-Optimized Compressed", Markers',),
    ),
    Topic(
        name="vmdk.marker.num_sectors",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: what it must be depends on the kind of the marker",),
        called="val",
        meaning="Sectors of metadata that follow, 0 for the end of the stream. In a grain "
        "marker, the sector of the disk.",
    ),
    Topic(
        name="vmdk.marker.len_data",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: distinguishes grains from metadata",),
        called="size",
        meaning="0 for metadata.",
    ),
    Topic(
        name="vmdk.marker.marker_type",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        rules=("any: compared by the reader with what it expects",),
        about="vmdk.marker_type",
        called="type",
        meaning="What follows.",
    ),
    Topic(
        name="vmdk.marker.padding",
        kind="field",
        place="bytes 16 to 511",
        type="496 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero, up to the end of the sector.",
    ),
    Topic(
        name="vmdk.grain_marker",
        kind="structure",
        type="12 bytes",
        meaning="Precedes each compressed grain. The grain's data follows at once, and is "
        "padded with zeros to the end of its last sector. A grain table\nentry points "
        "to the marker.",
        sources=('Virtual Disk Format 5.0, "Stream-Optimized Compressed", Grain Marker',),
    ),
    Topic(
        name="vmdk.grain_marker.lba",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: readers that come from a grain table know it",),
        meaning="Sector of the disk at which the grain begins.",
    ),
    Topic(
        name="vmdk.grain_marker.len_data",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the grain by the reader",),
        meaning="Length of the compressed data, never 0. The data is a zlib stream (RFC 1950).",
    ),
    Topic(
        name="vmdk.grain_marker.too_long",
        kind="fault",
        text="is {value}, more than twice a grain",
        about="vmdk.grain_marker.len_data",
        meaning="The compressed data of a grain is longer than a reader accepts.",
    ),
    Topic(
        name="vmdk.grain_marker.past_end",
        kind="fault",
        text="is {value}, the grain leaves the file",
        about="vmdk.grain_marker.len_data",
        meaning="A compressed grain ends past the end of the file.",
    ),
    Topic(
        name="vmdk.footer",
        kind="structure",
        type="1536 bytes",
        practice="qemu writes streamOptimized files without a footer: it knows the place of "
        "the directory from the start. (run: qemu-img 5.2, 7.2, 10.0, 11.1) "
        "open-vmdk writes none either. (source: "
        "https://github.com/vmware/open-vmdk/blob/master/vmdk/sparse.c open-vmdk, "
        "StreamOptimized_Close) Programs of VMware write one, where the file is "
        "streamed out in one go. (source: "
        "https://github.com/libyal/libvmdk/blob/main/documentation/VMWare%20Virtual%20Disk%20Format%20(VMDK).asciidoc "
        "libvmdk's documentation, Footer; unverified: no such file was looked at)",
        meaning="The last three sectors of a streamOptimized file that was written in one "
        "go. The header in the middle differs from that at\nthe start of the file in "
        "`gd_sector`.",
        sources=('Virtual Disk Format 5.0, "Stream-Optimized Compressed", Footer',),
    ),
    Topic(
        name="vmdk.footer.footer_marker",
        kind="field",
        place="bytes 0 to 511",
        type="structure vmdk.marker",
        about="vmdk.marker",
        meaning="Marker of the footer, of size 0 and type footer.",
    ),
    Topic(
        name="vmdk.footer.header",
        kind="field",
        place="bytes 512 to 1023",
        type="structure vmdk.sparse_header",
        about="vmdk.sparse_header",
        meaning="The header that counts.",
    ),
    Topic(
        name="vmdk.footer.end_of_stream",
        kind="field",
        place="bytes 1024 to 1535",
        type="structure vmdk.marker",
        about="vmdk.marker",
        meaning="Marker of 512 zero bytes.",
    ),
    Topic(
        name="vmdk.footer.is_valid",
        kind="value",
        type="footer_marker.len_data == 0 and footer_marker.marker_type == "
        "marker_type::footer and end_of_stream.num_sectors == 0 and "
        "end_of_stream.len_data == 0 and end_of_stream.marker_type == "
        "marker_type::end_of_stream",
        meaning="What readers demand of the two markers. The number of sectors in the "
        "footer's marker, 1, is not looked at.",
    ),
    Topic(
        name="vmdk.grain_directory_entry",
        kind="structure",
        type="4 bytes",
        meaning="Place of one grain table. Entry n covers the disk from sector n x "
        "`num_gtes_per_gt` x `grain_sectors` on.",
        sources=('Virtual Disk Format 5.0, "Hosted Sparse Extents", Grain Directory',),
    ),
    Topic(
        name="vmdk.grain_directory_entry.sector",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        unit="sectors",
        rules=(
            "any: any place is possible; the end of the table is checked against the "
            "length of the file",
        ),
        meaning="Sector of the grain table.",
    ),
    Topic(
        name="vmdk.grain_directory_entry.unallocated",
        kind="constant",
        number=0,
        meaning="Value of an entry without a grain table; none of its grains was ever written.",
    ),
    Topic(
        name="vmdk.grain_directory_entry.is_allocated",
        kind="value",
        type="sector != unallocated",
        meaning="Whether there is a grain table.",
    ),
    Topic(
        name="vmdk.grain_directory_entry.table_offset",
        kind="value",
        type="sector * 512",
        unit="bytes",
        meaning="Offset of the grain table in the file.",
    ),
    Topic(
        name="vmdk.grain_directory_entry.past_end",
        kind="fault",
        text="is {value}, the grain table leaves the file",
        about="vmdk.grain_directory_entry.sector",
        meaning="qemu reads what is missing as zeros, that is as grains that were never written.",
    ),
    Topic(
        name="vmdk.grain_directory_entry.check_missing",
        kind="fault",
        text="is missing for sector {extra0} of the disk, which has more than the {value} "
        "entries cover",
        about="vmdk.grain_directory_entry.sector",
        qemu=(
            (
                None,
                "ERROR: could not get cluster_offset for sector {extra0}",
            ),
        ),
        meaning="The directory is too short. qemu's check ends there.",
    ),
    Topic(
        name="vmdk.grain_table_entry",
        kind="structure",
        type="4 bytes",
        meaning="Place of one grain. An entry that is not allocated reads from the parent "
        "disk or, without one, as zeros.",
        sources=('Virtual Disk Format 5.0, "Hosted Sparse Extents", Grain Table',),
    ),
    Topic(
        name="vmdk.grain_table_entry.sector",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        unit="sectors",
        rules=(
            "any: any place is possible; the end of the grain is checked against the "
            "length of the file",
        ),
        meaning="Sector of the grain, or of its marker in a compressed extent.",
    ),
    Topic(
        name="vmdk.grain_table_entry.unallocated",
        kind="constant",
        number=0,
        meaning="The grain was never written.",
    ),
    Topic(
        name="vmdk.grain_table_entry.zeroed",
        kind="constant",
        number=1,
        meaning="The grain reads as zeros, whatever the parent has. Only with `has_zeroed_grain`.",
    ),
    Topic(
        name="vmdk.grain_table_entry.is_allocated",
        kind="value",
        type="sector != unallocated",
        meaning="Whether this extent, rather than the parent, says what the grain is.",
    ),
    Topic(
        name="vmdk.grain_table_entry.grain_offset",
        kind="value",
        type="sector * 512",
        unit="bytes",
        meaning="Offset of the grain in the file.",
    ),
    Topic(
        name="vmdk.grain_table_entry.past_end",
        kind="fault",
        text="is {value}, the grain leaves the file",
        about="vmdk.grain_table_entry.sector",
        meaning="qemu opens such an image and reads zeros past the end of the file.",
    ),
    Topic(
        name="vmdk.grain_table_entry.check_past_end",
        kind="fault",
        text="is {value}, past the end of the file, for sector {extra0} of the disk",
        about="vmdk.grain_table_entry.sector",
        qemu=(
            (
                None,
                "ERROR: cluster offset for sector {extra0} points after EOF",
            ),
        ),
        meaning="What was stored there is lost. qemu's check ends with the first. Of a flat "
        "extent, the value is where it starts.",
    ),
    Topic(
        name="vmdk.descriptor",
        kind="structure",
        type="0 bytes and more",
        practice="How qemu reads a descriptor, which is more forgiving here and stricter "
        "there than the specification:\n\n- Recognition. From the start of the file it "
        "skips lines that begin with `#` and lines that hold spaces only (at least "
        "one); the line\n  after these must be `version=1`, `version=2` or "
        "`version=3`, ended by LF or CR LF. An empty line, a tab or another key in "
        "between, or\n  a version line without an end, make it a raw image. The "
        "comment that every writer puts first is not needed. When the format is\n  "
        "given, nothing of this is asked.\n- Values. The first occurrence of the text "
        "createType counts, in whatever line and as whatever part of a word, "
        'comments included. The\n  two characters after it (`="`) are skipped unseen, '
        "and the value goes up to the next double quote, over line ends if need be. "
        "CID is\n  found as the first `CID=`, which may be that of parentCID, "
        "parentCID likewise; white space may precede the hexadecimal number,\n  `0x` "
        "too. Both must be there. parentFileNameHint is found as createType is; a "
        "disk has a parent when this has a value that is not empty,\n  whatever "
        "parentCID says. The content ids and the parent are looked for in the first "
        "10 KiB only, in descriptor files too, and\n  `descriptor_sectors` of the "
        "header does not matter. Text after a zero byte does not exist.\n- Extents. "
        "Every line is tried. A line counts when its first word is RW, its second a "
        "number, and its third and fourth word and the quoted\n  name follow; every "
        "other line is skipped. Then FLAT needs an offset of at least 0, and every "
        "other type, known or not, must\n  have none: else the line is invalid and "
        "the image refused. Among the lines left, those of 0 or fewer sectors and "
        "those of a type\n  other than FLAT, SPARSE, VMFS, VMFSSPARSE and SESPARSE "
        "are skipped. A type of more than 10 letters makes a line to be skipped as "
        "well.\n  White space between the words includes line ends: a number at the "
        "start of the next line is an offset. What follows the\n  offset is ignored. "
        "White space in front of a line includes line ends too, so that an extent "
        "line after a blank line counts\n  twice.\n- The type of the disk does not "
        "restrict the types of its extents: a monolithicFlat disk may have SPARSE "
        "lines. (run: qemu-img 5.2, 7.2, 10.0, 11.1, with the texts of "
        "tests/guest/formats/test_vmdk.py and others)",
        meaning="Text that ties a disk together: a file of its own, or embedded in a sparse "
        "extent. Lines end in a line feed (or carriage\nreturn and line feed); `#` "
        "begins a comment; `key=value` pairs have values with or without double "
        "quotes. By VMware's text\nthe case of letters does not matter (VirtualBox "
        "writes `# The disk Data Base`); qemu compares keys and create types "
        "with\nregard to case. Three parts follow each other, each after a comment: "
        "the header\n(version, CID, parentCID, createType), the extents, and the disk "
        "data base (keys with the prefix `ddb.`).\n\nAn extent line is `ACCESS SECTORS "
        'TYPE "NAME" [OFFSET]`:\n\n    line     = [ WS ] access WS sectors WS type [ '
        "WS DQUOTE name DQUOTE [ [ WS ] offset [ ignored ] ] ] LF\n    access   = "
        '"RW" / "RDONLY" / "NOACCESS"\n    sectors  = 1*DIGIT                        '
        '; size of the extent\n    type     = "FLAT" / "SPARSE" / "ZERO" / "VMFS" / '
        '"VMFSSPARSE" / "VMFSRDM" / "VMFSRAW" / "SESPARSE"\n    name     = 1*511( any '
        "character but DQUOTE, CR and LF )\n    offset   = 1*DIGIT                    "
        "    ; sector in the file at which a FLAT extent begins\n    WS       = 1*( "
        "SP / HTAB )\n\nThe words, and the values of createType, are the texts "
        "`extent_access_*`, `extent_type_*` and `create_type_*` of this "
        "file.\n\nExtents follow each other on the disk in the order of their lines, "
        "and the size of the disk is their sum. Names are\nrelative to the directory "
        "of the descriptor.",
        sources=('Virtual Disk Format 5.0, "The Descriptor File"',),
    ),
    Topic(
        name="vmdk.descriptor.text",
        kind="field",
        place="from byte 0 on",
        type="len_text bytes",
        rules=(
            "at most 1048575",
            "any: `descriptor` is a text; its reader checks it line by line",
        ),
        meaning="The text, up to the first zero byte or the end of its room.",
    ),
    Topic(
        name="vmdk.descriptor.max_file_bytes",
        kind="constant",
        number=1048575,
        unit="bytes",
        meaning="qemu reads no more than this of a descriptor file, 1 MiB less one byte.",
    ),
    Topic(
        name="vmdk.descriptor.max_ids_bytes",
        kind="constant",
        number=10240,
        unit="bytes",
        meaning="qemu looks for content ids and the parent in this much of a descriptor, "
        "embedded or not.",
    ),
    Topic(
        name="vmdk.descriptor.max_type_bytes",
        kind="constant",
        number=127,
        unit="bytes",
        meaning="Longest createType. qemu takes a longer one for no descriptor.",
    ),
    Topic(
        name="vmdk.descriptor.max_name_bytes",
        kind="constant",
        number=511,
        unit="bytes",
        meaning="Longest extent file name.",
    ),
    Topic(
        name="vmdk.descriptor.max_word_bytes",
        kind="constant",
        number=10,
        unit="bytes",
        meaning="Longest type word, VMFSSPARSE.",
    ),
    Topic(
        name="vmdk.descriptor.min_probe_bytes",
        kind="constant",
        number=4,
        unit="bytes",
        meaning="Bytes of a magic number. A shorter file is no sparse extent, and only an "
        "empty one is too small for a descriptor.",
    ),
    Topic(
        name="vmdk.descriptor.no_parent_cid",
        kind="constant",
        number=4294967295,
        meaning="Value of parentCID, written ffffffff, of a disk without parent.",
    ),
    Topic(
        name="vmdk.descriptor.too_small",
        kind="fault",
        text="has {value} bytes, too few for a VMDK",
        about="vmdk.descriptor.text",
        qemu=(
            (
                None,
                "File is too small, not a valid image",
            ),
        ),
        meaning="The file is empty.",
    ),
    Topic(
        name="vmdk.descriptor.garbage",
        kind="fault",
        text="has no createType, this is no descriptor",
        about="vmdk.descriptor.text",
        qemu=(
            (
                None,
                "invalid VMDK image descriptor",
            ),
        ),
        meaning="The text has no createType with a value that ends.",
    ),
    Topic(
        name="vmdk.descriptor.unsupported_type",
        kind="fault",
        text="has the createType '{detail}', which is not supported",
        about="vmdk.descriptor.text",
        qemu=(
            (
                None,
                "Unsupported image type '{detail}'",
            ),
        ),
        meaning="A descriptor file may be of type monolithicFlat, vmfs, vmfsSparse, "
        "seSparse, twoGbMaxExtentSparse or twoGbMaxExtentFlat. In a\ndescriptor file, "
        "qemu does not accept monolithicSparse and streamOptimized.",
    ),
    Topic(
        name="vmdk.descriptor.bad_cid",
        kind="fault",
        text="has no CID or parentCID, or one that is no hexadecimal number",
        about="vmdk.descriptor.text",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Both content ids must be readable.",
    ),
    Topic(
        name="vmdk.descriptor.invalid_extent",
        kind="fault",
        text="has an invalid extent line: {detail}",
        about="vmdk.descriptor.text",
        qemu=(
            (
                None,
                "Invalid extent line: {detail}",
            ),
        ),
        meaning="The detail is the line as it is in the file, without its end.",
    ),
    Topic(
        name="vmdk.descriptor.missing_extent",
        kind="fault",
        text="names the extent '{detail}', which cannot be opened",
        about="vmdk.descriptor.text",
        qemu=(
            (
                None,
                "Could not open '{detail}': No such file or directory",
            ),
        ),
        meaning="The detail is the name as resolved next to the descriptor.",
    ),
    Topic(
        name="vmdk.descriptor.not_sparse",
        kind="fault",
        text="names the extent '{detail}', which is no sparse extent",
        about="vmdk.descriptor.text",
        qemu=(
            (
                None,
                "Image not in VMDK format",
            ),
        ),
        meaning="A SPARSE or VMFSSPARSE extent must begin with `KDMV` or `COWD`; which of "
        "the two does not matter.",
    ),
    Topic(
        name="vmdk.descriptor.no_extents",
        kind="fault",
        text="names no usable extent",
        about="vmdk.descriptor.text",
        meaning="qemu-img dies of an assertion on such an image, in all versions.",
    ),
    Topic(
        name="vmdk.descriptor.extent_too_short",
        kind="fault",
        text="names the extent '{detail}', which is shorter than the line says",
        about="vmdk.descriptor.text",
        meaning="A flat extent that ends early. qemu reads zeros there.",
    ),
    Topic(
        name="vmdk.descriptor.too_large",
        kind="fault",
        text="makes a disk of more than 9223372036854775807 bytes",
        about="vmdk.descriptor.text",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "",
            ),
            (
                None,
                "Could not refresh total sector count: File too large",
            ),
        ),
        meaning="The extents together are larger than a signed 64-bit number of bytes can say.",
    ),
    Topic(
        name="vmdk.descriptor.size_wraps",
        kind="fault",
        text="makes a disk of {value} sectors",
        about="vmdk.descriptor.text",
        qemu=(
            (
                None,
                "qemu-img: Unable to get image virtual_size: File too large",
            ),
        ),
        meaning="The size in bytes, in 64 bits, comes out small. qemu opens such an image, "
        "and fails when it is asked for its size.",
    ),
    Topic(
        name="vmdk.descriptor.bad_parent",
        kind="fault",
        text="has a parentFileNameHint whose value does not end",
        about="vmdk.descriptor.text",
        qemu=(
            (
                None,
                "Could not open '{file}': Invalid argument",
            ),
        ),
        meaning="Two characters and a double quote after the name have to follow the key.",
    ),
    Topic(
        name="vmdk.descriptor.nested",
        kind="fault",
        text="names the extent '{detail}', which is a descriptor itself",
        about="vmdk.descriptor.text",
        meaning="A sparse extent without capacity hands over to the descriptor in it. qemu "
        "follows it, as deep as it goes.",
    ),
    Topic(
        name="vmdk.descriptor.too_long",
        kind="fault",
        text="has {value} bytes, of which only the first 1048575 are read",
        about="vmdk.descriptor.text",
        meaning="A longer descriptor file is read up to `max_file_bytes`; what matters must "
        "be in front of that.",
    ),
    Topic(
        name="vmdk.descriptor.magic",
        kind="text",
        text="# Disk DescriptorFile",
        meaning="First line of every descriptor that a program wrote.",
    ),
    Topic(
        name="vmdk.descriptor.version_1",
        kind="text",
        text="version=1",
        meaning="Line by which readers recognise a descriptor.",
    ),
    Topic(
        name="vmdk.descriptor.version_2",
        kind="text",
        text="version=2",
        meaning="The same, of a disk with zeroed grains.",
    ),
    Topic(
        name="vmdk.descriptor.version_3",
        kind="text",
        text="version=3",
        meaning="The same, of a disk with changed-block tracking.",
    ),
    Topic(
        name="vmdk.descriptor.heading_extents",
        kind="text",
        text="# Extent description",
        meaning="Comment in front of the extent lines.",
    ),
    Topic(
        name="vmdk.descriptor.heading_ddb",
        kind="text",
        text="# The Disk Data Base",
        meaning="Comment in front of the disk data base.",
    ),
    Topic(
        name="vmdk.descriptor.heading_ddb_2",
        kind="text",
        text="#DDB",
        meaning="Comment after it.",
    ),
    Topic(
        name="vmdk.descriptor.key_version",
        kind="text",
        text="version",
        meaning="Version of the descriptor, 1.",
    ),
    Topic(
        name="vmdk.descriptor.key_encoding",
        kind="text",
        text="encoding",
        meaning="Character set of the text: UTF-8, windows-1252 and so on. Absent in qemu's.",
    ),
    Topic(
        name="vmdk.descriptor.key_cid",
        kind="text",
        text="CID",
        meaning="Content id, up to eight hexadecimal digits, changed at the first write "
        "after opening.",
    ),
    Topic(
        name="vmdk.descriptor.key_parent_cid",
        kind="text",
        text="parentCID",
        meaning="Content id of the parent when the child was made, or ffffffff.",
    ),
    Topic(
        name="vmdk.descriptor.key_is_native_snapshot",
        kind="text",
        text="isNativeSnapshot",
        meaning="Whether the storage itself makes the snapshots, yes or no.",
    ),
    Topic(
        name="vmdk.descriptor.key_create_type",
        kind="text",
        text="createType",
        meaning="Kind of the disk, see `create_type`.",
    ),
    Topic(
        name="vmdk.descriptor.key_parent_file_name_hint",
        kind="text",
        text="parentFileNameHint",
        meaning="Path of the parent, absolute or relative to the child.",
    ),
    Topic(
        name="vmdk.descriptor.key_change_track_path",
        kind="text",
        text="changeTrackPath",
        meaning="File with the changed-block map.",
    ),
    Topic(
        name="vmdk.descriptor.heading_change_track",
        kind="text",
        text="# Change Tracking File",
        meaning="Comment in front of that line.",
    ),
    Topic(
        name="vmdk.descriptor.key_ddb",
        kind="text",
        text="ddb",
        meaning="How the keys of the disk data base begin.",
    ),
    Topic(
        name="vmdk.descriptor.key_adapter_type",
        kind="text",
        text="ddb.adapterType",
        meaning="Controller: ide, buslogic, lsilogic or legacyESX.",
    ),
    Topic(
        name="vmdk.descriptor.key_cylinders",
        kind="text",
        text="ddb.geometry.cylinders",
        meaning="Cylinders of the geometry.",
    ),
    Topic(
        name="vmdk.descriptor.key_heads",
        kind="text",
        text="ddb.geometry.heads",
        meaning="Heads of the geometry: 16 for ide, else 255.",
    ),
    Topic(
        name="vmdk.descriptor.key_sectors",
        kind="text",
        text="ddb.geometry.sectors",
        meaning="Sectors per track of the geometry; 63.",
    ),
    Topic(
        name="vmdk.descriptor.key_hw_version",
        kind="text",
        text="ddb.virtualHWVersion",
        meaning="Version of the virtual machine that the disk is for.",
    ),
    Topic(
        name="vmdk.descriptor.key_tools_version",
        kind="text",
        text="ddb.toolsVersion",
        meaning="Version of the tools in the guest.",
    ),
    Topic(
        name="vmdk.descriptor.key_tools_install_type",
        kind="text",
        text="ddb.toolsInstallType",
        meaning="How the tools came into the guest.",
    ),
    Topic(
        name="vmdk.descriptor.key_bios_cylinders",
        kind="text",
        text="ddb.geometry.biosCylinders",
        meaning="Cylinders of the geometry that the BIOS reports.",
    ),
    Topic(
        name="vmdk.descriptor.key_bios_heads",
        kind="text",
        text="ddb.geometry.biosHeads",
        meaning="Heads of that geometry.",
    ),
    Topic(
        name="vmdk.descriptor.key_bios_sectors",
        kind="text",
        text="ddb.geometry.biosSectors",
        meaning="Sectors per track of that geometry.",
    ),
    Topic(
        name="vmdk.descriptor.key_logical_sector_size",
        kind="text",
        text="ddb.logicalSectorSize",
        meaning="Bytes per sector for the guest, 512 or 4096; 512 where it is missing.",
    ),
    Topic(
        name="vmdk.descriptor.key_physical_sector_size",
        kind="text",
        text="ddb.physicalSectorSize",
        meaning="Bytes per sector that the drive says that its medium has.",
    ),
    Topic(
        name="vmdk.descriptor.key_uuid",
        kind="text",
        text="ddb.uuid",
        meaning="Identity of the disk.",
    ),
    Topic(
        name="vmdk.descriptor.key_uuid_image",
        kind="text",
        text="ddb.uuid.image",
        meaning="Identity of the image for VirtualBox.",
    ),
    Topic(
        name="vmdk.descriptor.key_uuid_parent",
        kind="text",
        text="ddb.uuid.parent",
        meaning="Identity of the parent for VirtualBox, or zeros.",
    ),
    Topic(
        name="vmdk.descriptor.key_uuid_modification",
        kind="text",
        text="ddb.uuid.modification",
        meaning="Identity of the last change for VirtualBox.",
    ),
    Topic(
        name="vmdk.descriptor.key_uuid_parent_modification",
        kind="text",
        text="ddb.uuid.parentmodification",
        meaning="That of the parent when the child was made, or zeros.",
    ),
    Topic(
        name="vmdk.descriptor.key_long_content_id",
        kind="text",
        text="ddb.longContentID",
        meaning="A content id of 128 bits, whose last eight digits are the CID.",
    ),
    Topic(
        name="vmdk.descriptor.key_thin_provisioned",
        kind="text",
        text="ddb.thinProvisioned",
        meaning="Whether a flat disk on VMFS is thin.",
    ),
    Topic(
        name="vmdk.descriptor.key_deletable",
        kind="text",
        text="ddb.deletable",
        meaning="Whether the disk may be deleted.",
    ),
    Topic(
        name="vmdk.new_descriptor",
        kind="structure",
        type="0 bytes",
        meaning="The descriptor that qemu writes, in pieces; each % is the place of a number "
        "or a text. Extents are named after the image.",
    ),
    Topic(
        name="vmdk.new_descriptor.min_number_digits",
        kind="constant",
        number=3,
        unit="bytes",
        meaning="An extent's number has leading zeros up to so many digits.",
    ),
    Topic(
        name="vmdk.new_descriptor.head",
        kind="text",
        text='# Disk DescriptorFile\nversion=1\nCID=%\nparentCID=%\ncreateType="%"\n',
        meaning="CID, that of the parent, kind.",
    ),
    Topic(
        name="vmdk.new_descriptor.parent",
        kind="text",
        text='parentFileNameHint="%"',
        meaning="Follows where there is a backing file, with its name.",
    ),
    Topic(
        name="vmdk.new_descriptor.extents",
        kind="text",
        text="\n# Extent description\n",
        meaning="In front of the extents.",
    ),
    Topic(
        name="vmdk.new_descriptor.flat",
        kind="text",
        text='RW % FLAT "%" 0\n',
        meaning="A flat extent's sectors and name.",
    ),
    Topic(
        name="vmdk.new_descriptor.sparse",
        kind="text",
        text='RW % SPARSE "%"\n',
        meaning="A sparse extent's sectors and name.",
    ),
    Topic(
        name="vmdk.new_descriptor.ddb",
        kind="text",
        text='\n# The Disk Data Base\n#DDB\n\nddb.virtualHWVersion = "%"\n',
        meaning="Hardware version.",
    ),
    Topic(
        name="vmdk.new_descriptor.geometry",
        kind="text",
        text='ddb.geometry.cylinders = "%"\nddb.geometry.heads = "%"\nddb.geometry.sectors '
        '= "63"\n',
        meaning="Cylinders and heads.",
    ),
    Topic(
        name="vmdk.new_descriptor.adapter",
        kind="text",
        text='ddb.adapterType = "%"\n',
        meaning="Adapter type.",
    ),
    Topic(
        name="vmdk.new_descriptor.tools",
        kind="text",
        text='ddb.toolsVersion = "%"\n',
        meaning="Version of the guest tools.",
    ),
    Topic(
        name="vmdk.new_descriptor.name_flat",
        kind="text",
        text="-flat",
        meaning="Between the name of the image and its extension in the name of the only extent.",
    ),
    Topic(
        name="vmdk.new_descriptor.name_split_flat",
        kind="text",
        text="-f",
        meaning="The same of one of several flat extents; its number follows.",
    ),
    Topic(
        name="vmdk.new_descriptor.name_split_sparse",
        kind="text",
        text="-s",
        meaning="The same of one of several sparse extents.",
    ),
    Topic(
        name="vmdk.new_descriptor.default_name",
        kind="text",
        text="output.vmdk",
        meaning="What an image is taken to be called where only its size is asked for.",
    ),
    Topic(
        name="vmdk.new_descriptor.default_hw_version",
        kind="text",
        text="4",
        meaning="Hardware version unless `hwversion` says otherwise.",
    ),
    Topic(
        name="vmdk.new_descriptor.compat6_hw_version",
        kind="text",
        text="6",
        meaning="Hardware version with `compat6`.",
    ),
    Topic(
        name="vmdk.new_descriptor.default_adapter",
        kind="text",
        text="ide",
        meaning="Adapter type unless `adapter_type` says otherwise.",
    ),
    Topic(
        name="vmdk.new_descriptor.default_tools_version",
        kind="text",
        text="2147483647",
        meaning="Version of the tools unless `toolsversion` says otherwise.",
    ),
)
