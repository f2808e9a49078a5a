# SPDX-License-Identifier: Apache-2.0
meta:
  id: raw
  title: Plain disk, and the partition tables by which one is recognised
  license: Apache-2.0
  endian: le
doc: |
  A raw image has no format: byte n of the file is byte n of the disk, and every file is one. Some can be recognised by their
  partition table: a master boot record (MBR) in the first sector, and after it, when one of its entries says so, a GUID
  partition table (GPT) with a copy at the end of the disk. Nothing depends on these structures but what is reported about a disk; a
  broken one is still a raw image.
doc-ref:
  - https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html UEFI Specification 2.10, chapter 5
-instar-id: 23
-instar-programs:
  - name: sfdisk
    writes: Boot records with a chain of logical partitions.
    seen: mbr_logical
  - name: fdisk
    writes: GPT with sectors of the given size, headers of 92 bytes, 128 entries of 128 bytes.
    seen: gpt_4kn
  - name: parted
    writes: GPT with headers of 92 bytes and 128 entries of 128 bytes; the protective entry ends at cylinder 1023.
    seen: gpt_parted
  - name: sgdisk
    writes: The same; the protective entry has the true end in cylinders, heads and sectors.
    seen: gpt_sgdisk
  - name: qemu
    reads: Everything; it does not look at partition tables.
    run: qemu-img 5.2, 7.2, 10.0, 11.1
-instar-samples:
  - id: mbr_logical
    program: sfdisk of util-linux 2.38.1
    made: sfdisk with a primary, an extended and two logical partitions, 4 MiB
    sha256: f4c68b2a1d0a3a8cb7da4999833c1c77385cf2b7e0d812030c7209a60f2f3685
    file: tests/samples/mbr_logical.xz
  - id: gpt_4kn
    program: fdisk of util-linux 2.38.1
    made: fdisk -b 4096 with one partition, 32 MiB
    sha256: 5066384ee0518225aaff9307baf7458127f4ed14caa1dbd6ef72023b7022cc08
    file: tests/samples/gpt_4kn.xz
  - id: gpt_parted
    program: parted 3.5
    made: parted -s mklabel gpt mkpart a 64s 4000s, 8 MiB
    sha256: 5ade902b19a83f052a36d43b4300eceae8ece9255714ed7aa49db710f29df810
    file: tests/samples/gpt_parted.xz
  - id: gpt_sgdisk
    program: sgdisk 1.0.9
    made: sgdisk -n 1:64:4000, 8 MiB
    sha256: 99590544b00025736795e8ec7db8b674451e554a34b424aa975843ca762169b5
    file: tests/samples/gpt_sgdisk.xz
  - id: gpt_hybrid
    program: sgdisk 1.0.9
    made: sgdisk -n 1:64:4000 -n 2:4064:8000 -h 1:2:EE, 8 MiB
    sha256: 175b446ebc0c504cf65e3806f6d475f5516f2aa82e784d4a39dca9c374cac50d
    file: tests/samples/gpt_hybrid.xz
  - id: gpt_pmbr_boot
    program: parted 3.5
    made: parted -s mklabel gpt disk_set pmbr_boot on, 8 MiB
    sha256: 6cdd68ccd8941313c1a311261fd4adc4d4322e10f7cdcf0b66cddaba4e753a16
    file: tests/samples/gpt_pmbr_boot.xz
-instar-examples:
  - {image: raw-gpt.raw, offset: 0x1c0234}
-instar-places:
  - {id: mbr, type: mbr, at: 0}
  - {id: protective_mbr, type: protective_mbr, at: 0, doc: The same sector of a disk that has a GPT.}
  - id: gpt
    type: gpt_header
    at: gpt_header_sector * sector_size
    doc: On a disk of 4096-byte sectors at byte 4096, and all places count those.
  - id: partition_table
    type: gpt_entry
    at: gpt.entries_sector * sector_size
    count: gpt.num_entries
    search: offset / sector_size >= first_sector and offset / sector_size <= last_sector
    doc: Each `len_entry` bytes long. Unused ones are anywhere in between.
  - {id: gpt_copy, type: gpt_header, at: gpt.alternate_sector * sector_size, doc: In the disk's last sector.}
  - id: partition
    size: (partition_table.last_sector + 1 - partition_table.first_sector) * sector_size
    at: partition_table.first_sector * sector_size
    byte: offset - partition_table.first_sector * sector_size
    doc: Bytes of the disk. The file has them at the same offset.
seq:
  - id: mbr
    type: mbr
    doc: First sector.
  - id: gpt
    type: gpt_header
    doc: Second sector, when the MBR is a protective one.
instances:
  max_file_bytes:
    value: '0x7fffffffc0000000'
    -instar-unit: bytes
    doc: |
      Largest file that qemu deals with, 2^63 - 2^30. Reading below it but past the end of the file gives zeros in image
      formats; reading beyond it is an error (since some version between 5.2 and 7.2; 2^63 before).
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: |
      Sector that MBR and GPT count in here. A disk with sectors of 4096 bytes has its GPT header at byte 4096 and counts in
      those.
  large_sector_size:
    value: 4096
    -instar-unit: bytes
    doc: The other sector size that is found.
  gpt_header_sector:
    value: 1
    -instar-unit: sectors
    doc: Where the first GPT header is. The second one is in the disk's last sector.
  max_gpt_entries:
    value: 1024
    -instar-own: true
    doc: Most partition entries that are read. Real tables have 128.
  max_logical_partitions:
    value: 128
    -instar-own: true
    doc: Most records of logical partitions that are read, one partition each. Few systems take more than 60.
  protective_start_chs:
    value: 0x000200
    doc: "`start_chs` of a protective entry, its three bytes as one number: the second sector."
  ofs_fat_count:
    value: 16
    -instar-unit: bytes
    doc: |
      Where the boot sector of a FAT file system, which has the signature of an MBR and no partitions, says how many tables it
      has.
  fat_count:
    value: 2
    doc: Number of tables of any FAT file system.
  ofs_fat_media:
    value: 21
    -instar-unit: bytes
    doc: Where the same sector says what it is on.
  fat_media_fixed:
    value: 0xf8
    doc: A disk that stays where it is.
types:
  mbr_partition:
    doc: One of the four entries of a master boot record.
    doc-ref: https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html Section 5.2.1, table 5.2
    -instar-faults:
      - id: check_past_end
        field: start_sector
        text: is {value}, and {extra0} sectors from there on pass the end of the disk, which has {extra1}
        doc: A disk that was cut off, or a table of another one.
      - id: check_overlap
        field: start_sector
        text: is {value}, and sector {extra0} belongs to another partition too
        doc: Two partitions share sectors.
      - id: check_empty
        field: num_sectors
        text: is {value} in an entry that is in use
        doc: A partition has sectors.
    seq:
      - id: boot_indicator
        -orig-id: BootIndicator
        type: u1
        valid:
          any-of: [0x00, 0x80]
        doc: 0x80 marks the partition that a BIOS starts from. Other values say that this is no partition table.
      - id: start_chs
        -orig-id: StartingCHS
        size: 3
        -instar-any: an address for drives of the last century; readers use the sector number
        doc: Head (8 bits), sector (6 bits, the two high ones belong to the cylinder), cylinder (8 low bits).
      - id: type
        -orig-id: OSType
        type: u1
        enum: partition_type
        -instar-any: a registry that nobody keeps
        -instar-c: [place]
        doc: What is in the partition; 0 for an unused entry.
      - id: end_chs
        -orig-id: EndingCHS
        size: 3
        -instar-any: as the first
        doc: Address of the last sector, in the same form.
      - id: start_sector
        -orig-id: StartingLBA
        type: u4
        -instar-any: meaningful only in an entry that is in use
        -instar-unit: sectors
        doc: First sector of the partition.
      - id: num_sectors
        -orig-id: SizeInLBA
        type: u4
        -instar-any: meaningful only in an entry that is in use; often larger than the disk in a protective MBR
        -instar-unit: sectors
        doc: Sectors in the partition. A protective entry has the disk's size less one, or all ones when that is too large.
    instances:
      is_used:
        value: type != partition_type::unused
        doc: Whether the entry describes a partition.
      is_protective:
        value: type == partition_type::gpt_protective
        doc: Whether the entry represents a disk that a GPT describes.
  mbr:
    doc: |
      Master boot record: the first sector of a disk. Boot code, four partition entries and a signature. Boot sectors of file
      systems have the same signature; the entries' `boot_indicator` distinguishes most of them.
    doc-ref: https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html Section 5.2.1, table 5.1
    -instar-practice:
      - text: |
          An entry of type `extended` or `extended_lba` holds a chain of further records: the first at its first sector, each with one
          logical partition, whose start counts from that record, and an entry for the next record, whose start counts from the extended
          partition.
        seen: [mbr_logical]
    -instar-faults:
      - id: check_chain_broken
        field: signature
        text: of a record of logical partitions is missing in sector {value}
        doc: The logical partitions from there on are lost.
      - id: check_chain_loop
        field: partitions
        text: lead from sector {extra0} back to sector {value}
        doc: Records of logical partitions come one after another.
      - id: check_chain_outside
        field: partitions
        text: lead to sector {value}, outside of the extended partition
        doc: The logical partitions from there on are lost.
      - id: check_chain_long
        field: partitions
        text: are more than {value} logical ones, those after them are not looked at
        doc: See `max_logical_partitions`.
    seq:
      - id: boot_code
        -orig-id: BootCode
        size: 440
        -instar-any: machine code
        doc: Started by a BIOS; unused by UEFI.
      - id: disk_signature
        -orig-id: UniqueMBRDiskSignature
        type: u4
        -instar-any: random
        doc: Number by which some systems recognise the disk.
      - id: reserved
        size: 2
        -instar-any: zero in the source; 0x5a5a marks a read-only disk in practice
        doc: Not used by readers.
      - id: partitions
        -orig-id: PartitionRecord
        type: mbr_partition
        repeat: expr
        repeat-expr: 4
        -instar-c: [place]
        doc: The partitions, used or not.
      - id: signature
        -orig-id: Signature
        contents: [0x55, 0xaa]
        -instar-c: [place, value, size]
        doc: Says that this is a boot sector.
  protective_mbr:
    doc: |
      The MBR of a disk with a GPT: its first entry has type 0xee and covers the whole disk, so that programs which do not know
      GPT leave it alone. The other entries are unused.
    doc-ref: https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html Section 5.2.3, tables 5.3 and 5.4
    -instar-practice:
      - text: |
          Hybrid tables put real partitions next to the protective entry, which is then not always the first and covers no more than
          the GPT.
        seen: gpt_hybrid
      - text: On request, the protective entry is marked bootable.
        seen: gpt_pmbr_boot
    -instar-faults:
      - id: check_gpt_missing
        field: type
        text: is that of a disk with a GPT, and there is none
        doc: Neither of the two headers is where it belongs.
      - id: check_missing
        field: type
        text: does not protect the GPT that is on the disk
        doc: Programs that do not know GPT take the disk for empty.
    seq:
      - id: boot_code
        -orig-id: BootCode
        size: 440
        -instar-any: machine code
        doc: Unused by UEFI.
      - id: disk_signature
        -orig-id: UniqueMBRDiskSignature
        type: u4
        -instar-any: zero in the source, random in practice
        doc: Unused.
      - id: reserved
        size: 2
        -instar-any: zero in the source; readers do not look
        doc: Unused.
      - id: boot_indicator
        -orig-id: BootIndicator
        type: u1
        valid:
          any-of: [0x00, 0x80]
        doc: 0 in the source.
      - id: start_chs
        -orig-id: StartingCHS
        size: 3
        -instar-any: 0x000200 in the source; readers use the sector number
        doc: Address of the second sector.
      - id: type
        -orig-id: OSType
        type: u1
        enum: partition_type
        valid:
          eq: partition_type::gpt_protective
        doc: Says that a GPT describes the disk.
      - id: end_chs
        -orig-id: EndingCHS
        size: 3
        -instar-any: readers use the number of sectors
        doc: Address of the last sector, all ones when it has none.
      - id: start_sector
        -orig-id: StartingLBA
        type: u4
        valid: 1
        -instar-unit: sectors
        doc: The sector of the GPT header.
      - id: num_sectors
        -orig-id: SizeInLBA
        type: u4
        -instar-any: the disk's size less one when it was made, which may be another disk's
        -instar-unit: sectors
        doc: Sectors after this one, or 0xffffffff when that does not fit.
      - id: other_partitions
        size: 48
        -instar-any: unused, or the entries of a hybrid table
        doc: The other three entries.
      - id: signature
        -orig-id: Signature
        contents: [0x55, 0xaa]
        doc: Says that this is a boot sector.
  gpt_header:
    doc: |
      Header of a GUID partition table: in the second sector, and again in the last one of the disk. It names the array of
      partition entries, each copy its own.
    doc-ref: https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html Section 5.3.2, table 5.5
    -instar-faults:
      - id: entries_checksum
        field: entries_crc32
        text: is {value:x}, which the partition entries do not have
        doc: CRC-32 over `num_entries * len_entry` bytes.
      - id: entries_past_end
        field: entries_sector
        text: is {value}, past the end of the disk
        doc: The array is somewhere on the disk.
      - id: check_header_checksum
        field: header_crc32
        text: is {value:#x}, and the header's bytes give {extra0:#x}
        doc: The header is not to be believed.
      - id: check_broken
        field: signature
        text: begins a header that breaks a rule in byte {value}
        doc: The header is not to be believed.
      - id: check_first_missing
        field: signature
        text: is missing in sector {value}, the copy of the header is in sector {extra0}
        doc: The table is in its copy alone.
      - id: check_copy_missing
        field: alternate_sector
        text: is {value}, where no header is
        doc: Nothing is left when the first header is damaged.
      - id: check_copy_differs
        field: disk_guid
        text: or something else differs between the two headers, first in byte {value}
        doc: Both describe the same partitions.
      - id: check_place
        field: my_sector
        text: is {value}, and the header is in sector {extra0}
        doc: A header that was copied from elsewhere.
      - id: check_usable_past_end
        field: last_usable_sector
        text: is {value}, past the end of the disk, which has {extra0} sectors
        doc: A disk that was cut off, or a table of another one.
      - id: check_too_many
        field: num_entries
        text: is {value}, those after the first {extra0} are not looked at
        doc: See `max_gpt_entries`.
    seq:
      - id: signature
        -orig-id: Signature
        contents: [0x45, 0x46, 0x49, 0x20, 0x50, 0x41, 0x52, 0x54]
        -instar-c: [value, size]
        doc: The letters `EFI PART`.
      - id: revision
        -orig-id: Revision
        type: u4
        valid:
          min: 0x10000
          max: 0x1ffff
        doc: 0x00010000 for revision 1.0, the only one. It has not followed the revisions of the UEFI specification.
      - id: len_header
        -orig-id: HeaderSize
        type: u4
        valid:
          min: 92
          max: 4096
        -instar-unit: bytes
        -instar-c: [place, max]
        doc: |
          Bytes that the checksum covers, at least 92 and at most a sector, which has 4096 bytes on a 4Kn disk. Beyond 92 everything is
          reserved.
      - id: header_crc32
        -orig-id: HeaderCRC32
        type: u4
        -instar-any: checked by code that reports about the disk, as it may cover more than these fields
        -instar-c: [place]
        doc: CRC-32 of the first `len_header` bytes, with this field zero.
      - id: reserved
        -orig-id: Reserved
        contents: [0, 0, 0, 0]
      - id: my_sector
        -orig-id: MyLBA
        type: u8
        -instar-any: 1 in the first header, the last sector in the other
        -instar-unit: sectors
        -instar-c: [place]
        doc: The sector that this header is in.
      - id: alternate_sector
        -orig-id: AlternateLBA
        type: u8
        -instar-any: the other header; elsewhere than at the disk's end after the disk has grown
        -instar-unit: sectors
        -instar-c: [place]
        doc: The sector that the other header is in.
      - id: first_usable_sector
        -orig-id: FirstUsableLBA
        type: u8
        -instar-any: a promise of the writer
        -instar-unit: sectors
        -instar-c: [place]
        doc: First sector that partitions may use.
      - id: last_usable_sector
        -orig-id: LastUsableLBA
        type: u8
        valid:
          expr: _ >= first_usable_sector
        -instar-unit: sectors
        -instar-c: [place]
        doc: Last sector that partitions may use.
      - id: disk_guid
        -orig-id: DiskGUID
        size: 16
        -instar-any: random
        -instar-c: [place]
        doc: Identifies the disk. The first three parts of a GUID are little-endian numbers.
      - id: entries_sector
        -orig-id: PartitionEntryLBA
        type: u8
        valid:
          min: 2
        -instar-unit: sectors
        -instar-c: [place]
        doc: Where the array of partition entries starts; 2 in the first header.
      - id: num_entries
        -orig-id: NumberOfPartitionEntries
        type: u4
        -instar-any: readers stop at `max_gpt_entries`
        -instar-c: [place]
        doc: Entries in that array, used or not; 128 in practice.
      - id: len_entry
        -orig-id: SizeOfPartitionEntry
        type: u4
        valid:
          any-of: [128, 256, 512, 1024, 2048, 4096]
        -instar-unit: bytes
        -instar-c: [place]
        doc: Bytes in an entry, 128 times a power of two; always 128 in practice.
      - id: entries_crc32
        -orig-id: PartitionEntryArrayCRC32
        type: u4
        -instar-any: needs the array (fault `entries_checksum`)
        -instar-c: [place]
        doc: CRC-32 of the array of partition entries.
  gpt_entry:
    doc: One partition of a GUID partition table.
    doc-ref: https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html Section 5.3.3, table 5.6
    -instar-faults:
      - id: check_backwards
        field: last_sector
        text: is {value}, before the first, {extra0}
        doc: A partition has sectors.
      - id: check_outside
        field: first_sector
        text: is {value}, and the partition up to sector {extra0} leaves the usable sectors
        doc: See `first_usable_sector` and `last_usable_sector`.
      - id: check_overlap
        field: first_sector
        text: is {value}, and sector {extra0} belongs to another partition too
        doc: Two partitions share sectors.
    seq:
      - id: type_guid
        -orig-id: PartitionTypeGUID
        size: 16
        -instar-any: everyone may make types
        doc: What is in the partition; all zeros in an unused entry.
      - id: partition_guid
        -orig-id: UniquePartitionGUID
        size: 16
        -instar-any: random
        doc: Identifies the partition.
      - id: first_sector
        -orig-id: StartingLBA
        type: u8
        -instar-any: meaningful only in an entry that is in use
        -instar-unit: sectors
        -instar-c: [place]
        doc: First sector of the partition.
      - id: last_sector
        -orig-id: EndingLBA
        type: u8
        -instar-any: meaningful only in an entry that is in use
        -instar-unit: sectors
        -instar-c: [place]
        doc: Last sector of the partition.
      - id: attributes
        -orig-id: Attributes
        type: u8
        -instar-any: bits 0 to 2 are common, bits 48 to 63 belong to the type, the others are reserved
        doc: Set of `gpt_attribute`, and bits of the partition's type.
      - id: name
        -orig-id: PartitionName
        size: 72
        -instar-any: text, not interpreted
        doc: Name in UTF-16, little-endian, padded with zeros.
enums:
  partition_type:
    0x00:
      id: unused
      doc: The entry describes no partition.
    0x05:
      id: extended
      doc: A chain of further tables, addressed by cylinder and head.
    0x07:
      id: ntfs
      doc: NTFS, exFAT or HPFS.
    0x0c:
      id: fat32
      doc: FAT32, addressed by sector.
    0x0f:
      id: extended_lba
      doc: A chain of further tables, addressed by sector.
    0x82:
      id: linux_swap
      doc: Linux swap space.
    0x83:
      id: linux
      doc: A file system of Linux.
    0x8e:
      id: linux_lvm
      doc: A physical volume of Linux' logical volume manager.
    0xee:
      id: gpt_protective
      doc: The disk has a GPT.
    0xef:
      id: efi_system
      doc: EFI system partition on a disk with an MBR.
  gpt_attribute:
    1:
      id: required
      doc: Needed by the platform; not to be deleted.
    2:
      id: no_block_io
      doc: Firmware does not offer the partition.
    4:
      id: legacy_bios_bootable
      doc: A BIOS may start from it.
