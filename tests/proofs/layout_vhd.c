/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a new VHD and its end (layout_proof.h). */
#include "layout_proof.h"
#include "formats/vhd/layout.c"

/* As size_vhd_geometry_native.c finds for each number of sectors there is; the same whenever it is
 * asked for. */
struct vhd_chs vhd_chs(uint64_t num_sectors)
{
	static struct vhd_chs found;
	static uint64_t asked;

	PROVE(num_sectors <= VHD_MAX_CHS_SECTORS, "has a geometry");
	if (found.heads && asked == num_sectors)
		return found;
	asked = num_sectors;
	found = (struct vhd_chs){ .cylinders = nondet_u64(), .heads = 1, .sectors_per_track = 1 };
	ASSUME(found.cylinders >= num_sectors && found.cylinders <= VHD_MAX_CHS_SECTORS);
	return found;
}

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	struct vhd_layout l;
	uint32_t field = 0;
	uint64_t end = 0;

	cost.everything = false; /* an empty disk, with nothing to hide */
	if (vhd_layout(&options, cost.virtual_size, &l, &field))
		return 0;
	if (l.fixed) {
		part(&end, 0, l.disk);
	} else {
		part(&end, 0, VHD_FOOTER_SIZE);
		part(&end, l.ofs_header, VHD_DYNAMIC_HEADER_SIZE);
		part(&end, l.ofs_table, l.len_table);
		PROVE(l.num_blocks * VHD_BAT_ENTRY_SIZE <= l.len_table,
		      "the table has its entries");
		if (l.differencing)
			part(&end, l.ofs_path, VHD_PARENT_PATH_ROOM);
	}
	part(&end, l.ofs_footer, VHD_FOOTER_SIZE);
	PROVE(end == l.end, "the file ends with its last part");
	if (vhd_cost(&options, &cost) == TARGET_ERROR_OK)
		PROVE(cost.base == l.end, "an empty disk is measured as long as its file is");
	return 0;
}
