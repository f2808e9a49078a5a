/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMIT_DOWN_H
#define COMMIT_DOWN_H
/* What images have goes down into one of their backing images. */
#include "base/parse.h"
#include "generated/commit.h"
#include "generated/guest_message.h"

MUST_CHECK bool commit_down(const struct commit_config *config, struct guest_commit_result *result);

#endif
