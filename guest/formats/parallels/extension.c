/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The format extension of a Parallels image: one cluster with an MD5 of itself, and in it features,
 * of which dirty bitmaps are the only kind that is known. It is streamed, since a cluster may be as
 * large as 2 GiB.
 */
#include "image.h"

#include <string.h>

#include "generated/raw.h"
#include "generated/structures.h"
#include "crypto/hash.h"

#define WINDOW	      65536u
#define FEATURE_ALIGN 8u /* data of a feature is padded to a multiple of this */
#define UUID_SIZE     sizeof(((struct parallels_dirty_bitmap *)0)->uuid)
#define BITS_PER_BYTE 8u

struct extension {
	struct table cluster;
	uint8_t (*uuids)[UUID_SIZE]; /* of the bitmaps so far */
	uint32_t num_bitmaps;
};

static bool find_cluster(struct image *img, const struct parallels *p, struct extension *e)
{
	uint64_t sector = p->header.extension_sector, offset;

	if (sector > PARALLELS_MAX_OFFSET_SECTORS)
		return fault_raise(img->disk, FAULT_PARALLELS_HEADER_EXTENSION_UNREACHABLE,
				   PARALLELS_HEADER_EXTENSION_SECTOR_OFFSET, sector);
	offset = sector * PARALLELS_SECTOR_SIZE;
	if (offset > RAW_MAX_FILE_BYTES || img->cluster_size > RAW_MAX_FILE_BYTES - offset)
		return fault_raise(img->disk, FAULT_PARALLELS_HEADER_EXTENSION_PAST_LIMIT,
				   PARALLELS_HEADER_EXTENSION_SECTOR_OFFSET, sector);
	return table_init(&e->cluster, img->disk, offset, img->cluster_size, WINDOW);
}

/* `size` bytes at `at`, which lie in the cluster. */
static bool read_at(struct extension *e, uint64_t at, uint32_t size, struct parse_in *in)
{
	const uint8_t *bytes;
	uint32_t len;

	if (!table_at(&e->cluster, at, size, &bytes, &len))
		return false;
	*in = parse_input(bytes, len, e->cluster.offset + at);
	return true;
}

static bool check_sum(struct image *img, struct extension *e, const uint8_t expected[HASH_MD5_SIZE])
{
	uint8_t digest[HASH_MD5_SIZE];
	struct hash md5;

	if (e->cluster.len > PARALLELS_MAX_EXTENSION_CHECK)
		return fault_raise(img->disk, FAULT_PARALLELS_EXTENSION_HEADER_TOO_COSTLY,
				   e->cluster.offset + PARALLELS_EXTENSION_HEADER_CHECKSUM_OFFSET,
				   e->cluster.len);
	hash_begin(&md5, HASH_MD5);
	for (uint64_t at = PARALLELS_EXTENSION_HEADER_SIZE; at < e->cluster.len;) {
		const uint8_t *bytes;
		uint32_t len;

		if (!table_at(&e->cluster, at, 1, &bytes, &len))
			return false;
		hash_add(&md5, bytes, len);
		at += len;
	}
	hash_end(&md5, digest);
	if (memcmp(digest, expected, sizeof(digest)) == 0)
		return true;
	return fault_raise(img->disk, FAULT_PARALLELS_EXTENSION_HEADER_BAD_CHECKSUM,
			   e->cluster.offset + PARALLELS_EXTENSION_HEADER_CHECKSUM_OFFSET, 0);
}

/* The first three numbers in the order of the text's, the rest as bytes: as it is in the file.
 */
static bool fault_duplicate(const struct image *img, uint64_t at, const uint8_t uuid[UUID_SIZE])
{
	static const char digits[] = "0123456789abcdef",
			  dash[UUID_SIZE] = { [4] = '-', [6] = '-', [8] = '-', [10] = '-' };
	char text[2 * UUID_SIZE + 4];
	size_t len = 0;

	for (size_t i = 0; i < UUID_SIZE; i++) {
		if (dash[i] != '\0')
			text[len++] = dash[i];
		text[len++] = digits[uuid[i] / 16];
		text[len++] = digits[uuid[i] % 16];
	}
	return fault_raise_detail(img->disk, FAULT_PARALLELS_DIRTY_BITMAP_DUPLICATE, at, 0, text,
				  len);
}

/* Each bitmap has a name of its own. */
static bool add_bitmap(const struct image *img, struct extension *e, uint64_t at,
		       const uint8_t uuid[UUID_SIZE])
{
	if (!e->uuids)
		e->uuids = io_alloc(PARALLELS_MAX_DIRTY_BITMAPS * UUID_SIZE, 16);
	if (!e->uuids)
		return false;
	for (uint32_t i = 0; i < e->num_bitmaps; i++)
		if (memcmp(e->uuids[i], uuid, UUID_SIZE) == 0)
			return fault_duplicate(img, at, uuid);
	if (e->num_bitmaps == PARALLELS_MAX_DIRTY_BITMAPS)
		return fault_raise(img->disk, FAULT_PARALLELS_DIRTY_BITMAP_TOO_MANY, at,
				   e->num_bitmaps);
	memcpy(e->uuids[e->num_bitmaps++], uuid, UUID_SIZE);
	return true;
}

/* Entries of its L1 table: a cluster of bits each. */
static uint64_t expected_entries(const struct image *img, uint32_t granularity, uint64_t sectors)
{
	uint64_t covered = img->cluster_size * BITS_PER_BYTE * granularity;

	return sectors / covered + (sectors % covered != 0);
}

static bool check_table(const struct image *img, const struct parallels_dirty_bitmap *b,
			uint64_t at, uint32_t len)
{
	uint64_t expected;

	if (b->num_l1_entries >
	    (len - PARALLELS_DIRTY_BITMAP_SIZE) / PARALLELS_DIRTY_BITMAP_L1_ENTRY_SIZE)
		return fault_raise(img->disk, FAULT_PARALLELS_DIRTY_BITMAP_L1_TOO_LONG,
				   at + PARALLELS_DIRTY_BITMAP_NUM_L1_ENTRIES_OFFSET,
				   b->num_l1_entries);
	if (b->granularity == 0 || (b->granularity & (b->granularity - 1)) != 0 ||
	    b->granularity > PARALLELS_MAX_GRANULARITY_SECTORS)
		return fault_raise(img->disk, FAULT_PARALLELS_DIRTY_BITMAP_BAD_GRANULARITY,
				   at + PARALLELS_DIRTY_BITMAP_GRANULARITY_OFFSET, b->granularity);
	expected = expected_entries(img, b->granularity, b->num_sectors);
	if (b->num_l1_entries == expected)
		return true;
	(void)fault_raise(img->disk, FAULT_PARALLELS_DIRTY_BITMAP_L1_SIZE_DIFFERS,
			  at + PARALLELS_DIRTY_BITMAP_NUM_L1_ENTRIES_OFFSET, b->num_l1_entries);
	fault_extra(expected);
	return false;
}

/* A cluster of bits that cannot be read is reported, as if it were; two values of an entry are no
 * place. */
static bool check_places(struct image *img, struct extension *e, uint64_t at, uint32_t num)
{
	for (uint32_t i = 0; i < num; i++, at += PARALLELS_DIRTY_BITMAP_L1_ENTRY_SIZE) {
		const uint8_t *bytes;
		uint64_t sector;
		uint32_t len;

		if (!table_at(&e->cluster, at, PARALLELS_DIRTY_BITMAP_L1_ENTRY_SIZE, &bytes, &len))
			return false;
		sector = parallels_dirty_bitmap_l1_entry_load(bytes);
		if (sector > (RAW_MAX_FILE_BYTES - img->cluster_size) / PARALLELS_SECTOR_SIZE)
			return fault_raise(img->disk,
					   FAULT_PARALLELS_DIRTY_BITMAP_L1_ENTRY_UNREACHABLE,
					   e->cluster.offset + at, sector);
	}
	return true;
}

/* The data of a dirty bitmap feature: `len` bytes at `at` of the cluster. */
static bool check_bitmap(struct image *img, struct extension *e, uint64_t at, uint32_t len)
{
	uint64_t place = e->cluster.offset + at;
	struct parallels_dirty_bitmap b;
	struct parse_in in;

	if (len < PARALLELS_DIRTY_BITMAP_SIZE)
		return fault_raise(img->disk, FAULT_PARALLELS_DIRTY_BITMAP_TOO_SHORT, place, len);
	if (!read_at(e, at, PARALLELS_DIRTY_BITMAP_SIZE, &in))
		return false;
	if (parallels_dirty_bitmap_parse(&in, &b) != PARSE_OK)
		return fault_parse(img->disk, &in);
	if (b.num_sectors != img->size / PARALLELS_SECTOR_SIZE) {
		(void)fault_raise(img->disk, FAULT_PARALLELS_DIRTY_BITMAP_SIZE_DIFFERS, place,
				  b.num_sectors);
		fault_extra(img->size / PARALLELS_SECTOR_SIZE);
		return false;
	}
	return check_table(img, &b, place, len) &&
	       check_places(img, e, at + PARALLELS_DIRTY_BITMAP_SIZE, b.num_l1_entries) &&
	       add_bitmap(img, e, place + PARALLELS_DIRTY_BITMAP_UUID_OFFSET, b.uuid);
}

/* One feature; *more: whether another may follow at *at. */
static bool check_feature(struct image *img, struct extension *e, uint64_t *at, bool *more)
{
	struct parallels_extension_feature f;
	struct parse_in in;
	uint64_t left;

	if (!read_at(e, *at, PARALLELS_EXTENSION_FEATURE_SIZE, &in))
		return false;
	if (parallels_extension_feature_parse(&in, &f) != PARSE_OK)
		return fault_parse(img->disk, &in);
	*more = f.magic != PARALLELS_FEATURE_END;
	if (!*more)
		return true;
	if (f.flags != 0)
		return fault_raise(img->disk, FAULT_PARALLELS_EXTENSION_FEATURE_UNSUPPORTED_FLAGS,
				   in.base + PARALLELS_EXTENSION_FEATURE_FLAGS_OFFSET, f.flags);
	*at += PARALLELS_EXTENSION_FEATURE_SIZE;
	left = e->cluster.len - *at;
	if (f.len_data > left)
		return fault_raise(img->disk, FAULT_PARALLELS_EXTENSION_FEATURE_TOO_LONG,
				   in.base + PARALLELS_EXTENSION_FEATURE_LEN_DATA_OFFSET,
				   f.len_data);
	if (f.magic != PARALLELS_FEATURE_DIRTY_BITMAP)
		return fault_raise(img->disk, FAULT_PARALLELS_EXTENSION_FEATURE_UNKNOWN, in.base,
				   f.magic);
	if (!check_bitmap(img, e, *at, f.len_data))
		return false;
	*at += (f.len_data + (uint64_t)FEATURE_ALIGN - 1) / FEATURE_ALIGN * FEATURE_ALIGN;
	return true;
}

bool parallels_check_extension(struct image *img, const struct parallels *p)
{
	struct extension e = { .num_bitmaps = 0 };
	uint64_t at = PARALLELS_EXTENSION_HEADER_SIZE;
	struct parallels_extension_header h;
	struct parse_in in;
	bool more = true;

	if (p->header.extension_sector == 0)
		return true;
	if (!find_cluster(img, p, &e) || !read_at(&e, 0, PARALLELS_EXTENSION_HEADER_SIZE, &in))
		return false;
	if (parallels_extension_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(img->disk, &in);
	if (!check_sum(img, &e, h.checksum))
		return false;
	while (more && at + PARALLELS_EXTENSION_FEATURE_SIZE <= e.cluster.len)
		if (!check_feature(img, &e, &at, &more))
			return false;
	return true;
}
