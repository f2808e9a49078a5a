/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A longer Parallels image. Its table follows the header, so that clusters after it move to the
 * end. What the header says of table, data and disk is in one sector, which comes last.
 */
#include "formats/grow.h"

#include "base/arith.h"
#include "base/mem.h"
#include "base/store.h"
#include "generated/source.h"
#include "io/io.h"
#include "io/writer.h"
#include "over.h"

struct growth {
	struct writer w;
	struct parallels_over *o;
	const struct parallels *p;
	struct image *img;
	uint64_t kept; /* entries that are about the disk as it is */
	uint64_t num;  /* of the longer table */
	uint64_t end;  /* of the table with what fills it up */
};

static uint64_t most_sectors(const struct parallels *p)
{
	uint64_t most = (uint64_t)PARALLELS_MAX_BAT_ENTRIES * p->header.cluster_sectors;

	return parallels_header_is_extended(&p->header) || most < UINT32_MAX ? most : UINT32_MAX;
}

static bool put_header(const struct growth *g, uint64_t size)
{
	uint64_t sectors = size / PARALLELS_SECTOR_SIZE, data = g->end / PARALLELS_SECTOR_SIZE;
	uint64_t cylinders = sectors / PARALLELS_DEFAULT_SECTORS_PER_CYLINDER;
	uint8_t bytes[PARALLELS_SECTOR_SIZE];

	if (!io_read_padded(g->img->disk, 0, bytes, sizeof(bytes)))
		return false;
	store_u4le(bytes + PARALLELS_HEADER_NUM_CYLINDERS_OFFSET,
		   cylinders < UINT32_MAX ? (uint32_t)cylinders : UINT32_MAX);
	store_u4le(bytes + PARALLELS_HEADER_NUM_BAT_ENTRIES_OFFSET, (uint32_t)g->num);
	store_u8le(bytes + PARALLELS_HEADER_NUM_SECTORS_OFFSET, sectors);
	if (g->p->header.data_sector != 0 && g->p->header.data_sector < data)
		store_u4le(bytes + PARALLELS_HEADER_DATA_SECTOR_OFFSET, (uint32_t)data);
	return io_put(g->img->disk, 0, bytes, sizeof(bytes));
}

static bool longer_table(struct growth *g)
{
	uint64_t from = PARALLELS_BAT_OFFSET + g->kept * PARALLELS_BAT_ENTRY_SIZE;

	if (g->o->end_of_data < g->end)
		g->o->end_of_data = g->end;
	if (g->w.end < g->end)
		g->w.end = g->end;
	return over_blocks_clear(&g->w, g->end) && target_fill(g->img->disk, from, g->end - from) &&
	       writer_drain() && io_lengthen(g->img->disk, g->w.end) && io_flush(g->img->disk);
}

bool parallels_resize(struct image *img, const struct resize *to)
{
	const struct parallels *p = img->state;
	const struct parallels_header *h = &p->header;
	struct growth g = { .w = { .disk = img->disk, .image = img }, .p = p, .img = img };
	uint64_t unit = (uint64_t)p->unit * PARALLELS_SECTOR_SIZE;

	if (h->extension_sector != 0 || h->in_use == PARALLELS_IN_USE_OPEN)
		return grow_refuse_kind(img, h->extension_sector);
	if (!grow_check(img, to, most_sectors(p) * PARALLELS_SECTOR_SIZE))
		return false;
	if (to->size == img->size)
		return true;
	if (!parallels_over.begin(&g.w))
		return false;
	g.o = g.w.state;
	g.kept = pieces_by(img->size, img->cluster_size);
	g.num = pieces_by(to->size, img->cluster_size);
	if (g.num < h->num_bat_entries)
		g.num = h->num_bat_entries;
	g.end = pieces_by(PARALLELS_BAT_OFFSET + g.num * PARALLELS_BAT_ENTRY_SIZE, unit) * unit;
	return over_blocks_blank(&g.w, img->size) && longer_table(&g) && put_header(&g, to->size);
}
