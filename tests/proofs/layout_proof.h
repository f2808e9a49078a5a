/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAYOUT_PROOF_H
#define LAYOUT_PROOF_H
/*
 * What the proofs of layouts share: for every request and every size, the parts of a new image
 * follow each other without a byte in common, the last of them ends where the file does, and that
 * is what measure says of an empty disk. That nothing overflows is checked on the way.
 */
#include "size_proof.h"

enum target_error cost_close(struct cost *cost)
{
	PROVE(is_sound(cost), "the cost is sound");
	return TARGET_ERROR_OK;
}

/* A part of the file: from `at` on, `len` bytes. */
static inline void part(uint64_t *end, uint64_t at, uint64_t len)
{
	PROVE(at >= *end, "no part begins in another");
	PROVE(len <= TARGET_MAX_SIZE && at <= TARGET_MAX_SIZE - len, "a file can be so long");
	*end = at + len;
}

#endif
