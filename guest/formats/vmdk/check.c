/* SPDX-License-Identifier: Apache-2.0 */
/* VMDK: grains that do not begin in their file. As in qemu-img, the first of them ends the check.
 */
#include "formats/check.h"
#include "image.h"

/* It ends the check. */
static bool tell(struct check_sink *sink, const struct vmdk_extent *e, uint32_t fault, uint64_t at,
		 uint64_t value, uint64_t pos)
{
	const struct check_problem problem = {
		.fault = fault,
		.disk = e->disk,
		.offset = at,
		.value = value,
		.extra0 = pos / VMDK_SECTOR_SIZE,
	};

	return check_tell(sink, &problem) &&
	       check_end(sink, fault == FAULT_VMDK_GRAIN_TABLE_ENTRY_CHECK_PAST_END
				       ? CHECK_OUTCOME_INVALID
				       : CHECK_OUTCOME_NOT_PERMITTED);
}

/* The grains of one slice from `pos` of the disk on. */
static bool check_slice(struct check_sink *sink, const struct vmdk *v, const uint8_t *page,
			uint64_t table, uint64_t pos)
{
	const struct vmdk_extent *e = v->current;
	uint64_t end = image_file_end(e->disk);

	for (uint32_t i = 0; i < v->levels.slice_entries && pos < e->end;
	     i++, pos += v->levels.block_size) {
		uint32_t entry =
			vmdk_grain_table_entry_load(page + i * VMDK_GRAIN_TABLE_ENTRY_SIZE);

		if (!vmdk_grain_table_entry_is_allocated(entry) ||
		    (entry == VMDK_GRAIN_TABLE_ENTRY_ZEROED && e->has_zeroed_grain) ||
		    vmdk_grain_table_entry_grain_offset(entry) < end)
			continue;
		return tell(sink, e, FAULT_VMDK_GRAIN_TABLE_ENTRY_CHECK_PAST_END,
			    table + i * VMDK_GRAIN_TABLE_ENTRY_SIZE, entry, pos);
	}
	return true;
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
				    t->first.offset, t->num_first, e->start + slice * len);
		if (!two_level_load(img, t, slice, last + 1))
			return false;
		page = two_level_slice(t, slice, &table);
		if (!page && two_level_is_past_end(t, slice, last))
			break;
		if (page && !check_slice(sink, v, page, table, e->start + slice * len))
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
	       tell(sink, e, FAULT_VMDK_GRAIN_TABLE_ENTRY_CHECK_PAST_END, 0, e->ofs_data, e->start);
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
