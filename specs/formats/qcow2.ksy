# SPDX-License-Identifier: Apache-2.0
meta:
  id: qcow2
  title: QEMU copy-on-write image, versions 2 and 3
  license: Apache-2.0
  endian: be
  bit-endian: be
doc: |
  A virtual disk cut into clusters of `1 << cluster_bits` bytes. Two levels of tables lead from a guest offset to a cluster of
  the file: the L1 table, contiguous and named by the header, holds offsets of L2 tables; an L2 table is one cluster and holds
  one entry for each cluster of the disk. A second pair of levels (refcount table, refcount blocks) counts how often each
  cluster of the file is used. What no entry describes is read from the backing file, or as zeros where there is none.

      L1 index = offset / (cluster_size * l2_entries)
      L2 index = offset / cluster_size % l2_entries      (l2_entries: cluster_size / 8, or / 16 with extended L2 entries)

  All numbers are big-endian; bits of an entry are counted from the least significant one, as the source does, but are here
  most significant first.

  Rules in this file are those that qemu enforces when it opens an image: what breaks one is not opened by qemu either. What the
  source asks for and qemu tolerates is written down at the field.
doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html QEMU docs/interop/qcow2.rst
-instar-id: 21
-instar-programs:
  - name: qemu
    since: 0.9 (version 2), 1.1 (version 3), 1.7 version 3 unless asked
    writes: Clusters of 64 KiB, reference counts of 16 bits, a header of 112 bytes, the feature table where a cluster is larger than 4 KiB.
    reads: Versions 2 and 3, clusters of 512 bytes to 2 MiB.
    run: qemu-img 5.2, 7.2, 10.0, 11.1
    unverified: since when was not looked up
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean, and a worked example; who writes and reads it."}
  - {date: 2026-11-30, doc: "How a compressed cluster is found, with a worked example; the format's rules of clusters and the bitmap directory, and qemu's limits apart."}
-instar-examples:
  - {image: q2-cs64k.qcow2, offset: 0x2f0234}
  - {image: same-c.qcow2, offset: 0x81234, to: compressed_cluster}
-instar-places:
  - {id: header, type: header, at: 0}
  - id: l1_table
    type: l1_entry
    at: header.ofs_l1_table
    count: header.num_l1_entries
    index: offset / header.cluster_size / header.num_l2_entries
    doc: The active L1 table.
  - id: l2_table
    type: l2_entry
    at: l1_table.ofs_l2_table
    count: header.num_l2_entries
    index: offset / header.cluster_size % header.num_l2_entries
    doc: "One for each entry of the L1 table that has an offset. With `incompatible_feature::extended_l2` its entries are `extended_l2_entry`, twice as long."
  - id: cluster
    size: header.cluster_size
    at: l2_table.host_offset
    byte: offset % header.cluster_size
    doc: A cluster of the disk.
  - id: compressed_entry
    type: compressed_entry(header.cluster_bits)
    same: l2_table
    if: l2_table.compressed
    doc: What an entry of the L2 table is whose cluster is compressed.
  - id: compressed_cluster
    size: compressed_entry.len_data
    at: compressed_entry.host_offset
    packed: true
    byte: offset % header.cluster_size
    if: l2_table.compressed
    doc: A deflate stream without a header, or a zstd one, as `compression_type` says. It may end before its last byte.
  - id: refcount_table
    type: refcount_table_entry
    at: header.ofs_refcount_table
    count: header.num_refcount_table_clusters * header.cluster_size / 8
    index: file_offset / header.cluster_size / header.num_refcounts_per_block
    doc: Where the reference count of each cluster of the file is.
  - id: refcount_block
    type: refcount_16
    at: refcount_table.ofs_block
    count: header.num_refcounts_per_block
    index: file_offset / header.cluster_size % header.num_refcounts_per_block
    doc: Counts of `refcount_order` 4; those of other widths are `refcounts_in_byte`, `refcount_8`, `refcount_32` and `refcount_64`.
  - id: snapshots
    type: snapshot
    at: header.ofs_snapshots
    count: header.num_snapshots
    if: header.num_snapshots != 0
    doc: One after the other, each padded to `extension_align`. Each has an L1 table of its own.
seq:
  - id: header
    type: header
    doc: Where everything starts.
  - id: unknown_fields
    size: header.length - header.len_known
    doc: Fields of later revisions, which a header of more than 112 bytes has.
  - id: extensions
    type: extension
    repeat: until
    repeat-until: _.header.type == extension_type::end
    doc: Optional sections right after the header, closed by one of type `end`.
instances:
  max_deflate_window_bits:
    value: 12
    -instar-unit: bits
    -instar-c: false
    doc: Window of the deflate streams that qemu writes, as a power of two. It reads those that reach further back as well.
  l1_table:
    pos: header.ofs_l1_table
    type: l1_entry
    repeat: expr
    repeat-expr: header.num_l1_entries
    -instar-bound: 0x400000
    doc: The active L1 table.
  refcount_table:
    pos: header.ofs_refcount_table
    type: refcount_table_entry
    repeat: expr
    repeat-expr: (header.num_refcount_table_clusters << header.cluster_bits) / 8
    -instar-bound: 0x100000
    doc: First level of the reference counts.
  max_encrypted_clusters:
    value: 32
    -instar-unit: clusters
    doc: qemu allocates no more at once for data that it encrypts.
  max_l1_bytes:
    value: 0x2000000
    -instar-unit: bytes
    doc: |
      Largest L1 table that qemu opens, 32 MiB, for the active one and for those of snapshots. With clusters of 64 KiB it
      reaches 2 PiB, with 2 MiB 2 EiB.
  max_refcount_table_bytes:
    value: 0x800000
    -instar-unit: bytes
    doc: Largest refcount table that qemu opens, 8 MiB (a whole number of clusters).
  max_snapshots:
    value: 65536
    doc: Most snapshots that qemu opens.
  max_snapshot_table_bytes:
    value: 0x4000000
    -instar-unit: bytes
    doc: Largest snapshot table that qemu reads, 64 MiB (1024 bytes for each of 65536 entries).
  max_cut_snapshot_table_bytes:
    value: 0x7fffffff
    -instar-unit: bytes
    doc: |
      How far a snapshot table may reach when `check -r all` reads it, which leaves out extra data past
      `snapshot_header.len_extra_data`'s limit; what is left may take `max_snapshot_table_bytes`.
  max_new_snapshot_name_bytes:
    value: 255
    -instar-unit: bytes
    doc: What qemu-img keeps of the name of a snapshot that it makes.
  max_backing_name_bytes:
    value: 1023
    -instar-unit: bytes
    doc: Longest name of a backing file, without a terminator.
  max_backing_format_bytes:
    value: 15
    -instar-unit: bytes
    doc: Longest name in a `backing_format` extension that qemu accepts (it keeps 16 bytes with the terminator).
  max_bitmaps:
    value: 65535
    doc: Most persistent bitmaps that qemu opens.
  max_bitmap_name_bytes:
    value: 1023
    -instar-unit: bytes
    doc: Longest bitmap name that qemu accepts.
  max_bitmap_table_entries:
    value: 0x8000000
    doc: Most entries of a bitmap table that qemu accepts.
  max_bitmap_data_bytes:
    value: 0x20000000
    -instar-unit: bytes
    doc: Most bytes of bits (512 MiB) that qemu accepts for one bitmap; `num_table_entries << cluster_bits` may not exceed it.
  max_host_offset:
    value: '0xffffffffffffff'
    -instar-unit: bytes
    -instar-c: false
    doc: |
      Last byte of the file that an L1, L2 or bitmap table entry can point at (56 bits, 64 PiB): the offset field ends at bit
      55.
  default_refcount_order:
    value: 4
    doc: Order that version 2 images have implicitly, 16-bit reference counts.
  default_cluster_bits:
    value: 16
    -instar-c: false
    doc: What qemu-img creates when it is not asked otherwise, 64 KiB.
  default_header_length:
    value: 112
    -instar-unit: bytes
    doc: Length of the version 3 headers that qemu writes.
  min_feature_names_bits:
    value: 13
    doc: qemu writes a feature name table where clusters have so many bits or more.
  l2_cache_size:
    value: 0x2000000
    -instar-unit: bytes
    doc: Most L2 tables that qemu keeps in memory; an image that has more is handled in slices of a table.
  l2_slice_size:
    value: 4096
    -instar-unit: bytes
    doc: Length of such a slice.
  subclusters_per_cluster:
    value: 32
    doc: Number of subclusters of a cluster in images with extended L2 entries.
  min_extended_l2_cluster_bits:
    value: 14
    doc: A subcluster is at least 512 bytes, so clusters with extended L2 entries are at least 16 KiB.
  sector_bits:
    value: 9
    -instar-c: false
    doc: |
      Lengths of compressed clusters count sectors of 512 bytes; the offset fields of table entries leave out the nine low bits.
  extension_align:
    value: 8
    -instar-unit: bytes
    doc: Header extensions, snapshot table entries and bitmap directory entries are padded to a multiple of this.
  bitmap_entry_align:
    value: 8
    -instar-unit: bytes
    doc: Entries of the bitmap directory are padded to this.
types:
  header:
    doc: |
      First bytes of the file. Version 2 ends after 72 bytes; version 3 has `len_header` bytes, at least 104. The header, its
      extensions and the backing file's name all lie in the first cluster.

      A parser checks the fields in their order. qemu's order is: magic, version, cluster_bits, len_header (both limits),
      ofs_backing_file, compression_type and its feature bit, unknown incompatible features, the size of subclusters,
      refcount_order, the refcount table's size and place, the snapshot table's, the L1 table's, virtual_size, crypt_method, the
      extensions, the length of the backing file's name, the snapshots, the bitmaps. An image with two faults may therefore
      get the text of the other one. Bytes past the end of the file read as zeros, here and everywhere: a file of 8 bytes has
      `cluster_bits` 0.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#header Header
    -instar-faults:
      - id: header_exceeds_cluster
        field: len_header
        text: is {value}, longer than a cluster
        qemu: qcow2 header exceeds cluster size
        doc: The header has to fit into the first cluster.
      - id: backing_name_past_cluster
        field: ofs_backing_file
        text: is {value}, outside the first cluster
        qemu: Invalid backing file offset
        doc: The name of the backing file is in the first cluster. An offset of exactly the cluster size passes this check.
      - id: backing_name_too_long
        field: len_backing_file
        text: is {value}, more than {max_backing_name_bytes} or past the end of the first cluster
        qemu: Backing file name too long
        doc: Longer than `max_backing_name_bytes`, or reaching past the first cluster.
      - id: unsupported_features
        field: incompatible_features
        text: has bits that this reader does not know ({detail})
        qemu: "Unsupported qcow2 feature(s): {detail}"
        doc: |
          Detail lists the names that the image's feature name table gives to unknown bits, joined by a comma and a space, then
          `Unknown incompatible feature: <hex>` with the bits that have no name.
      - id: extended_l2_small_cluster
        field: cluster_bits
        text: "gives subclusters of {value} bytes, at least {1 << sector_bits} are needed (cluster_bits {min_extended_l2_cluster_bits})"
        qemu: "Unsupported subcluster size: {value}"
        doc: A subcluster, a 32nd of a cluster, is never smaller than 512 bytes. The value is its size.
      - id: refcount_table_missing
        field: num_refcount_table_clusters
        text: is 0
        qemu: Image does not contain a reference count table
        doc: qemu-img check opens such an image, to repair it; all other commands refuse.
      - id: refcount_table_too_large
        field: num_refcount_table_clusters
        text: "is {value}, more than {max_refcount_table_bytes:MiB} MiB"
        qemu: Reference count table too large
        doc: See `max_refcount_table_bytes`.
      - id: refcount_table_invalid
        field: ofs_refcount_table
        text: is {value}, not a multiple of the cluster size or past the largest offset
        qemu: Reference count table offset invalid
        doc: Unaligned, or offset plus size exceed 63 bits.
      - id: refcount_table_past_limit
        field: ofs_refcount_table
        text: is {value}, where no file reaches
        qemu: "Could not initialize refcount handling: Input/output error"
        doc: Beyond `max_file_bytes` of raw.ksy. Below that, qemu reads zeros past the end of a file.
      - id: refcount_table_past_end
        field: ofs_refcount_table
        text: is {value}, past the end of the file
        doc: qemu reads zeros past the end of a file, so it opens the image and finds every count to be 0.
      - id: snapshot_table_too_large
        field: num_snapshots
        text: is {value}, more than {max_snapshots}
        qemu: Snapshot table too large
        doc: See `max_snapshots`.
      - id: snapshot_table_invalid
        field: ofs_snapshots
        text: is {value}, not a multiple of the cluster size or past the largest offset
        qemu: Snapshot table offset invalid
        doc: Unaligned, or offset plus size exceed 63 bits.
      - id: l1_too_large
        field: num_l1_entries
        text: "is {value}, more than {max_l1_bytes:MiB} MiB of entries"
        qemu: Active L1 table too large
        doc: See `max_l1_bytes`.
      - id: l1_invalid
        field: ofs_l1_table
        text: is {value}, not a multiple of the cluster size or past the largest offset
        qemu: Active L1 table offset invalid
        doc: Unaligned, or offset plus size exceed 63 bits.
      - id: image_too_big
        field: virtual_size
        text: is {value}, needs more L1 entries than an image can have
        qemu: Image is too big
        doc: The number of L1 entries for this size exceeds 31 bits.
      - id: size_past_limit
        field: virtual_size
        text: is {value}, more than the largest file offset
        qemu: "Could not refresh total sector count: File too large"
        doc: |
          Sizes so close to 2^64 that rounding them up to what an L2 table covers wraps to 0: no L1 entry seems to be needed,
          and qemu stumbles later.
      - id: l1_too_small
        field: num_l1_entries
        text: is {value}, too few for the virtual size
        qemu: L1 table is too small
        doc: The table may be longer than the disk needs (the state of a virtual machine is after it), never shorter.
      - id: l1_past_limit
        field: ofs_l1_table
        text: is {value}, where no file reaches
        qemu: "Could not read L1 table: Input/output error"
        doc: Beyond `max_file_bytes` of raw.ksy. Below that, qemu reads zeros past the end of a file.
      - id: l1_past_end
        field: ofs_l1_table
        text: is {value}, past the end of the file
        doc: qemu reads zeros past the end of a file, so to it such an image is empty.
      - id: compression_type_without_feature
        field: compression_type
        text: is {value}, but the feature bit `compression` is not set
        qemu: "qcow2: Compression type incompatible feature bit must be set"
        doc: A method other than zlib comes with its feature bit, so that old readers keep away.
      - id: compression_feature_without_type
        field: compression_type
        text: is 0, but the feature bit `compression` is set
        qemu: "qcow2: Compression type incompatible feature bit must not be set"
        doc: The bit says that the method is not zlib.
      - id: data_file_missing
        field: incompatible_features
        text: asks for a data file that nothing names
        qemu: "'data-file' is required for this image"
        doc: |
          The feature bit `external_data` is set, and there is no extension `data_file`. qemu's `info` does not open data files
          since 9.1 and has no such error.
      - id: data_file_unexpected
        field: autoclear_features
        text: says that the data file is raw, but the image has none
        qemu: data-file-raw requires a data file
        doc: The same holds for `info` here.
      - id: encryption_header_missing
        field: crypt_method
        text: is 2, but there is no extension `encryption`
        qemu: Missing CRYPTO header for crypt method {value}
        doc: LUKS needs its own header, to which the extension points. qemu 5.2 and 7.2 die on such an image.
      - id: key_missing
        field: crypt_method
        text: is {value}, and no key was given
        qemu: Parameter 'encrypt.key-secret' is required for cipher
        doc: Reading needs a key; `measure` and `map` refuse an image without one, `info` does not.
      - id: check_past_end
        field: virtual_size
        text: "counts on {extra0} bytes at {value}, a cluster or more past the end of the file"
        qemu: "ERROR: counting reference for region exceeding the end of the file by one cluster or more: offset 0x{value:x} size 0x{extra0:x}"
        doc: |
          A table, a cluster, or any other structure that `check` counts. It is not counted then. A structure that ends in the last cluster,
          which the file may have in part, is fine.
      - id: check_overflow
        field: refcount_order
        text: "is too small: the cluster at {value} has more users than a count can hold"
        qemu: |-
          ERROR: overflow cluster offset=0x{value:x}
          Use qemu-img amend to increase the refcount entry width or qemu-img convert to create a clean copy if the image cannot be opened for writing
        doc: A count has `refcount_bits` bits.
      - id: check_snapshots_invalid
        field: ofs_snapshots
        text: is {value}, not a multiple of the cluster size or past the largest offset
        qemu: "qemu-img: ERROR snapshot table offset invalid"
        doc: Nothing else is checked then.
      - id: check_snapshots_too_large
        field: num_snapshots
        text: is {value}, more than {max_snapshots}
        qemu: |-
          qemu-img: ERROR snapshot table too large
          You can force-remove all {extra0} overhanging snapshots with qemu-img check -r all
        doc: Nothing else is checked then. Further number is how many are too many.
      - id: check_snapshots_cut
        field: num_snapshots
        text: "is {value}, more than {max_snapshots}: the last {extra0} are dropped"
        qemu: Discarding {extra0} overhanging snapshots
        doc: A repair that may drop snapshots.
      - id: check_writes_snapshots
        field: num_snapshots
        text: becomes {value}
        doc: The snapshot table has been cut, or written anew.
      - id: check_snapshots_with_data_file
        field: num_snapshots
        text: is {value} in an image whose data is in another file
        qemu: ERROR {value} snapshots in image with data file
        doc: A data file holds one state of the disk.
      - id: check_writes_counts
        field: ofs_refcount_table
        text: becomes {value}, where the new counts are
        doc: All counts have been written anew.
      - id: check_clears_marks
        field: incompatible_features
        text: has {value:#x}, which is cleared
        doc: The image is sound now, and is not marked as dirty or corrupt any more.
      - id: check_clears_stale
        field: autoclear_features
        text: has {value:#x}, which is cleared
        doc: The image has been changed by a program that does not know what the bits say.
      - id: edit_corrupt
        field: incompatible_features
        text: is {value:#x}, the image is marked as corrupt, and is not changed before it is repaired
        qemu: "qcow2: Image is corrupt; cannot be opened read/write"
        doc: See `incompatible_feature::corrupt`.
      - id: edit_dirty
        field: incompatible_features
        text: is {value:#x}, the image is marked as dirty, and is not changed before `check -r all` has repaired it
        doc: See `incompatible_feature::dirty`. qemu repairs such an image when it opens it for writing.
      - id: edit_bitmaps
        field: autoclear_features
        text: "says that the image has {value} bitmaps, which cannot be changed with the disk yet"
        doc: A writer has to keep persistent bitmaps up to date.
      - id: edit_encrypted
        field: crypt_method
        text: is {value}, the disk is encrypted, and its key is not known
        doc: A writer has to encrypt what it puts.
      - id: edit_refcount_underflow
        field: refcount_order
        text: "was not reached: the cluster at {value} is freed more often than it is used"
        qemu: "qemu-img: Failed to discard unused refblocks: Invalid argument"
        doc: The image is corrupt, and `check` says where.
      - id: edit_past_end
        field: refcount_order
        text: "does not help: the cluster at {value} is freed, and is past the end of the file"
        doc: The image is corrupt, and `check` says where.
      - id: edit_not_counted
        field: refcount_order
        text: "was not reached: the cluster at {value} is used, and is not counted"
        doc: The image is corrupt, and `check` says where.
      - id: resize_not_sectors
        field: virtual_size
        text: "cannot become {value}, which is not a multiple of {1 << sector_bits}"
        qemu: "qemu-img: The new size must be a multiple of {1 << sector_bits}"
        doc: The size of a disk is whole sectors.
      - id: resize_l1_too_large
        field: num_l1_entries
        text: cannot become {value}, more than {max_l1_bytes:MiB} MiB of entries
        qemu: "qemu-img: Failed to grow the L1 table: File too large"
        doc: See `max_l1_bytes`.
      - id: resize_snapshots
        field: num_snapshots
        text: is {value}, and in version 2 a snapshot does not say what size its disk has
        qemu: "qemu-img: Can't resize a v2 image which has snapshots"
        doc: From version 3 on, each snapshot has the size of its disk.
      - id: resize_backing_shows
        field: virtual_size
        text: is {value}, not whole clusters, and the backing image would show in what is added
        doc: The added part of the last cluster would have to be written.
      - id: resize_no_zeros
        field: version
        text: is {value}, which has no clusters that read as zeros, and the longer backing image would show in what is added
        qemu: "qemu-img: Failed to zero out new clusters: Operation not supported"
        doc: Zero clusters came with version 3.
      - id: amend_refcount_version
        field: version
        text: "is {value}, in which refcounts have 16 bits"
        qemu: "qemu-img: Refcount widths other than 16 bits require compatibility level 1.1 or above (use compat=1.1 or greater)"
        doc: A header of version 3 says how many.
      - id: amend_refcount_too_narrow
        field: refcount_order
        text: "would say {extra0} bits: the cluster at {value} is used {extra1} times"
        qemu: "qemu-img: Cannot decrease refcount entry width to {extra0} bits: Cluster at offset {value:#x} has a refcount of {extra1}"
        doc: All counts have to fit.
      - id: amend_lazy_version
        field: version
        text: "is {value}, in which refcounts are never written late"
        qemu: "qemu-img: Lazy refcounts only supported with compatibility level 1.1 and above (use compat=1.1 or greater)"
        doc: A flag of version 3 says that they may be.
      - id: amend_down_refcounts
        field: refcount_order
        text: "says {value} bits, and version 2 has 16"
        qemu: "qemu-img: compat=0.10 requires refcount_bits=16"
        doc: Version 2 does not say how many.
      - id: amend_down_data_file
        field: incompatible_features
        text: "is {value:#x}, the data is in another file, which version 2 has not"
        qemu: "qemu-img: Cannot downgrade an image with a data file"
        doc: See `incompatible_feature::external_data`.
      - id: amend_down_snapshots
        field: num_snapshots
        text: "is {value}, and one of them says what version 2 has no room for"
        qemu: "qemu-img: Internal snapshots prevent downgrade of image"
        doc: A disk of another size, or a state of a machine of 4 GiB and more.
      - id: amend_down_features
        field: incompatible_features
        text: "is {value:#x}, which version 2 has not"
        qemu: "qemu-img: Cannot downgrade an image with incompatible features {value:#x} set"
        doc: Readers of version 2 know none of them.
      - id: amend_down_compressed
        field: compression_type
        text: "is {value}, and some clusters are compressed so, which version 2 has not"
        qemu:
          - {until: "7.0", text: "qemu-img: Cannot downgrade an image with incompatible features 0x8 set"}
          - {text: "qemu-img: Cannot downgrade an image with zstd compression type and existing compressed clusters"}
        doc: Version 2 has one compression.
      - id: amend_down_bitmaps
        field: autoclear_features
        text: "says that the image has {value} bitmaps, which version 2 has not; `--force` deletes them"
        doc: qemu-img leaves them in the file, where nobody finds them.
    seq:
      - id: magic
        contents: [0x51, 0x46, 0x49, 0xfb]
        -instar-qemu: Image is not in qcow2 format
        -instar-c: [place, value, size]
        doc: |
          The letters QFI and 0xfb. Shared with version 1, another format (qcow1.ksy).
      - id: version
        type: u4
        valid:
          min: 2
          max: 3
        -instar-qemu: Unsupported qcow2 version {value}
        -instar-c: [place, peek, min, max]
        doc: |
          2 from the beginning (qemu 0.8.3, released as 0.9.0), 3 since 1.1: feature bits, refcount widths, clusters that read as
          zero. The option `compat` names the oldest qemu that reads what is written: `0.10` for version 2, `1.1` for version 3, the
          default since 1.7. qemu's prober takes a file with version 1 for the older format, and one with
          version 0 for raw.
      - id: ofs_backing_file
        -orig-id: backing_file_offset
        type: u8
        -instar-any: its limit is the cluster size, which follows (fault `backing_name_past_cluster`)
        -instar-unit: bytes
        -instar-c: [place, peek]
        doc: |
          Where the name of the backing file is in this file; 0 if there is none. Where it is not 0 it also ends the area
          of header extensions. Conflicts with `autoclear_feature::raw_external_data`.
      - id: len_backing_file
        -orig-id: backing_file_size
        type: u4
        -instar-any: meaningful only with a backing file (fault `backing_name_too_long`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of that name, without a terminator, at most 1023. Undefined without a backing file.
        -instar-practice:
          - text: qemu takes a length of 0 with an offset for an image without a backing file.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
      - id: cluster_bits
        type: u4
        valid:
          min: 9
          max: 55
        -instar-qemu-valid:
          min: 9
          max: 21
          doc: clusters of at most 2 MiB, so that a table of one cluster can be cached
        -instar-qemu: "Unsupported cluster size: 2^{value}"
        -instar-unit: bits
        -instar-c: [place, peek]
        doc: |
          A cluster is `1 << cluster_bits` bytes. The offset fields of entries have bits 9 to 55, so clusters can be no shorter and
          no longer; the source says the lower limit alone. At least 14 with extended L2 entries.
      - id: virtual_size
        -orig-id: size
        type: u8
        -instar-any: its limit follows from the L1 table (faults `image_too_big`, `l1_too_small`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: |
          Size of the disk that the guest sees. The tables' layout reaches 64 PiB of allocated clusters (56 bits), the limit on
          the L1 table 128 GiB with clusters of 512 bytes and 2 EiB with 2 MiB.
        -instar-practice:
          - text: |
              qemu opens images of odd size, and cuts them off at the last whole sector. Making one, it rounds up to 512 bytes.
            run: qemu-img 5.2, 7.2, 10.0, 11.1; sizes of 1, 511, 513 and 100001 bytes
      - id: crypt_method
        type: u4
        enum: crypt_method
        valid:
          in-enum: true
        -instar-qemu: Unsupported encryption method {value:i32}
        -instar-c: [place]
        doc: How the guest's data is encrypted; metadata never is.
      - id: num_l1_entries
        -orig-id: l1_size
        type: u4
        -instar-any: its limits depend on the virtual size (faults `l1_too_large`, `l1_too_small`)
        -instar-c: [place]
        doc: |
          Entries of the active L1 table. At least as many as the virtual size needs; further ones address the state of a
          virtual machine while it runs.
      - id: ofs_l1_table
        -orig-id: l1_table_offset
        type: u8
        -instar-any: its alignment depends on the cluster size (fault `l1_invalid`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the active L1 table starts, a multiple of the cluster size.
      - id: ofs_refcount_table
        -orig-id: refcount_table_offset
        type: u8
        -instar-any: its alignment depends on the cluster size (fault `refcount_table_invalid`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the refcount table starts, a multiple of the cluster size.
      - id: num_refcount_table_clusters
        -orig-id: refcount_table_clusters
        type: u4
        -instar-any: its limit depends on the cluster size (fault `refcount_table_too_large`)
        -instar-unit: clusters
        -instar-c: [place]
        doc: Length of the refcount table, at most 8 MiB and at least one cluster.
      - id: num_snapshots
        -orig-id: nb_snapshots
        type: u4
        -instar-any: checked in qemu's order (fault `snapshot_table_too_large`)
        -instar-c: [place]
        doc: Entries of the snapshot table, at most 65536.
      - id: ofs_snapshots
        -orig-id: snapshots_offset
        type: u8
        -instar-any: its alignment depends on the cluster size (fault `snapshot_table_invalid`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the snapshot table starts, a multiple of the cluster size. Mostly 0 in an image without snapshots.
      - id: incompatible_features
        type: u8
        if: version >= 3
        -instar-any: unknown bits are refused with their names, which are in an extension (fault `unsupported_features`)
        -instar-c: [place, peek]
        doc: |
          Set of `incompatible_feature`. A reader must refuse an image with a bit that it does not know.
      - id: compatible_features
        type: u8
        if: version >= 3
        -instar-any: readers ignore bits that they do not know
        doc: Set of `compatible_feature`. Unknown bits are harmless.
      - id: autoclear_features
        type: u8
        if: version >= 3
        -instar-any: readers ignore bits that they do not know
        -instar-c: [place]
        doc: |
          Set of `autoclear_feature`. A writer that does not know a bit clears it before it changes anything, so a set bit
          says that every writer since has kept the feature's data up to date.
      - id: refcount_order
        type: u4
        if: version >= 3
        valid:
          max: 6
        -instar-qemu: "Reference count entry width too large; may not exceed {1 << refcount_order_max} bits"
        -instar-c: [place]
        doc: |
          A reference count has `1 << refcount_order` bits: 1, 2, 4, 8, 16, 32 or 64. Always 4 (16 bits) in version 2; see
          `refcount_bits`.
      - id: len_header
        -orig-id: header_length
        type: u4
        if: version >= 3
        valid:
          min: 104
        -instar-qemu: qcow2 header too short
        -instar-unit: bytes
        -instar-c: [place, peek, min]
        doc: |
          Bytes in the header, a multiple of 8: where the extensions start. 104 ends after this field; more means that fields
          of later revisions follow, each of which can be ignored unless a feature bit says otherwise. No longer than a cluster.
        -instar-practice:
          - text: qemu has written 104 up to 5.0, and 112 since 5.1.
            recorded: |
              tests/parity/data/create.jsonl.xz::create/qcow2/cluster_size=256k/8757k the checksums of what qemu-img 2.12 to 11.1 made,
              which are those of images with such headers
          - text: It does not check for the multiple of 8.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
      - id: compression_type
        type: u1
        if: version >= 3 and len_header > 104
        enum: compression
        valid:
          in-enum: true
        -instar-qemu: "qcow2: unknown compression type: {value}"
        -instar-c: [place]
        doc: |
          Method of all compressed clusters of the image. Not 0 exactly when `incompatible_feature::compression` is set. Where
          the field is absent, clusters are compressed with deflate.
        doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#additional-fields-version-3-and-higher
      - id: reserved
        size: 7
        if: version >= 3 and len_header >= 112
        -instar-any: padding; the source asks for zeros, so that a field of a later revision reads as absent, and qemu ignores it
        doc: Fills the header up to a multiple of 8.
    instances:
      v2_length:
        value: 72
        -instar-unit: bytes
        doc: Bytes in a version 2 header.
      v3_min_length:
        value: 104
        -instar-unit: bytes
        -instar-c: false
        doc: Bytes in a version 3 header without additional fields.
      length:
        value: 'version >= 3 ? len_header : v2_length'
        -instar-unit: bytes
        doc: Where the header extensions start, in either version.
      len_known:
        value: 'version < 3 ? v2_length : len_header >= 112 ? 112 : len_header > 104 ? 105 : 104'
        -instar-unit: bytes
        -instar-c: false
        doc: Bytes of the header that are declared here. `length` less these is what later revisions added.
      cluster_size:
        value: 1 << cluster_bits
        -instar-unit: bytes
        doc: Bytes in a cluster.
      has_extended_l2:
        value: 'version >= 3 ? (incompatible_features & incompatible_feature::extended_l2.to_i) != 0 : false'
        doc: Whether L2 entries have 16 bytes and clusters have subclusters.
      has_external_data:
        value: 'version >= 3 ? (incompatible_features & incompatible_feature::external_data.to_i) != 0 : false'
        doc: Whether guest clusters are in another file.
      is_dirty:
        value: 'version >= 3 ? (incompatible_features & incompatible_feature::dirty.to_i) != 0 : false'
        doc: Whether reference counts may be wrong.
      is_corrupt:
        value: 'version >= 3 ? (incompatible_features & incompatible_feature::corrupt.to_i) != 0 : false'
        doc: Whether some structure was found to be wrong.
      has_lazy_refcounts:
        value: 'version >= 3 ? (compatible_features & compatible_feature::lazy_refcounts.to_i) != 0 : false'
        doc: Whether writers may defer updates of reference counts.
      is_data_file_raw:
        value: 'version >= 3 ? (autoclear_features & autoclear_feature::raw_external_data.to_i) != 0 : false'
        doc: Whether the data file alone is the whole disk.
      has_consistent_bitmaps:
        value: 'version >= 3 ? (autoclear_features & autoclear_feature::bitmaps.to_i) != 0 : false'
        doc: Whether the bitmaps extension may be believed.
      unknown_incompatible_features:
        value: 'version >= 3 ? incompatible_features & 0xffffffffffffffe0 : 0'
        doc: Bits that no reader written from this file can support; 0 in an image that may be opened.
      refcount_bits:
        value: 'version >= 3 ? 1 << refcount_order : 16'
        -instar-unit: bits
        doc: Width of a reference count.
      l2_entry_size:
        value: 'has_extended_l2 ? 16 : 8'
        -instar-unit: bytes
        doc: Bytes in an L2 entry.
      num_l2_entries:
        value: (1 << cluster_bits) / l2_entry_size
        doc: Entries in an L2 table, which is one cluster.
      num_refcounts_per_block:
        value: (1 << (cluster_bits + 3)) / refcount_bits
        doc: Reference counts in a refcount block, which is one cluster.
  extension_header:
    doc: |
      Start of a header extension. Extensions follow each other from the end of the header on, each padded with up to seven
      bytes so that the next starts at a multiple of 8 from the first, and end with one of type `end`, at the backing file's
      name or with the first cluster, whichever comes first. Each type is there at most once.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#header-extensions Header extensions
    -instar-faults:
      - id: too_large
        field: len_data
        text: is {value}, reaches past the header area
        qemu: Header extension too large
        doc: The data would reach past the start of the backing file's name, or past the first cluster.
      - id: backing_format_too_long
        field: len_data
        text: is {value}, too long for the name of a format (at most {max_backing_format_bytes})
        qemu: "ERROR: ext_backing_format: len={value} too large (>={max_backing_format_bytes + 1})"
        doc: See `max_backing_format_bytes`.
      - id: encryption_not_luks
        field: type
        text: is an encryption header, but crypt_method is not LUKS
        qemu: CRYPTO header extension only expected with LUKS encryption method
        doc: Only LUKS keeps a header of its own.
      - id: encryption_wrong_length
        field: len_data
        text: "is {value}, an encryption header pointer has {sizeof encryption_pointer}"
        qemu: "CRYPTO header extension size {value}, but expected size {sizeof encryption_pointer}"
        doc: The pointer has a fixed size.
      - id: bitmaps_wrong_length
        field: len_data
        text: "is {value}, a bitmaps extension has {sizeof bitmaps_extension}"
        qemu:
          - {until: "6.0", text: "bitmaps_ext: Invalid extension length: Unknown error -8"}
          - {text: "bitmaps_ext: Invalid extension length"}
        doc: The extension has a fixed size.
    seq:
      - id: type
        type: u4
        enum: extension_type
        -instar-any: readers skip extensions of a type that they do not know
        -instar-c: [place]
        doc: What the data is.
      - id: len_data
        type: u4
        -instar-any: its limit is the end of the header area (fault `too_large`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Bytes of data that follow, without the padding.
        -instar-practice:
          - text: qemu checks the length of `end` as well, before it looks at the type.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
    instances:
      len_padded:
        value: (len_data + 7) / 8 * 8
        -instar-unit: bytes
        doc: Bytes from the end of this structure to the next extension.
  extension:
    doc: One header extension with its data, as a viewer shows it.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#header-extensions Header extensions
    seq:
      - id: header
        type: extension_header
        doc: Type and length.
      - id: data
        size: header.len_data
        -instar-bound: 0x200000
        doc: |
          A string without terminator (`backing_format`, `data_file`), an array of `feature_name`, a `bitmaps_extension` or an
          `encryption_pointer`.
      - id: padding
        size: (8 - header.len_data % 8) % 8
        -instar-bound: 7
        -instar-any: readers skip it, whatever is in it
        doc: Up to the next multiple of 8.
  feature_name:
    doc: |
      Entry of the feature name table: lets a reader that does not know a feature say what it is called.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#feature-name-table Feature name table
    -instar-practice:
      - text: |
          qemu writes the table into version 3 images whose cluster is larger than 4 KiB: one entry for each feature that it knows, used
          or not.
        run: qemu-img 5.2, 7.2, 10.0, 11.1, with clusters of 2, 4 and 8 KiB
      - text: The texts below are those that qemu writes; readers tell people of a feature by them.
        run: qemu-img 5.2, 7.2, 10.0, 11.1
    -instar-strings:
      - {id: feature_name_dirty, text: dirty bit, doc: "`incompatible_feature::dirty`."}
      - {id: feature_name_corrupt, text: corrupt bit, doc: "`incompatible_feature::corrupt`."}
      - {id: feature_name_data_file, text: external data file, doc: "`incompatible_feature::external_data`."}
      - {id: feature_name_compression, text: compression type, doc: "`incompatible_feature::compression`."}
      - {id: feature_name_extended_l2, text: extended L2 entries, doc: "`incompatible_feature::extended_l2`."}
      - {id: feature_name_lazy_refcounts, text: lazy refcounts, doc: "`compatible_feature::lazy_refcounts`."}
      - {id: feature_name_bitmaps, text: bitmaps, doc: "`autoclear_feature::bitmaps`."}
      - {id: feature_name_raw_data_file, text: raw external data, doc: "`autoclear_feature::raw_external_data`."}
    seq:
      - id: feature_set
        type: u1
        enum: feature_set
        -instar-any: readers skip entries of a set that they do not know
        doc: Which of the three bit fields of the header.
      - id: bit
        type: u1
        -instar-any: an entry whose bit is above 63 names nothing
        doc: Number of the bit, 0 to 63, from the least significant.
      - id: name
        size: 46
        -instar-any: text, padded with zeros; no terminator when all bytes are used
        doc: What the feature is called, such as `feature_name_dirty`.
  bitmaps_extension:
    doc: |
      Says where the directory of persistent bitmaps is. To be believed only when `autoclear_feature::bitmaps` is set; otherwise
      a program without bitmap support has written to the disk, and the bitmaps miss those writes.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#bitmaps-extension Bitmaps extension
    -instar-faults:
      - id: directory_unaligned
        field: ofs_directory
        text: is {value}, not a multiple of the cluster size
        qemu: "bitmaps_ext: invalid bitmap directory offset"
        doc: The directory starts at a cluster.
      - id: directory_past_limit
        field: ofs_directory
        text: is {value}, where no file reaches
        qemu: "Failed to read bitmap directory: Input/output error"
        doc: Beyond `max_file_bytes` of raw.ksy. Below that, qemu reads zeros past the end of a file.
      - id: directory_empty
        field: len_directory
        text: is 0
        qemu: Requested bitmap directory size is zero
        doc: Each bitmap has an entry.
      - id: too_many
        field: num_bitmaps
        text: is {value}, more than {max_bitmaps}
        qemu: "bitmaps_ext: Image has {value} bitmaps, exceeding the QEMU supported maximum of {max_bitmaps}"
        doc: See `max_bitmaps`.
      - id: too_few_entries
        field: num_bitmaps
        text: is {value}, more than the directory has entries
        qemu: Less bitmaps found than specified in header extension
        doc: Count and directory agree.
      - id: too_many_entries
        field: num_bitmaps
        text: is {value}, fewer than the directory has entries
        qemu: More bitmaps found than specified in header extension
        doc: Count and directory agree.
    -instar-strings:
      - id: warning_not_kept
        text: |-
          a program lacking bitmap support modified this file, so all bitmaps are now considered inconsistent
          Some clusters may be leaked, run 'qemu-img check -r' on the image file to fix.
        doc: qemu's warning for a version 3 image with this extension, but without `autoclear_feature::bitmaps`.
      - id: warning_version_2
        text: |-
          This qcow2 v2 image contains bitmaps, but they may have been modified by a program without persistent bitmap support; so now they must all be considered inconsistent
          Some clusters may be leaked, run 'qemu-img check -r' on the image file to fix.
        doc: The same for a version 2 image, which has no feature bits.
    seq:
      - id: num_bitmaps
        -orig-id: nb_bitmaps
        type: u4
        valid:
          min: 1
        -instar-qemu: found bitmaps extension with zero bitmaps
        -instar-c: [place]
        doc: Entries of the directory. qemu supports at most 65535 (`max_bitmaps`).
      - id: reserved
        contents: [0, 0, 0, 0]
        -instar-qemu:
          - {until: "6.0", text: "bitmaps_ext: Reserved field is not zero: Unknown error -24"}
          - {text: "bitmaps_ext: Reserved field is not zero"}
      - id: len_directory
        -orig-id: bitmap_directory_size
        type: u8
        -instar-any: as long as its entries
        -instar-qemu-valid:
          max: 0x3fffc00
          doc: at most 1024 bytes for each of 65535 bitmaps
        -instar-qemu: "bitmaps_ext: bitmap directory size ({value}) exceeds the maximum supported size ({len_directory_max})"
        -instar-unit: bytes
        -instar-c: [place, max]
        doc: Bytes of all entries of the directory together.
      - id: ofs_directory
        -orig-id: bitmap_directory_offset
        type: u8
        -instar-any: its alignment depends on the cluster size (fault `directory_unaligned`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the directory starts, a multiple of the cluster size.
  encryption_pointer:
    doc: |
      Full disk encryption header pointer: where the encryption method keeps its own header. Present exactly when `crypt_method`
      is LUKS. What it points at is a LUKS1 header (luks.ksy) whose key material offsets count from the start of that header and
      whose payload offset is not used.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#full-disk-encryption-header-pointer
    -instar-faults:
      - id: unaligned
        field: ofs_header
        text: is {value}, not a multiple of the cluster size
        qemu: "Encryption header offset '{value}' is not a multiple of cluster size '{extra0}'"
        doc: The encryption header starts at a cluster. Further number is the cluster size.
      - id: too_short
        field: len_header
        text: is {value}, shorter than the LUKS header in it
        qemu: Request for data outside of extension header
        doc: The LUKS header of 592 bytes and what it describes lie in the range.
    seq:
      - id: ofs_header
        type: u8
        -instar-any: its alignment depends on the cluster size (fault `unaligned`)
        -instar-unit: bytes
        doc: Where the encryption header starts, a multiple of the cluster size.
      - id: len_header
        type: u8
        -instar-any: only a promise; the LUKS header says itself how long it is
        -instar-unit: bytes
        doc: Bytes of header and key material. The clusters that they occupy are zero after them.
  l1_entry:
    doc: |
      Entry of an L1 table: where one L2 table is. 0 in all of the offset means that the L2 table does not exist, and that the
      whole range it would describe is unallocated.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#cluster-mapping Cluster mapping, L1 table entry
    -instar-entry:
      - {means: hole, if: l2_sector == 0}
      - {means: table}
    -instar-faults:
      - id: l2_unaligned
        field: l2_sector
        text: points at {value}, not a multiple of the cluster size
        qemu: |-
          qcow2: Image is corrupt: L2 table offset {value:#x} unaligned (L1 index: {extra0:#x}); further non-fatal corruption events will be suppressed
          qemu-img: {walking}: Input/output error
        doc: |
          An L2 table is one cluster. qemu opens such an image and fails when it meets the entry. Further number is the index.
      - id: l2_past_end
        field: l2_sector
        text: points at {value}, past the end of the file
        doc: qemu reads zeros past the end of a file, so to it all clusters of such a table are unallocated.
      - id: check_reserved
        field: reserved_high
        text: or the low ones are not zero (entry {value:#x})
        qemu:
          - {until: "6.2", text: ""}
          - {text: "ERROR found L1 entry with reserved bits set: {value:x}"}
        doc: The entry is followed all the same.
      - id: check_l2_unaligned
        field: l2_sector
        text: points at {value}, not a multiple of the cluster size
        qemu: "ERROR l2_offset={value:x}: Table is not cluster aligned; L1 entry corrupted"
        doc: The table is read where it is all the same.
      - id: check_copied
        field: copied
        text: of entry {extra0} contradicts the count {extra1} of its L2 table (entry {value:#x})
        qemu: "ERROR OFLAG_COPIED L2 cluster: l1_index={extra0} l1_entry={value:x} refcount={extra1}"
        doc: Set exactly where the count is 1.
      - id: check_copied_repaired
        field: copied
        text: of entry {extra0} contradicted the count {extra1} of its L2 table, and was changed (entry {value:#x})
        qemu: "Repairing OFLAG_COPIED L2 cluster: l1_index={extra0} l1_entry={value:x} refcount={extra1}"
        doc: The count is what is believed.
    seq:
      - id: copied
        type: b1
        -instar-any: a hint for writers
        doc: |
          Bit 63. The L2 table's reference count is exactly one, so that it may be written in place. Accurate only in the
          active L1 table.
      - id: reserved_high
        type: b7
        -instar-any: bits 62 to 56; the source asks for zeros, qemu ignores them
      - id: l2_sector
        type: b47
        -instar-any: depends on cluster size and file length (faults `l2_unaligned`, `l2_past_end`)
        -instar-unit: sectors
        doc: Bits 55 to 9. Offset of the L2 table without its nine low bits.
      - id: reserved_low
        type: b9
        -instar-any: bits 8 to 0; the source asks for zeros, qemu ignores them
    instances:
      ofs_l2_table:
        value: l2_sector << 9
        -instar-unit: bytes
        doc: Where the L2 table is in the file; 0 when there is none.
  l2_entry:
    doc: |
      Entry of an L2 table, standard form: what one cluster of the disk is. When `compressed` is set, the other bits have
      another meaning, see `compressed_entry`. Otherwise, in this order: `zero` (without extended L2 entries, and from version 3
      on) makes the cluster read as zeros, whether or not an offset is kept as a preallocation; offset 0 means unallocated; any
      other offset is where the cluster's bytes are. With an external data file, the offset counts in that file, equals the
      guest offset, and may be 0 together with `copied`.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#cluster-mapping L2 table entry, Standard Cluster Descriptor
    -instar-entry:
      - {means: compressed, if: compressed, doc: The entry is a `compressed_entry`.}
      - {means: zero, if: zero, doc: "From version 3 on, and not with extended L2 entries, where `subcluster_bitmap` says it."}
      - {means: hole, if: host_sector == 0, doc: "With an external data file, only where `copied` is clear as well."}
      - {means: data}
    -instar-faults:
      - id: data_unaligned
        field: host_sector
        text: points at {value}, not a multiple of the cluster size
        qemu: |-
          qcow2: Image is corrupt: Cluster allocation offset {value:#x} unaligned (L2 offset: {extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption events will be suppressed
          qemu-img: {walking}: Input/output error
        doc: |
          A cluster of the disk is a cluster of the file. qemu-img opens such an image and fails when it meets the entry, as
          with the next three. Further numbers are offset of the L2 table, index in it.
      - id: zero_in_version_2
        field: zero
        text: is set in a version 2 image
        qemu: |-
          qcow2: Image is corrupt: Zero cluster entry found in pre-v3 image (L2 offset: {extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption events will be suppressed
          qemu-img: {walking}: Input/output error
        doc: Clusters that read as zeros came with version 3.
      - id: data_file_mismatch
        field: host_sector
        text: points at {value} of the data file, must be the guest offset {extra0}
        qemu: |-
          qcow2: Image is corrupt: External data file host cluster offset {value:#x} does not match guest cluster offset: {extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption events will be suppressed
          qemu-img: {walking}: Input/output error
        doc: |
          In a data file each cluster has its guest offset. Further numbers are guest offset, index.
      - id: compressed_in_data_file
        field: compressed
        text: is set in an image with an external data file
        qemu: |-
          qcow2: Image is corrupt: Compressed cluster entry found in image with external data file (L2 offset: {extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption events will be suppressed
          qemu-img: {walking}: Input/output error
        doc: A data file holds plain clusters. Further numbers as above.
      - id: data_past_end
        field: host_sector
        text: points at {value}, past the end of the file
        doc: qemu reads zeros past the end of a file, but counts the cluster as allocated.
      - id: check_reserved
        field: reserved_high
        text: or the low ones are not zero (entry {value:#x})
        qemu:
          - {until: "6.2", text: ""}
          - {text: "ERROR found l2 entry with reserved bits set: {value:x}"}
        doc: The entry counts all the same.
      - id: check_data_unaligned
        field: host_sector
        text: points at {value}, not a multiple of the cluster size
        qemu: "ERROR offset={value:x}: Data cluster is not properly aligned; L2 entry corrupted."
        doc: Both clusters that it touches are counted.
      - id: check_preallocated_unaligned
        field: host_sector
        text: keeps {value}, not a multiple of the cluster size, for a cluster that reads as zeros
        qemu: "ERROR offset={value:x}: Preallocated cluster is not properly aligned; L2 entry corrupted."
        doc: Nothing is stored there, so the offset can be dropped.
      - id: check_preallocated_repaired
        field: host_sector
        text: kept {value}, not a multiple of the cluster size, for a cluster that reads as zeros, and was dropped
        qemu: "Repairing offset={value:x}: Preallocated cluster is not properly aligned; L2 entry corrupted."
        doc: The cluster still reads as zeros.
      - id: check_copied
        field: copied
        text: contradicts the count {extra0} of its cluster (entry {value:#x})
        qemu: "ERROR OFLAG_COPIED data cluster: l2_entry={value:x} refcount={extra0}"
        doc: Set exactly where the count is 1. With a data file it is always set.
      - id: check_copied_repaired
        field: copied
        text: contradicted the count {extra0} of its cluster, and was changed (entry {value:#x})
        qemu: "Repairing OFLAG_COPIED data cluster: l2_entry={value:x} refcount={extra0}"
        doc: The count is what is believed.
    seq:
      - id: copied
        type: b1
        -instar-any: a hint for writers
        doc: |
          Bit 63. The cluster's reference count is exactly one. Accurate only below the active L1 table. Always set with an
          external data file, where it distinguishes an allocated cluster at offset 0 from an unallocated one.
      - id: compressed
        type: b1
        -instar-any: both values have a meaning
        doc: Bit 62. The entry is a `compressed_entry`.
      - id: reserved_high
        type: b6
        -instar-any: bits 61 to 56; the source asks for zeros, qemu ignores them (its check reports them since 6.2)
      - id: host_sector
        type: b47
        -instar-any: depends on cluster size and file length (faults `data_unaligned`, `data_past_end`)
        -instar-unit: sectors
        doc: Bits 55 to 9. Offset of the cluster in the file (or the data file) without its nine low bits.
      - id: reserved_low
        type: b8
        -instar-any: bits 8 to 1; the source asks for zeros, qemu ignores them (its check reports them since 6.2)
      - id: zero
        type: b1
        -instar-any: both values have a meaning
        doc: |
          Bit 0. The cluster reads as zeros. Has no meaning with extended L2 entries, which have `reads_as_zero` instead.
        -instar-practice:
          - text: |
              qemu refuses the bit in version 2 images (fault `zero_in_version_2`) and ignores it with extended L2 entries.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
    instances:
      host_offset:
        value: host_sector << 9
        -instar-unit: bytes
        doc: Where the cluster is.
  compressed_entry:
    doc: |
      Entry of an L2 table whose `compressed` bit is set. Offset and length share 62 bits; where the boundary is depends on the
      cluster size: of `cluster_bits` bits, `cluster_bits - 8` count sectors. So the offset has 61 bits at 512-byte clusters and
      49 at 2 MiB, which keeps compressed clusters of such images below 512 TiB.

      The data starts at any byte and ends somewhere in the last of the sectors: the decoder stops when it has produced a
      cluster, and the next compressed cluster may start in the same sector. It may cross into the next cluster of the file.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#cluster-mapping Compressed Clusters Descriptor
    params:
      - id: cluster_bits
        type: u4
        -instar-bound: [9, 21]
        doc: From the header.
    -instar-faults:
      - id: data_past_end
        field: descriptor
        text: points at {value}, past the end of the file
        doc: qemu opens such an image; reading the cluster fails.
      - id: check_copied
        field: copied
        text: is set (data at {value})
        qemu: "ERROR: coffset=0x{value:x}: copied flag must never be set for compressed clusters"
        doc: Compressed clusters share host clusters; none is written in place.
      - id: check_in_data_file
        field: compressed
        text: is set in an image with a data file (entry {value:#x} of its table, {extra0:#x})
        qemu: "ERROR compressed cluster {value} with data file, entry=0x{extra0:x}"
        doc: What it refers to is not counted.
      - id: check_subclusters
        field: compressed
        text: is set in an entry that has subclusters (entry {value:#x} of its table, {extra0:#x})
        qemu: "ERROR compressed cluster {value} with non-zero subcluster allocation bitmap, entry=0x{extra0:x}"
        doc: What it refers to is not counted.
    seq:
      - id: copied
        type: b1
        -instar-any: meaningless here; the source asks for 0
        doc: Bit 63.
      - id: compressed
        type: b1
        -instar-any: this view is chosen because it is set
        doc: Bit 62, set.
      - id: descriptor
        type: b62
        valid:
          expr: (_ & ((1 << (70 - cluster_bits)) - 1)) < 0x100000000000000
        -instar-qemu-valid:
          doc: it does not look at the upper bits of an offset; where they lead out of the file, reading fails
        doc: |
          Offset and number of additional sectors, see the derived values. Where the offset has more than 56 bits, as it has with clusters
          below 16 KiB, its upper ones are 0.
    instances:
      offset_bits:
        value: 70 - cluster_bits
        -instar-unit: bits
        doc: Bits of the descriptor that are the offset. The source calls it x.
      host_offset:
        value: descriptor & ((1 << offset_bits) - 1)
        -instar-unit: bytes
        doc: First byte of the compressed data.
      num_additional_sectors:
        value: descriptor >> offset_bits
        -instar-unit: sectors
        doc: Sectors that the data reaches into beyond the one that it starts in.
      len_data:
        value: (num_additional_sectors + 1) * 512 - (descriptor & 511)
        -instar-unit: bytes
        doc: Most bytes that the compressed data can have, from its first byte to the end of the last sector.
  subcluster_bitmap:
    doc: |
      Second half of an extended L2 entry: two bits for each of the 32 subclusters, the least significant bit of each half for
      the first subcluster. A compressed cluster has no subclusters, its bitmap is 0.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#extended-l2-entries Subcluster Allocation Bitmap
    -instar-faults:
      - id: both_set
        field: reads_as_zero
        text: overlaps with allocated (entry {value:#x})
        qemu: |-
          qcow2: Image is corrupt: Invalid cluster entry found  (L2 offset: {extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption events will be suppressed
          qemu-img: {walking}: Input/output error
        doc: |
          A subcluster cannot be allocated and zero at once. qemu-img opens such an image and fails when it meets the entry.
          Further numbers are offset of the L2 table, index in it.
      - id: allocated_without_offset
        field: allocated
        text: is not 0 in an entry without a host offset (entry {value:#x})
        qemu: |-
          qcow2: Image is corrupt: Invalid cluster entry found  (L2 offset: {extra0:#x}, L2 index: {extra1:#x}); further non-fatal corruption events will be suppressed
          qemu-img: {walking}: Input/output error
        doc: An allocated subcluster is somewhere. Further numbers as above.
      - id: check_both_set
        field: reads_as_zero
        text: overlaps with allocated (cluster at {value})
        qemu:
          - {until: "6.2", text: ""}
          - {text: "ERROR offset={value:x}: Allocated cluster has corrupted subcluster allocation bitmap"}
        doc: A subcluster cannot be allocated and zero at once.
      - id: check_allocated_without_offset
        field: allocated
        text: is not 0 in an entry without a host offset (bits {value:#x})
        qemu:
          - {until: "6.2", text: ""}
          - {text: "ERROR: Unallocated cluster has non-zero subcluster allocation map"}
        doc: An allocated subcluster is somewhere.
    seq:
      - id: reads_as_zero
        type: b32
        -instar-any: may not overlap with the field that follows (fault `both_set`)
        doc: Bits 63 to 32. The subcluster reads as zeros and is not allocated.
      - id: allocated
        type: b32
        -instar-any: any set of subclusters (fault `allocated_without_offset`)
        doc: |
          Bits 31 to 0. The subcluster's bytes are in the cluster at the entry's offset. With neither bit, the subcluster is
          read from the backing file.
    instances:
      conflicts:
        value: reads_as_zero & allocated
        doc: Subclusters that are both allocated and zero; 0 in a sound entry.
  extended_l2_entry:
    doc: |
      Entry of an L2 table in an image with `incompatible_feature::extended_l2`: 16 bytes. The first half is an `l2_entry` whose
      `zero` bit has no meaning.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#extended-l2-entries Extended L2 Entries
    seq:
      - id: entry
        type: l2_entry
        doc: Where the cluster is, or a `compressed_entry`.
      - id: subclusters
        type: subcluster_bitmap
        -instar-c: [place]
        doc: Which parts of it are allocated.
  refcount_table_entry:
    doc: |
      Entry of the refcount table: where one refcount block is, a cluster that holds `num_refcounts_per_block` counts. 0 means
      that the block does not exist and that all its counts are 0.

          block = cluster / num_refcounts_per_block,  index in the block = cluster % num_refcounts_per_block
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management Refcount table entry
    -instar-entry:
      - {means: hole, if: block_sector == 0, doc: All its counts are 0.}
      - {means: table}
    -instar-faults:
      - id: block_unaligned
        field: block_sector
        text: points at {value}, not a multiple of the cluster size
        qemu: |-
          qcow2: Image is corrupt: Refblock offset {value:#x} unaligned (reftable index: {extra0:#x}); further non-fatal corruption events will be suppressed
        doc: |
          A refcount block is one cluster. qemu opens such an image, prints this when it needs a count, and goes on: `map`,
          `measure` and `info` exit with 0. Further number is the index.
      - id: block_past_end
        field: block_sector
        text: points at {value}, past the end of the file
        doc: qemu reads zeros past the end of a file, so the counts are 0 to it.
      - id: check_reserved
        field: reserved
        text: is not 0 in entry {value}
        qemu:
          - {until: "6.2", text: "ERROR refcount block {value} is not cluster aligned; refcount table entry corrupted"}
          - {text: "ERROR refcount table entry {value} has reserved bits set"}
        doc: The block is not counted then.
      - id: check_block_unaligned
        field: block_sector
        text: of entry {value} is not a multiple of the cluster size
        qemu: ERROR refcount block {value} is not cluster aligned; refcount table entry corrupted
        doc: The block is not counted then, and its counts cannot be read.
      - id: check_block_outside
        field: block_sector
        text: of entry {value} is past the end of the file
        qemu: ERROR refcount block {value} is outside image
        doc: All counts of such a block are 0.
      - id: check_block_count
        field: block_sector
        text: of entry {value} names a cluster with {extra0} users
        qemu: ERROR refcount block {value} refcount={extra0}
        doc: A refcount block has no other user than the refcount table.
      - id: check_count_unreadable
        field: block_sector
        text: leads to no count for cluster {value}
        qemu: "Can't get refcount for cluster {value}: Input/output error"
        doc: The block is where no block can be.
      - id: check_count_low
        field: block_sector
        text: leads to a count of {extra0} for cluster {value}, which has {extra1} users
        qemu: ERROR cluster {value} refcount={extra0} reference={extra1}
        doc: Allocating by such counts overwrites data.
      - id: check_leaked
        field: block_sector
        text: leads to a count of {extra0} for cluster {value}, which has {extra1} users
        qemu: Leaked cluster {value} refcount={extra0} reference={extra1}
        doc: The cluster is never used again, and no data is harmed.
      - id: check_count_repaired
        field: block_sector
        text: led to a count of {extra0} for cluster {value}, which has {extra1} users, and was changed
        qemu: Repairing cluster {value} refcount={extra0} reference={extra1}
        doc: Users are what is believed.
      - id: check_rebuild
        field: block_sector
        text: and all counts are written anew
        qemu: Rebuilding refcount structure
        doc: Where a count of 0 has users, or a block cannot be read, there is no room for the right count.
      - id: check_needs_rebuild
        field: block_sector
        text: and all counts would have to be written anew, which repairing leaks alone does not do
        qemu: ERROR need to rebuild refcount structures
        doc: The check is ended, and nothing is changed.
      - id: check_still_broken
        field: block_sector
        text: and all counts were written anew, and are wrong still
        qemu: ERROR rebuilt refcount structure is still broken
        doc: Never seen.
      - id: check_writes_block
        field: block_sector
        text: of range {value} leads here, to the counts as they are now
        doc: All counts are written anew.
      - id: check_writes_table
        field: block_sector
        text: is the first of {value} of the new table
        doc: All counts are written anew.
      - id: check_gives_up
        field: block_sector
        text: leads to counts of 0 for these {value} bytes, which are given back to the file system
        doc: They had no user.
      - id: check_used_by_data
        field: block_sector
        text: "leads to the count of cluster {value}, which is the disk from byte {extra0} on, in snapshot {extra1} (0: the active state)"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_used_by_l2
        field: block_sector
        text: "leads to the count of cluster {value}, which is the L2 table for the disk from byte {extra0} on, in snapshot {extra1} (0: the active state)"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_used_by_l1
        field: block_sector
        text: "leads to the count of cluster {value}, which is the L1 table of snapshot {extra1} (0: the active state)"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_used_by_bitmap
        field: block_sector
        text: "leads to the count of cluster {value}, which is a part of a bitmap"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_used_by_snapshots
        field: block_sector
        text: "leads to the count of cluster {value}, which is the snapshot table"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_used_by_counts
        field: block_sector
        text: "leads to the count of cluster {value}, which is the refcount table or a block"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_used_by_header
        field: block_sector
        text: "leads to the count of cluster {value}, which is the header or what it leads to"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_is_leak
        field: block_sector
        text: "leads to the count of cluster {value}, which is a leak: a repair frees it"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_is_overlap
        field: block_sector
        text: "leads to the count of cluster {value}, which has data on top of a table: it is not repaired"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_is_high
        field: block_sector
        text: "leads to the count of cluster {value}, which has a count that is too high: a repair lowers it to {extra0}"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_is_double_use
        field: block_sector
        text: "leads to the count of cluster {value}, which is used twice: a repair raises its count to {extra0}, and who writes to it then gets another cluster"
        doc: Said of a cluster whose count is wrong, where it is asked for.
      - id: check_is_low
        field: block_sector
        text: "leads to the count of cluster {value}, which has a count that is too low: a repair raises it to {extra0}"
        doc: Said of a cluster whose count is wrong, where it is asked for.
    seq:
      - id: block_sector
        type: b55
        -instar-any: depends on cluster size and file length (faults `block_unaligned`, `block_past_end`)
        -instar-unit: sectors
        doc: Bits 63 to 9. Offset of the refcount block without its nine low bits.
      - id: reserved
        type: b9
        -instar-any: bits 8 to 0; the source asks for zeros, qemu ignores them (its check reports them since 6.2)
    instances:
      ofs_block:
        value: block_sector << 9
        -instar-unit: bytes
        doc: Where the refcount block is in the file; 0 when there is none.
  refcounts_in_byte:
    doc: |
      One byte of a refcount block whose counts are narrower than a byte: 8 counts of 1 bit, 4 of 2 bits or 2 of 4 bits. The
      first count is in the least significant bits.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management Refcount block entry
    params:
      - id: order
        type: u4
        -instar-bound: [0, 2]
        doc: The header's `refcount_order`.
      - id: index
        type: u4
        -instar-bound: [0, 7]
        doc: Which count of the byte, up to `(8 >> order) - 1`.
    seq:
      - id: counts
        type: u1
        -instar-any: any count
        doc: All counts of the byte.
    instances:
      refcount:
        value: (counts >> (index << order)) & ((1 << (1 << order)) - 1)
        doc: The count number `index`.
  refcount_8:
    doc: Entry of a refcount block with `refcount_order` 3.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management Refcount block entry
    seq:
      - id: refcount
        type: u1
        -instar-any: any count
        doc: How often the cluster is used. 0 is free, 2 and more must be copied before they are written.
  refcount_16:
    doc: Entry of a refcount block with `refcount_order` 4, the only one in version 2.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management Refcount block entry
    seq:
      - id: refcount
        type: u2
        -instar-any: any count
        doc: How often the cluster is used. 0 is free, 2 and more must be copied before they are written.
  refcount_32:
    doc: Entry of a refcount block with `refcount_order` 5.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management Refcount block entry
    seq:
      - id: refcount
        type: u4
        -instar-any: any count
        doc: How often the cluster is used. 0 is free, 2 and more must be copied before they are written.
  refcount_64:
    doc: Entry of a refcount block with `refcount_order` 6.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#host-cluster-management Refcount block entry
    seq:
      - id: refcount
        type: u8
        -instar-any: any count
        doc: How often the cluster is used. 0 is free, 2 and more must be copied before they are written.
        -instar-practice:
          - text: qemu's check takes counts of 2^63 and more as they are.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
          - text: It makes none so large.
            unverified: no cluster was used so often
  snapshot_header:
    doc: |
      Fixed part of a snapshot table entry. A snapshot has an L1 table of its own; its clusters are shared with the active disk
      by reference counts.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#snapshots Snapshots, Snapshot table entry
    -instar-faults:
      - id: table_past_limit
        field: len_name
        text: "takes the snapshot table past {max_snapshot_table_bytes:MiB} MiB, with {extra0} snapshots left"
        qemu: |-
          Snapshot table is too big
          You can force-remove all {extra0} overhanging snapshots with qemu-img check -r all
        doc: See `max_snapshot_table_bytes`. Further number is snapshots that do not fit, this one counted.
      - id: past_limit
        field: ofs_l1_table
        text: is at {value}, where no file reaches
        qemu: "Failed to read snapshot table: Input/output error"
        doc: The entry is beyond `max_file_bytes` of raw.ksy. Below that, qemu reads zeros past the end of a file.
      - id: l1_too_large
        field: num_l1_entries
        text: "is {value}, more than {max_l1_bytes:MiB} MiB of entries"
        qemu: "qemu-img: Failed to load snapshot: Snapshot L1 table too large"
        doc: Checked when the snapshot is opened, not with the image.
      - id: l1_invalid
        field: ofs_l1_table
        text: is {value}, not a multiple of the cluster size or past the largest offset
        qemu: "qemu-img: Failed to load snapshot: Snapshot L1 table offset invalid"
        doc: Checked when the snapshot is opened, not with the image.
      - id: l1_past_end
        field: ofs_l1_table
        text: is {value}, past the end of the file
        doc: qemu reads zeros past the end of a file.
      - id: not_found
        field: num_l1_entries
        text: "of no snapshot: there is none called {detail}"
        qemu: "qemu-img: Failed to load snapshot: Can't find snapshot"
        doc: A request named a snapshot that is not in the table.
      - id: check_extra_data_too_long
        field: len_extra_data
        text: "is {value}, more than {len_extra_data_max}, in entry {extra0}"
        qemu: |-
          qemu-img: ERROR failed to read the snapshot table: Too much extra metadata in snapshot table entry {extra0}
          You can force-remove this extra metadata with qemu-img check -r all
        doc: Nothing else is checked then.
      - id: check_table_past_limit
        field: len_name
        text: "takes the snapshot table past {max_snapshot_table_bytes:MiB} MiB, with {extra0} snapshots left"
        qemu: |-
          qemu-img: ERROR failed to read the snapshot table: Snapshot table is too big
          You can force-remove all {extra0} overhanging snapshots with qemu-img check -r all
        doc: Nothing else is checked then.
      - id: check_incomplete
        field: len_extra_data
        text: "is {extra0}, at least {min_extra_data} are needed, in entry {value}"
        qemu: ERROR snapshot table entry {value} is incomplete
        doc: A snapshot of version 3 says how large its disk was.
      - id: check_incomplete_repaired
        field: len_extra_data
        text: "is {extra0}, at least {min_extra_data} are needed, in entry {value}"
        qemu: Repairing snapshot table entry {value} is incomplete
        doc: The entry gets all extra data that there is, the size of the image in it.
      - id: check_extra_data_cut
        field: len_extra_data
        text: "is {value}, more than {len_extra_data_max}, which are kept, in entry {extra0}"
        qemu: "Discarding too much extra metadata in snapshot table entry {extra0} ({value} > {len_extra_data_max})"
        doc: A repair that may drop snapshots. The bytes after those that are kept are not looked at.
      - id: check_table_cut
        field: len_name
        text: "takes the snapshot table past {max_snapshot_table_bytes:MiB} MiB: the last {extra0} snapshots are dropped"
        qemu: "Discarding {extra0} overhanging snapshots (snapshot table is too big)"
        doc: A repair that may drop snapshots.
      - id: check_writes_table
        field: ofs_l1_table
        text: is in the new snapshot table, at {value}
        doc: Where entries are incomplete, the whole table is written anew.
      - id: check_old_uncounted
        field: ofs_l1_table
        text: is in the old snapshot table at {value}, which no block counts
        qemu: "qcow2_free_clusters failed: Resource temporarily unavailable"
        doc: The old table is not freed then.
      - id: check_old_unused
        field: ofs_l1_table
        text: is in the old snapshot table at {value}, whose clusters are counted as unused
        qemu: "qcow2_free_clusters failed: Invalid argument"
        doc: The old table is not freed then.
      - id: check_l1_unaligned
        field: ofs_l1_table
        text: is {value}, not a multiple of the cluster size, in snapshot {detail}
        qemu: "ERROR snapshot {detail} l1_offset={value:#x}: L1 table is not cluster aligned; snapshot table entry corrupted"
        doc: What the snapshot refers to is not counted then.
      - id: check_l1_too_large
        field: num_l1_entries
        text: "is {value}, more than {max_l1_bytes:MiB} MiB of entries, in snapshot {detail}"
        qemu: "ERROR snapshot {detail} l1_size={value:#x}: L1 table is too large; snapshot table entry corrupted"
        doc: What the snapshot refers to is not counted then.
    seq:
      - id: ofs_l1_table
        -orig-id: l1_table_offset
        type: u8
        -instar-any: checked when the snapshot is opened (faults `l1_invalid`, `l1_past_end`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the snapshot's L1 table starts, a multiple of the cluster size.
      - id: num_l1_entries
        -orig-id: l1_size
        type: u4
        -instar-any: checked when the snapshot is opened (fault `l1_too_large`)
        -instar-c: [place]
        doc: Entries of that table.
      - id: len_id
        -orig-id: id_str_size
        type: u2
        -instar-any: any length
        -instar-unit: bytes
        doc: Length of the unique id, a decimal number in practice.
      - id: len_name
        -orig-id: name_size
        type: u2
        -instar-any: any length
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of the name.
      - id: date_sec
        type: u4
        -instar-any: any time
        -instar-unit: seconds
        doc: When the snapshot was taken, since 1970-01-01 UTC.
      - id: date_nsec
        type: u4
        -instar-any: qemu does not look whether it is below a second
        -instar-unit: nanoseconds
        doc: The rest of that time.
      - id: vm_clock_nsec
        type: u8
        -instar-any: any time
        -instar-unit: nanoseconds
        doc: How long the guest had been running.
      - id: vm_state_size_low
        -orig-id: vm_state_size
        type: u4
        -instar-any: any size
        -instar-unit: bytes
        doc: |
          Bytes of saved machine state, 0 for a snapshot of the disk alone. Ignored when the extra data has the wide
          field. The state is stored like guest data, from the first L1 entry that the virtual size does not need.
      - id: len_extra_data
        -orig-id: extra_data_size
        type: u4
        valid:
          max: 1024
        -instar-qemu: |-
          Too much extra metadata in snapshot table entry {extra0}
          You can force-remove this extra metadata with qemu-img check -r all
        -instar-unit: bytes
        -instar-c: [place, peek, max]
        doc: |
          Bytes of extra data after this header. Version 3 asks for at least 16, so that a snapshot says how large its disk
          was.
        -instar-practice:
          - text: qemu writes 24 since 5.2.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
          - text: It wrote 16 before.
            unverified: no release before 5.2 was run; version 3 asks for 16 at least
          - text: |
              It reads up to 1024 (`check -r all` more, to cut them off). Its text names the entry's index, from 0 (`extra0`). It opens
              version 3 images whose snapshots have less than 16; its check reports them.
            run: qemu-img 5.2, 7.2, 10.0, 11.1, with 0, 8, 16, 1024, 1025 and 1032 bytes
            recorded: tests/hostile/answers.json::qcow2-snapshot-extra-4.qcow2
          - text: It keeps what it does not know.
            run: qemu-img 5.2, 7.2, 10.0, 11.1; 32 more bytes, and another snapshot made
    instances:
      min_extra_data:
        value: 16
        -instar-unit: bytes
        doc: Least `len_extra_data` that version 3 asks for.
  snapshot:
    doc: |
      A whole snapshot table entry: fixed part, extra data, id, name. Later revisions append to the extra data; a reader takes
      as much as it knows. The next entry starts at the next multiple of 8 (`len_entry`).
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#snapshots Snapshots, Snapshot table entry
    -instar-c: [max_size]
    seq:
      - id: header
        type: snapshot_header
        doc: Lengths and times.
      - id: vm_state_size
        -orig-id: vm_state_size_large
        type: u8
        if: header.len_extra_data >= 8
        -instar-any: any size
        -instar-unit: bytes
        -instar-c: [place]
        doc: Bytes of saved machine state; replaces the header's narrower field.
      - id: disk_size
        type: u8
        if: header.len_extra_data >= 16
        -instar-any: any size
        -instar-unit: bytes
        -instar-c: [place]
        doc: Virtual size when the snapshot was taken. Where absent, the image's own.
      - id: icount
        type: u8
        if: header.len_extra_data >= 24
        -instar-any: any count
        -instar-c: [place]
        doc: Instructions executed, for record and replay; all bits set when they were not counted, as where absent.
      - id: unknown_extra_data
        size: 'header.len_extra_data >= 24 ? header.len_extra_data - 24 : header.len_extra_data % 8'
        -instar-bound: 1000
        -instar-any: data of later revisions, ignored
        doc: What this file does not know, or the start of a field that is cut short.
      - id: unique_id
        size: header.len_id
        -instar-bound: 65535
        -instar-any: any text
        doc: Unique id, not terminated.
      - id: name
        size: header.len_name
        -instar-bound: 65535
        -instar-any: any text
        doc: Name, not terminated.
    instances:
      len_entry:
        value: (40 + header.len_extra_data + header.len_id + header.len_name + 7) / 8 * 8
        -instar-unit: bytes
        doc: Bytes from the start of this entry to the start of the next, with up to seven bytes of padding.
  bitmap_entry:
    doc: |
      Entry of the bitmap directory: one persistent bitmap of the disk, a bit for each `1 << granularity_bits` bytes. All of the
      directory is loaded when an image is opened, and one bad entry makes the image unusable.
    doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html#bitmap-directory Bitmap directory
    -instar-faults:
      - id: constraints
        field: num_table_entries
        text: "or another field breaks a limit (bitmap {detail})"
        qemu: "Bitmap '{detail}' doesn't satisfy the constraints"
        doc: |
          qemu's one text for all of: an unaligned or zero table offset, no table entries, more than `max_bitmap_table_entries`,
          more than `max_bitmap_data_bytes`, a flag outside `known_flags`, another type than dirty tracking, a granularity
          outside 9 to 31, a name longer than `max_bitmap_name_bytes`, a table too short for the disk. Detail is the name up to
          its first zero byte, here and below.
      - id: directory_corrupt
        field: len_name
        text: is {value}, the entry does not fit into the directory
        qemu: Broken bitmap directory
        doc: An entry reaches past the end of the directory, or less than 24 bytes are left for it.
      - id: wrong_table_length
        field: num_table_entries
        text: is {value}, more than the disk needs (bitmap {detail})
        qemu: "Could not read bitmap '{detail}' from image: Invalid argument"
        doc: The table has exactly one entry for each cluster of bits.
      - id: table_past_limit
        field: ofs_table
        text: is {value}, where no file reaches (bitmap {detail})
        qemu: "Could not read bitmap_table table from image for bitmap '{detail}': Input/output error"
        doc: Beyond `max_file_bytes` of raw.ksy. Below that, qemu reads zeros past the end of a file.
      - id: duplicate_name
        field: name
        text: is that of another bitmap ({detail})
        qemu: "Bitmap already exists: {detail}"
        doc: Names are unique.
      - id: extra_data_refused
        field: len_extra_data
        text: is {value}, this reader knows no extra data
        qemu: Bitmap extra data is not supported
        doc: Extra data belongs to later revisions. qemu refuses it even when `extra_data_compatible` is set.
    seq:
      - id: ofs_table
        -orig-id: bitmap_table_offset
        type: u8
        -instar-any: its alignment depends on the cluster size (fault `constraints`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the bitmap's table starts, a multiple of the cluster size and not 0.
      - id: num_table_entries
        -orig-id: bitmap_table_size
        type: u4
        -instar-any: its limits depend on the cluster size (fault `constraints`)
        -instar-c: [place]
        doc: Entries of that table, one for each cluster of bits.
      - id: flags
        type: u4
        -instar-any: unknown bits are refused together with the other constraints (fault `constraints`)
        -instar-c: [place]
        doc: Set of `bitmap_flag`. The other bits are 0.
      - id: type
        type: u1
        enum: bitmap_type
        -instar-any: refused together with the other constraints (fault `constraints`)
        doc: Always `dirty_tracking`.
      - id: granularity_bits
        type: u1
        -instar-any: checked together with the other constraints (fault `constraints`)
        -instar-unit: bits
        doc: A bit represents `1 << granularity_bits` bytes of the disk. The source allows 0 to 63, qemu 9 to 31.
      - id: len_name
        -orig-id: name_size
        type: u2
        -instar-any: checked together with the other constraints (fault `constraints`)
        -instar-unit: bytes
        -instar-c: [place, peek]
        doc: Length of the name, 1 to 1023.
        -instar-practice:
          - text: qemu opens an image with a bitmap whose name is empty.
            recorded: tests/hostile/answers.json::qcow2-bitmap-name-empty.qcow2
      - id: len_extra_data
        -orig-id: extra_data_size
        type: u4
        -instar-any: refused with a text of its own (fault `extra_data_refused`)
        -instar-unit: bytes
        -instar-c: [place, peek]
        doc: Bytes of extra data, reserved and 0.
      - id: extra_data
        size: len_extra_data
        -instar-bound: 0x4000000
        -instar-any: belongs to later revisions
        doc: Never refers to clusters.
      - id: name
        size: len_name
        -instar-bound: 65535
        -instar-any: any text
        -instar-c: [bound]
        doc: Name, not terminated, unique in the image.
    instances:
      len_entry:
        value: (24 + len_extra_data + len_name + 7) / 8 * 8
        -instar-unit: bytes
        doc: |
          Bytes from the start of this entry to the start of the next. The source asks for zeros in the padding; qemu ignores
          them.
      min_granularity_bits:
        value: 9
        -instar-unit: bits
        doc: Finest granularity that qemu accepts, 512 bytes.
      max_granularity_bits:
        value: 31
        -instar-unit: bits
        doc: Coarsest granularity that qemu accepts, 2 GiB.
      known_flags:
        value: 3
        doc: Flags that qemu knows, `in_use` and `auto`. It refuses `extra_data_compatible`.
  bitmap_table_entry:
    doc: |
      Entry of a bitmap table, where one cluster of bits is. Bit n of byte b of the bitmap, n counted from the least significant and b over
      all of its clusters, is for the bytes of the disk from `(8 * b + n) << granularity_bits` on. What is left of the last cluster is
      zero.
    doc-ref:
      - https://www.qemu.org/docs/master/interop/qcow2.html#bitmap-table Bitmap table
      - https://www.qemu.org/docs/master/interop/qcow2.html#bitmap-data Bitmap data
    -instar-entry:
      - {means: data, if: host_sector != 0}
      - {means: ones, if: all_ones}
      - {means: zero}
    -instar-faults:
      - id: not_its_own
        field: host_sector
        text: leads to cluster {value}, which is a table of the image
        doc: Giving up the bits would give up that table.
      - id: invalid
        field: host_sector
        text: belongs to an entry with reserved bits, or that points at no cluster ({value:#x}, bitmap {detail})
        qemu: "Could not read bitmap_table table from image for bitmap '{detail}': Invalid argument"
        doc: |
          One of the rules below, or an offset that is not a multiple of the cluster size. Detail is the bitmap's name. The
          table of a bitmap that is `in_use` is not read.
    seq:
      - id: reserved_high
        type: b8
        valid: 0
        -instar-qemu: "Could not read bitmap_table table from image for bitmap '{detail}': Invalid argument"
        doc: Bits 63 to 56.
      - id: host_sector
        type: b47
        -instar-any: depends on cluster size and file length
        -instar-unit: sectors
        doc: Bits 55 to 9. Offset of the cluster without its nine low bits; 0 when the cluster is not stored.
      - id: reserved_low
        type: b8
        valid: 0
        -instar-qemu: "Could not read bitmap_table table from image for bitmap '{detail}': Invalid argument"
        doc: Bits 8 to 1.
      - id: all_ones
        type: b1
        valid:
          expr: not _ or host_sector == 0
        -instar-qemu: "Could not read bitmap_table table from image for bitmap '{detail}': Invalid argument"
        doc: Bit 0. When the cluster is not stored, all its bits are this value. 0 when it is stored.
    instances:
      host_offset:
        value: host_sector << 9
        -instar-unit: bytes
        doc: Where the cluster of bits is; 0 when it is not stored.
enums:
  crypt_method:
    0:
      id: none
      doc: Not encrypted.
    1:
      id: aes
      doc: |
        AES in CBC mode, the guest's sector number (512 bytes, little-endian) as initialisation vector. The source says 256-bit
        keys; qemu uses AES-128, its key the first 16 bytes of the passphrase, padded with zeros. Weak; qemu-img still reads
        it, so that data can be brought to safety.
    2:
      id: luks
      doc: As a LUKS1 header says, which the extension `encryption` points at. The vector is the sector number in this file.
  compression:
    0:
      id: zlib
      doc: |
        Deflate (RFC 1951) without the zlib header, in spite of qemu's name for it. qemu writes it with a window of 4 KiB
        (`max_deflate_window_bits`), and reads any.
    1:
      id: zstd
      doc: Zstandard (RFC 8878), since qemu 5.1.
  incompatible_feature:
    1:
      id: dirty
      doc: Reference counts may be wrong; they are rebuilt before the image is written to.
    2:
      id: corrupt
      doc: Some structure was found to be wrong; the image is only opened for reading.
    4:
      id: external_data
      doc: |
        Guest clusters are in another file, at their guest offset, and are not counted. No compression, no snapshots.
    8:
      id: compression
      doc: The compression method is not zlib; `compression_type` says which.
    16:
      id: extended_l2
      doc: L2 entries have 16 bytes, with bits for 32 subclusters. Since qemu 5.2.
  compatible_feature:
    1:
      id: lazy_refcounts
      doc: Writers may mark the image dirty and leave the reference counts for later.
  autoclear_feature:
    1:
      id: bitmaps
      doc: The bitmaps extension is consistent with the disk.
    2:
      id: raw_external_data
      doc: The data file by itself is the disk. Only with `external_data`, and never with a backing file.
  extension_type:
    0x00000000:
      id: end
      doc: No further extension follows.
    0xe2792aca:
      id: backing_format
      doc: Name of the backing file's format, a string such as `raw`. Without it the backing file would be probed.
    0x6803f857:
      id: feature_names
      doc: Array of `feature_name`.
    0x23852875:
      id: bitmaps
      doc: A `bitmaps_extension`.
    0x0537be77:
      id: encryption
      doc: An `encryption_pointer`.
    0x44415441:
      id: data_file
      doc: Name of the external data file, a string.
  feature_set:
    0:
      id: incompatible
      doc: A bit of `incompatible_features`.
    1:
      id: compatible
      doc: A bit of `compatible_features`.
    2:
      id: autoclear
      doc: A bit of `autoclear_features`.
  bitmap_flag:
    1:
      id: in_use
      doc: A writer had the bitmap in memory and did not store it; its content is stale.
    2:
      id: auto
      doc: The bitmap follows all writes; "enabled" in qemu's words.
    4:
      id: extra_data_compatible
      doc: The bitmap may be used even though its extra data is not understood.
  bitmap_type:
    1:
      id: dirty_tracking
      doc: A set bit says that its range was written to while the bitmap was enabled.
