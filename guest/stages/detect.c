/* SPDX-License-Identifier: Apache-2.0 */
#include "detect.h"

#include "image.h"

#define PROBE_SIZE 512u /* what qemu probes */
#define DMG_SCORE  2	/* of a file's name: more than raw, less than a signature */

/* Whether the release whose answers are wanted was built with a format. */
static bool is_known(const struct image *img, const struct format *format)
{
	return format->id != SOURCE_FORMAT_PARALLELS || !(img->quirks & SOURCE_QUIRK_NO_PARALLELS);
}

bool detect_format(struct image *img, const struct format **format)
{
	size_t len =
		io_size(img->disk)
			? PROBE_SIZE
			: 0; /* zeros stand behind a shorter file, as qemu reads whole sectors */
	const struct format *best = NULL;
	int best_score = 0;

	if (!image_read_head(img))
		return false;
	if (img->depth == 0 && (img->source_flags & SOURCE_FLAG_NAMED_DMG)) {
		best = format_by_id(SOURCE_FORMAT_DMG);
		best_score = DMG_SCORE;
	}
	for (const struct format *const *f = formats; *f; f++) {
		int score = (*f)->probe ? (*f)->probe(img->head, len, io_size(img->disk)) : 0;

		if (score > best_score && is_known(img, *f)) {
			best = *f;
			best_score = score;
		}
	}
	*format = best;
	return true;
}

const struct format *format_by_id(uint32_t id)
{
	for (const struct format *const *f = formats; *f; f++)
		if ((*f)->id == id)
			return *f;
	return NULL;
}

static bool spells(const char *text, const uint8_t *name, size_t len)
{
	size_t i = 0;

	while (i < len && text[i] != '\0' && (uint8_t)text[i] == name[i])
		i++;
	return i == len && text[i] == '\0';
}

const struct format *format_by_name(const uint8_t *name, size_t len)
{
	for (const struct format *const *f = formats; *f; f++)
		if (spells((*f)->name, name, len))
			return *f;
	return NULL;
}
