/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SIZE_H
#define SIZE_H
/*
 * How large an image becomes. Every target's size is linear in what is written:
 *
 *	base + units * unit_cost + groups * group_cost + (units ? first_cost : 0) - (last unit is
 *written ? tail_saving : 0)
 *
 * where a unit is what the target allocates at once (a cluster, grain or block) and a group is the
 *piece of the disk under one table that is allocated with the first unit in it. A calculator,
 *size_<target>.c, is a pure function that checks the options and fills in these numbers;
 *size_count() counts the units and groups that runs of data touch; size_required() adds up. No I/O,
 *no state.
 *
 *	size_plan(config, virtual_size, &plan)  ->  size_count_begin, size_count for each run  ->
 *size_required
 */
#include "base/parse.h"
#include "generated/measure.h"
#include "generated/target.h"

struct size_plan {
	uint64_t virtual_size;
	uint64_t unit;	    /* bytes of the disk in each unit; 0: what is written changes nothing */
	uint64_t group;	    /* bytes of the disk in each group; 0: there are none */
	uint64_t num_units; /* on the whole disk, as are the groups; set by size_plan_close() */
	uint64_t num_groups;
	uint64_t base; /* size of the files before any data is written */
	uint64_t unit_cost;
	uint64_t group_cost;
	uint64_t first_cost;	  /* grows once, with the first data */
	uint64_t tail_saving;	  /* by how much the last unit is cheaper; not 0 only where the disk
				     ends inside it, and less than unit_cost */
	uint64_t fully_allocated; /* set by size_plan_close() */
	bool everything;	  /* all units count, whatever the source has */
	uint32_t field;		  /* which option is at fault: enum measure_config_field; 0: none */
};

/*
 * Check the options of config->target and make the plan for a disk of virtual_size bytes. After
 * MEASURE_ERROR_OK the size of the image is representable for whatever is written.
 */
MUST_CHECK enum measure_error size_plan(const struct measure_config *config, uint64_t virtual_size,
					struct size_plan *plan);

/* The targets' own, for size_plan(): plan is empty but for virtual_size, which is at most
 * TARGET_MAX_SIZE. */
MUST_CHECK enum measure_error size_raw(const struct measure_config *config, struct size_plan *plan);
MUST_CHECK enum measure_error size_qcow2(const struct measure_config *config,
					 struct size_plan *plan);
MUST_CHECK enum measure_error size_luks(const struct measure_config *config,
					struct size_plan *plan);
MUST_CHECK enum measure_error size_vmdk(const struct measure_config *config,
					struct size_plan *plan);
MUST_CHECK enum measure_error size_vpc(const struct measure_config *config, struct size_plan *plan);
MUST_CHECK enum measure_error size_vhdx(const struct measure_config *config,
					struct size_plan *plan);
MUST_CHECK enum measure_error size_vdi(const struct measure_config *config, struct size_plan *plan);
MUST_CHECK enum measure_error size_qed(const struct measure_config *config, struct size_plan *plan);
MUST_CHECK enum measure_error size_qcow(const struct measure_config *config,
					struct size_plan *plan);
MUST_CHECK enum measure_error size_parallels(const struct measure_config *config,
					     struct size_plan *plan);

/*
 * Clusters that the refcounts of a qcow2 take beside less than 2^41 others, 1 << per_block_bits
 * (6..24) to a block and 1 << per_table_bits (6..18) blocks to a cluster of the table; at most a
 * 63rd of the others, and 3. False is never seen: the proof says so.
 */
MUST_CHECK bool size_qcow2_refcounts(uint64_t clusters, unsigned per_block_bits,
				     unsigned per_table_bits, uint64_t *own);

/* What a disk of num_sectors becomes when a VHD rounds it to its geometry; at most
 * VHD_MAX_CHS_SECTORS. */
uint64_t size_vpc_geometry(uint64_t num_sectors);

/* Bytes of the descriptor that goes with extents of at most extent_size bytes; kind is the length
 * of its createType. */
uint64_t size_vmdk_descriptor(const struct measure_config *config, uint64_t virtual_size,
			      uint64_t extent_size, uint64_t len_kind, uint64_t len_extent,
			      bool numbered);

/* Add up the full size; MEASURE_ERROR_OVERFLOW where it leaves 63 bits. The last step of every
 * calculator. */
MUST_CHECK enum measure_error size_plan_close(struct size_plan *plan);

/* An option that the target does not allow. */
static inline enum measure_error size_refuse(struct size_plan *plan,
					     enum measure_config_field field)
{
	plan->field = field;
	return MEASURE_ERROR_INVALID_OPTION;
}

static inline bool size_is_power_of_two(uint64_t v)
{
	return v && !(v & (v - 1));
}

/* The exponent of a power of two. */
static inline unsigned size_bits(uint64_t power_of_two)
{
	return (unsigned)__builtin_ctzll(power_of_two);
}

/* v rounded up to a power of two; both are at most 2^63, so the result fits. */
static inline uint64_t size_align(uint64_t v, uint64_t power_of_two)
{
	return (v + (power_of_two - 1)) & ~(power_of_two - 1);
}

/* How many pieces of 1 << bits bytes (bits up to 62) hold v bytes; v is at most 2^63. */
static inline uint64_t size_pieces(uint64_t v, unsigned bits)
{
	return (v + ((UINT64_C(1) << bits) - 1)) >> bits;
}

/* Add where the sum stays within 63 bits; sum itself is there already. */
MUST_CHECK static inline bool size_add(uint64_t *sum, uint64_t more)
{
	if (more > TARGET_MAX_SIZE - *sum)
		return false;
	*sum += more;
	return true;
}

/* Pieces of one length, seen in ascending order; a length is odd << bits, so that the common case
 * needs no division. */
struct size_pieces_seen {
	uint64_t odd; /* 0: nothing is counted */
	unsigned bits;
	uint64_t count;
	uint64_t next; /* first piece that has not been counted */
};

struct size_counter {
	struct size_pieces_seen units;
	struct size_pieces_seen groups;
};

static inline void size_pieces_begin(struct size_pieces_seen *seen, uint64_t length)
{
	*seen = (struct size_pieces_seen){ 0 };
	if (!length)
		return;
	seen->bits = size_bits(length & -length);
	seen->odd = length >> seen->bits;
}

static inline void size_count_begin(struct size_counter *counter, const struct size_plan *plan)
{
	size_pieces_begin(&counter->units, plan->unit);
	size_pieces_begin(&counter->groups, plan->group);
}

static inline void size_pieces_count(struct size_pieces_seen *seen, uint64_t start, uint64_t last)
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
static inline void size_count(struct size_counter *counter, uint64_t start, uint64_t length)
{
	if (!length)
		return;
	size_pieces_count(&counter->units, start, start + (length - 1));
	size_pieces_count(&counter->groups, start, start + (length - 1));
}

/* The answer for what was counted; false when more was counted than the disk has. */
MUST_CHECK bool size_required(const struct size_plan *plan, const struct size_counter *counter,
			      uint64_t *required);

/* Space for the persistent bitmaps of a qcow2 source in a qcow2 target. Start with zeros but for
 * cluster_size. */
struct size_bitmaps {
	uint64_t cluster_size; /* the target's, plan->unit */
	uint64_t clusters;
	uint64_t directory;
};

/* One bitmap with a bit for each 1 << granularity_bits bytes (9..31) of the disk; false when the
 * sum leaves 63 bits. */
MUST_CHECK bool size_qcow2_bitmap(struct size_bitmaps *bitmaps, uint64_t virtual_size,
				  unsigned granularity_bits, uint64_t len_name);
MUST_CHECK bool size_qcow2_bitmaps(const struct size_bitmaps *bitmaps, uint64_t *bytes);

#endif
