/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Not for CBMC: an ordinary program that lays out new qcow2 images whose first refcount block does
 * not count the whole L1 table. Where things are then is the allocator's affair. For all cluster
 * sizes and refcount widths with which there are such images, and for L1 tables up to the largest:
 * lengths about an eighth apart, and all near what one to four blocks of refcounts count. In each
 * file no cluster has two uses, the refcounts say so, the table leads to them, and nothing is after
 * what measure says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/qcow2/alloc.c"
#include "formats/qcow2/alloc_blocks.c"
#include "formats/qcow2/layout.c"
#include "formats/qcow2/refcounts.c"
#include "formats/target.c"
#include "io/io_padded.c"

#define LEN_ARENA (64u << 20)
#define LEN_FILE  (64u << 20)
#define NEAR	  (NUM_OF_START + 5u) /* an edge of a block */
#define NUM_MORE  100u /* clusters that are allocated one by one after the L1 table */
#define MOST_USES (LEN_FILE >> 9)

static uint8_t arena[LEN_ARENA], file[LEN_FILE], uses[MOST_USES];
static size_t used_arena, used_file;

#define CHECK(truth)                                                                         \
	do {                                                                                 \
		if (!(truth)) {                                                              \
			fprintf(stderr,                                                      \
				"%s: clusters of 1 << %u bytes, refcounts of 1 << %u bits, " \
				"%llu clusters of L1 table\n",                               \
				#truth, cluster_bits, order, (unsigned long long)num_l1);    \
			exit(1);                                                             \
		}                                                                            \
	} while (0)

void *io_alloc(size_t size, size_t align)
{
	size_t at = align_up(used_arena, align);

	if (size > LEN_ARENA - at)
		return NULL;
	used_arena = at + size;
	return arena + at;
}

/* A new image gives no cluster up. */
bool qcow2_punch(struct qcow2_alloc *a)
{
	return a->num_hole == 0;
}

bool writer_put(uint32_t disk, uint64_t at, const void *bytes, uint32_t len)
{
	(void)disk;
	if (len > LEN_FILE || at > LEN_FILE - len)
		return false;
	memcpy(file + at, bytes, len);
	if (at + len > used_file)
		used_file = at + len;
	return true;
}

/* Neither is asked for. */
bool io_zero(uint32_t disk, uint64_t start, uint64_t length)
{
	(void)disk;
	(void)start;
	return length == 0;
}

bool io_reserve(uint32_t disk, uint64_t start, uint64_t length)
{
	return io_zero(disk, start, length);
}

bool io_read(uint32_t disk, uint64_t offset, void *buf, uint32_t len)
{
	(void)disk;
	if (len > LEN_FILE || offset > LEN_FILE - len)
		return false;
	memcpy(buf, file + offset, len);
	return true;
}

bool writer_part(uint32_t disk)
{
	return disk == 0;
}

bool writer_drain(void)
{
	return true;
}

bool io_flush(uint32_t disk)
{
	(void)disk;
	return true;
}

uint64_t io_size(uint32_t disk)
{
	(void)disk;
	return used_file;
}

bool io_unmap(uint32_t disk, uint64_t offset, uint64_t len)
{
	(void)disk;
	(void)offset;
	return len == 0;
}

bool fault_raise(uint32_t disk, uint32_t number, uint64_t offset, uint64_t value)
{
	(void)disk;
	(void)number;
	(void)offset;
	(void)value;
	return false;
}

enum target_error cost_close(struct cost *cost)
{
	(void)cost;
	return TARGET_ERROR_OK;
}

/* What measure says of an image with so large an L1 table. */
static uint64_t measured(unsigned cluster_bits, unsigned order, uint64_t num_l1)
{
	struct target_options options = { .cluster_size = UINT64_C(1) << cluster_bits,
					  .refcount_bits = 1u << order,
					  .flags = TARGET_FLAG_COMPAT_V3 };
	uint64_t entries = (UINT64_C(1) << cluster_bits) / QCOW2_L1_ENTRY_SIZE;
	struct cost cost = { .virtual_size = num_l1 * entries * entries << cluster_bits };

	return qcow2_cost(&options, &cost) == TARGET_ERROR_OK ? cost.base : 0;
}

/* Refcounts as the file has them, of the first `num` clusters. */
static void check_file(const struct qcow2_alloc *a, uint64_t num, unsigned cluster_bits,
		       unsigned order, uint64_t num_l1)
{
	const uint8_t *table = file + (a->table << cluster_bits);

	for (uint64_t i = 0; i < a->b.capacity; i++) {
		uint64_t at = load_u8be(table + i * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE);

		CHECK(at == a->b.clusters[i] << cluster_bits);
		for (uint64_t j = 0; j < qcow2_blocks_each(&a->b); j++) {
			uint64_t c = (i << a->b.per_block_bits) + j;
			uint64_t used = c < num ? uses[c] : 0;

			CHECK(used <= 1);
			CHECK((at ? qcow2_block_count(&a->b, file + at, j) : 0) == used);
		}
	}
}

static void lay(unsigned cluster_bits, unsigned order, uint64_t num_l1)
{
	static const struct target_options options;
	struct writer w = { .options = &options };
	struct qcow2_alloc a;
	uint64_t first, end = 0;

	/* Memory and file are new. */
	memset(arena, 0, used_arena);
	memset(file, 0, used_file);
	memset(uses, 0, sizeof(uses));
	used_arena = used_file = 0;
	CHECK(qcow2_alloc_init(&a, &w, cluster_bits, order));
	uses[0]++; /* the header */
	CHECK(qcow2_alloc(&a, num_l1, &first));
	for (uint64_t c = first; c < first + num_l1; c++)
		uses[c]++;
	for (unsigned i = 0; i < NUM_MORE; i++) {
		CHECK(qcow2_alloc(&a, 1, &first));
		uses[first]++;
	}
	CHECK(qcow2_blocks_flush(&a.b));
	for (uint64_t c = a.table; c < a.table + a.num_table; c++)
		uses[c]++;
	for (uint64_t i = 0; i < a.b.capacity; i++)
		if (a.b.clusters[i])
			uses[a.b.clusters[i]]++;
	for (uint64_t c = 0; c < MOST_USES; c++)
		if (uses[c])
			end = c + 1;
	CHECK(end << cluster_bits <= measured(cluster_bits, order, num_l1));
	check_file(&a, end, cluster_bits, order, num_l1);
}

/* The length of the L1 table to try after `l1`. */
static uint64_t next(uint64_t l1, uint64_t each, uint64_t most)
{
	uint64_t edge = align_up(l1, each), far = l1 + l1 / 8 + 1;

	if (l1 == most || edge - l1 <= NEAR || (l1 % each <= NEAR && l1 <= 4 * each + NEAR))
		return l1 + 1;
	if (edge <= 4 * each && far > edge - NEAR)
		return edge - NEAR;
	return far < most ? far : most;
}

int main(void)
{
	unsigned long num = 0;

	for (unsigned cluster_bits = 9; cluster_bits <= 21; cluster_bits++) {
		uint64_t most = QCOW2_MAX_L1_BYTES >> cluster_bits;

		for (unsigned order = 0; order <= 6; order++) {
			uint64_t each = (UINT64_C(1) << cluster_bits) * BITS_PER_BYTE >> order;

			for (uint64_t l1 = each - NUM_OF_START; l1 <= most;
			     l1 = next(l1, each, most), num++)
				lay(cluster_bits, order, l1);
		}
	}
	printf("%lu files\n", num);
	return num > 0 ? 0 : 1;
}
