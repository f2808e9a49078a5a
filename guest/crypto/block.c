/* SPDX-License-Identifier: Apache-2.0 */
#include "block.h"

bool block_begin(struct block_key *k, enum block_cipher cipher, const uint8_t *key, size_t len)
{
	k->cipher = cipher;
	switch (cipher) {
	case BLOCK_SERPENT:
		return serpent_begin(&k->serpent, key, len);
	case BLOCK_TWOFISH:
		return twofish_begin(&k->twofish, key, len);
	default:
		return aes_begin(&k->aes, key, len);
	}
}

void block_encrypt(const struct block_key *k, const uint8_t *in, uint8_t *out)
{
	switch (k->cipher) {
	case BLOCK_SERPENT:
		serpent_encrypt(&k->serpent, in, out);
		break;
	case BLOCK_TWOFISH:
		twofish_encrypt(&k->twofish, in, out);
		break;
	default:
		aes_encrypt(&k->aes, in, out);
		break;
	}
}

void block_decrypt(const struct block_key *k, const uint8_t *in, uint8_t *out)
{
	switch (k->cipher) {
	case BLOCK_SERPENT:
		serpent_decrypt(&k->serpent, in, out);
		break;
	case BLOCK_TWOFISH:
		twofish_decrypt(&k->twofish, in, out);
		break;
	default:
		aes_decrypt(&k->aes, in, out);
		break;
	}
}

static void encrypt_one(const void *key, const uint8_t *in, uint8_t *out)
{
	block_encrypt(key, in, out);
}

static void decrypt_one(const void *key, const uint8_t *in, uint8_t *out)
{
	block_decrypt(key, in, out);
}

/* The processor has instructions for AES, which its own modes use. */
void block_cbc_encrypt(const struct block_key *k, uint8_t *iv, uint8_t *bytes, size_t len)
{
	if (k->cipher == BLOCK_AES)
		aes_cbc_encrypt(&k->aes, iv, bytes, len);
	else
		modes_cbc_encrypt(encrypt_one, k, iv, bytes, len);
}

void block_cbc_decrypt(const struct block_key *k, uint8_t *iv, uint8_t *bytes, size_t len)
{
	if (k->cipher == BLOCK_AES)
		aes_cbc_decrypt(&k->aes, iv, bytes, len);
	else
		modes_cbc_decrypt(decrypt_one, k, iv, bytes, len);
}

void block_ctr(const struct block_key *k, uint8_t *iv, uint8_t *bytes, size_t len)
{
	modes_ctr(encrypt_one, k, iv, bytes, len);
}

void block_xts_encrypt(const struct block_key *k, const struct block_key *tweak, uint8_t *iv,
		       uint8_t *bytes, size_t len)
{
	if (k->cipher == BLOCK_AES) {
		aes_xts_encrypt(&k->aes, &tweak->aes, iv, bytes, len);
		return;
	}
	block_encrypt(tweak, iv, iv);
	modes_xts(encrypt_one, k, iv, bytes, len);
}

void block_xts_decrypt(const struct block_key *k, const struct block_key *tweak, uint8_t *iv,
		       uint8_t *bytes, size_t len)
{
	if (k->cipher == BLOCK_AES) {
		aes_xts_decrypt(&k->aes, &tweak->aes, iv, bytes, len);
		return;
	}
	block_encrypt(tweak, iv, iv);
	modes_xts(decrypt_one, k, iv, bytes, len);
}
