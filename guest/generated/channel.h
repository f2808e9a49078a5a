/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/channel.ksy spec=33c0cbab gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_CHANNEL_H
#define GENERATED_CHANNEL_H
/*
 * Message channel. Messages are frames in the channel region, one after the other: a little-endian
 * 32-bit length, then one `GuestMessage` (`guest.proto`). The host empties the region at every
 * doorbell and sets `len_used` back to zero; the guest rings for it alone only when there is more
 * than `len_batch`.
 */
#include "store.h"
#include "structures.h"

#define CHANNEL_OFS_STATE   0x0u     /* Where `state` is in the control region. */
#define CHANNEL_LEN_PREFIX  4u	     /* The length before each message. */
#define CHANNEL_LEN_BATCH   0x40000u /* Frames that would grow beyond this are sent first. */
#define CHANNEL_MAX_MESSAGE 0xf0000u /* Longest message. */

/*
 * What the channel holds.
 *
 *  off size field
 *    0    4 len_used
 *    4    4 status
 */
#define CHANNEL_STATE_SIZE 8u

enum channel_state_field {
	CHANNEL_STATE_FIELD_LEN_USED = 1,
	CHANNEL_STATE_FIELD_STATUS = 2,
};

struct channel_state {
	uint32_t len_used; /* Bytes of whole frames in the channel region. */
	/* What the operation returned, valid with the doorbell `done`. */
	uint32_t status;
};

_Static_assert(sizeof(struct channel_state) == CHANNEL_STATE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct channel_state, len_used) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct channel_state, status) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * channel_state_parse - check and copy a channel state
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status channel_state_parse(struct parse_in *in, struct channel_state *out);

#endif
