/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/luks.ksy spec=93b18077 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#define COPY_BYTES
#include "../proof.h"
#include "../stand_ins.h"
#include "luks.c"
/* unwind 3586 */

void prove_luks_key_slot(void)
{
	struct parse_in in = any_input();
	struct luks_key_slot h;
	enum parse_status status = luks_key_slot_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 48);
}

void prove_luks_key_slot_store(void)
{
	struct parse_in in = any_input();
	struct luks_key_slot h, back;

	if (luks_key_slot_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = LUKS_KEY_SLOT_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = LUKS_KEY_SLOT_SIZE;

	luks_key_slot_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(luks_key_slot_parse(&again, &back) == PARSE_OK);
	assert(back.state == h.state);
	assert(back.iterations == h.iterations);
	assert(i >= 32 || back.salt[i] == h.salt[i]);
	assert(back.key_material_sector == h.key_material_sector);
	assert(back.stripes == h.stripes);
}

void prove_luks_phdr(void)
{
	struct parse_in in = any_input();
	struct luks_phdr h;
	enum parse_status status = luks_phdr_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 592);
	assert(((__int128)h.version) == ((__int128)1));
	assert((((__int128)h.payload_sector) >= ((__int128)8)));
	assert((((__int128)h.mk_digest_iterations) >= ((__int128)1)));
	(void)luks_phdr_ofs_payload(&h);
	(void)luks_phdr_num_key_material_sectors(&h);
}

void prove_luks_phdr_store(void)
{
	struct parse_in in = any_input();
	struct luks_phdr h, back;

	if (luks_phdr_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = LUKS_PHDR_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = LUKS_PHDR_SIZE;

	luks_phdr_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(luks_phdr_parse(&again, &back) == PARSE_OK);
	assert(back.version == h.version);
	assert(i >= 32 || back.cipher_name[i] == h.cipher_name[i]);
	assert(i >= 32 || back.cipher_mode[i] == h.cipher_mode[i]);
	assert(i >= 32 || back.hash_spec[i] == h.hash_spec[i]);
	assert(back.payload_sector == h.payload_sector);
	assert(back.len_key == h.len_key);
	assert(i >= 20 || back.mk_digest[i] == h.mk_digest[i]);
	assert(i >= 32 || back.mk_digest_salt[i] == h.mk_digest_salt[i]);
	assert(back.mk_digest_iterations == h.mk_digest_iterations);
	assert(i >= 40 || back.uuid[i] == h.uuid[i]);
	assert(back.key_slots[0].state == h.key_slots[0].state);
	assert(back.key_slots[0].iterations == h.key_slots[0].iterations);
	assert(i >= 32 || back.key_slots[0].salt[i] == h.key_slots[0].salt[i]);
	assert(back.key_slots[0].key_material_sector == h.key_slots[0].key_material_sector);
	assert(back.key_slots[0].stripes == h.key_slots[0].stripes);
	assert(back.key_slots[1].state == h.key_slots[1].state);
	assert(back.key_slots[1].iterations == h.key_slots[1].iterations);
	assert(i >= 32 || back.key_slots[1].salt[i] == h.key_slots[1].salt[i]);
	assert(back.key_slots[1].key_material_sector == h.key_slots[1].key_material_sector);
	assert(back.key_slots[1].stripes == h.key_slots[1].stripes);
	assert(back.key_slots[2].state == h.key_slots[2].state);
	assert(back.key_slots[2].iterations == h.key_slots[2].iterations);
	assert(i >= 32 || back.key_slots[2].salt[i] == h.key_slots[2].salt[i]);
	assert(back.key_slots[2].key_material_sector == h.key_slots[2].key_material_sector);
	assert(back.key_slots[2].stripes == h.key_slots[2].stripes);
	assert(back.key_slots[3].state == h.key_slots[3].state);
	assert(back.key_slots[3].iterations == h.key_slots[3].iterations);
	assert(i >= 32 || back.key_slots[3].salt[i] == h.key_slots[3].salt[i]);
	assert(back.key_slots[3].key_material_sector == h.key_slots[3].key_material_sector);
	assert(back.key_slots[3].stripes == h.key_slots[3].stripes);
	assert(back.key_slots[4].state == h.key_slots[4].state);
	assert(back.key_slots[4].iterations == h.key_slots[4].iterations);
	assert(i >= 32 || back.key_slots[4].salt[i] == h.key_slots[4].salt[i]);
	assert(back.key_slots[4].key_material_sector == h.key_slots[4].key_material_sector);
	assert(back.key_slots[4].stripes == h.key_slots[4].stripes);
	assert(back.key_slots[5].state == h.key_slots[5].state);
	assert(back.key_slots[5].iterations == h.key_slots[5].iterations);
	assert(i >= 32 || back.key_slots[5].salt[i] == h.key_slots[5].salt[i]);
	assert(back.key_slots[5].key_material_sector == h.key_slots[5].key_material_sector);
	assert(back.key_slots[5].stripes == h.key_slots[5].stripes);
	assert(back.key_slots[6].state == h.key_slots[6].state);
	assert(back.key_slots[6].iterations == h.key_slots[6].iterations);
	assert(i >= 32 || back.key_slots[6].salt[i] == h.key_slots[6].salt[i]);
	assert(back.key_slots[6].key_material_sector == h.key_slots[6].key_material_sector);
	assert(back.key_slots[6].stripes == h.key_slots[6].stripes);
	assert(back.key_slots[7].state == h.key_slots[7].state);
	assert(back.key_slots[7].iterations == h.key_slots[7].iterations);
	assert(i >= 32 || back.key_slots[7].salt[i] == h.key_slots[7].salt[i]);
	assert(back.key_slots[7].key_material_sector == h.key_slots[7].key_material_sector);
	assert(back.key_slots[7].stripes == h.key_slots[7].stripes);
}

void prove_luks_phdr_peeks(void)
{
	uint8_t bytes[8];

	(void)luks_phdr_peek_version(bytes);
}

void prove_luks_header2(void)
{
	struct parse_in in = any_input();
	struct luks_header2 h;
	enum parse_status status = luks_header2_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 4096);
	assert((((__int128)h.magic) == ((__int128)UINT64_C(0x4c554b53)) ||
		((__int128)h.magic) == ((__int128)UINT64_C(0x534b554c))));
	assert(((__int128)h.version) == ((__int128)2));
	assert((((__int128)h.len_header) == ((__int128)16384) ||
		((__int128)h.len_header) == ((__int128)32768) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x10000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x20000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x40000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x80000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x100000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x200000)) ||
		((__int128)h.len_header) == ((__int128)UINT64_C(0x400000))));
}

void prove_luks_header2_store(void)
{
	struct parse_in in = any_input();
	struct luks_header2 h, back;

	if (luks_header2_parse(&in, &h) != PARSE_OK)
		return;

	size_t cap = LUKS_HEADER2_SIZE;
	uint8_t *bytes = malloc(cap);
	assume(bytes != NULL);
	size_t n = LUKS_HEADER2_SIZE;

	luks_header2_store(bytes, &h);
	hold_constants();

	struct parse_in again = parse_input(bytes, n, any_u64());
	size_t i = any_size();

	assert(luks_header2_parse(&again, &back) == PARSE_OK);
	assert(back.magic == h.magic);
	assert(back.version == h.version);
	assert(back.len_header == h.len_header);
	assert(back.sequence == h.sequence);
	assert(i >= 48 || back.label[i] == h.label[i]);
	assert(i >= 32 || back.checksum_algorithm[i] == h.checksum_algorithm[i]);
	assert(i >= 64 || back.salt[i] == h.salt[i]);
	assert(i >= 40 || back.uuid[i] == h.uuid[i]);
	assert(i >= 48 || back.subsystem[i] == h.subsystem[i]);
	assert(back.ofs_header == h.ofs_header);
	assert(i >= 64 || back.checksum[i] == h.checksum[i]);
}

void prove_luks_header2_magic_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(LUKS_HEADER2_MAGIC_FIRST == ((__int128)UINT64_C(0x4c554b53)) &&
	       LUKS_HEADER2_MAGIC_COPY == ((__int128)UINT64_C(0x534b554c)));
	assert(luks_header2_magic_known(v) ==
	       (v == ((__int128)UINT64_C(0x4c554b53)) || v == ((__int128)UINT64_C(0x534b554c))));
}
