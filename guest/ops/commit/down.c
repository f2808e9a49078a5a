/* SPDX-License-Identifier: Apache-2.0 */
#include "down.h"

#include "base/arith.h"
#include "base/fault.h"
#include "content/older.h"
#include "formats/existing.h"
#include "formats/new_image.h"
#include "io/message.h"
#include "io/writer.h"
#include "stages/chain.h"

#define STEPS 100u /* of progress, at most */

struct down {
	const struct commit_config *config;
	struct guest_commit_result *result;
	struct writer w;    /* over the backing image */
	struct older older; /* what that has */
	struct feed feed;   /* the disk that is committed, with the backing image below */
	struct content content;
	uint64_t granule;
	uint64_t most; /* at once */
	uint8_t *bytes;
	bool *zeros; /* of each granule: known to be, without a look */
	uint64_t told;
};

static uint64_t granule_of(const struct writer *w)
{
	uint64_t granule = w->image->cluster_size ? w->image->cluster_size : COMMIT_MAX_GRANULE;

	if (granule < COMMIT_MIN_GRANULE)
		granule = COMMIT_MIN_GRANULE;
	if (granule > COMMIT_MAX_GRANULE)
		granule = COMMIT_MAX_GRANULE;
	return granule > w->len_unit ? granule : w->len_unit;
}

/* How the backing image opens: what the user says of images is by their depth below the top. */
static const struct source_options *base_options(const struct commit_config *config)
{
	static struct source_options base;
	const struct source_options *all = &config->source;
	size_t depth = config->num_layers;

	base = *all;
	for (size_t i = 1; i < sizeof(base.layer_formats); i++)
		base.layer_formats[i] = i + depth < sizeof(base.layer_formats)
						? all->layer_formats[i + depth]
						: SOURCE_FORMAT_UNKNOWN;
	base.num_layers = all->num_layers > depth ? all->num_layers - depth : 0;
	return &base;
}

static bool open_base(struct down *d)
{
	if (!new_image_writer(&d->config->image, 1, &d->w))
		return false;
	d->w.old = older_read;
	d->w.older = &d->older;
	return existing_open(base_options(d->config), &d->w) && older_open(&d->older, d->w.image) &&
	       d->w.target->begin(&d->w);
}

static bool open_all(struct down *d)
{
	static struct source_options above;
	struct image *top;

	above = d->config->source;
	above.num_layers = d->config->num_layers;
	if (!open_base(d) || !chain_open_disk(&above, 0, EXTENT_DETAIL_BYTES, &top) ||
	    !chain_put_on(top, d->w.image, EXTENT_DETAIL_BYTES) || !feed_of(&d->feed, top) ||
	    !content_open(&d->content, &d->feed))
		return false;
	d->granule = granule_of(&d->w);
	d->most = d->granule > COMMIT_LEN_PIECE ? d->granule : COMMIT_LEN_PIECE;
	d->bytes = io_alloc(d->most, 4096);
	d->zeros = io_alloc(d->most / d->granule * sizeof(*d->zeros), 1);
	return d->bytes && d->zeros;
}

/* --- where there is something to write --- */

/* Whether an image above the backing image has what is at `pos`, and how far that is known. */
static bool look_at(struct down *d, uint64_t pos, uint64_t *end, bool *has)
{
	struct extent_record r;

	if (!feed_extent(&d->feed, pos, &r)) {
		the_fault.code = SOURCE_FAILURE_WALK;
		return fault_at(pos);
	}
	*has = r.depth < d->config->num_layers;
	*end = pos + r.length;
	return true;
}

/* The end of the granules from the one of `pos` on that have something, each of them; `from` is as
 * far as it is known. */
static bool find_end(struct down *d, uint64_t from, uint64_t most, uint64_t *end)
{
	uint64_t next;
	bool has;

	while (from < most) {
		if (!look_at(d, from, &next, &has))
			return false;
		if (!has && next >= align_up(from, d->granule))
			break;
		from = next;
	}
	*end = align_up(from, d->granule);
	if (*end > most)
		*end = most;
	return true;
}

/* The next granules from *pos on that have something; none, if *pos is where the disk ends. */
static bool next_range(struct down *d, uint64_t *pos, uint64_t *end)
{
	uint64_t size = d->feed.size, start, next = *pos;
	bool has = false;

	while (!has && next < size) {
		*pos = next;
		if (!look_at(d, *pos, &next, &has))
			return false;
	}
	if (!has) {
		*pos = *end = size;
		return true;
	}
	start = *pos - *pos % d->granule;
	*pos = start;
	return find_end(d, next, size - start < d->most ? size : start + d->most, end);
}

/* --- writing it --- */

static bool load(struct down *d, uint64_t pos, uint64_t end)
{
	for (uint64_t at = pos, n = 0; at < end; at += d->granule, n++) {
		uint64_t len = end - at < d->granule ? end - at : d->granule;

		if (!content_add(&d->content, at, len, d->bytes + (at - pos), &d->zeros[n]))
			return false;
	}
	return content_load(&d->content);
}

/* Where the disk ends before the backing image's, what that has around it in a unit is read and
 * written too. */
static uint64_t unit_end(const struct down *d, uint64_t end)
{
	uint64_t whole = align_up(end, d->w.len_unit);

	return whole < d->w.size ? whole : d->w.size;
}

static bool put(struct down *d, uint64_t start, uint64_t pos, uint64_t end)
{
	uint64_t whole = unit_end(d, end);
	uint8_t *bytes = d->bytes + (pos - start);

	d->result->data += end - pos;
	if (whole > end &&
	    !older_read(&d->older, end, bytes + (end - pos), (uint32_t)(whole - end)))
		return false;
	return d->w.target->put(&d->w, pos, bytes, (uint32_t)(whole - pos));
}

static bool put_zeros(struct down *d, uint64_t pos, uint64_t end)
{
	d->result->zeros += end - pos;
	return d->w.target->zero(&d->w, pos, end - pos);
}

static bool is_zeros(const struct down *d, uint64_t start, uint64_t pos, uint64_t end)
{
	uint64_t next = end - pos < d->granule ? end : pos + d->granule;

	return d->zeros[(pos - start) / d->granule] && unit_end(d, next) == next;
}

/* Granules that are alike, together. */
static bool write_range(struct down *d, uint64_t start, uint64_t end)
{
	for (uint64_t pos = start, next; pos < end; pos = next) {
		bool zeros = is_zeros(d, start, pos, end);

		next = pos;
		do
			next = end - next < d->granule ? end : next + d->granule;
		while (next < end && is_zeros(d, start, next, end) == zeros);
		if (!(zeros ? put_zeros(d, pos, next) : put(d, start, pos, next)))
			return false;
	}
	return writer_drain();
}

static bool tell(struct down *d, uint64_t pos)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_PROGRESS };

	if (!(d->config->flags & COMMIT_FLAG_PROGRESS) ||
	    (pos < d->feed.size && pos - d->told <= d->feed.size / STEPS))
		return true;
	d->told = pos;
	message.progress.done = pos;
	message.progress.total = d->feed.size;
	if (!message_emit(&message))
		return false;
	io_flush_messages();
	return true;
}

bool commit_down(const struct commit_config *config, struct guest_commit_result *result)
{
	static struct down d;
	uint64_t pos = 0, end;

	d.config = config;
	d.result = result;
	if (!open_all(&d))
		return false;
	for (; pos < d.feed.size; pos = end)
		if (!next_range(&d, &pos, &end) ||
		    (pos < end && (!load(&d, pos, end) || !write_range(&d, pos, end))) ||
		    !tell(&d, end))
			return false;
	result->format = d.feed.tops[0]->format->id;
	return d.w.target->end(&d.w);
}
