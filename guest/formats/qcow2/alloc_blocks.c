/* SPDX-License-Identifier: Apache-2.0 */
#include "alloc_blocks.h"

#include "base/arith.h"
#include "base/mem.h"
#include "base/store.h"
#include "formats/layout.h"
#include "generated/qcow2.h"
#include "generated/source.h"
#include "generated/structures.h"
#include "io/io.h"
#include "io/writer.h"

#define KEPT_BYTES (2u << 20) /* memory for blocks, but for the two that there always are */

/* --- refcounts in a block --- */

uint64_t qcow2_block_count(const struct qcow2_blocks *b, const uint8_t *block, uint64_t i)
{
	unsigned in_byte = bits_of(BITS_PER_BYTE) - (b->order < 3 ? b->order : 3);

	switch (b->order) {
	case 3:
		return block[i];
	case 4:
		return load_u2be(block + i * 2);
	case 5:
		return load_u4be(block + i * 4);
	case 6:
		return load_u8be(block + i * 8);
	default:
		return block[i >> in_byte] >> ((i & ((1u << in_byte) - 1)) << b->order) &
		       ((1u << (1u << b->order)) - 1);
	}
}

void qcow2_block_set_count(const struct qcow2_blocks *b, uint8_t *block, uint64_t i, uint64_t count)
{
	unsigned in_byte = bits_of(BITS_PER_BYTE) - (b->order < 3 ? b->order : 3);
	unsigned shift = (unsigned)(i & ((1u << in_byte) - 1)) << b->order;
	unsigned mask = (1u << (1u << (b->order < 3 ? b->order : 3))) - 1;

	switch (b->order) {
	case 3:
		qcow2_refcount_8_store(block + i, (uint8_t)count);
		break;
	case 4:
		qcow2_refcount_16_store(block + i * 2, (uint16_t)count);
		break;
	case 5:
		qcow2_refcount_32_store(block + i * 4, (uint32_t)count);
		break;
	case 6:
		qcow2_refcount_64_store(block + i * 8, count);
		break;
	default:
		block[i >> in_byte] = (uint8_t)((block[i >> in_byte] & ~(mask << shift)) |
						(unsigned)count << shift);
	}
}

/* --- blocks in memory --- */

static void touch_bytes(struct qcow2_block *block, uint64_t low, uint64_t high)
{
	if (block->dirty_end == 0 || low < block->dirty)
		block->dirty = low;
	if (high > block->dirty_end)
		block->dirty_end = high;
}

void qcow2_block_touch(const struct qcow2_blocks *b, struct qcow2_block *block, uint64_t i,
		       uint64_t end)
{
	unsigned bits = bits_of(BITS_PER_BYTE);

	touch_bytes(block, i << b->order >> bits, pieces_of(end << b->order, bits));
}

/* In whole sectors, of which a cluster has some. */
static bool queue_block(struct qcow2_blocks *b, struct qcow2_block *block)
{
	uint64_t low = block->dirty & ~(uint64_t)(SOURCE_SECTOR_SIZE - 1);
	uint64_t high = align_up(block->dirty_end, SOURCE_SECTOR_SIZE);
	uint32_t len = (uint32_t)(high - low);
	bool open = block->open;

	if (high == 0)
		return true;
	block->dirty_end = 0;
	block->open = false;
	return (open ? target_put_open : target_put)(
		b->w, (block->cluster << b->cluster_bits) + low, block->bytes + low, len);
}

static bool write_back(struct qcow2_blocks *b, struct qcow2_block *block)
{
	bool is_copied = block->dirty_end - block->dirty <= WRITER_COPIED - 2 * SOURCE_SECTOR_SIZE;

	return block->dirty_end == 0 || (queue_block(b, block) && (is_copied || writer_drain()));
}

static struct qcow2_block *kept_block(struct qcow2_blocks *b, uint64_t index)
{
	for (uint32_t i = 0; i < b->num_kept; i++)
		if (b->kept[i].cluster && b->kept[i].index == index)
			return &b->kept[i];
	return NULL;
}

void qcow2_block_forget(struct qcow2_blocks *b, uint64_t index)
{
	struct qcow2_block *block = kept_block(b, index);

	if (block)
		block->cluster = 0;
}

/* The slot that was not looked at for longest, emptied. */
static struct qcow2_block *free_slot(struct qcow2_blocks *b)
{
	struct qcow2_block *oldest = &b->kept[0];

	for (uint32_t i = 1; i < b->num_kept; i++)
		if (b->kept[i].used < oldest->used)
			oldest = &b->kept[i];
	if (oldest->cluster && !write_back(b, oldest))
		return NULL;
	return oldest;
}

struct qcow2_block *qcow2_block_new(struct qcow2_blocks *b, uint64_t index, uint64_t cluster)
{
	struct qcow2_block *block = free_slot(b);

	if (!block)
		return NULL;
	memset(block->bytes, 0, qcow2_blocks_cluster_size(b));
	block->index = index;
	block->cluster = cluster;
	block->used = ++b->clock;
	block->open = target_is_open(b->w, cluster << b->cluster_bits);
	touch_bytes(block, 0, qcow2_blocks_cluster_size(b));
	return block;
}

struct qcow2_block *qcow2_block_load(struct qcow2_blocks *b, uint64_t index)
{
	/* A new file may end with the zeros of a block, which are not written. */
	bool (*read)(uint32_t, uint64_t, void *, uint32_t) = target_is_new(b->w) ? io_read_padded
										 : io_read;
	struct qcow2_block *block = kept_block(b, index);

	if (block) {
		block->used = ++b->clock;
		return block;
	}
	block = free_slot(b);
	if (!block)
		return NULL;
	block->cluster = 0;
	block->dirty_end = 0;
	block->open = false;
	if (!writer_drain() || !read(b->w->disk, b->clusters[index] << b->cluster_bits,
				     block->bytes, (uint32_t)qcow2_blocks_cluster_size(b)))
		return NULL;
	block->index = index;
	block->cluster = b->clusters[index];
	block->used = ++b->clock;
	return block;
}

static bool make_slots(struct qcow2_blocks *b, uint32_t most)
{
	uint64_t num = KEPT_BYTES >> b->cluster_bits;

	b->num_kept = num < 2 ? 2 : num > most ? most : (uint32_t)num;
	for (uint32_t i = 0; i < b->num_kept; i++) {
		b->kept[i].bytes = io_alloc(qcow2_blocks_cluster_size(b), 8);
		if (!b->kept[i].bytes)
			return false;
	}
	return true;
}

bool qcow2_blocks_init(struct qcow2_blocks *b, struct writer *w, unsigned cluster_bits,
		       unsigned order, uint32_t most)
{
	*b = (struct qcow2_blocks){ .w = w, .cluster_bits = cluster_bits, .order = order };
	b->per_block_bits = cluster_bits + bits_of(BITS_PER_BYTE) - order;
	b->capacity = qcow2_blocks_cluster_size(b) / QCOW2_REFCOUNT_TABLE_ENTRY_SIZE;
	b->clusters = io_alloc(b->capacity * sizeof(*b->clusters), _Alignof(uint64_t));
	return b->clusters && make_slots(b, most);
}

bool qcow2_blocks_queue(struct qcow2_blocks *b)
{
	for (uint32_t i = 0; i < b->num_kept; i++)
		if (b->kept[i].cluster && !queue_block(b, &b->kept[i]))
			return false;
	return true;
}

bool qcow2_blocks_flush(struct qcow2_blocks *b)
{
	for (uint32_t i = 0; i < b->num_kept; i++)
		if (b->kept[i].cluster && !write_back(b, &b->kept[i]))
			return false;
	return true;
}
