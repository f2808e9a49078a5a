/* SPDX-License-Identifier: Apache-2.0 */
#include "codecs_native.h"

#include <stdlib.h>

#include "codec/deflate.h"
#include "codec/zstd.h"
#include "io/io.h"

#define MAX_ALLOCATIONS 8u

static void *taken[MAX_ALLOCATIONS];
static unsigned num_taken;

void *io_alloc(size_t size, size_t align)
{
	if (num_taken == MAX_ALLOCATIONS)
		abort();
	return taken[num_taken++] = aligned_alloc(align, (size + align - 1) / align * align);
}

static size_t done(size_t result)
{
	while (num_taken > 0)
		free(taken[--num_taken]);
	return result;
}

size_t codec_deflate(const uint8_t *in, size_t len, uint8_t *out, size_t max)
{
	struct deflater d;

	return done(deflater_init(&d) ? deflate_pack(&d, in, len, out, max) : 0);
}

size_t codec_inflate(const uint8_t *in, size_t len_in, uint8_t *out, size_t len)
{
	struct inflater d;

	return done(inflater_init(&d) && inflate_unpack(&d, in, len_in, out, len));
}

size_t codec_zstd_pack(const uint8_t *in, size_t len, uint8_t *out, size_t max)
{
	struct zstd_packer z;

	return done(zstd_packer_init(&z) ? zstd_pack(&z, in, len, out, max) : 0);
}

size_t codec_zstd_unpack(const uint8_t *in, size_t len_in, uint8_t *out, size_t len)
{
	struct zstd_unpacker z;

	return done(zstd_unpacker_init(&z) && zstd_unpack(&z, in, len_in, out, len));
}
