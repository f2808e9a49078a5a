/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_TABLES_H
#define FORMATS_QCOW2_TABLES_H
/* L1 and L2 tables of a qcow2 file that is being written: one L2 table and a piece of the L1 table
 * are in memory. */
#include "alloc.h"
#include "layout.h"

#define QCOW2_L1_PIECE 512u /* entries */

struct qcow2_tables {
	struct qcow2_alloc *alloc;
	const struct qcow2_layout *layout;
	unsigned entry_bits; /* an L2 entry has 1 << entry_bits bytes */
	unsigned l2_bits;    /* an L2 table has 1 << l2_bits entries */
	uint64_t ofs_l1;     /* 0: there is none */
	uint64_t l1_first;   /* entry that the piece starts with */
	uint8_t *l1;	     /* the piece, as it is in the file */
	uint64_t l2_index;   /* which table is in memory */
	uint64_t l2_cluster; /* where it is; 0: none is in memory */
	uint8_t *l2;
	bool l1_dirty, l2_dirty;
	bool l2_queued; /* for the next writer_drain() */
	bool l2_open;	/* as target_is_open() says, until it is written */
	/* Of an image that is changed: entries that are no longer in the loaded table, whose
	 * clusters are given up once that is in the file. */
	uint64_t *replaced;
	uint32_t num_replaced;
	bool leaves;   /* those keep their bytes */
	bool has_data; /* since a table was last written, the external data file has got some */
	uint32_t data_disk; /* that file */
};

/* Makes an empty L1 table. */
MUST_CHECK bool qcow2_tables_init(struct qcow2_tables *t, struct qcow2_alloc *alloc,
				  const struct qcow2_layout *layout);
/* Those of an image that is changed. */
MUST_CHECK bool qcow2_tables_adopt(struct qcow2_tables *t, struct qcow2_alloc *alloc,
				   const struct qcow2_layout *layout, uint64_t ofs_l1);
/* Have the L2 table of a cluster of the disk in memory; a missing one is made. */
MUST_CHECK bool qcow2_tables_load(struct qcow2_tables *t, uint64_t cluster);
/* Entries of the cluster, in the table that is loaded. */
uint64_t qcow2_tables_entry(const struct qcow2_tables *t, uint64_t cluster);
void qcow2_tables_set(struct qcow2_tables *t, uint64_t cluster, uint64_t entry);
/* The same, and what the entry before names is given up. */
MUST_CHECK bool qcow2_tables_replace(struct qcow2_tables *t, uint64_t cluster, uint64_t entry);
uint64_t qcow2_tables_subclusters(const struct qcow2_tables *t, uint64_t cluster);
void qcow2_tables_set_subclusters(struct qcow2_tables *t, uint64_t cluster, uint64_t bitmap);
MUST_CHECK bool qcow2_tables_flush(struct qcow2_tables *t);

#endif
