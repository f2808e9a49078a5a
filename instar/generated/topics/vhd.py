# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/vhd.ksy spec=5ab5e4b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of vhd."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="vhd",
        kind="spec",
        title="VHD, the virtual hard disk of Virtual PC, Virtual Server and early Hyper-V",
        declared="specs/formats/vhd.ksy",
        page="docs/formats/vhd.md",
        meaning="A VHD stores one disk of up to 2040 GiB. Everything is big-endian; sectors "
        "are 512 bytes. Three kinds share one 512-byte\nstructure, the footer, which "
        "is in the last sector of the file:\n\n- fixed: the disk's bytes from offset "
        "0, then the footer. Nothing at offset 0 says that this is a VHD.\n- dynamic: "
        "a copy of the footer at offset 0, the dynamic header that its `data_offset` "
        "names, the block allocation table\n  (BAT), the blocks in the order in which "
        "they were first written, the footer. Each block is preceded by a bitmap of "
        "its\n  sectors.\n- differencing: as dynamic, and a sector whose bit is clear "
        "is read from the parent image.\n\nThe footer is duplicated because a crash "
        "while the file grows loses the one at the end.",
        sources=(
            "https://www.microsoft.com/en-us/download/details.aspx?id=23850 Virtual Hard "
            "Disk Image Format Specification 1.0",
        ),
    ),
    Topic(
        name="vhd.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Every offset in the BAT and every size in sectors counts these, whatever "
        "the sector size of the virtual drive.",
    ),
    Topic(
        name="vhd.max_sectors",
        kind="constant",
        number=4278190080,
        unit="sectors",
        meaning="Largest disk, 2040 GiB. A BAT entry is a 32-bit sector number, which "
        "reaches 2 TiB of file; the missing 8 GiB leave\nroom for the bitmaps, the "
        "BAT and the headers.",
    ),
    Topic(
        name="vhd.max_chs_sectors",
        kind="constant",
        number=267382800,
        unit="sectors",
        meaning="Sectors of the largest geometry, 65535 cylinders of 16 heads of 255 "
        "sectors: 127.5 GiB. A footer whose geometry is\nexactly this belongs to a "
        "disk that may be larger, so readers take `current_size` instead.",
    ),
    Topic(
        name="vhd.max_chs_cylinders",
        kind="constant",
        number=65535,
        meaning="Most cylinders that a footer can name.",
    ),
    Topic(
        name="vhd.max_chs_heads",
        kind="constant",
        number=16,
        meaning="Most heads that the geometry rule hands out (the ATA limit).",
    ),
    Topic(
        name="vhd.max_chs_sectors_per_track",
        kind="constant",
        number=255,
        meaning="Most sectors per track that the geometry rule hands out.",
    ),
    Topic(
        name="vhd.chs_large_disk_sectors",
        kind="constant",
        number=66059280,
        unit="sectors",
        meaning="From this size on the geometry rule uses 16 heads and 255 sectors per track "
        '(appendix "CHS Calculation").',
    ),
    Topic(
        name="vhd.chs_sectors_per_track_small",
        kind="constant",
        number=17,
        meaning="Sectors per track that the geometry rule tries first.",
    ),
    Topic(
        name="vhd.chs_sectors_per_track_medium",
        kind="constant",
        number=31,
        meaning="Sectors per track that the geometry rule tries second, with 16 heads.",
    ),
    Topic(
        name="vhd.chs_sectors_per_track_large",
        kind="constant",
        number=63,
        meaning="Sectors per track that the geometry rule tries third, with 16 heads.",
    ),
    Topic(
        name="vhd.chs_min_heads",
        kind="constant",
        number=4,
        meaning="Fewest heads that the geometry rule hands out.",
    ),
    Topic(
        name="vhd.chs_cylinders_per_head",
        kind="constant",
        number=1024,
        meaning="The geometry rule accepts a number of sectors per track when sectors / "
        "sectors-per-track is below this many times the\nheads (the reach of a BIOS "
        "call).",
    ),
    Topic(
        name="vhd.max_bat_read",
        kind="constant",
        number=2147483136,
        unit="bytes",
        meaning="Longest BAT that qemu reads, the largest signed 32-bit number rounded down "
        "to sectors.",
    ),
    Topic(
        name="vhd.sectors_per_bitmap_sector",
        kind="constant",
        number=4096,
        meaning="Sectors that one sector of a block's bitmap describes, 8 x 512.",
    ),
    Topic(
        name="vhd.default_block_size",
        kind="constant",
        number=2097152,
        unit="bytes",
        meaning="Block size of practically every dynamic image, 2 MiB. qemu, Virtual PC and "
        "Hyper-V write nothing else.",
    ),
    Topic(
        name="vhd.default_header_offset",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Where writers put the dynamic header, after the copy of the footer.",
    ),
    Topic(
        name="vhd.default_bat_offset",
        kind="constant",
        number=1536,
        unit="bytes",
        meaning="Where writers put the BAT, after the dynamic header.",
    ),
    Topic(
        name="vhd.default_features",
        kind="constant",
        number=2,
        meaning="`features` of a new image: the bit that is always set.",
    ),
    Topic(
        name="vhd.default_version",
        kind="constant",
        number=65536,
        meaning="Version 1.0, of the footer and of the dynamic header.",
    ),
    Topic(
        name="vhd.qemu_creator_version",
        kind="constant",
        number=327683,
        meaning="`creator_version` that qemu writes.",
    ),
    Topic(
        name="vhd.no_next_structure",
        kind="constant",
        number=18446744073709551615,
        meaning="Value of `data_offset` in the dynamic header.",
    ),
    Topic(
        name="vhd.parent_path_room",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="What instar sets aside after the BAT of a differencing image for the path "
        "of the parent.",
    ),
    Topic(
        name="vhd.fixed_data_offset",
        kind="constant",
        number=18446744073709551615,
        meaning="Value of `data_offset` in the footer of a fixed image.",
    ),
    Topic(
        name="vhd.timestamp_epoch",
        kind="constant",
        number=946684800,
        unit="seconds",
        meaning="The format's time zero, 2000-01-01 00:00:00 UTC, as a Unix time.",
    ),
    Topic(
        name="vhd.disk_type",
        kind="enum",
    ),
    Topic(
        name="vhd.disk_type.none",
        kind="member",
        number=0,
        meaning="Not a disk.",
    ),
    Topic(
        name="vhd.disk_type.deprecated_1",
        kind="member",
        number=1,
        meaning="Reserved; never used.",
    ),
    Topic(
        name="vhd.disk_type.fixed",
        kind="member",
        number=2,
        meaning="All bytes of the disk in order.",
    ),
    Topic(
        name="vhd.disk_type.dynamic",
        kind="member",
        number=3,
        meaning="Blocks are added as they are written.",
    ),
    Topic(
        name="vhd.disk_type.differencing",
        kind="member",
        number=4,
        meaning="Changes against a parent image.",
    ),
    Topic(
        name="vhd.disk_type.deprecated_5",
        kind="member",
        number=5,
        meaning="Reserved; never used.",
    ),
    Topic(
        name="vhd.disk_type.deprecated_6",
        kind="member",
        number=6,
        meaning="Reserved; never used.",
    ),
    Topic(
        name="vhd.creator_application",
        kind="enum",
    ),
    Topic(
        name="vhd.creator_application.vpc",
        kind="member",
        number=1987076896,
        meaning="`vpc `, Virtual PC. The size of the disk is the product of the geometry.",
    ),
    Topic(
        name="vhd.creator_application.virtual_server",
        kind="member",
        number=1987256352,
        meaning="`vs  `, Virtual Server 2005. The size is `current_size`.",
    ),
    Topic(
        name="vhd.creator_application.qemu",
        kind="member",
        number=1902472565,
        meaning="`qemu`, qemu without `force_size`. The size is the product of the geometry.",
    ),
    Topic(
        name="vhd.creator_application.qemu2",
        kind="member",
        number=1902472498,
        meaning="`qem2`, qemu with `force_size`. The size is `current_size`.",
    ),
    Topic(
        name="vhd.creator_application.azure",
        kind="member",
        number=2002845696,
        meaning="`wa` and two zero bytes, Azure. The size is `current_size`; up to 9.2 qemu "
        "took the geometry.",
    ),
    Topic(
        name="vhd.creator_application.win",
        kind="member",
        number=2003398176,
        meaning="`win `, Hyper-V and the disk management of Windows. The size is `current_size`.",
    ),
    Topic(
        name="vhd.creator_application.disk2vhd",
        kind="member",
        number=1681028640,
        meaning="`d2v `, Disk2vhd. The size is `current_size`. qemu compares the three "
        "letters and a space; the documentation of libvhdi has a\nzero byte in place "
        "of the space, with which qemu takes the geometry up to 9.2. No file of "
        "Disk2vhd was looked at.",
    ),
    Topic(
        name="vhd.creator_application.xenserver",
        kind="member",
        number=1952542720,
        meaning="`tap` and a zero byte, XenServer. The size is `current_size`.",
    ),
    Topic(
        name="vhd.creator_application.xenconvert",
        kind="member",
        number=1129601107,
        meaning="`CTXS`, XenConvert. The size is `current_size`.",
    ),
    Topic(
        name="vhd.creator_application.virtualbox",
        kind="member",
        number=1986162552,
        meaning="`vbox`, VirtualBox. The size is `current_size`.",
    ),
    Topic(
        name="vhd.creator_host_os",
        kind="enum",
    ),
    Topic(
        name="vhd.creator_host_os.windows",
        kind="member",
        number=1466511979,
        meaning="`Wi2k`, Windows.",
    ),
    Topic(
        name="vhd.creator_host_os.macintosh",
        kind="member",
        number=1298228000,
        meaning="`Mac `, Mac OS.",
    ),
    Topic(
        name="vhd.platform_code",
        kind="enum",
    ),
    Topic(
        name="vhd.platform_code.none",
        kind="member",
        number=0,
        meaning="The locator is unused.",
    ),
    Topic(
        name="vhd.platform_code.wi2r",
        kind="member",
        number=1466511986,
        meaning="`Wi2r`, deprecated: a relative Windows path in 8-bit characters.",
    ),
    Topic(
        name="vhd.platform_code.wi2k",
        kind="member",
        number=1466511979,
        meaning="`Wi2k`, deprecated: an absolute Windows path in 8-bit characters.",
    ),
    Topic(
        name="vhd.platform_code.w2ru",
        kind="member",
        number=1462923893,
        meaning="`W2ru`, a relative Windows path in UTF-16, little-endian.",
    ),
    Topic(
        name="vhd.platform_code.w2ku",
        kind="member",
        number=1462922101,
        meaning="`W2ku`, an absolute Windows path in UTF-16, little-endian.",
    ),
    Topic(
        name="vhd.platform_code.mac",
        kind="member",
        number=1298228000,
        meaning="`Mac `, a Mac OS alias.",
    ),
    Topic(
        name="vhd.platform_code.macx",
        kind="member",
        number=1298228056,
        meaning="`MacX`, a file URL in UTF-8, RFC 2396.",
    ),
    Topic(
        name="vhd.geometry",
        kind="structure",
        type="4 bytes",
        practice="The rule for a disk of n sectors: from `chs_large_disk_sectors` on, 16 "
        "heads and 255 sectors per track. Below, try 17 sectors\nper track with n / "
        "17 / 1024 heads, rounded up and at least 4; where that needs more than 16 "
        "heads, or 1024 cylinders or more\nwith the heads found, try 31 and then 63 "
        "sectors per track with 16 heads. Cylinders are what is left, rounded down. "
        "(source: VHD 1.0, appendix CHS Calculation; tested: "
        "tests/parity/test_parity_create.py::test_create_answers_as_recorded) "
        "Because the product is what Virtual PC takes for the size, qemu searches "
        "upwards for the next number of sectors whose geometry\nhas at least the "
        "sectors that were asked for: 1 MiB becomes 31 x 4 x 17 sectors. With "
        "`force_size`, and above the reach of the\ngeometry, it writes the largest "
        "geometry and the exact size. (run: qemu-img 5.2, 7.2, 10.0, 11.1)",
        meaning="The drive geometry that a guest sees on an ATA bus. For images of Virtual "
        "PC, and of old qemu, cylinders x heads x\nsectors is also the size of the "
        "disk.",
        sources=(
            'VHD 1.0, "Hard Disk Footer Format", field Disk Geometry; appendix "CHS Calculation"',
        ),
    ),
    Topic(
        name="vhd.geometry.num_cylinders",
        kind="field",
        place="bytes 0 to 1",
        type="unsigned 16-bit number, big-endian",
        rules=(
            "any: any count is possible; 65535 means that the size comes from the "
            "footer's current size",
        ),
        called="Cylinder",
        meaning="Cylinders.",
    ),
    Topic(
        name="vhd.geometry.num_heads",
        kind="field",
        place="byte 2",
        type="unsigned byte",
        rules=("any: any count is possible; the product is checked against the largest disk",),
        called="Heads",
        meaning="Heads per cylinder, 4..16 by the geometry rule; readers take any value.",
    ),
    Topic(
        name="vhd.geometry.num_sectors_per_track",
        kind="field",
        place="byte 3",
        type="unsigned byte",
        rules=("any: any count is possible; the product is checked against the largest disk",),
        called="Sectors per track/cylinder",
        meaning="Sectors per track, by the geometry rule 17, 31, 63 or 255.",
    ),
    Topic(
        name="vhd.geometry.num_sectors",
        kind="value",
        type="num_cylinders * num_heads * num_sectors_per_track",
        unit="sectors",
        meaning="Size of the disk by its geometry. Writers round the size up or down until "
        "it is such a product.",
    ),
    Topic(
        name="vhd.footer",
        kind="structure",
        type="512 bytes",
        practice="Azure wants a size that is a multiple of 1 MiB, and a fixed image. (source: "
        "https://learn.microsoft.com/powershell/module/az.compute/add-azvhd "
        "Add-AzVhd) Virtual PC takes the product of the geometry for the size. "
        "(source: https://gitlab.com/qemu-project/qemu/-/blob/master/block/vpc.c "
        "qemu, block/vpc.c, the comments in vpc_open) qemu puts the dynamic header "
        "right after the copy of the footer. (run: qemu-img 5.2, 7.2, 10.0, 11.1) So "
        "does VirtualBox. (source: "
        "https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VHD.cpp "
        "VirtualBox 7, VHD.cpp, vhdCreateDynamicImage) qemu reads the copy at offset "
        "0 and looks at the end of the file only when it finds no cookie there; a "
        "footer at the end is\naccepted for a fixed disk only. It never compares the "
        "two, and an image with a cookie at offset 0 is dynamic to it, whatever "
        "its\n`disk_type`. What is cut off from a footer or header reads as zeros. "
        "(run: qemu-img 5.2, 7.2, 10.0, 11.1; recorded: "
        "tests/hostile/answers.json::vhd-type-99.vhd; recorded: "
        "tests/hostile/answers.json::vhd-fixed-footer-alone.vhd)",
        meaning="Identity, size and kind of the image. The last 512 bytes of every VHD; "
        "dynamic and differencing images repeat it at\noffset 0. Images of Virtual PC "
        "before 2004 have a footer of 511 bytes;\nqemu reads it as if a zero byte "
        "followed.",
        sources=('VHD 1.0, "Hard Disk Footer Format"',),
    ),
    Topic(
        name="vhd.footer.cookie",
        kind="field",
        place="bytes 0 to 7",
        type="8 bytes",
        rules=('"conectix"',),
        qemu=(
            (
                None,
                "invalid VPC image",
            ),
        ),
        meaning="Signature of the writer's company; lower case.",
    ),
    Topic(
        name="vhd.footer.features",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "any: readers ignore the features; bit 1 should be set but Virtual PC's "
            "ancestors left it clear",
        ),
        meaning="Bit 0 marks a temporary disk that may be deleted on shutdown, bit 1 is "
        "reserved and always set.",
    ),
    Topic(
        name="vhd.footer.format_version",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, big-endian",
        rules=("0x10000",),
        qemu_rules=("it does not look at the version",),
        called="File Format Version",
        meaning="Major version in the upper 16 bits, minor in the lower. There is 1.0 only.",
    ),
    Topic(
        name="vhd.footer.data_offset",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=(
            "any: checked against the length of the file by the reader of the dynamic "
            "header; a fixed disk has all bits set here",
        ),
        meaning="Offset of the dynamic header, 512 in practice. All bits set for a fixed disk.",
    ),
    Topic(
        name="vhd.footer.time_stamp",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, big-endian",
        unit="seconds",
        rules=("any: any time is possible",),
        meaning="Creation time in seconds since 2000-01-01 00:00:00 UTC (`timestamp_epoch`).",
    ),
    Topic(
        name="vhd.footer.creator_application",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "any: unknown creators are common; which size counts for them depends on the "
            "release, see below",
        ),
        about="vhd.creator_application",
        practice="Up to 9.2 qemu takes the product of the geometry for the size, except for "
        "`win`, `qem2`, `d2v` with a blank, `tap` and `CTXS`,\nwhere it takes "
        "`current_size`. From 10.0 on it takes the geometry only for `vpc` and "
        "`qemu`, and `current_size` for all others. Whenever the\ngeometry is the "
        "largest possible (`max_chs_sectors`), `current_size` is used. An odd rest "
        "of `current_size` is cut off. (run: qemu-img 5.2, 7.2, 10.0, 11.1, with "
        "twelve creators; unverified: that 10.0 is the release of the change; of "
        "those between 7.2 and 10.0 none was run)",
        meaning="Four characters that name the writing program. Readers need them, because "
        "writers disagree on what the size of the disk is:\nsee the enum.",
    ),
    Topic(
        name="vhd.footer.creator_version",
        kind="field",
        place="bytes 32 to 35",
        type="unsigned 32-bit number, big-endian",
        rules=("any: nothing depends on the version of the writer",),
        meaning="Version of the writing program, major in the upper 16 bits. Virtual PC 2004 "
        "wrote 0x00050000, Virtual PC 2007 and qemu 0x00050003.",
    ),
    Topic(
        name="vhd.footer.creator_host_os",
        kind="field",
        place="bytes 36 to 39",
        type="unsigned 32-bit number, big-endian",
        rules=("any: nothing depends on the writer's system",),
        about="vhd.creator_host_os",
        meaning="System on which the image was made.",
    ),
    Topic(
        name="vhd.footer.original_size",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: readers use current_size",),
        meaning="Size of the disk when it was created.",
    ),
    Topic(
        name="vhd.footer.current_size",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=(
            "any: which of this and the geometry is the size depends on the creator, so "
            "the reader checks it",
        ),
        meaning="Size of the disk now. Changes with a resize.",
    ),
    Topic(
        name="vhd.footer.disk_geometry",
        kind="field",
        place="bytes 56 to 59",
        type="structure vhd.geometry",
        about="vhd.geometry",
        meaning="Geometry of the drive.",
    ),
    Topic(
        name="vhd.footer.disk_type",
        kind="field",
        place="bytes 60 to 63",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "any: qemu asks only whether a footer that is at the end alone is that of a "
            "fixed disk, and takes every image with a\nfooter at offset 0 for dynamic",
        ),
        about="vhd.disk_type",
        meaning="Kind of the image.",
    ),
    Topic(
        name="vhd.footer.checksum",
        kind="field",
        place="bytes 64 to 67",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "the ones complement sum of the structure",
            "any: the checksum rule says all about it",
        ),
        qemu=(
            (
                (
                    3,
                    1,
                ),
                "",
            ),
            (
                None,
                "Incorrect header checksum",
            ),
        ),
        practice="qemu 2.12 warned (`The header checksum of 'F' is incorrect.`) and went on. "
        "(recorded: tests/parity/data/info.jsonl.xz::info/bad-vpc-checksum.vhd/human "
        "of qemu-img 2.12 and later)",
        meaning="All 512 bytes added up as unsigned bytes, with this field as zero, and the "
        "sum inverted bit by bit.",
    ),
    Topic(
        name="vhd.footer.unique_id",
        kind="field",
        place="bytes 68 to 83",
        type="16 bytes",
        rules=("any: any identity is possible",),
        meaning="UUID of the image. A differencing image repeats its parent's here, in its "
        "dynamic header.",
    ),
    Topic(
        name="vhd.footer.saved_state",
        kind="field",
        place="byte 84",
        type="unsigned byte",
        rules=("any: readers of the disk ignore it",),
        meaning="1 when the virtual machine is suspended to disk. Such an image must not be "
        "expanded or compacted.",
    ),
    Topic(
        name="vhd.footer.hidden",
        kind="field",
        place="byte 85",
        type="unsigned byte",
        rules=("any: readers of the disk ignore it",),
        called="hidden",
        meaning="1 where XenServer does not show the disk to people, such as a parent of "
        "snapshots. By the specification the first of the\nreserved bytes.",
        sources=("https://github.com/xapi-project/blktap/blob/master/include/vhd.h hd_ftr",),
    ),
    Topic(
        name="vhd.footer.reserved",
        kind="field",
        place="bytes 86 to 511",
        type="426 bytes",
        rules=(
            "any: qemu wrote bytes of its own here and readers ignore them; Virtual PC "
            "leaves zeros",
        ),
        meaning="Zero, covered by the checksum.",
    ),
    Topic(
        name="vhd.footer.file_too_small",
        kind="fault",
        text="does not fit, the file has {value} bytes",
        about="vhd.footer.cookie",
        qemu=(
            (
                None,
                "File too small for a VHD header",
            ),
        ),
        meaning="A file without a cookie at its start is shorter than one footer.",
    ),
    Topic(
        name="vhd.footer.check_copy_differs",
        kind="fault",
        text="is that of a footer which differs from the copy at the start of the file, "
        "first in byte {value}",
        about="vhd.footer.cookie",
        meaning="A crash while the file grew, or a program that updated one of them, leaves "
        "two footers. Readers disagree on which counts.",
    ),
    Topic(
        name="vhd.footer.check_missing",
        kind="fault",
        text="is missing at the end of the file, where the footer belongs",
        about="vhd.footer.cookie",
        meaning="What is at the start of the file is a copy. Some readers look at the end only.",
    ),
    Topic(
        name="vhd.footer.check_size",
        kind="fault",
        text="is that of a disk of {value} bytes, and the file has {extra0} before its footer",
        about="vhd.footer.current_size",
        meaning="A fixed disk is all in the file.",
    ),
    Topic(
        name="vhd.footer.not_fixed",
        kind="fault",
        text="is {value}, but only a fixed disk may have its footer at the end alone",
        about="vhd.footer.disk_type",
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
                "invalid VPC image",
            ),
        ),
        meaning="No cookie at offset 0, and the footer at the end of the file is not that of "
        "a fixed disk. Before 6.2, qemu opened it as one, and\ndivided by zero where "
        "it was to be read.",
    ),
    Topic(
        name="vhd.footer.too_large",
        kind="fault",
        text="makes a disk of {value} sectors, more than the largest, 0xff000000",
        about="vhd.footer.current_size",
        qemu=(
            (
                None,
                "Could not open '{file}': File too large",
            ),
        ),
        meaning="The size by the geometry or, where that rules, by `current_size`, exceeds "
        "`max_sectors`.",
    ),
    Topic(
        name="vhd.footer.past_end",
        kind="fault",
        text="is {value} bytes, more than the file holds in front of the footer",
        about="vhd.footer.current_size",
        meaning="The data of a fixed disk ends before the footer does. qemu opens it and "
        "reads zeros there.",
    ),
    Topic(
        name="vhd.dynamic_header",
        kind="structure",
        type="1024 bytes",
        meaning="Where the BAT is and how large the blocks are; for a differencing image "
        "also who the parent is. Present in dynamic and\ndifferencing images.",
        sources=('VHD 1.0, "Dynamic Disk Header Format"',),
    ),
    Topic(
        name="vhd.dynamic_header.cookie",
        kind="field",
        place="bytes 0 to 7",
        type="8 bytes",
        rules=('"cxsparse"',),
        qemu=(
            (
                None,
                "Invalid header magic",
            ),
        ),
        meaning="By these letters the header is recognised.",
    ),
    Topic(
        name="vhd.dynamic_header.data_offset",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, big-endian",
        rules=("any: reserved for a next structure that was never defined",),
        meaning="All bits set.",
    ),
    Topic(
        name="vhd.dynamic_header.table_offset",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: checked against the length of the file by the reader of the BAT",),
        meaning="Offset of the BAT, a multiple of 512; 1536 in practice.",
    ),
    Topic(
        name="vhd.dynamic_header.header_version",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, big-endian",
        rules=("0x10000",),
        qemu_rules=("it does not look at the version",),
        meaning="As in the footer, of this structure.",
    ),
    Topic(
        name="vhd.dynamic_header.max_table_entries",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, big-endian",
        unit="blocks",
        rules=("any: as many as the disk has blocks",),
        qemu_rules=(
            "at most 0x1fffffff",
            "a table of less than 2 GiB",
        ),
        qemu=(
            (
                None,
                "Max Table Entries too large ({value:i32})",
            ),
        ),
        meaning="Entries in the BAT, equal to the number of blocks of the disk, the last of "
        "which may reach past its end.",
    ),
    Topic(
        name="vhd.dynamic_header.block_size",
        kind="field",
        place="bytes 32 to 35",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("such that block_size >= 512 and (block_size & (block_size - 1)) == 0",),
        qemu=(
            (
                None,
                "Invalid block size {value}",
            ),
        ),
        meaning="Bytes of disk in one block, a power of two, not counting the bitmap in "
        "front. 2 MiB unless somebody chose otherwise.",
    ),
    Topic(
        name="vhd.dynamic_header.checksum",
        kind="field",
        place="bytes 36 to 39",
        type="unsigned 32-bit number, big-endian",
        rules=(
            "the ones complement sum of the structure",
            "any: readers do not check it",
        ),
        meaning="As in the footer, over the 1024 bytes of this structure. Virtual PC and "
        "Hyper-V check it, qemu does not.",
    ),
    Topic(
        name="vhd.dynamic_header.parent_unique_id",
        kind="field",
        place="bytes 40 to 55",
        type="16 bytes",
        rules=("any: any identity is possible",),
        meaning="UUID of the parent of a differencing image, else zero. Must equal the "
        "`unique_id` in the parent's footer.",
    ),
    Topic(
        name="vhd.dynamic_header.parent_time_stamp",
        kind="field",
        place="bytes 56 to 59",
        type="unsigned 32-bit number, big-endian",
        unit="seconds",
        rules=("any: any time is possible",),
        meaning="Modification time of the parent when the child was made. A parent written "
        "to since then makes the child worthless.",
    ),
    Topic(
        name="vhd.dynamic_header.reserved",
        kind="field",
        place="bytes 60 to 63",
        type="4 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero.",
    ),
    Topic(
        name="vhd.dynamic_header.parent_unicode_name",
        kind="field",
        place="bytes 64 to 575",
        type="512 bytes",
        rules=("any: text is checked where it is used",),
        meaning="File name of the parent in UTF-16, big-endian, ended by a zero character or "
        "the end of the field.",
    ),
    Topic(
        name="vhd.dynamic_header.parent_locators",
        kind="field",
        place="bytes 576 to 767",
        type="8 times structure vhd.parent_locator",
        about="vhd.parent_locator",
        called="Parent Locator Entry",
        meaning="Up to eight ways to find the parent, one per platform.",
    ),
    Topic(
        name="vhd.dynamic_header.reserved_2",
        kind="field",
        place="bytes 768 to 1023",
        type="256 bytes",
        rules=("any: readers ignore it",),
        called="Reserved",
        meaning="Zero.",
    ),
    Topic(
        name="vhd.dynamic_header.past_end",
        kind="fault",
        text="is at byte {value}, past the end of the file",
        about="vhd.dynamic_header.cookie",
        qemu=(
            (
                None,
                "Invalid header magic",
            ),
        ),
        meaning="The footer's `data_offset` leads out of the file. qemu reads zeros there.",
    ),
    Topic(
        name="vhd.dynamic_header.unreachable",
        kind="fault",
        text="is at byte {value}, no file can be so long",
        about="vhd.dynamic_header.cookie",
        qemu=(
            (
                None,
                "Error reading dynamic VHD header",
            ),
        ),
        meaning="The header would end past raw's `max_file_bytes`, as it would by the footer "
        "of a fixed disk.",
    ),
    Topic(
        name="vhd.dynamic_header.too_few_blocks",
        kind="fault",
        text="is {value}, too few blocks for the size of the disk",
        about="vhd.dynamic_header.max_table_entries",
        qemu=(
            (
                None,
                "Page table too small",
            ),
        ),
        meaning="`max_table_entries` blocks do not cover the virtual disk.",
    ),
    Topic(
        name="vhd.dynamic_header.bat_unreachable",
        kind="fault",
        text="is {value}, the block allocation table cannot be read",
        about="vhd.dynamic_header.table_offset",
        qemu=(
            (
                None,
                "Error reading pagetable",
            ),
        ),
        meaning="The BAT ends past raw's `max_file_bytes`, or is longer than `max_bat_read` bytes.",
    ),
    Topic(
        name="vhd.dynamic_header.bat_past_end",
        kind="fault",
        text="is {value}, the block allocation table leaves the file",
        about="vhd.dynamic_header.table_offset",
        qemu=(
            (
                None,
                "block-vpc: free_data_block_offset points after the end of file. The image "
                "has been truncated.",
            ),
        ),
        meaning="The BAT must lie in the file whole, with its padding to sectors.",
    ),
    Topic(
        name="vhd.dynamic_header.check_checksum",
        kind="fault",
        text="is {value:#x}, and the header's bytes give {extra0:#x}",
        about="vhd.dynamic_header.checksum",
        meaning="Virtual PC and Hyper-V refuse such an image, qemu does not look.",
    ),
    Topic(
        name="vhd.dynamic_header.check_overlap",
        kind="fault",
        text="is {value}, and the table overlaps with a header",
        about="vhd.dynamic_header.table_offset",
        meaning="Allocating a block writes to the header.",
    ),
    Topic(
        name="vhd.dynamic_header.check_unused",
        kind="fault",
        text="names no block that uses the {extra0} bytes at {value}",
        about="vhd.dynamic_header.table_offset",
        meaning="Space for at least one block, without a user.",
    ),
    Topic(
        name="vhd.dynamic_header.differencing",
        kind="fault",
        text="names a parent, which cannot be opened",
        about="vhd.dynamic_header.parent_unique_id",
        meaning="Parent of a differencing image. qemu ignores parents and reads what is not "
        "in the image as zeros.",
    ),
    Topic(
        name="vhd.parent_locator",
        kind="structure",
        type="24 bytes",
        meaning="Says where in the file the path of the parent is stored for one platform.",
        sources=('VHD 1.0, "Parent Locator Entry"',),
    ),
    Topic(
        name="vhd.parent_locator.platform_code",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        rules=("any: locators of unknown platforms are skipped",),
        about="vhd.platform_code",
        meaning="Which platform's notation the path is in; 0 for an unused locator.",
    ),
    Topic(
        name="vhd.parent_locator.platform_data_space",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, big-endian",
        rules=("any: writers disagree on the unit, so readers do not use it",),
        practice="The specification counts sectors here. (source: VHD 1.0, Dynamic Disk "
        "Header Field Descriptions, Platform Data Space; source: "
        "https://github.com/xapi-project/blktap/blob/master/include/vhd.h blktap, "
        "prt_loc) Programs of Microsoft have written bytes. XenServer takes less "
        "than 512 for sectors, and multiples of 512 for bytes. (source: "
        "https://github.com/xapi-project/blktap/blob/master/include/libvhd.h blktap, "
        "vhd_parent_locator_size; source: "
        "https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VHD.cpp "
        "VirtualBox 7, VHD.cpp, the comment in vhdAllocateParentLocators)",
        meaning="Room set aside for the path.",
    ),
    Topic(
        name="vhd.parent_locator.platform_data_length",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, big-endian",
        unit="bytes",
        rules=("any: checked against the length of the file where the path is read",),
        meaning="Length of the path.",
    ),
    Topic(
        name="vhd.parent_locator.reserved",
        kind="field",
        place="bytes 12 to 15",
        type="4 bytes",
        rules=("any: readers ignore it",),
        meaning="Zero.",
    ),
    Topic(
        name="vhd.parent_locator.platform_data_offset",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: checked against the length of the file where the path is read",),
        meaning="Offset of the path in this file.",
    ),
    Topic(
        name="vhd.parent_locator.no_path",
        kind="fault",
        text="cannot hold the parent's name '{detail}': it is not UTF-8, has a backslash, "
        "or is longer than {value} bytes in UTF-16",
        about="vhd.parent_locator.platform_data_length",
        meaning="The path of the parent is stored in the notation of Windows.",
    ),
    Topic(
        name="vhd.parent_locator.no_parent",
        kind="fault",
        text="is of a parent that was not opened, and its identity is needed",
        about="vhd.parent_locator.platform_code",
        meaning="A differencing image repeats the identity of its parent.",
    ),
    Topic(
        name="vhd.bat_entry",
        kind="structure",
        type="4 bytes",
        meaning="Place of one block. The block's sector bitmap is at that sector, rounded up "
        "to whole sectors; its data follows. Blocks may come in\nany order. Entry n "
        "describes the disk from byte n x `block_size` on.",
        sources=('VHD 1.0, "Block Allocation Table and Data Blocks"',),
    ),
    Topic(
        name="vhd.bat_entry.sector",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        unit="sectors",
        rules=(
            "any: any place is possible; the end of the block is checked against the "
            "length of the file",
        ),
        meaning="Sector at which the block's bitmap begins; all bits set for a block that "
        "was never written.",
    ),
    Topic(
        name="vhd.bat_entry.unallocated",
        kind="constant",
        number=4294967295,
        meaning="Value of an entry without a block. The block reads as zeros, or from the parent.",
    ),
    Topic(
        name="vhd.bat_entry.is_allocated",
        kind="value",
        type="sector != unallocated",
        meaning="Whether the block is in the file.",
    ),
    Topic(
        name="vhd.bat_entry.bitmap_offset",
        kind="value",
        type="sector * 512",
        unit="bytes",
        meaning="Offset of the block's sector bitmap in the file. Meaningless for an "
        "unallocated entry.",
    ),
    Topic(
        name="vhd.bat_entry.past_end",
        kind="fault",
        text="is {value}, the block ends past the end of the file",
        about="vhd.bat_entry.sector",
        qemu=(
            (
                None,
                "block-vpc: free_data_block_offset points after the end of file. The image "
                "has been truncated.",
            ),
        ),
        meaning="Every block must end inside the file. qemu takes the entry with the largest "
        "sector number, adds bitmap and data, and refuses the\nimage when it opens "
        "it. Entries that overlap, or lie in the headers, pass.",
    ),
    Topic(
        name="vhd.bat_entry.check_overlap",
        kind="fault",
        text="of block {extra0} is {value}, where another block or a header is",
        about="vhd.bat_entry.sector",
        meaning="A write to one of the two changes both.",
    ),
    Topic(
        name="vhd.bat_entry.check_past_disk",
        kind="fault",
        text="of block {extra0} is {value}, and the disk ends before that block",
        about="vhd.bat_entry.sector",
        meaning="The block has space, and no part of the disk is in it.",
    ),
    Topic(
        name="vhd.sector_bitmap_byte",
        kind="structure",
        type="1 bytes",
        practice="In dynamic images, qemu sets all bits of a block as it allocates it, and "
        "reading honours no bit of a dynamic image. (run: qemu-img 5.2, 7.2, 10.0, "
        "11.1; a sector written, its bitmap looked at, then cleared and the sector "
        "read) VirtualBox sets the bits of the sectors that it writes, and takes a "
        "sector whose bit is clear for one that is not in the file,\nin dynamic "
        "images too. (source: "
        "https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VHD.cpp "
        "VirtualBox 7, VHD.cpp, vhdRead and vhdWrite) libvhd sets the bits of the "
        "sectors that it writes, unless its batmap says that all of the block are "
        "set. (source: "
        "https://github.com/xapi-project/blktap/blob/master/vhd/lib/libvhd.c blktap, "
        "libvhd.c, __vhd_io_dynamic_write)",
        meaning="One byte of a sector bitmap: eight consecutive sectors, the first in the "
        "highest bit. A dynamic image sets the bit of a sector that\nwas written, a "
        "differencing image that of a sector which is in this file rather than in "
        "the parent. The bitmap has one bit for each\nsector of the block and is "
        "padded with zeros to a multiple of 512 bytes: 512 bytes for the usual block "
        "of 2 MiB.",
        sources=('VHD 1.0, "Data Block"',),
    ),
    Topic(
        name="vhd.sector_bitmap_byte.sector_0",
        kind="field",
        place="byte 0",
        type="bit 7 of 8",
        rules=("any: set and clear are both possible",),
        meaning="The first of the eight sectors is in this file.",
    ),
    Topic(
        name="vhd.sector_bitmap_byte.sector_1",
        kind="field",
        place="byte 0",
        type="bit 6 of 8",
        rules=("any: set and clear are both possible",),
        meaning="The second sector is in this file.",
    ),
    Topic(
        name="vhd.sector_bitmap_byte.sector_2",
        kind="field",
        place="byte 0",
        type="bit 5 of 8",
        rules=("any: set and clear are both possible",),
        meaning="The third sector is in this file.",
    ),
    Topic(
        name="vhd.sector_bitmap_byte.sector_3",
        kind="field",
        place="byte 0",
        type="bit 4 of 8",
        rules=("any: set and clear are both possible",),
        meaning="The fourth sector is in this file.",
    ),
    Topic(
        name="vhd.sector_bitmap_byte.sector_4",
        kind="field",
        place="byte 0",
        type="bit 3 of 8",
        rules=("any: set and clear are both possible",),
        meaning="The fifth sector is in this file.",
    ),
    Topic(
        name="vhd.sector_bitmap_byte.sector_5",
        kind="field",
        place="byte 0",
        type="bit 2 of 8",
        rules=("any: set and clear are both possible",),
        meaning="The sixth sector is in this file.",
    ),
    Topic(
        name="vhd.sector_bitmap_byte.sector_6",
        kind="field",
        place="byte 0",
        type="bit 1 of 8",
        rules=("any: set and clear are both possible",),
        meaning="The seventh sector is in this file.",
    ),
    Topic(
        name="vhd.sector_bitmap_byte.sector_7",
        kind="field",
        place="byte 0",
        type="bit 0 of 8",
        rules=("any: set and clear are both possible",),
        meaning="The eighth sector is in this file.",
    ),
    Topic(
        name="vhd.batmap_header",
        kind="structure",
        type="512 bytes",
        practice="Version 1.1 summed the bytes up as signed ones, 1.2 as unsigned. Later "
        "versions are not read. (source: "
        "https://github.com/xapi-project/blktap/blob/master/vhd/lib/libvhd.c "
        "vhd_checksum_batmap, vhd_validate_batmap_header) qemu and instar pass over "
        "it, as over anything between the BAT and the blocks. (run: qemu-img 5.2, "
        "7.2, 10.0, 11.1, with one after the BAT)",
        meaning="XenServer's extension: which blocks are full, so that their sector bitmaps "
        "need not be read. It follows the BAT, on the next\nsector, in dynamic and "
        "differencing images of its writers (creator `tap`). One bit for each entry "
        "of the BAT, the first in the\nhighest bit of a byte, is set where all "
        "sectors of the block are in the file.",
        sources=(
            "https://github.com/xapi-project/blktap/blob/master/include/vhd.h blktap, "
            "dd_batmap_hdr",
            "https://github.com/xapi-project/blktap/blob/master/vhd/lib/libvhd.c blktap, "
            "vhd_batmap_header_offset, vhd_checksum_batmap",
        ),
    ),
    Topic(
        name="vhd.batmap_header.cookie",
        kind="field",
        place="bytes 0 to 7",
        type="8 bytes",
        rules=('"tdbatmap"',),
        meaning="By these letters it is recognised.",
    ),
    Topic(
        name="vhd.batmap_header.ofs_batmap",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, big-endian",
        unit="bytes",
        rules=("any: any place of the file",),
        called="batmap_offset",
        meaning="Where the bits are; the next sector.",
    ),
    Topic(
        name="vhd.batmap_header.batmap_sectors",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, big-endian",
        unit="sectors",
        rules=("any: follows from the length of the BAT",),
        called="batmap_size",
        meaning="How many sectors they take.",
    ),
    Topic(
        name="vhd.batmap_header.version",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, big-endian",
        rules=("at most 0x10002",),
        called="batmap_version",
        meaning="Major version in the upper 16 bits, minor in the lower.",
    ),
    Topic(
        name="vhd.batmap_header.checksum",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, big-endian",
        rules=("any: is that of other bytes, of the bits",),
        meaning="All bytes of the bits added up, and the sum inverted bit by bit.",
    ),
    Topic(
        name="vhd.batmap_header.marker",
        kind="field",
        place="byte 28",
        type="unsigned byte",
        rules=("any: its meaning is its writer's",),
        meaning="Set by tools for their own use.",
    ),
    Topic(
        name="vhd.batmap_header.padding",
        kind="field",
        place="bytes 29 to 511",
        type="483 bytes",
        rules=("any: readers ignore it",),
        meaning="Up to the end of the sector.",
    ),
)
