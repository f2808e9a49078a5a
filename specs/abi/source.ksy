meta:
  id: source
  title: What every operation learns about its source image
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  The numbers of the formats, the quirks of older qemu-img releases, and the options that choose how a source is opened. They are
  the same for `measure`, `map` and `info`, so they are declared once and embedded in each operation's configuration.
doc-ref: docs/architecture.md The way of one question
-instar-id: 13
-instar-abi: true
instances:
  max_depth_default:
    value: 16
    doc: Longest backing chain that is followed unless the user allows more. Real chains rarely pass 8.
  len_snapshot_max:
    value: 256
    -instar-c: false
    doc: Longest snapshot name or id that can be asked for. qcow2 allows longer names; nobody types them.
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: Virtual sizes are multiples of this; an odd one is rounded as qemu rounds it for its format.
  len_piece:
    value: 0x200000
    -instar-unit: bytes
    doc: "Most that is read of a disk at once, from the start of a run on, as by qemu-img: the layout of a new image may depend on it."
  raw_data_file_mapped_since:
    value: 7
    -instar-c: false
    doc: "The first X of a release of qemu that gives places to all that it adds to a disk whose data file is raw."
  dmg_needs_chunks_since:
    value: 10
    -instar-c: false
    doc: "The first X of a release of qemu that opens no DMG without a chunk which it reads."
types:
  options:
    doc: How to open the source. Embedded in `measure_config`, `map_config` and `info_config`.
    -instar-faults:
      - id: format_unknown
        field: format
        text: is {value}, which no walker reads
        doc: The number of a format that is only recognised, or only a target.
      - id: backing_format_unknown
        field: format
        text: of the backing image is declared as {detail}, which is not known
        qemu: "Could not open backing file: Unknown driver '{detail}'"
        doc: The image names a format that no walker reads.
      - id: backing_probed_raw
        field: format
        text: of the backing image {detail} is not declared, and it looks like a raw image
        doc: |
          A guest that wrote into such a raw image could make it look like any format. qemu-img opens it, and so does instar
          unless the flag `strict_backing` forbids it.
      - id: tables_overlap
        field: format
        text: "of this image repeats itself: its tables took the work of {value} bytes in files that hold {extra0}, and there was no end"
        doc: |
          Tables that stand for each other's parts (all L1 entries name one L2 table) make a small file as long to read as the largest
          disk. Operations walk tables once or twice; this is far more. A table counts as often as it is walked, though it may be read once.
          Of a file's holes no more than `boot.len_holes_held` count as held.
      - id: in_use
        field: format
        text: is one whose tables another process may be writing
        qemu: "Failed to get shared \"write\" lock\nIs another process using the image [{file}]?"
        doc: |
          A virtual machine, or another tool of qemu's, holds the image for writing. `--force-share` reads it all the same. Formats without
          tables of their own (raw, luks, flat extents, data files) are always read, as by qemu-img.
      - id: no_snapshots
        field: snapshot_kind
        text: asks for an internal snapshot, which {detail} images do not have
        qemu: "Failed to load snapshot: Block format '{detail}' used by device '' does not support temporarily loading internal snapshots"
        doc: Only qcow2 images have internal snapshots.
      - id: unreadable
        text: keeps data at {value} of the disk in a way that is not read
        doc: Encrypted without a key, or in compressed clusters that are too large.
      - id: stream_broken
        text: has a compressed cluster for {value} of the disk that cannot be unpacked
        qemu: "qemu-img: error while reading at byte {place}: Input/output error"
        doc: Its stream is damaged, or holds less than a cluster.
    seq:
      - id: format
        type: u4
        enum: format
        valid:
          in-enum: true
        doc: Format to open the first disk as; `unknown` means detect it.
      - id: quirks
        type: u4
        -instar-any: a set of `quirk` bits; unknown ones have no effect
        doc: Behaviours of the qemu-img release whose answers are wanted. Set of `quirk`.
      - id: max_depth
        type: u4
        valid:
          min: 1
          max: 64
        -instar-c: [min, max]
        doc: Longest chain of backing images to follow.
      - id: request_size
        type: u4
        valid:
          any-of: [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576]
        -instar-unit: bytes
        doc: Largest single block request; `--sector-size`.
      - id: snapshot_kind
        type: u4
        enum: snapshot_kind
        valid:
          in-enum: true
        doc: How `snapshot` chooses an internal snapshot.
      - id: len_snapshot
        type: u4
        valid:
          max: 256
        -instar-unit: bytes
        -instar-c: [max]
        doc: Length of the text in `snapshot`.
      - id: snapshot
        size: 256
        -instar-any: text from the command line, compared and never printed
        doc: Name or id of the snapshot, zero padded.
      - id: snapshot_id
        size: 256
        -instar-any: text from the command line, compared and never printed
        doc: The id where `snapshot_kind` is `id_and_name`; zero padded, ends at the first zero byte.
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: num_layers
        type: u4
        -instar-any: more than there are means all
        doc: "How many images of the chain are opened, the first one included; 0: all. What is below the last one reads as zeros."
      - id: layer_formats
        size: 64
        -instar-any: "an unknown one is refused when its layer is opened"
        doc: "For each image below the first one, by its depth: the `format` that the user gives it, whatever the image above says; 0: none."
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0]
enums:
  failure:
    0: {id: ok, doc: None.}
    1: {id: walk, doc: "A table of the source is broken: `value` is where on the disk the run starts."}
    2: {id: read, doc: "Data of the source cannot be read: `value` is where on the disk the request starts."}
  format:
    0: {id: unknown, doc: "Not known, or: detect it."}
    1: {id: raw, doc: A plain image; every file is one.}
    2: {id: qcow2, doc: QEMU copy-on-write version 2 and 3.}
    3: {id: vmdk4, doc: "VMDK, hosted sparse (`KDMV`)."}
    4: {id: vmdk3, doc: "VMDK, ESX server sparse (`COWD`)."}
    5: {id: vhd, doc: "Virtual PC and Hyper-V VHD (`vpc` to qemu-img)."}
    6: {id: vhdx, doc: Hyper-V VHDX.}
    7: {id: qcow1, doc: "QEMU copy-on-write version 1 (`qcow` to qemu-img)."}
    8: {id: vdi, doc: VirtualBox disk image.}
    9: {id: qed, doc: QEMU enhanced disk.}
    10: {id: iso, doc: An ISO 9660 file system. It is measured and mapped as raw.}
    11: {id: luks, doc: A LUKS container.}
    12: {id: vmdk_descriptor, doc: A VMDK text descriptor.}
    13: {id: parallels, doc: Parallels disk image.}
    14: {id: bochs, doc: "Bochs growing image."}
    15: {id: cloop, doc: "Compressed loop image."}
    16: {id: dmg, doc: "Apple disk image (UDIF)."}
    17: {id: asif, doc: "Apple sparse image, which qemu-img takes for a plain one."}
    18: {id: hdd, doc: "Descriptor of a Parallels disk, which names the images that the disk consists of."}
  quirk:
    1:
      id: vhd_size_from_chs
      doc: |
        Before 10.0 a VHD's size was its CHS product for every creator application except `win ` and `qem2` (and unless CHS is at its
        maximum); since 10.0 only for `vpc ` and `qemu`.
    2:
      id: file_holes_everywhere
      doc: Up to 4.0, holes of the file counted as zero also under dynamic VHD and raw external data files.
    4:
      id: no_file_holes_in_flat
      doc: Release 4.1.0 ignored holes of the file under flat VMDK extents and static VDI images.
    8:
      id: no_external_data
      doc: Before 4.0, the qcow2 feature `external_data` was not known.
    16:
      id: no_compression_type
      doc: Before 5.1, the qcow2 feature `compression` was not known.
    32:
      id: no_extended_l2
      doc: Before 5.2, the qcow2 feature `extended_l2` was not known.
    64:
      id: no_zstd
      doc: "Built without zstd: qcow2 images compressed with it do not open."
    128:
      id: vhdx_bat_unchecked
      doc: Before 4.2, blocks of a VHDX past the end of the file were no error.
    256:
      id: parallels_past_end_is_data
      doc: |
        Before 11.1, a cluster of a Parallels image was data wherever it was; since then an entry whose cluster does not lie in the file
        after the BAT counts as unallocated.
    512:
      id: parallels_past_end_refused
      doc: Release 8.1 refused a Parallels image with a cluster past the end of the file.
    1024:
      id: parallels_bat_unchecked
      doc: Before 11.1, a Parallels image whose BAT is too small for its disk opened.
    2048:
      id: no_parallels
      doc: "Built without Parallels images: they are raw."
    4096:
      id: no_parallels_bitmaps
      doc: Before 8.2, `measure` did not ask Parallels images for bitmaps.
    8192:
      id: luks_empty_slot_apart
      doc: Before 9.1, a LUKS key slot without length at sector 0 overlapped no other slot.
    16384:
      id: luks_slots_lenient
      doc: |
        Before 7.2, names in a LUKS header needed no terminator, slots might start inside the header and have no iterations, and of their
        stripes only 0 was refused.
    32768:
      id: vhd_tail_unchecked
      doc: |
        Before 6.2, a VHD that has a footer at the end alone opened whatever its disk type is. Its size could be asked for; reading it
        crashed.
    65536:
      id: dmg_chunks_optional
      doc: Before 10.0, a DMG opened of whose chunks none is of a kind that qemu reads.
    131072:
      id: raw_data_file_unmapped
      doc: Before 7.0, what is added to a disk whose data file is raw got no places in the tables.
  snapshot_kind:
    0: {id: none, doc: The active state of the image.}
    1: {id: id_or_name, doc: "`snapshot` is an id or, failing that, a name."}
    2: {id: id, doc: "`snapshot` is an id."}
    3: {id: name, doc: "`snapshot` is a name."}
    4: {id: id_and_name, doc: "`snapshot` is a name and `snapshot_id` an id; both must match."}
  flag:
    1: {id: no_backing, doc: Do not open backing files (a single member of a chain is looked at).}
    2: {id: has_secret, doc: The user gave a secret object. Its value never reaches the guest; qemu-img's answer depends on whether there is one.}
    4: {id: strict_backing, doc: "A backing image whose format is not declared must not look raw; qemu-img takes one that does."}
    8: {id: named_dmg, doc: "The first file's name ends in `.dmg`: all that distinguishes an Apple disk image from a raw one."}
    16: {id: by_table, doc: "Walk images by their tables also where qemu-img takes all of them for data that is nowhere in particular: those of bochs, cloop and dmg, VHDX without a parent."}
    32: {id: no_data_file, doc: "Do not open external data files, as `info` of most releases: the name is reported all the same."}
    64: {id: unread, doc: "Nobody is going to read the disk, so that no key of an encrypted one has to fit."}
    128: {id: check, doc: "The image is opened to be checked: what only its check looks at (snapshots, a missing refcount table) is no reason to refuse it."}
    256: {id: keys, doc: "Encrypted images are opened with their keys, which the host derives: without one that fits, they do not open."}
    512: {id: replay, doc: "The image itself is open for writing, and a log that its format keeps is replayed before it is read."}
    1024: {id: detached_header, doc: "A LUKS file is a header alone, whose payload is elsewhere: its disk is empty."}
    2048: {id: luks2, doc: "LUKS version 2 is read where a file is said to be LUKS, which qemu-img refuses. No file is taken for it by its bytes."}
    4096: {id: no_vhd_parent, doc: "Read a differencing VHD as qemu-img does: as a dynamic one, whose parent and sector bitmaps do not count."}
    8192: {id: beyond_qemu, doc: "The first file is taken by its bytes for an image also of formats that qemu-img does not know."}
