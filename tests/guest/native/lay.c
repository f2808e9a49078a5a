/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lay [-e ENTROPY] [-t TIME] [-s SOURCE] [-z STREAMS] [-b BACKING] [-F FORMAT] [-p PARENT] [-n
 * NAME]
 * [-w HWVERSION] [-a ADAPTER] [-T TOOLSVERSION] [-c PARENTCID] [-E ENCRYPTION] [-k PASSPHRASE]
 * OPTIONS SIZE OUTPUT...: lays down a new image with a format's writer. OPTIONS is a target_options
 * in hexadecimal, ENCRYPTION a target_encryption, ENTROPY bytes. Standard input has the pieces of
 * SOURCE that are data, "put POSITION LENGTH", those that are known to be zero, "zero POSITION
 * LENGTH", and compressed clusters that follow each other in STREAMS, "stream POSITION LENGTH".
 * Prints the size of the disk and the memory that the writer took; or the fault's numbers, and
 * exits 1.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "generated/target.h"
#include "base/fault.h"
#include "formats/target.h"
#include "derive.h"
#include "io/writer.h"
#include "io_native.h"
#include "serve.h"

#define MAX_PIECE   (16u << 20)
#define LEN_ENTROPY 64u

static uint8_t piece[MAX_PIECE];
static uint8_t entropy[LEN_ENTROPY];
static int source = -1, streams = -1;
static const char *parent;

static bool from_hex(const char *text, uint8_t *bytes, size_t size)
{
	size_t n = strlen(text) / 2;

	for (size_t i = 0; i < n && n <= size; i++)
		if (sscanf(text + 2 * i, "%2hhx", &bytes[i]) != 1)
			return false;
	return n <= size;
}

static bool parse_target(const char *text, struct target_options *options)
{
	uint8_t bytes[TARGET_OPTIONS_SIZE];
	struct parse_in in = parse_input(bytes, sizeof(bytes), 0);

	return from_hex(text, bytes, sizeof(bytes)) &&
	       target_options_parse(&in, options) == PARSE_OK;
}

/* The buffer is filled anew after each piece, so what is queued has to go out before. */
static bool put_piece(struct writer *w, uint64_t pos, uint32_t len)
{
	if (len > MAX_PIECE || pread(source, piece, len, (off_t)pos) != (ssize_t)len)
		abort();
	return w->target->put(w, pos, piece, len) && writer_drain();
}

/* A cluster of compressed data, out of a file of its own. */
static bool put_stream(struct writer *w, uint64_t pos, uint32_t len)
{
	if (len > MAX_PIECE || read(streams, piece, len) != (ssize_t)len)
		abort();
	return w->target->compressed(w, pos, piece, len) && writer_drain();
}

static bool ask(struct writer *w, char what, uint64_t pos, uint64_t len)
{
	switch (what) {
	case 'p':
		return put_piece(w, pos, (uint32_t)len);
	case 's':
		return put_stream(w, pos, (uint32_t)len);
	default:
		return w->target->zero(w, pos, len);
	}
}

static bool put_pieces(struct writer *w)
{
	uint64_t pos, len;
	char what[8];

	while (scanf("%7s %" SCNu64 " %" SCNu64, what, &pos, &len) == 3)
		if (!ask(w, what[0], pos, len))
			return false;
	return true;
}

static bool lay(struct writer *w)
{
	return w->target->begin(w) && put_pieces(w) && w->target->end(w);
}

static bool parse_encryption(const char *text, struct writer *w)
{
	static struct target_encryption encryption;
	uint8_t bytes[TARGET_ENCRYPTION_SIZE];
	struct parse_in in = parse_input(bytes, sizeof(bytes), 0);

	w->encryption = &encryption;
	return from_hex(text, bytes, sizeof(bytes)) &&
	       target_encryption_parse(&in, &encryption) == PARSE_OK;
}

static struct target_text text_of(const char *text)
{
	return (struct target_text){ (const uint8_t *)text, (uint32_t)strlen(text) };
}

/* What the image holds as text. */
static void parse_text(int c, struct writer *w)
{
	switch (c) {
	case 'b':
		w->backing_name = text_of(optarg);
		break;
	case 'F':
		w->backing_format = text_of(optarg);
		break;
	case 'n':
		w->file_name = text_of(optarg);
		break;
	case 'w':
		w->hw_version = text_of(optarg);
		break;
	case 'a':
		w->adapter_type = text_of(optarg);
		break;
	case 'T':
		w->tools_version = text_of(optarg);
		break;
	default:
		break;
	}
}

static bool parse_options(int argc, char **argv, struct writer *w)
{
	int c;

	w->entropy = entropy;
	while ((c = getopt(argc, argv, "e:t:s:z:c:E:k:b:p:F:n:w:a:T:")) != -1) {
		if (c == 'e' && !from_hex(optarg, entropy, sizeof(entropy)))
			return false;
		if (c == 't')
			w->unix_time = strtoull(optarg, NULL, 0);
		if (c == 's')
			source = open(optarg, O_RDONLY);
		if (c == 'z')
			streams = open(optarg, O_RDONLY);
		if (c == 'c')
			w->parent_cid = (uint32_t)strtoul(optarg, NULL, 16);
		if (c == 'E' && !parse_encryption(optarg, w))
			return false;
		if (c == 'k')
			derive_from(optarg);
		if (c == 'p')
			parent = optarg;
		parse_text(c, w);
		if (c == '?')
			return false;
	}
	return argc - optind >= 3;
}

static int answer(int argc, char **argv)
{
	struct target_options options;
	struct writer w = { .options = &options };
	int status = 0;

	if (!parse_options(argc, argv, &w) || !parse_target(argv[optind], &options))
		return 2;
	w.size = strtoull(argv[optind + 1], NULL, 0);
	w.target = writer_of(options.format);
	for (int i = optind + 2; i < argc; i++, w.num_disks++)
		if (!io_native_create(argv[i]))
			return 2;
	if (parent) {
		w.has_parent = io_native_open(parent);
		w.parent = w.num_disks;
		w.parent_time = w.unix_time + 1;
	}
	if (lay(&w)) {
		printf("%" PRIu64 " %" PRIu64 "\n", w.size, io_native_counters.allocated);
	} else {
		printf("%" PRIu32 "\n", the_fault.fault);
		status = 1;
	}
	io_native_close();
	return status;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "serve") == 0)
		return serve(answer);
	return answer(argc, argv);
}
