/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_H
#define DETECT_H
/* Which format a file is in: the one whose probe is surest of the file's first bytes, as qemu chooses. */
#include <stdbool.h>
#include <stdint.h>

#include "parse.h"

#define DETECT_HEAD_SIZE 2048u	/* what probes may look at */

struct format;

MUST_CHECK bool detect_format(uint32_t disk, const struct format **format);
const struct format *format_by_id(uint32_t id);				/* NULL: none */
const struct format *format_by_name(const uint8_t *name, size_t len);	/* as qemu-img spells it; NULL: none */

#endif
