/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SIZE_PROOF_H
#define SIZE_PROOF_H
/*
 * What the proofs of the size calculators share. CBMC 5.12 knows neither __builtin_ctzll nor
 * __builtin_mul_overflow, so both are replaced, before the calculators are included, by exact
 * models.
 */
#include <stdbool.h>
#include <stdint.h>

#define PROVE(condition, text) __CPROVER_assert(condition, text)
#define ASSUME(condition)      __CPROVER_assume(condition)

uint64_t nondet_u64(void);
uint32_t nondet_u32(void);
bool nondet_bool(void);

/* The k with v = odd << k: exactly one exists when v is not 0. */
static inline int proof_ctz(uint64_t v)
{
#ifdef KNOWN_POWERS
	/* Slower to solve, but a known number has a known answer. */
	int k = 0;

	PROVE(v != 0, "ctz of 0");
	for (int half = 32; half; half /= 2) {
		if (v & ((UINT64_C(1) << half) - 1))
			continue;
		v >>= half;
		k += half;
	}
	return k;
#else
	unsigned k = nondet_u32();

	PROVE(v != 0, "ctz of 0");
	ASSUME(k < 64 && (v >> k & 1) && (v & ((UINT64_C(1) << k) - 1)) == 0);
	return (int)k;
#endif
}
#define __builtin_ctzll proof_ctz

/* Where products matter, a proof defines this itself; the calculators have none that may overflow.
 */
bool proof_mul(uint64_t a, uint64_t b, uint64_t *out);
#define __builtin_mul_overflow proof_mul

#include "formats/layout.h"
#include "formats/target.h"

/* Any request whatsoever. */
static inline struct target_options any_options(void)
{
	struct target_options options = {
		.cluster_size = nondet_u64(),
		.log_size = nondet_u64(),
		.len_payload = nondet_u64(),
		.subformat = nondet_u32(),
		.flags = nondet_u32(),
		.preallocation = nondet_u32(),
		.refcount_bits = nondet_u32(),
		.table_size = nondet_u32(),
		.len_text = nondet_u32(),
	};

	return options;
}

/* What target_cost() passes on: any size up to 2^63 - 1. */
static inline struct cost any_disk(void)
{
	struct cost cost = { .virtual_size = nondet_u64(),
			     .everything = nondet_bool(),
			     .from_source = nondet_bool() };

	ASSUME(cost.virtual_size <= TARGET_MAX_SIZE);
	return cost;
}

/*
 * What a calculator promises cost_close(), and what the proof of cost.c starts from. Together
 * with that proof it follows that the answer never overflows, that required <= fully allocated, and
 * that more data never makes an image smaller.
 */
static inline bool is_sound(const struct cost *cost)
{
	return (cost->unit || (!cost->unit_cost && !cost->group)) &&
	       (cost->group || !cost->group_cost) &&
	       cost->group >= (cost->group ? cost->unit : 0) &&
	       (!cost->tail_saving || cost->tail_saving < cost->unit_cost);
}

#ifdef PROOF_OF_CALCULATOR
/* Replaces cost.c in the proofs of single calculators. */
enum target_error cost_close(struct cost *cost)
{
	PROVE(is_sound(cost), "the cost is sound");
	return nondet_bool() ? TARGET_ERROR_OK : TARGET_ERROR_OVERFLOW;
}

#define PROVE_CALCULATOR(calculator)                           \
	int main(void)                                         \
	{                                                      \
		struct target_options options = any_options(); \
		struct cost cost = any_disk();                 \
                                                               \
		(void)calculator(&options, &cost);             \
		return 0;                                      \
	}
#endif

#endif
