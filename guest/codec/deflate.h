/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_DEFLATE_H
#define CODEC_DEFLATE_H
/*
 * Raw deflate streams, as qcow2, VMDK and qcow1 keep compressed clusters, by libdeflate. Streams of
 * any window are read; those written have a window of 4 KiB, as qemu's, since some readers inflate
 * with no more. Memory comes from the arena, once.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"

struct libdeflate_compressor;
struct libdeflate_decompressor;

struct deflater {
	struct libdeflate_compressor *state;
};

struct inflater {
	struct libdeflate_decompressor *state;
};

/* So much room after the end of what is inflated, where a stream may hold more than is wanted of
 * it: the longest stored block. */
#define INFLATE_SLACK 65536u

/* False: a guest has no such memory, and the fault is recorded. */
MUST_CHECK bool deflater_init(struct deflater *d);
MUST_CHECK bool inflater_init(struct inflater *d);

/* Bytes of the stream, 0 when it does not fit into `max`. */
size_t deflate_pack(struct deflater *d, const uint8_t *in, size_t len, uint8_t *out, size_t max);

/*
 * The first `len` bytes that a stream holds; `out` has INFLATE_SLACK bytes more. What follows the
 * stream in `in` is not looked at, what it holds beyond `len` is dropped, as in qemu. False: the
 * stream is broken or holds less.
 */
MUST_CHECK bool inflate_unpack(struct inflater *d, const uint8_t *in, size_t len_in, uint8_t *out,
			       size_t len);

#endif
