/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_QCOW2_AMEND_H
#define FORMATS_QCOW2_AMEND_H
/* Options of a qcow2 image that change in place, step by step as qemu does it. */
#include "edit.h"

/* How far it is. As for qemu, steps that follow take as long as the one that is done. */
struct qcow2_progress {
	bool wanted;
	uint32_t num_steps, num_done;
	uint64_t before;    /* what the steps before took */
	uint64_t total;	    /* what this one takes */
	uint64_t shown, of; /* what was reported last */
};

struct qcow2_amending {
	struct qcow2_edit e;
	const struct edit_amendment *to;
	struct qcow2_progress progress;
};

MUST_CHECK bool qcow2_progress_tell(struct qcow2_progress *p, uint64_t done, uint64_t total);
/* Another step begins. */
void qcow2_progress_next(struct qcow2_progress *p);

/* refcount_width.c: refcounts of 1 << order bits. */
MUST_CHECK bool qcow2_change_refcounts(struct qcow2_amending *a, unsigned order);
/* downgrade.c: version 2. */
MUST_CHECK bool qcow2_downgrade(struct qcow2_amending *a);

#endif
