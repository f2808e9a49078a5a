/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VHDX: which of the two headers counts, and the order in which the parts are checked. That order
 * is qemu's, since the first fault is the one that is reported.
 */
#include "image.h"

#include <string.h>

#include "formats/facts.h"
#include "generated/structures.h"

static bool read_identifier(struct image *img)
{
	struct parse_in in = parse_input(img->head, IMAGE_HEAD_SIZE, 0);
	struct vhdx_file_identifier identifier;

	return vhdx_file_identifier_parse(&in, &identifier) == PARSE_OK ||
	       fault_parse(img->disk, &in);
}

/* *valid: whether the header at `offset` was written whole, and is of the version that is known. */
static bool read_header(struct image *img, uint64_t offset, uint8_t bytes[VHDX_HEADER_SIZE],
			struct vhdx_header *header, bool *valid)
{
	struct parse_in in = parse_input(bytes, VHDX_HEADER_SIZE, offset);

	if (!io_read_padded(img->disk, offset, bytes, VHDX_HEADER_SIZE))
		return false;
	*valid = vhdx_header_parse(&in, header) == PARSE_OK;
	return true;
}

/* The valid header with the larger sequence number; of two with the same one neither, unless they
 * are the same throughout. */
static bool choose_header(struct image *img, struct vhdx *v)
{
	uint8_t first[VHDX_HEADER_SIZE], second[VHDX_HEADER_SIZE];
	struct vhdx_header h1, h2;
	bool valid1, valid2;

	if (!read_header(img, VHDX_HEADER_1_OFFSET, first, &h1, &valid1) ||
	    !read_header(img, VHDX_HEADER_2_OFFSET, second, &h2, &valid2))
		return false;
	if (valid1 && valid2 && h1.sequence_number == h2.sequence_number &&
	    memcmp(first, second, sizeof(first)) != 0)
		valid1 = valid2 = false;
	if (!valid1 && !valid2)
		return fault_raise(img->disk, FAULT_VHDX_HEADER_NONE_VALID, VHDX_HEADER_1_OFFSET,
				   load_u4le(first));
	if (valid1 && (!valid2 || h1.sequence_number >= h2.sequence_number)) {
		v->header = h1;
		v->header_at = VHDX_HEADER_1_OFFSET;
	} else {
		v->header = h2;
		v->header_at = VHDX_HEADER_2_OFFSET;
	}
	return true;
}

static bool vhdx_open(struct image *img)
{
	struct vhdx *v = io_alloc(sizeof(*v), _Alignof(struct vhdx));

	if (!v)
		return false;
	img->state = v;
	v->bitmap_of = VHDX_NO_CHUNK;
	if (!read_identifier(img) || !choose_header(img, v) || !vhdx_check_log(img, v) ||
	    !vhdx_read_regions(img, v) || !vhdx_read_metadata(img, v))
		return false;
	img->size = v->disk_size / SOURCE_SECTOR_SIZE * SOURCE_SECTOR_SIZE;
	img->cluster_size = v->parameters.block_size;
	v->by_table = v->differencing || (img->source_flags & SOURCE_FLAG_BY_TABLE);
	return vhdx_open_bat(img, v) && (!v->differencing || vhdx_name_parent(img, v));
}

bool vhdx_metadata(struct image *img, metadata_visitor *visit, void *arg)
{
	const struct vhdx *v = img->state;

	if (!visit(arg, STRUCTURE_VHDX_HEADER, 0, VHDX_HEADER_SECTION_SIZE))
		return false;
	for (uint32_t i = 0; i < v->num_sorted; i++)
		if (!visit(arg, STRUCTURE_VHDX_REGION_TABLE_ENTRY, v->sorted[i].start,
			   v->sorted[i].end - v->sorted[i].start))
			return false;
	return true;
}

const struct format format_vhdx = {
	.id = SOURCE_FORMAT_VHDX,
	.name = "vhdx",
	.backing = true,
	.is_opaque = true,
	.magic = VHDX_FILE_IDENTIFIER_SIGNATURE,
	.len_magic = VHDX_FILE_IDENTIFIER_SIGNATURE_SIZE,
	.magic_score = 100,
	.open = vhdx_open,
	.next = vhdx_next,
};
