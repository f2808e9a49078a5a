/* SPDX-License-Identifier: Apache-2.0 */
/*
 * walkdump [options] map|count|size FILE: what the walkers say of an image, natively.
 * walkdump serve: the same, for many requests (serve.h).
 *
 *	-f N	format number (specs/abi/source.ksy), 0: detect	-l TEXT	internal snapshot, by id or
 * name -q N	set of quirks	-g N	set of source flags	-u N	unit of `count`	-w
 * START:LENGTH	window	-v	counters on stderr
 *
 * map: a line for each record: start length depth flags disk host_offset. count: units that hold
 * data, by the rule of `measure`. A fault is one line on stdout: fault STRUCTURE FIELD REASON FAULT
 * DISK OFFSET VALUE DETAIL; the exit status is then 1.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "stages/image.h"
#include "io_native.h"
#include "serve.h"
#include "stages/chain.h"
#include "stages/window.h"

struct request {
	struct source_options source;
	const char *what, *path;
	uint64_t unit, start, length;
	bool verbose;
};

static int report_fault(void)
{
	const struct fault *f = &the_fault;

	printf("fault %" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRIu64
	       " %" PRIu64 " ",
	       f->structure, f->field, f->reason, f->fault, f->disk, f->offset, f->value);
	fwrite(f->detail, 1, f->len_detail, stdout);
	putchar('\n');
	return 1;
}

static bool map(struct window *w)
{
	while (window_more(w)) {
		if (!window_pull(w))
			return false;
		for (size_t i = 0; i < w->num; i++) {
			const struct extent_record *r = &w->records[i];

			printf("%" PRIu64 " %" PRIu64 " %u %u %u %" PRIu64 "\n", r->start,
			       r->length, r->depth, r->flags, r->disk, r->host_offset);
		}
	}
	return true;
}

/* From where data starts, rounded down, to its end, rounded up, and on from there. */
static bool count(struct window *w, uint64_t unit)
{
	uint64_t units = 0, from = 0;

	while (window_more(w)) {
		if (!window_pull(w))
			return false;
		for (size_t i = 0; i < w->num; i++) {
			const struct extent_record *r = &w->records[i];
			uint64_t start = r->start > from ? r->start : from,
				 end = r->start + r->length;

			if (r->flags != EXTENT_STATE_DATA || start >= end)
				continue;
			from = (end + unit - 1) / unit * unit;
			units += from / unit - start / unit;
		}
	}
	printf("%" PRIu64 "\n", units);
	return true;
}

static bool run(const struct request *r)
{
	bool full = strcmp(r->what, "map") == 0;
	struct image *top;
	struct window w;
	uint64_t end;

	if (!chain_open(&r->source, full ? EXTENT_DETAIL_FULL : EXTENT_DETAIL_STATE, &top))
		return false;
	if (strcmp(r->what, "size") == 0) {
		printf("%u %" PRIu64 "\n", top->format->id, top->size);
		return true;
	}
	chain_set_grain(top, r->unit);
	end = r->length < top->size - r->start ? r->start + r->length : top->size;
	if (!window_open(&w, top, r->start, end))
		return false;
	return full ? map(&w) : count(&w, r->unit);
}

static bool parse_options(int argc, char **argv, struct request *r)
{
	int option;

	while ((option = getopt(argc, argv, "f:l:q:g:u:w:v")) != -1) {
		switch (option) {
		case 'f':
			r->source.format = (uint32_t)strtoul(optarg, NULL, 0);
			break;
		case 'l':
			r->source.snapshot_kind = SOURCE_SNAPSHOT_KIND_ID_OR_NAME;
			r->source.len_snapshot = (uint32_t)strlen(optarg);
			memcpy(r->source.snapshot, optarg, r->source.len_snapshot);
			break;
		case 'q':
			r->source.quirks = (uint32_t)strtoul(optarg, NULL, 0);
			break;
		case 'g':
			r->source.flags = (uint32_t)strtoul(optarg, NULL, 0);
			break;
		case 'u':
			r->unit = strtoull(optarg, NULL, 0);
			break;
		case 'w':
			r->start = strtoull(optarg, &optarg, 0);
			r->length = *optarg ? strtoull(optarg + 1, NULL, 0) : UINT64_MAX;
			break;
		case 'v':
			r->verbose = true;
			break;
		default:
			return false;
		}
	}
	if (argc - optind != 2)
		return false;
	r->what = argv[optind];
	r->path = argv[optind + 1];
	return true;
}

/* One request, of which the arguments are as on the command line. */
static int answer(int argc, char **argv)
{
	struct request r = { .source = { .max_depth = SOURCE_MAX_DEPTH_DEFAULT },
			     .unit = 65536,
			     .length = UINT64_MAX };
	struct timespec t0, t1;
	int status = 0;

	if (!parse_options(argc, argv, &r) || !io_native_open(r.path)) {
		fprintf(stderr, "usage: walkdump serve | [options] map|count|size FILE\n");
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &t0);
	if (!run(&r))
		status = report_fault();
	clock_gettime(CLOCK_MONOTONIC, &t1);
	if (r.verbose)
		fprintf(stderr,
			"%.1f ms, %" PRIu64 " reads, %" PRIu64 " bytes, %" PRIu64
			" doorbells, %" PRIu64 " range questions, %" PRIu64 " ranges, %" PRIu64
			" bytes allocated\n",
			(double)(t1.tv_sec - t0.tv_sec) * 1e3 +
				(double)(t1.tv_nsec - t0.tv_nsec) / 1e6,
			io_native_counters.reads, io_native_counters.bytes,
			io_native_counters.doorbells, io_native_counters.range_questions,
			io_native_counters.ranges, io_native_counters.allocated);
	io_native_close();
	return status;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "serve") == 0)
		return serve(answer);
	return answer(argc, argv);
}
