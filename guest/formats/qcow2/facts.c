/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: what `info` reports. Everything has been checked when the image was opened. */
#include "formats/facts.h"
#include "formats/luks/image.h"
#include "image.h"
#include "snapshots.h"

#define SNAPSHOT_WINDOW (2 * QCOW2_SNAPSHOT_MAX_SIZE)
#define NOT_COUNTED	UINT64_MAX

static bool tell_snapshot(const uint8_t *bytes, const struct qcow2_snapshot *s,
			  struct guest_snapshot *to)
{
	const uint32_t end_of_icount = QCOW2_SNAPSHOT_ICOUNT_OFFSET -
				       QCOW2_SNAPSHOT_VM_STATE_SIZE_OFFSET + sizeof(s->icount);
	const struct qcow2_snapshot_header *h = &s->header;
	bool has_size = h->len_extra_data >=
			QCOW2_SNAPSHOT_DISK_SIZE_OFFSET - QCOW2_SNAPSHOT_VM_STATE_SIZE_OFFSET;

	to->vm_state_size = has_size ? s->vm_state_size : h->vm_state_size_low;
	to->date_sec = h->date_sec;
	to->date_nsec = h->date_nsec;
	to->vm_clock_nsec = h->vm_clock_nsec;
	to->has_disk_size = has_size;
	to->disk_size = s->disk_size;
	to->has_icount = h->len_extra_data >= end_of_icount && s->icount != NOT_COUNTED;
	to->icount = s->icount;
	return info_copy(bytes + s->unique_id_off, s->unique_id_len, &to->id) &&
	       info_copy(bytes + s->name_off, s->name_len, &to->name);
}

static bool list_snapshots(struct image *img, const struct qcow2 *q,
			   struct guest_info_result *result)
{
	uint32_t num = q->header.num_snapshots, len;
	struct guest_snapshot *list;
	const uint8_t *bytes;
	struct table table;
	uint64_t pos = 0;

	if (num == 0)
		return true;
	list = io_alloc(num * sizeof(*list), _Alignof(struct guest_snapshot));
	if (!list || !qcow2_snapshot_table(img, q, SNAPSHOT_WINDOW, &table))
		return false;
	for (uint32_t i = 0; i < num; i++) {
		struct qcow2_snapshot s;
		struct parse_in in;

		if (!table_at(&table, pos, QCOW2_SNAPSHOT_MAX_SIZE, &bytes, &len))
			return false;
		in = parse_input(bytes, len, table.offset + pos);
		if (qcow2_snapshot_parse(&in, &s) != PARSE_OK)
			return fault_parse(img->disk, &in);
		if (!tell_snapshot(bytes, &s, &list[i]))
			return false;
		pos += qcow2_snapshot_len_entry(&s);
	}
	result->snapshots = list;
	result->num_snapshots = num;
	return true;
}

static struct bytes_view encryption(const struct qcow2_header *h)
{
	if (h->crypt_method == QCOW2_CRYPT_METHOD_NONE)
		return (struct bytes_view){ 0 };
	return info_text(h->crypt_method == QCOW2_CRYPT_METHOD_LUKS ? "luks" : "aes");
}

static void tell_header(const struct image *img, const struct qcow2 *q,
			struct guest_info_result *result)
{
	const struct qcow2_header *h = &q->header;
	bool has_flags = h->version >= QCOW2_HEADER_VERSION_MAX;

	result->has_qcow2 = true;
	result->qcow2 = (struct guest_qcow2_details){
		.compat = info_text(has_flags ? "1.1" : "0.10"),
		.compression_type =
			info_text(h->compression_type == QCOW2_COMPRESSION_ZSTD ? "zstd" : "zlib"),
		.has_lazy_refcounts = has_flags,
		.lazy_refcounts = qcow2_header_has_lazy_refcounts(h),
		.refcount_bits = (uint32_t)qcow2_header_refcount_bits(h),
		.has_corrupt = has_flags,
		.corrupt = img->corrupt,
		.has_extended_l2 = has_flags,
		.extended_l2 = q->extended,
		.data_file_raw = qcow2_header_is_data_file_raw(h),
		.encryption = encryption(h),
		.incompatible_features = h->incompatible_features,
		.compatible_features = h->compatible_features,
		.autoclear_features = h->autoclear_features,
	};
	if (!q->data_file)
		return;
	result->qcow2.has_data_file = q->data_file_name != NULL;
	result->qcow2.data_file = info_view(q->data_file_name, q->len_data_file_name);
	if (q->data_disk != img->disk) {
		result->children = &q->data_disk;
		result->num_children = 1;
	}
}

static struct info_place header_place(uint32_t field, uint64_t offset)
{
	return (struct info_place){ STRUCTURE_QCOW2_HEADER, field, offset };
}

/* Something follows a header of version 2, where one of version 3 has its features: extensions,
 * which few images of that version have, and which readers of either take for them. */
static bool has_v3_bytes(const struct image *img)
{
	return qcow2_header_peek_incompatible_features(img->head) != 0;
}

static void find(const struct image *img, const struct qcow2 *q, struct info_sink *sink)
{
	const struct qcow2_header *h = &q->header;
	struct info_place features = header_place(QCOW2_HEADER_FIELD_INCOMPATIBLE_FEATURES,
						  QCOW2_HEADER_INCOMPATIBLE_FEATURES_OFFSET);

	sink->backing = header_place(QCOW2_HEADER_FIELD_OFS_BACKING_FILE,
				     QCOW2_HEADER_OFS_BACKING_FILE_OFFSET);
	if (h->ofs_backing_file != 0 && img->len_backing_name == 0)
		info_find(sink, FINDING_KIND_BACKING_FILE, sink->backing, h->ofs_backing_file, NULL,
			  0);
	if (q->data_file) {
		info_find(sink, FINDING_KIND_DATA_FILE, features, h->incompatible_features,
			  q->data_file_name, q->len_data_file_name);
		info_find_name(sink, features, q->data_file_name, q->len_data_file_name);
	}
	if (q->extended)
		info_find(sink, FINDING_KIND_RARE_FEATURES, features, h->incompatible_features,
			  NULL, 0);
	if (h->version < QCOW2_HEADER_VERSION_MAX && has_v3_bytes(img))
		info_find(sink, FINDING_KIND_RARE_FEATURES, features, h->version, NULL, 0);
	if (h->num_snapshots != 0)
		info_find(sink, FINDING_KIND_SNAPSHOTS,
			  header_place(QCOW2_HEADER_FIELD_NUM_SNAPSHOTS,
				       QCOW2_HEADER_NUM_SNAPSHOTS_OFFSET),
			  h->num_snapshots, NULL, 0);
}

bool qcow2_info(struct image *img, struct info_sink *sink)
{
	const struct qcow2 *q = img->state;
	struct guest_info_result *result = sink->result;

	tell_header(img, q, result);
	if (sink->safety)
		find(img, q, sink);
	sink->limits.request_alignment = img->encrypted ? SOURCE_SECTOR_SIZE : 1;
	sink->limits.write_zeroes_alignment =
		q->extended ? q->cluster_size / QCOW2_SUBCLUSTERS_PER_CLUSTER : q->cluster_size;
	sink->limits.discard_alignment = q->cluster_size;
	if (q->header.crypt_method == QCOW2_CRYPT_METHOD_LUKS &&
	    !luks_tell(img, q->ofs_encryption, sink))
		return false;
	if (sink->safety && !qcow2_find_end(img, q, &sink->end))
		return false;
	return list_snapshots(img, q, result) && qcow2_list_bitmaps(img, &result->qcow2);
}
