/* SPDX-License-Identifier: Apache-2.0 */
#include "packed.h"

#include <stdbool.h>
#include <string.h>

#include "generated/vhd.h"
#include "generated/vhdx.h"
#include "base/parse.h"

#define MAX_PIECES 256u
#define MAX_LAID   (MAX_PIECES + 32u) /* with what targets and checksums lay over them */

static uint8_t file[PACKED_MAX_FILE];
static struct {
	uint32_t offset;
	size_t len;
} laid[MAX_LAID];
static size_t num_laid;

static uint32_t number(const uint8_t *p, size_t bytes)
{
	uint32_t value = 0;

	while (bytes--)
		value = value << 8 | p[bytes];
	return value;
}

const uint8_t *packed_next(const uint8_t *data, size_t size, size_t *pos, uint32_t *offset,
			   size_t *len)
{
	const uint8_t *piece = data + *pos;

	if (size < *pos + PACKED_PIECE + 1)
		return NULL;
	*offset = number(piece, 4) % PACKED_MAX_FILE;
	*len = number(piece + 4, 2);
	*pos += PACKED_PIECE;
	if (*len > size - *pos)
		*len = size - *pos;
	*pos += *len;
	return piece + PACKED_PIECE;
}

static void lay(uint32_t offset, const uint8_t *bytes, size_t len, size_t file_size)
{
	if (offset >= file_size || num_laid == MAX_LAID)
		return;
	if (len > file_size - offset)
		len = file_size - offset;
	memcpy(file + offset, bytes, len);
	laid[num_laid].offset = offset;
	laid[num_laid++].len = len;
}

static bool is_there(size_t file_size, size_t offset, size_t len, const char *signature,
		     size_t len_signature)
{
	return offset + len <= file_size && memcmp(file + offset, signature, len_signature) == 0;
}

static void put(size_t offset, uint32_t value, bool big)
{
	uint8_t bytes[4];

	for (unsigned i = 0; i < 4; i++)
		bytes[i] = (uint8_t)(value >> 8 * (big ? 3 - i : i));
	lay((uint32_t)offset, bytes, 4, PACKED_MAX_FILE);
}

static void make_vhdx_right(size_t size)
{
	static const uint32_t headers[] = { VHDX_HEADER_1_OFFSET, VHDX_HEADER_2_OFFSET };
	const size_t regions = VHDX_REGION_TABLE_1_OFFSET, log = VHDX_HEADER_SECTION_SIZE;

	for (unsigned i = 0; i < 2; i++)
		if (is_there(size, headers[i], VHDX_HEADER_SIZE, VHDX_HEADER_SIGNATURE,
			     VHDX_HEADER_SIGNATURE_SIZE))
			put(headers[i] + VHDX_HEADER_CHECKSUM_OFFSET,
			    vhdx_header_checksum_compute(file + headers[i], VHDX_HEADER_SIZE),
			    false);
	if (is_there(size, regions, VHDX_REGION_TABLE_SIZE, VHDX_REGION_TABLE_HEADER_SIGNATURE,
		     VHDX_REGION_TABLE_HEADER_SIGNATURE_SIZE))
		put(regions + VHDX_REGION_TABLE_HEADER_CHECKSUM_OFFSET,
		    checksum_crc32c(file + regions, VHDX_REGION_TABLE_SIZE,
				    VHDX_REGION_TABLE_HEADER_CHECKSUM_OFFSET, 4),
		    false);
	if (is_there(size, log, VHDX_LOG_SECTOR_SIZE, VHDX_LOG_ENTRY_HEADER_SIGNATURE,
		     VHDX_LOG_ENTRY_HEADER_SIGNATURE_SIZE)) {
		size_t len = number(file + log + VHDX_LOG_ENTRY_HEADER_ENTRY_LENGTH_OFFSET, 4);

		if (len >= VHDX_LOG_ENTRY_HEADER_SIZE && len <= size - log)
			put(log + VHDX_LOG_ENTRY_HEADER_CHECKSUM_OFFSET,
			    checksum_crc32c(file + log, len, VHDX_LOG_ENTRY_HEADER_CHECKSUM_OFFSET,
					    4),
			    false);
	}
}

static void make_vhd_right(size_t size)
{
	size_t places[] = { 0, size - VHD_FOOTER_SIZE };

	if (size < VHD_FOOTER_SIZE)
		return;
	for (unsigned i = 0; i < 2; i++)
		if (is_there(size, places[i], VHD_FOOTER_SIZE, VHD_FOOTER_COOKIE,
			     VHD_FOOTER_COOKIE_SIZE))
			put(places[i] + VHD_FOOTER_CHECKSUM_OFFSET,
			    vhd_footer_checksum_compute(file + places[i], VHD_FOOTER_SIZE), true);
}

struct packed_file packed_open(const uint8_t *data, size_t size)
{
	struct packed_file out = { .bytes = file };
	size_t pos = PACKED_HEAD, len;
	const uint8_t *piece;
	uint32_t offset;

	num_laid = 0;
	if (size < PACKED_HEAD)
		return out;
	out.choice = data[0];
	out.size = number(data + 1, 4) % (PACKED_MAX_FILE + 1);
	while ((piece = packed_next(data, size, &pos, &offset, &len)) != NULL &&
	       num_laid < MAX_PIECES)
		lay(offset, piece, len, out.size);
	if (!(out.choice & 0x80)) {
		make_vhdx_right(out.size);
		make_vhd_right(out.size);
	}
	return out;
}

void packed_lay(const struct packed_file *packed, uint32_t offset, const void *bytes, size_t len)
{
	lay(offset, bytes, len, packed->size);
}

void packed_close(void)
{
	while (num_laid > 0) {
		num_laid--;
		memset(file + laid[num_laid].offset, 0, laid[num_laid].len);
	}
}
