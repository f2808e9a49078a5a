/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/archive.ksy spec=33bb28f2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "archive.h"
