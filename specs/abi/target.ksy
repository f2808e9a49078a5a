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
-instar-options:
  - id: file
    everywhere: true
    doc: What the file below the format takes, whatever the format is.
    options:
      - id: size
        kind: size
        doc: size of the virtual disk; the size of the source wins
      - id: nocow
        kind: bool
        default: off
        doc: switch copy-on-write of the file system off
      - id: preallocation
        kind: str
        default: off
        words:
          off: preallocation::off
          metadata: preallocation::metadata
          falloc: preallocation::falloc
          full: preallocation::full
        into: preallocation
        qemu: "invalid parameter value: {value}"
        doc: what to allocate in advance
      - id: extent_size_hint
        kind: size
        default: 0x100000
        valid: {max: 0xffffffff}
        qemu: Extent size hint is too large
        since: "5.1"
        doc: granularity of allocation that the file system is asked for
  - id: backing
    doc: The image that a new one lies on.
    options:
      - id: backing_file
        kind: str
        doc: file name of the backing image
      - id: backing_fmt
        kind: str
        doc: format of the backing image
  - id: cipher
    doc: How LUKS encrypts. The number of a cipher is the bytes of its key.
    options:
      - id: key-secret
        kind: str
        doc: id of the secret with the passphrase or key
      - id: cipher-alg
        kind: str
        default: aes-256
        words:
          aes-128: 16
          aes-192: 24
          aes-256: 32
          des: 8
          3des: 24
          cast5-128: 16
          serpent-128: 16
          serpent-192: 24
          serpent-256: 32
          twofish-128: 16
          twofish-192: 24
          twofish-256: 32
          sm4: 16
        doc: cipher
      - id: cipher-mode
        kind: str
        default: xts
        words: [ecb, cbc, xts, ctr]
        doc: mode of the cipher
      - id: ivgen-alg
        kind: str
        default: plain64
        words: [plain, plain64, essiv]
        doc: generator of initialisation vectors
      - id: ivgen-hash-alg
        kind: str
        words: [md5, sha1, sha224, sha256, sha384, sha512, ripemd160, sm3]
        doc: hash of that generator, where it needs one
      - id: hash-alg
        kind: str
        default: sha256
        words: [md5, sha1, sha224, sha256, sha384, sha512, ripemd160, sm3]
        doc: hash of the key derivation
      - id: iter-time
        kind: num
        default: 2000
        doc: milliseconds to spend on key derivation
  - id: raw
    format: source::format::raw
    doc: Its file is the disk.
    options:
      - use: file.size
      - use: file.preallocation
  - id: qcow2
    format: source::format::qcow2
    compresses: true
    shown-before:
      until: "5.1"
      order: [size, compat, backing_file, backing_fmt, data_file, data_file_raw, encryption, encrypt.format, encrypt.key-secret,
        encrypt.cipher-alg, encrypt.cipher-mode, encrypt.ivgen-alg, encrypt.ivgen-hash-alg, encrypt.hash-alg, encrypt.iter-time,
        cluster_size, preallocation, lazy_refcounts, refcount_bits]
    doc: The usual format of qemu.
    options:
      - id: encryption
        kind: bool
        default: off
        doc: old name of encrypt.format=aes
      - id: encrypt.format
        kind: str
        words: [aes, luks]
        doc: how to encrypt
      - use: cipher
        prefix: encrypt.
      - id: cluster_size
        kind: size
        default: 1 << qcow2::default_cluster_bits
        valid: {min: 1 << qcow2::header_cluster_bits_min, max: 1 << qcow2::header_cluster_bits_max, power-of-two: true}
        into: cluster_size
        qemu: Cluster size must be a power of two between {min} and {max:KiB}k
        shown: true
        doc: bytes in a cluster, a power of two
      - id: extended_l2
        kind: bool
        default: off
        on: flag::extended_l2
        into: flags
        shown: true
        since: "5.2"
        doc: 32 subclusters in each cluster
      - use: file.preallocation
      - id: compression_type
        kind: str
        default: zlib
        words: {zlib: , zstd: flag::zstd}
        into: flags
        schema: compression-type
        shown: true
        since: "5.1"
        doc: how clusters are compressed
      - id: keep_data_file
        kind: bool
        default: off
        since: "11.0"
        doc: use an external data file as it is
      - use: file.size
      - id: compat
        kind: str
        default: "1.1"
        words: {"0.10": , "1.1": flag::compat_v3}
        aliases: {v2: "0.10", v3: "1.1"}
        into: flags
        schema: version
        qemu: "Invalid compatibility level: '{value}'"
        doc: version of the format, 2 or 3
      - use: backing
      - id: data_file
        kind: str
        since: "4.0"
        doc: external file for the data
      - id: data_file_raw
        kind: bool
        default: off
        on: flag::data_file_raw
        into: flags
        since: "4.0"
        doc: keep the external data file readable as a raw image
      - id: lazy_refcounts
        kind: bool
        default: off
        on: flag::lazy_refcounts
        into: flags
        shown: true
        doc: write reference counts late
      - id: refcount_bits
        kind: num
        default: 1 << qcow2::default_refcount_order
        valid: {min: 1, max: 1 << qcow2::header_refcount_order_max, power-of-two: true}
        into: refcount_bits
        qemu: Refcount width must be a power of two and may not exceed {max} bits
        shown: true
        doc: width of a reference count
  - id: key_slots
    doc: Key slots of LUKS.
    options:
      - id: state
        kind: str
        words: [inactive, active]
        since: "5.1"
        doc: what becomes of the key slots
      - id: keyslot
        kind: num
        since: "5.1"
        doc: the key slot; by default a free one, or those that the old secret opens
      - id: old-secret
        kind: str
        since: "5.1"
        doc: id of the secret that opens the key slots to be erased
      - id: new-secret
        kind: str
        since: "5.1"
        doc: id of the secret that opens the key slot from now on
      - id: iter-time
        kind: num
        default: 2000
        since: "5.1"
        doc: milliseconds to spend on key derivation
  - id: luks_amend
    amends: true
    doc: What of a LUKS volume can be changed.
    options:
      - use: key_slots
  - id: qcow2_amend
    amends: true
    doc: What of a qcow2 image can be changed.
    options:
      - use: key_slots
        prefix: encrypt.
      - id: size
        kind: size
        doc: size of the disk; a smaller one cuts it off, 0 changes nothing
      - id: compat
        kind: str
        words: {"0.10": 2, "1.1": 3}
        aliases: {v2: "0.10", v3: "1.1"}
        qemu: "Unknown compatibility level {value}"
        doc: version of the format, 2 or 3
      - use: backing
      - id: data_file
        kind: str
        doc: external file for the data
      - id: data_file_raw
        kind: bool
        doc: keep the external data file readable as a raw image
      - id: lazy_refcounts
        kind: bool
        doc: write reference counts late
      - id: refcount_bits
        kind: num
        valid: {min: 1, max: 1 << qcow2::header_refcount_order_max, power-of-two: true}
        qemu: Refcount width must be a power of two and may not exceed {max} bits
        doc: width of a reference count
  - id: luks
    format: source::format::luks
    doc: An encrypted disk.
    options:
      - use: file.size
      - use: cipher
      - id: detached-header
        kind: bool
        default: off
        on: flag::detached_header
        into: flags
        since: "9.0"
        doc: put the header into a file of its own
  - id: vmdk
    format: source::format::vmdk4
    compresses: true
    doc: In one file or several, growing, flat or in one compressed pass.
    options:
      - use: file.size
      - id: adapter_type
        kind: str
        default: ide
        words: {ide: , lsilogic: flag::scsi_adapter, buslogic: flag::scsi_adapter, legacyESX: flag::scsi_adapter}
        into: flags
        qemu: "invalid parameter value: {value}"
        doc: virtual adapter
      - use: backing.backing_file
      - id: backing_fmt
        kind: str
        words: [vmdk]
        qemu: backing_file must be a vmdk image
        doc: format of the backing image
      - id: compat6
        kind: bool
        default: off
        on: flag::compat6
        into: flags
        shown: true
        doc: image of virtual hardware version 6
      - id: hwversion
        kind: str
        shown: undefined
        doc: virtual hardware version
      - id: toolsversion
        kind: str
        since: "6.1"
        doc: version of the guest tools
      - id: subformat
        kind: str
        default: monolithicSparse
        words:
          monolithicSparse: subformat::monolithic_sparse
          monolithicFlat: subformat::monolithic_flat
          twoGbMaxExtentSparse: subformat::two_gb_max_extent_sparse
          twoGbMaxExtentFlat: subformat::two_gb_max_extent_flat
          streamOptimized: subformat::stream_optimized
        into: subformat
        qemu: "invalid parameter value: {value}"
        doc: how the data is stored
      - id: zeroed_grain
        kind: bool
        default: off
        on: flag::zeroed_grain
        into: flags
        doc: mark grains as zero instead of writing them
      - id: grain_size
        kind: size
        default: vmdk::default_grain_sectors * vmdk::sector_size
        valid: {min: vmdk::min_grain_size, max: vmdk::max_grain_sectors * vmdk::sector_size, power-of-two: true}
        into: cluster_size
        fault: vmdk_grain_size
        doc: bytes in a grain (instar only)
  - id: vhd
    format: source::format::vhd
    doc: The format of Virtual PC and Azure.
    options:
      - use: file.size
      - id: subformat
        kind: str
        default: dynamic
        words: {dynamic: subformat::dynamic, fixed: subformat::fixed}
        into: subformat
        doc: whether the file grows
      - id: force_size
        kind: bool
        default: off
        on: flag::force_size
        into: flags
        doc: keep the exact size instead of the next geometry
  - id: vhdx
    format: source::format::vhdx
    doc: The format of Hyper-V.
    options:
      - use: file.size
      - id: log_size
        kind: size
        default: vhdx::default_log_size
        valid: {min: 1}
        into: log_size
        qemu: Log size must be a multiple of 1 MB
        fault: vhdx_log_size
        shown: true
        doc: bytes of the log, whole megabytes
      - id: block_size
        kind: size
        default: 0
        chosen: true
        into: cluster_size
        shown: true
        fault: vhdx_block_size
        doc: bytes in a block, a power of two; 0 chooses by size
      - id: subformat
        kind: str
        default: dynamic
        words: {dynamic: subformat::dynamic, fixed: subformat::fixed}
        into: subformat
        doc: whether the file grows
      - id: block_state_zero
        kind: bool
        default: on
        off: flag::no_zero_state
        into: flags
        doc: mark empty blocks as zero
  - id: vdi
    format: source::format::vdi
    doc: The format of VirtualBox.
    options:
      - use: file.size
      - id: static
        kind: bool
        default: off
        shown: true
        doc: allocate every block
      - id: subformat
        kind: str
        default: dynamic
        words: {dynamic: subformat::dynamic, static: subformat::fixed, fixed: subformat::fixed}
        into: subformat
        qemu: "invalid parameter value: {value}"
        doc: whether the file grows (instar only)
  - id: qed
    format: source::format::qed
    doc: A former format of qemu.
    options:
      - use: file.size
      - use: backing
      - id: cluster_size
        kind: size
        default: qed::default_cluster_size
        valid: {min: qed::min_cluster_size, max: qed::max_cluster_size, power-of-two: true}
        into: cluster_size
        fault: qed_cluster_size
        shown: true
        doc: bytes in a cluster, a power of two
      - id: table_size
        kind: size
        default: qed::default_table_size
        valid: {min: 1, max: qed::max_table_size, power-of-two: true}
        into: table_size
        fault: qed_table_size
        doc: clusters in each table, a power of two
  - id: qcow1
    format: source::format::qcow1
    compresses: true
    doc: The first format of qemu, which calls it qcow.
    options:
      - use: file.size
      - use: backing
      - id: encryption
        kind: bool
        default: off
        doc: old name of encrypt.format=aes
      - id: encrypt.format
        kind: str
        words: [aes]
        qemu: Unsupported encryption format
        doc: how to encrypt
      - id: encrypt.key-secret
        kind: str
        doc: id of the secret with the key
  - id: parallels
    format: source::format::parallels
    doc: The format of Parallels.
    options:
      - use: file.size
      - id: cluster_size
        kind: size
        default: parallels::default_cluster_size
        valid: {min: 1}
        into: cluster_size
        qemu: Image size is too large for this cluster size
        fault: parallels_cluster_size
        shown: true
        doc: bytes in a block
instances:
  max_size:
    value: 0x7fffffffffffffff
    -instar-unit: bytes
    doc: Largest file and largest disk, what a signed 64-bit offset reaches.
types:
  options:
    doc: Format and options of a new image; 0 means the format's default wherever a number is asked for.
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
        qemu: "QED table size must be within range [{extra0}, {extra1}] and power of 2"
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
      - id: qcow2_extended_l2_version
        host: true
        text: "asks for extended L2 entries in version 2"
        qemu: "Extended L2 entries are only supported with compatibility level 1.1 and above (use version=v3 or greater)"
        doc: "Subclusters need version 3."
      - id: qcow2_extended_l2_clusters
        host: true
        field: cluster_size
        text: "is too small for extended L2 entries"
        qemu: "Extended L2 entries are only supported with cluster sizes of at least {value} bytes"
        doc: "`min_extended_l2_cluster_bits` of qcow2 says how large a cluster is at least."
      - id: qcow2_backing_preallocation
        host: true
        text: "asks for a backing file and for preallocation"
        qemu:
          - {until: "5.2", text: "Backing file and preallocation cannot be used at the same time"}
          - {text: "Backing file and preallocation can only be used at the same time if extended_l2 is on"}
        doc: "What is preallocated would hide the backing file, unless subclusters say that they are not allocated."
      - id: qcow2_lazy_refcounts_version
        host: true
        text: "asks for lazy refcounts in version 2"
        qemu: "Lazy refcounts only supported with compatibility level 1.1 and above (use version=v3 or greater)"
        doc: "A flag of version 3 says that counts may be wrong."
      - id: qcow2_format_of_no_backing
        host: true
        text: "names the format of a backing file, and no backing file"
        qemu: "Backing format cannot be used without backing file"
        doc: "There is nothing that it is the format of."
      - id: qcow2_refcount_bits_measured
        host: true
        text: "asks for refcounts in version 2 that are not {value} bits wide"
        qemu: "Different refcount widths than {value} bits require compatibility level 1.1 or above (use compat=1.1 or greater)"
        doc: "As `measure` puts it."
      - id: qcow2_refcount_bits_created
        host: true
        text: "asks for refcounts in version 2 that are not {value} bits wide"
        qemu: "Different refcount widths than {value} bits require compatibility level 1.1 or above (use version=v3 or greater)"
        doc: "As `create` puts it."
      - id: qcow2_data_file_version
        host: true
        text: "asks for a data file in version 2"
        qemu: "External data files are only supported with compatibility level 1.1 and above (use version=v3 or greater)"
        doc: "A flag of version 3 says that there is one."
      - id: qcow2_raw_data_file_missing
        host: true
        text: "asks for a raw data file, and names none"
        qemu: "data-file-raw requires data-file"
        doc: "There is nothing that is raw."
      - id: qcow2_raw_data_file_backing
        host: true
        text: "asks for a raw data file and a backing file"
        qemu: "Backing file and data-file-raw cannot be used at the same time"
        doc: "A raw file is all of the disk."
      - id: qcow2_kept_data_file_missing
        host: true
        text: "asks to keep a data file, and names none"
        qemu: "Must not use 'keep_data_file=on' without 'data_file'"
        doc: "There is nothing to be kept."
      - id: qcow2_kept_data_file_overwritten
        host: true
        text: "asks to keep a data file, and for space that is written"
        qemu: "Preallocating more than only metadata would overwrite the external data file's content and is therefore incompatible with 'keep_data_file=on'"
        doc: "Its content would be lost."
      - id: qcow2_kept_data_file_hidden
        host: true
        text: "asks to keep a data file that no table refers to"
        qemu: "'keep_data_file=on' requires 'preallocation=metadata' or 'data_file_raw=on', or the file contents will not be visible"
        doc: "Without tables the disk reads as zeros."
      - id: qcow2_compression_version
        host: true
        text: "asks for another compression than zlib in version 2"
        qemu: "Non-zlib compression type is only supported with compatibility level 1.1 and above (use version=v3 or greater)"
        doc: "A header of version 3 has the field."
      - id: qcow2_amended_plain
        host: true
        text: "changes the encryption of an image that is not encrypted"
        qemu: "Can't amend encryption options - encryption not present"
        doc: "The data would have to be encrypted."
      - id: qcow2_amended_cipher
        host: true
        text: "changes the key slots of an image that has none"
        qemu: Only LUKS encryption options can be amended
        doc: "The cipher before LUKS has the passphrase as its key."
      - id: qcow2_amended_data_file
        host: true
        text: "names a data file for an image that has none"
        qemu: data-file can only be set for images that use an external data file
        doc: "The data would have to move."
      - id: qcow2_amended_raw_file
        host: true
        text: "asks for a raw data file where the image has none"
        qemu: data-file-raw cannot be set on existing images
        doc: "The data would have to move."
      - id: data_file_name_long
        host: true
        text: "names a data file by more than its header has room for"
        qemu: File name too long
        doc: A qcow2 keeps the name in its first cluster.
      - id: qcow2_amended_backing
        host: true
        text: "names another backing file, which `rebase` changes"
        qemu: |-
          Cannot amend the backing file
          You can use 'qemu-img rebase' instead.
        doc: "Until 6.0 it could be changed so."
      - id: unknown_option
        host: true
        text: "has no option {name}"
        qemu: "Invalid parameter '{name}'"
        doc: "Neither the format nor the file below it has one of that name."
      - id: no_switch
        host: true
        text: "takes no {given} for the switch {name}"
        qemu: "Parameter '{name}' expects 'on' or 'off'"
        doc: "A switch is on or off."
      - id: no_number
        host: true
        text: "takes no {given} for the number {name}"
        qemu: "Parameter '{name}' expects a number"
        doc: "Decimal, octal after 0, hexadecimal after 0x."
      - id: number_too_large
        host: true
        text: "takes no {given} for {name}, which has 64 bits"
        qemu: "Value '{given}' is too large for parameter '{name}'"
        doc: "It does not fit 64 bits."
      - id: no_size
        host: true
        text: "takes no {given} for the size {name}"
        qemu: "Parameter '{name}' expects a non-negative number below 2^64\nOptional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\nand exabytes, respectively."
        doc: "Digits, perhaps a fraction, and perhaps a suffix."
      - id: size_out_of_range
        host: true
        text: "takes no {given} for {name}, whose sizes have 64 bits"
        qemu: "Value '{given}' is out of range for parameter '{name}'"
        doc: "A size is not negative, and fits 64 bits."
      - id: unknown_word
        host: true
        text: "takes no {given} for {name}, which has words of its own"
        qemu:
          - {until: "6.2", text: "Invalid parameter '{given}'"}
          - {text: "Parameter '{name}' does not accept value '{given}'"}
        doc: "The option has few words, and this is none of them."
      - id: option_unexpected
        host: true
        text: "takes no {name} here"
        qemu: "Parameter '{name}' is unexpected"
        doc: "Another option, or the command, leaves no use for it."
      - id: option_missing
        host: true
        text: "needs {name}"
        qemu: "Parameter '{name}' is missing"
        doc: "Other options that are given need it."
      - id: option_of_creation
        host: true
        text: "has {name} only when it is created"
        qemu: "Invalid parameter '{name}'\nThis option is only supported for image creation"
        doc: "`amend` does not change it."
      - id: unknown_format
        host: true
        text: "has {given} as its format, which is none"
        qemu: "Unknown file format '{given}'"
        doc: "No format of that name can be written."
      - id: format_not_created
        host: true
        text: "is of format {name}, which is not created"
        qemu: "Format driver '{name}' does not support image creation"
        doc: "A driver that only reads, or that is no format."
      - id: protocol_not_created
        host: true
        text: "is of protocol {name}, which is not created"
        qemu: "Protocol driver '{name}' does not support image creation"
        doc: "A protocol is no format."
      - id: protocol_not_measured
        host: true
        text: "is of protocol {name}, which is not measured"
        qemu: "Block driver '{name}' does not support size measurement"
        doc: "A protocol is no format."
      - id: format_not_amended
        host: true
        text: "is of format {name}, whose options do not change"
        qemu: "Format driver '{name}' does not support option amendment"
        doc: "`amend` knows qcow2, and from 5.1 on LUKS."
      - id: options_of_format
        host: true
        text: "has options that {name} does not take"
        qemu: "Invalid options for file format '{name}'"
        doc: "The line after that of the option, before 3.1."
      - id: size_twice
        host: true
        text: "has two sizes"
        qemu: "The image size must be specified only once"
        doc: "As an argument and as an option."
      - id: size_missing
        host: true
        text: "has no size"
        qemu: "Image creation needs a size parameter"
        doc: "Nor has a backing image that would give it one."
      - id: size_negative
        host: true
        text: "has a size past 63 bits"
        qemu: "Image size cannot be negative"
        doc: "Sizes are signed numbers of 64 bits."
      - id: size_cuts
        host: true
        text: "has {value} bytes that would be lost"
        qemu: "the disk has {value} bytes; --force cuts it off, and what was there is lost"
        doc: "In instar's words: qemu-img cuts."
      - id: preallocation_metadata
        host: true
        field: preallocation
        text: "is of a format without tables to preallocate"
        qemu: "Unsupported preallocation mode: metadata"
        doc: "Only qcow2 and LUKS take this mode."
      - id: compression_format
        host: true
        text: "asks for compression, which the format has not"
        qemu: "Compression not supported for this file format"
        doc: "Only qcow, qcow2 and vmdk compress."
      - id: compression_preallocation
        host: true
        text: "asks for compression and for preallocation"
        qemu: "Compression and preallocation not supported at the same time"
        doc: "Compressed clusters take what they need."
      - id: compression_encryption
        host: true
        text: "asks for compression and for encryption"
        qemu: "Compression and encryption not supported at the same time"
        doc: "A compressed cluster is not encrypted."
      - id: compression_flat
        host: true
        field: subformat
        text: "asks for compression in a flat file"
        qemu: "invalid cluster size"
        doc: "A flat file has no clusters."
      - id: backing_format_unknown
        host: true
        text: "names {given}, which is no format, as that of the backing file"
        qemu: "unrecognized backing format '{given}'"
        doc: "No driver has that name."
      - id: backing_unsupported
        host: true
        text: "names a backing file, which {name} has not"
        qemu: "Backing file not supported for file format '{name}'"
        doc: "The format has no field for it."
      - id: backing_format_unsupported
        host: true
        text: "names the format of a backing file, which {name} has not"
        qemu: "Backing file format not supported for file format '{name}'"
        doc: "The format has no field for it."
      - id: backing_is_image
        host: true
        text: "is its own backing file"
        qemu: "Error: Trying to create an image with the same filename as the backing file"
        doc: "It would be overwritten."
      - id: backing_empty
        host: true
        text: "has a backing file without a name"
        qemu: "Expected backing file name, got empty string"
        doc: "An empty name is no name."
      - id: backing_format_detected
        host: true
        text: "does not name the format of its backing file, which looks like {given}"
        qemu:
          - {until: "5.1", text: ""}
          - {until: "6.1", text: "Deprecated use of backing file without explicit backing format (detected format of {given})"}
          - {text: "Backing file specified without backing format\nDetected format of {given}."}
        doc: "A raw disk can be made to look like another format. Before 6.1 it is a warning."
      - id: backing_format_missing
        host: true
        text: "does not name the format of its backing file"
        qemu:
          - {until: "5.1", text: ""}
          - {until: "6.1", text: "Deprecated use of unopened backing file without explicit backing format, use of this image requires potentially unsafe format probing"}
          - {text: "Backing file specified without backing format"}
        doc: "The same of an image that was not opened."
      - id: backing_format_required
        host: true
        text: "has a backing file of no format that was named"
        qemu:
          - {until: "5.1", text: ""}
          - {until: "6.1", text: "Deprecated use of backing file without explicit backing format"}
          - {text: "Use of backing file requires explicit backing format"}
        doc: "As `convert` puts it. Before 6.1 it is a warning."
      - id: backing_concatenated
        host: true
        text: "has a backing file and several sources"
        qemu: "Having a backing file for the target makes no sense when concatenating multiple input images"
        doc: "What would be compared with it?"
      - id: backing_not_vmdk
        host: true
        text: "is a vmdk on a backing file of format {given}"
        qemu: "Invalid backing file format: {given}. Must be vmdk"
        doc: "It names its parent by a number that only a vmdk has."
      - id: parent_format
        host: true
        text: "is a child of another format"
        qemu: "Invalid backing file format: it must be {name}"
        doc: "In instar's words: a differencing VHD or VHDX has a parent of its own format."
      - id: parent_size
        host: true
        text: "is a child of another size"
        qemu: "The size must be that of the parent, {value}"
        doc: "In instar's words: a differencing VHD or VHDX is as large as its parent."
      - id: vmdk_compat6_hwversion
        host: true
        text: "asks for hardware version 6 and for another"
        qemu: "compat6 cannot be enabled with hwversion set"
        doc: "`compat6` is a version."
      - id: vmdk_flat_backing
        host: true
        text: "is flat and has a backing file"
        qemu: "Flat image can't have backing file"
        doc: "A flat extent is all of the disk."
      - id: vmdk_flat_zeroed
        host: true
        text: "is flat and asks for grains that read as zeros"
        qemu: "Flat image can't enable zeroed grain"
        doc: "A flat extent has no grains."
      - id: encryption_alias
        host: true
        text: "asks for encryption twice"
        qemu: "'encrypt.format' and its alias 'encryption' can't be used at the same time"
        doc: "By its old and by its new name."
      - id: secret_missing
        host: true
        text: "names no secret"
        qemu: "Parameter '{name}' is required for cipher"
        doc: "A key is derived from the secret."
      - id: unknown_secret
        host: true
        text: "names the secret {name}, which was not given"
        qemu: "No secret with id '{name}'"
        doc: "No `--object secret` has that id."
      - id: secret_not_text
        host: true
        text: "names the secret {name}, which is no text"
        qemu: "Data from secret {name} is not valid UTF-8"
        doc: "Passphrases are UTF-8."
      - id: unsupported_cipher
        host: true
        text: "asks for the cipher {given}, which is not written"
        qemu:
          - {until: "7.2", text: "Algorithm {given} not supported"}
          - {text: "Algorithm '{given}' not supported"}
        doc: "Guests have AES, Serpent and Twofish, the modes ecb, cbc, ctr and xts, MD5, SHA-1 and SHA-2."
      - id: unsupported_cipher_mode
        host: true
        text: "asks for the cipher mode {given}, which is not written"
        qemu:
          - {until: "7.2", text: "Cipher mode {given} not supported"}
          - {text: "Cipher mode '{given}' not supported"}
        doc: "See `unsupported_cipher`."
      - id: unsupported_hash
        host: true
        text: "asks for the hash {given}, which is not written"
        qemu:
          - {until: "7.2", text: "Hash algorithm {given} not supported"}
          - {text: "Hash algorithm '{given}' not supported"}
        doc: "See `unsupported_cipher`."
      - id: essiv_key
        host: true
        text: "asks for an essiv hash whose length is no key of {name}"
        qemu: "No {name} cipher with key size {value} available"
        doc: "The hash of the key is the key of the vectors."
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
      - id: kind_over
        text: "is of a kind that is not written over yet ({value})"
        doc: |
          Differencing VHDs and VHDXs, Parallels images that were not closed or have an extension, and VMDKs that are compressed, space-efficient, of
          ESX, or without some of their tables.
      - id: block_in_tables
        text: "has a block at {value}, where no block can be"
        doc: "Another block is there, or a table, or the end of the file. The image is corrupt, and `check` says where."
      - id: scattered
        text: "has {value} blocks in a file so long that whether two share a place is not looked at, and is not written over"
        doc: "That would take more than 2^33 looks at entries: memory has 64 Mi places of the file at a time, or 2 Mi blocks where those begin anywhere, and for each such part all entries are looked at."
      - id: damaged_over
        text: "has at {value} something that cannot be there, and is not written over"
        doc: "The image is corrupt or cut off, and `check` says where. Tables of a VMDK lie in each other, or where something else is, or two of its extents do."
      - id: full_over
        text: "has no place at {value} for more data"
        doc: "VMDKs, VHDs and Parallels images count the sectors of their file in 32 bits, VDIs its blocks."
      - id: compressed_apart
        text: has a data file, which keeps no compressed clusters ({value} is the first of the disk's)
        qemu: "error while writing at byte {value}: Operation not supported"
        doc: Compressed clusters of a qcow2 are in the image itself.
      - id: compressed_over
        text: has a cluster for {value} of the disk already, over which nothing is written compressed
        qemu: "qemu-img: error while writing at byte {value}: Input/output error"
        doc: Of an image that exists, as far as its clusters are not compressed ones.
      - id: grow_less
        text: "cannot become {value}: images of this format only grow"
        doc: qemu-img resizes no such image at all.
      - id: grow_size
        text: "cannot become {value}, not a multiple of 512 or more than such an image can have"
        doc: "The most depends on the format, and on the size of its blocks."
      - id: grow_preallocation
        text: "cannot be preallocated as {detail}"
        doc: A longer image of this format has no more than the tables for what is added. The text is the mode.
      - id: grow_kind
        text: "is of a kind that does not grow ({value})"
        doc: Differencing images, streams, and images that were not closed or have an extension that is about their size.
      - id: grow_damaged
        text: "has at {value} something that cannot be there, and does not grow"
        doc: The image is corrupt or cut off, and `check` says where.
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
      - id: has_parent
        type: u4
        valid:
          max: 1
        doc: 1 where the backing file of a VHD or VHDX is the file before those that are written, and names itself.
      - id: parent_time
        type: u8
        -instar-any: only stored
        -instar-unit: seconds
        doc: When that file was last written.
      - id: entropy
        size: 64
        -instar-any: random
        doc: Random bytes, or made of `--seed`.
      - id: encryption
        type: encryption
        doc: How it is encrypted.
      - id: texts
        size: 8192
        -instar-any: stored as it is
        doc: Names, one after the other, then zeros.
  encryption:
    doc: |
      How a new image is encrypted. It holds no key: the guest draws the master key, and the host derives what the passphrase opens (`key.ksy`). All
      bytes are zero for an image that is not encrypted.
    -instar-faults:
      - id: derivation_slow
        host: true
        field: slot_iterations
        text: "is {value}, which takes longer than a run may"
        qemu: "Key derivation with {value} iterations takes too long"
        doc: "In instar's words: nobody could open such an image."
      - id: derivation_unscaled
        host: true
        text: "is derived at a rate of {value}, which counts no iterations"
        qemu: "PBKDF iterations {value} too large to scale: Numerical result out of range"
        doc: Rate and time together need more than 64 bits.
      - id: derivation_too_many
        host: true
        field: slot_iterations
        text: "is {value}, more than {given}"
        qemu: "PBKDF iterations {value} larger than {given}: Numerical result out of range"
        doc: Headers count iterations in 32 bits.
    seq:
      - id: method
        type: u4
        enum: encryption_method
        valid:
          in-enum: true
        doc: Kind of encryption.
      - id: len_key
        type: u4
        valid:
          max: 64
        -instar-unit: bytes
        doc: Length of the disk's key, and of the slot's; two keys in one for xts.
      - id: cipher
        type: u4
        enum: cipher
        valid:
          in-enum: true
        doc: What encrypts a block.
      - id: mode
        type: u4
        enum: cipher_mode
        valid:
          in-enum: true
        doc: How blocks are chained.
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
        doc: Hash of the key for essiv; with other vectors it is only named.
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
      - id: reserved
        size: 4
        contents: [0, 0, 0, 0]
        doc: Fills the structure up to 8 bytes.
enums:
  encryption_method:
    0: {id: none, doc: Not encrypted.}
    1: {id: aes, doc: "qcow2 and qcow: AES in the mode cbc by the passphrase itself. Only the header says so."}
    2: {id: luks, doc: "A LUKS1 header, in the file itself or inside of qcow2."}
  cipher:
    0: {id: none, doc: "None, or the one that the method has."}
    1: {id: aes, doc: AES.}
    2: {id: serpent, doc: Serpent.}
    3: {id: twofish, doc: Twofish.}
  cipher_mode:
    0: {id: none, doc: Not encrypted.}
    1: {id: ecb, doc: Each block alone.}
    2: {id: cbc, doc: Cipher block chaining.}
    3: {id: xts, doc: "The usual mode, with two keys in one."}
    4: {id: ctr, doc: Counted blocks are encrypted and added.}
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
    6: {id: md5, doc: MD5.}
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
    32768: {id: detached_header, doc: LUKS whose file is the header alone.}
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
