/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_EDIT_H
#define FORMATS_QCOW2_EDIT_H
/*
 * A qcow2 image that is changed in place: its refcounts, its active L1 table in memory, and one L2
 * table at a time. Clusters are found as qemu finds them in an image that it has just opened.
 */
#include "alloc.h"
#include "formats/edit.h"
#include "image.h"

struct qcow2_edit {
	struct image *img;
	struct qcow2 *q;
	struct writer w;
	struct qcow2_alloc alloc;
	unsigned l2_bits; /* an L2 table has 1 << l2_bits entries */
	uint64_t len_old; /* of the file, before the change */
	uint64_t *l1;	  /* the active table, entries as in the file */
	uint64_t num_l1;
	uint8_t *l2;	      /* room for one table */
	uint64_t num_reached; /* the file once had so many clusters, for L2 tables alone */
};

/* Refuses images that cannot be changed, and clears what says that all writers knew of it. */
MUST_CHECK bool qcow2_edit_begin(struct qcow2_edit *e, struct image *img);
/* Refcounts to the file. */
MUST_CHECK bool qcow2_edit_flush(struct qcow2_edit *e);
/* Everything that was put is there before what comes next. */
MUST_CHECK bool qcow2_edit_barrier(struct qcow2_edit *e);
/* Bytes of the header. */
MUST_CHECK bool qcow2_edit_put(struct qcow2_edit *e, uint64_t at, const void *bytes, uint32_t len);
MUST_CHECK bool qcow2_edit_set_size(struct qcow2_edit *e, uint64_t size);

static inline uint64_t qcow2_edit_cluster(const struct qcow2_edit *e, uint64_t offset)
{
	return offset >> e->q->cluster_bits;
}

/* One use less of the clusters that have some of the bytes. Those that are not used any more become
 * holes of the file. */
MUST_CHECK bool qcow2_edit_free(struct qcow2_edit *e, uint64_t offset, uint64_t len);
/* The same of what an L2 entry names. */
MUST_CHECK bool qcow2_edit_free_data(struct qcow2_edit *e, uint64_t entry);

bool qcow2_resize(struct image *img, const struct resize *to); /* resize.c */

#endif
