/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PACKED_H
#define PACKED_H
/*
 * A file with holes as a fuzzer's input, so that an image of megabytes is a few hundred bytes: how
 * to ask (1 byte), the file's length (4), then pieces, each an offset (4), a length (2) and bytes.
 * All little-endian; what is cut short is taken as it is.
 */
#include <stddef.h>
#include <stdint.h>

#define PACKED_HEAD	5u
#define PACKED_PIECE	6u
#define PACKED_MAX_FILE (32u << 20)

struct packed_file {
	const uint8_t *bytes;
	size_t size;
	uint8_t choice;
};

/* The piece at *pos of an input; *pos moves on. NULL: there is none. */
const uint8_t *packed_next(const uint8_t *data, size_t size, size_t *pos, uint32_t *offset,
			   size_t *len);

/* Bytes over what the input has there, as far as the file goes. */
void packed_lay(const struct packed_file *packed, uint32_t offset, const void *bytes, size_t len);

/* The file, good until packed_close(). Where the highest bit of `choice` is clear, checksums that
 * formats hide behind are made right. */
struct packed_file packed_open(const uint8_t *data, size_t size);
void packed_close(void);

#endif
