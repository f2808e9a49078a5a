/* SPDX-License-Identifier: Apache-2.0 */
#include "reader.h"

#include <string.h>

#include "base/fault.h"
#include "base/order.h"
#include "generated/boot.h"
#include "generated/structures.h"
#include "io.h"

#define FIRST_AHEAD  4096u
#define WINDOW_ALIGN 512u /* windows start at a multiple of this in their table */
#define SPEND_SHARE  2u	  /* a run may walk tables for one such part of what the host allows */

static uint64_t spent, allowed;

void reader_forget(void)
{
	spent = allowed = 0;
}

/* Bytes of tables that there can be in the files, as the host counts them. */
static uint64_t held(void)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < io_num_disks(); i++) {
		uint64_t size = io_size(i), allocated = io_allocated(i);

		/* A device says 0, and so does a file that has nothing to be walked. */
		if (allocated > 0 && allocated < size && size - allocated > BOOT_LEN_HOLES_HELD)
			size = allocated + BOOT_LEN_HOLES_HELD;
		sum += size;
	}
	return sum;
}

/* Tables that repeat themselves are noticed by how much is walked of them: a page that many entries
 * share is read once a load, and costs each of them its walk. Doorbells do not count: sound tables
 * that are walked piece by piece take many. All but the longest walks end before the host has to be
 * asked what the files hold. */
static bool spend(uint32_t disk, uint64_t bytes, uint64_t num_reads)
{
	uint64_t requests = num_reads + bytes / io_request_size();
	uint64_t sum;

	spent += bytes + requests * BOOT_WORK_REQUEST;
	if (spent <= allowed || spent <= BOOT_WORK_FLOOR / SPEND_SHARE)
		return true;
	sum = held();
	allowed = (BOOT_WORK_FLOOR + BOOT_WORK_FACTOR * sum) / SPEND_SHARE;
	if (spent <= allowed)
		return true;
	(void)fault_raise(disk, FAULT_SOURCE_OPTIONS_TABLES_OVERLAP, 0, spent);
	fault_extra(sum);
	return false;
}

/* How many of `len` bytes at `offset` are in the file; the rest of them is zeroed. */
static uint32_t clip_to_file(uint32_t disk, uint64_t offset, uint8_t *buf, uint32_t len)
{
	uint64_t size = io_size(disk);
	uint32_t in_file = len;

	if (offset >= size)
		in_file = 0;
	else if (len > size - offset)
		in_file = (uint32_t)(size - offset);
	memset(buf + in_file, 0, len - in_file);
	return in_file;
}

bool table_init(struct table *t, uint32_t disk, uint64_t offset, uint64_t len, uint32_t cap)
{
	if (cap > len)
		cap = (uint32_t)len;
	*t = (struct table){ .disk = disk,
			     .offset = offset,
			     .len = len,
			     .cap = cap + WINDOW_ALIGN,
			     .ahead = FIRST_AHEAD };
	t->buf = io_alloc(t->cap, WINDOW_ALIGN);
	return t->buf != NULL;
}

static bool table_move(struct table *t, uint64_t at, uint32_t need)
{
	uint64_t start = at - at % WINDOW_ALIGN;
	uint32_t len = need + (uint32_t)(at - start);
	uint32_t in_file;

	if (t->win_len > 0 && at >= t->win_start && at - t->win_start <= t->win_len) {
		if (t->ahead < t->cap)
			t->ahead *= 2;
	} else {
		t->ahead = FIRST_AHEAD;
	}
	if (len < t->ahead)
		len = t->ahead;
	if (len > t->cap)
		len = t->cap;
	if (len > t->len - start)
		len = (uint32_t)(t->len - start);
	t->win_len = 0;
	in_file = clip_to_file(t->disk, t->offset + start, t->buf, len);
	if (!spend(t->disk, in_file, 1))
		return false;
	if (in_file > 0 && !io_read(t->disk, t->offset + start, t->buf, in_file))
		return false;
	t->win_start = start;
	t->win_len = len;
	return true;
}

bool table_at(struct table *t, uint64_t at, uint32_t need, const uint8_t **p, uint32_t *len)
{
	if (need > t->len - at)
		need = (uint32_t)(t->len - at);
	if (at < t->win_start || at - t->win_start > t->win_len ||
	    need > t->win_len - (at - t->win_start))
		if (!table_move(t, at, need))
			return false;
	*p = t->buf + (at - t->win_start);
	*len = (uint32_t)(t->win_len - (at - t->win_start));
	return true;
}

bool tables_begin(struct table *tables, size_t num, uint32_t need)
{
	struct io_read reads[TABLES_AT_ONCE];
	size_t num_reads = 0;

	for (size_t i = 0; i < num; i++) {
		struct table *t = &tables[i];
		uint32_t len = need < t->len ? need : (uint32_t)t->len;
		uint32_t in_file = clip_to_file(t->disk, t->offset, t->buf, len);

		if (!spend(t->disk, in_file, 1))
			return false;
		if (in_file > 0)
			reads[num_reads++] =
				(struct io_read){ t->buf, t->offset, in_file, t->disk };
		t->win_start = 0;
		t->win_len = len;
	}
	return num_reads == 0 || io_read_batch(reads, num_reads);
}

bool pages_init(struct pages *p, uint32_t disk, uint32_t page_size, uint32_t max, uint32_t budget)
{
	if (max > budget / page_size)
		max = budget / page_size;
	if (max == 0)
		max = 1;
	*p = (struct pages){ .disk = disk, .page_size = page_size, .max = max };
	p->buf = io_alloc((size_t)max * page_size, 4096);
	p->offset = io_alloc(max * sizeof(*p->offset), _Alignof(uint64_t));
	p->page = io_alloc(max * sizeof(*p->page), _Alignof(uint8_t *));
	p->order = io_alloc(max * sizeof(*p->order), _Alignof(uint32_t));
	p->reads = io_alloc(max * sizeof(*p->reads), _Alignof(struct io_read));
	return p->buf && p->offset && p->page && p->order && p->reads;
}

/* Fill p->order with the indices of the pages to read, by offset; mostly they are sorted already.
 */
static uint32_t sort_offsets(struct pages *p, uint32_t num)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < num; i++)
		if (p->offset[i] != PAGES_NONE)
			p->order[count++] = i;
	order_by(p->offset, p->order, count);
	return count;
}

/* Put the pages in their places, and what has to be read for that into p->reads. */
static bool place_pages(struct pages *p, uint32_t num, size_t *reads)
{
	uint32_t count = sort_offsets(p, num);
	uint8_t *next =
		p->buf; /* where the next page goes: pages lie in the buffer in file order */
	uint64_t last = PAGES_NONE; /* offset of the page before */
	size_t num_reads = 0;

	p->num = 0;
	for (uint32_t i = 0; i < num; i++)
		p->page[i] = NULL;
	for (uint32_t i = 0; i < count; i++) {
		uint64_t offset = p->offset[p->order[i]];
		uint32_t in_file;

		if (offset == last) {
			p->page[p->order[i]] = next - p->page_size;
			continue;
		}
		in_file = clip_to_file(p->disk, offset, next, p->page_size);
		if (in_file > 0 && num_reads > 0 && offset - last == p->page_size)
			p->reads[num_reads - 1].len += in_file;
		else if (in_file > 0)
			p->reads[num_reads++] = (struct io_read){ next, offset, in_file, p->disk };
		p->page[p->order[i]] = next;
		next += p->page_size;
		last = offset;
	}
	*reads = num_reads;
	return spend(p->disk, (uint64_t)count * p->page_size, num_reads);
}

bool pages_load(struct pages *p, uint32_t num)
{
	size_t num_reads;

	if (!place_pages(p, num, &num_reads) ||
	    (num_reads > 0 && !io_read_batch(p->reads, num_reads)))
		return false;
	p->num = num;
	return true;
}

bool pages_load_both(struct pages *p, uint32_t num, struct pages *other, uint32_t num_other)
{
	size_t first, second;

	other->num = 0;
	if (!place_pages(p, num, &first) || !place_pages(other, num_other, &second))
		return false;
	if (second <= p->max - first) {
		for (size_t i = 0; i < second; i++)
			p->reads[first++] = other->reads[i];
		second = 0;
	}
	if ((first > 0 && !io_read_batch(p->reads, first)) ||
	    (second > 0 && !io_read_batch(other->reads, second)))
		return false;
	p->num = num;
	other->num = num_other;
	return true;
}

bool pages_visit(struct pages *p, uint64_t offset, uint64_t end, pages_visitor *visit, void *arg)
{
	while (offset < end) {
		uint32_t num = 0;

		for (; num < p->max && offset + (uint64_t)num * p->page_size < end; num++)
			p->offset[num] = offset + (uint64_t)num * p->page_size;
		if (!pages_load(p, num))
			return false;
		for (uint32_t i = 0; i < num; i++, offset += p->page_size)
			if (!visit(arg, p->page[i], offset))
				return false;
	}
	return true;
}
