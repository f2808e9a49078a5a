/* SPDX-License-Identifier: Apache-2.0 */
#include "encoded.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "base/mem.h"
#include "file.h"
#include "generated/view.h"
#include "io/io.h"

#define BITS_PER_BYTE	   8u
#define BITS_PER_CHARACTER 6u
#define EVERY		   1024u /* characters, of which it is remembered where they are */

static struct {
	uint64_t text, len;
	size_t num;
	uint8_t *bytes;
	bool is_sound;
	uint32_t marks[VIEW_MAX_ENCODED / EVERY + 1];
} state;

/* Characters that are not white space are numbered. */
static void mark_characters(void)
{
	uint32_t number = 0;

	for (uint32_t i = 0; i < state.len; i++)
		if (!ascii_is_space(state.bytes[i]) && number++ % EVERY == 0)
			state.marks[number / EVERY] = i;
}

/* Its bytes take the place of its characters. */
static bool decode(uint64_t text, uint64_t len)
{
	state.is_sound = false;
	if (!state.bytes)
		state.bytes = io_alloc(VIEW_MAX_ENCODED, 1);
	if (!state.bytes || !file_read(text, state.bytes, (uint32_t)len))
		return false;
	state.text = text;
	state.len = len;
	mark_characters();
	state.is_sound = base64_decode(state.bytes, len, state.bytes, &state.num);
	return state.is_sound;
}

bool encoded_begin(uint64_t text, uint64_t len, uint64_t *place, uint64_t *num)
{
	bool is_kept = state.is_sound && state.text == text && state.len == len;

	if (len > VIEW_MAX_ENCODED || is_encoded(text) || is_encoded(file_end()))
		return false;
	if (!is_kept && !decode(text, len))
		return false;
	*place = ENCODED_PLACES + text;
	*num = state.num;
	return true;
}

static bool encoded_read(uint64_t place, uint8_t *buf, uint32_t len)
{
	uint64_t at = place - ENCODED_PLACES - state.text;

	if (!state.is_sound || at > state.num || len > state.num - at)
		return false;
	memcpy(buf, state.bytes + at, len);
	return true;
}

bool bytes_read(uint64_t place, uint8_t *buf, uint32_t len)
{
	return is_encoded(place) ? encoded_read(place, buf, len) : file_read(place, buf, len);
}

/* Where a character is in the text. */
static bool find_character(uint64_t number, uint64_t *at)
{
	uint64_t here = state.marks[number / EVERY], left = number % EVERY;
	uint8_t c;

	for (;; here++) {
		if (here >= state.len || !file_step() || !file_read(state.text + here, &c, 1))
			return false;
		if (!ascii_is_space(c) && left-- == 0)
			break;
	}
	*at = here;
	return true;
}

bool encoded_text(uint64_t *place, uint64_t *len)
{
	uint64_t at = *place - ENCODED_PLACES - state.text, end = at + *len, first, last;
	bool has = state.is_sound && at <= state.num && *len <= state.num - at;

	*place = state.text;
	if (!has || !*len)
		return has;
	if (!find_character(at * BITS_PER_BYTE / BITS_PER_CHARACTER, &first) ||
	    !find_character((end * BITS_PER_BYTE - 1) / BITS_PER_CHARACTER, &last))
		return false;
	*place += first;
	*len = last + 1 - first;
	return true;
}
