/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/guest.proto spec=36d20813 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_GUEST_MESSAGE_H
#define GENERATED_GUEST_MESSAGE_H
/*
 * What a guest may say, as plain structs, and their encoding as protobuf. Nothing is allocated;
 * views and arrays belong to the caller.
 */
#include "parse.h"

/* Bytes of someone else. */
struct bytes_view {
	const void *p;
	size_t len;
};

struct guest_wick {
	bool lit;
};

/* It shines. */
struct guest_light {
	uint64_t lumen; /* how much */
	bool has_colour;
	struct bytes_view colour;
	const struct guest_wick *wicks;
	size_t num_wicks;
	const uint32_t *hours;
	size_t num_hours;
};

struct guest_dark {
	struct bytes_view why;
};

enum guest_message_kind {
	GUEST_MESSAGE_NONE = 0,
	GUEST_MESSAGE_LIGHT = 1,
	GUEST_MESSAGE_DARK = 2,
};

struct guest_message {
	enum guest_message_kind kind;
	union {
		struct guest_light light;
		struct guest_dark dark;
	};
};

/* False when cap bytes are too few or the kind is none. *len is written on success only. */
MUST_CHECK bool guest_message_encode(const struct guest_message *m, uint8_t *buf, size_t cap,
				     size_t *len);

#endif
