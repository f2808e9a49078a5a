/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a new raw image and its end (layout_proof.h). */
#include "layout_proof.h"
#include "formats/raw/layout.c"

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	struct raw_layout l;
	uint32_t field = 0;
	uint64_t end = 0;

	cost.everything = false; /* an empty disk, with nothing to hide */
	if (raw_layout(&options, cost.virtual_size, &l, &field))
		return 0;
	ASSUME(l.end <= TARGET_MAX_SIZE); /* cost_close() refuses others */
	part(&end, 0, l.end);
	PROVE(end >= cost.virtual_size, "all of the disk is there");
	if (raw_cost(&options, &cost) == TARGET_ERROR_OK)
		PROVE(cost.base == l.end, "an empty disk is measured as long as its file is");
	return 0;
}
