/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/edit.ksy spec=24e351c9 gen=1 */
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

enum parse_status edit_key_slot_parse(struct parse_in *in, struct edit_key_slot *out)
{
	const uint8_t *p = in->buf;

	if (in->len < EDIT_KEY_SLOT_SIZE)
		return parse_truncated(in, STRUCTURE_EDIT_KEY_SLOT);

	uint32_t action = load_u4le(p);
	if (!edit_slot_action_known(action))
		return parse_fail(in, STRUCTURE_EDIT_KEY_SLOT, EDIT_KEY_SLOT_FIELD_ACTION, 0,
				  PARSE_ENUM, action);

	uint32_t slot = load_u4le(p + 4);
	if (slot > 8)
		return parse_fail(in, STRUCTURE_EDIT_KEY_SLOT, EDIT_KEY_SLOT_FIELD_SLOT, 4,
				  PARSE_RANGE, slot);

	uint32_t iterations = load_u4le(p + 8);

	if (!bytes_zero(p + 76, 4))
		return parse_fail(in, STRUCTURE_EDIT_KEY_SLOT, EDIT_KEY_SLOT_FIELD_RESERVED, 76,
				  PARSE_RESERVED, load_bytes_be(p + 76, 4));

	out->action = action;
	out->slot = slot;
	out->iterations = iterations;
	__builtin_memcpy(out->entropy, p + 12, 64);
	__builtin_memcpy(out->reserved, p + 76, 4);
	return PARSE_OK;
}

enum parse_status edit_amendment_parse(struct parse_in *in, struct edit_amendment *out)
{
	const uint8_t *p = in->buf;

	if (in->len < EDIT_AMENDMENT_SIZE)
		return parse_truncated(in, STRUCTURE_EDIT_AMENDMENT);

	uint32_t flags = load_u4le(p);

	uint32_t version = load_u4le(p + 4);
	if (version != 0 && version != 2 && version != 3)
		return parse_fail(in, STRUCTURE_EDIT_AMENDMENT, EDIT_AMENDMENT_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	uint32_t refcount_bits = load_u4le(p + 8);
	if (refcount_bits != 0 && refcount_bits != 1 && refcount_bits != 2 && refcount_bits != 4 &&
	    refcount_bits != 8 && refcount_bits != 16 && refcount_bits != 32 && refcount_bits != 64)
		return parse_fail(in, STRUCTURE_EDIT_AMENDMENT, EDIT_AMENDMENT_FIELD_REFCOUNT_BITS,
				  8, PARSE_RANGE, refcount_bits);

	uint32_t len_data_file = load_u4le(p + 12);
	if (len_data_file > 4096)
		return parse_fail(in, STRUCTURE_EDIT_AMENDMENT, EDIT_AMENDMENT_FIELD_LEN_DATA_FILE,
				  12, PARSE_RANGE, len_data_file);

	uint64_t size = load_u8le(p + 16);

	struct edit_backing backing;
	{
		struct parse_in part = parse_part(in, 4120, EDIT_BACKING_SIZE);

		if (edit_backing_parse(&part, &backing) != PARSE_OK)
			return parse_part_fail(in, 4120, &part);
	}

	struct edit_key_slot key_slot;
	{
		struct parse_in part = parse_part(in, 8240, EDIT_KEY_SLOT_SIZE);

		if (edit_key_slot_parse(&part, &key_slot) != PARSE_OK)
			return parse_part_fail(in, 8240, &part);
	}

	out->flags = flags;
	out->version = version;
	out->refcount_bits = refcount_bits;
	out->len_data_file = len_data_file;
	out->size = size;
	__builtin_memcpy(out->data_file, p + 24, 4096);
	out->backing = backing;
	out->key_slot = key_slot;
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
