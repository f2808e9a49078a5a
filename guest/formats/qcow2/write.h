/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_WRITE_H
#define FORMATS_QCOW2_WRITE_H
/* A qcow2 file that is being written. */
#include "alloc.h"
#include "layout.h"
#include "tables.h"

struct qcow2_writer {
	struct writer *w;
	struct qcow2_layout layout;
	struct qcow2_alloc alloc;
	struct qcow2_tables tables;
	uint8_t *first;	   /* room for the first cluster */
	uint64_t data_end; /* of the external data file */
	bool v3, extended, external;
};

/* header_write.c: the first cluster, as everything is now. */
MUST_CHECK bool qcow2_put_header(struct qcow2_writer *q);
/* preallocate.c: what the options ask for beyond an empty image. */
MUST_CHECK bool qcow2_preallocate(struct qcow2_writer *q);
/*
 * map.c: places for clusters of the disk that have none, as many of `num` as one request gets:
 * *host is the first, *num how many. `subclusters` of each are marked as written.
 */
MUST_CHECK bool qcow2_map_new(struct qcow2_writer *q, uint64_t cluster, uint64_t *num,
			      uint32_t subclusters, uint64_t *host);
void qcow2_set_place(struct qcow2_writer *q, uint64_t cluster, uint64_t host, uint32_t subclusters);
bool qcow2_is_placed(const struct qcow2_writer *q, uint64_t cluster);

#endif
