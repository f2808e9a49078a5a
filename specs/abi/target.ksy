# SPDX-License-Identifier: Apache-2.0
meta:
  id: target
  title: What a new image shall be
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  Format, options and limits of an image that does not exist yet, embedded in the configuration of every operation that lays one
  out or computes how large it becomes. A layout that refuses answers with one of `error`. What `qemu-img create` and `qemu-img convert` choose where a
  format leaves it to the writer is in that format's spec.
doc-ref: docs/measure.md
-instar-id: 24
-instar-abi: true
instances:
  max_size:
    value: 0x7fffffffffffffff
    -instar-unit: bytes
    doc: Largest file and largest disk, what a signed 64-bit offset reaches.
types:
  options:
    doc: Format and options of a new image; 0 stands for the format's default wherever a number is asked for.
    -instar-faults:
      - id: too_large
        text: "gives an image of {value} bytes of disk that the format cannot hold"
        qemu: The image size is too large
        doc: A size does not fit the format or 63 bits.
      - id: qcow2_too_large
        field: cluster_size
        text: is too small for a disk of {value} bytes
        qemu: The image size is too large (try using a larger cluster size)
        doc: The tables of a qcow2 would be too large.
      - id: vhd_too_large
        text: gives a disk of {value} bytes that no vhd holds
        qemu: "The image size is too large for file format 'vpc'"
        doc: More than the sectors of the largest VHD.
      - id: luks_too_large
        field: len_payload
        text: leaves no room for a disk of {value} bytes
        qemu: The requested file size is too large
        doc: Header and payload together leave 63 bits.
      - id: vhdx_too_large
        text: gives a disk of {value} bytes that no vhdx holds
        qemu: Image size too large; max of 64TB
        doc: More than the largest VHDX.
      - id: parallels_too_large
        field: cluster_size
        text: is too small for a disk of {value} bytes
        qemu: Image size is too large for this cluster size
        doc: The BAT has too few entries.
      - id: vdi_too_large
        text: gives a disk of {value} bytes, more than {extra0}
        qemu: "Unsupported VDI image size (size is {value:#x}, max supported is {extra0:#x})"
        doc: More than the largest VDI.
      - id: size_refused
        text: gives a disk of {value} bytes that the format cannot hold
        qemu: "A disk of {value} bytes cannot be written in this format"
        doc: "A size that is no disk of this format. In instar's words: qemu-img writes such an image."
      - id: qcow1_empty
        text: gives a disk of {value} bytes
        qemu: Image size is too small, cannot be zero length
        doc: A qcow has at least one sector.
      - id: qed_size
        text: gives a disk of {value} bytes, past what the tables reach
        qemu: QED image size must be a non-zero multiple of cluster size and less than {extra0} bytes
        doc: Two levels of tables reach so far, in as many bits as qemu counts them in.
      - id: qed_cluster_size
        field: cluster_size
        text: is no cluster size of a qed
        qemu: "QED cluster size must be within range [{extra0}, {extra1}] and power of 2"
        doc: Out of range, or no power of two.
      - id: qed_table_size
        field: table_size
        text: is no table size of a qed
        qemu: "QED table size must be within range [1, {extra0}] and power of 2"
        doc: Out of range, or no power of two.
      - id: vhdx_block_size
        field: cluster_size
        text: is no block size of a vhdx
        qemu: Block size must be a power of two
        doc: qemu names only this of the rules.
      - id: vhdx_log_too_large
        field: log_size
        text: is more than the log of a vhdx may have
        qemu: Log size must be smaller than 4 GB
        doc: More than the largest log.
      - id: vhdx_log_size
        field: log_size
        text: is not whole megabytes
        qemu: Log size must be a multiple of 1 MB
        doc: The log is whole megabytes, and not empty.
      - id: parallels_cluster_size
        field: cluster_size
        text: is no cluster size of a parallels image
        qemu: Cluster size is too large
        doc: Past what the header can say.
      - id: vmdk_grain_size
        field: cluster_size
        text: is no grain size of a vmdk
        qemu: Grain size must be a power of two and at least {extra0} bytes
        doc: "In instar's words: qemu-img has no such option."
      - id: option_refused
        text: "has an option that the format does not allow: field {value}"
        qemu: "The format does not allow this option (field {value})"
        doc: "No command line asks for it: the host refuses such options itself."
    seq:
      - id: cluster_size
        type: u8
        -instar-any: the format's layout checks it and answers with `error`
        -instar-unit: bytes
        doc: Cluster, grain or block size.
      - id: log_size
        type: u8
        -instar-any: the format's layout checks it and answers with `error`
        -instar-unit: bytes
        doc: Size of the VHDX log.
      - id: len_payload
        type: u8
        -instar-any: computed by the host from cipher and key size; the layout checks the sum
        -instar-unit: bytes
        doc: Bytes before the encrypted payload of LUKS or of LUKS inside qcow2; 0 without encryption.
      - id: format
        type: u4
        enum: source::format
        valid:
          in-enum: true
        doc: Format of the image.
      - id: subformat
        type: u4
        enum: subformat
        valid:
          in-enum: true
        doc: Variant of the format; `default` where it has only one.
      - id: flags
        type: u4
        -instar-any: set of `flag` bits, of which a format looks at its own
        doc: Set of `flag`.
      - id: preallocation
        type: u4
        enum: preallocation
        valid:
          in-enum: true
        doc: What is reserved or written beyond what is needed.
      - id: refcount_bits
        type: u4
        -instar-any: the format's layout checks it and answers with `error`
        doc: Width of qcow2 refcounts.
      - id: table_size
        type: u4
        -instar-any: the format's layout checks it and answers with `error`
        -instar-unit: clusters
        doc: Clusters in each qed table.
      - id: len_text
        type: u4
        -instar-any: only added up
        -instar-unit: bytes
        doc: |
          Bytes of option text that the image stores. VMDK: hardware version, adapter type and tools version (the defaults of `new_descriptor` in vmdk.ksy
          where no option says otherwise), and with a backing file its `parent` and its name. qcow1: the backing file's name.
          0 means the defaults without a backing file.
      - id: reserved
        size: 4
        contents: [0, 0, 0, 0]
        doc: Fills the structure up to 8 bytes.
  image:
    doc: A new image, for the operations that write one. Its files are the first of the run, the image itself before the others.
    -instar-faults:
      - id: backing_name_no_room
        text: has a backing file's name of {value} bytes that does not fit the first cluster
        qemu: No space left on device
        doc: qcow2 keeps it after the header extensions, in one cluster with them.
      - id: backing_name_too_long
        text: has a backing file's name of {value} bytes
        qemu: Invalid argument
        doc: Longer than the format has room for.
      - id: extensions_no_room
        text: has header extensions that do not fit the first cluster
        qemu: Could not write qcow2 header
        doc: The name of a data file is too long for the cluster size.
      - id: refcounts_too_large
        text: takes a refcount table with {value} entries
        qemu: The image size is too large (try using a larger cluster size)
        doc: More than a qcow2's refcount table may have.
      - id: unknown_cipher
        text: "asks for a cipher of keys of {value} bytes, which is not written"
        doc: "No command line asks for it: the host refuses such options itself."
      - id: no_writer
        text: "is of format {value}, which is not written"
        doc: No command line asks for it.
      - id: compressed_apart
        text: has a data file, which keeps no compressed clusters ({value} is the first of the disk's)
        qemu: "error while writing at byte {value}: Operation not supported"
        doc: Compressed clusters of a qcow2 are in the image itself.
    seq:
      - id: options
        type: options
        doc: Format and options.
      - id: virtual_size
        type: u8
        -instar-any: every size is looked at by the format's layout
        -instar-unit: bytes
        doc: Size of the disk, before the format rounds it.
      - id: unix_time
        type: u8
        -instar-any: only stored
        -instar-unit: seconds
        doc: Now, or what SOURCE_DATE_EPOCH says.
      - id: num_outputs
        type: u4
        valid:
          min: 1
          max: 256
        doc: Files that are written, the image included.
      - id: len_backing_name
        type: u4
        -instar-any: the operation checks the sum
        -instar-unit: bytes
        doc: Length of the backing file's name, the first of `texts`; 0 without one.
      - id: len_backing_format
        type: u4
        -instar-any: the operation checks the sum
        -instar-unit: bytes
        doc: Length of its format's name, which follows.
      - id: len_data_file
        type: u4
        -instar-any: the operation checks the sum
        -instar-unit: bytes
        doc: Length of the external data file's name.
      - id: len_file_name
        type: u4
        -instar-any: the operation checks the sum
        -instar-unit: bytes
        doc: Length of the image's own name without its directory, which extents are named after.
      - id: hw_version_room
        type: u4
        -instar-any: the operation checks the sum
        -instar-unit: bytes
        doc: Length of a VMDK's hardware version, the text after the names, plus 1; 0 for the default.
      - id: adapter_type_room
        type: u4
        -instar-any: the operation checks the sum
        -instar-unit: bytes
        doc: The same of its adapter type, which follows.
      - id: tools_version_room
        type: u4
        -instar-any: the operation checks the sum
        -instar-unit: bytes
        doc: The same of the version of its tools.
      - id: parent_cid
        type: u4
        -instar-any: only stored
        doc: The CID of a VMDK's backing file.
      - id: reserved
        size: 4
        contents: [0, 0, 0, 0]
        doc: Fills the structure up to 8 bytes.
      - id: entropy
        size: 64
        -instar-any: random
        doc: Random bytes, or made of `--seed`.
      - id: texts
        size: 8192
        -instar-any: stored as it is
        doc: Names, one after the other, then zeros.
  encryption:
    doc: |
      Keys of a new LUKS header and what the host derived: `slot_key` of the passphrase and `slot_salt`, `master_digest` of the
      master key and `master_salt`, both by PBKDF2. All bytes are zero for an image that is not encrypted.
    seq:
      - id: len_key
        type: u4
        valid:
          max: 64
        -instar-unit: bytes
        doc: Length of the disk's key, and of `slot_key`; two keys in one for xts.
      - id: mode
        type: u4
        enum: cipher_mode
        valid:
          in-enum: true
        doc: How blocks of AES are chained.
      - id: vector
        type: u4
        enum: cipher_vector
        valid:
          in-enum: true
        doc: Where the vector of each sector comes from.
      - id: vector_hash
        type: u4
        enum: cipher_hash
        valid:
          in-enum: true
        doc: Hash of the key for essiv.
      - id: hash
        type: u4
        enum: cipher_hash
        valid:
          in-enum: true
        doc: Hash of the derivations and of the anti-forensic split.
      - id: master_iterations
        type: u4
        -instar-any: the host measures it
        doc: Iterations of the master key's digest.
      - id: slot_iterations
        type: u4
        -instar-any: the host measures it
        doc: Iterations of the passphrase's key.
      - id: master_digest
        size: 20
        -instar-any: derived
        doc: By this a reader knows whether a passphrase was right.
      - id: master_salt
        size: 32
        -instar-any: random
        doc: Salt of `master_digest`.
      - id: slot_salt
        size: 32
        -instar-any: random
        doc: Salt of `slot_key`.
      - id: master_key
        size: 64
        -instar-any: random
        doc: Key of the disk, its first `len_key` bytes.
      - id: slot_key
        size: 64
        -instar-any: derived
        doc: Key of the first slot, its first `len_key` bytes.
enums:
  cipher_mode:
    0: {id: none, doc: Not encrypted.}
    1: {id: ecb, doc: Each block alone.}
    2: {id: cbc, doc: Cipher block chaining.}
    3: {id: xts, doc: "The usual mode, with two keys in one."}
  cipher_vector:
    0: {id: none, doc: "No vector, for ecb."}
    1: {id: plain, doc: "The sector's number in 32 bits."}
    2: {id: plain64, doc: "The sector's number in 64 bits."}
    3: {id: essiv, doc: "The sector's number, encrypted with a hash of the key."}
  cipher_hash:
    0: {id: none, doc: "None, where no hash is asked for."}
    1: {id: sha1, doc: SHA-1.}
    2: {id: sha224, doc: SHA-224.}
    3: {id: sha256, doc: SHA-256.}
    4: {id: sha384, doc: SHA-384.}
    5: {id: sha512, doc: SHA-512.}
  flag:
    1: {id: extended_l2, doc: qcow2 with subclusters.}
    2: {id: lazy_refcounts, doc: qcow2 with lazy refcounts; changes no size.}
    4: {id: compat_v3, doc: "qcow2 version 3 (`compat=1.1`)."}
    8: {id: compress, doc: Data is written compressed; the incompressible bound is answered.}
    64: {id: backing_file, doc: "The target has a backing file, so all of the source counts as needed."}
    128: {id: data_file, doc: qcow2 with an external data file.}
    256: {id: force_size, doc: VHD whose size is not rounded to its geometry.}
    512: {id: zeroed_grain, doc: VMDK that may mark grains as zero.}
    1024: {id: compat6, doc: VMDK of hardware version 6.}
    2048: {id: scsi_adapter, doc: "VMDK of another adapter type than ide, which states a geometry of 255 heads."}
    4096: {id: no_zero_state, doc: "VHDX with `block_state_zero=off`: blocks of a fixed image are marked as present, not as zero."}
    8192: {id: data_file_raw, doc: qcow2 whose external data file is the disk by itself.}
    16384: {id: zstd, doc: qcow2 whose compressed clusters are zstd.}
  preallocation:
    0: {id: off, doc: Nothing beyond what is needed.}
    1: {id: metadata, doc: Tables for the whole disk are written.}
    2: {id: falloc, doc: All space is reserved.}
    3: {id: full, doc: All space is written.}
  subformat:
    0: {id: default, doc: The format's only or usual variant.}
    1: {id: monolithic_sparse, doc: VMDK in one sparse file.}
    2: {id: monolithic_flat, doc: VMDK descriptor and one flat extent.}
    3: {id: two_gb_max_extent_sparse, doc: VMDK descriptor and sparse extents of up to 2 GiB.}
    4: {id: two_gb_max_extent_flat, doc: VMDK descriptor and flat extents of up to 2 GiB.}
    5: {id: stream_optimized, doc: VMDK with compressed grains in one pass.}
    6: {id: dynamic, doc: "VHD, VHDX or VDI that grows."}
    7: {id: fixed, doc: "VHD, VHDX or VDI with all space in the file."}
  error:
    0: {id: ok, doc: The layout is valid.}
    1: {id: overflow, doc: A size does not fit the target format or 63 bits.}
    2: {id: invalid_option, doc: "An option's value is not allowed; the error's `value` says which."}
    3: {id: invalid_size, doc: The size cannot be a disk of this format.}
