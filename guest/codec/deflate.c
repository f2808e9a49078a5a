/* SPDX-License-Identifier: Apache-2.0 */
#include "deflate.h"

#include <libdeflate.h>

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

bool deflater_init(struct deflater *d)
{
	d->state = libdeflate_alloc_compressor_ex(LEVEL, &options);
	return d->state != NULL;
}

bool inflater_init(struct inflater *d)
{
	d->state = libdeflate_alloc_decompressor_ex(&options);
	return d->state != NULL;
}

size_t deflate_pack(struct deflater *d, const uint8_t *in, size_t len, uint8_t *out, size_t max)
{
	return libdeflate_deflate_compress(d->state, in, len, out, max);
}

bool inflate_unpack(struct inflater *d, const uint8_t *in, size_t len_in, uint8_t *out, size_t len)
{
	size_t made = 0;
	enum libdeflate_result result = libdeflate_deflate_decompress(d->state, in, len_in, out,
								      len + INFLATE_SLACK, &made);

	/* No room left: what is wanted, and some of the slack, is there. */
	return result == LIBDEFLATE_INSUFFICIENT_SPACE ||
	       (result == LIBDEFLATE_SUCCESS && made >= len);
}
