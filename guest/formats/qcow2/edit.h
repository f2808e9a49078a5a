/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_EDIT_H
#define FORMATS_QCOW2_EDIT_H
/*
 * A qcow2 image that is changed in place: its refcounts, its active L1 table in memory, and one L2
 * table at a time. Clusters are found as qemu finds them in an image that it has just opened.
 */
#include "alloc.h"
#include "formats/layout.h"
#include "formats/edit.h"
#include "image.h"

struct qcow2_snapshot_place;

struct qcow2_edit {
	struct image *img;
	struct qcow2 *q;
	struct writer w;
	struct qcow2_alloc alloc;
	unsigned l2_bits;  /* an L2 table has 1 << l2_bits entries */
	uint64_t len_old;  /* of the file, before the change */
	uint64_t old_size; /* of the disk, likewise */
	uint64_t *l1;	   /* the active table, entries as in the file */
	uint64_t num_l1;
	uint8_t *l2;	      /* room for one table */
	uint64_t num_reached; /* the file once had so many clusters, for L2 tables alone */
};

/* Refuses images that cannot be changed, or of which the disk cannot be, which bitmaps are about.
 */
MUST_CHECK bool qcow2_check_editable(struct image *img, bool edits_disk);
/* Room for what is new; only refcounts are read. */
MUST_CHECK bool qcow2_edit_open(struct qcow2_edit *e, struct image *img);
/* With all else that is in memory. Refuses what cannot be changed, and clears what says that all
 * writers knew of the image. */
MUST_CHECK bool qcow2_edit_begin(struct qcow2_edit *e, struct image *img, bool edits_disk);
/* A table of `num` 8-byte numbers into the arena, where there is room for some more. */
MUST_CHECK bool qcow2_edit_read_table(struct qcow2_edit *e, uint64_t offset, uint64_t num,
				      uint64_t room, uint64_t **entries);
/* Refcounts to the file. */
MUST_CHECK bool qcow2_edit_flush(struct qcow2_edit *e);
/* The same at the end of a change, which may stay queued. */
MUST_CHECK bool qcow2_edit_end(struct qcow2_edit *e);
/* Likewise, and all that was put is there before what is put later; both may stay queued. */
MUST_CHECK bool qcow2_edit_part(struct qcow2_edit *e);
/* Everything that was put is there before what comes next. */
MUST_CHECK bool qcow2_edit_barrier(struct qcow2_edit *e);
/* Bytes of the header. */
MUST_CHECK bool qcow2_edit_put(struct qcow2_edit *e, uint64_t at, const void *bytes, uint32_t len);
MUST_CHECK bool qcow2_edit_set_size(struct qcow2_edit *e, uint64_t size);
/* All of it, as e->q->header and e->img have it, with the refcount table that there is now. */
MUST_CHECK bool qcow2_edit_put_header(struct qcow2_edit *e);

static inline uint64_t qcow2_edit_cluster(const struct qcow2_edit *e, uint64_t offset)
{
	return offset >> e->q->cluster_bits;
}

static inline uint64_t qcow2_edit_l1_entry(const struct qcow2_edit *e, bool copied,
					   uint64_t cluster)
{
	return qcow2_l1_entry_make(copied,
				   cluster << (e->q->cluster_bits - bits_of(SOURCE_SECTOR_SIZE)));
}

/* Entries of the L1 table that a disk of so many bytes needs. */
static inline uint64_t qcow2_edit_l1_entries(const struct qcow2_edit *e, uint64_t size)
{
	return pieces_of(pieces_of(size, e->q->cluster_bits), e->l2_bits);
}

/* Entries of the table in memory, into a table at `offset`. */
MUST_CHECK bool qcow2_edit_put_l1(struct qcow2_edit *e, uint64_t offset, uint64_t first,
				  uint64_t end);
/* As qcow2_give_up(). */
MUST_CHECK bool qcow2_edit_free(struct qcow2_edit *e, uint64_t offset, uint64_t len);
MUST_CHECK bool qcow2_edit_free_data(struct qcow2_edit *e, uint64_t entry);

/* resize.c */
bool qcow2_resize(struct image *img, const struct resize *to);
MUST_CHECK bool qcow2_edit_resize(struct qcow2_edit *e, const struct resize *to);
MUST_CHECK bool qcow2_edit_grow(struct qcow2_edit *e, const struct resize *to); /* grow.c */
/* A table of exactly so many entries, if it is shorter; the bytes of the old one stay. */
MUST_CHECK bool qcow2_edit_grow_l1(struct qcow2_edit *e, uint64_t num);

/* counts.c: one use more (1) or less (-1) of all that an L1 table reaches, or none (0); flags say
 * afterwards what has one user. */
MUST_CHECK bool qcow2_count_active(struct qcow2_edit *e, int by);
/* The same of a table in the file, whose entries stay as they are when there is one use less. */
MUST_CHECK bool qcow2_count_table(struct qcow2_edit *e, uint64_t offset, uint64_t num, int by);

/* header_edit.c: extensions that are not known, before the header changes where they begin. */
MUST_CHECK bool qcow2_keep_extensions(struct image *img);
/* The header as q->header has it; EDIT_ERROR_NO_ROOM. */
MUST_CHECK bool qcow2_rewrite_header(struct image *img, const struct target_text *backing_name,
				     const struct target_text *backing_format);
bool qcow2_change_backing(struct image *img, const struct edit_backing *to);

bool qcow2_empty(struct image *img); /* empty.c */

/* amend.c */
bool qcow2_amend(struct image *img, const struct edit_amendment *to,
		 struct guest_amend_result *done);

/* snapshot_edit.c */
bool qcow2_change_snapshots(struct image *img, const struct edit_snapshot *config,
			    struct guest_snapshot_result *done);
/* What an entry says, complete. Its texts are in `bytes`, of QCOW2_SNAPSHOT_MAX_SIZE. */
MUST_CHECK bool qcow2_read_snapshot(struct qcow2_edit *e, const struct qcow2_snapshot_place *place,
				    uint8_t *bytes, struct qcow2_snapshot *s);
/* All entries into a new table, complete; the old one is given up. */
MUST_CHECK bool qcow2_complete_snapshots(struct qcow2_edit *e);
/* The same, and the old one stays. */
MUST_CHECK bool qcow2_move_snapshots(struct qcow2_edit *e);
/* bitmap_list.c: all bitmaps stored anew, as qemu does when it closes an image. */
MUST_CHECK bool qcow2_move_bitmaps(struct qcow2_edit *e);
/* bitmap_edit.c: none is left. */
MUST_CHECK bool qcow2_remove_bitmaps(struct qcow2_edit *e);
bool qcow2_change_bitmap(struct image *img, const struct edit_bitmap *wanted,
			 const struct edit_bitmap_step *steps, struct guest_bitmap_result *done);
bool qcow2_read_bitmap(struct image *img, const struct edit_bitmap *wanted, uint32_t to,
		       struct guest_bitmap_result *done);
/* bitmap_copy.c */
bool qcow2_copy_bitmaps(struct image *img, const struct edit_bitmap *wanted,
			const struct edit_bitmap_step *steps, struct guest_bitmap_result *done);
extern const struct target_writer qcow2_over; /* write.c */

#endif
