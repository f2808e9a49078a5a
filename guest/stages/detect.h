/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_H
#define DETECT_H
/* Which format a file is in: the one whose probe is surest of the file's first bytes, as qemu
 * chooses. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parse.h"

struct format;
struct image;

MUST_CHECK bool detect_format(struct image *img,
			      const struct format **format); /* raw when nothing else fits */
const struct format *format_by_id(uint32_t id);		     /* NULL: none */
const struct format *format_by_name(const uint8_t *name,
				    size_t len); /* as qemu-img spells it; NULL: none */

#endif
