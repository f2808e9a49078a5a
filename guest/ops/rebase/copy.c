/* SPDX-License-Identifier: Apache-2.0 */
#include "copy.h"

#include "base/fault.h"
#include "base/mem.h"
#include "content/content.h"
#include "content/packer.h"
#include "formats/edit.h"
#include "formats/target.h"
#include "io/message.h"
#include "io/writer.h"
#include "stages/chain.h"

#define LEN_PIECE SOURCE_LEN_PIECE
#define STEPS	  100u /* of progress, at most */

/* A disk that is compared. */
struct side {
	struct feed feed;
	struct content content;
	uint64_t size;
	uint8_t *bytes; /* of a piece */
	bool zeros;	/* known to be, without a look */
};

enum kind { SAME, DATA, ZERO };

struct copy {
	const struct rebase_config *config;
	struct guest_rebase_result *result;
	struct writer w;
	struct side old, new; /* what the disk reads now, and what it would read */
	uint64_t old_end;     /* of the old backing image: after that, zeros */
	struct packer packer;
	uint64_t start; /* of the piece that is loaded */
	uint64_t told;
};

/* --- opening --- */

static bool open_side(struct side *s, struct image *img)
{
	s->bytes = io_alloc(LEN_PIECE, 4096);
	s->size = img ? img->size : 0;
	return s->bytes &&
	       (!img || (feed_of(&s->feed, img) && content_open(&s->content, &s->feed)));
}

static bool open_new(struct copy *c)
{
	struct image *img = NULL;

	if ((c->config->flags & REBASE_FLAG_BASED) &&
	    !chain_open_disk(&c->config->onto, 1, EXTENT_DETAIL_BYTES, &img))
		return false;
	return open_side(&c->new, img);
}

/* What is zeros on the old backing image has to be so on the new one. */
static bool open_writer(struct copy *c, struct image *img, const struct editor *editor)
{
	static struct target_options options;
	bool zstd = c->config->flags & REBASE_FLAG_ZSTD;

	if (c->config->flags & REBASE_FLAG_COMPRESS)
		options.flags = TARGET_FLAG_COMPRESS | (zstd ? TARGET_FLAG_ZSTD : 0);
	c->w = (struct writer){ .target = editor->writer,
				.image = img,
				.options = &options,
				.disk = img->disk,
				.num_disks = 1,
				.len_unit = SOURCE_SECTOR_SIZE,
				.keeps_content = true };
	if (!c->w.target->begin(&c->w))
		return false;
	c->w.backing_name =
		(struct target_text){ c->config->backing.name, c->config->backing.len_name };
	return !options.flags ||
	       packer_open(&c->packer, zstd ? DESK_METHOD_ZSTD : DESK_METHOD_DEFLATE,
			   c->w.len_cluster, LEN_PIECE);
}

/* --- comparing --- */

static bool load(struct side *s, uint64_t pos, uint64_t len)
{
	uint64_t left = pos < s->size ? s->size - pos : 0;

	left = left < len ? left : len;
	memset(s->bytes + left, 0, len - left);
	s->zeros = true;
	return left == 0 || (content_add(&s->content, pos, left, s->bytes, &s->zeros) &&
			     content_load(&s->content));
}

static bool load_both(struct copy *c, uint64_t pos, uint64_t end)
{
	c->start = pos;
	return load(&c->old, pos, end - pos) && load(&c->new, pos, end - pos);
}

static bool is_same(const struct copy *c, uint64_t pos, uint64_t end)
{
	return (c->old.zeros && c->new.zeros) ||
	       memcmp(c->old.bytes + (pos - c->start), c->new.bytes + (pos - c->start),
		      end - pos) == 0;
}

/* What is written together: where it is to be compressed, a cluster of which nothing is there. */
static uint64_t unit_end(const struct copy *c, uint64_t pos, uint64_t end)
{
	uint64_t cluster = c->w.len_cluster, unit = c->w.len_unit;

	if ((c->config->flags & REBASE_FLAG_COMPRESS) && pos % cluster == 0 &&
	    (end - pos >= cluster || end == c->w.size))
		unit = cluster;
	return end - pos < unit ? end : pos + unit;
}

static enum kind kind_of(const struct copy *c, uint64_t pos, uint64_t end)
{
	if (is_same(c, pos, end))
		return SAME;
	return pos >= c->old_end ? ZERO : DATA;
}

/* --- writing --- */

static bool put_zeros(struct copy *c, uint64_t pos, uint64_t end)
{
	c->result->zeros += end - pos;
	return c->w.target->zero(&c->w, pos, end - pos);
}

static bool put_bytes(struct copy *c, uint64_t pos, uint64_t end)
{
	return c->w.target->put(&c->w, pos, c->old.bytes + (pos - c->start), (uint32_t)(end - pos));
}

/* A cluster, of which the disk may have a part only. */
static bool put_packed(struct copy *c, uint64_t pos, uint64_t end)
{
	uint8_t *bytes = c->old.bytes + (pos - c->start);
	const uint8_t *packed;
	uint32_t len;

	memset(bytes + (end - pos), 0, c->w.len_cluster - (end - pos));
	len = packer_pack(&c->packer, bytes, c->w.len_cluster, &packed);
	if (len == 0)
		return put_bytes(c, pos, end);
	return c->w.target->compressed(&c->w, pos, packed, len);
}

/* Units that differ. Those that are compressed are clusters. */
static bool put_data(struct copy *c, uint64_t pos, uint64_t end)
{
	c->result->data += end - pos;
	if (!(c->config->flags & REBASE_FLAG_COMPRESS))
		return put_bytes(c, pos, end);
	while (pos < end) {
		uint64_t next = unit_end(c, pos, end);
		bool whole = pos % c->w.len_cluster == 0 &&
			     (next - pos == c->w.len_cluster || next == c->w.size);

		if (!(whole ? put_packed : put_bytes)(c, pos, next))
			return false;
		pos = next;
	}
	return true;
}

static bool copy_piece(struct copy *c, uint64_t pos, uint64_t end)
{
	if (!load_both(c, pos, end))
		return false;
	while (pos < end) {
		uint64_t next = unit_end(c, pos, end);
		enum kind kind = kind_of(c, pos, next);

		while (next < end && kind_of(c, next, unit_end(c, next, end)) == kind)
			next = unit_end(c, next, end);
		if ((kind == DATA && !put_data(c, pos, next)) ||
		    (kind == ZERO && !put_zeros(c, pos, next)))
			return false;
		pos = next;
	}
	packer_forget(&c->packer);
	return writer_drain();
}

static uint64_t piece_end(uint64_t pos, uint64_t end)
{
	return end - pos < LEN_PIECE ? end : pos + LEN_PIECE;
}

static bool put_long(struct copy *c, uint64_t pos, uint64_t end)
{
	for (uint64_t next; pos < end; pos = next) {
		next = piece_end(pos, end);
		if (!load_both(c, pos, next) || !put_data(c, pos, next) || !writer_drain())
			return false;
	}
	return true;
}

/* One unit that is longer than a piece. */
static bool copy_long(struct copy *c, uint64_t pos, uint64_t end)
{
	for (uint64_t at = pos, next; at < end; at = next) {
		next = piece_end(at, end);
		if (!load_both(c, at, next))
			return false;
		if (!is_same(c, at, next))
			return pos >= c->old_end ? put_zeros(c, pos, end) : put_long(c, pos, end);
	}
	return true;
}

/* --- all of the disk --- */

static bool tell(struct copy *c, uint64_t pos)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_PROGRESS };

	if (!(c->config->flags & REBASE_FLAG_PROGRESS) ||
	    (pos < c->w.size && pos - c->told <= c->w.size / STEPS))
		return true;
	c->told = pos;
	message.progress.done = pos;
	message.progress.total = c->w.size;
	if (!message_emit(&message))
		return false;
	io_flush_messages();
	return true;
}

/* Whether the image itself has what is at `pos`, and how far that is known at once. */
static bool look_at(struct copy *c, uint64_t pos, uint64_t *end, bool *has)
{
	struct extent_record r;

	if (!feed_extent(&c->old.feed, pos, &r)) {
		the_fault.code = SOURCE_FAILURE_WALK;
		return fault_at(pos);
	}
	*has = r.depth == 0 && (r.flags & EXTENT_FLAG_ALLOCATED);
	*end = pos + r.length;
	return true;
}

static uint64_t next_multiple(uint64_t pos, uint64_t unit)
{
	return pos - pos % unit + unit;
}

/* No more is compared at once than qemu-img does: that decides where clusters go. */
static uint64_t most_at(const struct copy *c, uint64_t pos)
{
	uint64_t unit = c->w.len_unit, span = c->w.image->table_span;
	uint64_t end = next_multiple(pos, unit > LEN_PIECE ? unit : LEN_PIECE);

	if (span > 0 && next_multiple(pos, span) < end)
		end = next_multiple(pos, span);
	return end < c->w.size ? end : c->w.size;
}

/* The next units from `pos` on that the image has or has not. */
static bool next_range(struct copy *c, uint64_t pos, uint64_t *end, bool *has)
{
	uint64_t most = most_at(c, pos), next;
	bool more;

	if (!look_at(c, pos, end, has))
		return false;
	if (*has)
		return true;
	while (*end < most) {
		if (!look_at(c, *end, &next, &more))
			return false;
		if (more)
			break;
		*end = next;
	}
	*end = align_up(*end, c->w.len_unit);
	if (*end > most)
		*end = most;
	return true;
}

static bool copy_all(struct copy *c)
{
	bool has;

	for (uint64_t pos = 0, end; pos < c->w.size; pos = end) {
		if (!next_range(c, pos, &end, &has) ||
		    (!has && !(c->w.len_unit > LEN_PIECE ? copy_long : copy_piece)(c, pos, end)) ||
		    !tell(c, end))
			return false;
	}
	return c->w.target->end(&c->w);
}

bool rebase_copy(const struct rebase_config *config, struct image *img,
		 struct guest_rebase_result *result)
{
	static struct copy c;
	const struct editor *editor = editor_of(img->format->id);

	c.config = config;
	c.result = result;
	c.old_end = img->backing ? img->backing->size : 0;
	if (!open_side(&c.old, img) || !open_new(&c))
		return false;
	if (config->flags & REBASE_FLAG_LOOK)
		return true;
	if (!editor || !editor->writer || !editor->rebase)
		return fault_code(EDIT_ERROR_UNSUPPORTED, img->format->id);
	return open_writer(&c, img, editor) && copy_all(&c);
}
