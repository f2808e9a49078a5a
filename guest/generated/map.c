/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/map.ksy spec=b35e6efb gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "map.h"

enum parse_status map_config_parse(struct parse_in *in, struct map_config *out)
{
	const uint8_t *p = in->buf;

	if (in->len < MAP_CONFIG_SIZE)
		return parse_truncated(in, STRUCTURE_MAP_CONFIG);

	uint32_t magic = load_u4le(p);
	if (magic != 0x4d41505f)
		return parse_fail(in, STRUCTURE_MAP_CONFIG, MAP_CONFIG_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, magic);

	uint32_t version = load_u4le(p + 4);
	if (version != 1)
		return parse_fail(in, STRUCTURE_MAP_CONFIG, MAP_CONFIG_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	struct source_options source;
	{
		struct parse_in part = parse_part(in, 8, SOURCE_OPTIONS_SIZE);

		if (source_options_parse(&part, &source) != PARSE_OK)
			return parse_part_fail(in, 8, &part);
	}

	uint64_t start = load_u8le(p + 624);
	uint64_t length = load_u8le(p + 632);
	uint32_t flags = load_u4le(p + 640);

	uint32_t max_extents = load_u4le(p + 644);
	if (max_extents < 1 || max_extents > 1073741824)
		return parse_fail(in, STRUCTURE_MAP_CONFIG, MAP_CONFIG_FIELD_MAX_EXTENTS, 644,
				  PARSE_RANGE, max_extents);

	uint32_t max_cells = load_u4le(p + 648);
	if (max_cells > 16384)
		return parse_fail(in, STRUCTURE_MAP_CONFIG, MAP_CONFIG_FIELD_MAX_CELLS, 648,
				  PARSE_RANGE, max_cells);

	if (!bytes_zero(p + 652, 60))
		return parse_fail(in, STRUCTURE_MAP_CONFIG, MAP_CONFIG_FIELD_RESERVED, 652,
				  PARSE_RESERVED, load_bytes_be(p + 652, 8));

	out->magic = magic;
	out->version = version;
	out->source = source;
	out->start = start;
	out->length = length;
	out->flags = flags;
	out->max_extents = max_extents;
	out->max_cells = max_cells;
	__builtin_memcpy(out->reserved, p + 652, 60);
	return PARSE_OK;
}

enum parse_status map_file_cell_parse(struct parse_in *in, struct map_file_cell *out)
{
	const uint8_t *p = in->buf;

	if (in->len < MAP_FILE_CELL_SIZE)
		return parse_truncated(in, STRUCTURE_MAP_FILE_CELL);

	uint64_t stored = load_u8le(p);
	uint64_t place = load_u8le(p + 8);

	out->stored = stored;
	out->place = place;
	return PARSE_OK;
}
