/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What qemu leaves in the log of an image that it fills: an entry of two sectors for each block
 * that is allocated, one after the other and around again, each the only one of its sequence. They
 * have been replayed, so the header names no log and no reader looks at them.
 */
#include "new.h"

#include "base/mem.h"
#include "base/store.h"
#include "io/writer.h"

#define LEN_ENTRY (VHDX_LOG_SECTOR_SIZE + VHDX_LOG_DATA_SECTOR_SIZE)
#define LEN_LEAD  sizeof(((struct vhdx_log_data_descriptor *)0)->leading_bytes)
#define LEN_TRAIL sizeof(((struct vhdx_log_data_descriptor *)0)->trailing_bytes)

/* The sector's first and last bytes make room for signature and sequence number. */
static void store_change(uint8_t *entry, uint64_t number, const uint8_t *sector, uint64_t place)
{
	struct vhdx_log_data_descriptor d = { .file_offset = place, .sequence_number = number };
	struct vhdx_log_data_sector s = { .sequence_high = (uint32_t)(number >> 32),
					  .sequence_low = (uint32_t)number };

	memcpy(d.leading_bytes, sector, LEN_LEAD);
	memcpy(s.data, sector + LEN_LEAD, sizeof(s.data));
	memcpy(d.trailing_bytes, sector + LEN_LEAD + sizeof(s.data), LEN_TRAIL);
	vhdx_log_data_descriptor_store(entry + VHDX_LOG_ENTRY_HEADER_SIZE, &d);
	vhdx_log_data_sector_store(entry + VHDX_LOG_SECTOR_SIZE, &s);
}

bool vhdx_put_log(struct writer *w, struct new_vhdx *v, const uint8_t *sector, uint64_t place)
{
	static uint8_t entry[LEN_ENTRY];
	uint64_t at = (v->num_updates - 1) * LEN_ENTRY % v->layout.len_log;
	struct vhdx_log_entry_header h = {
		.sequence_number = v->num_updates,
		.flushed_file_offset = w->end,
		.last_file_offset = w->end,
		.entry_length = LEN_ENTRY,
		.tail = (uint32_t)at,
		.num_descriptors = 1,
	};

	memset(entry, 0, sizeof(entry));
	random_uuid(&v->random, h.log_guid);
	store_change(entry, h.sequence_number, sector, place);
	vhdx_log_entry_header_store(entry, &h);
	h.checksum = checksum_crc32c(entry, sizeof(entry), VHDX_LOG_ENTRY_HEADER_CHECKSUM_OFFSET,
				     sizeof(h.checksum));
	vhdx_log_entry_header_store(entry, &h);
	at += v->layout.ofs_log;
	return writer_put(w->disk, at, entry, VHDX_LOG_SECTOR_SIZE) &&
	       writer_put(w->disk, at + VHDX_LOG_SECTOR_SIZE, entry + VHDX_LOG_SECTOR_SIZE,
			  VHDX_LOG_DATA_SECTOR_SIZE);
}
