/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log of a VHDX, replayed: each entry from the oldest to the newest brings the file from one
 * consistent state to the next. All of it is looked at before the first byte is written. Then both
 * headers are written, the one that does not count first, and neither names a log.
 */
#include "log.h"

#include "base/mem.h"
#include "base/random.h"
#include "generated/raw.h"
#include "generated/structures.h"

#define LEN_LEAD  sizeof(((struct vhdx_log_data_descriptor *)0)->leading_bytes)
#define LEN_TRAIL sizeof(((struct vhdx_log_data_descriptor *)0)->trailing_bytes)

struct replay {
	struct image *img;
	struct vhdx *v;
	struct vhdx_log *log;
	uint64_t at; /* the entry in the log */
	struct vhdx_log_entry_header entry;
	uint32_t num_data; /* data sectors of it that were met */
	bool applies;	   /* what is looked at first is written next */
};

static bool refuse(const struct replay *r, uint32_t fault, uint64_t offset, uint64_t value)
{
	return fault_raise(r->img->disk, fault, r->log->sectors.offset + r->at + offset, value);
}

/* How long the entry makes the file. */
static uint64_t new_length(const struct replay *r)
{
	uint64_t last = r->entry.last_file_offset, size = io_size(r->img->disk);

	if (last <= size || last > RAW_MAX_FILE_BYTES)
		return size;
	return (last + VHDX_ALIGNMENT - 1) / VHDX_ALIGNMENT * VHDX_ALIGNMENT;
}

static bool check_range(const struct replay *r, uint64_t start, uint64_t len)
{
	uint64_t end = new_length(r);

	return (start <= end && len <= end - start) ||
	       refuse(r, FAULT_VHDX_LOG_ENTRY_HEADER_BAD_PLACE,
		      VHDX_LOG_ENTRY_HEADER_LAST_FILE_OFFSET_OFFSET, r->entry.last_file_offset);
}

static bool replay_zeros(const struct replay *r, const struct vhdx_log_zero_descriptor *d)
{
	return check_range(r, d->file_offset, d->zero_length) &&
	       (!r->applies || d->zero_length == 0 ||
		io_zero(r->img->disk, d->file_offset, d->zero_length));
}

/* The sector that belongs to the descriptor; the entry may go on at the start of the log. */
static bool read_data(struct replay *r, struct vhdx_log_data_sector *sector)
{
	uint64_t pos = VHDX_LOG_SECTOR_SIZE + (uint64_t)r->num_data++ * VHDX_LOG_DATA_SECTOR_SIZE;
	uint64_t number = r->entry.sequence_number;
	struct parse_in in;
	const uint8_t *p;
	uint32_t len;

	if (pos >= vhdx_log_len_entry(&r->entry))
		return refuse(r, FAULT_VHDX_LOG_ENTRY_HEADER_BAD_DATA,
			      VHDX_LOG_ENTRY_HEADER_ENTRY_LENGTH_OFFSET, r->entry.entry_length);
	if (!table_at(&r->log->sectors, (r->at + pos) % r->log->sectors.len,
		      VHDX_LOG_DATA_SECTOR_SIZE, &p, &len))
		return false;
	in = parse_input(p, VHDX_LOG_DATA_SECTOR_SIZE, 0);
	return (vhdx_log_data_sector_parse(&in, sector) == PARSE_OK &&
		sector->sequence_high == (uint32_t)(number >> 32) &&
		sector->sequence_low == (uint32_t)number) ||
	       refuse(r, FAULT_VHDX_LOG_ENTRY_HEADER_BAD_DATA,
		      VHDX_LOG_ENTRY_HEADER_ENTRY_LENGTH_OFFSET, r->entry.entry_length);
}

static bool replay_data(struct replay *r, const struct vhdx_log_data_descriptor *d)
{
	static struct vhdx_log_data_sector sector;
	static uint8_t bytes[VHDX_LOG_DATA_SECTOR_SIZE];

	if (!check_range(r, d->file_offset, sizeof(bytes)) || !read_data(r, &sector))
		return false;
	memcpy(bytes, d->leading_bytes, LEN_LEAD);
	memcpy(bytes + LEN_LEAD, sector.data, sizeof(sector.data));
	memcpy(bytes + LEN_LEAD + sizeof(sector.data), d->trailing_bytes, LEN_TRAIL);
	return !r->applies || io_put(r->img->disk, d->file_offset, bytes, sizeof(bytes));
}

/* Descriptors have been found in order, and are in the first sector. */
static bool replay_descriptor(struct replay *r, const uint8_t *bytes)
{
	struct parse_in in = parse_input(bytes, VHDX_LOG_ZERO_DESCRIPTOR_SIZE, 0);
	struct vhdx_log_zero_descriptor zero;
	struct vhdx_log_data_descriptor data;

	if (vhdx_log_zero_descriptor_parse(&in, &zero) == PARSE_OK)
		return replay_zeros(r, &zero);
	in = parse_input(bytes, VHDX_LOG_DATA_DESCRIPTOR_SIZE, 0);
	if (vhdx_log_data_descriptor_parse(&in, &data) == PARSE_OK)
		return replay_data(r, &data);
	return refuse(r, FAULT_VHDX_LOG_ENTRY_HEADER_BAD_DESCRIPTOR,
		      VHDX_LOG_ENTRY_HEADER_NUM_DESCRIPTORS_OFFSET, r->entry.num_descriptors);
}

static bool replay_entry(struct replay *r)
{
	static uint8_t first[VHDX_LOG_SECTOR_SIZE];
	uint64_t length = new_length(r);
	const uint8_t *p;
	uint32_t len;

	if (!r->applies && r->entry.flushed_file_offset > io_size(r->img->disk))
		return refuse(r, FAULT_VHDX_LOG_ENTRY_HEADER_FILE_CUT,
			      VHDX_LOG_ENTRY_HEADER_FLUSHED_FILE_OFFSET_OFFSET,
			      r->entry.flushed_file_offset);
	if (!table_at(&r->log->sectors, r->at, sizeof(first), &p, &len))
		return false;
	memcpy(first, p, sizeof(first));
	r->num_data = 0;
	for (uint32_t i = 0; i < r->entry.num_descriptors; i++)
		if (!replay_descriptor(r, first + VHDX_LOG_ENTRY_HEADER_SIZE +
						  i * VHDX_LOG_ZERO_DESCRIPTOR_SIZE))
			return false;
	return !r->applies || io_lengthen(r->img->disk, length);
}

static bool refuse_sequence(struct replay *r)
{
	r->at = r->log->newest_at;
	return refuse(r, FAULT_VHDX_LOG_ENTRY_HEADER_BAD_SEQUENCE,
		      VHDX_LOG_ENTRY_HEADER_TAIL_OFFSET, r->log->newest.tail);
}

/* From the oldest entry to the newest; they are not longer than the log. */
static bool replay_entries(struct replay *r)
{
	struct vhdx_log *log = r->log;
	uint64_t done = 0, number = 0;
	bool sound;

	log->checked = 0;
	r->at = log->newest.tail;
	if (r->at >= log->sectors.len || r->at % VHDX_LOG_SECTOR_SIZE != 0)
		return refuse_sequence(r);
	for (;; r->at = (r->at + vhdx_log_len_entry(&r->entry)) % log->sectors.len) {
		if (!vhdx_log_read(r->img, r->v, log, r->at, &r->entry, &sound))
			return false;
		if (!sound || (done > 0 && r->entry.sequence_number != number + 1) ||
		    r->entry.num_descriptors > VHDX_LOG_FIRST_DESCRIPTORS)
			return refuse_sequence(r);
		number = r->entry.sequence_number;
		done += vhdx_log_len_entry(&r->entry);
		if (done > log->sectors.len)
			return refuse_sequence(r);
		if (!replay_entry(r))
			return false;
		if (r->at == log->newest_at)
			return true;
	}
}

/* Another identity for who has written: there is no entropy here, and one that follows from the
 * last is another one too. */
static void renew(struct vhdx_header *h)
{
	uint8_t entropy[RANDOM_LEN_ENTROPY] = { 0 };
	struct random random;

	memcpy(entropy, h->file_write_guid, sizeof(h->file_write_guid));
	memcpy(entropy + sizeof(h->file_write_guid), &h->sequence_number,
	       sizeof(h->sequence_number));
	random_begin(&random, entropy);
	random_uuid(&random, h->file_write_guid);
}

/* The header that does not count becomes the one that does. */
static bool put_header(const struct image *img, struct vhdx *v)
{
	static uint8_t bytes[VHDX_HEADER_SIZE];

	v->header.sequence_number++;
	v->header_at = v->header_at == VHDX_HEADER_1_OFFSET ? VHDX_HEADER_2_OFFSET
							    : VHDX_HEADER_1_OFFSET;
	vhdx_header_store(bytes, &v->header);
	return io_put(img->disk, v->header_at, bytes, sizeof(bytes)) && io_flush(img->disk);
}

bool vhdx_replay_log(struct image *img, struct vhdx *v, struct vhdx_log *log)
{
	struct replay r = { .img = img, .v = v, .log = log };

	if (!replay_entries(&r))
		return false;
	r.applies = true;
	if (!replay_entries(&r) || !io_flush(img->disk))
		return false;
	renew(&v->header);
	memset(v->header.log_guid, 0, sizeof(v->header.log_guid));
	v->replayed = true;
	return put_header(img, v) && put_header(img, v);
}
