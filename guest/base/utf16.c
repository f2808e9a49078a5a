/* SPDX-License-Identifier: Apache-2.0 */
#include "utf16.h"

#include <stdbool.h>

#include "parse.h"

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

static uint8_t continuation(uint32_t code, unsigned int place)
{
	return (uint8_t)(CONTINUATION |
			 (code >> (CONTINUATION_BITS * place) & (CONTINUATION - 1) >> 1));
}

static size_t put(uint32_t code, uint8_t *out)
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
		len += put(code, out + len);
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
