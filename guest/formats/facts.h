/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMATS_INFO_H
#define FORMATS_INFO_H
/*
 * What `info` wants to hear from a format: its own section of the answer, what it asks of requests,
 * and what a careful reader should know. Whatever `result` points at is in the arena or in the
 * image's own state, and stays until the answer is sent.
 */
#include "stages/image.h"

#include "generated/finding.h"
#include "generated/guest_message.h"
#include "generated/structures.h"

#define INFO_MAX_FINDINGS 64u

/* Where a finding is: STRUCTURE_* and field id of that structure, 0 for none, and the byte in
 * the file. */
struct info_place {
	uint32_t structure, field;
	uint64_t offset;
};

struct info_sink {
	bool safety;		   /* findings are wanted */
	struct info_place backing; /* where the backing file is named, if the format says so */
	uint64_t end;		   /* of what the format has a use for in the file; 0: not known */
	bool blocks_last; /* nothing is after the last block of data, so that a walk finds the
			     end */
	struct guest_info_result *result;
	struct guest_limits limits;
	struct guest_finding findings[INFO_MAX_FINDINGS];
	size_t num_findings;
};

/* A text out of an image, which ends at its first zero byte; and a copy of it in the arena. */
struct bytes_view info_view(const uint8_t *bytes, size_t len);
MUST_CHECK bool info_copy(const uint8_t *bytes, size_t max, struct bytes_view *copy);

struct bytes_view info_text(const char *text);

/* What some formats have to say: requests may start at any byte; or that qemu's driver tells
 * nothing of the image. */
bool info_of_bytes(struct image *img, struct info_sink *sink);
bool info_of_vdi(struct image *img, struct info_sink *sink);
bool info_silent(struct image *img, struct info_sink *sink);
/* As little, of formats without blocks that qemu speaks of. */
bool info_nothing(struct image *img, struct info_sink *sink);

/* Tell of something. More than there is room for is dropped: one is enough to refuse an image. */
void info_find(struct info_sink *sink, enum finding_kind id, struct info_place place,
	       uint64_t value, const void *detail, size_t len);

/* Tell what is wrong with a name that leads to another file, where something is. `name` stays with
 * the sink. */
void info_find_name(struct info_sink *sink, struct info_place place, const uint8_t *name,
		    size_t len);

/* signatures.c: what other formats might take the file for. */
MUST_CHECK bool info_find_signatures(struct image *img, struct info_sink *sink);

/* The format itself uses `len` bytes at `offset` of the image's own file, for a STRUCTURE_*. False,
 * with a fault recorded: stop. */
typedef bool metadata_visitor(void *arg, uint32_t structure, uint64_t offset, uint64_t len);

/* Data of a disk that is not the active one: `len` bytes at `host` of the image's own file, which
 * are at `at` of that disk. */
typedef bool data_visitor(void *arg, uint64_t at, uint64_t host, uint64_t len);

typedef bool info_maker(struct image *img, struct info_sink *sink);
typedef bool metadata_walker(struct image *img, metadata_visitor *visit, void *arg);
typedef bool data_walker(struct image *img, data_visitor *visit, void *arg);

/* What a format reports of itself. */
struct reporter {
	uint32_t format;  /* SOURCE_FORMAT_* */
	info_maker *info; /* its section of the answer; NULL: it is silent */
	/*
	 * Visit what of the image's own file holds no data of the disk: headers, tables, names. In
	 * any order, perhaps more than once, perhaps past the end of the file. NULL: nothing does.
	 */
	metadata_walker *metadata;
	/* Visit the data of internal snapshots that the active disk does not share. NULL: there are
	 * none. */
	data_walker *snapshot_data;
};

const struct reporter *reporter_of(const struct format *format); /* reporters.c; NULL: none */

info_maker luks_info, qcow2_info, qed_info, raw_info, vmdk_info;
metadata_walker parallels_metadata, qcow1_metadata, qcow2_metadata, qed_metadata, vdi_metadata,
	vhd_metadata, vhdx_metadata, vmdk_metadata;
data_walker qcow2_snapshot_data;

#endif
