/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/zlib.ksy spec=5579fcc7 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "zlib.h"
