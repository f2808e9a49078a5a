/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/finding.ksy spec=ba695125 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "finding.h"
