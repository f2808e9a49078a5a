/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each byte of the file holds one byte of the disk, at most. Where tables name more data than the
 * file has, they share; where they name many times what it takes, unpacking it is an attack;
 * and where data overlaps what the format reads, the disk's user writes what its next reader
 * believes. All of it is seen on the way through the disk's extents.
 */
#include "space.h"

#include "claims.h"
#include "stages/window.h"

#define BLOCK	     4096u  /* what the smallest file takes, even where the host says nothing yet */
#define MOST_LOTS    4u	    /* of claims: each is a walk */
#define MOST_LOOKUPS 65536u /* of holes: what is after is taken for data */

static const struct info_place nowhere;

struct walk {
	const struct image *img;
	const struct claims *claims;
	uint64_t most_compressed, most_plain; /* above them nothing has to be counted */
	uint64_t compressed, plain; /* bytes of the disk in blocks of each kind, in the own file */
	uint64_t stored;   /* of `plain`, what is not in a hole of the file; counted on demand */
	uint64_t end;	   /* of the last block that is plainly in the own file */
	uint32_t claim;	   /* one that data overlaps, or UINT32_MAX */
	uint64_t at, host; /* ... that data, on the disk and in the file */
	uint32_t lookups;  /* of holes that are left */
	bool count_stored;
};

static bool is_own(const struct walk *w, const struct extent_record *r)
{
	return (r->flags & EXTENT_FLAG_OFFSET_VALID) && r->disk == w->img->disk;
}

/* Bytes of it that are not past the end of the file, where zeros are read. */
static uint64_t in_file(const struct walk *w, const struct extent_record *r)
{
	uint64_t size = io_size(w->img->disk), left;

	left = r->host_offset < size ? size - r->host_offset : 0;
	return r->length < left ? r->length : left;
}

static bool add_stored(struct walk *w, const struct extent_record *r)
{
	struct holes *holes = holes_of(w->img->disk);
	uint64_t pos = r->host_offset, end = pos + in_file(w, r);

	if (!holes)
		return false;
	for (; pos < end && w->lookups > 0 && w->stored <= w->most_plain; w->lookups--) {
		uint64_t stop;

		if (!holes_find(holes, pos))
			return false;
		stop = holes->end < end ? holes->end : end;
		if (!holes->hole)
			w->stored += stop - pos;
		pos = stop;
	}
	w->stored += end - pos;
	return true;
}

static bool meet(void *arg, uint64_t at, uint64_t host, uint64_t len)
{
	struct walk *w = arg;

	if (w->claim != UINT32_MAX)
		return true;
	w->claim = claims_meet(w->claims, host, host + len);
	w->at = at;
	w->host = host;
	return true;
}

static bool count(struct walk *w, const struct extent_record *r)
{
	uint64_t end = r->host_offset + r->length;

	if (r->flags & EXTENT_FLAG_COMPRESSED)
		w->compressed += r->length;
	if (!is_own(w, r))
		return true;
	if (end > w->end)
		w->end = end;
	if (!meet(w, r->start, r->host_offset, r->length))
		return false;
	if (!(r->flags & EXTENT_FLAG_DATA) || (r->flags & EXTENT_FLAG_ZERO))
		return true;
	w->plain += in_file(w, r);
	return !w->count_stored || add_stored(w, r);
}

static bool is_enough(const struct walk *w)
{
	return w->compressed > w->most_compressed ||
	       (w->count_stored ? w->stored : w->plain) > w->most_plain;
}

/* False where a table is broken. */
static bool walk(struct walk *w, struct window *window)
{
	w->compressed = w->plain = w->stored = w->end = 0;
	w->claim = UINT32_MAX;
	w->lookups = MOST_LOOKUPS;
	for (window->pos = 0; window_more(window) && !is_enough(w);) {
		if (!window_pull(window))
			return false;
		for (size_t i = 0; i < window->num && !is_enough(w); i++)
			if (!count(w, &window->records[i]))
				return false;
	}
	return true;
}

/* What a snapshot has of its own becomes the disk's when somebody goes back to it. */
static bool walk_snapshots(struct walk *w, struct image *img)
{
	return w->claim != UINT32_MAX || !w->claims->snapshot_data ||
	       w->claims->snapshot_data(img, meet, w);
}

/* Walk once for each lot of claims, until data meets one. The counts are those of any of them. */
static bool walk_claims(struct walk *w, struct window *window, struct claims *claims,
			struct image *img, struct info_sink *sink)
{
	uint32_t lots = 0;

	do {
		if (!claims_next(claims, img) || !walk(w, window) || !walk_snapshots(w, img))
			return false;
	} while (w->claim == UINT32_MAX && claims->from + claims->num < claims->seen &&
		 ++lots < MOST_LOTS);
	if (lots == MOST_LOTS)
		info_find(sink, FINDING_KIND_UNEXAMINED, nowhere, claims->seen, NULL, 0);
	return true;
}

static void find_overlaps(const struct walk *w, struct info_sink *sink)
{
	uint64_t size = io_size(w->img->disk);

	if (w->claim != UINT32_MAX)
		info_find(sink, FINDING_KIND_OVERLAP,
			  (struct info_place){ w->claims->structure[w->claim], 0, w->host }, w->at,
			  NULL, 0);
	else if (w->plain > size)
		info_find(sink, FINDING_KIND_OVERLAP, nowhere, w->plain, NULL, 0);
}

/* Holes make a disk large and nothing that is unpacked: where there is too much, it is counted
 * again without them. */
static bool find_expansion(struct walk *w, struct window *window, uint64_t most, uint64_t taken,
			   struct info_sink *sink)
{
	if (w->compressed > w->most_compressed)
		info_find(sink, FINDING_KIND_COMPRESSION_RATIO, nowhere, w->compressed / taken,
			  NULL, 0);
	if (w->plain <= most)
		return true;
	w->count_stored = true;
	w->most_plain = most;
	w->most_compressed = UINT64_MAX;
	if (!walk(w, window))
		return false;
	if (w->stored > most)
		info_find(sink, FINDING_KIND_EXPANSION, nowhere, w->stored / taken, NULL, 0);
	return true;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

bool space_look(const struct info_config *config, struct image *img, struct info_sink *sink)
{
	uint64_t ratio = config->max_compression_ratio, taken, most, end;
	struct walk w = { .img = img };
	struct claims claims;
	struct window window;

	if (img->size == 0)
		return true;
	if (!claims_init(&claims, img) || !window_open(&window, img, 0, img->size))
		return false;
	taken = larger(io_allocated(img->disk), BLOCK);
	most = ratio == 0 || taken > UINT64_MAX / ratio ? UINT64_MAX : taken * ratio;
	w.claims = &claims;
	w.most_compressed = most;
	w.most_plain = larger(most, io_size(img->disk));
	img->encrypted = false; /* its maker has the key: where it is matters as much */
	if (!walk_claims(&w, &window, &claims, img, sink))
		return false;
	end = is_enough(&w) ? 0 : w.end;
	if (sink->blocks_last && end != 0) /* the disk may end inside of its last block */
		sink->end = end + (img->size % img->cluster_size != 0 ? img->cluster_size : 0);
	find_overlaps(&w, sink);
	return find_expansion(&w, &window, most, taken, sink);
}
