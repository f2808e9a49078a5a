/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VHDX_NEW_H
#define FORMATS_VHDX_NEW_H
/* A VHDX in the making, shared by write.c (blocks and headers), new_regions.c (what never changes)
 * and new_log.c. */
#include "formats/new_blocks.h"

#include "base/random.h"
#include "formats/new_parent.h"
#include "generated/vhdx.h"
#include "image.h"
#include "layout.h"

struct new_vhdx {
	struct vhdx_layout layout;
	struct new_table bat;
	struct random random;
	const struct vhdx *parent; /* differencing images only, as are ->bitmap and ->chunk */
	struct new_table bitmap;   /* of the chunk written last */
	uint64_t chunk;		   /* its number, or VHDX_NO_CHUNK */
	unsigned ratio_bits;	   /* blocks in a chunk, as an exponent */
	uint64_t num_updates;	   /* of the BAT: blocks that were allocated */
	bool written;		   /* the disk has data */
	bool zero_state;	   /* a block that is not there is marked as zero */
};

/* The file identifier, both region tables and the metadata. */
MUST_CHECK bool vhdx_put_regions(struct writer *w, struct new_vhdx *v);

/* Leave the update of a BAT sector in the log, as if it had been replayed from there. */
MUST_CHECK bool vhdx_put_log(struct writer *w, struct new_vhdx *v, const uint8_t *sector,
			     uint64_t place);

/* new_child.c: open the parent, whose identity the image repeats. */
MUST_CHECK bool vhdx_open_parent(const struct writer *w, struct new_vhdx *v);
/* The item that says where the parent is; 0: a fault was recorded. */
#define VHDX_MAX_NEW_LOCATOR (2 * PARENT_PATH_MAX)
uint32_t vhdx_store_locator(const struct writer *w, const struct new_vhdx *v,
			    uint8_t item[VHDX_MAX_NEW_LOCATOR]);
/* Bytes [pos, pos + len) of the disk, all of one block, are not the parent's. */
MUST_CHECK bool vhdx_mark_sectors(struct writer *w, struct new_vhdx *v, uint64_t pos, uint32_t len);
/* The entry of the last chunk's bitmap, and what is not written of it. */
MUST_CHECK bool vhdx_close_chunk(struct new_vhdx *v);

#endif
