/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "io.h"

bool io_read_padded(uint32_t disk, uint64_t offset, void *buf, uint32_t len)
{
	uint64_t size = io_size(disk);
	uint64_t left = offset < size ? size - offset : 0;
	uint32_t present = left < len ? (uint32_t)left : len;

	memset((uint8_t *)buf + present, 0, len - present);
	return present == 0 || io_read(disk, offset, buf, present);
}
