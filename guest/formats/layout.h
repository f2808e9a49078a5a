/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LAYOUT_H
#define FORMATS_LAYOUT_H
/*
 * Where everything is in a new image. A format's <fmt>_layout() is a pure function of options and
 * size: it checks the options and fills in offsets and counts, which its writer follows and of
 * which <fmt>_cost() makes what the image takes. Sizes are at most TARGET_MAX_SIZE.
 */
#include "base/arith.h"
#include "generated/target.h"

#define BITS_PER_BYTE 8u

/* An option that the format does not allow. */
static inline enum target_error layout_refuse(uint32_t *at_fault, enum target_options_field field)
{
	*at_fault = field;
	return TARGET_ERROR_INVALID_OPTION;
}

/* Whether all of the disk has its place from the start, where that is all a subformat can say. */
static inline enum target_error layout_is_fixed(const struct target_options *options, bool *fixed,
						uint32_t *at_fault)
{
	switch (options->subformat) {
	case TARGET_SUBFORMAT_DEFAULT:
	case TARGET_SUBFORMAT_DYNAMIC:
		*fixed = false;
		return TARGET_ERROR_OK;
	case TARGET_SUBFORMAT_FIXED:
		*fixed = true;
		return TARGET_ERROR_OK;
	default:
		return layout_refuse(at_fault, TARGET_OPTIONS_FIELD_SUBFORMAT);
	}
}

#endif
