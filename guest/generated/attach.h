/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/attach.ksy spec=f1dde835 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_ATTACH_H
#define GENERATED_ATTACH_H
/*
 * Attaching files that an image names. An image may name further files: a backing image, an
 * external data file, extents, a parent. The guest asks for them by the name that is in the image;
 * the host resolves it beneath the directory of the file that names it, under its policy, and
 * answers with a disk or with the reason why not.
 */
#include "store.h"
#include "structures.h"

#define ATTACH_OFS_EXCHANGE 0x1000u /* Where `exchange` is in the control region. */
#define ATTACH_MAX_NAME	    4096u   /* Longest name that may be asked for. */

enum attach_kind {
	ATTACH_KIND_BACKING = 1,   /* A backing image. */
	ATTACH_KIND_DATA_FILE = 2, /* An external data file. */
	ATTACH_KIND_EXTENT = 3,	   /* A part of the image. */
	ATTACH_KIND_PARENT = 4,	   /* The parent of a differencing image. */
};

/* Whether v is one of them. */
static inline bool attach_kind_known(uint64_t v)
{
	return v == ATTACH_KIND_BACKING || v == ATTACH_KIND_DATA_FILE || v == ATTACH_KIND_EXTENT ||
	       v == ATTACH_KIND_PARENT;
}

enum attach_status {
	ATTACH_STATUS_OK = 0,	       /* Attached. */
	ATTACH_STATUS_NOT_FOUND = 1,   /* There is no such file. */
	ATTACH_STATUS_FAILED = 2,      /* The host could not open it. */
	ATTACH_STATUS_ESCAPES = 3,     /* It lies outside the directory. */
	ATTACH_STATUS_PROTOCOL = 4,    /* The name is not a file's. */
	ATTACH_STATUS_SPECIAL = 5,     /* Not a regular file. */
	ATTACH_STATUS_CYCLE = 6,       /* Already part of the chain. */
	ATTACH_STATUS_TOO_DEEP = 7,    /* The chain is too long. */
	ATTACH_STATUS_TOO_MANY = 8,    /* No room for another file. */
	ATTACH_STATUS_BAD_NAME = 9,    /* Empty, too long or with a zero byte. */
	ATTACH_STATUS_FORBIDDEN = 0xa, /* The caller follows no names. */
};

/* Whether v is one of them. */
static inline bool attach_status_known(uint64_t v)
{
	return v == ATTACH_STATUS_OK || v == ATTACH_STATUS_NOT_FOUND || v == ATTACH_STATUS_FAILED ||
	       v == ATTACH_STATUS_ESCAPES || v == ATTACH_STATUS_PROTOCOL ||
	       v == ATTACH_STATUS_SPECIAL || v == ATTACH_STATUS_CYCLE ||
	       v == ATTACH_STATUS_TOO_DEEP || v == ATTACH_STATUS_TOO_MANY ||
	       v == ATTACH_STATUS_BAD_NAME || v == ATTACH_STATUS_FORBIDDEN;
}

/*
 * A request, and in the same place its answer.
 *
 *  off size field
 *    0    4 from_disk
 *    4    4 kind      one of 1 (backing), 2 (data_file), 3 (extent), 4 (parent)
 *    8    4 len_name  at most 4096
 *   12    4 status    one of 0 (ok), 1 (not_found), 2 (failed), 3 (escapes), 4 (protocol), ...
 *   16    4 disk
 *   20    4 flags
 *   24    8 len_file
 *   32    8 allocated
 *   40 4096 name
 */
#define ATTACH_EXCHANGE_SIZE 4136u

enum attach_exchange_field {
	ATTACH_EXCHANGE_FIELD_FROM_DISK = 1,
	ATTACH_EXCHANGE_FIELD_KIND = 2,
	ATTACH_EXCHANGE_FIELD_LEN_NAME = 3,
	ATTACH_EXCHANGE_FIELD_STATUS = 4,
	ATTACH_EXCHANGE_FIELD_DISK = 5,
	ATTACH_EXCHANGE_FIELD_FLAGS = 6,
	ATTACH_EXCHANGE_FIELD_LEN_FILE = 7,
	ATTACH_EXCHANGE_FIELD_ALLOCATED = 8,
	ATTACH_EXCHANGE_FIELD_NAME = 9,
};

struct attach_exchange {
	uint32_t from_disk; /* The file whose bytes hold the name. */
	uint32_t kind;	    /* What the file is to the image. */
	uint32_t len_name;  /* Length of the name. */
	uint32_t status;    /* The answer. */
	uint32_t disk;	    /* Number of the new disk. */
	uint32_t flags;	    /* As in the boot disk table. */
	uint64_t len_file;  /* As in the boot disk table. */
	uint64_t allocated; /* As in the boot disk table. */
	uint8_t name[4096]; /* The name, as it is in the image. */
};

_Static_assert(sizeof(struct attach_exchange) == ATTACH_EXCHANGE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct attach_exchange, from_disk) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct attach_exchange, kind) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct attach_exchange, len_name) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct attach_exchange, status) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct attach_exchange, disk) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct attach_exchange, flags) == 20u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct attach_exchange, len_file) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct attach_exchange, allocated) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct attach_exchange, name) == 40u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * attach_exchange_parse - check and copy a attach exchange
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status attach_exchange_parse(struct parse_in *in,
						   struct attach_exchange *out);

#endif
