/* SPDX-License-Identifier: Apache-2.0 */
#ifndef READER_H
#define READER_H
/*
 * Tables, streamed. A `table` is in one piece in the file and is seen through a window that
 * reads ahead; `pages` are many tables of one length that are anywhere and are read many per
 * doorbell. Both read what is past the end of the file as zeros, as qemu's file driver does: a
 * format for which that is wrong checks before it reads.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"

/* Start over, for programs that go through several runs: how much a run may read is limited. */
void reader_forget(void);

/* A table in one piece: a BAT, an L1 table, a refcount table. */
struct table {
	uint64_t offset; /* of its first byte in the file */
	uint64_t len;	 /* bytes */
	uint32_t disk;
	uint32_t cap;	/* largest window */
	uint32_t ahead; /* next window: doubles while the reading is sequential */
	uint32_t win_len;
	uint64_t win_start; /* in the table */
	uint8_t *buf;
};

MUST_CHECK bool table_init(struct table *t, uint32_t disk, uint64_t offset, uint64_t len,
			   uint32_t cap);

/*
 * The bytes from `at` on: *p and *len, at least min(need, t->len - at) of them, as many as the
 * window has. `at` < t->len, need <= cap. The pointer holds until the next call.
 */
MUST_CHECK bool table_at(struct table *t, uint64_t at, uint32_t need, const uint8_t **p,
			 uint32_t *len);

/* Fill the windows of some tables that nothing was read of, up to TABLES_AT_ONCE, from their first
 * bytes on, `need` each as above: one doorbell for all. */
#define TABLES_AT_ONCE 2u
MUST_CHECK bool tables_begin(struct table *tables, size_t num, uint32_t need);

/* Tables of one length each, anywhere in the file. */
#define PAGES_NONE UINT64_MAX /* an offset that is not read: the page is NULL */

struct pages {
	uint32_t disk;
	uint32_t page_size;
	uint32_t max; /* pages per load */
	uint32_t num; /* pages loaded */
	uint8_t *buf;
	uint64_t *offset;      /* [max] */
	const uint8_t **page;  /* [max] */
	uint32_t *order;       /* [max] scratch: indices by offset */
	struct io_read *reads; /* [max] scratch */
};

/* `max` pages at most; less where `budget` bytes (at least one page) do not hold as many. */
MUST_CHECK bool pages_init(struct pages *p, uint32_t disk, uint32_t page_size, uint32_t max,
			   uint32_t budget);

/*
 * Read the pages at p->offset[0..num): fill those in first. One doorbell; pages that are adjacent
 * in the file travel in one request, equal ones once. Afterwards p->page[i] is the page, or NULL
 * for PAGES_NONE. The pages before are gone.
 */
MUST_CHECK bool pages_load(struct pages *p, uint32_t num);

/* The same of two: one doorbell for both, unless p->max is too small for all of their requests. */
MUST_CHECK bool pages_load_both(struct pages *p, uint32_t num, struct pages *other,
				uint32_t num_other);

/* Load the pages from offset to end, and visit each, with its place, until one visit is false. */
typedef bool pages_visitor(void *arg, const uint8_t *page, uint64_t offset);
MUST_CHECK bool pages_visit(struct pages *p, uint64_t offset, uint64_t end, pages_visitor *visit,
			    void *arg);

#endif
