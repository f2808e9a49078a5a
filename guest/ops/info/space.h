/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SPACE_H
#define SPACE_H
/* Findings about where the disk's data is in the file: that it is there more than once, or on
 * top of the format's own tables. */
#include "formats/facts.h"
#include "generated/info.h"

/* False: a table is broken, and the recorded fault says how. */
MUST_CHECK bool space_look(const struct info_config *config, struct image *img,
			   struct info_sink *sink);

#endif
