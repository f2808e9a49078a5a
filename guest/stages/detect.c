/* SPDX-License-Identifier: Apache-2.0 */
#include "detect.h"

#include "image.h"

#define PROBE_SIZE 512u /* what qemu probes */
#define NAME_SCORE 2	/* of a file's name: more than raw, less than a signature */

static int score_of(const struct image *img, const struct format *format)
{
	/* Zeros are after the end of a shorter file, as qemu reads whole sectors. */
	size_t len = io_size(img->disk) ? PROBE_SIZE : 0;

	if (format->not_with & img->quirks)
		return 0;
	if (format->only_with && (img->depth > 0 || !(format->only_with & img->source_flags)))
		return 0;
	if (len && img->depth == 0 && (format->name_flag & img->source_flags))
		return NAME_SCORE;
	if (format->magic)
		return len && bytes_eq(img->head, format->magic, format->len_magic)
			       ? format->magic_score
			       : 0;
	return format->probe ? format->probe(img->head, len, io_size(img->disk)) : 0;
}

bool detect_format(struct image *img, const struct format **format)
{
	int best_score = 0;

	if (!image_read_head(img))
		return false;
	for (const struct format *const *f = readers; *f; f++) {
		int score = score_of(img, *f);

		if (score > best_score) {
			*format = *f;
			best_score = score;
		}
	}
	return true;
}

const struct format *format_by_id(uint32_t id)
{
	for (const struct format *const *f = readers; *f; f++)
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
	for (const struct format *const *f = readers; *f; f++)
		if (spells((*f)->name, name, len))
			return *f;
	return NULL;
}
