/* SPDX-License-Identifier: Apache-2.0 */
#include "codec.h"

#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include "io/io.h"

#define LEVEL	  3
#define ALIGNMENT 64u

static void *make_compressor(void)
{
	size_t size = ZSTD_estimateCCtxSize(LEVEL);
	void *memory = io_alloc(size, ALIGNMENT);
	ZSTD_CCtx *state = memory ? ZSTD_initStaticCCtx(memory, size) : NULL;

	/* A static context starts with all parameters zero, which names no content size. */
	if (!state || ZSTD_isError(ZSTD_CCtx_reset(state, ZSTD_reset_session_and_parameters)) ||
	    ZSTD_isError(ZSTD_CCtx_setParameter(state, ZSTD_c_compressionLevel, LEVEL)))
		return NULL;
	return state;
}

static size_t pack(void *state, const uint8_t *in, size_t len, uint8_t *out, size_t max)
{
	size_t made = ZSTD_compress2(state, out, max, in, len);

	return ZSTD_isError(made) ? 0 : made;
}

const struct encoder zstd_encoder = { make_compressor, pack };

static void *make_decompressor(void)
{
	size_t size = ZSTD_estimateDCtxSize();
	void *memory = io_alloc(size, ALIGNMENT);

	return memory ? ZSTD_initStaticDCtx(memory, size) : NULL;
}

static bool unpack(void *state, const uint8_t *in, size_t len_in, uint8_t *out, size_t len)
{
	size_t done = 0;

	while (done < len) {
		size_t frame = ZSTD_findFrameCompressedSize(in, len_in), made;

		if (ZSTD_isError(frame) || frame == 0)
			return false;
		made = ZSTD_decompressDCtx(state, out + done, len - done, in, frame);
		if (ZSTD_isError(made))
			return false;
		done += made;
		in += frame;
		len_in -= frame;
	}
	return true;
}

const struct decoder zstd_decoder = { make_decompressor, unpack };
