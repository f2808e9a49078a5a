/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_VHDX_H
#define FORMATS_VHDX_H
/*
 * An open VHDX, shared by open.c (headers, sizes), log.c, regions.c (region table, what
 * overlaps), metadata.c, parent.c (the name of a parent) and walk.c (BAT, extents).
 */
#include "stages/image.h"

#include "generated/vhdx.h"

/* [start, end) of the file. */
struct vhdx_region {
	uint64_t start, end;
};

/* Where an item of the metadata is in the file; offset 0: it is not there. */
struct vhdx_item {
	uint64_t offset;
	uint32_t length;
};

struct vhdx {
	struct vhdx_header header;   /* the one that counts */
	uint64_t header_at;	     /* its place */
	struct vhdx_region *regions; /* the log and what the region table has, in this order */
	struct vhdx_region *sorted;  /* the same by place, once all are known */
	uint32_t num_regions, num_sorted;
	struct vhdx_region_table_entry bat_region, metadata_region;
	uint64_t bat_region_at; /* place of its entry */
	struct vhdx_item parent_locator, disk_id;
	struct vhdx_file_parameters parameters;
	uint64_t disk_size;
	uint64_t disk_size_at; /* its place */
	uint32_t chunk_blocks; /* blocks that one sector bitmap describes */
	bool differencing;
	bool by_table;	     /* walked by its BAT */
	bool replayed;	     /* the log was */
	bool linked;	     /* whether the parent is the right one was looked at */
	uint8_t *linkage[2]; /* the identities that the parent may have, as text; NULL: not said */
	size_t len_linkage[2];
	struct table bat;
	struct table bitmap; /* of the chunk looked at last */
	uint64_t bitmap_of;  /* its number, or VHDX_NO_CHUNK */
};

#define VHDX_NO_CHUNK	UINT64_MAX
#define VHDX_BAT_WINDOW 262144u

/* log.c: refuse a log that has to be replayed, or replay it where that is asked for. */
MUST_CHECK bool vhdx_check_log(struct image *img, struct vhdx *v);

/* regions.c */
MUST_CHECK bool vhdx_read_regions(struct image *img, struct vhdx *v);
/* Whether [start, end) overlaps a region; the one that the table names last of those. */
bool vhdx_overlaps(const struct vhdx *v, uint64_t start, uint64_t end, struct vhdx_region *which);

/* metadata.c: find the items, and read those that say how large the disk and its blocks are.
 */
MUST_CHECK bool vhdx_read_metadata(struct image *img, struct vhdx *v);

/* parent.c */
#define VHDX_LEN_GUID_TEXT 38u
/* A GUID as Windows writes it: in braces, the first three parts as numbers, from their highest byte
 * on. In lower case, as some readers know no other. */
void vhdx_guid_text(const uint8_t *guid, uint8_t text[VHDX_LEN_GUID_TEXT]);
MUST_CHECK bool vhdx_name_parent(struct image *img, struct vhdx *v);
/* Log a warning unless the parent has the identity that its child expects. */
void vhdx_check_linkage(const struct vhdx *child, const struct vhdx *parent);

/* walk.c */
uint64_t vhdx_len_in_disk(const struct vhdx *v, uint64_t index); /* of the block of an entry */
/* Visit the entries of blocks that must lie in the file, by index. False: stop. */
typedef bool vhdx_block_visitor(void *arg, uint64_t index, uint64_t entry);
MUST_CHECK bool vhdx_visit_blocks(const struct image *img, struct vhdx *v,
				  vhdx_block_visitor *visit, void *arg);
MUST_CHECK bool vhdx_open_bat(struct image *img, struct vhdx *v);
bool vhdx_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out, size_t max,
	       size_t *num);

#endif
