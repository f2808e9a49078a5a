# SPDX-License-Identifier: Apache-2.0
meta:
  id: qcow1
  title: QEMU copy-on-write image, version 1 ("qcow")
  license: Apache-2.0
  endian: be
  bit-endian: be
doc: |
  The ancestor of qcow2, which came with qemu 0.8.3 (released as 0.9.0); still readable and, on request, written. Two levels of tables lead from a guest offset
  to a cluster of the file. There are no reference counts and no snapshots. The number of L1 entries is not stored: it follows
  from the size. The name of the backing file may be anywhere in the file, mostly right after the header.

      L1 index = offset >> (cluster_bits + l2_bits)
      L2 index = (offset >> cluster_bits) & ((1 << l2_bits) - 1)

  There is no published specification but qemu's behaviour; the page below describes the layout.
doc-ref: https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc Sections 2.1 and 3
-instar-id: 20
-instar-programs:
  - name: qemu
    writes: Version 1, with clusters of 4 KiB, or of 512 bytes over a backing file.
    reads: Version 1, encrypted or not, compressed or not.
    run: qemu-img 5.2, 7.2, 10.0, 11.1
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases."}
  - {date: 2026-11-29, doc: "Where each part of the file is, how tables are indexed, what entries mean, and a worked example; who writes and reads it."}
  - {date: 2026-11-30, doc: "How a compressed cluster is found, with a worked example."}
-instar-examples:
  - {image: qcow1-small.qcow, offset: 0xb5234}
  - {image: same-c.qcow, offset: 0x81234, to: compressed_cluster}
-instar-places:
  - {id: header, type: header, at: 0}
  - id: l1_table
    type: l1_entry
    at: header.ofs_l1_table
    count: header.num_l1_entries
    index: offset / (header.cluster_size * header.num_l2_entries)
    doc: The only L1 table.
  - id: l2_table
    type: l2_entry
    at: l1_table.ofs_l2_table
    count: header.num_l2_entries
    index: offset / header.cluster_size % header.num_l2_entries
    doc: One for each entry of the L1 table that is not 0.
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
    doc: A deflate stream without a header.
seq:
  - id: header
    type: header
    doc: Where everything starts.
instances:
  l1_table:
    pos: header.ofs_l1_table
    type: l1_entry
    repeat: expr
    repeat-expr: header.num_l1_entries
    -instar-bound: 0xfffffff
    doc: First level of the mapping.
  max_backing_name_bytes:
    value: 1023
    -instar-unit: bytes
    doc: Longest name of a backing file that qemu opens, without a terminator.
  max_l1_entries:
    value: 0xfffffff
    doc: Most entries of the L1 table that qemu opens (less than 2 GiB of them).
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: qemu rounds the virtual size down to a multiple of this.
  default_cluster_size:
    value: 4096
    -instar-unit: bytes
    doc: Cluster of a qcow without a backing file.
  default_cluster_size_backed:
    value: 512
    -instar-unit: bytes
    doc: Cluster of a qcow with a backing file.
  table_span:
    value: 0x200000
    -instar-unit: bytes
    doc: Bytes of the disk under each L2 table, with and without a backing file.
  header_align:
    value: 8
    -instar-unit: bytes
    doc: The L1 table begins after the header and the backing file's name, at a multiple of this.
types:
  header:
    doc: |
      First 48 bytes of the file. qemu checks the fields in their order, then the number of L1 entries, reads the L1 table, and
      looks at the backing file last. Bytes past the end of the file read as zeros.
    doc-ref: https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc Section 2.1
    -instar-faults:
      - id: image_too_large
        field: virtual_size
        text: is {value}, needs more L1 entries than an image can have
        qemu: Image too large
        doc: See `max_l1_entries`.
      - id: backing_name_too_long
        field: len_backing_file
        text: is {value}, more than {max_backing_name_bytes}
        qemu: Backing file name too long
        doc: See `max_backing_name_bytes`.
      - id: backing_name_past_end
        field: ofs_backing_file
        text: is {value}, past the end of the file
        doc: qemu reads zeros past the end of a file.
      - id: l1_past_limit
        field: ofs_l1_table
        text: is {value}, where no file reaches
        qemu: "Could not open '{file}': Input/output error"
        doc: Beyond `max_file_bytes` of raw.ksy.
      - id: backing_name_past_limit
        field: ofs_backing_file
        text: is {value}, where no file reaches
        qemu: "Could not open '{file}': Input/output error"
        doc: Beyond `max_file_bytes` of raw.ksy.
      - id: key_missing
        field: crypt_method
        text: is {value}, and no key was given
        qemu: Parameter 'encrypt.key-secret' is required for cipher
        doc: Reading needs a key; `measure` and `map` refuse an image without one, `info` does not.
      - id: version_of_qcow2
        field: version
        text: is {value}, which is qcow2
        qemu: |-
          qcow (v1) does not support qcow version {value}
          Try the 'qcow2' driver instead.
        doc: Versions 2 and 3 get a hint. Raised before the header is parsed, when this format was asked for.
      - id: l1_past_end
        field: ofs_l1_table
        text: is {value}, past the end of the file
        doc: qemu reads zeros past the end of a file, so to it such an image is empty.
      - id: check_unused
        field: ofs_l1_table
        text: leads to nothing that uses the {extra0} bytes at {value}
        doc: Space for at least one cluster, without a user.
    seq:
      - id: magic
        contents: [0x51, 0x46, 0x49, 0xfb]
        -instar-qemu: Image not in qcow format
        -instar-c: [value, size]
        doc: The letters QFI and 0xfb, shared with qcow2.
      - id: version
        type: u4
        valid: 1
        -instar-qemu: qcow (v1) does not support qcow version {value}
        -instar-c: [place, peek, value]
        doc: 1. Versions 2 and 3 are qcow2.
      - id: ofs_backing_file
        -orig-id: backing_file_offset
        type: u8
        -instar-any: depends on the file's length (fault `backing_name_past_end`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the name of the backing file is; 0 if there is none.
      - id: len_backing_file
        -orig-id: backing_file_size
        type: u4
        -instar-any: meaningful only with a backing file (fault `backing_name_too_long`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of that name, without a terminator.
      - id: mtime
        type: u4
        -instar-any: no longer used
        -instar-unit: seconds
        doc: When the backing file was last changed, once. Writers leave 0.
      - id: virtual_size
        -orig-id: size
        type: u8
        valid:
          min: 2
        -instar-qemu: Image size is too small (must be at least 2 bytes)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Size of the disk that the guest sees. Limited by `max_l1_entries`; qemu rounds it down to 512 bytes.
      - id: cluster_bits
        type: u1
        valid:
          min: 9
          max: 16
        -instar-qemu: "Cluster size must be between {1 << cluster_bits_min} and {1 << cluster_bits_max:KiB}k"
        -instar-unit: bits
        doc: A cluster is `1 << cluster_bits` bytes.
        -instar-practice:
          - text: qemu makes clusters of 4 KiB, and of 512 bytes for images with a backing file.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
      - id: l2_bits
        type: u1
        valid:
          min: 6
          max: 13
        -instar-qemu: "L2 table size must be between {8 << l2_bits_min} and {8 << l2_bits_max:KiB}k"
        -instar-unit: bits
        doc: An L2 table has `1 << l2_bits` entries.
        -instar-practice:
          - text: 9 with clusters of 4 KiB, and 12 (longer than a cluster) with 512 bytes, so 4096 entries.
            run: qemu-img 5.2, 7.2, 10.0, 11.1
      - id: reserved
        type: u2
        -instar-any: padding that qemu does not look at
        doc: Padding.
      - id: crypt_method
        type: u4
        enum: crypt_method
        valid:
          in-enum: true
        -instar-qemu: invalid encryption method in qcow header
        -instar-c: [place]
        doc: How the guest's data is encrypted.
      - id: ofs_l1_table
        -orig-id: l1_table_offset
        type: u8
        -instar-any: depends on the file's length (fault `l1_past_end`)
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the L1 table is.
    instances:
      cluster_size:
        value: 1 << cluster_bits
        -instar-unit: bytes
        doc: Bytes in a cluster.
      num_l2_entries:
        value: 1 << l2_bits
        doc: Entries in an L2 table.
      num_l1_entries:
        value: (virtual_size + (1 << (cluster_bits + l2_bits)) - 1) >> (cluster_bits + l2_bits)
        doc: Entries that the L1 table has for this size.
  l1_entry:
    doc: Entry of the L1 table, where one L2 table is. 0 when it does not exist and its whole range is unallocated.
    doc-ref: https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc Section 3.1
    -instar-entry:
      - {means: hole, if: ofs_l2_table == 0}
      - {means: table}
    -instar-faults:
      - id: l2_past_end
        field: ofs_l2_table
        text: is {value}, past the end of the file
        doc: qemu reads zeros past the end of a file, so to it all clusters of such a table are unallocated.
      - id: l2_past_limit
        field: ofs_l2_table
        text: is {value}, where no file reaches
        qemu: "qemu-img: {walking}: Input/output error"
        doc: Beyond `max_file_bytes` of raw.ksy. qemu-img opens such an image and fails when it meets the entry.
      - id: check_overlap
        field: ofs_l2_table
        text: is {value}, where something else is
        doc: A table shares its place with another table, the header or data.
    seq:
      - id: ofs_l2_table
        type: u8
        -instar-any: depends on the file's length (fault `l2_past_end`)
        -instar-unit: bytes
        doc: Where the L2 table is.
  l2_entry:
    doc: |
      Entry of an L2 table. 0 means unallocated. When `compressed` is set, the rest is a `compressed_entry`.
    doc-ref: https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc Section 3.2
    -instar-entry:
      - {means: compressed, if: compressed, doc: The entry is a `compressed_entry`.}
      - {means: hole, if: host_offset == 0}
      - {means: data}
    -instar-faults:
      - id: data_past_end
        field: host_offset
        text: is {value}, past the end of the file
        doc: qemu reads zeros past the end of a file, but counts the cluster as allocated.
      - id: check_overlap
        field: host_offset
        text: is {value}, where something else is
        doc: The cluster shares its place with another one or a table. A write to one of the two changes both.
    seq:
      - id: compressed
        type: b1
        -instar-any: both values have a meaning
        doc: Bit 63. The entry is a `compressed_entry`.
      - id: host_offset
        type: b63
        -instar-any: depends on the file's length (fault `data_past_end`)
        -instar-unit: bytes
        doc: Bits 62 to 0. Where the cluster is in the file; 0 when it is unallocated.
  compressed_entry:
    doc: |
      Entry of an L2 table whose top bit is set: of the other 63, the upper `cluster_bits` are the length and the rest the
      offset. The data is deflate (RFC 1951) without the zlib header.
    doc-ref: https://github.com/libyal/libqcow/blob/main/documentation/QEMU%20Copy-On-Write%20file%20format.asciidoc Section 3.2
    params:
      - id: cluster_bits
        type: u1
        -instar-bound: [9, 16]
        doc: From the header.
    -instar-faults:
      - id: data_past_end
        field: descriptor
        text: points at {value}, past the end of the file
        doc: qemu opens such an image; reading the cluster fails.
      - id: check_overlap
        field: descriptor
        text: points at {value}, where something else is
        doc: A write to the other one destroys the compressed data.
    seq:
      - id: compressed
        type: b1
        -instar-any: this view is chosen because it is set
        doc: Bit 63, set.
      - id: descriptor
        type: b63
        -instar-any: where it points is checked against the file's length
        doc: Length and offset, see the derived values.
    instances:
      offset_bits:
        value: 63 - cluster_bits
        -instar-unit: bits
        doc: Bits of the descriptor that are the offset.
      host_offset:
        value: descriptor & ((1 << offset_bits) - 1)
        -instar-unit: bytes
        doc: First byte of the compressed data.
      len_data:
        value: descriptor >> offset_bits
        -instar-unit: bytes
        doc: Bytes of compressed data, less than a cluster.
enums:
  crypt_method:
    0:
      id: none
      doc: Not encrypted.
    1:
      id: aes
      doc: AES-128 in CBC mode, as in qcow2; the key is the first 16 bytes of the passphrase. Weak.
