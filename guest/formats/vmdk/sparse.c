/* SPDX-License-Identifier: Apache-2.0 */
/* VMDK: the headers of sparse extents, hosted (KDMV) and of ESX (COWD), checked in qemu's order. */
#include "image.h"

static bool is_hosted(const uint8_t *head)
{
	return bytes_eq(head, VMDK_SPARSE_HEADER_MAGIC, VMDK_SPARSE_HEADER_MAGIC_SIZE);
}

bool vmdk_is_sparse(const uint8_t *head)
{
	return is_hosted(head) ||
	       bytes_eq(head, VMDK_COWD_HEADER_MAGIC, VMDK_COWD_HEADER_MAGIC_SIZE);
}

/* Where the descriptor is that goes with a sparse header. Without one qemu looks for it where the
 * header itself is, in vain. */
uint64_t vmdk_ofs_descriptor(const uint8_t *head)
{
	if (!is_hosted(head))
		return 0;
	return vmdk_sectors_to_bytes(vmdk_sparse_header_peek_descriptor_sector(head));
}

/* Where the content ids of a disk with a sparse header are looked for: right after a hosted one,
 * whatever that says. */
uint64_t vmdk_ofs_ids(const uint8_t *head)
{
	return is_hosted(head) ? VMDK_SPARSE_HEADER_SIZE : 0;
}

/* A hosted header without capacity is no extent: the descriptor in it names the extents. */
bool vmdk_hands_over(const uint8_t *head, uint64_t *ofs_descriptor)
{
	*ofs_descriptor = vmdk_ofs_descriptor(head);
	return is_hosted(head) && vmdk_sparse_header_peek_capacity(head) == 0 &&
	       *ofs_descriptor != 0;
}

/* The header at the end of a stream replaces the first one. */
static bool read_footer(uint32_t disk, struct vmdk_sparse_header *h)
{
	uint64_t size =
		(io_size(disk) + VMDK_SECTOR_SIZE - 1) / VMDK_SECTOR_SIZE * VMDK_SECTOR_SIZE;
	uint8_t bytes[VMDK_FOOTER_SIZE];
	struct vmdk_footer footer;
	struct parse_in in = parse_input(bytes, sizeof(bytes), size - VMDK_FOOTER_DISTANCE);

	if (size >= VMDK_FOOTER_DISTANCE) {
		if (!io_read_padded(disk, in.base, bytes, sizeof(bytes)))
			return false;
		if (vmdk_footer_parse(&in, &footer) != PARSE_OK) {
			if (in.status != PARSE_BAD_MAGIC)
				return fault_parse(disk, &in);
		} else if (vmdk_footer_is_valid(&footer)) {
			*h = footer.header;
			return true;
		}
	}
	return fault_raise(disk, FAULT_VMDK_SPARSE_HEADER_NO_FOOTER,
			   VMDK_SPARSE_HEADER_GD_SECTOR_OFFSET, VMDK_GD_AT_END);
}

static bool check_grain(uint32_t disk, const struct vmdk_sparse_header *h)
{
	uint64_t file_sectors =
		io_size(disk) / VMDK_SECTOR_SIZE + (io_size(disk) % VMDK_SECTOR_SIZE != 0);

	if ((uint32_t)(h->num_gtes_per_gt * h->grain_sectors) == 0)
		return fault_raise(disk, FAULT_VMDK_SPARSE_HEADER_NO_COVERAGE,
				   VMDK_SPARSE_HEADER_GRAIN_SECTORS_OFFSET, h->grain_sectors);
	if (h->overhead_sectors > file_sectors) {
		(void)fault_raise(disk, FAULT_VMDK_SPARSE_HEADER_TRUNCATED,
				  VMDK_SPARSE_HEADER_OVERHEAD_SECTORS_OFFSET, h->overhead_sectors);
		fault_extra(h->overhead_sectors * VMDK_SECTOR_SIZE);
		return false;
	}
	if (h->grain_sectors > VMDK_MAX_GRAIN_SECTORS)
		return fault_raise(disk, FAULT_VMDK_SPARSE_HEADER_GRAIN_TOO_LARGE,
				   VMDK_SPARSE_HEADER_GRAIN_SECTORS_OFFSET, h->grain_sectors);
	return true;
}

static bool reaches(uint64_t sector, uint64_t num_entries)
{
	uint64_t len = num_entries * VMDK_GRAIN_DIRECTORY_ENTRY_SIZE;

	return sector <= (RAW_MAX_FILE_BYTES - len) / VMDK_SECTOR_SIZE;
}

/* qemu counts the entries of the directory in 32 bits: of a disk that needs more, only a part can
 * be mapped. */
static bool check_directory(uint32_t disk, const struct vmdk_sparse_header *h,
			    struct vmdk_extent *e)
{
	uint64_t coverage = h->num_gtes_per_gt * h->grain_sectors;

	e->num_directory = (uint32_t)(h->capacity / coverage + (h->capacity % coverage != 0));
	if (e->num_directory > VMDK_MAX_GD_ENTRIES)
		return fault_raise(disk, FAULT_VMDK_SPARSE_HEADER_GD_TOO_LARGE,
				   VMDK_SPARSE_HEADER_CAPACITY_OFFSET, h->capacity);
	if (!reaches(h->gd_sector, e->num_directory))
		return fault_raise(disk, FAULT_VMDK_SPARSE_HEADER_GD_UNREACHABLE,
				   VMDK_SPARSE_HEADER_GD_SECTOR_OFFSET, h->gd_sector);
	if (vmdk_sparse_header_has_redundant_gd(h) &&
	    !reaches(h->redundant_gd_sector, e->num_directory))
		return fault_raise(disk, FAULT_VMDK_SPARSE_HEADER_REDUNDANT_GD_UNREACHABLE,
				   VMDK_SPARSE_HEADER_REDUNDANT_GD_SECTOR_OFFSET,
				   h->redundant_gd_sector);
	e->ofs_directory = h->gd_sector * VMDK_SECTOR_SIZE;
	if (vmdk_sparse_header_has_redundant_gd(h))
		e->ofs_redundant = h->redundant_gd_sector * VMDK_SECTOR_SIZE;
	return true;
}

static bool open_hosted(uint32_t disk, const uint8_t *head, struct vmdk_extent *e)
{
	struct parse_in in = parse_input(head, VMDK_SPARSE_HEADER_SIZE, 0);
	struct vmdk_sparse_header h;
	bool has_footer;

	if (vmdk_sparse_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(disk, &in);
	has_footer = vmdk_sparse_header_has_footer(&h);
	if (has_footer && !read_footer(disk, &h))
		return false;
	if (!check_grain(disk, &h) || !check_directory(disk, &h, e))
		return false;
	e->hosted = true;
	e->has_footer = has_footer;
	e->grain_sectors = (uint32_t)h.grain_sectors;
	e->num_gtes = h.num_gtes_per_gt;
	e->compressed = vmdk_sparse_header_is_compressed(&h);
	e->has_markers = vmdk_sparse_header_has_markers(&h);
	e->has_zeroed_grain = vmdk_sparse_header_has_zeroed_grain(&h);
	e->ofs_capacity = VMDK_SPARSE_HEADER_CAPACITY_OFFSET;
	e->short_fault = FAULT_VMDK_SPARSE_HEADER_GD_TOO_SHORT;
	e->end = h.capacity;
	return true;
}

static bool open_esx(uint32_t disk, const uint8_t *head, struct vmdk_extent *e)
{
	struct parse_in in = parse_input(head, VMDK_COWD_HEADER_SIZE, 0);
	struct vmdk_cowd_header h;

	if (vmdk_cowd_header_parse(&in, &h) != PARSE_OK)
		return fault_parse(disk, &in);
	if (h.grain_sectors > VMDK_MAX_GRAIN_SECTORS)
		return fault_raise(disk, FAULT_VMDK_COWD_HEADER_GRAIN_TOO_LARGE,
				   VMDK_COWD_HEADER_GRAIN_SECTORS_OFFSET, h.grain_sectors);
	if (h.grain_sectors == 0)
		return fault_raise(disk, FAULT_VMDK_COWD_HEADER_NO_GRAIN,
				   VMDK_COWD_HEADER_GRAIN_SECTORS_OFFSET, 0);
	e->grain_sectors = h.grain_sectors;
	e->num_gtes = VMDK_COWD_GTES_PER_GT;
	e->num_directory = h.num_gd_entries;
	e->ofs_directory = (uint64_t)h.gd_sector * VMDK_SECTOR_SIZE;
	e->ofs_capacity = VMDK_COWD_HEADER_NUM_GD_ENTRIES_OFFSET;
	e->short_fault = FAULT_VMDK_COWD_HEADER_GD_TOO_SHORT;
	e->end = h.num_sectors;
	return true;
}

/* Leaves the number of sectors in e->end. */
bool vmdk_open_sparse(uint32_t disk, const uint8_t *head, struct vmdk_extent *e)
{
	*e = (struct vmdk_extent){ .disk = disk };
	return is_hosted(head) ? open_hosted(disk, head, e) : open_esx(disk, head, e);
}
