/* SPDX-License-Identifier: Apache-2.0 */
/* members: list the files in an archive. */
#include "io/op.h"

#include <string.h>

#include "base/fault.h"
#include "formats/archive.h"
#include "generated/members.h"
#include "io/io.h"
#include "io/message.h"

#define MAX_BATCH      64u
#define MAX_NAME_BYTES 0x10000u /* of a batch */

struct batch {
	struct guest_member members[MAX_BATCH];
	size_t num;
	uint8_t *names;
	size_t len_names;
};

static bool send(struct batch *b, bool is_last)
{
	struct guest_message message = {
		.kind = GUEST_MESSAGE_MEMBERS,
		.members = { .members = b->members, .num_members = b->num, .last = is_last },
	};

	b->num = b->len_names = 0;
	return message_emit(&message);
}

static bool add(void *arg, const struct guest_member *member)
{
	struct batch *b = arg;
	struct guest_member *copy;

	if (b->num == MAX_BATCH || member->name.len > MAX_NAME_BYTES - b->len_names)
		if (!send(b, false))
			return false;
	copy = &b->members[b->num++];
	*copy = *member;
	copy->name.p = memcpy(b->names + b->len_names, member->name.p, member->name.len);
	b->len_names += member->name.len;
	return true;
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct batch *batch = io_alloc(sizeof(*batch), _Alignof(struct batch));
	struct members_config config;

	if (members_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (!batch)
		return false;
	batch->names = io_alloc(MAX_NAME_BYTES, 1);
	if (!batch->names)
		return false;
	for (size_t i = 0; archives[i]; i++)
		if (archives[i]->kind == config.kind)
			return archives[i]->list(add, batch) && send(batch, true);
	return false;
}
