/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, raw_cost() overflows nowhere and makes a sound cost
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "formats/raw/layout.c"

PROVE_CALCULATOR(raw_cost)
