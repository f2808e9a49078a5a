/* SPDX-License-Identifier: Apache-2.0 */
#include "streams.h"

#include "base/fault.h"
#include "base/mem.h"
#include "generated/structures.h"
#include "io/io.h"

bool streams_open(struct streams *s, uint32_t len_cluster)
{
	*s = (struct streams){ .cluster = io_alloc(len_cluster + INFLATE_SLACK, 4096) };
	return s->cluster != NULL;
}

static bool get_ready(struct streams *s, uint32_t method)
{
	if (method == STREAM_ZSTD) {
		s->unpacks = s->unpacks || zstd_unpacker_init(&s->unpacker);
		return s->unpacks;
	}
	s->inflates = s->inflates || inflater_init(&s->inflater);
	return s->inflates;
}

static bool unpack(struct streams *s, const struct unpacking *u)
{
	uint32_t at = 0, len = u->len;

	if (u->img->format->unwrap &&
	    !u->img->format->unwrap(u->img, &u->stream, u->bytes, u->len, &at, &len))
		return false;
	if (u->stream.method == STREAM_ZSTD)
		return zstd_unpack(&s->unpacker, u->bytes + at, len, s->cluster, u->stream.len);
	return inflate_unpack(&s->inflater, u->bytes + at, len, s->cluster, u->stream.len);
}

bool streams_unpack(struct streams *s, const struct unpacking *u)
{
	if (!get_ready(s, u->stream.method))
		return false;
	if (s->bytes != u->bytes) {
		s->bytes = NULL;
		if (!unpack(s, u))
			return fault_raise(u->img->disk, FAULT_SOURCE_OPTIONS_STREAM_BROKEN,
					   u->stream.offset, u->stream.start);
		s->bytes = u->bytes;
	}
	memcpy(u->to, s->cluster + u->skip, u->wanted);
	return true;
}
