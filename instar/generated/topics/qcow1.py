# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/qcow1.ksy spec=e6f25dc2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of qcow1."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="qcow1",
        kind="spec",
        title='QEMU copy-on-write image, version 1 ("qcow")',
        declared="specs/formats/qcow1.ksy",
        page="docs/formats/qcow1.md",
        meaning="The ancestor of qcow2, which came with qemu 0.8.3 (released as 0.9.0); "
        "still readable and, on request, written. Two levels of tables lead from a "
        "guest offset\nto a cluster of the file. There are no reference counts and no "
        "snapshots. The number of L1 entries is not stored: it follows\nfrom the "
        "size. The name of the backing file may be anywhere in the file, mostly "
        "right after the header.\n\n    L1 index = offset >> (cluster_bits + l2_bits)\n "
        "   L2 index = (offset >> cluster_bits) & ((1 << l2_bits) - 1)\n\nThere is no "
        "published specification but qemu's behaviour; the page below describes the "
        "layout.",
        sources=(
            "https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc "
            "Sections 2.1 and 3",
        ),
    ),
    Topic(
        name="qcow1.max_backing_name_bytes",
        kind="constant",
        number=1023,
        unit="bytes",
        meaning="Longest name of a backing file that qemu opens, without a terminator.",
    ),
    Topic(
        name="qcow1.max_l1_entries",
        kind="constant",
        number=268435455,
        meaning="Most entries of the L1 table that qemu opens (less than 2 GiB of them).",
    ),
    Topic(
        name="qcow1.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="qemu rounds the virtual size down to a multiple of this.",
    ),
    Topic(
        name="qcow1.default_cluster_size",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Cluster of a qcow without a backing file.",
    ),
    Topic(
        name="qcow1.default_cluster_size_backed",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Cluster of a qcow with a backing file.",
    ),
    Topic(
        name="qcow1.table_span",
        kind="constant",
        number=2097152,
        unit="bytes",
        meaning="Bytes of the disk under each L2 table, with and without a backing file.",
    ),
    Topic(
        name="qcow1.header_align",
        kind="constant",
        number=8,
        unit="bytes",
        meaning="The L1 table begins after the header and the backing file's name, at a "
        "multiple of this.",
    ),
    Topic(
        name="qcow1.crypt_method",
        kind="enum",
    ),
    Topic(
        name="qcow1.crypt_method.none",
        kind="member",
        number=0,
        meaning="Not encrypted.",
    ),
    Topic(
        name="qcow1.crypt_method.aes",
        kind="member",
        number=1,
        meaning="AES-128 in CBC mode, as in qcow2; the key is the first 16 bytes of the "
        "passphrase. Weak.",
    ),
    Topic(
        name="qcow1.header",
        kind="structure",
        type="48 bytes",
        meaning="First 48 bytes of the file. qemu checks the fields in their order, then the "
        "number of L1 entries, reads the L1 table, and\nlooks at the backing file "
        "last. Bytes past the end of the file read as zeros.",
        sources=(
            "https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc "
            "Section 2.1",
        ),
    ),
    Topic(
        name="qcow1.header.magic",
        kind="field",
        place="bytes 0 to 3",
        type="4 bytes",
        rules=("51 46 49 fb",),
        qemu=(
            (
                None,
                "Image not in qcow format",
            ),
        ),
        meaning="The letters QFI and 0xfb, shared with qcow2.",
    ),
    Topic(
        name="qcow1.header.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, big-endian",
        rules=("1",),
        qemu=(
            (
                None,
                "qcow (v1) does not support qcow version {value}",
            ),
        ),
        meaning="1. Versions 2 and 3 are qcow2.",
    ),
    Topic(
        name="qcow1.header.ofs_backing_file",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: depends on the file's length (fault `backing_name_past_end`)",),
        called="backing_file_offset",
        meaning="Where the name of the backing file is; 0 if there is none.",
    ),
    Topic(
        name="qcow1.header.len_backing_file",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: meaningful only with a backing file (fault `backing_name_too_long`)",),
        called="backing_file_size",
        meaning="Length of that name, without a terminator.",
    ),
    Topic(
        name="qcow1.header.mtime",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, big-endian",
        unit="seconds",
        rules=("any: no longer used",),
        meaning="When the backing file was last changed, once. Writers leave 0.",
    ),
    Topic(
        name="qcow1.header.virtual_size",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("at least 2",),
        qemu=(
            (
                None,
                "Image size is too small (must be at least 2 bytes)",
            ),
        ),
        called="size",
        meaning="Size of the disk that the guest sees. Limited by `max_l1_entries`; qemu "
        "rounds it down to 512 bytes.",
    ),
    Topic(
        name="qcow1.header.cluster_bits",
        kind="field",
        place="byte 32",
        type="unsigned byte",
        unit="bits",
        rules=("9..16",),
        qemu=(
            (
                None,
                "Cluster size must be between 512 and 64k",
            ),
        ),
        practice="qemu makes clusters of 4 KiB, and of 512 bytes for images with a backing "
        "file. (run: qemu-img 5.2, 7.2, 10.0, 11.1)",
        meaning="A cluster is `1 << cluster_bits` bytes.",
    ),
    Topic(
        name="qcow1.header.l2_bits",
        kind="field",
        place="byte 33",
        type="unsigned byte",
        unit="bits",
        rules=("6..13",),
        qemu=(
            (
                None,
                "L2 table size must be between 512 and 64k",
            ),
        ),
        practice="9 with clusters of 4 KiB, and 12 (longer than a cluster) with 512 bytes, so "
        "4096 entries. (run: qemu-img 5.2, 7.2, 10.0, 11.1)",
        meaning="An L2 table has `1 << l2_bits` entries.",
    ),
    Topic(
        name="qcow1.header.reserved",
        kind="field",
        place="bytes 34 to 35",
        type="unsigned 16-bit number, big-endian",
        rules=("any: padding that qemu does not look at",),
        meaning="Padding.",
    ),
    Topic(
        name="qcow1.header.crypt_method",
        kind="field",
        place="bytes 36 to 39",
        type="unsigned 32-bit number, big-endian",
        rules=("one of 0 (none), 1 (aes)",),
        about="qcow1.crypt_method",
        qemu=(
            (
                None,
                "invalid encryption method in qcow header",
            ),
        ),
        meaning="How the guest's data is encrypted.",
    ),
    Topic(
        name="qcow1.header.ofs_l1_table",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: depends on the file's length (fault `l1_past_end`)",),
        called="l1_table_offset",
        meaning="Where the L1 table is.",
    ),
    Topic(
        name="qcow1.header.cluster_size",
        kind="value",
        type="1 << cluster_bits",
        unit="bytes",
        meaning="Bytes in a cluster.",
    ),
    Topic(
        name="qcow1.header.num_l2_entries",
        kind="value",
        type="1 << l2_bits",
        meaning="Entries in an L2 table.",
    ),
    Topic(
        name="qcow1.header.num_l1_entries",
        kind="value",
        type="virtual_size + (1 << cluster_bits + l2_bits) - 1 >> cluster_bits + l2_bits",
        meaning="Entries that the L1 table has for this size.",
    ),
    Topic(
        name="qcow1.header.image_too_large",
        kind="fault",
        text="is {value}, needs more L1 entries than an image can have",
        about="qcow1.header.virtual_size",
        qemu=(
            (
                None,
                "Image too large",
            ),
        ),
        meaning="See `max_l1_entries`.",
    ),
    Topic(
        name="qcow1.header.backing_name_too_long",
        kind="fault",
        text="is {value}, more than 1023",
        about="qcow1.header.len_backing_file",
        qemu=(
            (
                None,
                "Backing file name too long",
            ),
        ),
        meaning="See `max_backing_name_bytes`.",
    ),
    Topic(
        name="qcow1.header.backing_name_past_end",
        kind="fault",
        text="is {value}, past the end of the file",
        about="qcow1.header.ofs_backing_file",
        meaning="qemu reads zeros past the end of a file.",
    ),
    Topic(
        name="qcow1.header.l1_past_limit",
        kind="fault",
        text="is {value}, where no file reaches",
        about="qcow1.header.ofs_l1_table",
        qemu=(
            (
                None,
                "Could not open '{file}': Input/output error",
            ),
        ),
        meaning="Beyond `max_file_bytes` of raw.ksy.",
    ),
    Topic(
        name="qcow1.header.backing_name_past_limit",
        kind="fault",
        text="is {value}, where no file reaches",
        about="qcow1.header.ofs_backing_file",
        qemu=(
            (
                None,
                "Could not open '{file}': Input/output error",
            ),
        ),
        meaning="Beyond `max_file_bytes` of raw.ksy.",
    ),
    Topic(
        name="qcow1.header.key_missing",
        kind="fault",
        text="is {value}, and no key was given",
        about="qcow1.header.crypt_method",
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
        name="qcow1.header.version_of_qcow2",
        kind="fault",
        text="is {value}, which is qcow2",
        about="qcow1.header.version",
        qemu=(
            (
                None,
                "qcow (v1) does not support qcow version {value}\nTry the 'qcow2' driver instead.",
            ),
        ),
        meaning="Versions 2 and 3 get a hint. Raised before the header is parsed, when this "
        "format was asked for.",
    ),
    Topic(
        name="qcow1.header.l1_past_end",
        kind="fault",
        text="is {value}, past the end of the file",
        about="qcow1.header.ofs_l1_table",
        meaning="qemu reads zeros past the end of a file, so to it such an image is empty.",
    ),
    Topic(
        name="qcow1.header.check_unused",
        kind="fault",
        text="leads to nothing that uses the {extra0} bytes at {value}",
        about="qcow1.header.ofs_l1_table",
        meaning="Space for at least one cluster, without a user.",
    ),
    Topic(
        name="qcow1.l1_entry",
        kind="structure",
        type="8 bytes",
        meaning="Entry of the L1 table, where one L2 table is. 0 when it does not exist and "
        "its whole range is unallocated.",
        sources=(
            "https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc "
            "Section 3.1",
        ),
    ),
    Topic(
        name="qcow1.l1_entry.ofs_l2_table",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: depends on the file's length (fault `l2_past_end`)",),
        meaning="Where the L2 table is.",
    ),
    Topic(
        name="qcow1.l1_entry.l2_past_end",
        kind="fault",
        text="is {value}, past the end of the file",
        about="qcow1.l1_entry.ofs_l2_table",
        meaning="qemu reads zeros past the end of a file, so to it all clusters of such a "
        "table are unallocated.",
    ),
    Topic(
        name="qcow1.l1_entry.l2_past_limit",
        kind="fault",
        text="is {value}, where no file reaches",
        about="qcow1.l1_entry.ofs_l2_table",
        qemu=(
            (
                None,
                "qemu-img: {walking}: Input/output error",
            ),
        ),
        meaning="Beyond `max_file_bytes` of raw.ksy. qemu-img opens such an image and fails "
        "when it meets the entry.",
    ),
    Topic(
        name="qcow1.l1_entry.check_overlap",
        kind="fault",
        text="is {value}, where something else is",
        about="qcow1.l1_entry.ofs_l2_table",
        meaning="A table shares its place with another table, the header or data.",
    ),
    Topic(
        name="qcow1.l2_entry",
        kind="structure",
        type="8 bytes",
        meaning="Entry of an L2 table. 0 means unallocated. When `compressed` is set, the "
        "rest is a `compressed_entry`.",
        sources=(
            "https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc "
            "Section 3.2",
        ),
    ),
    Topic(
        name="qcow1.l2_entry.compressed",
        kind="field",
        place="bytes 0 to 7",
        type="bit 63 of 64",
        rules=("any: both values have a meaning",),
        meaning="Bit 63. The entry is a `compressed_entry`.",
    ),
    Topic(
        name="qcow1.l2_entry.host_offset",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 62 of 64",
        unit="bytes",
        rules=("any: depends on the file's length (fault `data_past_end`)",),
        meaning="Bits 62 to 0. Where the cluster is in the file; 0 when it is unallocated.",
    ),
    Topic(
        name="qcow1.l2_entry.data_past_end",
        kind="fault",
        text="is {value}, past the end of the file",
        about="qcow1.l2_entry.host_offset",
        meaning="qemu reads zeros past the end of a file, but counts the cluster as allocated.",
    ),
    Topic(
        name="qcow1.l2_entry.check_overlap",
        kind="fault",
        text="is {value}, where something else is",
        about="qcow1.l2_entry.host_offset",
        meaning="The cluster shares its place with another one or a table. A write to one of "
        "the two changes both.",
    ),
    Topic(
        name="qcow1.compressed_entry",
        kind="structure",
        type="8 bytes",
        meaning="Entry of an L2 table whose top bit is set: of the other 63, the upper "
        "`cluster_bits` are the length and the rest the\noffset. The data is deflate "
        "(RFC 1951) without the zlib header.",
        sources=(
            "https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc "
            "Section 3.2",
        ),
    ),
    Topic(
        name="qcow1.compressed_entry.compressed",
        kind="field",
        place="bytes 0 to 7",
        type="bit 63 of 64",
        rules=("any: this view is chosen because it is set",),
        meaning="Bit 63, set.",
    ),
    Topic(
        name="qcow1.compressed_entry.descriptor",
        kind="field",
        place="bytes 0 to 7",
        type="bits 0 to 62 of 64",
        rules=("any: where it points is checked against the file's length",),
        meaning="Length and offset, see the derived values.",
    ),
    Topic(
        name="qcow1.compressed_entry.offset_bits",
        kind="value",
        type="63 - cluster_bits",
        unit="bits",
        meaning="Bits of the descriptor that are the offset.",
    ),
    Topic(
        name="qcow1.compressed_entry.host_offset",
        kind="value",
        type="descriptor & (1 << offset_bits) - 1",
        unit="bytes",
        meaning="First byte of the compressed data.",
    ),
    Topic(
        name="qcow1.compressed_entry.len_data",
        kind="value",
        type="descriptor >> offset_bits",
        unit="bytes",
        meaning="Bytes of compressed data, less than a cluster.",
    ),
    Topic(
        name="qcow1.compressed_entry.data_past_end",
        kind="fault",
        text="points at {value}, past the end of the file",
        about="qcow1.compressed_entry.descriptor",
        meaning="qemu opens such an image; reading the cluster fails.",
    ),
    Topic(
        name="qcow1.compressed_entry.check_overlap",
        kind="fault",
        text="points at {value}, where something else is",
        about="qcow1.compressed_entry.descriptor",
        meaning="A write to the other one destroys the compressed data.",
    ),
)
