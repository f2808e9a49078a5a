/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REBASE_COPY_H
#define REBASE_COPY_H
/* What the disk reads of its old backing image and would not read of the new one goes into it. */
#include "generated/guest_message.h"
#include "generated/rebase.h"
#include "stages/image.h"

/* The image reads the same after each write, on the old backing image; after all, on the new one
 * too. An image whose format nothing is written in is a EDIT_ERROR_*. */
MUST_CHECK bool rebase_copy(const struct rebase_config *config, struct image *img,
			    struct guest_rebase_result *result);

#endif
