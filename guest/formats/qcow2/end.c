/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: the end of what is in use, found from the end of the refcount table backwards. Usually one
 * block of it is looked at. */
#include "image.h"

#define PART	      65536u /* of a table or a refcount block, read at once */
#define BITS_PER_BYTE 8u
/* Blocks that count nothing: writers free their clusters, and drop or reuse the blocks. */
#define MOST_BLOCKS   64u

/* The last byte that is not zero of `len` bytes at `offset` of the file; *found false where all
 * are. */
static bool last_nonzero(struct image *img, uint64_t offset, uint64_t len, uint8_t *part,
			 uint64_t *at, bool *found)
{
	*found = false;
	while (len > 0 && !*found) {
		uint32_t n = len % PART != 0 ? (uint32_t)(len % PART) : PART;

		len -= n;
		if (offset + len >= io_size(img->disk))
			continue; /* reads as zeros */
		if (!io_read_padded(img->disk, offset + len, part, n))
			return false;
		while (n > 0 && part[n - 1] == 0)
			n--;
		*found = n > 0;
		*at = len + n - 1;
	}
	return true;
}

/* The cluster after the last one that the block at `offset` counts, from the block's first one on;
 * 0: it counts none. */
static bool end_in_block(struct image *img, const struct qcow2 *q, uint64_t offset, uint8_t *part,
			 uint64_t *num)
{
	uint64_t bits = qcow2_header_refcount_bits(&q->header), at;
	bool found;

	*num = 0;
	if (offset % q->cluster_size != 0 || !qcow2_within_reach(offset, q->cluster_size))
		return true; /* a broken table is not ours to report */
	if (!last_nonzero(img, offset, q->cluster_size, part, &at, &found))
		return false;
	if (found)
		*num = (at + 1) * BITS_PER_BYTE / bits + ((at + 1) * BITS_PER_BYTE % bits != 0);
	return true;
}

bool qcow2_find_end(struct image *img, const struct qcow2 *q, uint64_t *end)
{
	uint64_t left = (uint64_t)q->header.num_refcount_table_clusters << q->cluster_bits, at, num;
	uint64_t per_block = qcow2_header_num_refcounts_per_block(&q->header);
	size_t mark = io_mark();
	uint8_t *table = io_alloc(PART, 1), *part = io_alloc(PART, 1);
	bool found;

	*end = 0;
	if (!table || !part)
		return false;
	for (uint32_t i = 0; i < MOST_BLOCKS && *end == 0; i++) {
		uint8_t entry[QCOW2_REFCOUNT_TABLE_ENTRY_SIZE];

		if (!last_nonzero(img, q->header.ofs_refcount_table, left, table, &at, &found))
			return false;
		if (!found)
			break;
		left = at - at % sizeof(entry);
		if (!io_read_padded(img->disk, q->header.ofs_refcount_table + left, entry,
				    sizeof(entry)))
			return false;
		if (!end_in_block(img, q, load_u8be(entry), part, &num))
			return false;
		num = num > 0 ? left / sizeof(entry) * per_block + num : 0;
		*end = num > RAW_MAX_FILE_BYTES >> q->cluster_bits ? RAW_MAX_FILE_BYTES
								   : num << q->cluster_bits;
	}
	io_release(mark);
	return true;
}
