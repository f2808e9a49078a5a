/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_EXISTING_H
#define FORMATS_EXISTING_H
/* An image that exists, to be written over, for the operations that do. */
#include "target.h"

struct source_options;

/* Open the file of the writer in the format that its options have, with what its disk reads of
 * images below it. The writer over such an image takes the place of the one for a new image. */
MUST_CHECK bool existing_open(const struct source_options *source, struct writer *w);
/* What the disk has at `pos`, where a backing image may have it, to `at` of the file. */
MUST_CHECK bool existing_put_old(struct writer *w, uint64_t pos, uint64_t at, uint64_t len);

#endif
