/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A longer VDI. Its map has to lie in front of the data. If it is too long for the room that it
 * has, a new one is made where the first blocks were, which move to the end, and all blocks get
 * lower numbers. The header then says where map and data are, and how long the disk is, at once.
 */
#include "formats/grow.h"

#include "base/arith.h"
#include "base/mem.h"
#include "base/store.h"
#include "io/io.h"
#include "io/writer.h"
#include "over.h"

#define WINDOW 4096u

struct growth {
	struct writer w;
	struct vdi_over *o;
	struct image *img;
	uint64_t size;
	uint64_t kept;	      /* entries that are about the disk as it is */
	uint64_t num;	      /* of the new map */
	uint64_t ofs_map;     /* of the new one */
	uint64_t num_given;   /* blocks that are map now */
	uint64_t first_added; /* of a static image, number of the block that is added first */
	bool is_static;
};

static uint64_t end_of_map(const struct growth *g, uint64_t ofs)
{
	return ofs + align_up(g->num * VDI_BLOCK_MAP_ENTRY_SIZE, VDI_MAP_ALIGNMENT);
}

/* Where it is, in front of where it is, or where blocks are. */
static void place_map(struct growth *g)
{
	const struct vdi_header *h = &g->o->v->header;

	g->ofs_map = h->ofs_block_map;
	if (end_of_map(g, g->ofs_map) <= h->ofs_data)
		return;
	g->ofs_map = VDI_DEFAULT_BLOCK_MAP_OFFSET;
	if (end_of_map(g, g->ofs_map) <= h->ofs_block_map)
		return;
	g->ofs_map = h->ofs_data;
	g->num_given = pieces_of(end_of_map(g, 0), bits_of(VDI_BLOCK_SIZE));
}

static bool clear(struct growth *g)
{
	struct vdi_over *o = g->o;

	if (g->num_given == 0)
		return true;
	if (o->next < g->num_given)
		o->next = g->num_given;
	o->moves = true;
	return over_blocks_clear(&g->w, o->v->header.ofs_data + g->num_given * VDI_BLOCK_SIZE);
}

static uint32_t entry_of(const struct growth *g, uint64_t index, uint32_t old)
{
	if (index >= g->kept)
		return g->is_static ? (uint32_t)(g->first_added + index - g->kept)
				    : VDI_BLOCK_MAP_ENTRY_FREE;
	return vdi_block_map_entry_is_allocated(old) ? old - (uint32_t)g->num_given : old;
}

/* A map that stays where it is is the same as far as the disk goes. */
static bool put_map(struct growth *g)
{
	const uint64_t most = WINDOW / VDI_BLOCK_MAP_ENTRY_SIZE, len = VDI_BLOCK_MAP_ENTRY_SIZE;
	uint64_t old = g->o->v->header.ofs_block_map, n;
	uint64_t first = g->ofs_map == old ? g->kept : 0;
	static uint8_t bytes[WINDOW];

	g->o->num_allocated = 0;
	for (uint64_t i = 0; i < g->num; i += n) {
		n = g->num - i < most ? g->num - i : most;
		if (!io_read_padded(g->img->disk, old + i * len, bytes, (uint32_t)(n * len)))
			return false;
		for (uint64_t k = 0; k < n; k++) {
			uint8_t *at = bytes + k * len;
			uint32_t entry = entry_of(g, i + k, vdi_block_map_entry_load(at));

			vdi_block_map_entry_store(at, entry);
			g->o->num_allocated += vdi_block_map_entry_is_allocated(entry);
		}
		if (i + n > first &&
		    !io_put(g->img->disk, g->ofs_map + i * len, bytes, (uint32_t)(n * len)))
			return false;
	}
	return true;
}

static bool put_header(struct growth *g)
{
	uint64_t data = g->o->v->header.ofs_data + g->num_given * VDI_BLOCK_SIZE;
	uint8_t bytes[VDI_HEADER_SIZE];

	memcpy(bytes, g->img->head, sizeof(bytes));
	store_u4le(bytes + VDI_HEADER_OFS_BLOCK_MAP_OFFSET, (uint32_t)g->ofs_map);
	store_u4le(bytes + VDI_HEADER_OFS_DATA_OFFSET, (uint32_t)data);
	store_u8le(bytes + VDI_HEADER_DISK_SIZE_OFFSET, g->size);
	store_u4le(bytes + VDI_HEADER_BLOCKS_IN_IMAGE_OFFSET, (uint32_t)g->num);
	store_u4le(bytes + VDI_HEADER_BLOCKS_ALLOCATED_OFFSET, g->o->num_allocated);
	return io_put(g->img->disk, 0, bytes, sizeof(bytes));
}

/* All blocks of a static image are in the file. */
static bool add_blocks(struct growth *g)
{
	uint64_t next = g->o->next, end;

	if (!g->is_static || g->num <= g->kept)
		return true;
	if (next < g->num_given)
		next = g->num_given;
	g->first_added = next - g->num_given;
	end = g->o->v->header.ofs_data + (next + g->num - g->kept) * VDI_BLOCK_SIZE;
	return grow_blank(g->img->disk, g->o->v->header.ofs_data + next * VDI_BLOCK_SIZE,
			  end - g->o->v->header.ofs_data - next * VDI_BLOCK_SIZE) &&
	       io_lengthen(g->img->disk, end);
}

bool vdi_resize(struct image *img, const struct resize *to)
{
	const uint64_t most = (uint64_t)VDI_MAX_BLOCKS * VDI_BLOCK_SIZE;
	const struct vdi *v = img->state;
	struct growth g = { .w = { .disk = img->disk, .image = img },
			    .img = img,
			    .size = to->size };

	if (!grow_check(img, to, most))
		return false;
	if (to->size == img->size)
		return true;
	if (!vdi_map_is_apart(v))
		return grow_refuse_damaged(img, v->header.ofs_block_map);
	if (!vdi_over.begin(&g.w))
		return false;
	g.o = g.w.state;
	g.o->blocks.dirty = false; /* the count is made anew */
	g.is_static = g.o->v->header.image_type == VDI_IMAGE_TYPE_STATIC;
	g.kept = pieces_of(img->size, bits_of(VDI_BLOCK_SIZE));
	g.num = pieces_of(to->size, bits_of(VDI_BLOCK_SIZE));
	place_map(&g);
	if (g.o->v->header.ofs_data + g.num_given * VDI_BLOCK_SIZE > UINT32_MAX)
		return grow_refuse_size(img, to->size);
	return over_blocks_blank(&g.w, img->size) && clear(&g) && add_blocks(&g) &&
	       writer_barrier(img->disk) && put_map(&g) && io_flush(img->disk) && put_header(&g);
}
