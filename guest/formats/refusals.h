/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_REFUSALS_H
#define FORMATS_REFUSALS_H
/* Why a layout refuses, as a fault of specs/abi/target.ksy, which has the text. */
#include <stdbool.h>
#include <stdint.h>

#include "generated/target.h"

/* Records the fault; false, like all that do. `field` is the option at fault, 0: none. */
bool target_refuse(const struct target_options *options, uint64_t virtual_size,
		   enum target_error error, uint32_t field);

#endif
