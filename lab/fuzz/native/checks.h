/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHECKS_H
#define CHECKS_H
/* What several targets hold guest code to. */
#include <stdbool.h>
#include <stdint.h>

#include "stages/image.h"
#include "generated/measure.h"

#define MAX_WALK (64u << 20) /* bytes of the disk, from its start and before its end */

/* End the program, which is a finding, unless it is true. */
void require(bool truth, const char *what);

/* walked.c: the format that the environment's FUZZ_FORMAT names, so that a corpus is about one;
 * SOURCE_FORMAT_UNKNOWN without it. */
uint32_t format_asked(void);

/* walked.c: records from `pos` on partition what was walked, or there is a fault. Stops after a
 * number of records. */
void check_walk(struct image *top, uint64_t pos, uint64_t end);

/* walked.c: what an operation that failed leaves, if its configuration was a valid one. */
void check_fault(void);

/* walked.c: options out of an input become such as the guest takes; `forced`, unless it is
 * SOURCE_FORMAT_UNKNOWN, is the format. */
void tame_source(struct source_options *options, uint32_t forced);

/*
 * walked.c: whether a chain does not open, or can be walked from end to end in a run of a fuzzer,
 * which has no patience for millions of clusters. Targets that walk a part of a disk need not ask.
 */
struct packed_file;
bool is_walked_soon(const struct packed_file *file, const struct source_options *options);

/* Most values of most fields of a configuration are refused: each bit of `choice` turns the numbers
 * of one into such as may pass. */
void tame_measure(struct measure_config *config, uint8_t choice);

/* What the issue promises of the two numbers. */
void check_measured(const struct measure_config *config, uint64_t virtual_size, uint64_t required,
		    uint64_t fully_allocated);

/* Of targets that are linked with watch.c: each message that an operation emits, before it is
 * encoded. */
struct guest_message;
void watched(const struct guest_message *message);

#endif
