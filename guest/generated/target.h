/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/target.ksy spec=c56dd26a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_TARGET_H
#define GENERATED_TARGET_H
/*
 * What a new image shall be. Format, options and limits of an image that does not exist yet,
 * embedded in the configuration of every operation that lays one out or computes how large it
 * becomes. A layout that refuses answers with one of `error`. What `qemu-img create` and `qemu-img
 * convert` choose where a format leaves it to the writer is in that format's spec.
 */
#include "store.h"
#include "structures.h"
#include "source.h"

/* Largest file and largest disk, what a signed 64-bit offset reaches. */
#define TARGET_MAX_SIZE UINT64_C(0x7fffffffffffffff)

enum target_encryption_method {
	TARGET_ENCRYPTION_METHOD_NONE = 0, /* Not encrypted. */
	/* qcow2 and qcow: AES in the mode cbc by the passphrase itself. */
	TARGET_ENCRYPTION_METHOD_AES = 1,
	/* A LUKS1 header, in the file itself or inside of qcow2. */
	TARGET_ENCRYPTION_METHOD_LUKS = 2,
};

/* Whether v is one of them. */
static inline bool target_encryption_method_known(uint64_t v)
{
	return v == TARGET_ENCRYPTION_METHOD_NONE || v == TARGET_ENCRYPTION_METHOD_AES ||
	       v == TARGET_ENCRYPTION_METHOD_LUKS;
}

enum target_cipher {
	TARGET_CIPHER_NONE = 0,	   /* None, or the one that the method has. */
	TARGET_CIPHER_AES = 1,	   /* AES. */
	TARGET_CIPHER_SERPENT = 2, /* Serpent. */
	TARGET_CIPHER_TWOFISH = 3, /* Twofish. */
};

/* Whether v is one of them. */
static inline bool target_cipher_known(uint64_t v)
{
	return v == TARGET_CIPHER_NONE || v == TARGET_CIPHER_AES || v == TARGET_CIPHER_SERPENT ||
	       v == TARGET_CIPHER_TWOFISH;
}

enum target_cipher_mode {
	TARGET_CIPHER_MODE_NONE = 0, /* Not encrypted. */
	TARGET_CIPHER_MODE_ECB = 1,  /* Each block alone. */
	TARGET_CIPHER_MODE_CBC = 2,  /* Cipher block chaining. */
	TARGET_CIPHER_MODE_XTS = 3,  /* The usual mode, with two keys in one. */
	TARGET_CIPHER_MODE_CTR = 4,  /* Counted blocks are encrypted and added. */
};

/* Whether v is one of them. */
static inline bool target_cipher_mode_known(uint64_t v)
{
	return v == TARGET_CIPHER_MODE_NONE || v == TARGET_CIPHER_MODE_ECB ||
	       v == TARGET_CIPHER_MODE_CBC || v == TARGET_CIPHER_MODE_XTS ||
	       v == TARGET_CIPHER_MODE_CTR;
}

enum target_cipher_vector {
	TARGET_CIPHER_VECTOR_NONE = 0,	  /* No vector, for ecb. */
	TARGET_CIPHER_VECTOR_PLAIN = 1,	  /* The sector's number in 32 bits. */
	TARGET_CIPHER_VECTOR_PLAIN64 = 2, /* The sector's number in 64 bits. */
	/* The sector's number, encrypted with a hash of the key. */
	TARGET_CIPHER_VECTOR_ESSIV = 3,
};

/* Whether v is one of them. */
static inline bool target_cipher_vector_known(uint64_t v)
{
	return v == TARGET_CIPHER_VECTOR_NONE || v == TARGET_CIPHER_VECTOR_PLAIN ||
	       v == TARGET_CIPHER_VECTOR_PLAIN64 || v == TARGET_CIPHER_VECTOR_ESSIV;
}

enum target_cipher_hash {
	TARGET_CIPHER_HASH_NONE = 0,   /* None, where no hash is asked for. */
	TARGET_CIPHER_HASH_SHA1 = 1,   /* SHA-1. */
	TARGET_CIPHER_HASH_SHA224 = 2, /* SHA-224. */
	TARGET_CIPHER_HASH_SHA256 = 3, /* SHA-256. */
	TARGET_CIPHER_HASH_SHA384 = 4, /* SHA-384. */
	TARGET_CIPHER_HASH_SHA512 = 5, /* SHA-512. */
	TARGET_CIPHER_HASH_MD5 = 6,    /* MD5. */
};

/* Whether v is one of them. */
static inline bool target_cipher_hash_known(uint64_t v)
{
	return v == TARGET_CIPHER_HASH_NONE || v == TARGET_CIPHER_HASH_SHA1 ||
	       v == TARGET_CIPHER_HASH_SHA224 || v == TARGET_CIPHER_HASH_SHA256 ||
	       v == TARGET_CIPHER_HASH_SHA384 || v == TARGET_CIPHER_HASH_SHA512 ||
	       v == TARGET_CIPHER_HASH_MD5;
}

enum target_flag {
	TARGET_FLAG_EXTENDED_L2 = 1,	/* qcow2 with subclusters. */
	TARGET_FLAG_LAZY_REFCOUNTS = 2, /* qcow2 with lazy refcounts; changes no size. */
	TARGET_FLAG_COMPAT_V3 = 4,	/* qcow2 version 3 (`compat=1.1`). */
	/* Data is written compressed; the incompressible bound is answered. */
	TARGET_FLAG_COMPRESS = 8,
	/* The target has a backing file, so all of the source counts as needed. */
	TARGET_FLAG_BACKING_FILE = 0x40,
	TARGET_FLAG_DATA_FILE = 0x80, /* qcow2 with an external data file. */
	/* VHD whose size is not rounded to its geometry. */
	TARGET_FLAG_FORCE_SIZE = 0x100,
	TARGET_FLAG_ZEROED_GRAIN = 0x200, /* VMDK that may mark grains as zero. */
	TARGET_FLAG_COMPAT6 = 0x400,	  /* VMDK of hardware version 6. */
	/* VMDK of another adapter type than ide, which states a geometry of 255 heads. */
	TARGET_FLAG_SCSI_ADAPTER = 0x800,
	/*
	 * VHDX with `block_state_zero=off`: blocks of a fixed image are marked as present, not as
	 * zero.
	 */
	TARGET_FLAG_NO_ZERO_STATE = 0x1000,
	/* qcow2 whose external data file is the disk by itself. */
	TARGET_FLAG_DATA_FILE_RAW = 0x2000,
	TARGET_FLAG_ZSTD = 0x4000,	      /* qcow2 whose compressed clusters are zstd. */
	TARGET_FLAG_DETACHED_HEADER = 0x8000, /* LUKS whose file is the header alone. */
};

enum target_preallocation {
	TARGET_PREALLOCATION_OFF = 0, /* Nothing beyond what is needed. */
	/* Tables for the whole disk are written. */
	TARGET_PREALLOCATION_METADATA = 1,
	TARGET_PREALLOCATION_FALLOC = 2, /* All space is reserved. */
	TARGET_PREALLOCATION_FULL = 3,	 /* All space is written. */
};

/* Whether v is one of them. */
static inline bool target_preallocation_known(uint64_t v)
{
	return v == TARGET_PREALLOCATION_OFF || v == TARGET_PREALLOCATION_METADATA ||
	       v == TARGET_PREALLOCATION_FALLOC || v == TARGET_PREALLOCATION_FULL;
}

enum target_subformat {
	TARGET_SUBFORMAT_DEFAULT = 0,		/* The format's only or usual variant. */
	TARGET_SUBFORMAT_MONOLITHIC_SPARSE = 1, /* VMDK in one sparse file. */
	TARGET_SUBFORMAT_MONOLITHIC_FLAT = 2,	/* VMDK descriptor and one flat extent. */
	/* VMDK descriptor and sparse extents of up to 2 GiB. */
	TARGET_SUBFORMAT_TWO_GB_MAX_EXTENT_SPARSE = 3,
	/* VMDK descriptor and flat extents of up to 2 GiB. */
	TARGET_SUBFORMAT_TWO_GB_MAX_EXTENT_FLAT = 4,
	/* VMDK with compressed grains in one pass. */
	TARGET_SUBFORMAT_STREAM_OPTIMIZED = 5,
	TARGET_SUBFORMAT_DYNAMIC = 6, /* VHD, VHDX or VDI that grows. */
	TARGET_SUBFORMAT_FIXED = 7,   /* VHD, VHDX or VDI with all space in the file. */
};

/* Whether v is one of them. */
static inline bool target_subformat_known(uint64_t v)
{
	return v == TARGET_SUBFORMAT_DEFAULT || v == TARGET_SUBFORMAT_MONOLITHIC_SPARSE ||
	       v == TARGET_SUBFORMAT_MONOLITHIC_FLAT ||
	       v == TARGET_SUBFORMAT_TWO_GB_MAX_EXTENT_SPARSE ||
	       v == TARGET_SUBFORMAT_TWO_GB_MAX_EXTENT_FLAT ||
	       v == TARGET_SUBFORMAT_STREAM_OPTIMIZED || v == TARGET_SUBFORMAT_DYNAMIC ||
	       v == TARGET_SUBFORMAT_FIXED;
}

enum target_error {
	TARGET_ERROR_OK = 0, /* The layout is valid. */
	/* A size does not fit the target format or 63 bits. */
	TARGET_ERROR_OVERFLOW = 1,
	/* An option's value is not allowed; the error's `value` says which. */
	TARGET_ERROR_INVALID_OPTION = 2,
	TARGET_ERROR_INVALID_SIZE = 3, /* The size cannot be a disk of this format. */
};

/*
 * Format and options of a new image; 0 means the format's default wherever a number is asked for.
 *
 *  off size field
 *    0    8 cluster_size
 *    8    8 log_size
 *   16    8 len_payload
 *   24    4 format        one of 0 (unknown), 1 (raw), 2 (qcow2), 3 (vmdk4), 4 (vmdk3), 5 ...
 *   28    4 subformat     one of 0 (default), 1 (monolithic_sparse), 2 (monolithic_flat), ...
 *   32    4 flags
 *   36    4 preallocation one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)
 *   40    4 refcount_bits
 *   44    4 table_size
 *   48    4 len_text
 *   52    4 reserved      zero
 */
#define TARGET_OPTIONS_SIZE 56u

enum target_options_field {
	TARGET_OPTIONS_FIELD_CLUSTER_SIZE = 1,
	TARGET_OPTIONS_FIELD_LOG_SIZE = 2,
	TARGET_OPTIONS_FIELD_LEN_PAYLOAD = 3,
	TARGET_OPTIONS_FIELD_FORMAT = 4,
	TARGET_OPTIONS_FIELD_SUBFORMAT = 5,
	TARGET_OPTIONS_FIELD_FLAGS = 6,
	TARGET_OPTIONS_FIELD_PREALLOCATION = 7,
	TARGET_OPTIONS_FIELD_REFCOUNT_BITS = 8,
	TARGET_OPTIONS_FIELD_TABLE_SIZE = 9,
	TARGET_OPTIONS_FIELD_LEN_TEXT = 10,
	TARGET_OPTIONS_FIELD_RESERVED = 11,
};

struct target_options {
	uint64_t cluster_size; /* Cluster, grain or block size. */
	uint64_t log_size;     /* Size of the VHDX log. */
	/*
	 * Bytes before the encrypted payload of LUKS or of LUKS inside qcow2; 0 without encryption.
	 */
	uint64_t len_payload;
	uint32_t format; /* Format of the image. */
	/* Variant of the format; `default` where it has only one. */
	uint32_t subformat;
	uint32_t flags;		/* Set of `flag`. */
	uint32_t preallocation; /* What is reserved or written beyond what is needed. */
	uint32_t refcount_bits; /* Width of qcow2 refcounts. */
	uint32_t table_size;	/* Clusters in each qed table. */
	uint32_t len_text;	/* Bytes of option text that the image stores. */
	uint8_t reserved[4];	/* Fills the structure up to 8 bytes. */
};

_Static_assert(sizeof(struct target_options) == TARGET_OPTIONS_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, cluster_size) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, log_size) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, len_payload) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, format) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, subformat) == 28u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, flags) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, preallocation) == 36u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, refcount_bits) == 40u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, table_size) == 44u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, len_text) == 48u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_options, reserved) == 52u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * target_options_parse - check and copy a target options
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status target_options_parse(struct parse_in *in, struct target_options *out);

/*
 * How a new image is encrypted. It holds no key: the guest draws the master key, and the host
 * derives what the passphrase opens (`key.ksy`). All bytes are zero for an image that is not
 * encrypted.
 *
 *  off size field
 *    0    4 method            one of 0 (none), 1 (aes), 2 (luks)
 *    4    4 len_key           at most 64
 *    8    4 cipher            one of 0 (none), 1 (aes), 2 (serpent), 3 (twofish)
 *   12    4 mode              one of 0 (none), 1 (ecb), 2 (cbc), 3 (xts), 4 (ctr)
 *   16    4 vector            one of 0 (none), 1 (plain), 2 (plain64), 3 (essiv)
 *   20    4 vector_hash       one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384 ...
 *   24    4 hash              one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384 ...
 *   28    4 master_iterations
 *   32    4 slot_iterations
 *   36    4 reserved          zero
 */
#define TARGET_ENCRYPTION_SIZE 40u

enum target_encryption_field {
	TARGET_ENCRYPTION_FIELD_METHOD = 1,
	TARGET_ENCRYPTION_FIELD_LEN_KEY = 2,
	TARGET_ENCRYPTION_FIELD_CIPHER = 3,
	TARGET_ENCRYPTION_FIELD_MODE = 4,
	TARGET_ENCRYPTION_FIELD_VECTOR = 5,
	TARGET_ENCRYPTION_FIELD_VECTOR_HASH = 6,
	TARGET_ENCRYPTION_FIELD_HASH = 7,
	TARGET_ENCRYPTION_FIELD_MASTER_ITERATIONS = 8,
	TARGET_ENCRYPTION_FIELD_SLOT_ITERATIONS = 9,
	TARGET_ENCRYPTION_FIELD_RESERVED = 10,
};

struct target_encryption {
	uint32_t method; /* Kind of encryption. */
	/* Length of the disk's key, and of the slot's; two keys in one for xts. */
	uint32_t len_key;
	uint32_t cipher; /* What encrypts a block. */
	uint32_t mode;	 /* How blocks are chained. */
	uint32_t vector; /* Where the vector of each sector comes from. */
	/* Hash of the key for essiv; with other vectors it is only named. */
	uint32_t vector_hash;
	uint32_t hash;		    /* Hash of the derivations and of the anti-forensic split. */
	uint32_t master_iterations; /* Iterations of the master key's digest. */
	uint32_t slot_iterations;   /* Iterations of the passphrase's key. */
	uint8_t reserved[4];	    /* Fills the structure up to 8 bytes. */
};

_Static_assert(sizeof(struct target_encryption) == TARGET_ENCRYPTION_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, method) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, len_key) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, cipher) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, mode) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, vector) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, vector_hash) == 20u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, hash) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, master_iterations) == 28u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, slot_iterations) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_encryption, reserved) == 36u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * target_encryption_parse - check and copy a target encryption
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status target_encryption_parse(struct parse_in *in,
						     struct target_encryption *out);

/*
 * A new image, for the operations that write one. Its files are the first of the run, the image
 * itself before the others.
 *
 *  off size field
 *    0   56 options
 *   56    8 virtual_size
 *   64    8 unix_time
 *   72    4 num_outputs        1..256
 *   76    4 len_backing_name
 *   80    4 len_backing_format
 *   84    4 len_data_file
 *   88    4 len_file_name
 *   92    4 hw_version_room
 *   96    4 adapter_type_room
 *  100    4 tools_version_room
 *  104    4 parent_cid
 *  108    4 has_parent         at most 1
 *  112    8 parent_time
 *  120   64 entropy
 *  184   40 encryption
 *  224 8192 texts
 */
#define TARGET_IMAGE_SIZE 8416u

enum target_image_field {
	TARGET_IMAGE_FIELD_OPTIONS = 1,
	TARGET_IMAGE_FIELD_VIRTUAL_SIZE = 2,
	TARGET_IMAGE_FIELD_UNIX_TIME = 3,
	TARGET_IMAGE_FIELD_NUM_OUTPUTS = 4,
	TARGET_IMAGE_FIELD_LEN_BACKING_NAME = 5,
	TARGET_IMAGE_FIELD_LEN_BACKING_FORMAT = 6,
	TARGET_IMAGE_FIELD_LEN_DATA_FILE = 7,
	TARGET_IMAGE_FIELD_LEN_FILE_NAME = 8,
	TARGET_IMAGE_FIELD_HW_VERSION_ROOM = 9,
	TARGET_IMAGE_FIELD_ADAPTER_TYPE_ROOM = 10,
	TARGET_IMAGE_FIELD_TOOLS_VERSION_ROOM = 11,
	TARGET_IMAGE_FIELD_PARENT_CID = 12,
	TARGET_IMAGE_FIELD_HAS_PARENT = 13,
	TARGET_IMAGE_FIELD_PARENT_TIME = 14,
	TARGET_IMAGE_FIELD_ENTROPY = 15,
	TARGET_IMAGE_FIELD_ENCRYPTION = 16,
	TARGET_IMAGE_FIELD_TEXTS = 17,
};

struct target_image {
	struct target_options options; /* Format and options. */
	uint64_t virtual_size;	       /* Size of the disk, before the format rounds it. */
	uint64_t unix_time;	       /* Now, or what SOURCE_DATE_EPOCH says. */
	uint32_t num_outputs;	       /* Files that are written, the image included. */
	/* Length of the backing file's name, the first of `texts`; 0 without one. */
	uint32_t len_backing_name;
	uint32_t len_backing_format; /* Length of its format's name, which follows. */
	uint32_t len_data_file;	     /* Length of the external data file's name. */
	/* Length of the image's own name without its directory, which extents are named after. */
	uint32_t len_file_name;
	/*
	 * Length of a VMDK's hardware version, the text after the names, plus 1; 0 for the default.
	 */
	uint32_t hw_version_room;
	uint32_t adapter_type_room;  /* The same of its adapter type, which follows. */
	uint32_t tools_version_room; /* The same of the version of its tools. */
	uint32_t parent_cid;	     /* The CID of a VMDK's backing file. */
	/*
	 * 1 where the backing file of a VHD or VHDX is the file before those that are written, and
	 * names itself.
	 */
	uint32_t has_parent;
	uint64_t parent_time;		     /* When that file was last written. */
	uint8_t entropy[64];		     /* Random bytes, or made of `--seed`. */
	struct target_encryption encryption; /* How it is encrypted. */
	uint8_t texts[8192];		     /* Names, one after the other, then zeros. */
};

_Static_assert(sizeof(struct target_image) == TARGET_IMAGE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, options) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, virtual_size) == 56u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, unix_time) == 64u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, num_outputs) == 72u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, len_backing_name) == 76u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, len_backing_format) == 80u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, len_data_file) == 84u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, len_file_name) == 88u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, hw_version_room) == 92u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, adapter_type_room) == 96u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, tools_version_room) == 100u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, parent_cid) == 104u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, has_parent) == 108u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, parent_time) == 112u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, entropy) == 120u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, encryption) == 184u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct target_image, texts) == 224u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * target_image_parse - check and copy a target image
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status target_image_parse(struct parse_in *in, struct target_image *out);

/* `cluster_size` of qcow2: what was asked for, or the default. */
static inline uint64_t target_qcow2_cluster_size(const struct target_options *options)
{
	return options->cluster_size ? options->cluster_size : 65536u;
}

/* Whether qcow2 takes this `cluster_size`. */
static inline bool target_qcow2_cluster_size_allowed(uint64_t value)
{
	return value >= 512 && value <= 2097152u && !(value & (value - 1));
}

/* `refcount_bits` of qcow2: what was asked for, or the default. */
static inline uint64_t target_qcow2_refcount_bits(const struct target_options *options)
{
	return options->refcount_bits ? options->refcount_bits : 16u;
}

/* Whether qcow2 takes this `refcount_bits`. */
static inline bool target_qcow2_refcount_bits_allowed(uint64_t value)
{
	return value >= 1 && value <= 64u && !(value & (value - 1));
}

/* `grain_size` of vmdk: what was asked for, or the default. */
static inline uint64_t target_vmdk_grain_size(const struct target_options *options)
{
	return options->cluster_size ? options->cluster_size : 65536u;
}

/* Whether vmdk takes this `grain_size`. */
static inline bool target_vmdk_grain_size_allowed(uint64_t value)
{
	return value >= 4096 && value <= 1073741824u && !(value & (value - 1));
}

/* `log_size` of vhdx: what was asked for, or the default. */
static inline uint64_t target_vhdx_log_size(const struct target_options *options)
{
	return options->log_size ? options->log_size : 1048576u;
}

/* `cluster_size` of qed: what was asked for, or the default. */
static inline uint64_t target_qed_cluster_size(const struct target_options *options)
{
	return options->cluster_size ? options->cluster_size : 65536u;
}

/* Whether qed takes this `cluster_size`. */
static inline bool target_qed_cluster_size_allowed(uint64_t value)
{
	return value >= 4096 && value <= 67108864u && !(value & (value - 1));
}

/* `table_size` of qed: what was asked for, or the default. */
static inline uint64_t target_qed_table_size(const struct target_options *options)
{
	return options->table_size ? options->table_size : 4u;
}

/* Whether qed takes this `table_size`. */
static inline bool target_qed_table_size_allowed(uint64_t value)
{
	return value >= 1 && value <= 16u && !(value & (value - 1));
}

/* `cluster_size` of parallels: what was asked for, or the default. */
static inline uint64_t target_parallels_cluster_size(const struct target_options *options)
{
	return options->cluster_size ? options->cluster_size : 1048576u;
}

/* By which fault a layout refuses an option, and what is allowed. */
struct target_option_fault {
	uint32_t format;
	uint32_t field;
	uint32_t fault;
	uint64_t min;
	uint64_t max;
};

#define TARGET_NUM_OPTION_FAULTS 6u
extern const struct target_option_fault target_option_faults[TARGET_NUM_OPTION_FAULTS];

#endif
