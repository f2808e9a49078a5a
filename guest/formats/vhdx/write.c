/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new VHDX. A block that is first written goes to the end of the file, at the next MiB, and so it
 * does in a fixed image whose blocks are marked as zero: qemu makes room for the disk there and
 * does not use it.
 */
#include "new.h"

#include "formats/refusals.h"
#include "base/mem.h"
#include "io/io.h"
#include "io/writer.h"

/* Headers are written in pairs, first two for each change of the log's identity, which qemu makes
 * before and after each update, and two when the disk is first written. */
#define HEADERS_FIRST  2u
#define HEADERS_UPDATE 4u

static uint64_t fresh_entry(const struct new_vhdx *v, uint64_t index)
{
	const struct vhdx_layout *l = &v->layout;
	uint64_t chunk = (UINT64_C(1) << v->ratio_bits) + 1; /* with its bitmap's entry */
	uint64_t block = index - index / chunk;

	if (index % chunk == chunk - 1 || block >= l->num_blocks)
		return vhdx_sector_bitmap_bat_entry_make(VHDX_SECTOR_BITMAP_STATE_NOT_PRESENT, 0);
	if (v->zero_state)
		return vhdx_payload_bat_entry_make(VHDX_PAYLOAD_BLOCK_STATE_ZERO, 0);
	if (!l->fixed)
		return vhdx_payload_bat_entry_make(VHDX_PAYLOAD_BLOCK_STATE_NOT_PRESENT, 0);
	return vhdx_payload_bat_entry_make(VHDX_PAYLOAD_BLOCK_STATE_FULLY_PRESENT,
					   (l->ofs_data + block * l->block_size) / VHDX_ALIGNMENT);
}

static void fresh_bat(const void *layout, uint64_t at, uint32_t len, uint8_t *bytes)
{
	for (uint32_t i = 0; i < len; i += VHDX_PAYLOAD_BAT_ENTRY_SIZE)
		vhdx_payload_bat_entry_store(
			bytes + i, fresh_entry(layout, (at + i) / VHDX_PAYLOAD_BAT_ENTRY_SIZE));
}

static uint64_t entry_at(const struct new_vhdx *v, uint64_t block)
{
	return (block + (block >> v->ratio_bits)) * VHDX_PAYLOAD_BAT_ENTRY_SIZE;
}

static bool begin(struct writer *w)
{
	struct new_vhdx *v = io_alloc(sizeof(*v), 8);
	enum target_error error;
	uint32_t field = 0;

	if (!v)
		return false;
	w->state = v;
	error = vhdx_layout(w->options, w->size, &v->layout, &field);
	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->size = v->layout.disk;
	w->end = v->layout.end;
	random_begin(&v->random, w->entropy);
	v->zero_state = !v->layout.differencing && !(w->options->flags & TARGET_FLAG_NO_ZERO_STATE);
	v->ratio_bits = vhdx_chunk_bits(v->layout.block_size);
	v->bat = (struct new_table){ .disk = w->disk,
				     .offset = v->layout.ofs_bat,
				     .len = v->layout.len_bat,
				     .used = v->zero_state || v->layout.fixed
						     ? entry_at(v, v->layout.num_blocks)
						     : 0,
				     .fresh = fresh_bat,
				     .layout = v };
	if (v->layout.differencing && !vhdx_open_parent(w, v))
		return false;
	return vhdx_put_regions(w, v) && new_table_lay(&v->bat);
}

/* Append a block, and let its entry say so. */
static bool allocate(struct writer *w, struct new_vhdx *v, uint8_t *entry)
{
	uint64_t place = align_up(w->end, VHDX_ALIGNMENT);
	uint64_t state = v->parent ? VHDX_PAYLOAD_BLOCK_STATE_PARTIALLY_PRESENT
				   : VHDX_PAYLOAD_BLOCK_STATE_FULLY_PRESENT;

	w->end = place + v->layout.block_size;
	v->num_updates++;
	vhdx_payload_bat_entry_store(entry,
				     vhdx_payload_bat_entry_make(state, place / VHDX_ALIGNMENT));
	return v->parent || vhdx_put_log(w, v, v->bat.window, v->bat.offset + v->bat.at);
}

static bool place(struct writer *w, uint64_t pos, uint32_t len, uint64_t *at)
{
	struct new_vhdx *v = w->state;
	uint64_t size = v->layout.block_size;
	uint8_t *entry;

	/* First the sectors: a chunk's end is noted in the table before the next one is. */
	if (v->parent && !vhdx_mark_sectors(w, v, pos, len))
		return false;
	entry = new_table_change(&v->bat, entry_at(v, pos / size));
	if (!entry || (!vhdx_payload_bat_entry_is_present(vhdx_payload_bat_entry_load(entry)) &&
		       !allocate(w, v, entry)))
		return false;
	*at = vhdx_payload_bat_entry_file_offset(vhdx_payload_bat_entry_load(entry)) + pos % size;
	return true;
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	struct new_vhdx *v = w->state;

	v->written = true;
	return new_blocks_put(w, w->disk, v->layout.block_size, place, pos, data, len);
}

/* Of a differencing image. */
static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	struct new_vhdx *v = w->state;

	v->written = true;
	return new_blocks_zero(w, v->layout.block_size, place, pos, len);
}

static bool put_header(const struct writer *w, uint64_t at, const struct vhdx_header *h)
{
	uint8_t bytes[VHDX_HEADER_SIZE];

	vhdx_header_store(bytes, h);
	return writer_put(w->disk, at, bytes, sizeof(bytes));
}

/* The second header counts. Both are the same but for their number in an image without data; then
 * the data's identity changes with every header. */
static bool put_headers(const struct writer *w, struct new_vhdx *v)
{
	struct vhdx_header h = {
		.sequence_number = random_u4(&v->random),
		.version = VHDX_HEADER_VERSION,
		.log_offset = v->layout.ofs_log,
		.log_length = (uint32_t)v->layout.len_log,
	};

	if (v->written)
		h.sequence_number += HEADERS_FIRST + HEADERS_UPDATE * v->num_updates;
	random_uuid(&v->random, h.file_write_guid);
	random_uuid(&v->random, h.data_write_guid);
	if (!put_header(w, VHDX_HEADER_1_OFFSET, &h))
		return false;
	h.sequence_number++;
	if (v->written)
		random_uuid(&v->random, h.data_write_guid);
	return put_header(w, VHDX_HEADER_2_OFFSET, &h);
}

static bool end(struct writer *w)
{
	struct new_vhdx *v = w->state;

	return vhdx_close_chunk(v) && new_table_flush(&v->bat) && put_headers(w, v) &&
	       writer_finish(w->disk, w->end);
}

const struct target_writer writer_vhdx = {
	.format = SOURCE_FORMAT_VHDX,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = end,
};
