/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_BITMAP_LIST_H
#define FORMATS_QCOW2_BITMAP_LIST_H
/*
 * The bitmaps of an image that is changed. qemu has them all in memory while an image is open for
 * writing, and stores them anew when it closes it: so does this, to have the same bytes.
 */
#include "bitmaps.h"
#include "edit.h"

/* A bitmap, and what is stored of it. */
struct qcow2_bitmap_record {
	uint64_t name; /* where its name is in the file; 0: it is new, and has `new_name` */
	const uint8_t *new_name;
	uint64_t table;	       /* where its table is; 0: nothing is stored */
	uint64_t table_before; /* of what is stored anew, as `num_before` */
	uint32_t num_entries, num_before;
	uint16_t len_name;
	uint8_t granularity_bits;
	uint8_t flags;
	bool in_use; /* what it says may be wrong: it stays as it is */
};

/* The bits of one cluster of a bitmap. */
typedef bool qcow2_bits_maker(void *arg, const struct qcow2_bitmap_record *r, uint32_t index,
			      uint8_t *bits);

struct qcow2_bitmap_list {
	struct qcow2_edit *e;
	struct qcow2_bitmap_record *records;
	uint32_t num;
	uint8_t *bits; /* room for a cluster of them */
};

/* All that the image has, and room for so many more. */
MUST_CHECK bool qcow2_bitmap_list_read(struct qcow2_bitmap_list *list, struct qcow2_edit *e,
				       uint32_t more);
/* The record of a name; NULL: none has it, or *failed. */
struct qcow2_bitmap_record *qcow2_bitmap_list_find(struct qcow2_bitmap_list *list,
						   const uint8_t *name, uint32_t len, bool *failed);
/* Add a record, for which there is room. EDIT_ERROR_*: why there cannot be such a bitmap. */
MUST_CHECK uint32_t qcow2_bitmap_list_add(struct qcow2_bitmap_list *list,
					  const struct qcow2_bitmap_record *new, uint64_t *value);
/* Take a record out of the list, and what is stored of it out of the file. */
MUST_CHECK bool qcow2_bitmap_list_remove(struct qcow2_bitmap_list *list,
					 struct qcow2_bitmap_record *r);
/* Store all bitmaps whose bits are known to be right, with what `make` has for each. */
MUST_CHECK bool qcow2_bitmap_list_store(struct qcow2_bitmap_list *list, qcow2_bits_maker *make,
					void *arg);

/* Whether there is any among the bits in memory. */
bool qcow2_bits_any(const struct qcow2_bitmap_list *list);

/* bitmap_bits.c: the bits that the file has of a cluster, zeros where there are none. */
MUST_CHECK bool qcow2_bits_stored(struct qcow2_edit *e, const struct qcow2_bitmap_record *r,
				  uint32_t index, uint8_t *bits);

/* Bits that are added to those of another bitmap. */
struct qcow2_bits_source {
	const struct qcow2_bitmap_record *record; /* of the same image; NULL: */
	uint32_t disk;				  /* the file that has them, */
	unsigned granularity_bits;		  /* and the bytes that each is about */
};

/* Set those of a cluster of `r` that `source` has set. */
MUST_CHECK bool qcow2_bits_merge(struct qcow2_edit *e, const struct qcow2_bits_source *source,
				 const struct qcow2_bitmap_record *r, uint32_t index,
				 uint8_t *bits);

#endif
