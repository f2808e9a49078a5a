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
	unsigned k = nondet_u32();

	PROVE(v != 0, "ctz of 0");
	ASSUME(k < 64 && (v >> k & 1) && (v & ((UINT64_C(1) << k) - 1)) == 0);
	return (int)k;
}
#define __builtin_ctzll proof_ctz

/* Where products matter, a proof defines this itself; the calculators have none that may overflow.
 */
bool proof_mul(uint64_t a, uint64_t b, uint64_t *out);
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
	struct size_plan plan = { .virtual_size = nondet_u64(), .everything = nondet_bool() };

	ASSUME(plan.virtual_size <= TARGET_MAX_SIZE);
	return plan;
}

/*
 * What a calculator promises size_plan_close(), and what the proof of size.c starts from. Together
 * with that proof it follows that the answer never overflows, that required <= fully allocated, and
 * that more data never makes an image smaller.
 */
static inline bool is_sound(const struct size_plan *plan)
{
	return (plan->unit || (!plan->unit_cost && !plan->group)) &&
	       (plan->group || !plan->group_cost) &&
	       plan->group >= (plan->group ? plan->unit : 0) &&
	       (!plan->tail_saving || plan->tail_saving < plan->unit_cost);
}

#ifdef PROOF_OF_CALCULATOR
/* Stands for size.c in the proofs of single calculators. */
enum measure_error size_plan_close(struct size_plan *plan)
{
	PROVE(is_sound(plan), "the plan is sound");
	return nondet_bool() ? MEASURE_ERROR_OK : MEASURE_ERROR_OVERFLOW;
}

#define PROVE_CALCULATOR(calculator)                         \
	int main(void)                                       \
	{                                                    \
		struct measure_config config = any_config(); \
		struct size_plan plan = any_disk();          \
                                                             \
		(void)calculator(&config, &plan);            \
		return 0;                                    \
	}
#endif

#endif
