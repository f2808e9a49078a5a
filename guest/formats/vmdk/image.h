/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VMDK_IMAGE_H
#define VMDK_IMAGE_H
/* What the parts of the VMDK walker share. The layout is specs/formats/vmdk.ksy. */
#include "formats/two_level.h"

#include "generated/raw.h"
#include "generated/sesparse.h"
#include "generated/structures.h"
#include "generated/vmdk.h"

/* A text out of an image: it ends at its first zero byte. */
struct vmdk_text {
	const uint8_t *p;
	size_t len;
};

/* A part of the disk, in a file of its own or in the only one. */
struct vmdk_extent {
	uint64_t start, end;	/* in the disk */
	uint64_t ofs_data;	/* flat: where it starts in its file */
	uint64_t ofs_directory; /* sparse: the rest */
	uint64_t num_directory; /* entries in the grain directory */
	uint64_t ofs_redundant; /* another directory, with tables of its own; 0: there is none */
	uint64_t ofs_capacity;	/* where the header says how large the extent is */
	uint32_t grain_sectors; /* 0: the extent is flat */
	uint32_t num_gtes;
	uint32_t short_fault;
	struct vmdk_text type; /* as the descriptor has it; empty for the only extent */
	uint64_t tables_sector, grains_sector; /* space-efficient: where tables and grains are */
	uint32_t disk;
	bool hosted, compressed, has_markers, has_footer, has_zeroed_grain, space_efficient;
};

struct vmdk {
	struct two_level levels; /* of `current` */
	const struct vmdk_extent *current;
	struct vmdk_extent *extents;
	size_t num_extents, max_extents;
	uint32_t largest_slice;	    /* bytes */
	uint64_t largest_directory; /* bytes */
	struct vmdk_text text;	    /* the descriptor, as far as the content ids are looked for */
	uint64_t ofs_text;	    /* its place in the file */
	struct vmdk_text
		create_type; /* of a descriptor file; empty: the header describes the disk */
};

/* An extent line that counts. */
struct vmdk_line {
	struct vmdk_text whole, type, name;
	uint64_t num_sectors, first_sector;
	bool flat;
};

enum vmdk_line_kind { VMDK_LINE_NONE, VMDK_LINE_EXTENT, VMDK_LINE_INVALID };

/* Where the reading of lines is. A blank line is read together with the line after it, so that
 * what was found last is kept. */
struct vmdk_lines {
	struct vmdk_text text;
	size_t at;	   /* start of the next line */
	size_t first_word; /* first word that is not before `at`, as far as known */
	enum vmdk_line_kind kind;
	struct vmdk_line line; /* what is there */
	bool known;
};

/* text.c */
MUST_CHECK bool vmdk_read_text(struct image *img, uint64_t offset, uint32_t max,
			       struct vmdk_text *text);
bool vmdk_is(const struct vmdk_text *text, const char *word);
bool vmdk_find_value(const struct vmdk_text *text, const char *key, struct vmdk_text *value);
bool vmdk_has_number(const struct vmdk_text *text, const char *key);
uint32_t vmdk_hex_number(const struct vmdk_text *text, const char *key);
bool vmdk_has(const struct vmdk_text *text, const char *key);
/* Where the digits of the disk's own content id are. */
bool vmdk_find_cid(const struct vmdk_text *text, size_t *at, size_t *len);
bool vmdk_find_number(const struct vmdk_text *text, const char *key, struct vmdk_text *digits,
		      uint64_t *number);
enum vmdk_line_kind vmdk_next_line(struct vmdk_lines *lines, struct vmdk_line *line);

/* descriptor.c: a descriptor as a file of its own, from `offset` on. */
MUST_CHECK bool vmdk_open_descriptor(struct image *img, struct vmdk *v, uint64_t offset);

/* sparse.c: `head` holds VMDK_COWD_HEADER_SIZE bytes of the file, padded with zeros. */
bool vmdk_is_sparse(const uint8_t *head);
bool vmdk_hands_over(const uint8_t *head, uint64_t *ofs_descriptor);
MUST_CHECK bool vmdk_open_sparse(uint32_t disk, const uint8_t *head, struct vmdk_extent *e);
uint64_t vmdk_ofs_descriptor(const uint8_t *head);
uint64_t vmdk_ofs_ids(const uint8_t *head);

/* sesparse.c: the other kind of sparse extent; `head` holds as much. */
MUST_CHECK bool vmdk_open_sesparse(uint32_t disk, const uint8_t *head, struct vmdk_extent *e);
void vmdk_use_sesparse(struct two_level *t);
bool vmdk_walk_sesparse(struct image *img, struct vmdk *v, struct extent_list *l, uint64_t pos,
			uint64_t end);
struct block vmdk_sesparse_grain(const struct image *img, const struct vmdk *v, const uint8_t *p);
/* Of entry `index` of its directory; *value: the entry. */
MUST_CHECK bool vmdk_sesparse_table(struct vmdk *v, uint64_t index, uint32_t *fault,
				    uint64_t *value, uint64_t *offset);

/* safety.c */
struct info_sink;
MUST_CHECK bool vmdk_find(struct image *img, const struct vmdk *v, struct info_sink *sink);

/* extents.c */
static inline uint32_t vmdk_entry_size(const struct vmdk_extent *e) /* of both its tables */
{
	return e->space_efficient ? SESPARSE_GRAIN_TABLE_ENTRY_SIZE : VMDK_GRAIN_TABLE_ENTRY_SIZE;
}

uint64_t vmdk_sectors_to_bytes(uint64_t sectors); /* what no file can reach stays out of reach */
MUST_CHECK bool vmdk_add_extent(struct image *img, struct vmdk *v, const struct vmdk_extent *e,
				uint64_t num_sectors);
const struct vmdk_extent *vmdk_find_extent(const struct vmdk *v, uint64_t pos); /* on the disk */

/* walk.c */
void vmdk_use_extent(struct vmdk *v, const struct vmdk_extent *e); /* point ->levels at it */
struct block vmdk_grain(const struct image *img, const struct vmdk *v, const uint8_t *entry);
bool vmdk_stream(struct image *img, const struct extent_record *r, struct image_stream *stream);
bool vmdk_unwrap(struct image *img, const struct image_stream *stream, const uint8_t *bytes,
		 uint32_t len, uint32_t *at, uint32_t *len_stream);
bool vmdk_next(struct image *img, uint64_t pos, uint64_t end, struct extent_record *out, size_t max,
	       size_t *num);

#endif
