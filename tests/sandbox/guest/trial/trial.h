/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TRIAL_H
#define TRIAL_H
/*
 * An operation for tests: its configuration names one thing to do, well-behaved (trial.c) or
 * forbidden (evil.c, flood.c). The numbers are tests/sandbox/trial.py's.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TRIAL_ARGUMENTS 6

struct trial_config {
	uint32_t action;
	uint32_t process; /* whether the doorbell is a system call */
	uint64_t argument[TRIAL_ARGUMENTS];
	uint8_t text[64]; /* zero-terminated */
};

/* Report up to 100 bytes of text, in a Log message. */
void trial_say(const void *text, size_t len);
void trial_say_number(uint64_t number);

bool trial_read(const struct trial_config *config);
bool trial_memory(const struct trial_config *config);
bool trial_registers(const struct trial_config *config);
void trial_evil(const struct trial_config *config);
void trial_break_queue(const struct trial_config *config);
void trial_break_channel(const struct trial_config *config);

/* Ring the doorbell past the core, as code that took the guest over would. */
void trial_ring(const struct trial_config *config, uint32_t reason);

#endif
