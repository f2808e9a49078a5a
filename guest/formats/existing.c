/* SPDX-License-Identifier: Apache-2.0 */
#include "existing.h"

#include "base/fault.h"
#include "edit.h"
#include "generated/structures.h"
#include "io/writer.h"
#include "stages/chain.h"

#define LEN_PIECE (64u << 10)

bool existing_open(const struct source_options *source, struct writer *w)
{
	static struct source_options options;
	const struct editor *editor = editor_of(w->options->format);

	if (!editor || !editor->writer)
		return fault_raise(0, FAULT_TARGET_IMAGE_NO_WRITER, 0, w->options->format);
	options = *source;
	options.format = w->options->format;
	options.snapshot_kind = SOURCE_SNAPSHOT_KIND_NONE;
	w->target = editor->writer;
	return chain_open_disk(&options, w->disk, EXTENT_DETAIL_BYTES, &w->image);
}

bool existing_put_old(struct writer *w, uint64_t pos, uint64_t at, uint64_t len)
{
	static uint8_t bytes[LEN_PIECE];
	uint64_t left = pos < w->size ? w->size - pos : 0;

	if (!w->image->backing)
		return true;
	len = len < left ? len : left;
	for (uint32_t piece; len > 0; pos += piece, at += piece, len -= piece) {
		piece = len < LEN_PIECE ? (uint32_t)len : LEN_PIECE;
		if (!writer_drain() || !w->old(w->older, pos, bytes, piece) ||
		    !writer_put(w->disk, at, bytes, piece) || !writer_drain())
			return false;
	}
	return true;
}
