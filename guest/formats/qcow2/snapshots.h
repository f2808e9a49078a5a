/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QCOW2_SNAPSHOTS_H
#define QCOW2_SNAPSHOTS_H
/* The snapshot table, entry by entry. */
#include "image.h"

/* Where an entry is, and its fixed part. */
struct qcow2_snapshot_place {
	struct qcow2_snapshot_header header;
	uint64_t offset;	/* in the file */
	uint64_t id, name, end; /* in the table */
	uint32_t len_extra;	/* in the file: the header has what is kept of it */
	uint32_t index;
};

struct qcow2_snapshots {
	struct image *img;
	struct table table;
	uint64_t pos;  /* in the table */
	uint64_t kept; /* bytes of the entries so far, as a table that is written anew has them */
	uint32_t index, left;
	bool cuts; /* extra data that is too long, rather than refuse it */
};

struct qcow2_snapshot_wanted {
	const uint8_t *id, *name; /* NULL: any */
	uint32_t len_id, len_name;
};

/* Up to a zero byte. */
static inline uint32_t qcow2_text_length(const uint8_t *text, uint32_t max)
{
	uint32_t len = 0;

	while (len < max && text[len] != 0)
		len++;
	return len;
}

/* The table of an image, through a window of so many bytes, or the one that has all of it. */
MUST_CHECK bool qcow2_snapshot_table(struct image *img, const struct qcow2 *q, uint32_t window,
				     struct table *table);
MUST_CHECK bool qcow2_snapshots_begin(struct qcow2_snapshots *s, struct image *img,
				      const struct qcow2 *q);
/* While s->left is not 0. Like qemu, reads what is past the end of the file as zeros: an entry
 * without id and name. */
MUST_CHECK bool qcow2_snapshots_next(struct qcow2_snapshots *s,
				     struct qcow2_snapshot_place *snapshot);
/* The first snapshot that has the wanted id and name; *found false where none has. */
MUST_CHECK bool qcow2_find_snapshot(struct image *img, const struct qcow2 *q,
				    const struct qcow2_snapshot_wanted *w,
				    struct qcow2_snapshot_place *snapshot, bool *found);
/* Its L1 table can be read. */
MUST_CHECK bool qcow2_snapshot_l1_fits(struct image *img, const struct qcow2 *q,
				       const struct qcow2_snapshot_place *snapshot);

#endif
