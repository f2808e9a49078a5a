/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STAGES_EXTENT_H
#define STAGES_EXTENT_H
/*
 * Extents between walkers, stages and sinks: struct extent_record and EXTENT_FLAG_* come from
 * specs/abi/extent.ksy.
 *
 * Records are pulled in batches: next(pos, end, out, max, &num) yields at least one record, the
 * first starts at pos, each follows the one before without a gap, none ends beyond end. They speak
 * of one layer only. Random access is cheap, so that a window or a chain asks each layer for just
 * what it needs.
 *
 * The flags of a record, as qemu's block status has them:
 *
 *	unallocated		img->unallocated (0, or ZERO where nothing is below), perhaps
 *				OFFSET_VALID
 *	zero, no bytes		ALLOCATED | ZERO
 *	zero, space reserved	ALLOCATED | ZERO | OFFSET_VALID
 *	plain data		ALLOCATED | DATA | OFFSET_VALID
 *	data in a file hole	ALLOCATED | DATA | ZERO | OFFSET_VALID
 *				(a format's table says data, the file has a hole there)
 *	hole of a flat file	ALLOCATED | ZERO | OFFSET_VALID
 *	compressed		ALLOCATED | DATA | COMPRESSED
 *	encrypted		ALLOCATED | DATA | ENCRYPTED, with EXTENT_DETAIL_BYTES and
 *OFFSET_VALID
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "generated/extent.h"
#include "base/parse.h"

/*
 * What a sink needs to distinguish. `measure` needs only the state: with EXTENT_DETAIL_STATE,
 * neighbours merge whatever their host offsets, only the three values of enum extent_state occur as
 * flags, and host_offset means nothing. 16 million unlike offsets become one record.
 */
enum extent_detail {
	EXTENT_DETAIL_STATE = 0,
	EXTENT_DETAIL_FULL = 1,
	EXTENT_DETAIL_BYTES = 2, /* as FULL, for those who read them: each compressed cluster is a
				    record, whose host_offset is for the format's stream() */
};

/* For extent_add, above the flags of the spec: a record of its own, with a host_offset that is no
 * place in the file. */
#define EXTENT_APART (1u << 17)

enum extent_state {
	EXTENT_STATE_BELOW = 0, /* the next layer decides */
	EXTENT_STATE_ZERO = EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO,
	EXTENT_STATE_DATA = EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_DATA,
};

#define EXTENT_BATCH 1024u /* records per pull: 32 KiB, stays in the cache */

static inline uint16_t extent_state(uint32_t flags)
{
	if (flags & EXTENT_FLAG_ZERO)
		return EXTENT_STATE_ZERO;
	return (flags & EXTENT_FLAG_ALLOCATED) ? EXTENT_STATE_DATA : EXTENT_STATE_BELOW;
}

#define EXTENT_PLAIN	  (EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_DATA | EXTENT_FLAG_OFFSET_VALID)
/* The format says data, the file has a hole there. */
#define EXTENT_PLAIN_HOLE (EXTENT_PLAIN | EXTENT_FLAG_ZERO)
#define EXTENT_FLAT_HOLE  (EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_ZERO | EXTENT_FLAG_OFFSET_VALID)

#endif
