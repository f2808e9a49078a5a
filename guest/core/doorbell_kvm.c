/* SPDX-License-Identifier: Apache-2.0 */
/* The doorbell of the KVM sandbox: the one port that the TSS opens. The guest pauses until
 * the host has answered. */
#include "core.h"

void doorbell(enum boot_doorbell reason)
{
	__asm__ volatile("outb %0, %1"
			 :
			 : "a"((uint8_t)reason), "Nd"((uint16_t)BOOT_DOORBELL_PORT)
			 : "memory");
}
