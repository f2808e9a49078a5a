/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/tar.ksy spec=e8a4129e gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_TAR_H
#define GENERATED_TAR_H
/*
 * Tape archive. Files one after the other, each a header of one block and its bytes, padded to
 * whole blocks; an OVA is one. Numbers are octal text, or big-endian bytes that begin with the bit
 * 7 set. A name that is too long for the header is in a member of its own before it: as GNU writes
 * it, or as a pax record. The archive ends with a block of zeros, or with the file.
 */
#include "store.h"
#include "structures.h"

#define TAR_BLOCK_SIZE	     512u  /* Headers and padded members are whole blocks. */
#define TAR_BINARY_NUMBER    0x80u /* First byte of a number that is no text. */
/*
 * Where a header of a sparse file says, by a byte that is not zero, that a block with more parts
 * follows.
 */
#define TAR_OFS_IS_EXTENDED  482u
#define TAR_OFS_HAS_MORE     504u /* Where such a block says it. */
/* Longest name that is read, as long as Linux lets a path be. */
#define TAR_MAX_NAME_BYTES   4096u
/* Most bytes of pax records before one member, or of a long name, that are read. */
#define TAR_MAX_RECORD_BYTES 0x100000u

#define TAR_POSIX      "ustar" /* What `magic` begins with; a zero byte after it is that of POSIX. */
#define TAR_KEY_PATH   "path"  /* Key of the record with the member's name. */
#define TAR_KEY_SIZE   "size"  /* Key of the record with the member's bytes, decimal. */
/* What keys of records begin with that describe a file of which only some parts are here. */
#define TAR_KEY_SPARSE "GNU.sparse."

struct tar_string {
	const char *text;
	uint32_t len;
};

#define TAR_NUM_STRINGS 4u
extern const struct tar_string tar_strings[TAR_NUM_STRINGS];

enum tar_kind {
	/*
	 * A file, as archives before POSIX have it; a directory where the name ends with a slash.
	 */
	TAR_KIND_OLD_FILE = 0,
	TAR_KIND_FILE = 0x30,		 /* A file. */
	TAR_KIND_LINK = 0x31,		 /* A name of a member before. */
	TAR_KIND_SYMLINK = 0x32,	 /* A symbolic link. */
	TAR_KIND_CHAR_DEVICE = 0x33,	 /* A device. */
	TAR_KIND_BLOCK_DEVICE = 0x34,	 /* A device. */
	TAR_KIND_DIRECTORY = 0x35,	 /* A directory. */
	TAR_KIND_FIFO = 0x36,		 /* A pipe. */
	TAR_KIND_CONTIGUOUS = 0x37,	 /* A file, for systems that have such. */
	TAR_KIND_GNU_LONG_LINK = 0x4b,	 /* What the next member links to. */
	TAR_KIND_GNU_LONG_NAME = 0x4c,	 /* The name of the next member. */
	TAR_KIND_GNU_SPARSE = 0x53,	 /* A file of which only some parts are here. */
	TAR_KIND_SOLARIS_RECORDS = 0x58, /* As `records`. */
	/* Pax records for all members that follow, which hold no names. */
	TAR_KIND_GLOBAL_RECORDS = 0x67,
	TAR_KIND_RECORDS = 0x78, /* Pax records of the next member. */
};

/*
 * What is before a member's bytes.
 *
 *  off size field
 *    0  100 name
 *  100    8 mode
 *  108    8 uid
 *  116    8 gid
 *  124   12 size
 *  136   12 mtime
 *  148    8 checksum
 *  156    1 typeflag
 *  157  100 linkname
 *  257    6 magic
 *  263    2 version
 *  265   32 uname
 *  297   32 gname
 *  329    8 devmajor
 *  337    8 devminor
 *  345  155 prefix
 *  500   12 padding
 */
#define TAR_HEADER_SIZE		   512u
#define TAR_HEADER_NAME_OFFSET	   0u
#define TAR_HEADER_SIZE_OFFSET	   124u
#define TAR_HEADER_CHECKSUM_OFFSET 148u
#define TAR_HEADER_TYPEFLAG_OFFSET 156u

enum tar_header_field {
	TAR_HEADER_FIELD_NAME = 1,
	TAR_HEADER_FIELD_MODE = 2,
	TAR_HEADER_FIELD_UID = 3,
	TAR_HEADER_FIELD_GID = 4,
	TAR_HEADER_FIELD_SIZE = 5,
	TAR_HEADER_FIELD_MTIME = 6,
	TAR_HEADER_FIELD_CHECKSUM = 7,
	TAR_HEADER_FIELD_TYPEFLAG = 8,
	TAR_HEADER_FIELD_LINKNAME = 9,
	TAR_HEADER_FIELD_MAGIC = 10,
	TAR_HEADER_FIELD_VERSION = 11,
	TAR_HEADER_FIELD_UNAME = 12,
	TAR_HEADER_FIELD_GNAME = 13,
	TAR_HEADER_FIELD_DEVMAJOR = 14,
	TAR_HEADER_FIELD_DEVMINOR = 15,
	TAR_HEADER_FIELD_PREFIX = 16,
	TAR_HEADER_FIELD_PADDING = 17,
};

struct tar_header {
	uint8_t name[100]; /* The path of the member, or its end. */
	uint8_t mode[8];   /* Permissions, octal. */
	uint8_t uid[8];	   /* Owner, octal. */
	uint8_t gid[8];	   /* Group, octal. */
	uint8_t size[12];  /* Bytes of the member, a number. */
	uint8_t mtime[12]; /* When it was last changed, octal seconds since 1970. */
	/* Sum of all bytes of the header, octal, as if these eight were spaces. */
	uint8_t checksum[8];
	uint8_t typeflag;      /* What the member is, one of `kind`. */
	uint8_t linkname[100]; /* What a link leads to. */
	/* `ustar` and a zero byte, or a space as GNU writes it, or nothing. */
	uint8_t magic[6];
	uint8_t version[2];  /* `00`, or a space and a zero byte as GNU writes it. */
	uint8_t uname[32];   /* Name of the owner. */
	uint8_t gname[32];   /* Name of the group. */
	uint8_t devmajor[8]; /* Of a device. */
	uint8_t devminor[8]; /* Of a device. */
	/* The beginning of the path, before a slash, where `magic` is that of POSIX. */
	uint8_t prefix[155];
};

/**
 * tar_header_parse - check and copy a tar header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status tar_header_parse(struct parse_in *in, struct tar_header *out);

/**
 * tar_header_store - write a tar header
 * @p: room for TAR_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void tar_header_store(uint8_t *p, const struct tar_header *h);

#endif
