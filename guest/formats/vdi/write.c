/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new VDI. Its blocks follow each other in the order in which they are first written, and what is
 * not written of a block is a hole. A static image has all blocks from the start.
 */
#include "formats/new_blocks.h"

#include "formats/refusals.h"
#include "base/mem.h"
#include "base/random.h"
#include "generated/vdi.h"
#include "io/io.h"
#include "io/writer.h"
#include "layout.h"

struct new_vdi {
	struct vdi_layout layout;
	struct vdi_header header;
	struct new_table map;
};

static void fresh_map(const void *layout, uint64_t at, uint32_t len, uint8_t *bytes)
{
	const struct vdi_layout *l = layout;
	uint64_t first = at / VDI_BLOCK_MAP_ENTRY_SIZE;

	memset(bytes, 0, len);
	for (uint32_t i = 0; i < len / VDI_BLOCK_MAP_ENTRY_SIZE && first + i < l->num_blocks; i++)
		vdi_block_map_entry_store(bytes + i * VDI_BLOCK_MAP_ENTRY_SIZE,
					  l->fixed ? (uint32_t)(first + i)
						   : VDI_BLOCK_MAP_ENTRY_FREE);
}

/* The first three parts of a UUID are little-endian numbers here. */
static void draw_uuid(struct random *r, uint8_t uuid[RANDOM_LEN_UUID])
{
	uint8_t text[RANDOM_LEN_UUID];

	random_uuid(r, text);
	memcpy(uuid, text, RANDOM_LEN_UUID);
	store_u4le(uuid, load_u4be(text));
	store_u2le(uuid + 4, load_u2be(text + 4));
	store_u2le(uuid + 6, load_u2be(text + 6));
}

static void fill_header(const struct writer *w, const struct vdi_layout *l, struct vdi_header *h)
{
	struct random r;

	*h = (struct vdi_header){
		.magic = VDI_HEADER_MAGIC,
		.version_major = VDI_SUPPORTED_MAJOR,
		.version_minor = VDI_SUPPORTED_MINOR,
		.header_size = VDI_QEMU_HEADER_SIZE,
		.image_type = l->fixed ? VDI_IMAGE_TYPE_STATIC : VDI_IMAGE_TYPE_DYNAMIC,
		.ofs_block_map = (uint32_t)l->ofs_map,
		.ofs_data = (uint32_t)l->ofs_data,
		.sector_size = VDI_SECTOR_SIZE,
		.disk_size = w->size,
		.block_size = VDI_BLOCK_SIZE,
		.blocks_in_image = (uint32_t)l->num_blocks,
		.blocks_allocated = l->fixed ? (uint32_t)l->num_blocks : 0,
	};
	memcpy(h->text, VDI_QEMU_TEXT, sizeof(VDI_QEMU_TEXT) - 1);
	random_begin(&r, w->entropy);
	draw_uuid(&r, h->uuid_image);
	draw_uuid(&r, h->uuid_last_snap);
}

static bool begin(struct writer *w)
{
	struct new_vdi *v = io_alloc(sizeof(*v), 8);
	enum target_error error;
	uint32_t field = 0;

	if (!v)
		return false;
	w->state = v;
	w->size = align_up(w->size, VDI_SECTOR_SIZE);
	error = vdi_layout(w->options, w->size, &v->layout, &field);
	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->end = v->layout.end;
	fill_header(w, &v->layout, &v->header);
	v->map = (struct new_table){ .disk = w->disk,
				     .offset = v->layout.ofs_map,
				     .len = v->layout.ofs_data - v->layout.ofs_map,
				     .used = v->layout.num_blocks * VDI_BLOCK_MAP_ENTRY_SIZE,
				     .fresh = fresh_map,
				     .layout = &v->layout };
	return new_table_lay(&v->map);
}

static bool place(struct writer *w, uint64_t pos, uint32_t len, uint64_t *at)
{
	struct new_vdi *v = w->state;
	uint8_t *p = new_table_change(&v->map, pos / VDI_BLOCK_SIZE * VDI_BLOCK_MAP_ENTRY_SIZE);
	uint32_t entry;

	(void)len;
	if (!p)
		return false;
	entry = vdi_block_map_entry_load(p);
	if (!vdi_block_map_entry_is_allocated(entry)) {
		entry = v->header.blocks_allocated++;
		vdi_block_map_entry_store(p, entry);
		w->end += VDI_BLOCK_SIZE;
	}
	*at = v->layout.ofs_data + (uint64_t)entry * VDI_BLOCK_SIZE + pos % VDI_BLOCK_SIZE;
	return true;
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	return new_blocks_put(w, w->disk, VDI_BLOCK_SIZE, place, pos, data, len);
}

static bool end(struct writer *w)
{
	struct new_vdi *v = w->state;
	uint8_t header[VDI_HEADER_SIZE];

	vdi_header_store(header, &v->header);
	return new_table_flush(&v->map) && writer_put(w->disk, 0, header, sizeof(header)) &&
	       writer_finish(w->disk, w->end);
}

const struct target_writer writer_vdi = {
	.format = SOURCE_FORMAT_VDI,
	.begin = begin,
	.put = put,
	.end = end,
};
