/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow, version 1: header, the backing file's name, L1 table of 8 bytes for each 2 MiB of the disk;
 * then, where there is data, L2 tables and clusters of c bytes (4096, or 512 with a backing file).
 *
 *	begin = ceil((48 + name) / 8) * 8 + ceil(ceil(disk / 2M) * 8 / 512) * 512
 *	begin, and with data ceil(begin / c) * c + tables * (2M / c) * 8 + clusters * c
 *
 * qemu writes the L1 table in whole sectors from where it begins, and aligns tables and clusters.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "generated/qcow1.h"
#include "layout.h"

enum target_error qcow1_layout(const struct target_options *options, uint64_t disk,
			       struct qcow1_layout *layout, uint32_t *field)
{
	bool backed = options->flags & TARGET_FLAG_BACKING_FILE;

	(void)field;
	if (!disk)
		return TARGET_ERROR_INVALID_SIZE;
	layout->num_l1_entries = pieces_of(disk, bits_of(QCOW1_TABLE_SPAN));
	if (layout->num_l1_entries > QCOW1_MAX_L1_ENTRIES)
		return TARGET_ERROR_OVERFLOW;
	layout->cluster_bits =
		bits_of(backed ? QCOW1_DEFAULT_CLUSTER_SIZE_BACKED : QCOW1_DEFAULT_CLUSTER_SIZE);
	layout->len_l2_table = (QCOW1_TABLE_SPAN >> layout->cluster_bits) * QCOW1_L2_ENTRY_SIZE;
	layout->ofs_l1 = align_up((uint64_t)QCOW1_HEADER_SIZE + (backed ? options->len_text : 0),
				  QCOW1_HEADER_ALIGN);
	layout->end = layout->ofs_l1 +
		      align_up(layout->num_l1_entries * QCOW1_L1_ENTRY_SIZE, QCOW1_SECTOR_SIZE);
	return TARGET_ERROR_OK;
}

enum target_error qcow1_cost(const struct target_options *options, struct cost *cost)
{
	struct qcow1_layout layout;
	enum target_error error = qcow1_layout(options, cost->virtual_size, &layout, &cost->field);

	if (error)
		return error;
	cost->unit = UINT64_C(1) << layout.cluster_bits;
	cost->unit_cost = cost->unit;
	cost->group = QCOW1_TABLE_SPAN;
	cost->group_cost = layout.len_l2_table;
	cost->base = layout.end;
	cost->first_cost = align_up(cost->base, cost->unit) - cost->base;
	return cost_close(cost);
}
