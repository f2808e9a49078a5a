/* SPDX-License-Identifier: Apache-2.0 */
/* info: detect -> open -> ask the format -> one InfoResult for each member of the chain. */
#include "io/op.h"

#include "formats/look.h"
#include "stages/chain.h"
#include "io/message.h"
#include "safety.h"

#define KNOWN_FLAGS (INFO_FLAG_BACKING_CHAIN | INFO_FLAG_SAFETY | INFO_FLAG_LIMITS)

static bool tell(const struct info_config *config, struct image *img)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_INFO };
	struct guest_info_result *result = &message.info;
	struct info_sink *sink;
	size_t mark = io_mark();

	sink = io_alloc(sizeof(*sink), _Alignof(struct info_sink));
	if (!sink)
		return false;
	*sink = (struct info_sink){
		.safety = config->flags & INFO_FLAG_SAFETY,
		.result = result,
		.limits = { .request_alignment = SOURCE_SECTOR_SIZE },
	};
	if (!look_at(img, sink))
		return false;
	if (sink->safety && !safety_look(config, img, sink))
		return false;
	result->has_limits = config->flags & INFO_FLAG_LIMITS;
	result->limits = sink->limits;
	result->findings = sink->findings;
	result->num_findings = sink->num_findings;
	if (!message_emit(&message))
		return fault_code(INFO_ERROR_TOO_LONG, img->disk);
	if (!sink->safety)
		io_release(
			mark); /* a walk leaves in the arena what its walkers keep: tables, holes */
	return true;
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct info_config config;
	struct image *img;

	if (info_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (config.flags & ~KNOWN_FLAGS)
		return fault_code(INFO_ERROR_INVALID_OPTION, config.flags & ~KNOWN_FLAGS);
	if (!(config.flags & INFO_FLAG_BACKING_CHAIN))
		config.source.flags |= SOURCE_FLAG_NO_BACKING;
	if (config.flags &
	    INFO_FLAG_SAFETY) /* what a file has where, also if qemu-img does not say */
		config.source.flags |= SOURCE_FLAG_BY_TABLE;
	if (!chain_open(&config.source, EXTENT_DETAIL_FULL, &img))
		return (config.flags & INFO_FLAG_SAFETY) && safety_unreadable();
	for (; img; img = img->backing)
		if (!tell(&config, img))
			return false;
	return true;
}
