/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/key.ksy spec=ee0a4515 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_KEY_H
#define GENERATED_KEY_H
/*
 * Deriving keys. Keys of encrypted images are derived on the host: the passphrase reaches no guest,
 * and keys reach the one guest that asks. The guest puts `request` and, to derive from bytes of its
 * own, those at `ofs_password` into the control region, and rings. The host derives by PBKDF2 or
 * Argon2, within limits, and puts the key at `ofs_key`; both sides overwrite what they have read.
 * Only the ciphers of qcow and qcow2 that are older than LUKS have the passphrase itself as their
 * key.
 */
#include "store.h"
#include "structures.h"
#include "target.h"

#define KEY_OFS_REQUEST	       0x3000u /* Where `request` is in the control region. */
/* Where the bytes to derive from are, unless they are a secret of the host's. */
#define KEY_OFS_PASSWORD       0x3100u
#define KEY_OFS_KEY	       0x3200u	   /* Where the host puts the key. */
#define KEY_MAX_LEN	       64u	   /* Longest key, and longest password of the guest's. */
#define KEY_NO_SECRET	       0xffffffffu /* Number of no secret; the password is the guest's. */
#define KEY_NEW_IMAGE	       0u	   /* Number of the secret of a new image. */
/*
 * Number of the secret of the first source, which is the first file of the run. Those of further
 * sources follow.
 */
#define KEY_FIRST_SOURCE       1u
#define KEY_OLD_SECRET	       0xfffffffeu /* Number of the secret whose key slots are erased. */
/*
 * The secret of the image below another one has a number that is larger by this: as many as there
 * are sources at most, so that those of all members of all chains differ.
 */
#define KEY_PER_LAYER	       64u
#define KEY_MAX_LANES	       16u /* Lanes that Argon2 may have, each with a thread of its own. */
#define KEY_MIN_MEMORY_OF_LANE 8u  /* KiB of memory that Argon2 takes for each lane at least. */
#define KEY_MIN_SALT_OF_ARGON2 8u  /* Shortest salt of Argon2. */
#define KEY_MIN_KEY_OF_ARGON2  4u  /* Shortest key of Argon2. */

enum key_method {
	KEY_METHOD_PBKDF2 = 0, /* RFC 8018, with the HMAC of a hash. */
	/* The first bytes of the secret, and zeros after its end. */
	KEY_METHOD_AS_IT_IS = 1,
	/* Only whether there is such a secret; the key is zeros. */
	KEY_METHOD_LOOK = 2,
	KEY_METHOD_ARGON2I = 3,	 /* RFC 9106, version 1.3, of a secret of the host's. */
	KEY_METHOD_ARGON2ID = 4, /* The same, in its usual form. */
};

/* Whether v is one of them. */
static inline bool key_method_known(uint64_t v)
{
	return v == KEY_METHOD_PBKDF2 || v == KEY_METHOD_AS_IT_IS || v == KEY_METHOD_LOOK ||
	       v == KEY_METHOD_ARGON2I || v == KEY_METHOD_ARGON2ID;
}

enum key_status {
	KEY_STATUS_OK = 0,		    /* Derived. */
	KEY_STATUS_NO_SECRET = 1,	    /* There is no such secret. */
	KEY_STATUS_TOO_MANY_ITERATIONS = 2, /* The run would take more than it may. */
	/* It takes more memory than it may, or than there is. */
	KEY_STATUS_TOO_MUCH_MEMORY = 3,
	KEY_STATUS_NO_ARGON2 = 4, /* The host has no Argon2. */
};

/* Whether v is one of them. */
static inline bool key_status_known(uint64_t v)
{
	return v == KEY_STATUS_OK || v == KEY_STATUS_NO_SECRET ||
	       v == KEY_STATUS_TOO_MANY_ITERATIONS || v == KEY_STATUS_TOO_MUCH_MEMORY ||
	       v == KEY_STATUS_NO_ARGON2;
}

/*
 * What to derive a key from, and how.
 *
 *  off size field
 *    0    4 secret
 *    4    4 method       one of 0 (pbkdf2), 1 (as_it_is), 2 (look), 3 (argon2i), 4 (argon2id)
 *    8    4 hash         one of 0 (none), 1 (sha1), 2 (sha224), 3 (sha256), 4 (sha384), 5 ...
 *   12    4 iterations
 *   16    4 len_password at most 64
 *   20    4 len_key      1..64
 *   24    4 status       one of 0 (ok), 1 (no_secret), 2 (too_many_iterations), 3 (too_muc ...
 *   28    4 len_salt     at most 64
 *   32   64 salt
 *   96    4 memory
 *  100    4 lanes        at most 16
 */
#define KEY_REQUEST_SIZE 104u

enum key_request_field {
	KEY_REQUEST_FIELD_SECRET = 1,
	KEY_REQUEST_FIELD_METHOD = 2,
	KEY_REQUEST_FIELD_HASH = 3,
	KEY_REQUEST_FIELD_ITERATIONS = 4,
	KEY_REQUEST_FIELD_LEN_PASSWORD = 5,
	KEY_REQUEST_FIELD_LEN_KEY = 6,
	KEY_REQUEST_FIELD_STATUS = 7,
	KEY_REQUEST_FIELD_LEN_SALT = 8,
	KEY_REQUEST_FIELD_SALT = 9,
	KEY_REQUEST_FIELD_MEMORY = 10,
	KEY_REQUEST_FIELD_LANES = 11,
};

struct key_request {
	uint32_t secret; /* Number of the host's secret, or `no_secret`. */
	uint32_t method; /* How the key comes of the secret. */
	uint32_t hash;	 /* Hash of the HMAC; none where there is no PBKDF2. */
	/* Iterations of PBKDF2, or passes of Argon2; 0 where nothing is derived. */
	uint32_t iterations;
	uint32_t len_password; /* Length of the guest's own password; 0 with a secret. */
	uint32_t len_key;      /* Length of the key. */
	uint32_t status;       /* The answer. */
	uint32_t len_salt;     /* Length of the salt. */
	uint8_t salt[64];      /* Salt of the derivation, padded with zeros. */
	uint32_t memory;       /* KiB of memory for Argon2; else 0. */
	uint32_t lanes;	       /* Lanes of Argon2; else 0. */
};

_Static_assert(sizeof(struct key_request) == KEY_REQUEST_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, secret) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, method) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, hash) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, iterations) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, len_password) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, len_key) == 20u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, status) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, len_salt) == 28u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, salt) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, memory) == 96u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct key_request, lanes) == 100u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * key_request_parse - check and copy a key request
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status key_request_parse(struct parse_in *in, struct key_request *out);

#endif
