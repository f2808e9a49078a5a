/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/formats/iso9660.ksy spec=91825786 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "iso9660.c"
/* unwind 20 */

void prove_iso9660_volume_descriptor(void)
{
	struct parse_in in = any_input();
	struct iso9660_volume_descriptor h;
	enum parse_status status = iso9660_volume_descriptor_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 7);
	assert((((__int128)h.version) >= ((__int128)1) && ((__int128)h.version) <= ((__int128)2)));
}
