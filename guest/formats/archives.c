/* SPDX-License-Identifier: Apache-2.0 */
/* All kinds of archives. */
#include "archive.h"

extern const struct archive archive_tar, archive_zip;

const struct archive *const archives[] = { &archive_tar, &archive_zip, NULL };
