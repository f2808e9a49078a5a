# SPDX-License-Identifier: Apache-2.0
meta:
  id: hdd
  title: Parallels disk bundle (DiskDescriptor.xml)
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  Parallels Desktop and Virtuozzo keep a disk in a directory, `NAME.hdd`. Its DiskDescriptor.xml says how large the disk is, which
  files hold which part of it, and on which snapshot each of them builds; [parallels](parallels.md) describes the files. A disk is one
  storage, or several one after the other (a split disk). Each storage has an image for each snapshot: what the image of the top
  does not hold is in that of its parent, and so on down to the root.
doc-ref: https://www.qemu.org/docs/master/interop/prl-xml.html Parallels Disk Format
-instar-id: 243
-instar-programs:
  - name: Parallels
    writes: A directory with a descriptor, and an image for each snapshot and storage; disks split into parts of 2 GiB on request.
    source: https://www.qemu.org/docs/master/interop/prl-xml.html Parallels Disk Format
    unverified: that parts have 2 GiB; no bundle of it was looked at
  - name: qemu
    reads: The images, one by one; not the descriptor.
    run: qemu-img 5.2, 7.2, 10.0, 11.1; a descriptor is raw to it
instances:
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: Unit of the disk.
  max_bytes:
    value: 0x100000
    -instar-unit: bytes
    doc: Longest descriptor that is read. An image takes about 250 bytes of it, a snapshot about 150.
  max_disk_sectors:
    value: 0x3fffffffffffff
    -instar-unit: sectors
    doc: Longest disk, whose bytes are counted in 63 bits.
  max_storages:
    value: 64
    doc: Most storages. Parallels splits disks into parts of 2 GiB where the host's file system needs it.
  max_images:
    value: 512
    doc: Most images of all storages, half of the files that a run may have.
  max_shots:
    value: 512
    doc: Most snapshots.
  max_levels:
    value: 64
    doc: Most images below each other.
types:
  descriptor:
    doc: The text of DiskDescriptor.xml. Elements other than those listed are passed over.
    doc-ref: Parallels Disk Format, "Description file"
    -instar-practice:
      - text: |
          Geometry and `Blocksize` are not needed: the header of each image has them. A file Snapshot.xml next to the descriptor describes
          the snapshots, and has nothing that a reader of the disk needs.
        source: https://www.qemu.org/docs/master/interop/prl-xml.html Parallels Disk Format
        unverified: no bundle of Parallels was looked at
    -instar-strings:
      - {id: root, text: Parallels_disk_image, doc: The only element of the document.}
      - {id: parameters, text: Disk_Parameters, doc: "In the root: size and geometry."}
      - {id: disk_size, text: Disk_size, doc: "In the parameters: length of the disk in sectors."}
      - {id: padding, text: Padding, doc: "In the parameters: 0 in disks that are described."}
      - {id: encryption, text: Encryption, doc: "In the parameters: how the disk is encrypted."}
      - {id: engine, text: Engine, doc: "In the encryption: by which engine, `guid_none` where it is not."}
      - {id: storage_data, text: StorageData, doc: "In the root: the storages."}
      - {id: storage, text: Storage, doc: "A part of the disk, in the order of the disk."}
      - {id: start, text: Start, doc: "In a storage: its first sector."}
      - {id: end, text: End, doc: "In a storage: the sector after its last one."}
      - {id: image, text: Image, doc: "In a storage: what a snapshot has of it."}
      - {id: guid, text: GUID, doc: "In an image and in a snapshot: which snapshot it is."}
      - {id: type, text: Type, doc: "In an image: `Plain` or `Compressed`."}
      - {id: file, text: File, doc: "In an image: the name of its file, absolute or relative to the descriptor."}
      - {id: type_plain, text: Plain, doc: "A file that holds its part of the disk as it is. Only a root may be one."}
      - {id: type_compressed, text: Compressed, doc: "An expanding Parallels image. Nothing in it is compressed."}
      - {id: snapshots, text: Snapshots, doc: "In the root: which snapshot is on top of which."}
      - {id: top_guid, text: TopGUID, doc: "In the snapshots: the one that the disk is, `guid_top` where it is missing."}
      - {id: shot, text: Shot, doc: "In the snapshots: one of them."}
      - {id: parent_guid, text: ParentGUID, doc: "In a snapshot: the one that it is on top of, `guid_none` of the root."}
      - {id: guid_none, text: "{00000000-0000-0000-0000-000000000000}", doc: No snapshot.}
      - {id: guid_top, text: "{5fbaabe3-6958-40ff-92a7-860e329aab41}", doc: The snapshot that the disk is.}
    -instar-faults:
      - id: too_long
        field: text
        text: has {value} bytes, more than {max_bytes}
        doc: The descriptor is read as a whole.
      - id: broken
        field: text
        text: is no XML at byte {value} of it
        doc: Entities of its own, sections of character data and deep nesting are refused too.
      - id: not_disk
        field: text
        text: describes no Parallels disk
        doc: The root is another element.
      - id: no_size
        field: text
        text: has no Disk_size
        doc: The size of the disk has to be there.
      - id: bad_number
        field: text
        text: has no number of sectors where one should be, before byte {value}
        doc: Numbers are decimal, and small enough for 63 bits of bytes.
      - id: bad_guid
        field: text
        text: has no GUID where one should be, before byte {value}
        doc: A GUID has 32 hexadecimal digits in five groups, and braces around them.
      - id: bad_type
        field: text
        text: "has an image of type '{detail}', which is not known, before byte {value}"
        doc: Plain and Compressed are all types.
      - id: bad_name
        field: text
        text: has no name of a file where one should be, before byte {value}
        doc: A name is not empty, and has the entities of XML only.
      - id: padded
        field: text
        text: describes a disk with padding
        doc: Such disks are not described, and readers should not open them.
      - id: encrypted
        field: text
        text: "describes a disk that the engine '{detail}' has encrypted"
        doc: Nothing is known of the engines.
      - id: incomplete
        field: text
        text: has an element that lacks a part, before byte {value}
        doc: A storage has a start and an end, an image GUID, type and file, and a snapshot both of its GUIDs.
      - id: too_many
        field: text
        text: has more than {extra0} elements of a kind, at byte {value}
        doc: See `max_storages`, `max_images` and `max_shots`.
      - id: gap
        field: text
        text: has a storage that begins or ends at sector {value} instead of {extra0}, or is empty
        doc: The storages follow each other without gaps, from 0 to the size of the disk, and none is empty.
      - id: top_missing
        field: text
        text: has no snapshot '{detail}', which the disk or another snapshot is on top of
        doc: Each snapshot down to the root has to be listed.
      - id: endless
        field: text
        text: has more than {value} snapshots on top of each other, or some without end
        doc: See `max_levels`; a snapshot may be its own parent's parent.
      - id: image_missing
        field: text
        text: has no image of the snapshot '{detail}' in the storage from sector {value} on
        doc: Each storage has an image for each snapshot that the disk consists of.
      - id: plain_on_top
        field: text
        text: has a plain image on top of another one, in the storage from sector {value} on
        doc: A plain image holds all of the disk, so that nothing below it counts.
      - id: image_too_small
        field: text
        text: has a storage of {value} sectors, and the image '{detail}' in it has {extra0}
        doc: Each image has room for the whole storage.
    seq:
      - id: text
        size: 1
        -instar-any: faults have its rules
        doc: Its first byte.
