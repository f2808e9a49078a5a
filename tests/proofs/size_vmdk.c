/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, vmdk_cost() overflows nowhere and makes a sound cost
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "formats/vmdk/layout.c"

/* As size_vmdk_descriptor.c is proved to answer. */
uint64_t vmdk_descriptor_length(const struct target_options *options, uint64_t virtual_size,
				const struct vmdk_kind *kind)
{
	uint64_t length = nondet_u64();

	(void)options;
	PROVE(virtual_size <= TARGET_MAX_SIZE + 1, "a disk");
	PROVE(kind->extent_size ==
		      (kind->numbered ? VMDK_SPLIT_EXTENT_SIZE : (uint64_t)TARGET_MAX_SIZE),
	      "an extent");
	PROVE(kind->len_name <= 32 && kind->len_line <= 32 && kind->len_infix <= 8, "short texts");
	ASSUME(length < UINT64_C(1) << 40);
	return length;
}

PROVE_CALCULATOR(vmdk_cost)
