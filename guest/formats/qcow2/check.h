/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QCOW2_CHECK_H
#define QCOW2_CHECK_H
/*
 * What the parts of qcow2's check share. Users of each cluster are counted in memory and held
 * against the counts in the file; then the flags that repeat a count are. Memory is fixed: of more
 * clusters than it has counters for, one window after another is counted, each with a walk through
 * all tables.
 */
#include "formats/bits.h"
#include "formats/check.h"
#include "image.h"

/* Users of the clusters [first, first + num), `width` bytes each. */
struct qcow2_counters {
	uint8_t *bytes;
	uint8_t *ones; /* a bit for each: whether the file counts 1 */
	uint64_t len_ones;
	uint64_t len; /* bytes in memory */
	uint64_t first, num;
	uint32_t width;
	uint64_t most;	 /* a count that means itself and all above */
	bool too_narrow; /* one was to pass it that the image's own counts do not */
};

/* The counts of the file: table and blocks. */
struct qcow2_counts {
	struct table table;
	struct pages blocks;
	uint64_t num_entries, per_block, per_page;
	uint32_t page_size, order;
	uint8_t *ones; /* a bit for each cluster from ->first on whose count is 1 */
	uint64_t first, num;
	/* The piece of a block that was looked at last for a single count. */
	uint8_t *piece;
	uint64_t piece_at;
	uint64_t entry_index, entry; /* ... and the entry of the table */
};

/* A cluster whose count is wrong. */
struct qcow2_damage {
	uint64_t cluster, count, users;
	bool has_data, has_table; /* among its users */
};

struct qcow2_check {
	struct image *img;
	struct qcow2 *q;
	struct check_sink *sink;
	struct guest_check_result *result;
	uint64_t file_end;	/* as qemu has it */
	uint64_t num_clusters;	/* of the file, and of what reaches past its end by less than one */
	uint64_t len_snapshots; /* bytes of the snapshot table */
	struct qcow2_counters counters;
	struct qcow2_counts counts;
	struct table l1;
	struct pages l2;
	bool doubtful;	   /* some flag may say something else than its count: all are looked at */
	bool quiet;	   /* what the walk finds was found before, in another window */
	bool said_corrupt; /* qemu's driver says once that an image is */
	/* Whose clusters are: the walk sets the user before it counts. */
	struct qcow2_damage *damages; /* in order; NULL: nobody asks */
	uint32_t num_damages;
	uint8_t *of_data, *of_tables; /* a bit for each cluster of the window that they use */
	bool owning, marks_users;     /* the walk is for users: of damages, or to mark all */
	enum check_user user;
	uint64_t guest;	   /* where on the disk data or table belong */
	uint32_t snapshot; /* number of the one that is walked, from 1; 0: the active state */
	/* For repairs. */
	struct guest_check_result nothing, counted; /* before the walk, and after it */
	bool broken;				    /* a pointer of the tables is */
	bool rebuild;				    /* counts cannot be corrected one by one */
	bool repairing;				    /* counts that differ are corrected now */
	bool only_leaks;			    /* ... those that are too high */
	bool repairs_flags;			    /* ... and flags are, next */
	bool rewrites_snapshots;		    /* ... and then the snapshot table */
	uint64_t freed, num_freed; /* clusters that were freed and still have space */
	uint64_t held, num_held;   /* ... and have it until the snapshot table is written anew */
};

/* A problem at `offset` of the file, as the fault's text wants it. */
MUST_CHECK bool qcow2_tell(struct qcow2_check *c, uint32_t fault, enum check_effect effect,
			   uint64_t offset, uint64_t value, uint64_t extra0, uint64_t extra1);

/* The same, of the walk: reported in the first window only. */
MUST_CHECK bool qcow2_tell_walked(struct qcow2_check *c, uint32_t fault, uint64_t offset,
				  uint64_t value, uint64_t extra0);

/* check_counters.c */
MUST_CHECK bool qcow2_counters_init(struct qcow2_check *c);
void qcow2_counters_clear(struct qcow2_check *c, uint64_t first);
uint64_t qcow2_counter(const struct qcow2_counters *n, uint64_t cluster);
void qcow2_counter_set(struct qcow2_counters *n, uint64_t cluster, uint64_t users);

/* One more user for what is at [offset, offset + len); `at` is where the image says so. */
MUST_CHECK bool qcow2_count(struct qcow2_check *c, uint64_t offset, uint64_t len, uint64_t at);

/* check_counts.c */
MUST_CHECK bool qcow2_counts_init(struct qcow2_check *c);
MUST_CHECK bool qcow2_count_blocks(struct qcow2_check *c);
MUST_CHECK bool qcow2_compare(struct qcow2_check *c);
/* What was read of counts is not true any more. */
void qcow2_counts_forget(struct qcow2_check *c);
/* Count `index` of a block or a part of one. */
void qcow2_count_store(const struct qcow2_check *c, uint8_t *bytes, uint64_t index, uint64_t count);

/* Look for counts of 1 from cluster `first` on, of as many clusters as `len` bytes have bits for.
 */
MUST_CHECK bool qcow2_find_ones(struct qcow2_check *c, uint8_t *ones, uint64_t len, uint64_t first);

/* Whether the count of a cluster is 1, and `copied` says so: true for nearly all. False may only
 * mean that it is not known here. */
static inline bool qcow2_is_right(const struct qcow2_check *c, uint64_t cluster, bool copied)
{
	const struct qcow2_counts *n = &c->counts;
	uint64_t index = cluster - n->first;

	return copied && index < n->num &&
	       (n->ones[index / BITS_PER_BYTE] >> index % BITS_PER_BYTE & 1);
}

/* The count of one cluster; *known is false where it cannot be read. */
MUST_CHECK bool qcow2_read_count(struct qcow2_check *c, uint64_t cluster, uint64_t *count,
				 bool *known);

/* check.c: everything that uses clusters, in qemu's order. *fine is false, and the outcome says
 * why, where that cannot be known. */
MUST_CHECK bool qcow2_count_all(struct qcow2_check *c, bool *fine);

/* How long the file is now. */
void qcow2_measure_file(struct qcow2_check *c);

/* check_repair.c: what is to be repaired. */
bool qcow2_repairs(const struct qcow2_check *c);
bool qcow2_repairs_errors(const struct qcow2_check *c);
bool qcow2_repairs_leaks(const struct qcow2_check *c);
/* The counts, once all clusters are counted and compared. */
MUST_CHECK bool qcow2_repair_counts(struct qcow2_check *c, bool *fine);
void qcow2_begin_flags(struct qcow2_check *c);
MUST_CHECK bool qcow2_put_entry(struct qcow2_check *c, uint64_t at, uint64_t entry);
MUST_CHECK bool qcow2_freed(struct qcow2_check *c, uint64_t cluster);
MUST_CHECK bool qcow2_unmap_clusters(struct qcow2_check *c, uint64_t first, uint64_t num);
MUST_CHECK bool qcow2_clear_marks(struct qcow2_check *c);

/* check_users.c: */
MUST_CHECK bool qcow2_damages_init(struct qcow2_check *c);
void qcow2_note_damage(struct qcow2_check *c, uint64_t cluster, uint64_t count, uint64_t users);
MUST_CHECK bool qcow2_note_user(struct qcow2_check *c, uint64_t offset, uint64_t len, uint64_t at);
/* Look for data on top of tables in the window, where a repair keeps it. */
MUST_CHECK bool qcow2_find_overlaps(struct qcow2_check *c);
/* Whether a cluster has data on top of a table, once they were looked for. */
bool qcow2_is_overlap(const struct qcow2_check *c, uint64_t cluster);
/* Before all counts are written anew: data on top of a table gets a count that is too low, so that
 * nobody takes it for sound. */
MUST_CHECK bool qcow2_keep_overlaps(struct qcow2_check *c);
MUST_CHECK bool qcow2_tell_users(struct qcow2_check *c);

/* check_rebuild.c */
MUST_CHECK bool qcow2_rebuild_counts(struct qcow2_check *c, bool *fine);

/* check_tables.c */
MUST_CHECK bool qcow2_slices_init(struct qcow2_check *c);
MUST_CHECK bool qcow2_count_tables(struct qcow2_check *c, uint64_t offset, uint64_t num_entries,
				   bool active);
MUST_CHECK bool qcow2_check_copied(struct qcow2_check *c);

/* check_snapshots.c: all is well with the table, or *fine is false and ->result says why. */
MUST_CHECK bool qcow2_check_snapshot_table(struct qcow2_check *c, bool *fine);
MUST_CHECK bool qcow2_count_snapshots(struct qcow2_check *c);
/* Once counts are right. */
MUST_CHECK bool qcow2_repair_snapshot_table(struct qcow2_check *c);

/* bitmaps.c */
MUST_CHECK bool qcow2_count_bitmaps(struct qcow2_check *c, bool *fine);

#endif
