/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EXTENT_LIB_H
#define EXTENT_LIB_H
/*
 * Extents between walkers, stages and sinks: struct extent_record and EXTENT_FLAG_* come from specs/abi/extent.ksy.
 *
 * A source of extents is pulled in batches: next(pos, end, out, max, &num) yields at least one record that starts at pos, records
 * that follow each other without a gap, none beyond end. Cheap per record, random access for windows, and a stage can ask the
 * layer below for just the range it needs.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "generated/extent.h"
#include "parse.h"

/*
 * What a sink needs to tell apart. A walker may merge what the sink does not look at: `measure` needs only "reads as zero / data /
 * unallocated", so 16 million unlike host offsets become one run.
 */
enum extent_detail { EXTENT_DETAIL_STATE = 0, EXTENT_DETAIL_FULL = 1 };

#define EXTENT_BATCH 1024u	/* records per pull: 32 KiB, stays in the cache */

#endif
