/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/source.ksy spec=c02e53e4 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_SOURCE_H
#define GENERATED_SOURCE_H
/*
 * What every operation learns about its source image. The numbers of the formats, the quirks of
 * older qemu-img releases, and the options that choose how a source is opened. They are the same
 * for `measure`, `map` and `info`, so they are declared once and embedded in each operation's
 * configuration.
 */
#include "store.h"
#include "structures.h"

/* Longest backing chain that is followed unless the user allows more. Real chains rarely pass 8. */
#define SOURCE_MAX_DEPTH_DEFAULT 16u
/* Virtual sizes are multiples of this; an odd one is rounded as qemu rounds it for its format. */
#define SOURCE_SECTOR_SIZE	 512u
/*
 * Most that is read of a disk at once, from the start of a run on, as by qemu-img: the layout of a
 * new image may depend on it.
 */
#define SOURCE_LEN_PIECE	 0x200000u

enum source_failure {
	SOURCE_FAILURE_OK = 0, /* None. */
	/* A table of the source is broken: `value` is where on the disk the run starts. */
	SOURCE_FAILURE_WALK = 1,
	/* Data of the source cannot be read: `value` is where on the disk the request starts. */
	SOURCE_FAILURE_READ = 2,
};

enum source_format {
	SOURCE_FORMAT_UNKNOWN = 0, /* Not known, or: detect it. */
	SOURCE_FORMAT_RAW = 1,	   /* A plain image; every file is one. */
	SOURCE_FORMAT_QCOW2 = 2,   /* QEMU copy-on-write version 2 and 3. */
	SOURCE_FORMAT_VMDK4 = 3,   /* VMDK, hosted sparse (`KDMV`). */
	SOURCE_FORMAT_VMDK3 = 4,   /* VMDK, ESX server sparse (`COWD`). */
	SOURCE_FORMAT_VHD = 5,	   /* Virtual PC and Hyper-V VHD (`vpc` to qemu-img). */
	SOURCE_FORMAT_VHDX = 6,	   /* Hyper-V VHDX. */
	/* QEMU copy-on-write version 1 (`qcow` to qemu-img). */
	SOURCE_FORMAT_QCOW1 = 7,
	SOURCE_FORMAT_VDI = 8,		     /* VirtualBox disk image. */
	SOURCE_FORMAT_QED = 9,		     /* QEMU enhanced disk. */
	SOURCE_FORMAT_ISO = 0xa,	     /* An ISO 9660 file system. */
	SOURCE_FORMAT_LUKS = 0xb,	     /* A LUKS container. */
	SOURCE_FORMAT_VMDK_DESCRIPTOR = 0xc, /* A VMDK text descriptor. */
	SOURCE_FORMAT_PARALLELS = 0xd,	     /* Parallels disk image. */
	SOURCE_FORMAT_BOCHS = 0xe,	     /* Bochs growing image. */
	SOURCE_FORMAT_CLOOP = 0xf,	     /* Compressed loop image. */
	SOURCE_FORMAT_DMG = 0x10,	     /* Apple disk image (UDIF). */
	/* Apple sparse image, which qemu-img takes for a plain one. */
	SOURCE_FORMAT_ASIF = 0x11,
	/* Descriptor of a Parallels disk, which names the images that the disk consists of. */
	SOURCE_FORMAT_HDD = 0x12,
};

/* Whether v is one of them. */
static inline bool source_format_known(uint64_t v)
{
	return v == SOURCE_FORMAT_UNKNOWN || v == SOURCE_FORMAT_RAW || v == SOURCE_FORMAT_QCOW2 ||
	       v == SOURCE_FORMAT_VMDK4 || v == SOURCE_FORMAT_VMDK3 || v == SOURCE_FORMAT_VHD ||
	       v == SOURCE_FORMAT_VHDX || v == SOURCE_FORMAT_QCOW1 || v == SOURCE_FORMAT_VDI ||
	       v == SOURCE_FORMAT_QED || v == SOURCE_FORMAT_ISO || v == SOURCE_FORMAT_LUKS ||
	       v == SOURCE_FORMAT_VMDK_DESCRIPTOR || v == SOURCE_FORMAT_PARALLELS ||
	       v == SOURCE_FORMAT_BOCHS || v == SOURCE_FORMAT_CLOOP || v == SOURCE_FORMAT_DMG ||
	       v == SOURCE_FORMAT_ASIF || v == SOURCE_FORMAT_HDD;
}

enum source_quirk {
	/*
	 * Before 10.0 a VHD's size was its CHS product for every creator application except `win `
	 * and `qem2` (and unless CHS is at its maximum); since 10.0 only for `vpc ` and `qemu`.
	 */
	SOURCE_QUIRK_VHD_SIZE_FROM_CHS = 1,
	/*
	 * Up to 4.0, holes of the file counted as zero also under dynamic VHD and raw external data
	 * files.
	 */
	SOURCE_QUIRK_FILE_HOLES_EVERYWHERE = 2,
	/* Release 4.1.0 ignored holes of the file under flat VMDK extents and static VDI images. */
	SOURCE_QUIRK_NO_FILE_HOLES_IN_FLAT = 4,
	/* Before 4.0, the qcow2 feature `external_data` was not known. */
	SOURCE_QUIRK_NO_EXTERNAL_DATA = 8,
	/* Before 5.1, the qcow2 feature `compression` was not known. */
	SOURCE_QUIRK_NO_COMPRESSION_TYPE = 0x10,
	/* Before 5.2, the qcow2 feature `extended_l2` was not known. */
	SOURCE_QUIRK_NO_EXTENDED_L2 = 0x20,
	/* Built without zstd: qcow2 images compressed with it do not open. */
	SOURCE_QUIRK_NO_ZSTD = 0x40,
	/* Before 4.2, blocks of a VHDX past the end of the file were no error. */
	SOURCE_QUIRK_VHDX_BAT_UNCHECKED = 0x80,
	/*
	 * Before 11.1, a cluster of a Parallels image was data wherever it was; since then an entry
	 * whose cluster does not lie in the file after the BAT counts as unallocated.
	 */
	SOURCE_QUIRK_PARALLELS_PAST_END_IS_DATA = 0x100,
	/* Release 8.1 refused a Parallels image with a cluster past the end of the file. */
	SOURCE_QUIRK_PARALLELS_PAST_END_REFUSED = 0x200,
	/* Before 11.1, a Parallels image whose BAT is too small for its disk opened. */
	SOURCE_QUIRK_PARALLELS_BAT_UNCHECKED = 0x400,
	/* Built without Parallels images: they are raw. */
	SOURCE_QUIRK_NO_PARALLELS = 0x800,
	/* Before 8.2, `measure` did not ask Parallels images for bitmaps. */
	SOURCE_QUIRK_NO_PARALLELS_BITMAPS = 0x1000,
	/* Before 9.1, a LUKS key slot without length at sector 0 overlapped no other slot. */
	SOURCE_QUIRK_LUKS_EMPTY_SLOT_APART = 0x2000,
	/*
	 * Before 7.2, names in a LUKS header needed no terminator, slots might start inside the
	 * header and have no iterations, and of their stripes only 0 was refused.
	 */
	SOURCE_QUIRK_LUKS_SLOTS_LENIENT = 0x4000,
	/* Before 6.2, a VHD that has a footer at the end alone opened whatever its disk type is. */
	SOURCE_QUIRK_VHD_TAIL_UNCHECKED = 0x8000,
	/* Before 10.0, a DMG opened of whose chunks none is of a kind that qemu reads. */
	SOURCE_QUIRK_DMG_CHUNKS_OPTIONAL = 0x10000,
	/*
	 * Before 7.0, what is added to a disk whose data file is raw got no places in the tables.
	 */
	SOURCE_QUIRK_RAW_DATA_FILE_UNMAPPED = 0x20000,
};

enum source_snapshot_kind {
	SOURCE_SNAPSHOT_KIND_NONE = 0, /* The active state of the image. */
	/* `snapshot` is an id or, failing that, a name. */
	SOURCE_SNAPSHOT_KIND_ID_OR_NAME = 1,
	SOURCE_SNAPSHOT_KIND_ID = 2,   /* `snapshot` is an id. */
	SOURCE_SNAPSHOT_KIND_NAME = 3, /* `snapshot` is a name. */
	/* `snapshot` is a name and `snapshot_id` an id; both must match. */
	SOURCE_SNAPSHOT_KIND_ID_AND_NAME = 4,
};

/* Whether v is one of them. */
static inline bool source_snapshot_kind_known(uint64_t v)
{
	return v == SOURCE_SNAPSHOT_KIND_NONE || v == SOURCE_SNAPSHOT_KIND_ID_OR_NAME ||
	       v == SOURCE_SNAPSHOT_KIND_ID || v == SOURCE_SNAPSHOT_KIND_NAME ||
	       v == SOURCE_SNAPSHOT_KIND_ID_AND_NAME;
}

enum source_flag {
	/* Do not open backing files (a single member of a chain is looked at). */
	SOURCE_FLAG_NO_BACKING = 1,
	SOURCE_FLAG_HAS_SECRET = 2, /* The user gave a secret object. */
	/*
	 * A backing image whose format is not declared must not look raw; qemu-img takes one that
	 * does.
	 */
	SOURCE_FLAG_STRICT_BACKING = 4,
	/*
	 * The first file's name ends in `.dmg`: all that distinguishes an Apple disk image from a
	 * raw one.
	 */
	SOURCE_FLAG_NAMED_DMG = 8,
	/*
	 * Walk images by their tables also where qemu-img takes all of them for data that is
	 * nowhere in particular: those of bochs, cloop and dmg, VHDX without a parent.
	 */
	SOURCE_FLAG_BY_TABLE = 0x10,
	/*
	 * Do not open external data files, as `info` of most releases: the name is reported all the
	 * same.
	 */
	SOURCE_FLAG_NO_DATA_FILE = 0x20,
	/* Nobody is going to read the disk, so that no key of an encrypted one has to fit. */
	SOURCE_FLAG_UNREAD = 0x40,
	/*
	 * The image is opened to be checked: what only its check looks at (snapshots, a missing
	 * refcount table) is no reason to refuse it.
	 */
	SOURCE_FLAG_CHECK = 0x80,
	/*
	 * Encrypted images are opened with their keys, which the host derives: without one that
	 * fits, they do not open.
	 */
	SOURCE_FLAG_KEYS = 0x100,
	/*
	 * The image itself is open for writing, and a log that its format keeps is replayed before
	 * it is read.
	 */
	SOURCE_FLAG_REPLAY = 0x200,
	/* A LUKS file is a header alone, whose payload is elsewhere: its disk is empty. */
	SOURCE_FLAG_DETACHED_HEADER = 0x400,
	/* LUKS version 2 is read where a file is said to be LUKS, which qemu-img refuses. */
	SOURCE_FLAG_LUKS2 = 0x800,
	/*
	 * Read a differencing VHD as qemu-img does: as a dynamic one, whose parent and sector
	 * bitmaps do not count.
	 */
	SOURCE_FLAG_NO_VHD_PARENT = 0x1000,
	/*
	 * The first file is taken by its bytes for an image also of formats that qemu-img does not
	 * know.
	 */
	SOURCE_FLAG_BEYOND_QEMU = 0x2000,
};

/*
 * How to open the source. Embedded in `measure_config`, `map_config` and `info_config`.
 *
 *  off size field
 *    0    4 format        one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 ...
 *    4    4 quirks
 *    8    4 max_depth     1..64
 *   12    4 request_size  512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144 ...
 *   16    4 snapshot_kind one of 0 (none), 1 (id_or_name), 2 (id), 3 (name), 4 (id_and_name)
 *   20    4 len_snapshot  at most 256
 *   24  256 snapshot
 *  280  256 snapshot_id
 *  536    4 flags
 *  540    4 num_layers
 *  544   64 layer_formats
 *  608    8 reserved      zero
 */
#define SOURCE_OPTIONS_SIZE		616u
#define SOURCE_OPTIONS_MAX_DEPTH_MIN	1u
#define SOURCE_OPTIONS_MAX_DEPTH_MAX	64u
#define SOURCE_OPTIONS_LEN_SNAPSHOT_MAX 256u

enum source_options_field {
	SOURCE_OPTIONS_FIELD_FORMAT = 1,
	SOURCE_OPTIONS_FIELD_QUIRKS = 2,
	SOURCE_OPTIONS_FIELD_MAX_DEPTH = 3,
	SOURCE_OPTIONS_FIELD_REQUEST_SIZE = 4,
	SOURCE_OPTIONS_FIELD_SNAPSHOT_KIND = 5,
	SOURCE_OPTIONS_FIELD_LEN_SNAPSHOT = 6,
	SOURCE_OPTIONS_FIELD_SNAPSHOT = 7,
	SOURCE_OPTIONS_FIELD_SNAPSHOT_ID = 8,
	SOURCE_OPTIONS_FIELD_FLAGS = 9,
	SOURCE_OPTIONS_FIELD_NUM_LAYERS = 10,
	SOURCE_OPTIONS_FIELD_LAYER_FORMATS = 11,
	SOURCE_OPTIONS_FIELD_RESERVED = 12,
};

struct source_options {
	/* Format to open the first disk as; `unknown` means detect it. */
	uint32_t format;
	/* Behaviours of the qemu-img release whose answers are wanted. */
	uint32_t quirks;
	uint32_t max_depth;	/* Longest chain of backing images to follow. */
	uint32_t request_size;	/* Largest single block request; `--sector-size`. */
	uint32_t snapshot_kind; /* How `snapshot` chooses an internal snapshot. */
	uint32_t len_snapshot;	/* Length of the text in `snapshot`. */
	uint8_t snapshot[256];	/* Name or id of the snapshot, zero padded. */
	/*
	 * The id where `snapshot_kind` is `id_and_name`; zero padded, ends at the first zero byte.
	 */
	uint8_t snapshot_id[256];
	uint32_t flags; /* Set of `flag`. */
	/* How many images of the chain are opened, the first one included; 0: all. */
	uint32_t num_layers;
	/*
	 * For each image below the first one, by its depth: the `format` that the user gives it,
	 * whatever the image above says; 0: none.
	 */
	uint8_t layer_formats[64];
	uint8_t reserved[8];
};

_Static_assert(sizeof(struct source_options) == SOURCE_OPTIONS_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, format) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, quirks) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, max_depth) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, request_size) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, snapshot_kind) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, len_snapshot) == 20u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, snapshot) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, snapshot_id) == 280u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, flags) == 536u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, num_layers) == 540u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, layer_formats) == 544u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct source_options, reserved) == 608u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * source_options_parse - check and copy a source options
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status source_options_parse(struct parse_in *in, struct source_options *out);

#endif
