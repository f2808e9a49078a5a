/* SPDX-License-Identifier: Apache-2.0 */
/* The formats whose images are changed in place. A new one: its editor, and a line here. */
#include "edit.h"

static const struct editor *const editors[] = { &luks_editor,  &parallels_editor, &qcow1_editor,
						&qcow2_editor, &qed_editor,	  &raw_editor,
						&vdi_editor,   &vhd_editor,	  &vhdx_editor,
						&vmdk_editor };

const struct editor *editor_of(uint32_t format)
{
	for (size_t i = 0; i < sizeof(editors) / sizeof(editors[0]); i++)
		if (editors[i]->format == format)
			return editors[i];
	return NULL;
}
