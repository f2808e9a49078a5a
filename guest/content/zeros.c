/* SPDX-License-Identifier: Apache-2.0 */
#include "zeros.h"

#include "generated/source.h"

#define SECTOR SOURCE_SECTOR_SIZE
#define WORDS  (SECTOR / sizeof(uint64_t))
#define STEP   8u

static bool is_zero(const uint8_t *sector)
{
	const uint64_t *word = (const uint64_t *)(const void *)sector;

	for (uint32_t i = 0; i < WORDS; i += STEP)
		if (word[i] | word[i + 1] | word[i + 2] | word[i + 3] | word[i + 4] | word[i + 5] |
		    word[i + 6] | word[i + 7])
			return false;
	return true;
}

bool zeros_only(const uint8_t *bytes, uint64_t len)
{
	for (uint64_t at = 0; at < len; at += SECTOR)
		if (!is_zero(bytes + at))
			return false;
	return true;
}

struct zeros zeros_rule(uint32_t len_sparse, bool old_tails)
{
	struct zeros z = { .least = len_sparse, .unit = SECTOR, .old_tails = old_tails };

	while (z.unit * 2 <= len_sparse)
		z.unit *= 2;
	return z;
}

/* Bytes that are all zero, or sectors of which none is. */
static uint64_t alike(const uint8_t *bytes, uint64_t len, bool zero)
{
	uint64_t at = SECTOR;

	while (at < len && is_zero(bytes + at) == zero)
		at += SECTOR;
	return at;
}

/* As zeros_next, without a thought for short runs of zeros. What reaches the end ends there. */
static uint64_t aligned(const struct zeros *z, const uint8_t *bytes, uint64_t len, uint64_t pos,
			bool *data)
{
	bool zero = is_zero(bytes);
	uint64_t n = alike(bytes, len, zero);
	uint64_t past = (pos + n) % z->unit;

	*data = !zero;
	if (past == 0 || (n == len && !z->old_tails))
		return n;
	if (zero && n > past)
		return n - past;
	*data = true;
	n += z->unit - past;
	return n < len ? n : len;
}

uint64_t zeros_next(const struct zeros *z, const uint8_t *bytes, uint64_t len, uint64_t pos,
		    bool *data)
{
	uint64_t least = z->least < len ? z->least : len;
	uint64_t written, at;

	*data = true;
	if (z->least == 0)
		return len;
	written = at = aligned(z, bytes, len, pos, data);
	if (!*data)
		return written;
	while (at < len) {
		bool more;
		uint64_t n = aligned(z, bytes + at, len - at, pos + at, &more);

		if (!more && n >= least)
			break;
		at += n;
		if (more)
			written = at;
	}
	return written;
}
