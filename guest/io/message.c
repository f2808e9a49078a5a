/* SPDX-License-Identifier: Apache-2.0 */
#include "message.h"

#include "base/fault.h"
#include "generated/channel.h"
#include "io.h"

#define PROGRESS_STEPS 200u /* as many progress messages reach the host at most */
#define LOG_LEVEL_NOTE 1u

/*
 * Not on the stack, and not from the arena: the fault to report may be that there is no more. Few
 * messages are longer: those of an image with thousands of snapshots or bitmaps.
 */
static uint8_t buffer[1u << 16];

static bool emit_long(const struct guest_message *message)
{
	size_t mark = io_mark(), len;
	uint8_t *memory = io_alloc(CHANNEL_MAX_MESSAGE, 1);
	bool ok = memory != NULL &&
		  guest_message_encode(message, memory, CHANNEL_MAX_MESSAGE, &len) &&
		  io_emit(memory, len);

	io_release(mark);
	return ok;
}

bool message_emit(const struct guest_message *message)
{
	size_t len;

	if (guest_message_encode(message, buffer, sizeof(buffer), &len))
		return io_emit(buffer, len);
	return emit_long(message);
}

struct guest_error message_error(const struct fault *f)
{
	return (struct guest_error){
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
		.place = f->place,
	};
}

static void emit_short(const struct guest_message *message)
{
	if (!message_emit(message))
		__builtin_trap(); /* a fault is always short, and so are our own texts */
}

void message_fault(void)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_ERROR,
					 .error = message_error(&the_fault) };

	emit_short(&message);
}

void message_log_fault(void)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_LOG };

	message.log.has_error = true;
	message.log.error = message_error(&the_fault);
	emit_short(&message);
	fault_clear();
}

void message_log(const char *text)
{
	size_t len = 0;

	while (text[len] != '\0')
		len++;

	struct guest_message message = {
		.kind = GUEST_MESSAGE_LOG,
		.log = { .level = LOG_LEVEL_NOTE, .text = { (const uint8_t *)text, len } },
	};

	emit_short(&message);
}

/* Those who watch progress want it now, so each step that is reported costs a doorbell. */
void message_progress(uint64_t done, uint64_t total)
{
	static uint64_t last_step;
	uint64_t step = total / PROGRESS_STEPS != 0 ? done / (total / PROGRESS_STEPS) : done;
	struct guest_message message = { .kind = GUEST_MESSAGE_PROGRESS,
					 .progress = { .done = done, .total = total } };

	if (step <= last_step)
		return;
	last_step = step;
	if (message_emit(&message))
		io_flush_messages();
}
