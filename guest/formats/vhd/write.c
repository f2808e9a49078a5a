/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new VHD. A block of a dynamic one goes where the footer was, its bitmap in front, and the
 * footer moves after it; the bitmap says that the whole block is there, even if only a part is
 * written.
 */
#include "new.h"

#include "base/mem.h"
#include "base/random.h"
#include "formats/refusals.h"
#include "io/io.h"
#include "io/writer.h"

static void fresh_bat(const void *layout, uint64_t at, uint32_t len, uint8_t *bytes)
{
	(void)layout;
	(void)at;
	memset(bytes, UINT8_MAX, len); /* VHD_BAT_ENTRY_UNALLOCATED, the padding too */
}

static uint32_t disk_type(const struct vhd_layout *l)
{
	if (l->fixed)
		return VHD_DISK_TYPE_FIXED;
	return l->differencing ? VHD_DISK_TYPE_DIFFERENCING : VHD_DISK_TYPE_DYNAMIC;
}

static void make_footer(const struct writer *w, struct new_vhd *v)
{
	const struct vhd_layout *l = &v->layout;
	struct random r;
	struct vhd_footer f = {
		.features = VHD_DEFAULT_FEATURES,
		.format_version = VHD_DEFAULT_VERSION,
		.data_offset = l->fixed ? VHD_FIXED_DATA_OFFSET : l->ofs_header,
		.time_stamp = (uint32_t)(w->unix_time - VHD_TIMESTAMP_EPOCH),
		.creator_application = w->options->flags & TARGET_FLAG_FORCE_SIZE
					       ? VHD_CREATOR_APPLICATION_QEMU2
					       : VHD_CREATOR_APPLICATION_QEMU,
		.creator_version = VHD_QEMU_CREATOR_VERSION,
		.creator_host_os = VHD_CREATOR_HOST_OS_WINDOWS,
		.original_size = l->disk,
		.current_size = l->disk,
		.disk_geometry = { (uint16_t)l->chs.cylinders, (uint8_t)l->chs.heads,
				   (uint8_t)l->chs.sectors_per_track },
		.disk_type = disk_type(l),
	};

	random_begin(&r, w->entropy);
	random_uuid(&r, f.unique_id);
	vhd_footer_store(v->footer, &f);
}

static bool put_header(const struct writer *w, struct new_vhd *v)
{
	const struct vhd_layout *l = &v->layout;
	struct vhd_dynamic_header h = {
		.data_offset = VHD_NO_NEXT_STRUCTURE,
		.table_offset = l->ofs_table,
		.header_version = VHD_DEFAULT_VERSION,
		.max_table_entries = (uint32_t)l->num_blocks,
		.block_size = VHD_DEFAULT_BLOCK_SIZE,
	};
	uint8_t bytes[VHD_DYNAMIC_HEADER_SIZE];

	if (l->differencing && !vhd_put_parent(w, v, &h))
		return false;
	vhd_dynamic_header_store(bytes, &h);
	return writer_put(w->disk, l->ofs_header, bytes, sizeof(bytes));
}

static bool begin_dynamic(struct writer *w, struct new_vhd *v)
{
	v->bat = (struct new_table){ .disk = w->disk,
				     .offset = v->layout.ofs_table,
				     .len = v->layout.len_table,
				     .used = v->layout.len_table,
				     .fresh = fresh_bat };
	return writer_put(w->disk, 0, v->footer, sizeof(v->footer)) && put_header(w, v) &&
	       new_table_lay(&v->bat);
}

static bool begin(struct writer *w)
{
	struct new_vhd *v = io_alloc(sizeof(*v), 8);
	enum target_error error;
	uint32_t field = 0;

	if (!v)
		return false;
	w->state = v;
	error = vhd_layout(w->options, w->size, &v->layout, &field);
	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->size = v->layout.disk;
	w->end = v->layout.ofs_footer; /* the footer comes last */
	make_footer(w, v);
	return v->layout.fixed || begin_dynamic(w, v);
}

/* The bitmap of a block with all of its sectors in the file. */
static bool put_bitmap(const struct writer *w, uint64_t at, uint64_t len)
{
	static uint8_t ones[VHD_SECTOR_SIZE];

	memset(ones, UINT8_MAX, sizeof(ones));
	for (uint64_t done = 0; done < len; done += sizeof(ones))
		if (!writer_put(w->disk, at + done, ones, sizeof(ones)))
			return false;
	return true;
}

static bool allocate(struct writer *w, const struct vhd_layout *l, uint8_t *entry)
{
	uint64_t at = w->end;

	vhd_bat_entry_store(entry, (uint32_t)(at / VHD_SECTOR_SIZE));
	w->end += l->len_bitmap + VHD_DEFAULT_BLOCK_SIZE;
	return l->differencing || put_bitmap(w, at, l->len_bitmap);
}

static bool place(struct writer *w, uint64_t pos, uint32_t len, uint64_t *at)
{
	struct new_vhd *v = w->state;
	const struct vhd_layout *l = &v->layout;
	uint64_t within = pos % VHD_DEFAULT_BLOCK_SIZE;
	uint8_t *entry =
		new_table_change(&v->bat, pos / VHD_DEFAULT_BLOCK_SIZE * VHD_BAT_ENTRY_SIZE);
	uint64_t bitmap;

	if (!entry ||
	    (!vhd_bat_entry_is_allocated(vhd_bat_entry_load(entry)) && !allocate(w, l, entry)))
		return false;
	bitmap = vhd_bat_entry_bitmap_offset(vhd_bat_entry_load(entry));
	*at = bitmap + l->len_bitmap + within;
	return !l->differencing || vhd_mark_sectors(w, v, bitmap, within, len);
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	const struct new_vhd *v = w->state;

	if (v->layout.fixed)
		return writer_put(w->disk, pos, data, len);
	return new_blocks_put(w, w->disk, VHD_DEFAULT_BLOCK_SIZE, place, pos, data, len);
}

/* Of a differencing image. */
static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	return new_blocks_zero(w, VHD_DEFAULT_BLOCK_SIZE, place, pos, len);
}

static bool end(struct writer *w)
{
	struct new_vhd *v = w->state;

	if (!new_table_flush(&v->bat) || !writer_put(w->disk, w->end, v->footer, sizeof(v->footer)))
		return false;
	w->end += VHD_FOOTER_SIZE;
	return writer_finish(w->disk, w->end);
}

const struct target_writer writer_vhd = {
	.format = SOURCE_FORMAT_VHD,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = end,
};
