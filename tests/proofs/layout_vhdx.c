/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a new VHDX and its end (layout_proof.h). */
#include "layout_proof.h"
#include "formats/vhdx/layout.c"

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	struct vhdx_layout l;
	uint32_t field = 0;
	uint64_t end = 0;

	cost.everything = false; /* an empty disk, with nothing to hide */
	if (vhdx_layout(&options, cost.virtual_size, &l, &field))
		return 0;
	part(&end, 0, l.ofs_log);
	part(&end, l.ofs_log, l.len_log);
	part(&end, l.ofs_bat, l.len_bat);
	part(&end, l.ofs_metadata, 0);
	part(&end, l.ofs_data, 0);
	PROVE(end <= l.end, "the file ends with its last part");
	if (vhdx_cost(&options, &cost) == TARGET_ERROR_OK)
		PROVE(cost.base == l.end, "an empty disk is measured as long as its file is");
	return 0;
}
