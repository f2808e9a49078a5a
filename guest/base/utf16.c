/* SPDX-License-Identifier: Apache-2.0 */
#include "utf16.h"

#include "store.h"

/* RFC 2781 and RFC 3629: the ranges of the two encodings. */
enum {
	HIGH_SURROGATE = 0xd800,
	LOW_SURROGATE = 0xdc00,
	SURROGATE_END = 0xe000,
	SURROGATE_BITS = 10,
	BEYOND_BASIC = 1 << 16,
	CONTINUATION = 0x80,
	CONTINUATION_BITS = 6,
	LEAD_2 = 0xc0,
	LEAD_3 = 0xe0,
	LEAD_4 = 0xf0,
};

bool unicode_has(uint32_t code)
{
	return (code < HIGH_SURROGATE || code >= SURROGATE_END) &&
	       code < BEYOND_BASIC + (1u << 2 * SURROGATE_BITS);
}

static uint8_t continuation(uint32_t code, unsigned int place)
{
	return (uint8_t)(CONTINUATION |
			 (code >> (CONTINUATION_BITS * place) & (CONTINUATION - 1) >> 1));
}

size_t utf8_put(uint32_t code, uint8_t *out)
{
	if (code < CONTINUATION) {
		out[0] = (uint8_t)code;
		return 1;
	}
	if (code < 1u << (5 + CONTINUATION_BITS)) {
		out[0] = (uint8_t)(LEAD_2 | code >> CONTINUATION_BITS);
		out[1] = continuation(code, 0);
		return 2;
	}
	if (code < BEYOND_BASIC) {
		out[0] = (uint8_t)(LEAD_3 | code >> 2 * CONTINUATION_BITS);
		out[1] = continuation(code, 1);
		out[2] = continuation(code, 0);
		return 3;
	}
	out[0] = (uint8_t)(LEAD_4 | code >> 3 * CONTINUATION_BITS);
	out[1] = continuation(code, 2);
	out[2] = continuation(code, 1);
	out[3] = continuation(code, 0);
	return 4;
}

static uint32_t unit(const uint8_t *in, size_t i, bool big)
{
	return big ? load_u2be(in + i) : load_u2le(in + i);
}

static size_t convert(const uint8_t *in, size_t bytes, uint8_t *out, bool big)
{
	size_t len = 0;

	for (size_t i = 0; i + 2 <= bytes; i += 2) {
		uint32_t code = unit(in, i, big);

		if (code == 0)
			break;
		if (code >= HIGH_SURROGATE && code < SURROGATE_END) {
			uint32_t low = i + 4 <= bytes ? unit(in, i + 2, big) : 0;

			if (code >= LOW_SURROGATE || low < LOW_SURROGATE || low >= SURROGATE_END)
				return 0;
			code = BEYOND_BASIC + ((code - HIGH_SURROGATE) << SURROGATE_BITS) +
			       (low - LOW_SURROGATE);
			i += 2;
		}
		len += utf8_put(code, out + len);
	}
	return len;
}

size_t utf16le_to_utf8(const uint8_t *in, size_t bytes, uint8_t *out)
{
	return convert(in, bytes, out, false);
}

size_t utf16be_to_utf8(const uint8_t *in, size_t bytes, uint8_t *out)
{
	return convert(in, bytes, out, true);
}

/* Bytes of the character that begins with `lead`; 0: none does. */
static size_t len_of(uint8_t lead)
{
	if (lead < CONTINUATION)
		return 1;
	if (lead < LEAD_2)
		return 0;
	if (lead < LEAD_3)
		return 2;
	return lead < LEAD_4 ? 3 : 4;
}

/* The character at `in`, of `left` bytes, and its length; 0: there is none in its shortest form. */
static uint32_t decode(const uint8_t *in, size_t left, size_t *len)
{
	static const uint32_t smallest[] = { 0, 0, CONTINUATION, 1u << (5 + CONTINUATION_BITS),
					     BEYOND_BASIC };
	size_t n = len_of(in[0]);
	uint32_t code;

	*len = n;
	if (n == 0 || n > left)
		return 0;
	code = n == 1 ? in[0] : in[0] & ((1u << (7 - n)) - 1);
	for (size_t i = 1; i < n; i++) {
		if (in[i] < CONTINUATION || in[i] >= LEAD_2)
			return 0;
		code = code << CONTINUATION_BITS | (in[i] & (CONTINUATION - 1) >> 1);
	}
	if (code < smallest[n] || !unicode_has(code))
		return 0;
	return code;
}

static void store_unit(uint8_t *out, uint32_t value, bool big)
{
	if (big)
		store_u2be(out, (uint16_t)value);
	else
		store_u2le(out, (uint16_t)value);
}

static size_t encode(uint32_t code, uint8_t *out, bool big)
{
	if (code < BEYOND_BASIC) {
		store_unit(out, code, big);
		return 2;
	}
	code -= BEYOND_BASIC;
	store_unit(out, HIGH_SURROGATE + (code >> SURROGATE_BITS), big);
	store_unit(out + 2, LOW_SURROGATE + (code & ((1u << SURROGATE_BITS) - 1)), big);
	return 4;
}

static size_t from_utf8(const uint8_t *in, size_t len, uint8_t *out, bool big)
{
	size_t bytes = 0, n;

	for (size_t i = 0; i < len; i += n) {
		uint32_t code = decode(in + i, len - i, &n);

		if (code == 0)
			return 0;
		bytes += encode(code, out + bytes, big);
	}
	return bytes;
}

size_t utf8_to_utf16le(const uint8_t *in, size_t len, uint8_t *out)
{
	return from_utf8(in, len, out, false);
}

size_t utf8_to_utf16be(const uint8_t *in, size_t len, uint8_t *out)
{
	return from_utf8(in, len, out, true);
}
