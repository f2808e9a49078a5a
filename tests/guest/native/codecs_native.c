/* SPDX-License-Identifier: Apache-2.0 */
#include "codecs_native.h"

#include <stdlib.h>

#include "codec/codec.h"
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

static size_t pack(const struct encoder *encoder, const uint8_t *in, size_t len, uint8_t *out,
		   size_t max)
{
	void *state = encoder->make();

	return done(state ? encoder->pack(state, in, len, out, max) : 0);
}

static size_t unpack(const struct decoder *decoder, const uint8_t *in, size_t len_in, uint8_t *out,
		     size_t len)
{
	void *state = decoder->make();

	return done(state && decoder->unpack(state, in, len_in, out, len));
}

size_t codec_deflate(const uint8_t *in, size_t len, uint8_t *out, size_t max)
{
	return pack(&deflate_encoder, in, len, out, max);
}

size_t codec_inflate(const uint8_t *in, size_t len_in, uint8_t *out, size_t len)
{
	return unpack(&deflate_decoder, in, len_in, out, len);
}

size_t codec_zlib(const uint8_t *in, size_t len_in, uint8_t *out, size_t len)
{
	return unpack(&zlib_decoder, in, len_in, out, len);
}

size_t codec_zstd_pack(const uint8_t *in, size_t len, uint8_t *out, size_t max)
{
	return pack(&zstd_encoder, in, len, out, max);
}

size_t codec_zstd_unpack(const uint8_t *in, size_t len_in, uint8_t *out, size_t len)
{
	return unpack(&zstd_decoder, in, len_in, out, len);
}
