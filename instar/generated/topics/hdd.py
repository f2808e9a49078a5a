# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/hdd.ksy spec=6b95a47a gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of hdd."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="hdd",
        kind="spec",
        title="Parallels disk bundle (DiskDescriptor.xml)",
        declared="specs/formats/hdd.ksy",
        page="docs/formats/hdd.md",
        meaning="Parallels Desktop and Virtuozzo keep a disk in a directory, `NAME.hdd`. Its "
        "DiskDescriptor.xml says how large the disk is, which\nfiles hold which part "
        "of it, and on which snapshot each of them builds; [parallels](parallels.md) "
        "describes the files. A disk is one\nstorage, or several one after the other "
        "(a split disk). Each storage has an image for each snapshot: what the image "
        "of the top\ndoes not hold is in that of its parent, and so on down to the "
        "root.",
        sources=("https://www.qemu.org/docs/master/interop/prl-xml.html Parallels Disk Format",),
    ),
    Topic(
        name="hdd.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Unit of the disk.",
    ),
    Topic(
        name="hdd.max_bytes",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Longest descriptor that is read. An image takes about 250 bytes of it, a "
        "snapshot about 150.",
    ),
    Topic(
        name="hdd.max_disk_sectors",
        kind="constant",
        number=18014398509481983,
        unit="sectors",
        meaning="Longest disk, whose bytes are counted in 63 bits.",
    ),
    Topic(
        name="hdd.max_storages",
        kind="constant",
        number=64,
        meaning="Most storages. Parallels splits disks into parts of 2 GiB where the host's "
        "file system needs it.",
    ),
    Topic(
        name="hdd.max_images",
        kind="constant",
        number=512,
        meaning="Most images of all storages, half of the files that a run may have.",
    ),
    Topic(
        name="hdd.max_shots",
        kind="constant",
        number=512,
        meaning="Most snapshots.",
    ),
    Topic(
        name="hdd.max_levels",
        kind="constant",
        number=64,
        meaning="Most images below each other.",
    ),
    Topic(
        name="hdd.descriptor",
        kind="structure",
        type="1 bytes",
        practice="Geometry and `Blocksize` are not needed: the header of each image has them. "
        "A file Snapshot.xml next to the descriptor describes\nthe snapshots, and has "
        "nothing that a reader of the disk needs. (source: "
        "https://www.qemu.org/docs/master/interop/prl-xml.html Parallels Disk "
        "Format; unverified: no bundle of Parallels was looked at)",
        meaning="The text of DiskDescriptor.xml. Elements other than those listed are passed over.",
        sources=('Parallels Disk Format, "Description file"',),
    ),
    Topic(
        name="hdd.descriptor.text",
        kind="field",
        place="byte 0",
        type="1 bytes",
        rules=("any: faults have its rules",),
        meaning="Its first byte.",
    ),
    Topic(
        name="hdd.descriptor.too_long",
        kind="fault",
        text="has {value} bytes, more than 1048576",
        about="hdd.descriptor.text",
        meaning="The descriptor is read as a whole.",
    ),
    Topic(
        name="hdd.descriptor.broken",
        kind="fault",
        text="is no XML at byte {value} of it",
        about="hdd.descriptor.text",
        meaning="Entities of its own, sections of character data and deep nesting are refused too.",
    ),
    Topic(
        name="hdd.descriptor.not_disk",
        kind="fault",
        text="describes no Parallels disk",
        about="hdd.descriptor.text",
        meaning="The root is another element.",
    ),
    Topic(
        name="hdd.descriptor.no_size",
        kind="fault",
        text="has no Disk_size",
        about="hdd.descriptor.text",
        meaning="The size of the disk has to be there.",
    ),
    Topic(
        name="hdd.descriptor.bad_number",
        kind="fault",
        text="has no number of sectors where one should be, before byte {value}",
        about="hdd.descriptor.text",
        meaning="Numbers are decimal, and small enough for 63 bits of bytes.",
    ),
    Topic(
        name="hdd.descriptor.bad_guid",
        kind="fault",
        text="has no GUID where one should be, before byte {value}",
        about="hdd.descriptor.text",
        meaning="A GUID has 32 hexadecimal digits in five groups, and braces around them.",
    ),
    Topic(
        name="hdd.descriptor.bad_type",
        kind="fault",
        text="has an image of type '{detail}', which is not known, before byte {value}",
        about="hdd.descriptor.text",
        meaning="Plain and Compressed are all types.",
    ),
    Topic(
        name="hdd.descriptor.bad_name",
        kind="fault",
        text="has no name of a file where one should be, before byte {value}",
        about="hdd.descriptor.text",
        meaning="A name is not empty, and has the entities of XML only.",
    ),
    Topic(
        name="hdd.descriptor.padded",
        kind="fault",
        text="describes a disk with padding",
        about="hdd.descriptor.text",
        meaning="Such disks are not described, and readers should not open them.",
    ),
    Topic(
        name="hdd.descriptor.encrypted",
        kind="fault",
        text="describes a disk that the engine '{detail}' has encrypted",
        about="hdd.descriptor.text",
        meaning="Nothing is known of the engines.",
    ),
    Topic(
        name="hdd.descriptor.incomplete",
        kind="fault",
        text="has an element that lacks a part, before byte {value}",
        about="hdd.descriptor.text",
        meaning="A storage has a start and an end, an image GUID, type and file, and a "
        "snapshot both of its GUIDs.",
    ),
    Topic(
        name="hdd.descriptor.too_many",
        kind="fault",
        text="has more than {extra0} elements of a kind, at byte {value}",
        about="hdd.descriptor.text",
        meaning="See `max_storages`, `max_images` and `max_shots`.",
    ),
    Topic(
        name="hdd.descriptor.gap",
        kind="fault",
        text="has a storage that begins or ends at sector {value} instead of {extra0}, or is empty",
        about="hdd.descriptor.text",
        meaning="The storages follow each other without gaps, from 0 to the size of the "
        "disk, and none is empty.",
    ),
    Topic(
        name="hdd.descriptor.top_missing",
        kind="fault",
        text="has no snapshot '{detail}', which the disk or another snapshot is on top of",
        about="hdd.descriptor.text",
        meaning="Each snapshot down to the root has to be listed.",
    ),
    Topic(
        name="hdd.descriptor.endless",
        kind="fault",
        text="has more than {value} snapshots on top of each other, or some without end",
        about="hdd.descriptor.text",
        meaning="See `max_levels`; a snapshot may be its own parent's parent.",
    ),
    Topic(
        name="hdd.descriptor.image_missing",
        kind="fault",
        text="has no image of the snapshot '{detail}' in the storage from sector {value} on",
        about="hdd.descriptor.text",
        meaning="Each storage has an image for each snapshot that the disk consists of.",
    ),
    Topic(
        name="hdd.descriptor.plain_on_top",
        kind="fault",
        text="has a plain image on top of another one, in the storage from sector {value} on",
        about="hdd.descriptor.text",
        meaning="A plain image holds all of the disk, so that nothing below it counts.",
    ),
    Topic(
        name="hdd.descriptor.image_too_small",
        kind="fault",
        text="has a storage of {value} sectors, and the image '{detail}' in it has {extra0}",
        about="hdd.descriptor.text",
        meaning="Each image has room for the whole storage.",
    ),
    Topic(
        name="hdd.descriptor.root",
        kind="text",
        text="Parallels_disk_image",
        meaning="The only element of the document.",
    ),
    Topic(
        name="hdd.descriptor.parameters",
        kind="text",
        text="Disk_Parameters",
        meaning="In the root: size and geometry.",
    ),
    Topic(
        name="hdd.descriptor.disk_size",
        kind="text",
        text="Disk_size",
        meaning="In the parameters: length of the disk in sectors.",
    ),
    Topic(
        name="hdd.descriptor.padding",
        kind="text",
        text="Padding",
        meaning="In the parameters: 0 in disks that are described.",
    ),
    Topic(
        name="hdd.descriptor.encryption",
        kind="text",
        text="Encryption",
        meaning="In the parameters: how the disk is encrypted.",
    ),
    Topic(
        name="hdd.descriptor.engine",
        kind="text",
        text="Engine",
        meaning="In the encryption: by which engine, `guid_none` where it is not.",
    ),
    Topic(
        name="hdd.descriptor.storage_data",
        kind="text",
        text="StorageData",
        meaning="In the root: the storages.",
    ),
    Topic(
        name="hdd.descriptor.storage",
        kind="text",
        text="Storage",
        meaning="A part of the disk, in the order of the disk.",
    ),
    Topic(
        name="hdd.descriptor.start",
        kind="text",
        text="Start",
        meaning="In a storage: its first sector.",
    ),
    Topic(
        name="hdd.descriptor.end",
        kind="text",
        text="End",
        meaning="In a storage: the sector after its last one.",
    ),
    Topic(
        name="hdd.descriptor.image",
        kind="text",
        text="Image",
        meaning="In a storage: what a snapshot has of it.",
    ),
    Topic(
        name="hdd.descriptor.guid",
        kind="text",
        text="GUID",
        meaning="In an image and in a snapshot: which snapshot it is.",
    ),
    Topic(
        name="hdd.descriptor.type",
        kind="text",
        text="Type",
        meaning="In an image: `Plain` or `Compressed`.",
    ),
    Topic(
        name="hdd.descriptor.file",
        kind="text",
        text="File",
        meaning="In an image: the name of its file, absolute or relative to the descriptor.",
    ),
    Topic(
        name="hdd.descriptor.type_plain",
        kind="text",
        text="Plain",
        meaning="A file that holds its part of the disk as it is. Only a root may be one.",
    ),
    Topic(
        name="hdd.descriptor.type_compressed",
        kind="text",
        text="Compressed",
        meaning="An expanding Parallels image. Nothing in it is compressed.",
    ),
    Topic(
        name="hdd.descriptor.snapshots",
        kind="text",
        text="Snapshots",
        meaning="In the root: which snapshot is on top of which.",
    ),
    Topic(
        name="hdd.descriptor.top_guid",
        kind="text",
        text="TopGUID",
        meaning="In the snapshots: the one that the disk is, `guid_top` where it is missing.",
    ),
    Topic(
        name="hdd.descriptor.shot",
        kind="text",
        text="Shot",
        meaning="In the snapshots: one of them.",
    ),
    Topic(
        name="hdd.descriptor.parent_guid",
        kind="text",
        text="ParentGUID",
        meaning="In a snapshot: the one that it is on top of, `guid_none` of the root.",
    ),
    Topic(
        name="hdd.descriptor.guid_none",
        kind="text",
        text="{00000000-0000-0000-0000-000000000000}",
        meaning="No snapshot.",
    ),
    Topic(
        name="hdd.descriptor.guid_top",
        kind="text",
        text="{5fbaabe3-6958-40ff-92a7-860e329aab41}",
        meaning="The snapshot that the disk is.",
    ),
)
