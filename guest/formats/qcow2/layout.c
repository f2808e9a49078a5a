/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2, with the numbers of `qemu-img measure`: all tables for the whole disk exist, data only
 * where there is some. In clusters of c bytes, with e bytes in an L2 entry (16 with extended L2
 * entries, else 8) and r bits in a refcount:
 *
 *	data   = ceil(disk / c)
 *	l2     = ceil(data / (c / e))			one cluster each
 *	l1     = ceil(l2 / (c / 8))			an L1 entry of 8 bytes for each L2 table
 *	blocks = ceil((1 + l2 + l1 + data + blocks + table) / (c * 8 / r))
 *	table  = ceil(blocks / (c / 8))
 *	fully allocated = (1 + l2 + l1 + data + blocks + table) * c + ceil(LUKS payload / c) * c
 *
 * The 1 is the header. Refcounts count the clusters that hold them, so blocks and table are the
 * smallest solution (refcounts.c); the LUKS header is not counted by them, as qemu-img
 * leaves it out.
 */
#include "formats/cost.h"
#include "formats/target.h"
#include "generated/qcow2.h"
#include "layout.h"

/* Which option is not allowed; 0: none. */
static enum target_options_field bad_option(const struct target_options *options,
					    uint64_t cluster_size, uint64_t refcount_bits)
{
	if (!target_qcow2_cluster_size_allowed(cluster_size))
		return TARGET_OPTIONS_FIELD_CLUSTER_SIZE;
	if (!target_qcow2_refcount_bits_allowed(refcount_bits))
		return TARGET_OPTIONS_FIELD_REFCOUNT_BITS;
	if (!(options->flags & TARGET_FLAG_COMPAT_V3) &&
	    refcount_bits != 1u << QCOW2_DEFAULT_REFCOUNT_ORDER)
		return TARGET_OPTIONS_FIELD_REFCOUNT_BITS;
	if (options->flags & TARGET_FLAG_EXTENDED_L2 &&
	    cluster_size < UINT64_C(1) << QCOW2_MIN_EXTENDED_L2_CLUSTER_BITS)
		return TARGET_OPTIONS_FIELD_CLUSTER_SIZE;
	return 0;
}

/* What the proofs hold for: 512 TiB in clusters of 512 bytes, 64 PiB in the usual ones. */
#define MOST_CLUSTERS (UINT64_C(1) << 40)

static unsigned per_block_bits(const struct qcow2_layout *layout)
{
	return layout->cluster_bits + bits_of(BITS_PER_BYTE) - bits_of(layout->refcount_bits);
}

/* Where the tables of a file without data are. */
static void lay_tables(struct qcow2_layout *layout)
{
	uint64_t cluster_size = UINT64_C(1) << layout->cluster_bits;

	layout->ofs_refcount_table = cluster_size;
	layout->ofs_refcount_block = 2 * cluster_size;
	layout->ofs_l1 = 3 * cluster_size;
	layout->end = layout->ofs_l1 + layout->num_l2 * QCOW2_L1_ENTRY_SIZE;
	layout->one_block = 3 + layout->num_l1 <= UINT64_C(1) << per_block_bits(layout);
}

enum target_error qcow2_layout(const struct target_options *options, uint64_t disk,
			       struct qcow2_layout *layout, uint32_t *field)
{
	uint64_t cluster_size = target_qcow2_cluster_size(options);
	uint64_t refcount_bits = target_qcow2_refcount_bits(options);
	enum target_options_field bad = bad_option(options, cluster_size, refcount_bits);

	if (bad)
		return layout_refuse(field, bad);
	layout->cluster_bits = bits_of(cluster_size);
	layout->refcount_bits = refcount_bits;
	layout->l2_entry_size = options->flags & TARGET_FLAG_EXTENDED_L2
					? QCOW2_EXTENDED_L2_ENTRY_SIZE
					: QCOW2_L2_ENTRY_SIZE;
	layout->num_data = pieces_of(disk, layout->cluster_bits);
	if (layout->num_data > MOST_CLUSTERS)
		return TARGET_ERROR_OVERFLOW;
	/* From here on everything is small: at most 2^40 clusters of data, 2^35 L2 tables, 2^61
	 * bytes. */
	layout->num_l2 =
		pieces_of(layout->num_data, layout->cluster_bits - bits_of(layout->l2_entry_size));
	layout->num_l1 =
		pieces_of(layout->num_l2, layout->cluster_bits - bits_of(QCOW2_L1_ENTRY_SIZE));
	lay_tables(layout);
	if (!qcow2_refcounts(1 + layout->num_l2 + layout->num_l1 + layout->num_data,
			     per_block_bits(layout),
			     layout->cluster_bits - bits_of(QCOW2_REFCOUNT_TABLE_ENTRY_SIZE),
			     &layout->num_refcount))
		return TARGET_ERROR_OVERFLOW;
	return TARGET_ERROR_OK;
}

enum target_error qcow2_cost(const struct target_options *options, struct cost *cost)
{
	struct qcow2_layout layout;
	enum target_error error = qcow2_layout(options, cost->virtual_size, &layout, &cost->field);
	uint64_t cluster_size;

	if (error)
		return error;
	/* qemu-img holds only a size that was asked for against the largest L1 table; an image may
	 * be of any size that the sums bear. */
	if (!cost->from_source && layout.num_l2 > QCOW2_MAX_L1_BYTES / QCOW2_L1_ENTRY_SIZE)
		return TARGET_ERROR_OVERFLOW;
	cluster_size = UINT64_C(1) << layout.cluster_bits;
	cost->unit = cluster_size;
	cost->unit_cost = cluster_size;
	cost->base = (1 + layout.num_l2 + layout.num_l1 + layout.num_refcount)
		     << layout.cluster_bits;
	if (options->len_payload > TARGET_MAX_SIZE ||
	    !add_size(&cost->base, align_up(options->len_payload, cluster_size)))
		return TARGET_ERROR_OVERFLOW;
	cost->everything |= options->preallocation == TARGET_PREALLOCATION_FALLOC ||
			    options->preallocation == TARGET_PREALLOCATION_FULL;
	return cost_close(cost);
}

/*
 * Persistent bitmaps that move with the disk: for each its bits, a table with 8 bytes for each
 * cluster of them, both in whole clusters, and its directory entry; the directory is rounded to
 * clusters once.
 */
bool qcow2_bitmap_cost(struct bitmaps_cost *bitmaps, uint64_t virtual_size,
		       unsigned granularity_bits, uint64_t len_name)
{
	unsigned bits = bits_of(bitmaps->cluster_size);
	uint64_t bytes =
		pieces_of(pieces_of(virtual_size, granularity_bits), bits_of(BITS_PER_BYTE));
	uint64_t data = pieces_of(bytes, bits);
	uint64_t table = pieces_of(data, bits - bits_of(QCOW2_BITMAP_TABLE_ENTRY_SIZE));

	if (len_name > QCOW2_BITMAP_ENTRY_NAME_BOUND)
		return false;
	return add_size(&bitmaps->clusters, data + table) &&
	       add_size(&bitmaps->directory,
			align_up(QCOW2_BITMAP_ENTRY_MIN_SIZE + len_name, QCOW2_BITMAP_ENTRY_ALIGN));
}

bool qcow2_bitmaps_cost(const struct bitmaps_cost *bitmaps, uint64_t *bytes)
{
	unsigned bits = bits_of(bitmaps->cluster_size);
	uint64_t clusters = bitmaps->clusters;

	if (!add_size(&clusters, pieces_of(bitmaps->directory, bits)) ||
	    clusters > TARGET_MAX_SIZE >> bits)
		return false;
	*bytes = clusters << bits;
	return true;
}
