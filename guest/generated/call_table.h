/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/call_table.ksy spec=2ce66f76 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_CALL_TABLE_H
#define GENERATED_CALL_TABLE_H
/*
 * Call table. What the core does for an operation. The operation gets the address of `table` as the
 * first argument of its entry and reaches the world through nothing else. Slots are only ever
 * appended; a changed meaning takes a new slot.
 */
#include "store.h"
#include "structures.h"

/* Set in the file of a transfer that is a `block.put_over`. */
#define CALL_TABLE_PUT_OVER   0x80000000u
/*
 * Set in the file of a transfer of no bytes that is a `block.flush`, between the puts of its batch.
 */
#define CALL_TABLE_PUT_FLUSH  0x40000000u
/*
 * Set in the file of a transfer of no bytes that is a `block.resize` to its offset, between the
 * puts of its batch.
 */
#define CALL_TABLE_PUT_RESIZE 0x20000000u
/*
 * Set in the file of a transfer that fills its buffer from there, after the puts before it in its
 * batch.
 */
#define CALL_TABLE_PUT_READ   0x10000000u

enum call_table_status {
	CALL_TABLE_STATUS_OK = 0,	    /* All done. */
	CALL_TABLE_STATUS_PAST_END = 1,	    /* The place is past the end of the file. */
	CALL_TABLE_STATUS_IO_ERROR = 2,	    /* The host could not do it. */
	CALL_TABLE_STATUS_BAD_DISK = 3,	    /* There is no such file. */
	CALL_TABLE_STATUS_UNSUPPORTED = 4,  /* The host does not do that. */
	CALL_TABLE_STATUS_WRITE_FAILED = 5, /* The host could not write. */
};

/*
 * One read or write; a batch of them costs one doorbell for every `block.max_requests` device
 * requests.
 *
 *  off size field
 *    0    8 buffer
 *    8    8 offset
 *   16    4 length
 *   20    4 disk
 */
#define CALL_TABLE_TRANSFER_SIZE 24u

enum call_table_transfer_field {
	CALL_TABLE_TRANSFER_FIELD_BUFFER = 1,
	CALL_TABLE_TRANSFER_FIELD_OFFSET = 2,
	CALL_TABLE_TRANSFER_FIELD_LENGTH = 3,
	CALL_TABLE_TRANSFER_FIELD_DISK = 4,
};

struct call_table_transfer {
	uint64_t buffer; /* Where the bytes go to or come from. */
	uint64_t offset; /* Where in the file; any byte. */
	uint32_t length; /* How many bytes. */
	/*
	 * Which file; of a write perhaps with `put_over`, `put_flush`, `put_resize` or `put_read`.
	 */
	uint32_t disk;
};

_Static_assert(sizeof(struct call_table_transfer) == CALL_TABLE_TRANSFER_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_transfer, buffer) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_transfer, offset) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_transfer, length) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_transfer, disk) == 20u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * call_table_transfer_parse - check and copy a call table transfer
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status call_table_transfer_parse(struct parse_in *in,
						       struct call_table_transfer *out);

/*
 * Which transfer of a batch failed first.
 *
 *  off size field
 *    0    4 disk
 *    4    4 status
 *    8    8 offset
 */
#define CALL_TABLE_FAILURE_SIZE 16u

enum call_table_failure_field {
	CALL_TABLE_FAILURE_FIELD_DISK = 1,
	CALL_TABLE_FAILURE_FIELD_STATUS = 2,
	CALL_TABLE_FAILURE_FIELD_OFFSET = 3,
};

struct call_table_failure {
	uint32_t disk;	 /* Its file. */
	uint32_t status; /* Why. */
	uint64_t offset; /* Where in the file. */
};

_Static_assert(sizeof(struct call_table_failure) == CALL_TABLE_FAILURE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_failure, disk) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_failure, status) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_failure, offset) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * call_table_failure_parse - check and copy a call table failure
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status call_table_failure_parse(struct parse_in *in,
						      struct call_table_failure *out);

/*
 * Functions of the System V AMD64 calling convention, by address. Those that return `uint32_t`
 * return a `status`.
 *
 *  off size field
 *    0    8 magic          49 4e 53 54 41 52 00 43
 *    8    4 version        1
 *   12    4 len_table
 *   16    8 read
 *   24    8 put
 *   32    8 flush
 *   40    8 allocated
 *   48    8 data_ranges
 *   56    8 attach
 *   64    8 num_disks
 *   72    8 disk_size
 *   80    8 disk_flags
 *   88    8 request_size
 *   96    8 emit
 *  104    8 flush_messages
 *  112    8 alloc
 *  120    8 mark
 *  128    8 release
 *  136    8 panic
 *  144    8 resize
 *  152    8 change
 *  160    8 copy
 *  168    8 derive
 */
#define CALL_TABLE_TABLE_SIZE		176u
#define CALL_TABLE_TABLE_ATTACH_OFFSET	56u
#define CALL_TABLE_TABLE_ALLOC_OFFSET	112u
#define CALL_TABLE_TABLE_RELEASE_OFFSET 128u
#define CALL_TABLE_TABLE_CHANGE_OFFSET	152u
#define CALL_TABLE_TABLE_DERIVE_OFFSET	168u
#define CALL_TABLE_TABLE_MAGIC		"INSTAR\000C"

enum call_table_table_field {
	CALL_TABLE_TABLE_FIELD_MAGIC = 1,
	CALL_TABLE_TABLE_FIELD_VERSION = 2,
	CALL_TABLE_TABLE_FIELD_LEN_TABLE = 3,
	CALL_TABLE_TABLE_FIELD_READ = 4,
	CALL_TABLE_TABLE_FIELD_PUT = 5,
	CALL_TABLE_TABLE_FIELD_FLUSH = 6,
	CALL_TABLE_TABLE_FIELD_ALLOCATED = 7,
	CALL_TABLE_TABLE_FIELD_DATA_RANGES = 8,
	CALL_TABLE_TABLE_FIELD_ATTACH = 9,
	CALL_TABLE_TABLE_FIELD_NUM_DISKS = 10,
	CALL_TABLE_TABLE_FIELD_DISK_SIZE = 11,
	CALL_TABLE_TABLE_FIELD_DISK_FLAGS = 12,
	CALL_TABLE_TABLE_FIELD_REQUEST_SIZE = 13,
	CALL_TABLE_TABLE_FIELD_EMIT = 14,
	CALL_TABLE_TABLE_FIELD_FLUSH_MESSAGES = 15,
	CALL_TABLE_TABLE_FIELD_ALLOC = 16,
	CALL_TABLE_TABLE_FIELD_MARK = 17,
	CALL_TABLE_TABLE_FIELD_RELEASE = 18,
	CALL_TABLE_TABLE_FIELD_PANIC = 19,
	CALL_TABLE_TABLE_FIELD_RESIZE = 20,
	CALL_TABLE_TABLE_FIELD_CHANGE = 21,
	CALL_TABLE_TABLE_FIELD_COPY = 22,
	CALL_TABLE_TABLE_FIELD_DERIVE = 23,
};

struct call_table_table {
	uint8_t magic[8]; /* `INSTAR`, a zero, `C` for calls. */
	uint32_t version; /* As in `boot.info`. */
	/* Size of this table, so that an operation can see which slots there are. */
	uint32_t len_table;
	uint64_t read; /* Read all or fail. */
	/* Write all to outputs or fail; what lies past an output's end makes it longer. */
	uint64_t put;
	/* A barrier: what was written before is durable before what is written later. */
	uint64_t flush;
	/* Bytes that the file took on its file system when it was attached. */
	uint64_t allocated;
	/*
	 * Ranges that are not holes, in order, from the first that ends after `offset`; fewer than
	 * `max` when there are no more.
	 */
	uint64_t data_ranges;
	uint64_t attach;    /* Ask for a file that an image names. */
	uint64_t num_disks; /* Files attached by now. */
	/* Length of a file in bytes, 0 for one that is not attached. */
	uint64_t disk_size;
	/* Set of `boot.disk_flag`, 0 for a file that is not attached. */
	uint64_t disk_flags;
	uint64_t request_size; /* Largest single device request in bytes. */
	uint64_t emit;	       /* Put a whole encoded message into the channel. */
	/* Let the host see what was emitted so far, now. */
	uint64_t flush_messages;
	uint64_t alloc;	  /* Zeroed memory from the arena, null when there is no more. */
	uint64_t mark;	  /* The arena's level. */
	uint64_t release; /* Back to an earlier level. */
	uint64_t panic;	  /* Give up, with a `panic.reason`. */
	uint64_t resize;  /* Set an output's length. */
	/*
	 * Have the host `zero`, `unmap` or `reserve` a range of an output, a `block.request_type`.
	 */
	uint64_t change;
	uint64_t copy;	 /* Have the host copy a range of another file into an output. */
	uint64_t derive; /* Have the host derive a key. */
};

_Static_assert(sizeof(struct call_table_table) == CALL_TABLE_TABLE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, version) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, len_table) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, read) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, put) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, flush) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, allocated) == 40u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, data_ranges) == 48u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, attach) == 56u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, num_disks) == 64u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, disk_size) == 72u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, disk_flags) == 80u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, request_size) == 88u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, emit) == 96u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, flush_messages) == 104u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, alloc) == 112u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, mark) == 120u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, release) == 128u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, panic) == 136u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, resize) == 144u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, change) == 152u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, copy) == 160u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct call_table_table, derive) == 168u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * call_table_table_parse - check and copy a call table table
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status call_table_table_parse(struct parse_in *in,
						    struct call_table_table *out);

#endif
