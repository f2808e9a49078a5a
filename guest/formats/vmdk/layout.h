/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VMDK_LAYOUT_H
#define FORMATS_VMDK_LAYOUT_H
/* A new VMDK: one sparse file, or a descriptor and its extents. */
#include "formats/layout.h"
#include "generated/vmdk.h"

/* One of the kinds of a VMDK. */
struct vmdk_kind {
	const char *name;  /* createType */
	const char *line;  /* of the descriptor, for each extent */
	const char *infix; /* in the names of extents; NULL: there is one file, with a descriptor in
			      it */
	uint32_t len_name, len_line, len_infix;
	uint64_t extent_size; /* bytes of the disk in each extent but the last */
	bool sparse;	      /* else flat */
	bool compressed;      /* grains of a stream */
	bool numbered;	      /* there is a number after the infix */
};

struct vmdk_layout {
	const struct vmdk_kind *kind;
	uint64_t disk; /* bytes of it, in whole sectors */
	uint64_t grain_size;
	uint64_t num_extents;	 /* files next to the descriptor; 0: it is in the only file */
	uint64_t len_descriptor; /* of a file of its own; 0: none */
	uint64_t end;		 /* of all new files together, the descriptor's unpadded */
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error vmdk_layout(const struct target_options *options, uint64_t disk,
					 struct vmdk_layout *layout, uint32_t *field);

/* A new sparse extent of `size` bytes of the disk: two grain directories, each with all its tables
 * after it, and then the grains. */
struct vmdk_extent_layout {
	uint64_t num_tables;	/* grain tables under each directory */
	uint64_t len_directory; /* bytes, in whole sectors */
	uint64_t ofs_redundant, ofs_directory;
	uint64_t ofs_grains;
};

/* No more than VMDK_MAX_GRAINS grains. */
void vmdk_extent_layout(uint64_t size, uint64_t grain_size, struct vmdk_extent_layout *layout);

/* descriptor_length.c: bytes of the descriptor that goes with the extents. */
uint64_t vmdk_descriptor_length(const struct target_options *options, uint64_t virtual_size,
				const struct vmdk_kind *kind);

/* Of the geometry in the descriptor. */
static inline uint32_t vmdk_heads(const struct target_options *options)
{
	return options->flags & TARGET_FLAG_SCSI_ADAPTER ? VMDK_SCSI_HEADS : VMDK_IDE_HEADS;
}

static inline uint64_t vmdk_cylinders(const struct target_options *options, uint64_t virtual_size)
{
	return virtual_size / VMDK_SECTOR_SIZE / (VMDK_GEOMETRY_SECTORS * vmdk_heads(options));
}

#endif
