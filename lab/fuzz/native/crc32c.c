/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Replaces the guest's CRC32C (the linker's --wrap) with the processor's, which is a hundred
 * times faster under the sanitizers: VHDX has one over 64 KiB in each image, and a hostile log asks
 * for thousands. The guest's own is what it is held against, once.
 */
#include <sanitizer/asan_interface.h>

#include "checks.h"
#include "base/parse.h"

uint32_t __real_checksum_crc32c(const uint8_t *p, size_t len, size_t hole, size_t len_hole);
uint32_t __wrap_checksum_crc32c(const uint8_t *p, size_t len, size_t hole, size_t len_hole);
uint32_t __real_checksum_crc32c_add(uint32_t state, const uint8_t *p, size_t len);
uint32_t __wrap_checksum_crc32c_add(uint32_t state, const uint8_t *p, size_t len);

/* What is read is looked at once, not word by word. */
static void require_readable(const uint8_t *p, size_t len)
{
	require(__asan_region_is_poisoned((void *)(uintptr_t)p, len) == NULL,
		"a checksum of what is no memory");
}

__attribute__((target("sse4.2"), no_sanitize("address", "undefined"))) static uint32_t
add(uint32_t state, const uint8_t *p, size_t len)
{
	for (; len >= 8; p += 8, len -= 8) {
		uint64_t word;

		__builtin_memcpy(&word, p, 8);
		state = (uint32_t)__builtin_ia32_crc32di(state, word);
	}
	for (; len > 0; p++, len--)
		state = __builtin_ia32_crc32qi(state, *p);
	return state;
}

static uint32_t with_hole(const uint8_t *p, size_t len, size_t hole, size_t len_hole)
{
	static const uint8_t zero;
	uint32_t state = CHECKSUM_CRC32C_START;

	if (hole > len)
		hole = len;
	if (len_hole > len - hole)
		len_hole = len - hole;
	state = add(state, p, hole);
	for (size_t i = 0; i < len_hole; i++)
		state = add(state, &zero, 1);
	return ~add(state, p + hole + len_hole, len - hole - len_hole);
}

/* Whether the processor has it; the first call finds out. */
static bool fast(void)
{
	static enum { UNKNOWN, NO, YES } state;
	uint8_t bytes[61];

	if (state != UNKNOWN)
		return state == YES;
	state = __builtin_cpu_supports("sse4.2") ? YES : NO;
	if (state == NO)
		return false;
	for (unsigned i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 37 + 11);
	for (unsigned len = 0; len <= sizeof(bytes); len++) {
		require(add(len, bytes, len) == __real_checksum_crc32c_add(len, bytes, len),
			"two CRCs differ");
		require(with_hole(bytes, len, 4, 4) == __real_checksum_crc32c(bytes, len, 4, 4),
			"two CRCs with a hole differ");
	}
	return true;
}

uint32_t __wrap_checksum_crc32c(const uint8_t *p, size_t len, size_t hole, size_t len_hole)
{
	require_readable(p, len);
	return fast() ? with_hole(p, len, hole, len_hole)
		      : __real_checksum_crc32c(p, len, hole, len_hole);
}

uint32_t __wrap_checksum_crc32c_add(uint32_t state, const uint8_t *p, size_t len)
{
	require_readable(p, len);
	return fast() ? add(state, p, len) : __real_checksum_crc32c_add(state, p, len);
}
