/* SPDX-License-Identifier: Apache-2.0 */
#include "sector_bitmap.h"

bool sector_bitmap_run(struct table *bitmap, uint64_t first, uint64_t last, sector_bit *bit,
		       bool *here, uint64_t *end)
{
	const uint8_t *bits = NULL;
	uint64_t at = first, from = 0;
	uint32_t len = 0;

	while (at <= last) {
		const uint8_t *byte;
		bool now;

		if (!bits || at / SECTORS_PER_BYTE - from >= len) {
			from = at / SECTORS_PER_BYTE;
			if (!table_at(bitmap, from, 1, &bits, &len))
				return false;
		}
		byte = bits + (at / SECTORS_PER_BYTE - from);
		now = bit(byte, at);
		if (at == first)
			*here = now;
		else if (now != *here)
			break;
		at += at % SECTORS_PER_BYTE == 0 && *byte == (now ? UINT8_MAX : 0)
			      ? SECTORS_PER_BYTE
			      : 1;
	}
	*end = at;
	return true;
}
