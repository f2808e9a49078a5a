/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/edit.ksy spec=24e351c9 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_EDIT_H
#define GENERATED_EDIT_H
/*
 * What changes of images in place are asked for. What the editor of a format is asked to change in
 * an image that there is, and why it may not. The configurations of the operations are in
 * snapshot.ksy and others.
 */
#include "store.h"
#include "structures.h"

enum edit_amend_flag {
	EDIT_AMEND_FLAG_LAZY_REFCOUNTS = 1,  /* Writers may write refcounts late. */
	EDIT_AMEND_FLAG_EAGER_REFCOUNTS = 2, /* They may not. */
	EDIT_AMEND_FLAG_DATA_FILE = 4,	     /* The image names `data_file`. */
	/* The data file need not be the disk byte for byte. */
	EDIT_AMEND_FLAG_NOT_RAW = 8,
	EDIT_AMEND_FLAG_BACKING_NAME = 0x10, /* The image names `backing`. */
	/* The image says which format that has. */
	EDIT_AMEND_FLAG_BACKING_FORMAT = 0x20,
	/* What the new version has not may be lost, and so may the last key. */
	EDIT_AMEND_FLAG_FORCE = 0x40,
	EDIT_AMEND_FLAG_PROGRESS = 0x80, /* Report how far it is. */
	/* They may be lost, if the new version has none. */
	EDIT_AMEND_FLAG_DROP_BITMAPS = 0x100,
	/* Key slots are erased only if the old secret opens them. */
	EDIT_AMEND_FLAG_OLD_SECRET = 0x200,
};

enum edit_slot_action {
	EDIT_SLOT_ACTION_KEEP = 0, /* They stay as they are. */
	/* The slot opens with the secret of a new image. */
	EDIT_SLOT_ACTION_ADD = 1,
	/* Nothing opens it any more, and its key material is overwritten. */
	EDIT_SLOT_ACTION_ERASE = 2,
};

/* Whether v is one of them. */
static inline bool edit_slot_action_known(uint64_t v)
{
	return v == EDIT_SLOT_ACTION_KEEP || v == EDIT_SLOT_ACTION_ADD ||
	       v == EDIT_SLOT_ACTION_ERASE;
}

enum edit_bitmap_action {
	EDIT_BITMAP_ACTION_ADD = 1,	   /* A new one that is enabled. */
	EDIT_BITMAP_ACTION_REMOVE = 2,	   /* Forget it. */
	EDIT_BITMAP_ACTION_REMOVE_ALL = 3, /* Forget all that the image has. */
	EDIT_BITMAP_ACTION_CLEAR = 4,	   /* No bit of it is set. */
	EDIT_BITMAP_ACTION_ENABLE = 5,	   /* Writers set its bits from now on. */
	EDIT_BITMAP_ACTION_DISABLE = 6,	   /* They do not. */
	EDIT_BITMAP_ACTION_MERGE = 7,	   /* The bits of another one are added. */
	EDIT_BITMAP_ACTION_FIND = 8,	   /* Nothing: it must be there. */
	/* Nothing: it must be there, and what it says must be known to be true. */
	EDIT_BITMAP_ACTION_USE = 9,
	/* The image stays as it is: its bits go into file 1, the lowest of a byte first. */
	EDIT_BITMAP_ACTION_READ = 0xa,
	/* A new one that is enabled, named `name`, gets the bits of the file `disk`. */
	EDIT_BITMAP_ACTION_COPY = 0xb,
	EDIT_BITMAP_ACTION_COPY_DISABLED = 0xc, /* The same of one that is disabled. */
};

/* Whether v is one of them. */
static inline bool edit_bitmap_action_known(uint64_t v)
{
	return v == EDIT_BITMAP_ACTION_ADD || v == EDIT_BITMAP_ACTION_REMOVE ||
	       v == EDIT_BITMAP_ACTION_REMOVE_ALL || v == EDIT_BITMAP_ACTION_CLEAR ||
	       v == EDIT_BITMAP_ACTION_ENABLE || v == EDIT_BITMAP_ACTION_DISABLE ||
	       v == EDIT_BITMAP_ACTION_MERGE || v == EDIT_BITMAP_ACTION_FIND ||
	       v == EDIT_BITMAP_ACTION_USE || v == EDIT_BITMAP_ACTION_READ ||
	       v == EDIT_BITMAP_ACTION_COPY || v == EDIT_BITMAP_ACTION_COPY_DISABLED;
}

enum edit_snapshot_action {
	/* Keep the disk as it is under a new snapshot. */
	EDIT_SNAPSHOT_ACTION_CREATE = 1,
	EDIT_SNAPSHOT_ACTION_APPLY = 2,	 /* The disk becomes that of the snapshot. */
	EDIT_SNAPSHOT_ACTION_DELETE = 3, /* Forget the snapshot. */
};

/* Whether v is one of them. */
static inline bool edit_snapshot_action_known(uint64_t v)
{
	return v == EDIT_SNAPSHOT_ACTION_CREATE || v == EDIT_SNAPSHOT_ACTION_APPLY ||
	       v == EDIT_SNAPSHOT_ACTION_DELETE;
}

enum edit_error {
	EDIT_ERROR_OK = 0, /* It is done. */
	/* Images of this kind have no such thing; `value` is the format. */
	EDIT_ERROR_UNSUPPORTED = 1,
	EDIT_ERROR_NOT_FOUND = 2, /* None has the name. */
	/* There is no room for another one; `value` is how many there are. */
	EDIT_ERROR_TOO_MANY = 3,
	/* A cluster cannot be used once more: its refcount has too few bits. */
	EDIT_ERROR_OVERFLOW = 4,
	/* The disk has bitmaps, which would be wrong; `value` is how many. */
	EDIT_ERROR_BITMAPS = 5,
	/* The header would not fit into its place; `value` is how many bytes that has. */
	EDIT_ERROR_NO_ROOM = 6,
	/*
	 * Images of this kind cannot have what is asked for; `value` is its length, or what is in
	 * the way.
	 */
	EDIT_ERROR_INVALID = 7,
	EDIT_ERROR_EXISTS = 8, /* There is one of that name. */
	/* A program may have written to the disk without setting its bits. */
	EDIT_ERROR_INCONSISTENT = 9,
	/* Images of this version have none; `value` is the version. */
	EDIT_ERROR_OLD_VERSION = 0xa,
	/* It would take more than it may; `value` is how many bytes. */
	EDIT_ERROR_TOO_LARGE = 0xb,
	/* The name is longer than it may be; `value` is how long. */
	EDIT_ERROR_NAME_LENGTH = 0xc,
	/* All names together would be longer than they may be; `value` is how long. */
	EDIT_ERROR_NO_DIRECTORY_ROOM = 0xd,
	/* There is none of the name that is to be merged. */
	EDIT_ERROR_NO_SOURCE = 0xe,
	/* The one that is to be merged may miss writes to the disk. */
	EDIT_ERROR_SOURCE_INCONSISTENT = 0xf,
};

/*
 * What is to become of an internal snapshot.
 *
 *  off size field
 *    0    4 action    one of 1 (create), 2 (apply), 3 (delete)
 *    4    4 len_name  at most 1024
 *    8 1024 name
 * 1032    4 date_sec
 * 1036    4 date_nsec at most 999999999
 */
#define EDIT_SNAPSHOT_SIZE 1040u

enum edit_snapshot_field {
	EDIT_SNAPSHOT_FIELD_ACTION = 1,
	EDIT_SNAPSHOT_FIELD_LEN_NAME = 2,
	EDIT_SNAPSHOT_FIELD_NAME = 3,
	EDIT_SNAPSHOT_FIELD_DATE_SEC = 4,
	EDIT_SNAPSHOT_FIELD_DATE_NSEC = 5,
};

struct edit_snapshot {
	uint32_t action;    /* What to do. */
	uint32_t len_name;  /* Length of the text in `name`. */
	uint8_t name[1024]; /* Name of the snapshot; to apply one, its id or name. */
	/* The time that a new snapshot has, since 1970-01-01 UTC. */
	uint32_t date_sec;
	uint32_t date_nsec; /* The rest of that time. */
};

_Static_assert(sizeof(struct edit_snapshot) == EDIT_SNAPSHOT_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_snapshot, action) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_snapshot, len_name) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_snapshot, name) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_snapshot, date_sec) == 1032u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_snapshot, date_nsec) == 1036u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * edit_snapshot_parse - check and copy a edit snapshot
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status edit_snapshot_parse(struct parse_in *in, struct edit_snapshot *out);

/*
 * Which backing image an image names from now on.
 *
 *  off size field
 *    0    4 len_name   at most 4096
 *    4 4096 name
 * 4100    4 len_format at most 16
 * 4104   16 format
 */
#define EDIT_BACKING_SIZE 4120u

enum edit_backing_field {
	EDIT_BACKING_FIELD_LEN_NAME = 1,
	EDIT_BACKING_FIELD_NAME = 2,
	EDIT_BACKING_FIELD_LEN_FORMAT = 3,
	EDIT_BACKING_FIELD_FORMAT = 4,
};

struct edit_backing {
	/* Length of the text in `name`; 0 for no backing image. */
	uint32_t len_name;
	uint8_t name[4096]; /* The name, as the image will have it. */
	/* Length of the text in `format`; 0 where the format is not named. */
	uint32_t len_format;
	uint8_t format[16]; /* The format of that image. */
};

_Static_assert(sizeof(struct edit_backing) == EDIT_BACKING_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_backing, len_name) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_backing, name) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_backing, len_format) == 4100u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_backing, format) == 4104u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * edit_backing_parse - check and copy a edit backing
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status edit_backing_parse(struct parse_in *in, struct edit_backing *out);

/*
 * What becomes of the key slots of an encrypted image.
 *
 *  off size field
 *    0    4 action     one of 0 (keep), 1 (add), 2 (erase)
 *    4    4 slot       at most 8
 *    8    4 iterations
 *   12   64 entropy
 *   76    4 reserved   zero
 */
#define EDIT_KEY_SLOT_SIZE 80u

enum edit_key_slot_field {
	EDIT_KEY_SLOT_FIELD_ACTION = 1,
	EDIT_KEY_SLOT_FIELD_SLOT = 2,
	EDIT_KEY_SLOT_FIELD_ITERATIONS = 3,
	EDIT_KEY_SLOT_FIELD_ENTROPY = 4,
	EDIT_KEY_SLOT_FIELD_RESERVED = 5,
};

struct edit_key_slot {
	uint32_t action;     /* What to do. */
	uint32_t slot;	     /* The slot; 8 for those that the old secret opens. */
	uint32_t iterations; /* How often the key of the slot is derived. */
	uint8_t entropy[64]; /* What salt and key material are drawn from. */
	uint8_t reserved[4]; /* Fills the structure up. */
};

_Static_assert(sizeof(struct edit_key_slot) == EDIT_KEY_SLOT_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_key_slot, action) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_key_slot, slot) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_key_slot, iterations) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_key_slot, entropy) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_key_slot, reserved) == 76u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * edit_key_slot_parse - check and copy a edit key slot
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status edit_key_slot_parse(struct parse_in *in, struct edit_key_slot *out);

/*
 * Options that an image gets as if it had been made with them. What is 0 or not among the flags
 * stays as it is.
 *
 *  off size field
 *    0    4 flags
 *    4    4 version       0, 2 or 3
 *    8    4 refcount_bits 0, 1, 2, 4, 8, 16, 32 or 64
 *   12    4 len_data_file at most 4096
 *   16    8 size
 *   24 4096 data_file
 * 4120 4120 backing
 * 8240   80 key_slot
 */
#define EDIT_AMENDMENT_SIZE 8320u

enum edit_amendment_field {
	EDIT_AMENDMENT_FIELD_FLAGS = 1,
	EDIT_AMENDMENT_FIELD_VERSION = 2,
	EDIT_AMENDMENT_FIELD_REFCOUNT_BITS = 3,
	EDIT_AMENDMENT_FIELD_LEN_DATA_FILE = 4,
	EDIT_AMENDMENT_FIELD_SIZE = 5,
	EDIT_AMENDMENT_FIELD_DATA_FILE = 6,
	EDIT_AMENDMENT_FIELD_BACKING = 7,
	EDIT_AMENDMENT_FIELD_KEY_SLOT = 8,
};

struct edit_amendment {
	uint32_t flags;		       /* Set of `amend_flag`. */
	uint32_t version;	       /* Version of the format. */
	uint32_t refcount_bits;	       /* Width of a refcount. */
	uint32_t len_data_file;	       /* Length of the text in `data_file`. */
	uint64_t size;		       /* Size of the disk. */
	uint8_t data_file[4096];       /* Name of the file that has the data. */
	struct edit_backing backing;   /* The backing image. */
	struct edit_key_slot key_slot; /* The key slots. */
};

_Static_assert(sizeof(struct edit_amendment) == EDIT_AMENDMENT_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_amendment, flags) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_amendment, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_amendment, refcount_bits) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_amendment, len_data_file) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_amendment, size) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_amendment, data_file) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_amendment, backing) == 4120u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_amendment, key_slot) == 8240u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * edit_amendment_parse - check and copy a edit amendment
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status edit_amendment_parse(struct parse_in *in, struct edit_amendment *out);

/*
 * Which bitmap of the disk is changed, and how often; that many `bitmap_step` follow the
 * configuration.
 *
 *  off size field
 *    0    4 len_name    at most 1024
 *    4 1024 name
 * 1028    4 num_actions at most 32
 */
#define EDIT_BITMAP_SIZE 1032u

enum edit_bitmap_field {
	EDIT_BITMAP_FIELD_LEN_NAME = 1,
	EDIT_BITMAP_FIELD_NAME = 2,
	EDIT_BITMAP_FIELD_NUM_ACTIONS = 3,
};

struct edit_bitmap {
	/*
	 * Length of the text in `name`; more than a name may have is cut, and is the name of none.
	 */
	uint32_t len_name;
	uint8_t name[1024];   /* Name of the bitmap. */
	uint32_t num_actions; /* What is done to it, one after the other. */
};

_Static_assert(sizeof(struct edit_bitmap) == EDIT_BITMAP_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_bitmap, len_name) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_bitmap, name) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_bitmap, num_actions) == 1028u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * edit_bitmap_parse - check and copy a edit bitmap
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status edit_bitmap_parse(struct parse_in *in, struct edit_bitmap *out);

/*
 * One change of a bitmap.
 *
 *  off size field
 *    0    4 action           one of 1 (add), 2 (remove), 3 (remove_all), 4 (clear), 5 (ena ...
 *    4    4 granularity_bits 0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, ...
 *    8    4 disk             at most 64
 *   12    4 len_name         at most 1024
 *   16 1024 name
 */
#define EDIT_BITMAP_STEP_SIZE 1040u

enum edit_bitmap_step_field {
	EDIT_BITMAP_STEP_FIELD_ACTION = 1,
	EDIT_BITMAP_STEP_FIELD_GRANULARITY_BITS = 2,
	EDIT_BITMAP_STEP_FIELD_DISK = 3,
	EDIT_BITMAP_STEP_FIELD_LEN_NAME = 4,
	EDIT_BITMAP_STEP_FIELD_NAME = 5,
};

struct edit_bitmap_step {
	uint32_t action; /* What to do. */
	/*
	 * To add one: a bit is about `1 << granularity_bits` bytes of the disk; 0 for as many as
	 * suit the image.
	 */
	uint32_t granularity_bits;
	/*
	 * To merge or copy: the file of the run with the bits of a bitmap of another image, the
	 * lowest of a byte first; 0 for a bitmap of this image.
	 */
	uint32_t disk;
	uint32_t len_name; /* Length of the text in `name`. */
	/* To merge: the bitmap of this image whose bits are added. */
	uint8_t name[1024];
};

_Static_assert(sizeof(struct edit_bitmap_step) == EDIT_BITMAP_STEP_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_bitmap_step, action) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_bitmap_step, granularity_bits) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_bitmap_step, disk) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_bitmap_step, len_name) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct edit_bitmap_step, name) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * edit_bitmap_step_parse - check and copy a edit bitmap step
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status edit_bitmap_step_parse(struct parse_in *in,
						    struct edit_bitmap_step *out);

#endif
