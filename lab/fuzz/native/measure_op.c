/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operation `measure`: a configuration, then a packed file as its source, of any format. It
 * ends in one result that keeps what the issue promises, or in a fault and none.
 */
#include <string.h>

#include "checks.h"
#include "io_memory.h"
#include "io/message.h"
#include "io/op.h"
#include "mutate.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* How to tame it, and the configuration. */
const size_t mutate_prefix = 1 + sizeof(struct measure_config);

static struct measure_config config;
static uint32_t forced, results;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	forced = format_asked();
	return 0;
}

void watched(const struct guest_message *message)
{
	const struct guest_measure_result *m = &message->measure;

	require(message->kind == GUEST_MESSAGE_MEASURE,
		"measure says something else than its result");
	results++;
	check_measured(&config, m->virtual_size, m->required, m->fully_allocated);
	require(m->virtual_size <= INT64_MAX, "a disk that leaves 63 bits");
	require(config.has_source ? m->virtual_size % SOURCE_SECTOR_SIZE == 0
				  : m->virtual_size == config.virtual_size,
		"another size than that of the disk");
	require(!config.has_source == (m->format == SOURCE_FORMAT_UNKNOWN),
		"a format without a source, or none with one");
	require(!m->has_bitmaps ||
			(config.has_source && config.target.format == SOURCE_FORMAT_QCOW2),
		"bitmaps where there can be none");
	require(!m->has_bitmaps || m->bitmaps <= INT64_MAX, "bitmaps that leave 63 bits");
}

static void run(const struct packed_file *file)
{
	io_memory_begin(file->bytes, file->size);
	if (op_run((const uint8_t *)&config, sizeof(config))) {
		require(results == 1, "no result, and no fault was recorded");
	} else {
		check_fault();
		require(results == 0, "a result, and a fault");
	}
	io_memory_end();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packed_file file;

	if (size < mutate_prefix)
		return 0;
	memcpy(&config, data + 1, sizeof(config));
	tame_measure(&config, data[0]);
	tame_source(&config.source, forced);
	config.has_source &= MEASURE_CONFIG_HAS_SOURCE_MAX;
	memset(config.reserved, 0, sizeof(config.reserved));
	file = packed_open(data + mutate_prefix, size - mutate_prefix);
	results = 0;
	if (is_walked_soon(&file, &config.source))
		run(&file);
	packed_close();
	return 0;
}
