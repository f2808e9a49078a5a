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

  Images of Parallels Desktop and Virtuozzo come in a directory with a DiskDescriptor.xml that lists images and snapshots
  ([hdd](hdd.md)); this file describes one image.
doc-ref: https://www.qemu.org/docs/master/interop/parallels.html Parallels Expandable Image File Format
-instar-id: 19
-instar-programs:
  - name: Parallels
    writes: "Clusters of 1 MiB today; `WithouFreSpacExt`, which counts the sectors of a disk in 64 bits, and `WithoutFreeSpace`, which does in 32."
    source: https://www.qemu.org/docs/master/interop/parallels.html Parallels Expandable Image File Format
    unverified: which program wrote which; no image of it was looked at
  - name: qemu
    since: 2.4 to write
    writes: "`WithouFreSpacExt`, clusters of 1 MiB."
    reads: "Both generations. Not the reserved values of `in_use`: it takes them for closed."
    run: qemu-img 7.2, 10.0, 11.1
    unverified: since when was not looked up
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean, and a worked example; who writes and reads it."}
  - {date: 2026-11-30, doc: "The format's rules of clusters and the BAT, and qemu's limits apart."}
-instar-examples:
  - {image: par.parallels, offset: 0x38cfd64}
-instar-places:
  - {id: header, type: header, at: 0}
  - id: bat
    type: bat_entry
    at: sizeof<header>
    count: header.num_bat_entries
    index: offset / (header.cluster_sectors * sector_size)
    positive: [cluster_sectors]
    doc: One entry for each cluster of the disk.
  - id: cluster
    size: header.cluster_sectors * sector_size
    at: "bat.place * (header.is_extended ? header.cluster_sectors : 1) * sector_size"
    byte: offset % (header.cluster_sectors * sector_size)
    doc: A cluster of the disk.
  - id: extension
    type: extension_header
    at: header.extension_sector * sector_size
    if: header.is_extended and header.extension_sector != 0
    doc: As long as a cluster. Features follow it.
-instar-magic:
  - offset: 0
    hex: "576974686f7574467265655370616365"
    -instar-c: [value, size]
    doc: "`WithoutFreeSpace`, the older generation."
  - offset: 0
    hex: "576974686f7546726553706163457874"
    -instar-c: [value, size]
    doc: "`WithouFreSpacExt`, the newer generation."
seq:
  - id: header
    type: header
    doc: The header.
instances:
  bat:
    pos: 64
    type: bat_entry
    repeat: expr
    repeat-expr: header.num_bat_entries
    -instar-bound: 0x1fffffff
    doc: The block allocation table.
  extension:
    pos: header.extension_sector * 512
    type: extension_header
    if: header.extension_sector != 0
    doc: The format extension.
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: All offsets and sizes in sectors count these.
  bat_offset:
    value: 64
    -instar-unit: bytes
    doc: The BAT follows the header without a gap.
  default_cluster_size:
    value: 0x100000
    -instar-unit: bytes
    -instar-c: false
    doc: Cluster size of Parallels and of qemu unless asked otherwise, 1 MiB.
  max_cluster_sectors:
    value: 4186127
    -instar-unit: sectors
    doc: Largest cluster that qemu opens, a little below 2 GiB (the largest signed 32-bit number divided by 513).
  max_bat_entries:
    value: 0x1fffffff
    doc: Most BAT entries that qemu opens; the table has to stay below 2 GiB.
  default_heads:
    value: 16
    doc: Heads that qemu writes.
  default_sectors_per_cylinder:
    value: 512
    doc: Sectors by which qemu divides the size to get the cylinders that it writes.
  max_dirty_bitmaps:
    value: 1024
    -instar-own: true
    doc: Most dirty bitmaps that instar reads. Backup programs keep a handful.
  max_granularity_sectors:
    value: 0x400000
    -instar-unit: sectors
    doc: Largest unit of a dirty bitmap, 2 GiB; its bytes must fit into 32 bits.
  max_offset_sectors:
    value: 0x3ffffffffffffe
    -instar-unit: sectors
    doc: Furthest place of the format extension that qemu accepts.
  max_extension_check:
    value: 0x4000000
    -instar-unit: bytes
    -instar-own: true
    doc: |
      Largest format extension whose checksum instar computes. It is as long as a cluster, which may be 2 GiB, most of it past the end
      of the file.
types:
  header:
    doc: Generation, geometry, size and state of the image. The BAT follows.
    doc-ref: Parallels Expandable Image File Format, "Header"
    -instar-practice:
      - text: |
          A header that is cut short reads as if it went on with zeros. Neither `data_sector` nor `in_use` keeps qemu from opening an
          image.
        run: qemu-img 7.2, 10.0, 11.1
    -instar-faults:
      - id: no_cluster
        field: cluster_sectors
        text: is {value}, must be at least 1
        qemu: "Invalid image: Zero sectors per track"
        doc: A cluster has at least one sector.
      - id: bat_too_small
        field: num_bat_entries
        text: is {value}, too few clusters for the size of the disk
        qemu:
          - {until: "11.1", text: ""}
          - {text: "Invalid image: Catalog size too small for advertised disk size"}
        doc: |
          The clusters that the BAT describes must cover the disk. Older versions opened such an image, and read zeros after the BAT.
      - id: too_large
        field: num_sectors
        text: is {value}, more than 0x3fffffffffffff
        qemu: "Could not refresh total sector count: File too large"
        doc: The size in bytes does not fit into a signed 64-bit number. With a BAT large enough for the disk this cannot be.
      - id: extension_unreachable
        field: extension_sector
        text: is {value}, no file can be so long
        qemu: "Invalid image: Too big offset"
        doc: See `max_offset_sectors`.
      - id: extension_past_limit
        field: extension_sector
        text: is {value}, past the longest file that there can be
        qemu: "Failed to read Format Extension cluster: Input/output error"
        doc: The cluster ends past raw's `max_file_bytes`.
      - id: bat_past_end
        field: num_bat_entries
        text: is {value}, the block allocation table leaves the file
        doc: The BAT must lie in the file whole. qemu reads what is missing as zeros, that is as unallocated clusters.
      - id: check_in_use
        field: in_use
        text: says that the image was not closed
        qemu: ERROR image was not closed correctly
        doc: The last writer may not have written everything.
      - id: check_in_use_repaired
        field: in_use
        text: said that the image was not closed, and does not any more
        qemu: Repairing image was not closed correctly
        doc: All else is looked at too.
      - id: check_closes
        field: in_use
        text: was {value:#x}, and says that the image is closed
        doc: qemu-img marks an image as closed when it gives it up.
      - id: check_data_sector
        field: data_sector
        text: is {value}, where no cluster can be
        qemu:
          - {until: "8.2", text: ""}
          - {text: ERROR data_off field has incorrect value}
        doc: Clusters begin after the BAT, at or before the first that is used.
      - id: check_data_sector_repaired
        field: data_sector
        text: was {value}, where no cluster can be, and is {extra0} now
        qemu: Repairing data_off field has incorrect value
        doc: The first sector after the BAT where a cluster can be.
      - id: check_leaked
        field: num_bat_entries
        text: leaves {value} bytes at the end of the file to nobody
        qemu: ERROR space leaked at the end of the image {value}
        doc: No entry points there.
      - id: check_leaked_repaired
        field: num_bat_entries
        text: left {value} bytes at the end of the file to nobody, which are cut off
        qemu: Repairing space leaked at the end of the image {value}
        doc: No entry pointed there.
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
        -instar-c: [peek, value]
        doc: Version of the format; 2 is the only one.
      - id: num_heads
        -orig-id: heads
        type: u4
        -instar-any: nothing depends on the geometry when reading
        doc: Heads of the drive's geometry. qemu writes 16.
      - id: num_cylinders
        -orig-id: cylinders
        type: u4
        -instar-any: nothing depends on the geometry when reading
        -instar-c: [place]
        doc: Cylinders of the drive's geometry. qemu writes the sectors of the disk divided by 16 x 32.
      - id: cluster_sectors
        -orig-id: tracks
        type: u4
        valid:
          min: 1
        -instar-qemu-valid:
          max: 4186127
          doc: as many as a byte count of 31 bits allows; 0 is refused later
        -instar-qemu: "Invalid image: Too big cluster"
        -instar-unit: sectors
        -instar-practice:
          - text: |
              2048 (1 MiB) is the default today. Earlier versions had 63 sectors, 252 KiB or 256 KiB; so this need not be a power of two.
            source: https://www.qemu.org/docs/master/interop/parallels.html Parallels Expandable Image File Format, Definitions
        -instar-c: [place, peek]
        doc: Sectors in one cluster.
      - id: num_bat_entries
        -orig-id: bat_entries
        type: u4
        -instar-any: as many as the disk has clusters, or fewer
        -instar-qemu-valid:
          max: 0x1fffffff
          doc: a table of less than 2 GiB
        -instar-qemu: Catalog too large
        -instar-c: [place]
        doc: Entries in the BAT. Clusters after its last entry are not allocated.
      - id: num_sectors
        -orig-id: nb_sectors
        type: u8
        -instar-any: the sizes that the BAT cannot describe read as zeros
        -instar-unit: sectors
        -instar-c: [place]
        doc: |
          Size of the disk. The older generation uses the lower 32 bits only, see `disk_sectors`; the upper ones are 0 there.
      - id: in_use
        -orig-id: inuse
        type: u4
        enum: in_use
        valid:
          in-enum: true
        -instar-qemu-valid:
          doc: other values are the same as closed to it
        -instar-practice:
          - text: qemu opens an image marked as open and only has its `check` complain.
            run: qemu-img 7.2, 10.0, 11.1
          - text: 0 is of software that does not know the format extension.
            source: https://www.qemu.org/docs/master/interop/parallels.html Parallels Expandable Image File Format, in_use
          - text: That is Parallels before version 9.
            unverified: no image of it was looked at
        -instar-c: [place]
        doc: Whether the image is open for writing, or was when its writer crashed.
      - id: data_sector
        -orig-id: data_off
        type: u4
        -instar-any: checked against the end of the BAT
        -instar-unit: sectors
        -instar-c: [place]
        doc: |
          First sector of the clusters. In the newer generation a multiple of the cluster, and not 0. In the older one any sector; 0 means
          right after the BAT.
      - id: flags
        type: u4
        -instar-any: nothing depends on the flags when reading
        doc: Bit 0 says that the image is empty and need not be read.
      - id: extension_sector
        -orig-id: ext_off
        type: u8
        -instar-any: 0 means none; checked against the length of the file by the reader of the extension
        -instar-unit: sectors
        -instar-c: [place]
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
      start of the file, the older one sectors. A place that is not 0 is not before `data_sector`, is in the file, is no other entry's, and
      is a multiple of the cluster from `data_sector` on. The format extension and the clusters of dirty bitmaps lie by the same rules.
    doc-ref: Parallels Expandable Image File Format, "BAT"
    -instar-entry:
      - {means: hole, if: place == unallocated}
      - {means: data}
    -instar-faults:
      - id: past_end
        field: place
        text: is {value}, the cluster begins past the end of the file
        qemu:
          - {until: "8.1", text: ""}
          - {until: "8.2", text: "parallels: Offset {extra0} in BAT[{extra1}] entry is larger than file size ({extra2})"}
          - {text: ""}
        doc: |
          qemu 8.1 refuses such an image when it opens it; before and after, it reads zeros there. From 11.1 on an entry counts as
          unallocated unless its cluster lies in the file whole, after `data_sector` (or, where that is before the end of the BAT or past the end
          of the file, after the BAT). The extra numbers are the offset in bytes, the index of the entry, and the length of the file.
      - id: duplicate
        field: place
        text: is {value}, which another entry names too
        doc: Two clusters of the disk share their storage. qemu reads both; its `check` complains from 8.2 on.
      - id: check_outside
        field: place
        text: of cluster {extra0} is {value}, past the end of the file
        qemu: ERROR cluster {extra0} is outside image
        doc: What was stored there is lost.
      - id: check_outside_repaired
        field: place
        text: of cluster {extra0} was {value}, past the end of the file, and is empty now
        qemu: Repairing cluster {extra0} is outside image
        doc: What was stored there is lost; the cluster reads as zeros, or as the backing file.
      - id: check_used_twice
        field: place
        text: of cluster {extra0} is {value}, which another cluster has
        qemu:
          - {until: "8.2", text: ""}
          - {text: "ERROR duplicate offset in BAT entry {extra0}"}
        doc: A write to one of the two changes both.
      - id: check_used_twice_repaired
        field: place
        text: of cluster {extra0} was {value}, which another cluster has, and is a copy of it now
        qemu: "Repairing duplicate offset in BAT entry {extra0}"
        doc: Which of the two the content belongs to cannot be known; both keep it.
      - id: check_copies
        field: place
        text: of cluster {value} leads here, to its own copy
        doc: It was used twice.
    seq:
      - id: place
        type: u4
        -instar-any: any place is possible; the end of the cluster is checked against the length of the file
        doc: Where the cluster is, or 0 for a cluster that was never written and reads as zeros.
    instances:
      unallocated:
        value: 0
        doc: Value of an entry without a cluster.
      is_allocated:
        value: place != unallocated
        doc: Whether the cluster is in the file.
  extension_header:
    doc: |
      Begins the format extension cluster, whose length is one cluster. Feature headers with their data follow, each padded to 8
      bytes, up to a feature of magic 0.
    doc-ref: Parallels Expandable Image File Format, "Format Extension"
    -instar-faults:
      - id: bad_checksum
        field: checksum
        text: is not the MD5 of the cluster after it
        qemu: Wrong checksum in Format Extension header. Format extension is corrupted.
        doc: qemu refuses an image with a damaged extension.
      - id: too_costly
        field: checksum
        text: is that of {value} bytes, too many to check
        doc: See `max_extension_check`. qemu computes it.
    seq:
      - id: magic
        type: u8
        valid:
          eq: 0xab234cef23dcea87
        -instar-qemu: "Wrong parallels Format Extension magic: 0x{value:x}, expected: {magic_eq:#x}"
        doc: By this number the extension is recognised.
      - id: checksum
        size: 16
        -instar-any: an MD5, which the reader computes over the rest of the cluster
        -instar-c: [place]
        doc: MD5 of the cluster after this field.
  extension_feature:
    doc: Header of one feature of the format extension.
    doc-ref: Parallels Expandable Image File Format, "Format Extension", feature section
    -instar-faults:
      - id: unsupported_flags
        field: flags
        text: is {value:x}, which is not supported
        qemu: Flags for extension feature are unsupported
        doc: qemu knows neither of the two flags, and refuses an image that sets one.
      - id: too_long
        field: len_data
        text: is {value}, more than is left of the cluster
        qemu: Feature data_size exceedes Format Extension cluster
        doc: A feature lies in the cluster whole.
      - id: unknown
        field: magic
        text: is {value:x}, which is not known
        qemu: "Unknown feature: 0x{value:x}"
        doc: qemu refuses an image with a feature that it does not know, whether or not the feature is marked as necessary.
    seq:
      - id: magic
        type: u8
        enum: feature
        -instar-any: unknown features are a matter of the fault `unknown`
        doc: Which feature; 0 ends the list.
      - id: flags
        type: u8
        -instar-any: bits that are not known are a matter of the fault `unsupported_flags`
        -instar-c: [place]
        doc: |
          What a program does that does not know the feature. Bit 0, necessary: it does not change the image. Bit 1, transit: it keeps the
          feature when it rewrites the image. With neither bit it drops the feature.
      - id: len_data
        type: u4
        -instar-any: checked against the cluster by the reader
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of the data after this header, without padding.
      - id: reserved
        size: 4
        -instar-any: readers ignore it
        doc: Unused.
    instances:
      flag_necessary:
        value: 1
        doc: Bit of `flags`, the image must not be changed without knowing the feature.
      flag_transit:
        value: 2
        -instar-c: false
        doc: Bit of `flags`, the feature is to be kept by programs that do not know it.
      is_necessary:
        value: (flags & flag_necessary) != 0
        doc: The image must not be changed without knowing the feature.
  dirty_bitmap:
    doc: Data of the dirty bitmap feature. The L1 table follows, with one 64-bit entry for each cluster of the bitmap.
    doc-ref: Parallels Expandable Image File Format, "Dirty bitmaps feature"
    -instar-faults:
      - id: too_short
        field: num_sectors
        text: does not fit, the feature has {value} bytes
        qemu: "Too small Bitmap Feature area in Parallels Format Extension: {value} bytes, expected at least {sizeof dirty_bitmap} bytes"
        doc: The feature is shorter than this structure.
      - id: size_differs
        field: num_sectors
        text: is {value}, the disk has {extra0}
        qemu: "Bitmap size (in sectors) {value:i64} differs from disk size in sectors {extra0}"
        doc: A bitmap describes the whole disk.
      - id: l1_too_long
        field: num_l1_entries
        text: is {value}, more than the feature holds
        qemu: "Bitmaps feature corrupted: l1 table exceeds extension data_size"
        doc: The L1 table lies in the feature whole.
      - id: bad_granularity
        field: granularity
        text: is {value}, must be a power of two up to {max_granularity_sectors}
        doc: qemu-img dies of an assertion on such an image, in all versions.
      - id: l1_size_differs
        field: num_l1_entries
        text: is {value}, must be {extra0}
        qemu: "Bitmap table size {value} does not correspond to bitmap size and cluster size. Expected {extra0}"
        doc: The L1 table has an entry for each cluster of bits that the disk needs.
      - id: duplicate
        field: uuid
        text: is {detail}, which another bitmap has too
        qemu: "Bitmap already exists: {detail}"
        doc: This name distinguishes bitmaps.
      - id: too_many
        field: uuid
        text: is that of more than {value} bitmaps
        doc: See `max_dirty_bitmaps`.
    seq:
      - id: num_sectors
        type: u8
        -instar-any: compared with the size of the disk by the reader
        -instar-unit: sectors
        doc: Size of the disk that the bitmap describes.
      - id: uuid
        size: 16
        -instar-any: any identity is possible
        -instar-c: [place]
        doc: Name of the bitmap.
      - id: granularity
        type: u4
        -instar-any: checked by the reader of the bitmap
        -instar-unit: sectors
        -instar-c: [place]
        doc: Sectors for each bit, a power of two.
      - id: num_l1_entries
        type: u4
        -instar-any: checked against the size of the feature by the reader
        -instar-c: [place]
        doc: Entries in the L1 table.
  dirty_bitmap_l1_entry:
    doc: Place of one cluster of a dirty bitmap.
    doc-ref: Parallels Expandable Image File Format, "Dirty bitmaps feature", L1 table
    -instar-faults:
      - id: unreachable
        field: sector
        text: is {value}, no file can be so long
        qemu: "Failed to read bitmap data cluster: Input/output error"
        doc: The cluster ends past raw's `max_file_bytes`. What lies past the end of the file reads as zeros, that is as clear bits.
    seq:
      - id: sector
        type: u8
        -instar-any: checked by the fault `unreachable`
        -instar-unit: sectors
        doc: Sector of the cluster of bits, or one of the two constants.
    instances:
      all_zeros:
        value: 0
        -instar-c: false
        doc: All bits of this part of the bitmap are clear.
      all_ones:
        value: 1
        -instar-c: false
        doc: All bits of this part of the bitmap are set.
enums:
  in_use:
    0x746f6e59: {id: open, doc: "Open for writing, or left so by a crash."}
    0x312e3276: {id: closed, doc: "Closed properly, by a writer that knows this field."}
    0: {id: unknown, doc: Written by a program that does not know this field.}
  feature:
    0: {id: end, doc: End of the list of features.}
    0x20385fae252cb34a: {id: dirty_bitmap, doc: A dirty bitmap.}
