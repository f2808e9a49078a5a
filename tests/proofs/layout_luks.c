/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a new LUKS image and its end (layout_proof.h). */
#include "layout_proof.h"
#include "formats/luks/layout.c"

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	struct luks_layout l;
	uint32_t field = 0;
	uint64_t end = 0, stored;

	cost.everything = false; /* an empty disk, with nothing to hide */
	if (luks_layout(&options, cost.virtual_size, &l, &field))
		return 0;
	part(&end, 0, l.ofs_payload);
	stored = options.flags & TARGET_FLAG_DETACHED_HEADER ? 0 : cost.virtual_size;
	part(&end, l.ofs_payload, stored);
	PROVE(end == l.end, "the file ends with its last part");
	if (luks_cost(&options, &cost) == TARGET_ERROR_OK)
		PROVE(cost.base == l.end, "an empty disk is measured as long as its file is");
	return 0;
}
