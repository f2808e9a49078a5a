/* SPDX-License-Identifier: Apache-2.0 */
/* libdeflate's compressor with qemu's window: the constant that it takes it from is in a header of
 * its own, which comes first. */
#include "lib/deflate_constants.h"

#undef DEFLATE_WINDOW_ORDER
#define DEFLATE_WINDOW_ORDER 12

#include "lib/deflate_compress.c"
