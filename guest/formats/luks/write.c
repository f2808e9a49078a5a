/* SPDX-License-Identifier: Apache-2.0 */
/* A new LUKS volume: header and key material, then the disk, each sector encrypted in its place. */
#include "new_header.h"

#include "base/mem.h"
#include "base/random.h"
#include "formats/refusals.h"
#include "formats/sealing.h"
#include "io/io.h"
#include "io/writer.h"
#include "layout.h"

struct new_luks {
	struct luks_layout layout;
	struct sealing sealing;
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
	w->is_noise = true;
	random_begin(&r, w->entropy);
	l->sealing.has_key = true;
	return target_reserve(w->disk, w->options->preallocation, 0, w->end) && writer_drain() &&
	       luks_put_header(w, 0, &r, &l->sealing.cipher.sectors);
}

static bool put(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len)
{
	struct new_luks *l = w->state;
	uint64_t at = l->layout.ofs_payload + pos, end = at + align_up(len, SECTORS_SIZE);

	if (end > w->end)
		w->end = end;
	return sealing_put(&l->sealing, w->disk, pos, at, data, len);
}

static bool zero(struct writer *w, uint64_t pos, uint64_t len)
{
	return target_put_zeros(w, pos, len);
}

static bool end(struct writer *w)
{
	return writer_finish(w->disk, w->end);
}

const struct target_writer writer_luks = {
	.format = SOURCE_FORMAT_LUKS,
	.begin = begin,
	.put = put,
	.zero = zero,
	.end = end,
};
