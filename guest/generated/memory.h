/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/memory.ksy spec=c4065e65 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_MEMORY_H
#define GENERATED_MEMORY_H
/*
 * The guest's memory map. One block of memory, the same in both sandboxes. The guest sees its byte
 * `n` at the virtual address `base + n`; the host sees it at `n` in its own mapping; every address
 * that passes between the two is the guest's. Regions are named here by their offset (`ofs_`) and
 * length (`len_`); what no region claims is not mapped, so a stray pointer ends the run.
 *
 * | region | guest may | holds |
 * |---|---|---|
 * | supervisor | nothing | page tables and the TSS of the KVM sandbox; not there at all in a
 * process | | core | as its image header says | `core.bin` | | boot | read | `boot.info`, the disk
 * table, the operation's configuration | | queue | read, write | the virtqueue, `block.ksy` | |
 * control | read, write | `channel.state`, `panic.record`, `attach.exchange`, `key.request` | |
 * stack | read, write | grows down to an unmapped gap | | channel | read, write | frames for the
 * host, `channel.ksy` | | operation | as its image header says | `<op>.bin` | | arena | read, write
 * | everything else, to the end of memory |
 *
 * The operation is the last before the arena, and may be as large as a codec makes it. The arena
 * starts with the first large page that leaves a page free after it; for most operations that is
 * `ofs_arena`. Where it is in a run, `boot.info` says.
 *
 * Regions that every run touches lie close together and start with what is used first: a page that
 * is never touched costs nothing.
 */
#include "store.h"
#include "structures.h"

#define MEMORY_BASE		  0x10000000u /* Virtual address of byte 0. */
#define MEMORY_LEN_PAGE		  0x1000u     /* Unit of protection below the arena. */
/* Unit of protection in the arena, and of the memory's size. */
#define MEMORY_LEN_LARGE_PAGE	  0x200000u
#define MEMORY_LEN_DEFAULT	  0x1000000u /* Size of the memory unless the caller says otherwise. */
#define MEMORY_LEN_MAX		  0x10000000u /* Largest memory that a sandbox accepts. */
#define MEMORY_OFS_CORE		  0x10000u    /* Where `core.bin` is linked to start. */
#define MEMORY_LEN_CORE		  0x10000u /* Most that the core may take, zeroed data included. */
#define MEMORY_OFS_BOOT		  0x20000u /* Where `boot.info` starts. */
/* Boot information, the disk table and the configuration together. */
#define MEMORY_LEN_BOOT		  0x10000u
#define MEMORY_OFS_QUEUE	  0x30000u /* Where the virtqueue's parts start. */
#define MEMORY_LEN_QUEUE	  0xa000u  /* All parts of the virtqueue, whole pages. */
#define MEMORY_OFS_CONTROL	  0x3a000u /* Small structures by which guest and host talk. */
#define MEMORY_LEN_CONTROL	  0x6000u  /* All of them, whole pages. */
#define MEMORY_OFS_STACK	  0x60000u /* Lowest byte of the stack. */
/* There is no recursion on image data, so the depth is known. */
#define MEMORY_LEN_STACK	  0x20000u
#define MEMORY_OFS_CHANNEL	  0x81000u  /* Where the frames start. */
#define MEMORY_LEN_CHANNEL	  0xfe000u  /* Frames collect here until the next doorbell. */
#define MEMORY_OFS_OPERATION	  0x180000u /* Where `<op>.bin` is linked to start. */
/* Most that an operation may take, zeroed data included. */
#define MEMORY_LEN_OPERATION	  0x27f000u
/* Most that `<op>.bin` may take as a file when it has no codec. */
#define MEMORY_LEN_OPERATION_FILE 0x60000u
#define MEMORY_LEN_CODEC_FILE	  0x140000u /* Most that it may take with codecs. */
/*
 * Where the arena starts, unless the operation needs the room. It is zero at the start of a run and
 * ends with the memory.
 */
#define MEMORY_OFS_ARENA	  0x200000u
#define MEMORY_OFS_TSS		  0x4000u /* Task state segment, for its I/O permission bitmap only. */
/* Fourth level, a page for each large page below the arena. */
#define MEMORY_OFS_PAGE_TABLES	  0x5000u

#endif
