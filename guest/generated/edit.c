/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/edit.ksy spec=4ef11ee0 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "edit.h"

enum parse_status edit_snapshot_parse(struct parse_in *in, struct edit_snapshot *out)
{
	const uint8_t *p = in->buf;

	if (in->len < EDIT_SNAPSHOT_SIZE)
		return parse_truncated(in, STRUCTURE_EDIT_SNAPSHOT);

	uint32_t action = load_u4le(p);
	if (!edit_snapshot_action_known(action))
		return parse_fail(in, STRUCTURE_EDIT_SNAPSHOT, EDIT_SNAPSHOT_FIELD_ACTION, 0,
				  PARSE_ENUM, action);

	uint32_t len_name = load_u4le(p + 4);
	if (len_name > 1024)
		return parse_fail(in, STRUCTURE_EDIT_SNAPSHOT, EDIT_SNAPSHOT_FIELD_LEN_NAME, 4,
				  PARSE_RANGE, len_name);

	uint32_t date_sec = load_u4le(p + 1032);

	uint32_t date_nsec = load_u4le(p + 1036);
	if (date_nsec > 999999999)
		return parse_fail(in, STRUCTURE_EDIT_SNAPSHOT, EDIT_SNAPSHOT_FIELD_DATE_NSEC, 1036,
				  PARSE_RANGE, date_nsec);

	out->action = action;
	out->len_name = len_name;
	__builtin_memcpy(out->name, p + 8, 1024);
	out->date_sec = date_sec;
	out->date_nsec = date_nsec;
	return PARSE_OK;
}

enum parse_status edit_backing_parse(struct parse_in *in, struct edit_backing *out)
{
	const uint8_t *p = in->buf;

	if (in->len < EDIT_BACKING_SIZE)
		return parse_truncated(in, STRUCTURE_EDIT_BACKING);

	uint32_t len_name = load_u4le(p);
	if (len_name > 4096)
		return parse_fail(in, STRUCTURE_EDIT_BACKING, EDIT_BACKING_FIELD_LEN_NAME, 0,
				  PARSE_RANGE, len_name);

	uint32_t len_format = load_u4le(p + 4100);
	if (len_format > 16)
		return parse_fail(in, STRUCTURE_EDIT_BACKING, EDIT_BACKING_FIELD_LEN_FORMAT, 4100,
				  PARSE_RANGE, len_format);

	out->len_name = len_name;
	__builtin_memcpy(out->name, p + 4, 4096);
	out->len_format = len_format;
	__builtin_memcpy(out->format, p + 4104, 16);
	return PARSE_OK;
}

enum parse_status edit_bitmap_parse(struct parse_in *in, struct edit_bitmap *out)
{
	const uint8_t *p = in->buf;

	if (in->len < EDIT_BITMAP_SIZE)
		return parse_truncated(in, STRUCTURE_EDIT_BITMAP);

	uint32_t len_name = load_u4le(p);
	if (len_name > 1024)
		return parse_fail(in, STRUCTURE_EDIT_BITMAP, EDIT_BITMAP_FIELD_LEN_NAME, 0,
				  PARSE_RANGE, len_name);

	uint32_t num_actions = load_u4le(p + 1028);
	if (num_actions > 32)
		return parse_fail(in, STRUCTURE_EDIT_BITMAP, EDIT_BITMAP_FIELD_NUM_ACTIONS, 1028,
				  PARSE_RANGE, num_actions);

	out->len_name = len_name;
	__builtin_memcpy(out->name, p + 4, 1024);
	out->num_actions = num_actions;
	return PARSE_OK;
}

enum parse_status edit_bitmap_step_parse(struct parse_in *in, struct edit_bitmap_step *out)
{
	const uint8_t *p = in->buf;

	if (in->len < EDIT_BITMAP_STEP_SIZE)
		return parse_truncated(in, STRUCTURE_EDIT_BITMAP_STEP);

	uint32_t action = load_u4le(p);
	if (!edit_bitmap_action_known(action))
		return parse_fail(in, STRUCTURE_EDIT_BITMAP_STEP, EDIT_BITMAP_STEP_FIELD_ACTION, 0,
				  PARSE_ENUM, action);

	uint32_t granularity_bits = load_u4le(p + 4);
	if (granularity_bits != 0 && granularity_bits != 9 && granularity_bits != 10 &&
	    granularity_bits != 11 && granularity_bits != 12 && granularity_bits != 13 &&
	    granularity_bits != 14 && granularity_bits != 15 && granularity_bits != 16 &&
	    granularity_bits != 17 && granularity_bits != 18 && granularity_bits != 19 &&
	    granularity_bits != 20 && granularity_bits != 21 && granularity_bits != 22 &&
	    granularity_bits != 23 && granularity_bits != 24 && granularity_bits != 25 &&
	    granularity_bits != 26 && granularity_bits != 27 && granularity_bits != 28 &&
	    granularity_bits != 29 && granularity_bits != 30 && granularity_bits != 31)
		return parse_fail(in, STRUCTURE_EDIT_BITMAP_STEP,
				  EDIT_BITMAP_STEP_FIELD_GRANULARITY_BITS, 4, PARSE_RANGE,
				  granularity_bits);

	uint32_t disk = load_u4le(p + 8);
	if (disk > 64)
		return parse_fail(in, STRUCTURE_EDIT_BITMAP_STEP, EDIT_BITMAP_STEP_FIELD_DISK, 8,
				  PARSE_RANGE, disk);

	uint32_t len_name = load_u4le(p + 12);
	if (len_name > 1024)
		return parse_fail(in, STRUCTURE_EDIT_BITMAP_STEP, EDIT_BITMAP_STEP_FIELD_LEN_NAME,
				  12, PARSE_RANGE, len_name);

	out->action = action;
	out->granularity_bits = granularity_bits;
	out->disk = disk;
	out->len_name = len_name;
	__builtin_memcpy(out->name, p + 16, 1024);
	return PARSE_OK;
}
