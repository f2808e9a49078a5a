/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A LUKS1 volume is its header and key material, then the disk byte by byte, not rounded:
 *
 *	size = payload offset + disk
 *
 * The payload offset follows from the key size alone and comes from the host (`len_payload`): 4096
 * bytes for the header and, for each of 8 key slots, 4000 stripes of the key, rounded up to 4096.
 * All of the disk is written, whatever the source has: zeros are encrypted too.
 *
 * A file with a detached header has no disk.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "layout.h"

enum target_error luks_layout(const struct target_options *options, uint64_t disk,
			      struct luks_layout *layout, uint32_t *field)
{
	(void)field;
	layout->ofs_payload = options->len_payload;
	layout->end = options->flags & TARGET_FLAG_DETACHED_HEADER ? 0 : disk;
	return add_size(&layout->end, layout->ofs_payload) ? TARGET_ERROR_OK
							   : TARGET_ERROR_OVERFLOW;
}

enum target_error luks_cost(const struct target_options *options, struct cost *cost)
{
	struct luks_layout layout;
	enum target_error error = luks_layout(options, cost->virtual_size, &layout, &cost->field);

	if (error)
		return error;
	cost->base = layout.end;
	if (options->flags & TARGET_FLAG_DETACHED_HEADER)
		cost->disk = 0;
	return cost_close(cost);
}
