/* SPDX-License-Identifier: Apache-2.0 */
#ifndef XML_H
#define XML_H
/*
 * XML as property lists and descriptors of disks have it: elements and text, one after the other.
 * Attributes, comments and instructions are passed over. What makes XML costly or ambiguous is
 * refused: entities of the document's own, sections of character data, deep nesting.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse.h"

#define XML_MAX_DEPTH 16u

enum xml_kind {
	XML_BROKEN, /* from `at` on, it is no XML that is read here */
	XML_END,
	XML_OPEN,  /* an element begins, its name is p[0..num) */
	XML_CLOSE, /* ... and ends; an empty one begins and ends */
	XML_TEXT,  /* p[0..num), as it is written; nothing is said of white space alone */
};

struct xml_name {
	const uint8_t *p;
	size_t num;
};

struct xml {
	const uint8_t *text;
	size_t len, at;
	const uint8_t *p;
	size_t num;
	uint32_t depth; /* elements that are open, with the one that XML_OPEN says */
	bool is_empty;	/* the element that was opened has ended */
	bool has_root, is_broken;
	struct xml_name open[XML_MAX_DEPTH];
};

/* Zeros at the end are none of the text. */
void xml_begin(struct xml *x, const uint8_t *text, size_t len);

/* What comes next; the end and what is broken come again. */
MUST_CHECK enum xml_kind xml_next(struct xml *x);

/* Whether the name, or the text, is this. */
bool xml_is(const struct xml *x, const char *word);

/* The text of the element that was opened last, up to its end, in p[0..num). False: it has
 * elements, or is broken. */
MUST_CHECK bool xml_content(struct xml *x);

/*
 * Put the characters that are written as `&amp;` and the like in their places. `out` has `num`
 * bytes, and may be the text itself. False: there is an entity that is not known.
 */
MUST_CHECK bool xml_plain(const uint8_t *text, size_t num, uint8_t *out, size_t *len);

#endif
