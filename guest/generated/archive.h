/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/archive.ksy spec=33bb28f2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_ARCHIVE_H
#define GENERATED_ARCHIVE_H
/*
 * Archives and their members. Files that hold other files, which may be images, and how these are
 * stored.
 */
#include "store.h"
#include "structures.h"

enum archive_kind {
	ARCHIVE_KIND_TAR = 1, /* A tar archive. */
	ARCHIVE_KIND_ZIP = 2, /* A zip archive. */
};

/* Whether v is one of them. */
static inline bool archive_kind_known(uint64_t v)
{
	return v == ARCHIVE_KIND_TAR || v == ARCHIVE_KIND_ZIP;
}

enum archive_stored {
	ARCHIVE_STORED_PLAIN = 0,     /* The member is a part of the file, as it is. */
	ARCHIVE_STORED_DEFLATE = 1,   /* It is compressed with deflate. */
	ARCHIVE_STORED_SPARSE = 2,    /* Only some parts of it are there. */
	ARCHIVE_STORED_ENCRYPTED = 3, /* It is encrypted. */
	ARCHIVE_STORED_OTHER = 4,     /* It is compressed with something else. */
};

#endif
