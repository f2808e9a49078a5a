# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/target.ksy spec=c56dd26a gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of target."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="target",
        kind="spec",
        title="What a new image shall be",
        declared="specs/abi/target.ksy",
        page="docs/abi/target.md",
        meaning="Format, options and limits of an image that does not exist yet, embedded in "
        "the configuration of every operation that lays one\nout or computes how "
        "large it becomes. A layout that refuses answers with one of `error`. What "
        "`qemu-img create` and `qemu-img convert` choose where a\nformat leaves it to "
        "the writer is in that format's spec.",
        sources=("docs/measure.md",),
    ),
    Topic(
        name="target.max_size",
        kind="constant",
        number=9223372036854775807,
        unit="bytes",
        meaning="Largest file and largest disk, what a signed 64-bit offset reaches.",
    ),
    Topic(
        name="target.encryption_method",
        kind="enum",
    ),
    Topic(
        name="target.encryption_method.none",
        kind="member",
        number=0,
        meaning="Not encrypted.",
    ),
    Topic(
        name="target.encryption_method.aes",
        kind="member",
        number=1,
        meaning="qcow2 and qcow: AES in the mode cbc by the passphrase itself. Only the "
        "header says so.",
    ),
    Topic(
        name="target.encryption_method.luks",
        kind="member",
        number=2,
        meaning="A LUKS1 header, in the file itself or inside of qcow2.",
    ),
    Topic(
        name="target.cipher",
        kind="enum",
    ),
    Topic(
        name="target.cipher.none",
        kind="member",
        number=0,
        meaning="None, or the one that the method has.",
    ),
    Topic(
        name="target.cipher.aes",
        kind="member",
        number=1,
        meaning="AES.",
    ),
    Topic(
        name="target.cipher.serpent",
        kind="member",
        number=2,
        meaning="Serpent.",
    ),
    Topic(
        name="target.cipher.twofish",
        kind="member",
        number=3,
        meaning="Twofish.",
    ),
    Topic(
        name="target.cipher_mode",
        kind="enum",
    ),
    Topic(
        name="target.cipher_mode.none",
        kind="member",
        number=0,
        meaning="Not encrypted.",
    ),
    Topic(
        name="target.cipher_mode.ecb",
        kind="member",
        number=1,
        meaning="Each block alone.",
    ),
    Topic(
        name="target.cipher_mode.cbc",
        kind="member",
        number=2,
        meaning="Cipher block chaining.",
    ),
    Topic(
        name="target.cipher_mode.xts",
        kind="member",
        number=3,
        meaning="The usual mode, with two keys in one.",
    ),
    Topic(
        name="target.cipher_mode.ctr",
        kind="member",
        number=4,
        meaning="Counted blocks are encrypted and added.",
    ),
    Topic(
        name="target.cipher_vector",
        kind="enum",
    ),
    Topic(
        name="target.cipher_vector.none",
        kind="member",
        number=0,
        meaning="No vector, for ecb.",
    ),
    Topic(
        name="target.cipher_vector.plain",
        kind="member",
        number=1,
        meaning="The sector's number in 32 bits.",
    ),
    Topic(
        name="target.cipher_vector.plain64",
        kind="member",
        number=2,
        meaning="The sector's number in 64 bits.",
    ),
    Topic(
        name="target.cipher_vector.essiv",
        kind="member",
        number=3,
        meaning="The sector's number, encrypted with a hash of the key.",
    ),
    Topic(
        name="target.cipher_hash",
        kind="enum",
    ),
    Topic(
        name="target.cipher_hash.none",
        kind="member",
        number=0,
        meaning="None, where no hash is asked for.",
    ),
    Topic(
        name="target.cipher_hash.sha1",
        kind="member",
        number=1,
        meaning="SHA-1.",
    ),
    Topic(
        name="target.cipher_hash.sha224",
        kind="member",
        number=2,
        meaning="SHA-224.",
    ),
    Topic(
        name="target.cipher_hash.sha256",
        kind="member",
        number=3,
        meaning="SHA-256.",
    ),
    Topic(
        name="target.cipher_hash.sha384",
        kind="member",
        number=4,
        meaning="SHA-384.",
    ),
    Topic(
        name="target.cipher_hash.sha512",
        kind="member",
        number=5,
        meaning="SHA-512.",
    ),
    Topic(
        name="target.cipher_hash.md5",
        kind="member",
        number=6,
        meaning="MD5.",
    ),
    Topic(
        name="target.flag",
        kind="enum",
    ),
    Topic(
        name="target.flag.extended_l2",
        kind="member",
        number=1,
        meaning="qcow2 with subclusters.",
    ),
    Topic(
        name="target.flag.lazy_refcounts",
        kind="member",
        number=2,
        meaning="qcow2 with lazy refcounts; changes no size.",
    ),
    Topic(
        name="target.flag.compat_v3",
        kind="member",
        number=4,
        meaning="qcow2 version 3 (`compat=1.1`).",
    ),
    Topic(
        name="target.flag.compress",
        kind="member",
        number=8,
        meaning="Data is written compressed; the incompressible bound is answered.",
    ),
    Topic(
        name="target.flag.backing_file",
        kind="member",
        number=64,
        meaning="The target has a backing file, so all of the source counts as needed.",
    ),
    Topic(
        name="target.flag.data_file",
        kind="member",
        number=128,
        meaning="qcow2 with an external data file.",
    ),
    Topic(
        name="target.flag.force_size",
        kind="member",
        number=256,
        meaning="VHD whose size is not rounded to its geometry.",
    ),
    Topic(
        name="target.flag.zeroed_grain",
        kind="member",
        number=512,
        meaning="VMDK that may mark grains as zero.",
    ),
    Topic(
        name="target.flag.compat6",
        kind="member",
        number=1024,
        meaning="VMDK of hardware version 6.",
    ),
    Topic(
        name="target.flag.scsi_adapter",
        kind="member",
        number=2048,
        meaning="VMDK of another adapter type than ide, which states a geometry of 255 heads.",
    ),
    Topic(
        name="target.flag.no_zero_state",
        kind="member",
        number=4096,
        meaning="VHDX with `block_state_zero=off`: blocks of a fixed image are marked as "
        "present, not as zero.",
    ),
    Topic(
        name="target.flag.data_file_raw",
        kind="member",
        number=8192,
        meaning="qcow2 whose external data file is the disk by itself.",
    ),
    Topic(
        name="target.flag.zstd",
        kind="member",
        number=16384,
        meaning="qcow2 whose compressed clusters are zstd.",
    ),
    Topic(
        name="target.flag.detached_header",
        kind="member",
        number=32768,
        meaning="LUKS whose file is the header alone.",
    ),
    Topic(
        name="target.preallocation",
        kind="enum",
    ),
    Topic(
        name="target.preallocation.off",
        kind="member",
        number=0,
        meaning="Nothing beyond what is needed.",
    ),
    Topic(
        name="target.preallocation.metadata",
        kind="member",
        number=1,
        meaning="Tables for the whole disk are written.",
    ),
    Topic(
        name="target.preallocation.falloc",
        kind="member",
        number=2,
        meaning="All space is reserved.",
    ),
    Topic(
        name="target.preallocation.full",
        kind="member",
        number=3,
        meaning="All space is written.",
    ),
    Topic(
        name="target.subformat",
        kind="enum",
    ),
    Topic(
        name="target.subformat.default",
        kind="member",
        number=0,
        meaning="The format's only or usual variant.",
    ),
    Topic(
        name="target.subformat.monolithic_sparse",
        kind="member",
        number=1,
        meaning="VMDK in one sparse file.",
    ),
    Topic(
        name="target.subformat.monolithic_flat",
        kind="member",
        number=2,
        meaning="VMDK descriptor and one flat extent.",
    ),
    Topic(
        name="target.subformat.two_gb_max_extent_sparse",
        kind="member",
        number=3,
        meaning="VMDK descriptor and sparse extents of up to 2 GiB.",
    ),
    Topic(
        name="target.subformat.two_gb_max_extent_flat",
        kind="member",
        number=4,
        meaning="VMDK descriptor and flat extents of up to 2 GiB.",
    ),
    Topic(
        name="target.subformat.stream_optimized",
        kind="member",
        number=5,
        meaning="VMDK with compressed grains in one pass.",
    ),
    Topic(
        name="target.subformat.dynamic",
        kind="member",
        number=6,
        meaning="VHD, VHDX or VDI that grows.",
    ),
    Topic(
        name="target.subformat.fixed",
        kind="member",
        number=7,
        meaning="VHD, VHDX or VDI with all space in the file.",
    ),
    Topic(
        name="target.error",
        kind="enum",
    ),
    Topic(
        name="target.error.ok",
        kind="member",
        number=0,
        meaning="The layout is valid.",
    ),
    Topic(
        name="target.error.overflow",
        kind="member",
        number=1,
        meaning="A size does not fit the target format or 63 bits.",
    ),
    Topic(
        name="target.error.invalid_option",
        kind="member",
        number=2,
        meaning="An option's value is not allowed; the error's `value` says which.",
    ),
    Topic(
        name="target.error.invalid_size",
        kind="member",
        number=3,
        meaning="The size cannot be a disk of this format.",
    ),
    Topic(
        name="target.options",
        kind="structure",
        type="56 bytes",
        meaning="Format and options of a new image; 0 means the format's default wherever a "
        "number is asked for.",
    ),
    Topic(
        name="target.options.cluster_size",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the format's layout checks it and answers with `error`",),
        meaning="Cluster, grain or block size.",
    ),
    Topic(
        name="target.options.log_size",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the format's layout checks it and answers with `error`",),
        meaning="Size of the VHDX log.",
    ),
    Topic(
        name="target.options.len_payload",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: computed by the host from cipher and key size; the layout checks the sum",),
        meaning="Bytes before the encrypted payload of LUKS or of LUKS inside qcow2; 0 "
        "without encryption.",
    ),
    Topic(
        name="target.options.format",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 (vhd), 6 "
            "(vhdx), 7 (qcow1), 8 (vdi), 9 (qed), 10 (iso), 11 (luks), 12 "
            "(vmdk_descriptor), 13 (parallels), 14 (bochs), 15 (cloop), 16 (dmg), 17 "
            "(asif), 18 (hdd)",
        ),
        about="source.format",
        meaning="Format of the image.",
    ),
    Topic(
        name="target.options.subformat",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (default), 1 (monolithic_sparse), 2 (monolithic_flat), 3 "
            "(two_gb_max_extent_sparse), 4 (two_gb_max_extent_flat), 5 "
            "(stream_optimized), 6 (dynamic), 7 (fixed)",
        ),
        about="target.subformat",
        meaning="Variant of the format; `default` where it has only one.",
    ),
    Topic(
        name="target.options.flags",
        kind="field",
        place="bytes 32 to 35",
        type="unsigned 32-bit number, little-endian",
        rules=("any: set of `flag` bits, of which a format looks at its own",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="target.options.preallocation",
        kind="field",
        place="bytes 36 to 39",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",),
        about="target.preallocation",
        meaning="What is reserved or written beyond what is needed.",
    ),
    Topic(
        name="target.options.refcount_bits",
        kind="field",
        place="bytes 40 to 43",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the format's layout checks it and answers with `error`",),
        meaning="Width of qcow2 refcounts.",
    ),
    Topic(
        name="target.options.table_size",
        kind="field",
        place="bytes 44 to 47",
        type="unsigned 32-bit number, little-endian",
        unit="clusters",
        rules=("any: the format's layout checks it and answers with `error`",),
        meaning="Clusters in each qed table.",
    ),
    Topic(
        name="target.options.len_text",
        kind="field",
        place="bytes 48 to 51",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: only added up",),
        meaning="Bytes of option text that the image stores. VMDK: hardware version, adapter "
        "type and tools version (the defaults of `new_descriptor` in vmdk.ksy\nwhere "
        "no option says otherwise), and with a backing file its `parent` and its "
        "name. qcow1: the backing file's name.\n0 means the defaults without a "
        "backing file.",
    ),
    Topic(
        name="target.options.reserved",
        kind="field",
        place="bytes 52 to 55",
        type="4 bytes",
        rules=("zero",),
        meaning="Fills the structure up to 8 bytes.",
    ),
    Topic(
        name="target.options.too_large",
        kind="fault",
        text="gives an image of {value} bytes of disk that the format cannot hold",
        about="target.options",
        qemu=(
            (
                None,
                "The image size is too large",
            ),
        ),
        meaning="A size does not fit the format or 63 bits.",
    ),
    Topic(
        name="target.options.qcow2_too_large",
        kind="fault",
        text="is too small for a disk of {value} bytes",
        about="target.options.cluster_size",
        qemu=(
            (
                None,
                "The image size is too large (try using a larger cluster size)",
            ),
        ),
        meaning="The tables of a qcow2 would be too large.",
    ),
    Topic(
        name="target.options.vhd_too_large",
        kind="fault",
        text="gives a disk of {value} bytes that no vhd holds",
        about="target.options",
        qemu=(
            (
                None,
                "The image size is too large for file format 'vpc'",
            ),
        ),
        meaning="More than the sectors of the largest VHD.",
    ),
    Topic(
        name="target.options.luks_too_large",
        kind="fault",
        text="leaves no room for a disk of {value} bytes",
        about="target.options.len_payload",
        qemu=(
            (
                None,
                "The requested file size is too large",
            ),
        ),
        meaning="Header and payload together leave 63 bits.",
    ),
    Topic(
        name="target.options.vhdx_too_large",
        kind="fault",
        text="gives a disk of {value} bytes that no vhdx holds",
        about="target.options",
        qemu=(
            (
                None,
                "Image size too large; max of 64TB",
            ),
        ),
        meaning="More than the largest VHDX.",
    ),
    Topic(
        name="target.options.parallels_too_large",
        kind="fault",
        text="is too small for a disk of {value} bytes",
        about="target.options.cluster_size",
        qemu=(
            (
                None,
                "Image size is too large for this cluster size",
            ),
        ),
        meaning="The BAT has too few entries.",
    ),
    Topic(
        name="target.options.vdi_too_large",
        kind="fault",
        text="gives a disk of {value} bytes, more than {extra0}",
        about="target.options",
        qemu=(
            (
                None,
                "Unsupported VDI image size (size is {value:#x}, max supported is {extra0:#x})",
            ),
        ),
        meaning="More than the largest VDI.",
    ),
    Topic(
        name="target.options.size_refused",
        kind="fault",
        text="gives a disk of {value} bytes that the format cannot hold",
        about="target.options",
        qemu=(
            (
                None,
                "A disk of {value} bytes cannot be written in this format",
            ),
        ),
        meaning="A size that is no disk of this format. In instar's words: qemu-img writes "
        "such an image.",
    ),
    Topic(
        name="target.options.qcow1_empty",
        kind="fault",
        text="gives a disk of {value} bytes",
        about="target.options",
        qemu=(
            (
                None,
                "Image size is too small, cannot be zero length",
            ),
        ),
        meaning="A qcow has at least one sector.",
    ),
    Topic(
        name="target.options.qed_size",
        kind="fault",
        text="gives a disk of {value} bytes, past what the tables reach",
        about="target.options",
        qemu=(
            (
                None,
                "QED image size must be a non-zero multiple of cluster size and less than "
                "{extra0} bytes",
            ),
        ),
        meaning="Two levels of tables reach so far, in as many bits as qemu counts them in.",
    ),
    Topic(
        name="target.options.qed_cluster_size",
        kind="fault",
        text="is no cluster size of a qed",
        about="target.options.cluster_size",
        qemu=(
            (
                None,
                "QED cluster size must be within range [{extra0}, {extra1}] and power of 2",
            ),
        ),
        meaning="Out of range, or no power of two.",
    ),
    Topic(
        name="target.options.qed_table_size",
        kind="fault",
        text="is no table size of a qed",
        about="target.options.table_size",
        qemu=(
            (
                None,
                "QED table size must be within range [{extra0}, {extra1}] and power of 2",
            ),
        ),
        meaning="Out of range, or no power of two.",
    ),
    Topic(
        name="target.options.vhdx_block_size",
        kind="fault",
        text="is no block size of a vhdx",
        about="target.options.cluster_size",
        qemu=(
            (
                None,
                "Block size must be a power of two",
            ),
        ),
        meaning="qemu names only this of the rules.",
    ),
    Topic(
        name="target.options.vhdx_log_too_large",
        kind="fault",
        text="is more than the log of a vhdx may have",
        about="target.options.log_size",
        qemu=(
            (
                None,
                "Log size must be smaller than 4 GB",
            ),
        ),
        meaning="More than the largest log.",
    ),
    Topic(
        name="target.options.vhdx_log_size",
        kind="fault",
        text="is not whole megabytes",
        about="target.options.log_size",
        qemu=(
            (
                None,
                "Log size must be a multiple of 1 MB",
            ),
        ),
        meaning="The log is whole megabytes, and not empty.",
    ),
    Topic(
        name="target.options.parallels_cluster_size",
        kind="fault",
        text="is no cluster size of a parallels image",
        about="target.options.cluster_size",
        qemu=(
            (
                None,
                "Cluster size is too large",
            ),
        ),
        meaning="Past what the header can say.",
    ),
    Topic(
        name="target.options.vmdk_grain_size",
        kind="fault",
        text="is no grain size of a vmdk",
        about="target.options.cluster_size",
        qemu=(
            (
                None,
                "Grain size must be a power of two and at least {extra0} bytes",
            ),
        ),
        meaning="In instar's words: qemu-img has no such option.",
    ),
    Topic(
        name="target.options.option_refused",
        kind="fault",
        text="has an option that the format does not allow: field {value}",
        about="target.options",
        qemu=(
            (
                None,
                "The format does not allow this option (field {value})",
            ),
        ),
        meaning="No command line asks for it: the host refuses such options itself.",
    ),
    Topic(
        name="target.options.qcow2_extended_l2_version",
        kind="fault",
        text="asks for extended L2 entries in version 2",
        about="target.options",
        qemu=(
            (
                None,
                "Extended L2 entries are only supported with compatibility level 1.1 and "
                "above (use version=v3 or greater)",
            ),
        ),
        meaning="Subclusters need version 3.",
    ),
    Topic(
        name="target.options.qcow2_extended_l2_clusters",
        kind="fault",
        text="is too small for extended L2 entries",
        about="target.options.cluster_size",
        qemu=(
            (
                None,
                "Extended L2 entries are only supported with cluster sizes of at least "
                "{value} bytes",
            ),
        ),
        meaning="`min_extended_l2_cluster_bits` of qcow2 says how large a cluster is at least.",
    ),
    Topic(
        name="target.options.qcow2_backing_preallocation",
        kind="fault",
        text="asks for a backing file and for preallocation",
        about="target.options",
        qemu=(
            (
                (
                    5,
                    2,
                ),
                "Backing file and preallocation cannot be used at the same time",
            ),
            (
                None,
                "Backing file and preallocation can only be used at the same time if "
                "extended_l2 is on",
            ),
        ),
        meaning="What is preallocated would hide the backing file, unless subclusters say "
        "that they are not allocated.",
    ),
    Topic(
        name="target.options.qcow2_lazy_refcounts_version",
        kind="fault",
        text="asks for lazy refcounts in version 2",
        about="target.options",
        qemu=(
            (
                None,
                "Lazy refcounts only supported with compatibility level 1.1 and above (use "
                "version=v3 or greater)",
            ),
        ),
        meaning="A flag of version 3 says that counts may be wrong.",
    ),
    Topic(
        name="target.options.qcow2_format_of_no_backing",
        kind="fault",
        text="names the format of a backing file, and no backing file",
        about="target.options",
        qemu=(
            (
                None,
                "Backing format cannot be used without backing file",
            ),
        ),
        meaning="There is nothing that it is the format of.",
    ),
    Topic(
        name="target.options.qcow2_refcount_bits_measured",
        kind="fault",
        text="asks for refcounts in version 2 that are not {value} bits wide",
        about="target.options",
        qemu=(
            (
                None,
                "Different refcount widths than {value} bits require compatibility level 1.1 "
                "or above (use compat=1.1 or greater)",
            ),
        ),
        meaning="As `measure` puts it.",
    ),
    Topic(
        name="target.options.qcow2_refcount_bits_created",
        kind="fault",
        text="asks for refcounts in version 2 that are not {value} bits wide",
        about="target.options",
        qemu=(
            (
                None,
                "Different refcount widths than {value} bits require compatibility level 1.1 "
                "or above (use version=v3 or greater)",
            ),
        ),
        meaning="As `create` puts it.",
    ),
    Topic(
        name="target.options.qcow2_data_file_version",
        kind="fault",
        text="asks for a data file in version 2",
        about="target.options",
        qemu=(
            (
                None,
                "External data files are only supported with compatibility level 1.1 and "
                "above (use version=v3 or greater)",
            ),
        ),
        meaning="A flag of version 3 says that there is one.",
    ),
    Topic(
        name="target.options.qcow2_raw_data_file_missing",
        kind="fault",
        text="asks for a raw data file, and names none",
        about="target.options",
        qemu=(
            (
                None,
                "data-file-raw requires data-file",
            ),
        ),
        meaning="There is nothing that is raw.",
    ),
    Topic(
        name="target.options.qcow2_raw_data_file_backing",
        kind="fault",
        text="asks for a raw data file and a backing file",
        about="target.options",
        qemu=(
            (
                None,
                "Backing file and data-file-raw cannot be used at the same time",
            ),
        ),
        meaning="A raw file is all of the disk.",
    ),
    Topic(
        name="target.options.qcow2_kept_data_file_missing",
        kind="fault",
        text="asks to keep a data file, and names none",
        about="target.options",
        qemu=(
            (
                None,
                "Must not use 'keep_data_file=on' without 'data_file'",
            ),
        ),
        meaning="There is nothing to be kept.",
    ),
    Topic(
        name="target.options.qcow2_kept_data_file_overwritten",
        kind="fault",
        text="asks to keep a data file, and for space that is written",
        about="target.options",
        qemu=(
            (
                None,
                "Preallocating more than only metadata would overwrite the external data "
                "file's content and is therefore incompatible with 'keep_data_file=on'",
            ),
        ),
        meaning="Its content would be lost.",
    ),
    Topic(
        name="target.options.qcow2_kept_data_file_hidden",
        kind="fault",
        text="asks to keep a data file that no table refers to",
        about="target.options",
        qemu=(
            (
                None,
                "'keep_data_file=on' requires 'preallocation=metadata' or "
                "'data_file_raw=on', or the file contents will not be visible",
            ),
        ),
        meaning="Without tables the disk reads as zeros.",
    ),
    Topic(
        name="target.options.qcow2_compression_version",
        kind="fault",
        text="asks for another compression than zlib in version 2",
        about="target.options",
        qemu=(
            (
                None,
                "Non-zlib compression type is only supported with compatibility level 1.1 "
                "and above (use version=v3 or greater)",
            ),
        ),
        meaning="A header of version 3 has the field.",
    ),
    Topic(
        name="target.options.qcow2_amended_plain",
        kind="fault",
        text="changes the encryption of an image that is not encrypted",
        about="target.options",
        qemu=(
            (
                None,
                "Can't amend encryption options - encryption not present",
            ),
        ),
        meaning="The data would have to be encrypted.",
    ),
    Topic(
        name="target.options.qcow2_amended_cipher",
        kind="fault",
        text="changes the key slots of an image that has none",
        about="target.options",
        qemu=(
            (
                None,
                "Only LUKS encryption options can be amended",
            ),
        ),
        meaning="The cipher before LUKS has the passphrase as its key.",
    ),
    Topic(
        name="target.options.qcow2_amended_data_file",
        kind="fault",
        text="names a data file for an image that has none",
        about="target.options",
        qemu=(
            (
                None,
                "data-file can only be set for images that use an external data file",
            ),
        ),
        meaning="The data would have to move.",
    ),
    Topic(
        name="target.options.qcow2_amended_raw_file",
        kind="fault",
        text="asks for a raw data file where the image has none",
        about="target.options",
        qemu=(
            (
                None,
                "data-file-raw cannot be set on existing images",
            ),
        ),
        meaning="The data would have to move.",
    ),
    Topic(
        name="target.options.data_file_name_long",
        kind="fault",
        text="names a data file by more than its header has room for",
        about="target.options",
        qemu=(
            (
                None,
                "File name too long",
            ),
        ),
        meaning="A qcow2 keeps the name in its first cluster.",
    ),
    Topic(
        name="target.options.qcow2_amended_backing",
        kind="fault",
        text="names another backing file, which `rebase` changes",
        about="target.options",
        qemu=(
            (
                None,
                "Cannot amend the backing file\nYou can use 'qemu-img rebase' instead.",
            ),
        ),
        meaning="Until 6.0 it could be changed so.",
    ),
    Topic(
        name="target.options.unknown_option",
        kind="fault",
        text="has no option {name}",
        about="target.options",
        qemu=(
            (
                None,
                "Invalid parameter '{name}'",
            ),
        ),
        meaning="Neither the format nor the file below it has one of that name.",
    ),
    Topic(
        name="target.options.no_switch",
        kind="fault",
        text="takes no {given} for the switch {name}",
        about="target.options",
        qemu=(
            (
                None,
                "Parameter '{name}' expects 'on' or 'off'",
            ),
        ),
        meaning="A switch is on or off.",
    ),
    Topic(
        name="target.options.no_number",
        kind="fault",
        text="takes no {given} for the number {name}",
        about="target.options",
        qemu=(
            (
                None,
                "Parameter '{name}' expects a number",
            ),
        ),
        meaning="Decimal, octal after 0, hexadecimal after 0x.",
    ),
    Topic(
        name="target.options.number_too_large",
        kind="fault",
        text="takes no {given} for {name}, which has 64 bits",
        about="target.options",
        qemu=(
            (
                None,
                "Value '{given}' is too large for parameter '{name}'",
            ),
        ),
        meaning="It does not fit 64 bits.",
    ),
    Topic(
        name="target.options.no_size",
        kind="fault",
        text="takes no {given} for the size {name}",
        about="target.options",
        qemu=(
            (
                None,
                "Parameter '{name}' expects a non-negative number below 2^64\nOptional suffix "
                "k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\nand exabytes, "
                "respectively.",
            ),
        ),
        meaning="Digits, perhaps a fraction, and perhaps a suffix.",
    ),
    Topic(
        name="target.options.size_out_of_range",
        kind="fault",
        text="takes no {given} for {name}, whose sizes have 64 bits",
        about="target.options",
        qemu=(
            (
                None,
                "Value '{given}' is out of range for parameter '{name}'",
            ),
        ),
        meaning="A size is not negative, and fits 64 bits.",
    ),
    Topic(
        name="target.options.unknown_word",
        kind="fault",
        text="takes no {given} for {name}, which has words of its own",
        about="target.options",
        qemu=(
            (
                (
                    6,
                    2,
                ),
                "Invalid parameter '{given}'",
            ),
            (
                None,
                "Parameter '{name}' does not accept value '{given}'",
            ),
        ),
        meaning="The option has few words, and this is none of them.",
    ),
    Topic(
        name="target.options.option_unexpected",
        kind="fault",
        text="takes no {name} here",
        about="target.options",
        qemu=(
            (
                None,
                "Parameter '{name}' is unexpected",
            ),
        ),
        meaning="Another option, or the command, leaves no use for it.",
    ),
    Topic(
        name="target.options.option_missing",
        kind="fault",
        text="needs {name}",
        about="target.options",
        qemu=(
            (
                None,
                "Parameter '{name}' is missing",
            ),
        ),
        meaning="Other options that are given need it.",
    ),
    Topic(
        name="target.options.option_of_creation",
        kind="fault",
        text="has {name} only when it is created",
        about="target.options",
        qemu=(
            (
                None,
                "Invalid parameter '{name}'\nThis option is only supported for image creation",
            ),
        ),
        meaning="`amend` does not change it.",
    ),
    Topic(
        name="target.options.unknown_format",
        kind="fault",
        text="has {given} as its format, which is none",
        about="target.options",
        qemu=(
            (
                None,
                "Unknown file format '{given}'",
            ),
        ),
        meaning="No format of that name can be written.",
    ),
    Topic(
        name="target.options.format_not_created",
        kind="fault",
        text="is of format {name}, which is not created",
        about="target.options",
        qemu=(
            (
                None,
                "Format driver '{name}' does not support image creation",
            ),
        ),
        meaning="A driver that only reads, or that is no format.",
    ),
    Topic(
        name="target.options.protocol_not_created",
        kind="fault",
        text="is of protocol {name}, which is not created",
        about="target.options",
        qemu=(
            (
                None,
                "Protocol driver '{name}' does not support image creation",
            ),
        ),
        meaning="A protocol is no format.",
    ),
    Topic(
        name="target.options.protocol_not_measured",
        kind="fault",
        text="is of protocol {name}, which is not measured",
        about="target.options",
        qemu=(
            (
                None,
                "Block driver '{name}' does not support size measurement",
            ),
        ),
        meaning="A protocol is no format.",
    ),
    Topic(
        name="target.options.format_not_amended",
        kind="fault",
        text="is of format {name}, whose options do not change",
        about="target.options",
        qemu=(
            (
                None,
                "Format driver '{name}' does not support option amendment",
            ),
        ),
        meaning="`amend` knows qcow2, and from 5.1 on LUKS.",
    ),
    Topic(
        name="target.options.options_of_format",
        kind="fault",
        text="has options that {name} does not take",
        about="target.options",
        qemu=(
            (
                None,
                "Invalid options for file format '{name}'",
            ),
        ),
        meaning="The line after that of the option, before 3.1.",
    ),
    Topic(
        name="target.options.size_twice",
        kind="fault",
        text="has two sizes",
        about="target.options",
        qemu=(
            (
                None,
                "The image size must be specified only once",
            ),
        ),
        meaning="As an argument and as an option.",
    ),
    Topic(
        name="target.options.size_missing",
        kind="fault",
        text="has no size",
        about="target.options",
        qemu=(
            (
                None,
                "Image creation needs a size parameter",
            ),
        ),
        meaning="Nor has a backing image that would give it one.",
    ),
    Topic(
        name="target.options.size_negative",
        kind="fault",
        text="has a size past 63 bits",
        about="target.options",
        qemu=(
            (
                None,
                "Image size cannot be negative",
            ),
        ),
        meaning="Sizes are signed numbers of 64 bits.",
    ),
    Topic(
        name="target.options.size_cuts",
        kind="fault",
        text="has {value} bytes that would be lost",
        about="target.options",
        qemu=(
            (
                None,
                "the disk has {value} bytes; --force cuts it off, and what was there is lost",
            ),
        ),
        meaning="In instar's words: qemu-img cuts.",
    ),
    Topic(
        name="target.options.preallocation_metadata",
        kind="fault",
        text="is of a format without tables to preallocate",
        about="target.options.preallocation",
        qemu=(
            (
                None,
                "Unsupported preallocation mode: metadata",
            ),
        ),
        meaning="Only qcow2 and LUKS take this mode.",
    ),
    Topic(
        name="target.options.compression_format",
        kind="fault",
        text="asks for compression, which the format has not",
        about="target.options",
        qemu=(
            (
                None,
                "Compression not supported for this file format",
            ),
        ),
        meaning="Only qcow, qcow2 and vmdk compress.",
    ),
    Topic(
        name="target.options.compression_preallocation",
        kind="fault",
        text="asks for compression and for preallocation",
        about="target.options",
        qemu=(
            (
                None,
                "Compression and preallocation not supported at the same time",
            ),
        ),
        meaning="Compressed clusters take what they need.",
    ),
    Topic(
        name="target.options.compression_encryption",
        kind="fault",
        text="asks for compression and for encryption",
        about="target.options",
        qemu=(
            (
                None,
                "Compression and encryption not supported at the same time",
            ),
        ),
        meaning="A compressed cluster is not encrypted.",
    ),
    Topic(
        name="target.options.compression_flat",
        kind="fault",
        text="asks for compression in a flat file",
        about="target.options.subformat",
        qemu=(
            (
                None,
                "invalid cluster size",
            ),
        ),
        meaning="A flat file has no clusters.",
    ),
    Topic(
        name="target.options.backing_format_unknown",
        kind="fault",
        text="names {given}, which is no format, as that of the backing file",
        about="target.options",
        qemu=(
            (
                None,
                "unrecognized backing format '{given}'",
            ),
        ),
        meaning="No driver has that name.",
    ),
    Topic(
        name="target.options.backing_unsupported",
        kind="fault",
        text="names a backing file, which {name} has not",
        about="target.options",
        qemu=(
            (
                None,
                "Backing file not supported for file format '{name}'",
            ),
        ),
        meaning="The format has no field for it.",
    ),
    Topic(
        name="target.options.backing_format_unsupported",
        kind="fault",
        text="names the format of a backing file, which {name} has not",
        about="target.options",
        qemu=(
            (
                None,
                "Backing file format not supported for file format '{name}'",
            ),
        ),
        meaning="The format has no field for it.",
    ),
    Topic(
        name="target.options.backing_is_image",
        kind="fault",
        text="is its own backing file",
        about="target.options",
        qemu=(
            (
                None,
                "Error: Trying to create an image with the same filename as the backing file",
            ),
        ),
        meaning="It would be overwritten.",
    ),
    Topic(
        name="target.options.backing_empty",
        kind="fault",
        text="has a backing file without a name",
        about="target.options",
        qemu=(
            (
                None,
                "Expected backing file name, got empty string",
            ),
        ),
        meaning="An empty name is no name.",
    ),
    Topic(
        name="target.options.backing_format_detected",
        kind="fault",
        text="does not name the format of its backing file, which looks like {given}",
        about="target.options",
        qemu=(
            (
                (
                    5,
                    1,
                ),
                "",
            ),
            (
                (
                    6,
                    1,
                ),
                "Deprecated use of backing file without explicit backing format (detected "
                "format of {given})",
            ),
            (
                None,
                "Backing file specified without backing format\nDetected format of {given}.",
            ),
        ),
        meaning="A raw disk can be made to look like another format. Before 6.1 it is a warning.",
    ),
    Topic(
        name="target.options.backing_format_missing",
        kind="fault",
        text="does not name the format of its backing file",
        about="target.options",
        qemu=(
            (
                (
                    5,
                    1,
                ),
                "",
            ),
            (
                (
                    6,
                    1,
                ),
                "Deprecated use of unopened backing file without explicit backing format, "
                "use of this image requires potentially unsafe format probing",
            ),
            (
                None,
                "Backing file specified without backing format",
            ),
        ),
        meaning="The same of an image that was not opened.",
    ),
    Topic(
        name="target.options.backing_format_required",
        kind="fault",
        text="has a backing file of no format that was named",
        about="target.options",
        qemu=(
            (
                (
                    5,
                    1,
                ),
                "",
            ),
            (
                (
                    6,
                    1,
                ),
                "Deprecated use of backing file without explicit backing format",
            ),
            (
                None,
                "Use of backing file requires explicit backing format",
            ),
        ),
        meaning="As `convert` puts it. Before 6.1 it is a warning.",
    ),
    Topic(
        name="target.options.backing_concatenated",
        kind="fault",
        text="has a backing file and several sources",
        about="target.options",
        qemu=(
            (
                None,
                "Having a backing file for the target makes no sense when concatenating "
                "multiple input images",
            ),
        ),
        meaning="What would be compared with it?",
    ),
    Topic(
        name="target.options.backing_not_vmdk",
        kind="fault",
        text="is a vmdk on a backing file of format {given}",
        about="target.options",
        qemu=(
            (
                None,
                "Invalid backing file format: {given}. Must be vmdk",
            ),
        ),
        meaning="It names its parent by a number that only a vmdk has.",
    ),
    Topic(
        name="target.options.parent_format",
        kind="fault",
        text="is a child of another format",
        about="target.options",
        qemu=(
            (
                None,
                "Invalid backing file format: it must be {name}",
            ),
        ),
        meaning="In instar's words: a differencing VHD or VHDX has a parent of its own format.",
    ),
    Topic(
        name="target.options.parent_size",
        kind="fault",
        text="is a child of another size",
        about="target.options",
        qemu=(
            (
                None,
                "The size must be that of the parent, {value}",
            ),
        ),
        meaning="In instar's words: a differencing VHD or VHDX is as large as its parent.",
    ),
    Topic(
        name="target.options.vmdk_compat6_hwversion",
        kind="fault",
        text="asks for hardware version 6 and for another",
        about="target.options",
        qemu=(
            (
                None,
                "compat6 cannot be enabled with hwversion set",
            ),
        ),
        meaning="`compat6` is a version.",
    ),
    Topic(
        name="target.options.vmdk_flat_backing",
        kind="fault",
        text="is flat and has a backing file",
        about="target.options",
        qemu=(
            (
                None,
                "Flat image can't have backing file",
            ),
        ),
        meaning="A flat extent is all of the disk.",
    ),
    Topic(
        name="target.options.vmdk_flat_zeroed",
        kind="fault",
        text="is flat and asks for grains that read as zeros",
        about="target.options",
        qemu=(
            (
                None,
                "Flat image can't enable zeroed grain",
            ),
        ),
        meaning="A flat extent has no grains.",
    ),
    Topic(
        name="target.options.encryption_alias",
        kind="fault",
        text="asks for encryption twice",
        about="target.options",
        qemu=(
            (
                None,
                "'encrypt.format' and its alias 'encryption' can't be used at the same time",
            ),
        ),
        meaning="By its old and by its new name.",
    ),
    Topic(
        name="target.options.secret_missing",
        kind="fault",
        text="names no secret",
        about="target.options",
        qemu=(
            (
                None,
                "Parameter '{name}' is required for cipher",
            ),
        ),
        meaning="A key is derived from the secret.",
    ),
    Topic(
        name="target.options.unknown_secret",
        kind="fault",
        text="names the secret {name}, which was not given",
        about="target.options",
        qemu=(
            (
                None,
                "No secret with id '{name}'",
            ),
        ),
        meaning="No `--object secret` has that id.",
    ),
    Topic(
        name="target.options.secret_not_text",
        kind="fault",
        text="names the secret {name}, which is no text",
        about="target.options",
        qemu=(
            (
                None,
                "Data from secret {name} is not valid UTF-8",
            ),
        ),
        meaning="Passphrases are UTF-8.",
    ),
    Topic(
        name="target.options.unsupported_cipher",
        kind="fault",
        text="asks for the cipher {given}, which is not written",
        about="target.options",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "Algorithm {given} not supported",
            ),
            (
                None,
                "Algorithm '{given}' not supported",
            ),
        ),
        meaning="Guests have AES, Serpent and Twofish, the modes ecb, cbc, ctr and xts, MD5, "
        "SHA-1 and SHA-2.",
    ),
    Topic(
        name="target.options.unsupported_cipher_mode",
        kind="fault",
        text="asks for the cipher mode {given}, which is not written",
        about="target.options",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "Cipher mode {given} not supported",
            ),
            (
                None,
                "Cipher mode '{given}' not supported",
            ),
        ),
        meaning="See `unsupported_cipher`.",
    ),
    Topic(
        name="target.options.unsupported_hash",
        kind="fault",
        text="asks for the hash {given}, which is not written",
        about="target.options",
        qemu=(
            (
                (
                    7,
                    2,
                ),
                "Hash algorithm {given} not supported",
            ),
            (
                None,
                "Hash algorithm '{given}' not supported",
            ),
        ),
        meaning="See `unsupported_cipher`.",
    ),
    Topic(
        name="target.options.essiv_key",
        kind="fault",
        text="asks for an essiv hash whose length is no key of {name}",
        about="target.options",
        qemu=(
            (
                None,
                "No {name} cipher with key size {value} available",
            ),
        ),
        meaning="The hash of the key is the key of the vectors.",
    ),
    Topic(
        name="target.image",
        kind="structure",
        type="8416 bytes",
        meaning="A new image, for the operations that write one. Its files are the first of "
        "the run, the image itself before the others.",
    ),
    Topic(
        name="target.image.options",
        kind="field",
        place="bytes 0 to 55",
        type="structure target.options",
        about="target.options",
        meaning="Format and options.",
    ),
    Topic(
        name="target.image.virtual_size",
        kind="field",
        place="bytes 56 to 63",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: every size is looked at by the format's layout",),
        meaning="Size of the disk, before the format rounds it.",
    ),
    Topic(
        name="target.image.unix_time",
        kind="field",
        place="bytes 64 to 71",
        type="unsigned 64-bit number, little-endian",
        unit="seconds",
        rules=("any: only stored",),
        meaning="Now, or what SOURCE_DATE_EPOCH says.",
    ),
    Topic(
        name="target.image.num_outputs",
        kind="field",
        place="bytes 72 to 75",
        type="unsigned 32-bit number, little-endian",
        rules=("1..256",),
        meaning="Files that are written, the image included.",
    ),
    Topic(
        name="target.image.len_backing_name",
        kind="field",
        place="bytes 76 to 79",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: the operation checks the sum",),
        meaning="Length of the backing file's name, the first of `texts`; 0 without one.",
    ),
    Topic(
        name="target.image.len_backing_format",
        kind="field",
        place="bytes 80 to 83",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: the operation checks the sum",),
        meaning="Length of its format's name, which follows.",
    ),
    Topic(
        name="target.image.len_data_file",
        kind="field",
        place="bytes 84 to 87",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: the operation checks the sum",),
        meaning="Length of the external data file's name.",
    ),
    Topic(
        name="target.image.len_file_name",
        kind="field",
        place="bytes 88 to 91",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: the operation checks the sum",),
        meaning="Length of the image's own name without its directory, which extents are "
        "named after.",
    ),
    Topic(
        name="target.image.hw_version_room",
        kind="field",
        place="bytes 92 to 95",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: the operation checks the sum",),
        meaning="Length of a VMDK's hardware version, the text after the names, plus 1; 0 "
        "for the default.",
    ),
    Topic(
        name="target.image.adapter_type_room",
        kind="field",
        place="bytes 96 to 99",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: the operation checks the sum",),
        meaning="The same of its adapter type, which follows.",
    ),
    Topic(
        name="target.image.tools_version_room",
        kind="field",
        place="bytes 100 to 103",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: the operation checks the sum",),
        meaning="The same of the version of its tools.",
    ),
    Topic(
        name="target.image.parent_cid",
        kind="field",
        place="bytes 104 to 107",
        type="unsigned 32-bit number, little-endian",
        rules=("any: only stored",),
        meaning="The CID of a VMDK's backing file.",
    ),
    Topic(
        name="target.image.has_parent",
        kind="field",
        place="bytes 108 to 111",
        type="unsigned 32-bit number, little-endian",
        rules=("at most 1",),
        meaning="1 where the backing file of a VHD or VHDX is the file before those that are "
        "written, and names itself.",
    ),
    Topic(
        name="target.image.parent_time",
        kind="field",
        place="bytes 112 to 119",
        type="unsigned 64-bit number, little-endian",
        unit="seconds",
        rules=("any: only stored",),
        meaning="When that file was last written.",
    ),
    Topic(
        name="target.image.entropy",
        kind="field",
        place="bytes 120 to 183",
        type="64 bytes",
        rules=("any: random",),
        meaning="Random bytes, or made of `--seed`.",
    ),
    Topic(
        name="target.image.encryption",
        kind="field",
        place="bytes 184 to 223",
        type="structure target.encryption",
        about="target.encryption",
        meaning="How it is encrypted.",
    ),
    Topic(
        name="target.image.texts",
        kind="field",
        place="bytes 224 to 8415",
        type="8192 bytes",
        rules=("any: stored as it is",),
        meaning="Names, one after the other, then zeros.",
    ),
    Topic(
        name="target.image.backing_name_no_room",
        kind="fault",
        text="has a backing file's name of {value} bytes that does not fit the first cluster",
        about="target.image",
        qemu=(
            (
                None,
                "No space left on device",
            ),
        ),
        meaning="qcow2 keeps it after the header extensions, in one cluster with them.",
    ),
    Topic(
        name="target.image.backing_name_too_long",
        kind="fault",
        text="has a backing file's name of {value} bytes",
        about="target.image",
        qemu=(
            (
                None,
                "Invalid argument",
            ),
        ),
        meaning="Longer than the format has room for.",
    ),
    Topic(
        name="target.image.extensions_no_room",
        kind="fault",
        text="has header extensions that do not fit the first cluster",
        about="target.image",
        qemu=(
            (
                None,
                "Could not write qcow2 header",
            ),
        ),
        meaning="The name of a data file is too long for the cluster size.",
    ),
    Topic(
        name="target.image.refcounts_too_large",
        kind="fault",
        text="takes a refcount table with {value} entries",
        about="target.image",
        qemu=(
            (
                None,
                "The image size is too large (try using a larger cluster size)",
            ),
        ),
        meaning="More than a qcow2's refcount table may have.",
    ),
    Topic(
        name="target.image.unknown_cipher",
        kind="fault",
        text="asks for a cipher of keys of {value} bytes, which is not written",
        about="target.image",
        meaning="No command line asks for it: the host refuses such options itself.",
    ),
    Topic(
        name="target.image.no_writer",
        kind="fault",
        text="is of format {value}, which is not written",
        about="target.image",
        meaning="No command line asks for it.",
    ),
    Topic(
        name="target.image.kind_over",
        kind="fault",
        text="is of a kind that is not written over yet ({value})",
        about="target.image",
        meaning="Differencing VHDs and VHDXs, Parallels images that were not closed or have "
        "an extension, and VMDKs that are compressed, space-efficient, of\nESX, or "
        "without some of their tables.",
    ),
    Topic(
        name="target.image.block_in_tables",
        kind="fault",
        text="has a block at {value}, where no block can be",
        about="target.image",
        meaning="Another block is there, or a table, or the end of the file. The image is "
        "corrupt, and `check` says where.",
    ),
    Topic(
        name="target.image.scattered",
        kind="fault",
        text="has {value} blocks in a file so long that whether two share a place is not "
        "looked at, and is not written over",
        about="target.image",
        meaning="That would take more than 2^33 looks at entries: memory has 64 Mi places of "
        "the file at a time, or 2 Mi blocks where those begin anywhere, and for each "
        "such part all entries are looked at.",
    ),
    Topic(
        name="target.image.damaged_over",
        kind="fault",
        text="has at {value} something that cannot be there, and is not written over",
        about="target.image",
        meaning="The image is corrupt or cut off, and `check` says where. Tables of a VMDK "
        "lie in each other, or where something else is, or two of its extents do.",
    ),
    Topic(
        name="target.image.full_over",
        kind="fault",
        text="has no place at {value} for more data",
        about="target.image",
        meaning="VMDKs, VHDs and Parallels images count the sectors of their file in 32 "
        "bits, VDIs its blocks.",
    ),
    Topic(
        name="target.image.compressed_apart",
        kind="fault",
        text="has a data file, which keeps no compressed clusters ({value} is the first "
        "of the disk's)",
        about="target.image",
        qemu=(
            (
                None,
                "error while writing at byte {value}: Operation not supported",
            ),
        ),
        meaning="Compressed clusters of a qcow2 are in the image itself.",
    ),
    Topic(
        name="target.image.compressed_over",
        kind="fault",
        text="has a cluster for {value} of the disk already, over which nothing is "
        "written compressed",
        about="target.image",
        qemu=(
            (
                None,
                "qemu-img: error while writing at byte {value}: Input/output error",
            ),
        ),
        meaning="Of an image that exists, as far as its clusters are not compressed ones.",
    ),
    Topic(
        name="target.image.grow_less",
        kind="fault",
        text="cannot become {value}: images of this format only grow",
        about="target.image",
        meaning="qemu-img resizes no such image at all.",
    ),
    Topic(
        name="target.image.grow_size",
        kind="fault",
        text="cannot become {value}, not a multiple of 512 or more than such an image can have",
        about="target.image",
        meaning="The most depends on the format, and on the size of its blocks.",
    ),
    Topic(
        name="target.image.grow_preallocation",
        kind="fault",
        text="cannot be preallocated as {detail}",
        about="target.image",
        meaning="A longer image of this format has no more than the tables for what is "
        "added. The text is the mode.",
    ),
    Topic(
        name="target.image.grow_kind",
        kind="fault",
        text="is of a kind that does not grow ({value})",
        about="target.image",
        meaning="Differencing images, streams, and images that were not closed or have an "
        "extension that is about their size.",
    ),
    Topic(
        name="target.image.grow_damaged",
        kind="fault",
        text="has at {value} something that cannot be there, and does not grow",
        about="target.image",
        meaning="The image is corrupt or cut off, and `check` says where.",
    ),
    Topic(
        name="target.encryption",
        kind="structure",
        type="40 bytes",
        meaning="How a new image is encrypted. It holds no key: the guest draws the master "
        "key, and the host derives what the passphrase opens (`key.ksy`). All\nbytes "
        "are zero for an image that is not encrypted.",
    ),
    Topic(
        name="target.encryption.method",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (none), 1 (aes), 2 (luks)",),
        about="target.encryption_method",
        meaning="Kind of encryption.",
    ),
    Topic(
        name="target.encryption.len_key",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 64",),
        meaning="Length of the disk's key, and of the slot's; two keys in one for xts.",
    ),
    Topic(
        name="target.encryption.cipher",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (none), 1 (aes), 2 (serpent), 3 (twofish)",),
        about="target.cipher",
        meaning="What encrypts a block.",
    ),
    Topic(
        name="target.encryption.mode",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (none), 1 (ecb), 2 (cbc), 3 (xts), 4 (ctr)",),
        about="target.cipher_mode",
        meaning="How blocks are chained.",
    ),
    Topic(
        name="target.encryption.vector",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 0 (none), 1 (plain), 2 (plain64), 3 (essiv)",),
        about="target.cipher_vector",
        meaning="Where the vector of each sector comes from.",
    ),
    Topic(
        name="target.encryption.vector_hash",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), 6 (md5)",
        ),
        about="target.cipher_hash",
        meaning="Hash of the key for essiv; with other vectors it is only named.",
    ),
    Topic(
        name="target.encryption.hash",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 (sha512), 6 (md5)",
        ),
        about="target.cipher_hash",
        meaning="Hash of the derivations and of the anti-forensic split.",
    ),
    Topic(
        name="target.encryption.master_iterations",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host measures it",),
        meaning="Iterations of the master key's digest.",
    ),
    Topic(
        name="target.encryption.slot_iterations",
        kind="field",
        place="bytes 32 to 35",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host measures it",),
        meaning="Iterations of the passphrase's key.",
    ),
    Topic(
        name="target.encryption.reserved",
        kind="field",
        place="bytes 36 to 39",
        type="4 bytes",
        rules=("zero",),
        meaning="Fills the structure up to 8 bytes.",
    ),
    Topic(
        name="target.encryption.derivation_slow",
        kind="fault",
        text="is {value}, which takes longer than a run may",
        about="target.encryption.slot_iterations",
        qemu=(
            (
                None,
                "Key derivation with {value} iterations takes too long",
            ),
        ),
        meaning="In instar's words: nobody could open such an image.",
    ),
    Topic(
        name="target.encryption.derivation_unscaled",
        kind="fault",
        text="is derived at a rate of {value}, which counts no iterations",
        about="target.encryption",
        qemu=(
            (
                None,
                "PBKDF iterations {value} too large to scale: Numerical result out of range",
            ),
        ),
        meaning="Rate and time together need more than 64 bits.",
    ),
    Topic(
        name="target.encryption.derivation_too_many",
        kind="fault",
        text="is {value}, more than {given}",
        about="target.encryption.slot_iterations",
        qemu=(
            (
                None,
                "PBKDF iterations {value} larger than {given}: Numerical result out of range",
            ),
        ),
        meaning="Headers count iterations in 32 bits.",
    ),
    Topic(
        name="target.options.file",
        kind="options",
        meaning="What the file below the format takes, whatever the format is.",
    ),
    Topic(
        name="target.options.file.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.file.nocow",
        kind="option",
        type="bool",
        meaning="switch copy-on-write of the file system off",
    ),
    Topic(
        name="target.options.file.preallocation",
        kind="option",
        type="str",
        rules=("off, metadata, falloc, full",),
        about="target.options.preallocation",
        qemu=(
            (
                None,
                "invalid parameter value: {value}",
            ),
        ),
        meaning="what to allocate in advance",
    ),
    Topic(
        name="target.options.file.extent_size_hint",
        kind="option",
        type="size",
        rules=("None..4294967295",),
        qemu=(
            (
                None,
                "Extent size hint is too large",
            ),
        ),
        meaning="granularity of allocation that the file system is asked for",
    ),
    Topic(
        name="target.options.raw",
        kind="options",
        meaning="Its file is the disk.",
    ),
    Topic(
        name="target.options.raw.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.raw.preallocation",
        kind="option",
        type="str",
        rules=("off, metadata, falloc, full",),
        about="target.options.preallocation",
        qemu=(
            (
                None,
                "invalid parameter value: {value}",
            ),
        ),
        meaning="what to allocate in advance",
    ),
    Topic(
        name="target.options.qcow2",
        kind="options",
        meaning="The usual format of qemu.",
    ),
    Topic(
        name="target.options.qcow2.encryption",
        kind="option",
        type="bool",
        meaning="old name of encrypt.format=aes",
    ),
    Topic(
        name="target.options.qcow2.encrypt.format",
        kind="option",
        type="str",
        rules=("aes, luks",),
        meaning="how to encrypt",
    ),
    Topic(
        name="target.options.qcow2.encrypt.key-secret",
        kind="option",
        type="str",
        meaning="id of the secret with the passphrase or key",
    ),
    Topic(
        name="target.options.qcow2.encrypt.cipher-alg",
        kind="option",
        type="str",
        rules=(
            "aes-128, aes-192, aes-256, des, 3des, cast5-128, serpent-128, serpent-192, "
            "serpent-256, twofish-128, twofish-192, twofish-256, sm4",
        ),
        meaning="cipher",
    ),
    Topic(
        name="target.options.qcow2.encrypt.cipher-mode",
        kind="option",
        type="str",
        rules=("ecb, cbc, xts, ctr",),
        meaning="mode of the cipher",
    ),
    Topic(
        name="target.options.qcow2.encrypt.ivgen-alg",
        kind="option",
        type="str",
        rules=("plain, plain64, essiv",),
        meaning="generator of initialisation vectors",
    ),
    Topic(
        name="target.options.qcow2.encrypt.ivgen-hash-alg",
        kind="option",
        type="str",
        rules=("md5, sha1, sha224, sha256, sha384, sha512, ripemd160, sm3",),
        meaning="hash of that generator, where it needs one",
    ),
    Topic(
        name="target.options.qcow2.encrypt.hash-alg",
        kind="option",
        type="str",
        rules=("md5, sha1, sha224, sha256, sha384, sha512, ripemd160, sm3",),
        meaning="hash of the key derivation",
    ),
    Topic(
        name="target.options.qcow2.encrypt.iter-time",
        kind="option",
        type="num",
        meaning="milliseconds to spend on key derivation",
    ),
    Topic(
        name="target.options.qcow2.cluster_size",
        kind="option",
        type="size",
        rules=(
            "512..2097152",
            "a power of two",
        ),
        about="target.options.cluster_size",
        qemu=(
            (
                None,
                "Cluster size must be a power of two between 512 and 2048k",
            ),
        ),
        meaning="bytes in a cluster, a power of two",
    ),
    Topic(
        name="target.options.qcow2.extended_l2",
        kind="option",
        type="bool",
        about="target.options.flags",
        meaning="32 subclusters in each cluster",
    ),
    Topic(
        name="target.options.qcow2.preallocation",
        kind="option",
        type="str",
        rules=("off, metadata, falloc, full",),
        about="target.options.preallocation",
        qemu=(
            (
                None,
                "invalid parameter value: {value}",
            ),
        ),
        meaning="what to allocate in advance",
    ),
    Topic(
        name="target.options.qcow2.compression_type",
        kind="option",
        type="str",
        rules=("zlib, zstd",),
        about="target.options.flags",
        meaning="how clusters are compressed",
    ),
    Topic(
        name="target.options.qcow2.keep_data_file",
        kind="option",
        type="bool",
        meaning="use an external data file as it is",
    ),
    Topic(
        name="target.options.qcow2.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.qcow2.compat",
        kind="option",
        type="str",
        rules=("0.10, 1.1",),
        about="target.options.flags",
        qemu=(
            (
                None,
                "Invalid compatibility level: '{value}'",
            ),
        ),
        meaning="version of the format, 2 or 3",
    ),
    Topic(
        name="target.options.qcow2.backing_file",
        kind="option",
        type="str",
        meaning="file name of the backing image",
    ),
    Topic(
        name="target.options.qcow2.backing_fmt",
        kind="option",
        type="str",
        meaning="format of the backing image",
    ),
    Topic(
        name="target.options.qcow2.data_file",
        kind="option",
        type="str",
        meaning="external file for the data",
    ),
    Topic(
        name="target.options.qcow2.data_file_raw",
        kind="option",
        type="bool",
        about="target.options.flags",
        meaning="keep the external data file readable as a raw image",
    ),
    Topic(
        name="target.options.qcow2.lazy_refcounts",
        kind="option",
        type="bool",
        about="target.options.flags",
        meaning="write reference counts late",
    ),
    Topic(
        name="target.options.qcow2.refcount_bits",
        kind="option",
        type="num",
        rules=(
            "1..64",
            "a power of two",
        ),
        about="target.options.refcount_bits",
        qemu=(
            (
                None,
                "Refcount width must be a power of two and may not exceed 64 bits",
            ),
        ),
        meaning="width of a reference count",
    ),
    Topic(
        name="target.options.luks",
        kind="options",
        meaning="An encrypted disk.",
    ),
    Topic(
        name="target.options.luks.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.luks.key-secret",
        kind="option",
        type="str",
        meaning="id of the secret with the passphrase or key",
    ),
    Topic(
        name="target.options.luks.cipher-alg",
        kind="option",
        type="str",
        rules=(
            "aes-128, aes-192, aes-256, des, 3des, cast5-128, serpent-128, serpent-192, "
            "serpent-256, twofish-128, twofish-192, twofish-256, sm4",
        ),
        meaning="cipher",
    ),
    Topic(
        name="target.options.luks.cipher-mode",
        kind="option",
        type="str",
        rules=("ecb, cbc, xts, ctr",),
        meaning="mode of the cipher",
    ),
    Topic(
        name="target.options.luks.ivgen-alg",
        kind="option",
        type="str",
        rules=("plain, plain64, essiv",),
        meaning="generator of initialisation vectors",
    ),
    Topic(
        name="target.options.luks.ivgen-hash-alg",
        kind="option",
        type="str",
        rules=("md5, sha1, sha224, sha256, sha384, sha512, ripemd160, sm3",),
        meaning="hash of that generator, where it needs one",
    ),
    Topic(
        name="target.options.luks.hash-alg",
        kind="option",
        type="str",
        rules=("md5, sha1, sha224, sha256, sha384, sha512, ripemd160, sm3",),
        meaning="hash of the key derivation",
    ),
    Topic(
        name="target.options.luks.iter-time",
        kind="option",
        type="num",
        meaning="milliseconds to spend on key derivation",
    ),
    Topic(
        name="target.options.luks.detached-header",
        kind="option",
        type="bool",
        about="target.options.flags",
        meaning="put the header into a file of its own",
    ),
    Topic(
        name="target.options.vmdk",
        kind="options",
        meaning="In one file or several, growing, flat or in one compressed pass.",
    ),
    Topic(
        name="target.options.vmdk.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.vmdk.adapter_type",
        kind="option",
        type="str",
        rules=("ide, lsilogic, buslogic, legacyESX",),
        about="target.options.flags",
        qemu=(
            (
                None,
                "invalid parameter value: {value}",
            ),
        ),
        meaning="virtual adapter",
    ),
    Topic(
        name="target.options.vmdk.backing_file",
        kind="option",
        type="str",
        meaning="file name of the backing image",
    ),
    Topic(
        name="target.options.vmdk.backing_fmt",
        kind="option",
        type="str",
        rules=("vmdk",),
        qemu=(
            (
                None,
                "backing_file must be a vmdk image",
            ),
        ),
        meaning="format of the backing image",
    ),
    Topic(
        name="target.options.vmdk.compat6",
        kind="option",
        type="bool",
        about="target.options.flags",
        meaning="image of virtual hardware version 6",
    ),
    Topic(
        name="target.options.vmdk.hwversion",
        kind="option",
        type="str",
        meaning="virtual hardware version",
    ),
    Topic(
        name="target.options.vmdk.toolsversion",
        kind="option",
        type="str",
        meaning="version of the guest tools",
    ),
    Topic(
        name="target.options.vmdk.subformat",
        kind="option",
        type="str",
        rules=(
            "monolithicSparse, monolithicFlat, twoGbMaxExtentSparse, twoGbMaxExtentFlat, "
            "streamOptimized",
        ),
        about="target.options.subformat",
        qemu=(
            (
                None,
                "invalid parameter value: {value}",
            ),
        ),
        meaning="how the data is stored",
    ),
    Topic(
        name="target.options.vmdk.zeroed_grain",
        kind="option",
        type="bool",
        about="target.options.flags",
        meaning="mark grains as zero instead of writing them",
    ),
    Topic(
        name="target.options.vmdk.grain_size",
        kind="option",
        type="size",
        rules=(
            "4096..1073741824",
            "a power of two",
        ),
        about="target.options.cluster_size",
        meaning="bytes in a grain (instar only)",
    ),
    Topic(
        name="target.options.vhd",
        kind="options",
        meaning="The format of Virtual PC and Azure.",
    ),
    Topic(
        name="target.options.vhd.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.vhd.subformat",
        kind="option",
        type="str",
        rules=("dynamic, fixed",),
        about="target.options.subformat",
        meaning="whether the file grows",
    ),
    Topic(
        name="target.options.vhd.force_size",
        kind="option",
        type="bool",
        about="target.options.flags",
        meaning="keep the exact size instead of the next geometry",
    ),
    Topic(
        name="target.options.vhdx",
        kind="options",
        meaning="The format of Hyper-V.",
    ),
    Topic(
        name="target.options.vhdx.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.vhdx.log_size",
        kind="option",
        type="size",
        about="target.options.log_size",
        qemu=(
            (
                None,
                "Log size must be a multiple of 1 MB",
            ),
        ),
        meaning="bytes of the log, whole megabytes",
    ),
    Topic(
        name="target.options.vhdx.block_size",
        kind="option",
        type="size",
        about="target.options.cluster_size",
        meaning="bytes in a block, a power of two; 0 chooses by size",
    ),
    Topic(
        name="target.options.vhdx.subformat",
        kind="option",
        type="str",
        rules=("dynamic, fixed",),
        about="target.options.subformat",
        meaning="whether the file grows",
    ),
    Topic(
        name="target.options.vhdx.block_state_zero",
        kind="option",
        type="bool",
        about="target.options.flags",
        meaning="mark empty blocks as zero",
    ),
    Topic(
        name="target.options.vdi",
        kind="options",
        meaning="The format of VirtualBox.",
    ),
    Topic(
        name="target.options.vdi.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.vdi.static",
        kind="option",
        type="bool",
        meaning="allocate every block",
    ),
    Topic(
        name="target.options.vdi.subformat",
        kind="option",
        type="str",
        rules=("dynamic, static, fixed",),
        about="target.options.subformat",
        qemu=(
            (
                None,
                "invalid parameter value: {value}",
            ),
        ),
        meaning="whether the file grows (instar only)",
    ),
    Topic(
        name="target.options.qed",
        kind="options",
        meaning="A former format of qemu.",
    ),
    Topic(
        name="target.options.qed.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.qed.backing_file",
        kind="option",
        type="str",
        meaning="file name of the backing image",
    ),
    Topic(
        name="target.options.qed.backing_fmt",
        kind="option",
        type="str",
        meaning="format of the backing image",
    ),
    Topic(
        name="target.options.qed.cluster_size",
        kind="option",
        type="size",
        rules=(
            "4096..67108864",
            "a power of two",
        ),
        about="target.options.cluster_size",
        meaning="bytes in a cluster, a power of two",
    ),
    Topic(
        name="target.options.qed.table_size",
        kind="option",
        type="size",
        rules=(
            "1..16",
            "a power of two",
        ),
        about="target.options.table_size",
        meaning="clusters in each table, a power of two",
    ),
    Topic(
        name="target.options.qcow1",
        kind="options",
        meaning="The first format of qemu, which calls it qcow.",
    ),
    Topic(
        name="target.options.qcow1.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.qcow1.backing_file",
        kind="option",
        type="str",
        meaning="file name of the backing image",
    ),
    Topic(
        name="target.options.qcow1.backing_fmt",
        kind="option",
        type="str",
        meaning="format of the backing image",
    ),
    Topic(
        name="target.options.qcow1.encryption",
        kind="option",
        type="bool",
        meaning="old name of encrypt.format=aes",
    ),
    Topic(
        name="target.options.qcow1.encrypt.format",
        kind="option",
        type="str",
        rules=("aes",),
        qemu=(
            (
                None,
                "Unsupported encryption format",
            ),
        ),
        meaning="how to encrypt",
    ),
    Topic(
        name="target.options.qcow1.encrypt.key-secret",
        kind="option",
        type="str",
        meaning="id of the secret with the key",
    ),
    Topic(
        name="target.options.parallels",
        kind="options",
        meaning="The format of Parallels.",
    ),
    Topic(
        name="target.options.parallels.size",
        kind="option",
        type="size",
        meaning="size of the virtual disk; the size of the source wins",
    ),
    Topic(
        name="target.options.parallels.cluster_size",
        kind="option",
        type="size",
        about="target.options.cluster_size",
        qemu=(
            (
                None,
                "Image size is too large for this cluster size",
            ),
        ),
        meaning="bytes in a block",
    ),
)
