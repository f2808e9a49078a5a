/* SPDX-License-Identifier: Apache-2.0 */
#include "fault.h"

#include <string.h>

struct fault the_fault;

static bool is_first; /* whether the fault raised last is the one that counts */

/* The fault to fill in, or NULL when an earlier one counts. */
static struct fault *first(uint32_t disk)
{
	is_first = !the_fault.set;
	if (!is_first)
		return NULL;
	the_fault = (struct fault){ .disk = disk, .set = true };
	return &the_fault;
}

bool fault_parse(uint32_t disk, const struct parse_in *in)
{
	struct fault *f = first(disk);

	if (!f)
		return false;
	f->structure = in->structure;
	f->field = in->field;
	f->reason = in->status;
	f->offset = in->base + in->bad_off;
	f->value = in->value;
	return false;
}

bool fault_raise(uint32_t disk, uint32_t fault_id, uint64_t offset, uint64_t value)
{
	return fault_raise_detail(disk, fault_id, offset, value, NULL, 0);
}

bool fault_raise_detail(uint32_t disk, uint32_t fault_id, uint64_t offset, uint64_t value,
			const void *detail, size_t len)
{
	struct fault *f = first(disk);

	if (!f)
		return false;
	f->fault = fault_id;
	f->offset = offset;
	f->value = value;
	if (len > FAULT_DETAIL_MAX)
		len = FAULT_DETAIL_MAX;
	if (len > 0)
		memcpy(f->detail, detail, len);
	f->len_detail = (uint32_t)len;
	return false;
}

bool fault_raise_text(uint32_t disk, uint32_t fault_id, uint64_t offset, uint64_t value,
		      const char *detail)
{
	size_t len = 0;

	while (detail[len] != '\0')
		len++;
	return fault_raise_detail(disk, fault_id, offset, value, detail, len);
}

bool fault_code(uint32_t code, uint64_t value)
{
	struct fault *f = first(0);

	if (f) {
		f->code = code;
		f->value = value;
	}
	return false;
}

void fault_extra(uint64_t number)
{
	if (is_first && the_fault.num_extra < FAULT_EXTRA_MAX)
		the_fault.extra[the_fault.num_extra++] = number;
}

bool fault_at(uint64_t place)
{
	the_fault.place = place;
	return false;
}

void fault_clear(void)
{
	the_fault.set = false;
}
