/* SPDX-License-Identifier: Apache-2.0 */
/* Where the core calls an operation. */
#include "base/fault.h"
#include "generated/boot.h"
#include "generated/call_table.h"
#include "generated/panic.h"
#include "io_guest.h"
#include "base/mem.h"
#include "message.h"
#include "op.h"

uint32_t image_entry(const struct call_table_table *table, const uint8_t *config, uint64_t len);

uint32_t image_entry(const struct call_table_table *table, const uint8_t *config, uint64_t len)
{
	if (memcmp(table->magic, CALL_TABLE_TABLE_MAGIC, sizeof(table->magic)) != 0 ||
	    table->version != BOOT_VERSION || table->len_table < CALL_TABLE_TABLE_SIZE)
		__builtin_trap(); /* no table, so nobody to report to */
	io_guest_init(table);
	if (op_run(config, len))
		return 0;
	message_fault();
	return 1;
}
