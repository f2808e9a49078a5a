/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PACKER_H
#define PACKER_H
/* Clusters for a target that keeps them compressed. */
#include <stdbool.h>
#include <stdint.h>

#include "codec/deflate.h"
#include "codec/zstd.h"

struct writer;

struct packer {
	const struct writer *writer;
	struct deflater deflater;
	struct zstd_packer zstd;
	uint8_t *packed; /* up to packer_forget(): they are queued for the file */
	uint32_t used, room;
};

/* For up to `len` bytes of clusters at a time. */
MUST_CHECK bool packer_open(struct packer *p, const struct writer *w, uint32_t len);

/* A cluster, whose bytes stay until packer_forget(): how many they are, 0 where it does not become
 * smaller and the target keeps such ones as they are. */
uint32_t packer_pack(struct packer *p, const uint8_t *cluster, uint32_t len,
		     const uint8_t **packed);

static inline void packer_forget(struct packer *p)
{
	p->used = 0;
}

#endif
