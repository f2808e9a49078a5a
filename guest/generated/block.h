/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/block.ksy spec=aedd644b gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_BLOCK_H
#define GENERATED_BLOCK_H
/*
 * Block requests. Files are virtio-blk devices: requests and the split virtqueue are those of
 * VIRTIO 1.x, with these choices.
 *
 * - One queue serves all files: the request header's second word, reserved in VIRTIO, is the file's
 *   number.
 * - The driver's placement is fixed, and the device refuses any other: request `i` of a batch has
 *   its header in descriptor `3 * i`, its data in `3 * i + 1` and its status in `3 * i + 2`, and
 *   takes header `i` and status byte `i`. There is no chain to follow, so none can loop. A flush
 *   has a data descriptor of length 0.
 * - Ring slot `i` of a batch is request `i`, and both indices count from zero in every batch: the
 *   available index says how many requests there are, the used index, when the doorbell returns,
 *   that all of them are complete.
 * - Addresses are virtual addresses of the memory map (`memory.ksy`).
 * - Request types from 0x10000 on are instar's own. `holes` is a question about a file that only
 *   its host can answer. The others change a file that the run has as an output, and are addressed
 *   in bytes: the header's last word is then a byte's offset, not a sector. VIRTIO's own write is
 *   not served.
 * - The host gives each output bounds on its length and on all that is written to it. What leaves
 *   them ends the run, and so does any request after one that changed an output has failed.
 */
#include "store.h"
#include "structures.h"

#define BLOCK_PER_REQUEST     3u      /* Descriptors of a request. */
#define BLOCK_MAX_REQUESTS    341u    /* Requests of a batch, as many as the descriptors allow. */
#define BLOCK_LEN_SECTOR      512u    /* Unit of a request's place and length. */
#define BLOCK_SECTOR_SHIFT    9u      /* Binary logarithm of the sector. */
#define BLOCK_OFS_DESCRIPTORS 0x0u    /* Descriptor table, in the queue region. */
#define BLOCK_OFS_HEADERS     0x4000u /* Request headers. */
#define BLOCK_OFS_AVAILABLE   0x6000u /* Available ring. */
#define BLOCK_OFS_STATUS      0x6a00u /* Status bytes. */
#define BLOCK_OFS_USED	      0x7000u /* Used ring. */

enum block_descriptor_flag {
	BLOCK_DESCRIPTOR_FLAG_NEXT = 1,	 /* The request goes on in another descriptor. */
	BLOCK_DESCRIPTOR_FLAG_WRITE = 2, /* The host writes this buffer. */
};

enum block_request_type {
	BLOCK_REQUEST_TYPE_READ = 0,  /* VIRTIO_BLK_T_IN. */
	BLOCK_REQUEST_TYPE_FLUSH = 4, /* A barrier. */
	/* Which ranges from the sector on are data, in order, as many as the buffer takes. */
	BLOCK_REQUEST_TYPE_HOLES = 0x10000,
	BLOCK_REQUEST_TYPE_PUT = 0x10001, /* Write the buffer to the output. */
	/* Set the output's length; the buffer is empty. */
	BLOCK_REQUEST_TYPE_RESIZE = 0x10002,
	/* Let a `data_range` of the output read as zero. */
	BLOCK_REQUEST_TYPE_ZERO = 0x10003,
	/* As `zero`, and make it a hole where the file system can. */
	BLOCK_REQUEST_TYPE_UNMAP = 0x10004,
	/* Have the file system set space aside for a `data_range` of the output. */
	BLOCK_REQUEST_TYPE_RESERVE = 0x10005,
	/* Bytes of another file into the output: a `copy`. */
	BLOCK_REQUEST_TYPE_COPY = 0x10006,
	/*
	 * As `put`, of data where the image has data, or where nothing refers to: whenever it gets
	 * into the file, the image has old or new data there.
	 */
	BLOCK_REQUEST_TYPE_PUT_OVER = 0x10007,
};

/* Whether v is one of them. */
static inline bool block_request_type_known(uint64_t v)
{
	return v == BLOCK_REQUEST_TYPE_READ || v == BLOCK_REQUEST_TYPE_FLUSH ||
	       v == BLOCK_REQUEST_TYPE_HOLES || v == BLOCK_REQUEST_TYPE_PUT ||
	       v == BLOCK_REQUEST_TYPE_RESIZE || v == BLOCK_REQUEST_TYPE_ZERO ||
	       v == BLOCK_REQUEST_TYPE_UNMAP || v == BLOCK_REQUEST_TYPE_RESERVE ||
	       v == BLOCK_REQUEST_TYPE_COPY || v == BLOCK_REQUEST_TYPE_PUT_OVER;
}

enum block_request_status {
	BLOCK_REQUEST_STATUS_OK = 0,	      /* Done. */
	BLOCK_REQUEST_STATUS_IO_ERROR = 1,    /* The host tried and failed. */
	BLOCK_REQUEST_STATUS_UNSUPPORTED = 2, /* The host does not do that. */
};

/*
 * A piece of guest memory that takes part in a request.
 *
 *  off size field
 *    0    8 address
 *    8    4 len_buffer
 *   12    2 flags
 *   14    2 next
 */
#define BLOCK_DESCRIPTOR_SIZE 16u

enum block_descriptor_field {
	BLOCK_DESCRIPTOR_FIELD_ADDRESS = 1,
	BLOCK_DESCRIPTOR_FIELD_LEN_BUFFER = 2,
	BLOCK_DESCRIPTOR_FIELD_FLAGS = 3,
	BLOCK_DESCRIPTOR_FIELD_NEXT = 4,
};

struct block_descriptor {
	uint64_t address;    /* First byte. */
	uint32_t len_buffer; /* How many. */
	uint16_t flags;	     /* Set of `descriptor_flag`. */
	uint16_t next;	     /* Next descriptor of the request. */
};

_Static_assert(sizeof(struct block_descriptor) == BLOCK_DESCRIPTOR_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_descriptor, address) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_descriptor, len_buffer) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_descriptor, flags) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_descriptor, next) == 14u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * block_descriptor_parse - check and copy a block descriptor
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status block_descriptor_parse(struct parse_in *in,
						    struct block_descriptor *out);

/*
 * Ring that the guest writes.
 *
 *  off size field
 *    0    2 flags
 *    2    2 index
 *    4 2048 ring
 * 2052    2 used_event
 * 2054    2 reserved   zero
 */
#define BLOCK_AVAILABLE_SIZE 2056u

enum block_available_field {
	BLOCK_AVAILABLE_FIELD_FLAGS = 1,
	BLOCK_AVAILABLE_FIELD_INDEX = 2,
	BLOCK_AVAILABLE_FIELD_RING = 3,
	BLOCK_AVAILABLE_FIELD_USED_EVENT = 4,
	BLOCK_AVAILABLE_FIELD_RESERVED = 5,
};

struct block_available {
	uint16_t flags;	     /* Zero. */
	uint16_t index;	     /* Requests in the batch. */
	uint16_t ring[1024]; /* First descriptor of each request. */
	uint16_t used_event; /* Zero. */
	uint8_t reserved[2];
};

_Static_assert(sizeof(struct block_available) == BLOCK_AVAILABLE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_available, flags) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_available, index) == 2u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_available, ring) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_available, used_event) == 2052u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_available, reserved) == 2054u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * block_available_parse - check and copy a block available
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status block_available_parse(struct parse_in *in,
						   struct block_available *out);

/*
 * Ring that the host writes.
 *
 *  off size field
 *    0    2 flags
 *    2    2 index
 *    4 8192 ring
 * 8196    2 available_event
 * 8198    2 reserved        zero
 */
#define BLOCK_USED_SIZE 8200u

enum block_used_field {
	BLOCK_USED_FIELD_FLAGS = 1,
	BLOCK_USED_FIELD_INDEX = 2,
	BLOCK_USED_FIELD_RING = 3,
	BLOCK_USED_FIELD_AVAILABLE_EVENT = 4,
	BLOCK_USED_FIELD_RESERVED = 5,
};

struct block_used {
	uint16_t flags; /* Zero. */
	uint16_t index; /* Requests completed. */
	/*
	 * Pairs of a request's first descriptor and the number of bytes written for it, status
	 * included.
	 */
	uint32_t ring[2048];
	uint16_t available_event; /* Zero. */
	uint8_t reserved[2];
};

_Static_assert(sizeof(struct block_used) == BLOCK_USED_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_used, flags) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_used, index) == 2u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_used, ring) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_used, available_event) == 8196u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_used, reserved) == 8198u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * block_used_parse - check and copy a block used
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status block_used_parse(struct parse_in *in, struct block_used *out);

/*
 * Header of a request.
 *
 *  off size field
 *    0    4 type  one of 0 (read), 4 (flush), 65536 (holes), 65537 (put), 65538 (resize), ...
 *    4    4 disk
 *    8    8 place
 */
#define BLOCK_REQUEST_SIZE 16u

enum block_request_field {
	BLOCK_REQUEST_FIELD_TYPE = 1,
	BLOCK_REQUEST_FIELD_DISK = 2,
	BLOCK_REQUEST_FIELD_PLACE = 3,
};

struct block_request {
	uint32_t type; /* What is asked. */
	uint32_t disk; /* Number of the file (reserved in VIRTIO). */
	/*
	 * Where in the file, in sectors for `read` and `holes`, in bytes for `put`; the new length
	 * for `resize`.
	 */
	uint64_t place;
};

_Static_assert(sizeof(struct block_request) == BLOCK_REQUEST_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_request, type) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_request, disk) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_request, place) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * block_request_parse - check and copy a block request
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status block_request_parse(struct parse_in *in, struct block_request *out);

/*
 * Answer to `holes`, an array of these; the used ring's length says how many. Of `zero`, `unmap`
 * and `reserve`, what they are asked for.
 *
 *  off size field
 *    0    8 start
 *    8    8 length at least 1
 */
#define BLOCK_DATA_RANGE_SIZE 16u

enum block_data_range_field {
	BLOCK_DATA_RANGE_FIELD_START = 1,
	BLOCK_DATA_RANGE_FIELD_LENGTH = 2,
};

struct block_data_range {
	uint64_t start;	 /* First byte that is not in a hole. */
	uint64_t length; /* Bytes to the next hole. */
};

_Static_assert(sizeof(struct block_data_range) == BLOCK_DATA_RANGE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_data_range, start) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_data_range, length) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * block_data_range_parse - check and copy a block data range
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status block_data_range_parse(struct parse_in *in,
						    struct block_data_range *out);

/*
 * What `copy` is asked for. The request's own file is the one that is written.
 *
 *  off size field
 *    0    8 source_start
 *    8    8 start
 *   16    8 length       at least 1
 *   24    4 source
 *   28    4 reserved     zero
 */
#define BLOCK_COPY_SIZE 32u

enum block_copy_field {
	BLOCK_COPY_FIELD_SOURCE_START = 1,
	BLOCK_COPY_FIELD_START = 2,
	BLOCK_COPY_FIELD_LENGTH = 3,
	BLOCK_COPY_FIELD_SOURCE = 4,
	BLOCK_COPY_FIELD_RESERVED = 5,
};

struct block_copy {
	uint64_t source_start; /* Where in the source. */
	uint64_t start;	       /* Where in the output. */
	uint64_t length;       /* How many bytes. */
	uint32_t source;       /* Number of the file that is read; no output. */
	uint8_t reserved[4];   /* Fills the structure up to 8 bytes. */
};

_Static_assert(sizeof(struct block_copy) == BLOCK_COPY_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_copy, source_start) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_copy, start) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_copy, length) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_copy, source) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct block_copy, reserved) == 28u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * block_copy_parse - check and copy a block copy
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status block_copy_parse(struct parse_in *in, struct block_copy *out);

#endif
