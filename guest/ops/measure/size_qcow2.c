/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2, with the numbers of `qemu-img measure`: all tables for the whole disk exist, data only
 *where there is some. In clusters of c bytes, with e bytes in an L2 entry (16 with extended L2
 *entries, else 8) and r bits in a refcount:
 *
 *	data   = ceil(disk / c)
 *	l2     = ceil(data / (c / e))			one cluster each
 *	l1     = ceil(l2 / (c / 8))			an L1 entry of 8 bytes for each L2 table
 *	blocks = ceil((1 + l2 + l1 + data + blocks + table) / (c * 8 / r))
 *	table  = ceil(blocks / (c / 8))
 *	fully allocated = (1 + l2 + l1 + data + blocks + table) * c + ceil(LUKS payload / c) * c
 *
 * The 1 is the header. Refcounts count the clusters that hold them, so blocks and table are the
 *smallest solution (size_qcow2_refcounts.c); the LUKS header is not counted by them, as qemu-img
 *leaves it out.
 */
#include "size.h"
#include "generated/qcow2.h"

/* Which option is not allowed; 0: none. */
static enum measure_config_field bad_option(const struct measure_config *config,
					    uint64_t cluster_size, uint64_t refcount_bits)
{
	if (!size_is_power_of_two(cluster_size) ||
	    cluster_size < UINT64_C(1) << QCOW2_HEADER_CLUSTER_BITS_MIN ||
	    cluster_size > UINT64_C(1) << QCOW2_HEADER_CLUSTER_BITS_MAX)
		return MEASURE_CONFIG_FIELD_CLUSTER_SIZE;
	if (!size_is_power_of_two(refcount_bits) ||
	    refcount_bits > UINT64_C(1) << QCOW2_HEADER_REFCOUNT_ORDER_MAX)
		return MEASURE_CONFIG_FIELD_REFCOUNT_BITS;
	if (!(config->flags & MEASURE_FLAG_COMPAT_V3) &&
	    refcount_bits != 1u << QCOW2_DEFAULT_REFCOUNT_ORDER)
		return MEASURE_CONFIG_FIELD_REFCOUNT_BITS;
	if (config->flags & MEASURE_FLAG_EXTENDED_L2 &&
	    cluster_size < UINT64_C(1) << QCOW2_MIN_EXTENDED_L2_CLUSTER_BITS)
		return MEASURE_CONFIG_FIELD_CLUSTER_SIZE;
	return 0;
}

/* Bits 4-5 of the flags. */
static unsigned preallocation(const struct measure_config *config)
{
	return config->flags >> MEASURE_PREALLOCATION_SHIFT & MEASURE_PREALLOCATION_MASK;
}

/* What the proofs hold for: 512 TiB in clusters of 512 bytes, 64 PiB in the usual ones. */
#define MOST_CLUSTERS (UINT64_C(1) << 40)

enum measure_error size_qcow2(const struct measure_config *config, struct size_plan *plan)
{
	uint64_t cluster_size = config->cluster_size ? config->cluster_size
						     : UINT64_C(1) << QCOW2_DEFAULT_CLUSTER_BITS;
	uint64_t refcount_bits = config->refcount_bits ? config->refcount_bits
						       : 1u << QCOW2_DEFAULT_REFCOUNT_ORDER;
	uint64_t entry_size = config->flags & MEASURE_FLAG_EXTENDED_L2
				      ? QCOW2_EXTENDED_L2_ENTRY_SIZE
				      : QCOW2_L2_ENTRY_SIZE;
	enum measure_config_field bad = bad_option(config, cluster_size, refcount_bits);
	unsigned bits;
	uint64_t data, l2, clusters, refcounts;

	if (bad)
		return size_refuse(plan, bad);
	bits = size_bits(cluster_size);
	data = size_pieces(plan->virtual_size, bits);
	l2 = size_pieces(data, bits - size_bits(entry_size));
	/* qemu-img holds only a size that was asked for against the largest L1 table; an image may
	 * be of any size that the sums bear. */
	if (data > MOST_CLUSTERS ||
	    (!config->has_source && l2 > QCOW2_MAX_L1_BYTES / QCOW2_L1_ENTRY_SIZE))
		return MEASURE_ERROR_OVERFLOW;
	/* From here on everything is small: at most 2^40 clusters of data, 2^35 L2 tables, 2^61
	 * bytes. */
	clusters = 1 + l2 + size_pieces(l2, bits - size_bits(QCOW2_L1_ENTRY_SIZE)) + data;
	if (!size_qcow2_refcounts(
		    clusters, bits + size_bits(MEASURE_BITS_PER_BYTE) - size_bits(refcount_bits),
		    bits - size_bits(QCOW2_REFCOUNT_TABLE_ENTRY_SIZE), &refcounts))
		return MEASURE_ERROR_OVERFLOW;
	plan->unit = cluster_size;
	plan->unit_cost = cluster_size;
	plan->base = (clusters - data + refcounts) << bits;
	if (config->len_payload > TARGET_MAX_SIZE ||
	    !size_add(&plan->base, size_align(config->len_payload, cluster_size)))
		return MEASURE_ERROR_OVERFLOW;
	plan->everything |= preallocation(config) == MEASURE_PREALLOCATION_FALLOC ||
			    preallocation(config) == MEASURE_PREALLOCATION_FULL;
	return size_plan_close(plan);
}

/*
 * Persistent bitmaps that move with the disk: for each its bits, a table with 8 bytes for each
 * cluster of them, both in whole clusters, and its directory entry; the directory is rounded to
 * clusters once.
 */
bool size_qcow2_bitmap(struct size_bitmaps *bitmaps, uint64_t virtual_size,
		       unsigned granularity_bits, uint64_t len_name)
{
	unsigned bits = size_bits(bitmaps->cluster_size);
	uint64_t bytes = size_pieces(size_pieces(virtual_size, granularity_bits),
				     size_bits(MEASURE_BITS_PER_BYTE));
	uint64_t data = size_pieces(bytes, bits);
	uint64_t table = size_pieces(data, bits - size_bits(QCOW2_BITMAP_TABLE_ENTRY_SIZE));

	if (len_name > QCOW2_BITMAP_ENTRY_NAME_BOUND)
		return false;
	return size_add(&bitmaps->clusters, data + table) &&
	       size_add(&bitmaps->directory, size_align(QCOW2_BITMAP_ENTRY_MIN_SIZE + len_name,
							QCOW2_BITMAP_ENTRY_ALIGN));
}

bool size_qcow2_bitmaps(const struct size_bitmaps *bitmaps, uint64_t *bytes)
{
	unsigned bits = size_bits(bitmaps->cluster_size);
	uint64_t clusters = bitmaps->clusters;

	if (!size_add(&clusters, size_pieces(bitmaps->directory, bits)) ||
	    clusters > TARGET_MAX_SIZE >> bits)
		return false;
	*bytes = clusters << bits;
	return true;
}
