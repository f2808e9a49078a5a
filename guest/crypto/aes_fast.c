/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AES by the instructions of x86 for it (Intel SDM, AESENC and the others). One of them takes
 * several cycles and a new one can start in each, so blocks that do not wait for each other are
 * done some at a time.
 */
#include "aes_fast.h"

#include "base/mem.h"
#include "base/store.h"

#define AES_INSTRUCTIONS __attribute__((target("aes,sse2")))
#define INLINE		 AES_INSTRUCTIONS inline __attribute__((always_inline))
#define TOGETHER	 8u
#define UNROLLED	 _Pragma("GCC unroll 8") /* so that blocks stay in registers */
#define XTS_CARRY	 0x87u
#define CPUID_FEATURES	 1u
#define CPUID_AES	 (UINT32_C(1) << 25) /* of ECX */

typedef long long block __attribute__((vector_size(AES_BLOCK)));

bool aes_fast_works(void)
{
	uint32_t a = CPUID_FEATURES, b, c = 0, d;

	__asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
	return c & CPUID_AES;
}

static INLINE block load(const uint8_t *p)
{
	block b;

	__builtin_memcpy(&b, p, sizeof(b));
	return b;
}

static INLINE void store(uint8_t *p, block b)
{
	__builtin_memcpy(p, &b, sizeof(b)); /* an instruction, where memcpy is a call */
}

AES_INSTRUCTIONS void aes_fast_invert(struct aes *a)
{
	uint32_t last = a->num_rounds;

	memcpy(a->inverse[0], a->keys[last], AES_BLOCK);
	memcpy(a->inverse[last], a->keys[0], AES_BLOCK);
	for (uint32_t i = 1; i < last; i++)
		store(a->inverse[i], __builtin_ia32_aesimc128(load(a->keys[last - i])));
}

/* `num` blocks in place; the direction is a constant where this is inlined, as the number is. */
static INLINE void rounds(const struct aes *a, block *b, unsigned num, bool back)
{
	const uint8_t (*keys)[AES_BLOCK] = back ? a->inverse : a->keys;
	block key = load(keys[0]);

	UNROLLED
	for (unsigned k = 0; k < num; k++)
		b[k] ^= key;
	for (uint32_t i = 1; i < a->num_rounds; i++) {
		key = load(keys[i]);
		UNROLLED
		for (unsigned k = 0; k < num; k++)
			b[k] = back ? __builtin_ia32_aesdec128(b[k], key)
				    : __builtin_ia32_aesenc128(b[k], key);
	}
	key = load(keys[a->num_rounds]);
	UNROLLED
	for (unsigned k = 0; k < num; k++)
		b[k] = back ? __builtin_ia32_aesdeclast128(b[k], key)
			    : __builtin_ia32_aesenclast128(b[k], key);
}

AES_INSTRUCTIONS void aes_fast_encrypt(const struct aes *a, const uint8_t *in, uint8_t *out)
{
	block b = load(in);

	rounds(a, &b, 1, false);
	store(out, b);
}

AES_INSTRUCTIONS void aes_fast_decrypt(const struct aes *a, const uint8_t *in, uint8_t *out)
{
	block b = load(in);

	rounds(a, &b, 1, true);
	store(out, b);
}

AES_INSTRUCTIONS void aes_fast_cbc_encrypt(const struct aes *a, uint8_t *iv, uint8_t *bytes,
					   size_t len)
{
	block b = load(iv);

	for (; len >= AES_BLOCK; bytes += AES_BLOCK, len -= AES_BLOCK) {
		b ^= load(bytes);
		rounds(a, &b, 1, false);
		store(bytes, b);
	}
	store(iv, b);
}

static INLINE void cbc_back(const struct aes *a, block *iv, uint8_t *bytes, unsigned num)
{
	block b[TOGETHER], was[TOGETHER];

	UNROLLED
	for (unsigned k = 0; k < num; k++)
		b[k] = was[k] = load(bytes + k * AES_BLOCK);
	rounds(a, b, num, true);
	UNROLLED
	for (unsigned k = 0; k < num; k++)
		store(bytes + k * AES_BLOCK, b[k] ^ (k > 0 ? was[k - 1] : *iv));
	*iv = was[num - 1];
}

AES_INSTRUCTIONS void aes_fast_cbc_decrypt(const struct aes *a, uint8_t *iv, uint8_t *bytes,
					   size_t len)
{
	block last = load(iv);
	size_t step = TOGETHER * AES_BLOCK;

	for (; len >= step; bytes += step, len -= step)
		cbc_back(a, &last, bytes, TOGETHER);
	for (; len >= AES_BLOCK; bytes += AES_BLOCK, len -= AES_BLOCK)
		cbc_back(a, &last, bytes, 1);
	store(iv, last);
}

/* The tweak of the next block: see aes.c. */
struct tweak {
	uint64_t low, high;
};

static INLINE block next(struct tweak *t)
{
	block now = { (long long)t->low, (long long)t->high };
	uint64_t carry = t->high >> 63;

	t->high = t->high << 1 | t->low >> 63;
	t->low = t->low << 1 ^ carry * XTS_CARRY;
	return now;
}

static INLINE void xts_some(const struct aes *a, struct tweak *t, uint8_t *bytes, unsigned num,
			    bool back)
{
	block b[TOGETHER], tweaks[TOGETHER];

	UNROLLED
	for (unsigned k = 0; k < num; k++) {
		tweaks[k] = next(t);
		b[k] = load(bytes + k * AES_BLOCK) ^ tweaks[k];
	}
	rounds(a, b, num, back);
	UNROLLED
	for (unsigned k = 0; k < num; k++)
		store(bytes + k * AES_BLOCK, b[k] ^ tweaks[k]);
}

static INLINE void xts(const struct aes *a, const uint8_t *first, uint8_t *bytes, size_t len,
		       bool back)
{
	struct tweak t = { load_u8le(first), load_u8le(first + 8) };
	size_t step = TOGETHER * AES_BLOCK;

	for (; len >= step; bytes += step, len -= step)
		xts_some(a, &t, bytes, TOGETHER, back);
	for (; len >= AES_BLOCK; bytes += AES_BLOCK, len -= AES_BLOCK)
		xts_some(a, &t, bytes, 1, back);
}

AES_INSTRUCTIONS void aes_fast_xts_encrypt(const struct aes *a, const uint8_t *t, uint8_t *bytes,
					   size_t len)
{
	xts(a, t, bytes, len, false);
}

AES_INSTRUCTIONS void aes_fast_xts_decrypt(const struct aes *a, const uint8_t *t, uint8_t *bytes,
					   size_t len)
{
	xts(a, t, bytes, len, true);
}
