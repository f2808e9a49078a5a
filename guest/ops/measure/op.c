/* SPDX-License-Identifier: Apache-2.0 */
/* measure: detect -> open -> plan -> walk -> size -> MeasureResult. */
#include "io/op.h"

#include "stages/image.h"
#include "stages/chain.h"
#include "io/message.h"
#include "stages/window.h"
#include "sink.h"

/* A size that no target can have is most often a lie, and then the first table tells: qemu-img
 * walks before it adds up. */
static bool looks_sound(struct image *source)
{
	struct window w;

	return !source || source->size == 0 ||
	       (window_open(&w, source, 0, source->size) && window_pull(&w));
}

static bool plan_target(const struct measure_config *config, struct image *source,
			uint64_t virtual_size, struct size_plan *plan)
{
	enum measure_error error = size_plan(config, virtual_size, plan);

	return error == MEASURE_ERROR_OK || (looks_sound(source) && fault_code(error, plan->field));
}

/*
 * qemu-img walks the source whenever the answer might depend on it, even where preallocation makes
 * all of it count; a broken table is found then, and here too.
 */
static bool needs_walk(const struct measure_config *config, const struct size_plan *plan)
{
	return config->has_source && plan->unit != 0 &&
	       !(config->flags & MEASURE_FLAG_BACKING_FILE && plan->everything);
}

static bool wants_bitmaps(const struct measure_config *config, const struct image *source)
{
	return source && source->supports_bitmaps && config->target == SOURCE_FORMAT_QCOW2 &&
	       (config->flags & MEASURE_FLAG_COMPAT_V3);
}

static bool measure(const struct measure_config *config, struct image *source,
		    struct guest_measure_result *result)
{
	struct size_counter counter;
	struct size_plan plan;

	result->virtual_size = source ? source->size : config->virtual_size;
	result->format = source ? source->format->id : SOURCE_FORMAT_UNKNOWN;
	if (!plan_target(config, source, result->virtual_size, &plan))
		return false;
	size_count_begin(&counter, &plan);
	if (needs_walk(config, &plan) && !sink_count(source, &plan, &counter))
		return false;
	result->fully_allocated = plan.fully_allocated;
	if (!size_required(&plan, &counter, &result->required))
		return fault_code(MEASURE_ERROR_OVERFLOW, 0);
	result->has_bitmaps = wants_bitmaps(config, source);
	return !result->has_bitmaps || sink_bitmaps(source, &plan, &result->bitmaps);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_MEASURE };
	struct parse_in in = parse_input(bytes, len, 0);
	struct measure_config config;
	struct image *source = NULL;

	if (measure_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (config.has_source && !chain_open(&config.source, EXTENT_DETAIL_STATE, &source))
		return false;
	return measure(&config, source, &message.measure) && message_emit(&message);
}
