/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, vhd_cost() overflows nowhere and makes a sound cost
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "formats/vhd/layout.c"

/* As size_vhd_geometry_native.c finds for each number of sectors there is. */
struct vhd_chs vhd_chs(uint64_t num_sectors)
{
	struct vhd_chs found = { .cylinders = nondet_u64(), .heads = 1, .sectors_per_track = 1 };

	PROVE(num_sectors <= VHD_MAX_CHS_SECTORS, "has a geometry");
	ASSUME(found.cylinders >= num_sectors && found.cylinders <= VHD_MAX_CHS_SECTORS);
	return found;
}

PROVE_CALCULATOR(vhd_cost)
