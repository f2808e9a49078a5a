/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/guest.proto spec=36d20813 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "guest_message.h"

/* Bytes are written from the buffer's end towards its start; `room` bytes are left. */
struct encoder {
	uint8_t *buf;
	size_t room;
	bool full; /* something did not fit: the rest is dropped, and the message with it */
};

static void put_varint(struct encoder *e, uint64_t v)
{
	uint8_t bytes[10];
	size_t n = 0;

	do {
		bytes[n++] = (uint8_t)(v & 0x7f) | (v > 0x7f ? 0x80 : 0);
		v >>= 7;
	} while (v != 0);
	if (e->full || e->room < n) {
		e->full = true;
		return;
	}
	e->room -= n;
	for (size_t i = 0; i < n; i++)
		e->buf[e->room + i] = bytes[i];
}

/* Length and tag of what was written since `room` was `end`. */
static void put_head(struct encoder *e, uint32_t tag, size_t end)
{
	put_varint(e, end - e->room);
	put_varint(e, tag);
}

static void put_number(struct encoder *e, uint32_t tag, uint64_t v)
{
	put_varint(e, v);
	put_varint(e, tag);
}

static void put_bytes(struct encoder *e, uint32_t tag, const struct bytes_view *v)
{
	size_t end = e->room;

	if (e->full || e->room < v->len) {
		e->full = true;
		return;
	}
	e->room -= v->len;
	if (v->len != 0)
		__builtin_memcpy(e->buf + e->room, v->p, v->len);
	put_head(e, tag, end);
}

static void put_guest_wick(struct encoder *e, uint32_t tag, const struct guest_wick *m)
{
	size_t message_end = e->room;

	if (m->lit)
		put_number(e, 8, m->lit);
	put_head(e, tag, message_end);
}

static void put_guest_light(struct encoder *e, uint32_t tag, const struct guest_light *m)
{
	size_t message_end = e->room;

	if (m->num_hours != 0) {
		size_t end = e->room;

		for (size_t i = m->num_hours; i > 0; i--)
			put_varint(e, m->hours[i - 1]);
		put_head(e, 34, end);
	}
	for (size_t i = m->num_wicks; i > 0; i--)
		put_guest_wick(e, 26, &m->wicks[i - 1]);
	if (m->has_colour)
		put_bytes(e, 18, &m->colour);
	if (m->lumen != 0)
		put_number(e, 8, m->lumen);
	put_head(e, tag, message_end);
}

static void put_guest_dark(struct encoder *e, uint32_t tag, const struct guest_dark *m)
{
	size_t message_end = e->room;

	if (m->why.len != 0)
		put_bytes(e, 10, &m->why);
	put_head(e, tag, message_end);
}

bool guest_message_encode(const struct guest_message *m, uint8_t *buf, size_t cap, size_t *len)
{
	struct encoder e = { .buf = buf, .room = cap, .full = false };

	switch (m->kind) {
	case GUEST_MESSAGE_NONE:
		return false;
	case GUEST_MESSAGE_LIGHT:
		put_guest_light(&e, 10, &m->light);
		break;
	case GUEST_MESSAGE_DARK:
		put_guest_dark(&e, 18, &m->dark);
		break;
	default:
		return false;
	}
	if (e.full)
		return false;
	*len = cap - e.room;
	if (e.room != 0)
		__builtin_memmove(buf, buf + e.room, *len);
	return true;
}
