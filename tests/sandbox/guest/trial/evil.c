/* SPDX-License-Identifier: Apache-2.0 */
/* What a guest that was taken over might try. Each ends the run; coming back from one is what the
 * tests look for. */
#include "generated/boot.h"
#include "generated/memory.h"
#include "io/io.h"
#include "base/mem.h"
#include "trial.h"

enum evil {
	EVIL_WRITE_TEXT = 100,
	EVIL_WRITE_RODATA,
	EVIL_WRITE_BOOT,
	EVIL_WRITE_PAGE_TABLE,
	EVIL_READ_PAGE_TABLE,
	EVIL_WRITE_CORE_TEXT,
	EVIL_EXECUTE_DATA,
	EVIL_EXECUTE_STACK,
	EVIL_EXECUTE_ARENA,
	EVIL_NULL_READ,
	EVIL_NULL_CALL,
	EVIL_UNMAPPED,
	EVIL_PAST_MEMORY,
	EVIL_HIGH_ADDRESS,
	EVIL_OTHER_PORT,
	EVIL_PORT_IN,
	EVIL_PORT_WORD,
	EVIL_HLT,
	EVIL_CLI,
	EVIL_READ_CR3,
	EVIL_RDMSR,
	EVIL_SYSCALL,
	EVIL_INT80,
	EVIL_INT3,
	EVIL_UD2,
	EVIL_DIVIDE,
	EVIL_VMCALL,
	EVIL_STACK_OVERFLOW,
	EVIL_LOOP,
	EVIL_DOORBELL,
	EVIL_PANIC,
	EVIL_READ_FOREVER,
	EVIL_SYSCALL_FORBIDDEN_DESCRIPTOR,
	EVIL_SYSCALL_LONG_READ,
	EVIL_DONE_AND_EXIT,
};

static const char constant[16] = "constant";
static volatile uint8_t data_code[16] = { 0xc3 }; /* ret */

static void poke(uint64_t address)
{
	*(volatile uint8_t *)(uintptr_t)address = 0x90;
}

static void peek(uint64_t address)
{
	(void)*(volatile uint8_t *)(uintptr_t)address;
}

static void call(uint64_t address)
{
	((void (*)(void))(uintptr_t)address)();
}

static int64_t system_call(uint64_t number, uint64_t a, uint64_t b, uint64_t c)
{
	int64_t result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c)
			 : "rcx", "r11", "memory");
	return result;
}

void trial_ring(const struct trial_config *config, uint32_t reason)
{
	uint8_t byte = (uint8_t)reason;

	if (config->process == 0) {
		__asm__ volatile("outb %0, %1"
				 :
				 : "a"(byte), "Nd"((uint16_t)BOOT_DOORBELL_PORT)
				 : "memory");
		return;
	}
	if (system_call(1, BOOT_DOORBELL_DESCRIPTOR, (uintptr_t)&byte, 1) != 1 ||
	    system_call(0, BOOT_DOORBELL_DESCRIPTOR, (uintptr_t)&byte, 1) != 1)
		__builtin_trap();
}

__attribute__((noinline)) static uint64_t deeper(uint64_t depth)
{
	volatile uint8_t frame[4096];

	frame[depth % sizeof(frame)] = 1;
	return depth == UINT64_MAX ? 0 : deeper(depth + 1) + frame[depth % sizeof(frame)];
}

static void read_forever(void)
{
	uint8_t *buffer = io_alloc(1u << 20, 4096);

	while (buffer != NULL && io_read_padded(0, 0, buffer, 1u << 20))
		;
}

/* The host hears of the end of a run whose process is gone. */
static void done_and_exit(const struct trial_config *config)
{
	uint8_t byte = BOOT_DOORBELL_DONE;

	if (config->process == 0)
		return trial_ring(config, byte);
	system_call(1, BOOT_DOORBELL_DESCRIPTOR, (uintptr_t)&byte, 1);
	system_call(231, 0, 0, 0);
}

static void evil_memory(const struct trial_config *config)
{
	const struct boot_info *info = (const void *)(uintptr_t)(MEMORY_BASE + MEMORY_OFS_BOOT);
	uint8_t code[16] = { 0xc3 };

	switch ((enum evil)config->action) {
	case EVIL_WRITE_TEXT:
		return poke((uintptr_t)trial_evil);
	case EVIL_WRITE_RODATA:
		return poke((uintptr_t)constant);
	case EVIL_WRITE_BOOT:
		return poke(MEMORY_BASE + MEMORY_OFS_BOOT);
	case EVIL_WRITE_PAGE_TABLE:
		return poke(MEMORY_BASE + MEMORY_OFS_PAGE_TABLES);
	case EVIL_READ_PAGE_TABLE:
		return peek(MEMORY_BASE + MEMORY_OFS_TSS);
	case EVIL_WRITE_CORE_TEXT:
		return poke(MEMORY_BASE + MEMORY_OFS_CORE);
	case EVIL_EXECUTE_DATA:
		return call((uintptr_t)data_code);
	case EVIL_EXECUTE_STACK:
		__asm__ volatile("" : : "r"(code) : "memory");
		return call((uintptr_t)code);
	case EVIL_EXECUTE_ARENA:
		poke(MEMORY_BASE + info->ofs_arena);
		return call(MEMORY_BASE + info->ofs_arena);
	case EVIL_NULL_READ:
		return peek(config->argument[0]);
	case EVIL_NULL_CALL:
		return call(config->argument[0]);
	case EVIL_UNMAPPED:
		return poke(MEMORY_BASE + info->ofs_arena - 1);
	case EVIL_PAST_MEMORY:
		return poke(MEMORY_BASE + info->len_memory);
	case EVIL_HIGH_ADDRESS:
		return peek(0xffffffff80000000ull);
	default:
		return;
	}
}

static void evil_instruction(const struct trial_config *config)
{
	uint64_t value = 0;

	switch ((enum evil)config->action) {
	case EVIL_OTHER_PORT:
		__asm__ volatile("outb %%al, %%dx" : : "a"(1), "d"((uint16_t)config->argument[0]));
		return;
	case EVIL_PORT_IN:
		__asm__ volatile("inb %%dx, %%al"
				 : "=a"(value)
				 : "d"((uint16_t)BOOT_DOORBELL_PORT));
		return;
	case EVIL_PORT_WORD:
		__asm__ volatile("outw %%ax, %%dx" : : "a"(1), "d"((uint16_t)BOOT_DOORBELL_PORT));
		return;
	case EVIL_HLT:
		__asm__ volatile("hlt");
		return;
	case EVIL_CLI:
		__asm__ volatile("cli");
		return;
	case EVIL_READ_CR3:
		__asm__ volatile("mov %%cr3, %0" : "=r"(value));
		return;
	case EVIL_RDMSR:
		__asm__ volatile("rdmsr" : : "c"(0xc0000080) : "eax", "edx");
		return;
	case EVIL_INT80:
		__asm__ volatile("int $0x80" : "+a"(value) : : "memory");
		return;
	case EVIL_INT3:
		__asm__ volatile("int3");
		return;
	case EVIL_UD2:
		__asm__ volatile("ud2");
		return;
	case EVIL_DIVIDE:
		__asm__ volatile("xor %%edx, %%edx; div %%rcx" : "+a"(value) : "c"(0ull) : "edx");
		return;
	case EVIL_VMCALL:
		__asm__ volatile(".byte 0x0f, 0x01, 0xc1" : "+a"(value) : : "memory");
		trial_say_number(value);
		return;
	default:
		return;
	}
}

void trial_evil(const struct trial_config *config)
{
	evil_memory(config);
	evil_instruction(config);
	switch ((enum evil)config->action) {
	case EVIL_SYSCALL:
		system_call(config->argument[0], config->argument[1], config->argument[2],
			    config->argument[3]);
		break;
	case EVIL_STACK_OVERFLOW:
		trial_say_number(deeper(0));
		break;
	case EVIL_LOOP:
		for (;;)
			__asm__ volatile("");
	case EVIL_DOORBELL:
		trial_ring(config, (uint32_t)config->argument[0]);
		break;
	case EVIL_DONE_AND_EXIT:
		done_and_exit(config);
		break;
	case EVIL_READ_FOREVER:
		read_forever();
		break;
	default:
		break;
	}
	trial_say("survived", 8);
}
