/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a new sparse extent of a VMDK (layout_proof.h). */
#include "layout_proof.h"
#include "formats/vmdk/layout.c"

#define GRAIN ((uint64_t)VMDK_DEFAULT_GRAIN_SECTORS * VMDK_SECTOR_SIZE)

/* No descriptor of a file of its own is laid out here. */
uint64_t vmdk_descriptor_length(const struct target_options *options, uint64_t virtual_size,
				const struct vmdk_kind *kind)
{
	(void)options;
	(void)virtual_size;
	(void)kind;
	return 0;
}

int main(void)
{
	uint64_t size = nondet_u64(), end = 0;
	struct vmdk_extent_layout l;

	ASSUME(size <= (uint64_t)VMDK_MAX_GRAINS * GRAIN);
	vmdk_extent_layout(size, GRAIN, &l);
	part(&end, 0, VMDK_SPARSE_HEADER_SIZE);
	part(&end, VMDK_DEFAULT_DESCRIPTOR_SECTOR * VMDK_SECTOR_SIZE,
	     VMDK_DEFAULT_DESCRIPTOR_SECTORS * VMDK_SECTOR_SIZE);
	part(&end, l.ofs_redundant, l.len_directory);
	part(&end, end, l.num_tables * VMDK_MAX_GTES_PER_GT * VMDK_GRAIN_TABLE_ENTRY_SIZE);
	part(&end, l.ofs_directory, l.len_directory);
	part(&end, end, l.num_tables * VMDK_MAX_GTES_PER_GT * VMDK_GRAIN_TABLE_ENTRY_SIZE);
	part(&end, l.ofs_grains, size);
	return 0;
}
