/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of a new Parallels image and its end (layout_proof.h), for cluster sizes as in
 * size_parallels.c. The table ends less than a cluster before the first cluster of data, which is
 * where a new file ends.
 */
#include "layout_proof.h"
#include "formats/parallels/layout.c"

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	struct parallels_layout l;
	uint32_t field = 0;
	uint64_t end = 0;

#ifdef WIDTH
	ASSUME(options.cluster_size < UINT64_C(1) << WIDTH && cost.virtual_size < UINT64_C(1)
											  << WIDTH);
#else
	options.cluster_size = UINT64_C(1) << CLUSTER_BITS;
#endif
	cost.everything = false; /* an empty disk, with nothing to hide */
	if (parallels_layout(&options, cost.virtual_size, &l, &field))
		return 0;
	part(&end, 0, PARALLELS_HEADER_SIZE);
	part(&end, PARALLELS_BAT_OFFSET, l.num_entries * PARALLELS_BAT_ENTRY_SIZE);
	PROVE(end <= l.ofs_data && l.ofs_data - end < l.cluster_size,
	      "the file ends with its last part");
	if (parallels_cost(&options, &cost) == TARGET_ERROR_OK)
		PROVE(cost.base == l.ofs_data, "an empty disk is measured as long as its file is");
	return 0;
}
