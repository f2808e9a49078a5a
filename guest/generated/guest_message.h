/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/guest.proto spec=4cf0a461 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_GUEST_MESSAGE_H
#define GENERATED_GUEST_MESSAGE_H
/*
 * What a guest may say, as plain structs, and their encoding as protobuf. Nothing is allocated;
 * views and arrays belong to the caller.
 */
#include "parse.h"

/* Bytes of someone else. */
struct bytes_view {
	const void *p;
	size_t len;
};

/* The image, or the request, was refused. Texts are made on the host from the generated tables. */
struct guest_error {
	/* STRUCTURE_* id, 0 when the error belongs to no structure */
	uint32_t structure;
	uint32_t field;	 /* field id inside the structure */
	uint32_t reason; /* parse_status, or 0 when `fault` says it */
	uint32_t fault;	 /* FAULT_* id, 0 when `reason` says it */
	uint64_t offset; /* byte offset in the file */
	uint64_t value;
	uint32_t disk; /* which attached file */
	/* a short text out of the image (a feature's name); shown escaped */
	struct bytes_view detail;
	/* the operation's own error number (abi/measure.ksy and others), 0 for none */
	uint32_t code;
	const uint64_t *extra; /* further numbers that the fault's text names */
	size_t num_extra;
	uint64_t place; /* where on the disk the operation was, for those that say so */
};

struct guest_progress {
	uint64_t done;
	uint64_t total;
};

struct guest_log {
	uint32_t level;
	struct bytes_view text;
	bool has_error;
	/* a rule that is broken and tolerated; its text, as qemu has it, stands for `text` */
	struct guest_error error;
};

struct guest_measure_result {
	uint64_t required;
	uint64_t fully_allocated;
	uint64_t bitmaps;
	bool has_bitmaps;
	uint64_t virtual_size;
	uint32_t format; /* detected source format, abi/source.ksy */
	uint64_t disk;	 /* bytes of the disk that a new image of the target says it has */
	/*
	 * bytes that the target allocates at once (cluster, grain, block), 0 where there is no such
	 * thing
	 */
	uint64_t unit;
	/* bytes of the units that have data; of all, where no data is looked for */
	uint64_t data;
};

/* Packed `extent_record`s (abi/extent.ksy), in order, adjacent runs already merged. */
struct guest_extent_batch {
	struct bytes_view records;
};

struct guest_map_result {
	uint64_t virtual_size;
	uint64_t num_extents; /* of the disk; for a picture, fewer are sent */
	uint32_t format;
	/* for a picture: how many pieces data of the image itself is in in its file */
	uint64_t pieces;
	uint64_t mapped;   /* bytes of that data */
	uint32_t file;	   /* the attached file */
	uint64_t len_part; /* bytes of a part of it, 0: no such data */
	/* packed `file_cell`s (abi/map.ksy), from its first byte to its last */
	struct bytes_view parts;
};

/* An internal snapshot. */
struct guest_snapshot {
	struct bytes_view id;
	struct bytes_view name;
	uint64_t vm_state_size;
	uint32_t date_sec;
	uint32_t date_nsec;
	uint64_t vm_clock_nsec;
	bool has_disk_size;
	uint64_t disk_size;
	bool has_icount;
	uint64_t icount;
};

/* A persistent bitmap of a qcow2 image. */
struct guest_bitmap {
	struct bytes_view name;
	uint64_t granularity;
	const struct bytes_view *flags; /* `in-use`, `auto` */
	size_t num_flags;
};

/* What a qcow2 header says; absent where its version has no such thing. */
struct guest_qcow2_details {
	struct bytes_view compat;	    /* as qemu-img spells the version */
	struct bytes_view compression_type; /* a name */
	bool has_lazy_refcounts;
	bool lazy_refcounts;
	uint32_t refcount_bits;
	bool has_corrupt;
	bool corrupt;
	bool has_extended_l2;
	bool extended_l2;
	bool data_file_raw;
	/* `aes`, `luks` (of which LuksDetails says more), or nothing */
	struct bytes_view encryption;
	const struct guest_bitmap *bitmaps;
	size_t num_bitmaps;
	uint64_t incompatible_features;
	uint64_t compatible_features;
	uint64_t autoclear_features;
	bool has_data_file;
	struct bytes_view data_file; /* as the image names it */
};

struct guest_vmdk_extent {
	struct bytes_view name;
	uint64_t virtual_size;
	bool has_cluster_size;
	uint64_t cluster_size;
	struct bytes_view format; /* a name of qemu-img's */
	bool compressed;
	uint32_t disk;
};

struct guest_vmdk_info {
	uint32_t cid;
	uint32_t parent_cid;
	struct bytes_view create_type; /* as the descriptor has it */
	const struct guest_vmdk_extent *extents;
	size_t num_extents;
};

/* A key slot of LUKS. */
struct guest_key_slot {
	bool active;
	uint64_t iterations;
	uint64_t key_offset;
	uint64_t stripes;
	uint32_t number;       /* of version 2, as the rest */
	struct bytes_view kdf; /* `argon2id`, `argon2i` or `pbkdf2` */
	uint64_t memory;       /* in KiB */
	uint32_t lanes;
};

/* What a LUKS header says. */
struct guest_luks_details {
	uint32_t version;
	struct bytes_view cipher_alg;
	struct bytes_view cipher_mode;
	struct bytes_view hash_alg;
	struct bytes_view ivgen_alg;
	struct bytes_view ivgen_hash_alg;
	struct bytes_view uuid;
	uint64_t payload_offset;
	uint64_t master_key_iterations;
	const struct guest_key_slot *slots;
	size_t num_slots;
	bool detached_header;
	struct bytes_view label;
	uint32_t sector_size; /* of version 2 */
};

struct guest_finding {
	uint32_t id; /* abi/info.ksy */
	uint32_t structure;
	uint32_t field;
	uint64_t offset;
	uint64_t value;
	struct bytes_view detail;
	uint32_t fault;	       /* FAULT_* id of a rule that is broken, or */
	uint32_t reason;       /* parse_status of one that the field itself has */
	const uint64_t *extra; /* further numbers that the rule's text names */
	size_t num_extra;
};

/* What a layout asks of requests, in bytes; 0: nothing. */
struct guest_limits {
	uint64_t request_alignment;
	uint64_t write_zeroes_alignment;
	uint64_t discard_alignment;
	uint64_t max_write_zeroes;
};

/*
 * One file of a chain, top first; a run of `info` sends one per member. Fields that a format lacks
 * stay absent.
 */
struct guest_info_result {
	uint32_t format;
	uint32_t disk;
	uint32_t depth;
	uint64_t virtual_size;
	bool has_cluster_size;
	uint64_t cluster_size;
	bool encrypted;
	bool has_dirty;
	/* absent where qemu's driver says nothing of the image in general */
	bool dirty;
	bool corrupt;
	bool has_backing_file;
	struct bytes_view backing_file; /* as the image names it */
	bool has_backing_format;
	struct bytes_view backing_format; /* as the image names it */
	const struct guest_snapshot *snapshots;
	size_t num_snapshots;
	bool has_qcow2;
	struct guest_qcow2_details qcow2;
	bool has_vmdk;
	struct guest_vmdk_info vmdk;
	bool has_luks;
	struct guest_luks_details luks;
	const struct guest_finding *findings;
	size_t num_findings;
	bool compressed;
	/* the disk of the external data file, where it was opened; extents name theirs */
	const uint32_t *children;
	size_t num_children;
	bool has_limits;
	struct guest_limits limits;
	bool opened; /* false: all that is known are `findings` */
};

/*
 * The image is open: the first message of an operation that answers as it goes. What does not open
 * is an Error and no Opened.
 */
struct guest_opened {
	uint64_t virtual_size;
	uint32_t format; /* abi/source.ksy */
	/* bytes of a cell of the picture that was asked for (abi/map.ksy), 0 where none was */
	uint64_t cell;
};

/*
 * Packed `problem`s (abi/check.ksy), in the order in which they were found. `detail` is a text out
 * of the image that the last of them names.
 */
struct guest_problem_batch {
	struct bytes_view problems;
	struct bytes_view detail;
};

/*
 * What the check of one image comes to. A run of `check` sends one per image that it looks at,
 * after that image's problems.
 */
struct guest_check_result {
	uint32_t format;
	uint32_t disk;
	uint32_t depth;
	uint32_t outcome; /* abi/check.ksy */
	uint64_t corruptions;
	uint64_t leaks;
	uint64_t check_errors;
	uint64_t total_clusters;
	uint64_t allocated_clusters;
	uint64_t fragmented_clusters;
	uint64_t compressed_clusters;
	uint64_t image_end_offset;
	uint64_t num_unsent; /* problems that are counted, and were not sent */
	uint64_t corruptions_fixed;
	uint64_t leaks_fixed;
};

/* What a conversion has read and written, in bytes of the disk. */
struct guest_convert_result {
	uint64_t virtual_size; /* of all sources together */
	uint64_t data;	       /* written as data */
	uint64_t zeros;	       /* not written, or written as zeros that take no space */
	uint64_t compressed;   /* of `data`, written compressed */
	uint64_t copied;       /* of `data`, moved by the host alone */
};

/* The change of a disk's size, which is complete. */
struct guest_resize_result {
	uint64_t old_virtual_size;
	uint64_t new_virtual_size;
};

/* The change of the snapshots of an image, which is complete. */
struct guest_snapshot_result {
	uint64_t virtual_size; /* of the disk afterwards */
	struct bytes_view id;  /* of the snapshot that was made, applied or deleted */
	struct bytes_view name;
};

/* An image names another backing image, or none. */
struct guest_rebase_result {
	uint32_t format; /* abi/source.ksy */
	uint64_t data;	 /* bytes of the disk that were written */
	uint64_t zeros;	 /* ... */
};

/*
 * What workers are to do for the guest that lays out an image; it will read from their desk
 * (abi/desk.ksy).
 */
struct guest_work_wanted {
	uint32_t method;
	uint32_t len_unit;
};

/* An image is committed, or emptied. */
struct guest_commit_result {
	uint32_t format; /* abi/source.ksy: of file 0 */
	uint64_t data;	 /* bytes of the disk that were written */
	uint64_t zeros;	 /* ... */
};

/* How far the changes of a bitmap went. All before an action that is refused are made. */
struct guest_bitmap_result {
	uint32_t num_done; /* actions */
	uint32_t error;	   /* abi/edit.ksy: why the next one is refused, 0: all are done */
	uint64_t value;	   /* what goes with it */
};

/*
 * A part of the disk that cannot be read, and has become zeros. Parts that follow each other and
 * are alike are one.
 */
struct guest_unreadable {
	uint64_t start;
	uint64_t length; /* whole sectors, but at the end of the disk */
	bool walk;	 /* tables are broken that say where it is */
	bool read;	 /* it is copied now; otherwise only counted */
	bool has_error;
	struct guest_error error; /* why its first sector is lost */
};

/* An image has other options. */
struct guest_amend_result {
	uint32_t format;       /* abi/source.ksy */
	uint64_t virtual_size; /* of the disk afterwards */
	uint32_t key_slots;    /* those that were changed, a bit each */
};

struct guest_member {
	struct bytes_view name;
	uint64_t start;	 /* in the archive */
	uint64_t length; /* bytes that it takes there */
	uint32_t stored; /* abi/archive.ksy: how */
};

/* Files in an archive, in its order. */
struct guest_member_batch {
	const struct guest_member *members;
	size_t num_members;
	bool last; /* no more follow */
};

/* Packed `view::node`s (abi/view.ksy), each before what is in it. `data` holds their own bytes. */
struct guest_view_batch {
	struct bytes_view nodes;
	struct bytes_view data;
};

/* The view that was sent, which is complete. */
struct guest_view_result {
	uint32_t view; /* number of the view */
	uint64_t file_size;
	uint64_t num_nodes; /* or runs */
	bool full;	    /* max_nodes was reached, or it took too long */
};

/* Packed `view::run`s (abi/view.ksy), in the order of the file, or of a way to a place. */
struct guest_view_runs {
	struct bytes_view runs;
};

enum guest_message_kind {
	GUEST_MESSAGE_NONE = 0,
	GUEST_MESSAGE_ERROR = 1,
	GUEST_MESSAGE_PROGRESS = 2,
	GUEST_MESSAGE_LOG = 3,
	GUEST_MESSAGE_MEASURE = 4,
	GUEST_MESSAGE_EXTENTS = 5,
	GUEST_MESSAGE_MAP = 6,
	GUEST_MESSAGE_INFO = 7,
	GUEST_MESSAGE_OPENED = 8,
	GUEST_MESSAGE_PROBLEMS = 20,
	GUEST_MESSAGE_CHECK = 21,
	GUEST_MESSAGE_CONVERT = 22,
	GUEST_MESSAGE_RESIZE = 23,
	GUEST_MESSAGE_SNAPSHOT = 24,
	GUEST_MESSAGE_REBASE = 26,
	GUEST_MESSAGE_WORK = 30,
	GUEST_MESSAGE_COMMIT = 34,
	GUEST_MESSAGE_BITMAP = 36,
	GUEST_MESSAGE_UNREADABLE = 37,
	GUEST_MESSAGE_AMEND = 39,
	GUEST_MESSAGE_MEMBERS = 40,
	GUEST_MESSAGE_VIEW_NODES = 41,
	GUEST_MESSAGE_VIEW = 42,
	GUEST_MESSAGE_VIEW_RUNS = 43,
};

struct guest_message {
	enum guest_message_kind kind;
	union {
		struct guest_error error;
		struct guest_progress progress;
		struct guest_log log;
		struct guest_measure_result measure;
		struct guest_extent_batch extents;
		struct guest_map_result map;
		struct guest_info_result info;
		struct guest_opened opened;
		struct guest_problem_batch problems;
		struct guest_check_result check;
		struct guest_convert_result convert;
		struct guest_resize_result resize;
		struct guest_snapshot_result snapshot;
		struct guest_rebase_result rebase;
		struct guest_work_wanted work;
		struct guest_commit_result commit;
		struct guest_bitmap_result bitmap;
		struct guest_unreadable unreadable;
		struct guest_amend_result amend;
		struct guest_member_batch members;
		struct guest_view_batch view_nodes;
		struct guest_view_result view;
		struct guest_view_runs view_runs;
	};
};

/* False when cap bytes are too few or the kind is none. *len is written on success only. */
MUST_CHECK bool guest_message_encode(const struct guest_message *m, uint8_t *buf, size_t cap,
				     size_t *len);

#endif
