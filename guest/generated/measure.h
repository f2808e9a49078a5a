/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/measure.ksy spec=94106210 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_MEASURE_H
#define GENERATED_MEASURE_H
/*
 * Configuration of the measure operation. What the host tells the `measure` operation. The answer
 * is a `MeasureResult` message (guest.proto), or an `Error` whose `code` is one of `error`.
 */
#include "parse.h"
#include "structures.h"
#include "source.h"

/*
 * `MRES`, the number of a result in a layout of this ABI. Results travel as messages (guest.proto),
 * which need none.
 */
#define MEASURE_RESULT_MAGIC	    0x4d524553u
#define MEASURE_PREALLOCATION_SHIFT 4u /* Where `preallocation` begins in `flags`. */
#define MEASURE_PREALLOCATION_MASK  3u /* The bits of `preallocation`, shifted down. */
#define MEASURE_BITS_PER_BYTE	    8u /* For counting bitmaps and refcounts. */

enum measure_flag {
	MEASURE_FLAG_EXTENDED_L2 = 1, /* qcow2 with subclusters. */
	/* qcow2 with lazy refcounts; changes no size. */
	MEASURE_FLAG_LAZY_REFCOUNTS = 2,
	MEASURE_FLAG_COMPAT_V3 = 4, /* qcow2 version 3 (`compat=1.1`). */
	/* Data is written compressed; the incompressible bound is answered. */
	MEASURE_FLAG_COMPRESS = 8,
	/* The target has a backing file, so all of the source counts as needed. */
	MEASURE_FLAG_BACKING_FILE = 0x40,
	MEASURE_FLAG_DATA_FILE = 0x80, /* qcow2 with an external data file. */
};

enum measure_preallocation {
	MEASURE_PREALLOCATION_OFF = 0, /* Nothing beyond what is needed. */
	/* Tables for the whole disk are written. */
	MEASURE_PREALLOCATION_METADATA = 1,
	MEASURE_PREALLOCATION_FALLOC = 2, /* All space is reserved. */
	MEASURE_PREALLOCATION_FULL = 3,	  /* All space is written. */
};

/* Whether v is one of them. */
static inline bool measure_preallocation_known(uint64_t v)
{
	return v == MEASURE_PREALLOCATION_OFF || v == MEASURE_PREALLOCATION_METADATA ||
	       v == MEASURE_PREALLOCATION_FALLOC || v == MEASURE_PREALLOCATION_FULL;
}

enum measure_subformat {
	MEASURE_SUBFORMAT_DEFAULT = 0,		 /* The format's only or usual variant. */
	MEASURE_SUBFORMAT_MONOLITHIC_SPARSE = 1, /* VMDK in one sparse file. */
	MEASURE_SUBFORMAT_MONOLITHIC_FLAT = 2,	 /* VMDK descriptor and one flat extent. */
	/* VMDK descriptor and sparse extents of up to 2 GiB. */
	MEASURE_SUBFORMAT_TWO_GB_MAX_EXTENT_SPARSE = 3,
	/* VMDK descriptor and flat extents of up to 2 GiB. */
	MEASURE_SUBFORMAT_TWO_GB_MAX_EXTENT_FLAT = 4,
	/* VMDK with compressed grains in one pass. */
	MEASURE_SUBFORMAT_STREAM_OPTIMIZED = 5,
	MEASURE_SUBFORMAT_DYNAMIC = 6, /* VHD, VHDX or VDI that grows. */
	MEASURE_SUBFORMAT_FIXED = 7,   /* VHD, VHDX or VDI with all space in the file. */
};

/* Whether v is one of them. */
static inline bool measure_subformat_known(uint64_t v)
{
	return v == MEASURE_SUBFORMAT_DEFAULT || v == MEASURE_SUBFORMAT_MONOLITHIC_SPARSE ||
	       v == MEASURE_SUBFORMAT_MONOLITHIC_FLAT ||
	       v == MEASURE_SUBFORMAT_TWO_GB_MAX_EXTENT_SPARSE ||
	       v == MEASURE_SUBFORMAT_TWO_GB_MAX_EXTENT_FLAT ||
	       v == MEASURE_SUBFORMAT_STREAM_OPTIMIZED || v == MEASURE_SUBFORMAT_DYNAMIC ||
	       v == MEASURE_SUBFORMAT_FIXED;
}

enum measure_option {
	/* VHD whose size is not rounded to its geometry. */
	MEASURE_OPTION_FORCE_SIZE = 1,
	MEASURE_OPTION_ZEROED_GRAIN = 2, /* VMDK that may mark grains as zero. */
	MEASURE_OPTION_COMPAT6 = 4,	 /* VMDK of hardware version 6. */
	/* VMDK of another adapter type than ide, which states a geometry of 255 heads. */
	MEASURE_OPTION_SCSI_ADAPTER = 8,
	/*
	 * VHDX with `block_state_zero=off`: blocks of a fixed image are marked as present, not as
	 * zero.
	 */
	MEASURE_OPTION_NO_ZERO_STATE = 0x10,
};

enum measure_error {
	MEASURE_ERROR_OK = 0, /* The answer is valid. */
	/* A size does not fit the target format or 63 bits. */
	MEASURE_ERROR_OVERFLOW = 1,
	/* An option's value is not allowed; the error's `value` says which. */
	MEASURE_ERROR_INVALID_OPTION = 2,
	MEASURE_ERROR_INVALID_SIZE = 3, /* The size cannot be a disk of this format. */
};

/*
 * Target format and options, and the source or the size.
 *
 *  off size field
 *    0    4 magic         0x4d454153
 *    4    4 version       1
 *    8  544 source
 *  552    4 flags
 *  556    4 target        one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 ...
 *  560    4 has_source    at most 1
 *  564    4 subformat     one of 0 (default), 1 (monolithic_sparse), 2 (monolithic_flat), ...
 *  568    8 virtual_size
 *  576    8 cluster_size
 *  584    4 refcount_bits
 *  588    4 table_size
 *  592    8 log_size
 *  600    8 len_payload
 *  608    4 len_text
 *  612    4 options
 *  616   64 reserved      zero
 */
#define MEASURE_CONFIG_SIZE		    680u
#define MEASURE_CONFIG_MAGIC_OFFSET	    0u
#define MEASURE_CONFIG_VERSION_OFFSET	    4u
#define MEASURE_CONFIG_SOURCE_OFFSET	    8u
#define MEASURE_CONFIG_FLAGS_OFFSET	    552u
#define MEASURE_CONFIG_TARGET_OFFSET	    556u
#define MEASURE_CONFIG_HAS_SOURCE_OFFSET    560u
#define MEASURE_CONFIG_SUBFORMAT_OFFSET	    564u
#define MEASURE_CONFIG_VIRTUAL_SIZE_OFFSET  568u
#define MEASURE_CONFIG_CLUSTER_SIZE_OFFSET  576u
#define MEASURE_CONFIG_REFCOUNT_BITS_OFFSET 584u
#define MEASURE_CONFIG_TABLE_SIZE_OFFSET    588u
#define MEASURE_CONFIG_LOG_SIZE_OFFSET	    592u
#define MEASURE_CONFIG_LEN_PAYLOAD_OFFSET   600u
#define MEASURE_CONFIG_LEN_TEXT_OFFSET	    608u
#define MEASURE_CONFIG_OPTIONS_OFFSET	    612u
#define MEASURE_CONFIG_RESERVED_OFFSET	    616u
#define MEASURE_CONFIG_MAGIC		    0x4d454153u
#define MEASURE_CONFIG_VERSION		    1u
#define MEASURE_CONFIG_HAS_SOURCE_MAX	    1u

enum measure_config_field {
	MEASURE_CONFIG_FIELD_MAGIC = 1,
	MEASURE_CONFIG_FIELD_VERSION = 2,
	MEASURE_CONFIG_FIELD_SOURCE = 3,
	MEASURE_CONFIG_FIELD_FLAGS = 4,
	MEASURE_CONFIG_FIELD_TARGET = 5,
	MEASURE_CONFIG_FIELD_HAS_SOURCE = 6,
	MEASURE_CONFIG_FIELD_SUBFORMAT = 7,
	MEASURE_CONFIG_FIELD_VIRTUAL_SIZE = 8,
	MEASURE_CONFIG_FIELD_CLUSTER_SIZE = 9,
	MEASURE_CONFIG_FIELD_REFCOUNT_BITS = 10,
	MEASURE_CONFIG_FIELD_TABLE_SIZE = 11,
	MEASURE_CONFIG_FIELD_LOG_SIZE = 12,
	MEASURE_CONFIG_FIELD_LEN_PAYLOAD = 13,
	MEASURE_CONFIG_FIELD_LEN_TEXT = 14,
	MEASURE_CONFIG_FIELD_OPTIONS = 15,
	MEASURE_CONFIG_FIELD_RESERVED = 16,
};

struct measure_config {
	uint32_t magic;	  /* `MEAS`. */
	uint32_t version; /* Version of this structure. */
	/* How to open the source; unused when `has_source` is 0. */
	struct source_options source;
	/*
	 * Bit 0 extended_l2, 1 lazy_refcounts, 2 compat_v3, 3 compress, 4-5 preallocation, then the
	 * further bits of `flag`.
	 */
	uint32_t flags;
	uint32_t target; /* Format to measure for. */
	/* 1 when disk 0 is the source image, 0 when `virtual_size` is given instead. */
	uint32_t has_source;
	/* Variant of the target format; `default` where it has only one. */
	uint32_t subformat;
	uint64_t virtual_size; /* Size of the disk when there is no source. */
	/* Cluster, grain or block size of the target; 0 means the target's default. */
	uint64_t cluster_size;
	uint32_t refcount_bits; /* Width of qcow2 refcounts; 0 means the default. */
	uint32_t table_size;	/* Clusters in each qed table; 0 means the default. */
	uint64_t log_size;	/* Size of the VHDX log; 0 means the default. */
	/*
	 * Bytes before the encrypted payload of a LUKS target or of LUKS inside qcow2; 0 without
	 * encryption.
	 */
	uint64_t len_payload;
	uint32_t len_text;    /* Bytes of option text that the target stores. */
	uint32_t options;     /* Switches that only some targets have. */
	uint8_t reserved[64]; /* Room for later versions. */
};

_Static_assert(sizeof(struct measure_config) == MEASURE_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, magic) == MEASURE_CONFIG_MAGIC_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, version) == MEASURE_CONFIG_VERSION_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, source) == MEASURE_CONFIG_SOURCE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, flags) == MEASURE_CONFIG_FLAGS_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, target) == MEASURE_CONFIG_TARGET_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, has_source) == MEASURE_CONFIG_HAS_SOURCE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, subformat) == MEASURE_CONFIG_SUBFORMAT_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, virtual_size) == MEASURE_CONFIG_VIRTUAL_SIZE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, cluster_size) == MEASURE_CONFIG_CLUSTER_SIZE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, refcount_bits) ==
		       MEASURE_CONFIG_REFCOUNT_BITS_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, table_size) == MEASURE_CONFIG_TABLE_SIZE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, log_size) == MEASURE_CONFIG_LOG_SIZE_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, len_payload) == MEASURE_CONFIG_LEN_PAYLOAD_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, len_text) == MEASURE_CONFIG_LEN_TEXT_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, options) == MEASURE_CONFIG_OPTIONS_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct measure_config, reserved) == MEASURE_CONFIG_RESERVED_OFFSET,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * measure_config_parse - check and copy a measure config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status measure_config_parse(struct parse_in *in, struct measure_config *out);

#endif
