/* SPDX-License-Identifier: Apache-2.0 */
/* create: options and a size -> an image without data. */
#include "io/op.h"

#include "base/fault.h"
#include "formats/new_image.h"
#include "generated/create.h"

static bool create(const struct target_image *image)
{
	struct writer w;

	return new_image_writer(image, image->has_parent, &w) && w.target->begin(&w) &&
	       w.target->end(&w);
}

bool op_run(const uint8_t *bytes, size_t len)
{
	struct parse_in in = parse_input(bytes, len, 0);
	static struct create_config config;

	if (create_config_parse(&in, &config) != PARSE_OK)
		return fault_parse(0, &in);
	return create(&config.image);
}
