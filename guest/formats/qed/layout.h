/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QED_LAYOUT_H
#define FORMATS_QED_LAYOUT_H
/* A new QED image. */
#include "formats/layout.h"

struct qed_layout {
	uint64_t cluster_size;
	uint64_t table_size; /* clusters in each table */
	unsigned cluster_bits, table_bits, entries_bits;
	uint64_t ofs_l1; /* after the header's cluster */
	uint64_t end;	 /* of a new file: the L1 table, without entries */
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error qed_layout(const struct target_options *options, uint64_t disk,
					struct qed_layout *layout, uint32_t *field);

/* The largest disk that the tables of valid options reach. */
uint64_t qed_max_disk(const struct target_options *options);

#endif
