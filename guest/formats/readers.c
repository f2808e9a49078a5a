/* SPDX-License-Identifier: Apache-2.0 */
#include "stages/image.h"

extern const struct format format_bochs, format_cloop, format_dmg, format_qcow2, format_raw;
extern const struct format format_asif, format_hdd, format_luks, format_qcow1, format_qed,
	format_vmdk;
extern const struct format format_parallels, format_vdi, format_vhd, format_vhdx;

/*
 * In the order in which qemu asks: of two formats that are equally sure of a file, the first is
 * right. Only VDI, whose signature is not at the start, can meet another one: parallels, qed, vhdx,
 * vmdk and vpc go before it, luks, qcow2 and qcow after. A name that says dmg wins over cloop.
 */
/* clang-format off */
const struct format *const readers[] = {
	&format_parallels,
	&format_qed,
	&format_vmdk,
	&format_vhd,
	&format_vhdx,
	&format_vdi,
	&format_luks,
	&format_qcow2,
	&format_qcow1,
	&format_bochs,
	&format_dmg,
	&format_cloop,
	&format_asif,
	&format_hdd,
	&format_raw,
	NULL,
};
/* clang-format on */
