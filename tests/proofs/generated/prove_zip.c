/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/zip.ksy spec=71d443a5 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "zip.c"
/* unwind 20 */

void prove_zip_local_header(void)
{
	struct parse_in in = any_input();
	struct zip_local_header h;
	enum parse_status status = zip_local_header_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 30);
}

void prove_zip_local_header_store(void)
{
	struct parse_in in = any_input();
	struct zip_local_header h, back;

	if (zip_local_header_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = ZIP_LOCAL_HEADER_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = ZIP_LOCAL_HEADER_SIZE;

	zip_local_header_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(zip_local_header_parse(&again, &back) == PARSE_OK);
	assert(back.version_needed == h.version_needed);
	assert(back.flags == h.flags);
	assert(back.method == h.method);
	assert(back.time == h.time);
	assert(back.checksum == h.checksum);
	assert(back.len_stored == h.len_stored);
	assert(back.len_member == h.len_member);
	assert(back.len_name == h.len_name);
	assert(back.len_extra == h.len_extra);
}

void prove_zip_entry(void)
{
	struct parse_in in = any_input();
	struct zip_entry h;
	enum parse_status status = zip_entry_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 46);
}

void prove_zip_entry_store(void)
{
	struct parse_in in = any_input();
	struct zip_entry h, back;

	if (zip_entry_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = ZIP_ENTRY_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = ZIP_ENTRY_SIZE;

	zip_entry_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(zip_entry_parse(&again, &back) == PARSE_OK);
	assert(back.version_made == h.version_made);
	assert(back.version_needed == h.version_needed);
	assert(back.flags == h.flags);
	assert(back.method == h.method);
	assert(back.time == h.time);
	assert(back.checksum == h.checksum);
	assert(back.len_stored == h.len_stored);
	assert(back.len_member == h.len_member);
	assert(back.len_name == h.len_name);
	assert(back.len_extra == h.len_extra);
	assert(back.len_comment == h.len_comment);
	assert(back.first_disk == h.first_disk);
	assert(back.internal == h.internal);
	assert(back.external == h.external);
	assert(back.ofs_header == h.ofs_header);
}

void prove_zip_extra(void)
{
	struct parse_in in = any_input();
	struct zip_extra h;
	enum parse_status status = zip_extra_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 4);
}

void prove_zip_extra_store(void)
{
	struct parse_in in = any_input();
	struct zip_extra h, back;

	if (zip_extra_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = ZIP_EXTRA_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = ZIP_EXTRA_SIZE;

	zip_extra_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(zip_extra_parse(&again, &back) == PARSE_OK);
	assert(back.kind == h.kind);
	assert(back.len_data == h.len_data);
}

void prove_zip_end(void)
{
	struct parse_in in = any_input();
	struct zip_end h;
	enum parse_status status = zip_end_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 22);
}

void prove_zip_end_store(void)
{
	struct parse_in in = any_input();
	struct zip_end h, back;

	if (zip_end_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = ZIP_END_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = ZIP_END_SIZE;

	zip_end_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(zip_end_parse(&again, &back) == PARSE_OK);
	assert(back.disk == h.disk);
	assert(back.first_disk == h.first_disk);
	assert(back.num_here == h.num_here);
	assert(back.num_members == h.num_members);
	assert(back.len_directory == h.len_directory);
	assert(back.ofs_directory == h.ofs_directory);
	assert(back.len_comment == h.len_comment);
}

void prove_zip_locator(void)
{
	struct parse_in in = any_input();
	struct zip_locator h;
	enum parse_status status = zip_locator_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 20);
}

void prove_zip_locator_store(void)
{
	struct parse_in in = any_input();
	struct zip_locator h, back;

	if (zip_locator_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = ZIP_LOCATOR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = ZIP_LOCATOR_SIZE;

	zip_locator_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(zip_locator_parse(&again, &back) == PARSE_OK);
	assert(back.disk == h.disk);
	assert(back.ofs_end64 == h.ofs_end64);
	assert(back.num_disks == h.num_disks);
}

void prove_zip_end64(void)
{
	struct parse_in in = any_input();
	struct zip_end64 h;
	enum parse_status status = zip_end64_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 56);
}

void prove_zip_end64_store(void)
{
	struct parse_in in = any_input();
	struct zip_end64 h, back;

	if (zip_end64_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = ZIP_END64_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = ZIP_END64_SIZE;

	zip_end64_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(zip_end64_parse(&again, &back) == PARSE_OK);
	assert(back.len_record == h.len_record);
	assert(back.version_made == h.version_made);
	assert(back.version_needed == h.version_needed);
	assert(back.disk == h.disk);
	assert(back.first_disk == h.first_disk);
	assert(back.num_here == h.num_here);
	assert(back.num_members == h.num_members);
	assert(back.len_directory == h.len_directory);
	assert(back.ofs_directory == h.ofs_directory);
}
