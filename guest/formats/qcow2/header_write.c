/* SPDX-License-Identifier: Apache-2.0 */
/* The first cluster of a new qcow2 file: header, extensions, the backing file's name. */
#include "base/arith.h"
#include "base/fault.h"
#include "base/mem.h"
#include "generated/qcow2.h"
#include "generated/structures.h"
#include "generated/target.h"
#include "header_parts.h"
#include "io/io.h"
#include "write.h"

#define NUM_FEATURES (sizeof(features) / sizeof(features[0]))

/* What each feature bit is called, for readers that do not know it. */
static const struct {
	enum qcow2_feature_set set;
	uint64_t bit;
	const char *name;
} features[] = {
	{ QCOW2_FEATURE_SET_INCOMPATIBLE, QCOW2_INCOMPATIBLE_FEATURE_DIRTY, "dirty bit" },
	{ QCOW2_FEATURE_SET_INCOMPATIBLE, QCOW2_INCOMPATIBLE_FEATURE_CORRUPT, "corrupt bit" },
	{ QCOW2_FEATURE_SET_INCOMPATIBLE, QCOW2_INCOMPATIBLE_FEATURE_EXTERNAL_DATA,
	  "external data file" },
	{ QCOW2_FEATURE_SET_INCOMPATIBLE, QCOW2_INCOMPATIBLE_FEATURE_COMPRESSION,
	  "compression type" },
	{ QCOW2_FEATURE_SET_INCOMPATIBLE, QCOW2_INCOMPATIBLE_FEATURE_EXTENDED_L2,
	  "extended L2 entries" },
	{ QCOW2_FEATURE_SET_COMPATIBLE, QCOW2_COMPATIBLE_FEATURE_LAZY_REFCOUNTS, "lazy refcounts" },
	{ QCOW2_FEATURE_SET_AUTOCLEAR, QCOW2_AUTOCLEAR_FEATURE_BITMAPS, "bitmaps" },
	{ QCOW2_FEATURE_SET_AUTOCLEAR, QCOW2_AUTOCLEAR_FEATURE_RAW_EXTERNAL_DATA,
	  "raw external data" },
};

static uint64_t feature_bits(uint32_t flags, uint32_t flag, uint64_t bit)
{
	return flags & flag ? bit : 0;
}

static void set_features(const struct target_options *options, struct qcow2_header *h)
{
	uint32_t flags = options->flags;

	h->incompatible_features =
		feature_bits(flags, TARGET_FLAG_DATA_FILE,
			     QCOW2_INCOMPATIBLE_FEATURE_EXTERNAL_DATA) |
		feature_bits(flags, TARGET_FLAG_ZSTD, QCOW2_INCOMPATIBLE_FEATURE_COMPRESSION) |
		feature_bits(flags, TARGET_FLAG_EXTENDED_L2,
			     QCOW2_INCOMPATIBLE_FEATURE_EXTENDED_L2);
	h->compatible_features = feature_bits(flags, TARGET_FLAG_LAZY_REFCOUNTS,
					      QCOW2_COMPATIBLE_FEATURE_LAZY_REFCOUNTS);
	h->autoclear_features = feature_bits(flags, TARGET_FLAG_DATA_FILE_RAW,
					     QCOW2_AUTOCLEAR_FEATURE_RAW_EXTERNAL_DATA);
	h->compression_type = flags & TARGET_FLAG_ZSTD ? QCOW2_COMPRESSION_ZSTD
						       : QCOW2_COMPRESSION_ZLIB;
}

static void set_tables(const struct qcow2_writer *q, struct qcow2_header *h)
{
	h->virtual_size = q->w->size;
	h->num_l1_entries = (uint32_t)q->layout.num_l2;
	h->ofs_l1_table = q->tables.ofs_l1;
	h->ofs_refcount_table = q->alloc.table << q->layout.cluster_bits;
	h->num_refcount_table_clusters = (uint32_t)q->alloc.num_table;
	h->refcount_order = bits_of(q->layout.refcount_bits);
}

bool qcow2_add_extension(struct qcow2_part *part, uint32_t type, const uint8_t *data, uint32_t len)
{
	struct qcow2_extension extension = { .header = { .type = type, .len_data = len } };
	size_t used;

	extension.data_len = len;
	used = qcow2_extension_store(part->bytes + part->at, part->room - part->at, &extension,
				     data);
	part->at += used;
	return used != 0;
}

bool qcow2_add_text(struct qcow2_part *part, uint32_t type, const struct target_text *text)
{
	return !text->len || qcow2_add_extension(part, type, text->at, text->len);
}

bool qcow2_add_feature_names(struct qcow2_part *part)
{
	uint8_t table[NUM_FEATURES * QCOW2_FEATURE_NAME_SIZE];

	for (size_t i = 0; i < NUM_FEATURES; i++) {
		struct qcow2_feature_name name = {
			.feature_set = (uint8_t)features[i].set,
			.bit = (uint8_t)bits_of(features[i].bit),
		};

		for (size_t k = 0; features[i].name[k]; k++)
			name.name[k] = (uint8_t)features[i].name[k];
		qcow2_feature_name_store(table + i * QCOW2_FEATURE_NAME_SIZE, &name);
	}
	return qcow2_add_extension(part, QCOW2_EXTENSION_TYPE_FEATURE_NAMES, table, sizeof(table));
}

static bool add_encryption(const struct qcow2_writer *q, struct qcow2_part *part)
{
	struct qcow2_encryption_pointer pointer = { .ofs_header = q->ofs_luks,
						    .len_header = q->w->options->len_payload };
	uint8_t bytes[QCOW2_ENCRYPTION_POINTER_SIZE];

	if (qcow2_crypt_method(q) != QCOW2_CRYPT_METHOD_LUKS)
		return true;
	qcow2_encryption_pointer_store(bytes, &pointer);
	return qcow2_add_extension(part, QCOW2_EXTENSION_TYPE_ENCRYPTION, bytes, sizeof(bytes));
}

static bool add_extensions(const struct qcow2_writer *q, struct qcow2_part *part)
{
	bool has_names = q->w->options->flags & TARGET_FLAG_COMPAT_V3 &&
			 q->layout.cluster_bits >= QCOW2_MIN_FEATURE_NAMES_BITS;

	return qcow2_add_text(part, (uint32_t)QCOW2_EXTENSION_TYPE_BACKING_FORMAT,
			      &q->w->backing_format) &&
	       qcow2_add_text(part, QCOW2_EXTENSION_TYPE_DATA_FILE, &q->w->data_file) &&
	       add_encryption(q, part) && (!has_names || qcow2_add_feature_names(part)) &&
	       qcow2_add_extension(part, QCOW2_EXTENSION_TYPE_END, NULL, 0);
}

bool qcow2_add_backing_name(struct qcow2_part *part, const struct target_text *name,
			    struct qcow2_header *h)
{
	h->ofs_backing_file = 0;
	h->len_backing_file = 0;
	if (!name->len)
		return true;
	if (name->len > part->room - part->at)
		return false;
	h->ofs_backing_file = part->at;
	h->len_backing_file = name->len;
	memcpy(part->bytes + part->at, name->at, name->len);
	return true;
}

static bool refuse(const struct qcow2_writer *q, uint32_t fault)
{
	return fault_raise(q->w->disk, fault, 0, q->w->backing_name.len);
}

bool qcow2_make_header(struct qcow2_writer *q)
{
	bool v3 = q->w->options->flags & TARGET_FLAG_COMPAT_V3;
	struct qcow2_header h = {
		.version = v3 ? QCOW2_HEADER_VERSION_MAX : QCOW2_HEADER_VERSION_MIN,
		.cluster_bits = q->layout.cluster_bits,
		.crypt_method = qcow2_crypt_method(q),
		.len_header = v3 ? QCOW2_DEFAULT_HEADER_LENGTH : 0,
	};
	struct qcow2_part part = { .bytes = q->first, .room = (size_t)1 << q->layout.cluster_bits };

	memset(part.bytes, 0, part.room);
	if (v3)
		set_features(q->w->options, &h);
	set_tables(q, &h);
	part.at = v3 ? QCOW2_DEFAULT_HEADER_LENGTH : QCOW2_HEADER_V2_LENGTH;
	if (!add_extensions(q, &part))
		return refuse(q, FAULT_TARGET_IMAGE_EXTENSIONS_NO_ROOM);
	if (q->w->backing_name.len > QCOW2_MAX_BACKING_NAME_BYTES)
		return refuse(q, FAULT_TARGET_IMAGE_BACKING_NAME_TOO_LONG);
	if (!qcow2_add_backing_name(&part, &q->w->backing_name, &h))
		return refuse(q, FAULT_TARGET_IMAGE_BACKING_NAME_NO_ROOM);
	if (qcow2_header_store(part.bytes, &h) == 0)
		return refuse(q, FAULT_TARGET_IMAGE_EXTENSIONS_NO_ROOM);
	return true;
}

bool qcow2_put_header(struct qcow2_writer *q)
{
	return qcow2_make_header(q) && (target_leaves_holes(q->w) ? target_put_open : target_put)(
					       q->w, 0, q->first, 1u << q->layout.cluster_bits);
}
