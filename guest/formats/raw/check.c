/* SPDX-License-Identifier: Apache-2.0 */
/* A plain disk: every file is one, and only a partition table can be wrong. qemu-img has no check
 * for it. */
#include "image.h"
#include "partitions.h"

#define NUM_PARTITIONS \
	((RAW_MBR_SIGNATURE_OFFSET - RAW_MBR_PARTITIONS_OFFSET) / RAW_MBR_PARTITION_SIZE)

static bool is_extended(const struct raw_mbr_partition *p)
{
	return p->type == RAW_PARTITION_TYPE_EXTENDED || p->type == RAW_PARTITION_TYPE_EXTENDED_LBA;
}

bool raw_add(struct raw_look *l, const struct partition *p, uint32_t fault)
{
	for (uint32_t i = 0; i < l->num; i++) {
		const struct partition *other = &l->partitions[i];
		uint64_t shared = p->first > other->first ? p->first : other->first;

		if (shared >= p->end || shared >= other->end)
			continue;
		if (!raw_tell(l, fault, p->at, p->first, shared, 0))
			return false;
		break;
	}
	l->partitions[l->num++] = *p;
	return true;
}

/* An entry in use of the record at sector `base`: its partition, in sectors of the disk. */
static bool check_entry(struct raw_look *l, const struct raw_mbr_partition *e, uint64_t base,
			uint64_t at, struct partition *p)
{
	*p = (struct partition){ base + e->start_sector, base + e->start_sector + e->num_sectors,
				 at };
	if (e->num_sectors == 0)
		return raw_tell(l, FAULT_RAW_MBR_PARTITION_CHECK_EMPTY, at, e->num_sectors, 0, 0);
	return p->end <= l->num_sectors || raw_tell(l, FAULT_RAW_MBR_PARTITION_CHECK_PAST_END, at,
						    p->first, e->num_sectors, l->num_sectors);
}

static bool read_record(struct raw_look *l, uint64_t sector, struct raw_mbr *mbr, bool *fine)
{
	uint64_t at = sector * l->sector_size;
	uint8_t bytes[RAW_MBR_SIZE];
	struct parse_in in = parse_input(bytes, sizeof(bytes), at);

	if (!io_read_padded(l->img->disk, at, bytes, sizeof(bytes)))
		return false;
	*fine = raw_mbr_parse(&in, mbr) == PARSE_OK;
	return true;
}

/* The logical partition of a record, and the sector of the next one: 0 for none. */
static bool check_record(struct raw_look *l, const struct raw_mbr *mbr, uint64_t sector,
			 uint64_t extended, uint64_t *next)
{
	*next = 0;
	for (uint32_t i = 0; i < NUM_PARTITIONS; i++) {
		const struct raw_mbr_partition *e = &mbr->partitions[i];
		uint64_t at = sector * l->sector_size + RAW_MBR_PARTITIONS_OFFSET +
			      i * RAW_MBR_PARTITION_SIZE;
		struct partition p;

		if (is_extended(e)) {
			*next = extended + e->start_sector;
		} else if (raw_mbr_partition_is_used(e) &&
			   (!check_entry(l, e, sector, at, &p) ||
			    !raw_add(l, &p, FAULT_RAW_MBR_PARTITION_CHECK_OVERLAP))) {
			return false;
		}
	}
	return true;
}

/* Records of logical partitions: each is further on than the one before, so that they end. */
static bool check_chain(struct raw_look *l, const struct partition *extended)
{
	uint64_t sector = extended->first, next, at = 0;
	struct raw_mbr mbr;
	bool fine;

	for (uint32_t n = 0; n < RAW_MAX_LOGICAL_PARTITIONS; n++, sector = next) {
		at = sector * l->sector_size;
		if (!read_record(l, sector, &mbr, &fine))
			return false;
		if (!fine)
			return raw_tell(l, FAULT_RAW_MBR_CHECK_CHAIN_BROKEN,
					at + RAW_MBR_SIGNATURE_OFFSET, sector, 0, 0);
		if (!check_record(l, &mbr, sector, extended->first, &next))
			return false;
		if (next == 0)
			return true;
		if (next <= sector)
			return raw_tell(l, FAULT_RAW_MBR_CHECK_CHAIN_LOOP,
					at + RAW_MBR_PARTITIONS_OFFSET, next, sector, 0);
		if (next >= extended->end || next >= l->num_sectors)
			return raw_tell(l, FAULT_RAW_MBR_CHECK_CHAIN_OUTSIDE,
					at + RAW_MBR_PARTITIONS_OFFSET, next, 0, 0);
	}
	return check_field(l->sink, l->img, FAULT_RAW_MBR_CHECK_CHAIN_LONG,
			   CHECK_EFFECT_CHECK_ERROR, at, RAW_MAX_LOGICAL_PARTITIONS, 0, 0);
}

static bool check_mbr(struct raw_look *l, const struct raw_mbr *mbr)
{
	struct partition p;

	for (uint32_t i = 0; i < NUM_PARTITIONS; i++) {
		const struct raw_mbr_partition *e = &mbr->partitions[i];

		if (!raw_mbr_partition_is_used(e) || raw_mbr_partition_is_protective(e))
			continue;
		if (!check_entry(l, e, 0, RAW_MBR_PARTITIONS_OFFSET + i * RAW_MBR_PARTITION_SIZE,
				 &p))
			return false;
		if (is_extended(e) && p.first != 0 && p.first < l->num_sectors &&
		    !check_chain(l, &p))
			return false;
		if (!is_extended(e) && !raw_add(l, &p, FAULT_RAW_MBR_PARTITION_CHECK_OVERLAP))
			return false;
	}
	return true;
}

static bool has_protective(const struct raw_mbr *mbr)
{
	for (uint32_t i = 0; i < NUM_PARTITIONS; i++)
		if (raw_mbr_partition_is_protective(&mbr->partitions[i]))
			return true;
	return false;
}

/* A boot sector that is no partition table is anything at all. */
static bool read_mbr(struct raw_look *l, struct raw_mbr *mbr, bool *found)
{
	struct parse_in in;

	if (!image_read_head(l->img))
		return false;
	in = parse_input(l->img->head, RAW_MBR_SIZE, 0);
	*found = l->img->len_head >= RAW_MBR_SIZE && raw_mbr_parse(&in, mbr) == PARSE_OK &&
		 !raw_is_fat(l->img->head);
	return true;
}

static bool check_protection(struct raw_look *l, bool protective, bool gpt)
{
	const uint64_t at = RAW_MBR_PARTITIONS_OFFSET + RAW_MBR_PARTITION_TYPE_OFFSET;

	if (protective && !gpt)
		return raw_tell(l, FAULT_RAW_PROTECTIVE_MBR_CHECK_GPT_MISSING, at, 0, 0, 0);
	return protective || !gpt ||
	       raw_tell(l, FAULT_RAW_PROTECTIVE_MBR_CHECK_MISSING, at, 0, 0, 0);
}

static bool check_tables(struct image *img, struct check_sink *sink)
{
	struct raw_look l = { .img = img, .sink = sink, .sector_size = RAW_SECTOR_SIZE };
	struct raw_mbr mbr;
	bool has_mbr, protective, gpt;

	l.num_sectors = img->size / RAW_SECTOR_SIZE;
	l.partitions =
		io_alloc(RAW_MAX_GPT_ENTRIES * sizeof(*l.partitions), _Alignof(struct partition));
	if (!l.partitions || !read_mbr(&l, &mbr, &has_mbr) || !raw_check_gpt(&l, &gpt))
		return false;
	protective = has_mbr && has_protective(&mbr);
	if (!check_protection(&l, protective, gpt))
		return false;
	l.num = 0; /* a hybrid table has partitions of the GPT once more */
	return !has_mbr || check_mbr(&l, &mbr);
}

/* What is encrypted as a whole has its tables out of sight. */
bool raw_check(struct image *img, struct check_sink *sink)
{
	bool is_volume;

	return luks_check_headers(img, sink, &is_volume) && (is_volume || check_tables(img, sink));
}
