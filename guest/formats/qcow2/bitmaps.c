/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: persistent bitmaps. All of the directory is checked when the image is opened, as qemu
 * loads it then. */
#include "formats/facts.h"
#include "bitmaps.h"
#include "check.h"

#define WINDOW	     (QCOW2_BITMAP_ENTRY_MIN_SIZE + QCOW2_MAX_BITMAP_NAME_BYTES + 1)
#define TABLE_WINDOW 65536u

bool qcow2_bitmaps_begin(struct qcow2_bitmaps *b, struct image *img, const struct qcow2 *q)
{
	*b = (struct qcow2_bitmaps){ .img = img, .q = q, .size = img->size };
	b->names = io_alloc(q->bitmaps.num_bitmaps * sizeof(*b->names), _Alignof(uint64_t));
	return b->names && table_init(&b->directory, img->disk, q->bitmaps.ofs_directory,
				      q->bitmaps.len_directory, WINDOW);
}

static bool bitmap_fault(struct qcow2_bitmaps *b, const struct qcow2_bitmap *bitmap, uint32_t fault,
			 uint64_t field_offset, uint64_t value)
{
	size_t len = 0;

	while (bitmap->name && len < bitmap->entry.name_len && bitmap->name[len] != 0)
		len++;
	return fault_raise_detail(b->img->disk, fault, bitmap->offset + field_offset, value,
				  bitmap->name, len);
}

static bool extension_fault(struct qcow2_bitmaps *b, uint32_t fault, uint64_t value)
{
	return fault_raise(b->img->disk, fault, b->q->bitmaps.ofs_directory, value);
}

static bool within_limits(const struct qcow2_bitmaps *b, const struct qcow2_bitmap_entry *e)
{
	if (e->type != QCOW2_BITMAP_TYPE_DIRTY_TRACKING ||
	    (e->flags & ~(uint32_t)QCOW2_BITMAP_ENTRY_KNOWN_FLAGS))
		return false;
	if (e->name_len > QCOW2_MAX_BITMAP_NAME_BYTES)
		return false;
	if (e->ofs_table == 0 || e->ofs_table % b->q->cluster_size != 0)
		return false;
	if (e->num_table_entries == 0 || e->num_table_entries > QCOW2_MAX_BITMAP_TABLE_ENTRIES)
		return false;
	if ((uint64_t)e->num_table_entries << b->q->cluster_bits > QCOW2_MAX_BITMAP_DATA_BYTES)
		return false;
	if (e->granularity_bits < QCOW2_BITMAP_ENTRY_MIN_GRANULARITY_BITS ||
	    e->granularity_bits > QCOW2_BITMAP_ENTRY_MAX_GRANULARITY_BITS)
		return false;
	return e->num_table_entries >=
	       qcow2_bitmap_num_clusters(b->size, b->q, e->granularity_bits);
}

/* The fixed part first: only an entry without extra data and with a name of allowed length is
 * looked at as a whole. */
static bool parse_entry(struct qcow2_bitmaps *b, struct qcow2_bitmap *bitmap)
{
	uint64_t left = b->directory.len - b->pos;
	uint32_t len_name, len_extra, size,
		got; /* the size wraps around and has a sign, as in qemu */
	const uint8_t *bytes;
	struct parse_in in;

	if (left < QCOW2_BITMAP_ENTRY_MIN_SIZE)
		return bitmap_fault(b, bitmap, FAULT_QCOW2_BITMAP_ENTRY_DIRECTORY_CORRUPT, 0, 0);
	if (b->seen == b->q->bitmaps.num_bitmaps)
		return extension_fault(b, FAULT_QCOW2_BITMAPS_EXTENSION_TOO_MANY_ENTRIES,
				       b->q->bitmaps.num_bitmaps);
	if (!table_at(&b->directory, b->pos, QCOW2_BITMAP_ENTRY_MIN_SIZE, &bytes, &got))
		return false;
	len_name = qcow2_bitmap_entry_peek_len_name(bytes);
	len_extra = qcow2_bitmap_entry_peek_len_extra_data(bytes);
	size = QCOW2_BITMAP_ENTRY_MIN_SIZE + len_name + len_extra;
	if (size <= INT32_MAX && size > left)
		return bitmap_fault(b, bitmap, FAULT_QCOW2_BITMAP_ENTRY_DIRECTORY_CORRUPT,
				    QCOW2_BITMAP_ENTRY_LEN_NAME_OFFSET, len_name);
	if (len_extra != 0)
		return bitmap_fault(b, bitmap, FAULT_QCOW2_BITMAP_ENTRY_EXTRA_DATA_REFUSED,
				    QCOW2_BITMAP_ENTRY_LEN_EXTRA_DATA_OFFSET, len_extra);
	if (len_name > QCOW2_MAX_BITMAP_NAME_BYTES)
		return bitmap_fault(b, bitmap, FAULT_QCOW2_BITMAP_ENTRY_CONSTRAINTS,
				    QCOW2_BITMAP_ENTRY_LEN_NAME_OFFSET, len_name);
	if (!table_at(&b->directory, b->pos, QCOW2_BITMAP_ENTRY_MIN_SIZE + len_name, &bytes, &got))
		return false;
	in = parse_input(bytes, got, bitmap->offset);
	if (qcow2_bitmap_entry_parse(&in, &bitmap->entry) != PARSE_OK)
		return fault_parse(b->img->disk, &in);
	bitmap->name = bytes + bitmap->entry.name_off;
	return true;
}

/* FNV-1a. Two names with one hash would be taken for one name, which no image has by chance. */
static uint64_t hash_name(const struct qcow2_bitmap *bitmap)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < bitmap->entry.name_len && bitmap->name[i] != 0; i++)
		hash = (hash ^ bitmap->name[i]) * 0x100000001b3;
	return hash;
}

static bool is_new(struct qcow2_bitmaps *b, const struct qcow2_bitmap *bitmap)
{
	uint64_t hash = hash_name(bitmap);

	for (uint32_t i = 0; i < b->seen; i++)
		if (b->names[i] == hash)
			return false;
	b->names[b->seen] = hash;
	return true;
}

/* The next entry, all of it within the directory and its limits. */
bool qcow2_bitmaps_next(struct qcow2_bitmaps *b, struct qcow2_bitmap *bitmap)
{
	const struct qcow2_bitmap_entry *e = &bitmap->entry;
	uint64_t len;

	*bitmap = (struct qcow2_bitmap){ .offset = b->directory.offset + b->pos };
	if (!parse_entry(b, bitmap))
		return false;
	if (!within_limits(b, e))
		return bitmap_fault(b, bitmap, FAULT_QCOW2_BITMAP_ENTRY_CONSTRAINTS,
				    QCOW2_BITMAP_ENTRY_NUM_TABLE_ENTRIES_OFFSET,
				    e->num_table_entries);
	if (!is_new(b, bitmap))
		return bitmap_fault(b, bitmap, FAULT_QCOW2_BITMAP_ENTRY_DUPLICATE_NAME,
				    QCOW2_BITMAP_ENTRY_MIN_SIZE, e->name_len);
	b->seen++;
	len = qcow2_bitmap_entry_len_entry(e);
	b->pos = len < b->directory.len - b->pos ? b->pos + len : b->directory.len;
	return true;
}

/* Entries past the end of the file are zeros, which say that nothing is stored. */
static bool check_entries(struct qcow2_bitmaps *b, const struct qcow2_bitmap *bitmap)
{
	const struct qcow2_bitmap_entry *e = &bitmap->entry;
	uint64_t len = (uint64_t)e->num_table_entries * QCOW2_BITMAP_TABLE_ENTRY_SIZE, entry;
	struct table table;
	const uint8_t *bytes;
	uint32_t got;

	if (!table_init(&table, b->img->disk, e->ofs_table, len, TABLE_WINDOW))
		return false;
	for (uint64_t at = 0; at < len && e->ofs_table + at < io_size(b->img->disk); at += got) {
		if (!table_at(&table, at, QCOW2_BITMAP_TABLE_ENTRY_SIZE, &bytes, &got))
			return false;
		got -= got % QCOW2_BITMAP_TABLE_ENTRY_SIZE;
		for (uint32_t i = 0; i < got; i += QCOW2_BITMAP_TABLE_ENTRY_SIZE) {
			struct parse_in in = parse_input(bytes + i, QCOW2_BITMAP_TABLE_ENTRY_SIZE,
							 e->ofs_table + at + i);

			entry = qcow2_bitmap_table_entry_load(bytes + i);
			if (qcow2_bitmap_table_entry_check(&in, entry) != PARSE_OK ||
			    qcow2_bitmap_table_entry_host_offset(entry) % b->q->cluster_size != 0)
				return bitmap_fault(b, bitmap,
						    FAULT_QCOW2_BITMAP_TABLE_ENTRY_INVALID,
						    e->ofs_table + at + i - bitmap->offset, entry);
		}
	}
	return true;
}

/* What only bitmaps that were stored properly are checked for: their tables are read when they are
 * loaded. */
static bool check_table(struct qcow2_bitmaps *b, const struct qcow2_bitmap *bitmap)
{
	const struct qcow2_bitmap_entry *e = &bitmap->entry;
	size_t mark;
	bool fine;

	if (e->flags & QCOW2_BITMAP_FLAG_IN_USE)
		return true;
	if (!qcow2_within_reach(e->ofs_table,
				(uint64_t)e->num_table_entries * QCOW2_BITMAP_TABLE_ENTRY_SIZE))
		return bitmap_fault(b, bitmap, FAULT_QCOW2_BITMAP_ENTRY_TABLE_PAST_LIMIT,
				    QCOW2_BITMAP_ENTRY_OFS_TABLE_OFFSET, e->ofs_table);
	if (e->num_table_entries != qcow2_bitmap_num_clusters(b->size, b->q, e->granularity_bits))
		return bitmap_fault(b, bitmap, FAULT_QCOW2_BITMAP_ENTRY_WRONG_TABLE_LENGTH,
				    QCOW2_BITMAP_ENTRY_NUM_TABLE_ENTRIES_OFFSET,
				    e->num_table_entries);
	mark = io_mark();
	fine = check_entries(b, bitmap);
	io_release(mark);
	return fine;
}

bool qcow2_check_bitmaps(struct image *img, struct qcow2 *q)
{
	size_t mark = io_mark();
	struct qcow2_bitmap bitmap;
	struct qcow2_bitmaps b;

	if (!q->has_bitmaps)
		return true;
	if (q->bitmaps.len_directory == 0)
		return fault_raise(img->disk, FAULT_QCOW2_BITMAPS_EXTENSION_DIRECTORY_EMPTY,
				   q->bitmaps.ofs_directory, 0);
	if (!qcow2_within_reach(q->bitmaps.ofs_directory, q->bitmaps.len_directory))
		return fault_raise(img->disk, FAULT_QCOW2_BITMAPS_EXTENSION_DIRECTORY_PAST_LIMIT,
				   q->bitmaps.ofs_directory, q->bitmaps.ofs_directory);
	if (!qcow2_bitmaps_begin(&b, img, q))
		return false;
	while (qcow2_bitmaps_more(&b))
		if (!qcow2_bitmaps_next(&b, &bitmap) || !check_table(&b, &bitmap))
			return false;
	if (b.seen < q->bitmaps.num_bitmaps)
		return extension_fault(&b, FAULT_QCOW2_BITMAPS_EXTENSION_TOO_FEW_ENTRIES,
				       q->bitmaps.num_bitmaps);
	io_release(mark);
	return true;
}

/* All of them: qemu counts those marked in use as well, though it never copies them. */
bool qcow2_bitmaps(struct image *img, bitmap_visitor *visit, void *arg)
{
	const struct qcow2 *q = img->state;
	struct qcow2_bitmap bitmap;
	struct qcow2_bitmaps b;

	if (!q->has_bitmaps)
		return true;
	if (!qcow2_bitmaps_begin(&b, img, q))
		return false;
	while (qcow2_bitmaps_more(&b)) {
		if (!qcow2_bitmaps_next(&b, &bitmap))
			return false;
		if (!visit(arg, img->size, bitmap.entry.granularity_bits, bitmap.entry.len_name))
			return false;
	}
	return true;
}

/* As qemu-img calls them. */
static bool tell_flags(uint32_t flags, struct guest_bitmap *to)
{
	struct bytes_view *names = io_alloc(2 * sizeof(*names), _Alignof(struct bytes_view));

	if (!names)
		return false;
	to->flags = names;
	if (flags & QCOW2_BITMAP_FLAG_IN_USE)
		names[to->num_flags++] = info_text("in-use");
	if (flags & QCOW2_BITMAP_FLAG_AUTO)
		names[to->num_flags++] = info_text("auto");
	return true;
}

bool qcow2_list_bitmaps(struct image *img, struct guest_qcow2_details *info)
{
	const struct qcow2 *q = img->state;
	struct guest_bitmap *list;
	struct qcow2_bitmap bitmap;
	struct qcow2_bitmaps b;

	if (!q->has_bitmaps)
		return true;
	list = io_alloc(q->bitmaps.num_bitmaps * sizeof(*list), _Alignof(struct guest_bitmap));
	if (!list || !qcow2_bitmaps_begin(&b, img, q))
		return false;
	info->bitmaps = list;
	while (qcow2_bitmaps_more(&b)) {
		struct guest_bitmap *to = &list[info->num_bitmaps];

		if (!qcow2_bitmaps_next(&b, &bitmap) ||
		    !info_copy(bitmap.name, bitmap.entry.name_len, &to->name))
			return false;
		to->granularity = (uint64_t)1 << bitmap.entry.granularity_bits;
		if (!tell_flags(bitmap.entry.flags, to))
			return false;
		info->num_bitmaps++;
	}
	return true;
}

/* The table of a bitmap, and the clusters of bits that it names. */
static bool visit_bitmap(struct qcow2_bitmaps *b, const struct qcow2_bitmap_entry *e,
			 metadata_visitor *visit, void *arg)
{
	uint64_t len = (uint64_t)e->num_table_entries * QCOW2_BITMAP_TABLE_ENTRY_SIZE, bits;
	struct table table;
	const uint8_t *bytes;
	uint32_t got;

	if (!visit(arg, STRUCTURE_QCOW2_BITMAP_TABLE_ENTRY, e->ofs_table, len) ||
	    !table_init(&table, b->img->disk, e->ofs_table, len, TABLE_WINDOW))
		return false;
	for (uint64_t at = 0; at < len && e->ofs_table + at < io_size(b->img->disk);
	     at += QCOW2_BITMAP_TABLE_ENTRY_SIZE) {
		if (!table_at(&table, at, QCOW2_BITMAP_TABLE_ENTRY_SIZE, &bytes, &got))
			return false;
		bits = qcow2_bitmap_table_entry_host_offset(qcow2_bitmap_table_entry_load(bytes));
		if (bits != 0 &&
		    !visit(arg, STRUCTURE_QCOW2_BITMAP_TABLE_ENTRY, bits, b->q->cluster_size))
			return false;
	}
	return true;
}

bool qcow2_visit_bitmaps(struct image *img, const struct qcow2 *q, metadata_visitor *visit,
			 void *arg)
{
	struct qcow2_bitmap bitmap;
	struct qcow2_bitmaps b;

	if (!q->has_bitmaps)
		return true;
	if (!qcow2_bitmaps_begin(&b, img, q) ||
	    !visit(arg, STRUCTURE_QCOW2_BITMAP_ENTRY, q->bitmaps.ofs_directory,
		   q->bitmaps.len_directory))
		return false;
	while (qcow2_bitmaps_more(&b)) {
		size_t mark = io_mark();

		if (!qcow2_bitmaps_next(&b, &bitmap) ||
		    !visit_bitmap(&b, &bitmap.entry, visit, arg))
			return false;
		io_release(mark);
	}
	return true;
}

/* Entries of bitmaps in use, which check_table has not looked at when the image was opened. */
static bool check_in_use(struct qcow2_check *c, struct qcow2_bitmaps *b,
			 const struct qcow2_bitmap *bitmap, bool *fine)
{
	if (!(bitmap->entry.flags & QCOW2_BITMAP_FLAG_IN_USE) || check_entries(b, bitmap))
		return true;
	if (the_fault.fault != FAULT_QCOW2_BITMAP_TABLE_ENTRY_INVALID)
		return false;
	fault_clear();
	*fine = false;
	return check_end(c->sink, CHECK_OUTCOME_INVALID);
}

static bool count_structure(void *arg, uint32_t structure, uint64_t offset, uint64_t len)
{
	(void)structure;
	return qcow2_count(arg, offset, len, offset);
}

bool qcow2_count_bitmaps(struct qcow2_check *c, bool *fine)
{
	size_t begin = io_mark(), mark;
	struct qcow2_bitmap bitmap;
	struct qcow2_bitmaps b;

	if (!c->q->has_bitmaps)
		return true;
	if (!qcow2_bitmaps_begin(&b, c->img, c->q))
		return false;
	mark = io_mark();
	while (qcow2_bitmaps_more(&b) && *fine) {
		if (!qcow2_bitmaps_next(&b, &bitmap) || !check_in_use(c, &b, &bitmap, fine))
			return false;
		io_release(mark);
	}
	io_release(begin);
	if (!*fine)
		return true;
	if (!qcow2_visit_bitmaps(c->img, c->q, count_structure, c))
		return false;
	io_release(begin);
	return true;
}
