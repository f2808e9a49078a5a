# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/qed.ksy spec=d4cf34e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of qed."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="qed",
        kind="spec",
        title="QEMU enhanced disk",
        declared="specs/formats/qed.ksy",
        page="docs/formats/qed.md",
        meaning="A simple copy-on-write format of 2010, superseded by qcow2 version 3. Two "
        "levels of tables of the same size lead from a guest\noffset to a cluster of "
        "the file. There are no reference counts, no snapshots, no compression.\n\n    "
        "entries per table = table_size * cluster_size / 8\n    L2 index = offset / "
        "cluster_size % entries\n    L1 index = offset / cluster_size / entries",
        sources=(
            "https://gitlab.com/qemu-project/qemu/-/blob/master/docs/interop/qed_spec.rst "
            "QED Image File Format",
        ),
    ),
    Topic(
        name="qed.max_backing_name_bytes",
        kind="constant",
        number=4095,
        unit="bytes",
        meaning="Longest name of a backing file that qemu opens, without a terminator; more "
        "than qcow2's 1023.",
    ),
    Topic(
        name="qed.zero_cluster",
        kind="constant",
        number=1,
        meaning="An L2 entry of this value is no offset: the cluster reads as zeros, and the "
        "backing file is not looked at.",
    ),
    Topic(
        name="qed.default_cluster_size",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Cluster of a qed unless `cluster_size` says otherwise.",
    ),
    Topic(
        name="qed.min_cluster_size",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Smallest cluster that qemu takes.",
    ),
    Topic(
        name="qed.max_cluster_size",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Largest cluster that qemu takes, 64 MiB.",
    ),
    Topic(
        name="qed.default_table_size",
        kind="constant",
        number=4,
        unit="clusters",
        meaning="Clusters of each table unless `table_size` says otherwise.",
    ),
    Topic(
        name="qed.max_table_size",
        kind="constant",
        number=16,
        unit="clusters",
        meaning="Most clusters of a table.",
    ),
    Topic(
        name="qed.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="The size of the disk is a multiple of this.",
    ),
    Topic(
        name="qed.size_bits",
        kind="constant",
        number=64,
        meaning="qemu computes the largest disk that the tables reach in so many bits; what "
        "needs more becomes 0, and no disk fits.",
    ),
    Topic(
        name="qed.backing_raw",
        kind="text",
        text="raw",
        meaning="Format of a backing file that is recorded, by `backing_format_no_probe`; no "
        "other is.",
    ),
    Topic(
        name="qed.feature",
        kind="enum",
    ),
    Topic(
        name="qed.feature.backing_file",
        kind="member",
        number=1,
        meaning="There is a backing file.",
    ),
    Topic(
        name="qed.feature.need_check",
        kind="member",
        number=2,
        meaning="The tables may be inconsistent; they are checked before the image is written to.",
    ),
    Topic(
        name="qed.feature.backing_format_no_probe",
        kind="member",
        number=4,
        meaning="The backing file is raw and must not be probed.",
    ),
    Topic(
        name="qed.header",
        kind="structure",
        type="64 bytes",
        meaning="First 64 bytes of the file. All numbers are little-endian. qemu looks at "
        "`features` before `cluster_size`, so an image\nwith both wrong gets the text "
        "about the features from it; for the rest the order is that of the fields, "
        "with the L1\ntable's offset and the backing file's name after `image_size`. "
        "Bytes past the end of the file read as zeros.",
        sources=(
            "https://gitlab.com/qemu-project/qemu/-/blob/master/docs/interop/qed_spec.rst Header",
        ),
    ),
    Topic(
        name="qed.header.magic",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=("51 45 44 00",),
        qemu=(
            (
                None,
                "Image not in QED format",
            ),
        ),
        meaning="The letters QED and a zero.",
    ),
    Topic(
        name="qed.header.cluster_size",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=(
            "0x1000, 0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, "
            "0x100000, 0x200000, 0x400000, 0x800000, 0x1000000, 0x2000000 or 0x4000000",
        ),
        qemu=(
            (
                (
                    6,
                    0,
                ),
                "Could not open '{file}': Invalid argument",
            ),
            (
                None,
                "QED cluster size is invalid",
            ),
        ),
        meaning="Bytes in a cluster, a power of two from 4 KiB to 64 MiB. qemu makes 64 KiB.",
    ),
    Topic(
        name="qed.header.table_size",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        unit="clusters",
        rules=("1, 2, 4, 8 or 16",),
        qemu=(
            (
                (
                    6,
                    0,
                ),
                "Could not open '{file}': Invalid argument",
            ),
            (
                None,
                "QED table size is invalid",
            ),
        ),
        meaning="Clusters in a table of either level, a power of two up to 16. qemu makes 4.",
    ),
    Topic(
        name="qed.header.num_header_clusters",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        unit="clusters",
        rules=(
            "any: a file too short for it fails at the L1 table, which is after it "
            "(fault `l1_invalid`)",
        ),
        called="header_size",
        meaning="Clusters before the first one that is a table or data. 1 in practice; qemu "
        "opens images with 0.",
    ),
    Topic(
        name="qed.header.features",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        rules=("at most 7",),
        qemu=(
            (
                None,
                "Unsupported QED features: {value:x}",
            ),
        ),
        meaning="Set of `feature`. A reader must refuse an image with a bit that it does not "
        "know. The value in qemu's text is the\nunknown bits.",
    ),
    Topic(
        name="qed.header.compat_features",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        rules=("any: none is defined; readers ignore bits that they do not know",),
        meaning="Bits that readers may ignore.",
    ),
    Topic(
        name="qed.header.autoclear_features",
        kind="field",
        place="bytes 32 to 39",
        type="unsigned 64-bit number, little-endian",
        rules=("any: none is defined; readers ignore bits that they do not know",),
        meaning="Bits that a writer clears when it does not know them.",
    ),
    Topic(
        name="qed.header.ofs_l1_table",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: depends on cluster size and file length (fault `l1_invalid`)",),
        called="l1_table_offset",
        meaning="Where the L1 table is, a multiple of the cluster size.",
    ),
    Topic(
        name="qed.header.image_size",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 512",),
        qemu=(
            (
                (
                    6,
                    0,
                ),
                "Could not open '{file}': Invalid argument",
            ),
            (
                None,
                "QED image size is invalid",
            ),
        ),
        meaning="Size of the disk that the guest sees, a multiple of 512. Limited by what "
        "the tables can describe.",
    ),
    Topic(
        name="qed.header.ofs_backing_file",
        kind="field",
        place="bytes 56 to 59",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: meaningful only with the feature bit (fault `backing_name_invalid`)",),
        called="backing_filename_offset",
        meaning="Where the name of the backing file is, inside the header's clusters.",
    ),
    Topic(
        name="qed.header.len_backing_file",
        kind="field",
        place="bytes 60 to 63",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=(
            "any: meaningful only with the feature bit (faults `backing_name_invalid`, "
            "`backing_name_too_long`)",
        ),
        called="backing_filename_size",
        meaning="Length of that name, without a terminator.",
    ),
    Topic(
        name="qed.header.num_table_entries",
        kind="value",
        type="table_size * cluster_size / 8",
        meaning="Entries in a table of either level.",
    ),
    Topic(
        name="qed.header.len_table",
        kind="value",
        type="table_size * cluster_size",
        unit="bytes",
        meaning="Bytes in a table of either level.",
    ),
    Topic(
        name="qed.header.has_backing_file",
        kind="value",
        type="features & feature::backing_file.to_i != 0",
        meaning="Whether there is a backing file.",
    ),
    Topic(
        name="qed.header.is_backing_file_raw",
        kind="value",
        type="features & feature::backing_format_no_probe.to_i != 0",
        meaning="Whether the backing file is raw, whatever it looks like.",
    ),
    Topic(
        name="qed.header.needs_check",
        kind="value",
        type="features & feature::need_check.to_i != 0",
        meaning="Whether the tables may be inconsistent.",
    ),
    Topic(
        name="qed.header.check_clears_marks",
        kind="fault",
        text="becomes {value:#x}",
        about="qed.header.features",
        meaning="A repaired image does not say that it needs a check, nor what only its last "
        "writer can know.",
    ),
    Topic(
        name="qed.header.image_size_invalid",
        kind="fault",
        text="is {value}, more than the tables can describe",
        about="qed.header.image_size",
        qemu=(
            (
                (
                    6,
                    0,
                ),
                "Could not open '{file}': Invalid argument",
            ),
            (
                None,
                "QED image size is invalid",
            ),
        ),
        meaning="At most `num_table_entries * num_table_entries * cluster_size`.",
    ),
    Topic(
        name="qed.header.l1_invalid",
        kind="fault",
        text="is {value}, not a multiple of the cluster size, inside the header or past "
        "the end of the file",
        about="qed.header.ofs_l1_table",
        qemu=(
            (
                (
                    6,
                    0,
                ),
                "Could not open '{file}': Invalid argument",
            ),
            (
                None,
                "QED table offset is invalid",
            ),
        ),
        meaning="Tables are clusters after the header, and in the file: the last cluster of "
        "the table ends where the file does,\nrounded down to clusters, or before.",
    ),
    Topic(
        name="qed.header.backing_name_invalid",
        kind="fault",
        text="is {value}, the name reaches past the header",
        about="qed.header.ofs_backing_file",
        qemu=(
            (
                (
                    6,
                    0,
                ),
                "Could not open '{file}': Invalid argument",
            ),
            (
                None,
                "QED backing filename offset is invalid",
            ),
        ),
        meaning="The name is in the header's clusters.",
    ),
    Topic(
        name="qed.header.backing_name_too_long",
        kind="fault",
        text="is {value}, more than 4095",
        about="qed.header.len_backing_file",
        qemu=(
            (
                (
                    6,
                    0,
                ),
                "Could not open '{file}': Invalid argument",
            ),
            (
                None,
                "Failed to read backing filename",
            ),
        ),
        meaning="See `max_backing_name_bytes`.",
    ),
    Topic(
        name="qed.header.edit_dirty",
        kind="fault",
        text="is {value:#x}, the image needs a check, and is not changed before `check -r "
        "all` has repaired it",
        about="qed.header.features",
        meaning="See `feature::need_check`. qemu repairs such an image when it opens it for "
        "writing.",
    ),
    Topic(
        name="qed.header.resize_invalid",
        kind="fault",
        text="cannot become {value}, not a multiple of 512 or more than the tables can describe",
        about="qed.header.image_size",
        qemu=(
            (
                None,
                "qemu-img: Invalid image size specified",
            ),
        ),
        meaning="The tables of an image stay as they are.",
    ),
    Topic(
        name="qed.header.resize_shrink",
        kind="fault",
        text="cannot become {value}, less than it is",
        about="qed.header.image_size",
        qemu=(
            (
                None,
                "qemu-img: Shrinking images is currently not supported",
            ),
        ),
        meaning="qemu only lets such images grow.",
    ),
    Topic(
        name="qed.header.resize_backing_shows",
        kind="fault",
        text="is {value}, and the longer backing image would show in what is added",
        about="qed.header.image_size",
        qemu=(
            (
                None,
                "qemu-img: Block driver does not support requested flags",
            ),
        ),
        meaning="qemu does not write zeros over it.",
    ),
    Topic(
        name="qed.header.resize_preallocation",
        kind="fault",
        text="cannot be preallocated as {detail}",
        about="qed.header.image_size",
        qemu=(
            (
                None,
                "qemu-img: Unsupported preallocation mode '{detail}'",
            ),
        ),
        meaning="The format has none. The text is the mode.",
    ),
    Topic(
        name="qed.table_entry",
        kind="structure",
        type="8 bytes",
        meaning="Entry of an L1 or L2 table: where an L2 table or a cluster of data is. 0 "
        "means that it does not exist, so that its range\nis read from the backing "
        "file. 1 (`zero_cluster`), in an L2 table, means that the cluster reads as "
        "zeros.",
        sources=(
            "https://gitlab.com/qemu-project/qemu/-/blob/master/docs/interop/qed_spec.rst Tables",
        ),
    ),
    Topic(
        name="qed.table_entry.offset",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=(
            "any: depends on cluster size and file length (faults `l2_invalid`, `data_invalid`)",
        ),
        meaning="Offset in the file. The twelve low bits are reserved for later and zero, "
        "but for `zero_cluster`.",
    ),
    Topic(
        name="qed.table_entry.l2_invalid",
        kind="fault",
        text="is {value}, where no L2 table can be",
        about="qed.table_entry.offset",
        qemu=(
            (
                None,
                "qemu-img: {walking}: Invalid argument",
            ),
        ),
        meaning="Not a multiple of the cluster size, inside the header or past the end of "
        "the file. qemu-img opens such an image and\nfails when it meets the entry.",
    ),
    Topic(
        name="qed.table_entry.data_invalid",
        kind="fault",
        text="is {value}, where no cluster of data can be",
        about="qed.table_entry.offset",
        qemu=(
            (
                None,
                "qemu-img: {walking}: Invalid argument",
            ),
        ),
        meaning="Not a multiple of the cluster size, inside the header or past the end of "
        "the file. qemu-img opens such an image and\nfails when it meets the entry.",
    ),
    Topic(
        name="qed.table_entry.check_l2_invalid",
        kind="fault",
        text="of the L1 table points at {value}, where no L2 table can be",
        about="qed.table_entry.offset",
        meaning="A table starts at a cluster after the header, ends in the file, and "
        "overlaps nothing that was met before. qemu's check counts\nit, and says "
        "nothing.",
    ),
    Topic(
        name="qed.table_entry.check_data_invalid",
        kind="fault",
        text="of an L2 table points at {value}, where no cluster can be",
        about="qed.table_entry.offset",
        meaning="Past the end of the file, in the header, or not at a cluster. qemu's check "
        "counts it, and says nothing.",
    ),
    Topic(
        name="qed.table_entry.check_used_twice",
        kind="fault",
        text="points at {value}, which is used already",
        about="qed.table_entry.offset",
        meaning="By a table or by another entry. qemu's check counts it, and says nothing.",
    ),
    Topic(
        name="qed.table_entry.check_leaked",
        kind="fault",
        text="of no table points at the cluster {value}",
        about="qed.table_entry.offset",
        meaning="The cluster is never used again, and no data is harmed. qemu's check counts "
        "it, and says nothing.",
    ),
)
