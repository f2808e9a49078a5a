/* SPDX-License-Identifier: Apache-2.0 */
/* A descriptor's length overflows nowhere and stays below 2^40, for every disk and option text. */
#include "size_proof.h"
#include "formats/vmdk/descriptor_length.c"

int main(void)
{
	struct target_options options = any_options();
	uint64_t size = nondet_u64(), len_kind = nondet_u32(), len_extent = nondet_u32();
	uint64_t length;

	ASSUME(size <= TARGET_MAX_SIZE + 1 && len_kind <= 32 && len_extent <= 32);
#ifdef ONE
	length = vmdk_descriptor_length(&options, size, TARGET_MAX_SIZE, len_kind, len_extent,
					false);
#else
	length = vmdk_descriptor_length(&options, size, VMDK_SPLIT_EXTENT_SIZE, len_kind,
					len_extent, true);
#endif
	PROVE(length < UINT64_C(1) << 40, "shorter than 1 TiB");
	return 0;
}
