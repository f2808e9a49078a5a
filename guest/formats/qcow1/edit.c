/* SPDX-License-Identifier: Apache-2.0 */
/* qcow of version 1 in place: its L1 table is emptied, and the file ends after it. */
#include "formats/edit.h"
#include "formats/target.h"
#include "image.h"
#include "io/io.h"
#include "io/writer.h"

static bool empty(struct image *img)
{
	const struct qcow1_header *h = &((const struct qcow1 *)img->state)->header;
	uint64_t len = qcow1_header_num_l1_entries(h) * QCOW1_L1_ENTRY_SIZE;

	return target_fill(img->disk, h->ofs_l1_table, len) && writer_drain() &&
	       io_flush(img->disk) && writer_finish(img->disk, h->ofs_l1_table + len);
}

const struct editor qcow1_editor = { .format = SOURCE_FORMAT_QCOW1, .empty = empty };
