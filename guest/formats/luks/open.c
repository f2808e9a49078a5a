/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LUKS version 1; of version 2 see open2.c. The disk is the payload, encrypted from its first byte
 * to its last: one range of data without a plain place. The header is checked in qemu's order, its
 * names last.
 */
#include <string.h>

#include "formats/cipher.h"
#include "stages/extent_list.h"
#include "image.h"

#include "generated/luks.h"
#include "generated/structures.h"

/* A name that is known, and a number that goes with it. */
struct word {
	const char *text;
	const char *shown;   /* ciphers: how essiv's texts spell it */
	uint32_t lengths[3]; /* ciphers: of keys; hashes: of the hash */
};

static const struct word ciphers[] = {
	{ LUKS_CIPHER_AES,
	  LUKS_SHOWN_AES,
	  { LUKS_LEN_KEY_128, LUKS_LEN_KEY_192, LUKS_LEN_KEY_256 } },
	{ LUKS_CIPHER_SERPENT,
	  LUKS_SHOWN_SERPENT,
	  { LUKS_LEN_KEY_128, LUKS_LEN_KEY_192, LUKS_LEN_KEY_256 } },
	{ LUKS_CIPHER_TWOFISH,
	  LUKS_SHOWN_TWOFISH,
	  { LUKS_LEN_KEY_128, LUKS_LEN_KEY_192, LUKS_LEN_KEY_256 } },
	{ LUKS_CIPHER_CAST5, LUKS_SHOWN_CAST5, { LUKS_LEN_KEY_128 } },
	{ LUKS_CIPHER_SM4, LUKS_CIPHER_SM4, { LUKS_LEN_KEY_128 } },
	{ NULL, NULL, { 0 } },
};

static const struct word modes[] = {
	{ LUKS_MODE_ECB, NULL, { 0 } }, { LUKS_MODE_CBC, NULL, { 0 } },
	{ LUKS_MODE_XTS, NULL, { 0 } }, { LUKS_MODE_CTR, NULL, { 0 } },
	{ NULL, NULL, { 0 } },
};

static const struct word vectors[] = {
	{ LUKS_VECTOR_PLAIN, NULL, { 0 } },
	{ LUKS_VECTOR_PLAIN64, NULL, { 0 } },
	{ LUKS_VECTOR_ESSIV, NULL, { 0 } },
	{ NULL, NULL, { 0 } },
};

static const struct word hashes[] = {
	{ LUKS_HASH_MD5, NULL, { LUKS_LEN_MD5 } },
	{ LUKS_HASH_SHA1, NULL, { LUKS_LEN_SHA1 } },
	{ LUKS_HASH_SHA224, NULL, { LUKS_LEN_SHA224 } },
	{ LUKS_HASH_SHA256, NULL, { LUKS_LEN_SHA256 } },
	{ LUKS_HASH_SHA384, NULL, { LUKS_LEN_SHA384 } },
	{ LUKS_HASH_SHA512, NULL, { LUKS_LEN_SHA512 } },
	{ LUKS_HASH_RIPEMD160, NULL, { LUKS_LEN_RIPEMD160 } },
	{ LUKS_HASH_SM3, NULL, { LUKS_LEN_SM3 } },
	{ NULL, NULL, { 0 } },
};

struct name {
	const uint8_t *p;
	size_t len;
};

static bool is_word(const struct name *name, const char *text)
{
	size_t i = 0;

	while (i < name->len && text[i] != '\0' && (uint8_t)text[i] == name->p[i])
		i++;
	return i == name->len && text[i] == '\0';
}

static const struct word *lookup(const struct word *words, const struct name *name)
{
	for (; words->text; words++)
		if (is_word(name, words->text))
			return words;
	return NULL;
}

static bool has_length(const struct word *cipher, uint32_t len)
{
	return len != 0 && (len == cipher->lengths[0] || len == cipher->lengths[1] ||
			    len == cipher->lengths[2]);
}

static struct name name_in(const uint8_t *field, size_t size)
{
	struct name name = { field, 0 };

	while (name.len < size && field[name.len] != '\0')
		name.len++;
	return name;
}

/* Cut `name` at the first `separator`; what is after it goes to `rest`. */
static bool cut(struct name *name, char separator, struct name *rest)
{
	for (size_t i = 0; i < name->len; i++) {
		if (name->p[i] == (uint8_t)separator) {
			*rest = (struct name){ name->p + i + 1, name->len - i - 1 };
			name->len = i;
			return true;
		}
	}
	return false;
}

static bool name_fault(const struct image *img, uint32_t fault, uint32_t offset, uint64_t value,
		       const struct name *name)
{
	return fault_raise_detail(img->disk, fault, offset, value, name->p, name->len);
}

static bool mode_fault(const struct image *img, uint32_t fault, const struct name *name)
{
	return name_fault(img, fault, LUKS_PHDR_CIPHER_MODE_OFFSET, 0, name);
}

/* essiv encrypts vectors with the cipher, the key being a hash. */
static bool check_essiv(struct image *img, const struct word *cipher, const struct word *hash)
{
	if (!hash)
		return fault_raise(img->disk, FAULT_LUKS_PHDR_ESSIV_WITHOUT_HASH,
				   LUKS_PHDR_CIPHER_MODE_OFFSET, 0);
	if (has_length(cipher, hash->lengths[0]))
		return true;
	return fault_raise_text(img->disk,
				cipher->lengths[1] ? FAULT_LUKS_PHDR_ESSIV_CIPHER
						   : FAULT_LUKS_PHDR_ESSIV_UNSUPPORTED,
				LUKS_PHDR_CIPHER_MODE_OFFSET, hash->lengths[0], cipher->shown);
}

static bool check_names(struct image *img, const struct luks_phdr *h)
{
	struct name cipher_name = name_in(h->cipher_name, sizeof(h->cipher_name));
	struct name mode_name = name_in(h->cipher_mode, sizeof(h->cipher_mode)), whole = mode_name;
	struct name hash_name = name_in(h->hash_spec, sizeof(h->hash_spec));
	struct name vector_name, vector_hash_name;
	const struct word *cipher, *vector_hash = NULL;
	uint32_t len_key = h->len_key;

	if (!cut(&mode_name, '-', &vector_name))
		return mode_fault(img, FAULT_LUKS_PHDR_UNKNOWN_CIPHER_MODE, &whole);
	if (cut(&vector_name, ':', &vector_hash_name)) {
		vector_hash = lookup(hashes, &vector_hash_name);
		if (!vector_hash)
			return mode_fault(img, FAULT_LUKS_PHDR_UNKNOWN_HASH, &vector_hash_name);
	}
	if (!lookup(modes, &mode_name))
		return mode_fault(img, FAULT_LUKS_PHDR_UNKNOWN_MODE, &mode_name);
	if (is_word(&mode_name, LUKS_MODE_XTS))
		len_key /= 2;
	cipher = lookup(ciphers, &cipher_name);
	if (!cipher || !has_length(cipher, len_key))
		return name_fault(img, FAULT_LUKS_PHDR_UNKNOWN_CIPHER, LUKS_PHDR_CIPHER_NAME_OFFSET,
				  len_key, &cipher_name);
	if (!lookup(hashes, &hash_name))
		return name_fault(img, FAULT_LUKS_PHDR_UNKNOWN_HASH, LUKS_PHDR_HASH_SPEC_OFFSET, 0,
				  &hash_name);
	if (!lookup(vectors, &vector_name))
		return mode_fault(img, FAULT_LUKS_PHDR_UNKNOWN_VECTOR, &vector_name);
	return !is_word(&vector_name, LUKS_VECTOR_ESSIV) || check_essiv(img, cipher, vector_hash);
}

/* Sectors that key material of so many stripes takes. */
static uint64_t len_material(const struct luks_phdr *h, uint32_t stripes)
{
	uint64_t len = (uint64_t)h->len_key * stripes;
	uint64_t sectors = len / LUKS_SECTOR_SIZE + (len % LUKS_SECTOR_SIZE != 0);

	return (sectors + LUKS_KEY_MATERIAL_ALIGN - 1) / LUKS_KEY_MATERIAL_ALIGN *
	       LUKS_KEY_MATERIAL_ALIGN;
}

static bool slot_fault(struct image *img, uint32_t fault, uint32_t slot, uint32_t field_offset,
		       uint64_t value)
{
	(void)fault_raise(img->disk, fault,
			  LUKS_PHDR_KEY_SLOTS_OFFSET + slot * LUKS_KEY_SLOT_SIZE + field_offset,
			  value);
	fault_extra(slot);
	return false;
}

/* Whether the disk can only be read with the key in this slot, and is going to be. */
static bool must_open(const struct image *img, const struct luks_phdr *h, uint32_t slot)
{
	if (img->source_flags & SOURCE_FLAG_UNREAD)
		return false;
	for (uint32_t i = 0; i < LUKS_NUM_KEY_SLOTS; i++)
		if ((h->key_slots[i].state == LUKS_SLOT_STATE_ACTIVE) != (i == slot))
			return false;
	return true;
}

static bool check_slot(struct image *img, const struct luks_phdr *h, uint32_t i)
{
	const struct luks_key_slot *slot = &h->key_slots[i];
	bool lenient = img->quirks & SOURCE_QUIRK_LUKS_SLOTS_LENIENT;
	uint32_t end = slot->key_material_sector +
		       (uint32_t)len_material(h, slot->stripes); /* in 32 bits, as in qemu */

	if (lenient ? slot->stripes == 0 : slot->stripes != LUKS_STRIPES)
		return slot_fault(img, FAULT_LUKS_PHDR_SLOT_STRIPES, i,
				  LUKS_KEY_SLOT_STRIPES_OFFSET, slot->stripes);
	if (slot->key_material_sector < LUKS_HEADER_AREA_BYTES / LUKS_SECTOR_SIZE &&
	    (!lenient || must_open(img, h, i)))
		return slot_fault(img, FAULT_LUKS_PHDR_SLOT_IN_HEADER, i,
				  LUKS_KEY_SLOT_KEY_MATERIAL_SECTOR_OFFSET,
				  slot->key_material_sector);
	if (slot->state != LUKS_SLOT_STATE_ACTIVE && slot->state != LUKS_SLOT_STATE_INACTIVE)
		return slot_fault(img, FAULT_LUKS_PHDR_SLOT_STATE, i, LUKS_KEY_SLOT_STATE_OFFSET,
				  slot->state);
	if (!lenient && slot->state == LUKS_SLOT_STATE_ACTIVE && slot->iterations == 0)
		return slot_fault(img, FAULT_LUKS_PHDR_SLOT_ITERATIONS, i,
				  LUKS_KEY_SLOT_ITERATIONS_OFFSET, 0);
	if (end > h->payload_sector)
		return slot_fault(img, FAULT_LUKS_PHDR_SLOT_PAST_PAYLOAD, i,
				  LUKS_KEY_SLOT_KEY_MATERIAL_SECTOR_OFFSET,
				  slot->key_material_sector);
	return true;
}

/* The last sectors are compared. That of a slot without length at sector 0 is the largest number,
 * so that it overlaps any other. */
static bool overlap(const struct image *img, const struct luks_phdr *h, uint32_t i, uint32_t j)
{
	uint64_t start_i = h->key_slots[i].key_material_sector,
		 start_j = h->key_slots[j].key_material_sector;
	uint64_t last_i = start_i + len_material(h, h->key_slots[i].stripes) - 1;
	uint64_t last_j = start_j + len_material(h, h->key_slots[j].stripes) - 1;

	if (last_j == UINT64_MAX && (img->quirks & SOURCE_QUIRK_LUKS_EMPTY_SLOT_APART))
		return false;
	return last_j >= start_i && last_i >= start_j;
}

static bool check_slots(struct image *img, const struct luks_phdr *h)
{
	for (uint32_t i = 0; i < LUKS_NUM_KEY_SLOTS; i++) {
		if (!check_slot(img, h, i))
			return false;
		for (uint32_t j = i + 1; j < LUKS_NUM_KEY_SLOTS; j++) {
			if (overlap(img, h, i, j)) {
				(void)slot_fault(img, FAULT_LUKS_PHDR_SLOTS_OVERLAP, i,
						 LUKS_KEY_SLOT_KEY_MATERIAL_SECTOR_OFFSET,
						 h->key_slots[i].key_material_sector);
				fault_extra(j);
				return false;
			}
		}
	}
	return true;
}

/* Names without an end are found before the numbers after them are looked at. */
static bool check_terminators(struct image *img, const uint8_t *head)
{
	static const struct {
		uint32_t offset, end, fault;
	} names[] = {
		{ LUKS_PHDR_CIPHER_NAME_OFFSET, LUKS_PHDR_CIPHER_MODE_OFFSET,
		  FAULT_LUKS_PHDR_CIPHER_NAME_UNTERMINATED },
		{ LUKS_PHDR_CIPHER_MODE_OFFSET, LUKS_PHDR_HASH_SPEC_OFFSET,
		  FAULT_LUKS_PHDR_CIPHER_MODE_UNTERMINATED },
		{ LUKS_PHDR_HASH_SPEC_OFFSET, LUKS_PHDR_PAYLOAD_SECTOR_OFFSET,
		  FAULT_LUKS_PHDR_HASH_SPEC_UNTERMINATED },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (name_in(head + names[i].offset, names[i].end - names[i].offset).len ==
		    names[i].end - names[i].offset)
			return fault_raise(img->disk, names[i].fault, names[i].offset, 0);
	return true;
}

static bool is_luks1(const uint8_t *head)
{
	return bytes_eq(head, LUKS_PHDR_MAGIC, LUKS_PHDR_MAGIC_SIZE) &&
	       luks_phdr_peek_version(head) == LUKS_PHDR_VERSION;
}

static int luks_probe(const uint8_t *head, size_t len, uint64_t file_size)
{
	(void)file_size;
	return len >= LUKS_PHDR_CIPHER_NAME_OFFSET && is_luks1(head) ? 100 : 0;
}

/* A detached header has its payload nowhere, at sector 0: it is checked as if there were an empty
 * one at the end of its file. */
static void attach(const struct image *img, uint8_t *head)
{
	uint8_t *sector = head + LUKS_PHDR_PAYLOAD_SECTOR_OFFSET;

	store_u4be(sector,
		   load_u4be(sector) + (uint32_t)(image_file_end(img->disk) / LUKS_SECTOR_SIZE));
}

/* Offsets of faults are counted from the header. */
static bool check(struct image *img, const uint8_t *bytes, struct luks_phdr *h)
{
	uint8_t head[LUKS_PHDR_SIZE];
	struct parse_in in = parse_input(head, LUKS_PHDR_SIZE, 0);

	memcpy(head, bytes, sizeof(head));
	if (img->source_flags & SOURCE_FLAG_DETACHED_HEADER)
		attach(img, head);
	if (is_luks1(head) && !(img->quirks & SOURCE_QUIRK_LUKS_SLOTS_LENIENT) &&
	    !check_terminators(img, head))
		return false;
	if (luks_phdr_parse(&in, h) != PARSE_OK)
		return fault_parse(img->disk, &in);
	return check_slots(img, h) && check_names(img, h);
}

bool luks_check(struct image *img, const uint8_t *head, uint64_t offset, struct luks_phdr *h)
{
	if (check(img, head, h))
		return true;
	the_fault.offset += offset;
	return false;
}

static bool open_version_1(struct image *img)
{
	uint64_t size = image_file_end(img->disk);
	struct luks_state *state;
	struct luks_phdr h;

	if (!luks_check(img, img->head, 0, &h))
		return false;
	img->encrypted = true;
	if (cipher_is_wanted(img) && !luks_unlock(img, &h, 0, luks_phdr_ofs_payload(&h)))
		return false;
	if (luks_phdr_ofs_payload(&h) > size)
		return fault_raise(img->disk, FAULT_LUKS_PHDR_PAYLOAD_PAST_END,
				   LUKS_PHDR_PAYLOAD_SECTOR_OFFSET, h.payload_sector);
	img->size = size - luks_phdr_ofs_payload(&h);
	img->state = state = io_alloc(sizeof(*state), _Alignof(struct luks_state));
	if (!state)
		return false;
	*state = (struct luks_state){ .ofs_payload = luks_phdr_ofs_payload(&h) };
	return true;
}

/* Version 2 is read where that is asked for, also where only the copy of its header is left. */
static bool luks_open(struct image *img)
{
	bool is_volume;

	if (!cipher_has_secret(img))
		return fault_raise(img->disk, FAULT_LUKS_PHDR_KEY_MISSING,
				   LUKS_PHDR_KEY_SLOTS_OFFSET, 0);
	if (img->source_flags & SOURCE_FLAG_LUKS2 && !is_luks1(img->head)) {
		if (luks_open2(img, &is_volume))
			return true;
		if (is_volume)
			return false;
	}
	return open_version_1(img);
}

static bool luks_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		      size_t max, size_t *num)
{
	const struct luks_state *state = img->state;
	struct extent_list list;

	extent_list_begin(&list, img, out, max);
	list.failed =
		!extent_add(&list, pos, end - pos, image_encrypted(img), state->ofs_payload + pos);
	return extent_list_end(&list, num);
}

const struct format format_luks = {
	.id = SOURCE_FORMAT_LUKS,
	.name = "luks",
	.is_opaque = true,
	.probe = luks_probe,
	.open = luks_open,
	.next = luks_next,
};
