/* SPDX-License-Identifier: Apache-2.0 */
#include "codec.h"

#include <libdeflate.h>

#include "generated/zlib.h"
#include "io/io.h"

/* Of 1 to 12: at 4 KiB of window about qemu's ratio (zlib level 6), at 3.7 times its speed. */
#define LEVEL 4

#define ALIGNMENT 64u

static void *take(size_t size)
{
	return io_alloc(size, ALIGNMENT);
}

/* The arena is given back as a whole. */
static void give_back(void *memory)
{
	(void)memory;
}

static const struct libdeflate_options options = {
	.sizeof_options = sizeof(options),
	.malloc_func = take,
	.free_func = give_back,
};

static void *make_compressor(void)
{
	return libdeflate_alloc_compressor_ex(LEVEL, &options);
}

static size_t pack(void *state, const uint8_t *in, size_t len, uint8_t *out, size_t max)
{
	return libdeflate_deflate_compress(state, in, len, out, max);
}

const struct encoder deflate_encoder = { make_compressor, pack };

static void *make_decompressor(void)
{
	return libdeflate_alloc_decompressor_ex(&options);
}

static bool unpack(void *state, const uint8_t *in, size_t len_in, uint8_t *out, size_t len)
{
	size_t made = 0;
	enum libdeflate_result result =
		libdeflate_deflate_decompress(state, in, len_in, out, len + DECODER_SLACK, &made);

	/* No room left: what is wanted, and some of the slack, is there. */
	return result == LIBDEFLATE_INSUFFICIENT_SPACE ||
	       (result == LIBDEFLATE_SUCCESS && made >= len);
}

const struct decoder deflate_decoder = { make_decompressor, unpack };

static bool unpack_zlib(void *state, const uint8_t *in, size_t len_in, uint8_t *out, size_t len)
{
	const size_t around = ZLIB_HEADER_SIZE + ZLIB_TRAILER_SIZE;
	size_t used, made;
	uint32_t checksum;

	if (len_in < around || !zlib_header_is_sound(zlib_header_load(in)) ||
	    libdeflate_deflate_decompress_ex(state, in + ZLIB_HEADER_SIZE, len_in - around, out,
					     len, &used, &made) != LIBDEFLATE_SUCCESS)
		return false;
	checksum = zlib_trailer_checksum(zlib_trailer_load(in + ZLIB_HEADER_SIZE + used));
	return made == len && checksum == checksum_adler32(out, len);
}

const struct decoder zlib_decoder = { make_decompressor, unpack_zlib };
