/* SPDX-License-Identifier: Apache-2.0 */
#include "refusals.h"

#include "base/fault.h"
#include "generated/source.h"
#include "generated/structures.h"
#include "generated/vdi.h"
#include "generated/vhdx.h"
#include "qed/layout.h"

struct refusal {
	uint32_t format; /* 0: any that has no line of its own before */
	uint32_t error;	 /* 0: any */
	uint32_t fault;
	uint64_t number; /* that the text names */
};

/* What is wrong with more than one option; target_option_faults has the others. */
static const struct refusal refusals[] = {
	{ SOURCE_FORMAT_QCOW2, TARGET_ERROR_OVERFLOW, FAULT_TARGET_OPTIONS_QCOW2_TOO_LARGE, 0 },
	{ SOURCE_FORMAT_VHD, TARGET_ERROR_OVERFLOW, FAULT_TARGET_OPTIONS_VHD_TOO_LARGE, 0 },
	{ SOURCE_FORMAT_LUKS, TARGET_ERROR_OVERFLOW, FAULT_TARGET_OPTIONS_LUKS_TOO_LARGE, 0 },
	{ SOURCE_FORMAT_VHDX, TARGET_ERROR_OVERFLOW, FAULT_TARGET_OPTIONS_VHDX_TOO_LARGE, 0 },
	{ SOURCE_FORMAT_PARALLELS, TARGET_ERROR_OVERFLOW, FAULT_TARGET_OPTIONS_PARALLELS_TOO_LARGE,
	  0 },
	{ SOURCE_FORMAT_VDI, TARGET_ERROR_OVERFLOW, FAULT_TARGET_OPTIONS_VDI_TOO_LARGE,
	  VDI_MAX_DISK_SIZE },
	{ SOURCE_FORMAT_QCOW1, TARGET_ERROR_INVALID_SIZE, FAULT_TARGET_OPTIONS_QCOW1_EMPTY, 0 },
	{ SOURCE_FORMAT_QED, TARGET_ERROR_INVALID_SIZE, FAULT_TARGET_OPTIONS_QED_SIZE, 0 },
	{ 0, TARGET_ERROR_OVERFLOW, FAULT_TARGET_OPTIONS_TOO_LARGE, 0 },
	{ 0, TARGET_ERROR_INVALID_SIZE, FAULT_TARGET_OPTIONS_SIZE_REFUSED, 0 },
	{ 0, 0, FAULT_TARGET_OPTIONS_OPTION_REFUSED, 0 },
};

static bool fits(const struct refusal *r, uint32_t format, uint32_t error)
{
	return (!r->format || r->format == format) && (!r->error || r->error == error);
}

static bool raise(uint32_t fault, uint64_t value, uint64_t first, uint64_t second)
{
	(void)fault_raise(0, fault, 0, value);
	fault_extra(first);
	fault_extra(second);
	return false;
}

static bool refuse_option(const struct target_options *options, uint32_t field)
{
	const struct target_option_fault *o = target_option_faults;
	uint32_t fault;

	while (o->format != options->format || o->field != field)
		if (++o == target_option_faults + TARGET_NUM_OPTION_FAULTS)
			return raise(FAULT_TARGET_OPTIONS_OPTION_REFUSED, field, 0, 0);
	fault = o->fault;
	if (fault == FAULT_TARGET_OPTIONS_VHDX_LOG_SIZE && options->log_size > VHDX_MAX_LOG_SIZE)
		fault = FAULT_TARGET_OPTIONS_VHDX_LOG_TOO_LARGE;
	return raise(fault, field, o->min, o->max);
}

bool target_refuse(const struct target_options *options, uint64_t virtual_size,
		   enum target_error error, uint32_t field)
{
	const struct refusal *r = refusals;

	if (error == TARGET_ERROR_INVALID_OPTION)
		return refuse_option(options, field);
	while (!fits(r, options->format, error)) /* the last line fits all */
		r++;
	return raise(r->fault, virtual_size,
		     r->fault == FAULT_TARGET_OPTIONS_QED_SIZE ? qed_max_disk(options) : r->number,
		     0);
}
