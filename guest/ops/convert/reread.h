/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REREAD_H
#define REREAD_H
/* A piece that could not be read as a whole, in parts: shorter ones where sectors are lost, which
 * become zeros. */
#include <stdbool.h>

#include "base/parse.h"

struct copy;
struct piece;

MUST_CHECK bool reread(struct copy *c, struct piece *p);

#endif
