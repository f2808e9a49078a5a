/* SPDX-License-Identifier: Apache-2.0 */
/* A new LUKS volume: header and key material, then the disk, each sector encrypted in its place. */
#include "new_header.h"

#include "base/mem.h"
#include "base/random.h"
#include "formats/refusals.h"
#include "io/io.h"
#include "io/writer.h"
#include "layout.h"

#define LEN_PIECE (64u << 10)

struct new_luks {
	struct luks_layout layout;
	struct sectors cipher;
	uint8_t piece[LEN_PIECE]; /* encrypted, on its way out */
};

static bool begin(struct writer *w)
{
	struct new_luks *l = io_alloc(sizeof(*l), 8);
	enum target_error error;
	struct random r;
	uint32_t field = 0;

	if (!l)
		return false;
	w->state = l;
	error = luks_layout(w->options, w->size, &l->layout, &field);
	if (error)
		return target_refuse(w->options, w->size, error, field);
	w->end = l->layout.end;
	random_begin(&r, w->entropy);
	/* The file below preallocates: it has no tables. */
	return target_reserve(w->disk, w->options->preallocation, 0, w->end) && writer_drain() &&
	       luks_put_header(w, 0, &r, &l->cipher);
}

/* Whole sectors; zeros follow the end of a disk that is none. */
static bool put_piece(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	struct new_luks *l = w->state;
	uint32_t whole = (uint32_t)align_up(len, SECTORS_SIZE);

	memcpy(l->piece, data, len);
	memset(l->piece + len, 0, whole - len);
	sectors_encrypt(&l->cipher, pos / SECTORS_SIZE, l->piece, whole);
	if (l->layout.ofs_payload + pos + whole > w->end)
		w->end = l->layout.ofs_payload + pos + whole;
	return writer_put(w->disk, l->layout.ofs_payload + pos, l->piece, whole) && writer_drain();
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	uint32_t part;

	for (; len > 0; pos += part, data += part, len -= part) {
		part = len < LEN_PIECE ? len : LEN_PIECE;
		if (!put_piece(w, pos, data, part))
			return false;
	}
	return true;
}

static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	return target_put_zeros(w, pos, len);
}

static bool end(struct writer *w)
{
	return target_finish(w->disk, w->end);
}

const struct target_writer writer_luks = {
	.format = SOURCE_FORMAT_LUKS,
	.is_noise = true,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = end,
};
