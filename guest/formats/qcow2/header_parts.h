/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_HEADER_PARTS_H
#define FORMATS_QCOW2_HEADER_PARTS_H
/* The first cluster of a qcow2 file, piece by piece: of a new one, and of one that is changed. */
#include "formats/target.h"
#include "generated/qcow2.h"

/* Where the next part goes; false when a part has no room. */
struct qcow2_part {
	uint8_t *bytes;
	size_t at, room;
};

MUST_CHECK bool qcow2_add_extension(struct qcow2_part *part, uint32_t type, const uint8_t *data,
				    uint32_t len);
/* One that is there only if its text is. */
MUST_CHECK bool qcow2_add_text(struct qcow2_part *part, uint32_t type,
			       const struct target_text *text);
MUST_CHECK bool qcow2_add_feature_names(struct qcow2_part *part);
/* The name, and in the header where it is. */
MUST_CHECK bool qcow2_add_backing_name(struct qcow2_part *part, const struct target_text *name,
				       struct qcow2_header *h);

#endif
