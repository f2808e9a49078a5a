/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/tar.ksy spec=e8a4129e gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "tar.h"

const struct tar_string tar_strings[TAR_NUM_STRINGS] = {
	{ TAR_POSIX, 5 },
	{ TAR_KEY_PATH, 4 },
	{ TAR_KEY_SIZE, 4 },
	{ TAR_KEY_SPARSE, 11 },
};

enum parse_status tar_header_parse(struct parse_in *in, struct tar_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < TAR_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_TAR_HEADER);

	uint8_t typeflag = load_u1(p + 156);

	__builtin_memcpy(out->name, p, 100);
	__builtin_memcpy(out->mode, p + 100, 8);
	__builtin_memcpy(out->uid, p + 108, 8);
	__builtin_memcpy(out->gid, p + 116, 8);
	__builtin_memcpy(out->size, p + 124, 12);
	__builtin_memcpy(out->mtime, p + 136, 12);
	__builtin_memcpy(out->checksum, p + 148, 8);
	out->typeflag = typeflag;
	__builtin_memcpy(out->linkname, p + 157, 100);
	__builtin_memcpy(out->magic, p + 257, 6);
	__builtin_memcpy(out->version, p + 263, 2);
	__builtin_memcpy(out->uname, p + 265, 32);
	__builtin_memcpy(out->gname, p + 297, 32);
	__builtin_memcpy(out->devmajor, p + 329, 8);
	__builtin_memcpy(out->devminor, p + 337, 8);
	__builtin_memcpy(out->prefix, p + 345, 155);
	return PARSE_OK;
}

void tar_header_store(uint8_t *p, const struct tar_header *h)
{
	__builtin_memset(p, 0, TAR_HEADER_SIZE);
	__builtin_memcpy(p, h->name, 100);
	__builtin_memcpy(p + 100, h->mode, 8);
	__builtin_memcpy(p + 108, h->uid, 8);
	__builtin_memcpy(p + 116, h->gid, 8);
	__builtin_memcpy(p + 124, h->size, 12);
	__builtin_memcpy(p + 136, h->mtime, 12);
	__builtin_memcpy(p + 148, h->checksum, 8);
	store_u1(p + 156, h->typeflag);
	__builtin_memcpy(p + 157, h->linkname, 100);
	__builtin_memcpy(p + 257, h->magic, 6);
	__builtin_memcpy(p + 263, h->version, 2);
	__builtin_memcpy(p + 265, h->uname, 32);
	__builtin_memcpy(p + 297, h->gname, 32);
	__builtin_memcpy(p + 329, h->devmajor, 8);
	__builtin_memcpy(p + 337, h->devminor, 8);
	__builtin_memcpy(p + 345, h->prefix, 155);
}
