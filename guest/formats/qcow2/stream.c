/* SPDX-License-Identifier: Apache-2.0 */
/* Where a compressed cluster is. */
#include "image.h"

bool qcow2_stream(struct image *img, const struct extent_record *r, struct image_stream *stream)
{
	const struct qcow2 *q = img->state;
	uint64_t entry = r->host_offset;

	*stream = (struct image_stream){
		.start = r->start - r->start % q->cluster_size,
		.len = q->cluster_size,
		.offset = qcow2_compressed_entry_host_offset(entry, q->cluster_bits),
		.len_stored = (uint32_t)qcow2_compressed_entry_len_data(entry, q->cluster_bits),
		.method = q->header.compression_type == QCOW2_COMPRESSION_ZSTD ? STREAM_ZSTD
									       : STREAM_DEFLATE,
	};
	return true;
}
