/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signatures of all formats, wherever they are: a file with one that is not of the format it was
 * opened as may be another disk to another reader. Signatures at the start matter where the user
 * named a format; the others get along with each other.
 */
#include "facts.h"

#include "generated/asif.h"
#include "generated/bochs.h"
#include "generated/cloop.h"
#include "generated/dmg.h"
#include "generated/iso9660.h"
#include "generated/luks.h"
#include "generated/parallels.h"
#include "generated/qcow2.h"
#include "generated/qed.h"
#include "generated/raw.h"
#include "generated/vdi.h"
#include "generated/vhd.h"
#include "generated/vhdx.h"
#include "generated/vmdk.h"

#define LEN_OF(text)  (sizeof(text) - 1)
#define VOLUME_WINDOW 4096u

struct signature {
	const char *name;
	uint32_t format, also; /* whose it is; `also` another one with the same */
	uint32_t offset;
	const char *bytes;
	size_t len;
};

static const struct signature at_start[] = {
	{ "qcow2", SOURCE_FORMAT_QCOW2, SOURCE_FORMAT_QCOW1, 0, QCOW2_HEADER_MAGIC,
	  QCOW2_HEADER_MAGIC_SIZE },
	{ "qed", SOURCE_FORMAT_QED, SOURCE_FORMAT_QED, 0, QED_HEADER_MAGIC, QED_HEADER_MAGIC_SIZE },
	{ "vmdk", SOURCE_FORMAT_VMDK4, SOURCE_FORMAT_VMDK4, 0, VMDK_SPARSE_HEADER_MAGIC,
	  VMDK_SPARSE_HEADER_MAGIC_SIZE },
	{ "vmdk", SOURCE_FORMAT_VMDK4, SOURCE_FORMAT_VMDK4, 0, VMDK_COWD_HEADER_MAGIC,
	  VMDK_COWD_HEADER_MAGIC_SIZE },
	{ "vmdk", SOURCE_FORMAT_VMDK4, SOURCE_FORMAT_VMDK4, 0, VMDK_DESCRIPTOR_MAGIC,
	  LEN_OF(VMDK_DESCRIPTOR_MAGIC) },
	{ "vpc", SOURCE_FORMAT_VHD, SOURCE_FORMAT_VHD, 0, VHD_FOOTER_COOKIE,
	  VHD_FOOTER_COOKIE_SIZE },
	{ "vhdx", SOURCE_FORMAT_VHDX, SOURCE_FORMAT_VHDX, 0, VHDX_FILE_IDENTIFIER_SIGNATURE,
	  LEN_OF(VHDX_FILE_IDENTIFIER_SIGNATURE) },
	{ "luks", SOURCE_FORMAT_LUKS, SOURCE_FORMAT_LUKS, 0, LUKS_PHDR_MAGIC,
	  LUKS_PHDR_MAGIC_SIZE },
	{ "parallels", SOURCE_FORMAT_PARALLELS, SOURCE_FORMAT_PARALLELS, 0, PARALLELS_SIGNATURE_0,
	  LEN_OF(PARALLELS_SIGNATURE_0) },
	{ "parallels", SOURCE_FORMAT_PARALLELS, SOURCE_FORMAT_PARALLELS, 0, PARALLELS_SIGNATURE_1,
	  LEN_OF(PARALLELS_SIGNATURE_1) },
	{ "bochs", SOURCE_FORMAT_BOCHS, SOURCE_FORMAT_BOCHS, 0, BOCHS_HEADER_MAGIC,
	  BOCHS_HEADER_MAGIC_SIZE },
	{ "cloop", SOURCE_FORMAT_CLOOP, SOURCE_FORMAT_CLOOP, 0, CLOOP_HEADER_MAGIC,
	  CLOOP_HEADER_MAGIC_SIZE },
	{ "asif", SOURCE_FORMAT_ASIF, SOURCE_FORMAT_ASIF, 0, ASIF_HEADER_MAGIC,
	  ASIF_HEADER_MAGIC_SIZE },
	{ "mbr", SOURCE_FORMAT_RAW, SOURCE_FORMAT_RAW, RAW_MBR_SIGNATURE_OFFSET, RAW_MBR_SIGNATURE,
	  RAW_MBR_SIGNATURE_SIZE },
};

/* Seen from the last 512 bytes of the file. */
static const struct signature at_end[] = {
	{ "vpc", SOURCE_FORMAT_VHD, SOURCE_FORMAT_VHD, 0, VHD_FOOTER_COOKIE,
	  VHD_FOOTER_COOKIE_SIZE },
	{ "dmg", SOURCE_FORMAT_DMG, SOURCE_FORMAT_DMG, 0, DMG_TRAILER_MAGIC,
	  DMG_TRAILER_MAGIC_SIZE },
};

static void found(struct info_sink *sink, uint64_t offset, const char *name)
{
	struct bytes_view view = info_text(name);

	info_find(sink, FINDING_KIND_POLYGLOT, (struct info_place){ 0, 0, offset }, offset, view.p,
		  view.len);
}

static void look(const struct image *img, struct info_sink *sink, const struct signature *s,
		 size_t num, const uint8_t *bytes, uint64_t offset)
{
	for (size_t i = 0; i < num; i++)
		if (s[i].format != img->format->id && s[i].also != img->format->id &&
		    bytes_eq(bytes + s[i].offset, s[i].bytes, s[i].len))
			found(sink, offset + s[i].offset, s[i].name);
}

static bool is_identifier(const uint8_t *bytes, const char *identifier)
{
	return bytes_eq(bytes, identifier, ISO9660_SIGNATURE_SIZE);
}

static bool is_partitioned(const struct image *img)
{
	return bytes_eq(img->head + RAW_MBR_SIGNATURE_OFFSET, RAW_MBR_SIGNATURE,
			RAW_MBR_SIGNATURE_SIZE);
}

/* A volume on a plain disk is its contents, unless a partition table claims the same disk. The
 * first descriptor is that of ISO 9660, or one of the first few says that this is UDF. */
static bool look_for_volume(struct image *img, struct info_sink *sink)
{
	uint8_t bytes[sizeof(ISO9660_SIGNATURE)];

	if (img->format->id == SOURCE_FORMAT_RAW && !is_partitioned(img))
		return true;
	for (uint32_t i = 0; i < ISO9660_MAX_DESCRIPTORS; i++) {
		uint64_t at = ISO9660_SIGNATURE_OFFSET + i * ISO9660_SECTOR_SIZE;

		if (!io_read_padded(img->disk, at, bytes, ISO9660_SIGNATURE_SIZE))
			return false;
		if (i == 0 && is_identifier(bytes, ISO9660_SIGNATURE))
			found(sink, at, "iso9660");
		if (is_identifier(bytes, ISO9660_UDF_2) || is_identifier(bytes, ISO9660_UDF_3))
			found(sink, at, "udf");
		if (is_identifier(bytes, ISO9660_EXTENDED_AREA_END) ||
		    (i == 0 && !is_identifier(bytes, ISO9660_EXTENDED_AREA_BEGIN)))
			break;
	}
	return true;
}

/* Some readers take any text with this key for a VMDK, wherever the key is. */
static bool look_for_descriptor(struct image *img, struct info_sink *sink)
{
	static const char key[] = VMDK_DESCRIPTOR_KEY_CREATE_TYPE;
	uint64_t size = io_size(img->disk);
	uint32_t len = size < VMDK_DESCRIPTOR_MAX_FILE_BYTES ? (uint32_t)size
							     : VMDK_DESCRIPTOR_MAX_FILE_BYTES;
	size_t mark = io_mark();
	uint8_t *text;

	if (img->format->id == SOURCE_FORMAT_VMDK4 || len == 0 || img->head[0] == 0 ||
	    img->head[0] > 0x7f)
		return true;
	text = io_alloc(len, 1);
	if (!text || !io_read(img->disk, 0, text, len))
		return false;
	for (uint32_t i = 0; i + LEN_OF(key) <= len && text[i] != 0 && text[i] <= 0x7f; i++) {
		size_t n = 0;

		while (n < LEN_OF(key) && (text[i + n] | ' ') == ((uint8_t)key[n] | ' '))
			n++;
		if (n == LEN_OF(key)) {
			found(sink, i, "vmdk");
			break;
		}
	}
	io_release(mark);
	return true;
}

bool info_find_signatures(struct image *img, struct info_sink *sink)
{
	uint64_t size = io_size(img->disk);
	uint8_t last[VHD_FOOTER_SIZE];

	if (!image_read_head(img))
		return false;
	look(img, sink, at_start, sizeof(at_start) / sizeof(at_start[0]), img->head, 0);
	if (img->format->id != SOURCE_FORMAT_VDI &&
	    vdi_header_peek_magic(img->head) == VDI_HEADER_MAGIC)
		found(sink, VDI_HEADER_MAGIC_OFFSET, "vdi");
	if (size >= sizeof(last)) {
		if (!io_read(img->disk, size - sizeof(last), last, sizeof(last)))
			return false;
		look(img, sink, at_end, sizeof(at_end) / sizeof(at_end[0]), last,
		     size - sizeof(last));
	}
	return look_for_volume(img, sink) && look_for_descriptor(img, sink);
}
