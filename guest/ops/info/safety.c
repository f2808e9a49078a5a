/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of an image of any format. */
#include "safety.h"

#include "generated/structures.h"
#include "lib/message.h"
#include "lib/window.h"

static const struct info_place nowhere;

static void find_marks(const struct image *img, struct info_sink *sink)
{
	if (img->dirty)
		info_find(sink, INFO_FINDING_DIRTY, nowhere, 0, NULL, 0);
	if (img->corrupt)
		info_find(sink, INFO_FINDING_CORRUPT, nowhere, 0, NULL, 0);
	if (img->encrypted)
		info_find(sink, INFO_FINDING_ENCRYPTED, nowhere, 0, NULL, 0);
	if (img->format->id == SOURCE_FORMAT_QED || img->format->id == SOURCE_FORMAT_QCOW1)
		info_find(sink, INFO_FINDING_RISKY_FORMAT, nowhere, img->format->id, NULL, 0);
}

static void find_backing(const struct image *img, struct info_sink *sink)
{
	if (img->len_backing_name == 0)
		return;
	info_find(sink, INFO_FINDING_BACKING_FILE, sink->backing, 0, img->backing_name, img->len_backing_name);
	info_find_name(sink, sink->backing, img->backing_name, img->len_backing_name);
}

/*
 * How much of the disk is in compressed blocks, as long as it is no more than `most` bytes. A broken table is a finding of its own: the
 * fault is kept for whoever tells of it.
 */
static bool count_compressed(struct image *img, uint64_t most, uint64_t *compressed)
{
	struct window w;

	*compressed = 0;
	if (img->size == 0)
		return true;
	if (!window_open(&w, img, 0, img->size))
		return false;
	while (window_more(&w) && *compressed <= most) {
		if (!window_pull(&w))
			return false;
		for (size_t i = 0; i < w.num; i++)
			if (w.records[i].flags & EXTENT_FLAG_COMPRESSED)
				*compressed += w.records[i].length;
	}
	return true;
}

static void find_broken(struct info_sink *sink, enum info_finding id)
{
	const struct fault *f = &the_fault;
	size_t index = sink->num_findings;

	info_find(sink, id, (struct info_place){ f->structure, f->field, f->offset }, f->value, f->detail, f->len_detail);
	if (index == sink->num_findings)
		return;
	sink->findings[index].fault = f->fault;
	sink->findings[index].reason = f->reason;
}

static void find_sizes(const struct info_config *config, struct image *img, struct info_sink *sink)
{
	uint64_t ratio = config->max_compression_ratio, stored = io_size(img->disk), compressed;
	uint64_t most = ratio == 0 || stored > UINT64_MAX / ratio ? UINT64_MAX : stored * ratio;

	if (config->max_virtual_size != 0 && img->size > config->max_virtual_size)
		info_find(sink, INFO_FINDING_VIRTUAL_SIZE, nowhere, img->size, NULL, 0);
	if (!count_compressed(img, most, &compressed))
		find_broken(sink, INFO_FINDING_UNREADABLE);
	else if (compressed > most)
		info_find(sink, INFO_FINDING_COMPRESSION_RATIO, nowhere, compressed / (stored != 0 ? stored : 1), NULL, 0);
}

bool safety_look(const struct info_config *config, struct image *img, struct info_sink *sink)
{
	find_marks(img, sink);
	find_backing(img, sink);
	if (!info_find_signatures(img, sink))
		return false;
	find_sizes(config, img, sink);
	return true;
}

/* A file that the image names was not given: that it names one is the finding. */
static void find_named(struct info_sink *sink)
{
	info_find(sink, INFO_FINDING_EXTENT_FILE, nowhere, 0, the_fault.detail, the_fault.len_detail);
	info_find_name(sink, nowhere, the_fault.detail, the_fault.len_detail);
}

bool safety_unreadable(void)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_INFO };
	struct guest_info_result *result = &message.info;
	struct info_sink *sink;

	if (the_fault.code != 0 || (the_fault.structure == 0 && the_fault.fault == 0))
		return false;
	sink = io_alloc(sizeof(*sink), _Alignof(struct info_sink));
	if (!sink)
		return false;
	*sink = (struct info_sink){ .result = result };
	if (the_fault.fault == FAULT_QCOW2_HEADER_UNSUPPORTED_FEATURES)
		find_broken(sink, INFO_FINDING_UNKNOWN_FEATURES);
	else if (the_fault.fault == FAULT_SOURCE_OPTIONS_REFUSED_FORMAT)
		find_broken(sink, INFO_FINDING_RISKY_FORMAT);
	else if (the_fault.fault >= FAULT_ATTACH_EXCHANGE_NOT_FOUND && the_fault.fault <= FAULT_ATTACH_EXCHANGE_BAD_NAME)
		find_named(sink);
	else
		find_broken(sink, INFO_FINDING_UNREADABLE);
	result->findings = sink->findings;
	result->num_findings = sink->num_findings;
	return message_emit(&message);
}
