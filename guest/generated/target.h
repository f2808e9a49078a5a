/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/target.ksy spec=d6eebef2 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_TARGET_H
#define GENERATED_TARGET_H
/*
 * What a new image shall be. Limits of every new image, and the options that each format of one
 * has. What `qemu-img create` and `qemu-img convert` choose where a format leaves it to the writer
 * stands in that format's spec.
 */
#include "parse.h"
#include "structures.h"

/* Largest file and largest disk, what a signed 64-bit offset reaches. */
#define TARGET_MAX_SIZE UINT64_C(0x7fffffffffffffff)

#endif
