# SPDX-License-Identifier: Apache-2.0
meta:
  id: vhdx
  title: VHDX, the virtual hard disk of Hyper-V
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  A VHDX stores one disk of up to 64 TiB, with blocks of 1 to 256 MiB and a log that makes changes to the metadata atomic.
  Numbers are little-endian, GUIDs have their first three parts in little-endian too, and everything large is on a
  boundary of 1 MiB. The first MiB holds the file identifier, two headers of which the one with the larger sequence number
  counts, and two copies of the region table; the log, the block allocation table (BAT), the metadata region and the
  payload blocks may come in any order after it.

  To open a file: choose a header, replay its log if there is one, read the region table, from it find the metadata, from its
  items the sizes, and with them the BAT.
doc-ref: https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-vhdx/ [MS-VHDX] Virtual Hard Disk v2 (VHDX) File Format
-instar-id: 27
-instar-programs:
  - name: Hyper-V
    since: Windows Server 2012
    writes: Blocks of 32 MiB.
    source:
      - "[MS-VHDX] 5, Appendix A: Product Behavior"
      - https://git.kernel.org/linus/11d9874c4204a785f43d899a1ab12f9dc8d9de3e Linux, storvsc, on the default block size
    unverified: no image of it was looked at
  - name: qemu
    since: 1.5 to read, 1.7 to write
    writes: "Creator `QEMU v` and its version, blocks of 8 to 64 MiB by the size of the disk, logical sectors of 512, regions that are not marked as required."
    reads: Logical sectors of 512. Any place of a region that overlaps nothing. The first region table only.
    run: qemu-img 5.2, 7.2, 10.0, 11.1
    source: https://gitlab.com/qemu-project/qemu/-/commit/3412f7b1bd8f250c34c9f933767d06b9444bb821 qemu, of 7 November 2013, which adds writing
    unverified: since when it reads
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean, and a worked example; who writes and reads it."}
-instar-examples:
  - {image: same-1M.vhdx, offset: 0x127ff4}
-instar-places:
  - {id: file_identifier, type: file_identifier, at: 0}
  - id: header_1
    type: header
    at: 0x10000
    doc: The one of the two with the larger sequence number and a right checksum counts.
  - {id: header_2, type: header, at: 0x20000}
  - id: region_table
    type: region_table_header
    at: 0x30000
    doc: A copy is at 256 KiB.
  - id: bat_region
    type: region_table_entry
    at: 0x30000 + sizeof<region_table_header>
    count: region_table.num_entries
    is: {guid: guid_region_bat}
  - id: metadata_region
    type: region_table_entry
    at: 0x30000 + sizeof<region_table_header>
    count: region_table.num_entries
    is: {guid: guid_region_metadata}
  - {id: metadata_table, type: metadata_table_header, at: metadata_region.file_offset}
  - id: parameters_item
    type: metadata_table_entry
    at: metadata_region.file_offset + sizeof<metadata_table_header>
    count: metadata_table.num_entries
    is: {item_id: guid_file_parameters}
  - id: sector_size_item
    type: metadata_table_entry
    at: metadata_region.file_offset + sizeof<metadata_table_header>
    count: metadata_table.num_entries
    is: {item_id: guid_logical_sector_size}
  - {id: file_parameters, type: file_parameters, at: metadata_region.file_offset + parameters_item.offset}
  - {id: logical_sector_size, type: logical_sector_size, at: metadata_region.file_offset + sector_size_item.offset}
  - id: bat
    type: payload_bat_entry
    at: bat_region.file_offset
    count: bat_region.length / 8
    index: offset / file_parameters.block_size + offset / (sectors_per_bitmap * logical_sector_size.size)
    doc: After the entries of the blocks of each chunk, `sectors_per_bitmap` sectors of the disk, is one of a sector bitmap, `sector_bitmap_bat_entry`.
  - id: block
    size: file_parameters.block_size
    at: bat.file_offset
    byte: offset % file_parameters.block_size
    doc: A block of the disk.
-instar-strings:
  - {id: creator, text: instar, doc: "`creator` of a new image, in UTF-16."}
  - {id: parent_locator_key_parent_linkage, text: parent_linkage, doc: "`data_write_guid` of the parent, in braces."}
  - {id: parent_locator_key_parent_linkage2, text: parent_linkage2, doc: "The same, a second value that is also accepted while a merge goes on."}
  - {id: parent_locator_key_relative_path, text: relative_path, doc: Path relative to the child; the first to be tried.}
  - {id: parent_locator_key_volume_path, text: volume_path, doc: "Path that begins with a volume GUID; the second."}
  - {id: parent_locator_key_absolute_win32_path, text: absolute_win32_path, doc: "Path that begins with a drive letter; the third."}
seq:
  - id: identifier
    type: file_identifier
    doc: File type identifier.
instances:
  header_1:
    pos: 0x10000
    type: header
    doc: The first header.
  header_2:
    pos: 0x20000
    type: header
    doc: The second header.
  region_table_1:
    pos: 0x30000
    type: region_table_header
    doc: The first region table.
  regions_1:
    pos: 0x30010
    type: region_table_entry
    repeat: expr
    repeat-expr: region_table_1.num_entries
    -instar-bound: 2047
    doc: The entries of the first region table.
  region_table_2:
    pos: 0x40000
    type: region_table_header
    doc: The second region table.
  header_section_size:
    value: 0x100000
    -instar-unit: bytes
    doc: The first MiB, which nothing but identifier, headers and region tables may use.
  alignment:
    value: 0x100000
    -instar-unit: bytes
    doc: Regions, log and payload blocks begin on multiples of 1 MiB and are multiples of 1 MiB long.
  header_block_size:
    value: 0x10000
    -instar-unit: bytes
    -instar-c: false
    doc: The parts of the header section are 64 KiB apart, so that a torn write never hits two of them.
  header_1_offset:
    value: 0x10000
    -instar-unit: bytes
    doc: Place of the first header.
  header_2_offset:
    value: 0x20000
    -instar-unit: bytes
    doc: Place of the second header.
  region_table_1_offset:
    value: 0x30000
    -instar-unit: bytes
    doc: Place of the first region table.
  region_table_2_offset:
    value: 0x40000
    -instar-unit: bytes
    doc: Place of the second region table, a copy of the first. Readers turn to it when the first is damaged; qemu does not.
  region_table_size:
    value: 0x10000
    -instar-unit: bytes
    doc: Bytes that the checksum of a region table covers.
  metadata_table_size:
    value: 0x10000
    -instar-unit: bytes
    doc: Room of the metadata table at the start of its region. Items are after it.
  max_region_entries:
    value: 2047
    -instar-c: false
    doc: Most entries in a region table, 64 KiB less the header's 32 bytes divided by 32.
  max_metadata_entries:
    value: 2047
    -instar-c: false
    doc: Most entries in a metadata table.
  min_block_size:
    value: 0x100000
    -instar-unit: bytes
    -instar-c: false
    doc: Smallest payload block, 1 MiB.
  max_block_size:
    value: 0x10000000
    -instar-unit: bytes
    doc: Largest payload block, 256 MiB.
  max_disk_size:
    value: 0x400000000000
    -instar-unit: bytes
    doc: Largest disk, 64 TiB.
  sectors_per_bitmap:
    value: 0x800000
    -instar-unit: sectors
    doc: |
      Sectors that one sector bitmap block of 1 MiB describes. The blocks of so many sectors form a chunk, and the BAT has one
      bitmap entry after the payload entries of each chunk: chunk ratio = this x logical sector size / block size.
  sector_bitmap_block_size:
    value: 0x100000
    -instar-unit: bytes
    doc: Size of a sector bitmap block.
  log_sector_size:
    value: 4096
    -instar-unit: bytes
    doc: The log is made of sectors of this size; entries, descriptors and data are multiples of it.
  log_first_descriptors:
    value: 126
    doc: Descriptors in the first sector of a log entry, after its header.
  log_later_descriptors:
    value: 128
    -instar-c: false
    doc: Descriptors in each further descriptor sector.
  min_log_length:
    value: 0x100000
    -instar-unit: bytes
    -instar-c: false
    doc: Smallest log, 1 MiB. The length is a multiple of it.
  default_log_size:
    value: 0x100000
    -instar-unit: bytes
    -instar-c: false
    doc: Log size that qemu and Hyper-V create.
  default_logical_sector_size:
    value: 512
    -instar-unit: bytes
    doc: Logical sector size that qemu creates.
  default_physical_sector_size:
    value: 512
    -instar-unit: bytes
    doc: Physical sector size that qemu creates. Hyper-V writes 4096.
  default_block_size_small:
    value: 0x800000
    -instar-unit: bytes
    doc: Block size that qemu chooses for disks up to `small_disk_size`, 8 MiB.
  small_disk_size:
    value: 0x40000000
    -instar-unit: bytes
    doc: Largest disk that gets blocks of 8 MiB from qemu, 1 GiB.
  default_block_size_medium:
    value: 0x1000000
    -instar-unit: bytes
    doc: Block size that qemu chooses for disks up to `medium_disk_size`, 16 MiB.
  medium_disk_size:
    value: 0x1900000000
    -instar-unit: bytes
    doc: Largest disk that gets blocks of 16 MiB from qemu, 100 GiB.
  default_block_size_large:
    value: 0x2000000
    -instar-unit: bytes
    doc: Block size that qemu chooses for larger disks up to `large_disk_size`, and Hyper-V for all, 32 MiB.
  large_disk_size:
    value: 0x200000000000
    -instar-unit: bytes
    doc: Largest disk that gets blocks of 32 MiB from qemu, 32 TiB.
  default_block_size_huge:
    value: 0x4000000
    -instar-unit: bytes
    doc: Block size that qemu chooses for the largest disks, 64 MiB.
  default_log_offset:
    value: 0x100000
    -instar-unit: bytes
    -instar-c: false
    doc: Where writers put the log, after the header section. The BAT follows it, and the metadata region follows the BAT.
  default_metadata_length:
    value: 0x100000
    -instar-unit: bytes
    doc: Length of the metadata region, 1 MiB.
  max_item_length:
    value: 0x100000
    -instar-unit: bytes
    doc: Longest metadata item, 1 MiB.
  max_log_check:
    value: 0x4000000
    -instar-unit: bytes
    -instar-own: true
    doc: |
      Bytes of log entries whose checksums instar computes before it gives up. Each 4096 bytes of a log may begin an entry that claims to be as
      long as the log, so that a hostile one of 16 MiB would ask for 64 GiB.
  default_item_offset:
    value: 0x10000
    -instar-unit: bytes
    doc: Offset in the metadata region at which the first item is, after the table.
  data_distance:
    value: 0x500000
    -instar-unit: bytes
    doc: From the metadata region to the first payload block, 5 MiB.
  max_log_size:
    value: 0xfff00000
    -instar-unit: bytes
    doc: Largest log that qemu creates, 1 MiB less than 4 GiB.
  max_bat_size:
    value: 0x7fffffff
    -instar-unit: bytes
    doc: Largest BAT that qemu writes at once.
  block_number_mask:
    value: 0xffffffff
    doc: |
      qemu numbers blocks in 32 bits. A disk without any has no last block, and its number wraps around to this: such an image gets room for
      the bitmaps of 2^32 blocks.
  guid_region_bat:
    value: '[0x66, 0x77, 0xc2, 0x2d, 0x23, 0xf6, 0x00, 0x42, 0x9d, 0x64, 0x11, 0x5e, 0x9b, 0xfd, 0x4a, 0x08]'
    -instar-c: [value, size]
    doc: Region of the BAT, 2DC27766-F623-4200-9D64-115E9BFD4A08.
  guid_region_metadata:
    value: '[0x06, 0xa2, 0x7c, 0x8b, 0x90, 0x47, 0x9a, 0x4b, 0xb8, 0xfe, 0x57, 0x5f, 0x05, 0x0f, 0x88, 0x6e]'
    -instar-c: [value]
    doc: Region of the metadata, 8B7CA206-4790-4B9A-B8FE-575F050F886E.
  guid_file_parameters:
    value: '[0x37, 0x67, 0xa1, 0xca, 0x36, 0xfa, 0x43, 0x4d, 0xb3, 0xb6, 0x33, 0xf0, 0xaa, 0x44, 0xe7, 0x6b]'
    -instar-c: [value]
    doc: Item file parameters, CAA16737-FA36-4D43-B3B6-33F0AA44E76B.
  guid_virtual_disk_size:
    value: '[0x24, 0x42, 0xa5, 0x2f, 0x1b, 0xcd, 0x76, 0x48, 0xb2, 0x11, 0x5d, 0xbe, 0xd8, 0x3b, 0xf4, 0xb8]'
    -instar-c: [value]
    doc: Item virtual disk size, 2FA54224-CD1B-4876-B211-5DBED83BF4B8.
  guid_virtual_disk_id:
    value: '[0xab, 0x12, 0xca, 0xbe, 0xe6, 0xb2, 0x23, 0x45, 0x93, 0xef, 0xc3, 0x09, 0xe0, 0x00, 0xc7, 0x46]'
    -instar-c: [value]
    doc: Item virtual disk id (page 83), BECA12AB-B2E6-4523-93EF-C309E000C746.
  guid_logical_sector_size:
    value: '[0x1d, 0xbf, 0x41, 0x81, 0x6f, 0xa9, 0x09, 0x47, 0xba, 0x47, 0xf2, 0x33, 0xa8, 0xfa, 0xab, 0x5f]'
    -instar-c: [value]
    doc: Item logical sector size, 8141BF1D-A96F-4709-BA47-F233A8FAAB5F.
  guid_physical_sector_size:
    value: '[0xc7, 0x48, 0xa3, 0xcd, 0x5d, 0x44, 0x71, 0x44, 0x9c, 0xc9, 0xe9, 0x88, 0x52, 0x51, 0xc5, 0x56]'
    -instar-c: [value]
    doc: Item physical sector size, CDA348C7-445D-4471-9CC9-E9885251C556.
  guid_parent_locator:
    value: '[0x2d, 0x5f, 0xd3, 0xa8, 0x0b, 0xb3, 0x4d, 0x45, 0xab, 0xf7, 0xd3, 0xd8, 0x48, 0x34, 0xab, 0x0c]'
    -instar-c: [value]
    doc: Item parent locator, A8D35F2D-B30B-454D-ABF7-D3D84834AB0C.
  guid_locator_type_vhdx:
    value: '[0xb7, 0xef, 0x4a, 0xb0, 0x9e, 0xd1, 0x81, 0x4a, 0xb7, 0x89, 0x25, 0xb8, 0xe9, 0x44, 0x59, 0x13]'
    -instar-c: [value]
    doc: The only type of parent locator, B04AEFB7-D19E-4A81-B789-25B8E9445913.
types:
  file_identifier:
    doc: |
      What makes the file a VHDX, and who created it. It is at offset 0, is never written again, and has 64 KiB for itself.
    doc-ref: "[MS-VHDX] 2.2.1 File Type Identifier"
    seq:
      - id: signature
        contents: vhdxfile
        -instar-qemu: "Could not open '{file}': Invalid argument"
        -instar-c: [value, size]
        doc: By these letters a VHDX is recognised.
      - id: creator
        size: 512
        -instar-any: a text for people
        -instar-practice:
          - text: qemu writes "QEMU v" and its version.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
          - text: Hyper-V writes "Microsoft Windows" and a version.
            source: https://github.com/file/file/blob/master/magic/Magdir/virtual file's magic, of VHDX, which has an example
            unverified: no image of it was looked at
        doc: Name of the creating program in UTF-16, ended by a zero character. For diagnosis only.
  header:
    doc: |
      Root of the metadata, twice in the file. A writer updates the one that does not count, with a larger sequence number, so that one of
      the two is always whole. The header that counts is the one with valid signature and checksum and the larger sequence number.
    doc-ref: "[MS-VHDX] 2.2.2 Headers"
    -instar-faults:
      - id: none_valid
        field: signature
        text: is not valid in either of the two headers
        qemu:
          - {until: "7.1", text: "No valid VHDX header found: Unknown error -4096"}
          - {text: No valid VHDX header found}
        doc: |
          Neither header has signature, checksum and version in order; or both are in order, have the same sequence number, and
          differ. A header that is in order alone, or is the same as the other, is used.
      - id: bad_log_version
        field: log_version
        text: is {value}, must be 0
        qemu: "Could not open '{file}': Invalid argument"
        doc: Version 0 of the log is the only one. The header stays the one that counts, so no reader falls back to the other one.
      - id: bad_log_offset
        field: log_offset
        text: is {value}, must be a multiple of {alignment:MiB} MiB past the header section
        qemu: "Could not open '{file}': Invalid argument"
        doc: Checked even when the log is empty.
      - id: bad_log_length
        field: log_length
        text: is {value}, must be a multiple of {alignment:MiB} MiB
        qemu: "Could not open '{file}': Invalid argument"
        doc: Checked when `log_guid` says that there is a log. 0 is accepted; such a log is empty.
      - id: log_past_end
        field: log_offset
        text: is {value}, the log leaves the file
        doc: The log must lie in the file whole. qemu takes what is missing for an empty log.
      - id: needs_replay
        field: log_guid
        text: names a log with entries that were not replayed
        qemu: |-
          VHDX image file '{file}' opened read-only, but contains a log that needs to be replayed
          To replay the log, run:
          qemu-img check -r all '{file}'
        doc: |
          The file was not closed properly, and its log holds a valid sequence of entries. Without them, BAT and metadata are not to be
          trusted. A GUID with an empty log, or with one that holds no valid sequence, is no error.
      - id: check_replayed
        field: log_guid
        text: named a log with entries that were not replayed, and names none now
        doc: |
          A repair replays the log. qemu-img does so when it opens the image for writing, counts one corruption, and says nothing.
    seq:
      - id: signature
        contents: head
        -instar-qemu:
          - {until: "7.1", text: "No valid VHDX header found: Unknown error -4096"}
          - {text: No valid VHDX header found}
        -instar-c: [value, size]
        doc: By these letters, and the checksum, a header that was written whole is recognised.
      - id: checksum
        type: u4
        -instar-any: the checksum rule says all about it
        -instar-checksum: {algorithm: crc32c, span: [0, 4096]}
        -instar-qemu:
          - {until: "7.1", text: "No valid VHDX header found: Unknown error -4096"}
          - {text: No valid VHDX header found}
        -instar-c: [place]
        doc: CRC-32C of the 4096 bytes of this structure, with this field as zero.
      - id: sequence_number
        -orig-id: SequenceNumber
        type: u8
        -instar-any: any number is possible; the larger one wins
        doc: Grows with each update of a header.
      - id: file_write_guid
        -orig-id: FileWriteGuid
        size: 16
        -instar-any: any identity is possible
        doc: Changed each time before the file is first written to after opening.
      - id: data_write_guid
        -orig-id: DataWriteGuid
        size: 16
        -instar-any: any identity is possible
        doc: Changed each time before data that a guest can see is first changed. Children name it in their parent locators.
      - id: log_guid
        -orig-id: LogGuid
        size: 16
        -instar-any: any identity is possible
        -instar-c: [place]
        doc: Identity that valid entries of the log bear. Zero when the log is empty and nothing is to be replayed.
      - id: log_version
        -orig-id: LogVersion
        type: u2
        -instar-any: "checked when the log is looked at, once it is clear which header counts"
        -instar-c: [place]
        doc: Version of the log's format; 0 is the only one.
      - id: version
        type: u2
        valid:
          eq: 1
        -instar-qemu:
          - {until: "7.1", text: "No valid VHDX header found: Unknown error -4096"}
          - {text: No valid VHDX header found}
        -instar-c: [value]
        doc: Version of the format; 1 is the only one.
      - id: log_length
        -orig-id: LogLength
        type: u4
        -instar-any: "checked when the log is looked at, once it is clear which header counts"
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of the log. 0 is not allowed even when it is empty.
      - id: log_offset
        -orig-id: LogOffset
        type: u8
        -instar-any: "checked when the log is looked at, once it is clear which header counts"
        -instar-unit: bytes
        -instar-c: [place]
        doc: Place of the log, after the header section.
      - id: reserved
        size: 4016
        -instar-any: readers ignore it
        doc: Zero, covered by the checksum.
  region_table_header:
    doc: |
      Begins each of the two region tables. The table has 64 KiB, which its checksum covers; the entries follow this header, the rest is
      zero.
    doc-ref: "[MS-VHDX] 2.2.3.1 Region Table Header"
    -instar-faults:
      - id: checksum_mismatch
        field: checksum
        text: is {value:x}, the {region_table_size:KiB} KiB of the table say otherwise
        qemu: "Could not open '{file}': Invalid argument"
        doc: The CRC-32C of the table with the checksum as zero differs.
      - id: missing_region
        field: num_entries
        text: is {value}, but the BAT or the metadata region is not among them
        qemu: "Could not open '{file}': Invalid argument"
        doc: Both regions must be there.
    seq:
      - id: signature
        contents: regi
        -instar-qemu: "Could not open '{file}': Invalid argument"
        -instar-c: [value, size]
        doc: Begins every region table.
      - id: checksum
        type: u4
        -instar-any: covers the 64 KiB of the table, of which this structure is only the first part; the reader checks it
        -instar-c: [place]
        doc: CRC-32C of the 64 KiB of the table, with this field as zero.
      - id: num_entries
        -orig-id: EntryCount
        type: u4
        valid:
          max: 2047
        -instar-qemu: "Could not open '{file}': Invalid argument"
        -instar-c: [place]
        doc: Entries in the table.
      - id: reserved
        size: 4
        -instar-any: readers ignore it
        doc: Zero.
  region_table_entry:
    doc: Place of one region.
    doc-ref: "[MS-VHDX] 2.2.3.2 Region Table Entry"
    -instar-practice:
      - text: qemu writes the flag required as 0, and accepts any offset that overlaps nothing.
        run: qemu-img 5.2, 7.2, 10.0, 11.1
        recorded: tests/hostile/answers.json::vhdx-region-bat-is-the-log.vhdx for one that overlaps something
    -instar-faults:
      - id: unknown_required
        field: guid
        text: is not known, but the region is required
        qemu: "Could not open '{file}': Operation not supported"
        doc: A required region that a reader does not know forbids to open the file.
      - id: duplicate
        field: guid
        text: names a region that the table had before
        qemu: "Could not open '{file}': Invalid argument"
        doc: Each region occurs once. (qemu notices the overlap first unless the places differ.)
      - id: overlap
        field: file_offset
        text: is {value}, the region {extra0}-{extra1} overlaps {extra2}-{extra3}
        qemu: |-
          qemu-img: VHDX region {extra0}-{extra1} overlaps with region {extra2}-{extra3}
          qemu-img: Could not open '{file}': Could not open '{file}': Invalid argument
        doc: |
          Regions may overlap neither each other nor the log. The extra numbers are start and end of this region and of the earlier one, the
          log being the first of all.
      - id: past_end
        field: file_offset
        text: is {value}, the region leaves the file
        doc: |
          A region must lie in the file whole. qemu reads what is missing as zeros: a BAT of blocks that are not present, or a metadata
          table without its signature.
      - id: past_limit
        field: file_offset
        text: is {value}, past the longest file that there can be
        qemu: "Could not open '{file}': Input/output error"
        doc: The region ends past raw's `max_file_bytes`.
      - id: bat_too_small
        field: length
        text: is {value}, the BAT has no room for the blocks of the disk
        qemu: "Could not open '{file}': Invalid argument"
        doc: |
          The region of the BAT must hold an entry for each payload block, and one for the sector bitmap of each chunk but the last: for n blocks
          and r blocks in a chunk, n + (n - 1) / r entries, rounded down. (A differencing image has one for the last chunk too.)
    seq:
      - id: guid
        size: 16
        -instar-any: compared with the known ones by the reader
        doc: Which region, see `guid_region_bat` and `guid_region_metadata`.
      - id: file_offset
        -orig-id: FileOffset
        type: u8
        valid:
          expr: _ >= 0x100000 and _ % 0x100000 == 0
        -instar-qemu-valid:
          doc: it takes any place that overlaps neither the log nor another region
        -instar-unit: bytes
        -instar-c: [place]
        doc: Place of the region. Blocks may not lie in it either.
      - id: length
        type: u4
        valid:
          expr: _ % 0x100000 == 0
        -instar-qemu-valid:
          doc: it takes any length with which the region overlaps nothing
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of the region.
      - id: flags
        -orig-id: Required
        type: u4
        -instar-any: bits that are not known are reserved
        doc: Bit 0, required, forbids to open the file when the region is not known.
    instances:
      flag_required:
        value: 1
        doc: Bit of `flags`, the file must not be opened without knowing the region.
      is_required:
        value: (flags & flag_required) != 0
        doc: The file must not be opened without knowing this region.
  metadata_table_header:
    doc: Begins the metadata region. The entries follow; the items are after the first 64 KiB of the region.
    doc-ref: "[MS-VHDX] 2.6.1.1 Metadata Table Header"
    -instar-faults:
      - id: missing_item
        field: num_entries
        text: is {value}, the item {detail} is not among them
        qemu: "Could not open '{file}': Operation not supported"
        doc: |
          All items but the parent locator are needed to open a file. The detail is the name of the item that is missing. (Is the parent
          locator missing from a differencing image, qemu says "Invalid argument".)
    seq:
      - id: signature
        contents: metadata
        -instar-qemu: "Could not open '{file}': Invalid argument"
        doc: Begins every metadata table.
      - id: reserved
        size: 2
        -instar-any: readers ignore it
        doc: Zero.
      - id: num_entries
        -orig-id: EntryCount
        type: u2
        valid:
          max: 2047
        -instar-qemu: "Could not open '{file}': Invalid argument"
        -instar-c: [place]
        doc: Entries in the table.
      - id: reserved_2
        -orig-id: Reserved2
        size: 20
        -instar-any: readers ignore it
        doc: Zero.
  metadata_table_entry:
    doc: Place of one metadata item.
    doc-ref: "[MS-VHDX] 2.6.1.2 Metadata Table Entry"
    -instar-faults:
      - id: unknown_required
        field: item_id
        text: is not known, but the item is required
        qemu: "Could not open '{file}': Operation not supported"
        doc: A required item that a reader does not know forbids to open the file.
      - id: duplicate
        field: item_id
        text: names an item that the table had before
        qemu: "Could not open '{file}': Invalid argument"
        doc: |
          An identity occurs at most once among the system's items and once among the users'. qemu compares the identity alone, and
          refuses a user's item that has the identity of a system's.
      - id: outside
        field: offset
        text: is {value}, the item leaves the metadata region
        doc: |
          Items are in the region, after its first 64 KiB, and none overlaps another. qemu reads an item wherever its entry says.
    seq:
      - id: item_id
        -orig-id: ItemId
        size: 16
        -instar-any: compared with the known ones by the reader
        doc: Which item, see `guid_file_parameters` and those after it.
      - id: offset
        type: u4
        -instar-any: checked against the region by the reader
        -instar-unit: bytes
        doc: Place of the item in the metadata region, at least 64 KiB; 0 for an item of length 0.
      - id: length
        type: u4
        -instar-any: checked against the region by the reader
        -instar-unit: bytes
        doc: Length of the item, at most 1 MiB.
      - id: flags
        -orig-id: IsUser, IsVirtualDisk, IsRequired
        type: u4
        -instar-any: bits that are not known are reserved
        -instar-practice:
          - text: |
              Of the items that are known, qemu writes file parameters as required (4), size, identity and both sector sizes as
              required and of the virtual disk (6).
            run: qemu-img 5.2, 7.2, 10.0, 11.1
          - text: The parent locator is required and of the file (4); none of the known items is a user's.
            source: "[MS-VHDX] 2.6.2 Known Metadata Items"
        doc: Bit 0, user data; bit 1, belongs to the virtual disk rather than to the file; bit 2, required.
      - id: reserved
        -orig-id: Reserved2
        size: 4
        -instar-any: readers ignore it
        doc: Zero.
    instances:
      flag_user:
        value: 1
        doc: Bit of `flags`, a user's item.
      flag_virtual_disk:
        value: 2
        doc: Bit of `flags`, an item of the virtual disk.
      flag_required:
        value: 4
        doc: Bit of `flags`, the file must not be opened without knowing the item.
      is_user:
        value: (flags & flag_user) != 0
        doc: The item is a user's, not the system's. At most 1024 of these.
      is_virtual_disk:
        value: (flags & flag_virtual_disk) != 0
        doc: The item describes the virtual disk and goes with it from parent to child.
      is_required:
        value: (flags & flag_required) != 0
        doc: The file must not be opened without knowing this item.
  file_parameters:
    doc: Item, size of the payload blocks and kind of the file.
    doc-ref: "[MS-VHDX] 2.6.2.1 File Parameters"
    -instar-faults:
      - id: locator_without_parent
        field: flags
        text: is {value}, not a differencing image, but there is a parent locator
        qemu: "Could not open '{file}': Operation not supported"
        doc: Only differencing images have a parent locator. qemu refuses all files with one.
      - id: no_locator
        field: flags
        text: is {value}, a differencing image, but there is no parent locator
        qemu: "Could not open '{file}': Invalid argument"
        doc: A differencing image without a parent locator cannot be read.
    seq:
      - id: block_size
        -orig-id: BlockSize
        type: u4
        valid:
          expr: _ >= 0x100000 and _ <= 0x10000000 and (_ & (_ - 1)) == 0
        -instar-qemu: "Could not open '{file}': Invalid argument"
        -instar-unit: bytes
        -instar-practice:
          - text: qemu writes 8 to 64 MiB by the size of the disk.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
          - text: Hyper-V writes 32 MiB.
            source: https://git.kernel.org/linus/11d9874c4204a785f43d899a1ab12f9dc8d9de3e Linux, storvsc, on the default block size
            unverified: no image of it was looked at
        doc: Bytes of the disk in one payload block, a power of two between 1 MiB and 256 MiB.
      - id: flags
        -orig-id: LeaveBlockAllocated, HasParent
        type: u4
        -instar-any: bits that are not known are reserved
        -instar-c: [place, peek]
        doc: See the derived values.
    instances:
      flag_leave_blocks_allocated:
        value: 1
        doc: Bit of `flags`, a fixed file unless `flag_has_parent` is set too.
      flag_has_parent:
        value: 2
        doc: Bit of `flags`, a differencing image.
      leave_blocks_allocated:
        value: (flags & flag_leave_blocks_allocated) != 0
        doc: The file is fixed, all of its blocks are allocated and stay so. Without meaning in a differencing image.
      has_parent:
        value: (flags & flag_has_parent) != 0
        doc: The file is a differencing image; sector bitmaps and a parent locator exist. qemu refuses it.
  virtual_disk_size:
    doc: Item, size of the disk.
    doc-ref: "[MS-VHDX] 2.6.2.2 Virtual Disk Size"
    seq:
      - id: size
        -orig-id: VirtualDiskSize
        type: u8
        valid:
          max: 0x400000000000
        -instar-qemu: "Could not open '{file}': Invalid argument"
        -instar-unit: bytes
        doc: Size of the disk, a multiple of the logical sector size, at most 64 TiB. An odd rest is cut off by readers.
  virtual_disk_id:
    doc: Item, identity of the disk as its drive reports it in SCSI page 83.
    doc-ref: "[MS-VHDX] 2.6.2.3 Virtual Disk ID"
    seq:
      - id: guid
        -orig-id: VirtualDiskId
        size: 16
        -instar-any: any identity is possible
        doc: The identity, the same in all files of a chain.
  logical_sector_size:
    doc: Item, sector size that the drive has for its guest.
    doc-ref: "[MS-VHDX] 2.6.2.4 Logical Sector Size"
    -instar-faults:
      - id: unsupported
        field: size
        text: is {value}, which is not supported
        qemu: "Could not open '{file}': Operation not supported"
        doc: qemu opens files with sectors of 512 bytes only.
    seq:
      - id: size
        -orig-id: LogicalSectorSize
        type: u4
        valid:
          any-of: [512, 4096]
        -instar-qemu: "Could not open '{file}': Operation not supported"
        -instar-unit: bytes
        -instar-practice:
          - text: qemu opens files with 512 only.
            run: qemu-img 5.2, 7.2, 10.0, 11.1, with 4096
            recorded: tests/hostile/answers.json::vhdx-logical-sector-0.vhdx
        doc: 512 or 4096.
  physical_sector_size:
    doc: Item, sector size that the drive says that its medium has.
    doc-ref: "[MS-VHDX] 2.6.2.5 Physical Sector Size"
    seq:
      - id: size
        -orig-id: PhysicalSectorSize
        type: u4
        valid:
          any-of: [512, 4096]
        -instar-qemu-valid:
          doc: nothing depends on it when reading
        -instar-unit: bytes
        doc: Bytes per sector.
  parent_locator_header:
    doc: Item of differencing images, says where the parent is. The entries follow, then keys and values.
    doc-ref: "[MS-VHDX] 2.6.2.6.1 Parent Locator Header"
    -instar-faults:
      - id: unknown_type
        field: locator_type
        text: is not that of a VHDX parent locator
        doc: No other type of parent locator is known, see `guid_locator_type_vhdx`.
      - id: outside
        field: num_entries
        text: is {value}, more entries than the item of {extra0} bytes holds
        doc: The entries lie in the item whole.
      - id: no_path
        field: num_entries
        text: is {value}, but no entry is a path of the parent
        doc: One of the keys `parent_locator_key_*_path` is needed to find the parent, and its value must be UTF-16.
    seq:
      - id: locator_type
        -orig-id: LocatorType
        size: 16
        -instar-any: compared with the known one by the reader
        doc: Type of the locator, see `guid_locator_type_vhdx`.
      - id: reserved
        size: 2
        -instar-any: readers ignore it
        doc: Zero.
      - id: num_entries
        -orig-id: KeyValueCount
        type: u2
        -instar-any: checked against the length of the item by the reader
        -instar-c: [place]
        doc: Entries that follow.
  parent_locator_entry:
    doc: |
      One pair of key and value, both in UTF-16, little-endian, without a final zero character. The keys of the VHDX type are the texts
      `parent_locator_key_*` of this file; the order of the paths there is the order in which they are tried.
    doc-ref: "[MS-VHDX] 2.6.2.6.2 Parent Locator Entry, 2.6.2.6.3 VHDX Parent Locator"
    -instar-faults:
      - id: outside
        field: key_offset
        text: is {value}, key or value leaves the item
        doc: Keys and values lie in the item whole.
      - id: no_path
        field: value_length
        text: "cannot hold the parent's name '{detail}': it is not UTF-8, has a backslash, or is longer than {value} bytes in UTF-16"
        doc: The path of the parent is stored in the notation of Windows.
      - id: no_parent
        field: value_offset
        text: is of a parent that was not opened, and its identity is needed
        doc: A differencing image repeats the identity of its parent.
    seq:
      - id: key_offset
        -orig-id: KeyOffset
        type: u4
        -instar-any: checked against the length of the item by the reader
        -instar-unit: bytes
        doc: Place of the key in the item, not 0.
      - id: value_offset
        -orig-id: ValueOffset
        type: u4
        -instar-any: checked against the length of the item by the reader
        -instar-unit: bytes
        doc: Place of the value in the item, not 0.
      - id: key_length
        -orig-id: KeyLength
        type: u2
        -instar-any: checked against the length of the item by the reader
        -instar-unit: bytes
        doc: Length of the key, not 0.
      - id: value_length
        -orig-id: ValueLength
        type: u2
        -instar-any: checked against the length of the item by the reader
        -instar-unit: bytes
        doc: Length of the value, not 0.
  payload_bat_entry:
    doc: |
      State and place of one payload block. The entries of the blocks are in order, except that a `sector_bitmap_bat_entry`
      follows those of each chunk (in a differencing image, also those of the last, partial chunk). So with r blocks in a chunk,
      `sectors_per_bitmap` x logical sector size / block size, the entry of block n has the index n + n / r, rounded down.
    doc-ref: "[MS-VHDX] 2.5.1 BAT Entry"
    -instar-entry:
      - {means: hole, if: "state == payload_block_state::not_present"}
      - means: zero
        if: >-
          state == payload_block_state::undefined or state == payload_block_state::zero
          or state == payload_block_state::unmapped or state == payload_block_state::unmapped_draft
      - {means: data, if: "state == payload_block_state::fully_present"}
      - {means: partial, if: "state == payload_block_state::partially_present", doc: "In a differencing image; in others, qemu takes it for data."}
      - {means: reserved}
    -instar-faults:
      - id: start_past_end
        field: file_offset_mb
        text: is {value}, the block begins past the end of the file
        qemu:
          - {until: "4.2", text: ""}
          - text: |-
              qemu-img: VHDX BAT entry {extra0} start offset {extra1} points after end of file ({extra2}). Image has probably been truncated.
              qemu-img: Could not open '{file}': Could not open '{file}': Invalid argument
        doc: |
          Only blocks in the state fully present are checked. The extra numbers are the index of the entry in the BAT, the offset in bytes, and
          the length of the file, rounded up to 512. Before 4.2 qemu opened such an image and read zeros.
      - id: end_past_end
        field: file_offset_mb
        text: is {value}, the block ends past the end of the file
        qemu:
          - {until: "4.2", text: ""}
          - text: |-
              qemu-img: VHDX BAT entry {extra0} end offset {extra1} points after end of file ({extra2}). Image has probably been truncated.
              qemu-img: Could not open '{file}': Could not open '{file}': Invalid argument
        doc: As before, for a block that begins in the file. The second extra number is the offset of the last byte of the block.
      - id: offset_overflow
        field: file_offset_mb
        text: is {value}, no file can be so long
        qemu:
          - {until: "4.2", text: ""}
          - text: |-
              qemu-img: VHDX BAT entry {extra0} offset overflow.
              qemu-img: Could not open '{file}': Could not open '{file}': Invalid argument
        doc: The end of the block does not fit into a signed 64-bit number. The extra number is the index of the entry in the BAT.
      - id: overlap
        field: file_offset_mb
        text: is {value}, the block {extra0}-{extra1} overlaps {extra2}-{extra3}
        qemu: |-
          qemu-img: VHDX region {extra0}-{extra1} overlaps with region {extra2}-{extra3}
          qemu-img: Could not open '{file}': Could not open '{file}': Invalid argument
        doc: |
          A block may overlap neither the log nor a region. Two blocks in the same place, or a block in the header section, pass.
      - id: bad_state
        field: state
        text: is {value}, must be 0..3 or 5..7
        doc: State 4 is reserved. qemu opens the image and fails when it reads the block.
      - id: check_offset_overflow
        field: file_offset_mb
        text: is {value}, whose end no file can have (entry {extra0})
        qemu: "qemu-img: VHDX BAT entry {extra0} offset overflow."
        doc: Further number is the entry's.
      - id: check_start_past_end
        field: file_offset_mb
        text: is {value}, past the end of the file (entry {extra0})
        qemu: "qemu-img: VHDX BAT entry {extra0} start offset {extra1} points after end of file ({extra2}). Image has probably been truncated."
        doc: Further numbers are the entry's, the offset and the file's length.
      - id: check_end_past_end
        field: file_offset_mb
        text: is {value}, and the block ends past the end of the file (entry {extra0})
        qemu: "qemu-img: VHDX BAT entry {extra0} end offset {extra1} points after end of file ({extra2}). Image has probably been truncated."
        doc: The last block may end where the disk does. Further numbers as above.
      - id: check_overlap
        field: file_offset_mb
        text: leads to the block {value}-{extra0}, which overlaps {extra1}-{extra2}
        qemu: "qemu-img: VHDX region {value}-{extra0} overlaps with region {extra1}-{extra2}"
        doc: A block may overlap neither the log nor a region. Numbers are start and end of both.
    seq:
      - id: state
        type: b3
        enum: payload_block_state
        -instar-any: the reader distinguishes reserved states where it meets them
        doc: What the block reads as.
      - id: reserved
        type: b17
        -instar-any: readers ignore it
        doc: Zero.
      - id: file_offset_mb
        -orig-id: FileOffsetMB
        type: b44
        -instar-any: checked against the length of the file by the reader
        doc: Place of the block in units of 1 MiB. Meaningless unless the block is present.
    instances:
      file_offset:
        value: file_offset_mb << 20
        -instar-unit: bytes
        doc: Place of the block in the file.
      is_present:
        value: state.to_i >= 6
        doc: The block, or part of it, is in the file.
  sector_bitmap_bat_entry:
    doc: |
      State and place of the sector bitmap block of one chunk. Only differencing images have these blocks; others keep the entries
      in their places, not present.
    doc-ref: "[MS-VHDX] 2.5.1 BAT Entry"
    -instar-faults:
      - id: no_bitmap
        field: state
        text: is {value}, but a block of the chunk is partially present
        doc: A partially present block cannot be read without the sector bitmap of its chunk.
      - id: past_end
        field: file_offset_mb
        text: is {value}, the bitmap ends past the end of the file
        doc: A sector bitmap block lies in the file whole.
    seq:
      - id: state
        type: b3
        enum: sector_bitmap_state
        -instar-any: the reader distinguishes reserved states where it meets them
        doc: Whether there is a bitmap.
      - id: reserved
        type: b17
        -instar-any: readers ignore it
        doc: Zero.
      - id: file_offset_mb
        -orig-id: FileOffsetMB
        type: b44
        -instar-any: checked against the length of the file by the reader
        doc: Place of the bitmap in units of 1 MiB.
    instances:
      file_offset:
        value: file_offset_mb << 20
        -instar-unit: bytes
        doc: Place of the bitmap in the file.
  sector_bitmap_byte:
    doc: |
      One byte of a sector bitmap block: eight consecutive sectors, the first in the lowest bit. A set bit says that the sector is in this
      file, a clear one that it is in the parent. Only blocks in the state partially present have meaningful bits.
    doc-ref: "[MS-VHDX] 2.4 Blocks"
    seq:
      - id: sectors
        type: u1
        -instar-any: any combination is possible
        doc: Bit n is sector n of the eight.
  log_entry_header:
    doc: |
      First 64 bytes of a log entry. Up to 126 descriptors follow in the same sector, more in further ones, then a data sector for each data
      descriptor. Applied in one go, an entry brings the file from one consistent state to the next.
    doc-ref: "[MS-VHDX] 2.3.1.1 Entry Header, 2.3.2 Log Sequence"
    -instar-practice:
      - text: |
          Which entries count, the active sequence: from any place of the log that begins an entry which is in order, go from entry to
          entry, each at the byte after the one before and, past the log's end, at its start, as long as they are in order and the
          sequence number is one more. The last is the head. It is a sequence if the head's `tail` is the place of one of its entries,
          the first to be replayed. Of all sequences that of the largest sequence number is the active one. It is replayed from the
          tail to the head, if the file has at least `flushed_file_offset` bytes, and made at least `last_file_offset` long.
        source: "[MS-VHDX] 2.3.2 Log Sequence, 2.3.3 Log Replay"
      - text: |
          An entry is in order when this header is, its `log_guid` is that of the file's header, its length holds 32 bytes for each
          descriptor, and its checksum is right. More descriptors than fit the first sector are not in order for qemu. A file with one
          such entry anywhere in its log is refused by qemu when it is opened for reading only.
        run: qemu-img 5.2, 7.2, 10.0, 11.1; wrong checksums and identities, 130 descriptors, entries in several places
        recorded: tests/hostile/answers.json::vhdx-log-every-sector.vhdx
    -instar-faults:
      - id: bad_descriptor
        field: num_descriptors
        text: is {value}, and one of the descriptors is not in order
        qemu: "Could not open '{file}': Invalid argument"
        doc: |
          Descriptors of an entry that is itself in order must have a signature, the entry's sequence number and aligned places. An entry that
          is not in order is no error, it only is not part of a sequence.
      - id: too_costly
        field: entry_length
        text: is {value}, too many bytes to check among all that claims to be an entry
        doc: See `max_log_check`. qemu goes on for hours.
      - id: bad_sequence
        field: tail
        text: is {value}, from where no sequence of entries leads to this one
        doc: Replay needs every entry from the oldest to the newest, each with the number after that of the one before.
      - id: file_cut
        field: flushed_file_offset
        text: is {value}, more than the file has
        doc: What was on stable storage when the entry was written is lost, so that what the entry says is of no use.
      - id: bad_place
        field: last_file_offset
        text: is {value}, and one of the descriptors leads past it
        doc: Replay makes the file as long as the entry says, and changes nothing after that.
      - id: bad_data
        field: entry_length
        text: is {value}, and a data sector of the entry is missing or belongs to another
        doc: Each has the entry's sequence number.
    seq:
      - id: signature
        contents: loge
        -instar-c: [value, size]
        doc: Begins every log entry. The rest of the log is whatever was there before.
      - id: checksum
        type: u4
        -instar-any: covers the whole entry, whose length is known only from the next fields; the reader checks it
        -instar-c: [place]
        doc: CRC-32C of the `entry_length` bytes of the entry, with this field as zero.
      - id: entry_length
        -orig-id: EntryLength
        type: u4
        valid:
          expr: _ % 4096 == 0
        -instar-unit: bytes
        -instar-practice:
          - text: qemu takes an entry of length 0 that has no descriptors for one of 4096 bytes.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
        -instar-c: [place]
        doc: Length of the entry with its descriptors and data sectors, a multiple of 4096 and not 0.
      - id: tail
        type: u4
        -instar-any: only replay begins there
        -instar-unit: bytes
        -instar-c: [place]
        doc: Place in the log of the oldest entry of the sequence when this one was written. Replay starts there.
      - id: sequence_number
        -orig-id: SequenceNumber
        type: u8
        valid:
          min: 1
        doc: One more than that of the entry before.
      - id: num_descriptors
        -orig-id: DescriptorCount
        type: u4
        -instar-any: checked against the length of the entry by the reader
        -instar-c: [place]
        doc: Descriptors in the entry; may be 0.
      - id: reserved
        size: 4
        -instar-any: readers ignore it
        doc: Zero.
      - id: log_guid
        -orig-id: LogGuid
        size: 16
        -instar-any: compared with the header's by the reader
        doc: "`log_guid` of the header when this was written. An entry of another life of the log has another one."
      - id: flushed_file_offset
        -orig-id: FlushedFileOffset
        type: u8
        -instar-any: a file may be longer or shorter
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of the file up to which everything was on disk when this was written. A shorter file has lost data.
      - id: last_file_offset
        -orig-id: LastFileOffset
        type: u8
        -instar-any: a file may be longer or shorter
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length that the file must have to hold everything that is allocated. Replay extends it so far.
  log_zero_descriptor:
    doc: Says that a range of the file becomes zero.
    doc-ref: "[MS-VHDX] 2.3.1.2 Zero Descriptor"
    seq:
      - id: signature
        -orig-id: ZeroSignature
        contents: zero
        doc: Tells a zero descriptor from a data descriptor.
      - id: reserved
        size: 4
        -instar-any: readers ignore it
        doc: Zero.
      - id: zero_length
        -orig-id: ZeroLength
        type: u8
        valid:
          expr: _ % 4096 == 0
        -instar-unit: bytes
        doc: Length of the range, a multiple of 4096.
      - id: file_offset
        -orig-id: FileOffset
        type: u8
        valid:
          expr: _ % 4096 == 0
        -instar-unit: bytes
        doc: Place of the range, a multiple of 4096.
      - id: sequence_number
        -orig-id: SequenceNumber
        type: u8
        -instar-any: compared with the entry's by the reader
        doc: Must equal that of the entry.
  log_data_descriptor:
    doc: |
      Says that 4096 bytes of the file are replaced. Because a data sector loses 12 of its bytes to signature and sequence number, the first
      8 and the last 4 bytes of the new contents are here.
    doc-ref: "[MS-VHDX] 2.3.1.3 Data Descriptor"
    seq:
      - id: signature
        -orig-id: DataSignature
        contents: desc
        doc: Tells a data descriptor from a zero descriptor.
      - id: trailing_bytes
        -orig-id: TrailingBytes
        size: 4
        -instar-any: contents
        doc: The last 4 bytes of the new contents.
      - id: leading_bytes
        -orig-id: LeadingBytes
        size: 8
        -instar-any: contents
        doc: The first 8 bytes of the new contents.
      - id: file_offset
        -orig-id: FileOffset
        type: u8
        valid:
          expr: _ % 4096 == 0
        -instar-unit: bytes
        doc: Place of the 4096 bytes, a multiple of 4096.
      - id: sequence_number
        -orig-id: SequenceNumber
        type: u8
        -instar-any: compared with the entry's by the reader
        doc: Must equal that of the entry.
  log_data_sector:
    doc: 4096 bytes of new contents, but for the 12 bytes that its descriptor holds. The n-th data sector belongs to the n-th data descriptor.
    doc-ref: "[MS-VHDX] 2.3.1.4 Data Sector"
    seq:
      - id: signature
        -orig-id: DataSignature
        contents: data
        doc: In every data sector, instead of the first bytes of the contents.
      - id: sequence_high
        -orig-id: SequenceHigh
        type: u4
        -instar-any: compared with the entry's by the reader
        doc: Upper half of the entry's sequence number.
      - id: data
        size: 4084
        -instar-any: contents
        doc: The new contents without the first 8 and the last 4 bytes.
      - id: sequence_low
        -orig-id: SequenceLow
        type: u4
        -instar-any: compared with the entry's by the reader
        doc: Lower half of the entry's sequence number.
enums:
  payload_block_state:
    0: {id: not_present, doc: "Never written. Reads as anything, in practice zeros; in a differencing image from the parent."}
    1: {id: undefined, doc: Contents are not defined; readers give zeros.}
    2: {id: zero, doc: The block reads as zeros.}
    3: {id: unmapped, doc: The block was discarded; readers give zeros or what was there before.}
    5: {id: unmapped_draft, doc: "What `unmapped` was in the draft 0.95 of the format; reserved in 1.0. qemu reads zeros."}
    6: {id: fully_present, doc: The block is in the file.}
    7: {id: partially_present, doc: Sectors whose bit is set in the sector bitmap are in the file and others in the parent.}
  sector_bitmap_state:
    0: {id: not_present, doc: There is no bitmap.}
    6: {id: present, doc: The bitmap is in the file.}
