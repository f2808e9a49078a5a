/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/guest.proto spec=4cf0a461 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "guest_message.h"

/* Bytes are written from the buffer's end towards its start; `room` bytes are left. */
struct encoder {
	uint8_t *buf;
	size_t room;
	bool full; /* something did not fit: the rest is dropped, and the message with it */
};

static void put_varint(struct encoder *e, uint64_t v)
{
	uint8_t bytes[10];
	size_t n = 0;

	do {
		bytes[n++] = (uint8_t)(v & 0x7f) | (v > 0x7f ? 0x80 : 0);
		v >>= 7;
	} while (v != 0);
	if (e->full || e->room < n) {
		e->full = true;
		return;
	}
	e->room -= n;
	for (size_t i = 0; i < n; i++)
		e->buf[e->room + i] = bytes[i];
}

/* Length and tag of what was written since `room` was `end`. */
static void put_head(struct encoder *e, uint32_t tag, size_t end)
{
	put_varint(e, end - e->room);
	put_varint(e, tag);
}

static void put_number(struct encoder *e, uint32_t tag, uint64_t v)
{
	put_varint(e, v);
	put_varint(e, tag);
}

static void put_bytes(struct encoder *e, uint32_t tag, const struct bytes_view *v)
{
	size_t end = e->room;

	if (e->full || e->room < v->len) {
		e->full = true;
		return;
	}
	e->room -= v->len;
	if (v->len != 0)
		__builtin_memcpy(e->buf + e->room, v->p, v->len);
	put_head(e, tag, end);
}

static void put_guest_error(struct encoder *e, uint32_t tag, const struct guest_error *m)
{
	size_t message_end = e->room;

	if (m->place != 0)
		put_number(e, 88, m->place);
	if (m->num_extra != 0) {
		size_t end = e->room;

		for (size_t i = m->num_extra; i > 0; i--)
			put_varint(e, m->extra[i - 1]);
		put_head(e, 82, end);
	}
	if (m->code != 0)
		put_number(e, 72, m->code);
	if (m->detail.len != 0)
		put_bytes(e, 66, &m->detail);
	if (m->disk != 0)
		put_number(e, 56, m->disk);
	if (m->value != 0)
		put_number(e, 48, m->value);
	if (m->offset != 0)
		put_number(e, 40, m->offset);
	if (m->fault != 0)
		put_number(e, 32, m->fault);
	if (m->reason != 0)
		put_number(e, 24, m->reason);
	if (m->field != 0)
		put_number(e, 16, m->field);
	if (m->structure != 0)
		put_number(e, 8, m->structure);
	put_head(e, tag, message_end);
}

static void put_guest_progress(struct encoder *e, uint32_t tag, const struct guest_progress *m)
{
	size_t message_end = e->room;

	if (m->total != 0)
		put_number(e, 16, m->total);
	if (m->done != 0)
		put_number(e, 8, m->done);
	put_head(e, tag, message_end);
}

static void put_guest_log(struct encoder *e, uint32_t tag, const struct guest_log *m)
{
	size_t message_end = e->room;

	if (m->has_error)
		put_guest_error(e, 26, &m->error);
	if (m->text.len != 0)
		put_bytes(e, 18, &m->text);
	if (m->level != 0)
		put_number(e, 8, m->level);
	put_head(e, tag, message_end);
}

static void put_guest_measure_result(struct encoder *e, uint32_t tag,
				     const struct guest_measure_result *m)
{
	size_t message_end = e->room;

	if (m->data != 0)
		put_number(e, 72, m->data);
	if (m->unit != 0)
		put_number(e, 64, m->unit);
	if (m->disk != 0)
		put_number(e, 56, m->disk);
	if (m->format != 0)
		put_number(e, 48, m->format);
	if (m->virtual_size != 0)
		put_number(e, 40, m->virtual_size);
	if (m->has_bitmaps)
		put_number(e, 32, m->has_bitmaps);
	if (m->bitmaps != 0)
		put_number(e, 24, m->bitmaps);
	if (m->fully_allocated != 0)
		put_number(e, 16, m->fully_allocated);
	if (m->required != 0)
		put_number(e, 8, m->required);
	put_head(e, tag, message_end);
}

static void put_guest_extent_batch(struct encoder *e, uint32_t tag,
				   const struct guest_extent_batch *m)
{
	size_t message_end = e->room;

	if (m->records.len != 0)
		put_bytes(e, 10, &m->records);
	put_head(e, tag, message_end);
}

static void put_guest_map_result(struct encoder *e, uint32_t tag, const struct guest_map_result *m)
{
	size_t message_end = e->room;

	if (m->parts.len != 0)
		put_bytes(e, 66, &m->parts);
	if (m->len_part != 0)
		put_number(e, 56, m->len_part);
	if (m->file != 0)
		put_number(e, 48, m->file);
	if (m->mapped != 0)
		put_number(e, 40, m->mapped);
	if (m->pieces != 0)
		put_number(e, 32, m->pieces);
	if (m->format != 0)
		put_number(e, 24, m->format);
	if (m->num_extents != 0)
		put_number(e, 16, m->num_extents);
	if (m->virtual_size != 0)
		put_number(e, 8, m->virtual_size);
	put_head(e, tag, message_end);
}

static void put_guest_snapshot(struct encoder *e, uint32_t tag, const struct guest_snapshot *m)
{
	size_t message_end = e->room;

	if (m->has_icount)
		put_number(e, 64, m->icount);
	if (m->has_disk_size)
		put_number(e, 56, m->disk_size);
	if (m->vm_clock_nsec != 0)
		put_number(e, 48, m->vm_clock_nsec);
	if (m->date_nsec != 0)
		put_number(e, 40, m->date_nsec);
	if (m->date_sec != 0)
		put_number(e, 32, m->date_sec);
	if (m->vm_state_size != 0)
		put_number(e, 24, m->vm_state_size);
	if (m->name.len != 0)
		put_bytes(e, 18, &m->name);
	if (m->id.len != 0)
		put_bytes(e, 10, &m->id);
	put_head(e, tag, message_end);
}

static void put_guest_bitmap(struct encoder *e, uint32_t tag, const struct guest_bitmap *m)
{
	size_t message_end = e->room;

	for (size_t i = m->num_flags; i > 0; i--)
		put_bytes(e, 26, &m->flags[i - 1]);
	if (m->granularity != 0)
		put_number(e, 16, m->granularity);
	if (m->name.len != 0)
		put_bytes(e, 10, &m->name);
	put_head(e, tag, message_end);
}

static void put_guest_qcow2_details(struct encoder *e, uint32_t tag,
				    const struct guest_qcow2_details *m)
{
	size_t message_end = e->room;

	if (m->has_data_file)
		put_bytes(e, 106, &m->data_file);
	if (m->autoclear_features != 0)
		put_number(e, 96, m->autoclear_features);
	if (m->compatible_features != 0)
		put_number(e, 88, m->compatible_features);
	if (m->incompatible_features != 0)
		put_number(e, 80, m->incompatible_features);
	for (size_t i = m->num_bitmaps; i > 0; i--)
		put_guest_bitmap(e, 74, &m->bitmaps[i - 1]);
	if (m->encryption.len != 0)
		put_bytes(e, 66, &m->encryption);
	if (m->data_file_raw)
		put_number(e, 56, m->data_file_raw);
	if (m->has_extended_l2)
		put_number(e, 48, m->extended_l2);
	if (m->has_corrupt)
		put_number(e, 40, m->corrupt);
	if (m->refcount_bits != 0)
		put_number(e, 32, m->refcount_bits);
	if (m->has_lazy_refcounts)
		put_number(e, 24, m->lazy_refcounts);
	if (m->compression_type.len != 0)
		put_bytes(e, 18, &m->compression_type);
	if (m->compat.len != 0)
		put_bytes(e, 10, &m->compat);
	put_head(e, tag, message_end);
}

static void put_guest_vmdk_extent(struct encoder *e, uint32_t tag,
				  const struct guest_vmdk_extent *m)
{
	size_t message_end = e->room;

	if (m->disk != 0)
		put_number(e, 48, m->disk);
	if (m->compressed)
		put_number(e, 40, m->compressed);
	if (m->format.len != 0)
		put_bytes(e, 34, &m->format);
	if (m->has_cluster_size)
		put_number(e, 24, m->cluster_size);
	if (m->virtual_size != 0)
		put_number(e, 16, m->virtual_size);
	if (m->name.len != 0)
		put_bytes(e, 10, &m->name);
	put_head(e, tag, message_end);
}

static void put_guest_vmdk_info(struct encoder *e, uint32_t tag, const struct guest_vmdk_info *m)
{
	size_t message_end = e->room;

	for (size_t i = m->num_extents; i > 0; i--)
		put_guest_vmdk_extent(e, 34, &m->extents[i - 1]);
	if (m->create_type.len != 0)
		put_bytes(e, 26, &m->create_type);
	if (m->parent_cid != 0)
		put_number(e, 16, m->parent_cid);
	if (m->cid != 0)
		put_number(e, 8, m->cid);
	put_head(e, tag, message_end);
}

static void put_guest_key_slot(struct encoder *e, uint32_t tag, const struct guest_key_slot *m)
{
	size_t message_end = e->room;

	if (m->lanes != 0)
		put_number(e, 64, m->lanes);
	if (m->memory != 0)
		put_number(e, 56, m->memory);
	if (m->kdf.len != 0)
		put_bytes(e, 50, &m->kdf);
	if (m->number != 0)
		put_number(e, 40, m->number);
	if (m->stripes != 0)
		put_number(e, 32, m->stripes);
	if (m->key_offset != 0)
		put_number(e, 24, m->key_offset);
	if (m->iterations != 0)
		put_number(e, 16, m->iterations);
	if (m->active)
		put_number(e, 8, m->active);
	put_head(e, tag, message_end);
}

static void put_guest_luks_details(struct encoder *e, uint32_t tag,
				   const struct guest_luks_details *m)
{
	size_t message_end = e->room;

	if (m->sector_size != 0)
		put_number(e, 104, m->sector_size);
	if (m->label.len != 0)
		put_bytes(e, 98, &m->label);
	if (m->detached_header)
		put_number(e, 88, m->detached_header);
	for (size_t i = m->num_slots; i > 0; i--)
		put_guest_key_slot(e, 82, &m->slots[i - 1]);
	if (m->master_key_iterations != 0)
		put_number(e, 72, m->master_key_iterations);
	if (m->payload_offset != 0)
		put_number(e, 64, m->payload_offset);
	if (m->uuid.len != 0)
		put_bytes(e, 58, &m->uuid);
	if (m->ivgen_hash_alg.len != 0)
		put_bytes(e, 50, &m->ivgen_hash_alg);
	if (m->ivgen_alg.len != 0)
		put_bytes(e, 42, &m->ivgen_alg);
	if (m->hash_alg.len != 0)
		put_bytes(e, 34, &m->hash_alg);
	if (m->cipher_mode.len != 0)
		put_bytes(e, 26, &m->cipher_mode);
	if (m->cipher_alg.len != 0)
		put_bytes(e, 18, &m->cipher_alg);
	if (m->version != 0)
		put_number(e, 8, m->version);
	put_head(e, tag, message_end);
}

static void put_guest_finding(struct encoder *e, uint32_t tag, const struct guest_finding *m)
{
	size_t message_end = e->room;

	if (m->num_extra != 0) {
		size_t end = e->room;

		for (size_t i = m->num_extra; i > 0; i--)
			put_varint(e, m->extra[i - 1]);
		put_head(e, 74, end);
	}
	if (m->reason != 0)
		put_number(e, 64, m->reason);
	if (m->fault != 0)
		put_number(e, 56, m->fault);
	if (m->detail.len != 0)
		put_bytes(e, 50, &m->detail);
	if (m->value != 0)
		put_number(e, 40, m->value);
	if (m->offset != 0)
		put_number(e, 32, m->offset);
	if (m->field != 0)
		put_number(e, 24, m->field);
	if (m->structure != 0)
		put_number(e, 16, m->structure);
	if (m->id != 0)
		put_number(e, 8, m->id);
	put_head(e, tag, message_end);
}

static void put_guest_limits(struct encoder *e, uint32_t tag, const struct guest_limits *m)
{
	size_t message_end = e->room;

	if (m->max_write_zeroes != 0)
		put_number(e, 32, m->max_write_zeroes);
	if (m->discard_alignment != 0)
		put_number(e, 24, m->discard_alignment);
	if (m->write_zeroes_alignment != 0)
		put_number(e, 16, m->write_zeroes_alignment);
	if (m->request_alignment != 0)
		put_number(e, 8, m->request_alignment);
	put_head(e, tag, message_end);
}

static void put_guest_info_result(struct encoder *e, uint32_t tag,
				  const struct guest_info_result *m)
{
	size_t message_end = e->room;

	if (m->opened)
		put_number(e, 160, m->opened);
	if (m->has_limits)
		put_guest_limits(e, 154, &m->limits);
	if (m->num_children != 0) {
		size_t end = e->room;

		for (size_t i = m->num_children; i > 0; i--)
			put_varint(e, m->children[i - 1]);
		put_head(e, 138, end);
	}
	if (m->compressed)
		put_number(e, 128, m->compressed);
	for (size_t i = m->num_findings; i > 0; i--)
		put_guest_finding(e, 122, &m->findings[i - 1]);
	if (m->has_luks)
		put_guest_luks_details(e, 114, &m->luks);
	if (m->has_vmdk)
		put_guest_vmdk_info(e, 106, &m->vmdk);
	if (m->has_qcow2)
		put_guest_qcow2_details(e, 98, &m->qcow2);
	for (size_t i = m->num_snapshots; i > 0; i--)
		put_guest_snapshot(e, 90, &m->snapshots[i - 1]);
	if (m->has_backing_format)
		put_bytes(e, 82, &m->backing_format);
	if (m->has_backing_file)
		put_bytes(e, 74, &m->backing_file);
	if (m->corrupt)
		put_number(e, 64, m->corrupt);
	if (m->has_dirty)
		put_number(e, 56, m->dirty);
	if (m->encrypted)
		put_number(e, 48, m->encrypted);
	if (m->has_cluster_size)
		put_number(e, 40, m->cluster_size);
	if (m->virtual_size != 0)
		put_number(e, 32, m->virtual_size);
	if (m->depth != 0)
		put_number(e, 24, m->depth);
	if (m->disk != 0)
		put_number(e, 16, m->disk);
	if (m->format != 0)
		put_number(e, 8, m->format);
	put_head(e, tag, message_end);
}

static void put_guest_opened(struct encoder *e, uint32_t tag, const struct guest_opened *m)
{
	size_t message_end = e->room;

	if (m->cell != 0)
		put_number(e, 24, m->cell);
	if (m->format != 0)
		put_number(e, 16, m->format);
	if (m->virtual_size != 0)
		put_number(e, 8, m->virtual_size);
	put_head(e, tag, message_end);
}

static void put_guest_problem_batch(struct encoder *e, uint32_t tag,
				    const struct guest_problem_batch *m)
{
	size_t message_end = e->room;

	if (m->detail.len != 0)
		put_bytes(e, 18, &m->detail);
	if (m->problems.len != 0)
		put_bytes(e, 10, &m->problems);
	put_head(e, tag, message_end);
}

static void put_guest_check_result(struct encoder *e, uint32_t tag,
				   const struct guest_check_result *m)
{
	size_t message_end = e->room;

	if (m->leaks_fixed != 0)
		put_number(e, 120, m->leaks_fixed);
	if (m->corruptions_fixed != 0)
		put_number(e, 112, m->corruptions_fixed);
	if (m->num_unsent != 0)
		put_number(e, 104, m->num_unsent);
	if (m->image_end_offset != 0)
		put_number(e, 96, m->image_end_offset);
	if (m->compressed_clusters != 0)
		put_number(e, 88, m->compressed_clusters);
	if (m->fragmented_clusters != 0)
		put_number(e, 80, m->fragmented_clusters);
	if (m->allocated_clusters != 0)
		put_number(e, 72, m->allocated_clusters);
	if (m->total_clusters != 0)
		put_number(e, 64, m->total_clusters);
	if (m->check_errors != 0)
		put_number(e, 56, m->check_errors);
	if (m->leaks != 0)
		put_number(e, 48, m->leaks);
	if (m->corruptions != 0)
		put_number(e, 40, m->corruptions);
	if (m->outcome != 0)
		put_number(e, 32, m->outcome);
	if (m->depth != 0)
		put_number(e, 24, m->depth);
	if (m->disk != 0)
		put_number(e, 16, m->disk);
	if (m->format != 0)
		put_number(e, 8, m->format);
	put_head(e, tag, message_end);
}

static void put_guest_convert_result(struct encoder *e, uint32_t tag,
				     const struct guest_convert_result *m)
{
	size_t message_end = e->room;

	if (m->copied != 0)
		put_number(e, 40, m->copied);
	if (m->compressed != 0)
		put_number(e, 32, m->compressed);
	if (m->zeros != 0)
		put_number(e, 24, m->zeros);
	if (m->data != 0)
		put_number(e, 16, m->data);
	if (m->virtual_size != 0)
		put_number(e, 8, m->virtual_size);
	put_head(e, tag, message_end);
}

static void put_guest_resize_result(struct encoder *e, uint32_t tag,
				    const struct guest_resize_result *m)
{
	size_t message_end = e->room;

	if (m->new_virtual_size != 0)
		put_number(e, 16, m->new_virtual_size);
	if (m->old_virtual_size != 0)
		put_number(e, 8, m->old_virtual_size);
	put_head(e, tag, message_end);
}

static void put_guest_snapshot_result(struct encoder *e, uint32_t tag,
				      const struct guest_snapshot_result *m)
{
	size_t message_end = e->room;

	if (m->name.len != 0)
		put_bytes(e, 26, &m->name);
	if (m->id.len != 0)
		put_bytes(e, 18, &m->id);
	if (m->virtual_size != 0)
		put_number(e, 8, m->virtual_size);
	put_head(e, tag, message_end);
}

static void put_guest_rebase_result(struct encoder *e, uint32_t tag,
				    const struct guest_rebase_result *m)
{
	size_t message_end = e->room;

	if (m->zeros != 0)
		put_number(e, 24, m->zeros);
	if (m->data != 0)
		put_number(e, 16, m->data);
	if (m->format != 0)
		put_number(e, 8, m->format);
	put_head(e, tag, message_end);
}

static void put_guest_work_wanted(struct encoder *e, uint32_t tag,
				  const struct guest_work_wanted *m)
{
	size_t message_end = e->room;

	if (m->len_unit != 0)
		put_number(e, 16, m->len_unit);
	if (m->method != 0)
		put_number(e, 8, m->method);
	put_head(e, tag, message_end);
}

static void put_guest_commit_result(struct encoder *e, uint32_t tag,
				    const struct guest_commit_result *m)
{
	size_t message_end = e->room;

	if (m->zeros != 0)
		put_number(e, 24, m->zeros);
	if (m->data != 0)
		put_number(e, 16, m->data);
	if (m->format != 0)
		put_number(e, 8, m->format);
	put_head(e, tag, message_end);
}

static void put_guest_bitmap_result(struct encoder *e, uint32_t tag,
				    const struct guest_bitmap_result *m)
{
	size_t message_end = e->room;

	if (m->value != 0)
		put_number(e, 24, m->value);
	if (m->error != 0)
		put_number(e, 16, m->error);
	if (m->num_done != 0)
		put_number(e, 8, m->num_done);
	put_head(e, tag, message_end);
}

static void put_guest_unreadable(struct encoder *e, uint32_t tag, const struct guest_unreadable *m)
{
	size_t message_end = e->room;

	if (m->has_error)
		put_guest_error(e, 42, &m->error);
	if (m->read)
		put_number(e, 32, m->read);
	if (m->walk)
		put_number(e, 24, m->walk);
	if (m->length != 0)
		put_number(e, 16, m->length);
	if (m->start != 0)
		put_number(e, 8, m->start);
	put_head(e, tag, message_end);
}

static void put_guest_amend_result(struct encoder *e, uint32_t tag,
				   const struct guest_amend_result *m)
{
	size_t message_end = e->room;

	if (m->key_slots != 0)
		put_number(e, 24, m->key_slots);
	if (m->virtual_size != 0)
		put_number(e, 16, m->virtual_size);
	if (m->format != 0)
		put_number(e, 8, m->format);
	put_head(e, tag, message_end);
}

static void put_guest_member(struct encoder *e, uint32_t tag, const struct guest_member *m)
{
	size_t message_end = e->room;

	if (m->stored != 0)
		put_number(e, 32, m->stored);
	if (m->length != 0)
		put_number(e, 24, m->length);
	if (m->start != 0)
		put_number(e, 16, m->start);
	if (m->name.len != 0)
		put_bytes(e, 10, &m->name);
	put_head(e, tag, message_end);
}

static void put_guest_member_batch(struct encoder *e, uint32_t tag,
				   const struct guest_member_batch *m)
{
	size_t message_end = e->room;

	if (m->last)
		put_number(e, 16, m->last);
	for (size_t i = m->num_members; i > 0; i--)
		put_guest_member(e, 10, &m->members[i - 1]);
	put_head(e, tag, message_end);
}

static void put_guest_view_batch(struct encoder *e, uint32_t tag, const struct guest_view_batch *m)
{
	size_t message_end = e->room;

	if (m->data.len != 0)
		put_bytes(e, 18, &m->data);
	if (m->nodes.len != 0)
		put_bytes(e, 10, &m->nodes);
	put_head(e, tag, message_end);
}

static void put_guest_view_result(struct encoder *e, uint32_t tag,
				  const struct guest_view_result *m)
{
	size_t message_end = e->room;

	if (m->full)
		put_number(e, 32, m->full);
	if (m->num_nodes != 0)
		put_number(e, 24, m->num_nodes);
	if (m->file_size != 0)
		put_number(e, 16, m->file_size);
	if (m->view != 0)
		put_number(e, 8, m->view);
	put_head(e, tag, message_end);
}

static void put_guest_view_runs(struct encoder *e, uint32_t tag, const struct guest_view_runs *m)
{
	size_t message_end = e->room;

	if (m->runs.len != 0)
		put_bytes(e, 10, &m->runs);
	put_head(e, tag, message_end);
}

bool guest_message_encode(const struct guest_message *m, uint8_t *buf, size_t cap, size_t *len)
{
	struct encoder e = { .buf = buf, .room = cap, .full = false };

	switch (m->kind) {
	case GUEST_MESSAGE_NONE:
		return false;
	case GUEST_MESSAGE_ERROR:
		put_guest_error(&e, 10, &m->error);
		break;
	case GUEST_MESSAGE_PROGRESS:
		put_guest_progress(&e, 18, &m->progress);
		break;
	case GUEST_MESSAGE_LOG:
		put_guest_log(&e, 26, &m->log);
		break;
	case GUEST_MESSAGE_MEASURE:
		put_guest_measure_result(&e, 34, &m->measure);
		break;
	case GUEST_MESSAGE_EXTENTS:
		put_guest_extent_batch(&e, 42, &m->extents);
		break;
	case GUEST_MESSAGE_MAP:
		put_guest_map_result(&e, 50, &m->map);
		break;
	case GUEST_MESSAGE_INFO:
		put_guest_info_result(&e, 58, &m->info);
		break;
	case GUEST_MESSAGE_OPENED:
		put_guest_opened(&e, 66, &m->opened);
		break;
	case GUEST_MESSAGE_PROBLEMS:
		put_guest_problem_batch(&e, 162, &m->problems);
		break;
	case GUEST_MESSAGE_CHECK:
		put_guest_check_result(&e, 170, &m->check);
		break;
	case GUEST_MESSAGE_CONVERT:
		put_guest_convert_result(&e, 178, &m->convert);
		break;
	case GUEST_MESSAGE_RESIZE:
		put_guest_resize_result(&e, 186, &m->resize);
		break;
	case GUEST_MESSAGE_SNAPSHOT:
		put_guest_snapshot_result(&e, 194, &m->snapshot);
		break;
	case GUEST_MESSAGE_REBASE:
		put_guest_rebase_result(&e, 210, &m->rebase);
		break;
	case GUEST_MESSAGE_WORK:
		put_guest_work_wanted(&e, 242, &m->work);
		break;
	case GUEST_MESSAGE_COMMIT:
		put_guest_commit_result(&e, 274, &m->commit);
		break;
	case GUEST_MESSAGE_BITMAP:
		put_guest_bitmap_result(&e, 290, &m->bitmap);
		break;
	case GUEST_MESSAGE_UNREADABLE:
		put_guest_unreadable(&e, 298, &m->unreadable);
		break;
	case GUEST_MESSAGE_AMEND:
		put_guest_amend_result(&e, 314, &m->amend);
		break;
	case GUEST_MESSAGE_MEMBERS:
		put_guest_member_batch(&e, 322, &m->members);
		break;
	case GUEST_MESSAGE_VIEW_NODES:
		put_guest_view_batch(&e, 330, &m->view_nodes);
		break;
	case GUEST_MESSAGE_VIEW:
		put_guest_view_result(&e, 338, &m->view);
		break;
	case GUEST_MESSAGE_VIEW_RUNS:
		put_guest_view_runs(&e, 346, &m->view_runs);
		break;
	default:
		return false;
	}
	if (e.full)
		return false;
	*len = cap - e.room;
	if (e.room != 0)
		__builtin_memmove(buf, buf + e.room, *len);
	return true;
}
