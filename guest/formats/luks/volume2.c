/* SPDX-License-Identifier: Apache-2.0 */
/* LUKS version 2: what the text of a header says. What a volume needs is there once and of its
 * kind, or the volume is refused; what is not known and not needed is passed over. */
#include "algorithms.h"
#include "volume2.h"

#include <string.h>

#include "base/arith.h"
#include "base/base64.h"
#include "generated/structures.h"

_Static_assert(LUKS_MAX_SECTOR_SIZE <= SECTORS_MAX_SIZE, "sectors are decrypted as a whole");

#define MAX_CHARS 96u /* of base64, for what KEY_MAX_LEN has room for */

struct look {
	struct image *img;
	const struct luks_volume2 *v;
};

static bool refuse(const struct look *l, uint32_t fault, uint64_t value)
{
	return fault_raise(l->img->disk, fault, l->v->place + LUKS_HEADER2_SIZE, value);
}

static bool refuse_text(const struct look *l, uint32_t fault, uint64_t value,
			const struct json *text)
{
	return fault_raise_detail(l->img->disk, fault, l->v->place + LUKS_HEADER2_SIZE, value,
				  text->p, text->len);
}

static bool lacks(const struct look *l, const char *name)
{
	return fault_raise_text(l->img->disk, FAULT_LUKS_HEADER2_MEMBER,
				l->v->place + LUKS_HEADER2_SIZE, 0, name);
}

/* --- members that must be there --- */

static bool member(const struct look *l, const struct json *object, const char *name,
		   struct json *value)
{
	return json_member(object, name, value) == 1 || lacks(l, name);
}

static bool object_in(const struct look *l, const struct json *object, const char *name,
		      struct json *value)
{
	return member(l, object, name, value) && (json_is_object(value) || lacks(l, name));
}

static bool number_in(const struct look *l, const struct json *object, const char *name,
		      uint32_t *number)
{
	struct json value;
	uint64_t found;

	if (!member(l, object, name, &value))
		return false;
	if (!json_number(&value, &found) || found > UINT32_MAX)
		return lacks(l, name);
	*number = (uint32_t)found;
	return true;
}

static bool size_in(const struct look *l, const struct json *object, const char *name,
		    uint64_t *size)
{
	struct json value;

	return member(l, object, name, &value) &&
	       (json_number_string(&value, size) || lacks(l, name));
}

static bool string_in(const struct look *l, const struct json *object, const char *name,
		      struct json *text)
{
	struct json value;

	return member(l, object, name, &value) && (json_string(&value, text) || lacks(l, name));
}

static bool hash_in(const struct look *l, const struct json *object, uint32_t *hash,
		    struct json *name)
{
	if (!string_in(l, object, LUKS_JSON_HASH, name))
		return false;
	*hash = luks_find_hash(name->p, name->len);
	return *hash != TARGET_CIPHER_HASH_NONE ||
	       refuse_text(l, FAULT_LUKS_HEADER2_UNKNOWN_HASH, 0, name);
}

static bool bytes_in(const struct look *l, const struct json *object, const char *name,
		     uint8_t *out, uint32_t *len)
{
	uint8_t bytes[MAX_CHARS];
	struct json text;
	size_t num;

	if (!string_in(l, object, name, &text))
		return false;
	if (text.len > MAX_CHARS || !base64_decode(text.p, text.len, bytes, &num) ||
	    num > KEY_MAX_LEN)
		return lacks(l, name);
	memcpy(out, bytes, num);
	*len = (uint32_t)num;
	return true;
}

/* Whether an array has that string. */
static bool has_string(const struct json *array, const struct json *wanted)
{
	struct json_list list = json_list(array);
	struct json none, value, text;

	while (json_next(&list, &none, &value))
		if (json_string(&value, &text) && text.len == wanted->len &&
		    memcmp(text.p, wanted->p, text.len) == 0)
			return true;
	return false;
}

/* --- what the whole volume asks for --- */

static bool check_requirements(const struct look *l, const struct json *config)
{
	struct json requirements, mandatory, none, first = { 0 };
	struct json_list list;
	uint32_t num = json_member(config, LUKS_JSON_REQUIREMENTS, &requirements);

	if (num == 0)
		return true;
	if (num > 1 || !json_is_object(&requirements))
		return lacks(l, LUKS_JSON_REQUIREMENTS);
	num = json_member(&requirements, LUKS_JSON_MANDATORY, &mandatory);
	if (num == 0)
		return true;
	list = json_list(&mandatory);
	if (num > 1 || !json_is_array(&mandatory))
		return lacks(l, LUKS_JSON_MANDATORY);
	return !json_next(&list, &none, &first) ||
	       refuse_text(l, FAULT_LUKS_HEADER2_REQUIREMENT, 0, &first);
}

/* The end of the room for key slots. */
static bool read_config(const struct look *l, uint64_t *end)
{
	struct json config;
	uint64_t size;

	if (!object_in(l, &l->v->text, LUKS_JSON_CONFIG, &config) ||
	    !check_requirements(l, &config) || !size_in(l, &config, LUKS_JSON_SIZE, &size))
		return false;
	if (size != l->v->header.len_header - LUKS_HEADER2_SIZE)
		return lacks(l, LUKS_JSON_SIZE);
	if (!size_in(l, &config, LUKS_KEYSLOTS_SIZE, end))
		return false;
	*end += 2 * l->v->header.len_header;
	return true;
}

/* --- the segment --- */

static bool is_sector_size(uint32_t size)
{
	return size >= LUKS_SECTOR_SIZE && size <= LUKS_MAX_SECTOR_SIZE && (size & (size - 1)) == 0;
}

static bool place_segment(const struct look *l, const struct json *segment, uint64_t slots_end,
			  struct luks_segment2 *s)
{
	uint64_t end = image_file_end(l->img->disk);
	struct json value, text;

	if (s->start < slots_end || s->start % LUKS_SECTOR_SIZE)
		return refuse(l, FAULT_LUKS_HEADER2_SEGMENT_PLACE, s->start);
	if (s->start > end)
		return refuse(l, FAULT_LUKS_HEADER2_SEGMENT_PAST_END, s->start);
	if (!member(l, segment, LUKS_JSON_AREA_SIZE, &value))
		return false;
	if (json_string(&value, &text) && json_is(&text, LUKS_SIZE_DYNAMIC)) {
		s->size = (end - s->start) / s->sector_size * s->sector_size;
		return true;
	}
	if (!json_number_string(&value, &s->size) || s->size % s->sector_size)
		return lacks(l, LUKS_JSON_AREA_SIZE);
	return s->size <= end - s->start ||
	       refuse(l, FAULT_LUKS_HEADER2_SEGMENT_PAST_END, s->start);
}

static bool read_segment(const struct look *l, const struct json *segment, uint64_t slots_end,
			 struct luks_segment2 *s)
{
	struct json kind, integrity;

	if (!json_is_object(segment))
		return lacks(l, LUKS_JSON_SEGMENTS);
	if (!string_in(l, segment, LUKS_JSON_TYPE, &kind))
		return false;
	if (!json_is(&kind, LUKS_SEGMENT_CRYPT))
		return refuse_text(l, FAULT_LUKS_HEADER2_SEGMENT_KIND, 0, &kind);
	if (json_member(segment, LUKS_JSON_INTEGRITY, &integrity) != 0)
		return refuse_text(l, FAULT_LUKS_HEADER2_INTEGRITY, 0, &integrity);
	if (!number_in(l, segment, LUKS_JSON_SECTOR_SIZE, &s->sector_size))
		return false;
	if (!is_sector_size(s->sector_size))
		return lacks(l, LUKS_JSON_SECTOR_SIZE);
	return size_in(l, segment, LUKS_JSON_AREA_OFFSET, &s->start) &&
	       size_in(l, segment, LUKS_JSON_IV_TWEAK, &s->first) &&
	       string_in(l, segment, LUKS_JSON_ENCRYPTION, &s->encryption) &&
	       place_segment(l, segment, slots_end, s);
}

static bool find_segment(const struct look *l, struct json *name, struct json *segment)
{
	struct json segments, other;
	struct json_list list;
	uint32_t num = 0;

	if (!object_in(l, &l->v->text, LUKS_JSON_SEGMENTS, &segments))
		return false;
	list = json_list(&segments);
	while (json_next(&list, name, &other)) {
		*segment = other;
		num++;
	}
	if (num != 1)
		return refuse(l, FAULT_LUKS_HEADER2_SEGMENTS, num);
	list = json_list(&segments);
	return json_next(&list, name, segment);
}

/* --- the digest of its key --- */

static bool read_digest(const struct look *l, const struct json *digest, struct luks_segment2 *s)
{
	struct key_request *r = &s->request;
	struct json kind;
	uint32_t len;

	*r = (struct key_request){ .secret = KEY_NO_SECRET, .method = KEY_METHOD_PBKDF2 };
	if (!string_in(l, digest, LUKS_JSON_TYPE, &kind))
		return false;
	if (!json_is(&kind, LUKS_KDF_PBKDF2))
		return refuse_text(l, FAULT_LUKS_HEADER2_UNKNOWN_KDF, 0, &kind);
	if (!hash_in(l, digest, &r->hash, &s->hash) ||
	    !number_in(l, digest, LUKS_JSON_ITERATIONS, &r->iterations) ||
	    !bytes_in(l, digest, LUKS_JSON_SALT, r->salt, &r->len_salt) ||
	    !bytes_in(l, digest, LUKS_JSON_DIGEST, s->digest, &len))
		return false;
	if (r->iterations == 0)
		return lacks(l, LUKS_JSON_ITERATIONS);
	r->len_key = hash_size(luks_hash(r->hash));
	if (len == sizeof(((struct luks_phdr *)0)->mk_digest)) /* one that version 1 has made */
		r->len_key = len;
	return len == r->len_key || lacks(l, LUKS_JSON_DIGEST);
}

static bool find_digest(const struct look *l, const struct json *segment, struct luks_segment2 *s)
{
	struct json digests, name, digest, found = { 0 }, segments;
	struct json_list list;
	uint32_t num = 0;

	if (!object_in(l, &l->v->text, LUKS_JSON_DIGESTS, &digests))
		return false;
	list = json_list(&digests);
	while (json_next(&list, &name, &digest)) {
		if (!member(l, &digest, LUKS_JSON_SEGMENTS, &segments))
			return false;
		if (!has_string(&segments, segment))
			continue;
		found = digest;
		num++;
	}
	if (num != 1)
		return lacks(l, LUKS_JSON_DIGESTS);
	return member(l, &found, LUKS_JSON_KEYSLOTS, &s->slots) && read_digest(l, &found, s);
}

bool luks_read_segment2(struct image *img, const struct luks_volume2 *v, struct luks_segment2 *s)
{
	const struct look l = { img, v };
	struct json name, segment;

	*s = (struct luks_segment2){ 0 };
	return read_config(&l, &s->slots_end) && find_segment(&l, &name, &segment) &&
	       read_segment(&l, &segment, s->slots_end, s) && find_digest(&l, &name, s);
}

/* --- key slots --- */

uint32_t luks_len_material2(const struct luks_slot2 *slot)
{
	return (uint32_t)align_up((uint64_t)slot->len_key * LUKS_STRIPES, LUKS_SECTOR_SIZE);
}

static bool refuse_slot(const struct look *l, uint32_t fault, const struct luks_slot2 *slot,
			uint64_t value)
{
	(void)refuse(l, fault, value);
	fault_extra(slot->number);
	return false;
}

static bool read_argon2(const struct look *l, const struct json *kdf, struct luks_slot2 *slot)
{
	struct key_request *r = &slot->request;

	if (!number_in(l, kdf, LUKS_JSON_TIME, &r->iterations) ||
	    !number_in(l, kdf, LUKS_JSON_MEMORY, &r->memory) ||
	    !number_in(l, kdf, LUKS_JSON_CPUS, &r->lanes))
		return false;
	if (r->iterations == 0)
		return lacks(l, LUKS_JSON_TIME);
	if (r->lanes == 0 || r->lanes > KEY_MAX_LANES)
		return lacks(l, LUKS_JSON_CPUS);
	if (r->memory < r->lanes * KEY_MIN_MEMORY_OF_LANE)
		return lacks(l, LUKS_JSON_MEMORY);
	if (r->len_key < KEY_MIN_KEY_OF_ARGON2)
		return lacks(l, LUKS_JSON_KEY_SIZE);
	return r->len_salt >= KEY_MIN_SALT_OF_ARGON2 || lacks(l, LUKS_JSON_SALT);
}

static bool read_pbkdf2(const struct look *l, const struct json *kdf, struct luks_slot2 *slot)
{
	struct key_request *r = &slot->request;
	struct json name;

	r->method = KEY_METHOD_PBKDF2;
	return hash_in(l, kdf, &r->hash, &name) &&
	       number_in(l, kdf, LUKS_JSON_ITERATIONS, &r->iterations) &&
	       (r->iterations > 0 || lacks(l, LUKS_JSON_ITERATIONS));
}

static bool read_kdf(const struct look *l, const struct json *text, struct luks_slot2 *slot)
{
	struct key_request *r = &slot->request;
	struct json kdf;

	if (!object_in(l, text, LUKS_JSON_KDF, &kdf) ||
	    !string_in(l, &kdf, LUKS_JSON_TYPE, &slot->kdf) ||
	    !bytes_in(l, &kdf, LUKS_JSON_SALT, r->salt, &r->len_salt))
		return false;
	if (json_is(&slot->kdf, LUKS_KDF_PBKDF2))
		return read_pbkdf2(l, &kdf, slot);
	if (json_is(&slot->kdf, LUKS_KDF_ARGON2ID))
		r->method = KEY_METHOD_ARGON2ID;
	else if (json_is(&slot->kdf, LUKS_KDF_ARGON2I))
		r->method = KEY_METHOD_ARGON2I;
	else
		return refuse_text(l, FAULT_LUKS_HEADER2_UNKNOWN_KDF, 0, &slot->kdf);
	return read_argon2(l, &kdf, slot);
}

static bool read_split(const struct look *l, const struct json *text, struct luks_slot2 *slot)
{
	struct json split, kind, name;
	uint32_t stripes;

	if (!object_in(l, text, LUKS_JSON_AF, &split) ||
	    !string_in(l, &split, LUKS_JSON_TYPE, &kind))
		return false;
	if (!json_is(&kind, LUKS_AF_LUKS1))
		return lacks(l, LUKS_JSON_AF);
	if (!number_in(l, &split, LUKS_JSON_STRIPES, &stripes) ||
	    !hash_in(l, &split, &slot->hash, &name))
		return false;
	return stripes == LUKS_STRIPES ||
	       refuse_slot(l, FAULT_LUKS_HEADER2_SLOT_STRIPES, slot, stripes);
}

static bool read_area(const struct look *l, const struct json *text, uint64_t slots_end,
		      struct luks_slot2 *slot)
{
	struct json area, kind, encryption;

	if (!object_in(l, text, LUKS_JSON_AREA, &area) ||
	    !string_in(l, &area, LUKS_JSON_TYPE, &kind))
		return false;
	if (!json_is(&kind, LUKS_AREA_RAW))
		return lacks(l, LUKS_JSON_AREA);
	if (!size_in(l, &area, LUKS_JSON_AREA_OFFSET, &slot->start) ||
	    !size_in(l, &area, LUKS_JSON_AREA_SIZE, &slot->size) ||
	    !string_in(l, &area, LUKS_JSON_ENCRYPTION, &encryption) ||
	    !number_in(l, &area, LUKS_JSON_KEY_SIZE, &slot->request.len_key))
		return false;
	if (slot->start < 2 * l->v->header.len_header || slot->start > slots_end ||
	    slot->size > slots_end - slot->start || slot->size < luks_len_material2(slot))
		return refuse_slot(l, FAULT_LUKS_HEADER2_SLOT_PLACE, slot, slot->start);
	return (slot->request.len_key > 0 &&
		luks_read_encryption(encryption.p, encryption.len, slot->request.len_key,
				     &slot->encryption)) ||
	       refuse_text(l, FAULT_LUKS_HEADER2_UNKNOWN_ENCRYPTION, slot->request.len_key,
			   &encryption);
}

/* When a slot is tried. */
static bool read_priority(const struct look *l, const struct json *text, uint32_t *priority)
{
	struct json value;

	*priority = LUKS_SLOT_PRIORITY_NORMAL;
	return json_member(text, LUKS_JSON_PRIORITY, &value) == 0 ||
	       number_in(l, text, LUKS_JSON_PRIORITY, priority);
}

static bool read_slot(const struct look *l, const struct luks_segment2 *s, const struct json *text,
		      struct luks_slot2 *slot)
{
	struct target_encryption disk;
	struct json kind;

	if (!json_is_object(text))
		return lacks(l, LUKS_JSON_KEYSLOTS);
	if (!string_in(l, text, LUKS_JSON_TYPE, &kind))
		return false;
	if (json_is(&kind, LUKS_SLOT_REENCRYPT))
		return refuse_text(l, FAULT_LUKS_HEADER2_REQUIREMENT, 0, &kind);
	slot->is_known = json_is(&kind, LUKS_SLOT_LUKS2);
	if (!slot->is_known)
		return true;
	if (!number_in(l, text, LUKS_JSON_KEY_SIZE, &slot->len_key))
		return false;
	if (slot->len_key == 0 || slot->len_key > KEY_MAX_LEN)
		return lacks(l, LUKS_JSON_KEY_SIZE);
	if (slot->is_of_segment &&
	    !luks_read_encryption(s->encryption.p, s->encryption.len, slot->len_key, &disk))
		return refuse_text(l, FAULT_LUKS_HEADER2_UNKNOWN_ENCRYPTION, slot->len_key,
				   &s->encryption);
	return read_priority(l, text, &slot->priority) && read_split(l, text, slot) &&
	       read_area(l, text, s->slots_end, slot) && read_kdf(l, text, slot);
}

static bool overlaps(const struct luks_slot2 *a, const struct luks_slot2 *b)
{
	return a->start < b->start + b->size && b->start < a->start + a->size;
}

/* Rules that hold between slots. One that is not known has no place. */
static bool check_others(const struct look *l, const struct luks_slots2 *all,
			 const struct luks_slot2 *slot)
{
	for (uint32_t i = 0; i < all->num; i++) {
		if (all->slots[i].number == slot->number)
			return lacks(l, LUKS_JSON_KEYSLOTS);
		if (overlaps(&all->slots[i], slot))
			return refuse_slot(l, FAULT_LUKS_HEADER2_SLOT_PLACE, slot, slot->start);
	}
	return true;
}

bool luks_read_slots2(struct image *img, const struct luks_volume2 *v,
		      const struct luks_segment2 *s, struct luks_slots2 *all)
{
	const struct look l = { img, v };
	struct json keyslots, name, text;
	struct json_list list;

	if (!object_in(&l, &v->text, LUKS_JSON_KEYSLOTS, &keyslots))
		return false;
	all->num = 0;
	list = json_list(&keyslots);
	while (json_next(&list, &name, &text)) {
		struct luks_slot2 *slot = &all->slots[all->num];

		if (all->num == LUKS_MAX_KEY_SLOTS2)
			return lacks(&l, LUKS_JSON_KEYSLOTS);
		*slot = (struct luks_slot2){ .is_of_segment = has_string(&s->slots, &name) };
		if (!json_digits(&name, &slot->number) || slot->number >= LUKS_MAX_KEY_SLOTS2)
			return lacks(&l, LUKS_JSON_KEYSLOTS);
		if (!read_slot(&l, s, &text, slot) || !check_others(&l, all, slot))
			return false;
		all->num++;
	}
	return true;
}
