/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/qcow2.ksy spec=aa198cbd gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "qcow2.h"

enum parse_status qcow2_header_parse(struct parse_in *in, struct qcow2_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW2_HEADER_MIN_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_HEADER);

	uint64_t incompatible_features = 0;
	uint64_t compatible_features = 0;
	uint64_t autoclear_features = 0;
	uint32_t refcount_order = 0;
	uint32_t len_header = 0;
	uint8_t compression_type = 0;
	size_t pos = 72;

	if (!bytes_eq(p, "QFI\373", 4))
		return parse_fail(in, STRUCTURE_QCOW2_HEADER, QCOW2_HEADER_FIELD_MAGIC, 0,
				  PARSE_BAD_MAGIC, load_bytes_be(p, 4));

	uint32_t version = load_u4be(p + 4);
	if (version < 2 || version > 3)
		return parse_fail(in, STRUCTURE_QCOW2_HEADER, QCOW2_HEADER_FIELD_VERSION, 4,
				  PARSE_RANGE, version);

	uint64_t ofs_backing_file = load_u8be(p + 8);
	uint32_t len_backing_file = load_u4be(p + 16);

	uint32_t cluster_bits = load_u4be(p + 20);
	if (cluster_bits < 9 || cluster_bits > 21)
		return parse_fail(in, STRUCTURE_QCOW2_HEADER, QCOW2_HEADER_FIELD_CLUSTER_BITS, 20,
				  PARSE_RANGE, cluster_bits);

	uint64_t virtual_size = load_u8be(p + 24);

	uint32_t crypt_method = load_u4be(p + 32);
	if (!qcow2_crypt_method_known(crypt_method))
		return parse_fail(in, STRUCTURE_QCOW2_HEADER, QCOW2_HEADER_FIELD_CRYPT_METHOD, 32,
				  PARSE_ENUM, crypt_method);

	uint32_t num_l1_entries = load_u4be(p + 36);
	uint64_t ofs_l1_table = load_u8be(p + 40);
	uint64_t ofs_refcount_table = load_u8be(p + 48);
	uint32_t num_refcount_table_clusters = load_u4be(p + 56);
	uint32_t num_snapshots = load_u4be(p + 60);
	uint64_t ofs_snapshots = load_u8be(p + 64);

	if (version >= 3) {
		if (in->len < 104)
			return parse_truncated(in, STRUCTURE_QCOW2_HEADER);

		incompatible_features = load_u8be(p + 72);
		compatible_features = load_u8be(p + 80);
		autoclear_features = load_u8be(p + 88);

		refcount_order = load_u4be(p + 96);
		if (refcount_order > 6)
			return parse_fail(in, STRUCTURE_QCOW2_HEADER,
					  QCOW2_HEADER_FIELD_REFCOUNT_ORDER, 96, PARSE_RANGE,
					  refcount_order);

		len_header = load_u4be(p + 100);
		if (len_header < 104)
			return parse_fail(in, STRUCTURE_QCOW2_HEADER, QCOW2_HEADER_FIELD_LEN_HEADER,
					  100, PARSE_RANGE, len_header);

		pos = 104;
	}

	if (version >= 3 && len_header > 104) {
		if (in->len < 105)
			return parse_truncated(in, STRUCTURE_QCOW2_HEADER);

		compression_type = load_u1(p + 104);
		if (!qcow2_compression_known(compression_type))
			return parse_fail(in, STRUCTURE_QCOW2_HEADER,
					  QCOW2_HEADER_FIELD_COMPRESSION_TYPE, 104, PARSE_ENUM,
					  compression_type);

		pos = 105;
	}

	if (version >= 3 && len_header >= 112) {
		if (in->len < 112)
			return parse_truncated(in, STRUCTURE_QCOW2_HEADER);

		pos = 112;
	}

	out->len_total = pos;
	out->version = version;
	out->ofs_backing_file = ofs_backing_file;
	out->len_backing_file = len_backing_file;
	out->cluster_bits = cluster_bits;
	out->virtual_size = virtual_size;
	out->crypt_method = crypt_method;
	out->num_l1_entries = num_l1_entries;
	out->ofs_l1_table = ofs_l1_table;
	out->ofs_refcount_table = ofs_refcount_table;
	out->num_refcount_table_clusters = num_refcount_table_clusters;
	out->num_snapshots = num_snapshots;
	out->ofs_snapshots = ofs_snapshots;
	out->incompatible_features = incompatible_features;
	out->compatible_features = compatible_features;
	out->autoclear_features = autoclear_features;
	out->refcount_order = refcount_order;
	out->len_header = len_header;
	out->compression_type = compression_type;
	return PARSE_OK;
}

size_t qcow2_header_store(uint8_t *p, const struct qcow2_header *h)
{
	size_t pos = QCOW2_HEADER_MIN_SIZE;

	__builtin_memcpy(p, "QFI\373", 4);
	store_u4be(p + 4, h->version);
	store_u8be(p + 8, h->ofs_backing_file);
	store_u4be(p + 16, h->len_backing_file);
	store_u4be(p + 20, h->cluster_bits);
	store_u8be(p + 24, h->virtual_size);
	store_u4be(p + 32, h->crypt_method);
	store_u4be(p + 36, h->num_l1_entries);
	store_u8be(p + 40, h->ofs_l1_table);
	store_u8be(p + 48, h->ofs_refcount_table);
	store_u4be(p + 56, h->num_refcount_table_clusters);
	store_u4be(p + 60, h->num_snapshots);
	store_u8be(p + 64, h->ofs_snapshots);

	if (h->version >= 3) {
		store_u8be(p + 72, h->incompatible_features);
		store_u8be(p + 80, h->compatible_features);
		store_u8be(p + 88, h->autoclear_features);
		store_u4be(p + 96, h->refcount_order);
		store_u4be(p + 100, h->len_header);
		pos = 104;
	}

	if (h->version >= 3 && h->len_header > 104) {
		store_u1(p + 104, h->compression_type);
		pos = 105;
	}

	if (h->version >= 3 && h->len_header >= 112) {
		__builtin_memset(p + 105, 0, 7);
		pos = 112;
	}
	return pos;
}

enum parse_status qcow2_extension_header_parse(struct parse_in *in,
					       struct qcow2_extension_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW2_EXTENSION_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_EXTENSION_HEADER);

	uint32_t type = load_u4be(p);
	uint32_t len_data = load_u4be(p + 4);

	out->type = type;
	out->len_data = len_data;
	return PARSE_OK;
}

void qcow2_extension_header_store(uint8_t *p, const struct qcow2_extension_header *h)
{
	store_u4be(p, h->type);
	store_u4be(p + 4, h->len_data);
}

enum parse_status qcow2_extension_parse(struct parse_in *in, struct qcow2_extension *out)
{
	if (in->len < QCOW2_EXTENSION_MIN_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_EXTENSION);

	size_t pos = 8;

	struct qcow2_extension_header header;
	{
		struct parse_in part = parse_part(in, 0, QCOW2_EXTENSION_HEADER_SIZE);

		if (qcow2_extension_header_parse(&part, &header) != PARSE_OK)
			return parse_part_fail(in, 0, &part);
	}

	size_t data_len = header.len_data;
	if (data_len > QCOW2_EXTENSION_DATA_BOUND)
		return parse_fail(in, STRUCTURE_QCOW2_EXTENSION, QCOW2_EXTENSION_FIELD_DATA, 8,
				  PARSE_RANGE, data_len);
	if (in->len - pos < data_len)
		return parse_truncated(in, STRUCTURE_QCOW2_EXTENSION);

	size_t data_off = pos;
	pos += data_len;

	size_t padding_len = (8 - header.len_data % 8) % 8;
	if (in->len - pos < padding_len)
		return parse_truncated(in, STRUCTURE_QCOW2_EXTENSION);

	pos += padding_len;

	out->len_total = pos;
	out->header = header;
	out->data_off = data_off;
	out->data_len = data_len;
	return PARSE_OK;
}

size_t qcow2_extension_store(uint8_t *p, size_t cap, const struct qcow2_extension *h,
			     const uint8_t *data)
{
	if (cap < QCOW2_EXTENSION_MIN_SIZE)
		return 0;

	size_t pos = QCOW2_EXTENSION_MIN_SIZE;

	qcow2_extension_header_store(p, &h->header);

	size_t data_len = h->header.len_data;
	if (data_len > QCOW2_EXTENSION_DATA_BOUND)
		return 0;

	if (cap - pos < data_len)
		return 0;

	if (data_len != 0)
		__builtin_memcpy(p + pos, data, data_len);
	pos += data_len;

	size_t padding_len = (8 - h->header.len_data % 8) % 8;
	if (cap - pos < padding_len)
		return 0;

	__builtin_memset(p + pos, 0, padding_len);
	pos += padding_len;
	return pos;
}

const struct qcow2_feature_name_string
	qcow2_feature_name_strings[QCOW2_FEATURE_NAME_NUM_STRINGS] = {
		{ QCOW2_FEATURE_NAME_FEATURE_NAME_DIRTY, 9 },
		{ QCOW2_FEATURE_NAME_FEATURE_NAME_CORRUPT, 11 },
		{ QCOW2_FEATURE_NAME_FEATURE_NAME_DATA_FILE, 18 },
		{ QCOW2_FEATURE_NAME_FEATURE_NAME_COMPRESSION, 16 },
		{ QCOW2_FEATURE_NAME_FEATURE_NAME_EXTENDED_L2, 19 },
		{ QCOW2_FEATURE_NAME_FEATURE_NAME_LAZY_REFCOUNTS, 14 },
		{ QCOW2_FEATURE_NAME_FEATURE_NAME_BITMAPS, 7 },
		{ QCOW2_FEATURE_NAME_FEATURE_NAME_RAW_DATA_FILE, 17 },
	};

enum parse_status qcow2_feature_name_parse(struct parse_in *in, struct qcow2_feature_name *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW2_FEATURE_NAME_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_FEATURE_NAME);

	uint8_t feature_set = load_u1(p);
	uint8_t bit = load_u1(p + 1);

	out->feature_set = feature_set;
	out->bit = bit;
	__builtin_memcpy(out->name, p + 2, 46);
	return PARSE_OK;
}

void qcow2_feature_name_store(uint8_t *p, const struct qcow2_feature_name *h)
{
	store_u1(p, h->feature_set);
	store_u1(p + 1, h->bit);
	__builtin_memcpy(p + 2, h->name, 46);
}

const struct qcow2_bitmaps_extension_string
	qcow2_bitmaps_extension_strings[QCOW2_BITMAPS_EXTENSION_NUM_STRINGS] = {
		{ QCOW2_BITMAPS_EXTENSION_WARNING_NOT_KEPT, 178 },
		{ QCOW2_BITMAPS_EXTENSION_WARNING_VERSION_2, 244 },
	};

enum parse_status qcow2_bitmaps_extension_parse(struct parse_in *in,
						struct qcow2_bitmaps_extension *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW2_BITMAPS_EXTENSION_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_BITMAPS_EXTENSION);

	uint32_t num_bitmaps = load_u4be(p);
	if (num_bitmaps < 1)
		return parse_fail(in, STRUCTURE_QCOW2_BITMAPS_EXTENSION,
				  QCOW2_BITMAPS_EXTENSION_FIELD_NUM_BITMAPS, 0, PARSE_RANGE,
				  num_bitmaps);

	if (!bytes_zero(p + 4, 4))
		return parse_fail(in, STRUCTURE_QCOW2_BITMAPS_EXTENSION,
				  QCOW2_BITMAPS_EXTENSION_FIELD_RESERVED, 4, PARSE_RESERVED,
				  load_bytes_be(p + 4, 4));

	uint64_t len_directory = load_u8be(p + 8);
	if (len_directory > 0x3fffc00)
		return parse_fail(in, STRUCTURE_QCOW2_BITMAPS_EXTENSION,
				  QCOW2_BITMAPS_EXTENSION_FIELD_LEN_DIRECTORY, 8, PARSE_RANGE,
				  len_directory);

	uint64_t ofs_directory = load_u8be(p + 16);

	out->num_bitmaps = num_bitmaps;
	out->len_directory = len_directory;
	out->ofs_directory = ofs_directory;
	return PARSE_OK;
}

void qcow2_bitmaps_extension_store(uint8_t *p, const struct qcow2_bitmaps_extension *h)
{
	__builtin_memset(p, 0, QCOW2_BITMAPS_EXTENSION_SIZE);
	store_u4be(p, h->num_bitmaps);
	store_u8be(p + 8, h->len_directory);
	store_u8be(p + 16, h->ofs_directory);
}

enum parse_status qcow2_encryption_pointer_parse(struct parse_in *in,
						 struct qcow2_encryption_pointer *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW2_ENCRYPTION_POINTER_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_ENCRYPTION_POINTER);

	uint64_t ofs_header = load_u8be(p);
	uint64_t len_header = load_u8be(p + 8);

	out->ofs_header = ofs_header;
	out->len_header = len_header;
	return PARSE_OK;
}

void qcow2_encryption_pointer_store(uint8_t *p, const struct qcow2_encryption_pointer *h)
{
	store_u8be(p, h->ofs_header);
	store_u8be(p + 8, h->len_header);
}

enum parse_status qcow2_extended_l2_entry_parse(struct parse_in *in,
						struct qcow2_extended_l2_entry *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW2_EXTENDED_L2_ENTRY_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_EXTENDED_L2_ENTRY);

	uint64_t entry = qcow2_l2_entry_load(p);

	uint64_t subclusters = qcow2_subcluster_bitmap_load(p + 8);

	out->entry = entry;
	out->subclusters = subclusters;
	return PARSE_OK;
}

void qcow2_extended_l2_entry_store(uint8_t *p, const struct qcow2_extended_l2_entry *h)
{
	qcow2_l2_entry_store(p, h->entry);
	qcow2_subcluster_bitmap_store(p + 8, h->subclusters);
}

enum parse_status qcow2_snapshot_header_parse(struct parse_in *in,
					      struct qcow2_snapshot_header *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW2_SNAPSHOT_HEADER_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_SNAPSHOT_HEADER);

	uint64_t ofs_l1_table = load_u8be(p);
	uint32_t num_l1_entries = load_u4be(p + 8);
	uint16_t len_id = load_u2be(p + 12);
	uint16_t len_name = load_u2be(p + 14);
	uint32_t date_sec = load_u4be(p + 16);
	uint32_t date_nsec = load_u4be(p + 20);
	uint64_t vm_clock_nsec = load_u8be(p + 24);
	uint32_t vm_state_size_low = load_u4be(p + 32);

	uint32_t len_extra_data = load_u4be(p + 36);
	if (len_extra_data > 1024)
		return parse_fail(in, STRUCTURE_QCOW2_SNAPSHOT_HEADER,
				  QCOW2_SNAPSHOT_HEADER_FIELD_LEN_EXTRA_DATA, 36, PARSE_RANGE,
				  len_extra_data);

	out->ofs_l1_table = ofs_l1_table;
	out->num_l1_entries = num_l1_entries;
	out->len_id = len_id;
	out->len_name = len_name;
	out->date_sec = date_sec;
	out->date_nsec = date_nsec;
	out->vm_clock_nsec = vm_clock_nsec;
	out->vm_state_size_low = vm_state_size_low;
	out->len_extra_data = len_extra_data;
	return PARSE_OK;
}

void qcow2_snapshot_header_store(uint8_t *p, const struct qcow2_snapshot_header *h)
{
	store_u8be(p, h->ofs_l1_table);
	store_u4be(p + 8, h->num_l1_entries);
	store_u2be(p + 12, h->len_id);
	store_u2be(p + 14, h->len_name);
	store_u4be(p + 16, h->date_sec);
	store_u4be(p + 20, h->date_nsec);
	store_u8be(p + 24, h->vm_clock_nsec);
	store_u4be(p + 32, h->vm_state_size_low);
	store_u4be(p + 36, h->len_extra_data);
}

enum parse_status qcow2_snapshot_parse(struct parse_in *in, struct qcow2_snapshot *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW2_SNAPSHOT_MIN_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_SNAPSHOT);

	uint64_t vm_state_size = 0;
	uint64_t disk_size = 0;
	uint64_t icount = 0;
	size_t pos = 40;

	struct qcow2_snapshot_header header;
	{
		struct parse_in part = parse_part(in, 0, QCOW2_SNAPSHOT_HEADER_SIZE);

		if (qcow2_snapshot_header_parse(&part, &header) != PARSE_OK)
			return parse_part_fail(in, 0, &part);
	}

	if (header.len_extra_data >= 8) {
		if (in->len < 48)
			return parse_truncated(in, STRUCTURE_QCOW2_SNAPSHOT);

		vm_state_size = load_u8be(p + 40);
		pos = 48;
	}

	if (header.len_extra_data >= 16) {
		if (in->len < 56)
			return parse_truncated(in, STRUCTURE_QCOW2_SNAPSHOT);

		disk_size = load_u8be(p + 48);
		pos = 56;
	}

	if (header.len_extra_data >= 24) {
		if (in->len < 64)
			return parse_truncated(in, STRUCTURE_QCOW2_SNAPSHOT);

		icount = load_u8be(p + 56);
		pos = 64;
	}

	size_t unknown_extra_data_len = header.len_extra_data >= 24 ? header.len_extra_data - 24
								    : header.len_extra_data % 8;
	if (in->len - pos < unknown_extra_data_len)
		return parse_truncated(in, STRUCTURE_QCOW2_SNAPSHOT);

	size_t unknown_extra_data_off = pos;
	pos += unknown_extra_data_len;

	size_t unique_id_len = header.len_id;
	if (in->len - pos < unique_id_len)
		return parse_truncated(in, STRUCTURE_QCOW2_SNAPSHOT);

	size_t unique_id_off = pos;
	pos += unique_id_len;

	size_t name_len = header.len_name;
	if (in->len - pos < name_len)
		return parse_truncated(in, STRUCTURE_QCOW2_SNAPSHOT);

	size_t name_off = pos;
	pos += name_len;

	out->len_total = pos;
	out->header = header;
	out->vm_state_size = vm_state_size;
	out->disk_size = disk_size;
	out->icount = icount;
	out->unknown_extra_data_off = unknown_extra_data_off;
	out->unknown_extra_data_len = unknown_extra_data_len;
	out->unique_id_off = unique_id_off;
	out->unique_id_len = unique_id_len;
	out->name_off = name_off;
	out->name_len = name_len;
	return PARSE_OK;
}

size_t qcow2_snapshot_store(uint8_t *p, size_t cap, const struct qcow2_snapshot *h,
			    const uint8_t *unknown_extra_data, const uint8_t *unique_id,
			    const uint8_t *name)
{
	if (cap < QCOW2_SNAPSHOT_MIN_SIZE)
		return 0;

	size_t pos = QCOW2_SNAPSHOT_MIN_SIZE;

	qcow2_snapshot_header_store(p, &h->header);

	if (h->header.len_extra_data >= 8) {
		if (cap - pos < 8)
			return 0;

		store_u8be(p + 40, h->vm_state_size);
		pos = 48;
	}

	if (h->header.len_extra_data >= 16) {
		if (cap - pos < 8)
			return 0;

		store_u8be(p + 48, h->disk_size);
		pos = 56;
	}

	if (h->header.len_extra_data >= 24) {
		if (cap - pos < 8)
			return 0;

		store_u8be(p + 56, h->icount);
		pos = 64;
	}

	size_t unknown_extra_data_len = h->header.len_extra_data >= 24
						? h->header.len_extra_data - 24
						: h->header.len_extra_data % 8;
	if (cap - pos < unknown_extra_data_len)
		return 0;

	if (unknown_extra_data_len != 0)
		__builtin_memcpy(p + pos, unknown_extra_data, unknown_extra_data_len);
	pos += unknown_extra_data_len;

	size_t unique_id_len = h->header.len_id;
	if (cap - pos < unique_id_len)
		return 0;

	if (unique_id_len != 0)
		__builtin_memcpy(p + pos, unique_id, unique_id_len);
	pos += unique_id_len;

	size_t name_len = h->header.len_name;
	if (cap - pos < name_len)
		return 0;

	if (name_len != 0)
		__builtin_memcpy(p + pos, name, name_len);
	pos += name_len;
	return pos;
}

enum parse_status qcow2_bitmap_entry_parse(struct parse_in *in, struct qcow2_bitmap_entry *out)
{
	const uint8_t *p = in->buf;

	if (in->len < QCOW2_BITMAP_ENTRY_MIN_SIZE)
		return parse_truncated(in, STRUCTURE_QCOW2_BITMAP_ENTRY);

	size_t pos = 24;
	uint64_t ofs_table = load_u8be(p);
	uint32_t num_table_entries = load_u4be(p + 8);
	uint32_t flags = load_u4be(p + 12);
	uint8_t type = load_u1(p + 16);
	uint8_t granularity_bits = load_u1(p + 17);
	uint16_t len_name = load_u2be(p + 18);
	uint32_t len_extra_data = load_u4be(p + 20);

	size_t extra_data_len = len_extra_data;
	if (extra_data_len > QCOW2_BITMAP_ENTRY_EXTRA_DATA_BOUND)
		return parse_fail(in, STRUCTURE_QCOW2_BITMAP_ENTRY,
				  QCOW2_BITMAP_ENTRY_FIELD_EXTRA_DATA, 24, PARSE_RANGE,
				  extra_data_len);
	if (in->len - pos < extra_data_len)
		return parse_truncated(in, STRUCTURE_QCOW2_BITMAP_ENTRY);

	size_t extra_data_off = pos;
	pos += extra_data_len;

	size_t name_len = len_name;
	if (in->len - pos < name_len)
		return parse_truncated(in, STRUCTURE_QCOW2_BITMAP_ENTRY);

	size_t name_off = pos;
	pos += name_len;

	out->len_total = pos;
	out->ofs_table = ofs_table;
	out->num_table_entries = num_table_entries;
	out->flags = flags;
	out->type = type;
	out->granularity_bits = granularity_bits;
	out->len_name = len_name;
	out->len_extra_data = len_extra_data;
	out->extra_data_off = extra_data_off;
	out->extra_data_len = extra_data_len;
	out->name_off = name_off;
	out->name_len = name_len;
	return PARSE_OK;
}

size_t qcow2_bitmap_entry_store(uint8_t *p, size_t cap, const struct qcow2_bitmap_entry *h,
				const uint8_t *extra_data, const uint8_t *name)
{
	if (cap < QCOW2_BITMAP_ENTRY_MIN_SIZE)
		return 0;

	size_t pos = QCOW2_BITMAP_ENTRY_MIN_SIZE;

	store_u8be(p, h->ofs_table);
	store_u4be(p + 8, h->num_table_entries);
	store_u4be(p + 12, h->flags);
	store_u1(p + 16, h->type);
	store_u1(p + 17, h->granularity_bits);
	store_u2be(p + 18, h->len_name);
	store_u4be(p + 20, h->len_extra_data);

	size_t extra_data_len = h->len_extra_data;
	if (extra_data_len > QCOW2_BITMAP_ENTRY_EXTRA_DATA_BOUND)
		return 0;

	if (cap - pos < extra_data_len)
		return 0;

	if (extra_data_len != 0)
		__builtin_memcpy(p + pos, extra_data, extra_data_len);
	pos += extra_data_len;

	size_t name_len = h->len_name;
	if (cap - pos < name_len)
		return 0;

	if (name_len != 0)
		__builtin_memcpy(p + pos, name, name_len);
	pos += name_len;
	return pos;
}
