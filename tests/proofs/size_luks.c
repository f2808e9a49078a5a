/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, size_luks() overflows nowhere and makes a sound plan
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "ops/measure/size_luks.c"

PROVE_CALCULATOR(size_luks)
