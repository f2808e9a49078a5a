/* SPDX-License-Identifier: Apache-2.0 */
#include "modes.h"

#include "base/mem.h"
#include "base/store.h"

#define XTS_CARRY 0x87u

static void add(uint8_t *to, const uint8_t *bytes)
{
	for (unsigned i = 0; i < MODES_BLOCK; i++)
		to[i] ^= bytes[i];
}

void modes_cbc_encrypt(one_block *encrypt, const void *key, uint8_t *iv, uint8_t *bytes, size_t len)
{
	for (; len >= MODES_BLOCK; bytes += MODES_BLOCK, len -= MODES_BLOCK) {
		add(iv, bytes);
		encrypt(key, iv, bytes);
		memcpy(iv, bytes, MODES_BLOCK);
	}
}

void modes_cbc_decrypt(one_block *decrypt, const void *key, uint8_t *iv, uint8_t *bytes, size_t len)
{
	uint8_t next[MODES_BLOCK];

	for (; len >= MODES_BLOCK; bytes += MODES_BLOCK, len -= MODES_BLOCK) {
		memcpy(next, bytes, MODES_BLOCK);
		decrypt(key, bytes, bytes);
		add(bytes, iv);
		memcpy(iv, next, MODES_BLOCK);
	}
}

/* The tweak of the next block: times x in a field of 128 bits, the first byte the lowest. */
static void next_tweak(uint8_t *t)
{
	uint64_t low = load_u8le(t), high = load_u8le(t + 8);

	store_u8le(t, low << 1 ^ (high >> 63) * XTS_CARRY);
	store_u8le(t + 8, high << 1 | low >> 63);
}

void modes_xts(one_block *block, const void *key, uint8_t *tweak, uint8_t *bytes, size_t len)
{
	for (; len >= MODES_BLOCK; bytes += MODES_BLOCK, len -= MODES_BLOCK) {
		add(bytes, tweak);
		block(key, bytes, bytes);
		add(bytes, tweak);
		next_tweak(tweak);
	}
}

/* A number of 128 bits, the first byte the highest. */
static void count(uint8_t *counter)
{
	for (unsigned i = MODES_BLOCK; i-- > 0 && ++counter[i] == 0;)
		;
}

void modes_ctr(one_block *encrypt, const void *key, uint8_t *counter, uint8_t *bytes, size_t len)
{
	uint8_t stream[MODES_BLOCK];

	for (; len >= MODES_BLOCK; bytes += MODES_BLOCK, len -= MODES_BLOCK) {
		encrypt(key, counter, stream);
		add(bytes, stream);
		count(counter);
	}
}
