meta:
  id: measure
  title: Configuration of the measure operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  What the host tells the `measure` operation. The answer is a `MeasureResult` message (guest.proto), or an `Error` whose `code` is
  one of `error`.
doc-ref: docs/measure.md
-instar-abi: true
instances:
  result_magic:
    value: 0x4d524553
    doc: "`MRES`, the number of a result in a layout of this ABI. Results travel as messages (guest.proto), which need none."
  preallocation_shift:
    value: 4
    doc: Where `preallocation` begins in `flags`.
  preallocation_mask:
    value: 3
    doc: The bits of `preallocation`, shifted down.
  bits_per_byte:
    value: 8
    doc: For counting bitmaps and refcounts.
types:
  config:
    doc: Target format and options, and the source or the size.
    seq:
      - id: magic
        type: u4
        valid: 0x4d454153
        doc: "`MEAS`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the source; unused when `has_source` is 0.
      - id: flags
        type: u4
        -instar-any: each combination means something; see `flag` and `preallocation`
        doc: |
          Bit 0 extended_l2, 1 lazy_refcounts, 2 compat_v3, 3 compress, 4-5 preallocation, then the further bits of `flag`.
      - id: target
        type: u4
        enum: source::format
        valid:
          in-enum: true
        doc: Format to measure for.
      - id: has_source
        type: u4
        valid:
          max: 1
        doc: 1 when disk 0 is the source image, 0 when `virtual_size` is given instead.
      - id: subformat
        type: u4
        enum: subformat
        valid:
          in-enum: true
        doc: Variant of the target format; `default` where it has only one.
      - id: virtual_size
        type: u8
        -instar-any: every size is looked at by the target's calculator
        -instar-unit: bytes
        doc: Size of the disk when there is no source.
      - id: cluster_size
        type: u8
        -instar-any: the target's calculator checks it and answers with `error`
        -instar-unit: bytes
        doc: Cluster, grain or block size of the target; 0 means the target's default.
      - id: refcount_bits
        type: u4
        -instar-any: the target's calculator checks it and answers with `error`
        doc: Width of qcow2 refcounts; 0 means the default.
      - id: table_size
        type: u4
        -instar-any: the target's calculator checks it and answers with `error`
        -instar-unit: clusters
        doc: Clusters in each qed table; 0 means the default.
      - id: log_size
        type: u8
        -instar-any: the target's calculator checks it and answers with `error`
        -instar-unit: bytes
        doc: Size of the VHDX log; 0 means the default.
      - id: len_payload
        type: u8
        -instar-any: computed by the host from cipher and key size; the calculator checks the sum
        -instar-unit: bytes
        doc: Bytes before the encrypted payload of a LUKS target or of LUKS inside qcow2; 0 without encryption.
      - id: len_text
        type: u4
        -instar-any: only added up
        -instar-unit: bytes
        doc: |
          Bytes of option text that the target stores. VMDK: hardware version, adapter type and tools version (the defaults of `new_descriptor` in vmdk.ksy where
          no option says otherwise), and with a backing file its `parent` and its name. qcow1: the backing file's name.
          0 means the defaults without a backing file.
      - id: options
        type: u4
        -instar-any: set of `option` bits; unknown ones have no effect
        doc: Switches that only some targets have. Set of `option`.
      - id: reserved
        size: 64
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  flag:
    1: {id: extended_l2, doc: qcow2 with subclusters.}
    2: {id: lazy_refcounts, doc: qcow2 with lazy refcounts; changes no size.}
    4: {id: compat_v3, doc: "qcow2 version 3 (`compat=1.1`)."}
    8: {id: compress, doc: Data is written compressed; the incompressible bound is answered.}
    64: {id: backing_file, doc: "The target has a backing file, so all of the source counts as needed."}
    128: {id: data_file, doc: qcow2 with an external data file.}
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
  option:
    1: {id: force_size, doc: VHD whose size is not rounded to its geometry.}
    2: {id: zeroed_grain, doc: VMDK that may mark grains as zero.}
    4: {id: compat6, doc: VMDK of hardware version 6.}
    8: {id: scsi_adapter, doc: "VMDK of another adapter type than ide, which states a geometry of 255 heads."}
    16: {id: no_zero_state, doc: "VHDX with `block_state_zero=off`: blocks of a fixed image are marked as present, not as zero."}
  error:
    0: {id: ok, doc: The answer is valid.}
    1: {id: overflow, doc: A size does not fit the target format or 63 bits.}
    2: {id: invalid_option, doc: "An option's value is not allowed; the error's `value` says which."}
    3: {id: invalid_size, doc: The size cannot be a disk of this format.}
