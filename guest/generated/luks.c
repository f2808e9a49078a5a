/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/luks.ksy spec=93b18077 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "luks.h"

const struct luks_string luks_strings[LUKS_NUM_STRINGS] = {
	{ LUKS_CIPHER_AES, 3 },		{ LUKS_CIPHER_SERPENT, 7 },    { LUKS_CIPHER_TWOFISH, 7 },
	{ LUKS_CIPHER_CAST5, 5 },	{ LUKS_CIPHER_SM4, 3 },	       { LUKS_SHOWN_AES, 3 },
	{ LUKS_SHOWN_SERPENT, 7 },	{ LUKS_SHOWN_TWOFISH, 7 },     { LUKS_SHOWN_CAST5, 9 },
	{ LUKS_MODE_ECB, 3 },		{ LUKS_MODE_CBC, 3 },	       { LUKS_MODE_XTS, 3 },
	{ LUKS_MODE_CTR, 3 },		{ LUKS_VECTOR_PLAIN, 5 },      { LUKS_VECTOR_PLAIN64, 7 },
	{ LUKS_VECTOR_ESSIV, 5 },	{ LUKS_HASH_MD5, 3 },	       { LUKS_HASH_SHA1, 4 },
	{ LUKS_HASH_SHA224, 6 },	{ LUKS_HASH_SHA256, 6 },       { LUKS_HASH_SHA384, 6 },
	{ LUKS_HASH_SHA512, 6 },	{ LUKS_HASH_RIPEMD160, 9 },    { LUKS_HASH_SM3, 3 },
	{ LUKS_JSON_SIZE, 9 },		{ LUKS_KEYSLOTS_SIZE, 13 },    { LUKS_JSON_CONFIG, 6 },
	{ LUKS_JSON_REQUIREMENTS, 12 }, { LUKS_JSON_MANDATORY, 9 },    { LUKS_JSON_KEYSLOTS, 8 },
	{ LUKS_JSON_SEGMENTS, 8 },	{ LUKS_JSON_DIGESTS, 7 },      { LUKS_JSON_TYPE, 4 },
	{ LUKS_JSON_AREA_OFFSET, 6 },	{ LUKS_JSON_AREA_SIZE, 4 },    { LUKS_JSON_IV_TWEAK, 8 },
	{ LUKS_JSON_ENCRYPTION, 10 },	{ LUKS_JSON_SECTOR_SIZE, 11 }, { LUKS_JSON_INTEGRITY, 9 },
	{ LUKS_JSON_PRIORITY, 8 },	{ LUKS_JSON_KEY_SIZE, 8 },     { LUKS_JSON_AF, 2 },
	{ LUKS_JSON_STRIPES, 7 },	{ LUKS_JSON_HASH, 4 },	       { LUKS_JSON_AREA, 4 },
	{ LUKS_JSON_KDF, 3 },		{ LUKS_JSON_TIME, 4 },	       { LUKS_JSON_MEMORY, 6 },
	{ LUKS_JSON_CPUS, 4 },		{ LUKS_JSON_ITERATIONS, 10 },  { LUKS_JSON_SALT, 4 },
	{ LUKS_JSON_DIGEST, 6 },	{ LUKS_SEGMENT_CRYPT, 5 },     { LUKS_SIZE_DYNAMIC, 7 },
	{ LUKS_SLOT_LUKS2, 5 },		{ LUKS_SLOT_REENCRYPT, 9 },    { LUKS_AREA_RAW, 3 },
	{ LUKS_AF_LUKS1, 5 },		{ LUKS_KDF_ARGON2I, 7 },       { LUKS_KDF_ARGON2ID, 8 },
	{ LUKS_KDF_PBKDF2, 6 },
};

enum parse_status luks_key_slot_parse(struct parse_in *in, struct luks_key_slot *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LUKS_KEY_SLOT_SIZE)
		return parse_truncated(in, STRUCTURE_LUKS_KEY_SLOT);

	uint32_t state = load_u4be(p);
	uint32_t iterations = load_u4be(p + 4);
	uint32_t key_material_sector = load_u4be(p + 40);
	uint32_t stripes = load_u4be(p + 44);

	out->state = state;
	out->iterations = iterations;
	__builtin_memcpy(out->salt, p + 8, 32);
	out->key_material_sector = key_material_sector;
	out->stripes = stripes;
	return PARSE_OK;
}

void luks_key_slot_store(uint8_t *p, const struct luks_key_slot *h)
{
	store_u4be(p, h->state);
	store_u4be(p + 4, h->iterations);
	__builtin_memcpy(p + 8, h->salt, 32);
	store_u4be(p + 40, h->key_material_sector);
	store_u4be(p + 44, h->stripes);
}

enum parse_status luks_phdr_parse(struct parse_in *in, struct luks_phdr *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LUKS_PHDR_SIZE)
		return parse_truncated(in, STRUCTURE_LUKS_PHDR);

	if (!bytes_eq(p, "LUKS\272\276", 6))
		return parse_fail(in, STRUCTURE_LUKS_PHDR, LUKS_PHDR_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 6));

	uint16_t version = load_u2be(p + 6);
	if (version != 1)
		return parse_fail(in, STRUCTURE_LUKS_PHDR, LUKS_PHDR_FIELD_VERSION, 6, PARSE_RANGE,
				  version);

	uint32_t payload_sector = load_u4be(p + 104);
	if (payload_sector < 8)
		return parse_fail(in, STRUCTURE_LUKS_PHDR, LUKS_PHDR_FIELD_PAYLOAD_SECTOR, 104,
				  PARSE_RANGE, payload_sector);

	uint32_t len_key = load_u4be(p + 108);

	uint32_t mk_digest_iterations = load_u4be(p + 164);
	if (mk_digest_iterations < 1)
		return parse_fail(in, STRUCTURE_LUKS_PHDR, LUKS_PHDR_FIELD_MK_DIGEST_ITERATIONS,
				  164, PARSE_RANGE, mk_digest_iterations);

	struct luks_key_slot key_slots[8];
	for (size_t i = 0; i < 8; i++) {
		{
			struct parse_in part =
				parse_part(in, 208 + LUKS_KEY_SLOT_SIZE * i, LUKS_KEY_SLOT_SIZE);

			if (luks_key_slot_parse(&part, &key_slots[i]) != PARSE_OK)
				return parse_part_fail(in, 208 + LUKS_KEY_SLOT_SIZE * i, &part);
		}
	}

	out->version = version;
	__builtin_memcpy(out->cipher_name, p + 8, 32);
	__builtin_memcpy(out->cipher_mode, p + 40, 32);
	__builtin_memcpy(out->hash_spec, p + 72, 32);
	out->payload_sector = payload_sector;
	out->len_key = len_key;
	__builtin_memcpy(out->mk_digest, p + 112, 20);
	__builtin_memcpy(out->mk_digest_salt, p + 132, 32);
	out->mk_digest_iterations = mk_digest_iterations;
	__builtin_memcpy(out->uuid, p + 168, 40);
	for (size_t i = 0; i < 8; i++)
		out->key_slots[i] = key_slots[i];
	return PARSE_OK;
}

void luks_phdr_store(uint8_t *p, const struct luks_phdr *h)
{
	__builtin_memcpy(p, "LUKS\272\276", 6);
	store_u2be(p + 6, 1);
	__builtin_memcpy(p + 8, h->cipher_name, 32);
	__builtin_memcpy(p + 40, h->cipher_mode, 32);
	__builtin_memcpy(p + 72, h->hash_spec, 32);
	store_u4be(p + 104, h->payload_sector);
	store_u4be(p + 108, h->len_key);
	__builtin_memcpy(p + 112, h->mk_digest, 20);
	__builtin_memcpy(p + 132, h->mk_digest_salt, 32);
	store_u4be(p + 164, h->mk_digest_iterations);
	__builtin_memcpy(p + 168, h->uuid, 40);
	for (size_t i = 0; i < 8; i++)
		luks_key_slot_store(p + 208 + LUKS_KEY_SLOT_SIZE * i, &h->key_slots[i]);
}

enum parse_status luks_header2_parse(struct parse_in *in, struct luks_header2 *out)
{
	const uint8_t *p = in->buf;

	if (in->len < LUKS_HEADER2_SIZE)
		return parse_truncated(in, STRUCTURE_LUKS_HEADER2);

	uint32_t magic = load_u4be(p);
	if (!luks_header2_magic_known(magic))
		return parse_fail(in, STRUCTURE_LUKS_HEADER2, LUKS_HEADER2_FIELD_MAGIC, 0,
				  PARSE_ENUM, magic);

	if (!bytes_eq(p + 4, "\272\276", 2))
		return parse_fail(in, STRUCTURE_LUKS_HEADER2, LUKS_HEADER2_FIELD_MAGIC_END, 4,
				  PARSE_BAD_MAGIC, load_bytes_be(p + 4, 2));

	uint16_t version = load_u2be(p + 6);
	if (version != 2)
		return parse_fail(in, STRUCTURE_LUKS_HEADER2, LUKS_HEADER2_FIELD_VERSION, 6,
				  PARSE_RANGE, version);

	uint64_t len_header = load_u8be(p + 8);
	if (len_header != 0x4000 && len_header != 0x8000 && len_header != 0x10000 &&
	    len_header != 0x20000 && len_header != 0x40000 && len_header != 0x80000 &&
	    len_header != 0x100000 && len_header != 0x200000 && len_header != 0x400000)
		return parse_fail(in, STRUCTURE_LUKS_HEADER2, LUKS_HEADER2_FIELD_LEN_HEADER, 8,
				  PARSE_RANGE, len_header);

	uint64_t sequence = load_u8be(p + 16);
	uint64_t ofs_header = load_u8be(p + 256);

	out->magic = magic;
	out->version = version;
	out->len_header = len_header;
	out->sequence = sequence;
	__builtin_memcpy(out->label, p + 24, 48);
	__builtin_memcpy(out->checksum_algorithm, p + 72, 32);
	__builtin_memcpy(out->salt, p + 104, 64);
	__builtin_memcpy(out->uuid, p + 168, 40);
	__builtin_memcpy(out->subsystem, p + 208, 48);
	out->ofs_header = ofs_header;
	__builtin_memcpy(out->checksum, p + 448, 64);
	return PARSE_OK;
}

void luks_header2_store(uint8_t *p, const struct luks_header2 *h)
{
	__builtin_memset(p, 0, LUKS_HEADER2_SIZE);
	store_u4be(p, h->magic);
	__builtin_memcpy(p + 4, "\272\276", 2);
	store_u2be(p + 6, 2);
	store_u8be(p + 8, h->len_header);
	store_u8be(p + 16, h->sequence);
	__builtin_memcpy(p + 24, h->label, 48);
	__builtin_memcpy(p + 72, h->checksum_algorithm, 32);
	__builtin_memcpy(p + 104, h->salt, 64);
	__builtin_memcpy(p + 168, h->uuid, 40);
	__builtin_memcpy(p + 208, h->subsystem, 48);
	store_u8be(p + 256, h->ofs_header);
	__builtin_memcpy(p + 448, h->checksum, 64);
}
