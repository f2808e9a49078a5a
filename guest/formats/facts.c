/* SPDX-License-Identifier: Apache-2.0 */
/* Helpers that formats share to describe themselves. */
#include "facts.h"

#include <string.h>

struct bytes_view info_view(const uint8_t *bytes, size_t len)
{
	size_t end = 0;

	while (end < len && bytes[end] != 0)
		end++;
	return (struct bytes_view){ bytes, end };
}

bool info_copy(const uint8_t *bytes, size_t max, struct bytes_view *copy)
{
	size_t len = info_view(bytes, max).len;
	uint8_t *p = io_alloc(len + 1, 1);

	if (!p)
		return false;
	if (len > 0)
		memcpy(p, bytes, len);
	*copy = (struct bytes_view){ p, len };
	return true;
}

struct bytes_view info_text(const char *text)
{
	size_t len = 0;

	while (text[len] != '\0')
		len++;
	return (struct bytes_view){ (const uint8_t *)text, len };
}

bool info_of_bytes(struct image *img, struct info_sink *sink)
{
	(void)img;
	sink->limits.request_alignment = 1;
	return true;
}

bool info_of_vdi(struct image *img, struct info_sink *sink)
{
	sink->blocks_last = true;
	return info_of_bytes(img, sink);
}

bool info_nothing(struct image *img, struct info_sink *sink)
{
	(void)img;
	sink->result->has_dirty = sink->result->has_cluster_size = false;
	return true;
}

bool info_silent(struct image *img, struct info_sink *sink)
{
	sink->blocks_last = true;
	return info_nothing(img, sink);
}

void info_find(struct info_sink *sink, enum finding_kind id, struct info_place place,
	       uint64_t value, const void *detail, size_t len)
{
	if (sink->num_findings == INFO_MAX_FINDINGS)
		return;
	sink->findings[sink->num_findings++] = (struct guest_finding){
		.id = id,
		.structure = place.structure,
		.field = place.field,
		.offset = place.offset,
		.value = value,
		.detail = { detail, len },
	};
}

static bool leaves_folder(const uint8_t *name, size_t len)
{
	size_t start = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && name[i] != '/')
			continue;
		if (i - start == 2 && name[start] == '.' && name[start + 1] == '.')
			return true;
		start = i + 1;
	}
	return false;
}

/* Length of `nbd` in `nbd:host`; 0 where no colon is before the first slash. */
static size_t protocol_length(const uint8_t *name, size_t len)
{
	for (size_t i = 0; i < len && name[i] != '/'; i++)
		if (name[i] == ':')
			return i;
	return 0;
}

void info_find_name(struct info_sink *sink, struct info_place place, const uint8_t *name,
		    size_t len)
{
	static const char file[] = "file";
	size_t protocol = protocol_length(name, len);

	if (protocol == sizeof(file) - 1 && memcmp(name, file, protocol) == 0) {
		name += sizeof(file);
		len -= sizeof(file);
	} else if (protocol > 0) {
		info_find(sink, FINDING_KIND_PROTOCOL_NAME, place, 0, name, len);
		return;
	}
	if (len > 0 && name[0] == '/')
		info_find(sink, FINDING_KIND_ABSOLUTE_NAME, place, 0, name, len);
	if (leaves_folder(name, len))
		info_find(sink, FINDING_KIND_ESCAPING_NAME, place, 0, name, len);
}
