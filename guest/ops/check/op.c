/* SPDX-License-Identifier: Apache-2.0 */
/* check: detect -> open the chain -> ask the format of its top, or of each member. */
#include "io/op.h"

#include "formats/check.h"
#include "generated/check_run.h"
#include "io/message.h"
#include "stages/chain.h"

#define REPAIRS (CHECK_FLAG_REPAIR_LEAKS | CHECK_FLAG_REPAIR_ERRORS)
#define KNOWN_FLAGS                                                                    \
	(CHECK_FLAG_BACKING_CHAIN | CHECK_FLAG_RESERVED_UNCHECKED |                    \
	 CHECK_FLAG_PARALLELS_UNCHECKED | CHECK_FLAG_PARALLELS_OUTSIDE_COUNTS |        \
	 CHECK_FLAG_BEYOND | REPAIRS | CHECK_FLAG_KEEP_UNREACHABLE | CHECK_FLAG_DEEP | \
	 CHECK_FLAG_PLAN)

static bool check(struct image *img, struct check_sink *sink)
{
	struct guest_message message = {
		.kind = GUEST_MESSAGE_CHECK,
		.check = { .format = img->format->id, .disk = img->disk, .depth = img->depth },
	};
	checker *look = checker_of(img->format, sink->config->flags & CHECK_FLAG_BEYOND,
				   sink->config->flags & REPAIRS);
	size_t mark = io_mark();

	check_next(sink, &message.check);
	if (!look)
		message.check.outcome = CHECK_OUTCOME_UNSUPPORTED;
	else if (!look(img, sink) || !check_flush(sink))
		return false;
	io_release(mark);
	return message_emit(&message);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct check_run_config config;
	struct check_sink sink;
	struct image *img;

	if (check_run_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (config.options.flags & ~(uint32_t)KNOWN_FLAGS)
		return fault_code(CHECK_RUN_ERROR_INVALID_OPTION,
				  config.options.flags & ~(uint32_t)KNOWN_FLAGS);
	config.source.flags |= SOURCE_FLAG_CHECK;
	if (config.options.flags & REPAIRS)
		config.source.flags |= SOURCE_FLAG_REPLAY;
	if (!chain_open(&config.source, EXTENT_DETAIL_FULL, &img) ||
	    !check_begin(&sink, &config.options))
		return false;
	do {
		if (!check(img, &sink))
			return false;
		img = img->backing;
	} while (img && (config.options.flags & CHECK_FLAG_BACKING_CHAIN));
	return true;
}
