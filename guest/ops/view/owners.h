/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OWNERS_H
#define OWNERS_H
/* Whose the bytes of a file are, and the ways between places of the disk and of the file. */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"

struct runs;
struct view_config;

/* What the mode of the question asks for. */
MUST_CHECK bool owners_answer(struct runs *r, const struct view_config *config);

#endif
