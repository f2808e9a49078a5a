/* SPDX-License-Identifier: Apache-2.0 */
#include "windows.h"

#include "base/arith.h"
#include "base/fault.h"
#include "base/mem.h"
#include "content/zeros.h"
#include "generated/compare.h"
#include "io/holes.h"
#include "io/message.h"
#include "stages/image.h"

#define LEN_BUFFER	(4u << 20)
#define MAX_PUTS	(LEN_BUFFER / COMPARE_LEN_WINDOW)
#define NOT_PLAIN_FLAGS (EXTENT_FLAG_COMPRESSED | EXTENT_FLAG_ENCRYPTED)

/* Part of the disk that is read; whole windows but at its end. */
struct stretch {
	uint64_t pos;
	uint32_t len;
	uint8_t *buf;
};

/* A part of the disk: known to be zeros, or as a file has it, or neither. */
struct part {
	uint64_t len;
	bool zeros;
	bool plain;
	uint32_t disk; /* of a plain part */
	uint64_t offset;
};

bool windows_open(struct windows *w)
{
	w->buffer = io_alloc(LEN_BUFFER, 4096);
	w->stretches = io_alloc(MAX_PUTS * sizeof(*w->stretches), _Alignof(struct stretch));
	w->puts = io_alloc(MAX_PUTS * sizeof(*w->puts), _Alignof(struct io_put));
	return w->buffer && w->stretches && w->puts && content_open(&w->content, w->feed);
}

static uint64_t window_end(uint64_t pos, uint64_t end)
{
	uint64_t next = pos - pos % COMPARE_LEN_WINDOW + COMPARE_LEN_WINDOW;

	return next < end ? next : end;
}

/* qemu-img counts sectors from where a run starts. */
static bool tell_odd(const struct windows *w, uint64_t start)
{
	struct extent_record record = { .start = start,
					.length = align_up(start, SOURCE_SECTOR_SIZE) - start };
	struct guest_message message = { .kind = GUEST_MESSAGE_EXTENTS };

	if (record.length == 0 || !w->tells_odd)
		return true;
	message.extents.records = (struct bytes_view){ (const uint8_t *)&record, sizeof(record) };
	return message_emit(&message);
}

/* Where bytes are that the file has as they are, the file may have a hole. */
static bool look_into_file(const struct extent_record *r, struct part *part)
{
	struct holes *holes;

	if (!(r->flags & EXTENT_FLAG_OFFSET_VALID) || (r->flags & NOT_PLAIN_FLAGS))
		return true;
	holes = holes_of(r->disk);
	if (!holes || !holes_find(holes, r->host_offset))
		return false;
	if (part->len > holes->end - r->host_offset)
		part->len = holes->end - r->host_offset;
	part->zeros = holes->hole;
	part->plain = !holes->hole;
	part->disk = r->disk;
	part->offset = r->host_offset;
	return true;
}

/* What is at `pos`, as far as it is alike. */
static bool find_part(struct windows *w, uint64_t pos, uint64_t end, struct part *part)
{
	struct extent_record r;

	if (!feed_extent(w->feed, pos, &r)) {
		the_fault.code = SOURCE_FAILURE_WALK;
		return fault_at(pos);
	}
	if (!tell_odd(w, pos + r.length))
		return false;
	part->plain = false;
	part->zeros = r.flags & EXTENT_FLAG_ZERO;
	part->len = r.length < end - pos ? r.length : end - pos;
	return part->zeros || look_into_file(&r, part);
}

/* The same in whole windows; one that is zeros in part is data. */
static bool find_windows(struct windows *w, uint64_t pos, uint64_t end, struct part *part)
{
	uint64_t past, until = window_end(pos, end);
	struct part next;

	if (!find_part(w, pos, end, part))
		return false;
	past = (pos + part->len) % COMPARE_LEN_WINDOW;
	if (pos + part->len == end)
		return true;
	if (part->len > past) {
		part->len -= past;
		return true;
	}
	part->plain = false;
	for (uint64_t at = pos + part->len; at < until; at += next.len) {
		if (!find_part(w, at, until, &next))
			return false;
		part->zeros = part->zeros && next.zeros;
	}
	part->len = until - pos;
	return true;
}

static bool add_stretch(struct windows *w, uint64_t pos, uint32_t len)
{
	uint8_t *buf = w->buffer + w->used;
	bool zeros;

	w->stretches[w->num++] = (struct stretch){ pos, len, buf };
	w->used += len;
	return content_add(&w->content, pos, len, buf, &zeros);
}

/* Whether the host may copy it. What lies past the end of a file is not in it. */
static bool can_copy(const struct windows *w, const struct part *part)
{
	uint64_t size = part->plain ? io_size(part->disk) : 0;

	return w->copies && part->len >= COMPARE_LEN_COPIED && part->offset <= size &&
	       part->len <= size - part->offset;
}

/* As much as fits; *pos is where it ends. What can be copied is: if there is nothing to be put
 * first, now. */
static bool gather(struct windows *w, uint64_t *pos, uint64_t end)
{
	struct part part;

	w->num = w->used = 0;
	while (*pos < end && w->used < LEN_BUFFER) {
		if (!find_windows(w, *pos, end, &part))
			return false;
		if (can_copy(w, &part)) {
			if (w->used > 0)
				break;
			if (!io_copy(w->output, *pos, part.disk, part.offset, part.len))
				return false;
		} else if (!part.zeros) {
			if (part.len > LEN_BUFFER - w->used)
				part.len = LEN_BUFFER - w->used;
			if (!add_stretch(w, *pos, (uint32_t)part.len))
				return false;
		}
		*pos += part.len;
	}
	return content_load(&w->content);
}

static void add_put(struct windows *w, uint64_t pos, const uint8_t *buf, uint32_t len)
{
	struct io_put *last = w->num_puts > 0 ? &w->puts[w->num_puts - 1] : NULL;

	if (last && last->offset + last->len == pos)
		last->len += len;
	else
		w->puts[w->num_puts++] = (struct io_put){ buf, pos, len, w->output };
}

static void choose(struct windows *w, const struct stretch *s)
{
	uint32_t len;

	for (uint32_t at = 0; at < s->len; at += len) {
		len = (uint32_t)(window_end(s->pos + at, s->pos + s->len) - (s->pos + at));
		if (!zeros_only(s->buf + at, len))
			add_put(w, s->pos + at, s->buf + at, len);
	}
}

static bool put_all(struct windows *w)
{
	w->num_puts = 0;
	for (uint32_t i = 0; i < w->num; i++)
		choose(w, &w->stretches[i]);
	return w->num_puts == 0 || io_put_batch(w->puts, w->num_puts);
}

/* One part of a window after the other, so that all is read that comes before a failure. */
static bool read_parts(struct windows *w, uint64_t pos, uint64_t end, uint64_t *reached)
{
	struct part part;
	bool zeros;

	for (*reached = pos; *reached < end; *reached += part.len) {
		uint8_t *buf = w->buffer + (*reached - pos);

		if (!find_part(w, *reached, end, &part) ||
		    !content_add(&w->content, *reached, part.len, buf, &zeros) ||
		    !content_load(&w->content))
			return false;
	}
	return true;
}

static bool put_carefully(struct windows *w, uint64_t pos, uint64_t end)
{
	bool ok = true;

	fault_clear();
	content_forget(&w->content);
	for (uint64_t reached; ok && pos < end; pos = reached) {
		ok = read_parts(w, pos, window_end(pos, end), &reached);
		w->num = reached > pos;
		w->stretches[0] = (struct stretch){ pos, (uint32_t)(reached - pos), w->buffer };
		ok = put_all(w) && ok;
	}
	return ok;
}

bool windows_put(struct windows *w, uint64_t pos, uint64_t end)
{
	while (pos < end) {
		uint64_t start = pos;

		if (!gather(w, &pos, end))
			return w->careful && put_carefully(w, start, end);
		if (!put_all(w))
			return false;
	}
	return true;
}
