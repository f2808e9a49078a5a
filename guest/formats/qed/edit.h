/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QED_EDIT_H
#define QED_EDIT_H
/* A QED image that is changed in place. */
#include "formats/target.h"
#include "image.h"

/* Refuses images that have to be checked first. */
MUST_CHECK bool qed_check_editable(const struct image *img);

/* apart.c: refuses an image by whose tables two clusters share a place, or a cluster lies in a
 * table, in the header or past the end. */
MUST_CHECK bool qed_check_apart(const struct writer *w);

extern const struct target_writer qed_over; /* over.c */

#endif
