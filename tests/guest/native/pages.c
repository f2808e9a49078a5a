/* SPDX-License-Identifier: Apache-2.0 */
#include "pages.h"

#include <string.h>

#define PAGE   4096u
#define PAGES  4096u
#define PLACES (2u * PAGES) /* a power of two: half of them stay free */

/* Those that were written, found by their number. */
static uint8_t contents[PAGES][PAGE];
static uint64_t numbers[PAGES];
static uint16_t places[PLACES]; /* one more than where the page is; 0: none */
static uint32_t num_pages;

static const uint8_t *old;
static uint64_t shown; /* bytes of `old` that are still there */
static uint64_t length;

void pages_begin(const uint8_t *bytes, size_t size)
{
	memset(places, 0, sizeof(places));
	num_pages = 0;
	old = bytes;
	shown = length = size;
}

uint64_t pages_size(void)
{
	return length;
}

static uint32_t place_of(uint64_t number)
{
	uint32_t at = (uint32_t)(number * UINT64_C(0x9E3779B97F4A7C15) >> 40) % PLACES;

	while (places[at] != 0 && numbers[places[at] - 1] != number)
		at = (at + 1) % PLACES;
	return at;
}

static void show(uint64_t start, uint8_t *buf, size_t len)
{
	uint64_t seen = start < shown ? shown - start : 0;

	seen = seen < len ? seen : len;
	memset(buf + seen, 0, len - seen);
	if (seen > 0)
		memcpy(buf, old + start, seen);
}

static uint8_t *page_of(uint64_t number)
{
	uint32_t at = place_of(number);

	if (places[at] == 0) {
		if (num_pages == PAGES)
			return NULL;
		show(number * PAGE, contents[num_pages], PAGE);
		numbers[num_pages] = number;
		places[at] = (uint16_t)++num_pages;
	}
	return contents[places[at] - 1];
}

/* How much of a range is in its first page. */
static size_t part_of(uint64_t start, uint64_t len)
{
	uint64_t room = PAGE - start % PAGE;

	return (size_t)(len < room ? len : room);
}

void pages_read(uint64_t offset, uint8_t *buf, size_t len)
{
	for (size_t part; len > 0; offset += part, buf += part, len -= part) {
		uint32_t at = place_of(offset / PAGE);

		part = part_of(offset, len);
		if (places[at] == 0)
			show(offset, buf, part);
		else
			memcpy(buf, contents[places[at] - 1] + offset % PAGE, part);
	}
}

bool pages_write(uint64_t offset, const uint8_t *buf, size_t len)
{
	if (offset + len > length)
		length = offset + len;
	for (size_t part; len > 0; offset += part, buf += part, len -= part) {
		uint8_t *page = page_of(offset / PAGE);

		if (!page)
			return false;
		part = part_of(offset, len);
		memcpy(page + offset % PAGE, buf, part);
	}
	return true;
}

/* Of pages that were written, and of the bytes below. */
static bool clear(uint64_t start, uint64_t len)
{
	uint64_t end = start + len;

	for (uint32_t i = 0; i < num_pages; i++) {
		uint64_t first = numbers[i] * PAGE, low = first < start ? start : first,
			 high = end < first + PAGE ? end : first + PAGE;

		if (low < high)
			memset(contents[i] + low % PAGE, 0, (size_t)(high - low));
	}
	end = end < shown ? end : shown;
	for (size_t part; start < end; start += part) {
		uint8_t *page = page_of(start / PAGE);

		if (!page)
			return false;
		part = part_of(start, end - start);
		memset(page + start % PAGE, 0, part);
	}
	return true;
}

bool pages_zero(uint64_t start, uint64_t len)
{
	if (start + len > length)
		length = start + len;
	return clear(start, len);
}

bool pages_resize(uint64_t new_length)
{
	if (new_length < length) {
		if (shown > new_length)
			shown = new_length;
		if (!clear(new_length, length - new_length))
			return false;
	}
	length = new_length;
	return true;
}
