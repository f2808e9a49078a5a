/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The doorbell of the process sandbox: a byte to the host, and wait for a byte. No other system
 * call is left, and these only on this descriptor and for one byte. When the host is gone there is
 * nobody to report to: trap.
 */
#include <asm/unistd.h>

#include "core.h"

static inline int64_t transfer_byte(int64_t number, uint8_t *byte)
{
	int64_t result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"((uint64_t)BOOT_DOORBELL_DESCRIPTOR), "S"(byte), "d"(1ul)
			 : "rcx", "r11", "memory");
	return result;
}

void doorbell(enum boot_doorbell reason)
{
	uint8_t byte = (uint8_t)reason;

	if (transfer_byte(__NR_write, &byte) != 1 || transfer_byte(__NR_read, &byte) != 1)
		__builtin_trap();
}
