/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parallels_cost() overflows nowhere, for every request and size whose cluster size is a power of
 * two; with WIDTH defined, for every cluster size, but only below 1 << WIDTH of everything: a
 * division by a variable is too much for CBMC's SAT solver at full width.
 */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "formats/parallels/layout.c"

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();

#ifdef WIDTH
	ASSUME(options.cluster_size < UINT64_C(1) << WIDTH && cost.virtual_size < UINT64_C(1)
											  << WIDTH);
#else
	options.cluster_size = UINT64_C(1) << CLUSTER_BITS;
#endif
	(void)parallels_cost(&options, &cost);
	return 0;
}
