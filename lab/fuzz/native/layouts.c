/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The layouts of new images: a configuration. Where options and size can be measured, the parts of
 * the new file follow each other without a byte in common, the last of them ends where the file
 * does, and an empty disk is measured as long as that.
 */
#include <string.h>

#include "checks.h"
#include "formats/luks/layout.h"
#include "formats/parallels/layout.h"
#include "formats/qcow1/layout.h"
#include "formats/qcow2/layout.h"
#include "formats/qed/layout.h"
#include "formats/raw/layout.h"
#include "formats/target.h"
#include "formats/vdi/layout.h"
#include "formats/vhd/layout.h"
#include "formats/vhdx/layout.h"
#include "formats/vmdk/layout.h"
#include "generated/parallels.h"
#include "generated/qcow1.h"
#include "generated/qcow2.h"
#include "generated/vdi.h"
#include "generated/vhd.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is laid out, and how far the parts seen so far reach. */
struct file {
	const struct target_options *options;
	uint64_t disk;
	uint64_t end;
};

static void laid(enum target_error error)
{
	require(error == TARGET_ERROR_OK, "measured, and there is no layout");
}

/* A part: `len` bytes from `at` on. */
static void part(struct file *file, uint64_t at, uint64_t len)
{
	require(at >= file->end, "a part begins in another");
	require(len <= TARGET_MAX_SIZE && at <= TARGET_MAX_SIZE - len, "no file can be so long");
	file->end = at + len;
}

/* Room up to the file's end, in which nothing is written. */
static void rest(struct file *file, uint64_t end)
{
	require(file->end <= end, "a part leaves the file");
	file->end = end;
}

static void ends(const struct file *file, uint64_t end)
{
	require(file->end == end, "the file does not end with its last part");
}

static void luks(struct file *file)
{
	struct luks_layout l;
	uint32_t field;

	laid(luks_layout(file->options, file->disk, &l, &field));
	part(file, 0, l.ofs_payload);
	part(file, l.ofs_payload,
	     file->options->flags & TARGET_FLAG_DETACHED_HEADER ? 0 : file->disk);
	ends(file, l.end);
}

static void parallels(struct file *file)
{
	struct parallels_layout l;
	uint32_t field;

	laid(parallels_layout(file->options, file->disk, &l, &field));
	require(l.num_entries * l.cluster_size >= file->disk, "the table is too short");
	part(file, 0, PARALLELS_HEADER_SIZE);
	part(file, PARALLELS_HEADER_SIZE, l.num_entries * PARALLELS_BAT_ENTRY_SIZE);
	require(l.ofs_data % l.cluster_size == 0, "data between two clusters");
	rest(file, l.ofs_data);
}

static void qcow1(struct file *file)
{
	struct qcow1_layout l;
	uint32_t field;

	laid(qcow1_layout(file->options, file->disk, &l, &field));
	part(file, 0, QCOW1_HEADER_SIZE);
	part(file, l.ofs_l1, l.num_l1_entries * QCOW1_L1_ENTRY_SIZE);
	rest(file, l.end);
}

/* What is measured has all L2 tables and refcounts, which a new file has not. */
static void qcow2(struct file *file)
{
	struct qcow2_layout l;
	uint32_t field;
	uint64_t cluster;

	laid(qcow2_layout(file->options, file->disk, &l, &field));
	cluster = UINT64_C(1) << l.cluster_bits;
	part(file, 0, cluster);
	part(file, l.ofs_refcount_table, cluster);
	part(file, l.ofs_refcount_block, cluster);
	part(file, l.ofs_l1, l.num_l2 * QCOW2_L1_ENTRY_SIZE);
	ends(file, l.end);
	rest(file, (1 + l.num_l1 + l.num_refcount) << l.cluster_bits);
	part(file, file->end, l.num_l2 << l.cluster_bits);
	part(file, file->end, align_up(file->options->len_payload, cluster));
}

static void qed(struct file *file)
{
	struct qed_layout l;
	uint32_t field;

	laid(qed_layout(file->options, file->disk, &l, &field));
	part(file, 0, l.cluster_size);
	part(file, l.ofs_l1, l.cluster_size * l.table_size);
	ends(file, l.end);
}

static void raw(struct file *file)
{
	struct raw_layout l;
	uint32_t field;

	laid(raw_layout(file->options, file->disk, &l, &field));
	part(file, 0, file->disk);
	require(l.end - file->end < SOURCE_SECTOR_SIZE, "more than the last sector is filled up");
	rest(file, l.end);
}

static void vdi(struct file *file)
{
	struct vdi_layout l;
	uint32_t field;

	laid(vdi_layout(file->options, file->disk, &l, &field));
	require(l.num_blocks * VDI_BLOCK_SIZE >= file->disk, "the map is too short");
	part(file, 0, VDI_HEADER_SIZE);
	part(file, l.ofs_map, l.num_blocks * VDI_BLOCK_MAP_ENTRY_SIZE);
	part(file, l.ofs_data, l.fixed ? l.num_blocks * VDI_BLOCK_SIZE : 0);
	ends(file, l.end);
}

static void vhd(struct file *file)
{
	struct vhd_layout l;
	uint32_t field;

	laid(vhd_layout(file->options, file->disk, &l, &field));
	require(l.disk >= file->disk, "the geometry cuts the disk");
	if (l.fixed) {
		part(file, 0, l.disk);
	} else {
		require(l.num_blocks * VHD_BAT_ENTRY_SIZE <= l.len_table, "the table is too short");
		part(file, 0, VHD_FOOTER_SIZE);
		part(file, l.ofs_header, VHD_DYNAMIC_HEADER_SIZE);
		part(file, l.ofs_table, l.len_table);
		if (l.differencing)
			part(file, l.ofs_path, VHD_PARENT_PATH_ROOM);
	}
	part(file, l.ofs_footer, VHD_FOOTER_SIZE);
	ends(file, l.end);
}

static void vhdx(struct file *file)
{
	struct vhdx_layout l;
	uint32_t field;

	laid(vhdx_layout(file->options, file->disk, &l, &field));
	require(l.num_blocks * VHDX_PAYLOAD_BAT_ENTRY_SIZE <= l.len_bat, "the table is too short");
	part(file, 0, VHDX_HEADER_SECTION_SIZE);
	part(file, l.ofs_log, l.len_log);
	part(file, l.ofs_bat, l.len_bat);
	part(file, l.ofs_metadata, VHDX_DATA_DISTANCE);
	part(file, l.ofs_data, l.fixed ? l.disk : 0);
	ends(file, l.end);
}

/* Bytes of an extent without grains. */
static uint64_t extent(uint64_t size, uint64_t grain_size)
{
	struct vmdk_extent_layout l;
	struct file file = { .end = 0 };
	uint64_t tables;

	vmdk_extent_layout(size, grain_size, &l);
	tables = l.num_tables * VMDK_MAX_GTES_PER_GT * VMDK_GRAIN_TABLE_ENTRY_SIZE;
	require(l.num_tables * VMDK_MAX_GTES_PER_GT * grain_size >= size, "a table is missing");
	part(&file, 0, VMDK_SPARSE_HEADER_SIZE);
	part(&file, VMDK_DEFAULT_DESCRIPTOR_SECTOR * VMDK_SECTOR_SIZE,
	     VMDK_DEFAULT_DESCRIPTOR_SECTORS * VMDK_SECTOR_SIZE);
	part(&file, l.ofs_redundant, l.len_directory);
	part(&file, file.end, tables);
	part(&file, l.ofs_directory, l.len_directory);
	part(&file, file.end, tables);
	rest(&file, l.ofs_grains);
	return file.end;
}

/* All files after each other. */
static void vmdk(struct file *file)
{
	struct vmdk_layout l;
	uint32_t field;
	uint64_t full, last;

	laid(vmdk_layout(file->options, file->disk, &l, &field));
	full = l.disk / l.kind->extent_size;
	last = l.disk % l.kind->extent_size;
	part(file, 0, l.len_descriptor);
	if (!l.kind->sparse) {
		part(file, file->end, l.disk);
	} else {
		if (full)
			part(file, file->end, full * extent(l.kind->extent_size, l.grain_size));
		if (last || !l.kind->infix)
			part(file, file->end, extent(last, l.grain_size));
	}
	ends(file, l.end);
}

static void lay(struct file *file)
{
	static void (*const formats[])(struct file *) = {
		[SOURCE_FORMAT_LUKS] = luks,   [SOURCE_FORMAT_PARALLELS] = parallels,
		[SOURCE_FORMAT_QCOW1] = qcow1, [SOURCE_FORMAT_QCOW2] = qcow2,
		[SOURCE_FORMAT_QED] = qed,     [SOURCE_FORMAT_RAW] = raw,
		[SOURCE_FORMAT_VDI] = vdi,     [SOURCE_FORMAT_VHD] = vhd,
		[SOURCE_FORMAT_VHDX] = vhdx,   [SOURCE_FORMAT_VMDK4] = vmdk,
	};
	uint32_t format = file->options->format;

	require(format < sizeof(formats) / sizeof(formats[0]) && formats[format],
		"a format is measured that is not laid out here");
	formats[format](file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct measure_config config;
	struct cost_counter none;
	struct file file;
	struct cost cost;
	uint64_t measured = 0;

	if (size < 1 + sizeof(config))
		return 0;
	memcpy(&config, data + 1, sizeof(config));
	tame_measure(&config, data[0]);
	/* Without a source, whose zeros may have to hide what a backing file has. */
	if (target_cost(&config.target, config.virtual_size, false, &cost) != TARGET_ERROR_OK)
		return 0;
	file = (struct file){ .options = &config.target, .disk = config.virtual_size };
	lay(&file);
	cost.everything = false; /* nor is anything reserved */
	cost_count_begin(&none, &cost);
	require(cost_required(&cost, &none, &measured), "no data is more than the disk has");
	require(measured == file.end, "the empty disk is measured otherwise");
	return 0;
}
