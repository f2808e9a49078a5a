// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>

/*
 * Loaded before the C library: processor time that passes by calls, a second at each. A program
 * that measures its own speed finds the same one on every machine, at the first attempt.
 */
int getrusage(__rusage_who_t who, struct rusage *usage)
{
	static _Atomic long calls;

	(void)who;
	*usage = (struct rusage){ .ru_utime.tv_sec = ++calls };
	return 0;
}
