/* SPDX-License-Identifier: Apache-2.0 */
/* Both codecs there and back, in the guest. */
#include <string.h>

#include "codec/codec.h"
#include "io/io.h"
#include "io/op.h"

#define CLUSTER (2u << 20)

struct buffers {
	uint8_t *in, *stream, *out;
};

static bool same(struct buffers *b)
{
	bool is_same = memcmp(b->in, b->out, CLUSTER) == 0;

	memset(b->out, 0, CLUSTER);
	return is_same;
}

static bool try(const struct encoder *encoder, const struct decoder *decoder, struct buffers *b)
{
	void *packs = encoder->make(), *unpacks = decoder->make();
	size_t len;

	if (!packs || !unpacks)
		return false;
	len = encoder->pack(packs, b->in, CLUSTER, b->stream, CLUSTER - 1);
	return len && decoder->unpack(unpacks, b->stream, len, b->out, CLUSTER) && same(b);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct buffers b = { io_alloc(CLUSTER, 64), io_alloc(CLUSTER, 64),
			     io_alloc(CLUSTER + DECODER_SLACK, 64) };

	(void)bytes;
	(void)len;
	if (!b.in || !b.stream || !b.out)
		return false;
	for (uint32_t i = 0; i < CLUSTER; i++)
		b.in[i] = (uint8_t)((i * i) >> 9);
	return try(&deflate_encoder, &deflate_decoder, &b) && try(&zstd_encoder, &zstd_decoder, &b);
}
