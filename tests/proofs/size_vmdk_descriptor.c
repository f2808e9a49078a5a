/* SPDX-License-Identifier: Apache-2.0 */
/* A descriptor's length overflows nowhere and stays below 2^40, for every disk and option text. */
#include "size_proof.h"
#include "formats/vmdk/descriptor_length.c"

int main(void)
{
	struct target_options options = any_options();
	uint64_t size = nondet_u64();
	struct vmdk_kind kind = { .len_name = nondet_u32(),
				  .len_line = nondet_u32(),
				  .len_infix = nondet_u32() };
	uint64_t length;

	ASSUME(size <= TARGET_MAX_SIZE + 1 && kind.len_name <= 32);
	ASSUME(kind.len_line >= LINE_PLACES && kind.len_line <= 32 && kind.len_infix <= 8);
#ifdef ONE
	kind.extent_size = TARGET_MAX_SIZE;
#else
	kind.extent_size = VMDK_SPLIT_EXTENT_SIZE;
	kind.numbered = true;
#endif
	length = vmdk_descriptor_length(&options, size, &kind);
	PROVE(length < UINT64_C(1) << 40, "shorter than 1 TiB");
	return 0;
}
