/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_EDIT_H
#define FORMATS_EDIT_H
/*
 * How images that exist are changed. The file is an output and is read through what was written to
 * it. All writes together become one change of the file, or none (docs/in-place.md); io_flush
 * parts them, so that a program that knows nothing of that finds an image of before or of after,
 * with leaks at worst.
 */
#include "stages/image.h"

#include "generated/guest_message.h"
#include "generated/edit.h"
#include "generated/target.h"

struct target_writer;

struct resize {
	uint64_t size;
	uint32_t preallocation; /* TARGET_PREALLOCATION_* */
	const uint8_t *entropy; /* random bytes: identities */
	/* What the disk has, where the size is within a cluster. */
	bool (*old)(void *older, uint64_t pos, uint8_t *buf, uint32_t len);
	void *older;
};

struct editor {
	uint32_t format; /* SOURCE_FORMAT_* */
	/* Change the size of the disk, which may be the one that it has. */
	bool (*resize)(struct image *img, const struct resize *to);
	/* Make, apply or delete an internal snapshot; NULL: the format has none. A EDIT_ERROR_*
	 * says what is in the way. */
	bool (*snapshot)(struct image *img, const struct edit_snapshot *config,
			 struct guest_snapshot_result *done);
	/* Name another backing image, or none; the disk has to read the same. EDIT_ERROR_*, NULL as
	 * above. */
	bool (*rebase)(struct image *img, const struct edit_backing *to);
	/* Change options of the image, and with the size img->size; NULL: none can be. */
	bool (*amend)(struct image *img, const struct edit_amendment *to,
		      struct guest_amend_result *done);
	/* Let the image have nothing of its own: its disk reads the same below it. EDIT_ERROR_*,
	 * NULL as above. */
	bool (*empty)(struct image *img);
	/* Change a persistent bitmap step by step, as far as that can be done; NULL: there are
	 * none.
	 */
	bool (*bitmap)(struct image *img, const struct edit_bitmap *wanted,
		       const struct edit_bitmap_step *steps, struct guest_bitmap_result *done);
	/* Add bitmaps of another image, all that the steps are about, or none. */
	bool (*copy_bitmaps)(struct image *img, const struct edit_bitmap *wanted,
			     const struct edit_bitmap_step *steps,
			     struct guest_bitmap_result *done);
	/* Its bits into file `to`; the image stays as it is. */
	bool (*read_bitmap)(struct image *img, const struct edit_bitmap *wanted, uint32_t to,
			    struct guest_bitmap_result *done);
	/* Writes over the disk of writer.image; NULL: none does. */
	const struct target_writer *writer;
};

const struct editor *editor_of(uint32_t format); /* editors.c; NULL: the format is not changed */

extern const struct editor luks_editor, parallels_editor, qcow1_editor, qcow2_editor, qed_editor,
	raw_editor, vdi_editor, vhd_editor, vhdx_editor, vmdk_editor;

#endif
