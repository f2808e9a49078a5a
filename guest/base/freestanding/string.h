/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FREESTANDING_STRING_H
#define FREESTANDING_STRING_H
/* `#include <string.h>` in the guest: the four functions of base/mem.c, and no system header. */
#include "../mem.h"

#endif
