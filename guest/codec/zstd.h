/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_ZSTD_H
#define CODEC_ZSTD_H
/*
 * zstd frames, as qcow2 keeps compressed clusters. What is written is what qemu writes: level 3,
 * with the content's size and without a checksum. Memory comes from the arena, once.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"

struct zstd_packer {
	struct ZSTD_CCtx_s *state;
};

struct zstd_unpacker {
	struct ZSTD_DCtx_s *state;
};

/* False: a guest has no such memory, and the fault is recorded. */
MUST_CHECK bool zstd_packer_init(struct zstd_packer *z);
MUST_CHECK bool zstd_unpacker_init(struct zstd_unpacker *z);

/* Bytes of the frame, 0 when it does not fit into `max`. */
size_t zstd_pack(struct zstd_packer *z, const uint8_t *in, size_t len, uint8_t *out, size_t max);

/*
 * Exactly `len` bytes out of the frames that `in` starts with, one or several; what follows them is
 * not looked at. False: a frame is broken, or they hold something else than `len` bytes.
 */
MUST_CHECK bool zstd_unpack(struct zstd_unpacker *z, const uint8_t *in, size_t len_in, uint8_t *out,
			    size_t len);

#endif
