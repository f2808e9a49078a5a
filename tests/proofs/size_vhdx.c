/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, vhdx_cost() overflows nowhere and makes a sound cost
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "formats/vhdx/layout.c"

PROVE_CALCULATOR(vhdx_cost)
