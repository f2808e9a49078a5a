/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/memory.ksy spec=c4065e65 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "memory.h"
