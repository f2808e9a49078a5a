/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qcow2: a bitmap is changed, step by step, in memory; all are stored in the end, as by a program
 * that had the image open meanwhile. What is stored of one that is removed is given up at once.
 */
#include "base/arith.h"
#include "base/mem.h"
#include "bitmap_list.h"
#include "io/io.h"
#include "io/writer.h"

#define DEFAULT_MIN_BITS 12u
#define DEFAULT_MAX_BITS 16u

struct change {
	struct qcow2_bitmap_list list;
	const struct edit_bitmap *wanted;
	struct guest_bitmap_result *done;
	struct qcow2_bitmap_record *it;	   /* the bitmap that is changed; NULL: there is none yet */
	bool is_cleared;		   /* none of the bits that are stored count any more */
	struct qcow2_bits_source *sources; /* bits that are added */
	uint32_t num_sources;
};

/* A step is refused: that is an answer. */
static bool refuse(struct change *c, uint32_t error, uint64_t value)
{
	c->done->error = error;
	c->done->value = value;
	return true;
}

static bool find(struct change *c, const uint8_t *name, uint32_t len,
		 struct qcow2_bitmap_record **found)
{
	bool failed;

	*found = qcow2_bitmap_list_find(&c->list, name, len, &failed);
	return !failed;
}

static void forget(struct change *c)
{
	c->is_cleared = true;
	c->num_sources = 0;
}

/* --- a new one --- */

static uint32_t granularity_of(const struct change *c, const struct edit_bitmap_step *step)
{
	uint32_t bits = c->list.e->q->cluster_bits;

	if (step->granularity_bits)
		return step->granularity_bits;
	if (bits < DEFAULT_MIN_BITS)
		return DEFAULT_MIN_BITS;
	return bits < DEFAULT_MAX_BITS ? bits : DEFAULT_MAX_BITS;
}

static bool add(struct change *c, const struct edit_bitmap_step *step)
{
	struct qcow2_bitmap_record new = {
		.new_name = c->wanted->name,
		.len_name = (uint16_t)c->wanted->len_name,
		.granularity_bits = (uint8_t)granularity_of(c, step),
		.flags = QCOW2_BITMAP_FLAG_AUTO,
	};
	uint64_t value;
	uint32_t error;

	if (c->it)
		return refuse(c, EDIT_ERROR_EXISTS, 0);
	error = qcow2_bitmap_list_add(&c->list, &new, &value);
	if (error)
		return refuse(c, error, value);
	c->it = &c->list.records[c->list.num - 1];
	forget(c);
	return true;
}

/* --- those that there are --- */

static bool remove(struct change *c)
{
	struct qcow2_bitmap_record *it = c->it;

	c->it = NULL;
	return qcow2_bitmap_list_remove(&c->list, it);
}

/* The last one first, as qemu does. */
static bool remove_all(struct change *c)
{
	c->it = NULL;
	while (c->list.num)
		if (!qcow2_bitmap_list_remove(&c->list, &c->list.records[c->list.num - 1]))
			return false;
	return true;
}

static bool merge(struct change *c, const struct edit_bitmap_step *step)
{
	struct qcow2_bits_source source = { .disk = step->disk,
					    .granularity_bits = step->granularity_bits };
	struct qcow2_bitmap_record *from = NULL;

	if (!step->disk) {
		if (!find(c, step->name, step->len_name, &from))
			return false;
		if (!from)
			return refuse(c, EDIT_ERROR_NO_SOURCE, 0);
		source.record = from;
	}
	if (c->it->in_use)
		return refuse(c, EDIT_ERROR_INCONSISTENT, 0);
	if (from && from->in_use)
		return refuse(c, EDIT_ERROR_SOURCE_INCONSISTENT, 0);
	if (from != c->it)
		c->sources[c->num_sources++] = source;
	return true;
}

static void set_auto(struct change *c, bool is_set)
{
	c->it->flags &= (uint8_t)~QCOW2_BITMAP_FLAG_AUTO;
	c->it->flags |= is_set ? QCOW2_BITMAP_FLAG_AUTO : 0;
}

static bool change_there(struct change *c, const struct edit_bitmap_step *step)
{
	if (c->it->in_use)
		return refuse(c, EDIT_ERROR_INCONSISTENT, 0);
	if (step->action == EDIT_BITMAP_ACTION_CLEAR)
		forget(c);
	else if (step->action != EDIT_BITMAP_ACTION_USE)
		set_auto(c, step->action == EDIT_BITMAP_ACTION_ENABLE);
	return true;
}

static bool act(struct change *c, const struct edit_bitmap_step *step)
{
	switch (step->action) {
	case EDIT_BITMAP_ACTION_ADD:
		return add(c, step);
	case EDIT_BITMAP_ACTION_REMOVE_ALL:
		return remove_all(c);
	}
	if (!c->it)
		return refuse(c, EDIT_ERROR_NOT_FOUND, 0);
	switch (step->action) {
	case EDIT_BITMAP_ACTION_FIND:
		return true;
	case EDIT_BITMAP_ACTION_REMOVE:
		return remove(c);
	case EDIT_BITMAP_ACTION_MERGE:
		return merge(c, step);
	default:
		return change_there(c, step);
	}
}

/* --- all of it --- */

static bool make_bits(void *arg, const struct qcow2_bitmap_record *r, uint32_t index, uint8_t *bits)
{
	const struct change *c = arg;
	struct qcow2_edit *e = c->list.e;

	if (r != c->it)
		return qcow2_bits_stored(e, r, index, bits);
	if (c->is_cleared)
		memset(bits, 0, e->q->cluster_size);
	else if (!qcow2_bits_stored(e, r, index, bits))
		return false;
	for (uint32_t i = 0; i < c->num_sources; i++)
		if (!qcow2_bits_merge(e, &c->sources[i], r, index, bits))
			return false;
	return true;
}

static bool begin(struct change *c, struct qcow2_edit *e)
{
	c->sources = io_alloc((c->wanted->num_actions + 1) * sizeof(*c->sources),
			      _Alignof(struct qcow2_bits_source));
	return c->sources && qcow2_bitmap_list_read(&c->list, e, 1) &&
	       find(c, c->wanted->name, c->wanted->len_name, &c->it);
}

bool qcow2_change_bitmap(struct image *img, const struct edit_bitmap *wanted,
			 const struct edit_bitmap_step *steps, struct guest_bitmap_result *done)
{
	struct change c = { .wanted = wanted, .done = done };
	struct qcow2_edit e;

	if (!qcow2_edit_begin(&e, img, false) || !begin(&c, &e))
		return false;
	for (; done->num_done < wanted->num_actions; done->num_done++) {
		if (!act(&c, &steps[done->num_done]))
			return false;
		if (done->error)
			break;
	}
	return qcow2_bitmap_list_store(&c.list, make_bits, &c) && qcow2_edit_flush(&e) &&
	       writer_drain();
}

bool qcow2_remove_bitmaps(struct qcow2_edit *e)
{
	struct qcow2_bitmap_list list = { .num = 0 };

	if (!qcow2_bitmap_list_read(&list, e, 0))
		return false;
	while (list.num != 0)
		if (!qcow2_bitmap_list_remove(&list, list.records))
			return false;
	return true;
}

/* Clusters without a set bit are not written. */
bool qcow2_read_bitmap(struct image *img, const struct edit_bitmap *wanted, uint32_t to,
		       struct guest_bitmap_result *done)
{
	struct qcow2_edit e = { .img = img, .q = img->state, .old_size = img->size };
	struct change c = { .wanted = wanted, .done = done };

	if (!qcow2_bitmap_list_read(&c.list, &e, 0) ||
	    !find(&c, wanted->name, wanted->len_name, &c.it))
		return false;
	if (!c.it || c.it->in_use)
		return refuse(&c, c.it ? EDIT_ERROR_INCONSISTENT : EDIT_ERROR_NOT_FOUND, 0);
	for (uint32_t i = 0; i < c.it->num_entries; i++)
		if (!qcow2_bits_stored(&e, c.it, i, c.list.bits) ||
		    (qcow2_bits_any(&c.list) &&
		     !io_put(to, (uint64_t)i << e.q->cluster_bits, c.list.bits, e.q->cluster_size)))
			return false;
	done->num_done = wanted->num_actions;
	return true;
}
