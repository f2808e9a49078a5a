# SPDX-License-Identifier: Apache-2.0
meta:
  id: qcow2_image
  title: qcow2, the whole file
  application:
    - QEMU
    - libvirt
    - Proxmox VE
  file-extension:
    - qcow2
  xref:
    wikidata: Q15089560
  license: Apache-2.0
  ks-version: '0.11'
  imports:
    - ../formats/qcow2
  encoding: UTF-8
  endian: be
doc: |
  Everything that the header of a qcow2 leads to. Layouts are those of
  `formats/qcow2.ksy`; this file says only where each of them is.
doc-ref: https://www.qemu.org/docs/master/interop/qcow2.html
seq:
  - id: header
    type: qcow2::header
    -instar-owner: header
instances:
  unknown_fields:
    pos: header.len_known
    size: header.length - header.len_known
    -instar-owner: header
    doc: What later revisions added to the header.
  extensions:
    pos: header.length
    type: extension
    repeat: until
    repeat-until: >-
      _.type == qcow2::extension_type::end or _io.pos + 8 > ofs_extensions_end
    if: header.length + 8 <= ofs_extensions_end
    -instar-owner: header
    doc: Up to the end mark, the name of the backing file or the cluster.
  ofs_extensions_end:
    value: >-
      header.ofs_backing_file != 0 ? header.ofs_backing_file
      : header.cluster_size
  backing_file_name:
    pos: header.ofs_backing_file
    size: header.len_backing_file
    type: str
    if: header.ofs_backing_file != 0
    -instar-owner: header
  l1_table:
    pos: header.ofs_l1_table
    type: l1_slot(_index)
    repeat: expr
    repeat-expr: header.num_l1_entries
    -instar-owner: l1
    -instar-index: qcow2::l1_table
    doc: The active L1 table. Each slot leads to an L2 table.
  refcount_table:
    pos: header.ofs_refcount_table
    type: refcount_slot(_index)
    repeat: expr
    repeat-expr: >-
      (header.num_refcount_table_clusters << header.cluster_bits) / 8
    -instar-owner: refcounts
    -instar-counts: header.num_refcounts_per_block << header.cluster_bits
    doc: Each slot leads to a block of reference counts.
  snapshots:
    pos: header.ofs_snapshots
    type: snapshot
    repeat: expr
    repeat-expr: header.num_snapshots
    if: header.num_snapshots != 0
    -instar-owner: snapshots
    -instar-trees: true
types:
  extension:
    seq:
      - id: type
        type: u4
        enum: qcow2::extension_type
      - id: len_data
        type: u4
      - id: data
        size: len_data
        type:
          switch-on: type
          cases:
            'qcow2::extension_type::backing_format': text
            'qcow2::extension_type::data_file': text
            'qcow2::extension_type::feature_names': feature_names
            'qcow2::extension_type::bitmaps': bitmaps
            'qcow2::extension_type::encryption': encryption
      - id: padding
        size: -len_data % 8
        doc: Extensions are multiples of 8 bytes.
  text:
    seq:
      - id: value
        type: str
        size-eos: true
  feature_names:
    seq:
      - id: names
        type: qcow2::feature_name
        repeat: eos
  encryption:
    seq:
      - id: pointer
        type: qcow2::encryption_pointer
    instances:
      header:
        io: _root._io
        pos: pointer.ofs_header
        size: pointer.len_header
        -instar-owner: keys
        doc: A LUKS header with its key material.
  bitmaps:
    seq:
      - id: extension
        type: qcow2::bitmaps_extension
    instances:
      directory:
        io: _root._io
        pos: extension.ofs_directory
        type: bitmap
        repeat: expr
        repeat-expr: extension.num_bitmaps
        -instar-owner: bitmaps
  bitmap:
    seq:
      - id: entry
        type: qcow2::bitmap_entry
      - id: padding
        size: -(entry.len_extra_data + entry.len_name) % 8
        if: not _io.eof
    instances:
      table:
        io: _root._io
        pos: entry.ofs_table
        type: bitmap_slot
        repeat: expr
        repeat-expr: entry.num_table_entries
        -instar-owner: bitmaps
  bitmap_slot:
    seq:
      - id: entry
        type: qcow2::bitmap_table_entry
    instances:
      bits:
        io: _root._io
        pos: entry.host_offset
        size: _root.header.cluster_size
        if: entry.host_sector != 0
        -instar-owner: bitmaps
  l1_slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: qcow2::l1_entry
    instances:
      l2_table:
        io: _root._io
        pos: entry.ofs_l2_table
        type: >-
          l2_slot(index * _root.header.num_l2_entries + _index,
          entry.ofs_l2_table + _index * _root.header.l2_entry_size)
        repeat: expr
        repeat-expr: _root.header.num_l2_entries
        if: entry.ofs_l2_table != 0
        -instar-owner: l2
        -instar-index: qcow2::l2_table
  l2_slot:
    params:
      - id: number
        type: u8
        doc: Number of the cluster on the disk.
      - id: ofs_entry
        type: u8
    seq:
      - id: entry
        type: qcow2::l2_entry
      - id: subclusters
        type: qcow2::subcluster_bitmap
        if: _root.header.has_extended_l2
    instances:
      guest_offset:
        value: number << _root.header.cluster_bits
      cluster:
        io: _root._io
        pos: entry.host_offset
        size: _root.header.cluster_size
        if: >-
          not entry.compressed and entry.host_sector != 0
          and not _root.header.has_external_data
        -instar-owner: data
        -instar-guest: guest_offset
      compressed_entry:
        io: _root._io
        pos: ofs_entry
        type: qcow2::compressed_entry(_root.header.cluster_bits)
        if: entry.compressed
        doc: What the entry is when its cluster is compressed.
      compressed:
        io: _root._io
        pos: compressed_entry.host_offset
        size: >-
          compressed_entry.host_offset + compressed_entry.len_data < _io.size
          ? compressed_entry.len_data : _io.size - compressed_entry.host_offset
        if: entry.compressed
        -instar-owner: compressed
        -instar-guest: guest_offset
        -instar-guest-length: _root.header.cluster_size
        doc: A deflate or zstd stream; what follows it in its last sector may be another one.
  refcount_slot:
    params:
      - id: index
        type: u8
    seq:
      - id: entry
        type: qcow2::refcount_table_entry
    instances:
      block_1:
        io: _root._io
        pos: entry.ofs_block
        type: b1le
        repeat: expr
        repeat-expr: _root.header.num_refcounts_per_block
        if: entry.block_sector != 0 and _root.header.refcount_bits == 1
        -instar-counts: _root.header.cluster_size
        doc: Counts of 1 bit.
      block_2:
        io: _root._io
        pos: entry.ofs_block
        type: b2le
        repeat: expr
        repeat-expr: _root.header.num_refcounts_per_block
        if: entry.block_sector != 0 and _root.header.refcount_bits == 2
        -instar-counts: _root.header.cluster_size
        doc: Counts of 2 bits.
      block_4:
        io: _root._io
        pos: entry.ofs_block
        type: b4le
        repeat: expr
        repeat-expr: _root.header.num_refcounts_per_block
        if: entry.block_sector != 0 and _root.header.refcount_bits == 4
        -instar-counts: _root.header.cluster_size
        doc: Counts of 4 bits.
      block_8:
        io: _root._io
        pos: entry.ofs_block
        type: u1
        repeat: expr
        repeat-expr: _root.header.num_refcounts_per_block
        if: entry.block_sector != 0 and _root.header.refcount_bits == 8
        -instar-counts: _root.header.cluster_size
        doc: Counts of 8 bits.
      block:
        io: _root._io
        pos: entry.ofs_block
        type: u2
        repeat: expr
        repeat-expr: _root.header.num_refcounts_per_block
        if: entry.block_sector != 0 and _root.header.refcount_bits == 16
        -instar-counts: _root.header.cluster_size
        doc: Counts of 16 bits, the usual width.
      block_32:
        io: _root._io
        pos: entry.ofs_block
        type: u4
        repeat: expr
        repeat-expr: _root.header.num_refcounts_per_block
        if: entry.block_sector != 0 and _root.header.refcount_bits == 32
        -instar-counts: _root.header.cluster_size
        doc: Counts of 32 bits.
      block_64:
        io: _root._io
        pos: entry.ofs_block
        type: u8
        repeat: expr
        repeat-expr: _root.header.num_refcounts_per_block
        if: entry.block_sector != 0 and _root.header.refcount_bits == 64
        -instar-counts: _root.header.cluster_size
        doc: Counts of 64 bits.
      block_bytes:
        io: _root._io
        pos: entry.ofs_block
        size: _root.header.cluster_size
        if: entry.block_sector != 0
        -instar-owner: refcounts
  snapshot:
    seq:
      - id: entry
        type: qcow2::snapshot
      - id: padding
        size: >-
          -(entry.header.len_extra_data + entry.header.len_id
          + entry.header.len_name) % 8
        if: not _io.eof
    instances:
      l1_table:
        io: _root._io
        pos: entry.header.ofs_l1_table
        type: l1_slot(_index)
        repeat: expr
        repeat-expr: entry.header.num_l1_entries
        -instar-owner: l1
