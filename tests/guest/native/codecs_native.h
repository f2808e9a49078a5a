/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODECS_NATIVE_H
#define CODECS_NATIVE_H
/*
 * The guest's codecs for callers from outside: memory from the heap, one context for each call. As
 * codec/codec.h; true is 1, false is 0.
 */
#include <stddef.h>
#include <stdint.h>

size_t codec_deflate(const uint8_t *in, size_t len, uint8_t *out, size_t max);
size_t codec_inflate(const uint8_t *in, size_t len_in, uint8_t *out, size_t len);
size_t codec_zlib(const uint8_t *in, size_t len_in, uint8_t *out, size_t len);
size_t codec_zstd_pack(const uint8_t *in, size_t len, uint8_t *out, size_t max);
size_t codec_zstd_unpack(const uint8_t *in, size_t len_in, uint8_t *out, size_t len);

#endif
