/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/target.ksy spec=d6eebef2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "target.h"
