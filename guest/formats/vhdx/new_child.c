/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new differencing VHDX, which qemu neither makes nor opens. Every block that is written is
 * partially present: a bitmap for each chunk, appended when its first block is, says which sectors
 * are not the parent's.
 */
#include "new.h"

#include "base/mem.h"
#include "base/store.h"
#include "base/utf16.h"
#include "generated/structures.h"

#define NUM_PAIRS 2u

extern const struct format format_vhdx;

static uint8_t sector_bit(uint64_t sector)
{
	return (uint8_t)(1u << sector % BITS_PER_BYTE);
}

bool vhdx_open_parent(const struct writer *w, struct new_vhdx *v)
{
	struct image *parent =
		new_parent_open(w, &format_vhdx, FAULT_VHDX_PARENT_LOCATOR_ENTRY_NO_PARENT);

	if (!parent)
		return false;
	v->parent = parent->state;
	v->chunk = VHDX_NO_CHUNK;
	return true;
}

struct locator {
	uint8_t *bytes;
	uint32_t num, used;
};

static uint32_t add_ascii(struct locator *l, const void *text, uint32_t len)
{
	for (uint32_t i = 0; i < len; i++, l->used += sizeof(uint16_t))
		store_u2le(l->bytes + l->used, ((const uint8_t *)text)[i]);
	return len * (uint32_t)sizeof(uint16_t);
}

/* A key, whose value of `len` bytes follows. */
static void add_key(struct locator *l, const char *key, uint32_t len_key, uint32_t len)
{
	struct vhdx_parent_locator_entry e = { .key_offset = l->used,
					       .value_length = (uint16_t)len };

	e.key_length = (uint16_t)add_ascii(l, key, len_key);
	e.value_offset = l->used;
	vhdx_parent_locator_entry_store(l->bytes + VHDX_PARENT_LOCATOR_HEADER_SIZE +
						l->num * VHDX_PARENT_LOCATOR_ENTRY_SIZE,
					&e);
	l->num++;
}

static void add_linkage(struct locator *l, const struct vhdx *parent)
{
	static const char key[] = VHDX_PARENT_LOCATOR_KEY_PARENT_LINKAGE;
	uint8_t text[VHDX_LEN_GUID_TEXT];

	vhdx_guid_text(parent->header.data_write_guid, text);
	add_key(l, key, sizeof(key) - 1, sizeof(text) * sizeof(uint16_t));
	(void)add_ascii(l, text, sizeof(text));
}

static void add_path(struct locator *l, bool relative, const uint8_t *path, uint32_t len)
{
	static const char by_place[] = VHDX_PARENT_LOCATOR_KEY_RELATIVE_PATH;
	static const char by_root[] = VHDX_PARENT_LOCATOR_KEY_ABSOLUTE_WIN32_PATH;

	add_key(l, relative ? by_place : by_root,
		(uint32_t)(relative ? sizeof(by_place) : sizeof(by_root)) - 1, len);
	memcpy(l->bytes + l->used, path, len);
	l->used += len;
}

uint32_t vhdx_store_locator(const struct writer *w, const struct new_vhdx *v,
			    uint8_t item[VHDX_MAX_NEW_LOCATOR])
{
	struct vhdx_parent_locator_header h = { .num_entries = NUM_PAIRS };
	struct locator l = { .bytes = item,
			     .used = VHDX_PARENT_LOCATOR_HEADER_SIZE +
				     NUM_PAIRS * VHDX_PARENT_LOCATOR_ENTRY_SIZE };
	uint8_t path[PARENT_PATH_MAX];
	size_t bytes = new_parent_path(w, path);

	if (bytes == 0) {
		(void)fault_raise_detail(w->disk, FAULT_VHDX_PARENT_LOCATOR_ENTRY_NO_PATH, 0,
					 sizeof(path), w->backing_name.at, w->backing_name.len);
		return 0;
	}
	memcpy(h.locator_type, VHDX_GUID_LOCATOR_TYPE_VHDX, sizeof(h.locator_type));
	vhdx_parent_locator_header_store(item, &h);
	add_linkage(&l, v->parent);
	add_path(&l, new_parent_is_relative(w), path, (uint32_t)bytes);
	return l.used;
}

static bool close_chunk(struct new_vhdx *v)
{
	uint64_t per_chunk = (UINT64_C(1) << v->ratio_bits) + 1;
	uint8_t *entry = new_table_change(&v->bat, ((v->chunk + 1) * per_chunk - 1) *
							   VHDX_SECTOR_BITMAP_BAT_ENTRY_SIZE);

	if (!entry)
		return false;
	vhdx_sector_bitmap_bat_entry_store(
		entry, vhdx_sector_bitmap_bat_entry_make(VHDX_SECTOR_BITMAP_STATE_PRESENT,
							 v->bitmap.offset / VHDX_ALIGNMENT));
	return new_table_flush(&v->bitmap);
}

bool vhdx_close_chunk(struct new_vhdx *v)
{
	return !v->parent || v->chunk == VHDX_NO_CHUNK || close_chunk(v);
}

static bool open_chunk(struct writer *w, struct new_vhdx *v, uint64_t chunk)
{
	uint64_t at = align_up(w->end, VHDX_ALIGNMENT);

	if (!vhdx_close_chunk(v))
		return false;
	w->end = at + VHDX_SECTOR_BITMAP_BLOCK_SIZE;
	v->chunk = chunk;
	v->bitmap = (struct new_table){ .disk = w->disk,
					.offset = at,
					.len = VHDX_SECTOR_BITMAP_BLOCK_SIZE,
					.fresh = new_table_zero };
	return true;
}

bool vhdx_mark_sectors(struct writer *w, struct new_vhdx *v, uint64_t pos, uint32_t len)
{
	uint64_t first = pos / VHDX_DEFAULT_LOGICAL_SECTOR_SIZE;
	uint64_t last = (pos + len - 1) / VHDX_DEFAULT_LOGICAL_SECTOR_SIZE;
	uint64_t chunk = first / VHDX_SECTORS_PER_BITMAP;
	uint64_t base = chunk * VHDX_SECTORS_PER_BITMAP;

	if (chunk != v->chunk && !open_chunk(w, v, chunk))
		return false;
	return new_bitmap_mark(&v->bitmap, sector_bit, first - base, last - base);
}
