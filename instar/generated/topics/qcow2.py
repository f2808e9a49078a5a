# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/qcow2.ksy spec=aa198cbd gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of qcow2."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="qcow2",
        kind="spec",
        title="QEMU copy-on-write image, versions 2 and 3",
        declared="specs/formats/qcow2.ksy",
        page="docs/formats/qcow2.md",
        meaning="A virtual disk cut into clusters of `1 << cluster_bits` bytes. Two levels "
        "of tables lead from a guest offset to a cluster of\nthe file: the L1 table, "
        "contiguous and named by the header, holds offsets of L2 tables; an L2 table "
        "is one cluster and holds\none entry for each cluster of the disk. A second "
        "pair of levels (refcount table, refcount blocks) counts how often "
        "each\ncluster of the file is used. What no entry describes is read from the "
        "backing file, or as zeros where there is none.\n\n    L1 index = offset / "
        "(cluster_size * l2_entries)\n    L2 index = offset / cluster_size % "
        "l2_entries      (l2_entries: cluster_size / 8, or / 16 with extended L2 "
        "entries)\n\nAll numbers are big-endian; bits of an entry are counted from the "
        "least significant one, as the source does, but are here\nmost significant "
        "first.\n\nRules in this file are those that qemu enforces when it opens an "
        "image: what breaks one is not opened by qemu either. What the\nsource asks "
        "for and qemu tolerates is written down at the field.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html QEMU docs/interop/qcow2.rst",
        ),
    ),
    Topic(
        name="qcow2.max_deflate_window_bits",
        kind="constant",
        number=12,
        unit="bits",
        meaning="Window of the deflate streams that qemu writes, as a power of two. It reads "
        "those that reach further back as well.",
    ),
    Topic(
        name="qcow2.max_encrypted_clusters",
        kind="constant",
        number=32,
        unit="clusters",
        meaning="qemu allocates no more at once for data that it encrypts.",
    ),
    Topic(
        name="qcow2.max_l1_bytes",
        kind="constant",
        number=33554432,
        unit="bytes",
        meaning="Largest L1 table that qemu opens, 32 MiB, for the active one and for those "
        "of snapshots. With clusters of 64 KiB it\nreaches 2 PiB, with 2 MiB 2 EiB.",
    ),
    Topic(
        name="qcow2.max_refcount_table_bytes",
        kind="constant",
        number=8388608,
        unit="bytes",
        meaning="Largest refcount table that qemu opens, 8 MiB (a whole number of clusters).",
    ),
    Topic(
        name="qcow2.max_snapshots",
        kind="constant",
        number=65536,
        meaning="Most snapshots that qemu opens.",
    ),
    Topic(
        name="qcow2.max_snapshot_table_bytes",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Largest snapshot table that qemu reads, 64 MiB (1024 bytes for each of "
        "65536 entries).",
    ),
    Topic(
        name="qcow2.max_cut_snapshot_table_bytes",
        kind="constant",
        number=2147483647,
        unit="bytes",
        meaning="How far a snapshot table may reach when `check -r all` reads it, which "
        "leaves out extra data past\n`snapshot_header.len_extra_data`'s limit; what "
        "is left may take `max_snapshot_table_bytes`.",
    ),
    Topic(
        name="qcow2.max_new_snapshot_name_bytes",
        kind="constant",
        number=255,
        unit="bytes",
        meaning="What qemu-img keeps of the name of a snapshot that it makes.",
    ),
    Topic(
        name="qcow2.max_backing_name_bytes",
        kind="constant",
        number=1023,
        unit="bytes",
        meaning="Longest name of a backing file, without a terminator.",
    ),
    Topic(
        name="qcow2.max_backing_format_bytes",
        kind="constant",
        number=15,
        unit="bytes",
        meaning="Longest name in a `backing_format` extension that qemu accepts (it keeps 16 "
        "bytes with the terminator).",
    ),
    Topic(
        name="qcow2.max_bitmaps",
        kind="constant",
        number=65535,
        meaning="Most persistent bitmaps that qemu opens.",
    ),
    Topic(
        name="qcow2.max_bitmap_name_bytes",
        kind="constant",
        number=1023,
        unit="bytes",
        meaning="Longest bitmap name that qemu accepts.",
    ),
    Topic(
        name="qcow2.max_bitmap_table_entries",
        kind="constant",
        number=134217728,
        meaning="Most entries of a bitmap table that qemu accepts.",
    ),
    Topic(
        name="qcow2.max_bitmap_data_bytes",
        kind="constant",
        number=536870912,
        unit="bytes",
        meaning="Most bytes of bits (512 MiB) that qemu accepts for one bitmap; "
        "`num_table_entries << cluster_bits` may not exceed it.",
    ),
    Topic(
        name="qcow2.max_host_offset",
        kind="constant",
        number=72057594037927935,
        unit="bytes",
        meaning="Last byte of the file that an L1, L2 or bitmap table entry can point at (56 "
        "bits, 64 PiB): the offset field ends at bit\n55.",
    ),
    Topic(
        name="qcow2.default_refcount_order",
        kind="constant",
        number=4,
        meaning="Order that version 2 images have implicitly, 16-bit reference counts.",
    ),
    Topic(
        name="qcow2.default_cluster_bits",
        kind="constant",
        number=16,
        meaning="What qemu-img creates when it is not asked otherwise, 64 KiB.",
    ),
    Topic(
        name="qcow2.default_header_length",
        kind="constant",
        number=112,
        unit="bytes",
        meaning="Length of the version 3 headers that qemu writes.",
    ),
    Topic(
        name="qcow2.min_feature_names_bits",
        kind="constant",
        number=13,
        meaning="qemu writes a feature name table where clusters have so many bits or more.",
    ),
    Topic(
        name="qcow2.l2_cache_size",
        kind="constant",
        number=33554432,
        unit="bytes",
        meaning="Most L2 tables that qemu keeps in memory; an image that has more is handled "
        "in slices of a table.",
    ),
    Topic(
        name="qcow2.l2_slice_size",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Length of such a slice.",
    ),
    Topic(
        name="qcow2.subclusters_per_cluster",
        kind="constant",
        number=32,
        meaning="Number of subclusters of a cluster in images with extended L2 entries.",
    ),
    Topic(
        name="qcow2.min_extended_l2_cluster_bits",
        kind="constant",
        number=14,
        meaning="A subcluster is at least 512 bytes, so clusters with extended L2 entries "
        "are at least 16 KiB.",
    ),
    Topic(
        name="qcow2.sector_bits",
        kind="constant",
        number=9,
        meaning="Lengths of compressed clusters count sectors of 512 bytes; the offset "
        "fields of table entries leave out the nine low bits.",
    ),
    Topic(
        name="qcow2.extension_align",
        kind="constant",
        number=8,
        unit="bytes",
        meaning="Header extensions, snapshot table entries and bitmap directory entries are "
        "padded to a multiple of this.",
    ),
    Topic(
        name="qcow2.bitmap_entry_align",
        kind="constant",
        number=8,
        unit="bytes",
        meaning="Entries of the bitmap directory are padded to this.",
    ),
    Topic(
        name="qcow2.crypt_method",
        kind="enum",
    ),
    Topic(
        name="qcow2.crypt_method.none",
        kind="member",
        number=0,
        meaning="Not encrypted.",
    ),
    Topic(
        name="qcow2.crypt_method.aes",
        kind="member",
        number=1,
        meaning="AES in CBC mode, the guest's sector number (512 bytes, little-endian) as "
        "initialisation vector. The source says 256-bit\nkeys; qemu uses AES-128, its "
        "key the first 16 bytes of the passphrase, padded with zeros. Weak; qemu-img "
        "still reads\nit, so that data can be brought to safety.",
    ),
    Topic(
        name="qcow2.crypt_method.luks",
        kind="member",
        number=2,
        meaning="As a LUKS1 header says, which the extension `encryption` points at. The "
        "vector is the sector number in this file.",
    ),
    Topic(
        name="qcow2.compression",
        kind="enum",
    ),
    Topic(
        name="qcow2.compression.zlib",
        kind="member",
        number=0,
        meaning="Deflate (RFC 1951) without the zlib header, in spite of qemu's name for it. "
        "qemu writes it with a window of 4 KiB\n(`max_deflate_window_bits`), and "
        "reads any.",
    ),
    Topic(
        name="qcow2.compression.zstd",
        kind="member",
        number=1,
        meaning="Zstandard (RFC 8878), since qemu 5.1.",
    ),
    Topic(
        name="qcow2.incompatible_feature",
        kind="enum",
    ),
    Topic(
        name="qcow2.incompatible_feature.dirty",
        kind="member",
        number=1,
        meaning="Reference counts may be wrong; they are rebuilt before the image is written to.",
    ),
    Topic(
        name="qcow2.incompatible_feature.corrupt",
        kind="member",
        number=2,
        meaning="Some structure was found to be wrong; the image is only opened for reading.",
    ),
    Topic(
        name="qcow2.incompatible_feature.external_data",
        kind="member",
        number=4,
        meaning="Guest clusters are in another file, at their guest offset, and are not "
        "counted. No compression, no snapshots.",
    ),
    Topic(
        name="qcow2.incompatible_feature.compression",
        kind="member",
        number=8,
        meaning="The compression method is not zlib; `compression_type` says which.",
    ),
    Topic(
        name="qcow2.incompatible_feature.extended_l2",
        kind="member",
        number=16,
        meaning="L2 entries have 16 bytes, with bits for 32 subclusters. Since qemu 5.2.",
    ),
    Topic(
        name="qcow2.compatible_feature",
        kind="enum",
    ),
    Topic(
        name="qcow2.compatible_feature.lazy_refcounts",
        kind="member",
        number=1,
        meaning="Writers may mark the image dirty and leave the reference counts for later.",
    ),
    Topic(
        name="qcow2.autoclear_feature",
        kind="enum",
    ),
    Topic(
        name="qcow2.autoclear_feature.bitmaps",
        kind="member",
        number=1,
        meaning="The bitmaps extension is consistent with the disk.",
    ),
    Topic(
        name="qcow2.autoclear_feature.raw_external_data",
        kind="member",
        number=2,
        meaning="The data file by itself is the disk. Only with `external_data`, and never "
        "with a backing file.",
    ),
    Topic(
        name="qcow2.extension_type",
        kind="enum",
    ),
    Topic(
        name="qcow2.extension_type.end",
        kind="member",
        number=0,
        meaning="No further extension follows.",
    ),
    Topic(
        name="qcow2.extension_type.backing_format",
        kind="member",
        number=3799591626,
        meaning="Name of the backing file's format, a string such as `raw`. Without it the "
        "backing file would be probed.",
    ),
    Topic(
        name="qcow2.extension_type.feature_names",
        kind="member",
        number=1745090647,
        meaning="Array of `feature_name`.",
    ),
    Topic(
        name="qcow2.extension_type.bitmaps",
        kind="member",
        number=595929205,
        meaning="A `bitmaps_extension`.",
    ),
    Topic(
        name="qcow2.extension_type.encryption",
        kind="member",
        number=87539319,
        meaning="An `encryption_pointer`.",
    ),
    Topic(
        name="qcow2.extension_type.data_file",
        kind="member",
        number=1145132097,
        meaning="Name of the external data file, a string.",
    ),
    Topic(
        name="qcow2.feature_set",
        kind="enum",
    ),
    Topic(
        name="qcow2.feature_set.incompatible",
        kind="member",
        number=0,
        meaning="A bit of `incompatible_features`.",
    ),
    Topic(
        name="qcow2.feature_set.compatible",
        kind="member",
        number=1,
        meaning="A bit of `compatible_features`.",
    ),
    Topic(
        name="qcow2.feature_set.autoclear",
        kind="member",
        number=2,
        meaning="A bit of `autoclear_features`.",
    ),
    Topic(
        name="qcow2.bitmap_flag",
        kind="enum",
    ),
    Topic(
        name="qcow2.bitmap_flag.in_use",
        kind="member",
        number=1,
        meaning="A writer had the bitmap in memory and did not store it; its content is stale.",
    ),
    Topic(
        name="qcow2.bitmap_flag.auto",
        kind="member",
        number=2,
        meaning='The bitmap follows all writes; "enabled" in qemu\'s words.',
    ),
    Topic(
        name="qcow2.bitmap_flag.extra_data_compatible",
        kind="member",
        number=4,
        meaning="The bitmap may be used even though its extra data is not understood.",
    ),
    Topic(
        name="qcow2.bitmap_type",
        kind="enum",
    ),
    Topic(
        name="qcow2.bitmap_type.dirty_tracking",
        kind="member",
        number=1,
        meaning="A set bit says that its range was written to while the bitmap was enabled.",
    ),
    Topic(
        name="qcow2.header",
        kind="structure",
        type="72 bytes and more",
        meaning="First bytes of the file. Version 2 ends after 72 bytes; version 3 has "
        "`len_header` bytes, at least 104. The header, its\nextensions and the "
        "backing file's name all lie in the first cluster.\n\nA parser checks the "
        "fields in their order. qemu's order is: magic, version, cluster_bits, "
        "len_header (both limits),\nofs_backing_file, compression_type and its "
        "feature bit, unknown incompatible features, the size of "
        "subclusters,\nrefcount_order, the refcount table's size and place, the "
        "snapshot table's, the L1 table's, virtual_size, crypt_method, "
        "the\nextensions, the length of the backing file's name, the snapshots, the "
        "bitmaps. An image with two faults may therefore\nget the text of the other "
        "one. Bytes past the end of the file read as zeros, here and everywhere: a "
        "file of 8 bytes has\n`cluster_bits` 0.",
        sources=("https://www.qemu.org/docs/master/interop/qcow2.html#header Header",),
    ),
    Topic(
        name="qcow2.header.magic",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=("51 46 49 fb",),
        qemu=(
            (
                None,
                "Image is not in qcow2 format",
            ),
        ),
        meaning="The letters QFI and 0xfb. Shared with version 1, another format (qcow1.ksy).",
    ),
    Topic(
        name="qcow2.header.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, big-endian",
        rules=("2..3",),
        qemu=(
            (
                None,
                "Unsupported qcow2 version {value}",
            ),
        ),
        meaning="2 from the beginning (qemu 0.8.3, released as 0.9.0), 3 since 1.1: feature "
        "bits, refcount widths, clusters that read as\nzero. The option `compat` "
        "names the oldest qemu that reads what is written: `0.10` for version 2, "
        "`1.1` for version 3, the\ndefault since 1.7. qemu's prober takes a file with "
        "version 1 for the older format, and one with\nversion 0 for raw.",
    ),
    Topic(
        name="qcow2.header.ofs_backing_file",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=(
            "any: its limit is the cluster size, which follows (fault `backing_name_past_cluster`)",
        ),
        called="backing_file_offset",
        meaning="Where the name of the backing file is in this file; 0 if there is none. "
        "Where it is not 0 it also ends the area\nof header extensions. Conflicts "
        "with `autoclear_feature::raw_external_data`.",
    ),
    Topic(
        name="qcow2.header.len_backing_file",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: meaningful only with a backing file (fault `backing_name_too_long`)",),
        practice="qemu takes a length of 0 with an offset for an image without a backing "
        "file. (run: qemu-img 5.2, 7.2, 10.0, 11.1)",
        called="backing_file_size",
        meaning="Length of that name, without a terminator, at most 1023. Undefined without "
        "a backing file.",
    ),
    Topic(
        name="qcow2.header.cluster_bits",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, big-endian",
        unit="bits",
        rules=("9..55",),
        qemu_rules=(
            "9..21",
            "clusters of at most 2 MiB, so that a table of one cluster can be cached",
        ),
        qemu=(
            (
                None,
                "Unsupported cluster size: 2^{value}",
            ),
        ),
        meaning="A cluster is `1 << cluster_bits` bytes. The offset fields of entries have "
        "bits 9 to 55, so clusters can be no shorter and\nno longer; the source says "
        "the lower limit alone. At least 14 with extended L2 entries.",
    ),
    Topic(
        name="qcow2.header.virtual_size",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=(
            "any: its limit follows from the L1 table (faults `image_too_big`, `l1_too_small`)",
        ),
        practice="qemu opens images of odd size, and cuts them off at the last whole sector. "
        "Making one, it rounds up to 512 bytes. (run: qemu-img 5.2, 7.2, 10.0, 11.1; "
        "sizes of 1, 511, 513 and 100001 bytes)",
        called="size",
        meaning="Size of the disk that the guest sees. The tables' layout reaches 64 PiB of "
        "allocated clusters (56 bits), the limit on\nthe L1 table 128 GiB with "
        "clusters of 512 bytes and 2 EiB with 2 MiB.",
    ),
    Topic(
        name="qcow2.header.crypt_method",
        kind="field",
        place="bytes 32 to 35",
        type="unsigned 32-bit number, big-endian",
        rules=("one of 0 (none), 1 (aes), 2 (luks)",),
        about="qcow2.crypt_method",
        qemu=(
            (
                None,
                "Unsupported encryption method {value:i32}",
            ),
        ),
        meaning="How the guest's data is encrypted; metadata never is.",
    ),
    Topic(
        name="qcow2.header.num_l1_entries",
        kind="field",
        place="bytes 36 to 39",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "any: its limits depend on the virtual size (faults `l1_too_large`, `l1_too_small`)",
        ),
        called="l1_size",
        meaning="Entries of the active L1 table. At least as many as the virtual size needs; "
        "further ones address the state of a\nvirtual machine while it runs.",
    ),
    Topic(
        name="qcow2.header.ofs_l1_table",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: its alignment depends on the cluster size (fault `l1_invalid`)",),
        called="l1_table_offset",
        meaning="Where the active L1 table starts, a multiple of the cluster size.",
    ),
    Topic(
        name="qcow2.header.ofs_refcount_table",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: its alignment depends on the cluster size (fault `refcount_table_invalid`)",),
        called="refcount_table_offset",
        meaning="Where the refcount table starts, a multiple of the cluster size.",
    ),
    Topic(
        name="qcow2.header.num_refcount_table_clusters",
        kind="field",
        place="bytes 56 to 59",
        type="unsigned 32-bit number, big-endian",
        unit="clusters",
        rules=("any: its limit depends on the cluster size (fault `refcount_table_too_large`)",),
        called="refcount_table_clusters",
        meaning="Length of the refcount table, at most 8 MiB and at least one cluster.",
    ),
    Topic(
        name="qcow2.header.num_snapshots",
        kind="field",
        place="bytes 60 to 63",
        type="unsigned 32-bit number, big-endian",
        rules=("any: checked in qemu's order (fault `snapshot_table_too_large`)",),
        called="nb_snapshots",
        meaning="Entries of the snapshot table, at most 65536.",
    ),
    Topic(
        name="qcow2.header.ofs_snapshots",
        kind="field",
        place="bytes 64 to 71",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: its alignment depends on the cluster size (fault `snapshot_table_invalid`)",),
        called="snapshots_offset",
        meaning="Where the snapshot table starts, a multiple of the cluster size. Mostly 0 "
        "in an image without snapshots.",
    ),
    Topic(
        name="qcow2.header.incompatible_features",
        kind="field",
        place="bytes 72 to 79",
        type="unsigned 64-bit number, big-endian",
        rules=(
            "any: unknown bits are refused with their names, which are in an extension "
            "(fault `unsupported_features`)",
            "there only if version >= 3",
        ),
        meaning="Set of `incompatible_feature`. A reader must refuse an image with a bit "
        "that it does not know.",
    ),
    Topic(
        name="qcow2.header.compatible_features",
        kind="field",
        place="bytes 80 to 87",
        type="unsigned 64-bit number, big-endian",
        rules=(
            "any: readers ignore bits that they do not know",
            "there only if version >= 3",
        ),
        meaning="Set of `compatible_feature`. Unknown bits are harmless.",
    ),
    Topic(
        name="qcow2.header.autoclear_features",
        kind="field",
        place="bytes 88 to 95",
        type="unsigned 64-bit number, big-endian",
        rules=(
            "any: readers ignore bits that they do not know",
            "there only if version >= 3",
        ),
        meaning="Set of `autoclear_feature`. A writer that does not know a bit clears it "
        "before it changes anything, so a set bit\nsays that every writer since has "
        "kept the feature's data up to date.",
    ),
    Topic(
        name="qcow2.header.refcount_order",
        kind="field",
        place="bytes 96 to 99",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "at most 6",
            "there only if version >= 3",
        ),
        qemu=(
            (
                None,
                "Reference count entry width too large; may not exceed 64 bits",
            ),
        ),
        meaning="A reference count has `1 << refcount_order` bits: 1, 2, 4, 8, 16, 32 or 64. "
        "Always 4 (16 bits) in version 2; see\n`refcount_bits`.",
    ),
    Topic(
        name="qcow2.header.len_header",
        kind="field",
        place="bytes 100 to 103",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=(
            "at least 104",
            "there only if version >= 3",
        ),
        qemu=(
            (
                None,
                "qcow2 header too short",
            ),
        ),
        practice="qemu has written 104 up to 5.0, and 112 since 5.1. (recorded: "
        "tests/parity/data/create.jsonl.xz::create/qcow2/cluster_size=256k/8757k the "
        "checksums of what qemu-img 2.12 to 11.1 made,\nwhich are those of images "
        "with such headers) It does not check for the multiple of 8. (run: qemu-img "
        "5.2, 7.2, 10.0, 11.1)",
        called="header_length",
        meaning="Bytes in the header, a multiple of 8: where the extensions start. 104 ends "
        "after this field; more means that fields\nof later revisions follow, each of "
        "which can be ignored unless a feature bit says otherwise. No longer than a "
        "cluster.",
    ),
    Topic(
        name="qcow2.header.compression_type",
        kind="field",
        place="byte 104",
        type="unsigned byte",
        rules=(
            "one of 0 (zlib), 1 (zstd)",
            "there only if version >= 3 and len_header > 104",
        ),
        about="qcow2.compression",
        qemu=(
            (
                None,
                "qcow2: unknown compression type: {value}",
            ),
        ),
        meaning="Method of all compressed clusters of the image. Not 0 exactly when "
        "`incompatible_feature::compression` is set. Where\nthe field is absent, "
        "clusters are compressed with deflate.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#additional-fields-version-3-and-higher"
            "",
        ),
    ),
    Topic(
        name="qcow2.header.reserved",
        kind="field",
        place="bytes 105 to 111",
        type="7 bytes",
        rules=(
            "any: padding; the source asks for zeros, so that a field of a later "
            "revision reads as absent, and qemu ignores it",
            "there only if version >= 3 and len_header >= 112",
        ),
        meaning="Fills the header up to a multiple of 8.",
    ),
    Topic(
        name="qcow2.header.v2_length",
        kind="constant",
        number=72,
        unit="bytes",
        meaning="Bytes in a version 2 header.",
    ),
    Topic(
        name="qcow2.header.v3_min_length",
        kind="constant",
        number=104,
        unit="bytes",
        meaning="Bytes in a version 3 header without additional fields.",
    ),
    Topic(
        name="qcow2.header.length",
        kind="value",
        type="version >= 3 ? len_header : v2_length",
        unit="bytes",
        meaning="Where the header extensions start, in either version.",
    ),
    Topic(
        name="qcow2.header.len_known",
        kind="value",
        type="version < 3 ? v2_length : len_header >= 112 ? 112 : len_header > 104 ? 105 : 104",
        unit="bytes",
        meaning="Bytes of the header that are declared here. `length` less these is what "
        "later revisions added.",
    ),
    Topic(
        name="qcow2.header.cluster_size",
        kind="value",
        type="1 << cluster_bits",
        unit="bytes",
        meaning="Bytes in a cluster.",
    ),
    Topic(
        name="qcow2.header.has_extended_l2",
        kind="value",
        type="version >= 3 ? incompatible_features & "
        "incompatible_feature::extended_l2.to_i != 0 : false",
        meaning="Whether L2 entries have 16 bytes and clusters have subclusters.",
    ),
    Topic(
        name="qcow2.header.has_external_data",
        kind="value",
        type="version >= 3 ? incompatible_features & "
        "incompatible_feature::external_data.to_i != 0 : false",
        meaning="Whether guest clusters are in another file.",
    ),
    Topic(
        name="qcow2.header.is_dirty",
        kind="value",
        type="version >= 3 ? incompatible_features & incompatible_feature::dirty.to_i != 0 : false",
        meaning="Whether reference counts may be wrong.",
    ),
    Topic(
        name="qcow2.header.is_corrupt",
        kind="value",
        type="version >= 3 ? incompatible_features & incompatible_feature::corrupt.to_i "
        "!= 0 : false",
        meaning="Whether some structure was found to be wrong.",
    ),
    Topic(
        name="qcow2.header.has_lazy_refcounts",
        kind="value",
        type="version >= 3 ? compatible_features & "
        "compatible_feature::lazy_refcounts.to_i != 0 : false",
        meaning="Whether writers may defer updates of reference counts.",
    ),
    Topic(
        name="qcow2.header.is_data_file_raw",
        kind="value",
        type="version >= 3 ? autoclear_features & "
        "autoclear_feature::raw_external_data.to_i != 0 : false",
        meaning="Whether the data file alone is the whole disk.",
    ),
    Topic(
        name="qcow2.header.has_consistent_bitmaps",
        kind="value",
        type="version >= 3 ? autoclear_features & autoclear_feature::bitmaps.to_i != 0 : false",
        meaning="Whether the bitmaps extension may be believed.",
    ),
    Topic(
        name="qcow2.header.unknown_incompatible_features",
        kind="value",
        type="version >= 3 ? incompatible_features & 0xffffffffffffffe0 : 0",
        meaning="Bits that no reader written from this file can support; 0 in an image that "
        "may be opened.",
    ),
    Topic(
        name="qcow2.header.refcount_bits",
        kind="value",
        type="version >= 3 ? 1 << refcount_order : 16",
        unit="bits",
        meaning="Width of a reference count.",
    ),
    Topic(
        name="qcow2.header.l2_entry_size",
        kind="value",
        type="has_extended_l2 ? 16 : 8",
        unit="bytes",
        meaning="Bytes in an L2 entry.",
    ),
    Topic(
        name="qcow2.header.num_l2_entries",
        kind="value",
        type="(1 << cluster_bits) / l2_entry_size",
        meaning="Entries in an L2 table, which is one cluster.",
    ),
    Topic(
        name="qcow2.header.num_refcounts_per_block",
        kind="value",
        type="(1 << cluster_bits + 3) / refcount_bits",
        meaning="Reference counts in a refcount block, which is one cluster.",
    ),
    Topic(
        name="qcow2.header.header_exceeds_cluster",
        kind="fault",
        text="is {value}, longer than a cluster",
        about="qcow2.header.len_header",
        qemu=(
            (
                None,
                "qcow2 header exceeds cluster size",
            ),
        ),
        meaning="The header has to fit into the first cluster.",
    ),
    Topic(
        name="qcow2.header.backing_name_past_cluster",
        kind="fault",
        text="is {value}, outside the first cluster",
        about="qcow2.header.ofs_backing_file",
        qemu=(
            (
                None,
                "Invalid backing file offset",
            ),
        ),
        meaning="The name of the backing file is in the first cluster. An offset of exactly "
        "the cluster size passes this check.",
    ),
    Topic(
        name="qcow2.header.backing_name_too_long",
        kind="fault",
        text="is {value}, more than 1023 or past the end of the first cluster",
        about="qcow2.header.len_backing_file",
        qemu=(
            (
                None,
                "Backing file name too long",
            ),
        ),
        meaning="Longer than `max_backing_name_bytes`, or reaching past the first cluster.",
    ),
    Topic(
        name="qcow2.header.unsupported_features",
        kind="fault",
        text="has bits that this reader does not know ({detail})",
        about="qcow2.header.incompatible_features",
        qemu=(
            (
                None,
                "Unsupported qcow2 feature(s): {detail}",
            ),
        ),
        meaning="Detail lists the names that the image's feature name table gives to unknown "
        "bits, joined by a comma and a space, then\n`Unknown incompatible feature: "
        "<hex>` with the bits that have no name.",
    ),
    Topic(
        name="qcow2.header.extended_l2_small_cluster",
        kind="fault",
        text="gives subclusters of {value} bytes, at least 512 are needed (cluster_bits 14)",
        about="qcow2.header.cluster_bits",
        qemu=(
            (
                None,
                "Unsupported subcluster size: {value}",
            ),
        ),
        meaning="A subcluster, a 32nd of a cluster, is never smaller than 512 bytes. The "
        "value is its size.",
    ),
    Topic(
        name="qcow2.header.refcount_table_missing",
        kind="fault",
        text="is 0",
        about="qcow2.header.num_refcount_table_clusters",
        qemu=(
            (
                None,
                "Image does not contain a reference count table",
            ),
        ),
        meaning="qemu-img check opens such an image, to repair it; all other commands refuse.",
    ),
    Topic(
        name="qcow2.header.refcount_table_too_large",
        kind="fault",
        text="is {value}, more than 8 MiB",
        about="qcow2.header.num_refcount_table_clusters",
        qemu=(
            (
                None,
                "Reference count table too large",
            ),
        ),
        meaning="See `max_refcount_table_bytes`.",
    ),
    Topic(
        name="qcow2.header.refcount_table_invalid",
        kind="fault",
        text="is {value}, not a multiple of the cluster size or past the largest offset",
        about="qcow2.header.ofs_refcount_table",
        qemu=(
            (
                None,
                "Reference count table offset invalid",
            ),
        ),
        meaning="Unaligned, or offset plus size exceed 63 bits.",
    ),
    Topic(
        name="qcow2.header.refcount_table_past_limit",
        kind="fault",
        text="is {value}, where no file reaches",
        about="qcow2.header.ofs_refcount_table",
        qemu=(
            (
                None,
                "Could not initialize refcount handling: Input/output error",
            ),
        ),
        meaning="Beyond `max_file_bytes` of raw.ksy. Below that, qemu reads zeros past the "
        "end of a file.",
    ),
    Topic(
        name="qcow2.header.refcount_table_past_end",
        kind="fault",
        text="is {value}, past the end of the file",
        about="qcow2.header.ofs_refcount_table",
        meaning="qemu reads zeros past the end of a file, so it opens the image and finds "
        "every count to be 0.",
    ),
    Topic(
        name="qcow2.header.snapshot_table_too_large",
        kind="fault",
        text="is {value}, more than 65536",
        about="qcow2.header.num_snapshots",
        qemu=(
            (
                None,
                "Snapshot table too large",
            ),
        ),
        meaning="See `max_snapshots`.",
    ),
    Topic(
        name="qcow2.header.snapshot_table_invalid",
        kind="fault",
        text="is {value}, not a multiple of the cluster size or past the largest offset",
        about="qcow2.header.ofs_snapshots",
        qemu=(
            (
                None,
                "Snapshot table offset invalid",
            ),
        ),
        meaning="Unaligned, or offset plus size exceed 63 bits.",
    ),
    Topic(
        name="qcow2.header.l1_too_large",
        kind="fault",
        text="is {value}, more than 32 MiB of entries",
        about="qcow2.header.num_l1_entries",
        qemu=(
            (
                None,
                "Active L1 table too large",
            ),
        ),
        meaning="See `max_l1_bytes`.",
    ),
    Topic(
        name="qcow2.header.l1_invalid",
        kind="fault",
        text="is {value}, not a multiple of the cluster size or past the largest offset",
        about="qcow2.header.ofs_l1_table",
        qemu=(
            (
                None,
                "Active L1 table offset invalid",
            ),
        ),
        meaning="Unaligned, or offset plus size exceed 63 bits.",
    ),
    Topic(
        name="qcow2.header.image_too_big",
        kind="fault",
        text="is {value}, needs more L1 entries than an image can have",
        about="qcow2.header.virtual_size",
        qemu=(
            (
                None,
                "Image is too big",
            ),
        ),
        meaning="The number of L1 entries for this size exceeds 31 bits.",
    ),
    Topic(
        name="qcow2.header.size_past_limit",
        kind="fault",
        text="is {value}, more than the largest file offset",
        about="qcow2.header.virtual_size",
        qemu=(
            (
                None,
                "Could not refresh total sector count: File too large",
            ),
        ),
        meaning="Sizes so close to 2^64 that rounding them up to what an L2 table covers "
        "wraps to 0: no L1 entry seems to be needed,\nand qemu stumbles later.",
    ),
    Topic(
        name="qcow2.header.l1_too_small",
        kind="fault",
        text="is {value}, too few for the virtual size",
        about="qcow2.header.num_l1_entries",
        qemu=(
            (
                None,
                "L1 table is too small",
            ),
        ),
        meaning="The table may be longer than the disk needs (the state of a virtual machine "
        "is after it), never shorter.",
    ),
    Topic(
        name="qcow2.header.l1_past_limit",
        kind="fault",
        text="is {value}, where no file reaches",
        about="qcow2.header.ofs_l1_table",
        qemu=(
            (
                None,
                "Could not read L1 table: Input/output error",
            ),
        ),
        meaning="Beyond `max_file_bytes` of raw.ksy. Below that, qemu reads zeros past the "
        "end of a file.",
    ),
    Topic(
        name="qcow2.header.l1_past_end",
        kind="fault",
        text="is {value}, past the end of the file",
        about="qcow2.header.ofs_l1_table",
        meaning="qemu reads zeros past the end of a file, so to it such an image is empty.",
    ),
    Topic(
        name="qcow2.header.compression_type_without_feature",
        kind="fault",
        text="is {value}, but the feature bit `compression` is not set",
        about="qcow2.header.compression_type",
        qemu=(
            (
                None,
                "qcow2: Compression type incompatible feature bit must be set",
            ),
        ),
        meaning="A method other than zlib comes with its feature bit, so that old readers "
        "keep away.",
    ),
    Topic(
        name="qcow2.header.compression_feature_without_type",
        kind="fault",
        text="is 0, but the feature bit `compression` is set",
        about="qcow2.header.compression_type",
        qemu=(
            (
                None,
                "qcow2: Compression type incompatible feature bit must not be set",
            ),
        ),
        meaning="The bit says that the method is not zlib.",
    ),
    Topic(
        name="qcow2.header.data_file_missing",
        kind="fault",
        text="asks for a data file that nothing names",
        about="qcow2.header.incompatible_features",
        qemu=(
            (
                None,
                "'data-file' is required for this image",
            ),
        ),
        meaning="The feature bit `external_data` is set, and there is no extension "
        "`data_file`. qemu's `info` does not open data files\nsince 9.1 and has no "
        "such error.",
    ),
    Topic(
        name="qcow2.header.data_file_unexpected",
        kind="fault",
        text="says that the data file is raw, but the image has none",
        about="qcow2.header.autoclear_features",
        qemu=(
            (
                None,
                "data-file-raw requires a data file",
            ),
        ),
        meaning="The same holds for `info` here.",
    ),
    Topic(
        name="qcow2.header.encryption_header_missing",
        kind="fault",
        text="is 2, but there is no extension `encryption`",
        about="qcow2.header.crypt_method",
        qemu=(
            (
                None,
                "Missing CRYPTO header for crypt method {value}",
            ),
        ),
        meaning="LUKS needs its own header, to which the extension points. qemu 5.2 and 7.2 "
        "die on such an image.",
    ),
    Topic(
        name="qcow2.header.key_missing",
        kind="fault",
        text="is {value}, and no key was given",
        about="qcow2.header.crypt_method",
        qemu=(
            (
                None,
                "Parameter 'encrypt.key-secret' is required for cipher",
            ),
        ),
        meaning="Reading needs a key; `measure` and `map` refuse an image without one, "
        "`info` does not.",
    ),
    Topic(
        name="qcow2.header.check_past_end",
        kind="fault",
        text="counts on {extra0} bytes at {value}, a cluster or more past the end of the file",
        about="qcow2.header.virtual_size",
        qemu=(
            (
                None,
                "ERROR: counting reference for region exceeding the end of the file by one "
                "cluster or more: offset 0x{value:x} size 0x{extra0:x}",
            ),
        ),
        meaning="A table, a cluster, or any other structure that `check` counts. It is not "
        "counted then. A structure that ends in the last cluster,\nwhich the file may "
        "have in part, is fine.",
    ),
    Topic(
        name="qcow2.header.check_overflow",
        kind="fault",
        text="is too small: the cluster at {value} has more users than a count can hold",
        about="qcow2.header.refcount_order",
        qemu=(
            (
                None,
                "ERROR: overflow cluster offset=0x{value:x}\nUse qemu-img amend to increase "
                "the refcount entry width or qemu-img convert to create a clean copy if the "
                "image cannot be opened for writing",
            ),
        ),
        meaning="A count has `refcount_bits` bits.",
    ),
    Topic(
        name="qcow2.header.check_snapshots_invalid",
        kind="fault",
        text="is {value}, not a multiple of the cluster size or past the largest offset",
        about="qcow2.header.ofs_snapshots",
        qemu=(
            (
                None,
                "qemu-img: ERROR snapshot table offset invalid",
            ),
        ),
        meaning="Nothing else is checked then.",
    ),
    Topic(
        name="qcow2.header.check_snapshots_too_large",
        kind="fault",
        text="is {value}, more than 65536",
        about="qcow2.header.num_snapshots",
        qemu=(
            (
                None,
                "qemu-img: ERROR snapshot table too large\nYou can force-remove all {extra0} "
                "overhanging snapshots with qemu-img check -r all",
            ),
        ),
        meaning="Nothing else is checked then. Further number is how many are too many.",
    ),
    Topic(
        name="qcow2.header.check_snapshots_cut",
        kind="fault",
        text="is {value}, more than 65536: the last {extra0} are dropped",
        about="qcow2.header.num_snapshots",
        qemu=(
            (
                None,
                "Discarding {extra0} overhanging snapshots",
            ),
        ),
        meaning="A repair that may drop snapshots.",
    ),
    Topic(
        name="qcow2.header.check_writes_snapshots",
        kind="fault",
        text="becomes {value}",
        about="qcow2.header.num_snapshots",
        meaning="The snapshot table has been cut, or written anew.",
    ),
    Topic(
        name="qcow2.header.check_snapshots_with_data_file",
        kind="fault",
        text="is {value} in an image whose data is in another file",
        about="qcow2.header.num_snapshots",
        qemu=(
            (
                None,
                "ERROR {value} snapshots in image with data file",
            ),
        ),
        meaning="A data file holds one state of the disk.",
    ),
    Topic(
        name="qcow2.header.check_writes_counts",
        kind="fault",
        text="becomes {value}, where the new counts are",
        about="qcow2.header.ofs_refcount_table",
        meaning="All counts have been written anew.",
    ),
    Topic(
        name="qcow2.header.check_clears_marks",
        kind="fault",
        text="has {value:#x}, which is cleared",
        about="qcow2.header.incompatible_features",
        meaning="The image is sound now, and is not marked as dirty or corrupt any more.",
    ),
    Topic(
        name="qcow2.header.check_clears_stale",
        kind="fault",
        text="has {value:#x}, which is cleared",
        about="qcow2.header.autoclear_features",
        meaning="The image has been changed by a program that does not know what the bits say.",
    ),
    Topic(
        name="qcow2.header.edit_corrupt",
        kind="fault",
        text="is {value:#x}, the image is marked as corrupt, and is not changed before it "
        "is repaired",
        about="qcow2.header.incompatible_features",
        qemu=(
            (
                None,
                "qcow2: Image is corrupt; cannot be opened read/write",
            ),
        ),
        meaning="See `incompatible_feature::corrupt`.",
    ),
    Topic(
        name="qcow2.header.edit_dirty",
        kind="fault",
        text="is {value:#x}, the image is marked as dirty, and is not changed before "
        "`check -r all` has repaired it",
        about="qcow2.header.incompatible_features",
        meaning="See `incompatible_feature::dirty`. qemu repairs such an image when it opens "
        "it for writing.",
    ),
    Topic(
        name="qcow2.header.edit_bitmaps",
        kind="fault",
        text="says that the image has {value} bitmaps, which cannot be changed with the disk yet",
        about="qcow2.header.autoclear_features",
        meaning="A writer has to keep persistent bitmaps up to date.",
    ),
    Topic(
        name="qcow2.header.edit_encrypted",
        kind="fault",
        text="is {value}, the disk is encrypted, and its key is not known",
        about="qcow2.header.crypt_method",
        meaning="A writer has to encrypt what it puts.",
    ),
    Topic(
        name="qcow2.header.edit_refcount_underflow",
        kind="fault",
        text="was not reached: the cluster at {value} is freed more often than it is used",
        about="qcow2.header.refcount_order",
        qemu=(
            (
                None,
                "qemu-img: Failed to discard unused refblocks: Invalid argument",
            ),
        ),
        meaning="The image is corrupt, and `check` says where.",
    ),
    Topic(
        name="qcow2.header.edit_past_end",
        kind="fault",
        text="does not help: the cluster at {value} is freed, and is past the end of the file",
        about="qcow2.header.refcount_order",
        meaning="The image is corrupt, and `check` says where.",
    ),
    Topic(
        name="qcow2.header.edit_not_counted",
        kind="fault",
        text="was not reached: the cluster at {value} is used, and is not counted",
        about="qcow2.header.refcount_order",
        meaning="The image is corrupt, and `check` says where.",
    ),
    Topic(
        name="qcow2.header.resize_not_sectors",
        kind="fault",
        text="cannot become {value}, which is not a multiple of 512",
        about="qcow2.header.virtual_size",
        qemu=(
            (
                None,
                "qemu-img: The new size must be a multiple of 512",
            ),
        ),
        meaning="The size of a disk is whole sectors.",
    ),
    Topic(
        name="qcow2.header.resize_l1_too_large",
        kind="fault",
        text="cannot become {value}, more than 32 MiB of entries",
        about="qcow2.header.num_l1_entries",
        qemu=(
            (
                None,
                "qemu-img: Failed to grow the L1 table: File too large",
            ),
        ),
        meaning="See `max_l1_bytes`.",
    ),
    Topic(
        name="qcow2.header.resize_snapshots",
        kind="fault",
        text="is {value}, and in version 2 a snapshot does not say what size its disk has",
        about="qcow2.header.num_snapshots",
        qemu=(
            (
                None,
                "qemu-img: Can't resize a v2 image which has snapshots",
            ),
        ),
        meaning="From version 3 on, each snapshot has the size of its disk.",
    ),
    Topic(
        name="qcow2.header.resize_backing_shows",
        kind="fault",
        text="is {value}, not whole clusters, and the backing image would show in what is added",
        about="qcow2.header.virtual_size",
        meaning="The added part of the last cluster would have to be written.",
    ),
    Topic(
        name="qcow2.header.resize_no_zeros",
        kind="fault",
        text="is {value}, which has no clusters that read as zeros, and the longer "
        "backing image would show in what is added",
        about="qcow2.header.version",
        qemu=(
            (
                None,
                "qemu-img: Failed to zero out new clusters: Operation not supported",
            ),
        ),
        meaning="Zero clusters came with version 3.",
    ),
    Topic(
        name="qcow2.header.amend_refcount_version",
        kind="fault",
        text="is {value}, in which refcounts have 16 bits",
        about="qcow2.header.version",
        qemu=(
            (
                None,
                "qemu-img: Refcount widths other than 16 bits require compatibility level "
                "1.1 or above (use compat=1.1 or greater)",
            ),
        ),
        meaning="A header of version 3 says how many.",
    ),
    Topic(
        name="qcow2.header.amend_refcount_too_narrow",
        kind="fault",
        text="would say {extra0} bits: the cluster at {value} is used {extra1} times",
        about="qcow2.header.refcount_order",
        qemu=(
            (
                None,
                "qemu-img: Cannot decrease refcount entry width to {extra0} bits: Cluster at "
                "offset {value:#x} has a refcount of {extra1}",
            ),
        ),
        meaning="All counts have to fit.",
    ),
    Topic(
        name="qcow2.header.amend_lazy_version",
        kind="fault",
        text="is {value}, in which refcounts are never written late",
        about="qcow2.header.version",
        qemu=(
            (
                None,
                "qemu-img: Lazy refcounts only supported with compatibility level 1.1 and "
                "above (use compat=1.1 or greater)",
            ),
        ),
        meaning="A flag of version 3 says that they may be.",
    ),
    Topic(
        name="qcow2.header.amend_down_refcounts",
        kind="fault",
        text="says {value} bits, and version 2 has 16",
        about="qcow2.header.refcount_order",
        qemu=(
            (
                None,
                "qemu-img: compat=0.10 requires refcount_bits=16",
            ),
        ),
        meaning="Version 2 does not say how many.",
    ),
    Topic(
        name="qcow2.header.amend_down_data_file",
        kind="fault",
        text="is {value:#x}, the data is in another file, which version 2 has not",
        about="qcow2.header.incompatible_features",
        qemu=(
            (
                None,
                "qemu-img: Cannot downgrade an image with a data file",
            ),
        ),
        meaning="See `incompatible_feature::external_data`.",
    ),
    Topic(
        name="qcow2.header.amend_down_snapshots",
        kind="fault",
        text="is {value}, and one of them says what version 2 has no room for",
        about="qcow2.header.num_snapshots",
        qemu=(
            (
                None,
                "qemu-img: Internal snapshots prevent downgrade of image",
            ),
        ),
        meaning="A disk of another size, or a state of a machine of 4 GiB and more.",
    ),
    Topic(
        name="qcow2.header.amend_down_features",
        kind="fault",
        text="is {value:#x}, which version 2 has not",
        about="qcow2.header.incompatible_features",
        qemu=(
            (
                None,
                "qemu-img: Cannot downgrade an image with incompatible features {value:#x} set",
            ),
        ),
        meaning="Readers of version 2 know none of them.",
    ),
    Topic(
        name="qcow2.header.amend_down_compressed",
        kind="fault",
        text="is {value}, and some clusters are compressed so, which version 2 has not",
        about="qcow2.header.compression_type",
        qemu=(
            (
                (
                    7,
                    0,
                ),
                "qemu-img: Cannot downgrade an image with incompatible features 0x8 set",
            ),
            (
                None,
                "qemu-img: Cannot downgrade an image with zstd compression type and existing "
                "compressed clusters",
            ),
        ),
        meaning="Version 2 has one compression.",
    ),
    Topic(
        name="qcow2.header.amend_down_bitmaps",
        kind="fault",
        text="says that the image has {value} bitmaps, which version 2 has not; `--force` "
        "deletes them",
        about="qcow2.header.autoclear_features",
        meaning="qemu-img leaves them in the file, where nobody finds them.",
    ),
    Topic(
        name="qcow2.extension_header",
        kind="structure",
        type="8 bytes",
        meaning="Start of a header extension. Extensions follow each other from the end of "
        "the header on, each padded with up to seven\nbytes so that the next starts "
        "at a multiple of 8 from the first, and end with one of type `end`, at the "
        "backing file's\nname or with the first cluster, whichever comes first. Each "
        "type is there at most once.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#header-extensions "
            "Header extensions",
        ),
    ),
    Topic(
        name="qcow2.extension_header.type",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        rules=("any: readers skip extensions of a type that they do not know",),
        about="qcow2.extension_type",
        meaning="What the data is.",
    ),
    Topic(
        name="qcow2.extension_header.len_data",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: its limit is the end of the header area (fault `too_large`)",),
        practice="qemu checks the length of `end` as well, before it looks at the type. (run: "
        "qemu-img 5.2, 7.2, 10.0, 11.1)",
        meaning="Bytes of data that follow, without the padding.",
    ),
    Topic(
        name="qcow2.extension_header.len_padded",
        kind="value",
        type="(len_data + 7) / 8 * 8",
        unit="bytes",
        meaning="Bytes from the end of this structure to the next extension.",
    ),
    Topic(
        name="qcow2.extension_header.too_large",
        kind="fault",
        text="is {value}, reaches past the header area",
        about="qcow2.extension_header.len_data",
        qemu=(
            (
                None,
                "Header extension too large",
            ),
        ),
        meaning="The data would reach past the start of the backing file's name, or past the "
        "first cluster.",
    ),
    Topic(
        name="qcow2.extension_header.backing_format_too_long",
        kind="fault",
        text="is {value}, too long for the name of a format (at most 15)",
        about="qcow2.extension_header.len_data",
        qemu=(
            (
                None,
                "ERROR: ext_backing_format: len={value} too large (>=16)",
            ),
        ),
        meaning="See `max_backing_format_bytes`.",
    ),
    Topic(
        name="qcow2.extension_header.encryption_not_luks",
        kind="fault",
        text="is an encryption header, but crypt_method is not LUKS",
        about="qcow2.extension_header.type",
        qemu=(
            (
                None,
                "CRYPTO header extension only expected with LUKS encryption method",
            ),
        ),
        meaning="Only LUKS keeps a header of its own.",
    ),
    Topic(
        name="qcow2.extension_header.encryption_wrong_length",
        kind="fault",
        text="is {value}, an encryption header pointer has 16",
        about="qcow2.extension_header.len_data",
        qemu=(
            (
                None,
                "CRYPTO header extension size {value}, but expected size 16",
            ),
        ),
        meaning="The pointer has a fixed size.",
    ),
    Topic(
        name="qcow2.extension_header.bitmaps_wrong_length",
        kind="fault",
        text="is {value}, a bitmaps extension has 24",
        about="qcow2.extension_header.len_data",
        qemu=(
            (
                (
                    6,
                    0,
                ),
                "bitmaps_ext: Invalid extension length: Unknown error -8",
            ),
            (
                None,
                "bitmaps_ext: Invalid extension length",
            ),
        ),
        meaning="The extension has a fixed size.",
    ),
    Topic(
        name="qcow2.extension",
        kind="structure",
        type="8 bytes and more",
        meaning="One header extension with its data, as a viewer shows it.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#header-extensions "
            "Header extensions",
        ),
    ),
    Topic(
        name="qcow2.extension.header",
        kind="field",
        place="bytes 0 to 7",
        type="structure qcow2.extension_header",
        about="qcow2.extension_header",
        meaning="Type and length.",
    ),
    Topic(
        name="qcow2.extension.data",
        kind="field",
        place="from byte 8 on",
        type="header.len_data bytes",
        rules=("at most 2097152",),
        meaning="A string without terminator (`backing_format`, `data_file`), an array of "
        "`feature_name`, a `bitmaps_extension` or an\n`encryption_pointer`.",
    ),
    Topic(
        name="qcow2.extension.padding",
        kind="field",
        place="after what comes before it, whose size varies",
        type="(8 - header.len_data % 8) % 8 bytes",
        rules=(
            "at most 7",
            "any: readers skip it, whatever is in it",
        ),
        meaning="Up to the next multiple of 8.",
    ),
    Topic(
        name="qcow2.feature_name",
        kind="structure",
        type="48 bytes",
        practice="qemu writes the table into version 3 images whose cluster is larger than 4 "
        "KiB: one entry for each feature that it knows, used\nor not. (run: qemu-img "
        "5.2, 7.2, 10.0, 11.1, with clusters of 2, 4 and 8 KiB) The texts below are "
        "those that qemu writes; readers tell people of a feature by them. (run: "
        "qemu-img 5.2, 7.2, 10.0, 11.1)",
        meaning="Entry of the feature name table: lets a reader that does not know a feature "
        "say what it is called.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#feature-name-table "
            "Feature name table",
        ),
    ),
    Topic(
        name="qcow2.feature_name.feature_set",
        kind="field",
        place="byte 0",
        type="unsigned byte",
        rules=("any: readers skip entries of a set that they do not know",),
        about="qcow2.feature_set",
        meaning="Which of the three bit fields of the header.",
    ),
    Topic(
        name="qcow2.feature_name.bit",
        kind="field",
        place="byte 1",
        type="unsigned byte",
        rules=("any: an entry whose bit is above 63 names nothing",),
        meaning="Number of the bit, 0 to 63, from the least significant.",
    ),
    Topic(
        name="qcow2.feature_name.name",
        kind="field",
        place="bytes 2 to 47",
        type="46 bytes",
        rules=("any: text, padded with zeros; no terminator when all bytes are used",),
        meaning="What the feature is called, such as `feature_name_dirty`.",
    ),
    Topic(
        name="qcow2.feature_name.feature_name_dirty",
        kind="text",
        text="dirty bit",
        meaning="`incompatible_feature::dirty`.",
    ),
    Topic(
        name="qcow2.feature_name.feature_name_corrupt",
        kind="text",
        text="corrupt bit",
        meaning="`incompatible_feature::corrupt`.",
    ),
    Topic(
        name="qcow2.feature_name.feature_name_data_file",
        kind="text",
        text="external data file",
        meaning="`incompatible_feature::external_data`.",
    ),
    Topic(
        name="qcow2.feature_name.feature_name_compression",
        kind="text",
        text="compression type",
        meaning="`incompatible_feature::compression`.",
    ),
    Topic(
        name="qcow2.feature_name.feature_name_extended_l2",
        kind="text",
        text="extended L2 entries",
        meaning="`incompatible_feature::extended_l2`.",
    ),
    Topic(
        name="qcow2.feature_name.feature_name_lazy_refcounts",
        kind="text",
        text="lazy refcounts",
        meaning="`compatible_feature::lazy_refcounts`.",
    ),
    Topic(
        name="qcow2.feature_name.feature_name_bitmaps",
        kind="text",
        text="bitmaps",
        meaning="`autoclear_feature::bitmaps`.",
    ),
    Topic(
        name="qcow2.feature_name.feature_name_raw_data_file",
        kind="text",
        text="raw external data",
        meaning="`autoclear_feature::raw_external_data`.",
    ),
    Topic(
        name="qcow2.bitmaps_extension",
        kind="structure",
        type="24 bytes",
        meaning="Says where the directory of persistent bitmaps is. To be believed only when "
        "`autoclear_feature::bitmaps` is set; otherwise\na program without bitmap "
        "support has written to the disk, and the bitmaps miss those writes.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#bitmaps-extension "
            "Bitmaps extension",
        ),
    ),
    Topic(
        name="qcow2.bitmaps_extension.num_bitmaps",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        rules=("at least 1",),
        qemu=(
            (
                None,
                "found bitmaps extension with zero bitmaps",
            ),
        ),
        called="nb_bitmaps",
        meaning="Entries of the directory. qemu supports at most 65535 (`max_bitmaps`).",
    ),
    Topic(
        name="qcow2.bitmaps_extension.reserved",
        kind="field",
        place="bytes 4 to 7",
        type="4 bytes",
        rules=("zero",),
        qemu=(
            (
                (
                    6,
                    0,
                ),
                "bitmaps_ext: Reserved field is not zero: Unknown error -24",
            ),
            (
                None,
                "bitmaps_ext: Reserved field is not zero",
            ),
        ),
    ),
    Topic(
        name="qcow2.bitmaps_extension.len_directory",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: as long as its entries",),
        qemu_rules=(
            "at most 0x3fffc00",
            "at most 1024 bytes for each of 65535 bitmaps",
        ),
        qemu=(
            (
                None,
                "bitmaps_ext: bitmap directory size ({value}) exceeds the maximum supported "
                "size (67107840)",
            ),
        ),
        called="bitmap_directory_size",
        meaning="Bytes of all entries of the directory together.",
    ),
    Topic(
        name="qcow2.bitmaps_extension.ofs_directory",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: its alignment depends on the cluster size (fault `directory_unaligned`)",),
        called="bitmap_directory_offset",
        meaning="Where the directory starts, a multiple of the cluster size.",
    ),
    Topic(
        name="qcow2.bitmaps_extension.directory_unaligned",
        kind="fault",
        text="is {value}, not a multiple of the cluster size",
        about="qcow2.bitmaps_extension.ofs_directory",
        qemu=(
            (
                None,
                "bitmaps_ext: invalid bitmap directory offset",
            ),
        ),
        meaning="The directory starts at a cluster.",
    ),
    Topic(
        name="qcow2.bitmaps_extension.directory_past_limit",
        kind="fault",
        text="is {value}, where no file reaches",
        about="qcow2.bitmaps_extension.ofs_directory",
        qemu=(
            (
                None,
                "Failed to read bitmap directory: Input/output error",
            ),
        ),
        meaning="Beyond `max_file_bytes` of raw.ksy. Below that, qemu reads zeros past the "
        "end of a file.",
    ),
    Topic(
        name="qcow2.bitmaps_extension.directory_empty",
        kind="fault",
        text="is 0",
        about="qcow2.bitmaps_extension.len_directory",
        qemu=(
            (
                None,
                "Requested bitmap directory size is zero",
            ),
        ),
        meaning="Each bitmap has an entry.",
    ),
    Topic(
        name="qcow2.bitmaps_extension.too_many",
        kind="fault",
        text="is {value}, more than 65535",
        about="qcow2.bitmaps_extension.num_bitmaps",
        qemu=(
            (
                None,
                "bitmaps_ext: Image has {value} bitmaps, exceeding the QEMU supported "
                "maximum of 65535",
            ),
        ),
        meaning="See `max_bitmaps`.",
    ),
    Topic(
        name="qcow2.bitmaps_extension.too_few_entries",
        kind="fault",
        text="is {value}, more than the directory has entries",
        about="qcow2.bitmaps_extension.num_bitmaps",
        qemu=(
            (
                None,
                "Less bitmaps found than specified in header extension",
            ),
        ),
        meaning="Count and directory agree.",
    ),
    Topic(
        name="qcow2.bitmaps_extension.too_many_entries",
        kind="fault",
        text="is {value}, fewer than the directory has entries",
        about="qcow2.bitmaps_extension.num_bitmaps",
        qemu=(
            (
                None,
                "More bitmaps found than specified in header extension",
            ),
        ),
        meaning="Count and directory agree.",
    ),
    Topic(
        name="qcow2.bitmaps_extension.warning_not_kept",
        kind="text",
        text="a program lacking bitmap support modified this file, so all bitmaps are now "
        "considered inconsistent\nSome clusters may be leaked, run 'qemu-img check "
        "-r' on the image file to fix.",
        meaning="qemu's warning for a version 3 image with this extension, but without "
        "`autoclear_feature::bitmaps`.",
    ),
    Topic(
        name="qcow2.bitmaps_extension.warning_version_2",
        kind="text",
        text="This qcow2 v2 image contains bitmaps, but they may have been modified by a "
        "program without persistent bitmap support; so now they must all be "
        "considered inconsistent\nSome clusters may be leaked, run 'qemu-img check "
        "-r' on the image file to fix.",
        meaning="The same for a version 2 image, which has no feature bits.",
    ),
    Topic(
        name="qcow2.encryption_pointer",
        kind="structure",
        type="16 bytes",
        meaning="Full disk encryption header pointer: where the encryption method keeps its "
        "own header. Present exactly when `crypt_method`\nis LUKS. What it points at "
        "is a LUKS1 header (luks.ksy) whose key material offsets count from the "
        "start of that header and\nwhose payload offset is not used.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#full-disk-encryption-header-pointer"
            "",
        ),
    ),
    Topic(
        name="qcow2.encryption_pointer.ofs_header",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: its alignment depends on the cluster size (fault `unaligned`)",),
        meaning="Where the encryption header starts, a multiple of the cluster size.",
    ),
    Topic(
        name="qcow2.encryption_pointer.len_header",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: only a promise; the LUKS header says itself how long it is",),
        meaning="Bytes of header and key material. The clusters that they occupy are zero "
        "after them.",
    ),
    Topic(
        name="qcow2.encryption_pointer.unaligned",
        kind="fault",
        text="is {value}, not a multiple of the cluster size",
        about="qcow2.encryption_pointer.ofs_header",
        qemu=(
            (
                None,
                "Encryption header offset '{value}' is not a multiple of cluster size '{extra0}'",
            ),
        ),
        meaning="The encryption header starts at a cluster. Further number is the cluster size.",
    ),
    Topic(
        name="qcow2.encryption_pointer.too_short",
        kind="fault",
        text="is {value}, shorter than the LUKS header in it",
        about="qcow2.encryption_pointer.len_header",
        qemu=(
            (
                None,
                "Request for data outside of extension header",
            ),
        ),
        meaning="The LUKS header of 592 bytes and what it describes lie in the range.",
    ),
    Topic(
        name="qcow2.l1_entry",
        kind="structure",
        type="8 bytes",
        meaning="Entry of an L1 table: where one L2 table is. 0 in all of the offset means "
        "that the L2 table does not exist, and that the\nwhole range it would "
        "describe is unallocated.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#cluster-mapping Cluster "
            "mapping, L1 table entry",
        ),
    ),
    Topic(
        name="qcow2.l1_entry.copied",
        kind="field",
        place="bytes 0 to 7",
        type="bit 63 of 64",
        rules=("any: a hint for writers",),
        meaning="Bit 63. The L2 table's reference count is exactly one, so that it may be "
        "written in place. Accurate only in the\nactive L1 table.",
    ),
    Topic(
        name="qcow2.l1_entry.reserved_high",
        kind="field",
        place="bytes 0 to 7",
        type="bits 56 to 62 of 64",
        rules=("any: bits 62 to 56; the source asks for zeros, qemu ignores them",),
    ),
    Topic(
        name="qcow2.l1_entry.l2_sector",
        kind="field",
        place="bytes 0 to 7",
        type="bits 9 to 55 of 64",
        unit="sectors",
        rules=(
            "any: depends on cluster size and file length (faults `l2_unaligned`, `l2_past_end`)",
        ),
        meaning="Bits 55 to 9. Offset of the L2 table without its nine low bits.",
    ),
    Topic(
        name="qcow2.l1_entry.reserved_low",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 8 of 64",
        rules=("any: bits 8 to 0; the source asks for zeros, qemu ignores them",),
    ),
    Topic(
        name="qcow2.l1_entry.ofs_l2_table",
        kind="value",
        type="l2_sector << 9",
        unit="bytes",
        meaning="Where the L2 table is in the file; 0 when there is none.",
    ),
    Topic(
        name="qcow2.l1_entry.l2_unaligned",
        kind="fault",
        text="points at {value}, not a multiple of the cluster size",
        about="qcow2.l1_entry.l2_sector",
        qemu=(
            (
                None,
                "qcow2: Image is corrupt: L2 table offset {value:#x} unaligned (L1 index: "
                "{extra0:#x}); further non-fatal corruption events will be "
                "suppressed\nqemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="An L2 table is one cluster. qemu opens such an image and fails when it "
        "meets the entry. Further number is the index.",
    ),
    Topic(
        name="qcow2.l1_entry.l2_past_end",
        kind="fault",
        text="points at {value}, past the end of the file",
        about="qcow2.l1_entry.l2_sector",
        meaning="qemu reads zeros past the end of a file, so to it all clusters of such a "
        "table are unallocated.",
    ),
    Topic(
        name="qcow2.l1_entry.check_reserved",
        kind="fault",
        text="or the low ones are not zero (entry {value:#x})",
        about="qcow2.l1_entry.reserved_high",
        qemu=(
            (
                (
                    6,
                    2,
                ),
                "",
            ),
            (
                None,
                "ERROR found L1 entry with reserved bits set: {value:x}",
            ),
        ),
        meaning="The entry is followed all the same.",
    ),
    Topic(
        name="qcow2.l1_entry.check_l2_unaligned",
        kind="fault",
        text="points at {value}, not a multiple of the cluster size",
        about="qcow2.l1_entry.l2_sector",
        qemu=(
            (
                None,
                "ERROR l2_offset={value:x}: Table is not cluster aligned; L1 entry corrupted",
            ),
        ),
        meaning="The table is read where it is all the same.",
    ),
    Topic(
        name="qcow2.l1_entry.check_copied",
        kind="fault",
        text="of entry {extra0} contradicts the count {extra1} of its L2 table (entry {value:#x})",
        about="qcow2.l1_entry.copied",
        qemu=(
            (
                None,
                "ERROR OFLAG_COPIED L2 cluster: l1_index={extra0} l1_entry={value:x} "
                "refcount={extra1}",
            ),
        ),
        meaning="Set exactly where the count is 1.",
    ),
    Topic(
        name="qcow2.l1_entry.check_copied_repaired",
        kind="fault",
        text="of entry {extra0} contradicted the count {extra1} of its L2 table, and was "
        "changed (entry {value:#x})",
        about="qcow2.l1_entry.copied",
        qemu=(
            (
                None,
                "Repairing OFLAG_COPIED L2 cluster: l1_index={extra0} l1_entry={value:x} "
                "refcount={extra1}",
            ),
        ),
        meaning="The count is what is believed.",
    ),
    Topic(
        name="qcow2.l2_entry",
        kind="structure",
        type="8 bytes",
        meaning="Entry of an L2 table, standard form: what one cluster of the disk is. When "
        "`compressed` is set, the other bits have\nanother meaning, see "
        "`compressed_entry`. Otherwise, in this order: `zero` (without extended L2 "
        "entries, and from version 3\non) makes the cluster read as zeros, whether or "
        "not an offset is kept as a preallocation; offset 0 means unallocated; "
        "any\nother offset is where the cluster's bytes are. With an external data "
        "file, the offset counts in that file, equals the\nguest offset, and may be 0 "
        "together with `copied`.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#cluster-mapping L2 "
            "table entry, Standard Cluster Descriptor",
        ),
    ),
    Topic(
        name="qcow2.l2_entry.copied",
        kind="field",
        place="bytes 0 to 7",
        type="bit 63 of 64",
        rules=("any: a hint for writers",),
        meaning="Bit 63. The cluster's reference count is exactly one. Accurate only below "
        "the active L1 table. Always set with an\nexternal data file, where it "
        "distinguishes an allocated cluster at offset 0 from an unallocated one.",
    ),
    Topic(
        name="qcow2.l2_entry.compressed",
        kind="field",
        place="bytes 0 to 7",
        type="bit 62 of 64",
        rules=("any: both values have a meaning",),
        meaning="Bit 62. The entry is a `compressed_entry`.",
    ),
    Topic(
        name="qcow2.l2_entry.reserved_high",
        kind="field",
        place="bytes 0 to 7",
        type="bits 56 to 61 of 64",
        rules=(
            "any: bits 61 to 56; the source asks for zeros, qemu ignores them (its check "
            "reports them since 6.2)",
        ),
    ),
    Topic(
        name="qcow2.l2_entry.host_sector",
        kind="field",
        place="bytes 0 to 7",
        type="bits 9 to 55 of 64",
        unit="sectors",
        rules=(
            "any: depends on cluster size and file length (faults `data_unaligned`, "
            "`data_past_end`)",
        ),
        meaning="Bits 55 to 9. Offset of the cluster in the file (or the data file) without "
        "its nine low bits.",
    ),
    Topic(
        name="qcow2.l2_entry.reserved_low",
        kind="field",
        place="bytes 0 to 7",
        type="bits 1 to 8 of 64",
        rules=(
            "any: bits 8 to 1; the source asks for zeros, qemu ignores them (its check "
            "reports them since 6.2)",
        ),
    ),
    Topic(
        name="qcow2.l2_entry.zero",
        kind="field",
        place="bytes 0 to 7",
        type="bit 0 of 64",
        rules=("any: both values have a meaning",),
        practice="qemu refuses the bit in version 2 images (fault `zero_in_version_2`) and "
        "ignores it with extended L2 entries. (run: qemu-img 5.2, 7.2, 10.0, 11.1)",
        meaning="Bit 0. The cluster reads as zeros. Has no meaning with extended L2 entries, "
        "which have `reads_as_zero` instead.",
    ),
    Topic(
        name="qcow2.l2_entry.host_offset",
        kind="value",
        type="host_sector << 9",
        unit="bytes",
        meaning="Where the cluster is.",
    ),
    Topic(
        name="qcow2.l2_entry.data_unaligned",
        kind="fault",
        text="points at {value}, not a multiple of the cluster size",
        about="qcow2.l2_entry.host_sector",
        qemu=(
            (
                None,
                "qcow2: Image is corrupt: Cluster allocation offset {value:#x} unaligned (L2 "
                "offset: {extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption "
                "events will be suppressed\nqemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="A cluster of the disk is a cluster of the file. qemu-img opens such an "
        "image and fails when it meets the entry, as\nwith the next three. Further "
        "numbers are offset of the L2 table, index in it.",
    ),
    Topic(
        name="qcow2.l2_entry.zero_in_version_2",
        kind="fault",
        text="is set in a version 2 image",
        about="qcow2.l2_entry.zero",
        qemu=(
            (
                None,
                "qcow2: Image is corrupt: Zero cluster entry found in pre-v3 image (L2 "
                "offset: {extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption "
                "events will be suppressed\nqemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="Clusters that read as zeros came with version 3.",
    ),
    Topic(
        name="qcow2.l2_entry.data_file_mismatch",
        kind="fault",
        text="points at {value} of the data file, must be the guest offset {extra0}",
        about="qcow2.l2_entry.host_sector",
        qemu=(
            (
                None,
                "qcow2: Image is corrupt: External data file host cluster offset {value:#x} "
                "does not match guest cluster offset: {extra0:#x}, L2 index: {extra1:#x}); "
                "further non-fatal corruption events will be suppressed\nqemu-img: {walking}: "
                "Input/output error",
            ),
        ),
        meaning="In a data file each cluster has its guest offset. Further numbers are guest "
        "offset, index.",
    ),
    Topic(
        name="qcow2.l2_entry.compressed_in_data_file",
        kind="fault",
        text="is set in an image with an external data file",
        about="qcow2.l2_entry.compressed",
        qemu=(
            (
                None,
                "qcow2: Image is corrupt: Compressed cluster entry found in image with "
                "external data file (L2 offset: {extra0:#x}, L2 index: {extra1:#x}); further "
                "non-fatal corruption events will be suppressed\nqemu-img: {walking}: "
                "Input/output error",
            ),
        ),
        meaning="A data file holds plain clusters. Further numbers as above.",
    ),
    Topic(
        name="qcow2.l2_entry.data_past_end",
        kind="fault",
        text="points at {value}, past the end of the file",
        about="qcow2.l2_entry.host_sector",
        meaning="qemu reads zeros past the end of a file, but counts the cluster as allocated.",
    ),
    Topic(
        name="qcow2.l2_entry.check_reserved",
        kind="fault",
        text="or the low ones are not zero (entry {value:#x})",
        about="qcow2.l2_entry.reserved_high",
        qemu=(
            (
                (
                    6,
                    2,
                ),
                "",
            ),
            (
                None,
                "ERROR found l2 entry with reserved bits set: {value:x}",
            ),
        ),
        meaning="The entry counts all the same.",
    ),
    Topic(
        name="qcow2.l2_entry.check_data_unaligned",
        kind="fault",
        text="points at {value}, not a multiple of the cluster size",
        about="qcow2.l2_entry.host_sector",
        qemu=(
            (
                None,
                "ERROR offset={value:x}: Data cluster is not properly aligned; L2 entry corrupted.",
            ),
        ),
        meaning="Both clusters that it touches are counted.",
    ),
    Topic(
        name="qcow2.l2_entry.check_preallocated_unaligned",
        kind="fault",
        text="keeps {value}, not a multiple of the cluster size, for a cluster that reads as zeros",
        about="qcow2.l2_entry.host_sector",
        qemu=(
            (
                None,
                "ERROR offset={value:x}: Preallocated cluster is not properly aligned; L2 "
                "entry corrupted.",
            ),
        ),
        meaning="Nothing is stored there, so the offset can be dropped.",
    ),
    Topic(
        name="qcow2.l2_entry.check_preallocated_repaired",
        kind="fault",
        text="kept {value}, not a multiple of the cluster size, for a cluster that reads "
        "as zeros, and was dropped",
        about="qcow2.l2_entry.host_sector",
        qemu=(
            (
                None,
                "Repairing offset={value:x}: Preallocated cluster is not properly aligned; "
                "L2 entry corrupted.",
            ),
        ),
        meaning="The cluster still reads as zeros.",
    ),
    Topic(
        name="qcow2.l2_entry.check_copied",
        kind="fault",
        text="contradicts the count {extra0} of its cluster (entry {value:#x})",
        about="qcow2.l2_entry.copied",
        qemu=(
            (
                None,
                "ERROR OFLAG_COPIED data cluster: l2_entry={value:x} refcount={extra0}",
            ),
        ),
        meaning="Set exactly where the count is 1. With a data file it is always set.",
    ),
    Topic(
        name="qcow2.l2_entry.check_copied_repaired",
        kind="fault",
        text="contradicted the count {extra0} of its cluster, and was changed (entry {value:#x})",
        about="qcow2.l2_entry.copied",
        qemu=(
            (
                None,
                "Repairing OFLAG_COPIED data cluster: l2_entry={value:x} refcount={extra0}",
            ),
        ),
        meaning="The count is what is believed.",
    ),
    Topic(
        name="qcow2.compressed_entry",
        kind="structure",
        type="8 bytes",
        meaning="Entry of an L2 table whose `compressed` bit is set. Offset and length share "
        "62 bits; where the boundary is depends on the\ncluster size: of "
        "`cluster_bits` bits, `cluster_bits - 8` count sectors. So the offset has 61 "
        "bits at 512-byte clusters and\n49 at 2 MiB, which keeps compressed clusters "
        "of such images below 512 TiB.\n\nThe data starts at any byte and ends "
        "somewhere in the last of the sectors: the decoder stops when it has "
        "produced a\ncluster, and the next compressed cluster may start in the same "
        "sector. It may cross into the next cluster of the file.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#cluster-mapping "
            "Compressed Clusters Descriptor",
        ),
    ),
    Topic(
        name="qcow2.compressed_entry.copied",
        kind="field",
        place="bytes 0 to 7",
        type="bit 63 of 64",
        rules=("any: meaningless here; the source asks for 0",),
        meaning="Bit 63.",
    ),
    Topic(
        name="qcow2.compressed_entry.compressed",
        kind="field",
        place="bytes 0 to 7",
        type="bit 62 of 64",
        rules=("any: this view is chosen because it is set",),
        meaning="Bit 62, set.",
    ),
    Topic(
        name="qcow2.compressed_entry.descriptor",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 61 of 64",
        rules=("such that (descriptor & ((1 << (70 - cluster_bits)) - 1)) < 0x100000000000000",),
        qemu_rules=(
            "it does not look at the upper bits of an offset; where they lead out of the "
            "file, reading fails",
        ),
        meaning="Offset and number of additional sectors, see the derived values. Where the "
        "offset has more than 56 bits, as it has with clusters\nbelow 16 KiB, its "
        "upper ones are 0.",
    ),
    Topic(
        name="qcow2.compressed_entry.offset_bits",
        kind="value",
        type="70 - cluster_bits",
        unit="bits",
        meaning="Bits of the descriptor that are the offset. The source calls it x.",
    ),
    Topic(
        name="qcow2.compressed_entry.host_offset",
        kind="value",
        type="descriptor & (1 << offset_bits) - 1",
        unit="bytes",
        meaning="First byte of the compressed data.",
    ),
    Topic(
        name="qcow2.compressed_entry.num_additional_sectors",
        kind="value",
        type="descriptor >> offset_bits",
        unit="sectors",
        meaning="Sectors that the data reaches into beyond the one that it starts in.",
    ),
    Topic(
        name="qcow2.compressed_entry.len_data",
        kind="value",
        type="(num_additional_sectors + 1) * 512 - (descriptor & 511)",
        unit="bytes",
        meaning="Most bytes that the compressed data can have, from its first byte to the "
        "end of the last sector.",
    ),
    Topic(
        name="qcow2.compressed_entry.data_past_end",
        kind="fault",
        text="points at {value}, past the end of the file",
        about="qcow2.compressed_entry.descriptor",
        meaning="qemu opens such an image; reading the cluster fails.",
    ),
    Topic(
        name="qcow2.compressed_entry.check_copied",
        kind="fault",
        text="is set (data at {value})",
        about="qcow2.compressed_entry.copied",
        qemu=(
            (
                None,
                "ERROR: coffset=0x{value:x}: copied flag must never be set for compressed clusters",
            ),
        ),
        meaning="Compressed clusters share host clusters; none is written in place.",
    ),
    Topic(
        name="qcow2.compressed_entry.check_in_data_file",
        kind="fault",
        text="is set in an image with a data file (entry {value:#x} of its table, {extra0:#x})",
        about="qcow2.compressed_entry.compressed",
        qemu=(
            (
                None,
                "ERROR compressed cluster {value} with data file, entry=0x{extra0:x}",
            ),
        ),
        meaning="What it refers to is not counted.",
    ),
    Topic(
        name="qcow2.compressed_entry.check_subclusters",
        kind="fault",
        text="is set in an entry that has subclusters (entry {value:#x} of its table, {extra0:#x})",
        about="qcow2.compressed_entry.compressed",
        qemu=(
            (
                None,
                "ERROR compressed cluster {value} with non-zero subcluster allocation "
                "bitmap, entry=0x{extra0:x}",
            ),
        ),
        meaning="What it refers to is not counted.",
    ),
    Topic(
        name="qcow2.subcluster_bitmap",
        kind="structure",
        type="8 bytes",
        meaning="Second half of an extended L2 entry: two bits for each of the 32 "
        "subclusters, the least significant bit of each half for\nthe first "
        "subcluster. A compressed cluster has no subclusters, its bitmap is 0.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#extended-l2-entries "
            "Subcluster Allocation Bitmap",
        ),
    ),
    Topic(
        name="qcow2.subcluster_bitmap.reads_as_zero",
        kind="field",
        place="bytes 0 to 7",
        type="bits 32 to 63 of 64",
        rules=("any: may not overlap with the field that follows (fault `both_set`)",),
        meaning="Bits 63 to 32. The subcluster reads as zeros and is not allocated.",
    ),
    Topic(
        name="qcow2.subcluster_bitmap.allocated",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 31 of 64",
        rules=("any: any set of subclusters (fault `allocated_without_offset`)",),
        meaning="Bits 31 to 0. The subcluster's bytes are in the cluster at the entry's "
        "offset. With neither bit, the subcluster is\nread from the backing file.",
    ),
    Topic(
        name="qcow2.subcluster_bitmap.conflicts",
        kind="value",
        type="reads_as_zero & allocated",
        meaning="Subclusters that are both allocated and zero; 0 in a sound entry.",
    ),
    Topic(
        name="qcow2.subcluster_bitmap.both_set",
        kind="fault",
        text="overlaps with allocated (entry {value:#x})",
        about="qcow2.subcluster_bitmap.reads_as_zero",
        qemu=(
            (
                None,
                "qcow2: Image is corrupt: Invalid cluster entry found  (L2 offset: "
                "{extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption events "
                "will be suppressed\nqemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="A subcluster cannot be allocated and zero at once. qemu-img opens such an "
        "image and fails when it meets the entry.\nFurther numbers are offset of the "
        "L2 table, index in it.",
    ),
    Topic(
        name="qcow2.subcluster_bitmap.allocated_without_offset",
        kind="fault",
        text="is not 0 in an entry without a host offset (entry {value:#x})",
        about="qcow2.subcluster_bitmap.allocated",
        qemu=(
            (
                None,
                "qcow2: Image is corrupt: Invalid cluster entry found  (L2 offset: "
                "{extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption events "
                "will be suppressed\nqemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="An allocated subcluster is somewhere. Further numbers as above.",
    ),
    Topic(
        name="qcow2.subcluster_bitmap.check_both_set",
        kind="fault",
        text="overlaps with allocated (cluster at {value})",
        about="qcow2.subcluster_bitmap.reads_as_zero",
        qemu=(
            (
                (
                    6,
                    2,
                ),
                "",
            ),
            (
                None,
                "ERROR offset={value:x}: Allocated cluster has corrupted subcluster "
                "allocation bitmap",
            ),
        ),
        meaning="A subcluster cannot be allocated and zero at once.",
    ),
    Topic(
        name="qcow2.subcluster_bitmap.check_allocated_without_offset",
        kind="fault",
        text="is not 0 in an entry without a host offset (bits {value:#x})",
        about="qcow2.subcluster_bitmap.allocated",
        qemu=(
            (
                (
                    6,
                    2,
                ),
                "",
            ),
            (
                None,
                "ERROR: Unallocated cluster has non-zero subcluster allocation map",
            ),
        ),
        meaning="An allocated subcluster is somewhere.",
    ),
    Topic(
        name="qcow2.extended_l2_entry",
        kind="structure",
        type="16 bytes",
        meaning="Entry of an L2 table in an image with `incompatible_feature::extended_l2`: "
        "16 bytes. The first half is an `l2_entry` whose\n`zero` bit has no meaning.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#extended-l2-entries "
            "Extended L2 Entries",
        ),
    ),
    Topic(
        name="qcow2.extended_l2_entry.entry",
        kind="field",
        place="bytes 0 to 7",
        type="structure qcow2.l2_entry",
        about="qcow2.l2_entry",
        meaning="Where the cluster is, or a `compressed_entry`.",
    ),
    Topic(
        name="qcow2.extended_l2_entry.subclusters",
        kind="field",
        place="bytes 8 to 15",
        type="structure qcow2.subcluster_bitmap",
        about="qcow2.subcluster_bitmap",
        meaning="Which parts of it are allocated.",
    ),
    Topic(
        name="qcow2.refcount_table_entry",
        kind="structure",
        type="8 bytes",
        meaning="Entry of the refcount table: where one refcount block is, a cluster that "
        "holds `num_refcounts_per_block` counts. 0 means\nthat the block does not "
        "exist and that all its counts are 0.\n\n    block = cluster / "
        "num_refcounts_per_block,  index in the block = cluster % "
        "num_refcounts_per_block",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management "
            "Refcount table entry",
        ),
    ),
    Topic(
        name="qcow2.refcount_table_entry.block_sector",
        kind="field",
        place="bytes 0 to 7",
        type="bits 9 to 63 of 64",
        unit="sectors",
        rules=(
            "any: depends on cluster size and file length (faults `block_unaligned`, "
            "`block_past_end`)",
        ),
        meaning="Bits 63 to 9. Offset of the refcount block without its nine low bits.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.reserved",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 8 of 64",
        rules=(
            "any: bits 8 to 0; the source asks for zeros, qemu ignores them (its check "
            "reports them since 6.2)",
        ),
    ),
    Topic(
        name="qcow2.refcount_table_entry.ofs_block",
        kind="value",
        type="block_sector << 9",
        unit="bytes",
        meaning="Where the refcount block is in the file; 0 when there is none.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.block_unaligned",
        kind="fault",
        text="points at {value}, not a multiple of the cluster size",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "qcow2: Image is corrupt: Refblock offset {value:#x} unaligned (reftable "
                "index: {extra0:#x}); further non-fatal corruption events will be suppressed",
            ),
        ),
        meaning="A refcount block is one cluster. qemu opens such an image, prints this when "
        "it needs a count, and goes on: `map`,\n`measure` and `info` exit with 0. "
        "Further number is the index.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.block_past_end",
        kind="fault",
        text="points at {value}, past the end of the file",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="qemu reads zeros past the end of a file, so the counts are 0 to it.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_reserved",
        kind="fault",
        text="is not 0 in entry {value}",
        about="qcow2.refcount_table_entry.reserved",
        qemu=(
            (
                (
                    6,
                    2,
                ),
                "ERROR refcount block {value} is not cluster aligned; refcount table entry "
                "corrupted",
            ),
            (
                None,
                "ERROR refcount table entry {value} has reserved bits set",
            ),
        ),
        meaning="The block is not counted then.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_block_unaligned",
        kind="fault",
        text="of entry {value} is not a multiple of the cluster size",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "ERROR refcount block {value} is not cluster aligned; refcount table entry "
                "corrupted",
            ),
        ),
        meaning="The block is not counted then, and its counts cannot be read.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_block_outside",
        kind="fault",
        text="of entry {value} is past the end of the file",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "ERROR refcount block {value} is outside image",
            ),
        ),
        meaning="All counts of such a block are 0.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_block_count",
        kind="fault",
        text="of entry {value} names a cluster with {extra0} users",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "ERROR refcount block {value} refcount={extra0}",
            ),
        ),
        meaning="A refcount block has no other user than the refcount table.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_count_unreadable",
        kind="fault",
        text="leads to no count for cluster {value}",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "Can't get refcount for cluster {value}: Input/output error",
            ),
        ),
        meaning="The block is where no block can be.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_count_low",
        kind="fault",
        text="leads to a count of {extra0} for cluster {value}, which has {extra1} users",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "ERROR cluster {value} refcount={extra0} reference={extra1}",
            ),
        ),
        meaning="Allocating by such counts overwrites data.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_leaked",
        kind="fault",
        text="leads to a count of {extra0} for cluster {value}, which has {extra1} users",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "Leaked cluster {value} refcount={extra0} reference={extra1}",
            ),
        ),
        meaning="The cluster is never used again, and no data is harmed.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_count_repaired",
        kind="fault",
        text="led to a count of {extra0} for cluster {value}, which has {extra1} users, "
        "and was changed",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "Repairing cluster {value} refcount={extra0} reference={extra1}",
            ),
        ),
        meaning="Users are what is believed.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_rebuild",
        kind="fault",
        text="and all counts are written anew",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "Rebuilding refcount structure",
            ),
        ),
        meaning="Where a count of 0 has users, or a block cannot be read, there is no room "
        "for the right count.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_needs_rebuild",
        kind="fault",
        text="and all counts would have to be written anew, which repairing leaks alone "
        "does not do",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "ERROR need to rebuild refcount structures",
            ),
        ),
        meaning="The check is ended, and nothing is changed.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_still_broken",
        kind="fault",
        text="and all counts were written anew, and are wrong still",
        about="qcow2.refcount_table_entry.block_sector",
        qemu=(
            (
                None,
                "ERROR rebuilt refcount structure is still broken",
            ),
        ),
        meaning="Never seen.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_writes_block",
        kind="fault",
        text="of range {value} leads here, to the counts as they are now",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="All counts are written anew.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_writes_table",
        kind="fault",
        text="is the first of {value} of the new table",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="All counts are written anew.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_gives_up",
        kind="fault",
        text="leads to counts of 0 for these {value} bytes, which are given back to the "
        "file system",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="They had no user.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_used_by_data",
        kind="fault",
        text="leads to the count of cluster {value}, which is the disk from byte {extra0} "
        "on, in snapshot {extra1} (0: the active state)",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_used_by_l2",
        kind="fault",
        text="leads to the count of cluster {value}, which is the L2 table for the disk "
        "from byte {extra0} on, in snapshot {extra1} (0: the active state)",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_used_by_l1",
        kind="fault",
        text="leads to the count of cluster {value}, which is the L1 table of snapshot "
        "{extra1} (0: the active state)",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_used_by_bitmap",
        kind="fault",
        text="leads to the count of cluster {value}, which is a part of a bitmap",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_used_by_snapshots",
        kind="fault",
        text="leads to the count of cluster {value}, which is the snapshot table",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_used_by_counts",
        kind="fault",
        text="leads to the count of cluster {value}, which is the refcount table or a block",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_used_by_header",
        kind="fault",
        text="leads to the count of cluster {value}, which is the header or what it leads to",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_is_leak",
        kind="fault",
        text="leads to the count of cluster {value}, which is a leak: a repair frees it",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_is_overlap",
        kind="fault",
        text="leads to the count of cluster {value}, which has data on top of a table: it "
        "is not repaired",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_is_high",
        kind="fault",
        text="leads to the count of cluster {value}, which has a count that is too high: "
        "a repair lowers it to {extra0}",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_is_double_use",
        kind="fault",
        text="leads to the count of cluster {value}, which is used twice: a repair raises "
        "its count to {extra0}, and who writes to it then gets another cluster",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcount_table_entry.check_is_low",
        kind="fault",
        text="leads to the count of cluster {value}, which has a count that is too low: a "
        "repair raises it to {extra0}",
        about="qcow2.refcount_table_entry.block_sector",
        meaning="Said of a cluster whose count is wrong, where it is asked for.",
    ),
    Topic(
        name="qcow2.refcounts_in_byte",
        kind="structure",
        type="1 bytes",
        meaning="One byte of a refcount block whose counts are narrower than a byte: 8 "
        "counts of 1 bit, 4 of 2 bits or 2 of 4 bits. The\nfirst count is in the "
        "least significant bits.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management "
            "Refcount block entry",
        ),
    ),
    Topic(
        name="qcow2.refcounts_in_byte.counts",
        kind="field",
        place="byte 0",
        type="unsigned byte",
        rules=("any: any count",),
        meaning="All counts of the byte.",
    ),
    Topic(
        name="qcow2.refcounts_in_byte.refcount",
        kind="value",
        type="counts >> (index << order) & (1 << (1 << order)) - 1",
        meaning="The count number `index`.",
    ),
    Topic(
        name="qcow2.refcount_8",
        kind="structure",
        type="1 bytes",
        meaning="Entry of a refcount block with `refcount_order` 3.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management "
            "Refcount block entry",
        ),
    ),
    Topic(
        name="qcow2.refcount_8.refcount",
        kind="field",
        place="byte 0",
        type="unsigned byte",
        rules=("any: any count",),
        meaning="How often the cluster is used. 0 is free, 2 and more must be copied before "
        "they are written.",
    ),
    Topic(
        name="qcow2.refcount_16",
        kind="structure",
        type="2 bytes",
        meaning="Entry of a refcount block with `refcount_order` 4, the only one in version 2.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management "
            "Refcount block entry",
        ),
    ),
    Topic(
        name="qcow2.refcount_16.refcount",
        kind="field",
        place="bytes 0 to 1",
        type="unsigned 16-bit number, big-endian",
        rules=("any: any count",),
        meaning="How often the cluster is used. 0 is free, 2 and more must be copied before "
        "they are written.",
    ),
    Topic(
        name="qcow2.refcount_32",
        kind="structure",
        type="4 bytes",
        meaning="Entry of a refcount block with `refcount_order` 5.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management "
            "Refcount block entry",
        ),
    ),
    Topic(
        name="qcow2.refcount_32.refcount",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        rules=("any: any count",),
        meaning="How often the cluster is used. 0 is free, 2 and more must be copied before "
        "they are written.",
    ),
    Topic(
        name="qcow2.refcount_64",
        kind="structure",
        type="8 bytes",
        meaning="Entry of a refcount block with `refcount_order` 6.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management "
            "Refcount block entry",
        ),
    ),
    Topic(
        name="qcow2.refcount_64.refcount",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, big-endian",
        rules=("any: any count",),
        practice="qemu's check takes counts of 2^63 and more as they are. (run: qemu-img 5.2, "
        "7.2, 10.0, 11.1) It makes none so large. (unverified: no cluster was used "
        "so often)",
        meaning="How often the cluster is used. 0 is free, 2 and more must be copied before "
        "they are written.",
    ),
    Topic(
        name="qcow2.snapshot_header",
        kind="structure",
        type="40 bytes",
        meaning="Fixed part of a snapshot table entry. A snapshot has an L1 table of its "
        "own; its clusters are shared with the active disk\nby reference counts.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#snapshots Snapshots, "
            "Snapshot table entry",
        ),
    ),
    Topic(
        name="qcow2.snapshot_header.ofs_l1_table",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: checked when the snapshot is opened (faults `l1_invalid`, `l1_past_end`)",),
        called="l1_table_offset",
        meaning="Where the snapshot's L1 table starts, a multiple of the cluster size.",
    ),
    Topic(
        name="qcow2.snapshot_header.num_l1_entries",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, big-endian",
        rules=("any: checked when the snapshot is opened (fault `l1_too_large`)",),
        called="l1_size",
        meaning="Entries of that table.",
    ),
    Topic(
        name="qcow2.snapshot_header.len_id",
        kind="field",
        place="bytes 12 to 13",
        type="unsigned 16-bit number, big-endian",
        unit="bytes",
        rules=("any: any length",),
        called="id_str_size",
        meaning="Length of the unique id, a decimal number in practice.",
    ),
    Topic(
        name="qcow2.snapshot_header.len_name",
        kind="field",
        place="bytes 14 to 15",
        type="unsigned 16-bit number, big-endian",
        unit="bytes",
        rules=("any: any length",),
        called="name_size",
        meaning="Length of the name.",
    ),
    Topic(
        name="qcow2.snapshot_header.date_sec",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, big-endian",
        unit="seconds",
        rules=("any: any time",),
        meaning="When the snapshot was taken, since 1970-01-01 UTC.",
    ),
    Topic(
        name="qcow2.snapshot_header.date_nsec",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, big-endian",
        unit="nanoseconds",
        rules=("any: qemu does not look whether it is below a second",),
        meaning="The rest of that time.",
    ),
    Topic(
        name="qcow2.snapshot_header.vm_clock_nsec",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, big-endian",
        unit="nanoseconds",
        rules=("any: any time",),
        meaning="How long the guest had been running.",
    ),
    Topic(
        name="qcow2.snapshot_header.vm_state_size_low",
        kind="field",
        place="bytes 32 to 35",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: any size",),
        called="vm_state_size",
        meaning="Bytes of saved machine state, 0 for a snapshot of the disk alone. Ignored "
        "when the extra data has the wide\nfield. The state is stored like guest "
        "data, from the first L1 entry that the virtual size does not need.",
    ),
    Topic(
        name="qcow2.snapshot_header.len_extra_data",
        kind="field",
        place="bytes 36 to 39",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("at most 1024",),
        qemu=(
            (
                None,
                "Too much extra metadata in snapshot table entry {extra0}\nYou can "
                "force-remove this extra metadata with qemu-img check -r all",
            ),
        ),
        practice="qemu writes 24 since 5.2. (run: qemu-img 5.2, 7.2, 10.0, 11.1) It wrote 16 "
        "before. (unverified: no release before 5.2 was run; version 3 asks for 16 "
        "at least) It reads up to 1024 (`check -r all` more, to cut them off). Its "
        "text names the entry's index, from 0 (`extra0`). It opens\nversion 3 images "
        "whose snapshots have less than 16; its check reports them. (run: qemu-img "
        "5.2, 7.2, 10.0, 11.1, with 0, 8, 16, 1024, 1025 and 1032 bytes; recorded: "
        "tests/hostile/answers.json::qcow2-snapshot-extra-4.qcow2) It keeps what it "
        "does not know. (run: qemu-img 5.2, 7.2, 10.0, 11.1; 32 more bytes, and "
        "another snapshot made)",
        called="extra_data_size",
        meaning="Bytes of extra data after this header. Version 3 asks for at least 16, so "
        "that a snapshot says how large its disk\nwas.",
    ),
    Topic(
        name="qcow2.snapshot_header.min_extra_data",
        kind="constant",
        number=16,
        unit="bytes",
        meaning="Least `len_extra_data` that version 3 asks for.",
    ),
    Topic(
        name="qcow2.snapshot_header.table_past_limit",
        kind="fault",
        text="takes the snapshot table past 64 MiB, with {extra0} snapshots left",
        about="qcow2.snapshot_header.len_name",
        qemu=(
            (
                None,
                "Snapshot table is too big\nYou can force-remove all {extra0} overhanging "
                "snapshots with qemu-img check -r all",
            ),
        ),
        meaning="See `max_snapshot_table_bytes`. Further number is snapshots that do not "
        "fit, this one counted.",
    ),
    Topic(
        name="qcow2.snapshot_header.past_limit",
        kind="fault",
        text="is at {value}, where no file reaches",
        about="qcow2.snapshot_header.ofs_l1_table",
        qemu=(
            (
                None,
                "Failed to read snapshot table: Input/output error",
            ),
        ),
        meaning="The entry is beyond `max_file_bytes` of raw.ksy. Below that, qemu reads "
        "zeros past the end of a file.",
    ),
    Topic(
        name="qcow2.snapshot_header.l1_too_large",
        kind="fault",
        text="is {value}, more than 32 MiB of entries",
        about="qcow2.snapshot_header.num_l1_entries",
        qemu=(
            (
                None,
                "qemu-img: Failed to load snapshot: Snapshot L1 table too large",
            ),
        ),
        meaning="Checked when the snapshot is opened, not with the image.",
    ),
    Topic(
        name="qcow2.snapshot_header.l1_invalid",
        kind="fault",
        text="is {value}, not a multiple of the cluster size or past the largest offset",
        about="qcow2.snapshot_header.ofs_l1_table",
        qemu=(
            (
                None,
                "qemu-img: Failed to load snapshot: Snapshot L1 table offset invalid",
            ),
        ),
        meaning="Checked when the snapshot is opened, not with the image.",
    ),
    Topic(
        name="qcow2.snapshot_header.l1_past_end",
        kind="fault",
        text="is {value}, past the end of the file",
        about="qcow2.snapshot_header.ofs_l1_table",
        meaning="qemu reads zeros past the end of a file.",
    ),
    Topic(
        name="qcow2.snapshot_header.not_found",
        kind="fault",
        text="of no snapshot: there is none called {detail}",
        about="qcow2.snapshot_header.num_l1_entries",
        qemu=(
            (
                None,
                "qemu-img: Failed to load snapshot: Can't find snapshot",
            ),
        ),
        meaning="A request named a snapshot that is not in the table.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_extra_data_too_long",
        kind="fault",
        text="is {value}, more than 1024, in entry {extra0}",
        about="qcow2.snapshot_header.len_extra_data",
        qemu=(
            (
                None,
                "qemu-img: ERROR failed to read the snapshot table: Too much extra metadata "
                "in snapshot table entry {extra0}\nYou can force-remove this extra metadata "
                "with qemu-img check -r all",
            ),
        ),
        meaning="Nothing else is checked then.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_table_past_limit",
        kind="fault",
        text="takes the snapshot table past 64 MiB, with {extra0} snapshots left",
        about="qcow2.snapshot_header.len_name",
        qemu=(
            (
                None,
                "qemu-img: ERROR failed to read the snapshot table: Snapshot table is too "
                "big\nYou can force-remove all {extra0} overhanging snapshots with qemu-img "
                "check -r all",
            ),
        ),
        meaning="Nothing else is checked then.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_incomplete",
        kind="fault",
        text="is {extra0}, at least 16 are needed, in entry {value}",
        about="qcow2.snapshot_header.len_extra_data",
        qemu=(
            (
                None,
                "ERROR snapshot table entry {value} is incomplete",
            ),
        ),
        meaning="A snapshot of version 3 says how large its disk was.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_incomplete_repaired",
        kind="fault",
        text="is {extra0}, at least 16 are needed, in entry {value}",
        about="qcow2.snapshot_header.len_extra_data",
        qemu=(
            (
                None,
                "Repairing snapshot table entry {value} is incomplete",
            ),
        ),
        meaning="The entry gets all extra data that there is, the size of the image in it.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_extra_data_cut",
        kind="fault",
        text="is {value}, more than 1024, which are kept, in entry {extra0}",
        about="qcow2.snapshot_header.len_extra_data",
        qemu=(
            (
                None,
                "Discarding too much extra metadata in snapshot table entry {extra0} "
                "({value} > 1024)",
            ),
        ),
        meaning="A repair that may drop snapshots. The bytes after those that are kept are "
        "not looked at.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_table_cut",
        kind="fault",
        text="takes the snapshot table past 64 MiB: the last {extra0} snapshots are dropped",
        about="qcow2.snapshot_header.len_name",
        qemu=(
            (
                None,
                "Discarding {extra0} overhanging snapshots (snapshot table is too big)",
            ),
        ),
        meaning="A repair that may drop snapshots.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_writes_table",
        kind="fault",
        text="is in the new snapshot table, at {value}",
        about="qcow2.snapshot_header.ofs_l1_table",
        meaning="Where entries are incomplete, the whole table is written anew.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_old_uncounted",
        kind="fault",
        text="is in the old snapshot table at {value}, which no block counts",
        about="qcow2.snapshot_header.ofs_l1_table",
        qemu=(
            (
                None,
                "qcow2_free_clusters failed: Resource temporarily unavailable",
            ),
        ),
        meaning="The old table is not freed then.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_old_unused",
        kind="fault",
        text="is in the old snapshot table at {value}, whose clusters are counted as unused",
        about="qcow2.snapshot_header.ofs_l1_table",
        qemu=(
            (
                None,
                "qcow2_free_clusters failed: Invalid argument",
            ),
        ),
        meaning="The old table is not freed then.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_l1_unaligned",
        kind="fault",
        text="is {value}, not a multiple of the cluster size, in snapshot {detail}",
        about="qcow2.snapshot_header.ofs_l1_table",
        qemu=(
            (
                None,
                "ERROR snapshot {detail} l1_offset={value:#x}: L1 table is not cluster "
                "aligned; snapshot table entry corrupted",
            ),
        ),
        meaning="What the snapshot refers to is not counted then.",
    ),
    Topic(
        name="qcow2.snapshot_header.check_l1_too_large",
        kind="fault",
        text="is {value}, more than 32 MiB of entries, in snapshot {detail}",
        about="qcow2.snapshot_header.num_l1_entries",
        qemu=(
            (
                None,
                "ERROR snapshot {detail} l1_size={value:#x}: L1 table is too large; snapshot "
                "table entry corrupted",
            ),
        ),
        meaning="What the snapshot refers to is not counted then.",
    ),
    Topic(
        name="qcow2.snapshot",
        kind="structure",
        type="40 bytes and more",
        meaning="A whole snapshot table entry: fixed part, extra data, id, name. Later "
        "revisions append to the extra data; a reader takes\nas much as it knows. The "
        "next entry starts at the next multiple of 8 (`len_entry`).",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#snapshots Snapshots, "
            "Snapshot table entry",
        ),
    ),
    Topic(
        name="qcow2.snapshot.header",
        kind="field",
        place="bytes 0 to 39",
        type="structure qcow2.snapshot_header",
        about="qcow2.snapshot_header",
        meaning="Lengths and times.",
    ),
    Topic(
        name="qcow2.snapshot.vm_state_size",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=(
            "any: any size",
            "there only if header.len_extra_data >= 8",
        ),
        called="vm_state_size_large",
        meaning="Bytes of saved machine state; replaces the header's narrower field.",
    ),
    Topic(
        name="qcow2.snapshot.disk_size",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=(
            "any: any size",
            "there only if header.len_extra_data >= 16",
        ),
        meaning="Virtual size when the snapshot was taken. Where absent, the image's own.",
    ),
    Topic(
        name="qcow2.snapshot.icount",
        kind="field",
        place="bytes 56 to 63",
        type="unsigned 64-bit number, big-endian",
        rules=(
            "any: any count",
            "there only if header.len_extra_data >= 24",
        ),
        meaning="Instructions executed, for record and replay; all bits set when they were "
        "not counted, as where absent.",
    ),
    Topic(
        name="qcow2.snapshot.unknown_extra_data",
        kind="field",
        place="after what comes before it, whose size varies",
        type="header.len_extra_data >= 24 ? header.len_extra_data - 24 : "
        "header.len_extra_data % 8 bytes",
        rules=(
            "at most 1000",
            "any: data of later revisions, ignored",
        ),
        meaning="What this file does not know, or the start of a field that is cut short.",
    ),
    Topic(
        name="qcow2.snapshot.unique_id",
        kind="field",
        place="after what comes before it, whose size varies",
        type="header.len_id bytes",
        rules=(
            "at most 65535",
            "any: any text",
        ),
        meaning="Unique id, not terminated.",
    ),
    Topic(
        name="qcow2.snapshot.name",
        kind="field",
        place="after what comes before it, whose size varies",
        type="header.len_name bytes",
        rules=(
            "at most 65535",
            "any: any text",
        ),
        meaning="Name, not terminated.",
    ),
    Topic(
        name="qcow2.snapshot.len_entry",
        kind="value",
        type="(40 + header.len_extra_data + header.len_id + header.len_name + 7) / 8 * 8",
        unit="bytes",
        meaning="Bytes from the start of this entry to the start of the next, with up to "
        "seven bytes of padding.",
    ),
    Topic(
        name="qcow2.bitmap_entry",
        kind="structure",
        type="24 bytes and more",
        meaning="Entry of the bitmap directory: one persistent bitmap of the disk, a bit for "
        "each `1 << granularity_bits` bytes. All of the\ndirectory is loaded when an "
        "image is opened, and one bad entry makes the image unusable.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#bitmap-directory Bitmap directory",
        ),
    ),
    Topic(
        name="qcow2.bitmap_entry.ofs_table",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: its alignment depends on the cluster size (fault `constraints`)",),
        called="bitmap_table_offset",
        meaning="Where the bitmap's table starts, a multiple of the cluster size and not 0.",
    ),
    Topic(
        name="qcow2.bitmap_entry.num_table_entries",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, big-endian",
        rules=("any: its limits depend on the cluster size (fault `constraints`)",),
        called="bitmap_table_size",
        meaning="Entries of that table, one for each cluster of bits.",
    ),
    Topic(
        name="qcow2.bitmap_entry.flags",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "any: unknown bits are refused together with the other constraints (fault "
            "`constraints`)",
        ),
        meaning="Set of `bitmap_flag`. The other bits are 0.",
    ),
    Topic(
        name="qcow2.bitmap_entry.type",
        kind="field",
        place="byte 16",
        type="unsigned byte",
        rules=("any: refused together with the other constraints (fault `constraints`)",),
        about="qcow2.bitmap_type",
        meaning="Always `dirty_tracking`.",
    ),
    Topic(
        name="qcow2.bitmap_entry.granularity_bits",
        kind="field",
        place="byte 17",
        type="unsigned byte",
        unit="bits",
        rules=("any: checked together with the other constraints (fault `constraints`)",),
        meaning="A bit represents `1 << granularity_bits` bytes of the disk. The source "
        "allows 0 to 63, qemu 9 to 31.",
    ),
    Topic(
        name="qcow2.bitmap_entry.len_name",
        kind="field",
        place="bytes 18 to 19",
        type="unsigned 16-bit number, big-endian",
        unit="bytes",
        rules=("any: checked together with the other constraints (fault `constraints`)",),
        practice="qemu opens an image with a bitmap whose name is empty. (recorded: "
        "tests/hostile/answers.json::qcow2-bitmap-name-empty.qcow2)",
        called="name_size",
        meaning="Length of the name, 1 to 1023.",
    ),
    Topic(
        name="qcow2.bitmap_entry.len_extra_data",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: refused with a text of its own (fault `extra_data_refused`)",),
        called="extra_data_size",
        meaning="Bytes of extra data, reserved and 0.",
    ),
    Topic(
        name="qcow2.bitmap_entry.extra_data",
        kind="field",
        place="from byte 24 on",
        type="len_extra_data bytes",
        rules=(
            "at most 67108864",
            "any: belongs to later revisions",
        ),
        meaning="Never refers to clusters.",
    ),
    Topic(
        name="qcow2.bitmap_entry.name",
        kind="field",
        place="after what comes before it, whose size varies",
        type="len_name bytes",
        rules=(
            "at most 65535",
            "any: any text",
        ),
        meaning="Name, not terminated, unique in the image.",
    ),
    Topic(
        name="qcow2.bitmap_entry.min_granularity_bits",
        kind="constant",
        number=9,
        unit="bits",
        meaning="Finest granularity that qemu accepts, 512 bytes.",
    ),
    Topic(
        name="qcow2.bitmap_entry.max_granularity_bits",
        kind="constant",
        number=31,
        unit="bits",
        meaning="Coarsest granularity that qemu accepts, 2 GiB.",
    ),
    Topic(
        name="qcow2.bitmap_entry.known_flags",
        kind="constant",
        number=3,
        meaning="Flags that qemu knows, `in_use` and `auto`. It refuses `extra_data_compatible`.",
    ),
    Topic(
        name="qcow2.bitmap_entry.len_entry",
        kind="value",
        type="(24 + len_extra_data + len_name + 7) / 8 * 8",
        unit="bytes",
        meaning="Bytes from the start of this entry to the start of the next. The source "
        "asks for zeros in the padding; qemu ignores\nthem.",
    ),
    Topic(
        name="qcow2.bitmap_entry.constraints",
        kind="fault",
        text="or another field breaks a limit (bitmap {detail})",
        about="qcow2.bitmap_entry.num_table_entries",
        qemu=(
            (
                None,
                "Bitmap '{detail}' doesn't satisfy the constraints",
            ),
        ),
        meaning="qemu's one text for all of: an unaligned or zero table offset, no table "
        "entries, more than `max_bitmap_table_entries`,\nmore than "
        "`max_bitmap_data_bytes`, a flag outside `known_flags`, another type than "
        "dirty tracking, a granularity\noutside 9 to 31, a name longer than "
        "`max_bitmap_name_bytes`, a table too short for the disk. Detail is the name "
        "up to\nits first zero byte, here and below.",
    ),
    Topic(
        name="qcow2.bitmap_entry.directory_corrupt",
        kind="fault",
        text="is {value}, the entry does not fit into the directory",
        about="qcow2.bitmap_entry.len_name",
        qemu=(
            (
                None,
                "Broken bitmap directory",
            ),
        ),
        meaning="An entry reaches past the end of the directory, or less than 24 bytes are "
        "left for it.",
    ),
    Topic(
        name="qcow2.bitmap_entry.wrong_table_length",
        kind="fault",
        text="is {value}, more than the disk needs (bitmap {detail})",
        about="qcow2.bitmap_entry.num_table_entries",
        qemu=(
            (
                None,
                "Could not read bitmap '{detail}' from image: Invalid argument",
            ),
        ),
        meaning="The table has exactly one entry for each cluster of bits.",
    ),
    Topic(
        name="qcow2.bitmap_entry.table_past_limit",
        kind="fault",
        text="is {value}, where no file reaches (bitmap {detail})",
        about="qcow2.bitmap_entry.ofs_table",
        qemu=(
            (
                None,
                "Could not read bitmap_table table from image for bitmap '{detail}': "
                "Input/output error",
            ),
        ),
        meaning="Beyond `max_file_bytes` of raw.ksy. Below that, qemu reads zeros past the "
        "end of a file.",
    ),
    Topic(
        name="qcow2.bitmap_entry.duplicate_name",
        kind="fault",
        text="is that of another bitmap ({detail})",
        about="qcow2.bitmap_entry.name",
        qemu=(
            (
                None,
                "Bitmap already exists: {detail}",
            ),
        ),
        meaning="Names are unique.",
    ),
    Topic(
        name="qcow2.bitmap_entry.extra_data_refused",
        kind="fault",
        text="is {value}, this reader knows no extra data",
        about="qcow2.bitmap_entry.len_extra_data",
        qemu=(
            (
                None,
                "Bitmap extra data is not supported",
            ),
        ),
        meaning="Extra data belongs to later revisions. qemu refuses it even when "
        "`extra_data_compatible` is set.",
    ),
    Topic(
        name="qcow2.bitmap_table_entry",
        kind="structure",
        type="8 bytes",
        meaning="Entry of a bitmap table, where one cluster of bits is. Bit n of byte b of "
        "the bitmap, n counted from the least significant and b over\nall of its "
        "clusters, is for the bytes of the disk from `(8 * b + n) << "
        "granularity_bits` on. What is left of the last cluster is\nzero.",
        sources=(
            "https://www.qemu.org/docs/master/interop/qcow2.html#bitmap-table Bitmap table",
            "https://www.qemu.org/docs/master/interop/qcow2.html#bitmap-data Bitmap data",
        ),
    ),
    Topic(
        name="qcow2.bitmap_table_entry.reserved_high",
        kind="field",
        place="bytes 0 to 7",
        type="bits 56 to 63 of 64",
        rules=("0",),
        qemu=(
            (
                None,
                "Could not read bitmap_table table from image for bitmap '{detail}': Invalid "
                "argument",
            ),
        ),
        meaning="Bits 63 to 56.",
    ),
    Topic(
        name="qcow2.bitmap_table_entry.host_sector",
        kind="field",
        place="bytes 0 to 7",
        type="bits 9 to 55 of 64",
        unit="sectors",
        rules=("any: depends on cluster size and file length",),
        meaning="Bits 55 to 9. Offset of the cluster without its nine low bits; 0 when the "
        "cluster is not stored.",
    ),
    Topic(
        name="qcow2.bitmap_table_entry.reserved_low",
        kind="field",
        place="bytes 0 to 7",
        type="bits 1 to 8 of 64",
        rules=("0",),
        qemu=(
            (
                None,
                "Could not read bitmap_table table from image for bitmap '{detail}': Invalid "
                "argument",
            ),
        ),
        meaning="Bits 8 to 1.",
    ),
    Topic(
        name="qcow2.bitmap_table_entry.all_ones",
        kind="field",
        place="bytes 0 to 7",
        type="bit 0 of 64",
        rules=("such that not all_ones or host_sector == 0",),
        qemu=(
            (
                None,
                "Could not read bitmap_table table from image for bitmap '{detail}': Invalid "
                "argument",
            ),
        ),
        meaning="Bit 0. When the cluster is not stored, all its bits are this value. 0 when "
        "it is stored.",
    ),
    Topic(
        name="qcow2.bitmap_table_entry.host_offset",
        kind="value",
        type="host_sector << 9",
        unit="bytes",
        meaning="Where the cluster of bits is; 0 when it is not stored.",
    ),
    Topic(
        name="qcow2.bitmap_table_entry.not_its_own",
        kind="fault",
        text="leads to cluster {value}, which is a table of the image",
        about="qcow2.bitmap_table_entry.host_sector",
        meaning="Giving up the bits would give up that table.",
    ),
    Topic(
        name="qcow2.bitmap_table_entry.invalid",
        kind="fault",
        text="belongs to an entry with reserved bits, or that points at no cluster "
        "({value:#x}, bitmap {detail})",
        about="qcow2.bitmap_table_entry.host_sector",
        qemu=(
            (
                None,
                "Could not read bitmap_table table from image for bitmap '{detail}': Invalid "
                "argument",
            ),
        ),
        meaning="One of the rules below, or an offset that is not a multiple of the cluster "
        "size. Detail is the bitmap's name. The\ntable of a bitmap that is `in_use` "
        "is not read.",
    ),
)
