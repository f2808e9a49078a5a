/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2: version 3 becomes version 2, which has no clusters that are zeros by a flag. Where there
 * is no backing image they are not allocated; else they get clusters of zeros, as they do where the
 * one that they keep is only theirs. qemu writes zeros into those that snapshots have too.
 */
#include "amend.h"

#include "base/arith.h"
#include "base/mem.h"
#include "crypto/disk.h"
#include "formats/layout.h"
#include "io/io.h"
#include "io/writer.h"
#include "snapshots.h"

/* A table that is looked at: the active one, or that of a snapshot. */
struct expanding {
	struct qcow2_amending *a;
	uint8_t *zeros; /* a cluster of an encrypted disk */
	uint64_t done, total;
	uint64_t first;	   /* cluster of the disk that the L2 table begins with */
	uint64_t num_uses; /* of the L2 table */
	uint64_t *left;	   /* clusters that it does not refer to any more */
	uint32_t num_left;
	bool only_looks;
	bool changed;
};

static bool refuse(const struct qcow2_edit *e, uint32_t fault, uint32_t field, uint64_t value)
{
	return fault_raise(e->img->disk, fault, field, value);
}

/* --- what version 2 has not --- */

static bool fits(const struct qcow2_edit *e, const struct qcow2_snapshot *s)
{
	return s->disk_size == e->img->size && s->vm_state_size <= UINT32_MAX;
}

static bool check_snapshots(struct qcow2_edit *e)
{
	struct qcow2_snapshots list;
	struct qcow2_snapshot_place place;
	struct qcow2_snapshot s;
	uint32_t num = e->q->header.num_snapshots;
	uint8_t *bytes = io_alloc(QCOW2_SNAPSHOT_MAX_SIZE, 8);

	if (!bytes || (num != 0 && !qcow2_snapshots_begin(&list, e->img, e->q)))
		return false;
	for (uint32_t i = 0; i < num; i++) {
		if (!qcow2_snapshots_next(&list, &place) ||
		    !qcow2_read_snapshot(e, &place, bytes, &s))
			return false;
		if (!fits(e, &s))
			return refuse(e, FAULT_QCOW2_HEADER_AMEND_DOWN_SNAPSHOTS,
				      QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET, num);
	}
	return true;
}

static bool check(struct qcow2_amending *a)
{
	struct qcow2_edit *e = &a->e;
	const struct qcow2_header *h = &e->q->header;
	uint64_t bits = qcow2_header_refcount_bits(h);
	uint64_t features = h->incompatible_features &
			    ~(uint64_t)QCOW2_INCOMPATIBLE_FEATURE_COMPRESSION;

	if (bits != UINT64_C(1) << QCOW2_DEFAULT_REFCOUNT_ORDER)
		return refuse(e, FAULT_QCOW2_HEADER_AMEND_DOWN_REFCOUNTS,
			      QCOW2_HEADER_REFCOUNT_ORDER_OFFSET, bits);
	if (e->q->data_file)
		return refuse(e, FAULT_QCOW2_HEADER_AMEND_DOWN_DATA_FILE,
			      QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET, h->incompatible_features);
	if (!check_snapshots(e))
		return false;
	if (features)
		return refuse(e, FAULT_QCOW2_HEADER_AMEND_DOWN_FEATURES,
			      QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET, h->incompatible_features);
	if (e->q->has_bitmaps &&
	    !(a->to->flags & (EDIT_AMEND_FLAG_FORCE | EDIT_AMEND_FLAG_DROP_BITMAPS)))
		return refuse(e, FAULT_QCOW2_HEADER_AMEND_DOWN_BITMAPS,
			      QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET, e->q->bitmaps.num_bitmaps);
	return true;
}

/* --- clusters that are zeros by a flag --- */

/* A cluster that reads as zeros. */
static bool fill(struct expanding *x, uint64_t host, uint64_t cluster)
{
	struct qcow2_edit *e = &x->a->e;
	uint32_t len = e->q->cluster_size;

	if (!e->img->encrypted)
		return target_fill(e->img->disk, host, len);
	if (!e->img->cipher)
		return refuse(e, FAULT_QCOW2_HEADER_EDIT_ENCRYPTED,
			      QCOW2_HEADER_CRYPT_METHOD_OFFSET, e->q->header.crypt_method);
	memset(x->zeros, 0, len);
	disk_encrypt(e->img->cipher, cluster << e->q->cluster_bits, host, x->zeros, len);
	return writer_put(e->img->disk, host, x->zeros, len) && writer_drain();
}

/* As many uses as the table has. */
static bool take(struct expanding *x, uint64_t *host)
{
	struct qcow2_edit *e = &x->a->e;
	uint64_t cluster;

	if (!qcow2_alloc(&e->alloc, 1, &cluster))
		return false;
	for (uint64_t i = 1; i < x->num_uses; i++)
		if (!qcow2_use(&e->alloc, cluster))
			return false;
	*host = cluster << e->q->cluster_bits;
	return true;
}

/* As many uses less. */
static bool give_up(struct expanding *x, uint64_t host)
{
	for (uint64_t i = 0; i < x->num_uses; i++)
		if (!qcow2_edit_free(&x->a->e, host, x->a->e.q->cluster_size))
			return false;
	return true;
}

static bool give_up_left(struct expanding *x)
{
	while (x->num_left > 0)
		if (!give_up(x, x->left[--x->num_left]))
			return false;
	return true;
}

/* The host cluster of an entry, 0 for none or where others have it too. */
static bool own_cluster(struct expanding *x, uint64_t entry, uint64_t *host)
{
	struct qcow2_edit *e = &x->a->e;
	uint64_t uses;

	*host = qcow2_l2_entry_host_offset(entry);
	if (*host == 0)
		return true;
	if (*host % e->q->cluster_size != 0)
		return refuse(e, FAULT_QCOW2_HEADER_EDIT_PAST_END,
			      QCOW2_HEADER_REFCOUNT_ORDER_OFFSET, *host);
	if (!qcow2_refcount(&e->alloc, qcow2_edit_cluster(e, *host), &uses))
		return false;
	if (uses <= x->num_uses)
		return true;
	x->left[x->num_left++] = *host;
	*host = 0;
	return true;
}

/* An entry with the flag, and what it is without. */
static bool expand(struct expanding *x, uint64_t cluster, uint64_t *entry)
{
	struct qcow2_edit *e = &x->a->e;
	uint64_t host;

	if (!own_cluster(x, *entry, &host))
		return false;
	if (host == 0 && !e->img->len_backing_name) {
		*entry = 0;
		return true;
	}
	if (host == 0 && !take(x, &host))
		return false;
	*entry = qcow2_l2_entry_make(x->num_uses == 1, false, host >> bits_of(SOURCE_SECTOR_SIZE),
				     false);
	return fill(x, host, cluster);
}

static bool expand_entry(struct expanding *x, uint32_t i)
{
	struct qcow2_edit *e = &x->a->e;
	uint8_t *at = e->l2 + (size_t)i * QCOW2_L2_ENTRY_SIZE;
	uint64_t entry = qcow2_l2_entry_load(at);

	if (qcow2_l2_entry_compressed(entry)) {
		if (!(e->q->header.incompatible_features & QCOW2_INCOMPATIBLE_FEATURE_COMPRESSION))
			return true;
		return refuse(e, FAULT_QCOW2_HEADER_AMEND_DOWN_COMPRESSED,
			      QCOW2_HEADER_COMPRESSION_TYPE_OFFSET, e->q->header.compression_type);
	}
	if (x->only_looks || !qcow2_l2_entry_zero(entry))
		return true;
	if (!expand(x, x->first + i, &entry))
		return false;
	qcow2_l2_entry_store(at, entry);
	x->changed = true;
	return true;
}

static bool expand_l2(struct expanding *x, uint64_t offset)
{
	struct qcow2_edit *e = &x->a->e;

	if (offset % e->q->cluster_size != 0 || offset >= e->w.end)
		return refuse(e, FAULT_QCOW2_HEADER_EDIT_PAST_END, QCOW2_HEADER_OFS_L1_TABLE_OFFSET,
			      offset);
	x->changed = false;
	if (!writer_drain() || !io_read_padded(e->img->disk, offset, e->l2, e->q->cluster_size) ||
	    !qcow2_refcount(&e->alloc, qcow2_edit_cluster(e, offset), &x->num_uses))
		return false;
	for (uint32_t i = 0; i < 1u << e->l2_bits; i++)
		if (!expand_entry(x, i))
			return false;
	return !x->changed || (qcow2_edit_flush(e) && qcow2_edit_barrier(e) &&
			       qcow2_edit_put(e, offset, e->l2, e->q->cluster_size) &&
			       qcow2_edit_barrier(e) && give_up_left(x));
}

static bool expand_l1(struct expanding *x, const uint64_t *entries, uint64_t num)
{
	for (uint64_t i = 0; i < num; i++) {
		uint64_t offset = qcow2_l1_entry_ofs_l2_table(entries[i]);

		x->first = i << x->a->e.l2_bits;
		if (offset && !expand_l2(x, offset))
			return false;
		if (!x->only_looks && !qcow2_progress_tell(&x->a->progress, ++x->done, x->total))
			return false;
	}
	return true;
}

/* The tables of all snapshots, or only how long they are (`counts`). */
static bool expand_snapshots(struct expanding *x, bool counts)
{
	struct qcow2_edit *e = &x->a->e;
	struct qcow2_snapshots list;
	struct qcow2_snapshot_place place;
	uint32_t num = e->q->header.num_snapshots;
	uint64_t *entries;

	if (num != 0 && !qcow2_snapshots_begin(&list, e->img, e->q))
		return false;
	for (uint32_t i = 0; i < num; i++) {
		const struct qcow2_snapshot_header *h = &place.header;
		size_t mark;

		if (!qcow2_snapshots_next(&list, &place) ||
		    !qcow2_snapshot_l1_fits(e->img, e->q, &place))
			return false;
		x->total += counts ? h->num_l1_entries : 0;
		mark = io_mark();
		if (!counts && (!qcow2_edit_read_table(e, h->ofs_l1_table, h->num_l1_entries,
						       h->num_l1_entries, &entries) ||
				!expand_l1(x, entries, h->num_l1_entries)))
			return false;
		io_release(mark);
	}
	return true;
}

static bool expand_all(struct expanding *x, bool only_looks)
{
	x->only_looks = only_looks;
	return expand_l1(x, x->a->e.l1, x->a->e.num_l1) && expand_snapshots(x, false);
}

static bool put_version(struct qcow2_edit *e)
{
	struct qcow2_header *h = &e->q->header;

	if (!qcow2_remove_bitmaps(e))
		return false;
	h->version = QCOW2_HEADER_VERSION_MIN;
	h->incompatible_features = h->compatible_features = h->autoclear_features = 0;
	h->compression_type = QCOW2_COMPRESSION_ZLIB;
	return qcow2_edit_flush(e) && qcow2_edit_barrier(e) && qcow2_edit_put_header(e);
}

bool qcow2_downgrade(struct qcow2_amending *a)
{
	struct qcow2_edit *e = &a->e;
	struct expanding x = { .a = a, .total = e->num_l1 };

	x.zeros = io_alloc(e->q->cluster_size, 8);
	x.left = io_alloc(sizeof(*x.left) << e->l2_bits, 8);
	return x.zeros && x.left && check(a) && expand_snapshots(&x, true) &&
	       expand_all(&x, true) && expand_all(&x, false) && put_version(e);
}
