/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SIZE_PROOF_H
#define SIZE_PROOF_H
/*
 * What the proofs of the size calculators share. CBMC 5.12 knows neither __builtin_ctzll nor __builtin_mul_overflow, so both are
 * replaced, before the calculators are included, by exact models. Products are modelled for factors of one or two bits, which
 * is what all costs but those of Parallels are; the model asserts that, so nothing slips past it.
 */
#include <stdbool.h>
#include <stdint.h>

#define PROVE(condition, text) __CPROVER_assert(condition, text)
#define ASSUME(condition) __CPROVER_assume(condition)

uint64_t nondet_u64(void);
uint32_t nondet_u32(void);
bool nondet_bool(void);

/* The k with v = odd << k: exactly one exists when v is not 0. */
static inline int proof_ctz(uint64_t v)
{
	unsigned k = nondet_u32();

	PROVE(v != 0, "ctz of 0");
	ASSUME(k < 64 && (v >> k & 1) && (v & ((UINT64_C(1) << k) - 1)) == 0);
	return (int)k;
}
#define __builtin_ctzll proof_ctz

static inline bool proof_shifted(uint64_t v, unsigned k, uint64_t *out)
{
	*out = v << k;
	return k && v >> (64 - k);
}

#ifdef PROOF_SMALL_PRODUCTS
static inline bool proof_mul(uint64_t a, uint64_t b, uint64_t *out)
{
	PROVE(a < PROOF_SMALL_PRODUCTS && b < PROOF_SMALL_PRODUCTS, "product outside of the reduced width");
	*out = (uint32_t)a * (uint32_t)b;
	return false;
}
#else
static inline bool proof_mul(uint64_t a, uint64_t b, uint64_t *out)
{
	uint64_t low = b ? b & ~(b - 1) : 0;
	uint64_t high = b ^ low;
	uint64_t x, y;
	bool overflow;

	if (!b) {
		*out = 0;
		return false;
	}
	overflow = proof_shifted(a, (unsigned)proof_ctz(low), &x);
	if (high) {
		PROVE((high & (high - 1)) == 0, "factor of more than two bits");
		overflow |= proof_shifted(a, (unsigned)proof_ctz(high), &y);
		overflow |= y > UINT64_MAX - x;
		x += y;
	}
	*out = x;
	return overflow;
}
#endif
#define __builtin_mul_overflow proof_mul

#include "ops/measure/size.h"

/* Any request whatsoever. */
static inline struct measure_config any_config(void)
{
	struct measure_config config = {
		.flags = nondet_u32(),
		.has_source = nondet_u32(),
		.subformat = nondet_u32(),
		.cluster_size = nondet_u64(),
		.refcount_bits = nondet_u32(),
		.table_size = nondet_u32(),
		.log_size = nondet_u64(),
		.len_payload = nondet_u64(),
		.len_text = nondet_u32(),
		.options = nondet_u32(),
	};

	return config;
}

/* What size_plan() passes on: any size up to 2^63 - 1. */
static inline struct size_plan any_disk(void)
{
	struct size_plan plan = { .virtual_size = nondet_u64() };

	ASSUME(plan.virtual_size <= TARGET_MAX_SIZE);
	return plan;
}

/* A cost: nothing, a power of two, or one with a few sectors more. */
static inline bool is_cost(uint64_t v)
{
	uint64_t rest = v & (v ? v - 1 : 0);

	return !(rest & (rest ? rest - 1 : 0));
}

/*
 * What a calculator promises size_plan_close(), and what the proof of size.c starts from. Together with that proof it follows that the
 * answer never overflows, that required <= fully allocated, and that more data never makes an image smaller.
 */
static inline bool is_sound(const struct size_plan *plan)
{
	return plan->unit <= UINT64_C(1) << 31 && plan->group <= UINT64_C(1) << 56 &&
	       (!plan->unit || size_is_power_of_two(plan->unit)) && (!plan->group || size_is_power_of_two(plan->group)) &&
	       plan->group >= (plan->group ? plan->unit : 0) && (plan->unit || (!plan->unit_cost && !plan->group)) &&
	       (plan->group || !plan->group_cost) && is_cost(plan->unit_cost) && is_cost(plan->group_cost) &&
	       plan->unit_cost <= UINT64_C(1) << 32 && plan->group_cost <= UINT64_C(1) << 32 &&
	       plan->first_cost < UINT64_C(1) << 31 && (!plan->tail_saving || plan->tail_saving < plan->unit_cost);
}

#ifdef PROOF_OF_CALCULATOR
/* Stands for size.c in the proofs of single calculators. */
enum measure_error size_plan_close(struct size_plan *plan)
{
#ifdef PROOF_ANY_UNIT
	PROVE(plan->unit == plan->unit_cost && plan->unit < UINT64_C(1) << 31 && !plan->group_cost && !plan->first_cost &&
	      !plan->tail_saving, "the plan has one cost");
#else
	PROVE(is_sound(plan), "the plan is sound");
#endif
	return nondet_bool() ? MEASURE_ERROR_OK : MEASURE_ERROR_OVERFLOW;
}

#define PROVE_CALCULATOR(calculator) \
int main(void) \
{ \
	struct measure_config config = any_config(); \
	struct size_plan plan = any_disk(); \
\
	(void)calculator(&config, &plan); \
	return 0; \
}
#endif

#endif
