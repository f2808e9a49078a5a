/* SPDX-License-Identifier: Apache-2.0 */
/* All files of a new VMDK of one SUBFORMAT together end where measure says of an empty disk
 * (layout_proof.h). The parts of a sparse extent are those of layout_vmdk.c. */
#define KNOWN_POWERS
#include "layout_proof.h"
#include "formats/vmdk/layout.c"

#define GRAIN ((uint64_t)VMDK_DEFAULT_GRAIN_SECTORS * VMDK_SECTOR_SIZE)

static uint64_t len_descriptor;

/* As size_vmdk_descriptor.c is proved to answer. */
uint64_t vmdk_descriptor_length(const struct target_options *options, uint64_t virtual_size,
				const struct vmdk_kind *kind)
{
	(void)options;
	(void)virtual_size;
	(void)kind;
	len_descriptor = nondet_u64();
	ASSUME(len_descriptor < UINT64_C(1) << 40);
	return len_descriptor;
}

int main(void)
{
	struct target_options options = any_options();
	struct cost cost = any_disk();
	const struct vmdk_kind *kind = kind_of(SUBFORMAT);
	uint64_t end = 0, disk = align_up(cost.virtual_size, VMDK_SECTOR_SIZE);

	cost.everything = false; /* an empty disk, with nothing to hide */
	options.cluster_size = 0;
	options.subformat = SUBFORMAT;
	if (vmdk_cost(&options, &cost))
		return 0;
	if (kind->infix)
		part(&end, 0, len_descriptor);
	if (!kind->sparse)
		part(&end, end, disk);
	if (kind->sparse && disk / kind->extent_size)
		part(&end, end, disk / kind->extent_size * overhead(kind->extent_size, GRAIN));
	if (kind->sparse && (disk % kind->extent_size || !kind->infix))
		part(&end, end, overhead(disk % kind->extent_size, GRAIN));
	PROVE(cost.base == end, "an empty disk is measured as long as its files are");
	return 0;
}
