/* SPDX-License-Identifier: Apache-2.0 */
#include "chain.h"

#include "detect.h"
#include "extent_list.h"
#include "image.h"
#include "generated/key.h"
#include "generated/structures.h"

#define LAYER_BATCH 256u

/* What was pulled last from one member of a chain: records that follow each other, looked through
 * from `at` on. */
struct chain_layer {
	size_t num, at;
	struct extent_record records[LAYER_BATCH];
};

/* What the user calls the format of a member. */
static uint32_t asked_format(const struct source_options *options, const struct image *img)
{
	if (img->depth == 0)
		return options->format;
	return img->depth < sizeof(options->layer_formats) ? options->layer_formats[img->depth]
							   : SOURCE_FORMAT_UNKNOWN;
}

/* The format of a member: what was asked for, what the image above says, or what its bytes look
 * like. */
static bool choose_format(struct image *img, const struct image *above, uint32_t asked,
			  const struct format **format)
{
	if (asked != SOURCE_FORMAT_UNKNOWN) {
		*format = format_by_id(asked);
		if (!*format)
			return fault_raise(img->disk, FAULT_SOURCE_OPTIONS_FORMAT_UNKNOWN, 0,
					   asked);
		return true;
	}
	img->probed = !above || (!above->backing_is && above->len_backing_format == 0);
	if (!above)
		return detect_format(img, format);
	if (above->backing_is) {
		*format = above->backing_is;
		return true;
	}
	if (above->len_backing_format > 0) {
		*format = format_by_name(above->backing_format, above->len_backing_format);
		if (*format)
			return true;
		return fault_raise_detail(above->disk, FAULT_SOURCE_OPTIONS_BACKING_FORMAT_UNKNOWN,
					  0, 0, above->backing_format, above->len_backing_format);
	}
	if (!detect_format(img, format))
		return false;
	if (*format == format_by_id(SOURCE_FORMAT_RAW) &&
	    (img->source_flags & SOURCE_FLAG_STRICT_BACKING))
		return fault_raise_detail(above->disk, FAULT_SOURCE_OPTIONS_BACKING_PROBED_RAW, 0,
					  0, above->backing_name, above->len_backing_name);
	return true;
}

static bool open_member(const struct source_options *options, uint32_t disk, struct image *above,
			struct image **out)
{
	const struct format *format;
	struct image *img;

	if (!image_new(disk, above ? above->depth + 1 : 0, options, &img))
		return false;
	img->secret = above ? above->secret + KEY_PER_LAYER : KEY_FIRST_SOURCE + disk;
	if (!choose_format(img, above, asked_format(options, img), &format))
		return false;
	*out = img;
	return image_open(img, format);
}

static bool attach_backing(const struct source_options *options, const struct image *img,
			   uint32_t *disk)
{
	if (img->depth >= options->max_depth)
		return fault_raise_detail(img->disk, FAULT_ATTACH_EXCHANGE_TOO_DEEP, 0,
					  options->max_depth, img->backing_name,
					  img->len_backing_name);
	return io_attach(img->disk, img->backing_is ? IO_ATTACH_PARENT : IO_ATTACH_BACKING,
			 img->backing_name, img->len_backing_name, disk);
}

/* Without a layer below, what is not allocated reads as zeros; formats that know no layers count it
 * as theirs. */
static uint16_t unallocated(const struct image *img)
{
	if (img->backing)
		return 0;
	return img->format->backing ? EXTENT_FLAG_ZERO : EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO;
}

/* What chain_next needs of each member once all are known. */
static bool finish(struct image *top, enum extent_detail detail)
{
	for (struct image *img = top; img; img = img->backing) {
		img->detail = detail;
		img->unallocated = unallocated(img);
		if (!top->backing)
			continue;
		img->layer = io_alloc(sizeof(*img->layer), _Alignof(struct chain_layer));
		if (!img->layer)
			return false;
	}
	return true;
}

void chain_set_grain(struct image *top, uint64_t grain)
{
	if (grain == 0 || (grain & (grain - 1)) != 0)
		return;
	for (struct image *img = top; img; img = img->backing)
		img->grain = grain;
}

static bool select_snapshot(struct image *img, const struct source_options *options)
{
	if (options->snapshot_kind == SOURCE_SNAPSHOT_KIND_NONE)
		return true;
	if (!img->format->snapshot)
		return fault_raise_text(img->disk, FAULT_SOURCE_OPTIONS_NO_SNAPSHOTS, 0,
					img->format->id, img->format->name);
	return img->format->snapshot(img, options);
}

bool chain_open(const struct source_options *options, enum extent_detail detail, struct image **top)
{
	return chain_open_disk(options, 0, detail, top);
}

static bool has_backing(const struct source_options *options, const struct image *img)
{
	return img->len_backing_name > 0 && !(options->flags & SOURCE_FLAG_NO_BACKING) &&
	       img->depth + 1 != options->num_layers;
}

bool chain_open_disk(const struct source_options *options, uint32_t disk, enum extent_detail detail,
		     struct image **top)
{
	struct image *img;

	if (!open_member(options, disk, NULL, &img) || !select_snapshot(img, options))
		return false;
	*top = img;
	while (has_backing(options, img)) {
		if (!attach_backing(options, img, &disk) ||
		    !open_member(options, disk, img, &img->backing))
			return false;
		img = img->backing;
	}
	return finish(*top, detail);
}

bool chain_put_on(struct image *top, struct image *below, enum extent_detail detail)
{
	struct image *last = top;

	while (last->backing)
		last = last->backing;
	last->backing = below;
	for (uint32_t depth = last->depth + 1; below; below = below->backing)
		below->depth = depth++;
	return finish(top, detail);
}

/* The record of one layer that holds `pos`; the layer reaches to `end` at least. */
static bool layer_record(struct image *img, uint64_t pos, uint64_t end,
			 const struct extent_record **record)
{
	struct chain_layer *l = img->layer;

	while (l->at < l->num && pos - l->records[l->at].start >= l->records[l->at].length &&
	       pos >= l->records[l->at].start)
		l->at++;
	if (l->at == l->num || pos < l->records[l->at].start) {
		l->at = l->num = 0;
		if (!img->format->next(img, pos, end, l->records, LAYER_BATCH, &l->num))
			return false;
	}
	*record = &l->records[l->at];
	return true;
}

/*
 * What the chain says at `pos`: a record of the first layer that allocates it, or of the last one,
 * cut to the part that all layers above leave open. What a layer does not allocate past the end
 * of a shorter one below it reads as zeros in that layer.
 */
static bool compose(struct image *top, uint64_t pos, uint64_t end, struct extent_record *out)
{
	const struct extent_record *record;
	struct image *img = top;

	for (;; img = img->backing) {
		if (!layer_record(img, pos, end, &record))
			return false;
		*out = *record;
		if (end > record->start + record->length)
			end = record->start + record->length;
		if ((record->flags & EXTENT_FLAG_ALLOCATED) || !img->backing)
			break;
		if (pos >= img->backing->size) {
			out->flags |= EXTENT_FLAG_ZERO;
			break;
		}
		if (end > img->backing->size)
			end = img->backing->size;
	}
	if (!(out->flags & EXTENT_FLAG_COMPRESSED))
		out->host_offset += pos - out->start;
	out->start = pos;
	out->length = end - pos;
	return true;
}

/* Flags as the layer gave them to its list. */
static uint32_t apart(const struct image *top, uint32_t flags)
{
	return top->detail == EXTENT_DETAIL_BYTES && (flags & EXTENT_FLAG_COMPRESSED)
		       ? flags | EXTENT_APART
		       : flags;
}

bool chain_next(struct image *top, uint64_t pos, uint64_t end, struct extent_record *out,
		size_t max, size_t *num)
{
	struct extent_list list;
	struct extent_record r;

	if (!top->backing)
		return top->format->next(top, pos, end, out, max, num);
	extent_list_begin(&list, top, out, max);
	for (; pos < end; pos += r.length) {
		if (!compose(top, pos, end, &r))
			return extent_list_fail(&list, num);
		list.depth = r.depth;
		list.disk = r.disk;
		if (!extent_add(&list, pos, r.length, apart(top, r.flags), r.host_offset))
			break;
	}
	return extent_list_end(&list, num);
}
