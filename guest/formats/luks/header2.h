/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_HEADER2_H
#define FORMATS_LUKS_HEADER2_H
/* The two headers of LUKS version 2. */
#include "base/json.h"
#include "generated/luks.h"
#include "stages/image.h"

/* Whether what begins there has that magic, one of LUKS_HEADER2_MAGIC_*. */
bool luks_has_magic2(const uint8_t *start, uint32_t magic);

/* The hash of a header and its JSON area, which are at `bytes`. */
void luks_sum2(const uint8_t *bytes, uint64_t len, enum hash_algorithm algorithm, uint8_t *digest);

/* A header that can be used, and its text, which is JSON. */
struct luks_volume2 {
	struct luks_header2 header;
	struct json text;
	uint64_t place;
};

/*
 * The newer of those headers that are sound, wherever the copy is. False: there is none, and a
 * fault that says what is wrong with the first if that has the magic. *is_volume: there is one.
 */
MUST_CHECK bool luks_read2(struct image *img, struct luks_volume2 *v, bool *is_volume);

#endif
