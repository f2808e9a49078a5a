/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COUNTS_H
#define COUNTS_H
/* What a file counts as used. */
#include "run.h"

/* Nothing leads to these bytes. Say whether they are counted as used, and shorten the run to those
 * of which that is true alike. */
void counts_of(struct run *gap);

#endif
