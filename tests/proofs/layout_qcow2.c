/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a new qcow2 without data (layout_proof.h), where its first refcount block counts
 * them all. */
#include "layout_proof.h"
#include "formats/qcow2/layout.c"

/* As size_qcow2_refcounts.c is proved to answer. */
bool qcow2_refcounts(uint64_t clusters, unsigned per_block_bits, unsigned per_table_bits,
		     uint64_t *own)
{
	(void)per_block_bits;
	(void)per_table_bits;
	*own = nondet_u64();
	ASSUME(*own <= (clusters >> 5) + 3);
	return true;
}

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	struct qcow2_layout l;
	uint32_t field = 0;
	uint64_t end = 0, cluster;

	if (qcow2_layout(&options, cost.virtual_size, &l, &field) || !l.one_block)
		return 0;
	cluster = UINT64_C(1) << l.cluster_bits;
	part(&end, 0, cluster);
	part(&end, l.ofs_refcount_table, cluster);
	part(&end, l.ofs_refcount_block, cluster);
	if (l.num_l2)
		part(&end, l.ofs_l1, l.num_l2 * QCOW2_L1_ENTRY_SIZE);
	PROVE(end == l.end, "the file ends with its last part");
	return 0;
}
