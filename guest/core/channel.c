/* SPDX-License-Identifier: Apache-2.0 */
/* Frames for the host (specs/abi/channel.ksy). The host empties the channel at every doorbell,
 * whatever it was rung for. */
#include "core.h"
#include "base/mem.h"

void channel_flush(void)
{
	if (channel_state()->len_used != 0)
		doorbell(BOOT_DOORBELL_CHANNEL);
}

_Static_assert(CHANNEL_MAX_MESSAGE + CHANNEL_LEN_PREFIX <= MEMORY_LEN_CHANNEL,
	       "an empty channel takes any message");

void channel_emit(const uint8_t *message, uint64_t length)
{
	struct channel_state *state = channel_state();

	if (length > CHANNEL_MAX_MESSAGE)
		core_panic(PANIC_REASON_MESSAGE_TOO_LONG, length);
	if (state->len_used + CHANNEL_LEN_PREFIX + length > CHANNEL_LEN_BATCH)
		channel_flush();

	uint8_t *frame = guest_at(MEMORY_OFS_CHANNEL + state->len_used);
	uint32_t prefix = (uint32_t)length;

	memcpy(frame, &prefix, CHANNEL_LEN_PREFIX);
	memcpy(frame + CHANNEL_LEN_PREFIX, message, length);
	state->len_used += CHANNEL_LEN_PREFIX + prefix;
}
