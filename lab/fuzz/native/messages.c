/* SPDX-License-Identifier: Apache-2.0 */
/* The message encoder, on messages of any content and buffers of any length: it stays within them,
 * and says the same each time. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generated/guest_message.h"

#define MAX_MESSAGE (1u << 16)
#define MAX_ITEMS   4u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t *input;
static size_t left;

static void require(bool truth, const char *what)
{
	if (!truth) {
		fprintf(stderr, "broken: %s\n", what);
		abort();
	}
}

static uint64_t number(void)
{
	uint64_t value = 0;
	size_t len = 0;

	if (left) {
		len = *input++ % 9;
		left--;
	}
	for (; len && left; len--, left--)
		value = value << 8 | *input++;
	return value;
}

static struct bytes_view text(void)
{
	size_t len = number() % 300;
	struct bytes_view view = { input, len < left ? len : left };

	input += view.len;
	left -= view.len;
	return view;
}

static uint64_t numbers[MAX_ITEMS];
static uint32_t children[MAX_ITEMS];
static struct guest_snapshot snapshots[MAX_ITEMS];
static struct guest_bitmap bitmaps[MAX_ITEMS];
static struct bytes_view flag;
static struct guest_vmdk_extent extents[MAX_ITEMS];
static struct guest_key_slot slots[MAX_ITEMS];
static struct guest_finding findings[MAX_ITEMS];

static struct guest_error error(void)
{
	for (unsigned i = 0; i < MAX_ITEMS; i++)
		numbers[i] = number();
	return (struct guest_error){
		.structure = (uint32_t)number(),
		.field = (uint32_t)number(),
		.reason = (uint32_t)number(),
		.fault = (uint32_t)number(),
		.offset = number(),
		.value = number(),
		.disk = (uint32_t)number(),
		.detail = text(),
		.code = (uint32_t)number(),
		.extra = numbers,
		.num_extra = number() % (MAX_ITEMS + 1),
	};
}

static void fill_items(void)
{
	flag = text();
	for (unsigned i = 0; i < MAX_ITEMS; i++) {
		snapshots[i] = (struct guest_snapshot){ .id = text(),
							.name = text(),
							.vm_state_size = number(),
							.has_disk_size = number() & 1,
							.disk_size = number(),
							.icount = number() };
		bitmaps[i] = (struct guest_bitmap){ .name = text(),
						    .granularity = number(),
						    .flags = &flag,
						    .num_flags = number() & 1 };
		extents[i] = (struct guest_vmdk_extent){ .name = text(),
							 .virtual_size = number(),
							 .format = text() };
		slots[i] = (struct guest_key_slot){ .active = number() & 1,
						    .iterations = number(),
						    .stripes = number() };
		findings[i] = (struct guest_finding){ .id = (uint32_t)number(),
						      .offset = number(),
						      .detail = text() };
		children[i] = (uint32_t)number();
	}
}

static struct guest_info_result info(void)
{
	uint64_t has = number();

	fill_items();
	return (struct guest_info_result){
		.format = (uint32_t)number(),
		.depth = (uint32_t)number(),
		.virtual_size = number(),
		.has_cluster_size = has & 1,
		.cluster_size = number(),
		.has_backing_file = has >> 1 & 1,
		.backing_file = text(),
		.snapshots = snapshots,
		.num_snapshots = number() % (MAX_ITEMS + 1),
		.has_qcow2 = has >> 2 & 1,
		.qcow2 = { .compat = text(),
			   .bitmaps = bitmaps,
			   .num_bitmaps = number() % (MAX_ITEMS + 1),
			   .incompatible_features = number(),
			   .has_data_file = has >> 5 & 1,
			   .data_file = text() },
		.has_vmdk = has >> 3 & 1,
		.vmdk = { .cid = (uint32_t)number(),
			  .create_type = text(),
			  .extents = extents,
			  .num_extents = number() % (MAX_ITEMS + 1) },
		.has_luks = has >> 4 & 1,
		.luks = { .cipher_alg = text(),
			  .slots = slots,
			  .num_slots = number() % (MAX_ITEMS + 1),
			  .payload_offset = number() },
		.findings = findings,
		.num_findings = number() % (MAX_ITEMS + 1),
		.children = children,
		.num_children = number() % (MAX_ITEMS + 1),
		.has_limits = has >> 6 & 1,
		.opened = has >> 7 & 1,
	};
}

static struct guest_message message(void)
{
	struct guest_message m = { .kind = (enum guest_message_kind)(number() % 9) };

	switch (m.kind) {
	case GUEST_MESSAGE_ERROR:
		m.error = error();
		break;
	case GUEST_MESSAGE_PROGRESS:
		m.progress = (struct guest_progress){ number(), number() };
		break;
	case GUEST_MESSAGE_LOG:
		m.log = (struct guest_log){ .level = (uint32_t)number(),
					    .text = text(),
					    .has_error = true,
					    .error = error() };
		break;
	case GUEST_MESSAGE_MEASURE:
		m.measure = (struct guest_measure_result){ .required = number(),
							   .fully_allocated = number(),
							   .bitmaps = number(),
							   .has_bitmaps = number() & 1,
							   .virtual_size = number() };
		break;
	case GUEST_MESSAGE_EXTENTS:
		m.extents.records = text();
		break;
	case GUEST_MESSAGE_MAP:
		m.map = (struct guest_map_result){ .virtual_size = number(),
						   .num_extents = number(),
						   .format = (uint32_t)number(),
						   .pieces = number(),
						   .mapped = number(),
						   .file = (uint32_t)number(),
						   .len_part = number() };
		break;
	case GUEST_MESSAGE_INFO:
		m.info = info();
		break;
	default:
		break;
	}
	return m;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t whole[MAX_MESSAGE];
	struct guest_message m;
	size_t len = 0, again = 0;
	uint8_t *exact;

	input = data;
	left = size;
	m = message();
	if (!guest_message_encode(&m, whole, sizeof(whole), &len))
		return 0;
	require(len <= sizeof(whole), "longer than its buffer");
	exact = malloc(len ? len : 1); /* the sanitizer sees the byte after it */
	require(guest_message_encode(&m, exact, len, &again) && again == len,
		"does not fit a buffer of its own length");
	require(memcmp(exact, whole, len) == 0, "another encoding the second time");
	for (size_t cap = len > 40 ? len - 40 : 0; cap < len; cap++)
		require(!guest_message_encode(&m, exact, cap, &again),
			"fits a buffer that is too short");
	free(exact);
	return 0;
}
