/* SPDX-License-Identifier: Apache-2.0 */
/* VMDK: what `info` reports. */
#include "formats/facts.h"
#include "image.h"

/* A header describes a disk in one file; compressed grains make it a stream, whatever a descriptor
 * says. */
static struct bytes_view create_type(const struct vmdk *v)
{
	for (size_t i = 0; i < v->num_extents; i++)
		if (v->extents[i].compressed)
			return info_text(VMDK_CREATE_TYPE_STREAM_OPTIMIZED);
	if (v->create_type.len > 0)
		return (struct bytes_view){ v->create_type.p, v->create_type.len };
	return info_text(VMDK_CREATE_TYPE_MONOLITHIC_SPARSE);
}

/* qemu has a cluster size, and other things, only of a disk whose extents are all alike. */
static bool alike(const struct vmdk *v)
{
	const struct vmdk_extent *first = &v->extents[0];

	for (size_t i = 1; i < v->num_extents; i++)
		if (v->extents[i].grain_sectors != first->grain_sectors ||
		    v->extents[i].compressed != first->compressed)
			return false;
	return true;
}

static bool list_extents(const struct vmdk *v, struct info_sink *sink)
{
	struct guest_vmdk_extent *list =
		io_alloc(v->num_extents * sizeof(*list), _Alignof(struct guest_vmdk_extent));

	if (!list)
		return false;
	for (size_t i = 0; i < v->num_extents; i++) {
		const struct vmdk_extent *e = &v->extents[i];
		uint64_t grain = (uint64_t)e->grain_sectors * VMDK_SECTOR_SIZE;

		list[i] = (struct guest_vmdk_extent){
			.virtual_size = e->end - e->start,
			.has_cluster_size = grain != 0,
			.cluster_size = grain,
			.format = { e->type.p, e->type.len },
			.compressed = e->compressed,
			.disk = e->disk,
		};
		if (grain > sink->limits.write_zeroes_alignment)
			sink->limits.write_zeroes_alignment = grain;
	}
	sink->result->vmdk.extents = list;
	sink->result->vmdk.num_extents = v->num_extents;
	return true;
}

bool vmdk_info(struct image *img, struct info_sink *sink)
{
	struct guest_info_result *result = sink->result;
	const struct vmdk *v = img->state;

	if (v->num_extents == 0)
		return fault_raise(img->disk, FAULT_VMDK_DESCRIPTOR_NO_EXTENTS, 0, 0);
	result->has_vmdk = true;
	result->vmdk.cid = vmdk_hex_number(&v->text, VMDK_DESCRIPTOR_KEY_CID);
	result->vmdk.parent_cid = vmdk_hex_number(&v->text, VMDK_DESCRIPTOR_KEY_PARENT_CID);
	result->vmdk.create_type = create_type(v);
	sink->limits.request_alignment = 1;
	if (!alike(v))
		result->has_dirty = result->has_cluster_size = false;
	return list_extents(v, sink) && (!sink->safety || vmdk_find(img, v, sink));
}
