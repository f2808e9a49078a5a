/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_SLOTS_H
#define FORMATS_LUKS_SLOTS_H
/* Key slots that are filled and erased. */
#include "formats/edit.h"

/* Those of the header at `offset` of the image's file; *changed has a bit for each. */
MUST_CHECK bool luks_change_slots(struct image *img, uint64_t offset,
				  const struct edit_amendment *to, uint32_t *changed);

#endif
