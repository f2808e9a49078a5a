/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OP_H
#define OP_H
/*
 * What an operation is to the runtime: one function. It gets its configuration as the host wrote
 * it, emits messages, and returns true, or returns false after recording a fault, which then goes
 * to the host as an Error.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool op_run(const uint8_t *config, size_t len);

#endif
