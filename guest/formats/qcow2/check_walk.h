/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_CHECK_WALK_H
#define FORMATS_QCOW2_CHECK_WALK_H
/*
 * A walk through an L1 table and the L2 tables that it names, as `check` needs it: nothing that is
 * wrong ends it.
 */
#include "check.h"

/* A part of an L2 table: all of one up to QCOW2_SLICE_MAX. */
struct check_slice {
	uint64_t table_index; /* in the L1 table */
	uint64_t offset;      /* in the file */
	const uint8_t *bytes; /* NULL: all zeros */
	uint64_t first;	      /* number of its first entry in the table */
};

struct check_walk {
	struct qcow2_check *c;
	bool active;
	uint64_t next_offset; /* where data continues what is before it; 0: nowhere in particular */
	/* Each entry of the L1 table; the L2 table that it names is looked at where *follow. */
	bool (*on_l1)(struct check_walk *w, uint64_t index, uint64_t entry, bool *follow);
	bool (*on_slice)(struct check_walk *w, const struct check_slice *slice);
};

/* An entry with the place where it is. */
struct check_entry {
	uint64_t value, bitmap;
	uint64_t at, index;
};

static inline uint32_t check_entry_size(const struct qcow2_check *c)
{
	return (uint32_t)qcow2_header_l2_entry_size(&c->q->header);
}

static inline uint32_t check_slice_size(const struct qcow2_check *c)
{
	return c->q->cluster_size < QCOW2_SLICE_MAX ? c->q->cluster_size : QCOW2_SLICE_MAX;
}

static inline uint64_t check_place_of_l1(const struct qcow2_check *c, uint64_t index)
{
	return c->l1.offset + index * QCOW2_L1_ENTRY_SIZE;
}

/* The entry at `pos` of a slice; false for one that is all zeros. */
static inline bool check_load_entry(const struct qcow2_check *c, const struct check_slice *s,
				    uint32_t pos, struct check_entry *e)
{
	e->value = qcow2_l2_entry_load(s->bytes + pos);
	e->bitmap = c->q->extended
			    ? qcow2_subcluster_bitmap_load(s->bytes + pos + QCOW2_L2_ENTRY_SIZE)
			    : 0;
	e->at = s->offset + pos;
	e->index = s->first + pos / check_entry_size(c);
	return e->value != 0 || e->bitmap != 0;
}

/* Change an entry in the file, and where it was read to: other entries may lead to the table. */
MUST_CHECK bool check_change_entry(struct qcow2_check *c, const struct check_slice *s,
				   const struct check_entry *e, uint64_t value);

/* Past the end of the file there are zeros, which name no table. */
MUST_CHECK bool check_walk_tables(struct check_walk *w, uint64_t offset, uint64_t num_entries);

#endif
