/* SPDX-License-Identifier: Apache-2.0 */
/* Problems on their way to the host: packed, many in a message. */
#include "check.h"

#include <string.h>

#include "io/message.h"

#define BATCH 1024u /* problems in a message */

bool check_begin(struct check_sink *sink, const struct check_options *config)
{
	*sink = (struct check_sink){ .config = config };
	sink->problems = io_alloc(BATCH * sizeof(*sink->problems), _Alignof(struct check_problem));
	return sink->problems != NULL;
}

void check_next(struct check_sink *sink, struct guest_check_result *result)
{
	sink->result = result;
	sink->found = sink->known = 0;
}

static bool send(struct check_sink *sink, const uint8_t *detail, size_t len)
{
	struct guest_message message = { .kind = GUEST_MESSAGE_PROBLEMS };

	if (sink->num_problems == 0)
		return true;
	message.problems.problems =
		(struct bytes_view){ (const uint8_t *)sink->problems,
				     sink->num_problems * sizeof(*sink->problems) };
	message.problems.detail = (struct bytes_view){ detail, len };
	sink->num_problems = 0;
	return message_emit(&message);
}

bool check_flush(struct check_sink *sink)
{
	return send(sink, NULL, 0);
}

static void count(struct guest_check_result *result, uint32_t effect)
{
	result->corruptions += effect == CHECK_EFFECT_CORRUPTION;
	result->leaks += effect == CHECK_EFFECT_LEAK;
	result->check_errors += effect == CHECK_EFFECT_CHECK_ERROR;
	result->corruptions_fixed += effect == CHECK_EFFECT_CORRUPTION_REPAIRED;
	result->leaks_fixed += effect == CHECK_EFFECT_LEAK_REPAIRED;
}

/* Whether it is to be sent: it has not been, and more are allowed. */
static bool is_wanted(struct check_sink *sink)
{
	if (sink->found++ < sink->known)
		return false;
	if (sink->sent < sink->config->max_problems) {
		sink->sent++;
		return true;
	}
	sink->result->num_unsent++;
	return false;
}

static void keep(struct check_sink *sink, const struct check_problem *problem)
{
	struct check_problem *to = &sink->problems[sink->num_problems++];

	*to = *problem;
	to->depth = (uint8_t)sink->result->depth;
}

bool check_tell(struct check_sink *sink, const struct check_problem *problem)
{
	count(sink->result, problem->effect);
	if (!is_wanted(sink))
		return true;
	keep(sink, problem);
	return sink->num_problems < BATCH || check_flush(sink);
}

bool check_tell_detail(struct check_sink *sink, const struct check_problem *problem,
		       const uint8_t *detail, size_t len)
{
	count(sink->result, problem->effect);
	if (!is_wanted(sink))
		return true;
	keep(sink, problem);
	return send(sink, detail, len);
}

void check_again(struct check_sink *sink)
{
	const struct guest_check_result *r = sink->result;

	sink->known = sink->found;
	sink->found = 0;
	*sink->result = (struct guest_check_result){
		.format = r->format, .disk = r->disk, .depth = r->depth, .num_unsent = r->num_unsent
	};
}
