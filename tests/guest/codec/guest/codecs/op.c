/* SPDX-License-Identifier: Apache-2.0 */
/* Both codecs there and back, in the guest. */
#include <string.h>

#include "codec/deflate.h"
#include "codec/zstd.h"
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

static bool try_deflate(struct buffers *b)
{
	struct deflater d;
	struct inflater i;
	size_t len;

	if (!deflater_init(&d) || !inflater_init(&i))
		return false;
	len = deflate_pack(&d, b->in, CLUSTER, b->stream, CLUSTER - 1);
	return len && inflate_unpack(&i, b->stream, len, b->out, CLUSTER) && same(b);
}

static bool try_zstd(struct buffers *b)
{
	struct zstd_packer p;
	struct zstd_unpacker u;
	size_t len;

	if (!zstd_packer_init(&p) || !zstd_unpacker_init(&u))
		return false;
	len = zstd_pack(&p, b->in, CLUSTER, b->stream, CLUSTER - 1);
	return len && zstd_unpack(&u, b->stream, len, b->out, CLUSTER) && same(b);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct buffers b = { io_alloc(CLUSTER, 64), io_alloc(CLUSTER, 64),
			     io_alloc(CLUSTER + INFLATE_SLACK, 64) };

	(void)bytes;
	(void)len;
	if (!b.in || !b.stream || !b.out)
		return false;
	for (uint32_t i = 0; i < CLUSTER; i++)
		b.in[i] = (uint8_t)((i * i) >> 9);
	return try_deflate(&b) && try_zstd(&b);
}
