/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QED_IMAGE_H
#define QED_IMAGE_H
/* An open QED image, shared by read.c and check.c. */
#include "formats/two_level.h"

#include "generated/qed.h"
#include "generated/structures.h"

struct qed {
	struct two_level levels;
	struct qed_header header;
	uint64_t ofs_data; /* the header's clusters end here */
	uint64_t file_end; /* length of the file in whole clusters */
};

/* Whether a cluster, or a table, can be there. */
bool qed_cluster_is_in_file(const struct qed *q, uint64_t offset);
bool qed_table_is_in_file(const struct qed *q, uint64_t offset);

#endif
