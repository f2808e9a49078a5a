/* SPDX-License-Identifier: Apache-2.0 */
/*
 * First bytes of an image: core.bin when compiled with -DIMAGE_KIND=BOOT_IMAGE_KIND_CORE, an
 * operation otherwise. The lengths are symbols whose address is the number; image.ld makes them.
 */
#include <stdint.h>

#include "generated/boot.h"
#include "generated/specs.h"

extern const uint8_t image_len_text[], image_len_rodata[], image_len_data[], image_len_bss[];
extern const uint8_t image_entry[];

__attribute__((section(".header"), used)) const struct boot_image_header image_header = {
	.magic = BOOT_IMAGE_HEADER_MAGIC,
	.version = BOOT_VERSION,
	.kind = IMAGE_KIND,
	.specs_hash = SPECS_HASH,
	.len_text = (uintptr_t)image_len_text,
	.len_rodata = (uintptr_t)image_len_rodata,
	.len_data = (uintptr_t)image_len_data,
	.len_bss = (uintptr_t)image_len_bss,
	.entry = (uintptr_t)image_entry,
};
