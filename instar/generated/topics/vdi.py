# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/vdi.ksy spec=bf6bd095 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of vdi."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="vdi",
        kind="spec",
        title="VDI, the disk image of VirtualBox",
        declared="specs/formats/vdi.ksy",
        page="docs/formats/vdi.md",
        meaning="A VDI is a header, a block map with one 32-bit entry for each block of the "
        "disk, and the blocks. Everything is\nlittle-endian. A dynamic image appends "
        "a block when it is first written; a static image has them all from the "
        "start, in\norder. A differencing image (undo or snapshot) refers by UUID to "
        "a parent, in which it reads the blocks that it lacks.\n\nOnly version 1.1 of "
        "the format is in use: VirtualBox 1.1 introduced it in 2007, before the "
        "program was published. VirtualBox still\nreads version 0, see `header_0`.",
        sources=(
            "https://www.virtualbox.org/browser/vbox/trunk/src/VBox/Storage/VDICore.h "
            "VirtualBox, VDICore.h",
        ),
    ),
    Topic(
        name="vdi.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="The only sector size in use. Map and data begin on such a boundary.",
    ),
    Topic(
        name="vdi.block_size",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Block size that VirtualBox writes unless it is configured otherwise, 1 MiB, "
        "and the only one that qemu opens.",
    ),
    Topic(
        name="vdi.max_blocks",
        kind="constant",
        number=536870784,
        unit="blocks",
        meaning="Most blocks that qemu opens, 536870784, a block map of just under 2 GiB: "
        "the map with its rounding to sectors has to stay below\nwhat a signed 32-bit "
        "number can count.",
    ),
    Topic(
        name="vdi.max_disk_size",
        kind="constant",
        number=562949819203584,
        unit="bytes",
        meaning="Largest disk that qemu opens, `max_blocks` blocks of 1 MiB, a little below "
        "512 TiB.",
    ),
    Topic(
        name="vdi.default_block_map_offset",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Where qemu puts the block map, after the header.",
    ),
    Topic(
        name="vdi.virtualbox_block_map_offset",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Where today's VirtualBox puts the block map, so that map and data are "
        "aligned to blocks. Old versions used 512.",
    ),
    Topic(
        name="vdi.map_alignment",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="The block map is padded to this before the data begins. VirtualBox aligns "
        "to 1 MiB.",
    ),
    Topic(
        name="vdi.virtualbox_header_size",
        kind="constant",
        number=400,
        unit="bytes",
        meaning="What VirtualBox puts in `header_size`, the header from that field on with "
        "all of its later parts.",
    ),
    Topic(
        name="vdi.qemu_header_size",
        kind="constant",
        number=384,
        unit="bytes",
        meaning="What qemu puts in `header_size`.",
    ),
    Topic(
        name="vdi.supported_major",
        kind="constant",
        number=1,
        meaning="The only major version in use.",
    ),
    Topic(
        name="vdi.supported_minor",
        kind="constant",
        number=1,
        meaning="The only minor version in use.",
    ),
    Topic(
        name="vdi.qemu_text",
        kind="text",
        text="<<< QEMU VM Virtual Disk Image >>>\n",
        meaning="The header's `text` in an image of qemu.",
    ),
    Topic(
        name="vdi.image_type",
        kind="enum",
    ),
    Topic(
        name="vdi.image_type.dynamic",
        kind="member",
        number=1,
        meaning="Blocks are added as they are written.",
    ),
    Topic(
        name="vdi.image_type.static",
        kind="member",
        number=2,
        meaning="All blocks are in the file from the start.",
    ),
    Topic(
        name="vdi.image_type.undo",
        kind="member",
        number=3,
        meaning="Differencing image that can be thrown away.",
    ),
    Topic(
        name="vdi.image_type.diff",
        kind="member",
        number=4,
        meaning="Differencing image of a snapshot.",
    ),
    Topic(
        name="vdi.header",
        kind="structure",
        type="512 bytes",
        practice="The text that VirtualBox and qemu put in front of the signature is for "
        "people; neither compares it. (source: "
        "https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VDI.cpp "
        "VDI.cpp, vdiValidatePreHeader; run: qemu-img 5.2, 7.2, 10.0, 11.1) A header "
        "that is cut short reads as if it went on with zeros. qemu reads an image of "
        "any kind, differencing ones without parent\nincluded, and an image whose "
        "block map or data begins at 0 by its header, inside the header.\n\nThe rules "
        "of qemu are checked in this order: size of the disk, signature, version, "
        "and then field by field. (run: qemu-img 5.2, 7.2, 10.0, 11.1)",
        meaning="Identity, kind and size of the image, and where its map and data are. The "
        "first 512 bytes of the file.",
        sources=(
            "VDICore.h, VDIPREHEADER and VDIHEADER1PLUS",
            "https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VDI.cpp "
            "VDI.cpp, vdiValidateHeader, for the rules of the format",
        ),
    ),
    Topic(
        name="vdi.header.text",
        kind="field",
        place="bytes 0 to 63",
        type="64 bytes",
        rules=("any: a text for people, ended by zero bytes",),
        called="szFileInfo",
        meaning="`<<< Oracle VM VirtualBox Disk Image >>>` or an older company's name, `<<< "
        "QEMU VM Virtual Disk Image >>>` from qemu.",
    ),
    Topic(
        name="vdi.header.magic",
        kind="field",
        place="bytes 64 to 67",
        type="unsigned 32-bit number, little-endian",
        rules=("0xbeda107f",),
        qemu=(
            (
                None,
                "Image not in VDI format (bad signature {value:08x})",
            ),
        ),
        called="u32Signature",
        meaning="Signature, the bytes 7f 10 da be. It is after the text, at byte 64.",
    ),
    Topic(
        name="vdi.header.version_minor",
        kind="field",
        place="bytes 68 to 69",
        type="unsigned 16-bit number, little-endian",
        rules=("any: reported together with the major version by the fault `bad_version`",),
        called="u32Version (low half)",
        meaning="Minor version, 1.",
    ),
    Topic(
        name="vdi.header.version_major",
        kind="field",
        place="bytes 70 to 71",
        type="unsigned 16-bit number, little-endian",
        rules=("any: reported together with the minor version by the fault `bad_version`",),
        called="u32Version (high half)",
        meaning="Major version, 1. The two halves form one number in VirtualBox's sources, "
        "0x00010001. Version 1.1 is the only one that\nqemu opens; VirtualBox still "
        "reads 0.1, whose header is another structure.",
    ),
    Topic(
        name="vdi.header.header_size",
        kind="field",
        place="bytes 72 to 75",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at least 384",),
        qemu_rules=("it trusts the version instead",),
        called="cbHeader",
        meaning="Length of the header from this field on. VirtualBox writes 400, qemu 384.",
    ),
    Topic(
        name="vdi.header.image_type",
        kind="field",
        place="bytes 76 to 79",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 1 (dynamic), 2 (static), 3 (undo), 4 (diff)",),
        qemu_rules=("it reads every kind in the same way",),
        about="vdi.image_type",
        called="u32Type",
        meaning="Whether blocks are allocated as needed and whether there is a parent.",
    ),
    Topic(
        name="vdi.header.image_flags",
        kind="field",
        place="bytes 80 to 83",
        type="unsigned 32-bit number, little-endian",
        rules=("any: nothing depends on the flags when reading",),
        called="fFlags",
        meaning="Hints of VirtualBox for itself; bit 0, which it calls 0x100 in memory, asks "
        "to fill a block with zeros when it is allocated. 0\nfrom qemu.",
    ),
    Topic(
        name="vdi.header.description",
        kind="field",
        place="bytes 84 to 339",
        type="256 bytes",
        rules=("any: a text for people",),
        called="szComment",
        meaning="A comment, ended by zero bytes.",
    ),
    Topic(
        name="vdi.header.ofs_block_map",
        kind="field",
        place="bytes 340 to 343",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at least 456",),
        qemu_rules=(
            "a multiple of 512",
            "it wants a sector's boundary, and does not mind a map that lies in the header",
        ),
        qemu=(
            (
                None,
                "unsupported VDI image (unaligned block map offset 0x{value:x})",
            ),
        ),
        called="offBlocks",
        meaning="Offset of the block map, after what a header of version 1.0 has.",
    ),
    Topic(
        name="vdi.header.ofs_data",
        kind="field",
        place="bytes 344 to 347",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: after the block map, whose length comes later",),
        qemu_rules=(
            "a multiple of 512",
            "it wants a sector's boundary, wherever the map ends",
        ),
        qemu=(
            (
                None,
                "unsupported VDI image (unaligned data offset 0x{value:x})",
            ),
        ),
        called="offData",
        meaning="Offset of block 0 of the data. Blocks follow without gaps.",
    ),
    Topic(
        name="vdi.header.num_cylinders",
        kind="field",
        place="bytes 348 to 351",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "any: VirtualBox moved the geometry to the end of the header, so that this is often 0",
        ),
        called="LegacyGeometry.cCylinders",
        meaning="Cylinders of the old geometry.",
    ),
    Topic(
        name="vdi.header.num_heads",
        kind="field",
        place="bytes 352 to 355",
        type="unsigned 32-bit number, little-endian",
        rules=("any: see num_cylinders",),
        called="LegacyGeometry.cHeads",
        meaning="Heads of the old geometry.",
    ),
    Topic(
        name="vdi.header.num_sectors_per_track",
        kind="field",
        place="bytes 356 to 359",
        type="unsigned 32-bit number, little-endian",
        rules=("any: see num_cylinders",),
        called="LegacyGeometry.cSectors",
        meaning="Sectors per track of the old geometry.",
    ),
    Topic(
        name="vdi.header.sector_size",
        kind="field",
        place="bytes 360 to 363",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("512",),
        qemu=(
            (
                None,
                "unsupported VDI image (sector size {value} is not 512)",
            ),
        ),
        called="LegacyGeometry.cbSector",
        meaning="Bytes per sector of the drive; always 512.",
    ),
    Topic(
        name="vdi.header.reserved",
        kind="field",
        place="bytes 364 to 367",
        type="4 bytes",
        rules=("any: readers ignore it",),
        called="u32Dummy",
        meaning="Unused; zero.",
    ),
    Topic(
        name="vdi.header.disk_size",
        kind="field",
        place="bytes 368 to 375",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: checked with the number of blocks, see the faults",),
        called="cbDisk",
        meaning="Size of the disk. An image whose size is not a multiple of 512 is read as "
        "if it were rounded up.",
    ),
    Topic(
        name="vdi.header.block_size",
        kind="field",
        place="bytes 376 to 379",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("such that block_size > 1 and block_size & (block_size - 1) == 0",),
        qemu_rules=(
            "0x100000",
            "it implements no other size",
        ),
        qemu=(
            (
                None,
                "unsupported VDI image (block size {value} is not 1048576)",
            ),
        ),
        called="cbBlock",
        meaning="Bytes of disk in one block. 1 MiB is VirtualBox's default (setting "
        "`AllocationBlockSize`).",
    ),
    Topic(
        name="vdi.header.len_block_extra",
        kind="field",
        place="bytes 380 to 383",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("such that len_block_extra == 0 or len_block_extra & (len_block_extra - 1) == 0",),
        qemu_rules=("it takes blocks for adjacent whatever this says",),
        called="cbBlockExtra",
        meaning="Bytes in front of each block that do not belong to the disk. Always 0; the "
        "sector bitmap that it was meant for was never built.",
    ),
    Topic(
        name="vdi.header.blocks_in_image",
        kind="field",
        place="bytes 384 to 387",
        type="unsigned 32-bit number, little-endian",
        unit="blocks",
        rules=(
            "any: checked with the size of the disk, see the faults; VirtualBox wants at least one",
        ),
        qemu_rules=(
            "at most 536870784",
            "it keeps the map in memory, just under 2 GiB",
        ),
        qemu=(
            (
                None,
                "unsupported VDI image (too many blocks {value}, max is 536870784)",
            ),
        ),
        called="cBlocks",
        meaning="Blocks of the disk and entries of the block map, `disk_size` divided by "
        "`block_size`, rounded up.",
    ),
    Topic(
        name="vdi.header.blocks_allocated",
        kind="field",
        place="bytes 388 to 391",
        type="unsigned 32-bit number, little-endian",
        unit="blocks",
        rules=("any: qemu trusts the map; only its `check` compares this",),
        called="cBlocksAllocated",
        meaning="Blocks in the file. A static image has all of them.",
    ),
    Topic(
        name="vdi.header.uuid_image",
        kind="field",
        place="bytes 392 to 407",
        type="16 bytes",
        rules=("any: any identity is possible",),
        called="uuidCreate",
        meaning="UUID of the image, made anew when it is created.",
    ),
    Topic(
        name="vdi.header.uuid_last_snap",
        kind="field",
        place="bytes 408 to 423",
        type="16 bytes",
        rules=("any: any identity is possible",),
        called="uuidModify",
        meaning="UUID that changes with each modification; a child names it so that it can "
        "notice that its parent was written to.",
    ),
    Topic(
        name="vdi.header.uuid_link",
        kind="field",
        place="bytes 424 to 439",
        type="16 bytes",
        rules=("any: any parent is possible",),
        qemu_rules=(
            "zero",
            "it has no support for parents",
        ),
        qemu=(
            (
                None,
                "unsupported VDI image (non-NULL link UUID)",
            ),
        ),
        called="uuidLinkage",
        meaning="UUID of the parent of a differencing image. Zero otherwise.",
    ),
    Topic(
        name="vdi.header.uuid_parent",
        kind="field",
        place="bytes 440 to 455",
        type="16 bytes",
        rules=("any: any state of the parent is possible",),
        qemu_rules=(
            "zero",
            "it has no support for parents",
        ),
        qemu=(
            (
                None,
                "unsupported VDI image (non-NULL parent UUID)",
            ),
        ),
        called="uuidParentModify",
        meaning="`uuid_last_snap` of the parent at the time when the child was made. Zero "
        "otherwise.",
    ),
    Topic(
        name="vdi.header.lchs_cylinders",
        kind="field",
        place="bytes 456 to 459",
        type="unsigned 32-bit number, little-endian",
        rules=("any: qemu ignores the geometry",),
        called="LCHSGeometry.cCylinders",
        meaning="Cylinders of the geometry that the BIOS reports. Since VirtualBox 1.6; zero "
        "bytes in older images and in qemu's.",
    ),
    Topic(
        name="vdi.header.lchs_heads",
        kind="field",
        place="bytes 460 to 463",
        type="unsigned 32-bit number, little-endian",
        rules=("any: qemu ignores the geometry",),
        called="LCHSGeometry.cHeads",
        meaning="Heads of that geometry.",
    ),
    Topic(
        name="vdi.header.lchs_sectors_per_track",
        kind="field",
        place="bytes 464 to 467",
        type="unsigned 32-bit number, little-endian",
        rules=("any: qemu ignores the geometry",),
        called="LCHSGeometry.cSectors",
        meaning="Sectors per track of that geometry.",
    ),
    Topic(
        name="vdi.header.lchs_sector_size",
        kind="field",
        place="bytes 468 to 471",
        type="unsigned 32-bit number, little-endian",
        rules=("any: qemu ignores the geometry",),
        called="LCHSGeometry.cbSector",
        meaning="Sector size of that geometry, 512.",
    ),
    Topic(
        name="vdi.header.unused",
        kind="field",
        place="bytes 472 to 511",
        type="40 bytes",
        rules=("any: readers ignore what is between header and block map",),
        meaning="Zero, up to byte 512.",
    ),
    Topic(
        name="vdi.header.bad_version",
        kind="fault",
        text="is {value}, with minor version {extra0}, must be 1.1",
        about="vdi.header.version_major",
        qemu=(
            (
                None,
                "unsupported VDI image (version {value}.{extra0})",
            ),
        ),
        meaning="Another version than 1.1.",
    ),
    Topic(
        name="vdi.header.too_large",
        kind="fault",
        text="is {value}, more than the largest, 0x1fffff8000000",
        about="vdi.header.disk_size",
        qemu=(
            (
                None,
                "Unsupported VDI image size (size is 0x{value:x}, max supported is "
                "0x1fffff8000000)",
            ),
        ),
        meaning="More blocks than `max_blocks` would be needed.",
    ),
    Topic(
        name="vdi.header.too_few_blocks",
        kind="fault",
        text="is {value}, the block map has room for {extra0}",
        about="vdi.header.disk_size",
        qemu=(
            (
                None,
                "unsupported VDI image (disk size {value}, image bitmap has room for {extra0})",
            ),
        ),
        meaning="`blocks_in_image` x `block_size`, the extra number, must reach the disk "
        "size, which is rounded up to 512 for this and in the value\nthat is reported.",
    ),
    Topic(
        name="vdi.header.block_map_past_end",
        kind="fault",
        text="is {value}, the block map leaves the file",
        about="vdi.header.ofs_block_map",
        meaning="The map must lie in the file whole. qemu reads what is missing as zeros, "
        "that is as block 0 of the data.",
    ),
    Topic(
        name="vdi.header.check_blocks_allocated",
        kind="fault",
        text="is {value}, and the map has {extra0}",
        about="vdi.header.blocks_allocated",
        qemu=(
            (
                None,
                "ERROR: allocated blocks mismatch, is {extra0}, should be {value}",
            ),
        ),
        meaning="Writers append where this count says that the file ends.",
    ),
    Topic(
        name="vdi.block_map_entry",
        kind="structure",
        type="4 bytes",
        meaning="Place of one block. Entry n describes the disk from byte n x `block_size` "
        "on; block b of the data is at `ofs_data` + b x\n`block_size` of the file.",
        sources=("VDICore.h, VDIIMAGEBLOCKPOINTER",),
    ),
    Topic(
        name="vdi.block_map_entry.block",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        unit="blocks",
        rules=(
            "any: any place is possible; the end of the block is checked against the "
            "length of the file",
        ),
        meaning="Number of the block in the data area, or `free` or `zero`.",
    ),
    Topic(
        name="vdi.block_map_entry.free",
        kind="constant",
        number=4294967295,
        meaning="The block was never written. It reads as zeros, or from the parent.",
    ),
    Topic(
        name="vdi.block_map_entry.zero",
        kind="constant",
        number=4294967294,
        meaning="The block was discarded. It reads as zeros even where there is a parent.",
    ),
    Topic(
        name="vdi.block_map_entry.is_allocated",
        kind="value",
        type="block < zero",
        meaning="Whether the block is in the file.",
    ),
    Topic(
        name="vdi.block_map_entry.past_end",
        kind="fault",
        text="is {value}, the block ends past the end of the file",
        about="vdi.block_map_entry.block",
        meaning="qemu opens such an image and reads zeros past the end of the file.",
    ),
    Topic(
        name="vdi.block_map_entry.duplicate",
        kind="fault",
        text="is {value}, which another entry names too",
        about="vdi.block_map_entry.block",
        meaning="Two blocks of the disk share their storage. qemu reads both; only its "
        "`check` complains.",
    ),
    Topic(
        name="vdi.block_map_entry.check_too_large",
        kind="fault",
        text="of block {extra1} is {value}, and there are {extra0} blocks",
        about="vdi.block_map_entry.block",
        qemu=(
            (
                None,
                "ERROR: block index {extra1} too large, is {value}",
            ),
        ),
        meaning="An image has as many blocks as its map has entries, at most. Further "
        "numbers are their number and the block's.",
    ),
    Topic(
        name="vdi.block_map_entry.check_used_twice",
        kind="fault",
        text="of block {extra1} is {value}, which another block has",
        about="vdi.block_map_entry.block",
        qemu=(
            (
                None,
                "ERROR: block index {value} also used by {value}",
            ),
        ),
        meaning="A write to one of the two changes both. qemu names the place twice. Further "
        "number is the block's.",
    ),
    Topic(
        name="vdi.header_0",
        kind="structure",
        type="420 bytes",
        practice="Nobody has written it for long. (unverified: no image of it was looked at)",
        meaning="Header of version 0, before 1.1. The block map follows at once, and the "
        "data at once after the map; nothing is aligned. Entries of\nthe map are "
        "those of version 1.1. qemu does not open it.",
        sources=(
            "VDICore.h, VDIHEADER0, getImageBlocksOffset and getImageDataOffset",
            "https://github.com/cyberus-technology/virtualbox-kvm/blob/main/src/VBox/Storage/VDI.cpp "
            "VDI.cpp, vdiValidatePreHeader",
        ),
    ),
    Topic(
        name="vdi.header_0.text",
        kind="field",
        place="bytes 0 to 63",
        type="64 bytes",
        rules=("any: a text for people, ended by zero bytes",),
        called="szFileInfo",
        meaning="As in version 1.1.",
    ),
    Topic(
        name="vdi.header_0.magic",
        kind="field",
        place="bytes 64 to 67",
        type="unsigned 32-bit number, little-endian",
        rules=("0xbeda107f",),
        called="u32Signature",
        meaning="The signature, as in version 1.1.",
    ),
    Topic(
        name="vdi.header_0.version",
        kind="field",
        place="bytes 68 to 71",
        type="unsigned 32-bit number, little-endian",
        rules=("such that version < 0x10000",),
        called="u32Version",
        meaning="2, or any version whose major one is 0.",
    ),
    Topic(
        name="vdi.header_0.image_type",
        kind="field",
        place="bytes 72 to 75",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 1 (dynamic), 2 (static), 3 (undo), 4 (diff)",),
        about="vdi.image_type",
        called="u32Type",
        meaning="Kind of the image.",
    ),
    Topic(
        name="vdi.header_0.image_flags",
        kind="field",
        place="bytes 76 to 79",
        type="unsigned 32-bit number, little-endian",
        rules=("any: hints of the writer for itself",),
        called="fFlags",
        meaning="As in version 1.1.",
    ),
    Topic(
        name="vdi.header_0.description",
        kind="field",
        place="bytes 80 to 335",
        type="256 bytes",
        rules=("any: a text for people",),
        called="szComment",
        meaning="A comment, ended by zero bytes.",
    ),
    Topic(
        name="vdi.header_0.num_cylinders",
        kind="field",
        place="bytes 336 to 339",
        type="unsigned 32-bit number, little-endian",
        rules=("any: any geometry is possible",),
        called="LegacyGeometry.cCylinders",
        meaning="Cylinders of the drive.",
    ),
    Topic(
        name="vdi.header_0.num_heads",
        kind="field",
        place="bytes 340 to 343",
        type="unsigned 32-bit number, little-endian",
        rules=("any: any geometry is possible",),
        called="LegacyGeometry.cHeads",
        meaning="Heads of the drive.",
    ),
    Topic(
        name="vdi.header_0.num_sectors_per_track",
        kind="field",
        place="bytes 344 to 347",
        type="unsigned 32-bit number, little-endian",
        rules=("any: any geometry is possible",),
        called="LegacyGeometry.cSectors",
        meaning="Sectors per track of the drive.",
    ),
    Topic(
        name="vdi.header_0.sector_size",
        kind="field",
        place="bytes 348 to 351",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("512",),
        called="LegacyGeometry.cbSector",
        meaning="Bytes per sector of the drive.",
    ),
    Topic(
        name="vdi.header_0.disk_size",
        kind="field",
        place="bytes 352 to 359",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at least 1",),
        called="cbDisk",
        meaning="Size of the disk.",
    ),
    Topic(
        name="vdi.header_0.block_size",
        kind="field",
        place="bytes 360 to 363",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("such that block_size > 1 and block_size & (block_size - 1) == 0",),
        called="cbBlock",
        meaning="Bytes of disk in one block.",
    ),
    Topic(
        name="vdi.header_0.num_blocks",
        kind="field",
        place="bytes 364 to 367",
        type="unsigned 32-bit number, little-endian",
        rules=("at least 1",),
        called="cBlocks",
        meaning="Blocks of the disk and entries of the map.",
    ),
    Topic(
        name="vdi.header_0.num_blocks_allocated",
        kind="field",
        place="bytes 368 to 371",
        type="unsigned 32-bit number, little-endian",
        rules=("such that num_blocks_allocated <= num_blocks",),
        called="cBlocksAllocated",
        meaning="Blocks in the file.",
    ),
    Topic(
        name="vdi.header_0.uuid_image",
        kind="field",
        place="bytes 372 to 387",
        type="16 bytes",
        rules=("any: any identity is possible",),
        called="uuidCreate",
        meaning="UUID of the image.",
    ),
    Topic(
        name="vdi.header_0.uuid_last_snap",
        kind="field",
        place="bytes 388 to 403",
        type="16 bytes",
        rules=("any: any identity is possible",),
        called="uuidModify",
        meaning="UUID of the last modification.",
    ),
    Topic(
        name="vdi.header_0.uuid_link",
        kind="field",
        place="bytes 404 to 419",
        type="16 bytes",
        rules=("any: any parent is possible",),
        called="uuidLinkage",
        meaning="UUID of the parent, or zero.",
    ),
    Topic(
        name="vdi.header_0.ofs_data",
        kind="value",
        type="420 + num_blocks * 4",
        unit="bytes",
        meaning="Where the data begins. The map is right before it.",
    ),
)
