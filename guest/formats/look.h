/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LOOK_H
#define FORMATS_LOOK_H
/* What there is to say of an image, and changes of one that is looked at before and after. */
#include "facts.h"

/* What the image says of itself, into the sink and its result. */
MUST_CHECK bool look_at(struct image *img, struct info_sink *sink);

/* Makes the change that an operation's own configuration asks for, and answers; what it writes may
 * stay queued (io/writer.h). */
typedef bool look_change(const uint8_t *config, size_t len);

/* What a change does as an operation. `bytes` are its own configuration, or a look.request. */
MUST_CHECK bool look_and_change(const uint8_t *bytes, size_t len, look_change *change);

#endif
