/* SPDX-License-Identifier: Apache-2.0 */
#include "edit.h"

#include "base/random.h"
#include "formats/grow.h"

/* Where the older one is; once it is there, it is the newer one. */
bool vhdx_renew(const struct image *img, const uint8_t *entropy, uint8_t bytes[VHDX_HEADER_SIZE],
		uint64_t *at)
{
	const struct vhdx *v = img->state;
	struct vhdx_header h = v->header;
	struct random r;

	if (h.sequence_number == UINT64_MAX)
		return grow_refuse_damaged(img, v->header_at);
	*at = v->header_at == VHDX_HEADER_1_OFFSET ? VHDX_HEADER_2_OFFSET : VHDX_HEADER_1_OFFSET;
	random_begin(&r, entropy);
	random_uuid(&r, h.file_write_guid);
	random_uuid(&r, h.data_write_guid);
	h.sequence_number++;
	vhdx_header_store(bytes, &h);
	return true;
}
