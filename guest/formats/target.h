/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_TARGET_H
#define FORMATS_TARGET_H
/*
 * The formats that a new image can have, in two tables, so that an operation which only measures
 * links no writer: targets.c has what an image of each takes, writers.c how it is laid down. Both
 * follow the format's layout.
 *
 * A writer lays an image down: begin, then for each piece of the disk put, zero or compressed, in
 * ascending order, then end. `create` is begin and end; what is never put is a hole.
 *
 * Bytes go out through io/writer.h, in qemu-img's order of allocation, so that the file is the one
 * that qemu-img writes. Tables stream out as they fill: memory does not grow with the disk. A
 * failed call has recorded its fault.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"
#include "cost.h"

typedef enum target_error cost_maker(const struct target_options *options, struct cost *cost);

/* What an image takes. */
struct target {
	uint32_t format; /* SOURCE_FORMAT_* */
	/* `cost` is empty but for virtual_size, at most TARGET_MAX_SIZE, and what is known of the
	 * source. */
	cost_maker *cost;
	/*
	 * Persistent bitmaps that move with the disk; NULL: the format keeps none. One bitmap with
	 * a bit for each 1 << granularity_bits bytes (9..31) of the disk, then the bytes of all;
	 * false when a sum leaves 63 bits.
	 */
	bool (*bitmap_cost)(struct bitmaps_cost *bitmaps, uint64_t virtual_size,
			    unsigned granularity_bits, uint64_t len_name);
	bool (*bitmaps_cost)(const struct bitmaps_cost *bitmaps, uint64_t *bytes);
};

const struct target *target_of(uint32_t format); /* targets.c; NULL: none is written in it */

/*
 * Check the options and make the cost of a disk of virtual_size bytes. After TARGET_ERROR_OK the
 * size of the image is representable for whatever is written.
 */
MUST_CHECK enum target_error target_cost(const struct target_options *options,
					 uint64_t virtual_size, bool from_source,
					 struct cost *cost);

cost_maker luks_cost, parallels_cost, qcow1_cost, qcow2_cost, qed_cost, raw_cost, vdi_cost,
	vhd_cost, vhdx_cost, vmdk_cost;

bool qcow2_bitmap_cost(struct bitmaps_cost *bitmaps, uint64_t virtual_size,
		       unsigned granularity_bits, uint64_t len_name);
bool qcow2_bitmaps_cost(const struct bitmaps_cost *bitmaps, uint64_t *bytes);

/* Text that the image holds, as the user typed it; len 0: none. */
struct target_text {
	const uint8_t *at;
	uint32_t len;
};

struct image;

/* An image in the making. */
struct writer {
	const struct target_writer *target;
	struct image *image; /* one that exists, whose disk is written over; NULL: it is new */
	/* What the disk of such an image has, as far as it was not written over; set by the
	 * operation, with something of its own. */
	bool (*old)(void *older, uint64_t pos, uint8_t *buf, uint32_t len);
	void *older;
	bool keeps_content; /* of such an image: its disk reads the same after what is written */
	const struct target_options *options;
	struct target_text backing_name, backing_format; /* the format by qemu's name */
	struct target_text data_file;
	struct target_text file_name; /* of the image itself, without its directory: VMDK extents
					 are named after it */
	/* VMDK; at NULL: the default, an empty one is an empty text. */
	struct target_text hw_version, adapter_type, tools_version;
	const struct target_encryption *encryption;
	uint32_t parent_cid;	/* VMDK: of the backing file */
	const uint8_t *entropy; /* random bytes, as many as target_image has: UUIDs, CIDs, salts */
	uint64_t unix_time;
	uint32_t disk;	    /* the image; extents and data files are the ones that follow */
	uint32_t num_disks; /* outputs, the image included */
	/* The backing file, where its bytes may be read: formats that store its identity need it.
	 */
	bool has_parent;
	uint32_t parent;      /* its disk */
	uint64_t parent_time; /* when it was last written, Unix time */
	uint64_t size;	      /* of the disk in bytes; begin() rounds it as the format does */
	uint64_t end;	      /* length of the file so far */
	uint32_t len_cluster; /* what compressed() takes at once; set by begin() */
	uint32_t len_unit;    /* what put() fills up with zeros when it is new; set by begin() */
	bool is_noise;	      /* what was never written does not read as zeros; set by begin() */
	bool moves;	      /* put() does not look at the data; set by begin() */
	bool joins_zeros;     /* a unit of zeros is known as one, however it is written */
	bool streams;	      /* whether compressed() may be called; set by begin() */
	bool only_streams;    /* nothing else is taken, and each is a zlib stream */
	void *state;	      /* the format's own, from the arena */
};

struct target_writer {
	uint32_t format; /* SOURCE_FORMAT_* */
	/* Everything that the empty image has. */
	bool (*begin)(struct writer *w);
	/* One request: `len` bytes of data for the disk at `pos`. They stay as they are until
	 * writer_drain(). */
	bool (*put)(struct writer *w, uint64_t pos, const uint8_t *data, uint32_t len);
	/* Zeros that must be written, since a backing file may show something else; NULL: the
	 * format has no backing files. */
	bool (*zero)(struct writer *w, uint64_t pos, uint64_t len);
	/* One cluster or grain, already compressed; NULL: the format keeps none. */
	bool (*compressed)(struct writer *w, uint64_t pos, const uint8_t *stream, uint32_t len);
	/* Tables, counts and the file's exact length. */
	bool (*end)(struct writer *w);
};

/*
 * How a format writes. Bytes longer than a page are not copied: they stay as they are until
 * writer_drain(), or until end().
 */
MUST_CHECK bool target_put(struct writer *w, uint64_t at, const void *bytes, uint32_t len);
/* Whether the file is new. */
static inline bool target_is_new(const struct writer *w)
{
	return w->options && !w->image;
}
/* The same, and it need not take space for zeros. */
bool target_leaves_holes(const struct writer *w);
/* The same, and it has nothing at `at` yet. */
bool target_is_open(const struct writer *w, uint64_t at);
/* Bytes that go to such a place: zeros in their end become a hole. */
MUST_CHECK bool target_put_open(struct writer *w, uint64_t at, const void *bytes, uint32_t len);
/* Zeros: written where the file has been written before, else a hole. */
MUST_CHECK bool target_blank(struct writer *w, uint64_t at, uint64_t len);
/* Zeros that take space. */
MUST_CHECK bool target_fill(uint32_t disk, uint64_t at, uint64_t len);
/* Zeros that take none where the file system can. What is queued is written before. */
MUST_CHECK bool target_empty(uint32_t disk, uint64_t at, uint64_t len);
/* Space for what is not written yet, as a TARGET_PREALLOCATION_* wants it. */
MUST_CHECK bool target_reserve(uint32_t disk, uint32_t preallocation, uint64_t from, uint64_t end);
/* Zeros of the disk, as requests for data. */
MUST_CHECK bool target_put_zeros(struct writer *w, uint64_t pos, uint64_t len);
/* Compressed clusters go out as they are. Refuses an encrypted image. */
MUST_CHECK bool target_in_the_clear(const struct writer *w);

const struct target_writer *writer_of(uint32_t format); /* writers.c; NULL: none is written in it */

#endif
