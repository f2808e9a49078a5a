/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMAT_H
#define FORMAT_H
/*
 * One walker per format. A walker turns tables into extents; it knows no operation. Adding a
 * format: a spec, a directory in formats/, one line in formats/readers.c. See guest/README.md for
 * the contract, formats/raw and formats/qcow2 for examples.
 */
#include "extent.h"
#include "base/arith.h"
#include "base/fault.h"
#include "io/holes.h"
#include "io/io.h"
#include "io/reader.h"
#include "generated/source.h"

struct image;

/* A compressed cluster. */
struct image_stream {
	uint64_t start;	 /* on the disk */
	uint64_t len;	 /* of the cluster */
	uint64_t offset; /* of the bytes that hold the stream, in the record's file */
	uint32_t len_stored;
	uint32_t method; /* enum stream_method */
};

/* STREAM_ZLIB: of exactly the cluster, with a checksum. */
enum stream_method { STREAM_DEFLATE, STREAM_ZSTD, STREAM_ZLIB, NUM_STREAM_METHODS };

/* A bitmap has a bit for each 1 << granularity_bits bytes of a disk of `size` bytes. False, with a
 * fault recorded: stop. */
typedef bool bitmap_visitor(void *arg, uint64_t size, uint32_t granularity_bits, uint32_t len_name);

struct format {
	uint32_t id;	  /* SOURCE_FORMAT_* (specs/abi/source.ksy) */
	const char *name; /* as qemu-img spells it */
	bool backing; /* images of this format can have a backing image: what they do not allocate
			 reads as zero without one */
	bool is_headless;	  /* opened without looking at the file's first bytes */
	bool unallocated_unknown; /* blocks that are not there do not say that they read as zeros */
	bool is_opaque;	    /* qemu-img looks at none of its tables before it reads all of it */
	bool by_cluster;    /* qemu-img asks for its clusters one by one, however alike they are */
	bool hides_cluster; /* qemu-img does not learn how long its clusters are */
	bool risky; /* qemu refuses it or advises against it for images that are not trusted */
	uint32_t not_with;  /* SOURCE_QUIRK_*: releases that do not know the format; 0: all do */
	uint32_t name_flag; /* SOURCE_FLAG_*: the file's name says that it is this format */
	uint32_t only_with; /* SOURCE_FLAG_*: without it, no file is taken for this format */
	/* Bytes that its files begin with, and how sure they make of it; NULL: probe() decides. */
	const char *magic;
	uint32_t len_magic;
	int magic_score;
	/* How sure: 0 not mine, 100 certain. `head` holds the first 512 bytes of the file, less for
	 * a shorter file: all that qemu looks at. */
	int (*probe)(const uint8_t *head, size_t len, uint64_t file_size);
	/*
	 * Check the headers; set ->size and ->cluster_size, ->state and what else struct image has.
	 * Attach data files and extents; a backing file or parent is only named (->backing_name),
	 * stages/chain.c attaches it.
	 */
	bool (*open)(struct image *img);
	/* See stages/extent.h. Called with pos < end <= img->size. */
	bool (*next)(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out,
		     size_t max, size_t *num);
	/* Where the cluster is that a record with EXTENT_FLAG_COMPRESSED is of; NULL: there are
	 * none. */
	bool (*stream)(struct image *img, const struct extent_record *record,
		       struct image_stream *stream);
	/* Which part of the bytes the stream is; NULL: it is what they begin with. False: there is
	 * none; no fault is recorded. */
	bool (*unwrap)(struct image *img, const struct image_stream *stream, const uint8_t *bytes,
		       uint32_t len, uint32_t *at, uint32_t *len_stream);
	/* Switch to the internal snapshot that `options` asks for; NULL where the format has none.
	 */
	bool (*snapshot)(struct image *img, const struct source_options *options);
	/* Visit the image's persistent bitmaps; NULL: the format has no such thing. */
	bool (*bitmaps)(struct image *img, bitmap_visitor *visit, void *arg);
};

struct image {
	const struct format *format;
	struct image *backing; /* set by stages/chain.c; NULL: none */
	void *state;	       /* the walker's own, from the arena */
	uint8_t *head;	       /* first bytes of the file, see image_read_head() */
	uint32_t len_head;     /* IMAGE_HEAD_SIZE, less for a shorter file */
	uint64_t size;	       /* of the virtual disk, bytes, a multiple of 512 */
	uint64_t cluster_size; /* 0: none */
	uint64_t table_span; /* of the disk, in one table: qemu-img asks for no more at once; 0: any
				length */
	uint32_t disk;	     /* the attached file that was opened */
	uint32_t depth;	     /* 0: the top of the chain */
	enum extent_detail detail;
	/*
	 * With EXTENT_DETAIL_STATE: a power of two; a data record may reach on to the next multiple
	 * of it, over what is not data. A walker may ignore it. Set by chain_set_grain for sinks
	 * that count units and so skip that part anyway.
	 */
	uint64_t grain;
	uint32_t quirks;		  /* SOURCE_QUIRK_* of the qemu version asked for */
	uint32_t source_flags;		  /* SOURCE_FLAG_* */
	uint32_t secret;		  /* the host's number of what its key is derived from */
	const struct disk_cipher *cipher; /* crypto/disk.h; NULL: its key is not known */
	uint16_t unallocated; /* flags of what this layer does not allocate: set by stages/chain.c
				 before next() is called */
	bool probed;	      /* its format was not said, and is what its bytes look like */
	bool encrypted, dirty, corrupt;
	bool supports_bitmaps; /* measure answers with `bitmaps` for such a source */
	/* What the image says of its backing file. Points into the arena; length 0: none. */
	const uint8_t *backing_name;
	uint32_t len_backing_name;
	const uint8_t *backing_format; /* as the image spells it; length 0: not said */
	uint32_t len_backing_format;
	const struct format *
		backing_is; /* VHD, VHDX, VMDK: a parent is of this format, no probing; else NULL */
	struct chain_layer *layer; /* stages/chain.c's own */
};

extern const struct format
	*const readers[]; /* formats/readers.c, NULL-terminated, in probing order */

#define IMAGE_HEAD_SIZE 4096u

/* An image on an attached file, not yet opened; nothing of it is read. */
MUST_CHECK bool image_new(uint32_t disk, uint32_t depth, const struct source_options *options,
			  struct image **img);

/*
 * Read ->head, unless it was read: to find out the format, and before open() of every format that
 * is not headless. The kernel takes preallocated pages for data once they were read, so that a raw
 * file of that name is not read, as qemu-img does not read it either.
 */
MUST_CHECK bool image_read_head(struct image *img);

/* Remember the head of the file that is opened next, for whoever opens it once more: nothing is
 * written in between. */
void image_keep_head(bool keep);

/* Where to put the head of a file for whoever opens it next, and how long it is. */
uint8_t *image_head_to_keep(uint32_t disk, uint32_t *len);

/* Whether nobody writes the tables in a file meanwhile; a fault if somebody may. */
MUST_CHECK bool image_is_at_rest(uint32_t disk);

/* Length of a file as qemu has it: in whole sectors. */
static inline uint64_t image_file_end(uint32_t disk)
{
	return align_up(io_size(disk), SOURCE_SECTOR_SIZE);
}

/* Flags of data that is encrypted. Where it is matters only to those who read it. */
static inline uint32_t image_encrypted(const struct image *img)
{
	uint32_t place = img->detail == EXTENT_DETAIL_BYTES ? EXTENT_FLAG_OFFSET_VALID : 0;

	return EXTENT_FLAG_ALLOCATED | EXTENT_FLAG_DATA | EXTENT_FLAG_ENCRYPTED | place;
}

/* The name of a backing file, where it is in the image; it ends at its first zero byte. */
MUST_CHECK bool image_read_backing_name(struct image *img, uint64_t offset, uint32_t len);

/* Open it: `format` decides what it is. */
MUST_CHECK bool image_open(struct image *img, const struct format *format);

/* The first bytes of the file, padded with zeros to `len`: from ->head where that suffices, else
 * read. NULL: a fault was recorded. */
const uint8_t *image_beginning(struct image *img, uint32_t len);

#endif
