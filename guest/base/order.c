/* SPDX-License-Identifier: Apache-2.0 */
#include "order.h"

#include <stdbool.h>

/* Restore the heap below `root`: the largest key on top. */
static void sift_down(const uint64_t *key, uint32_t *order, uint32_t root, uint32_t num)
{
	uint32_t moved = order[root];
	uint32_t child;

	for (; (child = 2 * root + 1) < num; root = child) {
		if (child + 1 < num && key[order[child + 1]] > key[order[child]])
			child++;
		if (key[order[child]] <= key[moved])
			break;
		order[root] = order[child];
	}
	order[root] = moved;
}

static bool is_sorted(const uint64_t *key, const uint32_t *order, uint32_t num)
{
	for (uint32_t i = 1; i < num; i++)
		if (key[order[i]] < key[order[i - 1]])
			return false;
	return true;
}

void order_by(const uint64_t *key, uint32_t *order, uint32_t num)
{
	if (is_sorted(key, order, num))
		return;
	for (uint32_t i = num / 2; i-- > 0;)
		sift_down(key, order, i, num);
	for (uint32_t end = num; end-- > 1;) {
		uint32_t top = order[0];

		order[0] = order[end];
		order[end] = top;
		sift_down(key, order, 0, end);
	}
}
