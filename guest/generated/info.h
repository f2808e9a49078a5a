/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/info.ksy spec=38050cbe gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_INFO_H
#define GENERATED_INFO_H
/*
 * Configuration of the info operation. What the host tells the `info` operation. It answers with
 * one `InfoResult` per member of the chain (guest.proto), or an `Error`.
 */
#include "store.h"
#include "structures.h"
#include "source.h"

/* What stands above these bits of a `finding` is its `severity`. */
#define INFO_SEVERITY_SHIFT		   8u
/* Largest disk that is no finding unless the user says otherwise, 64 TiB. */
#define INFO_MAX_VIRTUAL_SIZE_DEFAULT	   UINT64_C(0x400000000000)
/* How many times what it takes a disk may unpack to, unless the user says otherwise. */
#define INFO_MAX_COMPRESSION_RATIO_DEFAULT 200u

enum info_error {
	INFO_ERROR_OK = 0,	       /* There is an answer. */
	INFO_ERROR_INVALID_OPTION = 1, /* A flag is not known. */
	/* What the image lists (snapshots, bitmaps, extents) does not fit into an answer. */
	INFO_ERROR_TOO_LONG = 2,
};

enum info_flag {
	INFO_FLAG_BACKING_CHAIN = 1, /* Answer for every member of the chain. */
	/* Look for findings; open the image as far as it can be opened. */
	INFO_FLAG_SAFETY = 2,
	INFO_FLAG_LIMITS = 4, /* Answer the block limits too. */
};

enum info_severity {
	/* Worth knowing; nothing that reads the image is led astray. */
	INFO_SEVERITY_LOW = 1,
	INFO_SEVERITY_MEDIUM = 2, /* Trouble or waste for whoever uses the image. */
	/* Whoever opens the image may read what its maker chose, not what it holds. */
	INFO_SEVERITY_HIGH = 3,
};

enum info_finding {
	INFO_FINDING_DIRTY = 0x101, /* The image was not closed properly. */
	/*
	 * Snapshots come with the image: states of a disk, or of a machine, that nobody looks at.
	 */
	INFO_FINDING_SNAPSHOTS = 0x102,
	/* What is stored cannot be looked at without a key. */
	INFO_FINDING_ENCRYPTED = 0x103,
	/* The image is marked as corrupt, by a reader that found it so. */
	INFO_FINDING_CORRUPT = 0x201,
	/* Data follows behind the last byte that the format has a use for. */
	INFO_FINDING_DATA_AFTER_END = 0x202,
	INFO_FINDING_VIRTUAL_SIZE = 0x203, /* The disk is larger than allowed. */
	/*
	 * The disk is so much larger than what compressed clusters hold of it that unpacking it is
	 * an attack.
	 */
	INFO_FINDING_COMPRESSION_RATIO = 0x204,
	/* The partition table contradicts itself, so that readers may see different partitions. */
	INFO_FINDING_PARTITION_TABLE = 0x205,
	/* The image asks its readers for features that few of them know. */
	INFO_FINDING_RARE_FEATURES = 0x206,
	/*
	 * The image does not say which format its backing file has, so that whoever writes into
	 * that file decides it.
	 */
	INFO_FINDING_UNDECLARED_FORMAT = 0x207,
	/* Tables lead to the same data again and again, so that unpacking the disk is an attack. */
	INFO_FINDING_EXPANSION = 0x208,
	/* The image has more tables than are looked at for data that overlaps them. */
	INFO_FINDING_UNEXAMINED = 0x209,
	/* The image breaks a rule of its format and does not open. */
	INFO_FINDING_UNREADABLE = 0x301,
	/* The image asks its readers for features that none knows. */
	INFO_FINDING_UNKNOWN_FEATURES = 0x302,
	/* The image shows what another file holds. */
	INFO_FINDING_BACKING_FILE = 0x303,
	INFO_FINDING_DATA_FILE = 0x304, /* The disk's data is in another file. */
	/* A part of the disk is in another file. */
	INFO_FINDING_EXTENT_FILE = 0x305,
	/* The image names another file by an absolute path. */
	INFO_FINDING_ABSOLUTE_NAME = 0x306,
	/* The image names another file outside of its own folder. */
	INFO_FINDING_ESCAPING_NAME = 0x307,
	/* The image names something that is not a file: a protocol, or a `json:` pseudo-name. */
	INFO_FINDING_PROTOCOL_NAME = 0x308,
	/*
	 * The file has the signature of another format too: two readers may take it for two
	 * different disks.
	 */
	INFO_FINDING_POLYGLOT = 0x309,
	/*
	 * The format is obsolete, or its readers have known holes; nobody needs it from a stranger.
	 */
	INFO_FINDING_RISKY_FORMAT = 0x30a,
	/* A VMDK of a kind that is not one file, or whose kind is not said. */
	INFO_FINDING_CREATE_TYPE = 0x30b,
	/* A VMDK descriptor has lines that mean nothing, or names no extent. */
	INFO_FINDING_DESCRIPTOR = 0x30c,
	/*
	 * The header at the end of a VMDK, which counts, says other things than that at its
	 * beginning.
	 */
	INFO_FINDING_FOOTER = 0x30d,
	/*
	 * Data of the disk stands where other data or the format's own structures stand: who writes
	 * to the disk writes those.
	 */
	INFO_FINDING_OVERLAP = 0x30e,
};

/*
 * How much to tell.
 *
 *  off size field
 *    0    4 magic                 0x494e464f
 *    4    4 version               1
 *    8  544 source
 *  552    4 flags
 *  556    4 max_compression_ratio
 *  560    8 max_virtual_size
 *  568   64 reserved              zero
 */
#define INFO_CONFIG_SIZE			 632u
#define INFO_CONFIG_MAGIC_OFFSET		 0u
#define INFO_CONFIG_VERSION_OFFSET		 4u
#define INFO_CONFIG_SOURCE_OFFSET		 8u
#define INFO_CONFIG_FLAGS_OFFSET		 552u
#define INFO_CONFIG_MAX_COMPRESSION_RATIO_OFFSET 556u
#define INFO_CONFIG_MAX_VIRTUAL_SIZE_OFFSET	 560u
#define INFO_CONFIG_RESERVED_OFFSET		 568u
#define INFO_CONFIG_MAGIC			 0x494e464fu
#define INFO_CONFIG_VERSION			 1u

enum info_config_field {
	INFO_CONFIG_FIELD_MAGIC = 1,
	INFO_CONFIG_FIELD_VERSION = 2,
	INFO_CONFIG_FIELD_SOURCE = 3,
	INFO_CONFIG_FIELD_FLAGS = 4,
	INFO_CONFIG_FIELD_MAX_COMPRESSION_RATIO = 5,
	INFO_CONFIG_FIELD_MAX_VIRTUAL_SIZE = 6,
	INFO_CONFIG_FIELD_RESERVED = 7,
};

struct info_config {
	uint32_t magic;		      /* `INFO`. */
	uint32_t version;	      /* Version of this structure. */
	struct source_options source; /* How to open the source. */
	uint32_t flags;		      /* Set of `flag`. */
	/* Ratio of virtual to stored size above which `--safety` reports a bomb. */
	uint32_t max_compression_ratio;
	/* Virtual size above which `--safety` reports a finding. */
	uint64_t max_virtual_size;
	uint8_t reserved[64]; /* Room for later versions. */
};

_Static_assert(sizeof(struct info_config) == INFO_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, magic) == INFO_CONFIG_MAGIC_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, version) == INFO_CONFIG_VERSION_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, source) == INFO_CONFIG_SOURCE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, flags) == INFO_CONFIG_FLAGS_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, max_compression_ratio) ==
		       INFO_CONFIG_MAX_COMPRESSION_RATIO_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, max_virtual_size) ==
		       INFO_CONFIG_MAX_VIRTUAL_SIZE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct info_config, reserved) == INFO_CONFIG_RESERVED_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * info_config_parse - check and copy a info config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status info_config_parse(struct parse_in *in, struct info_config *out);

#endif
