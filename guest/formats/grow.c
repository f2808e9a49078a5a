/* SPDX-License-Identifier: Apache-2.0 */
#include "grow.h"

#include "generated/structures.h"
#include "io/io.h"
#include "io/writer.h"
#include "target.h"

#define LEN_PIECE (64u << 10)

static bool refuse(const struct image *img, uint32_t fault, uint64_t value)
{
	return fault_raise(img->disk, fault, 0, value);
}

static bool refuse_preallocation(const struct image *img, uint32_t mode)
{
	static const char *const names[] = {
		[TARGET_PREALLOCATION_METADATA] = "metadata",
		[TARGET_PREALLOCATION_FALLOC] = "falloc",
		[TARGET_PREALLOCATION_FULL] = "full",
	};

	return fault_raise_text(img->disk, FAULT_TARGET_IMAGE_GROW_PREALLOCATION, 0, mode,
				names[mode]);
}

bool grow_refuse_size(const struct image *img, uint64_t size)
{
	return refuse(img, FAULT_TARGET_IMAGE_GROW_SIZE, size);
}

bool grow_check(const struct image *img, const struct resize *to, uint64_t most)
{
	if (to->size < img->size)
		return refuse(img, FAULT_TARGET_IMAGE_GROW_LESS, to->size);
	if (to->size > most || to->size % SOURCE_SECTOR_SIZE != 0)
		return grow_refuse_size(img, to->size);
	return to->preallocation == TARGET_PREALLOCATION_OFF ||
	       refuse_preallocation(img, to->preallocation);
}

bool grow_refuse_damaged(const struct image *img, uint64_t at)
{
	return refuse(img, FAULT_TARGET_IMAGE_GROW_DAMAGED, at);
}

bool grow_refuse_kind(const struct image *img, uint64_t kind)
{
	return refuse(img, FAULT_TARGET_IMAGE_GROW_KIND, kind);
}

static bool is_zero(const uint8_t *bytes, uint32_t len)
{
	while (len > 0 && bytes[len - 1] == 0)
		len--;
	return len == 0;
}

bool grow_blank(uint32_t disk, uint64_t at, uint64_t len)
{
	static uint8_t there[LEN_PIECE];
	uint64_t size;

	if (!writer_drain())
		return false;
	size = io_size(disk);
	if (at >= size)
		return true;
	len = len < size - at ? len : size - at;
	for (uint32_t piece; len > 0; at += piece, len -= piece) {
		piece = len < LEN_PIECE ? (uint32_t)len : LEN_PIECE;
		if (!io_read(disk, at, there, piece) ||
		    (!is_zero(there, piece) && !target_fill(disk, at, piece)) || !writer_drain())
			return false;
	}
	return true;
}
