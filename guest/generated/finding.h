/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/finding.ksy spec=955e25b8 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_FINDING_H
#define GENERATED_FINDING_H
/*
 * What a careful reader should know of an image. Formats and operations find these things; `info
 * --safety` reports them, one `Finding` each (guest.proto).
 */
#include "store.h"
#include "structures.h"

enum finding_severity {
	/* Worth knowing; nothing that reads the image is led astray. */
	FINDING_SEVERITY_LOW = 1,
	FINDING_SEVERITY_MEDIUM = 2, /* Trouble or waste for users of the image. */
	/* Opening the image may read what its maker chose, not what it holds. */
	FINDING_SEVERITY_HIGH = 3,
};

enum finding_kind {
	FINDING_KIND_DIRTY = 0x101, /* The image was not closed properly. */
	/*
	 * Snapshots come with the image: states of a disk, or of a machine, whose content is not
	 * examined.
	 */
	FINDING_KIND_SNAPSHOTS = 0x102,
	/* What is stored cannot be looked at without a key. */
	FINDING_KIND_ENCRYPTED = 0x103,
	/* The image is marked as corrupt, by a reader that found it so. */
	FINDING_KIND_CORRUPT = 0x201,
	/* Data follows after the last byte that the format uses. */
	FINDING_KIND_DATA_AFTER_END = 0x202,
	FINDING_KIND_VIRTUAL_SIZE = 0x203, /* The disk is larger than allowed. */
	/*
	 * The disk is so much larger than what compressed clusters hold of it that unpacking it is
	 * an attack.
	 */
	FINDING_KIND_COMPRESSION_RATIO = 0x204,
	/* The partition table contradicts itself, so that readers may see different partitions. */
	FINDING_KIND_PARTITION_TABLE = 0x205,
	/* The image asks its readers for features that few of them know. */
	FINDING_KIND_RARE_FEATURES = 0x206,
	/*
	 * The image does not say which format its backing file has, so that a writer of that file
	 * decides it.
	 */
	FINDING_KIND_UNDECLARED_FORMAT = 0x207,
	/* Tables lead to the same data again and again, so that unpacking the disk is an attack. */
	FINDING_KIND_EXPANSION = 0x208,
	/* The image has more tables than are looked at for data that overlaps them. */
	FINDING_KIND_UNEXAMINED = 0x209,
	/* The image breaks a rule of its format and does not open. */
	FINDING_KIND_UNREADABLE = 0x301,
	/* The image asks its readers for features that none knows. */
	FINDING_KIND_UNKNOWN_FEATURES = 0x302,
	/* The image shows the content of another file. */
	FINDING_KIND_BACKING_FILE = 0x303,
	FINDING_KIND_DATA_FILE = 0x304, /* The disk's data is in another file. */
	/* A part of the disk is in another file. */
	FINDING_KIND_EXTENT_FILE = 0x305,
	/* The image names another file by an absolute path. */
	FINDING_KIND_ABSOLUTE_NAME = 0x306,
	/* The image names another file outside its own directory. */
	FINDING_KIND_ESCAPING_NAME = 0x307,
	/* The image names something that is not a file: a protocol, or a `json:` pseudo-name. */
	FINDING_KIND_PROTOCOL_NAME = 0x308,
	/*
	 * The file has the signature of another format too: two readers may take it for two
	 * different disks.
	 */
	FINDING_KIND_POLYGLOT = 0x309,
	/* The format is obsolete, or its readers have known holes; no untrusted image needs it. */
	FINDING_KIND_RISKY_FORMAT = 0x30a,
	/* A VMDK of a kind that is not one file, or whose kind is not said. */
	FINDING_KIND_CREATE_TYPE = 0x30b,
	/* A VMDK descriptor has lines that mean nothing, or names no extent. */
	FINDING_KIND_DESCRIPTOR = 0x30c,
	/*
	 * The header at the end of a VMDK, which counts, says other things than that at its
	 * beginning.
	 */
	FINDING_KIND_FOOTER = 0x30d,
	/*
	 * Data of the disk is where other data or the format's own structures are: a write to the
	 * disk changes those.
	 */
	FINDING_KIND_OVERLAP = 0x30e,
};

#endif
