/* SPDX-License-Identifier: Apache-2.0 */
#include "existing.h"

#include "base/fault.h"
#include "edit.h"
#include "generated/structures.h"
#include "stages/chain.h"

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
