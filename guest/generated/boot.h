/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/boot.ksy spec=78fc3f5b gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_BOOT_H
#define GENERATED_BOOT_H
/*
 * What a guest finds when it starts, and how it leaves. A run starts at the core's entry with the
 * stack pointer 8 bytes below the end of the stack region, as after a call, and every other
 * register zero. The core reads `info`, checks it, and calls the operation. The guest leaves
 * through the doorbell only: one byte, a member of `doorbell`, and everything else is in memory.
 */
#include "store.h"
#include "structures.h"

#define BOOT_VERSION		 1u /* Version of everything under `specs/abi`, checked by core and host. */
#define BOOT_DOORBELL_PORT	 0xf1u	   /* The one I/O port that the KVM sandbox's TSS opens. */
#define BOOT_DOORBELL_DESCRIPTOR 0u	   /* The process sandbox's end of the socket pair. */
#define BOOT_MEMORY_DESCRIPTOR	 1u	   /* The process sandbox's shared memory. */
#define BOOT_MAX_DISKS		 1024u	   /* Files that a run may have, attached ones included. */
#define BOOT_LEN_REQUEST_MIN	 512u	   /* Shortest that a run may be held to. */
#define BOOT_LEN_REQUEST_MAX	 0x100000u /* Longest data of one block request. */
/*
 * Work that a run may ask of its host whatever its files hold. Work is counted in bytes: what is
 * moved, and for all else how many bytes are copied in the time that it takes. The guest ends a
 * walk of tables at half of what the host allows, since it can say which.
 */
#define BOOT_WORK_FLOOR		 0x4000000u
#define BOOT_WORK_FACTOR	 16u /* Work besides, in units of what the run's files hold. */
#define BOOT_LEN_HOLES_HELD	 0x20000000u /* Bytes of a file's holes that count as held. */
#define BOOT_WORK_REQUEST	 0x800u	     /* Work of a request. */
#define BOOT_OFS_DISKS		 0x100u	     /* Where the disk table starts in the boot region. */
/* Where the first bytes of file 0 are in the boot region, if the host has read them. */
#define BOOT_OFS_HEAD		 0xf000u
#define BOOT_LEN_HEAD_MAX	 0x1000u /* Most of them, as much as a guest reads of an image first. */

enum boot_image_kind {
	BOOT_IMAGE_KIND_CORE = 1, /* Entry, drivers and call table. */
	/* Reaches the world through the core's call table. */
	BOOT_IMAGE_KIND_OPERATION = 2,
};

/* Whether v is one of them. */
static inline bool boot_image_kind_known(uint64_t v)
{
	return v == BOOT_IMAGE_KIND_CORE || v == BOOT_IMAGE_KIND_OPERATION;
}

enum boot_disk_flag {
	BOOT_DISK_FLAG_WRITABLE = 1, /* Requests of type `out` are served. */
	/* Another process holds the file for writing, by qemu's locks. */
	BOOT_DISK_FLAG_IN_USE = 2,
};

enum boot_doorbell {
	BOOT_DOORBELL_QUEUE = 1,   /* The virtqueue has requests. */
	BOOT_DOORBELL_CHANNEL = 2, /* The message buffer is to be emptied. */
	BOOT_DOORBELL_ATTACH = 3,  /* The attach exchange holds a request. */
	/* The operation has returned; its status is in the channel's state. */
	BOOT_DOORBELL_DONE = 4,
	/* The panic record says why the guest cannot go on. */
	BOOT_DOORBELL_PANIC = 5,
	/* The process sandbox's loader is about to enter the core. */
	BOOT_DOORBELL_READY = 6,
	BOOT_DOORBELL_KEY = 7, /* The control region holds a request for a key. */
};

enum boot_runner_step {
	/* Reading an image's header out of the shared memory. */
	BOOT_RUNNER_STEP_HEADER = 0x65,
	/* Mapping the shared memory where the guest expects it. */
	BOOT_RUNNER_STEP_MAP = 0x66,
	BOOT_RUNNER_STEP_DEATH_SIGNAL = 0x67, /* Asking to be killed with the parent. */
	/* Closing itself to debuggers and core files. */
	BOOT_RUNNER_STEP_NOT_DUMPABLE = 0x68,
	BOOT_RUNNER_STEP_NO_NEW_PRIVILEGES = 0x69, /* Giving up new privileges. */
	BOOT_RUNNER_STEP_CLOSE = 0x6a,		   /* Closing every descriptor but the doorbell. */
	BOOT_RUNNER_STEP_LIMITS = 0x6b,		   /* Setting resource limits to zero. */
	/* Unmapping what the kernel put next to the guest. */
	BOOT_RUNNER_STEP_UNMAP = 0x6c,
	BOOT_RUNNER_STEP_SECCOMP = 0x6d, /* Installing the system call filter. */
	BOOT_RUNNER_STEP_READY = 0x6e,	 /* Telling the host, which is gone. */
	/* Leaving the host's working directory. */
	BOOT_RUNNER_STEP_DIRECTORY = 0x6f,
	BOOT_RUNNER_STEP_CAPABILITIES = 0x70, /* Giving up all capabilities. */
};

/*
 * First bytes of `core.bin` and `<op>.bin`, the start of their text. Text, read-only data and data
 * follow each other on page boundaries; zeroed data comes after and is not in the file.
 *
 *  off size field
 *    0    8 magic      49 4e 53 54 41 52 00 47
 *    8    4 version    1
 *   12    4 kind       one of 1 (core), 2 (operation)
 *   16    8 specs_hash
 *   24    8 len_text   a multiple of 4096
 *   32    8 len_rodata a multiple of 4096
 *   40    8 len_data   a multiple of 4096
 *   48    8 len_bss    a multiple of 4096
 *   56    8 entry
 */
#define BOOT_IMAGE_HEADER_SIZE	64u
#define BOOT_IMAGE_HEADER_MAGIC "INSTAR\000G"

enum boot_image_header_field {
	BOOT_IMAGE_HEADER_FIELD_MAGIC = 1,
	BOOT_IMAGE_HEADER_FIELD_VERSION = 2,
	BOOT_IMAGE_HEADER_FIELD_KIND = 3,
	BOOT_IMAGE_HEADER_FIELD_SPECS_HASH = 4,
	BOOT_IMAGE_HEADER_FIELD_LEN_TEXT = 5,
	BOOT_IMAGE_HEADER_FIELD_LEN_RODATA = 6,
	BOOT_IMAGE_HEADER_FIELD_LEN_DATA = 7,
	BOOT_IMAGE_HEADER_FIELD_LEN_BSS = 8,
	BOOT_IMAGE_HEADER_FIELD_ENTRY = 9,
};

struct boot_image_header {
	uint8_t magic[8]; /* `INSTAR`, a zero, `G` for guest. */
	uint32_t version; /* Version of the ABI that the image was built for. */
	uint32_t kind;	  /* What the image is. */
	/*
	 * Of the specs and messages that the image was built from; errors and messages of others
	 * would be read wrongly.
	 */
	uint64_t specs_hash;
	uint64_t len_text;   /* Mapped readable and executable. */
	uint64_t len_rodata; /* Mapped readable. */
	uint64_t len_data;   /* Mapped readable and writable, fresh for each run. */
	uint64_t len_bss;    /* Zeroed, mapped readable and writable. */
	uint64_t entry;	     /* Virtual address where the image starts. */
};

_Static_assert(sizeof(struct boot_image_header) == BOOT_IMAGE_HEADER_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_image_header, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_image_header, version) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_image_header, kind) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_image_header, specs_hash) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_image_header, len_text) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_image_header, len_rodata) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_image_header, len_data) == 40u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_image_header, len_bss) == 48u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_image_header, entry) == 56u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * boot_image_header_parse - check and copy a boot image header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status boot_image_header_parse(struct parse_in *in,
						     struct boot_image_header *out);

/*
 * First bytes of the boot region.
 *
 *  off size field
 *    0    8 magic           49 4e 53 54 41 52 00 42
 *    8    4 version         1
 *   12    4 num_disks       at most 1024
 *   16    8 operation_entry
 *   24    8 config_address
 *   32    8 len_config
 *   40    8 len_memory
 *   48    8 ofs_arena
 *   56    4 len_request     512 (len_request_min)..1048576 (len_request_max)
 *   60    4 len_head        at most 4096 (len_head_max)
 */
#define BOOT_INFO_SIZE		     64u
#define BOOT_INFO_MAGIC_OFFSET	     0u
#define BOOT_INFO_VERSION_OFFSET     8u
#define BOOT_INFO_NUM_DISKS_OFFSET   12u
#define BOOT_INFO_OFS_ARENA_OFFSET   48u
#define BOOT_INFO_LEN_REQUEST_OFFSET 56u
#define BOOT_INFO_LEN_HEAD_OFFSET    60u
#define BOOT_INFO_MAGIC		     "INSTAR\000B"

enum boot_info_field {
	BOOT_INFO_FIELD_MAGIC = 1,
	BOOT_INFO_FIELD_VERSION = 2,
	BOOT_INFO_FIELD_NUM_DISKS = 3,
	BOOT_INFO_FIELD_OPERATION_ENTRY = 4,
	BOOT_INFO_FIELD_CONFIG_ADDRESS = 5,
	BOOT_INFO_FIELD_LEN_CONFIG = 6,
	BOOT_INFO_FIELD_LEN_MEMORY = 7,
	BOOT_INFO_FIELD_OFS_ARENA = 8,
	BOOT_INFO_FIELD_LEN_REQUEST = 9,
	BOOT_INFO_FIELD_LEN_HEAD = 10,
};

struct boot_info {
	uint8_t magic[8];	  /* `INSTAR`, a zero, `B` for boot. */
	uint32_t version;	  /* Version of the ABI that the host speaks. */
	uint32_t num_disks;	  /* Entries of the disk table in use. */
	uint64_t operation_entry; /* Where the core calls the operation. */
	/* The operation's configuration, in the boot region after the disk table. */
	uint64_t config_address;
	uint64_t len_config; /* Its length. */
	uint64_t len_memory; /* Size of the memory; the arena ends there. */
	/* Where the arena starts in the memory, after the operation. */
	uint64_t ofs_arena;
	/* Largest single block request, a power of two (`--sector-size`). */
	uint32_t len_request;
	/*
	 * Bytes at `ofs_head`, which answer reads of file 0 for as long as nothing was asked of any
	 * file.
	 */
	uint32_t len_head;
};

_Static_assert(sizeof(struct boot_info) == BOOT_INFO_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, magic) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, version) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, num_disks) == 12u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, operation_entry) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, config_address) == 24u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, len_config) == 32u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, len_memory) == 40u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, ofs_arena) == 48u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, len_request) == 56u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_info, len_head) == 60u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * boot_info_parse - check and copy a boot info
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status boot_info_parse(struct parse_in *in, struct boot_info *out);

/*
 * An entry of the disk table.
 *
 *  off size field
 *    0    8 len_file
 *    8    8 allocated
 *   16    4 flags
 *   20    4 reserved  zero
 */
#define BOOT_DISK_SIZE 24u

enum boot_disk_field {
	BOOT_DISK_FIELD_LEN_FILE = 1,
	BOOT_DISK_FIELD_ALLOCATED = 2,
	BOOT_DISK_FIELD_FLAGS = 3,
	BOOT_DISK_FIELD_RESERVED = 4,
};

struct boot_disk {
	uint64_t len_file; /* Length of the file when it was attached. */
	/* What the file took of its file system then; 0 for a block device. */
	uint64_t allocated;
	uint32_t flags; /* Set of `disk_flag`. */
	uint8_t reserved[4];
};

_Static_assert(sizeof(struct boot_disk) == BOOT_DISK_SIZE,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_disk, len_file) == 0u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_disk, allocated) == 8u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_disk, flags) == 16u,
	       "shared with the host: see specs/STYLE.md before changing it");
_Static_assert(offsetof(struct boot_disk, reserved) == 20u,
	       "shared with the host: see specs/STYLE.md before changing it");

/**
 * boot_disk_parse - check and copy a boot disk
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status boot_disk_parse(struct parse_in *in, struct boot_disk *out);

#endif
