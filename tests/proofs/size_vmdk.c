/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, size_vmdk() overflows nowhere and makes a sound plan
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "ops/measure/size_vmdk.c"

/* As size_vmdk_descriptor.c is proved to answer. */
uint64_t size_vmdk_descriptor(const struct measure_config *config, uint64_t virtual_size,
			      uint64_t extent_size, uint64_t len_kind, uint64_t len_extent,
			      bool numbered)
{
	uint64_t length = nondet_u64();

	(void)config;
	(void)numbered;
	PROVE(virtual_size <= TARGET_MAX_SIZE + 1, "a disk");
	PROVE(extent_size == VMDK_SPLIT_EXTENT_SIZE || extent_size == TARGET_MAX_SIZE, "an extent");
	PROVE(len_kind <= 32 && len_extent <= 32, "short texts");
	ASSUME(length < UINT64_C(1) << 40);
	return length;
}

PROVE_CALCULATOR(size_vmdk)
