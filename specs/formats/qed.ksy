# SPDX-License-Identifier: Apache-2.0
meta:
  id: qed
  title: QEMU enhanced disk
  license: Apache-2.0
  endian: le
doc: |
  A simple copy-on-write format of 2010, superseded by qcow2 version 3. Two levels of tables of the same size lead from a guest
  offset to a cluster of the file. There are no reference counts, no snapshots, no compression.

      entries per table = table_size * cluster_size / 8
      L2 index = offset / cluster_size % entries
      L1 index = offset / cluster_size / entries
doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/master/docs/interop/qed_spec.rst QED Image File Format
-instar-id: 22
-instar-programs:
  - name: qemu
    since: 0.14
    writes: Clusters of 64 KiB, tables of 4 clusters.
    reads: Clusters of 4 KiB to 64 MiB, tables of 2 to 16 clusters. It makes images with tables of one cluster, and opens none.
    run: qemu-img 5.2, 7.2, 10.0, 11.1; cluster sizes up to 4 MiB
    source: https://wiki.qemu.org/index.php?diff=1106&oldid=765&title=Features%2FQED QEMU wiki, Features/QED, since when
    unverified: no image has clusters of 16 MiB or more, see `size_bits`
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean, and a worked example; who writes and reads it."}
-instar-examples:
  - {image: qed-small.qed, offset: 0xbe7e4}
-instar-places:
  - {id: header, type: header, at: 0}
  - id: l1_table
    type: table_entry
    at: header.ofs_l1_table
    count: header.num_table_entries
    index: offset / (header.cluster_size * header.num_table_entries)
    doc: The only L1 table.
  - id: l2_table
    type: table_entry
    at: l1_table.offset
    count: header.num_table_entries
    index: offset / header.cluster_size % header.num_table_entries
    doc: One for each entry of the L1 table that is not 0.
  - id: cluster
    size: header.cluster_size
    at: l2_table.offset
    byte: offset % header.cluster_size
    doc: A cluster of the disk.
-instar-strings:
  - {id: backing_raw, text: raw, doc: "Format of a backing file that is recorded, by `backing_format_no_probe`; no other is."}
seq:
  - id: header
    type: header
    doc: Where everything starts.
instances:
  l1_table:
    pos: header.ofs_l1_table
    type: table_entry
    repeat: expr
    repeat-expr: header.num_table_entries
    -instar-bound: 0x8000000
    doc: First level of the mapping.
  max_backing_name_bytes:
    value: 4095
    -instar-unit: bytes
    doc: Longest name of a backing file that qemu opens, without a terminator; more than qcow2's 1023.
  zero_cluster:
    value: 1
    doc: |
      An L2 entry of this value is no offset: the cluster reads as zeros, and the backing file is not looked at.
  default_cluster_size:
    value: 65536
    -instar-unit: bytes
    -instar-c: false
    doc: Cluster of a qed unless `cluster_size` says otherwise.
  min_cluster_size:
    value: 4096
    -instar-unit: bytes
    -instar-c: false
    doc: Smallest cluster that qemu takes.
  max_cluster_size:
    value: 0x4000000
    -instar-unit: bytes
    -instar-c: false
    doc: Largest cluster that qemu takes, 64 MiB.
  default_table_size:
    value: 4
    -instar-unit: clusters
    -instar-c: false
    doc: Clusters of each table unless `table_size` says otherwise.
  max_table_size:
    value: 16
    -instar-unit: clusters
    -instar-c: false
    doc: Most clusters of a table.
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: The size of the disk is a multiple of this.
  size_bits:
    value: 64
    doc: qemu computes the largest disk that the tables reach in so many bits; what needs more becomes 0, and no disk fits.
types:
  header:
    doc: |
      First 64 bytes of the file. All numbers are little-endian. qemu looks at `features` before `cluster_size`, so an image
      with both wrong gets the text about the features from it; for the rest the order is that of the fields, with the L1
      table's offset and the backing file's name after `image_size`. Bytes past the end of the file read as zeros.
    doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/master/docs/interop/qed_spec.rst Header
    -instar-faults:
      - id: check_clears_marks
        field: features
        text: becomes {value:#x}
        doc: A repaired image does not say that it needs a check, nor what only its last writer can know.
      - id: image_size_invalid
        field: image_size
        text: is {value}, more than the tables can describe
        qemu:
          - {until: "6.0", text: "Could not open '{file}': Invalid argument"}
          - {text: "QED image size is invalid"}
        doc: At most `num_table_entries * num_table_entries * cluster_size`.
      - id: l1_invalid
        field: ofs_l1_table
        text: is {value}, not a multiple of the cluster size, inside the header or past the end of the file
        qemu:
          - {until: "6.0", text: "Could not open '{file}': Invalid argument"}
          - {text: "QED table offset is invalid"}
        doc: |
          Tables are clusters after the header, and in the file: the last cluster of the table ends where the file does,
          rounded down to clusters, or before.
      - id: backing_name_invalid
        field: ofs_backing_file
        text: is {value}, the name reaches past the header
        qemu:
          - {until: "6.0", text: "Could not open '{file}': Invalid argument"}
          - {text: "QED backing filename offset is invalid"}
        doc: The name is in the header's clusters.
      - id: backing_name_too_long
        field: len_backing_file
        text: is {value}, more than {max_backing_name_bytes}
        qemu:
          - {until: "6.0", text: "Could not open '{file}': Invalid argument"}
          - {text: Failed to read backing filename}
        doc: See `max_backing_name_bytes`.
      - id: edit_dirty
        field: features
        text: is {value:#x}, the image needs a check, and is not changed before `check -r all` has repaired it
        doc: See `feature::need_check`. qemu repairs such an image when it opens it for writing.
      - id: resize_invalid
        field: image_size
        text: cannot become {value}, not a multiple of {sector_size} or more than the tables can describe
        qemu: "qemu-img: Invalid image size specified"
        doc: The tables of an image stay as they are.
      - id: resize_shrink
        field: image_size
        text: cannot become {value}, less than it is
        qemu: "qemu-img: Shrinking images is currently not supported"
        doc: qemu only lets such images grow.
      - id: resize_backing_shows
        field: image_size
        text: is {value}, and the longer backing image would show in what is added
        qemu: "qemu-img: Block driver does not support requested flags"
        doc: qemu does not write zeros over it.
      - id: resize_preallocation
        field: image_size
        text: "cannot be preallocated as {detail}"
        qemu: "qemu-img: Unsupported preallocation mode '{detail}'"
        doc: The format has none. The text is the mode.
    seq:
      - id: magic
        contents: [0x51, 0x45, 0x44, 0x00]
        -instar-qemu: Image not in QED format
        -instar-c: [value, size]
        doc: The letters QED and a zero.
      - id: cluster_size
        type: u4
        valid:
          any-of: [0x1000, 0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000, 0x400000, 0x800000,
                   0x1000000, 0x2000000, 0x4000000]
        -instar-qemu:
          - {until: "6.0", text: "Could not open '{file}': Invalid argument"}
          - {text: "QED cluster size is invalid"}
        -instar-unit: bytes
        doc: Bytes in a cluster, a power of two from 4 KiB to 64 MiB. qemu makes 64 KiB.
      - id: table_size
        type: u4
        valid:
          any-of: [1, 2, 4, 8, 16]
        -instar-qemu:
          - {until: "6.0", text: "Could not open '{file}': Invalid argument"}
          - {text: "QED table size is invalid"}
        -instar-unit: clusters
        doc: Clusters in a table of either level, a power of two up to 16. qemu makes 4.
      - id: num_header_clusters
        -orig-id: header_size
        type: u4
        -instar-any: a file too short for it fails at the L1 table, which is after it (fault `l1_invalid`)
        -instar-unit: clusters
        doc: Clusters before the first one that is a table or data. 1 in practice; qemu opens images with 0.
      - id: features
        type: u8
        valid:
          max: 7
        -instar-qemu: "Unsupported QED features: {value:x}"
        -instar-c: [place, peek, max]
        doc: |
          Set of `feature`. A reader must refuse an image with a bit that it does not know. The value in qemu's text is the
          unknown bits.
      - id: compat_features
        type: u8
        -instar-any: none is defined; readers ignore bits that they do not know
        doc: Bits that readers may ignore.
      - id: autoclear_features
        type: u8
        -instar-any: none is defined; readers ignore bits that they do not know
        -instar-c: [place]
        doc: Bits that a writer clears when it does not know them.
      - id: ofs_l1_table
        -orig-id: l1_table_offset
        type: u8
        -instar-any: depends on cluster size and file length (fault `l1_invalid`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the L1 table is, a multiple of the cluster size.
      - id: image_size
        type: u8
        valid:
          expr: _ % 512 == 0
        -instar-qemu:
          - {until: "6.0", text: "Could not open '{file}': Invalid argument"}
          - {text: "QED image size is invalid"}
        -instar-unit: bytes
        -instar-c: [place]
        doc: Size of the disk that the guest sees, a multiple of 512. Limited by what the tables can describe.
      - id: ofs_backing_file
        -orig-id: backing_filename_offset
        type: u4
        -instar-any: meaningful only with the feature bit (fault `backing_name_invalid`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the name of the backing file is, inside the header's clusters.
      - id: len_backing_file
        -orig-id: backing_filename_size
        type: u4
        -instar-any: meaningful only with the feature bit (faults `backing_name_invalid`, `backing_name_too_long`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of that name, without a terminator.
    instances:
      num_table_entries:
        value: table_size * cluster_size / 8
        doc: Entries in a table of either level.
      len_table:
        value: table_size * cluster_size
        -instar-unit: bytes
        doc: Bytes in a table of either level.
      has_backing_file:
        value: (features & feature::backing_file.to_i) != 0
        doc: Whether there is a backing file.
      is_backing_file_raw:
        value: (features & feature::backing_format_no_probe.to_i) != 0
        doc: Whether the backing file is raw, whatever it looks like.
      needs_check:
        value: (features & feature::need_check.to_i) != 0
        doc: Whether the tables may be inconsistent.
  table_entry:
    doc: |
      Entry of an L1 or L2 table: where an L2 table or a cluster of data is. 0 means that it does not exist, so that its range
      is read from the backing file. 1 (`zero_cluster`), in an L2 table, means that the cluster reads as zeros.
    doc-ref: https://gitlab.com/qemu-project/qemu/-/blob/master/docs/interop/qed_spec.rst Tables
    -instar-entry:
      - {means: hole, if: offset == 0}
      - {means: zero, if: offset == _root.zero_cluster, doc: In an L2 table only.}
      - {means: data, doc: "In an L1 table, where the L2 table is."}
    -instar-faults:
      - id: l2_invalid
        field: offset
        text: is {value}, where no L2 table can be
        qemu: "qemu-img: {walking}: Invalid argument"
        doc: |
          Not a multiple of the cluster size, inside the header or past the end of the file. qemu-img opens such an image and
          fails when it meets the entry.
      - id: data_invalid
        field: offset
        text: is {value}, where no cluster of data can be
        qemu: "qemu-img: {walking}: Invalid argument"
        doc: |
          Not a multiple of the cluster size, inside the header or past the end of the file. qemu-img opens such an image and
          fails when it meets the entry.
      - id: check_l2_invalid
        field: offset
        text: of the L1 table points at {value}, where no L2 table can be
        doc: |
          A table starts at a cluster after the header, ends in the file, and overlaps nothing that was met before. qemu's check counts
          it, and says nothing.
      - id: check_data_invalid
        field: offset
        text: of an L2 table points at {value}, where no cluster can be
        doc: Past the end of the file, in the header, or not at a cluster. qemu's check counts it, and says nothing.
      - id: check_used_twice
        field: offset
        text: points at {value}, which is used already
        doc: By a table or by another entry. qemu's check counts it, and says nothing.
      - id: check_leaked
        field: offset
        text: of no table points at the cluster {value}
        doc: The cluster is never used again, and no data is harmed. qemu's check counts it, and says nothing.
    seq:
      - id: offset
        type: u8
        -instar-any: depends on cluster size and file length (faults `l2_invalid`, `data_invalid`)
        -instar-unit: bytes
        doc: Offset in the file. The twelve low bits are reserved for later and zero, but for `zero_cluster`.
enums:
  feature:
    1:
      id: backing_file
      doc: There is a backing file.
    2:
      id: need_check
      doc: The tables may be inconsistent; they are checked before the image is written to.
    4:
      id: backing_format_no_probe
      doc: The backing file is raw and must not be probed.
