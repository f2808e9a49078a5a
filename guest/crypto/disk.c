/* SPDX-License-Identifier: Apache-2.0 */
#include "disk.h"

static uint64_t number_of(const struct disk_cipher *c, uint64_t pos, uint64_t place)
{
	return c->by_place ? (place - c->origin) / SECTORS_SIZE : c->first + pos / SECTORS_SIZE;
}

void disk_encrypt(const struct disk_cipher *c, uint64_t pos, uint64_t place, uint8_t *bytes,
		  size_t len)
{
	sectors_encrypt(&c->sectors, number_of(c, pos, place), bytes, len);
}

void disk_decrypt(const struct disk_cipher *c, uint64_t pos, uint64_t place, uint8_t *bytes,
		  size_t len)
{
	sectors_decrypt(&c->sectors, number_of(c, pos, place), bytes, len);
}
