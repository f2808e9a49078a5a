/* SPDX-License-Identifier: Apache-2.0 */
#include "streams.h"

#include "base/fault.h"
#include "base/mem.h"
#include "generated/structures.h"
#include "io/io.h"

static const struct decoder *ready(struct streams *s, uint32_t method, void **state)
{
	static const struct decoder *const decoders[NUM_STREAM_METHODS] = {
		[STREAM_DEFLATE] = &deflate_decoder,
		[STREAM_ZSTD] = &zstd_decoder,
		[STREAM_ZLIB] = &zlib_decoder,
	};

	if (!s->cluster)
		s->cluster = io_alloc(s->len_cluster + DECODER_SLACK, 4096);
	if (!s->cluster)
		return NULL;
	if (!s->states[method])
		s->states[method] = decoders[method]->make();
	*state = s->states[method];
	return *state ? decoders[method] : NULL;
}

static bool unpack(struct streams *s, const struct decoder *decoder, void *state,
		   const struct unpacking *u)
{
	uint32_t at = 0, len = u->len;

	if (u->img->format->unwrap &&
	    !u->img->format->unwrap(u->img, &u->stream, u->bytes, u->len, &at, &len))
		return false;
	return decoder->unpack(state, u->bytes + at, len, s->cluster, u->stream.len);
}

bool streams_unpack(struct streams *s, const struct unpacking *u)
{
	void *state;
	const struct decoder *decoder = ready(s, u->stream.method, &state);

	if (!decoder)
		return false;
	if (s->bytes != u->bytes) {
		s->bytes = NULL;
		if (!unpack(s, decoder, state, u))
			return fault_raise(u->img->disk, FAULT_SOURCE_OPTIONS_STREAM_BROKEN,
					   u->stream.offset, u->stream.start);
		s->bytes = u->bytes;
	}
	memcpy(u->to, s->cluster + u->skip, u->wanted);
	return true;
}
