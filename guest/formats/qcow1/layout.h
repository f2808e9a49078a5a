/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW1_LAYOUT_H
#define FORMATS_QCOW1_LAYOUT_H
/* A new qcow image of version 1. */
#include "formats/layout.h"

struct qcow1_layout {
	unsigned cluster_bits;
	uint64_t num_l1_entries;
	uint64_t ofs_l1;       /* after the header and the backing file's name */
	uint64_t len_l2_table; /* bytes */
	uint64_t end;	       /* of a new file: the L1 table in whole sectors */
};

/* `*field`: which option is at fault, if one is. */
MUST_CHECK enum target_error qcow1_layout(const struct target_options *options, uint64_t disk,
					  struct qcow1_layout *layout, uint32_t *field);

#endif
