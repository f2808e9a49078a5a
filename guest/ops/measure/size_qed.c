/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qed: a cluster for the header, an L1 table of t clusters, an L2 table of t clusters for each
 *piece of the disk under one that has data, clusters of c bytes with data.
 *
 *	(1 + t) * c + tables * t * c + clusters * c,   one table for (t * c / 8) clusters
 *
 * With a backing file, all L2 tables are written.
 */
#include "size.h"
#include "generated/qed.h"

/* The largest disk, entries of the L1 table * entries of an L2 table * cluster, in qemu's 64 bits.
 */
static uint64_t max_disk(unsigned entries_bits, unsigned cluster_bits)
{
	unsigned bits = 2 * entries_bits + cluster_bits;

	return bits < QED_SIZE_BITS ? UINT64_C(1) << bits : 0;
}

enum measure_error size_qed(const struct measure_config *config, struct size_plan *plan)
{
	uint64_t cluster_size = config->cluster_size ? config->cluster_size
						     : QED_DEFAULT_CLUSTER_SIZE;
	uint64_t table_size = config->table_size ? config->table_size : QED_DEFAULT_TABLE_SIZE;
	unsigned cluster_bits, table_bits, entries_bits;

	if (!size_is_power_of_two(cluster_size) || cluster_size < QED_MIN_CLUSTER_SIZE ||
	    cluster_size > QED_MAX_CLUSTER_SIZE)
		return size_refuse(plan, MEASURE_CONFIG_FIELD_CLUSTER_SIZE);
	if (!size_is_power_of_two(table_size) || table_size > QED_MAX_TABLE_SIZE)
		return size_refuse(plan, MEASURE_CONFIG_FIELD_TABLE_SIZE);
	cluster_bits = size_bits(cluster_size);
	table_bits = cluster_bits + size_bits(table_size);
	entries_bits = table_bits - size_bits(QED_TABLE_ENTRY_SIZE);
	if (plan->virtual_size > max_disk(entries_bits, cluster_bits))
		return MEASURE_ERROR_INVALID_SIZE;
	plan->unit = cluster_size;
	plan->unit_cost = cluster_size;
	plan->group = cluster_size << entries_bits;
	plan->group_cost = UINT64_C(1) << table_bits;
	plan->base = cluster_size + plan->group_cost;
	if (plan->everything) {
		/* Zeros over a backing file are marks in an L2 table: all of those are needed, and
		 * still only the clusters with data. */
		plan->everything = false;
		plan->base += size_pieces(plan->virtual_size, cluster_bits + entries_bits)
			      << table_bits;
		plan->group = 0;
		plan->group_cost = 0;
	}
	return size_plan_close(plan);
}
