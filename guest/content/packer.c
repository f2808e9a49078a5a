/* SPDX-License-Identifier: Apache-2.0 */
#include "packer.h"

#include "base/parse.h"
#include "generated/structures.h"
#include "generated/desk.h"
#include "generated/zlib.h"
#include "io/io.h"

/* A stream of what cannot be compressed is longer than that: a few bytes for each stored block, of
 * which none is shorter than this. */
#define BLOCK 4096u
#define EXTRA 8u

uint32_t packer_longest(uint32_t len)
{
	return len + (len / BLOCK + 2) * EXTRA;
}

bool packer_open(struct packer *p, uint32_t method, uint32_t len_cluster, uint32_t len)
{
	uint32_t clusters = len / len_cluster;

	*p = (struct packer){ .method = method, .room = clusters * packer_longest(len_cluster) };
	p->packed = io_alloc(p->room, 4096);
	if (!p->packed)
		return false;
	p->encoder = method == DESK_METHOD_ZSTD ? &zstd_encoder : &deflate_encoder;
	p->state = p->encoder->make();
	return p->state != NULL;
}

/* With a header and a checksum around it. */
static uint32_t pack_zlib(struct packer *p, const uint8_t *cluster, uint32_t len, uint8_t *to)
{
	const uint32_t around = ZLIB_HEADER_SIZE + ZLIB_TRAILER_SIZE;
	size_t made = p->encoder->pack(p->state, cluster, len, to + ZLIB_HEADER_SIZE,
				       packer_longest(len) - around);

	zlib_header_store(to, ZLIB_HEADER_DEFAULT);
	zlib_trailer_store(to + ZLIB_HEADER_SIZE + made, checksum_adler32(cluster, len));
	return (uint32_t)made + around;
}

uint32_t packer_pack(struct packer *p, const uint8_t *cluster, uint32_t len, const uint8_t **packed)
{
	uint8_t *to = p->packed + p->used;
	uint32_t made;

	if (p->method == DESK_METHOD_ZLIB)
		made = pack_zlib(p, cluster, len, to);
	else
		made = (uint32_t)p->encoder->pack(p->state, cluster, len, to, len - 1);
	*packed = to;
	p->used += made;
	return made;
}
