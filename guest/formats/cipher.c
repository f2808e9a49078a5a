/* SPDX-License-Identifier: Apache-2.0 */
#include "cipher.h"

#include "generated/key.h"
#include "generated/structures.h"
#include "generated/target.h"

#define LEN_KEY 16u

bool cipher_has_secret(const struct image *img)
{
	struct key_request look = { .secret = img->secret,
				    .method = KEY_METHOD_LOOK,
				    .len_key = 1 };
	uint8_t nothing[1];

	if (!(img->source_flags & SOURCE_FLAG_KEYS))
		return img->source_flags & SOURCE_FLAG_HAS_SECRET;
	if (io_derive(&look, NULL, nothing))
		return true;
	fault_clear();
	return false;
}

bool cipher_of_passphrase(uint32_t secret, struct disk_cipher *c)
{
	struct key_request request = { .secret = secret,
				       .method = KEY_METHOD_AS_IT_IS,
				       .len_key = LEN_KEY };
	uint8_t key[LEN_KEY];

	*c = (struct disk_cipher){ .sectors.size = SECTORS_SIZE,
				   .sectors.mode = SECTORS_CBC,
				   .sectors.vector = SECTORS_PLAIN64 };
	return io_derive(&request, NULL, key) &&
	       sectors_begin(&c->sectors, key, sizeof(key), HASH_SHA256);
}

bool cipher_unlock(struct image *img)
{
	struct disk_cipher *c = io_alloc(sizeof(*c), 16);

	img->cipher = c;
	return c && cipher_of_passphrase(img->secret, c);
}
