/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What measure says of an empty qcow2, in clusters of 1 << CLUSTER_BITS bytes (layout_proof.h). It
 * is what qemu-img says, which has room for more than a new file takes: for each L2 table, all
 * refcounts, and a LUKS header.
 */
#include <stddef.h>

#define KNOWN_POWERS
#include "layout_proof.h"
#include "formats/qcow2/layout.c"

static struct qcow2_layout l;

/* As size_qcow2_refcounts.c is proved to answer. It is the last that a layout is asked for. */
bool qcow2_refcounts(uint64_t clusters, unsigned per_block_bits, unsigned per_table_bits,
		     uint64_t *own)
{
	(void)per_block_bits;
	(void)per_table_bits;
	*own = nondet_u64();
	ASSUME(*own >= 2 && *own <= (clusters >> 5) + 3);
	l = *(struct qcow2_layout *)((char *)own - offsetof(struct qcow2_layout, num_refcount));
	return true;
}

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	uint64_t end;

	cost.everything = false; /* an empty disk, with nothing to hide */
	options.cluster_size = UINT64_C(1) << CLUSTER_BITS;
	if (qcow2_cost(&options, &cost) != TARGET_ERROR_OK)
		return 0;
	end = (1 + l.num_l1 + l.num_refcount) << CLUSTER_BITS;
	PROVE(l.end <= end, "a new file is within what is measured");
	part(&end, end, l.num_l2 << CLUSTER_BITS);
	part(&end, end, align_up(options.len_payload, UINT64_C(1) << CLUSTER_BITS));
	PROVE(cost.base == end, "the rest is for L2 tables and a LUKS header");
	return 0;
}
