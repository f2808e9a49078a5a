/* SPDX-License-Identifier: Apache-2.0 */
/* Leave a mark in every register of a class, or look for one. Instructions beyond SSE2 end the run
 * where the processor, as the sandbox shows it, does not have them. */
#include "mem.h"
#include "trial.h"

enum register_class {
	CLASS_FXSAVE, /* x87 and XMM */
	CLASS_YMM,
	CLASS_ZMM,
	CLASS_OPMASK,
	CLASS_BASES,   /* of fs and gs */
	CLASS_CONTROL, /* of x87 and SSE: not a mark, but numbers that are not those of a start */
};

#define OTHER_FCW   0x27f
#define OTHER_MXCSR 0x9f80

static uint64_t image[32][8] __attribute__((aligned(64)));
static uint64_t marks[8];

#define EACH_8(what, r) \
	what(r##0) what(r##1) what(r##2) what(r##3) what(r##4) what(r##5) what(r##6) what(r##7)
#define EACH_16(what, r)                                                                  \
	EACH_8(what, r)                                                                   \
	what(r##8) what(r##9) what(r##10) what(r##11) what(r##12) what(r##13) what(r##14) \
		what(r##15)
#define EACH_32(what, r)                                                                    \
	EACH_16(what, r)                                                                    \
	what(r##16) what(r##17) what(r##18) what(r##19) what(r##20) what(r##21) what(r##22) \
		what(r##23) what(r##24) what(r##25) what(r##26) what(r##27) what(r##28)     \
			what(r##29) what(r##30) what(r##31)

/* From `marks` into a register; out of one into `image`, 64 bytes further each time. */
#define LOAD_MM(r)   "movq (%0), %%" #r "\n\t"
#define LOAD_XMM(r)  "movdqu (%0), %%" #r "\n\t"
#define LOAD_YMM(r)  "vmovdqu (%0), %%" #r "\n\t"
#define LOAD_ZMM(r)  "vmovdqu64 (%0), %%" #r "\n\t"
#define LOAD_K(r)    "kmovq (%0), %%" #r "\n\t"
#define STORE_YMM(r) "vmovdqu %%" #r ", (%0)\n\tadd $64, %0\n\t"
#define STORE_ZMM(r) "vmovdqu64 %%" #r ", (%0)\n\tadd $64, %0\n\t"
#define STORE_K(r)   "kmovq %%" #r ", (%0)\n\tadd $64, %0\n\t"

static void load_bases(uint64_t mark)
{
	__asm__ volatile("wrfsbase %0\n\twrgsbase %0" : : "r"(mark));
}

static void load_control(void)
{
	uint16_t fcw = OTHER_FCW;
	uint32_t mxcsr = OTHER_MXCSR;

	__asm__ volatile("fldcw %0\n\tldmxcsr %1" : : "m"(fcw), "m"(mxcsr));
}

static void load(enum register_class class, uint64_t mark)
{
	for (size_t i = 0; i < 8; i++)
		marks[i] = mark;
	switch (class) {
	case CLASS_FXSAVE:
		__asm__ volatile(EACH_8(LOAD_MM, mm) EACH_16(LOAD_XMM, xmm)
				 :
				 : "r"(marks)
				 : "memory");
		return;
	case CLASS_YMM:
		__asm__ volatile(EACH_16(LOAD_YMM, ymm) : : "r"(marks) : "memory");
		return;
	case CLASS_ZMM:
		__asm__ volatile(EACH_32(LOAD_ZMM, zmm) : : "r"(marks) : "memory");
		return;
	case CLASS_OPMASK:
		__asm__ volatile(EACH_8(LOAD_K, k) : : "r"(marks) : "memory");
		return;
	case CLASS_BASES:
		return load_bases(mark);
	case CLASS_CONTROL:
		return load_control();
	}
}

/* Inlined, as a call may use registers. */
static inline __attribute__((always_inline)) void store(enum register_class class)
{
	uint64_t *to = image[0];

	switch (class) {
	case CLASS_FXSAVE:
	case CLASS_CONTROL:
		__asm__ volatile("fxsave64 (%0)" : : "r"(to) : "memory");
		return;
	case CLASS_YMM:
		__asm__ volatile(EACH_16(STORE_YMM, ymm) : "+r"(to) : : "memory");
		return;
	case CLASS_ZMM:
		__asm__ volatile(EACH_32(STORE_ZMM, zmm) : "+r"(to) : : "memory");
		return;
	case CLASS_OPMASK:
		__asm__ volatile(EACH_8(STORE_K, k) : "+r"(to) : : "memory");
		return;
	case CLASS_BASES:
		__asm__ volatile("rdfsbase %0" : "=r"(image[0][0]));
		__asm__ volatile("rdgsbase %0" : "=r"(image[0][1]));
		return;
	}
}

static void say(enum register_class class, uint64_t mark)
{
	const uint64_t *words = image[0];
	uint64_t found = 0;

	if (class == CLASS_CONTROL) { /* where FXSAVE puts them */
		trial_say_number(words[0] & 0xffff);
		trial_say_number(words[3] & 0xffffffff);
		return;
	}
	for (size_t i = 0; i < sizeof(image) / sizeof(words[0]); i++)
		found += words[i] == mark;
	trial_say_number(found);
}

/* Says how many words of the class's registers hold the mark; with argument 1, fills them first. */
bool trial_registers(const struct trial_config *config)
{
	enum register_class class = (enum register_class)config->argument[2];
	uint64_t mark = config->argument[0];

	if (config->argument[1] != 0)
		load(class, mark);
	store(class);
	say(class, mark);
	return true;
}
