/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log of a VHDX. An image that was not closed properly is refused, as qemu refuses it when it
 * may not write; one that is repaired is replayed (log_replay.c). What has to be found out is
 * whether the log holds anything at all: an entry may begin in each of its sectors, and go on at
 * its start.
 */
#include "log.h"

#include "generated/raw.h"
#include "generated/structures.h"

#define LOG_WINDOW 262144u

static bool is_empty(const struct vhdx *v)
{
	return bytes_zero(v->header.log_guid, sizeof(v->header.log_guid));
}

static bool check_place(struct image *img, const struct vhdx *v)
{
	const struct vhdx_header *h = &v->header;

	if (h->log_version != 0)
		return fault_raise(img->disk, FAULT_VHDX_HEADER_BAD_LOG_VERSION,
				   v->header_at + VHDX_HEADER_LOG_VERSION_OFFSET, h->log_version);
	if (h->log_offset < VHDX_HEADER_SECTION_SIZE || h->log_offset % VHDX_ALIGNMENT != 0)
		return fault_raise(img->disk, FAULT_VHDX_HEADER_BAD_LOG_OFFSET,
				   v->header_at + VHDX_HEADER_LOG_OFFSET_OFFSET, h->log_offset);
	if (!is_empty(v) && h->log_length % VHDX_ALIGNMENT != 0)
		return fault_raise(img->disk, FAULT_VHDX_HEADER_BAD_LOG_LENGTH,
				   v->header_at + VHDX_HEADER_LOG_LENGTH_OFFSET, h->log_length);
	return true;
}

/* Whether the header that is at `at` could be that of an entry of this log. */
static bool is_candidate(const struct vhdx *v, const uint8_t *bytes, uint64_t at,
			 struct vhdx_log_entry_header *e)
{
	struct parse_in in =
		parse_input(bytes, VHDX_LOG_ENTRY_HEADER_SIZE, v->header.log_offset + at);

	return vhdx_log_entry_header_parse(&in, e) == PARSE_OK &&
	       e->entry_length <= v->header.log_length &&
	       __builtin_memcmp(e->log_guid, v->header.log_guid, sizeof(e->log_guid)) == 0 &&
	       (uint64_t)e->num_descriptors * VHDX_LOG_ZERO_DESCRIPTOR_SIZE <= e->entry_length;
}

/* *sound: the checksum of the entry is right. The entry may go on at the start of the log. */
static bool check_sum(struct image *img, struct vhdx_log *log, uint64_t at,
		      const struct vhdx_log_entry_header *e, bool *sound)
{
	static const uint8_t hole[sizeof(e->checksum)];
	uint32_t sum = CHECKSUM_CRC32C_START, left = vhdx_log_len_entry(e);
	uint64_t pos = at;

	log->checked += left;
	if (log->checked > VHDX_MAX_LOG_CHECK)
		return fault_raise(img->disk, FAULT_VHDX_LOG_ENTRY_HEADER_TOO_COSTLY,
				   log->sectors.offset + at +
					   VHDX_LOG_ENTRY_HEADER_ENTRY_LENGTH_OFFSET,
				   e->entry_length);
	while (left > 0) {
		const uint8_t *p;
		uint32_t len, skip = 0;

		if (!table_at(&log->sectors, pos, VHDX_LOG_SECTOR_SIZE, &p, &len))
			return false;
		if (len > left)
			len = left;
		if (left == vhdx_log_len_entry(e)) {
			skip = VHDX_LOG_ENTRY_HEADER_CHECKSUM_OFFSET + sizeof(hole);
			sum = checksum_crc32c_add(sum, p, VHDX_LOG_ENTRY_HEADER_CHECKSUM_OFFSET);
			sum = checksum_crc32c_add(sum, hole, sizeof(hole));
		}
		sum = checksum_crc32c_add(sum, p + skip, len - skip);
		left -= len;
		pos = (pos + len) % log->sectors.len;
	}
	*sound = ~sum == e->checksum;
	return true;
}

static bool is_descriptor(const uint8_t *bytes, uint64_t sequence_number)
{
	struct parse_in in = parse_input(bytes, VHDX_LOG_ZERO_DESCRIPTOR_SIZE, 0);
	struct vhdx_log_zero_descriptor zero;
	struct vhdx_log_data_descriptor data;

	if (vhdx_log_zero_descriptor_parse(&in, &zero) == PARSE_OK)
		return zero.sequence_number == sequence_number;
	if (vhdx_log_data_descriptor_parse(&in, &data) == PARSE_OK)
		return data.sequence_number == sequence_number;
	return false;
}

/* Of an entry whose descriptors go on in a second sector qemu says that they are not in order,
 * whatever they are. */
static bool check_descriptors(struct image *img, struct vhdx_log *log, uint64_t at,
			      const struct vhdx_log_entry_header *e)
{
	bool sound = e->num_descriptors <= VHDX_LOG_FIRST_DESCRIPTORS;
	const uint8_t *sector;
	uint32_t len;

	if (!table_at(&log->sectors, at, VHDX_LOG_SECTOR_SIZE, &sector, &len))
		return false;
	for (uint32_t i = 0; sound && i < e->num_descriptors; i++)
		sound = is_descriptor(sector + VHDX_LOG_ENTRY_HEADER_SIZE +
					      i * VHDX_LOG_ZERO_DESCRIPTOR_SIZE,
				      e->sequence_number);
	if (sound)
		return true;
	return fault_raise(img->disk, FAULT_VHDX_LOG_ENTRY_HEADER_BAD_DESCRIPTOR,
			   log->sectors.offset + at + VHDX_LOG_ENTRY_HEADER_NUM_DESCRIPTORS_OFFSET,
			   e->num_descriptors);
}

bool vhdx_log_read(struct image *img, const struct vhdx *v, struct vhdx_log *log, uint64_t at,
		   struct vhdx_log_entry_header *e, bool *sound)
{
	const uint8_t *p;
	uint32_t len;

	*sound = false;
	if (!table_at(&log->sectors, at, VHDX_LOG_SECTOR_SIZE, &p, &len))
		return false;
	return !is_candidate(v, p, at, e) || check_sum(img, log, at, e, sound);
}

/* Look at the sector at `at`; *next: bytes to the next one to look at, after the entry that begins
 * here. */
static bool check_sector(struct image *img, const struct vhdx *v, struct vhdx_log *log, uint64_t at,
			 uint32_t *next, bool *found)
{
	struct vhdx_log_entry_header e;
	bool sound;

	*next = VHDX_LOG_SECTOR_SIZE;
	if (!vhdx_log_read(img, v, log, at, &e, &sound))
		return false;
	if (!sound)
		return true;
	if (!*found || e.sequence_number > log->newest.sequence_number) {
		log->newest = e;
		log->newest_at = at;
	}
	*found = true;
	*next = vhdx_log_len_entry(&e);
	return check_descriptors(img, log, at, &e);
}

bool vhdx_check_log(struct image *img, struct vhdx *v)
{
	struct vhdx_log log = { .checked = 0 };
	bool found = false;
	uint32_t next;

	if (!check_place(img, v))
		return false;
	if (is_empty(v) || v->header.log_length == 0)
		return true;
	if (v->header.log_offset >
	    RAW_MAX_FILE_BYTES - v->header.log_length) /* qemu fails to read it */
		return fault_raise(img->disk, FAULT_VHDX_HEADER_LOG_PAST_END,
				   v->header_at + VHDX_HEADER_LOG_OFFSET_OFFSET,
				   v->header.log_offset);
	if (!table_init(&log.sectors, img->disk, v->header.log_offset, v->header.log_length,
			LOG_WINDOW))
		return false;
	for (uint64_t at = 0; at < log.sectors.len; at += next) {
		if (v->header.log_offset + at >= io_size(img->disk))
			break; /* nothing but zeros from here on */
		if (!check_sector(img, v, &log, at, &next, &found))
			return false;
	}
	if (found && img->depth == 0 && (img->source_flags & SOURCE_FLAG_REPLAY))
		return vhdx_replay_log(img, v, &log);
	if (found)
		return fault_raise(img->disk, FAULT_VHDX_HEADER_NEEDS_REPLAY,
				   v->header_at + VHDX_HEADER_LOG_GUID_OFFSET, 0);
	return true;
}
