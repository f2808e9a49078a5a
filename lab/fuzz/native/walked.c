/* SPDX-License-Identifier: Apache-2.0 */
#include "checks.h"

#include <stdlib.h>
#include <string.h>

#include "generated/structures.h"
#include "io_memory.h"
#include "stages/chain.h"
#include "packed.h"

#define MAX_PULLS   16u
#define RECORDS	    64u
#define FEW	    (UINT64_C(1) << 17)
#define HOLE_PERIOD 8192u			  /* of a file in io_memory.c */
#define KNOWN_FLAGS (SOURCE_FLAG_UNREAD * 2u - 1) /* that and all before it */

uint32_t format_asked(void)
{
	const char *name = getenv("FUZZ_FORMAT");

	if (!name || !*name)
		return SOURCE_FORMAT_UNKNOWN;
	for (size_t i = 0; readers[i]; i++)
		if (strcmp(readers[i]->name, name) == 0)
			return readers[i]->id;
	require(false, "FUZZ_FORMAT names no format");
	return SOURCE_FORMAT_UNKNOWN;
}

void check_walk(struct image *top, uint64_t pos, uint64_t end)
{
	struct extent_record records[RECORDS];

	for (uint32_t i = 0; i < MAX_PULLS && pos < end; i++) {
		size_t num = 0;

		if (!chain_next(top, pos, end, records, RECORDS, &num)) {
			require(the_fault.set, "no fault was recorded");
			return;
		}
		require(num > 0 && num <= RECORDS, "no record, and no fault");
		for (size_t k = 0; k < num; k++) {
			require(records[k].start == pos, "records leave something out, or overlap");
			require(records[k].length > 0 && records[k].length <= end - pos,
				"a record is empty, or leaves the window");
			require(records[k].disk < io_num_disks(),
				"a record names a file that is none");
			pos += records[k].length;
		}
	}
}

void check_fault(void)
{
	require(the_fault.set, "no answer, and no fault was recorded");
	require(the_fault.structure != STRUCTURE_SOURCE_OPTIONS || the_fault.reason == PARSE_OK,
		"the target's own options are refused");
}

void tame_source(struct source_options *options, uint32_t forced)
{
	options->format = forced != SOURCE_FORMAT_UNKNOWN
				  ? forced
				  : options->format % (SOURCE_FORMAT_HDD + 1);
	options->max_depth =
		SOURCE_OPTIONS_MAX_DEPTH_MIN + options->max_depth % SOURCE_OPTIONS_MAX_DEPTH_MAX;
	options->request_size = io_request_size();
	options->snapshot_kind %= SOURCE_SNAPSHOT_KIND_ID_AND_NAME + 1;
	options->len_snapshot %= SOURCE_OPTIONS_LEN_SNAPSHOT_MAX + 1;
	options->flags &= KNOWN_FLAGS;
	memset(options->reserved, 0, sizeof(options->reserved));
}

static bool is_small(const struct image *top)
{
	for (; top; top = top->backing)
		if (top->size / HOLE_PERIOD > FEW ||
		    (top->cluster_size != 0 && top->size / top->cluster_size > FEW))
			return false;
	return true;
}

bool is_walked_soon(const struct packed_file *file, const struct source_options *options)
{
	struct image *top;
	bool soon;

	io_memory_begin(file->bytes, file->size);
	soon = !chain_open(options, EXTENT_DETAIL_STATE, &top) || is_small(top);
	io_memory_end();
	return soon;
}
