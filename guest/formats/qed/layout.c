/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qed: a cluster for the header, an L1 table of t clusters, an L2 table of t clusters for each
 * piece of the disk under one that has data, clusters of c bytes with data.
 *
 *	(1 + t) * c + tables * t * c + clusters * c,   one table for (t * c / 8) clusters
 *
 * With a backing file, all L2 tables are written.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "generated/qed.h"
#include "layout.h"

/* The largest disk, entries of the L1 table * entries of an L2 table * cluster, in qemu's 64 bits.
 */
static uint64_t max_disk(unsigned entries_bits, unsigned cluster_bits)
{
	unsigned bits = 2 * entries_bits + cluster_bits;

	return bits < QED_SIZE_BITS ? UINT64_C(1) << bits : 0;
}

enum target_error qed_layout(const struct target_options *options, uint64_t disk,
			     struct qed_layout *layout, uint32_t *field)
{
	uint64_t cluster_size = target_qed_cluster_size(options);
	uint64_t table_size = target_qed_table_size(options);

	if (!target_qed_cluster_size_allowed(cluster_size))
		return layout_refuse(field, TARGET_OPTIONS_FIELD_CLUSTER_SIZE);
	if (!target_qed_table_size_allowed(table_size))
		return layout_refuse(field, TARGET_OPTIONS_FIELD_TABLE_SIZE);
	layout->cluster_size = cluster_size;
	layout->table_size = table_size;
	layout->cluster_bits = bits_of(cluster_size);
	layout->table_bits = layout->cluster_bits + bits_of(table_size);
	layout->entries_bits = layout->table_bits - bits_of(QED_TABLE_ENTRY_SIZE);
	if (disk > max_disk(layout->entries_bits, layout->cluster_bits))
		return TARGET_ERROR_INVALID_SIZE;
	layout->ofs_l1 = cluster_size;
	layout->end = layout->ofs_l1 + (UINT64_C(1) << layout->table_bits);
	return TARGET_ERROR_OK;
}

uint64_t qed_max_disk(const struct target_options *options)
{
	struct qed_layout layout;
	uint32_t field;

	if (qed_layout(options, 0, &layout, &field))
		return 0;
	return max_disk(layout.entries_bits, layout.cluster_bits);
}

enum target_error qed_cost(const struct target_options *options, struct cost *cost)
{
	struct qed_layout layout;
	enum target_error error = qed_layout(options, cost->virtual_size, &layout, &cost->field);

	if (error)
		return error;
	cost->unit = layout.cluster_size;
	cost->unit_cost = layout.cluster_size;
	cost->group = layout.cluster_size << layout.entries_bits;
	cost->group_cost = UINT64_C(1) << layout.table_bits;
	cost->base = layout.end;
	if (cost->everything) {
		/* Zeros over a backing file are marks in an L2 table: all of those are needed, and
		 * still only the clusters with data. */
		cost->everything = false;
		cost->base +=
			pieces_of(cost->virtual_size, layout.cluster_bits + layout.entries_bits)
			<< layout.table_bits;
		cost->group = 0;
		cost->group_cost = 0;
	}
	return cost_close(cost);
}
