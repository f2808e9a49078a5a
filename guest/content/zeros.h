/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZEROS_H
#define ZEROS_H
/* Zeros in what was read, found as qemu-img finds them: which of them are written decides about the
 * bytes of the new image. */
#include <stdbool.h>
#include <stdint.h>

struct zeros {
	uint64_t least; /* bytes of the shortest run of zeros that is not written; 0: none is */
	uint64_t unit;	/* ends of runs are multiples of this on the disk */
	bool old_tails; /* ... also where the request ends */
};

/* For runs of `len_sparse` bytes, as qemu-img looks for them since 7.0, or before. */
struct zeros zeros_rule(uint32_t len_sparse, bool old_tails);

/* How many of the `len` bytes, which are at `pos` of the disk and whole sectors, are written alike;
 * *data: as data. */
uint64_t zeros_next(const struct zeros *z, const uint8_t *bytes, uint64_t len, uint64_t pos,
		    bool *data);

bool zeros_only(const uint8_t *bytes, uint64_t len);

#endif
