/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/finding.ksy spec=955e25b8 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "finding.h"
