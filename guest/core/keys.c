/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that the host derives (specs/abi/key.ksy). */
#include "core.h"
#include "base/mem.h"

_Static_assert(KEY_OFS_REQUEST + KEY_REQUEST_SIZE <= KEY_OFS_PASSWORD &&
		       KEY_OFS_PASSWORD + KEY_MAX_LEN <= KEY_OFS_KEY &&
		       KEY_OFS_KEY + KEY_MAX_LEN <= MEMORY_LEN_CONTROL,
	       "the three parts of the exchange lie apart, in the control region");
_Static_assert(ATTACH_OFS_EXCHANGE + ATTACH_EXCHANGE_SIZE <= KEY_OFS_REQUEST,
	       "and after that of attached files");

uint32_t key_derive(const struct key_request *request, const uint8_t *password, uint8_t *key)
{
	struct key_request *exchange = guest_at(MEMORY_OFS_CONTROL + KEY_OFS_REQUEST);
	uint8_t *sent = guest_at(MEMORY_OFS_CONTROL + KEY_OFS_PASSWORD);
	uint8_t *derived = guest_at(MEMORY_OFS_CONTROL + KEY_OFS_KEY);

	if (request->len_password > KEY_MAX_LEN || request->len_key > KEY_MAX_LEN)
		core_panic(PANIC_REASON_BAD_CALL, CALL_TABLE_TABLE_DERIVE_OFFSET);
	memcpy(exchange, request, sizeof(*exchange));
	if (request->len_password > 0)
		memcpy(sent, password, request->len_password);
	doorbell(BOOT_DOORBELL_KEY);
	memcpy(key, derived, request->len_key);
	memset(sent, 0, KEY_MAX_LEN);
	memset(derived, 0, KEY_MAX_LEN);
	return exchange->status;
}
