/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PACKER_H
#define PACKER_H
/* Clusters for a target that keeps them compressed. */
#include <stdbool.h>
#include <stdint.h>

#include "codec/codec.h"

struct packer {
	uint32_t method; /* DESK_METHOD_* */
	const struct encoder *encoder;
	void *state;	 /* the encoder's */
	uint8_t *packed; /* up to packer_forget(): they are queued for the file */
	uint32_t used, room;
};

/* For up to `len` bytes of clusters at a time, none shorter than `len_cluster` but the last. */
MUST_CHECK bool packer_open(struct packer *p, uint32_t method, uint32_t len_cluster, uint32_t len);

/* The most bytes of a stream that is written whether or not it is shorter. */
uint32_t packer_longest(uint32_t len);

/* A cluster, whose bytes stay until packer_forget(): how many they are, 0 where it does not become
 * smaller and the target keeps such ones as they are. */
uint32_t packer_pack(struct packer *p, const uint8_t *cluster, uint32_t len,
		     const uint8_t **packed);

static inline void packer_forget(struct packer *p)
{
	p->used = 0;
}

#endif
