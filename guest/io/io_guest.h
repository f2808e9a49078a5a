/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IO_GUEST_H
#define IO_GUEST_H
/* Behind io.h in a guest. */
#include "generated/call_table.h"

void io_guest_init(const struct call_table_table *table);

#endif
