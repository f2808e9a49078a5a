/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/boot.ksy spec=78fc3f5b gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "boot.c"
/* unwind 20 */

void prove_boot_image_header(void)
{
	struct parse_in in = any_input();
	struct boot_image_header h;
	enum parse_status status = boot_image_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 64);
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.kind) == ((__int128)1) || ((__int128)h.kind) == ((__int128)2)));
	assert(((((__int128)h.len_text) % ((__int128)4096)) == ((__int128)0)));
	assert(((((__int128)h.len_rodata) % ((__int128)4096)) == ((__int128)0)));
	assert(((((__int128)h.len_data) % ((__int128)4096)) == ((__int128)0)));
	assert(((((__int128)h.len_bss) % ((__int128)4096)) == ((__int128)0)));
}

void prove_boot_info(void)
{
	struct parse_in in = any_input();
	struct boot_info h;
	enum parse_status status = boot_info_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 64);
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.num_disks) <= ((__int128)1024)));
	assert((((__int128)h.len_request) >= ((__int128)512) &&
		((__int128)h.len_request) <= ((__int128)UINT64_C(0x100000))));
	assert((((__int128)h.len_head) <= ((__int128)4096)));
}

void prove_boot_disk(void)
{
	struct parse_in in = any_input();
	struct boot_disk h;
	enum parse_status status = boot_disk_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 24);
}

void prove_boot_image_kind_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(BOOT_IMAGE_KIND_CORE == ((__int128)1) && BOOT_IMAGE_KIND_OPERATION == ((__int128)2));
	assert(boot_image_kind_known(v) == (v == ((__int128)1) || v == ((__int128)2)));
}
