/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW1_IMAGE_H
#define FORMATS_QCOW1_IMAGE_H
/* An open qcow of version 1, shared by read.c and check.c. */
#include "formats/two_level.h"

#include "generated/qcow1.h"

struct qcow1 {
	struct two_level levels;
	struct qcow1_header header;
};

/* Whether a file can reach so far. */
bool qcow1_within_reach(uint64_t offset, uint64_t len);

#endif
