/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a new qcow of version 1 and its end (layout_proof.h). */
#include "layout_proof.h"
#include "formats/qcow1/layout.c"

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	struct qcow1_layout l;
	uint32_t field = 0;
	uint64_t end = 0;

	cost.everything = false; /* an empty disk, with nothing to hide */
	if (qcow1_layout(&options, cost.virtual_size, &l, &field))
		return 0;
	part(&end, 0, QCOW1_HEADER_SIZE);
	part(&end, l.ofs_l1, l.num_l1_entries * QCOW1_L1_ENTRY_SIZE);
	PROVE(end <= l.end, "the file ends with its last part");
	if (qcow1_cost(&options, &cost) == TARGET_ERROR_OK)
		PROVE(cost.base == l.end, "an empty disk is measured as long as its file is");
	return 0;
}
