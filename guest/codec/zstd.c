/* SPDX-License-Identifier: Apache-2.0 */
#include "zstd.h"

#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include "io/io.h"

#define LEVEL	  3
#define ALIGNMENT 64u

bool zstd_packer_init(struct zstd_packer *z)
{
	size_t size = ZSTD_estimateCCtxSize(LEVEL);
	void *memory = io_alloc(size, ALIGNMENT);

	z->state = memory ? ZSTD_initStaticCCtx(memory, size) : NULL;
	/* A static context starts with all parameters zero, which names no content size. */
	return z->state &&
	       !ZSTD_isError(ZSTD_CCtx_reset(z->state, ZSTD_reset_session_and_parameters)) &&
	       !ZSTD_isError(ZSTD_CCtx_setParameter(z->state, ZSTD_c_compressionLevel, LEVEL));
}

bool zstd_unpacker_init(struct zstd_unpacker *z)
{
	size_t size = ZSTD_estimateDCtxSize();
	void *memory = io_alloc(size, ALIGNMENT);

	z->state = memory ? ZSTD_initStaticDCtx(memory, size) : NULL;
	return z->state != NULL;
}

size_t zstd_pack(struct zstd_packer *z, const uint8_t *in, size_t len, uint8_t *out, size_t max)
{
	size_t made = ZSTD_compress2(z->state, out, max, in, len);

	return ZSTD_isError(made) ? 0 : made;
}

bool zstd_unpack(struct zstd_unpacker *z, const uint8_t *in, size_t len_in, uint8_t *out,
		 size_t len)
{
	size_t done = 0;

	while (done < len) {
		size_t frame = ZSTD_findFrameCompressedSize(in, len_in), made;

		if (ZSTD_isError(frame) || frame == 0)
			return false;
		made = ZSTD_decompressDCtx(z->state, out + done, len - done, in, frame);
		if (ZSTD_isError(made))
			return false;
		done += made;
		in += frame;
		len_in -= frame;
	}
	return true;
}
