/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WORK_H
#define WORK_H
/* A worker: unpacks or compresses chunks of the sources for the guest that lays out. */
#include "base/parse.h"
#include "generated/worker.h"

/* Chunks until there are no more. False: the fault is recorded, and the chunk is left. */
MUST_CHECK bool work(const struct worker_config *config);

#endif
