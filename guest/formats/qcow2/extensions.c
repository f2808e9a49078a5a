/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: header extensions, from the end of the header to the backing file's name or the end of the
 * first cluster. */
#include "image.h"
#include "io/message.h"

#include <string.h>

#define WINDOW 4096u

struct extension {
	struct qcow2_extension_header header;
	uint64_t offset; /* of the header in the file */
	uint64_t data;	 /* of the data */
};

struct extensions {
	struct image *img;
	uint64_t pos, end;
	struct table table; /* what image->head does not hold; opened when needed */
};

static struct extensions extensions_of(struct image *img, const struct qcow2 *q)
{
	const struct qcow2_header *h = &q->header;

	return (struct extensions){
		.img = img,
		.pos = qcow2_header_length(h),
		.end = h->ofs_backing_file != 0 ? h->ofs_backing_file : q->cluster_size,
	};
}

/* `len` bytes of the first cluster, at most WINDOW. NULL: a fault was recorded. */
static const uint8_t *extension_bytes(struct extensions *e, uint64_t offset, uint32_t len)
{
	const uint8_t *p;
	uint32_t got;

	if (offset + len <= IMAGE_HEAD_SIZE)
		return e->img->head + offset;
	if (!e->table.buf && !table_init(&e->table, e->img->disk, 0, e->end, WINDOW))
		return NULL;
	return table_at(&e->table, offset, len, &p, &got) ? p : NULL;
}

/* The next extension, *more false after the last. */
static bool extension_next(struct extensions *e, struct extension *x, bool *more)
{
	const uint8_t *bytes;
	struct parse_in in;

	*more = false;
	if (e->pos >= e->end)
		return true;
	if (QCOW2_EXTENSION_HEADER_SIZE > e->end - e->pos)
		return fault_raise(e->img->disk, FAULT_QCOW2_EXTENSION_HEADER_TOO_LARGE, e->pos, 0);
	bytes = extension_bytes(e, e->pos, QCOW2_EXTENSION_HEADER_SIZE);
	if (!bytes)
		return false;
	in = parse_input(bytes, QCOW2_EXTENSION_HEADER_SIZE, e->pos);
	if (qcow2_extension_header_parse(&in, &x->header) != PARSE_OK)
		return fault_parse(e->img->disk, &in);
	x->offset = e->pos;
	x->data = e->pos + QCOW2_EXTENSION_HEADER_SIZE;
	if (x->header.len_data > e->end - x->data)
		return fault_raise(e->img->disk, FAULT_QCOW2_EXTENSION_HEADER_TOO_LARGE,
				   x->offset + QCOW2_EXTENSION_HEADER_LEN_DATA_OFFSET,
				   x->header.len_data);
	if (x->header.type == QCOW2_EXTENSION_TYPE_END)
		return true;
	e->pos = x->data + qcow2_extension_header_len_padded(&x->header);
	*more = true;
	return true;
}

static bool length_fault(struct extensions *e, const struct extension *x, uint32_t fault)
{
	return fault_raise(e->img->disk, fault, x->offset + QCOW2_EXTENSION_HEADER_LEN_DATA_OFFSET,
			   x->header.len_data);
}

/* A copy of the extension's data in the arena. */
static const uint8_t *keep(struct extensions *e, const struct extension *x)
{
	uint8_t *copy = io_alloc((size_t)x->header.len_data + 1, 1);

	if (!copy || !io_read_padded(e->img->disk, x->data, copy, x->header.len_data))
		return NULL;
	return copy;
}

static bool read_backing_format(struct extensions *e, const struct extension *x)
{
	if (x->header.len_data > QCOW2_MAX_BACKING_FORMAT_BYTES)
		return length_fault(e, x, FAULT_QCOW2_EXTENSION_HEADER_BACKING_FORMAT_TOO_LONG);
	e->img->backing_format = keep(e, x);
	e->img->len_backing_format = x->header.len_data;
	return e->img->backing_format != NULL;
}

static bool read_bitmaps(struct extensions *e, const struct extension *x, struct qcow2 *q)
{
	const uint8_t *bytes;
	struct parse_in in;

	if (x->header.len_data != QCOW2_BITMAPS_EXTENSION_SIZE)
		return length_fault(e, x, FAULT_QCOW2_EXTENSION_HEADER_BITMAPS_WRONG_LENGTH);
	if (!qcow2_header_has_consistent_bitmaps(&q->header)) {
		message_log(q->header.version < QCOW2_HEADER_VERSION_MAX
				    ? QCOW2_BITMAPS_EXTENSION_WARNING_VERSION_2
				    : QCOW2_BITMAPS_EXTENSION_WARNING_NOT_KEPT);
		return true;
	}
	bytes = extension_bytes(e, x->data, QCOW2_BITMAPS_EXTENSION_SIZE);
	if (!bytes)
		return false;
	in = parse_input(bytes, QCOW2_BITMAPS_EXTENSION_SIZE, x->data);
	if (qcow2_bitmaps_extension_parse(&in, &q->bitmaps) != PARSE_OK)
		return fault_parse(e->img->disk, &in);
	if (q->bitmaps.num_bitmaps > QCOW2_MAX_BITMAPS)
		return fault_raise(e->img->disk, FAULT_QCOW2_BITMAPS_EXTENSION_TOO_MANY,
				   x->data + QCOW2_BITMAPS_EXTENSION_NUM_BITMAPS_OFFSET,
				   q->bitmaps.num_bitmaps);
	if (q->bitmaps.ofs_directory % q->cluster_size != 0)
		return fault_raise(e->img->disk, FAULT_QCOW2_BITMAPS_EXTENSION_DIRECTORY_UNALIGNED,
				   x->data + QCOW2_BITMAPS_EXTENSION_OFS_DIRECTORY_OFFSET,
				   q->bitmaps.ofs_directory);
	q->has_bitmaps = true;
	return true;
}

static bool pointer_fault(struct extensions *e, const struct extension *x, uint64_t offset,
			  uint32_t cluster_size)
{
	(void)fault_raise(e->img->disk, FAULT_QCOW2_ENCRYPTION_POINTER_UNALIGNED, x->data, offset);
	fault_extra(cluster_size);
	return false;
}

static bool read_encryption(struct extensions *e, const struct extension *x, struct qcow2 *q)
{
	struct qcow2_encryption_pointer pointer;
	const uint8_t *bytes;
	struct parse_in in;

	if (q->header.crypt_method != QCOW2_CRYPT_METHOD_LUKS)
		return fault_raise(e->img->disk, FAULT_QCOW2_EXTENSION_HEADER_ENCRYPTION_NOT_LUKS,
				   x->offset, x->header.type);
	if (x->header.len_data != QCOW2_ENCRYPTION_POINTER_SIZE)
		return length_fault(e, x, FAULT_QCOW2_EXTENSION_HEADER_ENCRYPTION_WRONG_LENGTH);
	bytes = extension_bytes(e, x->data, QCOW2_ENCRYPTION_POINTER_SIZE);
	if (!bytes)
		return false;
	in = parse_input(bytes, QCOW2_ENCRYPTION_POINTER_SIZE, x->data);
	if (qcow2_encryption_pointer_parse(&in, &pointer) != PARSE_OK)
		return fault_parse(e->img->disk, &in);
	if (pointer.ofs_header % q->cluster_size != 0)
		return pointer_fault(e, x, pointer.ofs_header, q->cluster_size);
	q->has_encryption = true;
	q->ofs_encryption = pointer.ofs_header;
	q->len_encryption = pointer.len_header;
	return true;
}

static bool read_data_file(struct extensions *e, const struct extension *x, struct qcow2 *q)
{
	q->data_file_name = keep(e, x);
	q->len_data_file_name = x->header.len_data;
	return q->data_file_name != NULL;
}

bool qcow2_read_extensions(struct image *img, struct qcow2 *q)
{
	struct extensions e = extensions_of(img, q);
	struct extension x;
	bool more, fine = true;

	while (fine) {
		if (!extension_next(&e, &x, &more))
			return false;
		if (!more)
			return true;
		switch (x.header.type) {
		case QCOW2_EXTENSION_TYPE_BACKING_FORMAT:
			fine = read_backing_format(&e, &x);
			break;
		case QCOW2_EXTENSION_TYPE_BITMAPS:
			fine = read_bitmaps(&e, &x, q);
			break;
		case QCOW2_EXTENSION_TYPE_ENCRYPTION:
			fine = read_encryption(&e, &x, q);
			break;
		case QCOW2_EXTENSION_TYPE_DATA_FILE:
			fine = read_data_file(&e, &x, q);
			break;
		default:
			break; /* feature names matter only to qcow2_refuse_features, others to
				  nobody */
		}
	}
	return false;
}

static bool is_known(uint32_t type)
{
	switch (type) {
	case QCOW2_EXTENSION_TYPE_BACKING_FORMAT:
	case QCOW2_EXTENSION_TYPE_BITMAPS:
	case QCOW2_EXTENSION_TYPE_ENCRYPTION:
	case QCOW2_EXTENSION_TYPE_DATA_FILE:
	case QCOW2_EXTENSION_TYPE_FEATURE_NAMES:
		return true;
	default:
		return false;
	}
}

bool qcow2_unknown_extensions(struct image *img, const struct qcow2 *q, uint8_t *room,
			      size_t *start)
{
	struct extensions e = extensions_of(img, q);
	struct extension x;
	bool more = true;

	*start = q->cluster_size;
	for (;;) {
		uint32_t len;

		if (!extension_next(&e, &x, &more) || !more)
			return !more;
		if (is_known(x.header.type))
			continue;
		len = QCOW2_EXTENSION_HEADER_SIZE + x.header.len_data;
		*start -= align_up(len, QCOW2_EXTENSION_ALIGN);
		if (!io_read_padded(img->disk, x.offset, room + *start, len))
			return false;
	}
}

/* Text that grows in a fixed buffer; what does not fit is left out. */
struct text {
	uint8_t bytes[FAULT_DETAIL_MAX];
	size_t len;
};

static void text_add(struct text *t, const void *bytes, size_t len)
{
	if (len > sizeof(t->bytes) - t->len)
		len = sizeof(t->bytes) - t->len;
	memcpy(t->bytes + t->len, bytes, len);
	t->len += len;
}

static void text_separate(struct text *t)
{
	if (t->len > 0)
		text_add(t, ", ", 2);
}

static void text_add_hex(struct text *t, uint64_t number)
{
	uint32_t shift = 60;

	while (shift > 0 && number >> shift == 0)
		shift -= 4;
	for (;; shift -= 4) {
		text_add(t, &"0123456789abcdef"[number >> shift & 15], 1);
		if (shift == 0)
			return;
	}
}

/* Add the names that a feature name table gives to bits of *unknown, and clear these bits. */
static bool name_features(struct extensions *e, const struct extension *x, uint64_t *unknown,
			  struct text *t)
{
	uint64_t end = x->data + x->header.len_data;

	for (uint64_t pos = x->data; end - pos >= QCOW2_FEATURE_NAME_SIZE;
	     pos += QCOW2_FEATURE_NAME_SIZE) {
		const uint8_t *bytes = extension_bytes(e, pos, QCOW2_FEATURE_NAME_SIZE);
		struct qcow2_feature_name name;
		struct parse_in in;
		size_t len = 0;

		if (!bytes)
			return false;
		in = parse_input(bytes, QCOW2_FEATURE_NAME_SIZE, pos);
		if (qcow2_feature_name_parse(&in, &name) != PARSE_OK)
			return fault_parse(e->img->disk, &in);
		if (name.feature_set != QCOW2_FEATURE_SET_INCOMPATIBLE || name.bit > 63 ||
		    !(*unknown >> name.bit & 1))
			continue;
		while (len < sizeof(name.name) && name.name[len] != 0)
			len++;
		text_separate(t);
		text_add(t, name.name, len);
		*unknown &= ~((uint64_t)1 << name.bit);
	}
	return true;
}

bool qcow2_refuse_features(struct image *img, struct qcow2 *q, uint64_t features)
{
	static const char unnamed[] = "Unknown incompatible feature: ";
	struct extensions e = extensions_of(img, q);
	uint64_t unknown = features;
	struct text text = { .len = 0 };
	struct extension x;
	bool more = true;

	while (more && extension_next(&e, &x, &more) && more)
		if (x.header.type == QCOW2_EXTENSION_TYPE_FEATURE_NAMES &&
		    !name_features(&e, &x, &unknown, &text))
			break;
	fault_clear(); /* what is wrong with the extensions matters less than the feature */
	if (unknown != 0) {
		text_separate(&text);
		text_add(&text, unnamed, sizeof(unnamed) - 1);
		text_add_hex(&text, unknown);
	}
	return fault_raise_detail(img->disk, FAULT_QCOW2_HEADER_UNSUPPORTED_FEATURES,
				  QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET, features, text.bytes,
				  text.len);
}
