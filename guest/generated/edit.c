/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/edit.ksy spec=5f2298a5 gen=1 */
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
