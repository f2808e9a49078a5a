/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ORDER_H
#define ORDER_H
/* Sorting numbers that an image chose. */
#include <stdint.h>

/* Sort the `num` indices of `order` by key[index]: without recursion, and as fast on any input. */
void order_by(const uint64_t *key, uint32_t *order, uint32_t num);

#endif
