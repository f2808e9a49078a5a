/* SPDX-License-Identifier: Apache-2.0 */
/* measure: detect -> open -> cost -> walk -> sum -> MeasureResult. */
#include "io/op.h"

#include "generated/measure.h"
#include "formats/refusals.h"
#include "stages/image.h"
#include "stages/chain.h"
#include "io/message.h"
#include "stages/window.h"
#include "count.h"

/* A size that no target can have is most often a lie, and then the first table shows it: qemu-img
 * walks before it adds up. */
static bool looks_sound(struct image *source)
{
	struct window w;

	return !source || source->size == 0 ||
	       (window_open(&w, source, 0, source->size) && window_pull(&w));
}

static bool make_cost(const struct measure_config *config, struct image *source,
		      uint64_t virtual_size, struct cost *cost)
{
	enum target_error error = target_cost(&config->target, virtual_size, source, cost);

	return error == TARGET_ERROR_OK ||
	       (looks_sound(source) &&
		target_refuse(&config->target, virtual_size, error, cost->field));
}

/*
 * qemu-img walks the source whenever the answer might depend on it, even where preallocation makes
 * all of it count; a broken table is found then, and here too.
 */
static bool needs_walk(const struct target_options *options, const struct cost *cost)
{
	return cost->from_source && cost->unit != 0 &&
	       !(options->flags & TARGET_FLAG_BACKING_FILE && cost->everything);
}

static bool wants_bitmaps(const struct target_options *options, const struct image *source)
{
	return source && source->supports_bitmaps && target_of(options->format)->bitmaps_cost &&
	       (options->flags & TARGET_FLAG_COMPAT_V3);
}

static bool measure(const struct measure_config *config, struct image *source,
		    struct guest_measure_result *result)
{
	const struct target_options *options = &config->target;
	struct cost_counter counter;
	struct cost cost;

	result->virtual_size = source ? source->size : config->virtual_size;
	result->format = source ? source->format->id : SOURCE_FORMAT_UNKNOWN;
	if (!make_cost(config, source, result->virtual_size, &cost))
		return false;
	cost_count_begin(&counter, &cost);
	result->data = source ? source->size : 0;
	if (needs_walk(options, &cost)) {
		if (!count_data(source, &cost, &counter))
			return false;
		result->data = counter.units.count * cost.unit;
	}
	result->disk = cost.disk;
	result->unit = cost.unit;
	result->fully_allocated = cost.fully_allocated;
	if (!cost_required(&cost, &counter, &result->required))
		return target_refuse(options, cost.virtual_size, TARGET_ERROR_OVERFLOW, 0);
	result->has_bitmaps = wants_bitmaps(options, source);
	return !result->has_bitmaps || count_bitmaps(source, options, &cost, &result->bitmaps);
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
