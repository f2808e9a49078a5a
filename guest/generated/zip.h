/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/zip.ksy spec=71d443a5 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_ZIP_H
#define GENERATED_ZIP_H
/*
 * Zip archive. Members one after the other, and at the end a directory of them all, found by a
 * record that ends the file. Numbers that do not fit are all ones, and in an extra field or a
 * second record instead.
 */
#include "store.h"
#include "structures.h"

/* The record that ends the file is no further from its end than this and its own length. */
#define ZIP_MAX_COMMENT_BYTES 65535u
/* The number is in the extra field, or in the second record. */
#define ZIP_ABSENT_U4	      0xffffffffu
/* Longest name that is read, as long as Linux lets a path be. */
#define ZIP_MAX_NAME_BYTES    4096u

enum zip_method {
	ZIP_METHOD_STORED = 0,	/* As it is. */
	ZIP_METHOD_DEFLATE = 8, /* A raw deflate stream. */
};

enum zip_flag {
	ZIP_FLAG_ENCRYPTED = 1, /* The member is encrypted. */
};

/*
 * What is before a member's bytes. Name and extra field follow, whose lengths may differ from those
 * in the directory.
 *
 *  off size field
 *    0    4 magic          50 4b 03 04
 *    4    2 version_needed
 *    6    2 flags
 *    8    2 method
 *   10    4 time
 *   14    4 checksum
 *   18    4 len_stored
 *   22    4 len_member
 *   26    2 len_name
 *   28    2 len_extra
 */
#define ZIP_LOCAL_HEADER_SIZE 30u

enum zip_local_header_field {
	ZIP_LOCAL_HEADER_FIELD_MAGIC = 1,
	ZIP_LOCAL_HEADER_FIELD_VERSION_NEEDED = 2,
	ZIP_LOCAL_HEADER_FIELD_FLAGS = 3,
	ZIP_LOCAL_HEADER_FIELD_METHOD = 4,
	ZIP_LOCAL_HEADER_FIELD_TIME = 5,
	ZIP_LOCAL_HEADER_FIELD_CHECKSUM = 6,
	ZIP_LOCAL_HEADER_FIELD_LEN_STORED = 7,
	ZIP_LOCAL_HEADER_FIELD_LEN_MEMBER = 8,
	ZIP_LOCAL_HEADER_FIELD_LEN_NAME = 9,
	ZIP_LOCAL_HEADER_FIELD_LEN_EXTRA = 10,
};

struct zip_local_header {
	uint32_t time;		 /* When it was changed. */
	uint32_t checksum;	 /* Of the member. */
	uint32_t len_stored;	 /* As in the directory; 0 where it was not known yet. */
	uint32_t len_member;	 /* As in the directory; 0 where it was not known yet. */
	uint16_t version_needed; /* Who can unpack it. */
	uint16_t flags;		 /* As in the directory. */
	uint16_t method;	 /* As in the directory. */
	uint16_t len_name;	 /* Length of the name. */
	uint16_t len_extra;	 /* Length of the extra field. */
};

/**
 * zip_local_header_parse - check and copy a zip local header
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status zip_local_header_parse(struct parse_in *in,
						    struct zip_local_header *out);

/**
 * zip_local_header_store - write a zip local header
 * @p: room for ZIP_LOCAL_HEADER_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void zip_local_header_store(uint8_t *p, const struct zip_local_header *h);

/*
 * A member in the directory. Name, extra field and comment follow.
 *
 *  off size field
 *    0    4 magic          50 4b 01 02
 *    4    2 version_made
 *    6    2 version_needed
 *    8    2 flags
 *   10    2 method
 *   12    4 time
 *   16    4 checksum
 *   20    4 len_stored
 *   24    4 len_member
 *   28    2 len_name
 *   30    2 len_extra
 *   32    2 len_comment
 *   34    2 first_disk
 *   36    2 internal
 *   38    4 external
 *   42    4 ofs_header
 */
#define ZIP_ENTRY_SIZE		    46u
#define ZIP_ENTRY_LEN_NAME_OFFSET   28u
#define ZIP_ENTRY_LEN_EXTRA_OFFSET  30u
#define ZIP_ENTRY_OFS_HEADER_OFFSET 42u

enum zip_entry_field {
	ZIP_ENTRY_FIELD_MAGIC = 1,
	ZIP_ENTRY_FIELD_VERSION_MADE = 2,
	ZIP_ENTRY_FIELD_VERSION_NEEDED = 3,
	ZIP_ENTRY_FIELD_FLAGS = 4,
	ZIP_ENTRY_FIELD_METHOD = 5,
	ZIP_ENTRY_FIELD_TIME = 6,
	ZIP_ENTRY_FIELD_CHECKSUM = 7,
	ZIP_ENTRY_FIELD_LEN_STORED = 8,
	ZIP_ENTRY_FIELD_LEN_MEMBER = 9,
	ZIP_ENTRY_FIELD_LEN_NAME = 10,
	ZIP_ENTRY_FIELD_LEN_EXTRA = 11,
	ZIP_ENTRY_FIELD_LEN_COMMENT = 12,
	ZIP_ENTRY_FIELD_FIRST_DISK = 13,
	ZIP_ENTRY_FIELD_INTERNAL = 14,
	ZIP_ENTRY_FIELD_EXTERNAL = 15,
	ZIP_ENTRY_FIELD_OFS_HEADER = 16,
};

struct zip_entry {
	uint32_t time;		 /* When it was changed. */
	uint32_t checksum;	 /* Of the member. */
	uint32_t len_stored;	 /* Bytes that the member takes. */
	uint32_t len_member;	 /* Bytes of the member. */
	uint32_t external;	 /* Permissions. */
	uint32_t ofs_header;	 /* Where the member's own header is. */
	uint16_t version_made;	 /* Who made it. */
	uint16_t version_needed; /* Who can unpack it. */
	uint16_t flags;		 /* Set of `flag`. */
	uint16_t method;	 /* How the member is stored, one of `method`. */
	uint16_t len_name;	 /* Length of the name. */
	uint16_t len_extra;	 /* Length of the extra field. */
	uint16_t len_comment;	 /* Length of the comment. */
	uint16_t first_disk;	 /* The part of a split archive that the member is in. */
	uint16_t internal;	 /* Whether it is text. */
};

/**
 * zip_entry_parse - check and copy a zip entry
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status zip_entry_parse(struct parse_in *in, struct zip_entry *out);

/**
 * zip_entry_store - write a zip entry
 * @p: room for ZIP_ENTRY_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void zip_entry_store(uint8_t *p, const struct zip_entry *h);

/*
 * Head of a part of an extra field.
 *
 *  off size field
 *    0    2 kind
 *    2    2 len_data
 */
#define ZIP_EXTRA_SIZE	4u
/*
 * Numbers of 64 bits, in the order `len_member`, `len_stored`, `ofs_header`, those only that are
 * all ones in the directory.
 */
#define ZIP_EXTRA_ZIP64 1u

enum zip_extra_field {
	ZIP_EXTRA_FIELD_KIND = 1,
	ZIP_EXTRA_FIELD_LEN_DATA = 2,
};

struct zip_extra {
	uint16_t kind;	   /* What it is. */
	uint16_t len_data; /* Bytes that follow. */
};

/**
 * zip_extra_parse - check and copy a zip extra
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status zip_extra_parse(struct parse_in *in, struct zip_extra *out);

/**
 * zip_extra_store - write a zip extra
 * @p: room for ZIP_EXTRA_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void zip_extra_store(uint8_t *p, const struct zip_extra *h);

/*
 * The record that ends the file. A comment follows.
 *
 *  off size field
 *    0    4 magic         50 4b 05 06
 *    4    2 disk
 *    6    2 first_disk
 *    8    2 num_here
 *   10    2 num_members
 *   12    4 len_directory
 *   16    4 ofs_directory
 *   20    2 len_comment
 */
#define ZIP_END_SIZE		     22u
#define ZIP_END_MAGIC_OFFSET	     0u
#define ZIP_END_OFS_DIRECTORY_OFFSET 16u

enum zip_end_field {
	ZIP_END_FIELD_MAGIC = 1,
	ZIP_END_FIELD_DISK = 2,
	ZIP_END_FIELD_FIRST_DISK = 3,
	ZIP_END_FIELD_NUM_HERE = 4,
	ZIP_END_FIELD_NUM_MEMBERS = 5,
	ZIP_END_FIELD_LEN_DIRECTORY = 6,
	ZIP_END_FIELD_OFS_DIRECTORY = 7,
	ZIP_END_FIELD_LEN_COMMENT = 8,
};

struct zip_end {
	uint32_t len_directory; /* Length of the directory. */
	uint32_t ofs_directory; /* Where it begins, as if the archive began the file. */
	uint16_t disk;		/* The part of a split archive that this is. */
	uint16_t first_disk;	/* The part in which the directory begins. */
	uint16_t num_here;	/* Members in this part. */
	uint16_t num_members;	/* Members in all. */
	uint16_t len_comment;	/* Length of the comment. */
};

/**
 * zip_end_parse - check and copy a zip end
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status zip_end_parse(struct parse_in *in, struct zip_end *out);

/**
 * zip_end_store - write a zip end
 * @p: room for ZIP_END_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void zip_end_store(uint8_t *p, const struct zip_end *h);

/*
 * Before the record that ends the file, where there is a second one.
 *
 *  off size field
 *    0    4 magic     50 4b 06 07
 *    4    4 disk
 *    8    8 ofs_end64
 *   16    4 num_disks
 */
#define ZIP_LOCATOR_SIZE 20u

enum zip_locator_field {
	ZIP_LOCATOR_FIELD_MAGIC = 1,
	ZIP_LOCATOR_FIELD_DISK = 2,
	ZIP_LOCATOR_FIELD_OFS_END64 = 3,
	ZIP_LOCATOR_FIELD_NUM_DISKS = 4,
};

struct zip_locator {
	uint64_t ofs_end64; /* Where the second record is. */
	uint32_t disk;	    /* The part that the second record is in. */
	uint32_t num_disks; /* Parts of a split archive. */
};

/**
 * zip_locator_parse - check and copy a zip locator
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status zip_locator_parse(struct parse_in *in, struct zip_locator *out);

/**
 * zip_locator_store - write a zip locator
 * @p: room for ZIP_LOCATOR_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void zip_locator_store(uint8_t *p, const struct zip_locator *h);

/*
 * The second record, with numbers of 64 bits.
 *
 *  off size field
 *    0    4 magic          50 4b 06 06
 *    4    8 len_record
 *   12    2 version_made
 *   14    2 version_needed
 *   16    4 disk
 *   20    4 first_disk
 *   24    8 num_here
 *   32    8 num_members
 *   40    8 len_directory
 *   48    8 ofs_directory
 */
#define ZIP_END64_SIZE 56u

enum zip_end64_field {
	ZIP_END64_FIELD_MAGIC = 1,
	ZIP_END64_FIELD_LEN_RECORD = 2,
	ZIP_END64_FIELD_VERSION_MADE = 3,
	ZIP_END64_FIELD_VERSION_NEEDED = 4,
	ZIP_END64_FIELD_DISK = 5,
	ZIP_END64_FIELD_FIRST_DISK = 6,
	ZIP_END64_FIELD_NUM_HERE = 7,
	ZIP_END64_FIELD_NUM_MEMBERS = 8,
	ZIP_END64_FIELD_LEN_DIRECTORY = 9,
	ZIP_END64_FIELD_OFS_DIRECTORY = 10,
};

struct zip_end64 {
	uint64_t len_record;	 /* Bytes that follow. */
	uint64_t num_here;	 /* Members in this part. */
	uint64_t num_members;	 /* Members in all. */
	uint64_t len_directory;	 /* Length of the directory. */
	uint64_t ofs_directory;	 /* Where it begins. */
	uint32_t disk;		 /* The part that this is. */
	uint32_t first_disk;	 /* The part in which the directory begins. */
	uint16_t version_made;	 /* Who made it. */
	uint16_t version_needed; /* Who can unpack it. */
};

/**
 * zip_end64_parse - check and copy a zip end64
 * @in:  bytes from the structure's start on
 * @out: written only when PARSE_OK is returned, in host byte order
 */
MUST_CHECK enum parse_status zip_end64_parse(struct parse_in *in, struct zip_end64 *out);

/**
 * zip_end64_store - write a zip end64
 * @p: room for ZIP_END64_SIZE bytes, all of which are written
 * @h: values that keep the rules; what the spec fixes is not read from it
 */
void zip_end64_store(uint8_t *p, const struct zip_end64 *h);

#endif
