/* SPDX-License-Identifier: Apache-2.0 */
/* Which function reports what of a format; apart from readers.c, so that only `info` links them. */
#include "facts.h"

static const struct reporter reporters[] = {
	{ SOURCE_FORMAT_BOCHS, info_nothing, NULL, NULL },
	{ SOURCE_FORMAT_CLOOP, info_nothing, NULL, NULL },
	{ SOURCE_FORMAT_DMG, info_nothing, NULL, NULL },
	{ SOURCE_FORMAT_LUKS, luks_info, NULL, NULL },
	{ SOURCE_FORMAT_PARALLELS, info_silent, parallels_metadata, NULL },
	{ SOURCE_FORMAT_QCOW1, NULL, qcow1_metadata, NULL },
	{ SOURCE_FORMAT_QCOW2, qcow2_info, qcow2_metadata, qcow2_snapshot_data },
	{ SOURCE_FORMAT_QED, qed_info, qed_metadata, NULL },
	{ SOURCE_FORMAT_RAW, raw_info, NULL, NULL },
	{ SOURCE_FORMAT_VDI, info_of_vdi, vdi_metadata, NULL },
	{ SOURCE_FORMAT_VHD, info_of_bytes, vhd_metadata, NULL },
	{ SOURCE_FORMAT_VHDX, NULL, vhdx_metadata, NULL },
	{ SOURCE_FORMAT_VMDK4, vmdk_info, vmdk_metadata, NULL },
};

const struct reporter *reporter_of(const struct format *format)
{
	for (size_t i = 0; i < sizeof(reporters) / sizeof(reporters[0]); i++)
		if (reporters[i].format == format->id)
			return &reporters[i];
	return NULL;
}
