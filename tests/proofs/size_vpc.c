/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, size_vpc() overflows nowhere and makes a sound plan
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "ops/measure/size_vpc.c"

/* As size_vpc_geometry_native.c finds for each number of sectors there is. */
uint64_t size_vpc_geometry(uint64_t num_sectors)
{
	uint64_t found = nondet_u64();

	PROVE(num_sectors <= VHD_MAX_CHS_SECTORS, "has a geometry");
	ASSUME(found >= num_sectors && found <= VHD_MAX_CHS_SECTORS);
	return found;
}

PROVE_CALCULATOR(size_vpc)
