/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, qcow2_cost() overflows nowhere and makes a sound cost
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "formats/qcow2/layout.c"

/* As size_qcow2_refcounts.c is proved to answer. */
bool qcow2_refcounts(uint64_t clusters, unsigned per_block_bits, unsigned per_table_bits,
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

PROVE_CALCULATOR(qcow2_cost)
