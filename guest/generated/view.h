/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/view.ksy spec=ff3b2ba6 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_VIEW_H
#define GENERATED_VIEW_H
/*
 * Configuration and answer of the view operation. What the host sends to the `view` operation,
 * which reads the structures of one file as `specs/views` declares them, and what comes back. The
 * guest answers with `ViewBatch` messages, whose `nodes` are the nodes below, or `ViewRuns`, whose
 * `runs` are the runs below, and one `ViewResult` (guest.proto), or with an error that carries one
 * of `error` as its `code`.
 */
#include "store.h"
#include "structures.h"
#include "source.h"

#define VIEW_NO_TYPE	   0xffffffffu /* Type of a node that is no object. */
/* How many there are is only known to who reads them all. */
#define VIEW_UNKNOWN_COUNT UINT64_C(0xffffffffffffffff)
/* Place on the disk of what is not of the disk. */
#define VIEW_NOT_ON_DISK   UINT64_C(0xffffffffffffffff)
#define VIEW_MAX_STEPS	   12u	/* Steps of a path. */
#define VIEW_MAX_DATA	   512u /* Bytes of one text that are sent. */
/*
 * Bytes that are no text are sent where they are no more than these; longer ones may be the disk's.
 */
#define VIEW_MAX_BYTES	   64u
/* Characters of one text in base64 whose bytes are looked at. */
#define VIEW_MAX_ENCODED   0x500000u

enum view_mode {
	VIEW_MODE_TREE = 0,	/* The node that the path leads to and what is in it. */
	VIEW_MODE_OWNERS = 1,	/* Of each byte of the file, whose it is. */
	VIEW_MODE_AT_GUEST = 2, /* The tables' entries that lead to a byte of the disk. */
	VIEW_MODE_AT_FILE = 3,	/* All that leads to a byte of the file. */
};

/* Whether v is one of them. */
static inline bool view_mode_known(uint64_t v)
{
	return v == VIEW_MODE_TREE || v == VIEW_MODE_OWNERS || v == VIEW_MODE_AT_GUEST ||
	       v == VIEW_MODE_AT_FILE;
}

enum view_owner {
	VIEW_OWNER_UNKNOWN = 0,	     /* Nothing leads there. */
	VIEW_OWNER_HEADER = 1,	     /* A header, and what belongs to it. */
	VIEW_OWNER_L1 = 2,	     /* A table that leads to tables. */
	VIEW_OWNER_L2 = 3,	     /* A table that leads to data. */
	VIEW_OWNER_BAT = 4,	     /* A table of all blocks of the disk. */
	VIEW_OWNER_REFCOUNTS = 5,    /* Counts of users. */
	VIEW_OWNER_BITMAPS = 6,	     /* Bitmaps, of what has changed or what a block has. */
	VIEW_OWNER_SNAPSHOTS = 7,    /* The list of snapshots. */
	VIEW_OWNER_DATA = 8,	     /* Data of the disk. */
	VIEW_OWNER_COMPRESSED = 9,   /* Data of the disk, compressed. */
	VIEW_OWNER_LOG = 0xa,	     /* A log of changes. */
	VIEW_OWNER_DESCRIPTOR = 0xb, /* A text that describes the image. */
	VIEW_OWNER_METADATA = 0xc,   /* What else describes the image. */
	VIEW_OWNER_KEYS = 0xd,	     /* Material of keys. */
	/* Nothing leads there, but it is counted as used. */
	VIEW_OWNER_LEAKED = 0xe,
	/* Two things are there that do not belong together. */
	VIEW_OWNER_OVERLAP = 0xf,
};

/* Whether v is one of them. */
static inline bool view_owner_known(uint64_t v)
{
	return v == VIEW_OWNER_UNKNOWN || v == VIEW_OWNER_HEADER || v == VIEW_OWNER_L1 ||
	       v == VIEW_OWNER_L2 || v == VIEW_OWNER_BAT || v == VIEW_OWNER_REFCOUNTS ||
	       v == VIEW_OWNER_BITMAPS || v == VIEW_OWNER_SNAPSHOTS || v == VIEW_OWNER_DATA ||
	       v == VIEW_OWNER_COMPRESSED || v == VIEW_OWNER_LOG || v == VIEW_OWNER_DESCRIPTOR ||
	       v == VIEW_OWNER_METADATA || v == VIEW_OWNER_KEYS || v == VIEW_OWNER_LEAKED ||
	       v == VIEW_OWNER_OVERLAP;
}

enum view_node_kind {
	VIEW_NODE_KIND_NUMBER = 0,   /* A number in the file. */
	VIEW_NODE_KIND_BITS = 1,     /* Some bits of it. */
	VIEW_NODE_KIND_BYTES = 2,    /* Bytes without another meaning. */
	VIEW_NODE_KIND_TEXT = 3,     /* A text. */
	VIEW_NODE_KIND_OBJECT = 4,   /* A structure. */
	VIEW_NODE_KIND_LIST = 5,     /* A list; its elements follow. */
	VIEW_NODE_KIND_COMPUTED = 6, /* A number that follows from others. */
};

/* Whether v is one of them. */
static inline bool view_node_kind_known(uint64_t v)
{
	return v == VIEW_NODE_KIND_NUMBER || v == VIEW_NODE_KIND_BITS ||
	       v == VIEW_NODE_KIND_BYTES || v == VIEW_NODE_KIND_TEXT ||
	       v == VIEW_NODE_KIND_OBJECT || v == VIEW_NODE_KIND_LIST ||
	       v == VIEW_NODE_KIND_COMPUTED;
}

enum view_node_flag {
	VIEW_NODE_FLAG_ELEMENT = 1,  /* An element of the list that comes before. */
	VIEW_NODE_FLAG_NEGATIVE = 2, /* The number is negative. */
	/* It cannot be read: it is outside of the file, or follows from something that is. */
	VIEW_NODE_FLAG_BROKEN = 4,
	/* There are more elements than those that are sent. */
	VIEW_NODE_FLAG_MORE = 8,
	VIEW_NODE_FLAG_CUT = 0x10,    /* The text is longer than what is sent. */
	VIEW_NODE_FLAG_DEEPER = 0x20, /* What is in it was not asked for. */
	/* The file has it in base64: offset, length and data are those of the characters. */
	VIEW_NODE_FLAG_ENCODED = 0x40,
};

enum view_error {
	VIEW_ERROR_OK = 0,	     /* The answer is complete. */
	VIEW_ERROR_NO_VIEW = 1,	     /* There is no view of the format. */
	VIEW_ERROR_NO_SUCH_NODE = 2, /* The path leads nowhere. */
	/* It takes too long to find out where everything is. */
	VIEW_ERROR_TOO_MUCH = 3,
	VIEW_ERROR_OTHER_TABLES = 4, /* Host and guest have tables of other views. */
};

/*
 * What to read of the file.
 *
 *  off size field
 *    0    4 magic         0x57454956
 *    4    4 version       1
 *    8  616 source
 *  624    8 tables
 *  632    4 max_nodes     1..16000000
 *  636    4 max_elements  1..16000000
 *  640    8 first_element
 *  648    4 depth         at most 24
 *  652    4 num_steps     at most 12
 *  656   96 steps
 *  752    4 mode          one of 0 (tree), 1 (owners), 2 (at_guest), 3 (at_file)
 *  756    4 rows          at most 1
 *  760    8 place
 */
#define VIEW_CONFIG_SIZE 768u

enum view_config_field {
	VIEW_CONFIG_FIELD_MAGIC = 1,
	VIEW_CONFIG_FIELD_VERSION = 2,
	VIEW_CONFIG_FIELD_SOURCE = 3,
	VIEW_CONFIG_FIELD_TABLES = 4,
	VIEW_CONFIG_FIELD_MAX_NODES = 5,
	VIEW_CONFIG_FIELD_MAX_ELEMENTS = 6,
	VIEW_CONFIG_FIELD_FIRST_ELEMENT = 7,
	VIEW_CONFIG_FIELD_DEPTH = 8,
	VIEW_CONFIG_FIELD_NUM_STEPS = 9,
	VIEW_CONFIG_FIELD_STEPS = 10,
	VIEW_CONFIG_FIELD_MODE = 11,
	VIEW_CONFIG_FIELD_ROWS = 12,
	VIEW_CONFIG_FIELD_PLACE = 13,
};

struct view_config {
	uint32_t magic;	  /* `VIEW`. */
	uint32_t version; /* Version of this structure. */
	/* How to read the file, which is disk 0; its format, if the user says it. */
	struct source_options source;
	uint64_t tables;       /* Hash of the tables of views. */
	uint32_t max_nodes;    /* Nodes, or runs, to send at most. */
	uint32_t max_elements; /* Elements of each list to send at most. */
	/* Number of the first element of the list that the path leads to. */
	uint64_t first_element;
	/* How far to go down from the node that the path leads to; 0 is that node alone. */
	uint32_t depth;
	uint32_t num_steps; /* Steps of the path that count. */
	/*
	 * From the root to the node that is asked for, by turns the number of an attribute and, of
	 * a list, that of an element.
	 */
	uint64_t steps[12];
	uint32_t mode; /* What is asked. */
	/* 1: elements that follow each other by a rule are one node, the first; see `node`. */
	uint32_t rows;
	uint64_t place; /* The place that `at_guest` or `at_file` asks for. */
};

_Static_assert(sizeof(struct view_config) == VIEW_CONFIG_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, version) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, source) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, tables) == 624u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, max_nodes) == 632u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, max_elements) == 636u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, first_element) == 640u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, depth) == 648u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, num_steps) == 652u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, steps) == 656u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, mode) == 752u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, rows) == 756u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_config, place) == 760u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * view_config_parse - check and copy a view config
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status view_config_parse(struct parse_in *in, struct view_config *out);

/*
 * Some bytes of the file, and whose they are.
 *
 *  off size field
 *    0    8 offset
 *    8    8 length
 *   16    8 guest
 *   24    8 guest_length
 *   32    4 owner        one of 0 (unknown), 1 (header), 2 (l1), 3 (l2), 4 (bat), 5 (refco ...
 *   36    4 num_steps    at most 12
 *   40   96 steps
 */
#define VIEW_RUN_SIZE 136u

enum view_run_field {
	VIEW_RUN_FIELD_OFFSET = 1,
	VIEW_RUN_FIELD_LENGTH = 2,
	VIEW_RUN_FIELD_GUEST = 3,
	VIEW_RUN_FIELD_GUEST_LENGTH = 4,
	VIEW_RUN_FIELD_OWNER = 5,
	VIEW_RUN_FIELD_NUM_STEPS = 6,
	VIEW_RUN_FIELD_STEPS = 7,
};

struct view_run {
	uint64_t offset;       /* Where they are in the file. */
	uint64_t length;       /* How many they are. */
	uint64_t guest;	       /* The first one's place on the disk, or `not_on_disk`. */
	uint64_t guest_length; /* Bytes of the disk that they are. */
	uint32_t owner;	       /* Whose they are. */
	uint32_t num_steps;    /* Steps of the path to the node that leads there. */
	/*
	 * From the root to the node, as in `config`, but before the number of an attribute is 65536
	 * times its owner's type.
	 */
	uint64_t steps[12];
};

_Static_assert(sizeof(struct view_run) == VIEW_RUN_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_run, offset) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_run, length) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_run, guest) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_run, guest_length) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_run, owner) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_run, num_steps) == 36u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_run, steps) == 40u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * view_run_parse - check and copy a view run
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status view_run_parse(struct parse_in *in, struct view_run *out);

/*
 * One node of the tree.
 *
 *  off size field
 *    0    4 owner
 *    4    4 attribute
 *    8    4 object
 *   12    2 kind      one of 0 (number), 1 (bits), 2 (bytes), 3 (text), 4 (object), 5 (lis ...
 *   14    2 flags     such that (flags & ~0x7f) == 0
 *   16    4 depth     at most 24
 *   20    4 len_data  at most 512
 *   24    8 index
 *   32    8 offset
 *   40    8 length
 *   48    8 value
 *   56    4 first_bit at most 63
 *   60    4 num_bits  at most 64
 *   64    8 num_alike
 *   72    8 step
 *   80    8 means
 */
#define VIEW_NODE_SIZE 88u

enum view_node_field {
	VIEW_NODE_FIELD_OWNER = 1,
	VIEW_NODE_FIELD_ATTRIBUTE = 2,
	VIEW_NODE_FIELD_OBJECT = 3,
	VIEW_NODE_FIELD_KIND = 4,
	VIEW_NODE_FIELD_FLAGS = 5,
	VIEW_NODE_FIELD_DEPTH = 6,
	VIEW_NODE_FIELD_LEN_DATA = 7,
	VIEW_NODE_FIELD_INDEX = 8,
	VIEW_NODE_FIELD_OFFSET = 9,
	VIEW_NODE_FIELD_LENGTH = 10,
	VIEW_NODE_FIELD_VALUE = 11,
	VIEW_NODE_FIELD_FIRST_BIT = 12,
	VIEW_NODE_FIELD_NUM_BITS = 13,
	VIEW_NODE_FIELD_NUM_ALIKE = 14,
	VIEW_NODE_FIELD_STEP = 15,
	VIEW_NODE_FIELD_MEANS = 16,
};

struct view_node {
	uint32_t owner;	    /* Type of the object whose attribute it is. */
	uint32_t attribute; /* Number of the attribute. */
	uint32_t object;    /* Type of the object, or `no_type`. */
	uint16_t kind;	    /* What it is. */
	uint16_t flags;	    /* Set of `node_flag`. */
	uint32_t depth;	    /* 0 for the node that was asked for. */
	/*
	 * Bytes of the batch's `data` that are its own bytes; those of the nodes before come first.
	 */
	uint32_t len_data;
	uint64_t index;	 /* Number of an element in its list. */
	uint64_t offset; /* Where it is in the file. */
	uint64_t length; /* How long it is there. */
	/* The number, its magnitude where it is negative, or how many elements a list has. */
	uint64_t value;
	/* Of bits, how many are before them in the byte at `offset`. */
	uint32_t first_bit;
	uint32_t num_bits;  /* How many bits; 0 for all that is no bits. */
	uint64_t num_alike; /* Elements that the node stands for, itself included. */
	/* How much more each of them is than the one before, as a number; 0, they are the same. */
	uint64_t step;
	/* What an entry of a table means, a number of the tables; 0, nothing. */
	uint64_t means;
};

_Static_assert(sizeof(struct view_node) == VIEW_NODE_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, owner) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, attribute) == 4u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, object) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, kind) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, flags) == 14u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, depth) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, len_data) == 20u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, index) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, offset) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, length) == 40u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, value) == 48u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, first_bit) == 56u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, num_bits) == 60u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, num_alike) == 64u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, step) == 72u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct view_node, means) == 80u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * view_node_parse - check and copy a view node
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status view_node_parse(struct parse_in *in, struct view_node *out);

#endif
