/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of an image of any format. */
#include "safety.h"
#include "space.h"

#include "generated/structures.h"
#include "io/message.h"

/* Bytes of a tail that are read at once, and that have to be zero; what is beyond is taken for
 * data. */
#define TAIL_PART      65536u
#define TAIL_LOOKED_AT (1u << 20)

static const struct info_place nowhere;

static void find_marks(const struct image *img, struct info_sink *sink)
{
	if (img->dirty)
		info_find(sink, FINDING_KIND_DIRTY, nowhere, 0, NULL, 0);
	if (img->corrupt)
		info_find(sink, FINDING_KIND_CORRUPT, nowhere, 0, NULL, 0);
	if (img->encrypted)
		info_find(sink, FINDING_KIND_ENCRYPTED, nowhere, 0, NULL, 0);
	if (img->format->risky)
		info_find(sink, FINDING_KIND_RISKY_FORMAT, nowhere, img->format->id, NULL, 0);
}

static void find_backing(const struct image *img, struct info_sink *sink)
{
	if (img->len_backing_name == 0)
		return;
	info_find(sink, FINDING_KIND_BACKING_FILE, sink->backing, 0, img->backing_name,
		  img->len_backing_name);
	info_find_name(sink, sink->backing, img->backing_name, img->len_backing_name);
	if (!img->backing_is && img->len_backing_format == 0)
		info_find(sink, FINDING_KIND_UNDECLARED_FORMAT, sink->backing, 0, img->backing_name,
			  img->len_backing_name);
}

static void find_broken(struct info_sink *sink, enum finding_kind id)
{
	const struct fault *f = &the_fault;
	size_t index = sink->num_findings;

	info_find(sink, id, (struct info_place){ f->structure, f->field, f->offset }, f->value,
		  f->detail, f->len_detail);
	if (index == sink->num_findings)
		return;
	sink->findings[index].fault = f->fault;
	sink->findings[index].reason = f->reason;
	sink->findings[index].extra = f->extra;
	sink->findings[index].num_extra = f->num_extra;
}

/* Where the first byte of [start, end) is that is not zero, else `end`. */
static bool first_nonzero(uint32_t disk, uint64_t start, uint64_t end, uint64_t *at)
{
	size_t mark = io_mark();
	uint8_t *part = io_alloc(TAIL_PART, 1);

	if (!part)
		return false;
	for (*at = start; *at < end;) {
		uint32_t i = 0, n = end - *at < TAIL_PART ? (uint32_t)(end - *at) : TAIL_PART;

		if (!io_read(disk, *at, part, n))
			return false;
		while (i < n && part[i] == 0)
			i++;
		*at += i;
		if (i < n)
			break;
	}
	io_release(mark);
	return true;
}

/* Holes are no data, nor are zeros, as far as they are looked at: writers round files up. */
static bool find_data_after_end(const struct image *img, struct info_sink *sink)
{
	uint64_t start = sink->end, size = io_size(img->disk), end, at;
	struct io_range range;
	size_t num;

	if (start == 0 || start >= size)
		return true;
	if (!io_data_ranges(img->disk, start, &range, 1, &num))
		return false;
	if (num == 0)
		return true;
	start = range.start > start ? range.start : start;
	end = size - start < TAIL_LOOKED_AT ? size : start + TAIL_LOOKED_AT;
	if (!first_nonzero(img->disk, start, end, &at))
		return false;
	if (at < size)
		info_find(sink, FINDING_KIND_DATA_AFTER_END, (struct info_place){ 0, 0, at },
			  size - at, NULL, 0);
	return true;
}

bool safety_look(const struct info_config *config, struct image *img, struct info_sink *sink)
{
	if (config->max_virtual_size != 0 && img->size > config->max_virtual_size)
		info_find(sink, FINDING_KIND_VIRTUAL_SIZE, nowhere, img->size, NULL, 0);
	find_marks(img, sink);
	find_backing(img, sink);
	if (!info_find_signatures(img, sink))
		return false;
	if (!space_look(config, img, sink))
		find_broken(sink, FINDING_KIND_UNREADABLE);
	return find_data_after_end(img, sink);
}

/* A file that the image names was not given: that it names one is the finding. */
static void find_named(struct info_sink *sink)
{
	info_find(sink, FINDING_KIND_EXTENT_FILE, nowhere, 0, the_fault.detail,
		  the_fault.len_detail);
	info_find_name(sink, nowhere, the_fault.detail, the_fault.len_detail);
}

bool safety_unreadable(void)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_INFO };
	struct guest_info_result *result = &message.info;
	struct info_sink *sink;

	if (the_fault.code != 0 || (the_fault.structure == 0 && the_fault.fault == 0) ||
	    the_fault.fault == FAULT_SOURCE_OPTIONS_IN_USE)
		return false;
	sink = io_alloc(sizeof(*sink), _Alignof(struct info_sink));
	if (!sink)
		return false;
	*sink = (struct info_sink){ .result = result };
	if (the_fault.fault == FAULT_QCOW2_HEADER_UNSUPPORTED_FEATURES)
		find_broken(sink, FINDING_KIND_UNKNOWN_FEATURES);
	else if (the_fault.fault >= FAULT_ATTACH_EXCHANGE_NOT_FOUND &&
		 the_fault.fault <= FAULT_ATTACH_EXCHANGE_BAD_NAME)
		find_named(sink);
	else
		find_broken(sink, FINDING_KIND_UNREADABLE);
	result->findings = sink->findings;
	result->num_findings = sink->num_findings;
	return message_emit(&message);
}
