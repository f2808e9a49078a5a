/* SPDX-License-Identifier: Apache-2.0 */
#include "reread.h"

#include "base/arith.h"
#include "base/mem.h"
#include "copy_state.h"

static bool read_part(struct copy *c, uint64_t pos, uint64_t len, uint8_t *buf)
{
	bool zeros;

	if (content_add(&c->content, pos, len, buf, &zeros) && content_load(&c->content))
		return true;
	content_forget(&c->content);
	return false;
}

/* Sectors that cannot be read become zeros. Those only next to the piece are not reported. */
static bool lose(struct copy *c, const struct piece *p, uint64_t pos, uint64_t len, uint8_t *buf)
{
	if (!salvage_goes_on(&c->salvage))
		return false;
	memset(buf, 0, len);
	return pos < p->pos || pos >= p->pos + p->len ||
	       salvage_lose(&c->salvage, pos, len, p->unwalked && pos == p->pos, true);
}

bool reread(struct copy *c, struct piece *p)
{
	uint64_t most = p->end - p->start, len;

	p->zeros = false;
	for (uint64_t pos = p->start; pos < p->end; pos += len) {
		uint8_t *buf = p->buf - (p->pos - pos);

		len = most < p->end - pos ? most : p->end - pos;
		while (!read_part(c, pos, len, buf)) {
			if (len <= SOURCE_SECTOR_SIZE) {
				if (!lose(c, p, pos, len, buf))
					return false;
				break;
			}
			if (!salvage_goes_on(&c->salvage))
				return false;
			len = align_up(len / 2, SOURCE_SECTOR_SIZE);
		}
		most = 2 * len;
	}
	return true;
}
