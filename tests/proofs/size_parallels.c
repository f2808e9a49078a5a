/* SPDX-License-Identifier: Apache-2.0 */
/*
 * size_parallels() overflows nowhere, for every request and size whose cluster size is a power of
 * two; with WIDTH defined, for every cluster size, but only below 1 << WIDTH of everything: a
 * division by a variable is too much for CBMC's SAT solver at full width.
 */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "ops/measure/size_parallels.c"

int main(void)
{
	struct measure_config config = any_config();
	struct size_plan plan = any_disk();

#ifdef WIDTH
	ASSUME(config.cluster_size < UINT64_C(1) << WIDTH && plan.virtual_size < UINT64_C(1)
											 << WIDTH);
#else
	config.cluster_size = UINT64_C(1) << CLUSTER_BITS;
#endif
	(void)size_parallels(&config, &plan);
	return 0;
}
