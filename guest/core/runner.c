/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The process sandbox's loader: a static program without a library, started with two descriptors
 * (specs/abi/boot.ksy), no environment and no arguments that matter. It maps the guest's memory
 * where the guest expects it, gives up everything else, and enters the core.
 *
 * Each step that fails ends it with the step's number as exit status; the host has the words for
 * them.
 */
#include <asm/prctl.h>
#include <asm/unistd.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/prctl.h>
#include <linux/resource.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>

#include "generated/boot.h"
#include "generated/memory.h"

/* From asm/mman.h and signal.h, which need more of a C library than there is. */
#define PROTECTION_READ		   1
#define PROTECTION_WRITE	   2
#define PROTECTION_EXECUTE	   4
#define MAP_SHARED_FIXED_NOREPLACE (0x01 | 0x100000)
#define KILL_SIGNAL		   9

#define USER_SPACE_END 0x7ffffffff000ull

static int64_t call6(int64_t number, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e,
		     uint64_t f)
{
	register uint64_t r10 __asm__("r10") = d;
	register uint64_t r8 __asm__("r8") = e;
	register uint64_t r9 __asm__("r9") = f;
	int64_t result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

static int64_t call3(int64_t number, uint64_t a, uint64_t b, uint64_t c)
{
	return call6(number, a, b, c, 0, 0, 0);
}

static void need(int64_t result, enum boot_runner_step step)
{
	if (result < 0)
		for (;;)
			call3(__NR_exit_group, (uint64_t)step, 0, 0);
}

static void map(uint64_t offset, uint64_t length, uint64_t protection)
{
	if (length == 0)
		return;
	need(call6(__NR_mmap, MEMORY_BASE + offset, length, protection, MAP_SHARED_FIXED_NOREPLACE,
		   BOOT_MEMORY_DESCRIPTOR, offset),
	     BOOT_RUNNER_STEP_MAP);
}

/* Text, read-only data, data and zeroed data, each with its own protection. Returns the image's
 * entry. */
static uint64_t map_image(uint64_t offset)
{
	struct boot_image_header header;

	need(call6(__NR_pread64, BOOT_MEMORY_DESCRIPTOR, (uintptr_t)&header, sizeof(header), offset,
		   0, 0) == sizeof(header)
		     ? 0
		     : -1,
	     BOOT_RUNNER_STEP_HEADER);
	map(offset, header.len_text, PROTECTION_READ | PROTECTION_EXECUTE);
	map(offset + header.len_text, header.len_rodata, PROTECTION_READ);
	map(offset + header.len_text + header.len_rodata, header.len_data + header.len_bss,
	    PROTECTION_READ | PROTECTION_WRITE);
	return header.entry;
}

static uint64_t map_memory(void)
{
	struct boot_info info;
	uint64_t entry = map_image(MEMORY_OFS_CORE);

	(void)map_image(MEMORY_OFS_OPERATION);
	need(call6(__NR_pread64, BOOT_MEMORY_DESCRIPTOR, (uintptr_t)&info, sizeof(info),
		   MEMORY_OFS_BOOT, 0, 0) == sizeof(info)
		     ? 0
		     : -1,
	     BOOT_RUNNER_STEP_HEADER);
	map(MEMORY_OFS_BOOT, MEMORY_LEN_BOOT, PROTECTION_READ);
	map(MEMORY_OFS_QUEUE, MEMORY_LEN_QUEUE, PROTECTION_READ | PROTECTION_WRITE);
	map(MEMORY_OFS_CONTROL, MEMORY_LEN_CONTROL, PROTECTION_READ | PROTECTION_WRITE);
	map(MEMORY_OFS_STACK, MEMORY_LEN_STACK, PROTECTION_READ | PROTECTION_WRITE);
	map(MEMORY_OFS_CHANNEL, MEMORY_LEN_CHANNEL, PROTECTION_READ | PROTECTION_WRITE);
	map(info.ofs_arena, info.len_memory - info.ofs_arena, PROTECTION_READ | PROTECTION_WRITE);
	return entry;
}

/* Everything but the doorbell, in one call; one by one where the kernel, or a filter around us,
 * does not have that. */
static void close_all(void)
{
	struct rlimit files;

	if (call3(__NR_close_range, BOOT_MEMORY_DESCRIPTOR, UINT32_MAX, 0) == 0)
		return;
	need(call3(__NR_getrlimit, RLIMIT_NOFILE, (uintptr_t)&files, 0), BOOT_RUNNER_STEP_CLOSE);
	for (uint64_t fd = BOOT_MEMORY_DESCRIPTOR; fd < files.rlim_max && fd < INT32_MAX; fd++)
		call3(__NR_close, fd, 0, 0);
}

static void drop_capabilities(void)
{
	struct __user_cap_header_struct self = { _LINUX_CAPABILITY_VERSION_3, 0 };
	static const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];

	need(call3(__NR_capset, (uintptr_t)&self, (uintptr_t)none, 0),
	     BOOT_RUNNER_STEP_CAPABILITIES);
}

/* Where the kernel knows how. (PR_SET_TSC would close the processor's clock, too, and cost a run a
 * quarter more on a host that is itself a virtual machine.) */
static void forbid_speculation(void)
{
	call6(__NR_prctl, PR_SET_SPECULATION_CTRL, PR_SPEC_STORE_BYPASS, PR_SPEC_FORCE_DISABLE, 0,
	      0, 0);
}

/* Nothing to open, nothing to start, nothing to write to, no more memory, no core file; and no life
 * after the host's. */
static void give_up_rights(void)
{
	static const uint8_t limits[] = { RLIMIT_CORE,	 RLIMIT_NPROC, RLIMIT_FSIZE, RLIMIT_MEMLOCK,
					  RLIMIT_NOFILE, RLIMIT_AS,    RLIMIT_DATA };
	static const struct rlimit none = { 0, 0 };

	need(call3(__NR_chdir, (uintptr_t)"/", 0, 0), BOOT_RUNNER_STEP_DIRECTORY);
	drop_capabilities();
	forbid_speculation();
	need(call3(__NR_prctl, PR_SET_PDEATHSIG, KILL_SIGNAL, 0), BOOT_RUNNER_STEP_DEATH_SIGNAL);
	need(call3(__NR_prctl, PR_SET_DUMPABLE, 0, 0), BOOT_RUNNER_STEP_NOT_DUMPABLE);
	need(call6(__NR_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0),
	     BOOT_RUNNER_STEP_NO_NEW_PRIVILEGES);
	close_all();
	for (size_t i = 0; i < sizeof(limits); i++)
		need(call3(__NR_setrlimit, limits[i], (uintptr_t)&none, 0),
		     BOOT_RUNNER_STEP_LIMITS);
}

#define LOAD(field)	     BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(field))
/* Go on when the word is `value`, else skip to the kill at the end, `left` instructions after the
 * next. */
#define REQUIRE(value, left) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), 0, left)
#define ARGUMENT(n)	     (offsetof(struct seccomp_data, args) + (n) * 8)

/* read and write of one byte on the doorbell, exit_group, and nothing else. */
static void install_filter(void)
{
	static const struct sock_filter filter[] = {
		LOAD(offsetof(struct seccomp_data, arch)),
		REQUIRE(AUDIT_ARCH_X86_64, 14),
		LOAD(offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_exit_group, 11, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_read, 1, 0),
		REQUIRE(__NR_write, 10),
		LOAD(ARGUMENT(0)),
		REQUIRE(BOOT_DOORBELL_DESCRIPTOR, 8),
		LOAD(ARGUMENT(0) + 4),
		REQUIRE(0, 6),
		LOAD(ARGUMENT(2)),
		REQUIRE(1, 4),
		LOAD(ARGUMENT(2) + 4),
		REQUIRE(0, 2),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	};
	static const struct sock_fprog program = { sizeof(filter) / sizeof(filter[0]),
						   (struct sock_filter *)filter };

	need(call3(__NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, (uintptr_t)&program),
	     BOOT_RUNNER_STEP_SECCOMP);
}

/* A byte to the host says that all is set; its answer says go. When the host is gone, so are we. */
static void wait_for_host(void)
{
	uint8_t byte = BOOT_DOORBELL_READY;

	need(call3(__NR_write, BOOT_DOORBELL_DESCRIPTOR, (uintptr_t)&byte, 1) == 1 ? 0 : -1,
	     BOOT_RUNNER_STEP_READY);
	need(call3(__NR_read, BOOT_DOORBELL_DESCRIPTOR, (uintptr_t)&byte, 1) == 1 ? 0 : -1,
	     BOOT_RUNNER_STEP_READY);
}

/* Every register zero but the two that lead into the core. */
__attribute__((noreturn)) static void enter(uint64_t entry, uint64_t stack)
{
	__asm__ volatile("mov %1, %%rsp\n\t"
			 "push %0\n\t"
			 "xor %%eax, %%eax\n\t"
			 "xor %%ebx, %%ebx\n\t"
			 "xor %%ecx, %%ecx\n\t"
			 "xor %%edx, %%edx\n\t"
			 "xor %%esi, %%esi\n\t"
			 "xor %%edi, %%edi\n\t"
			 "xor %%ebp, %%ebp\n\t"
			 "xor %%r8d, %%r8d\n\t"
			 "xor %%r9d, %%r9d\n\t"
			 "xor %%r10d, %%r10d\n\t"
			 "xor %%r11d, %%r11d\n\t"
			 "xor %%r12d, %%r12d\n\t"
			 "xor %%r13d, %%r13d\n\t"
			 "xor %%r14d, %%r14d\n\t"
			 "xor %%r15d, %%r15d\n\t"
			 "ret"
			 :
			 : "r"(entry), "r"(stack)
			 : "memory");
	__builtin_unreachable();
}

/* On a stack inside the guest's memory, for the one that the kernel gave goes away, with the vDSO
 * and all else above. */
__attribute__((noreturn, noinline, used)) static void leave_host(uint64_t entry)
{
	uint64_t end = MEMORY_BASE + MEMORY_LEN_MAX;

	need(call3(__NR_munmap, end, USER_SPACE_END - end, 0), BOOT_RUNNER_STEP_UNMAP);
	install_filter();
	wait_for_host();
	enter(entry, MEMORY_BASE + MEMORY_OFS_STACK + MEMORY_LEN_STACK - 8);
}

__attribute__((noreturn)) void _start(void);

__attribute__((noreturn)) void _start(void)
{
	uint64_t entry = map_memory();

	give_up_rights();
	__asm__ volatile("mov %0, %%rsp\n\t"
			 "mov %1, %%rdi\n\t"
			 "call leave_host"
			 :
			 : "r"((uint64_t)(MEMORY_BASE + MEMORY_OFS_STACK + MEMORY_LEN_STACK)),
			   "r"(entry)
			 : "memory");
	__builtin_unreachable();
}
