/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/tar.ksy spec=e8a4129e gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "tar.c"
/* unwind 20 */

void prove_tar_header(void)
{
	struct parse_in in = any_input();
	struct tar_header h;
	enum parse_status status = tar_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 512);
}

void prove_tar_header_store(void)
{
	struct parse_in in = any_input();
	struct tar_header h, back;

	if (tar_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = TAR_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = TAR_HEADER_SIZE;

	tar_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(tar_header_parse(&again, &back) == PARSE_OK);
	assert(i >= 100 || back.name[i] == h.name[i]);
	assert(i >= 8 || back.mode[i] == h.mode[i]);
	assert(i >= 8 || back.uid[i] == h.uid[i]);
	assert(i >= 8 || back.gid[i] == h.gid[i]);
	assert(i >= 12 || back.size[i] == h.size[i]);
	assert(i >= 12 || back.mtime[i] == h.mtime[i]);
	assert(i >= 8 || back.checksum[i] == h.checksum[i]);
	assert(back.typeflag == h.typeflag);
	assert(i >= 100 || back.linkname[i] == h.linkname[i]);
	assert(i >= 6 || back.magic[i] == h.magic[i]);
	assert(i >= 2 || back.version[i] == h.version[i]);
	assert(i >= 32 || back.uname[i] == h.uname[i]);
	assert(i >= 32 || back.gname[i] == h.gname[i]);
	assert(i >= 8 || back.devmajor[i] == h.devmajor[i]);
	assert(i >= 8 || back.devminor[i] == h.devminor[i]);
	assert(i >= 155 || back.prefix[i] == h.prefix[i]);
}
