/* SPDX-License-Identifier: Apache-2.0 */
/* Which function reports what of a format; apart from readers.c, so that only `info` links them. */
#include "facts.h"

static const struct {
	uint32_t format; /* SOURCE_FORMAT_* */
	reporter *report;
} reporters[] = {
	{ SOURCE_FORMAT_LUKS, luks_info },    { SOURCE_FORMAT_PARALLELS, info_silent },
	{ SOURCE_FORMAT_QCOW2, qcow2_info },  { SOURCE_FORMAT_QED, qed_info },
	{ SOURCE_FORMAT_RAW, raw_info },      { SOURCE_FORMAT_VDI, info_of_vdi },
	{ SOURCE_FORMAT_VHD, info_of_bytes }, { SOURCE_FORMAT_VMDK4, vmdk_info },
};

reporter *reporter_of(const struct format *format)
{
	for (size_t i = 0; i < sizeof(reporters) / sizeof(reporters[0]); i++)
		if (reporters[i].format == format->id)
			return reporters[i].report;
	return NULL;
}
