/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2: from L1 and L2 entries to extents. The loop over standard entries is the one place
 * where a nanosecond per entry matters (1 TiB has 16 million), so it keeps the current run in
 * registers and exists in four variants.
 */
#include "stages/extent_list.h"
#include "image.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))

/* What walking a slice needs, and how far it got. */
struct walk {
	struct image *img;
	struct qcow2 *q;
	struct extent_list list;
	struct holes *holes; /* NULL: holes of the file do not matter */
	uint64_t table;	     /* file offset of the slice, for faults */
	uint64_t pos, stop;  /* position in the disk, end of the part to walk; all in one slice */
	uint32_t plain, reserved; /* flags of data, and of zeros with space in the file */
	bool faulted;
};

/* A fault of the entry for the cluster at `at`, with the further numbers that its text names. */
static bool entry_fault(struct walk *w, uint32_t fault, uint64_t at, uint64_t value)
{
	struct qcow2 *q = w->q;
	uint32_t entry_size = (uint32_t)qcow2_header_l2_entry_size(&q->header);
	uint64_t offset = w->table + (at >> q->cluster_bits) % q->slice_entries * entry_size;

	w->faulted = true;
	(void)fault_raise(w->img->disk, fault, offset, value);
	fault_extra(fault == FAULT_QCOW2_L2_ENTRY_DATA_FILE_MISMATCH
			    ? at
			    : offset - offset % q->cluster_size);
	fault_extra(offset % q->cluster_size / entry_size);
	return false;
}

/* The current run of equal clusters, not yet in the list. */
struct run {
	uint64_t start;
	uint64_t host, next_host;
	uint32_t flags; /* RUN_NONE: there is none */
	bool fresh;	/* the run before, in the same slice, is the list's last record: they do not
			   merge */
};

#define RUN_NONE   0x10000u
#define KEEPS_HOST (EXTENT_FLAG_OFFSET_VALID | EXTENT_APART)

/* Put the run, which ends at `end`, into the list; false when that is full, with w->pos where it
 * starts. */
static ALWAYS_INLINE bool end_run(struct walk *w, struct run *run, uint64_t end, bool full)
{
	struct extent_list *l = &w->list;

	if (run->flags == RUN_NONE)
		return true;
	if (!run->fresh) {
		run->fresh = true;
		if (extent_add(l, run->start, end - run->start, run->flags, run->host))
			return true;
	} else if (l->num < l->max) {
		l->out[l->num++] = (struct extent_record){
			.start = run->start,
			.length = end - run->start,
			.host_offset = full && (run->flags & KEEPS_HOST) ? run->host : 0,
			.flags = (uint16_t)run->flags,
			.depth = l->depth,
			.disk = l->disk,
		};
		return true;
	}
	w->pos = run->start;
	return false;
}

/* A data cluster of which the file has only a part. */
static bool split_cluster(struct walk *w, struct run *run, uint64_t at, uint64_t host)
{
	uint64_t start = at < w->pos ? w->pos : at;
	uint64_t end = w->stop - at > w->q->cluster_size ? at + w->q->cluster_size : w->stop;

	if (!end_run(w, run, start, true))
		return false;
	run->flags = RUN_NONE;
	run->fresh = false;
	if (extent_add_through(&w->list, start, end - start, w->plain, w->plain | EXTENT_FLAG_ZERO,
			       host + (start - at)))
		return true;
	w->pos = start;
	if (w->list.num > 0) /* a part of the cluster may be in the list already */
		w->pos = w->list.out[w->list.num - 1].start + w->list.out[w->list.num - 1].length;
	w->faulted = w->list.failed;
	return false;
}

/* What decides about standard entries, in a form that stays in registers. */
struct rules {
	uint64_t offset_in_cluster;				 /* mask */
	uint32_t plain, reserved, zero, unallocated, compressed; /* flags */
	bool version_2, data_file;
};

static uint32_t compressed(const struct walk *w)
{
	return EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_DATA | EXTENT_FLAG_COMPRESSED |
	       (w->list.detail == EXTENT_DETAIL_BYTES ? EXTENT_APART : 0);
}

static struct rules rules_of(const struct walk *w, bool full)
{
	const struct qcow2 *q = w->q;

	return (struct rules){
		.offset_in_cluster = q->cluster_size - 1,
		.plain = full ? w->plain : EXTENT_STATE_DATA,
		.reserved = full ? w->reserved : EXTENT_STATE_ZERO,
		.zero = EXTENT_STATE_ZERO,
		.unallocated = full ? w->img->unallocated : extent_state(w->img->unallocated),
		.compressed = full ? compressed(w) : EXTENT_STATE_DATA,
		.version_2 = q->header.version < QCOW2_HEADER_VERSION_MAX,
		.data_file = q->data_file,
	};
}

/* What a standard entry says of the cluster at `at`. */
struct cluster {
	uint64_t host;
	uint32_t flags;
	uint32_t fault; /* 0: none */
	bool plain;	/* the bytes are at `host` */
};

static ALWAYS_INLINE uint32_t place_fault(const struct rules *r, uint64_t host, uint64_t at)
{
	if (host & r->offset_in_cluster)
		return FAULT_QCOW2_L2_ENTRY_DATA_UNALIGNED;
	return r->data_file && host != at ? FAULT_QCOW2_L2_ENTRY_DATA_FILE_MISMATCH : 0;
}

static ALWAYS_INLINE struct cluster classify(const struct rules *r, uint64_t entry, uint64_t at)
{
	struct cluster c = { .host = qcow2_l2_entry_host_offset(entry) };

	if (qcow2_l2_entry_compressed(entry)) {
		c.flags = r->compressed;
		if (!r->data_file && r->compressed & EXTENT_APART)
			c.host = entry;
		c.fault = r->data_file ? FAULT_QCOW2_L2_ENTRY_COMPRESSED_IN_DATA_FILE : 0;
	} else if (qcow2_l2_entry_zero(entry)) {
		c.flags = c.host ? r->reserved : r->zero;
		c.fault = r->version_2 ? FAULT_QCOW2_L2_ENTRY_ZERO_IN_VERSION_2
			  : c.host     ? place_fault(r, c.host, at)
				       : 0;
	} else if (c.host == 0 && !(r->data_file && qcow2_l2_entry_copied(entry))) {
		c.flags = r->unallocated;
	} else {
		c.flags = r->plain;
		c.fault = place_fault(r, c.host, at);
		c.plain = true;
	}
	return c;
}

/* The run of the file that was looked up last. */
struct seen {
	uint64_t start, fits; /* clusters that start in [start, start + fits) lie wholly in it */
	bool hole;
};

static bool look_up(struct walk *w, uint64_t host, struct seen *seen)
{
	uint64_t len;

	if (!holes_find(w->holes, host))
		return false;
	len = w->holes->end - w->holes->start;
	seen->start = w->holes->start;
	seen->fits = len >= w->q->cluster_size ? len - w->q->cluster_size + 1 : 0;
	seen->hole = w->holes->hole;
	return true;
}

/*
 * The entries of a slice from w->pos to w->stop. False when it stopped early, at w->pos. `full` and
 * `through` are constants where this is inlined: with EXTENT_DETAIL_FULL offsets have to continue,
 * and with `through` the holes of the file are looked up.
 */
static ALWAYS_INLINE bool walk_standard(struct walk *w, const uint8_t *entries, bool full,
					bool through)
{
	const struct rules rules = rules_of(w, full);
	uint64_t size = w->q->cluster_size, at = w->pos & ~(size - 1), next;
	uint64_t grain = !full && w->img->grain > size ? w->img->grain : size, stop = w->stop;
	uint32_t bits = w->q->cluster_bits, index_mask = w->q->slice_entries - 1;
	struct run run = { .start = w->pos, .flags = RUN_NONE };
	struct seen seen = { .fits = 0 };

	for (; at < stop; at = next) {
		uint64_t index = (at >> bits) & index_mask;
		struct cluster c = classify(
			&rules, qcow2_l2_entry_load(entries + index * QCOW2_L2_ENTRY_SIZE), at);

		next = at + size;
		if (through && c.plain && c.fault == 0) {
			if (c.host - seen.start >= seen.fits)
				w->faulted = !look_up(w, c.host, &seen);
			if (!w->faulted && c.host - seen.start >= seen.fits) {
				if (!split_cluster(w, &run, at, c.host))
					return false;
				continue;
			}
			if (seen.hole)
				c.flags = full ? c.flags | EXTENT_FLAG_ZERO : EXTENT_STATE_ZERO;
		}
		if (!full && c.flags == EXTENT_STATE_DATA)
			next = (at | (grain - 1)) + 1;
		if (c.flags == run.flags && !(full && c.flags & EXTENT_APART) &&
		    (!full || c.host == run.next_host || !(c.flags & EXTENT_FLAG_OFFSET_VALID)) &&
		    c.fault == 0 && !(through && w->faulted)) {
			run.next_host += size;
			continue;
		}
		if (!end_run(w, &run, at, full))
			return false;
		run.start = at < w->pos ? w->pos : at;
		run.flags = c.flags;
		run.host = c.flags & EXTENT_APART ? c.host : c.host + (run.start - at);
		run.next_host = c.host + size;
		if (c.fault != 0)
			(void)entry_fault(w, c.fault, at, c.host);
		if (w->faulted) {
			w->pos = run.start;
			return false;
		}
	}
	return end_run(w, &run, stop, full);
}

/* One cluster of an image with subclusters, from w->pos to `end`; `placed`: it has space at `host`.
 * False as in walk_standard. */
static bool add_subclusters(struct walk *w, uint64_t at, uint64_t end, bool placed, uint64_t host,
			    uint64_t bitmap)
{
	uint64_t zero = qcow2_subcluster_bitmap_reads_as_zero(bitmap);
	uint64_t allocated = qcow2_subcluster_bitmap_allocated(bitmap);
	uint32_t bits = w->q->cluster_bits - QCOW2_SUBCLUSTER_BITS;
	uint32_t offset_valid = placed ? w->reserved & EXTENT_FLAG_OFFSET_VALID : 0;

	while (w->pos < end) {
		uint32_t first = (uint32_t)((w->pos - at) >> bits);
		bool is_zero = zero >> first & 1, is_data = allocated >> first & 1;
		uint32_t flags = is_zero   ? EXTENT_STATE_ZERO | offset_valid
				 : is_data ? w->plain
					   : w->img->unallocated | offset_valid;
		uint32_t last = first;
		uint64_t stop, from = w->pos;

		while (last < QCOW2_SUBCLUSTERS_PER_CLUSTER && (zero >> last & 1) == is_zero &&
		       (allocated >> last & 1) == is_data)
			last++;
		stop = at + ((uint64_t)last << bits) < end ? at + ((uint64_t)last << bits) : end;
		if (is_data && w->holes) {
			if (!extent_add_through(&w->list, from, stop - from, flags,
						flags | EXTENT_FLAG_ZERO, host + (from - at))) {
				w->faulted = w->list.failed;
				if (w->list.num > 0)
					w->pos = w->list.out[w->list.num - 1].start +
						 w->list.out[w->list.num - 1].length;
				return false;
			}
		} else if (!extent_add(&w->list, from, stop - from, flags, host + (from - at))) {
			return false;
		}
		w->pos = stop;
	}
	return true;
}

/* As walk_standard, for entries with subclusters. */
static bool walk_extended(struct walk *w, const uint8_t *entries)
{
	const struct rules rules = rules_of(w, true);
	const struct qcow2 *q = w->q;
	uint64_t size = q->cluster_size;

	while (w->pos < w->stop) {
		uint64_t at = w->pos & ~(size - 1);
		uint64_t end = w->stop - at > size ? at + size : w->stop;
		uint64_t index = (at >> q->cluster_bits) % q->slice_entries;
		const uint8_t *p = entries + index * QCOW2_EXTENDED_L2_ENTRY_SIZE;
		uint64_t entry = qcow2_l2_entry_load(p);
		uint64_t bitmap = qcow2_subcluster_bitmap_load(p + QCOW2_L2_ENTRY_SIZE);
		uint64_t host = qcow2_l2_entry_host_offset(entry);
		bool placed = host != 0 || (q->data_file && qcow2_l2_entry_copied(entry));
		uint32_t fault;

		if (qcow2_l2_entry_compressed(entry)) {
			if (q->data_file)
				return entry_fault(w, FAULT_QCOW2_L2_ENTRY_COMPRESSED_IN_DATA_FILE,
						   at, host);
			if (!extent_add(&w->list, w->pos, end - w->pos, compressed(w), entry))
				return false;
			w->pos = end;
			continue;
		}
		if (!placed) {
			if (qcow2_subcluster_bitmap_allocated(bitmap) != 0)
				return entry_fault(
					w, FAULT_QCOW2_SUBCLUSTER_BITMAP_ALLOCATED_WITHOUT_OFFSET,
					at, bitmap);
		} else {
			if (qcow2_subcluster_bitmap_conflicts(bitmap) != 0)
				return entry_fault(w, FAULT_QCOW2_SUBCLUSTER_BITMAP_BOTH_SET, at,
						   bitmap);
			fault = place_fault(&rules, host, at);
			if (fault != 0)
				return entry_fault(w, fault, at, host);
		}
		if (!add_subclusters(w, at, end, placed, host, bitmap))
			return false;
	}
	return true;
}

/* The part of one slice; false when it stopped early. */
static bool walk_slice(struct walk *w, const uint8_t *entries)
{
	bool full = w->list.detail != EXTENT_DETAIL_STATE;
	bool done;

	if (w->q->extended)
		return walk_extended(w, entries);
	if (w->holes)
		done = full ? walk_standard(w, entries, true, true)
			    : walk_standard(w, entries, false, true);
	else
		done = full ? walk_standard(w, entries, true, false)
			    : walk_standard(w, entries, false, false);
	if (done)
		w->pos = w->stop;
	return done;
}

static bool begin_walk(struct walk *w, struct image *img, uint64_t first, uint64_t end,
		       struct extent_record *out, size_t max)
{
	struct qcow2 *q = img->state;
	uint32_t plain = img->encrypted ? image_encrypted(img) : EXTENT_PLAIN;

	*w = (struct walk){ .img = img, .q = q, .plain = plain };
	w->reserved = img->encrypted ? EXTENT_STATE_ZERO : EXTENT_FLAT_HOLE;
	extent_list_begin(&w->list, img, out, max);
	w->list.disk = q->data_disk;
	if (!q->through_known) {
		if (img->quirks & SOURCE_QUIRK_FILE_HOLES_EVERYWHERE)
			q->through = true;
		else if (!qcow2_make_room(img, q) ||
			 !qcow2_looks_preallocated(img, q, first, end, &q->through))
			return false;
		q->through_known = true;
	}
	if (q->through && !img->encrypted) {
		w->holes = holes_of(q->data_disk);
		return w->holes != NULL;
	}
	return true;
}

bool qcow2_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		size_t max, size_t *num)
{
	struct qcow2 *q = img->state;
	uint32_t slice_bits = q->cluster_bits + (uint32_t)__builtin_ctz(q->slice_entries);
	uint64_t end_slices = end > 0 ? ((end - 1) >> slice_bits) + 1 : 0;
	struct walk w;

	if (!begin_walk(&w, img, pos >> slice_bits, end_slices, out, max))
		return false;
	w.pos = pos;
	while (w.pos < end) {
		uint64_t slice = w.pos >> slice_bits;
		uint64_t slice_end = (slice + 1) << slice_bits;
		const uint8_t *entries;

		w.stop = slice_end < end ? slice_end : end;
		if (slice < q->first_slice || slice - q->first_slice >= q->num_slices)
			if (!qcow2_load_slices(img, q, slice, end_slices))
				return extent_list_fail(&w.list, num);
		entries = q->l2.page[slice - q->first_slice];
		if (!entries) {
			if (!extent_add(&w.list, w.pos, w.stop - w.pos, img->unallocated, 0))
				break;
			w.pos = w.stop;
			continue;
		}
		w.table = q->l2.offset[slice - q->first_slice];
		if (!walk_slice(&w, entries)) {
			if (w.faulted)
				return extent_list_fail(&w.list, num);
			break;
		}
	}
	return extent_list_end(&w.list, num);
}
