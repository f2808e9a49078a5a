/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VHDX_LAYOUT_H
#define FORMATS_VHDX_LAYOUT_H
/* A new VHDX. */
#include "formats/layout.h"
#include "generated/vhdx.h"

/* Payload blocks in a chunk, those that a sector bitmap block describes, as an exponent. */
static inline unsigned vhdx_chunk_bits(uint64_t block_size)
{
	return bits_of((uint64_t)VHDX_SECTORS_PER_BITMAP * VHDX_DEFAULT_LOGICAL_SECTOR_SIZE) -
	       bits_of(block_size);
}

struct vhdx_layout {
	bool fixed;
	bool differencing;
	uint64_t disk; /* bytes of it, in whole sectors */
	uint64_t block_size, num_blocks;
	uint64_t ofs_log, len_log;
	uint64_t ofs_bat, len_bat;
	uint64_t ofs_metadata;
	uint64_t ofs_data;
	uint64_t end; /* of a new file */
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error vhdx_layout(const struct target_options *options, uint64_t disk,
					 struct vhdx_layout *layout, uint32_t *field);

#endif
