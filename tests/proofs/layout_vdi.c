/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a new VDI and its end (layout_proof.h). */
#include "layout_proof.h"
#include "formats/vdi/layout.c"

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	struct vdi_layout l;
	uint32_t field = 0;
	uint64_t end = 0;

	cost.everything = false; /* an empty disk, with nothing to hide */
	if (vdi_layout(&options, cost.virtual_size, &l, &field))
		return 0;
	part(&end, 0, VDI_HEADER_SIZE);
	part(&end, l.ofs_map, l.num_blocks * VDI_BLOCK_MAP_ENTRY_SIZE);
	part(&end, l.ofs_data, l.fixed ? l.num_blocks * VDI_BLOCK_SIZE : 0);
	PROVE(end == l.end, "the file ends with its last part");
	if (vdi_cost(&options, &cost) == TARGET_ERROR_OK)
		PROVE(cost.base == l.end, "an empty disk is measured as long as its file is");
	return 0;
}
