/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A packed file as an archive: its list ends, or with a recorded fault, and no plain member is more
 * than a part of the file. Sums of tar's headers are made right unless the highest bit of the
 * choice says otherwise.
 */
#include <string.h>

#include "base/fault.h"
#include "checks.h"
#include "formats/archive.h"
#include "generated/archive.h"
#include "generated/tar.h"
#include "generated/zip.h"
#include "io/io.h"
#include "io_memory.h"
#include "mutate.h"
#include "packed.h"

#define MOST_SUMS 64u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

const size_t mutate_prefix = 0;

static void make_sums_right(const struct packed_file *file)
{
	for (uint32_t i = 0; i < MOST_SUMS && file->size / TAR_BLOCK_SIZE > i; i++) {
		const uint8_t *block = file->bytes + i * TAR_BLOCK_SIZE;
		struct parse_in in = parse_input(block, TAR_BLOCK_SIZE, 0);
		struct tar_header h;
		uint32_t sum = 0;

		if (tar_header_parse(&in, &h) != PARSE_OK ||
		    memcmp(h.magic, TAR_POSIX, sizeof(TAR_POSIX) - 1) != 0)
			continue;
		memset(h.checksum, ' ', sizeof(h.checksum));
		packed_lay(file, i * TAR_BLOCK_SIZE + TAR_HEADER_CHECKSUM_OFFSET, h.checksum,
			   sizeof(h.checksum));
		for (uint32_t k = 0; k < TAR_BLOCK_SIZE; k++)
			sum += block[k];
		for (uint32_t k = sizeof(h.checksum) - 2; k-- > 0; sum /= 8)
			h.checksum[k] = (uint8_t)('0' + sum % 8);
		packed_lay(file, i * TAR_BLOCK_SIZE + TAR_HEADER_CHECKSUM_OFFSET, h.checksum,
			   sizeof(h.checksum));
	}
}

static bool visit(void *arg, const struct guest_member *member)
{
	uint64_t size = io_size(0);

	(void)arg;
	require(member->name.len > 0 && member->name.len <= TAR_MAX_NAME_BYTES,
		"a name that cannot be");
	require(member->stored <= ARCHIVE_STORED_OTHER, "stored in no way");
	if (member->stored == ARCHIVE_STORED_PLAIN)
		require(member->start <= size && member->length <= size - member->start,
			"a member past the end of the file");
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packed_file file = packed_open(data, size);

	if (!file.bytes)
		return 0;
	if (!(file.choice & 0x80))
		make_sums_right(&file);
	for (size_t i = 0; archives[i]; i++) {
		if (archives[i]->kind - 1 != (file.choice & 1))
			continue;
		io_memory_begin(file.bytes, file.size);
		if (!archives[i]->list(visit, NULL))
			require(the_fault.set, "no fault was recorded");
		io_memory_end();
	}
	packed_close();
	return 0;
}
