/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/panic.ksy spec=f571e4e1 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_PANIC_H
#define GENERATED_PANIC_H
/*
 * Why a guest gives up. A guest that finds host, core and operation at odds says so and stops.
 * Nothing here depends on an image: what is wrong with an image is an error message
 * (`guest.proto`).
 */
#include "store.h"
#include "structures.h"

#define PANIC_OFS_RECORD 0x40u /* Where `record` is in the control region. */

enum panic_reason {
	/* The boot information is not what this core was built for. */
	PANIC_REASON_BAD_BOOT = 1,
	/* The operation was built for another core. */
	PANIC_REASON_BAD_CALL_TABLE = 2,
	/*
	 * The operation gave a call an argument that no input can justify; the value is the slot.
	 */
	PANIC_REASON_BAD_CALL = 3,
	/*
	 * The operation emitted a message longer than the channel takes; the value is its length.
	 */
	PANIC_REASON_MESSAGE_TOO_LONG = 4,
	PANIC_REASON_DEVICE_BROKEN = 5, /* The host's answer breaks the queue's rules. */
	/* The host went on after a doorbell that does not return. */
	PANIC_REASON_DOORBELL_RETURNED = 6,
};

/*
 * Valid with the doorbell `panic`.
 *
 *  off size field
 *    0    4 reason
 *    4    4 reserved zero
 *    8    8 value
 */
#define PANIC_RECORD_SIZE 16u

enum panic_record_field {
	PANIC_RECORD_FIELD_REASON = 1,
	PANIC_RECORD_FIELD_RESERVED = 2,
	PANIC_RECORD_FIELD_VALUE = 3,
};

struct panic_record {
	uint32_t reason; /* Member of `reason`. */
	uint8_t reserved[4];
	uint64_t value; /* What goes with the reason. */
};

_Static_assert(sizeof(struct panic_record) == PANIC_RECORD_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct panic_record, reason) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct panic_record, reserved) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct panic_record, value) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * panic_record_parse - check and copy a panic record
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status panic_record_parse(struct parse_in *in, struct panic_record *out);

#endif
