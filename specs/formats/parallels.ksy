# SPDX-License-Identifier: Apache-2.0
meta:
  id: parallels
  title: Parallels expandable disk image (HDD)
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  A Parallels image is a 64-byte header, directly followed by the block allocation table (BAT) with one 32-bit entry for
  each cluster of the disk, and the clusters. Everything is little-endian; sectors are 512 bytes. There are two generations
  that differ in their magic: in the older one a BAT entry counts sectors and the disk ends at 2 TiB, in the newer one an
  entry counts clusters.

  Images of Parallels Desktop and Virtuozzo come in a folder with a DiskDescriptor.xml that lists images and snapshots; this
  file describes one image.
doc-ref: https://www.qemu.org/docs/master/interop/parallels.html Parallels Expandable Image File Format
-instar-magic:
  - offset: 0
    hex: "576974686f7574467265655370616365"
    doc: "`WithoutFreeSpace`, the older generation."
  - offset: 0
    hex: "576974686f7546726553706163457874"
    doc: "`WithouFreSpacExt`, the newer generation."
seq:
  - id: header
    type: header
    doc: The header.
instances:
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: All offsets and sizes in sectors count these.
  bat_offset:
    value: 64
    -instar-unit: bytes
    doc: The BAT follows the header without a gap.
  bat_entry_size:
    value: 4
    -instar-unit: bytes
    doc: Bytes of one BAT entry.
  default_cluster_size:
    value: 0x100000
    -instar-unit: bytes
    doc: Cluster size of Parallels and of qemu unless asked otherwise, 1 MiB.
  max_cluster_sectors:
    value: 4186128
    -instar-unit: sectors
    doc: Largest cluster that qemu opens, the largest signed 32-bit number divided by 513.
  max_bat_entries:
    value: 0x1fffffff
    doc: Most BAT entries that qemu opens; the table has to stay below 2 GiB.
  extension_magic:
    value: 0xab234cef23dcea87
    doc: First eight bytes of a format extension cluster.
types:
  header:
    doc: Generation, geometry, size and state of the image. The BAT follows.
    doc-ref: Parallels Expandable Image File Format, "Header"
    -instar-faults:
      - id: bat_past_end
        field: num_bat_entries
        text: is {value}, the block allocation table leaves the file
        doc: The BAT must lie in the file whole. qemu reads what is missing as zeros, that is as unallocated clusters.
    seq:
      - id: magic
        type: str
        size: 16
        encoding: ASCII
        valid:
          any-of: ['"WithoutFreeSpace"', '"WithouFreSpacExt"']
        -instar-qemu: Image not in Parallels format
        doc: Which generation the image is of, see `is_extended`.
      - id: version
        type: u4
        valid:
          eq: 2
        -instar-qemu: Image not in Parallels format
        doc: Version of the format; 2 is the only one.
      - id: num_heads
        type: u4
        -instar-any: nothing depends on the geometry when reading
        doc: Heads of the drive's geometry. qemu writes 16.
      - id: num_cylinders
        type: u4
        -instar-any: nothing depends on the geometry when reading
        doc: Cylinders of the drive's geometry. qemu writes the sectors of the disk divided by 16 x 32.
      - id: cluster_sectors
        -orig-id: tracks
        type: u4
        valid:
          min: 1
          max: 4186128
        -instar-qemu: "Invalid image: Zero sectors per track"
        -instar-unit: sectors
        doc: Sectors in one cluster. A power of two from Parallels; qemu also opens others.
      - id: num_bat_entries
        type: u4
        valid:
          max: 0x1fffffff
        -instar-qemu: Catalog too large
        doc: Entries in the BAT. Clusters behind its last entry are not allocated.
      - id: num_sectors
        type: u8
        -instar-any: the sizes that the BAT cannot describe read as zeros
        -instar-unit: sectors
        doc: Size of the disk. The older generation uses the lower 32 bits only, see `disk_sectors`.
      - id: in_use
        type: u4
        enum: in_use
        -instar-any: other values mean the same as closed
        doc: Whether the image is open for writing, or was when its writer crashed.
        -instar-practice: |
          qemu opens an image marked as open and only has its `check` complain. Parallels before version 9 wrote 0.
      - id: ofs_data
        -orig-id: data_off
        type: u4
        -instar-any: checked against the end of the BAT
        -instar-unit: sectors
        doc: First sector of the clusters, a multiple of the cluster. 0 in the older generation means right behind the BAT.
      - id: flags
        type: u4
        -instar-any: nothing depends on the flags when reading
        doc: Bit 0 says that the image is empty and need not be read.
      - id: ofs_extension
        -orig-id: ext_off
        type: u8
        -instar-any: 0 means none; checked against the length of the file by the reader of the extension
        -instar-unit: sectors
        doc: Sector of the format extension cluster, which holds dirty bitmaps. 0 when there is none.
    instances:
      is_extended:
        value: magic == "WithouFreSpacExt"
        doc: The newer generation, in which a BAT entry counts clusters.
      disk_sectors:
        value: 'magic == "WithouFreSpacExt" ? num_sectors : num_sectors & 0xffffffff'
        -instar-unit: sectors
        doc: Size of the disk.
  bat_entry:
    doc: |
      Place of one cluster. Entry n describes the disk from sector n x `cluster_sectors` on. The newer generation counts clusters from the
      start of the file, the older one sectors.
    doc-ref: Parallels Expandable Image File Format, "BAT"
    -instar-faults:
      - id: past_end
        field: place
        text: is {value}, the cluster begins past the end of the file
        doc: |
          qemu 8.1 refuses such an image when it opens it; before and after, it reads zeros there. From 11.1 on the entry counts as
          unallocated.
      - id: duplicate
        field: place
        text: is {value}, which another entry names too
        doc: Two clusters of the disk share their storage. qemu reads both; its `check` complains from 8.2 on.
    seq:
      - id: place
        type: u4
        -instar-any: any place is possible; the end of the cluster is checked against the length of the file
        doc: Where the cluster stands, or 0 for a cluster that was never written and reads as zeros.
    instances:
      unallocated:
        value: 0
        doc: Value of an entry without a cluster.
      is_allocated:
        value: place != 0
        doc: Whether the cluster is in the file.
  extension_header:
    doc: |
      Begins the format extension cluster, whose length is one cluster. Feature headers with their data follow, each padded to 8
      bytes, up to a feature of magic 0.
    doc-ref: Parallels Expandable Image File Format, "Format Extension"
    seq:
      - id: magic
        contents: [0x87, 0xea, 0xdc, 0x23, 0xef, 0x4c, 0x23, 0xab]
        doc: Signature, 0xab234cef23dcea87 as a number.
      - id: checksum
        size: 16
        -instar-any: an MD5, which the reader computes over the rest of the cluster
        doc: MD5 of the cluster behind this field.
  extension_feature:
    doc: Header of one feature of the format extension.
    doc-ref: Parallels Expandable Image File Format, "Format Extension", feature section
    seq:
      - id: magic
        type: u8
        enum: feature
        -instar-any: unknown features are skipped unless their flags say that they are necessary
        doc: Which feature; 0 ends the list.
      - id: flags
        type: u8
        -instar-any: bits that are not known are ignored
        doc: Bit 0, necessary, forbids to open an image with a feature that is not known; bit 1, transit, asks to keep the feature when rewriting.
      - id: len_data
        type: u4
        -instar-any: checked against the cluster by the reader
        -instar-unit: bytes
        doc: Length of the data behind this header, without padding.
      - id: reserved
        size: 4
        -instar-any: readers ignore it
        doc: Unused.
    instances:
      is_necessary:
        value: (flags & 1) != 0
        doc: The image must not be opened without knowing the feature.
  dirty_bitmap:
    doc: Data of the dirty bitmap feature. The L1 table follows, with one 64-bit entry for each cluster of the bitmap.
    doc-ref: Parallels Expandable Image File Format, "Dirty bitmaps feature"
    seq:
      - id: num_sectors
        type: u8
        -instar-any: compared with the size of the disk by the reader
        -instar-unit: sectors
        doc: Size of the disk that the bitmap describes.
      - id: uuid
        size: 16
        -instar-any: any identity is possible
        doc: Name of the bitmap.
      - id: granularity
        type: u4
        -instar-any: checked by the reader of the bitmap
        -instar-unit: sectors
        doc: Sectors for each bit, a power of two.
      - id: num_l1_entries
        type: u4
        -instar-any: checked against the size of the feature by the reader
        doc: Entries in the L1 table.
  dirty_bitmap_l1_entry:
    doc: Place of one cluster of a dirty bitmap.
    doc-ref: Parallels Expandable Image File Format, "Dirty bitmaps feature", L1 table
    seq:
      - id: sector
        type: u8
        -instar-any: checked against the length of the file by the reader
        -instar-unit: sectors
        doc: Sector of the cluster of bits, or one of the two constants.
    instances:
      all_zeros:
        value: 0
        doc: All bits of this part of the bitmap are clear.
      all_ones:
        value: 1
        doc: All bits of this part of the bitmap are set.
enums:
  in_use:
    0x746f6e59: {id: open, doc: "Open for writing, or left so by a crash."}
    0x312e3276: {id: closed, doc: "Closed properly, by a writer that knows this field."}
    0: {id: unknown, doc: Written by a program that does not know this field.}
  feature:
    0: {id: end, doc: End of the list of features.}
    0x20385fae252cb34a: {id: dirty_bitmap, doc: A dirty bitmap.}
