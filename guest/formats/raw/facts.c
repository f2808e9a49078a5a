/* SPDX-License-Identifier: Apache-2.0 */
/* Plain disks: partition tables that readers may understand in different ways. */
#include "formats/facts.h"
#include "image.h"

#include "generated/raw.h"

static struct info_place partition_place(size_t index)
{
	return (struct info_place){
		STRUCTURE_RAW_MBR,
		RAW_MBR_FIELD_PARTITIONS,
		RAW_MBR_PARTITIONS_OFFSET + index * RAW_MBR_PARTITION_SIZE,
	};
}

bool raw_is_fat(const uint8_t *head)
{
	return head[RAW_OFS_FAT_COUNT] == RAW_FAT_COUNT &&
	       head[RAW_OFS_FAT_MEDIA] == RAW_FAT_MEDIA_FIXED;
}

static uint32_t chs_of(const struct raw_mbr_partition *p)
{
	return (uint32_t)p->start_chs[0] << 16 | (uint32_t)p->start_chs[1] << 8 | p->start_chs[2];
}

/* A protective entry is the first and only one, and says so wherever it says where it begins. */
static void find_in_partitions(const struct raw_mbr *mbr, struct info_sink *sink)
{
	const size_t num = sizeof(mbr->partitions) / sizeof(mbr->partitions[0]);
	bool protective = false;
	size_t used = 0;

	for (size_t i = 0; i < num; i++) {
		const struct raw_mbr_partition *p = &mbr->partitions[i];

		used += raw_mbr_partition_is_used(p);
		if (!raw_mbr_partition_is_protective(p))
			continue;
		protective = true;
		if (i != 0 || chs_of(p) != RAW_PROTECTIVE_START_CHS ||
		    p->start_sector != RAW_GPT_HEADER_SECTOR)
			info_find(sink, FINDING_KIND_PARTITION_TABLE, partition_place(i),
				  p->start_sector, NULL, 0);
	}
	if (used == 0 || (protective && used > 1))
		info_find(sink, FINDING_KIND_PARTITION_TABLE, partition_place(0), used, NULL, 0);
}

bool raw_info(struct image *img, struct info_sink *sink)
{
	struct parse_in in;
	struct raw_mbr mbr;

	if (!img->probed) /* qemu-img watches what is written to the first sector of others */
		sink->limits.request_alignment = 1;
	if (!sink->safety)
		return true;
	if (!image_read_head(img))
		return false;
	in = parse_input(img->head, RAW_MBR_SIZE, 0);
	if (img->len_head < RAW_MBR_SIZE || raw_is_fat(img->head) ||
	    !bytes_eq(img->head + RAW_MBR_SIGNATURE_OFFSET, RAW_MBR_SIGNATURE,
		      RAW_MBR_SIGNATURE_SIZE))
		return true;
	if (raw_mbr_parse(&in, &mbr) != PARSE_OK)
		info_find(sink, FINDING_KIND_PARTITION_TABLE,
			  (struct info_place){ in.structure, in.field, in.base + in.bad_off },
			  in.value, NULL, 0);
	else
		find_in_partitions(&mbr, sink);
	return true;
}
