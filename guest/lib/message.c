/* SPDX-License-Identifier: Apache-2.0 */
#include "message.h"

#include "fault.h"
#include "generated/channel.h"
#include "io.h"

/* Not on the stack, and not from the arena: the fault to be told may be that there is no more. */
static uint8_t buffer[CHANNEL_MAX_MESSAGE];

bool message_emit(const struct guest_message *message)
{
	size_t len;

	return guest_message_encode(message, buffer, sizeof(buffer), &len) && io_emit(buffer, len);
}

void message_fault(void)
{
	const struct fault *f = &the_fault;
	struct guest_message message = { .kind = GUEST_MESSAGE_ERROR };

	message.error = (struct guest_error){
		.structure = f->structure,
		.field = f->field,
		.reason = f->reason,
		.fault = f->fault,
		.offset = f->offset,
		.value = f->value,
		.disk = f->disk,
		.detail = { f->detail, f->len_detail },
		.code = f->code,
		.extra = f->extra,
		.num_extra = f->num_extra,
	};
	if (!message_emit(&message))
		__builtin_trap();	/* a fault is always short */
}
