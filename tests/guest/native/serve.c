/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "serve.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_REQUEST   65536
#define MAX_ARGUMENTS 64
#define TIME_LIMIT    60 /* seconds: a request that does not end dies of a signal */

static char request[MAX_REQUEST];

/* Nothing that walkers are given can leak: it is on io_native.c's list. To look for leaks takes
 * longer than the walk. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

/* False at the end. What comes as standard input goes into a file. */
static bool next_request(int input, size_t *len)
{
	char piece[65536];
	size_t left, n;

	if (scanf("%zu %zu", len, &left) != 2 || getchar() != '\n')
		return false;
	if (*len == 0 || *len >= sizeof(request) || fread(request, 1, *len, stdin) != *len)
		exit(3);
	request[*len] = 0;
	for (; left > 0; left -= n) {
		n = fread(piece, 1, left < sizeof(piece) ? left : sizeof(piece), stdin);
		if (n == 0 || write(input, piece, n) != (ssize_t)n)
			exit(3);
	}
	return true;
}

static bool empty(int file)
{
	return ftruncate(file, 0) == 0 && lseek(file, 0, SEEK_SET) == 0;
}

static void run(int (*answer)(int argc, char **argv), size_t len, const int *files)
{
	char *argv[MAX_ARGUMENTS + 1] = { "serve" }, *at = request + strlen(request) + 1;
	int argc = 1;

	for (; at < request + len && argc < MAX_ARGUMENTS; at += strlen(at) + 1)
		argv[argc++] = at;
	if (chdir(request) < 0 || !freopen("/dev/null", "r", stdin) ||
	    lseek(files[0], 0, SEEK_SET) < 0)
		exit(3);
	for (int i = 0; i < 3; i++)
		if (dup2(files[i], i) < 0)
			exit(3);
	alarm(TIME_LIMIT);
	exit(answer(argc, argv));
}

static void send(int file, off_t len)
{
	char piece[65536];

	for (off_t pos = 0; pos < len;) {
		ssize_t got = pread(file, piece, sizeof(piece), pos);

		if (got <= 0)
			exit(3);
		fwrite(piece, 1, (size_t)got, stdout);
		pos += got;
	}
}

int serve(int (*answer)(int argc, char **argv))
{
	int files[3] = { memfd_create("in", MFD_CLOEXEC), memfd_create("out", MFD_CLOEXEC),
			 memfd_create("err", MFD_CLOEXEC) };
	size_t len;

	while (empty(files[0]) && empty(files[1]) && empty(files[2]) &&
	       next_request(files[0], &len)) {
		int status = 0;
		off_t sizes[3];
		pid_t child = fork();

		if (child == 0)
			run(answer, len, files);
		if (child < 0 || waitpid(child, &status, 0) < 0)
			return 3;
		for (int i = 1; i < 3; i++)
			sizes[i] = lseek(files[i], 0, SEEK_END);
		printf("%d %lld %lld\n",
		       WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status),
		       (long long)sizes[1], (long long)sizes[2]);
		send(files[1], sizes[1]);
		send(files[2], sizes[2]);
		fflush(stdout);
	}
	return 0;
}
