/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A LUKS1 volume is its header and key material, then the disk byte by byte, not rounded:
 *
 *	size = payload offset + disk
 *
 * The payload offset follows from the key size alone and comes from the host (`len_payload`): 4096
 *bytes for the header and, for each of 8 key slots, 4000 stripes of the key, rounded up to 4096.
 *All of the disk is written, whatever the source has: zeros are encrypted too.
 */
#include "size.h"

enum measure_error size_luks(const struct measure_config *config, struct size_plan *plan)
{
	plan->base = plan->virtual_size;
	if (!size_add(&plan->base, config->len_payload))
		return MEASURE_ERROR_OVERFLOW;
	return size_plan_close(plan);
}
