/* SPDX-License-Identifier: Apache-2.0 */
#include "core.h"

NORETURN void core_panic(uint32_t reason, uint64_t value)
{
	struct panic_record *record = guest_at(MEMORY_OFS_CONTROL + PANIC_OFS_RECORD);

	record->reason = reason;
	record->value = value;
	doorbell(BOOT_DOORBELL_PANIC);
	__builtin_trap(); /* the host never comes back from this */
}
