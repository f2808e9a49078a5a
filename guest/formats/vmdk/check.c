/* SPDX-License-Identifier: Apache-2.0 */
/* VMDK: grains that do not begin in their file. As in qemu-img, the first of them ends the check.
 */
#include "formats/check.h"
#include "image.h"

/* It ends the check: with `outcome`. */
static bool tell(struct check_sink *sink, const struct vmdk_extent *e, uint32_t fault,
		 enum check_outcome outcome, uint64_t at, uint64_t value, uint64_t pos)
{
	const struct check_problem problem = {
		.fault = fault,
		.disk = (uint16_t)e->disk,
		.offset = at,
		.value = value,
		.extra0 = pos / VMDK_SECTOR_SIZE,
	};

	return check_tell(sink, &problem) && check_end(sink, outcome);
}

static bool tell_past_end(struct check_sink *sink, const struct vmdk_extent *e, uint64_t at,
			  uint64_t value, uint64_t pos)
{
	return tell(sink, e,
		    e->space_efficient ? FAULT_SESPARSE_GRAIN_TABLE_ENTRY_CHECK_PAST_END
				       : FAULT_VMDK_GRAIN_TABLE_ENTRY_CHECK_PAST_END,
		    CHECK_OUTCOME_INVALID, at, value, pos);
}

static uint64_t load_entry(const struct vmdk_extent *e, const uint8_t *p)
{
	return e->space_efficient ? sesparse_grain_table_entry_load(p)
				  : vmdk_grain_table_entry_load(p);
}

/* The grains of one slice from `pos` of the disk on. */
static bool check_slice(struct image *img, struct check_sink *sink, const uint8_t *page,
			uint64_t table, uint64_t pos)
{
	const struct vmdk *v = img->state;
	const struct vmdk_extent *e = v->current;
	uint64_t end = image_file_end(e->disk);
	uint32_t size = v->levels.entry_size;

	for (uint32_t i = 0; i < v->levels.slice_entries && pos < e->end;
	     i++, pos += v->levels.block_size) {
		const uint8_t *p = page + i * size;
		struct block b = vmdk_grain(img, v, p);

		if (b.fault)
			return tell(sink, e, FAULT_SESPARSE_GRAIN_TABLE_ENTRY_CHECK_UNREADABLE,
				    CHECK_OUTCOME_NOT_PERMITTED, table + i * size, b.value, pos);
		if ((b.flags & EXTENT_FLAG_ALLOCATED) && (b.flags & EXTENT_FLAG_DATA) &&
		    b.host >= end)
			return tell_past_end(sink, e, table + i * size, load_entry(e, p), pos);
	}
	return true;
}

/* An entry of a space-efficient directory can be wrong. */
static bool check_directory(struct image *img, struct check_sink *sink, uint64_t index,
			    uint64_t pos)
{
	struct vmdk *v = img->state;
	uint64_t value, offset;
	uint32_t fault;

	return vmdk_sesparse_table(v, index, &fault, &value, &offset) &&
	       (!fault ||
		tell(sink, v->current, FAULT_SESPARSE_GRAIN_DIRECTORY_ENTRY_CHECK_UNREADABLE,
		     CHECK_OUTCOME_NOT_PERMITTED,
		     v->levels.first.offset + index * SESPARSE_GRAIN_DIRECTORY_ENTRY_SIZE, value,
		     pos));
}

static bool check_sparse(struct image *img, struct check_sink *sink, const struct vmdk_extent *e)
{
	struct vmdk *v = img->state;
	struct two_level *t = &v->levels;
	uint64_t len, last, table;

	vmdk_use_extent(v, e);
	len = t->slice_entries * t->block_size;
	last = (e->end - 1 - e->start) / len;
	for (uint64_t slice = 0; slice <= last; slice++) {
		const uint8_t *page;

		if (slice / t->slices_per_table >= t->num_first)
			return tell(sink, e, FAULT_VMDK_GRAIN_DIRECTORY_ENTRY_CHECK_MISSING,
				    CHECK_OUTCOME_NOT_PERMITTED, t->first.offset, t->num_first,
				    e->start + slice * len);
		if (e->space_efficient && slice % t->slices_per_table == 0 &&
		    !check_directory(img, sink, slice / t->slices_per_table,
				     e->start + slice * len))
			return false;
		if (sink->result->outcome != CHECK_OUTCOME_COMPLETE)
			break;
		if (!two_level_load(img, t, slice, last + 1))
			return false;
		page = two_level_slice(t, slice, &table);
		if (!page && two_level_is_past_end(t, slice, last))
			break;
		if (page && !check_slice(img, sink, page, table, e->start + slice * len))
			return false;
		if (sink->result->outcome != CHECK_OUTCOME_COMPLETE)
			break;
	}
	return true;
}

static bool check_extent(struct image *img, struct check_sink *sink, const struct vmdk_extent *e)
{
	if (e->end == e->start)
		return true;
	if (e->grain_sectors != 0)
		return check_sparse(img, sink, e);
	return e->ofs_data < image_file_end(e->disk) ||
	       tell_past_end(sink, e, 0, e->ofs_data, e->start);
}

bool vmdk_check(struct image *img, struct check_sink *sink)
{
	const struct vmdk *v = img->state;

	for (size_t i = 0; i < v->num_extents; i++)
		if (!check_extent(img, sink, &v->extents[i]) ||
		    sink->result->outcome != CHECK_OUTCOME_COMPLETE)
			return sink->result->outcome != CHECK_OUTCOME_COMPLETE;
	return true;
}
