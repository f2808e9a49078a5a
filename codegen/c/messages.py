# SPDX-License-Identifier: Apache-2.0
"""`specs/guest.proto` -> the guest's encoder, `guest/generated/guest_message.h` and `.c`.

Messages are written from the end of the buffer backwards, so that a nested message's length is
known when it is needed: one pass, no sizes to add up, and the only arithmetic is a comparison with
the room that is left.
"""

from __future__ import annotations

from codegen.c.text import comment, documented
from codegen.model.messages import Label, Message, Proto, ProtoField, snake
from codegen.out.write import GENERATION, c_banner

FOLDER = "guest/generated"
KEYWORDS = {
    "auto",
    "default",
    "register",
    "static",
    "volatile",
    "union",
    "struct",
    "enum",
    "long",
    "short",
}
_VARINT, _LENGTH = 0, 2


def c_struct(message: str) -> str:
    """`MeasureResult` -> `guest_measure_result`; `GuestMessage` -> `guest_message`."""
    name = snake(message)
    return name if name.startswith("guest_") else f"guest_{name}"


def member(f: ProtoField) -> str:
    return f.name + "_" if f.name in KEYWORDS else f.name


def _c_type(f: ProtoField) -> str:
    match f.type:
        case "uint32":
            return "uint32_t"
        case "uint64":
            return "uint64_t"
        case "bool":
            return "bool"
        case "bytes":
            return "struct bytes_view"
        case message:
            return f"struct {c_struct(message)}"


def _members(f: ProtoField) -> str:
    name, kind = member(f), _c_type(f)
    match f.label:
        case Label.PLAIN | Label.ONEOF:
            return documented(f"{kind} {name};", f.doc)
        case Label.OPTIONAL:
            return f"\tbool has_{f.name};\n" + documented(f"{kind} {name};", f.doc)
        case Label.REPEATED:
            return documented(f"const {kind} *{name};", f.doc) + f"\tsize_t num_{f.name};\n"


def _struct(m: Message) -> str:
    if m.is_oneof:
        return _oneof_struct(m)
    return (
        comment(m.doc)
        + f"struct {c_struct(m.name)} {{\n"
        + "".join(_members(f) for f in m.fields)
        + "};\n"
    )


def kind_name(m: Message, f: ProtoField) -> str:
    return f"{c_struct(m.name)}_{f.name}".upper()


def _oneof_struct(m: Message) -> str:
    name = c_struct(m.name)
    out = f"enum {name}_kind {{\n\t{name.upper()}_NONE = 0,\n"
    out += "".join(f"\t{kind_name(m, f)} = {f.number},\n" for f in m.fields)
    out += f"}};\n\n{comment(m.doc)}struct {name} {{\n\tenum {name}_kind kind;\n\tunion {{\n"
    out += "".join(f"\t\t{_c_type(f)} {member(f)};\n" for f in m.fields)
    return out + "\t};\n};\n"


# Encoder ------------------------------------------------------------------------------------------


def _tag(f: ProtoField) -> int:
    packed = f.label is Label.REPEATED and f.type in ("uint32", "uint64", "bool")
    wire = _LENGTH if packed or f.type == "bytes" or f.is_message else _VARINT
    return f.number << 3 | wire


def _put(f: ProtoField, value: str) -> str:
    match f.type:
        case "uint32" | "uint64" | "bool":
            return f"put_number(e, {_tag(f)}, {value});"
        case "bytes":
            return f"put_bytes(e, {_tag(f)}, &{value});"
        case message:
            return f"put_{c_struct(message)}(e, {_tag(f)}, &{value});"


def _put_field(f: ProtoField) -> str:
    value = f"m->{member(f)}"
    match f.label:
        case Label.PLAIN:
            test = (
                f"{value}.len != 0"
                if f.type == "bytes"
                else value
                if f.type == "bool"
                else f"{value} != 0"
            )
            return f"\tif ({test})\n\t\t{_put(f, value)}\n"
        case Label.OPTIONAL:
            return f"\tif (m->has_{f.name})\n\t\t{_put(f, value)}\n"
        case Label.REPEATED if f.type in ("uint32", "uint64", "bool"):
            return (
                f"\tif (m->num_{f.name} != 0) {{\n\t\tsize_t end = e->room;\n\n"
                f"\t\tfor (size_t i = m->num_{f.name}; i > 0; i--)\n"
                f"\t\t\tput_varint(e, {value}[i - 1]);\n"
                f"\t\tput_head(e, {_tag(f)}, end);\n\t}}\n"
            )
        case Label.REPEATED:
            return (
                f"\tfor (size_t i = m->num_{f.name}; i > 0; "
                f"i--)\n\t\t{_put(f, value + '[i - 1]')}\n"
            )
        case Label.ONEOF:
            raise ValueError("a oneof's fields are written by its kind")


def _encoder(m: Message) -> str:
    name = c_struct(m.name)
    body = "".join(_put_field(f) for f in reversed(m.fields))
    return (
        f"static void put_{name}(struct encoder *e, uint32_t tag, const struct {name} *m)\n{{\n"
        f"\tsize_t message_end = e->room;\n\n{body}\tput_head(e, tag, message_end);\n}}\n"
    )


def _outer(m: Message) -> str:
    name = c_struct(m.name)
    cases = "".join(
        f"\tcase {kind_name(m, f)}:\n"
        f"\t\t{_put(f, 'm->' + member(f)).replace('(e,', '(&e,')}\n\t\tbreak;\n"
        for f in m.fields
    )
    return f"""bool {name}_encode(const struct {name} *m, uint8_t *buf, size_t cap, size_t *len)
{{
	struct encoder e = {{ .buf = buf, .room = cap, .full = false }};

	switch (m->kind) {{
	case {name.upper()}_NONE:
		return false;
{cases}	default:
		return false;
	}}
	if (e.full)
		return false;
	*len = cap - e.room;
	if (e.room != 0)
		__builtin_memmove(buf, buf + e.room, *len);
	return true;
}}
"""


RUNTIME = """/* Bytes are written from the buffer's end towards its start; `room` bytes are left. */
struct encoder {
	uint8_t *buf;
	size_t room;
	bool full;	/* something did not fit: the rest is dropped, and the message with it */
};

static void put_varint(struct encoder *e, uint64_t v)
{
	uint8_t bytes[10];
	size_t n = 0;

	do {
		bytes[n++] = (uint8_t)(v & 0x7f) | (v > 0x7f ? 0x80 : 0);
		v >>= 7;
	} while (v != 0);
	if (e->full || e->room < n) {
		e->full = true;
		return;
	}
	e->room -= n;
	for (size_t i = 0; i < n; i++)
		e->buf[e->room + i] = bytes[i];
}

/* Length and tag of what was written since `room` was `end`. */
static void put_head(struct encoder *e, uint32_t tag, size_t end)
{
	put_varint(e, end - e->room);
	put_varint(e, tag);
}

static void put_number(struct encoder *e, uint32_t tag, uint64_t v)
{
	put_varint(e, v);
	put_varint(e, tag);
}

static void put_bytes(struct encoder *e, uint32_t tag, const struct bytes_view *v)
{
	size_t end = e->room;

	if (e->full || e->room < v->len) {
		e->full = true;
		return;
	}
	e->room -= v->len;
	if (v->len != 0)
		__builtin_memcpy(e->buf + e->room, v->p, v->len);
	put_head(e, tag, end);
}
"""


def _uses(proto: Proto) -> list[Message]:
    return [m for m in proto.messages if not m.is_oneof]


def header_text(proto: Proto, banner: str) -> str:
    out = banner + "#ifndef GENERATED_GUEST_MESSAGE_H\n#define GENERATED_GUEST_MESSAGE_H\n"
    out += comment(
        "What a guest may say, as plain structs, and their encoding as protobuf. "
        "Nothing is allocated; views and arrays belong to the caller."
    )
    out += '#include "parse.h"\n\n/* Bytes of someone else. */\n'
    out += "struct bytes_view {\n\tconst void *p;\n\tsize_t len;\n};\n"
    out += "".join("\n" + _struct(m) for m in proto.messages)
    for m in proto.messages:
        if m.is_oneof:
            name = c_struct(m.name)
            out += (
                "\n/* False when cap bytes are too few or the kind is none. "
                "*len is written on success only. */\n"
                f"MUST_CHECK bool {name}_encode("
                f"const struct {name} *m, uint8_t *buf, size_t cap, size_t *len);\n"
            )
    return out + "\n#endif\n"


def source_text(proto: Proto, banner: str) -> str:
    out = banner + '#include "guest_message.h"\n\n' + RUNTIME
    out += "".join("\n" + _encoder(m) for m in _uses(proto))
    return out + "".join("\n" + _outer(m) for m in proto.messages if m.is_oneof)


def emit(proto: Proto) -> dict[str, str]:
    banner = c_banner(f"INSTAR-GEN c specs/guest.proto spec={proto.hash8} gen={GENERATION}")
    return {
        f"{FOLDER}/guest_message.h": header_text(proto, banner),
        f"{FOLDER}/guest_message.c": source_text(proto, banner),
    }
