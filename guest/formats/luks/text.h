/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_LUKS_TEXT_H
#define FORMATS_LUKS_TEXT_H
/* The JSON text of a LUKS2 header. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The area that holds it. */
struct luks_text {
	const uint8_t *p;
	size_t len;
};

size_t luks_text_end(const struct luks_text *text); /* the first zero byte; none: the length */

/* The member of that name, a string of digits. False: there is none, or one of more than 18 digits.
 */
bool luks_text_number(const struct luks_text *text, const char *key, uint64_t *value);

#endif
