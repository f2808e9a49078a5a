/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QCOW2_IMAGE_H
#define QCOW2_IMAGE_H
/* What the parts of the qcow2 walker share. The layout is specs/formats/qcow2.ksy. */
#include "formats/facts.h"
#include "stages/image.h"

#include "generated/guest_message.h"
#include "generated/qcow2.h"
#include "generated/raw.h"
#include "generated/structures.h"

/* L2 tables are read in slices: whole tables up to 64 KiB, parts of larger ones. */
#define QCOW2_SLICE_MAX 65536u

#define QCOW2_SUBCLUSTER_BITS ((uint32_t)__builtin_ctz(QCOW2_SUBCLUSTERS_PER_CLUSTER))

struct qcow2 {
	struct qcow2_header header;
	uint32_t cluster_bits;
	uint32_t cluster_size;
	bool extended;	/* L2 entries with subclusters */
	bool data_file; /* data clusters are in another file */
	uint32_t data_disk;

	/* The header extensions that matter later; an offset of 0: not there. */
	struct qcow2_bitmaps_extension bitmaps;
	bool has_bitmaps, has_encryption;
	bool cuts_snapshots;	/* a repair may cut their table */
	struct table snapshots; /* of the image as it was opened, if one window has all of it */
	uint64_t ofs_encryption, len_encryption; /* the LUKS header */
	const uint8_t *data_file_name;
	uint32_t len_data_file_name;
	/* Those that only others know, as a header that is written anew has them; NULL: none was.
	 */
	const uint8_t *unknown_extensions;
	uint32_t len_unknown_extensions;

	/* The active L1 table, or that of the snapshot which was asked for. */
	struct table l1;
	uint64_t num_l1;

	/* L2 slices in memory: slices [first_slice, first_slice + num_slices) of the disk. */
	struct pages l2;
	uint64_t first_slice;
	uint32_t num_slices;
	uint32_t ahead; /* slices to load next time: doubles while the walk is sequential */
	uint32_t slice_size;
	uint32_t slice_entries;
	uint32_t slices_per_table;

	bool through_known, through; /* holes of the file count as zero: see preallocated.c */
};

/* L1 tables seen one by one. What one shares with that before is visited once: snapshots share
 * nearly all. */
struct qcow2_visit {
	struct table now, before;
	uint64_t at; /* in `now`, of the L2 table that is visited */
};

/* extensions.c */
MUST_CHECK bool qcow2_read_extensions(struct image *img, struct qcow2 *q);
bool qcow2_refuse_features(struct image *img, struct qcow2 *q,
			   uint64_t features); /* always false: the fault names them */

/* unlock.c: the cipher of an encrypted image, by the secret that the host has for it. */
MUST_CHECK bool qcow2_unlock(struct image *img, const struct qcow2 *q);

/* Those that only others know, at the end of `room`, which has a cluster's length and zeros: the
 * last one first, as qemu writes them. *start is where they begin. */
MUST_CHECK bool qcow2_unknown_extensions(struct image *img, const struct qcow2 *q, uint8_t *room,
					 size_t *start);

/* snapshots.c */
MUST_CHECK bool qcow2_check_snapshots(struct image *img, struct qcow2 *q);
bool qcow2_snapshot(struct image *img, const struct source_options *options);

/* bitmaps.c */
MUST_CHECK bool qcow2_check_bitmaps(struct image *img, struct qcow2 *q);
bool qcow2_bitmaps(struct image *img, bitmap_visitor *visit, void *arg);

/* Copies of what `info` reports, in the arena. */
MUST_CHECK bool qcow2_list_bitmaps(struct image *img, struct guest_qcow2_details *info);

/* end.c: where the last cluster that anything refers to ends, by the refcounts. */
MUST_CHECK bool qcow2_find_end(struct image *img, const struct qcow2 *q, uint64_t *end);

/* metadata.c */
MUST_CHECK bool qcow2_visit_l1(struct image *img, const struct qcow2 *q, struct qcow2_visit *t,
			       uint64_t offset, uint64_t num_entries, metadata_visitor *visit,
			       void *arg);
/* ... with what snapshots.c and bitmaps.c know. */
MUST_CHECK bool qcow2_visit_snapshots(struct image *img, const struct qcow2 *q,
				      struct qcow2_visit *t, metadata_visitor *visit, void *arg);
MUST_CHECK bool qcow2_visit_bitmaps(struct image *img, const struct qcow2 *q,
				    metadata_visitor *visit, void *arg);

/* preallocated.c. The L2 slices from `first` on, none at or past `end`, are loaded by the way where
 * that costs no doorbell of its own. */
MUST_CHECK bool qcow2_looks_preallocated(struct image *img, struct qcow2 *q, uint64_t first,
					 uint64_t end, bool *yes);

/* slices.c: have memory for slices; find those from `first` on, none at or past `end`, which are
 * q->num_slices when they are there; and load them. */
MUST_CHECK bool qcow2_make_room(struct image *img, struct qcow2 *q);
MUST_CHECK bool qcow2_find_slices(struct image *img, struct qcow2 *q, uint64_t first, uint64_t end,
				  uint32_t *found);
MUST_CHECK bool qcow2_load_slices(struct image *img, struct qcow2 *q, uint64_t first, uint64_t end);
MUST_CHECK bool qcow2_use_l1(struct image *img, struct qcow2 *q, uint64_t offset,
			     uint64_t num_entries);

/* walk.c */
bool qcow2_stream(struct image *img, const struct extent_record *r, struct image_stream *stream);
bool qcow2_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		size_t max, size_t *num);

/* Bits that say that all writers knew of something, which a writer clears that does not. */
static inline uint64_t qcow2_stale_features(const struct qcow2_header *h)
{
	return h->autoclear_features & ~(uint64_t)(QCOW2_AUTOCLEAR_FEATURE_BITMAPS |
						   QCOW2_AUTOCLEAR_FEATURE_RAW_EXTERNAL_DATA);
}

/* Whether a table of `num` entries of `size` bytes can be at `offset`: at a cluster, and with an
 * end that a file offset can have. */
static inline bool qcow2_table_fits(const struct qcow2 *q, uint64_t offset, uint64_t num,
				    uint64_t size)
{
	return offset % q->cluster_size == 0 && offset <= INT64_MAX &&
	       num * size <= INT64_MAX - offset;
}

/* Whether a file can reach so far: past its end it reads as zeros, after this limit reading is
 * an error. */
static inline bool qcow2_within_reach(uint64_t offset, uint64_t len)
{
	return offset <= RAW_MAX_FILE_BYTES && len <= RAW_MAX_FILE_BYTES - offset;
}

#endif
