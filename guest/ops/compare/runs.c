/* SPDX-License-Identifier: Apache-2.0 */
#include "runs.h"

#include "base/fault.h"
#include "generated/channel.h"
#include "io/io.h"
#include "io/message.h"

#define BATCH_RECORDS 4096u

_Static_assert(BATCH_RECORDS *EXTENT_RECORD_SIZE < CHANNEL_MAX_MESSAGE / 2,
	       "a batch must fit a message");

bool runs_open(struct runs *r, struct feed *feed)
{
	r->feed = feed;
	r->batch = io_alloc(BATCH_RECORDS * sizeof(*r->batch), _Alignof(struct extent_record));
	return r->batch != NULL;
}

bool runs_send(struct runs *r, uint64_t pos, uint64_t *end)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_EXTENTS };
	size_t num = 0;

	for (; pos < r->feed->size && num < BATCH_RECORDS; pos += r->batch[num++].length)
		if (!feed_status(r->feed, pos, &r->batch[num]))
			break;
	*end = pos;
	if (num == 0)
		return false;
	fault_clear(); /* it is met again where the next ones begin */
	message.extents.records =
		(struct bytes_view){ (const uint8_t *)r->batch, num * sizeof(r->batch[0]) };
	return message_emit(&message);
}
