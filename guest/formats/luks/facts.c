/* SPDX-License-Identifier: Apache-2.0 */
/* LUKS: what `info` reports, of a disk of its own and of a qcow2 image that holds a header. The
 * names are taken apart as qemu names them. */
#include "formats/facts.h"
#include "image.h"

#include <string.h>

#include "base/ascii.h"
#include "generated/luks.h"

#define BITS_PER_BYTE 8u

static struct bytes_view name_in(const uint8_t *field, size_t size)
{
	size_t len = 0;

	while (len < size && field[len] != '\0')
		len++;
	return (struct bytes_view){ field, len };
}

static bool is(const struct bytes_view *name, const char *text)
{
	size_t i = 0;

	while (i < name->len && text[i] != '\0' &&
	       (uint8_t)text[i] == ((const uint8_t *)name->p)[i])
		i++;
	return i == name->len && text[i] == '\0';
}

/* Shorten `name` to what is before the separator; returns what is after it. */
static struct bytes_view cut(struct bytes_view *name, char separator)
{
	const uint8_t *p = name->p;
	struct bytes_view rest = { 0 };

	for (size_t i = 0; i < name->len; i++) {
		if (p[i] == (uint8_t)separator) {
			rest = (struct bytes_view){ p + i + 1, name->len - i - 1 };
			name->len = i;
			break;
		}
	}
	return rest;
}

bool luks_name_cipher(const struct bytes_view *cipher, uint32_t len_key, struct bytes_view *out)
{
	uint8_t digits[ASCII_MAX_DIGITS], *p;
	uint32_t first = ascii_digits(digits, len_key * BITS_PER_BYTE, ASCII_DECIMAL, 1);
	size_t num = ASCII_MAX_DIGITS - first;

	p = io_alloc(cipher->len + 1 + num, 1);
	if (!p)
		return false;
	if (cipher->len > 0)
		memcpy(p, cipher->p, cipher->len);
	p[cipher->len] = '-';
	memcpy(p + cipher->len + 1, digits + first, num);
	*out = (struct bytes_view){ p, cipher->len + (is(cipher, LUKS_CIPHER_SM4) ? 0 : 1 + num) };
	return true;
}

static bool tell_names(const struct luks_phdr *h, struct guest_luks_details *luks)
{
	struct bytes_view cipher = name_in(h->cipher_name, sizeof(h->cipher_name));

	luks->cipher_mode = name_in(h->cipher_mode, sizeof(h->cipher_mode));
	luks->ivgen_alg = cut(&luks->cipher_mode, '-');
	luks->ivgen_hash_alg = cut(&luks->ivgen_alg, ':');
	luks->hash_alg = name_in(h->hash_spec, sizeof(h->hash_spec));
	luks->uuid = name_in(h->uuid, sizeof(h->uuid));
	return luks_name_cipher(&cipher,
				is(&luks->cipher_mode, LUKS_MODE_XTS) ? h->len_key / 2 : h->len_key,
				&luks->cipher_alg);
}

static bool tell_slots(const struct luks_phdr *h, struct guest_luks_details *luks)
{
	struct guest_key_slot *list =
		io_alloc(LUKS_NUM_KEY_SLOTS * sizeof(*list), _Alignof(struct guest_key_slot));

	if (!list)
		return false;
	for (uint32_t i = 0; i < LUKS_NUM_KEY_SLOTS; i++) {
		const struct luks_key_slot *s = &h->key_slots[i];

		list[i] = (struct guest_key_slot){
			.active = s->state == LUKS_SLOT_STATE_ACTIVE,
			.iterations = s->iterations,
			.key_offset = (uint64_t)s->key_material_sector * LUKS_SECTOR_SIZE,
			.stripes = s->stripes,
		};
	}
	luks->slots = list;
	luks->num_slots = LUKS_NUM_KEY_SLOTS;
	return true;
}

bool luks_tell(struct image *img, uint64_t offset, struct info_sink *sink)
{
	struct guest_luks_details *luks = &sink->result->luks;
	struct luks_phdr *h = io_alloc(sizeof(*h), _Alignof(struct luks_phdr));
	uint8_t bytes[LUKS_PHDR_SIZE];

	if (!h || !io_read_padded(img->disk, offset, bytes, sizeof(bytes)))
		return false;
	if (!luks_check(img, bytes, offset, h))
		return false;
	sink->result->has_luks = true;
	luks->version = h->version;
	luks->payload_offset = luks_phdr_ofs_payload(h);
	luks->master_key_iterations = h->mk_digest_iterations;
	return tell_names(h, luks) && tell_slots(h, luks);
}

bool luks_info(struct image *img, struct info_sink *sink)
{
	return luks_is_version_2(img) ? luks_tell2(img, sink) : luks_tell(img, 0, sink);
}
