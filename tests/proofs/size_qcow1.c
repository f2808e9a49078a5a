/* SPDX-License-Identifier: Apache-2.0 */
/* For every request and every size, qcow1_cost() overflows nowhere and makes a sound cost
 * (size_proof.h). */
#define PROOF_OF_CALCULATOR
#include "size_proof.h"
#include "formats/qcow1/layout.c"

PROVE_CALCULATOR(qcow1_cost)
