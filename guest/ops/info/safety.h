/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SAFETY_H
#define SAFETY_H
/* Findings about an image from an untrusted source. */
#include "formats/facts.h"
#include "generated/info.h"

/* Look at an image that is open, after its format has spoken. */
MUST_CHECK bool safety_look(const struct info_config *config, struct image *img,
			    struct info_sink *sink);

/* The image did not open: the recorded fault becomes a finding, and the answer. False when the
 * fault is not the image's. */
MUST_CHECK bool safety_unreadable(void);

#endif
