/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VHDX_NEW_H
#define FORMATS_VHDX_NEW_H
/* A VHDX in the making, shared by write.c (blocks and headers), new_regions.c (what never changes)
 * and new_log.c. */
#include "formats/new_blocks.h"

#include "base/random.h"
#include "generated/vhdx.h"
#include "layout.h"

struct new_vhdx {
	struct vhdx_layout layout;
	struct new_table bat;
	struct random random;
	unsigned ratio_bits;  /* blocks in a chunk, as an exponent */
	uint64_t num_updates; /* of the BAT: blocks that were allocated */
	bool written;	      /* the disk has data */
	bool zero_state;      /* a block that is not there is marked as zero */
};

/* The file identifier, both region tables and the metadata. */
MUST_CHECK bool vhdx_put_regions(struct writer *w, struct new_vhdx *v);

/* Leave the update of a BAT sector in the log, as if it had been replayed from there. */
MUST_CHECK bool vhdx_put_log(struct writer *w, struct new_vhdx *v, const uint8_t *sector,
			     uint64_t place);

#endif
