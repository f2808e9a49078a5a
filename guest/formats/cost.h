/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_COST_H
#define FORMATS_COST_H
/*
 * How large an image becomes. Every target's size is linear in what is written:
 *
 *	base + units * unit_cost + groups * group_cost + (units ? first_cost : 0)
 *	     - (last unit is written ? tail_saving : 0)
 *
 * where a unit is what the target allocates at once (a cluster, grain or block) and a group is the
 * piece of the disk under one table that is allocated with the first unit in it. A format's
 * <fmt>_cost() is a pure function that makes these numbers of its layout; cost_count() counts the
 * units and groups that runs of data touch; cost_required() adds up. No I/O, no state.
 *
 *	target_cost(options, ...)  ->  cost_count_begin, cost_count for each run  ->  cost_required
 */
#include "base/arith.h"
#include "generated/target.h"

struct cost {
	uint64_t virtual_size;
	uint64_t disk;	    /* the size that a new image says it has */
	uint64_t unit;	    /* bytes of the disk in each unit; 0: what is written changes nothing */
	uint64_t group;	    /* bytes of the disk in each group; 0: there are none */
	uint64_t num_units; /* on the whole disk, as are the groups; set by cost_close() */
	uint64_t num_groups;
	uint64_t base; /* size of the files before any data is written */
	uint64_t unit_cost;
	uint64_t group_cost;
	uint64_t first_cost;	  /* grows once, with the first data */
	uint64_t tail_saving;	  /* by how much the last unit is cheaper; not 0 only where the disk
				     ends inside it, and less than unit_cost */
	uint64_t fully_allocated; /* set by cost_close() */
	bool everything;	  /* all units count, whatever the source has */
	bool from_source;	  /* the size is that of an image, not one that was asked for */
	uint32_t field;		  /* which option is at fault: enum target_options_field; 0: none */
};

/* Add up the full size; TARGET_ERROR_OVERFLOW where it leaves 63 bits. The last step of every
 * <fmt>_cost(). */
MUST_CHECK enum target_error cost_close(struct cost *cost);

/* Pieces of one length, seen in ascending order; a length is odd << bits, so that the common case
 * needs no division. */
struct pieces_seen {
	uint64_t odd; /* 0: nothing is counted */
	unsigned bits;
	uint64_t count;
	uint64_t next; /* first piece that has not been counted */
};

struct cost_counter {
	struct pieces_seen units;
	struct pieces_seen groups;
};

static inline void pieces_begin(struct pieces_seen *seen, uint64_t length)
{
	*seen = (struct pieces_seen){ 0 };
	if (!length)
		return;
	seen->bits = bits_of(length & -length);
	seen->odd = length >> seen->bits;
}

static inline void cost_count_begin(struct cost_counter *counter, const struct cost *cost)
{
	pieces_begin(&counter->units, cost->unit);
	pieces_begin(&counter->groups, cost->group);
}

static inline void pieces_count(struct pieces_seen *seen, uint64_t start, uint64_t last)
{
	uint64_t first = start >> seen->bits;
	uint64_t final = last >> seen->bits;

	if (!seen->odd)
		return;
	if (seen->odd != 1) {
		first /= seen->odd;
		final /= seen->odd;
	}
	if (first < seen->next)
		first = seen->next;
	if (first > final)
		return; /* the piece was counted with the run before */
	seen->count += final - first + 1;
	seen->next = final + 1;
}

/*
 * A run of data, length bytes from start on. Runs come in ascending order and lie within the disk.
 * What a run shares with the last unit of the one before is counted once, as qemu-img does by going
 * on from the end of that unit.
 */
static inline void cost_count(struct cost_counter *counter, uint64_t start, uint64_t length)
{
	if (!length)
		return;
	pieces_count(&counter->units, start, start + (length - 1));
	pieces_count(&counter->groups, start, start + (length - 1));
}

/* The answer for what was counted; false when more was counted than the disk has. */
MUST_CHECK bool cost_required(const struct cost *cost, const struct cost_counter *counter,
			      uint64_t *required);

/* Space for the persistent bitmaps of a source in the target. Start with zeros but for
 * cluster_size. */
struct bitmaps_cost {
	uint64_t cluster_size; /* the target's, cost->unit */
	uint64_t clusters;
	uint64_t directory;
};

#endif
