/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, size_qcow2() overflows nowhere and makes a sound plan
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "ops/measure/size_qcow2.c"

/* As size_qcow2_refcounts.c is proved to answer. */
bool size_qcow2_refcounts(uint64_t clusters, unsigned per_block_bits, unsigned per_table_bits,
			  uint64_t *own)
{
	PROVE(clusters < UINT64_C(1) << 41, "few clusters");
	PROVE(per_block_bits >= 6 && per_block_bits <= 24 && per_table_bits >= 6 &&
		      per_table_bits <= 18,
	      "refcounts per block");
	*own = nondet_u64();
	ASSUME(*own <= (clusters >> 5) + 3);
	return true;
}

PROVE_CALCULATOR(size_qcow2)
