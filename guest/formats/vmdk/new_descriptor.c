/* SPDX-License-Identifier: Apache-2.0 */
/* The descriptor of a new VMDK: the texts of `new_descriptor` in specs/formats/vmdk.ksy, filled in.
 */
#include "new.h"

#include "base/ascii.h"
#include "io/writer.h"

#define PLACE	      '%'
#define LITERAL(text) { (const uint8_t *)(text), sizeof(text) - 1 }

struct text {
	uint64_t at; /* in the file */
	uint32_t disk;
	bool failed;
};

/* What is filled in. */
struct number {
	uint8_t digits[ASCII_MAX_DIGITS];
	struct target_text text;
};

static const struct target_text *digits_of(struct number *n, uint64_t value, uint32_t base,
					   uint32_t least)
{
	uint32_t at = ascii_digits(n->digits, value, base, least);

	n->text = (struct target_text){ n->digits + at, ASCII_MAX_DIGITS - at };
	return &n->text;
}

static void add(struct text *t, const uint8_t *bytes, uint32_t len)
{
	t->failed = t->failed || !writer_put(t->disk, t->at, bytes, len);
	t->at += len;
}

static void add_text(struct text *t, const struct target_text *text)
{
	add(t, text->at, text->len);
}

/* A text with its places filled in, one after the other. */
static void fill(struct text *t, const char *form, const struct target_text *const *values)
{
	for (; *form; form++)
		if (*form == PLACE)
			add_text(t, *values++);
		else
			add(t, (const uint8_t *)form, 1);
}

/* Where the extension begins, with its dot, or the end. */
static uint32_t extension(const struct target_text *name)
{
	for (uint32_t at = name->len; at > 0; at--)
		if (name->at[at - 1] == '.')
			return at - 1;
	return name->len;
}

/* The name of an extent's file, which the host makes by the same rule. */
static void add_extent_name(struct text *t, const struct writer *w, const struct vmdk_kind *kind,
			    uint64_t number)
{
	struct target_text name = w->file_name,
			   infix = { (const uint8_t *)kind->infix, kind->len_infix };
	uint32_t dot = extension(&name);
	struct number n;

	if (!kind->infix) {
		add_text(t, &name);
		return;
	}
	add(t, name.at, dot);
	add_text(t, &infix);
	if (kind->numbered)
		add_text(t, digits_of(&n, number, ASCII_DECIMAL,
				      VMDK_NEW_DESCRIPTOR_MIN_NUMBER_DIGITS));
	add(t, name.at + dot, name.len - dot);
}

/* A line: the sectors and the name are its places. */
static void add_line(struct text *t, const struct writer *w, const struct vmdk_kind *kind,
		     uint64_t number, uint64_t sectors)
{
	struct number n;
	bool counted = false;

	for (const char *form = kind->line; *form; form++)
		if (*form != PLACE) {
			add(t, (const uint8_t *)form, 1);
		} else if (!counted) {
			add_text(t, digits_of(&n, sectors, ASCII_DECIMAL, 1));
			counted = true;
		} else {
			add_extent_name(t, w, kind, number);
		}
}

static void add_lines(struct text *t, const struct writer *w, const struct vmdk_layout *l)
{
	uint64_t extent_size = l->kind->extent_size;

	for (uint64_t done = 0, number = 1; done < l->disk; done += extent_size, number++) {
		uint64_t left = l->disk - done;

		add_line(t, w, l->kind, number,
			 (left < extent_size ? left : extent_size) / VMDK_SECTOR_SIZE);
	}
}

static void add_head(struct text *t, const struct writer *w, const struct new_vmdk *v)
{
	struct target_text name = { (const uint8_t *)v->layout.kind->name,
				    v->layout.kind->len_name };
	bool backed = w->backing_name.len > 0;
	struct number cid, parent;
	const struct target_text *values[] = {
		digits_of(&cid, v->written ? v->written_cid : v->cid, ASCII_HEX, 1),
		digits_of(&parent, backed ? w->parent_cid : VMDK_DESCRIPTOR_NO_PARENT_CID,
			  ASCII_HEX, 1),
		&name
	};
	const struct target_text *hint = &w->backing_name;

	fill(t, VMDK_NEW_DESCRIPTOR_HEAD, values);
	if (backed)
		fill(t, VMDK_NEW_DESCRIPTOR_PARENT, &hint);
	fill(t, VMDK_NEW_DESCRIPTOR_EXTENTS, NULL);
}

/* What the user gave, an empty text too, or else the default. */
static const struct target_text *chosen(const struct target_text *given,
					const struct target_text *usual)
{
	return given->at ? given : usual;
}

static void add_data_base(struct text *t, const struct writer *w)
{
	static const struct target_text hw_version =
						LITERAL(VMDK_NEW_DESCRIPTOR_DEFAULT_HW_VERSION),
					compat6 = LITERAL(VMDK_NEW_DESCRIPTOR_COMPAT6_HW_VERSION),
					adapter = LITERAL(VMDK_NEW_DESCRIPTOR_DEFAULT_ADAPTER),
					tools = LITERAL(VMDK_NEW_DESCRIPTOR_DEFAULT_TOOLS_VERSION);
	bool is_compat6 = w->options->flags & TARGET_FLAG_COMPAT6;
	struct number cylinders, heads;
	const struct target_text *geometry[] = {
		digits_of(&cylinders, vmdk_cylinders(w->options, w->size), ASCII_DECIMAL, 1),
		digits_of(&heads, vmdk_heads(w->options), ASCII_DECIMAL, 1)
	};
	const struct target_text *value =
		chosen(&w->hw_version, is_compat6 ? &compat6 : &hw_version);

	fill(t, VMDK_NEW_DESCRIPTOR_DDB, &value);
	fill(t, VMDK_NEW_DESCRIPTOR_GEOMETRY, geometry);
	value = chosen(&w->adapter_type, &adapter);
	fill(t, VMDK_NEW_DESCRIPTOR_ADAPTER, &value);
	value = chosen(&w->tools_version, &tools);
	fill(t, VMDK_NEW_DESCRIPTOR_TOOLS, &value);
}

bool vmdk_put_descriptor(const struct writer *w, uint64_t offset, uint64_t *len)
{
	const struct new_vmdk *v = w->state;
	struct text t = { .at = offset, .disk = w->disk };

	add_head(&t, w, v);
	add_lines(&t, w, &v->layout);
	add_data_base(&t, w);
	*len = t.at - offset;
	return !t.failed;
}
