/* SPDX-License-Identifier: Apache-2.0 */
/* LUKS version 2: what `info` reports of its header and the text after it. */
#include "algorithms.h"
#include "formats/facts.h"
#include "image.h"
#include "volume2.h"

static struct bytes_view view_of(const struct json *text)
{
	return (struct bytes_view){ text->p, text->len };
}

/* What is before the first such character; `rest` is what comes after it. */
static struct json cut(struct json *rest, char separator)
{
	struct json head = *rest;

	for (size_t i = 0; i < rest->len; i++)
		if (rest->p[i] == (uint8_t)separator) {
			head.len = i;
			*rest = (struct json){ rest->p + i + 1, rest->len - i - 1 };
			return head;
		}
	rest->len = 0;
	return head;
}

/* cipher-mode-vector:hash, in keys of one of the slots. */
static bool tell_encryption(const struct luks_segment2 *s, const struct luks_slots2 *all,
			    struct guest_luks_details *luks)
{
	struct json rest = s->encryption, cipher = cut(&rest, '-'), mode = cut(&rest, '-');
	struct json vector = cut(&rest, ':');
	struct bytes_view name = view_of(&cipher);
	uint32_t len_key = 0;

	for (uint32_t i = 0; i < all->num; i++)
		if (all->slots[i].is_of_segment)
			len_key = all->slots[i].len_key;
	luks->cipher_mode = view_of(&mode);
	luks->ivgen_alg = view_of(&vector);
	luks->ivgen_hash_alg = view_of(&rest);
	return luks_name_cipher(&name, json_is(&mode, LUKS_MODE_XTS) ? len_key / 2 : len_key,
				&luks->cipher_alg);
}

static bool tell_slots(const struct luks_slots2 *all, struct guest_luks_details *luks)
{
	struct guest_key_slot *list =
		io_alloc(LUKS_MAX_KEY_SLOTS2 * sizeof(*list), _Alignof(struct guest_key_slot));

	if (!list)
		return false;
	luks->slots = list;
	for (uint32_t i = 0; i < all->num; i++) {
		const struct luks_slot2 *slot = &all->slots[i];

		if (!slot->is_known)
			continue;
		list[luks->num_slots++] = (struct guest_key_slot){
			.active = slot->is_of_segment,
			.iterations = slot->request.iterations,
			.key_offset = slot->start,
			.stripes = LUKS_STRIPES,
			.number = (uint32_t)slot->number,
			.kdf = view_of(&slot->kdf),
			.memory = slot->request.memory,
			.lanes = slot->request.lanes,
		};
	}
	return true;
}

bool luks_tell2(struct image *img, struct info_sink *sink)
{
	struct guest_luks_details *luks = &sink->result->luks;
	struct luks_volume2 *v = io_alloc(sizeof(*v), _Alignof(struct luks_volume2));
	struct luks_slots2 *all = io_alloc(sizeof(*all), _Alignof(struct luks_slots2));
	struct luks_segment2 s;
	bool is_volume;

	if (!v || !all || !luks_read2(img, v, &is_volume) || !luks_read_segment2(img, v, &s) ||
	    !luks_read_slots2(img, v, &s, all))
		return false;
	sink->result->has_luks = true;
	luks->version = v->header.version;
	luks->payload_offset = s.start;
	luks->master_key_iterations = s.request.iterations;
	luks->uuid = info_view(v->header.uuid, sizeof(v->header.uuid));
	luks->label = info_view(v->header.label, sizeof(v->header.label));
	luks->hash_alg = view_of(&s.hash);
	luks->sector_size = s.sector_size;
	return tell_encryption(&s, all, luks) && tell_slots(all, luks);
}
