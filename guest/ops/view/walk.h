/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_H
#define WALK_H
/* Nodes of a view, each before what is in it, in batches. */
#include <stdbool.h>
#include <stdint.h>

#include "base/parse.h"

struct view_config;
struct object;

struct walk {
	const struct view_config *config;
	uint64_t num_nodes;
	bool full; /* no more nodes are wanted */
	uint32_t len_nodes, len_data;
	uint8_t *nodes, *data;
};

MUST_CHECK bool walk_begin(struct walk *w, const struct view_config *config);
/* Send the node that the path leads to, and what is in it. */
MUST_CHECK bool walk_path(struct walk *w, const struct object *root);
MUST_CHECK bool walk_end(struct walk *w);

#endif
