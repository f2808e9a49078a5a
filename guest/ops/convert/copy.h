/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COPY_H
#define COPY_H
/* From the sources into the writer: requests of qemu-img's lengths, in its order. */
#include "copy_state.h"

/* `zeros`, `feed`, `writer` and `result` to `pack` are the caller's. */
MUST_CHECK bool copy_all(struct copy *c);

#endif
