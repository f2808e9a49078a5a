# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/source.ksy spec=c02e53e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of source."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="source",
        kind="spec",
        title="What every operation learns about its source image",
        declared="specs/abi/source.ksy",
        page="docs/abi/source.md",
        meaning="The numbers of the formats, the quirks of older qemu-img releases, and the "
        "options that choose how a source is opened. They are\nthe same for "
        "`measure`, `map` and `info`, so they are declared once and embedded in each "
        "operation's configuration.",
        sources=("docs/architecture.md The way of one question",),
    ),
    Topic(
        name="source.max_depth_default",
        kind="constant",
        number=16,
        meaning="Longest backing chain that is followed unless the user allows more. Real "
        "chains rarely pass 8.",
    ),
    Topic(
        name="source.len_snapshot_max",
        kind="constant",
        number=256,
        meaning="Longest snapshot name or id that can be asked for. qcow2 allows longer "
        "names; nobody types them.",
    ),
    Topic(
        name="source.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Virtual sizes are multiples of this; an odd one is rounded as qemu rounds "
        "it for its format.",
    ),
    Topic(
        name="source.len_piece",
        kind="constant",
        number=2097152,
        unit="bytes",
        meaning="Most that is read of a disk at once, from the start of a run on, as by "
        "qemu-img: the layout of a new image may depend on it.",
    ),
    Topic(
        name="source.raw_data_file_mapped_since",
        kind="constant",
        number=7,
        meaning="The first X of a release of qemu that gives places to all that it adds to a "
        "disk whose data file is raw.",
    ),
    Topic(
        name="source.dmg_needs_chunks_since",
        kind="constant",
        number=10,
        meaning="The first X of a release of qemu that opens no DMG without a chunk which it "
        "reads.",
    ),
    Topic(
        name="source.failure",
        kind="enum",
    ),
    Topic(
        name="source.failure.ok",
        kind="member",
        number=0,
        meaning="None.",
    ),
    Topic(
        name="source.failure.walk",
        kind="member",
        number=1,
        meaning="A table of the source is broken: `value` is where on the disk the run starts.",
    ),
    Topic(
        name="source.failure.read",
        kind="member",
        number=2,
        meaning="Data of the source cannot be read: `value` is where on the disk the request "
        "starts.",
    ),
    Topic(
        name="source.format",
        kind="enum",
    ),
    Topic(
        name="source.format.unknown",
        kind="member",
        number=0,
        meaning="Not known, or: detect it.",
    ),
    Topic(
        name="source.format.raw",
        kind="member",
        number=1,
        meaning="A plain image; every file is one.",
    ),
    Topic(
        name="source.format.qcow2",
        kind="member",
        number=2,
        meaning="QEMU copy-on-write version 2 and 3.",
    ),
    Topic(
        name="source.format.vmdk4",
        kind="member",
        number=3,
        meaning="VMDK, hosted sparse (`KDMV`).",
    ),
    Topic(
        name="source.format.vmdk3",
        kind="member",
        number=4,
        meaning="VMDK, ESX server sparse (`COWD`).",
    ),
    Topic(
        name="source.format.vhd",
        kind="member",
        number=5,
        meaning="Virtual PC and Hyper-V VHD (`vpc` to qemu-img).",
    ),
    Topic(
        name="source.format.vhdx",
        kind="member",
        number=6,
        meaning="Hyper-V VHDX.",
    ),
    Topic(
        name="source.format.qcow1",
        kind="member",
        number=7,
        meaning="QEMU copy-on-write version 1 (`qcow` to qemu-img).",
    ),
    Topic(
        name="source.format.vdi",
        kind="member",
        number=8,
        meaning="VirtualBox disk image.",
    ),
    Topic(
        name="source.format.qed",
        kind="member",
        number=9,
        meaning="QEMU enhanced disk.",
    ),
    Topic(
        name="source.format.iso",
        kind="member",
        number=10,
        meaning="An ISO 9660 file system. It is measured and mapped as raw.",
    ),
    Topic(
        name="source.format.luks",
        kind="member",
        number=11,
        meaning="A LUKS container.",
    ),
    Topic(
        name="source.format.vmdk_descriptor",
        kind="member",
        number=12,
        meaning="A VMDK text descriptor.",
    ),
    Topic(
        name="source.format.parallels",
        kind="member",
        number=13,
        meaning="Parallels disk image.",
    ),
    Topic(
        name="source.format.bochs",
        kind="member",
        number=14,
        meaning="Bochs growing image.",
    ),
    Topic(
        name="source.format.cloop",
        kind="member",
        number=15,
        meaning="Compressed loop image.",
    ),
    Topic(
        name="source.format.dmg",
        kind="member",
        number=16,
        meaning="Apple disk image (UDIF).",
    ),
    Topic(
        name="source.format.asif",
        kind="member",
        number=17,
        meaning="Apple sparse image, which qemu-img takes for a plain one.",
    ),
    Topic(
        name="source.format.hdd",
        kind="member",
        number=18,
        meaning="Descriptor of a Parallels disk, which names the images that the disk consists of.",
    ),
    Topic(
        name="source.quirk",
        kind="enum",
    ),
    Topic(
        name="source.quirk.vhd_size_from_chs",
        kind="member",
        number=1,
        meaning="Before 10.0 a VHD's size was its CHS product for every creator application "
        "except `win ` and `qem2` (and unless CHS is at its\nmaximum); since 10.0 "
        "only for `vpc ` and `qemu`.",
    ),
    Topic(
        name="source.quirk.file_holes_everywhere",
        kind="member",
        number=2,
        meaning="Up to 4.0, holes of the file counted as zero also under dynamic VHD and raw "
        "external data files.",
    ),
    Topic(
        name="source.quirk.no_file_holes_in_flat",
        kind="member",
        number=4,
        meaning="Release 4.1.0 ignored holes of the file under flat VMDK extents and static "
        "VDI images.",
    ),
    Topic(
        name="source.quirk.no_external_data",
        kind="member",
        number=8,
        meaning="Before 4.0, the qcow2 feature `external_data` was not known.",
    ),
    Topic(
        name="source.quirk.no_compression_type",
        kind="member",
        number=16,
        meaning="Before 5.1, the qcow2 feature `compression` was not known.",
    ),
    Topic(
        name="source.quirk.no_extended_l2",
        kind="member",
        number=32,
        meaning="Before 5.2, the qcow2 feature `extended_l2` was not known.",
    ),
    Topic(
        name="source.quirk.no_zstd",
        kind="member",
        number=64,
        meaning="Built without zstd: qcow2 images compressed with it do not open.",
    ),
    Topic(
        name="source.quirk.vhdx_bat_unchecked",
        kind="member",
        number=128,
        meaning="Before 4.2, blocks of a VHDX past the end of the file were no error.",
    ),
    Topic(
        name="source.quirk.parallels_past_end_is_data",
        kind="member",
        number=256,
        meaning="Before 11.1, a cluster of a Parallels image was data wherever it was; since "
        "then an entry whose cluster does not lie in the file\nafter the BAT counts "
        "as unallocated.",
    ),
    Topic(
        name="source.quirk.parallels_past_end_refused",
        kind="member",
        number=512,
        meaning="Release 8.1 refused a Parallels image with a cluster past the end of the file.",
    ),
    Topic(
        name="source.quirk.parallels_bat_unchecked",
        kind="member",
        number=1024,
        meaning="Before 11.1, a Parallels image whose BAT is too small for its disk opened.",
    ),
    Topic(
        name="source.quirk.no_parallels",
        kind="member",
        number=2048,
        meaning="Built without Parallels images: they are raw.",
    ),
    Topic(
        name="source.quirk.no_parallels_bitmaps",
        kind="member",
        number=4096,
        meaning="Before 8.2, `measure` did not ask Parallels images for bitmaps.",
    ),
    Topic(
        name="source.quirk.luks_empty_slot_apart",
        kind="member",
        number=8192,
        meaning="Before 9.1, a LUKS key slot without length at sector 0 overlapped no other slot.",
    ),
    Topic(
        name="source.quirk.luks_slots_lenient",
        kind="member",
        number=16384,
        meaning="Before 7.2, names in a LUKS header needed no terminator, slots might start "
        "inside the header and have no iterations, and of their\nstripes only 0 was "
        "refused.",
    ),
    Topic(
        name="source.quirk.vhd_tail_unchecked",
        kind="member",
        number=32768,
        meaning="Before 6.2, a VHD that has a footer at the end alone opened whatever its "
        "disk type is. Its size could be asked for; reading it\ncrashed.",
    ),
    Topic(
        name="source.quirk.dmg_chunks_optional",
        kind="member",
        number=65536,
        meaning="Before 10.0, a DMG opened of whose chunks none is of a kind that qemu reads.",
    ),
    Topic(
        name="source.quirk.raw_data_file_unmapped",
        kind="member",
        number=131072,
        meaning="Before 7.0, what is added to a disk whose data file is raw got no places in "
        "the tables.",
    ),
    Topic(
        name="source.snapshot_kind",
        kind="enum",
    ),
    Topic(
        name="source.snapshot_kind.none",
        kind="member",
        number=0,
        meaning="The active state of the image.",
    ),
    Topic(
        name="source.snapshot_kind.id_or_name",
        kind="member",
        number=1,
        meaning="`snapshot` is an id or, failing that, a name.",
    ),
    Topic(
        name="source.snapshot_kind.id",
        kind="member",
        number=2,
        meaning="`snapshot` is an id.",
    ),
    Topic(
        name="source.snapshot_kind.name",
        kind="member",
        number=3,
        meaning="`snapshot` is a name.",
    ),
    Topic(
        name="source.snapshot_kind.id_and_name",
        kind="member",
        number=4,
        meaning="`snapshot` is a name and `snapshot_id` an id; both must match.",
    ),
    Topic(
        name="source.flag",
        kind="enum",
    ),
    Topic(
        name="source.flag.no_backing",
        kind="member",
        number=1,
        meaning="Do not open backing files (a single member of a chain is looked at).",
    ),
    Topic(
        name="source.flag.has_secret",
        kind="member",
        number=2,
        meaning="The user gave a secret object. Its value never reaches the guest; "
        "qemu-img's answer depends on whether there is one.",
    ),
    Topic(
        name="source.flag.strict_backing",
        kind="member",
        number=4,
        meaning="A backing image whose format is not declared must not look raw; qemu-img "
        "takes one that does.",
    ),
    Topic(
        name="source.flag.named_dmg",
        kind="member",
        number=8,
        meaning="The first file's name ends in `.dmg`: all that distinguishes an Apple disk "
        "image from a raw one.",
    ),
    Topic(
        name="source.flag.by_table",
        kind="member",
        number=16,
        meaning="Walk images by their tables also where qemu-img takes all of them for data "
        "that is nowhere in particular: those of bochs, cloop and dmg, VHDX without "
        "a parent.",
    ),
    Topic(
        name="source.flag.no_data_file",
        kind="member",
        number=32,
        meaning="Do not open external data files, as `info` of most releases: the name is "
        "reported all the same.",
    ),
    Topic(
        name="source.flag.unread",
        kind="member",
        number=64,
        meaning="Nobody is going to read the disk, so that no key of an encrypted one has to fit.",
    ),
    Topic(
        name="source.flag.check",
        kind="member",
        number=128,
        meaning="The image is opened to be checked: what only its check looks at (snapshots, "
        "a missing refcount table) is no reason to refuse it.",
    ),
    Topic(
        name="source.flag.keys",
        kind="member",
        number=256,
        meaning="Encrypted images are opened with their keys, which the host derives: "
        "without one that fits, they do not open.",
    ),
    Topic(
        name="source.flag.replay",
        kind="member",
        number=512,
        meaning="The image itself is open for writing, and a log that its format keeps is "
        "replayed before it is read.",
    ),
    Topic(
        name="source.flag.detached_header",
        kind="member",
        number=1024,
        meaning="A LUKS file is a header alone, whose payload is elsewhere: its disk is empty.",
    ),
    Topic(
        name="source.flag.luks2",
        kind="member",
        number=2048,
        meaning="LUKS version 2 is read where a file is said to be LUKS, which qemu-img "
        "refuses. No file is taken for it by its bytes.",
    ),
    Topic(
        name="source.flag.no_vhd_parent",
        kind="member",
        number=4096,
        meaning="Read a differencing VHD as qemu-img does: as a dynamic one, whose parent "
        "and sector bitmaps do not count.",
    ),
    Topic(
        name="source.flag.beyond_qemu",
        kind="member",
        number=8192,
        meaning="The first file is taken by its bytes for an image also of formats that "
        "qemu-img does not know.",
    ),
    Topic(
        name="source.options",
        kind="structure",
        type="616 bytes",
        meaning="How to open the source. Embedded in `measure_config`, `map_config` and "
        "`info_config`.",
    ),
    Topic(
        name="source.options.format",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
            "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
            "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg), 17 "
            "(asif), 18 (hdd)",
        ),
        about="source.format",
        meaning="Format to open the first disk as; `unknown` means detect it.",
    ),
    Topic(
        name="source.options.quirks",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `quirk` bits; unknown ones have no effect",),
        meaning="Behaviours of the qemu-img release whose answers are wanted. Set of `quirk`.",
    ),
    Topic(
        name="source.options.max_depth",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("1..64",),
        meaning="Longest chain of backing images to follow.",
    ),
    Topic(
        name="source.options.request_size",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=(
            "512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288 or 1048576",
        ),
        meaning="Largest single block request; `--sector-size`.",
    ),
    Topic(
        name="source.options.snapshot_kind",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (none), 1 (id_or_name), 2 (id), 3 (name), 4 (id_and_name)",),
        about="source.snapshot_kind",
        meaning="How `snapshot` chooses an internal snapshot.",
    ),
    Topic(
        name="source.options.len_snapshot",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 256",),
        meaning="Length of the text in `snapshot`.",
    ),
    Topic(
        name="source.options.snapshot",
        kind="field",
        place="bytes 24 to 279",
        type="256 bytes",
        rules=("any: text from the command line, compared and never printed",),
        meaning="Name or id of the snapshot, zero padded.",
    ),
    Topic(
        name="source.options.snapshot_id",
        kind="field",
        place="bytes 280 to 535",
        type="256 bytes",
        rules=("any: text from the command line, compared and never printed",),
        meaning="The id where `snapshot_kind` is `id_and_name`; zero padded, ends at the "
        "first zero byte.",
    ),
    Topic(
        name="source.options.flags",
        kind="field",
        place="bytes 536 to 539",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `flag` bits; unknown ones have no effect",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="source.options.num_layers",
        kind="field",
        place="bytes 540 to 543",
        type="unsigned 32-bit number, little-endian",
        rules=("any: more than there are means all",),
        meaning="How many images of the chain are opened, the first one included; 0: all. "
        "What is below the last one reads as zeros.",
    ),
    Topic(
        name="source.options.layer_formats",
        kind="field",
        place="bytes 544 to 607",
        type="64 bytes",
        rules=("any: an unknown one is refused when its layer is opened",),
        meaning="For each image below the first one, by its depth: the `format` that the "
        "user gives it, whatever the image above says; 0: none.",
    ),
    Topic(
        name="source.options.reserved",
        kind="field",
        place="bytes 608 to 615",
        type="8 bytes",
        rules=("zero",),
    ),
    Topic(
        name="source.options.format_unknown",
        kind="fault",
        text="is {value}, which no walker reads",
        about="source.options.format",
        meaning="The number of a format that is only recognised, or only a target.",
    ),
    Topic(
        name="source.options.backing_format_unknown",
        kind="fault",
        text="of the backing image is declared as {detail}, which is not known",
        about="source.options.format",
        qemu=(
            (
                None,
                "Could not open backing file: Unknown driver '{detail}'",
            ),
        ),
        meaning="The image names a format that no walker reads.",
    ),
    Topic(
        name="source.options.backing_probed_raw",
        kind="fault",
        text="of the backing image {detail} is not declared, and it looks like a raw image",
        about="source.options.format",
        meaning="A guest that wrote into such a raw image could make it look like any "
        "format. qemu-img opens it, and so does instar\nunless the flag "
        "`strict_backing` forbids it.",
    ),
    Topic(
        name="source.options.tables_overlap",
        kind="fault",
        text="of this image repeats itself: its tables took the work of {value} bytes in "
        "files that hold {extra0}, and there was no end",
        about="source.options.format",
        meaning="Tables that stand for each other's parts (all L1 entries name one L2 table) "
        "make a small file as long to read as the largest\ndisk. Operations walk "
        "tables once or twice; this is far more. A table counts as often as it is "
        "walked, though it may be read once.\nOf a file's holes no more than "
        "`boot.len_holes_held` count as held.",
    ),
    Topic(
        name="source.options.in_use",
        kind="fault",
        text="is one whose tables another process may be writing",
        about="source.options.format",
        qemu=(
            (
                None,
                'Failed to get shared "write" lock\nIs another process using the image [{file}]?',
            ),
        ),
        meaning="A virtual machine, or another tool of qemu's, holds the image for writing. "
        "`--force-share` reads it all the same. Formats without\ntables of their own "
        "(raw, luks, flat extents, data files) are always read, as by qemu-img.",
    ),
    Topic(
        name="source.options.no_snapshots",
        kind="fault",
        text="asks for an internal snapshot, which {detail} images do not have",
        about="source.options.snapshot_kind",
        qemu=(
            (
                None,
                "Failed to load snapshot: Block format '{detail}' used by device '' does not "
                "support temporarily loading internal snapshots",
            ),
        ),
        meaning="Only qcow2 images have internal snapshots.",
    ),
    Topic(
        name="source.options.unreadable",
        kind="fault",
        text="keeps data at {value} of the disk in a way that is not read",
        about="source.options",
        meaning="Encrypted without a key, or in compressed clusters that are too large.",
    ),
    Topic(
        name="source.options.stream_broken",
        kind="fault",
        text="has a compressed cluster for {value} of the disk that cannot be unpacked",
        about="source.options",
        qemu=(
            (
                None,
                "qemu-img: error while reading at byte {place}: Input/output error",
            ),
        ),
        meaning="Its stream is damaged, or holds less than a cluster.",
    ),
)
