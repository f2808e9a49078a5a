/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of an Apple disk image: resources in a property list, or in a resource fork. What is
 * no table is passed over, and so are entries of a kind that says nothing of the disk.
 */
#include "image.h"

#include "base/base64.h"
#include "base/order.h"
#include "base/xml.h"
#include "generated/structures.h"
#include "io/message.h"

/* Where a resource is in the file, and its bytes. */
struct resource {
	uint64_t place;
	const uint8_t *p;
	size_t len;
};

static bool chunk_fault(const struct image *img, uint32_t fault, uint64_t place, uint64_t value,
			uint32_t index, uint64_t more)
{
	(void)fault_raise(img->disk, fault, place, value);
	fault_extra(index);
	fault_extra(more);
	return false;
}

static bool is_zeros(const struct dmg_chunk *c)
{
	return dmg_chunk_classify(c) == MEANS_ZERO;
}

static bool has_data(const struct dmg_chunk *c)
{
	enum meaning means = dmg_chunk_classify(c);

	return means == MEANS_DATA || means == MEANS_COMPRESSED;
}

static bool check_chunk(const struct image *img, const struct dmg_chunk *c, uint64_t place,
			uint32_t index)
{
	if (has_data(c) && c->num_sectors > DMG_MAX_CHUNK_SECTORS)
		return chunk_fault(img, FAULT_DMG_CHUNK_TOO_MANY_SECTORS, place, c->num_sectors,
				   index, 0);
	if (c->len_data > DMG_MAX_CHUNK_BYTES)
		return chunk_fault(img, FAULT_DMG_CHUNK_TOO_LONG, place, c->len_data, index, 0);
	if (c->type == DMG_CHUNK_TYPE_STORED && c->len_data != c->num_sectors * DMG_SECTOR_SIZE)
		return chunk_fault(img, FAULT_DMG_CHUNK_UNEVEN, place, c->len_data, index,
				   c->num_sectors);
	return true;
}

/* From places in the table's part to those on the disk, and in the file. */
static bool place_chunk(const struct image *img, const struct dmg *d,
			const struct dmg_table_header *h, struct dmg_chunk *c, uint64_t place)
{
	uint64_t end;

	if (__builtin_add_overflow(c->first_sector, h->first_sector, &c->first_sector) ||
	    __builtin_add_overflow(c->first_sector, c->num_sectors, &end) ||
	    end > DMG_MAX_DISK_SECTORS)
		return chunk_fault(img, FAULT_DMG_CHUNK_WRAPS, place, c->first_sector, d->num,
				   c->num_sectors);
	if (__builtin_add_overflow(c->ofs_data, h->ofs_data, &c->ofs_data) ||
	    __builtin_add_overflow(c->ofs_data, d->ofs_data, &c->ofs_data))
		c->ofs_data = UINT64_MAX; /* a reader learns that it is past the end */
	return true;
}

/* Kinds that qemu, as Debian builds it, does not leave out. */
static bool is_read(const struct dmg_chunk *c)
{
	return is_zeros(c) || c->type == DMG_CHUNK_TYPE_STORED || c->type == DMG_CHUNK_TYPE_ZLIB;
}

/* qemu says once of each that it leaves chunks out. */
static void tell_left_out(const struct image *img, struct dmg *d, const struct dmg_chunk *c,
			  uint64_t place)
{
	bool *said = &d->said_unknown;
	uint32_t fault = FAULT_DMG_CHUNK_UNKNOWN_LEFT_OUT;

	if (is_read(c) || dmg_chunk_classify(c) == MEANS_HOLE ||
	    img->source_flags & SOURCE_FLAG_BEYOND_QEMU)
		return;
	if (c->type == DMG_CHUNK_TYPE_BZIP2) {
		said = &d->said_bzip2;
		fault = FAULT_DMG_CHUNK_BZIP2_LEFT_OUT;
	} else if (c->type == DMG_CHUNK_TYPE_LZFSE) {
		said = &d->said_lzfse;
		fault = FAULT_DMG_CHUNK_LZFSE_LEFT_OUT;
	}
	if (*said)
		return;
	*said = true;
	(void)fault_raise(img->disk, fault, place, c->type);
	message_log_fault();
}

static bool add_chunk(const struct image *img, struct dmg *d, const struct dmg_table_header *h,
		      struct parse_in *in)
{
	struct dmg_chunk c;

	if (dmg_chunk_parse(in, &c) != PARSE_OK)
		return fault_parse(img->disk, in);
	tell_left_out(img, d, &c, in->base);
	if (!is_zeros(&c) && !has_data(&c))
		return true;
	if (!check_chunk(img, &c, in->base, d->num) || !place_chunk(img, d, h, &c, in->base))
		return false;
	if (c.num_sectors > 0 && d->num < d->max) {
		d->chunks[d->num++] = c;
		d->num_read += is_read(&c);
	}
	return true;
}

static bool is_table(const struct resource *r)
{
	return r->len >= DMG_TABLE_HEADER_SIZE + DMG_CHUNK_SIZE &&
	       bytes_eq(r->p, DMG_TABLE_HEADER_MAGIC, DMG_TABLE_HEADER_MAGIC_SIZE);
}

static bool add_table(const struct image *img, struct dmg *d, const struct resource *r)
{
	struct parse_in in = parse_input(r->p, r->len, r->place);
	struct dmg_table_header header;

	if (!is_table(r))
		return true;
	if (dmg_table_header_parse(&in, &header) != PARSE_OK)
		return fault_parse(img->disk, &in);
	for (size_t at = DMG_TABLE_HEADER_SIZE; r->len - at >= DMG_CHUNK_SIZE;
	     at += DMG_CHUNK_SIZE) {
		struct parse_in entry = parse_part(&in, at, DMG_CHUNK_SIZE);

		if (!add_chunk(img, d, &header, &entry))
			return false;
	}
	return true;
}

static bool add_fork(const struct image *img, struct dmg *d, const struct resource *fork)
{
	struct parse_in in = parse_input(fork->p, fork->len, fork->place);
	struct dmg_fork_header header;
	size_t at, end;

	if (dmg_fork_header_parse(&in, &header) != PARSE_OK)
		return fault_parse(img->disk, &in);
	if (header.ofs_data > fork->len)
		return fault_raise(img->disk, FAULT_DMG_FORK_HEADER_DATA_PAST_END,
				   fork->place + DMG_FORK_HEADER_OFS_DATA_OFFSET, header.ofs_data);
	at = header.ofs_data;
	if (header.len_data == 0 || header.len_data > fork->len - at)
		return fault_raise(img->disk, FAULT_DMG_FORK_HEADER_DATA_TOO_LONG,
				   fork->place + DMG_FORK_HEADER_LEN_DATA_OFFSET, header.len_data);
	for (end = at + header.len_data; at < end;) {
		struct resource r = { .place = fork->place + at };

		if (end - at >= DMG_RESOURCE_SIZE)
			r.len = dmg_resource_len_body(dmg_resource_load(fork->p + at));
		at += DMG_RESOURCE_SIZE;
		if (r.len == 0 || at > fork->len || r.len > fork->len - at)
			return fault_raise(img->disk, FAULT_DMG_RESOURCE_PAST_END, r.place, r.len);
		r.place += DMG_RESOURCE_SIZE;
		r.p = fork->p + at;
		at += r.len;
		if (!add_table(img, d, &r))
			return false;
	}
	return true;
}

static bool list_fault(const struct image *img, const struct resource *list, uint32_t fault,
		       size_t at)
{
	return fault_raise(img->disk, fault, list->place + at, at);
}

/* The bytes of an element take the place of its text. */
static bool add_element(const struct image *img, struct dmg *d, const struct resource *list,
			struct xml *x, uint8_t *text)
{
	struct resource r;
	uint8_t *bytes;
	size_t at;

	if (!xml_content(x))
		return list_fault(img, list, FAULT_DMG_PROPERTY_LIST_BROKEN, x->at);
	at = x->num > 0 ? (size_t)(x->p - list->p) : 0;
	bytes = text + at;
	if (!base64_decode(bytes, x->num, bytes, &r.len))
		return list_fault(img, list, FAULT_DMG_PROPERTY_LIST_NOT_BASE64, x->at);
	r.place = list->place + at;
	r.p = bytes;
	return add_table(img, d, &r);
}

static bool add_list(const struct image *img, struct dmg *d, const struct resource *list,
		     uint8_t *text)
{
	enum xml_kind kind;
	struct xml x;

	xml_begin(&x, list->p, list->len);
	while ((kind = xml_next(&x)) != XML_END) {
		if (kind == XML_BROKEN)
			return list_fault(img, list, FAULT_DMG_PROPERTY_LIST_BROKEN, x.at);
		if (kind == XML_OPEN && xml_is(&x, DMG_PROPERTY_LIST_ELEMENT_DATA) &&
		    !add_element(img, d, list, &x, text))
			return false;
	}
	return true;
}

/* Only an image that another program than Apple's made has them in another order. */
static bool put_in_order(struct dmg *d)
{
	uint64_t *first;
	bool ordered = true;

	for (uint32_t i = 1; i < d->num && ordered; i++)
		ordered = d->chunks[i - 1].first_sector <= d->chunks[i].first_sector;
	if (ordered)
		return true;
	d->order = io_alloc(d->num * sizeof(*d->order), _Alignof(uint32_t));
	first = io_alloc(d->num * sizeof(*first), _Alignof(uint64_t));
	if (!d->order || !first)
		return false;
	for (uint32_t i = 0; i < d->num; i++) {
		d->order[i] = i;
		first[i] = d->chunks[i].first_sector;
	}
	order_by(first, d->order, d->num);
	return true;
}

static bool check_apart(const struct image *img, const struct dmg *d, uint64_t place)
{
	for (uint32_t i = 1; i < d->num; i++) {
		const struct dmg_chunk *before = dmg_chunk_at(d, i - 1);
		const struct dmg_chunk *c = dmg_chunk_at(d, i);

		if (c->first_sector < before->first_sector + before->num_sectors)
			return chunk_fault(img, FAULT_DMG_CHUNK_OVERLAPS, place, c->first_sector,
					   (uint32_t)(c - d->chunks), 0);
	}
	return true;
}

bool dmg_read_tables(struct image *img, struct dmg *d, const struct dmg_trailer *t)
{
	bool is_fork = t->len_resource_fork != 0;
	struct resource all = { t->ofs_property_list, NULL, t->len_property_list };
	uint8_t *bytes;

	if (is_fork)
		all = (struct resource){ t->ofs_resource_fork, NULL, t->len_resource_fork };
	bytes = io_alloc(all.len, 1);
	if (!bytes || !io_read(img->disk, all.place, bytes, (uint32_t)all.len))
		return false;
	all.p = bytes;
	d->max = (uint32_t)(all.len / DMG_CHUNK_SIZE);
	d->chunks = io_alloc(d->max * sizeof(*d->chunks), _Alignof(struct dmg_chunk));
	if (!d->chunks)
		return false;
	if (is_fork ? !add_fork(img, d, &all) : !add_list(img, d, &all, bytes))
		return false;
	return put_in_order(d) && check_apart(img, d, all.place);
}
