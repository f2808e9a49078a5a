/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAULT_H
#define FAULT_H
/*
 * Why a run fails. The first fault recorded wins: later ones are consequences. Nothing is printed
 * here: the host makes the text from the generated tables, so a fault is ids, an offset and
 * numbers.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse.h"

#define FAULT_DETAIL_MAX 256u /* bytes of image text that may travel with a fault */
#define FAULT_EXTRA_MAX	 4u

struct fault {
	uint32_t structure; /* STRUCTURE_*, 0: none */
	uint32_t field;
	uint32_t reason; /* enum parse_status, PARSE_OK when `fault` says it */
	uint32_t fault;	 /* FAULT_*, 0: none */
	uint32_t code;	 /* the operation's own error number */
	uint32_t disk;
	uint64_t offset;
	uint64_t value;
	uint64_t place; /* where on the disk the operation was, if it says so */
	uint64_t extra[FAULT_EXTRA_MAX];
	uint32_t num_extra;
	uint32_t len_detail;
	uint8_t detail[FAULT_DETAIL_MAX];
	bool set;
};

extern struct fault the_fault;

/* Each returns false, so that callers can write `return fault_...(...)`. */
bool fault_parse(uint32_t disk, const struct parse_in *in); /* a generated parser refused */
bool fault_raise(uint32_t disk, uint32_t fault_id, uint64_t offset,
		 uint64_t value); /* a `-instar-faults` rule */
bool fault_raise_detail(uint32_t disk, uint32_t fault_id, uint64_t offset, uint64_t value,
			const void *detail, size_t len);
bool fault_raise_text(uint32_t disk, uint32_t fault_id, uint64_t offset, uint64_t value,
		      const char *detail);
bool fault_code(uint32_t code, uint64_t value); /* an operation's own error number */
void fault_extra(uint64_t number);		/* append a number that the text names */
bool fault_at(uint64_t place); /* where on the disk the operation was; for the fault that counts */
void fault_clear(void);	       /* only for callers that try an alternative (a second VHDX header) */

#endif
