/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_WRITE_H
#define FORMATS_QCOW2_WRITE_H
/* A qcow2 file that is being written. */
#include "alloc.h"
#include "formats/sealing.h"
#include "layout.h"
#include "tables.h"

struct qcow2_writer {
	struct writer *w;
	struct qcow2_layout layout;
	struct qcow2_alloc alloc;
	struct qcow2_tables tables;
	uint8_t *first;	     /* room for the first cluster */
	uint8_t *low, *high; /* of an image that exists: what units have around what is put */
	uint32_t data_disk;  /* where clusters are */
	uint64_t data_end;   /* of the external data file */
	uint64_t packed;     /* end of the last compressed cluster; 0: the next begins a cluster */
	bool v3, extended, external;
	bool raw;	   /* of an image that exists: the data file is the disk */
	bool sliced;	   /* L2 tables are looked at in parts */
	uint64_t ofs_luks; /* of the LUKS header */
	struct sealing sealing;
};

/* over.c: the layout of an image that exists, as far as its tables go. */
struct qcow2;
struct qcow2_layout qcow2_layout_of(const struct qcow2 *image, uint64_t size);
/* Make one of w->image, a file that exists. */
MUST_CHECK bool qcow2_adopt(struct writer *w);
/* The same with what is known of it already, for a disk of w->size bytes. */
struct qcow2_edit;
MUST_CHECK bool qcow2_adopt_edit(struct writer *w, const struct qcow2_edit *e,
				 struct qcow2_writer **made);
/* Whether all L2 tables of such a disk are more than qemu keeps in memory. */
bool qcow2_is_sliced(const struct qcow2_layout *layout);
/* Have in `low` and `high` what units have around [pos, pos + len) that get a place for it. */
MUST_CHECK bool qcow2_read_beside(struct qcow2_writer *q, uint64_t pos, uint32_t len);
/* header_write.c: the first cluster, as everything is now: in memory, or to the file too. */
MUST_CHECK bool qcow2_make_header(struct qcow2_writer *q);
MUST_CHECK bool qcow2_put_header(struct qcow2_writer *q);
/* preallocate.c: what the options ask for beyond an empty image. */
MUST_CHECK bool qcow2_preallocate(struct qcow2_writer *q);
/* encrypt.c: QCOW2_CRYPT_METHOD_*, and what of it is in the file. */
uint32_t qcow2_crypt_method(const struct qcow2_writer *q);
MUST_CHECK bool qcow2_put_encryption(struct qcow2_writer *q);
/*
 * map.c: places for clusters of the disk that have none, as many of `num` as one request gets:
 * *host is the first, *num how many. Their subclusters stay as they are. They are from *host on if
 * that is not 0 and is free.
 */
MUST_CHECK bool qcow2_map_new(struct qcow2_writer *q, uint64_t cluster, uint64_t *num,
			      uint64_t *host);
/* The entry of a cluster there. */
uint64_t qcow2_place(const struct qcow2_writer *q, uint64_t host);
void qcow2_set_place(struct qcow2_writer *q, uint64_t cluster, uint64_t host);
bool qcow2_is_placed(const struct qcow2_writer *q, uint64_t cluster);
/* What of a cluster is written at once: all of it, or one of its subclusters. */
uint64_t qcow2_unit(const struct qcow2_writer *q);
/* compressed.c: a writer's `compressed`. */
MUST_CHECK bool qcow2_put_compressed(struct writer *w, uint64_t pos, const uint8_t *stream,
				     uint32_t len);

#endif
