/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2: bitmaps are stored. Bits, tables and the directory are written where nothing was, then the
 * header names the directory, then what was stored before is given up. While the header is written,
 * no feature says that there are any.
 */
#include "bitmap_list.h"

#include "base/arith.h"
#include "base/mem.h"
#include "base/store.h"
#include "io/io.h"
#include "io/writer.h"

#define MAX_ENTRY (QCOW2_BITMAP_ENTRY_MIN_SIZE + QCOW2_MAX_BITMAP_NAME_BYTES + 1)

static uint16_t length_of(const struct qcow2_bitmap *bitmap)
{
	uint16_t len = 0;

	while (len < bitmap->entry.name_len && bitmap->name[len] != 0)
		len++;
	return len;
}

static struct qcow2_bitmap_record record_of(const struct qcow2_bitmap *bitmap)
{
	return (struct qcow2_bitmap_record){
		.name = bitmap->offset + QCOW2_BITMAP_ENTRY_MIN_SIZE,
		.table = bitmap->entry.ofs_table,
		.num_entries = bitmap->entry.num_table_entries,
		.len_name = length_of(bitmap),
		.granularity_bits = bitmap->entry.granularity_bits,
		.flags = (uint8_t)bitmap->entry.flags,
		.in_use = bitmap->entry.flags & QCOW2_BITMAP_FLAG_IN_USE,
	};
}

bool qcow2_bitmap_list_read(struct qcow2_bitmap_list *list, struct qcow2_edit *e, uint32_t more)
{
	struct qcow2_bitmap bitmap;
	struct qcow2_bitmaps b;
	uint32_t num = e->q->has_bitmaps ? e->q->bitmaps.num_bitmaps : 0;

	list->e = e;
	list->records = io_alloc(((size_t)num + more + 1) * sizeof(*list->records),
				 _Alignof(struct qcow2_bitmap_record));
	list->bits = io_alloc(e->q->cluster_size, 8);
	if (!list->records || !list->bits || (num != 0 && !qcow2_bitmaps_begin(&b, e->img, e->q)))
		return false;
	b.size = e->old_size;
	while (list->num < num) {
		if (!qcow2_bitmaps_next(&b, &bitmap))
			return false;
		list->records[list->num++] = record_of(&bitmap);
	}
	return true;
}

static bool read_name(struct qcow2_bitmap_list *list, const struct qcow2_bitmap_record *r,
		      uint8_t *name)
{
	if (r->name)
		return io_read_padded(list->e->img->disk, r->name, name, r->len_name);
	memcpy(name, r->new_name, r->len_name);
	return true;
}

struct qcow2_bitmap_record *qcow2_bitmap_list_find(struct qcow2_bitmap_list *list,
						   const uint8_t *name, uint32_t len, bool *failed)
{
	uint8_t there[QCOW2_MAX_BITMAP_NAME_BYTES + 1];

	*failed = false;
	for (uint32_t i = 0; i < list->num; i++) {
		if (list->records[i].len_name != len)
			continue;
		*failed = !read_name(list, &list->records[i], there);
		if (*failed)
			return NULL;
		if (memcmp(there, name, len) == 0)
			return &list->records[i];
	}
	return NULL;
}

/* --- the directory --- */

static struct qcow2_bitmap_entry entry_of(const struct qcow2_bitmap_record *r)
{
	return (struct qcow2_bitmap_entry){
		.ofs_table = r->table,
		.num_table_entries = r->num_entries,
		.flags = r->flags,
		.type = QCOW2_BITMAP_TYPE_DIRTY_TRACKING,
		.granularity_bits = r->granularity_bits,
		.len_name = r->len_name,
		.name_len = r->len_name,
	};
}

static uint64_t entry_length(const struct qcow2_bitmap_record *r)
{
	struct qcow2_bitmap_entry entry = entry_of(r);

	return qcow2_bitmap_entry_len_entry(&entry);
}

/* What is removed before it was stored is in no directory. */
static bool is_stored(const struct qcow2_bitmap_record *r)
{
	return r->table != 0;
}

static uint64_t list_length(const struct qcow2_bitmap_list *list)
{
	uint64_t len = 0;

	for (uint32_t i = 0; i < list->num; i++)
		len += entry_length(&list->records[i]);
	return len;
}

static bool put_entry(struct qcow2_bitmap_list *list, struct qcow2_bitmap_record *r, uint64_t at)
{
	struct qcow2_bitmap_entry entry = entry_of(r);
	uint8_t bytes[MAX_ENTRY] = { 0 }, name[QCOW2_MAX_BITMAP_NAME_BYTES + 1];

	if (!read_name(list, r, name))
		return false;
	r->name = at + QCOW2_BITMAP_ENTRY_MIN_SIZE;
	return qcow2_bitmap_entry_store(bytes, sizeof(bytes), &entry, NULL, name) != 0 &&
	       qcow2_edit_put(list->e, at, bytes, (uint32_t)qcow2_bitmap_entry_len_entry(&entry)) &&
	       writer_drain();
}

/* As long as the image was open, it said of each that it is in use; so does the directory that is
 * left. */
static bool mark_left(struct qcow2_bitmap_list *list, const struct qcow2_bitmaps_extension *left)
{
	struct qcow2 before = *list->e->q;
	struct qcow2_bitmap bitmap;
	struct qcow2_bitmaps b;
	size_t mark = io_mark();

	before.bitmaps = *left;
	if (!qcow2_bitmaps_begin(&b, list->e->img, &before))
		return false;
	b.size = list->e->old_size;
	while (qcow2_bitmaps_more(&b)) {
		uint8_t flags[sizeof(bitmap.entry.flags)];

		if (!qcow2_bitmaps_next(&b, &bitmap))
			return false;
		store_u4be(flags, bitmap.entry.flags | QCOW2_BITMAP_FLAG_IN_USE);
		if (!qcow2_edit_put(list->e, bitmap.offset + QCOW2_BITMAP_ENTRY_FLAGS_OFFSET, flags,
				    sizeof(flags)) ||
		    !writer_drain())
			return false;
	}
	io_release(mark);
	return true;
}

static bool put_features(struct qcow2_edit *e, uint64_t features)
{
	uint8_t bytes[QCOW2_HEADER_REFCOUNT_ORDER_OFFSET - QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET];

	e->q->header.autoclear_features = features;
	store_u8be(bytes, features);
	return qcow2_edit_put(e, QCOW2_HEADER_AUTOCLEAR_FEATURES_OFFSET, bytes, sizeof(bytes)) &&
	       qcow2_edit_barrier(e);
}

/* The header names the new directory, if any. */
static bool publish(struct qcow2_edit *e, const struct qcow2_bitmaps_extension *directory)
{
	uint64_t features = e->q->header.autoclear_features;

	if (!qcow2_edit_flush(e) || !qcow2_edit_barrier(e) ||
	    (e->q->has_bitmaps &&
	     !put_features(e, features & ~(uint64_t)QCOW2_AUTOCLEAR_FEATURE_BITMAPS)))
		return false;
	e->q->bitmaps = *directory;
	e->q->has_bitmaps = directory->num_bitmaps != 0;
	if (!qcow2_edit_put_header(e) || !qcow2_edit_barrier(e))
		return false;
	return !e->q->has_bitmaps || put_features(e, features | QCOW2_AUTOCLEAR_FEATURE_BITMAPS);
}

uint32_t qcow2_bitmap_list_add(struct qcow2_bitmap_list *list,
			       const struct qcow2_bitmap_record *new, uint64_t *value)
{
	const struct qcow2_edit *e = list->e;

	*value = e->q->header.version;
	if (*value < QCOW2_HEADER_VERSION_MAX)
		return EDIT_ERROR_OLD_VERSION;
	*value = pieces_by(qcow2_bitmap_num_bits(e->img->size, new->granularity_bits),
			   BITS_PER_BYTE);
	if (*value > QCOW2_MAX_BITMAP_DATA_BYTES)
		return EDIT_ERROR_TOO_LARGE;
	*value = new->len_name;
	if (*value > QCOW2_MAX_BITMAP_NAME_BYTES)
		return EDIT_ERROR_NAME_LENGTH;
	*value = list->num;
	if (*value >= QCOW2_MAX_BITMAPS)
		return EDIT_ERROR_TOO_MANY;
	*value = list_length(list) +
		 align_up(QCOW2_BITMAP_ENTRY_MIN_SIZE + new->len_name, QCOW2_BITMAP_ENTRY_ALIGN);
	if (*value > QCOW2_BITMAPS_EXTENSION_LEN_DIRECTORY_MAX)
		return EDIT_ERROR_NO_DIRECTORY_ROOM;
	list->records[list->num++] = *new;
	return EDIT_ERROR_OK;
}

/* All records that are stored, and the directory that there was is left. */
static bool write_directory(struct qcow2_bitmap_list *list)
{
	struct qcow2_edit *e = list->e;
	struct qcow2_bitmaps_extension left = e->q->bitmaps, made = { .num_bitmaps = 0 };
	bool had = e->q->has_bitmaps;
	uint64_t first = 0;

	for (uint32_t i = 0; i < list->num; i++)
		if (is_stored(&list->records[i])) {
			made.num_bitmaps++;
			made.len_directory += entry_length(&list->records[i]);
		}
	if (made.len_directory != 0 &&
	    !qcow2_alloc(&e->alloc, pieces_of(made.len_directory, e->q->cluster_bits), &first))
		return false;
	made.ofs_directory = first << e->q->cluster_bits;
	for (uint64_t i = 0, at = made.ofs_directory; i < list->num; i++)
		if (is_stored(&list->records[i])) {
			if (!put_entry(list, &list->records[i], at))
				return false;
			at += entry_length(&list->records[i]);
		}
	return publish(e, &made) &&
	       (!had || (mark_left(list, &left) &&
			 qcow2_leave(&e->alloc, left.ofs_directory, left.len_directory)));
}

/* --- what is stored of a bitmap --- */

static bool is_within(uint64_t cluster, uint64_t first, uint64_t num)
{
	return cluster >= first && cluster - first < num;
}

/* What an image cannot do without is no bitmap's to give up, whatever its table says. */
static bool check_own(const struct qcow2_edit *e, uint64_t offset)
{
	const struct qcow2_alloc *a = &e->alloc;
	uint64_t cluster = qcow2_edit_cluster(e, offset);
	uint64_t l1 = qcow2_edit_cluster(e, e->q->header.ofs_l1_table);
	bool is_other = cluster == 0 || is_within(cluster, a->table, a->num_table) ||
			is_within(cluster, l1,
				  pieces_of(e->num_l1 * QCOW2_L1_ENTRY_SIZE, e->q->cluster_bits));

	for (uint64_t i = 0; i < a->b.capacity && !is_other; i++)
		is_other = cluster == a->b.clusters[i];
	return !is_other || fault_raise(e->img->disk, FAULT_QCOW2_BITMAP_TABLE_ENTRY_NOT_ITS_OWN,
					offset, cluster);
}

/* The clusters of bits that a table names, then the table, whose bytes stay. */
static bool give_up_table(struct qcow2_edit *e, uint64_t offset, uint32_t num)
{
	uint64_t *entries;
	size_t mark = io_mark();

	if (!qcow2_edit_read_table(e, offset, num, num, &entries))
		return false;
	for (uint32_t i = 0; i < num; i++) {
		uint64_t host = qcow2_bitmap_table_entry_host_offset(entries[i]);

		if (host && (!check_own(e, host) || !qcow2_edit_free(e, host, e->q->cluster_size)))
			return false;
	}
	io_release(mark);
	return qcow2_leave(&e->alloc, offset, (uint64_t)num * QCOW2_BITMAP_TABLE_ENTRY_SIZE);
}

bool qcow2_bitmap_list_remove(struct qcow2_bitmap_list *list, struct qcow2_bitmap_record *r)
{
	struct qcow2_bitmap_record gone = *r;

	list->num--;
	for (; r < list->records + list->num; r++)
		*r = r[1];
	return !is_stored(&gone) ||
	       (write_directory(list) && give_up_table(list->e, gone.table, gone.num_entries));
}

bool qcow2_bits_any(const struct qcow2_bitmap_list *list)
{
	return list->bits[0] || memcmp(list->bits, list->bits + 1, list->e->q->cluster_size - 1);
}

static bool put_bits(struct qcow2_bitmap_list *list, uint8_t *entry)
{
	struct qcow2_edit *e = list->e;
	uint64_t cluster;

	if (!qcow2_alloc(&e->alloc, 1, &cluster))
		return false;
	qcow2_bitmap_table_entry_store(entry, cluster << (e->q->cluster_bits));
	return qcow2_edit_put(e, cluster << e->q->cluster_bits, list->bits, e->q->cluster_size) &&
	       writer_drain();
}

static bool put_table(struct qcow2_edit *e, struct qcow2_bitmap_record *r, const uint8_t *table)
{
	unsigned per_cluster = e->q->cluster_bits - bits_of(QCOW2_BITMAP_TABLE_ENTRY_SIZE);
	uint64_t first;

	if (!qcow2_alloc(&e->alloc, pieces_of(r->num_entries, per_cluster), &first))
		return false;
	r->table = first << e->q->cluster_bits;
	return qcow2_edit_put(e, r->table, table, r->num_entries * QCOW2_BITMAP_TABLE_ENTRY_SIZE) &&
	       writer_drain();
}

static bool store(struct qcow2_bitmap_list *list, struct qcow2_bitmap_record *r,
		  qcow2_bits_maker *make, void *arg)
{
	uint32_t num = (uint32_t)qcow2_bitmap_num_clusters(list->e->img->size, list->e->q,
							   r->granularity_bits);
	size_t mark = io_mark();
	uint8_t *table = io_alloc((size_t)num * QCOW2_BITMAP_TABLE_ENTRY_SIZE, 8);

	if (!table)
		return false;
	for (uint32_t i = 0; i < num; i++) {
		if (!make(arg, r, i, list->bits))
			return false;
		if (qcow2_bits_any(list) &&
		    !put_bits(list, table + (size_t)i * QCOW2_BITMAP_TABLE_ENTRY_SIZE))
			return false;
	}
	r->table_before = r->table;
	r->num_before = r->num_entries;
	r->num_entries = num;
	if (!put_table(list->e, r, table))
		return false;
	io_release(mark);
	return true;
}

bool qcow2_bitmap_list_store(struct qcow2_bitmap_list *list, qcow2_bits_maker *make, void *arg)
{
	bool any = false;

	for (uint32_t i = 0; i < list->num; i++) {
		struct qcow2_bitmap_record *r = &list->records[i];

		if (r->in_use)
			continue;
		any = true;
		if (!store(list, r, make, arg))
			return false;
	}
	if (!any)
		return true;
	if (!write_directory(list))
		return false;
	for (uint32_t i = 0; i < list->num; i++) {
		const struct qcow2_bitmap_record *r = &list->records[i];

		if (r->table_before && !give_up_table(list->e, r->table_before, r->num_before))
			return false;
	}
	return true;
}

static bool as_stored(void *arg, const struct qcow2_bitmap_record *r, uint32_t index, uint8_t *bits)
{
	return qcow2_bits_stored(arg, r, index, bits);
}

bool qcow2_move_bitmaps(struct qcow2_edit *e)
{
	struct qcow2_bitmap_list list = { .num = 0 };

	return !e->q->has_bitmaps || (writer_drain() && qcow2_bitmap_list_read(&list, e, 0) &&
				      qcow2_bitmap_list_store(&list, as_stored, e));
}
