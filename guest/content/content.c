/* SPDX-License-Identifier: Apache-2.0 */
#include "content.h"

#include "base/arith.h"
#include "base/fault.h"
#include "base/mem.h"
#include "generated/structures.h"

#define MAX_READS	1024u
#define MAX_UNPACKINGS	4096u
#define MAX_DECRYPTIONS 4096u
#define SLACK		(2 * SOURCE_SECTOR_SIZE) /* to both sides of a stream */
#define LEN_UNIT	65536u			 /* of what workers unpack */
#define LEN_PACKED	(2 * SOURCE_LEN_PIECE + SLACK)

bool content_open(struct content *c, struct feed *feed)
{
	*c = (struct content){ .feed = feed };
	c->reads = io_alloc(MAX_READS * sizeof(*c->reads), _Alignof(struct io_read));
	c->unpackings =
		io_alloc(MAX_UNPACKINGS * sizeof(*c->unpackings), _Alignof(struct unpacking));
	c->decryptions =
		io_alloc(MAX_DECRYPTIONS * sizeof(*c->decryptions), _Alignof(struct decryption));
	c->streams.len_cluster = SOURCE_LEN_PIECE;
	return c->reads && c->unpackings && c->decryptions;
}

/* Say that a request could not be read. */
static bool failed(uint64_t place)
{
	the_fault.code = SOURCE_FAILURE_READ;
	return fault_at(place);
}

static bool unpack_all(struct content *c)
{
	for (size_t i = 0; i < c->num_unpackings; i++)
		if (!streams_unpack(&c->streams, &c->unpackings[i]))
			return failed(c->unpackings[i].place);
	return true;
}

void content_forget(struct content *c)
{
	streams_forget(&c->streams);
	c->num = c->num_unpackings = c->num_decryptions = 0;
	c->first_made = 0;
	c->used = 0;
	c->last = NULL;
}

/* The bytes of a part are apart from the sector: another part may be of the same one. */
static void decrypt_part(const struct decryption *d)
{
	uint8_t sector[SECTORS_MAX_SIZE] = { 0 };

	memcpy(sector, d->sector, d->len_sector);
	disk_decrypt(d->cipher, d->pos, d->place, sector, d->cipher->sectors.size);
	memcpy(d->bytes, sector + d->skip, d->len);
}

static void decrypt_all(const struct content *c)
{
	for (size_t i = 0; i < c->num_decryptions; i++) {
		const struct decryption *d = &c->decryptions[i];

		if (d->sector)
			decrypt_part(d);
		else
			disk_decrypt(d->cipher, d->pos, d->place, d->bytes, d->len);
	}
}

bool content_load(struct content *c)
{
	if (c->num > 0 && !io_read_batch(c->reads, c->num))
		return failed(c->first);
	decrypt_all(c);
	if (!unpack_all(c))
		return false;
	content_forget(c);
	return true;
}

static bool add_read(struct content *c, struct io_read read)
{
	if (c->num == MAX_READS && !content_load(c))
		return false;
	if (c->num == 0)
		c->first = c->place;
	c->reads[c->num++] = read;
	return true;
}

/* Bytes of a file; what lies past its end reads as zeros. */
static bool add_plain(struct content *c, const struct extent_record *r, uint32_t len, uint8_t *buf)
{
	uint64_t size = io_size(r->disk);
	uint64_t left = r->host_offset < size ? size - r->host_offset : 0;
	uint32_t present = left < len ? (uint32_t)left : len;

	memset(buf + present, 0, len - present);
	if (present == 0)
		return true;
	return add_read(c, (struct io_read){ buf, r->host_offset, present, r->disk });
}

/* Whether bytes [start, end) of a file follow, or overlap, what is read last. */
static bool continues(const struct content *c, uint32_t disk, uint64_t start, uint64_t end)
{
	const struct io_read *last = c->last;

	return last && last->disk == disk && start >= last->offset &&
	       start - last->offset <= last->len && end > last->offset &&
	       end - last->offset <= (uint64_t)(c->packed + LEN_PACKED - (uint8_t *)last->buf);
}

/* Have bytes [start, end) of a file in memory after content_load(): whole sectors, so that none
 * goes through a bounce. *at is where `start` is going to be. */
static bool add_packed(struct content *c, uint32_t disk, uint64_t start, uint64_t end,
		       const uint8_t **at)
{
	uint64_t from = start - start % SOURCE_SECTOR_SIZE, size = io_size(disk);
	uint64_t to = align_up(end, SOURCE_SECTOR_SIZE);
	struct io_read *last = c->last;

	if (!c->packed)
		c->packed = io_alloc(LEN_PACKED, 4096);
	if (!c->packed)
		return false;
	if (to > size)
		to = size;
	if (!continues(c, disk, from, to)) {
		uint32_t used = c->used;

		if (to - from > LEN_PACKED - used && !content_load(c))
			return false;
		used = c->used;
		if (!add_read(c, (struct io_read){ c->packed + used, from, 0, disk }))
			return false;
		last = c->last = &c->reads[c->num - 1];
	}
	if (to - last->offset > last->len)
		last->len = (uint32_t)(to - last->offset);
	c->used = (uint32_t)((uint8_t *)last->buf + last->len - c->packed);
	*at = (const uint8_t *)last->buf + (start - last->offset);
	return true;
}

/* The part of a compressed cluster that `r` says, `len` bytes of it. */
static bool add_compressed(struct content *c, const struct extent_record *r, uint32_t len,
			   uint8_t *buf)
{
	struct image *img = feed_layer(c->feed, r);
	struct unpacking u = { .img = img, .wanted = len, .to = buf, .place = c->place };
	uint64_t end, size = io_size(r->disk);

	if (!img->format->stream(img, r, &u.stream))
		return false;
	if (u.stream.len > SOURCE_LEN_PIECE || u.stream.len_stored > LEN_PACKED - SLACK)
		return fault_raise(r->disk, FAULT_SOURCE_OPTIONS_UNREADABLE, 0, r->start);
	end = u.stream.offset + u.stream.len_stored;
	if (end > size)
		end = size;
	if (u.stream.offset >= end)
		return fault_raise(r->disk, FAULT_SOURCE_OPTIONS_STREAM_BROKEN, u.stream.offset,
				   r->start);
	if (c->num_unpackings == MAX_UNPACKINGS && !content_load(c))
		return false;
	if (!add_packed(c, r->disk, u.stream.offset, end, &u.bytes))
		return false;
	u.len = (uint32_t)(end - u.stream.offset);
	u.skip = r->start - u.stream.start;
	c->unpackings[c->num_unpackings++] = u;
	return true;
}

/* Whole sectors. */
static bool add_sectors(struct content *c, const struct extent_record *r, uint32_t len,
			uint8_t *buf, struct decryption *d)
{
	d->pos = r->start;
	d->place = r->host_offset;
	d->bytes = buf;
	d->len = len;
	return add_plain(c, r, len, buf);
}

/* A part of one sector, `skip` bytes after its start. */
static bool add_part(struct content *c, const struct extent_record *r, uint32_t skip, uint32_t len,
		     uint8_t *buf, struct decryption *d)
{
	uint64_t start = r->host_offset - skip, size = io_size(r->disk);
	uint64_t end = start + d->cipher->sectors.size;

	d->pos = r->start - skip;
	d->place = start;
	d->bytes = buf;
	d->len = len;
	d->skip = skip;
	if (end > size)
		end = size;
	if (start >= end)
		return fault_raise(r->disk, FAULT_SOURCE_OPTIONS_UNREADABLE, 0, r->start);
	d->len_sector = (uint32_t)(end - start);
	return add_packed(c, r->disk, start, end, &d->sector);
}

/* What is encrypted, also what lies past the end of the file: from the start of a sector on whole
 * ones, else a part of the first. */
static bool add_encrypted(struct content *c, const struct extent_record *r, uint32_t len,
			  uint8_t *buf)
{
	struct extent_record part = *r;

	while (len > 0) {
		struct decryption d = { .cipher = feed_layer(c->feed, r)->cipher };
		uint32_t size = d.cipher ? d.cipher->sectors.size : 1;
		uint32_t skip = (uint32_t)(part.start % size), n = len - len % size;

		if (!d.cipher || len % SOURCE_SECTOR_SIZE || part.start % SOURCE_SECTOR_SIZE)
			return fault_raise(r->disk, FAULT_SOURCE_OPTIONS_UNREADABLE, 0, part.start);
		if (skip != 0 || n == 0)
			n = len < size - skip ? len : size - skip;
		if (c->num_decryptions == MAX_DECRYPTIONS && !content_load(c))
			return false;
		if (!(skip == 0 && n % size == 0 ? add_sectors(c, &part, n, buf, &d)
						 : add_part(c, &part, skip, n, buf, &d)))
			return false;
		c->decryptions[c->num_decryptions++] = d;
		part.start += n;
		part.host_offset += n;
		buf += n;
		len -= n;
	}
	return true;
}

void content_ask_workers(struct content *c, uint32_t desk)
{
	c->asks = true;
	c->desk = desk;
}

/* Workers begin when there is something for them. */
static bool find_made(struct content *c, uint64_t pos, struct desk_piece *made)
{
	if (!c->asked &&
	    !pieces_open(&c->made, c->desk, DESK_METHOD_UNPACK, LEN_UNIT, LEN_UNIT, false))
		return false;
	c->asked = true;
	return pieces_find(&c->made, pos, made);
}

/* The host keeps what workers made for a while only: what is wanted of chunks that are far back
 * is read before. */
static bool keep_up(struct content *c, uint64_t pos)
{
	uint64_t chunk = pos / DESK_LEN_CHUNK;

	if (c->first_made != 0 && chunk > c->first_made - 1 + DESK_NUM_KEPT && !content_load(c))
		return false;
	return true;
}

static bool add_made_read(struct content *c, uint64_t pos, const struct desk_piece *made,
			  uint32_t len, uint8_t *buf)
{
	uint64_t place = pieces_place(&c->made, pos, made);

	if (!add_read(c, (struct io_read){ buf, place, len, c->desk }))
		return false;
	if (c->first_made == 0)
		c->first_made = pos / DESK_LEN_CHUNK + 1;
	return true;
}

/* The same, as workers have unpacked it; what they have left is unpacked here. */
static bool add_made(struct content *c, const struct extent_record *r, uint32_t len, uint8_t *buf)
{
	struct extent_record part = *r;

	while (len > 0) {
		uint64_t pos = part.start + c->feed->start;
		uint32_t past = (uint32_t)(pos % LEN_UNIT);
		uint32_t n = len < LEN_UNIT - past ? len : LEN_UNIT - past;
		struct desk_piece made;
		bool ok;

		if (!keep_up(c, pos) || !find_made(c, pos, &made))
			return false;
		if (made.state == DESK_STATE_STORED && made.len_piece >= past + n)
			ok = add_made_read(c, pos, &made, n, buf);
		else
			ok = add_compressed(c, &part, n, buf);
		if (!ok)
			return false;
		part.start += n;
		buf += n;
		len -= n;
	}
	return true;
}

static bool add_extent(struct content *c, const struct extent_record *r, uint32_t len, uint8_t *buf)
{
	if (r->flags & EXTENT_FLAG_COMPRESSED)
		return (c->asks ? add_made : add_compressed)(c, r, len, buf);
	if (r->flags & EXTENT_FLAG_ENCRYPTED)
		return add_encrypted(c, r, len, buf);
	if (r->flags & EXTENT_FLAG_OFFSET_VALID)
		return add_plain(c, r, len, buf);
	return fault_raise(r->disk, FAULT_SOURCE_OPTIONS_UNREADABLE, 0, r->start);
}

/* In the place of the source that has it. */
static uint64_t local(const struct content *c, uint64_t pos)
{
	return pos - c->feed->start;
}

bool content_add(struct content *c, uint64_t pos, uint64_t len, uint8_t *buf, bool *zeros)
{
	*zeros = true;
	c->place = pos;
	while (len > 0) {
		struct extent_record r;
		uint32_t n;

		if (!feed_extent(c->feed, pos, &r))
			return failed(c->place);
		r.start = local(c, pos);
		n = (uint32_t)(r.length < len ? r.length : len);
		if (r.flags & EXTENT_FLAG_ZERO) {
			memset(buf, 0, n);
		} else {
			*zeros = false;
			if (!add_extent(c, &r, n, buf))
				return failed(c->place);
		}
		pos += n;
		buf += n;
		len -= n;
	}
	return true;
}
