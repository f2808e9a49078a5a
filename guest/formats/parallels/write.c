/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new Parallels image. The table follows the header and counts clusters from the start of the
 * file; clusters follow each other in the order in which they are first written.
 */
#include "formats/new_blocks.h"

#include "formats/refusals.h"
#include "base/mem.h"
#include "generated/parallels.h"
#include "io/io.h"
#include "io/writer.h"
#include "layout.h"

struct new_parallels {
	struct parallels_layout layout;
	struct new_table bat;
};

static bool put_header(const struct writer *w, const struct parallels_layout *l)
{
	struct parallels_header h = {
		.version = PARALLELS_HEADER_VERSION,
		.num_heads = PARALLELS_DEFAULT_HEADS,
		.cluster_sectors = (uint32_t)(l->cluster_size / PARALLELS_SECTOR_SIZE),
		.num_bat_entries = (uint32_t)l->num_entries,
		.num_sectors = w->size / PARALLELS_SECTOR_SIZE,
		.in_use = PARALLELS_IN_USE_UNKNOWN,
		.data_sector = (uint32_t)(l->ofs_data / PARALLELS_SECTOR_SIZE),
	};
	uint8_t bytes[PARALLELS_HEADER_SIZE];

	h.num_cylinders = (uint32_t)(h.num_sectors / PARALLELS_DEFAULT_SECTORS_PER_CYLINDER);
	memcpy(h.magic, PARALLELS_SIGNATURE_1, sizeof(h.magic));
	parallels_header_store(bytes, &h);
	return writer_put(w->disk, 0, bytes, sizeof(bytes));
}

static bool begin(struct writer *w)
{
	struct new_parallels *p = io_alloc(sizeof(*p), 8);
	enum target_error error;
	uint32_t field = 0;

	if (!p)
		return false;
	w->state = p;
	w->size = align_up(w->size, PARALLELS_SECTOR_SIZE);
	error = parallels_layout(w->options, w->size, &p->layout, &field);
	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->end = p->layout.ofs_data;
	p->bat =
		(struct new_table){ .disk = w->disk,
				    .offset = PARALLELS_BAT_OFFSET,
				    .len = p->layout.num_entries * PARALLELS_BAT_ENTRY_SIZE,
				    .fresh = new_table_zero }; /* PARALLELS_BAT_ENTRY_UNALLOCATED */
	return put_header(w, &p->layout);
}

static bool place(struct writer *w, uint64_t pos, uint32_t len, uint64_t *at)
{
	struct new_parallels *p = w->state;
	uint64_t size = p->layout.cluster_size;
	uint8_t *bytes = new_table_change(&p->bat, pos / size * PARALLELS_BAT_ENTRY_SIZE);
	uint32_t entry;

	(void)len;
	if (!bytes)
		return false;
	entry = parallels_bat_entry_load(bytes);
	if (!parallels_bat_entry_is_allocated(entry)) {
		entry = (uint32_t)(w->end / size);
		parallels_bat_entry_store(bytes, entry);
		w->end += size;
	}
	*at = entry * size + pos % size;
	return true;
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	const struct new_parallels *p = w->state;

	return new_blocks_put(w, w->disk, p->layout.cluster_size, place, pos, data, len);
}

static bool end(struct writer *w)
{
	struct new_parallels *p = w->state;

	return new_table_flush(&p->bat) && writer_finish(w->disk, w->end);
}

const struct target_writer writer_parallels = {
	.format = SOURCE_FORMAT_PARALLELS,
	.begin = begin,
	.put = put,
	.end = end,
};
