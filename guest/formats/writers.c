/* SPDX-License-Identifier: Apache-2.0 */
/* The writers of new images. Only operations that write link them. */
#include "target.h"

extern const struct target_writer writer_luks, writer_parallels, writer_qcow1, writer_qcow2,
	writer_qed, writer_raw, writer_vdi, writer_vhd, writer_vhdx, writer_vmdk;

/* clang-format off */
static const struct target_writer *const writers[] = {
	&writer_luks,
	&writer_parallels,
	&writer_qcow1,
	&writer_qcow2,
	&writer_qed,
	&writer_raw,
	&writer_vdi,
	&writer_vhd,
	&writer_vhdx,
	&writer_vmdk,
};
/* clang-format on */

const struct target_writer *writer_of(uint32_t format)
{
	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (writers[i]->format == format)
			return writers[i];
	return NULL;
}
