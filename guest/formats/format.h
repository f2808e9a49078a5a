/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMAT_H
#define FORMAT_H
/*
 * One walker per format. A walker turns tables into extents; it knows no operation. Adding a format: a spec, a file here, one line in
 * formats/registry.c.
 */
#include "lib/extent.h"
#include "lib/fault.h"
#include "lib/io.h"

struct image;
struct info_sink;	/* formats/info.h: what `info` wants to hear from a format */

struct format {
	uint32_t id;		/* SOURCE_FORMAT_* (specs/abi/source.ksy) */
	const char *name;	/* as qemu-img spells it */
	/* How sure: 0 not mine, 100 certain. `head` holds the first bytes of the file (up to 2048+512), zero padded. */
	int (*probe)(const uint8_t *head, size_t len, uint64_t file_size);
	/* Check the headers, fill image->size, ->cluster_size and ->state; attach what the image names (img->backing_* only say it). */
	bool (*open)(struct image *img);
	/* See lib/extent.h. Called with pos < end <= img->size. Records speak of this layer only. */
	bool (*next)(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out, size_t max, size_t *num);
	/* Format-specific section of `info`; may be NULL. */
	bool (*info)(struct image *img, struct info_sink *sink);
	/* Switch to an internal snapshot named or numbered `text`; NULL where the format has none. */
	bool (*snapshot)(struct image *img, const uint8_t *text, size_t len);
};

struct image {
	const struct format *format;
	struct image *backing;		/* set by lib/chain.c */
	void *state;			/* the walker's own, from the arena */
	uint64_t size;			/* of the virtual disk, bytes */
	uint64_t cluster_size;		/* 0: none */
	uint32_t disk;			/* attached file */
	uint32_t depth;
	enum extent_detail detail;
	uint32_t quirks;		/* SOURCE_QUIRK_* of the qemu version asked for */
	bool encrypted, dirty, corrupt;
	/* What the image says of its backing file; chain.c attaches it. Points into the arena; length 0: none. */
	const uint8_t *backing_name;
	uint32_t len_backing_name;
	const uint8_t *backing_format;
	uint32_t len_backing_format;
	bool backing_is_parent;		/* VHD/VHDX/VMDK parents: same format, no probing as raw */
	bool supports_bitmaps;		/* measure answers with `bitmaps` for such a source */
	uint64_t bitmaps_size_arg;	/* reserved for measure: see formats/bitmaps.h */
};

extern const struct format *const formats[];	/* registry.c, NULL-terminated, in probing order */

#endif
