/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MUTATE_H
#define MUTATE_H
#include <stddef.h>
#include <stdint.h>

#include "packed.h"

/* Bytes that a target's inputs have before their packed file. Each target that is linked with
 * mutate.c says how many. */
extern const size_t mutate_prefix;

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

#endif
