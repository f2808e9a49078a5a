/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts as one function for ctypes: options and a size in, offsets out, the file's end first. */
#include "formats/parallels/layout.h"
#include "formats/qcow1/layout.h"
#include "formats/qcow2/layout.h"
#include "formats/qed/layout.h"
#include "formats/raw/layout.h"
#include "formats/vdi/layout.h"
#include "formats/vhd/layout.h"
#include "formats/vhdx/layout.h"
#include "formats/vmdk/layout.h"

enum target_error layout_native(const struct target_options *options, uint64_t disk, uint64_t *out);

static enum target_error qcow2(const struct target_options *options, uint64_t disk, uint64_t *out)
{
	struct qcow2_layout l;
	uint32_t field;
	enum target_error error = qcow2_layout(options, disk, &l, &field);

	out[0] = l.end;
	out[1] = l.ofs_l1;
	out[2] = l.num_l2;
	out[3] = l.ofs_refcount_table;
	return error;
}

static enum target_error vhdx(const struct target_options *options, uint64_t disk, uint64_t *out)
{
	struct vhdx_layout l;
	uint32_t field;
	enum target_error error = vhdx_layout(options, disk, &l, &field);

	out[0] = l.end;
	out[1] = l.ofs_bat;
	out[2] = l.len_bat;
	out[3] = l.ofs_metadata;
	return error;
}

static enum target_error vhd(const struct target_options *options, uint64_t disk, uint64_t *out)
{
	struct vhd_layout l;
	uint32_t field;
	enum target_error error = vhd_layout(options, disk, &l, &field);

	out[0] = l.end;
	out[1] = l.ofs_table;
	out[2] = l.num_blocks;
	out[3] = l.disk;
	return error;
}

static enum target_error vmdk(const struct target_options *options, uint64_t disk, uint64_t *out)
{
	struct vmdk_extent_layout e;
	struct vmdk_layout l;
	uint32_t field;
	enum target_error error = vmdk_layout(options, disk, &l, &field);

	vmdk_extent_layout(disk, l.grain_size, &e);
	out[0] = l.end;
	out[1] = e.ofs_redundant;
	out[2] = e.ofs_directory;
	out[3] = e.ofs_grains;
	return error;
}

static enum target_error vdi(const struct target_options *options, uint64_t disk, uint64_t *out)
{
	struct vdi_layout l;
	uint32_t field;
	enum target_error error = vdi_layout(options, disk, &l, &field);

	out[0] = l.end;
	out[1] = l.ofs_map;
	out[2] = l.ofs_data;
	out[3] = l.num_blocks;
	return error;
}

static enum target_error qed(const struct target_options *options, uint64_t disk, uint64_t *out)
{
	struct qed_layout l;
	uint32_t field;
	enum target_error error = qed_layout(options, disk, &l, &field);

	out[0] = l.end;
	out[1] = l.ofs_l1;
	out[2] = l.cluster_size;
	out[3] = l.table_size;
	return error;
}

static enum target_error qcow1(const struct target_options *options, uint64_t disk, uint64_t *out)
{
	struct qcow1_layout l;
	uint32_t field;
	enum target_error error = qcow1_layout(options, disk, &l, &field);

	out[0] = l.end;
	out[1] = l.ofs_l1;
	out[2] = l.cluster_bits;
	return error;
}

static enum target_error parallels(const struct target_options *options, uint64_t disk,
				   uint64_t *out)
{
	struct parallels_layout l;
	uint32_t field;
	enum target_error error = parallels_layout(options, disk, &l, &field);

	out[0] = l.ofs_data;
	out[1] = l.num_entries;
	out[2] = l.cluster_size;
	return error;
}

static enum target_error raw(const struct target_options *options, uint64_t disk, uint64_t *out)
{
	struct raw_layout l;
	uint32_t field;
	enum target_error error = raw_layout(options, disk, &l, &field);

	out[0] = l.end;
	return error;
}

enum target_error layout_native(const struct target_options *options, uint64_t disk, uint64_t *out)
{
	switch (options->format) {
	case SOURCE_FORMAT_QCOW2:
		return qcow2(options, disk, out);
	case SOURCE_FORMAT_VHDX:
		return vhdx(options, disk, out);
	case SOURCE_FORMAT_VHD:
		return vhd(options, disk, out);
	case SOURCE_FORMAT_VMDK4:
		return vmdk(options, disk, out);
	case SOURCE_FORMAT_VDI:
		return vdi(options, disk, out);
	case SOURCE_FORMAT_QED:
		return qed(options, disk, out);
	case SOURCE_FORMAT_QCOW1:
		return qcow1(options, disk, out);
	case SOURCE_FORMAT_PARALLELS:
		return parallels(options, disk, out);
	default:
		return raw(options, disk, out);
	}
}
