/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a new QED and its end (layout_proof.h). */
#include "layout_proof.h"
#include "formats/qed/layout.c"

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	struct qed_layout l;
	uint32_t field = 0;
	uint64_t end = 0;

	cost.everything = false; /* an empty disk, with nothing to hide */
	if (qed_layout(&options, cost.virtual_size, &l, &field))
		return 0;
	part(&end, 0, l.cluster_size);
	part(&end, l.ofs_l1, l.cluster_size * l.table_size);
	PROVE(end == l.end, "the file ends with its last part");
	if (qed_cost(&options, &cost) == TARGET_ERROR_OK)
		PROVE(cost.base == l.end, "an empty disk is measured as long as its file is");
	return 0;
}
