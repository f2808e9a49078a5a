/* SPDX-License-Identifier: Apache-2.0 */
#include "pieces.h"

#include "base/fault.h"
#include "generated/guest_message.h"
#include "generated/structures.h"
#include "io/io.h"
#include "io/message.h"
#include "io/writer.h"

#define NONE UINT64_MAX

bool pieces_fit(uint32_t len_unit)
{
	return len_unit >= DESK_LEN_CHUNK / PIECES_MAX && len_unit <= DESK_LEN_CHUNK &&
	       (len_unit & (len_unit - 1)) == 0;
}

bool pieces_open(struct pieces *p, uint32_t disk, uint32_t method, uint32_t len_unit,
		 uint32_t longest, bool keep)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_WORK,
					 .work = { .method = method, .len_unit = len_unit } };

	*p = (struct pieces){
		.disk = disk, .len_unit = len_unit, .longest = longest, .chunk = NONE
	};
	p->table = io_alloc(DESK_OFS_BYTES, 4096);
	if (keep)
		p->bytes = io_alloc(DESK_LEN_BYTES, 4096);
	return p->table && (p->bytes || !keep) && message_emit(&message);
}

static uint32_t len_table(const struct pieces *p)
{
	return DESK_LEN_CHUNK / p->len_unit * DESK_PIECE_SIZE;
}

/* A piece that is not where bytes can be would have others' read for them. */
static bool get(const struct pieces *p, uint32_t at, struct desk_piece *piece)
{
	struct parse_in in =
		parse_input(p->table + at, DESK_PIECE_SIZE, p->chunk * DESK_LEN_STRIDE + at);

	if (desk_piece_parse(&in, piece) != PARSE_OK)
		return fault_parse(p->disk, &in);
	if (piece->len_piece > p->longest || piece->len_piece > DESK_LEN_BYTES - piece->start)
		return fault_raise(p->disk, FAULT_DESK_PIECE_OUT_OF_PLACE, in.base,
				   piece->len_piece);
	return true;
}

/* How many bytes the pieces have together. */
static bool count(const struct pieces *p, uint32_t *end)
{
	*end = 0;
	for (uint32_t at = 0; at < len_table(p); at += DESK_PIECE_SIZE) {
		struct desk_piece piece;

		if (!get(p, at, &piece))
			return false;
		if (piece.start + piece.len_piece > *end)
			*end = piece.start + piece.len_piece;
	}
	return true;
}

static bool load(struct pieces *p, uint64_t chunk)
{
	uint64_t place = chunk * DESK_LEN_STRIDE;
	uint32_t end;

	p->chunk = NONE;
	if ((p->bytes && !writer_drain()) || !io_read(p->disk, place, p->table, len_table(p)))
		return false;
	p->chunk = chunk;
	if (!p->bytes)
		return true;
	return count(p, &end) &&
	       (end == 0 || io_read(p->disk, place + DESK_OFS_BYTES, p->bytes, end));
}

bool pieces_find(struct pieces *p, uint64_t pos, struct desk_piece *piece)
{
	uint64_t chunk = pos / DESK_LEN_CHUNK;
	uint32_t unit = (uint32_t)(pos % DESK_LEN_CHUNK) / p->len_unit;

	if (chunk != p->chunk && !load(p, chunk))
		return false;
	return get(p, unit * DESK_PIECE_SIZE, piece);
}

uint64_t pieces_place(const struct pieces *p, uint64_t pos, const struct desk_piece *piece)
{
	return pos / DESK_LEN_CHUNK * DESK_LEN_STRIDE + DESK_OFS_BYTES + piece->start +
	       pos % p->len_unit;
}
