/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_RAW_PARTITIONS_H
#define FORMATS_RAW_PARTITIONS_H
/* What the checks of both kinds of partition tables share. */
#include "formats/check.h"

#include "generated/raw.h"

/* Sectors [first, end) of a partition, and where its entry is. */
struct partition {
	uint64_t first, end;
	uint64_t at;
};

struct raw_look {
	struct image *img;
	struct check_sink *sink;
	uint32_t sector_size;
	uint64_t num_sectors;	      /* of the disk */
	struct partition *partitions; /* RAW_MAX_GPT_ENTRIES of them */
	uint32_t num;
};

MUST_CHECK static inline bool raw_tell(struct raw_look *l, uint32_t fault, uint64_t at,
				       uint64_t value, uint64_t extra0, uint64_t extra1)
{
	return check_field(l->sink, l->img, fault, CHECK_EFFECT_CORRUPTION, at, value, extra0,
			   extra1);
}

/* Remember a partition. Where it shares sectors with one before, `fault` reports that. */
MUST_CHECK bool raw_add(struct raw_look *l, const struct partition *p, uint32_t fault);

/* check_gpt.c: whether there is a GPT, and if so what is wrong with it. */
MUST_CHECK bool raw_check_gpt(struct raw_look *l, bool *found);

#endif
