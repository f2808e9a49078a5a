/* SPDX-License-Identifier: Apache-2.0 */
#include "refusals.h"

#include "base/fault.h"
#include "generated/qed.h"
#include "generated/source.h"
#include "generated/structures.h"
#include "generated/vdi.h"
#include "generated/vhdx.h"
#include "generated/vmdk.h"
#include "qed/layout.h"

#define MAX_NUMBERS 2u

struct refusal {
	uint32_t format; /* 0: any that has no line of its own before */
	uint32_t error;
	uint32_t field; /* 0: any */
	uint32_t fault;
	uint64_t numbers[MAX_NUMBERS]; /* that the text names */
};

static const struct refusal refusals[] = {
	{ SOURCE_FORMAT_QCOW2,
	  TARGET_ERROR_OVERFLOW,
	  0,
	  FAULT_TARGET_OPTIONS_QCOW2_TOO_LARGE,
	  { 0 } },
	{ SOURCE_FORMAT_VHD, TARGET_ERROR_OVERFLOW, 0, FAULT_TARGET_OPTIONS_VHD_TOO_LARGE, { 0 } },
	{ SOURCE_FORMAT_LUKS,
	  TARGET_ERROR_OVERFLOW,
	  0,
	  FAULT_TARGET_OPTIONS_LUKS_TOO_LARGE,
	  { 0 } },
	{ SOURCE_FORMAT_VHDX,
	  TARGET_ERROR_OVERFLOW,
	  0,
	  FAULT_TARGET_OPTIONS_VHDX_TOO_LARGE,
	  { 0 } },
	{ SOURCE_FORMAT_PARALLELS,
	  TARGET_ERROR_OVERFLOW,
	  0,
	  FAULT_TARGET_OPTIONS_PARALLELS_TOO_LARGE,
	  { 0 } },
	{ SOURCE_FORMAT_VDI,
	  TARGET_ERROR_OVERFLOW,
	  0,
	  FAULT_TARGET_OPTIONS_VDI_TOO_LARGE,
	  { VDI_MAX_DISK_SIZE } },
	{ SOURCE_FORMAT_QCOW1,
	  TARGET_ERROR_INVALID_SIZE,
	  0,
	  FAULT_TARGET_OPTIONS_QCOW1_EMPTY,
	  { 0 } },
	{ SOURCE_FORMAT_QED, TARGET_ERROR_INVALID_SIZE, 0, FAULT_TARGET_OPTIONS_QED_SIZE, { 0 } },
	{ SOURCE_FORMAT_QED,
	  TARGET_ERROR_INVALID_OPTION,
	  TARGET_OPTIONS_FIELD_CLUSTER_SIZE,
	  FAULT_TARGET_OPTIONS_QED_CLUSTER_SIZE,
	  { QED_MIN_CLUSTER_SIZE, QED_MAX_CLUSTER_SIZE } },
	{ SOURCE_FORMAT_QED,
	  TARGET_ERROR_INVALID_OPTION,
	  TARGET_OPTIONS_FIELD_TABLE_SIZE,
	  FAULT_TARGET_OPTIONS_QED_TABLE_SIZE,
	  { QED_MAX_TABLE_SIZE } },
	{ SOURCE_FORMAT_VHDX,
	  TARGET_ERROR_INVALID_OPTION,
	  TARGET_OPTIONS_FIELD_CLUSTER_SIZE,
	  FAULT_TARGET_OPTIONS_VHDX_BLOCK_SIZE,
	  { 0 } },
	{ SOURCE_FORMAT_VHDX,
	  TARGET_ERROR_INVALID_OPTION,
	  TARGET_OPTIONS_FIELD_LOG_SIZE,
	  FAULT_TARGET_OPTIONS_VHDX_LOG_SIZE,
	  { 0 } },
	{ SOURCE_FORMAT_PARALLELS,
	  TARGET_ERROR_INVALID_OPTION,
	  TARGET_OPTIONS_FIELD_CLUSTER_SIZE,
	  FAULT_TARGET_OPTIONS_PARALLELS_CLUSTER_SIZE,
	  { 0 } },
	{ SOURCE_FORMAT_VMDK4,
	  TARGET_ERROR_INVALID_OPTION,
	  TARGET_OPTIONS_FIELD_CLUSTER_SIZE,
	  FAULT_TARGET_OPTIONS_VMDK_GRAIN_SIZE,
	  { VMDK_MIN_GRAIN_SIZE } },
	{ 0, TARGET_ERROR_OVERFLOW, 0, FAULT_TARGET_OPTIONS_TOO_LARGE, { 0 } },
	{ 0, TARGET_ERROR_INVALID_SIZE, 0, FAULT_TARGET_OPTIONS_SIZE_REFUSED, { 0 } },
	{ 0, 0, 0, FAULT_TARGET_OPTIONS_OPTION_REFUSED, { 0 } },
};

static bool fits(const struct refusal *r, uint32_t format, uint32_t error, uint32_t field)
{
	return (!r->format || r->format == format) && (!r->error || r->error == error) &&
	       (!r->field || r->field == field);
}

bool target_refuse(const struct target_options *options, uint64_t virtual_size,
		   enum target_error error, uint32_t field)
{
	const struct refusal *r = refusals;
	uint32_t fault;

	while (!fits(r, options->format, error, field)) /* the last line fits all */
		r++;
	fault = r->fault;
	if (fault == FAULT_TARGET_OPTIONS_VHDX_LOG_SIZE && options->log_size > VHDX_MAX_LOG_SIZE)
		fault = FAULT_TARGET_OPTIONS_VHDX_LOG_TOO_LARGE;
	(void)fault_raise(0, fault, 0,
			  fault == FAULT_TARGET_OPTIONS_OPTION_REFUSED ? field : virtual_size);
	fault_extra(fault == FAULT_TARGET_OPTIONS_QED_SIZE ? qed_max_disk(options) : r->numbers[0]);
	fault_extra(r->numbers[1]);
	return false;
}
