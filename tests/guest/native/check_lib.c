/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check_lib FILE SEED: the cursor over a file's holes and the table readers against the plain
 * truth, with random accesses. FILE is sparse; every 512 bytes of it hold their own number, or are
 * zeros. Exits 0, or says what differed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io_native.h"
#include "io/holes.h"
#include "io/io.h"
#include "io/reader.h"

#define LOOKUPS 3000u
#define READS	2000u
#define PAGES	64u
#define PAGE	4096u

static int file;
static uint64_t size;
static uint64_t state;

/* xorshift64 */
static uint64_t draw(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

static void differ(const char *what, uint64_t at)
{
	printf("%s differs at %" PRIu64 "\n", what, at);
	exit(1);
}

static bool is_hole(uint64_t offset)
{
	off_t data = offset < size ? lseek(file, (off_t)offset, SEEK_DATA) : -1;

	return data != (off_t)offset;
}

static void check_lookup(struct holes *h, uint64_t offset)
{
	if (!holes_find(h, offset))
		differ("lookup failed", offset);
	if (offset < h->start || offset >= h->end)
		differ("run found", offset);
	if (h->hole != is_hole(offset) ||
	    h->hole != is_hole(h->end - 1 < size ? h->end - 1 : offset))
		differ("kind of run", offset);
	if (h->end < size && is_hole(h->end) == h->hole)
		differ("end of run", h->end);
}

/* Upwards, downwards, jumping about, and past the end. */
static void check_holes(void)
{
	struct holes *h = holes_of(0);
	uint64_t step = size / LOOKUPS + 1;

	if (!h)
		differ("no cursor", 0);
	for (uint64_t at = 0; at < size + 3 * step; at += step)
		check_lookup(h, at);
	for (uint64_t at = size + step; at >= step; at -= step)
		check_lookup(h, at);
	for (uint32_t i = 0; i < LOOKUPS; i++)
		check_lookup(h, draw(size + 100000));
	for (uint64_t at = size; at >= step; at -= draw(step) + 1)
		check_lookup(h, at);
}

static void truth(uint64_t offset, uint8_t *to, uint32_t len)
{
	ssize_t got = pread(file, to, len, (off_t)offset);

	memset(to + (got > 0 ? got : 0), 0, len - (size_t)(got > 0 ? got : 0));
}

static void check_table(uint64_t offset, uint64_t len, uint32_t cap)
{
	uint8_t expected[65536];
	struct table t;
	uint64_t at = 0;

	if (!table_init(&t, 0, offset, len, cap))
		differ("table", offset);
	for (uint32_t i = 0; i < READS; i++) {
		uint32_t need = (uint32_t)draw(64) + 1, got;
		const uint8_t *p;

		at = draw(8) ? at + draw(200) : draw(len);
		if (at >= len)
			at = draw(len);
		if (need > cap)
			need = cap;
		if (!table_at(&t, at, need, &p, &got))
			differ("table read failed", at);
		if (got < (need < len - at ? need : len - at) || got > len - at)
			differ("length given", at);
		got = got < sizeof(expected) ? got : sizeof(expected);
		truth(offset + at, expected, got);
		if (memcmp(p, expected, got) != 0)
			differ("table", offset + at);
	}
}

/* Ask for pages that are anywhere, or nowhere. */
static uint32_t draw_pages(struct pages *p, uint32_t spread)
{
	uint32_t num = (uint32_t)draw(p->max) + 1;

	for (uint32_t i = 0; i < num; i++)
		p->offset[i] = draw(5)	 ? draw(spread) * PAGE / (draw(2) + 1)
			       : draw(2) ? PAGES_NONE
					 : draw(2 * size);
	return num;
}

static void compare_pages(const struct pages *p, uint32_t num)
{
	uint8_t expected[PAGE];

	if (p->num != num)
		differ("number of pages", num);
	for (uint32_t i = 0; i < num; i++) {
		if (p->offset[i] == PAGES_NONE) {
			if (p->page[i])
				differ("page that is none", i);
			continue;
		}
		truth(p->offset[i], expected, PAGE);
		if (!p->page[i] || memcmp(p->page[i], expected, PAGE) != 0)
			differ("page", p->offset[i]);
	}
}

/* Two at a time, of which the first has room for the requests of both, or has not. */
static void check_both(uint32_t spread)
{
	struct pages p, other;

	if (!pages_init(&p, 0, PAGE, PAGES / 2, PAGES * PAGE) ||
	    !pages_init(&other, 0, PAGE, PAGES, PAGES * PAGE))
		differ("pages", 0);
	for (uint32_t round = 0; round < 200; round++) {
		uint32_t num = draw(4) ? draw_pages(&p, spread) : 0;
		uint32_t num_other = draw_pages(&other, spread);

		reader_forget();
		if (!pages_load_both(&p, num, &other, num_other))
			differ("load of both failed", round);
		compare_pages(&p, num);
		compare_pages(&other, num_other);
	}
}

static void check_pages(uint32_t spread)
{
	struct pages p;

	if (!pages_init(&p, 0, PAGE, PAGES, PAGES * PAGE))
		differ("pages", 0);
	for (uint32_t round = 0; round < 200; round++) {
		uint32_t num = draw_pages(&p, spread);

		reader_forget(); /* a round is a run of its own: each may walk so much */
		if (!pages_load(&p, num))
			differ("load failed", round);
		compare_pages(&p, num);
	}
}

int main(int argc, char **argv)
{
	if (argc != 3 || !io_native_open(argv[1]))
		return 2;
	file = open(argv[1], O_RDONLY | O_CLOEXEC);
	size = io_size(0);
	state = strtoull(argv[2], NULL, 0) * 2 + 1;
	check_holes();
	check_table(0, size, 65536);
	check_table(size / 3, size, 4096);
	check_table(size + 5, 1000, 512);
	check_table(17, 3, 512);
	check_pages(16);
	check_both(16);
	check_both((uint32_t)(size / PAGE) + 8);
	check_pages((uint32_t)(size / PAGE) + 8);
	close(file);
	io_native_close();
	return 0;
}
