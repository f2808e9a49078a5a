/* SPDX-License-Identifier: Apache-2.0 */
#include "target.h"

#include "generated/source.h"
#include "layout.h"

static const struct target targets[] = {
	{ .format = SOURCE_FORMAT_LUKS, .cost = luks_cost },
	{ .format = SOURCE_FORMAT_PARALLELS, .cost = parallels_cost },
	{ .format = SOURCE_FORMAT_QCOW1, .cost = qcow1_cost },
	{ .format = SOURCE_FORMAT_QCOW2,
	  .cost = qcow2_cost,
	  .bitmap_cost = qcow2_bitmap_cost,
	  .bitmaps_cost = qcow2_bitmaps_cost },
	{ .format = SOURCE_FORMAT_QED, .cost = qed_cost },
	{ .format = SOURCE_FORMAT_RAW, .cost = raw_cost },
	{ .format = SOURCE_FORMAT_VDI, .cost = vdi_cost },
	{ .format = SOURCE_FORMAT_VHD, .cost = vhd_cost },
	{ .format = SOURCE_FORMAT_VHDX, .cost = vhdx_cost },
	{ .format = SOURCE_FORMAT_VMDK4, .cost = vmdk_cost },
};

const struct target *target_of(uint32_t format)
{
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		if (targets[i].format == format)
			return &targets[i];
	return NULL;
}

enum target_error target_cost(const struct target_options *options, uint64_t virtual_size,
			      bool from_source, struct cost *cost)
{
	const struct target *target = target_of(options->format);

	*cost = (struct cost){ .virtual_size = virtual_size, .from_source = from_source };
	if (virtual_size > TARGET_MAX_SIZE)
		return TARGET_ERROR_OVERFLOW;
	cost->disk = align_up(virtual_size, SOURCE_SECTOR_SIZE);
	if (!target)
		return layout_refuse(&cost->field, TARGET_OPTIONS_FIELD_FORMAT);
	/* With a backing file zeros have to be written too; formats with a cheap zero say
	 * otherwise. */
	cost->everything = from_source && options->flags & TARGET_FLAG_BACKING_FILE;
	return target->cost(options, cost);
}
