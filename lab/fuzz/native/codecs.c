/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The codecs: which one and how much is wanted of it, then bytes. They are unpacked as if they were
 * a stream, which ends in an answer that depends on nothing else, and packed, after which they come
 * back.
 */
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "codec/codec.h"
#include "codecs_native.h"

#define WANTED_STEP 257u /* from 0 to 64 KiB and more: clusters, and what lies between them */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct codec {
	size_t (*pack)(const uint8_t *in, size_t len, uint8_t *out, size_t max);
	size_t (*unpack)(const uint8_t *in, size_t len_in, uint8_t *out, size_t len);
	size_t slack; /* after what is unpacked */
};

static const struct codec codecs[] = {
	{ codec_deflate, codec_inflate, DECODER_SLACK },
	{ codec_zstd_pack, codec_zstd_unpack, 0 },
};

/* A copy that ends where its memory does. */
static uint8_t *exactly(const uint8_t *bytes, size_t len)
{
	uint8_t *out = malloc(len);

	require(out != NULL, "no memory");
	memcpy(out, bytes, len);
	return out;
}

/* Memory that ends with what may be written, every byte of it `fill`. */
static uint8_t *room(size_t len, uint8_t fill)
{
	uint8_t *out = malloc(len + 1);

	require(out != NULL, "no memory");
	memset(out, fill, len + 1);
	return out;
}

static void unpack(const struct codec *codec, const uint8_t *bytes, size_t len, size_t wanted)
{
	uint8_t *in = exactly(bytes, len), *out[2];
	size_t answer[2];

	for (unsigned i = 0; i < 2; i++) {
		out[i] = room(wanted + codec->slack, i ? 0x5a : 0xa5);
		answer[i] = codec->unpack(in, len, out[i], wanted);
		require(out[i][wanted + codec->slack] == (i ? 0x5a : 0xa5), "written past the end");
	}
	require(answer[0] == answer[1], "the same stream has two answers");
	require(!answer[0] || memcmp(out[0], out[1], wanted) == 0, "bytes that are in no stream");
	free(out[0]);
	free(out[1]);
	free(in);
}

/* Whether it fits; what fits comes back. */
static bool comes_back(const struct codec *codec, const uint8_t *bytes, size_t len, size_t max)
{
	uint8_t *in = exactly(bytes, len), *packed = room(max, 0), *out;
	size_t made = codec->pack(in, len, packed, max);

	require(made <= max && packed[max] == 0, "written past the end");
	if (made) {
		uint8_t *stream = exactly(packed, made);

		out = room(len + codec->slack, 0);
		require(codec->unpack(stream, made, out, len), "what was packed is no stream");
		require(memcmp(out, bytes, len) == 0, "other bytes come back");
		free(out);
		free(stream);
	}
	free(packed);
	free(in);
	return made != 0;
}

/* What no compression makes smaller, and the framing around it. */
static size_t enough(size_t len)
{
	return len + len / 16 + 256;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct codec *codec;

	if (size < 2)
		return 0;
	codec = &codecs[data[0] % 2];
	unpack(codec, data + 2, size - 2, data[1] * WANTED_STEP);
	if (data[0] & 2)
		return 0; /* a stream, of which nothing else is asked */
	require(comes_back(codec, data + 2, size - 2, enough(size - 2)), "enough room is not");
	comes_back(codec, data + 2, size - 2, data[1]);
	return 0;
}
