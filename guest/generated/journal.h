/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/journal.ksy spec=62b47234 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_JOURNAL_H
#define GENERATED_JOURNAL_H
/*
 * Journal of a change in place. What the host keeps next to an image while it changes it in place:
 * `.instar-<inode in hexadecimal>.journal`. A journal has its name only when it is whole and on
 * stable storage, and loses it when the change is whole and on stable storage. So an image without
 * one is as before a change or as after it; an image with one is read through it, and the next
 * command that changes the image completes the change first.
 *
 * A journal is a `header`, then records, then a `seal`. A record is a `record`, then, for a `put`,
 * the checksum of each sector as it was before, 4 bytes each, then the data. All ranges but those
 * that end with the file are whole sectors, so a sector is the smallest part that a crash leaves as
 * before or as after.
 *
 * Images that are changed together, in one directory, may have one file: their journals follow each
 * other in it, and it has as many names.
 *
 * A journal counts only if its file is a regular one with no more names than journals, belongs to
 * who reads it, has mode 0600, and is on the image's file system; with the image's inode in its
 * header and a `seal` that fits; and only if each sector that it puts is in the image as it was
 * before the change, or as the change leaves it at some point. Others have then not written to the
 * image since.
 *
 * What a command that copies much adds to an image goes into the image at once, past its old end.
 * Before that there is a record of the old length, `.instar-<inode in hexadecimal>.growth`: a
 * journal whose one step, and result, is that length. Nobody reads an image through it. It is
 * removed when the journal is there; without one, the next command that changes the image cuts it
 * off there, if nothing refers to what lies beyond, and removes it. A command that writes over data
 * in place adds the step `over`: if it is interrupted, the disk has old and new content, and the
 * next command that opens the image says so.
 *
 * A command that makes other files next to an image, or makes them longer, names each of them in
 * such a record (`companion`) before it does so, and the record puts the whole image as it is, so
 * that the next command sees whether anybody has changed it since. Without a journal, the next
 * command that changes the image removes what is new and cuts off what was added to the others.
 *
 * A file for `check --undo` is a journal, too: of the way back, with a name that the user chooses,
 * on any file system. What is as before its change is then what the repair has made.
 */
#include "store.h"
#include "structures.h"

enum journal_kind {
	JOURNAL_KIND_PUT = 0, /* Write the data. */
	/* What comes before is on stable storage before what comes after. */
	JOURNAL_KIND_BARRIER = 1,
	/* Set the length of the image; what is new reads as zero. */
	JOURNAL_KIND_RESIZE = 2,
	/* Let the range read as zero, without space where the file system can. */
	JOURNAL_KIND_ZERO = 3,
	JOURNAL_KIND_RESERVE = 4, /* Have the file system set space aside. */
	JOURNAL_KIND_FILL = 5,	  /* Write zeros. */
	/* Only in a record of the old length: data may have been written over. */
	JOURNAL_KIND_OVER = 6,
	JOURNAL_KIND_GROWN = 7, /* What the change has added at once. */
	/* Only in a record of the old length: a file next to the image is new, or may be longer. */
	JOURNAL_KIND_COMPANION = 8,
};

/* Whether v is one of them. */
static inline bool journal_kind_known(uint64_t v)
{
	return v == JOURNAL_KIND_PUT || v == JOURNAL_KIND_BARRIER || v == JOURNAL_KIND_RESIZE ||
	       v == JOURNAL_KIND_ZERO || v == JOURNAL_KIND_RESERVE || v == JOURNAL_KIND_FILL ||
	       v == JOURNAL_KIND_OVER || v == JOURNAL_KIND_GROWN || v == JOURNAL_KIND_COMPANION;
}

/*
 * Which image is changed, and by whom.
 *
 *  off size field
 *    0    8 magic       0x4c4e524a54534e49
 *    8    4 version     1
 *   12    4 owner
 *   16    8 inode
 *   24    8 len_old     at most 0x7fffffffffffffff
 *   32   24 command
 *   56    8 len_journal at most 0x7fffffffffffffff
 */
#define JOURNAL_HEADER_SIZE 64u

enum journal_header_field {
	JOURNAL_HEADER_FIELD_MAGIC = 1,
	JOURNAL_HEADER_FIELD_VERSION = 2,
	JOURNAL_HEADER_FIELD_OWNER = 3,
	JOURNAL_HEADER_FIELD_INODE = 4,
	JOURNAL_HEADER_FIELD_LEN_OLD = 5,
	JOURNAL_HEADER_FIELD_COMMAND = 6,
	JOURNAL_HEADER_FIELD_LEN_JOURNAL = 7,
};

struct journal_header {
	uint64_t magic;	  /* `INSTJRNL`. */
	uint32_t version; /* Version of the whole layout. */
	uint32_t owner;	  /* User who makes the change. */
	uint64_t inode;	  /* The image's inode. */
	uint64_t len_old; /* Length of the image before the change. */
	/* The command that makes the change, in ASCII, filled up with zeros. */
	uint8_t command[24];
	/*
	 * Length of this journal, with header and seal, after which another may follow; 0 for all
	 * of the file.
	 */
	uint64_t len_journal;
};

_Static_assert(sizeof(struct journal_header) == JOURNAL_HEADER_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_header, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_header, version) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_header, owner) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_header, inode) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_header, len_old) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_header, command) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_header, len_journal) == 56u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * journal_header_parse - check and copy a journal header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status journal_header_parse(struct parse_in *in, struct journal_header *out);

/*
 * One step of the change.
 *
 *  off size field
 *    0    4 kind     one of 0 (put), 1 (barrier), 2 (resize), 3 (zero), 4 (reserve), 5 (fi ...
 *    4    4 reserved zero
 *    8    8 start    at most 0x7fffffffffffffff
 *   16    8 length   at most 0x7fffffffffffffff
 */
#define JOURNAL_RECORD_SIZE 24u

enum journal_record_field {
	JOURNAL_RECORD_FIELD_KIND = 1,
	JOURNAL_RECORD_FIELD_RESERVED = 2,
	JOURNAL_RECORD_FIELD_START = 3,
	JOURNAL_RECORD_FIELD_LENGTH = 4,
};

struct journal_record {
	uint32_t kind;	     /* What is done. */
	uint8_t reserved[4]; /* Fills the structure up. */
	uint64_t start;	     /* Where; the new length for `resize`, 0 for `barrier`. */
	uint64_t length;     /* How much; 0 for `resize` and `barrier`. */
};

_Static_assert(sizeof(struct journal_record) == JOURNAL_RECORD_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_record, kind) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_record, reserved) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_record, start) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_record, length) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * journal_record_parse - check and copy a journal record
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status journal_record_parse(struct parse_in *in, struct journal_record *out);

/*
 * What follows a record of that kind. A file in the image's directory, as it was before the change.
 *
 *  off size field
 *    0    8 inode
 *    8    8 len_old at most 0x7fffffffffffffff
 *   16    1 is_new  at most 1
 *   17  255 name
 */
#define JOURNAL_COMPANION_SIZE 272u

enum journal_companion_field {
	JOURNAL_COMPANION_FIELD_INODE = 1,
	JOURNAL_COMPANION_FIELD_LEN_OLD = 2,
	JOURNAL_COMPANION_FIELD_IS_NEW = 3,
	JOURNAL_COMPANION_FIELD_NAME = 4,
};

struct journal_companion {
	uint64_t inode;	   /* The file's inode. */
	uint64_t len_old;  /* Its length before the change; 0 for one that is new. */
	uint8_t is_new;	   /* 1 for one that the change makes. */
	uint8_t name[255]; /* Its name, filled up with zeros. */
};

_Static_assert(sizeof(struct journal_companion) == JOURNAL_COMPANION_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_companion, inode) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_companion, len_old) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_companion, is_new) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_companion, name) == 17u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * journal_companion_parse - check and copy a journal companion
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status journal_companion_parse(struct parse_in *in,
						     struct journal_companion *out);

/*
 * Last bytes of a journal that is whole.
 *
 *  off size field
 *    0    8 magic       0x4c41455354534e49
 *    8    8 num_records
 *   16    8 len_records
 *   24    8 len_new     at most 0x7fffffffffffffff
 *   32   32 hash
 */
#define JOURNAL_SEAL_SIZE 64u

enum journal_seal_field {
	JOURNAL_SEAL_FIELD_MAGIC = 1,
	JOURNAL_SEAL_FIELD_NUM_RECORDS = 2,
	JOURNAL_SEAL_FIELD_LEN_RECORDS = 3,
	JOURNAL_SEAL_FIELD_LEN_NEW = 4,
	JOURNAL_SEAL_FIELD_HASH = 5,
};

struct journal_seal {
	uint64_t magic;	      /* `INSTSEAL`. */
	uint64_t num_records; /* How many records there are. */
	uint64_t len_records; /* Bytes of all records with what follows them. */
	uint64_t len_new;     /* Length of the image after the change. */
	/* SHA-256 of the header and all records, and of this seal up to here. */
	uint8_t hash[32];
};

_Static_assert(sizeof(struct journal_seal) == JOURNAL_SEAL_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_seal, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_seal, num_records) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_seal, len_records) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_seal, len_new) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct journal_seal, hash) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * journal_seal_parse - check and copy a journal seal
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status journal_seal_parse(struct parse_in *in, struct journal_seal *out);

#endif
