/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: bitmaps of another image are added, all at once, so that one directory is written. */
#include "bitmap_list.h"
#include "io/io.h"
#include "io/writer.h"

struct copies {
	struct qcow2_bitmap_list list;
	const struct edit_bitmap_step *steps;
	uint32_t first; /* the record of the first step */
};

static bool add(struct copies *c, const struct edit_bitmap_step *step,
		struct guest_bitmap_result *done)
{
	bool is_auto = step->action == EDIT_BITMAP_ACTION_COPY;
	struct qcow2_bitmap_record new = {
		.new_name = step->name,
		.len_name = (uint16_t)step->len_name,
		.granularity_bits = (uint8_t)step->granularity_bits,
		.flags = is_auto ? QCOW2_BITMAP_FLAG_AUTO : 0,
	};
	bool failed;

	if (!is_auto && step->action != EDIT_BITMAP_ACTION_COPY_DISABLED)
		return fault_raise(c->list.e->img->disk, FAULT_EDIT_BITMAP_STEP_MIXED, 0,
				   step->action);
	if (qcow2_bitmap_list_find(&c->list, step->name, step->len_name, &failed)) {
		done->error = EDIT_ERROR_EXISTS;
		return true;
	}
	if (failed)
		return false;
	done->error = qcow2_bitmap_list_add(&c->list, &new, &done->value);
	return true;
}

static bool make_bits(void *arg, const struct qcow2_bitmap_record *r, uint32_t index, uint8_t *bits)
{
	const struct copies *c = arg;
	uint32_t i = (uint32_t)(r - c->list.records);
	struct qcow2_bits_source source;

	if (!qcow2_bits_stored(c->list.e, r, index, bits)) /* zeros, of one that is new */
		return false;
	if (i < c->first)
		return true;
	source = (struct qcow2_bits_source){
		.disk = c->steps[i - c->first].disk,
		.granularity_bits = r->granularity_bits,
	};
	return qcow2_bits_merge(c->list.e, &source, r, index, bits);
}

/* Of copies of which one is refused, none is made. */
bool qcow2_copy_bitmaps(struct image *img, const struct edit_bitmap *wanted,
			const struct edit_bitmap_step *steps, struct guest_bitmap_result *done)
{
	struct copies c = { .steps = steps };
	struct qcow2_edit e;

	if (!qcow2_edit_begin(&e, img, false) ||
	    !qcow2_bitmap_list_read(&c.list, &e, wanted->num_actions))
		return false;
	c.first = c.list.num;
	for (uint32_t i = 0; i < wanted->num_actions; i++)
		if (!add(&c, &steps[i], done) || done->error)
			return done->error != 0;
	if (!qcow2_bitmap_list_store(&c.list, make_bits, &c) || !qcow2_edit_flush(&e) ||
	    !writer_drain())
		return false;
	done->num_done = wanted->num_actions;
	return true;
}
