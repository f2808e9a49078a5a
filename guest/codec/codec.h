/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_CODEC_H
#define CODEC_CODEC_H
/*
 * What compresses clusters, and what unpacks them. An operation links those it names.
 *
 *	deflate	raw streams, as qcow2, VMDK and qcow1 keep them, by libdeflate. Streams of any
 *window are read; those written have a window of 4 KiB, as qemu's, since some readers inflate with
 *no more. A stream may hold more than is wanted of it, as in qemu. zstd	frames, as qcow2
 *keeps them: one or several, of exactly what is wanted. What is written is what qemu writes: level
 *3, with the content's size and no checksum.
 *	zlib	as cloop and DMG keep them: of exactly what is wanted, whose checksum is right. Read
 *only.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"

struct encoder {
	/* What pack() works in, from the arena, to be made once. NULL: a guest has no such memory,
	 * and the fault is recorded. */
	void *(*make)(void);
	/* Bytes of the stream, 0 when it does not fit into `max`. */
	size_t (*pack)(void *state, const uint8_t *in, size_t len, uint8_t *out, size_t max);
};

/* So much room is after the end of what is unpacked: the longest stored block of deflate. */
#define DECODER_SLACK 65536u

struct decoder {
	void *(*make)(void); /* as above */
	/* The first `len` bytes that a stream holds; `out` has DECODER_SLACK bytes more. What
	 * follows the stream in `in` is not looked at. False: it is broken or holds less. */
	bool (*unpack)(void *state, const uint8_t *in, size_t len_in, uint8_t *out, size_t len);
};

extern const struct encoder deflate_encoder, zstd_encoder;
extern const struct decoder deflate_decoder, zlib_decoder, zstd_decoder;

#endif
