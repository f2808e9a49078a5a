/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/edit.ksy spec=e89489d7 gen=1 */
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
	/* Images of this kind have no internal snapshots; `value` is the format. */
	EDIT_ERROR_UNSUPPORTED = 1,
	EDIT_ERROR_NOT_FOUND = 2, /* No snapshot has the name. */
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

#endif
