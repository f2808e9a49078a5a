/* SPDX-License-Identifier: Apache-2.0 */
/* qcow2: options change in qemu's order. The version goes up first and down last, so that all that
 * is between has what the newer one has. */
#include "amend.h"

#include "base/arith.h"
#include "formats/luks/slots.h"
#include "io/io.h"
#include "io/message.h"
#include "io/writer.h"
#include "snapshots.h"

#define PERCENT 100u

/* --- progress --- */

/* What comes to more than one of a hundred, forth or back, or to all. */
static bool is_news(const struct qcow2_progress *p, uint64_t done, uint64_t of)
{
	unsigned __int128 now = (unsigned __int128)done * p->of * PERCENT;
	unsigned __int128 last = (unsigned __int128)p->shown * of * PERCENT;
	unsigned __int128 one = (unsigned __int128)of * p->of;

	return done == of || done == 0 || now > last + one || now + one < last;
}

bool qcow2_progress_tell(struct qcow2_progress *p, uint64_t done, uint64_t total)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_PROGRESS };
	uint64_t of = p->before + total * (p->num_steps - p->num_done);

	p->total = total;
	done += p->before;
	if (!p->wanted || !is_news(p, done, of))
		return true;
	p->shown = done;
	p->of = of;
	message.progress.done = done;
	message.progress.total = of;
	if (!message_emit(&message))
		return false;
	io_flush_messages();
	return true;
}

void qcow2_progress_next(struct qcow2_progress *p)
{
	if (p->total == 0)
		return;
	p->before += p->total;
	p->total = 0;
	p->num_done++;
}

static uint32_t version_wanted(const struct qcow2_amending *a)
{
	return a->to->version ? a->to->version : a->e.q->header.version;
}

static uint64_t refcount_bits(const struct qcow2_amending *a)
{
	return qcow2_header_refcount_bits(&a->e.q->header);
}

static bool changes_refcounts(const struct qcow2_amending *a)
{
	return a->to->refcount_bits && a->to->refcount_bits != refcount_bits(a);
}

static void plan(struct qcow2_amending *a)
{
	a->progress = (struct qcow2_progress){
		.wanted = a->to->flags & EDIT_AMEND_FLAG_PROGRESS,
		.num_steps = (version_wanted(a) != a->e.q->header.version) + changes_refcounts(a) +
			     (a->to->key_slot.action != EDIT_SLOT_ACTION_KEEP),
		.of = 1,
	};
}

/* --- up --- */

/* Version 3 wants all of an entry. */
static bool has_short_snapshot(struct qcow2_edit *e, bool *answer)
{
	struct qcow2_snapshots list;
	struct qcow2_snapshot_place place;
	uint32_t num = e->q->header.num_snapshots;
	size_t mark = io_mark();

	*answer = false;
	if (num != 0 && !qcow2_snapshots_begin(&list, e->img, e->q))
		return false;
	for (uint32_t i = 0; i < num && !*answer; i++) {
		if (!qcow2_snapshots_next(&list, &place))
			return false;
		*answer = place.len_extra <
			  QCOW2_SNAPSHOT_ICOUNT_OFFSET - QCOW2_SNAPSHOT_HEADER_SIZE;
	}
	io_release(mark);
	return true;
}

static bool upgrade(struct qcow2_amending *a)
{
	struct qcow2_edit *e = &a->e;
	bool is_short;

	if (version_wanted(a) <= e->q->header.version)
		return true;
	if (!has_short_snapshot(e, &is_short) || !qcow2_progress_tell(&a->progress, 0, 2) ||
	    (is_short && !qcow2_complete_snapshots(e)) || !qcow2_progress_tell(&a->progress, 1, 2))
		return false;
	e->q->header.version = QCOW2_HEADER_VERSION_MAX;
	e->q->header.refcount_order = QCOW2_DEFAULT_REFCOUNT_ORDER;
	return qcow2_edit_flush(e) && qcow2_edit_barrier(e) && qcow2_edit_put_header(e) &&
	       qcow2_progress_tell(&a->progress, 2, 2);
}

/* --- between --- */

static bool change_refcounts(struct qcow2_amending *a)
{
	struct image *img = a->e.img;

	if (!changes_refcounts(a))
		return true;
	if (version_wanted(a) < QCOW2_HEADER_VERSION_MAX &&
	    a->to->refcount_bits != 1u << QCOW2_DEFAULT_REFCOUNT_ORDER)
		return fault_raise(img->disk, FAULT_QCOW2_HEADER_AMEND_REFCOUNT_VERSION,
				   QCOW2_HEADER_VERSION_OFFSET, version_wanted(a));
	qcow2_progress_next(&a->progress);
	return qcow2_change_refcounts(a, bits_of(a->to->refcount_bits));
}

/* What only the header says. */
static bool change_names(struct qcow2_amending *a)
{
	const struct edit_amendment *to = a->to;
	struct qcow2 *q = a->e.q;
	struct image *img = a->e.img;

	if (to->flags & EDIT_AMEND_FLAG_DATA_FILE) {
		q->data_file_name = to->data_file;
		q->len_data_file_name = to->len_data_file;
	}
	if (to->flags & EDIT_AMEND_FLAG_NOT_RAW)
		q->header.autoclear_features &=
			~(uint64_t)QCOW2_AUTOCLEAR_FEATURE_RAW_EXTERNAL_DATA;
	if (to->flags & EDIT_AMEND_FLAG_BACKING_NAME) {
		img->backing_name = to->backing.name;
		img->len_backing_name = to->backing.len_name;
	}
	if (to->flags & EDIT_AMEND_FLAG_BACKING_FORMAT) {
		img->backing_format = to->backing.format;
		img->len_backing_format = to->backing.len_format;
	}
	if (img->len_backing_name == 0)
		img->len_backing_format = 0;
	return qcow2_edit_barrier(&a->e) && qcow2_edit_put_header(&a->e);
}

static bool change_laziness(struct qcow2_amending *a)
{
	uint32_t lazy = a->to->flags & EDIT_AMEND_FLAG_LAZY_REFCOUNTS;
	struct qcow2_header *h = &a->e.q->header;
	uint64_t features = h->compatible_features;

	if (lazy)
		features |= QCOW2_COMPATIBLE_FEATURE_LAZY_REFCOUNTS;
	if (a->to->flags & EDIT_AMEND_FLAG_EAGER_REFCOUNTS)
		features &= ~(uint64_t)QCOW2_COMPATIBLE_FEATURE_LAZY_REFCOUNTS;
	if (features == h->compatible_features)
		return true;
	if (lazy && version_wanted(a) < QCOW2_HEADER_VERSION_MAX)
		return fault_raise(a->e.img->disk, FAULT_QCOW2_HEADER_AMEND_LAZY_VERSION,
				   QCOW2_HEADER_VERSION_OFFSET, version_wanted(a));
	h->compatible_features = features;
	return qcow2_edit_put_header(&a->e);
}

static bool change_size(struct qcow2_amending *a)
{
	return a->to->size == 0 ||
	       qcow2_edit_resize(&a->e, &(struct resize){ .size = a->to->size });
}

/* --- all of it --- */

static bool go_down(struct qcow2_amending *a)
{
	if (version_wanted(a) >= a->e.q->header.version)
		return true;
	qcow2_progress_next(&a->progress);
	return qcow2_downgrade(a);
}

/* Its header is in clusters of its own. */
static bool change_slots(struct qcow2_amending *a, struct guest_amend_result *done)
{
	return a->to->key_slot.action == EDIT_SLOT_ACTION_KEEP ||
	       (qcow2_edit_barrier(&a->e) &&
		luks_change_slots(a->e.img, a->e.q->ofs_encryption, a->to, &done->key_slots));
}

bool qcow2_amend(struct image *img, const struct edit_amendment *to,
		 struct guest_amend_result *done)
{
	struct qcow2_amending a = { .to = to };
	struct qcow2_edit *e = &a.e;

	if (!qcow2_edit_begin(e, img, false) || !qcow2_keep_extensions(img))
		return false;
	plan(&a);
	return upgrade(&a) && change_slots(&a, done) && change_refcounts(&a) && change_names(&a) &&
	       change_laziness(&a) && change_size(&a) && go_down(&a) && qcow2_move_bitmaps(e) &&
	       qcow2_edit_flush(e) && writer_drain();
}
