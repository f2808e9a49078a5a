/* SPDX-License-Identifier: Apache-2.0 */
/* view: detect -> the view of the format -> the node that the path leads to, and what is in it. */
#include "io/op.h"

#include "base/fault.h"
#include "base/mem.h"
#include "eval.h"
#include "generated/sesparse.h"
#include "generated/view.h"
#include "generated/vmdk.h"
#include "io/message.h"
#include "owners.h"
#include "runs.h"
#include "stages/detect.h"
#include "stages/image.h"
#include "walk.h"

static const struct {
	uint32_t format;
	uint32_t view;
} views[] = {
	{ SOURCE_FORMAT_RAW, VIEW_RAW_IMAGE },
	{ SOURCE_FORMAT_QCOW2, VIEW_QCOW2_IMAGE },
	{ SOURCE_FORMAT_QCOW1, VIEW_QCOW1_IMAGE },
	{ SOURCE_FORMAT_QED, VIEW_QED_IMAGE },
	{ SOURCE_FORMAT_VDI, VIEW_VDI_IMAGE },
	{ SOURCE_FORMAT_VHD, VIEW_VHD_IMAGE },
	{ SOURCE_FORMAT_VHDX, VIEW_VHDX_IMAGE },
	{ SOURCE_FORMAT_VMDK4, VIEW_VMDK_IMAGE },
	{ SOURCE_FORMAT_PARALLELS, VIEW_PARALLELS_IMAGE },
	{ SOURCE_FORMAT_LUKS, VIEW_LUKS_IMAGE },
	{ SOURCE_FORMAT_BOCHS, VIEW_BOCHS_IMAGE },
	{ SOURCE_FORMAT_CLOOP, VIEW_CLOOP_IMAGE },
	{ SOURCE_FORMAT_DMG, VIEW_DMG_IMAGE },
	{ SOURCE_FORMAT_ASIF, VIEW_ASIF_IMAGE },
	{ SOURCE_FORMAT_HDD, VIEW_HDD_TEXT },
};

/* A VMDK is a sparse extent of one of three kinds, or a text. */
static uint32_t vmdk_view(const struct image *img)
{
	if (bytes_eq(img->head, VMDK_SPARSE_HEADER_MAGIC, VMDK_SPARSE_HEADER_MAGIC_SIZE))
		return VIEW_VMDK_IMAGE;
	if (bytes_eq(img->head, VMDK_COWD_HEADER_MAGIC, VMDK_COWD_HEADER_MAGIC_SIZE))
		return VIEW_VMDK_COWD;
	if (img->len_head >= sizeof(uint64_t) &&
	    load_u8le(img->head) == SESPARSE_CONST_HEADER_MAGIC)
		return VIEW_SESPARSE_IMAGE;
	return VIEW_VMDK_TEXT;
}

static bool view_of(const struct image *img, uint32_t format, uint32_t *view)
{
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		if (views[i].format == format) {
			*view = format == SOURCE_FORMAT_VMDK4 ? vmdk_view(img) : views[i].view;
			return true;
		}
	return fault_code(VIEW_ERROR_NO_VIEW, format);
}

static bool detected(struct image *img, uint32_t asked, uint32_t *view)
{
	const struct format *format = format_by_id(asked);

	if (!image_read_head(img) || (!format && !detect_format(img, &format)))
		return false;
	return view_of(img, format->id, view);
}

static bool tell_tree(const struct view_config *config, struct guest_view_result *result)
{
	struct walk w;

	if (!walk_begin(&w, config) || !walk_path(&w, eval_root()) || !walk_end(&w))
		return false;
	result->num_nodes = w.num_nodes;
	result->full = w.full;
	return true;
}

static bool tell_owners(const struct view_config *config, struct guest_view_result *result)
{
	struct runs r;

	if (!runs_begin(&r, config->max_nodes) || !owners_answer(&r, config))
		return false;
	result->num_nodes = r.num_sent;
	result->full = r.full;
	return true;
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	struct guest_message message = { .kind = GUEST_MESSAGE_VIEW };
	static struct view_config config;
	struct image *img;

	if (view_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	if (config.tables != VIEWS_HASH)
		return fault_code(VIEW_ERROR_OTHER_TABLES, config.tables);
	if (!image_new(0, 0, &config.source, &img) ||
	    !detected(img, config.source.format, &message.view.view))
		return false;
	eval_begin(0, view_roots[message.view.view]);
	if (!(config.mode == VIEW_MODE_TREE ? tell_tree(&config, &message.view)
					    : tell_owners(&config, &message.view)))
		return false;
	message.view.file_size = io_size(0);
	return message_emit(&message);
}
