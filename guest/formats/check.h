/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_CHECK_H
#define FORMATS_CHECK_H
/*
 * What `check` wants to hear from a format: each problem, in the order in which qemu-img finds
 * them, and the counts. A problem is a fault's number with numbers for its text; no text is made
 * here.
 */
#include "stages/image.h"

#include "generated/check.h"
#include "generated/guest_message.h"
#include "generated/structures.h"

struct check_sink {
	const struct check_options *config;
	struct guest_check_result *result;
	struct check_problem *problems; /* those that are not sent yet */
	uint32_t num_problems;
	uint64_t found, sent; /* problems of this image; of all, those that were sent */
	uint64_t known;	      /* a search begun anew finds so many problems that are sent already */
};

MUST_CHECK bool check_begin(struct check_sink *sink, const struct check_options *config);

/* Another image, whose answer is `result`. */
void check_next(struct check_sink *sink, struct guest_check_result *result);

/* Something is wrong. `detail` is a text of the image that the fault's text names. */
MUST_CHECK bool check_tell(struct check_sink *sink, const struct check_problem *problem);
MUST_CHECK bool check_tell_detail(struct check_sink *sink, const struct check_problem *problem,
				  const uint8_t *detail, size_t len);

/* Forget the counts, and find the same problems once more: they are not sent twice. */
void check_again(struct check_sink *sink);

/* A problem with a field of the image's own file. */
MUST_CHECK static inline bool check_field(struct check_sink *sink, const struct image *img,
					  uint32_t fault, enum check_effect effect, uint64_t offset,
					  uint64_t value, uint64_t extra0, uint64_t extra1)
{
	const struct check_problem problem = {
		.fault = fault,
		.effect = (uint8_t)effect,
		.disk = (uint16_t)img->disk,
		.offset = offset,
		.value = value,
		.extra0 = extra0,
		.extra1 = extra1,
	};

	return check_tell(sink, &problem);
}

/* A repair writes at `offset`, for a reason that no problem gives. */
MUST_CHECK static inline bool check_write(struct check_sink *sink, const struct image *img,
					  uint32_t fault, uint64_t offset, uint64_t value)
{
	return !(sink->config->flags & CHECK_FLAG_PLAN) ||
	       check_field(sink, img, fault, CHECK_EFFECT_WRITE, offset, value, 0, 0);
}

/* Whether qemu-img's own findings are not all that is wanted. */
static inline bool check_beyond(const struct check_sink *sink)
{
	return sink->config->flags & CHECK_FLAG_BEYOND;
}

/* Whether anything is to be repaired; whether more than leaks is. */
static inline bool check_repairs(const struct check_sink *sink)
{
	return sink->config->flags & (CHECK_FLAG_REPAIR_LEAKS | CHECK_FLAG_REPAIR_ERRORS);
}

static inline bool check_repairs_errors(const struct check_sink *sink)
{
	return sink->config->flags & CHECK_FLAG_REPAIR_ERRORS;
}

/* Send what is left of the image's problems. */
MUST_CHECK bool check_flush(struct check_sink *sink);

/* The check cannot go on, for a reason that its problems say. */
static inline bool check_end(struct check_sink *sink, enum check_outcome outcome)
{
	sink->result->outcome = outcome;
	return true;
}

/* Looks at everything. False: a fault was recorded. */
typedef bool checker(struct image *img, struct check_sink *sink);

/* checkers.c; NULL: there is none, or none that repairs. */
checker *checker_of(const struct format *format, bool every, bool repairs);
checker qcow2_check, qed_check, vdi_check, vhdx_check, vmdk_check, parallels_check;
checker vhd_check, qcow1_check, luks_check_keys, raw_check; /* what qemu-img has no check for */

/* A LUKS2 volume, which is a plain disk to all else. Not `found`: it is none. */
bool luks_check_headers(struct image *img, struct check_sink *sink, bool *found);

#endif
