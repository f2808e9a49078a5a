/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/luks.ksy spec=93b18077 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_LUKS_H
#define GENERATED_LUKS_H
/*
 * Linux unified key setup, versions 1 and 2. Disk encryption with a header in clear. The header
 * says how the disk is encrypted and holds the disk's key several times, each time encrypted with
 * another passphrase (a key slot) and spread over many sectors so that it can be destroyed
 * reliably. The encrypted disk follows after the key material. Nothing here needs a passphrase:
 * sizes, algorithms and slots are in clear.
 *
 *     LUKS1:  phdr (592 bytes) | key material of 8 slots | payload at payload_sector
 *     LUKS2:  header2 (4 KiB) + JSON | the same again | key slots | segments as the JSON says
 *
 * qemu opens version 1 only; instar reads version 2 where it is asked for, unless the answers of a
 * release are wanted. A qcow2 image whose `crypt_method` is LUKS holds a `phdr` too, in which
 * offsets count from the phdr.
 */
#include "store.h"
#include "structures.h"

/* All sectors in a LUKS1 header have this size, whatever the disk's is. */
#define LUKS_SECTOR_SIZE	512u
/* Neither key material nor payload starts before this, which leaves room after the phdr. */
#define LUKS_HEADER_AREA_BYTES	4096u
/* Anti-forensic stripes of every key slot that any known writer has made. */
#define LUKS_STRIPES		4000u
#define LUKS_NUM_KEY_SLOTS	8u  /* A LUKS1 header always has this many slots, used or not. */
#define LUKS_LEN_KEY_128	16u /* Key of 128 bits. */
#define LUKS_LEN_KEY_192	24u /* Key of 192 bits. */
#define LUKS_LEN_KEY_256	32u /* Key of 256 bits. */
#define LUKS_LEN_MD5		16u /* Hash of MD5. */
#define LUKS_LEN_SHA1		20u /* Hash of SHA-1. */
#define LUKS_LEN_SHA224		28u /* Hash of SHA-224. */
#define LUKS_LEN_SHA256		32u /* Hash of SHA-256. */
#define LUKS_LEN_SHA384		48u /* Hash of SHA-384. */
#define LUKS_LEN_SHA512		64u /* Hash of SHA-512. */
#define LUKS_LEN_RIPEMD160	20u /* Hash of RIPEMD-160. */
#define LUKS_LEN_SM3		32u /* Hash of SM3. */
/* qemu rounds the length of key material up to this, 4096 bytes, where it looks for overlaps. */
#define LUKS_KEY_MATERIAL_ALIGN 8u
/* The smallest LUKS2 header with its JSON area, and so the first place where its copy may be. */
#define LUKS_MIN_LEN_HEADER2	0x4000u
#define LUKS_MAX_LEN_HEADER2	0x400000u /* The largest. */
#define LUKS_MAX_KEY_SLOTS2	32u	  /* Key slots of LUKS2 at most. */
#define LUKS_MAX_SECTOR_SIZE	4096u	  /* Largest sector that LUKS2 encrypts as one. */

#define LUKS_CIPHER_AES	       "aes"	 /* Cipher with keys of 16, 24 or 32 bytes. */
#define LUKS_CIPHER_SERPENT    "serpent" /* Cipher with keys of 16, 24 or 32 bytes. */
#define LUKS_CIPHER_TWOFISH    "twofish" /* Cipher with keys of 16, 24 or 32 bytes. */
#define LUKS_CIPHER_CAST5      "cast5"	 /* Cipher with keys of 16 bytes. */
#define LUKS_CIPHER_SM4	       "sm4"	 /* Cipher with keys of 16 bytes, known since qemu 9.0. */
/* How qemu spells the cipher where essiv has none of the length of its hash. */
#define LUKS_SHOWN_AES	       "AES"
#define LUKS_SHOWN_SERPENT     "Serpent"   /* The same. */
#define LUKS_SHOWN_TWOFISH     "Twofish"   /* The same. */
#define LUKS_SHOWN_CAST5       "cast5-128" /* How qemu spells the cipher where essiv cannot use it. */
#define LUKS_MODE_ECB	       "ecb"	   /* Each block alone. */
#define LUKS_MODE_CBC	       "cbc"	   /* Cipher block chaining, the mode before XTS. */
#define LUKS_MODE_XTS	       "xts"	   /* The usual mode, with two keys in one. */
#define LUKS_MODE_CTR	       "ctr"	   /* Counter mode. */
#define LUKS_VECTOR_PLAIN      "plain"	   /* Vectors are the sector's number, in 32 bits. */
#define LUKS_VECTOR_PLAIN64    "plain64"   /* Vectors are the sector's number, in 64 bits. */
/* Vectors are the sector's number, encrypted with a hash of the key. */
#define LUKS_VECTOR_ESSIV      "essiv"
#define LUKS_HASH_MD5	       "md5"	   /* Hash of 16 bytes. */
#define LUKS_HASH_SHA1	       "sha1"	   /* Hash of 20 bytes. */
#define LUKS_HASH_SHA224       "sha224"	   /* Hash of 28 bytes. */
#define LUKS_HASH_SHA256       "sha256"	   /* Hash of 32 bytes, the usual one. */
#define LUKS_HASH_SHA384       "sha384"	   /* Hash of 48 bytes. */
#define LUKS_HASH_SHA512       "sha512"	   /* Hash of 64 bytes. */
#define LUKS_HASH_RIPEMD160    "ripemd160" /* Hash of 20 bytes. */
#define LUKS_HASH_SM3	       "sm3"	   /* Hash of 32 bytes, known since qemu 9.0. */
/* LUKS2: the member of the text's `config` that gives the bytes of the JSON area. */
#define LUKS_JSON_SIZE	       "json_size"
/* LUKS2: the member of the text's `config` that gives the bytes for key material. */
#define LUKS_KEYSLOTS_SIZE     "keyslots_size"
#define LUKS_JSON_CONFIG       "config"	      /* LUKS2: What counts for the whole volume. */
#define LUKS_JSON_REQUIREMENTS "requirements" /* LUKS2: What a reader has to know. */
#define LUKS_JSON_MANDATORY    "mandatory"    /* LUKS2: Names of what it cannot do without. */
/* LUKS2: Key slots by their numbers; of a digest, those with its key. */
#define LUKS_JSON_KEYSLOTS     "keyslots"
/* LUKS2: Parts of the disk by their numbers; of a digest, those with its key. */
#define LUKS_JSON_SEGMENTS     "segments"
#define LUKS_JSON_DIGESTS      "digests" /* LUKS2: Digests of keys by their numbers. */
#define LUKS_JSON_TYPE	       "type"	 /* LUKS2: The kind of what has it. */
/* LUKS2: Where a segment or the area of a key slot begins. */
#define LUKS_JSON_AREA_OFFSET  "offset"
#define LUKS_JSON_AREA_SIZE    "size" /* LUKS2: How long it is. */
/* LUKS2: Number of a segment's first sector of 512 bytes in vectors. */
#define LUKS_JSON_IV_TWEAK     "iv_tweak"
/* LUKS2: Cipher, mode and vectors, such as aes-xts-plain64. */
#define LUKS_JSON_ENCRYPTION   "encryption"
#define LUKS_JSON_SECTOR_SIZE  "sector_size" /* LUKS2: Bytes that are encrypted as one. */
#define LUKS_JSON_INTEGRITY    "integrity" /* LUKS2: Of a segment with checksums of its sectors. */
/* LUKS2: Whether and when a key slot is tried (enum `slot_priority`). */
#define LUKS_JSON_PRIORITY     "priority"
#define LUKS_JSON_KEY_SIZE     "key_size" /* LUKS2: Bytes of a key. */
#define LUKS_JSON_AF	       "af"	  /* LUKS2: How a key is split. */
#define LUKS_JSON_STRIPES      "stripes"  /* LUKS2: Into how many pieces. */
#define LUKS_JSON_HASH	       "hash"	  /* LUKS2: Name of a hash. */
#define LUKS_JSON_AREA	       "area"	/* LUKS2: Where a split key is, and how it is encrypted. */
#define LUKS_JSON_KDF	       "kdf"	/* LUKS2: How the key of an area comes of a passphrase. */
#define LUKS_JSON_TIME	       "time"	/* LUKS2: Passes of Argon2. */
#define LUKS_JSON_MEMORY       "memory" /* LUKS2: Its memory in KiB. */
#define LUKS_JSON_CPUS	       "cpus"	/* LUKS2: Its lanes. */
#define LUKS_JSON_ITERATIONS   "iterations" /* LUKS2: Of PBKDF2. */
#define LUKS_JSON_SALT	       "salt"	    /* LUKS2: In base64. */
#define LUKS_JSON_DIGEST       "digest"	    /* LUKS2: In base64. */
#define LUKS_SEGMENT_CRYPT     "crypt"	    /* LUKS2: A segment that is encrypted. */
#define LUKS_SIZE_DYNAMIC      "dynamic" /* LUKS2: Size of a segment up to the end of the file. */
#define LUKS_SLOT_LUKS2	       "luks2"	 /* LUKS2: A key slot with a passphrase. */
/* LUKS2: One that describes how the disk is encrypted anew. */
#define LUKS_SLOT_REENCRYPT    "reencrypt"
#define LUKS_AREA_RAW	       "raw"	  /* LUKS2: An area of bytes. */
#define LUKS_AF_LUKS1	       "luks1"	  /* LUKS2: The split of version 1. */
#define LUKS_KDF_ARGON2I       "argon2i"  /* LUKS2: A form of Argon2. */
#define LUKS_KDF_ARGON2ID      "argon2id" /* LUKS2: The usual form of Argon2. */
#define LUKS_KDF_PBKDF2	       "pbkdf2"	  /* LUKS2: The derivation of version 1. */

struct luks_string {
	const char *text;
	uint32_t len;
};

#define LUKS_NUM_STRINGS 61u
extern const struct luks_string luks_strings[LUKS_NUM_STRINGS];

enum luks_header2_magic {
	/* The letters LUKS: the header at the start of the file. */
	LUKS_HEADER2_MAGIC_FIRST = 0x4c554b53,
	/* The letters SKUL: its copy, after the first one's JSON area. */
	LUKS_HEADER2_MAGIC_COPY = 0x534b554c,
};

/* Whether v is one of them. */
static inline bool luks_header2_magic_known(uint64_t v)
{
	return v == LUKS_HEADER2_MAGIC_FIRST || v == LUKS_HEADER2_MAGIC_COPY;
}

enum luks_slot_priority {
	/* LUKS2: The slot opens for who names it, and nobody else. */
	LUKS_SLOT_PRIORITY_IGNORE = 0,
	/* LUKS2: It is tried in its turn; that of a slot that says nothing. */
	LUKS_SLOT_PRIORITY_NORMAL = 1,
	LUKS_SLOT_PRIORITY_PREFER = 2, /* LUKS2: It is tried before the others. */
};

enum luks_slot_state {
	LUKS_SLOT_STATE_INACTIVE = 0xdead, /* The slot is free. */
	LUKS_SLOT_STATE_ACTIVE = 0xac71f3, /* The slot holds the disk's key. */
};

/*
 * One copy of the disk's key, locked with one passphrase.
 *
 *  off size field
 *    0    4 state
 *    4    4 iterations
 *    8   32 salt
 *   40    4 key_material_sector
 *   44    4 stripes
 */
#define LUKS_KEY_SLOT_SIZE			 48u
#define LUKS_KEY_SLOT_STATE_OFFSET		 0u
#define LUKS_KEY_SLOT_ITERATIONS_OFFSET		 4u
#define LUKS_KEY_SLOT_KEY_MATERIAL_SECTOR_OFFSET 40u
#define LUKS_KEY_SLOT_STRIPES_OFFSET		 44u

enum luks_key_slot_field {
	LUKS_KEY_SLOT_FIELD_STATE = 1,
	LUKS_KEY_SLOT_FIELD_ITERATIONS = 2,
	LUKS_KEY_SLOT_FIELD_SALT = 3,
	LUKS_KEY_SLOT_FIELD_KEY_MATERIAL_SECTOR = 4,
	LUKS_KEY_SLOT_FIELD_STRIPES = 5,
};

struct luks_key_slot {
	uint32_t state; /* Whether the slot holds a key. */
	/* Iterations of PBKDF2 from the passphrase to the key that unlocks this slot. */
	uint32_t iterations;
	/*
	 * Where the slot's key material starts, in sectors of 512 bytes from the start of the phdr.
	 */
	uint32_t key_material_sector;
	/* The key is spread over this many times its length, so that losing any part loses all. */
	uint32_t stripes;
	uint8_t salt[32]; /* Salt of that derivation. */
};

/**
 * luks_key_slot_parse - check and copy a luks key slot
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status luks_key_slot_parse(struct parse_in *in, struct luks_key_slot *out);

/**
 * luks_key_slot_store - write a luks key slot
 * @p: room for LUKS_KEY_SLOT_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void luks_key_slot_store(uint8_t *p, const struct luks_key_slot *h);

/*
 * Partition header of LUKS1, at the start of the file. qemu checks magic, version, the terminators
 * of the three names, `payload_sector`, `mk_digest_iterations`, then slot by slot; then the names.
 * Bytes past the end of the file read as zeros.
 *
 *  off size field
 *    0    6 magic                4c 55 4b 53 ba be
 *    6    2 version              1
 *    8   32 cipher_name
 *   40   32 cipher_mode
 *   72   32 hash_spec
 *  104    4 payload_sector       at least 8
 *  108    4 len_key
 *  112   20 mk_digest
 *  132   32 mk_digest_salt
 *  164    4 mk_digest_iterations at least 1
 *  168   40 uuid
 *  208  384 key_slots
 */
#define LUKS_PHDR_SIZE			592u
#define LUKS_PHDR_VERSION_OFFSET	6u
#define LUKS_PHDR_CIPHER_NAME_OFFSET	8u
#define LUKS_PHDR_CIPHER_MODE_OFFSET	40u
#define LUKS_PHDR_HASH_SPEC_OFFSET	72u
#define LUKS_PHDR_PAYLOAD_SECTOR_OFFSET 104u
#define LUKS_PHDR_KEY_SLOTS_OFFSET	208u
#define LUKS_PHDR_MAGIC			"LUKS\272\276"
#define LUKS_PHDR_MAGIC_SIZE		6u
#define LUKS_PHDR_VERSION		1u

enum luks_phdr_field {
	LUKS_PHDR_FIELD_MAGIC = 1,
	LUKS_PHDR_FIELD_VERSION = 2,
	LUKS_PHDR_FIELD_CIPHER_NAME = 3,
	LUKS_PHDR_FIELD_CIPHER_MODE = 4,
	LUKS_PHDR_FIELD_HASH_SPEC = 5,
	LUKS_PHDR_FIELD_PAYLOAD_SECTOR = 6,
	LUKS_PHDR_FIELD_LEN_KEY = 7,
	LUKS_PHDR_FIELD_MK_DIGEST = 8,
	LUKS_PHDR_FIELD_MK_DIGEST_SALT = 9,
	LUKS_PHDR_FIELD_MK_DIGEST_ITERATIONS = 10,
	LUKS_PHDR_FIELD_UUID = 11,
	LUKS_PHDR_FIELD_KEY_SLOTS = 12,
};

struct luks_phdr {
	struct luks_key_slot key_slots[8]; /* The slots, used or not. */
	/* Where the encrypted disk starts, in sectors of 512 bytes. */
	uint32_t payload_sector;
	uint32_t len_key;	       /* Length of the disk's key. */
	uint32_t mk_digest_iterations; /* Iterations of that derivation. */
	uint16_t version;	       /* 1 for this layout. */
	/* Block cipher, such as `aes`, `twofish`, `serpent`, padded with zeros. */
	uint8_t cipher_name[32];
	/*
	 * Mode and generator of initialisation vectors, such as `xts-plain64` or
	 * `cbc-essiv:sha256`, padded with zeros.
	 */
	uint8_t cipher_mode[32];
	/*
	 * Hash for key derivation and for the anti-forensic split, such as `sha256`, padded with
	 * zeros.
	 */
	uint8_t hash_spec[32];
	/* PBKDF2 of the disk's key; shows whether a passphrase is right. */
	uint8_t mk_digest[20];
	uint8_t mk_digest_salt[32]; /* Salt of that derivation. */
	uint8_t uuid[40];	    /* UUID as text, 36 characters padded with zeros. */
};

/**
 * luks_phdr_parse - check and copy a luks phdr
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status luks_phdr_parse(struct parse_in *in, struct luks_phdr *out);

/**
 * luks_phdr_store - write a luks phdr
 * @p: room for LUKS_PHDR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void luks_phdr_store(uint8_t *p, const struct luks_phdr *h);

/* As it is in the bytes of the structure, unchecked. */
static inline uint16_t luks_phdr_peek_version(const uint8_t *p)
{
	return load_u2be(p + 6);
}

/* Where the encrypted disk starts. */
static inline uint64_t luks_phdr_ofs_payload(const struct luks_phdr *h)
{
	return (uint64_t)h->payload_sector * 512;
}

/* Sectors that the key material of one slot with 4000 stripes takes. */
static inline uint64_t luks_phdr_num_key_material_sectors(const struct luks_phdr *h)
{
	return ((uint64_t)h->len_key * 4000 + 511) / 512;
}

/*
 * Binary header of LUKS2. After it, up to `len_header`, follows a JSON text with the key slots,
 * segments and tokens. A second copy of both, with the magic `SKUL`, follows at `len_header`.
 * Numbers are big-endian.
 *
 *  off size field
 *    0    4 magic              one of 1280658259 (first), 1397445964 (copy)
 *    4    2 magic_end          ba be
 *    6    2 version            2
 *    8    8 len_header         0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x10000 ...
 *   16    8 sequence
 *   24   48 label
 *   72   32 checksum_algorithm
 *  104   64 salt
 *  168   40 uuid
 *  208   48 subsystem
 *  256    8 ofs_header
 *  264  184 reserved
 *  448   64 checksum
 *  512 3584 padding
 */
#define LUKS_HEADER2_SIZE		       4096u
#define LUKS_HEADER2_MAGIC_END_OFFSET	       4u
#define LUKS_HEADER2_VERSION_OFFSET	       6u
#define LUKS_HEADER2_LEN_HEADER_OFFSET	       8u
#define LUKS_HEADER2_SEQUENCE_OFFSET	       16u
#define LUKS_HEADER2_CHECKSUM_ALGORITHM_OFFSET 72u
#define LUKS_HEADER2_SALT_OFFSET	       104u
#define LUKS_HEADER2_UUID_OFFSET	       168u
#define LUKS_HEADER2_OFS_HEADER_OFFSET	       256u
#define LUKS_HEADER2_CHECKSUM_OFFSET	       448u
#define LUKS_HEADER2_MAGIC_END		       "\272\276"
#define LUKS_HEADER2_MAGIC_END_SIZE	       2u

enum luks_header2_field {
	LUKS_HEADER2_FIELD_MAGIC = 1,
	LUKS_HEADER2_FIELD_MAGIC_END = 2,
	LUKS_HEADER2_FIELD_VERSION = 3,
	LUKS_HEADER2_FIELD_LEN_HEADER = 4,
	LUKS_HEADER2_FIELD_SEQUENCE = 5,
	LUKS_HEADER2_FIELD_LABEL = 6,
	LUKS_HEADER2_FIELD_CHECKSUM_ALGORITHM = 7,
	LUKS_HEADER2_FIELD_SALT = 8,
	LUKS_HEADER2_FIELD_UUID = 9,
	LUKS_HEADER2_FIELD_SUBSYSTEM = 10,
	LUKS_HEADER2_FIELD_OFS_HEADER = 11,
	LUKS_HEADER2_FIELD_RESERVED = 12,
	LUKS_HEADER2_FIELD_CHECKSUM = 13,
	LUKS_HEADER2_FIELD_PADDING = 14,
};

struct luks_header2 {
	/* Bytes in this header and its JSON area together, 16 KiB to 4 MiB. */
	uint64_t len_header;
	/* Raised with each update; the copy with the larger one is the newer. */
	uint64_t sequence;
	/* Offset of this copy on the device, so that a copy that was moved is noticed. */
	uint64_t ofs_header;
	uint32_t magic;	   /* Which of the two headers this is. */
	uint16_t version;  /* 2 for this layout. */
	uint8_t label[48]; /* Label, padded with zeros. */
	/* Name of the hash in `checksum`, such as `sha256`, padded with zeros. */
	uint8_t checksum_algorithm[32];
	/* Random bytes, different in each update, so that no two headers have the same hash. */
	uint8_t salt[64];
	uint8_t uuid[40]; /* UUID as text, padded with zeros. */
	/* Secondary label for a subsystem's use, padded with zeros. */
	uint8_t subsystem[48];
	/* Hash over this header with this field zero, and the JSON area; padded with zeros. */
	uint8_t checksum[64];
};

/**
 * luks_header2_parse - check and copy a luks header2
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status luks_header2_parse(struct parse_in *in, struct luks_header2 *out);

/**
 * luks_header2_store - write a luks header2
 * @p: room for LUKS_HEADER2_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void luks_header2_store(uint8_t *p, const struct luks_header2 *h);

#endif
