# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/iso9660.ksy spec=ed6664fa gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of iso9660."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="iso9660",
        kind="spec",
        title="Optical disc file systems (ECMA-119, and how UDF is recognised)",
        declared="specs/formats/iso9660.ksy",
        page="docs/formats/iso9660.md",
        meaning="The file system of CD-ROMs. To every tool that deals in disk images such a "
        "file is a raw image; it is recognised so that one\ncan be recognised as one. "
        "The first sixteen sectors of 2048 bytes belong to the system (a hybrid "
        "image has an MBR there);\nvolume descriptors follow, one in each sector.\n\nA "
        "volume with UDF alone has the descriptors of ECMA-167 there: `BEA01` begins "
        "an area, `NSR02` or `NSR03` says that the volume is one of\nECMA-167 (second "
        "or third edition), `TEA01` ends the area; `BOOT2` may be between. A bridge "
        "disc has those of ECMA-119 first.",
        sources=(
            "https://ecma-international.org/publications-and-standards/standards/ecma-119/ "
            "ECMA-119, 4th edition, section 9.1 (volume descriptors)",
        ),
    ),
    Topic(
        name="iso9660.ofs_volume_descriptor",
        kind="constant",
        number=32768,
        unit="bytes",
        meaning="Where the first volume descriptor is, sector 16.",
    ),
    Topic(
        name="iso9660.sector_size",
        kind="constant",
        number=2048,
        unit="bytes",
        meaning="Bytes in a sector. A volume of ECMA-167 whose sectors have 4096 bytes has "
        "its descriptors twice as far apart, with zeros between them.",
    ),
    Topic(
        name="iso9660.max_descriptors",
        kind="constant",
        number=32,
        meaning="Sectors from the first descriptor on in which instar looks for the "
        "identifier of UDF.",
    ),
    Topic(
        name="iso9660.extended_area_begin",
        kind="text",
        text="BEA01",
        meaning="Identifier of the first descriptor of ECMA-167 (2/9.2).",
    ),
    Topic(
        name="iso9660.extended_area_end",
        kind="text",
        text="TEA01",
        meaning="Identifier of the descriptor after which no other is looked for (ECMA-167, "
        "2/9.3).",
    ),
    Topic(
        name="iso9660.udf_2",
        kind="text",
        text="NSR02",
        meaning="Identifier of a descriptor of ECMA-167, second edition (3/9.1): UDF up to 1.50.",
    ),
    Topic(
        name="iso9660.udf_3",
        kind="text",
        text="NSR03",
        meaning="The same of the third edition: UDF from 2.00 on.",
    ),
    Topic(
        name="iso9660.descriptor_type",
        kind="enum",
    ),
    Topic(
        name="iso9660.descriptor_type.boot_record",
        kind="member",
        number=0,
        meaning="How to start a system from the disc (El Torito).",
    ),
    Topic(
        name="iso9660.descriptor_type.primary",
        kind="member",
        number=1,
        meaning="The file system.",
    ),
    Topic(
        name="iso9660.descriptor_type.supplementary",
        kind="member",
        number=2,
        meaning="The file system again with other names, such as Joliet's.",
    ),
    Topic(
        name="iso9660.descriptor_type.partition",
        kind="member",
        number=3,
        meaning="A part of the volume.",
    ),
    Topic(
        name="iso9660.descriptor_type.terminator",
        kind="member",
        number=255,
        meaning="No further descriptor follows.",
    ),
    Topic(
        name="iso9660.volume_descriptor",
        kind="structure",
        type="7 bytes",
        meaning="Start of a volume descriptor, one sector long.",
        sources=(
            "https://ecma-international.org/publications-and-standards/standards/ecma-119/ "
            "ECMA-119, section 9.1 (format of a volume descriptor)",
        ),
    ),
    Topic(
        name="iso9660.volume_descriptor.type",
        kind="field",
        place="byte 0",
        type="unsigned byte",
        rules=("any: further types are allowed",),
        about="iso9660.descriptor_type",
        meaning="What the descriptor describes.",
    ),
    Topic(
        name="iso9660.volume_descriptor.identifier",
        kind="field",
        place="bytes 1 to 5",
        type="5 bytes",
        rules=('"CD001"',),
        meaning="The text `CD001`.",
    ),
    Topic(
        name="iso9660.volume_descriptor.version",
        kind="field",
        place="byte 6",
        type="unsigned byte",
        rules=("1..2",),
        meaning="1; 2 in an enhanced volume descriptor.",
    ),
)
