/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HDD_IMAGE_H
#define HDD_IMAGE_H
/* A Parallels disk as its descriptor has it. Texts are parts of the descriptor. */
#include "base/xml.h"
#include "stages/image.h"

#include "generated/hdd.h"

/* An image file: what one snapshot has of one storage. */
struct hdd_image {
	struct xml_name guid, file;
	uint32_t storage; /* which */
	bool has_type, is_plain;
};

struct hdd_shot {
	struct xml_name guid, parent;
};

struct hdd_storage {
	uint64_t start, end; /* sectors */
	bool has_start, has_end;
	struct image *top; /* read.c: the snapshots of it, on top of each other */
};

struct hdd {
	uint64_t num_sectors;
	struct xml_name top;
	struct hdd_storage *storages;
	struct hdd_image *images;
	struct hdd_shot *shots;
	uint32_t num_storages, num_images, num_shots;
	bool has_size;
};

/* descriptor.c: what the text says, each part of it by itself. */
MUST_CHECK bool hdd_read_descriptor(const struct image *img, struct hdd *h);
bool hdd_same_guid(const struct xml_name *a, const struct xml_name *b);

#endif
