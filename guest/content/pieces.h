/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PIECES_H
#define PIECES_H
/* What workers made of the disk's units, as the guest that lays out finds it on their desk. */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"
#include "generated/desk.h"

#define PIECES_MAX (DESK_OFS_BYTES / DESK_PIECE_SIZE) /* of a chunk */

struct pieces {
	uint32_t disk; /* the desk */
	uint32_t len_unit;
	uint32_t longest; /* of a piece */
	uint64_t chunk;	  /* whose pieces are here */
	uint8_t *table;
	uint8_t *bytes; /* of that chunk; NULL: they are read where they are wanted */
};

/* Whether units of so many bytes can be given to workers. */
bool pieces_fit(uint32_t len_unit);

/* Have workers begin. No piece is longer than `longest`. `keep` says that each chunk's bytes are
 * kept here. */
MUST_CHECK bool pieces_open(struct pieces *p, uint32_t disk, uint32_t method, uint32_t len_unit,
			    uint32_t longest, bool keep);

/* What became of the unit that has `pos`. Where bytes are kept, those of the chunk before are gone
 * with it: what is queued of them reaches its file first. */
MUST_CHECK bool pieces_find(struct pieces *p, uint64_t pos, struct desk_piece *piece);

/* Where on the desk the bytes are that the disk has at `pos`, which is in the unit of `piece`. */
uint64_t pieces_place(const struct pieces *p, uint64_t pos, const struct desk_piece *piece);

#endif
