/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VMDK: a longer disk whose extents are files of their own. All that is changed here is the
 * descriptor; the host makes the flat file longer that is the last, and has the files made that
 * are added, before it counts. The extents that are there keep what they have: a sparse one gets no
 * longer, since its own header says its size, and both files would have to change at once.
 */
#include "longer.h"

#include "base/arith.h"
#include "formats/grow.h"
#include "io/io.h"

struct kind {
	const char *create_type;
	bool flat;
	bool split;
};

static const struct kind kinds[] = {
	{ VMDK_CREATE_TYPE_MONOLITHIC_FLAT, true, false },
	{ VMDK_CREATE_TYPE_VMFS, true, false },
	{ VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_FLAT, true, true },
	{ VMDK_CREATE_TYPE_TWO_GB_MAX_EXTENT_SPARSE, false, true },
};

static const struct kind *kind_of(const struct vmdk *v)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (vmdk_is(&v->create_type, kinds[i].create_type))
			return &kinds[i];
	return NULL;
}

static bool is_of_kind(const struct vmdk_extent *e, const struct kind *kind)
{
	if (kind->flat)
		return e->grain_sectors == 0 && e->ofs_data == 0;
	return e->grain_sectors == VMDK_DEFAULT_GRAIN_SECTORS && !e->compressed &&
	       !e->space_efficient;
}

/* Extents all of one kind, each in a file of its own. */
static bool check_extents(const struct image *img, const struct kind *kind)
{
	const struct vmdk *v = img->state;
	const struct vmdk_extent *last = &v->extents[v->num_extents - 1];

	if (!kind->split && v->num_extents != 1)
		return grow_refuse_kind(img, v->num_extents);
	for (const struct vmdk_extent *e = v->extents; e <= last; e++)
		if (!is_of_kind(e, kind) || (e != last && e->disk == last->disk))
			return grow_refuse_kind(img, v->num_extents);
	return true;
}

/* What is past the extent would be on the disk; and qemu-img takes the start of the next extent for
 * the rest of a grain. */
static bool check_end(const struct image *img, const struct vmdk_extent *last)
{
	uint64_t len = last->end - last->start;

	if (last->grain_sectors != 0)
		return len % ((uint64_t)last->grain_sectors * VMDK_SECTOR_SIZE) == 0 ||
		       grow_refuse_kind(img, len);
	return io_size(last->disk) <= len ||
	       fault_raise(last->disk, FAULT_TARGET_IMAGE_GROW_DAMAGED, len, len);
}

static struct vmdk_longer longer(const struct image *img, const struct kind *kind, uint64_t size)
{
	const struct vmdk *v = img->state;
	const struct vmdk_extent *last = &v->extents[v->num_extents - 1];
	uint64_t most = VMDK_SPLIT_EXTENT_SIZE / VMDK_SECTOR_SIZE;
	uint64_t old = (last->end - last->start) / VMDK_SECTOR_SIZE;
	uint64_t room = !kind->flat || old >= most ? 0 : most - old;
	uint64_t added = (size - img->size) / VMDK_SECTOR_SIZE;

	if (!kind->split)
		room = added;
	return (struct vmdk_longer){ .disk = size / VMDK_SECTOR_SIZE,
				     .last = old + (added < room ? added : room),
				     .most = most };
}

/* A file of whole sectors stays one. */
static bool put_descriptor(struct image *img, const struct vmdk_longer *to)
{
	uint64_t old = io_size(img->disk);
	uint8_t *text;
	size_t len;

	if (!vmdk_lengthen_text(img, 0, VMDK_DESCRIPTOR_MAX_FILE_BYTES, to, &text, &len))
		return false;
	if (old % VMDK_SECTOR_SIZE == 0)
		len = align_up(len, VMDK_SECTOR_SIZE);
	len = len < old ? (size_t)old : len;
	if (len > VMDK_DESCRIPTOR_MAX_FILE_BYTES)
		return grow_refuse_size(img, to->disk * VMDK_SECTOR_SIZE);
	return io_put(img->disk, 0, text, (uint32_t)len) && io_flush(img->disk);
}

/* The host reserves what flat files get. */
static struct resize without_space(const struct resize *to, const struct kind *kind)
{
	struct resize plain = *to;

	if (kind->flat && to->preallocation != TARGET_PREALLOCATION_METADATA)
		plain.preallocation = TARGET_PREALLOCATION_OFF;
	return plain;
}

bool vmdk_lengthen_files(struct image *img, const struct resize *to)
{
	const struct vmdk *v = img->state;
	const struct kind *kind = kind_of(v);
	struct vmdk_longer then;
	struct resize plain;

	if (!kind || v->num_extents == 0 || vmdk_is_sparse(img->head) ||
	    (img->backing && img->backing->size > img->size))
		return grow_refuse_kind(img, v->num_extents);
	plain = without_space(to, kind);
	if (!grow_check(img, &plain, TARGET_MAX_SIZE))
		return false;
	if (to->size == img->size)
		return true;
	then = longer(img, kind, to->size);
	return check_extents(img, kind) && check_end(img, &v->extents[v->num_extents - 1]) &&
	       put_descriptor(img, &then);
}
