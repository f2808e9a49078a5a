/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/zlib.ksy spec=ddf96ded gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "zlib.h"
