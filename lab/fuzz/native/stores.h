/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORES_H
#define STORES_H
/*
 * The generated proofs of the stores as functions that an input runs: it replaces every value
 * that CBMC would try. Each compilation of a proof begins with this, in place of the headers of the
 * proofs; unlike there, checksums and comparisons are the guest's own.
 */
#define PROOF_H
#define STAND_INS_H
#include <stdlib.h>
#include <string.h>

#include "base/parse.h"
#include "checks.h"

/* stores.c: numbers and bytes of the input. */
uint64_t any_u64(void);
size_t any_size(void);
struct parse_in any_input(void);

/* stores.c: memory that ends with what may be written, until the input has been run. */
void *stores_take(size_t size);

/* stores.c: the input is not one that the proof is about. */
_Noreturn void stores_stop(void);

static inline size_t any_room(size_t needed)
{
	return any_size() % (needed + 2);
}

#define malloc		    stores_take
#define assert(truth)	    require(truth, #truth)
#define assume(truth)	    ((truth) ? (void)0 : stores_stop())
#define check_refusal(a, b) ((void)(a), (void)(b)) /* of the parsers' proofs, which are not run */
#define hold_constants()    ((void)0)		   /* they are read back as they are */

#endif
