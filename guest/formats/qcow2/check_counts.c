/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: the counts in the file, held against those in memory. */
#include <string.h>

#include "check.h"

#include "base/store.h"
#include "io/writer.h"

#define TABLE_WINDOW 65536u
#define PAGE_MAX     65536u
#define BUDGET	     (1u << 20) /* bytes of blocks in memory */
#define MANY	     2048u	/* pages at once */
#define PIECE	     4096u	/* of a block, for single counts */
#define NO_PIECE     UINT64_MAX

/* Orders of refcounts whose entries have a parser of their own. */
enum order { ORDER_8 = 3, ORDER_16 = 4, ORDER_32 = 5 };

bool qcow2_counts_init(struct qcow2_check *c)
{
	struct qcow2_counts *n = &c->counts;
	const struct qcow2_header *h = &c->q->header;
	uint64_t len = (uint64_t)h->num_refcount_table_clusters << c->q->cluster_bits;

	n->num_entries = len / QCOW2_REFCOUNT_TABLE_ENTRY_SIZE;
	n->order = (uint32_t)__builtin_ctzll(qcow2_header_refcount_bits(h));
	n->per_block = qcow2_header_num_refcounts_per_block(h);
	n->page_size = c->q->cluster_size < PAGE_MAX ? c->q->cluster_size : PAGE_MAX;
	n->per_page = n->per_block / (c->q->cluster_size / n->page_size);
	n->piece_at = n->entry_index = NO_PIECE;
	n->piece = io_alloc(PIECE, sizeof(uint64_t));
	return n->piece &&
	       table_init(&n->table, c->img->disk, h->ofs_refcount_table, len, TABLE_WINDOW) &&
	       pages_init(&n->blocks, c->img->disk, n->page_size, MANY, BUDGET);
}

static bool read_entry(struct qcow2_check *c, uint64_t index, uint64_t *entry)
{
	struct qcow2_counts *n = &c->counts;
	const uint8_t *bytes;
	uint32_t len;

	if (n->entry_index != index) {
		if (!table_at(&n->table, index * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE,
			      QCOW2_REFCOUNT_TABLE_ENTRY_SIZE, &bytes, &len))
			return false;
		n->entry = qcow2_refcount_table_entry_load(bytes);
		n->entry_index = index;
	}
	*entry = n->entry;
	return true;
}

static uint64_t place_of_entry(const struct qcow2_check *c, uint64_t index)
{
	return c->counts.table.offset + index * QCOW2_REFCOUNT_TABLE_ENTRY_SIZE;
}

static bool is_block_readable(const struct qcow2_check *c, uint64_t offset)
{
	return offset % c->q->cluster_size == 0 && qcow2_within_reach(offset, c->q->cluster_size);
}

/* What is wrong with a block: there is no other way than to write counts anew. */
static bool tell_block(struct qcow2_check *c, uint32_t fault, uint64_t at, uint64_t index)
{
	bool broken = c->broken, told = qcow2_tell_walked(c, fault, at, index, 0);

	c->broken = broken; /* not a pointer to data */
	if (fault != FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_BLOCK_OUTSIDE ||
	    qcow2_repairs_errors(c))
		c->rebuild = true;
	return told;
}

static bool count_block(struct qcow2_check *c, uint64_t index, uint64_t entry)
{
	uint64_t offset = qcow2_refcount_table_entry_ofs_block(entry),
		 at = place_of_entry(c, index);
	uint64_t cluster = offset >> c->q->cluster_bits, users;
	bool strict = !(c->sink->config->flags & CHECK_FLAG_RESERVED_UNCHECKED);

	if (strict && qcow2_refcount_table_entry_reserved(entry) != 0)
		return tell_block(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_RESERVED, at, index);
	if (offset % c->q->cluster_size != 0 || qcow2_refcount_table_entry_reserved(entry) != 0)
		return tell_block(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_BLOCK_UNALIGNED, at,
				  index);
	if (cluster >= c->num_clusters)
		return tell_block(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_BLOCK_OUTSIDE, at,
				  index);
	if (offset == 0)
		return true;
	if (!qcow2_count(c, offset, c->q->cluster_size, at))
		return false;
	if (c->owning || cluster - c->counters.first >= c->counters.num)
		return true;
	users = qcow2_counter(&c->counters, cluster);
	c->rebuild |= users != 1;
	return users == 1 || qcow2_tell(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_BLOCK_COUNT,
					CHECK_EFFECT_CORRUPTION, at, index, users, 0);
}

bool qcow2_count_blocks(struct qcow2_check *c)
{
	uint64_t entry;

	for (uint64_t i = 0; i < c->counts.num_entries; i++) {
		if (!read_entry(c, i, &entry))
			return false;
		if (entry != 0 && !count_block(c, i, entry))
			return false;
	}
	return true;
}

/* Count `index` of those that `page` holds. */
static uint64_t load_count(uint32_t order, const uint8_t *page, uint64_t index)
{
	switch (order) {
	case ORDER_8:
		return page[index];
	case ORDER_16:
		return load_u2be(page + index * sizeof(uint16_t));
	case ORDER_32:
		return load_u4be(page + index * sizeof(uint32_t));
	default:
		if (order > ORDER_32)
			return load_u8be(page + index * sizeof(uint64_t));
		return qcow2_refcounts_in_byte_refcount(
			page[(index << order) / BITS_PER_BYTE], order,
			(uint32_t)(index & ((BITS_PER_BYTE >> order) - 1)));
	}
}

bool qcow2_read_count(struct qcow2_check *c, uint64_t cluster, uint64_t *count, bool *known)
{
	struct qcow2_counts *n = &c->counts;
	uint64_t index = cluster / n->per_block, in_block = cluster % n->per_block, entry, at;

	*count = 0;
	*known = true;
	if (index >= n->num_entries)
		return true;
	if (!read_entry(c, index, &entry))
		return false;
	entry = qcow2_refcount_table_entry_ofs_block(entry);
	if (entry == 0)
		return true;
	*known = is_block_readable(c, entry);
	if (!*known)
		return true;
	at = entry + (in_block << n->order) / BITS_PER_BYTE;
	if (at / PIECE != n->piece_at / PIECE || n->piece_at == NO_PIECE) {
		n->piece_at = at - at % PIECE;
		if (!io_read_padded(c->img->disk, n->piece_at, n->piece, PIECE))
			return false;
	}
	in_block -= ((n->piece_at > entry ? n->piece_at - entry : 0) * BITS_PER_BYTE) >> n->order;
	*count = load_count(n->order, n->piece + (entry > n->piece_at ? entry - n->piece_at : 0),
			    in_block);
	return true;
}

/* One page of counts, those of the clusters from `first` on; NULL: all of them are 0. */
typedef bool page_visitor(struct qcow2_check *c, const uint8_t *page, uint64_t first, uint64_t num,
			  bool known);

void qcow2_counts_forget(struct qcow2_check *c)
{
	c->counts.piece_at = c->counts.entry_index = NO_PIECE;
}

void qcow2_count_store(const struct qcow2_check *c, uint8_t *bytes, uint64_t index, uint64_t count)
{
	uint32_t order = c->counts.order, bit = (uint32_t)((index << order) % BITS_PER_BYTE);
	uint64_t byte = (index << order) / BITS_PER_BYTE, width = (uint64_t)1 << order;

	if (order >= ORDER_8)
		store_bytes_be(bytes + byte, width / BITS_PER_BYTE, count);
	else
		bytes[byte] = (uint8_t)((bytes[byte] & ~(((1u << width) - 1) << bit)) |
					(uint32_t)count << bit);
}

/* The pages that hold the counts of [first, end), a load of them at once. */
static bool load_pages(struct qcow2_check *c, uint64_t first, uint64_t end, uint32_t *num,
		       uint8_t *unknown)
{
	struct qcow2_counts *n = &c->counts;
	uint64_t entry, offset;

	for (*num = 0; *num < n->blocks.max && first < end; first += n->per_page, (*num)++) {
		uint64_t index = first / n->per_block;

		entry = 0;
		if (index < n->num_entries && !read_entry(c, index, &entry))
			return false;
		offset = qcow2_refcount_table_entry_ofs_block(entry);
		unknown[*num] = offset != 0 && !is_block_readable(c, offset);
		if (offset != 0)
			offset += first % n->per_block / n->per_page * n->page_size;
		n->blocks.offset[*num] =
			offset == 0 || unknown[*num] || offset >= io_size(c->img->disk) ? PAGES_NONE
											: offset;
	}
	return pages_load(&n->blocks, *num);
}

/* The counts of [first, end); `first` begins a page. */
static bool visit_counts(struct qcow2_check *c, uint64_t first, uint64_t end, page_visitor *visit)
{
	struct qcow2_counts *n = &c->counts;
	static uint8_t unknown[MANY];
	uint32_t num;

	while (first < end) {
		if (!load_pages(c, first, end, &num, unknown))
			return false;
		for (uint32_t i = 0; i < num; i++, first += n->per_page) {
			uint64_t left = end - first;

			if (!visit(c, n->blocks.page[i], first,
				   left < n->per_page ? left : n->per_page, !unknown[i]))
				return false;
		}
	}
	return true;
}

/* What qemu's driver says of the first block that it cannot read. */
static bool tell_corrupt(struct qcow2_check *c, uint64_t cluster)
{
	uint64_t index = cluster / c->counts.per_block, entry;

	if (c->said_corrupt)
		return true;
	c->said_corrupt = true;
	if (!read_entry(c, index, &entry))
		return false;
	return qcow2_tell(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_UNALIGNED, CHECK_EFFECT_NONE,
			  place_of_entry(c, index), qcow2_refcount_table_entry_ofs_block(entry),
			  index, 0);
}

static bool tell_unknown(struct qcow2_check *c, uint64_t first, uint64_t num)
{
	if (!tell_corrupt(c, first))
		return false;
	for (uint64_t i = 0; i < num; i++)
		if (!qcow2_tell(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_COUNT_UNREADABLE,
				CHECK_EFFECT_CHECK_ERROR,
				place_of_entry(c, first / c->counts.per_block), first + i, 0, 0))
			return false;
	return true;
}

static bool tell_difference(struct qcow2_check *c, uint64_t cluster, uint64_t count, uint64_t users)
{
	bool leaked = count > users;

	qcow2_note_damage(c, cluster, count, users);
	return qcow2_tell(c,
			  leaked ? FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_LEAKED
				 : FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_COUNT_LOW,
			  leaked ? CHECK_EFFECT_LEAK : CHECK_EFFECT_CORRUPTION,
			  place_of_entry(c, cluster / c->counts.per_block), cluster, count, users);
}

/* How many of the counters are 0, eight at a time where they are. */
static uint64_t skip_zeros(const uint8_t *users, uint64_t i, uint64_t num)
{
	while (i < num && users[i] == 0)
		i += num - i >= sizeof(uint64_t) && load_u8be(users + i) == 0 ? sizeof(uint64_t)
									      : 1;
	return i;
}

/* How many counts from `i` on are the same as in memory, where one is 2 bytes in the file and 1 in
 * memory: of nearly all images, all are. Where the file has none, they are 0. */
static uint64_t skip_equal(const struct qcow2_check *c, const uint8_t *page, uint64_t first,
			   uint64_t i, uint64_t num)
{
	const uint8_t *users = c->counters.bytes + (first - c->counters.first);

	if (c->counters.width != sizeof(uint8_t))
		return i;
	if (!page)
		return skip_zeros(users, i, num);
	if (c->counts.order != ORDER_16)
		return i;
	while (i < num && load_u2be(page + i * sizeof(uint16_t)) == users[i])
		i++;
	return i;
}

static uint64_t count_in(const struct qcow2_check *c, const uint8_t *page, uint64_t i)
{
	return page ? load_count(c->counts.order, page, i) : 0;
}

/* Where the last cluster begins that anything counts or uses. */
static void note_end(struct qcow2_check *c, const uint8_t *page, uint64_t first, uint64_t num)
{
	while (num > 0 && count_in(c, page, num - 1) == 0 &&
	       qcow2_counter(&c->counters, first + num - 1) == 0)
		num--;
	if (num > 0)
		c->result->image_end_offset = (first + num - 1) << c->q->cluster_bits;
}

/* Where in the file the page is that has the counts of the clusters from `first` on. */
static bool place_of_page(struct qcow2_check *c, uint64_t first, uint64_t *at)
{
	struct qcow2_counts *n = &c->counts;
	uint64_t entry;

	if (!read_entry(c, first / n->per_block, &entry))
		return false;
	*at = qcow2_refcount_table_entry_ofs_block(entry) +
	      first % n->per_block / n->per_page * n->page_size;
	return true;
}

static bool is_repairable(const struct qcow2_check *c, uint64_t cluster, uint64_t count,
			  uint64_t users)
{
	return c->repairing && count != 0 && !qcow2_is_overlap(c, cluster) &&
	       (count > users ? qcow2_repairs_leaks(c) : qcow2_repairs_errors(c) && !c->only_leaks);
}

/* Make count `i` of a page what it should be. */
static bool repair_count(struct qcow2_check *c, const uint8_t *page, uint64_t first, uint64_t i,
			 uint64_t count, uint64_t users)
{
	uint8_t *own = c->counts.blocks.buf + (page - c->counts.blocks.buf);
	uint64_t byte = (i << c->counts.order) / BITS_PER_BYTE, at;
	uint32_t len = c->counts.order > ORDER_8 ? (1u << c->counts.order) / BITS_PER_BYTE : 1;

	qcow2_count_store(c, own, i, users);
	return place_of_page(c, first, &at) &&
	       qcow2_tell(c, FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_COUNT_REPAIRED,
			  count > users ? CHECK_EFFECT_LEAK_REPAIRED
					: CHECK_EFFECT_CORRUPTION_REPAIRED,
			  at + byte, first + i, count, users) &&
	       writer_put(c->img->disk, at + byte, own + byte, len) &&
	       (users != 0 || qcow2_freed(c, first + i));
}

static bool compare_page(struct qcow2_check *c, const uint8_t *page, uint64_t first, uint64_t num,
			 bool known)
{
	uint64_t i = page || !known ? 0 : skip_equal(c, page, first, 0, num);

	if (!known)
		return tell_unknown(c, first, num);
	if (i == num)
		return true; /* nothing counts or uses any of them */
	for (; i < num; i++) {
		uint64_t count, users;

		i = skip_equal(c, page, first, i, num);
		if (i == num)
			break;
		count = count_in(c, page, i);
		users = qcow2_counter(&c->counters, first + i);
		c->rebuild |= count == 0 && users != 0;
		if (count == users)
			continue;
		if (is_repairable(c, first + i, count, users)
			    ? !repair_count(c, page, first, i, count, users)
			    : !tell_difference(c, first + i, count, users))
			return false;
	}
	note_end(c, page, first, num);
	return !c->repairing || writer_drain();
}

bool qcow2_compare(struct qcow2_check *c)
{
	uint64_t end = c->counters.first + c->counters.num;

	return visit_counts(c, c->counters.first, end < c->num_clusters ? end : c->num_clusters,
			    compare_page);
}

/* The usual width, a byte of bits at a time. */
static void note_ones_of_16(const uint8_t *page, uint8_t *ones, uint64_t len)
{
	for (uint64_t i = 0; i < len; i++) {
		uint32_t bits = 0;

		for (uint32_t k = 0; k < BITS_PER_BYTE; k++, page += sizeof(uint16_t))
			bits |= (uint32_t)(load_u2be(page) == 1) << k;
		ones[i] = (uint8_t)bits;
	}
}

static bool note_ones(struct qcow2_check *c, const uint8_t *page, uint64_t first, uint64_t num,
		      bool known)
{
	uint8_t *ones = c->counts.ones + (first - c->counts.first) / BITS_PER_BYTE;

	if (!page || !known)
		return true;
	if (c->counts.order == ORDER_16 && num % BITS_PER_BYTE == 0) {
		note_ones_of_16(page, ones, num / BITS_PER_BYTE);
		return true;
	}
	for (uint64_t i = 0; i < num; i++)
		ones[i / BITS_PER_BYTE] |=
			(uint8_t)((load_count(c->counts.order, page, i) == 1) << i % BITS_PER_BYTE);
	return true;
}

bool qcow2_find_ones(struct qcow2_check *c, uint8_t *ones, uint64_t len, uint64_t first)
{
	struct qcow2_counts *n = &c->counts;
	uint64_t end = c->num_clusters;

	n->ones = ones;
	n->first = first;
	n->num = len * BITS_PER_BYTE / n->per_page * n->per_page;
	if (n->num == 0 || n->num > end - first)
		n->num = end - first;
	memset(n->ones, 0, (n->num + BITS_PER_BYTE - 1) / BITS_PER_BYTE);
	return visit_counts(c, first, first + n->num, note_ones);
}
