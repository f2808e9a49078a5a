/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/memory.ksy spec=e2eaeb00 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "memory.h"
