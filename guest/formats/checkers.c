/* SPDX-License-Identifier: Apache-2.0 */
/* The formats that can be checked. A new one: its function, and a line here. */
#include "check.h"

/* `beyond`: qemu-img has no check for it. `sealed`: nothing repairs it. */
static const struct {
	uint32_t format;
	bool beyond, sealed;
	checker *check;
} checkers[] = {
	{ SOURCE_FORMAT_QCOW2, false, false, qcow2_check },
	{ SOURCE_FORMAT_QED, false, false, qed_check },
	{ SOURCE_FORMAT_VDI, false, true, vdi_check },
	{ SOURCE_FORMAT_VHDX, false, false, vhdx_check },
	{ SOURCE_FORMAT_VMDK4, false, true, vmdk_check },
	{ SOURCE_FORMAT_PARALLELS, false, false, parallels_check },
	{ SOURCE_FORMAT_VHD, true, true, vhd_check },
	{ SOURCE_FORMAT_QCOW1, true, true, qcow1_check },
	{ SOURCE_FORMAT_LUKS, true, true, luks_check_keys },
	{ SOURCE_FORMAT_RAW, true, true, raw_check },
};

checker *checker_of(const struct format *format, bool every, bool repairs)
{
	for (size_t i = 0; i < sizeof(checkers) / sizeof(checkers[0]); i++)
		if (checkers[i].format == format->id && (every || !checkers[i].beyond) &&
		    !(repairs && checkers[i].sealed))
			return checkers[i].check;
	return NULL;
}
