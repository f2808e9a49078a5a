/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/cloop.ksy spec=0b65e325 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "cloop.h"

enum parse_status cloop_header_parse(struct parse_in *in, struct cloop_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < CLOOP_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_CLOOP_HEADER);

	if (!bytes_eq(
		    p,
		    "#!/bin/sh\012#V2.0 Format\012modprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\012",
		    83))
		return parse_fail(in, STRUCTURE_CLOOP_HEADER, CLOOP_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 8));

	uint32_t len_block = load_u4be(p + 128);
	uint32_t num_blocks = load_u4be(p + 132);

	__builtin_memcpy(out->script, p + 83, 45);
	out->len_block = len_block;
	out->num_blocks = num_blocks;
	return PARSE_OK;
}

void cloop_header_store(uint8_t *p, const struct cloop_header *h)
{
	__builtin_memcpy(
		p,
		"#!/bin/sh\012#V2.0 Format\012modprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\012",
		83);
	__builtin_memcpy(p + 83, h->script, 45);
	store_u4be(p + 128, h->len_block);
	store_u4be(p + 132, h->num_blocks);
}
