/* SPDX-License-Identifier: Apache-2.0 */
#include "sealing.h"

#include "base/arith.h"
#include "base/fault.h"
#include "base/mem.h"
#include "cipher.h"
#include "generated/key.h"
#include "generated/structures.h"
#include "generated/target.h"
#include "io/io.h"
#include "io/writer.h"
#include "stages/image.h"

#define LEN_ROOM (1u << 20)

bool sealing_is_wanted(const struct writer *w)
{
	if (w->image)
		return w->image->encrypted;
	return w->encryption && w->encryption->method != TARGET_ENCRYPTION_METHOD_NONE;
}

bool target_in_the_clear(const struct writer *w)
{
	if (!sealing_is_wanted(w))
		return true;
	return fault_raise(w->disk, FAULT_TARGET_IMAGE_UNKNOWN_CIPHER, 0,
			   w->encryption ? w->encryption->len_key : 0);
}

/* Without a header there is only the passphrase. */
static bool get_ready(struct sealing *s)
{
	if (!s->room)
		s->room = io_alloc(LEN_ROOM, 4096);
	s->has_key = s->has_key || cipher_of_passphrase(KEY_NEW_IMAGE, &s->cipher);
	return s->room && s->has_key;
}

static bool put_piece(struct sealing *s, uint32_t disk, uint64_t pos, uint64_t at,
		      const uint8_t *data, uint32_t len)
{
	uint32_t whole = (uint32_t)align_up(len, SECTORS_SIZE);
	uint8_t *to;

	if (whole > LEN_ROOM - s->used) {
		if (!writer_drain())
			return false;
		s->used = 0;
	}
	to = s->room + s->used;
	if (data)
		memcpy(to, data, len);
	else
		memset(to, 0, len);
	memset(to + len, 0, whole - len);
	disk_encrypt(&s->cipher, pos, at, to, whole);
	s->used += whole;
	return writer_put(disk, at, to, whole);
}

bool sealing_put(struct sealing *s, uint32_t disk, uint64_t pos, uint64_t at, const uint8_t *data,
		 uint64_t len)
{
	if (!get_ready(s))
		return false;
	while (len > 0) {
		uint32_t part = len < LEN_ROOM ? (uint32_t)len : LEN_ROOM;

		if (!put_piece(s, disk, pos, at, data, part))
			return false;
		pos += part;
		at += part;
		data = data ? data + part : NULL;
		len -= part;
	}
	return true;
}
