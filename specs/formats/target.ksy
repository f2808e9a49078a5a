# SPDX-License-Identifier: Apache-2.0
meta:
  id: target
  title: What qemu-img writes into a new image
  license: Apache-2.0
  endian: le
doc: |
  No format of its own: the choices that `qemu-img create` and `qemu-img convert` make where a format leaves them to the writer, from which
  `instar measure` computes the size of an image that does not exist yet. What the formats themselves fix stands in their own specs.
  All of it was found by writing images with qemu-img 7.2 and 11.1 and looking at their sizes; both write the same.
doc-ref: docs/measure.md
seq: []
instances:
  max_size:
    value: 0x7fffffffffffffff
    -instar-unit: bytes
    doc: Largest file and largest disk, what a signed 64-bit offset reaches.
  qcow2_bitmap_entry_align:
    value: 8
    -instar-unit: bytes
    doc: Entries of the bitmap directory are padded to this.
  vmdk_min_grain_size:
    value: 4096
    -instar-unit: bytes
    doc: Smallest grain that the VMDK specification allows, 8 sectors.
  vmdk_max_grains:
    value: 0xffffffff
    doc: qemu counts the grains of an extent in 32 bits; with more it wraps around and writes an image that overlaps itself.
  vmdk_cid_digits:
    value: 8
    -instar-unit: bytes
    doc: |
      Bytes of a CID in a descriptor. It is a random 32-bit number in hexadecimal without leading zeros, so one image in 16 has a shorter
      one; the usual length is counted.
  zlib_stream_overhead:
    value: 6
    -instar-unit: bytes
    doc: Header and checksum of a zlib stream (RFC 1950).
  zlib_stored_block:
    value: 16383
    -instar-unit: bytes
    doc: Most bytes that zlib at its default memory level stores in one block when they cannot be compressed.
  zlib_stored_block_overhead:
    value: 5
    -instar-unit: bytes
    doc: Bits and two lengths in front of a stored block (RFC 1951, section 3.2.4), rounded up to bytes.
  vhdx_data_distance:
    value: 0x500000
    -instar-unit: bytes
    doc: From the metadata region to the first payload block, 5 MiB.
  vhdx_max_log_size:
    value: 0xfff00000
    -instar-unit: bytes
    doc: Largest log that qemu creates, 1 MiB less than 4 GiB.
  vhdx_max_bat_size:
    value: 0x7fffffff
    -instar-unit: bytes
    doc: Largest BAT that qemu writes at once.
  vhdx_block_number_mask:
    value: 0xffffffff
    doc: |
      qemu numbers blocks in 32 bits. A disk without any has no last block, and its number wraps around to this: such an image gets room for
      the bitmaps of 2^32 blocks.
  qed_cluster_size:
    value: 65536
    -instar-unit: bytes
    doc: Cluster of a qed unless `cluster_size` says otherwise.
  qed_min_cluster_size:
    value: 4096
    -instar-unit: bytes
    doc: Smallest cluster that qemu takes.
  qed_max_cluster_size:
    value: 0x4000000
    -instar-unit: bytes
    doc: Largest cluster that qemu takes, 64 MiB.
  qed_table_size:
    value: 4
    -instar-unit: clusters
    doc: Clusters of each table unless `table_size` says otherwise.
  qed_max_table_size:
    value: 16
    -instar-unit: clusters
    doc: Most clusters of a table.
  qed_size_bits:
    value: 64
    doc: qemu computes the largest disk that the tables reach in so many bits; what needs more becomes 0, and no disk fits.
  qcow1_cluster_size:
    value: 4096
    -instar-unit: bytes
    doc: Cluster of a qcow without a backing file.
  qcow1_cluster_size_backed:
    value: 512
    -instar-unit: bytes
    doc: Cluster of a qcow with a backing file.
  qcow1_table_span:
    value: 0x200000
    -instar-unit: bytes
    doc: Bytes of the disk under each L2 table, with and without a backing file.
  qcow1_header_align:
    value: 8
    -instar-unit: bytes
    doc: The L1 table begins behind the header and the backing file's name, at a multiple of this.
types:
  vmdk_descriptor:
    doc: |
      The descriptor that qemu writes, cut at the places where numbers and texts are filled in: sizes, CID, the kind of the disk, the
      number of an extent. Extents are named after the output, which is taken to be called `output.vmdk`.
    -instar-strings:
      - {id: head, text: "# Disk DescriptorFile\nversion=1\nCID=\nparentCID=\ncreateType=\"\"\n", doc: To the kind of the disk.}
      - {id: parent, text: "parentFileNameHint=\"\"", doc: "Follows where there is a backing file, with its name."}
      - {id: extents, text: "\n# Extent description\n", doc: In front of the extents.}
      - {id: flat, text: "RW  FLAT \"output-flat.vmdk\" 0\n", doc: The extent of monolithicFlat.}
      - {id: split_flat, text: "RW  FLAT \"output-f.vmdk\" 0\n", doc: An extent of twoGbMaxExtentFlat; its number stands behind the f.}
      - {id: split_sparse, text: "RW  SPARSE \"output-s.vmdk\"\n", doc: An extent of twoGbMaxExtentSparse; its number stands behind the s.}
      - {id: ddb, text: "\n# The Disk Data Base\n#DDB\n\nddb.virtualHWVersion = \"\"\n", doc: To the hardware version.}
      - {id: cylinders, text: "ddb.geometry.cylinders = \"\"\n", doc: Cylinders of the geometry.}
      - {id: heads, text: "ddb.geometry.heads = \"\"\n", doc: Heads of the geometry.}
      - {id: sectors, text: "ddb.geometry.sectors = \"63\"\n", doc: Sectors per track of the geometry.}
      - {id: adapter, text: "ddb.adapterType = \"\"\n", doc: Adapter type.}
      - {id: tools, text: "ddb.toolsVersion = \"\"\n", doc: Version of the guest tools.}
      - {id: default_hw_version, text: "4", doc: "Hardware version unless `hwversion` says otherwise (6 with `compat6`)."}
      - {id: default_adapter, text: ide, doc: Adapter type unless `adapter_type` says otherwise.}
      - {id: default_tools_version, text: "2147483647", doc: Version of the tools unless `toolsversion` says otherwise.}
    seq: []
    instances:
      min_number_digits:
        value: 3
        -instar-unit: bytes
        doc: An extent's number has leading zeros up to so many digits.
