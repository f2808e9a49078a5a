/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_H
#define SERVE_H
/*
 * Many requests to one native program, which starts once: what the sanitizers take to start is much
 * more than an answer takes. Each request has a process of its own, a copy of the one that has done
 * nothing yet, so that none sees what another left.
 *
 * A request is "LENGTH\n" and so many bytes: the directory to work in, then the arguments, each
 * with its NUL. The answer is "STATUS OUT ERR\n" and what the process wrote, OUT bytes of its
 * standard output and ERR of its standard error. STATUS is negative for a signal.
 */
int serve(int (*answer)(int argc, char **argv));

#endif
