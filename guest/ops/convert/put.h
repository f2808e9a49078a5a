/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PUT_H
#define PUT_H
/* What was read, into the writer: as data, as zeros, or compressed. */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"

struct copy;
struct piece;

/* Where the target's unit begins that `pos` is in. */
uint64_t unit_start(const struct copy *c, uint64_t pos);
/* Where whole units end before `end`; the one in which the disk does may count as one. */
uint64_t last_unit(const struct copy *c, uint64_t end);

/* Zeros that no backing file hides. */
MUST_CHECK bool pass_zeros(struct copy *c, uint64_t pos, uint64_t len);

/* Part of a piece, from `at` on: data, or zeros. */
MUST_CHECK bool put_data(struct copy *c, const struct piece *p, uint64_t at, uint64_t len);
MUST_CHECK bool skip_zeros(struct copy *c, const struct piece *p, uint64_t at, uint64_t len);

/* A cluster that is compressed already. */
MUST_CHECK bool put_stream(struct copy *c, const struct piece *p, const uint8_t *stream,
			   uint32_t len);

/* A piece that is one cluster, compressed where the image takes that. */
MUST_CHECK bool write_cluster(struct copy *c, const struct piece *p);
/* Any other piece, with a look for zeros in it. */
MUST_CHECK bool write_piece(struct copy *c, const struct piece *p);

#endif
