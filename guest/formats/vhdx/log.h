/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VHDX_LOG_H
#define VHDX_LOG_H
/* The log while it is looked at, shared by log.c (what it holds) and log_replay.c. */
#include "image.h"

struct vhdx_log {
	struct table sectors;
	uint64_t checked;		     /* bytes of entries so far */
	struct vhdx_log_entry_header newest; /* of those that are in order */
	uint64_t newest_at;		     /* its place in the log */
};

/* Bytes of an entry. The length 0 is taken for one sector, as in qemu. */
static inline uint32_t vhdx_log_len_entry(const struct vhdx_log_entry_header *e)
{
	return e->entry_length > 0 ? e->entry_length : VHDX_LOG_SECTOR_SIZE;
}

/* *sound: an entry of this log begins at `at`, and its checksum is right. */
MUST_CHECK bool vhdx_log_read(struct image *img, const struct vhdx *v, struct vhdx_log *log,
			      uint64_t at, struct vhdx_log_entry_header *e, bool *sound);

/* Apply the sequence that ends with the newest entry, and let the headers name no log. */
MUST_CHECK bool vhdx_replay_log(struct image *img, struct vhdx *v, struct vhdx_log *log);

#endif
