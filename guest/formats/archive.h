/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_ARCHIVE_H
#define FORMATS_ARCHIVE_H
/* Files that hold other files, which may be images: file 0 of a run. */
#include "base/parse.h"
#include "generated/guest_message.h"

/* One file of it, in the archive's order; the name holds until the call ends. False, with a fault
 * recorded: stop. */
typedef bool member_visitor(void *arg, const struct guest_member *member);

struct archive {
	uint32_t kind; /* ARCHIVE_KIND_* */
	bool (*list)(member_visitor *visit, void *arg);
};

extern const struct archive *const archives[]; /* formats/archives.c, NULL-terminated */

#endif
