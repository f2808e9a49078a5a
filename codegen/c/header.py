# SPDX-License-Identifier: Apache-2.0
"""The header of one spec: constants, enums, structs, entry accessors, prototypes."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.c.expr import I128, CExpr
from codegen.c.names import (
    derived_type,
    entry_field_type,
    entry_type,
    kept,
    names_of,
    ranges_of,
    subject_of,
)
from codegen.c.options import options_text
from codegen.c.relations import classify_text, indexes_text
from codegen.c.rules import check_text, has_rules
from codegen.c.store import entry_text as make_text
from codegen.c.store import store_declaration
from codegen.c.text import (
    WIDTH,
    comment,
    constant_define,
    constant_macro,
    cut,
    define,
    documented,
    enum_fits_int,
    enum_known,
    enum_member,
    field_id,
    first_sentence,
    int_type,
    load,
    macro,
    number,
    params_text,
    string,
    value_type,
    words,
)
from codegen.c.wanted import Wanted, everything, peek, peeked, signature
from codegen.model import model as m
from codegen.model.expr import Bool, constant
from codegen.out.write import c_banner, marker

Specs = tuple[m.SpecFile, ...]


def _wanted(wanted: Wanted, name: str, value: str) -> str:
    return f"#define {name} {value}\n" if wanted(name) else ""


# Layout comment -----------------------------------------------------------------------------------


def field_note(f: m.Field) -> str:
    """The rules in a word, for the layout comment."""
    said = [r.text for r in f.rules]
    if f.condition is not None:
        said.append("if present")
    return "; ".join(said)


def layout_table(s: m.Structure) -> list[str]:
    """Offset, size, name and rule of each field. Bits show as first..last bit of their group's
    number.
    """
    rows = []
    for f in s.fields:
        at = "?" if f.offset is None else str(f.offset)
        size = "?" if f.size is None else str(f.size)
        if isinstance(f.kind, m.Bits):
            top = f.kind.shift + f.kind.width - 1
            bits = f"{top}" if f.kind.width == 1 else f"{top}-{f.kind.shift}"
            size = f"{size}:{bits}"
        rows.append((at, size, f.id, field_note(f)))
    wide = max(4, *(len(size) for _, size, _, _ in rows))
    name = max(len(ident) for _, _, ident, _ in rows)
    lines = [f" off {'size':>{wide}} field"]
    lines += [
        f"{at:>4} {size:>{wide}} {ident:<{name}} {note}".rstrip() for at, size, ident, note in rows
    ]
    return [cut(line, WIDTH - 8) for line in lines]


# Constants and enums ------------------------------------------------------------------------------


def enums_in_rules(specs: Specs) -> set[m.EnumRef]:
    """Enums that some rule asks about."""
    return {
        r.enum
        for spec in specs
        for s in spec.structures
        for f in s.fields
        for r in f.rules
        if isinstance(r, m.InEnum)
    }


def enum_text(e: m.EnumType, asked: bool) -> str:
    """An enum (or defines, where a value does not fit an int), and the function that knows its
    members.
    """
    out = comment(e.doc)
    if enum_fits_int(e):
        out += f"enum {e.spec}_{e.name} {{\n"
        for member in e.members:
            shown = hex(member.value) if member.value > 9 else member.value
            out += documented(f"{enum_member(e.ref, member.id)} = {shown},", member.doc)
        out += "};\n"
    else:
        for member in e.members:
            out += define(enum_member(e.ref, member.id), f"UINT64_C({member.value:#x})", member.doc)
    if not asked:
        return out
    tests = [f"v == {enum_member(e.ref, member.id)}" for member in e.members]
    value = "int64_t v" if any(member.value < 0 for member in e.members) else "uint64_t v"
    body = " ||\n\t       ".join(tests)
    return out + (
        f"\n/* Whether v is one of them. */\nstatic inline bool {enum_known(e.ref)}({value})\n"
        f"{{\n\treturn {body};\n}}\n"
    )


def strings_text(prefix: str, strings: tuple[m.NamedString, ...]) -> str:
    """Each named text as a literal, with its length, and a table of all of them."""
    if not strings:
        return ""
    out = ""
    for s in strings:
        out += define(macro(prefix, s.id), string(s.text.encode()), s.doc)
    out += f"\nstruct {prefix}_string {{\n\tconst char *text;\n\tuint32_t len;\n}};\n\n"
    out += f"#define {macro(prefix, 'NUM_STRINGS')} {len(strings)}u\n"
    out += (
        f"extern const struct {prefix}_string {prefix}_strings[{macro(prefix, 'NUM_STRINGS')}];\n"
    )
    return out


def constants_text(constants: tuple[m.Constant, ...], spec: str, owner: str, wanted: Wanted) -> str:
    return "".join(
        constant_define(c, spec, owner)
        for c in constants
        if wanted(constant_macro(spec, owner, c.id))
    )


def bytes_text(spec: m.SpecFile, wanted: Wanted) -> str:
    out = ""
    for item in spec.named_bytes:
        name = macro(spec.id, item.id)
        if wanted(name):
            out += define(name, string(item.data), item.doc)
        out += _wanted(wanted, f"{name}_SIZE", f"{len(item.data)}u")
    return out


def magic_text(spec: m.SpecFile, wanted: Wanted) -> str:
    out = ""
    for i, member in enumerate(spec.magics):
        name = signature(spec, i)
        if wanted(name):
            out += define(name, string(member.data), member.doc)
        out += _wanted(wanted, f"{name}_SIZE", f"{len(member.data)}u")
        offset = f"{member.offset}u" if member.offset >= 0 else f"({member.offset})"
        out += _wanted(wanted, f"{name}_OFFSET", offset)
    return out


def _rule_constants(s: m.Structure, f: m.Field) -> Iterator[tuple[str, str]]:
    """Names and values of what a field's rules fix."""
    name = macro(s.spec, s.name, f.id)
    for rule in f.rules:
        match rule:
            case m.Contents(data=data):
                if any(data):
                    yield name, string(data)
                    yield f"{name}_SIZE", f"{len(data)}u"
            case m.Eq(value=value):
                got = None if isinstance(value, Bool) else constant(value)
                if got is not None and not f.is_reserved:
                    yield name, number(got, getattr(value, "hexadecimal", False))
            case m.Range(min=low, max=high):
                for end, limit in (("MIN", low), ("MAX", high)):
                    got = None if limit is None else constant(limit)
                    if got is not None:
                        yield f"{name}_{end}", number(got, getattr(limit, "hexadecimal", False))
            case m.AnyOf() | m.ExprRule() | m.InEnum():
                pass
    if f.is_variable and f.bound is not None:
        yield f"{name}_BOUND", number(f.bound)


def place_defines(s: m.Structure, wanted: Wanted) -> str:
    """Sizes, offsets and limits."""
    out = ""
    prefix = macro(s.spec, s.name)
    if s.size is not None:
        out += f"#define {prefix}_SIZE {s.size}u\n"
    else:
        out += f"#define {prefix}_MIN_SIZE {s.min_size}u\t/* what is always there */\n"
        out += _wanted(wanted, f"{prefix}_MAX_SIZE", number(s.max_size))
    if not s.is_entry:
        for f in s.fields:
            if f.offset is not None and not isinstance(f.kind, m.Bits):
                out += _wanted(wanted, f"{macro(s.spec, s.name, f.id)}_OFFSET", f"{f.offset}u")
    for f in s.fields:
        out += "".join(_wanted(wanted, *pair) for pair in _rule_constants(s, f))
    return out


def peeks_text(s: m.Structure) -> str:
    """Functions for a number of the structure where nothing of it has been checked."""
    out = ""
    for f, kind in peeked(s):
        out += "\n" + comment("As it is in the bytes of the structure, unchecked.")
        out += f"static inline {int_type(kind.width, kind.signed)} {peek(s, f)}(const uint8_t *p)\n"
        out += f"{{\n\treturn {load(kind.width, kind.order)}(p + {f.offset});\n}}\n"
    return out


def field_enum(s: m.Structure) -> str:
    out = f"enum {s.c_name}_field {{\n"
    for f in s.fields:
        out += f"\t{field_id(s, f)} = {f.number},\n"
    return out + "};\n"


# Structs ------------------------------------------------------------------------------------------


def _member(specs: Specs, f: m.Field) -> tuple[int, list[str]]:
    """Alignment of a field's member, and its declarations."""
    match f.kind:
        case m.Integer(width=width):
            return width, [f"{value_type(f.kind)} {f.id};"]
        case m.Bits():
            kind = value_type(f.kind)
            return (1 if kind == "bool" else int(kind[4:-2]) // 8), [f"{kind} {f.id};"]
        case m.Bytes() | m.String() if f.size is not None:
            return 1, [f"uint8_t {f.id}[{f.size}];"]
        case m.Bytes() | m.String():
            return 8, [f"size_t {f.id}_off;", f"size_t {f.id}_len;"]
        case m.Nested(type=ref):
            inner = m.structure_of(specs, ref)
            if inner.is_entry:
                return inner.size or 8, [f"{entry_type(inner)} {f.id};"]
            return 8, [f"struct {inner.c_name} {f.id};"]
        case m.Array(element=element, count=count):
            return _array_member(specs, f, element, constant(count))


def _array_member(
    specs: Specs, f: m.Field, element: m.Integer | m.Nested | m.Bytes, count: int | None
) -> tuple[int, list[str]]:
    if count is None:
        return 8, [f"size_t {f.id}_off;", f"size_t {f.id}_len;", f"size_t {f.id}_num;"]
    match element:
        case m.Integer(width=width, signed=signed):
            return width, [f"{int_type(width, signed)} {f.id}[{count}];"]
        case m.Bytes(size=size):
            return 1, [f"uint8_t {f.id}[{count}][{constant(size)}];"]
        case m.Nested(type=ref):
            inner = m.structure_of(specs, ref)
            if inner.is_entry:
                return inner.size or 8, [f"{entry_type(inner)} {f.id}[{count}];"]
            return 8, [f"struct {inner.c_name} {f.id}[{count}];"]


_TOTAL, _NOTHING = "size_t len_total;", "uint8_t nothing;"


def _sorted_members(specs: Specs, s: m.Structure) -> list[tuple[m.Field, list[str]]]:
    """The wire order in an ABI file, else by alignment, largest first."""
    members = [(f, *_member(specs, f)) for f in s.fields if kept(s, f)]
    if not s.is_abi:
        members.sort(key=lambda member: -member[1])
    return [(f, lines) for f, _, lines in members]


def struct_text(specs: Specs, s: m.Structure) -> str:
    """The struct: the wire layout in an ABI file, else sorted so that no padding is needed."""
    members = _sorted_members(specs, s)
    out = f"struct {s.c_name} {{\n"
    if s.size is None:
        out += f"\t{_TOTAL}\t/* bytes that the structure takes */\n"
    for f, lines in members:
        doc = f.doc
        if f.is_variable:
            doc = f"Place and length in the buffer: {doc}"
        out += documented(lines[0], doc) + "".join(f"\t{line}\n" for line in lines[1:])
    if not members and s.size is not None:
        out += f"\t{_NOTHING}\t/* every field is constant or ignored */\n"
    out += "};\n"
    return out + (_abi_asserts(s) if s.is_abi else "")


def _abi_asserts(s: m.Structure) -> str:
    note = "shared with the host: see specs/STYLE.md before changing it"
    prefix = macro(s.spec, s.name)
    tests = [f"sizeof(struct {s.c_name}) == {prefix}_SIZE"]
    tests += [f"offsetof(struct {s.c_name}, {f.id}) == {f.offset}u" for f in s.fields]
    out = ""
    for test in tests:
        line = f'_Static_assert({test}, "{note}");'
        out += line if len(line) <= 118 else line.replace(', "', ',\n\t"')
        out += "\n"
    return "\n" + out


def parser_prototype(s: m.Structure) -> str:
    return (
        f"enum parse_status\n{s.c_name}_parse(struct parse_in *in{params_text(s)}, "
        f"struct {s.c_name} *out)"
    )


def checksum_prototype(s: m.Structure, f: m.Field) -> str:
    return f"uint32_t {s.c_name}_{f.id}_compute(const uint8_t *buf, size_t len)"


def _parser_doc(s: m.Structure) -> str:
    out = f"/**\n * {s.c_name}_parse - check and copy a {s.human_name}\n"
    out += " * @in:  bytes from the structure's start on\n"
    for p in s.params:
        out += f" * @{p.id}: {first_sentence(p.doc)} The caller promises {p.min}..{p.max}.\n"
    out += " * @out: written only when PARSE_OK is returned, in host byte order\n */\n"
    return out


def _derived_functions(specs: Specs, s: m.Structure) -> str:
    """Derived values, each after those that it needs."""
    subject = subject_of(s) if s.fields else ""
    writer, ranges, out = CExpr(names_of(specs, s)), ranges_of(specs, s), ""
    for d in s.derived:
        said = first_sentence(d.doc)
        out += "\n" + (comment(said) if said else "")
        code = writer.code(d.expr, ranges)
        text = f"({derived_type(d)})({code.text})" if code.type == I128 else code.text
        unused = [f"\t(void){name};\n" for name in unused_names(s, text)]
        out += (
            f"static inline {derived_type(d)} {s.c_name}_{d.id}("
            f"{(subject + params_text(s)).removeprefix(', ')})\n"
            f"{{\n{''.join(unused)}{f'{chr(9)}return {text};'}\n}}\n"
        )
    return out


def unused_names(s: m.Structure, text: str) -> list[str]:
    """Arguments that a function's text does not use."""
    subject = ("e" if s.is_entry else "h",) if s.fields else ()
    return [n for n in (*subject, *(p.id for p in s.params)) if n not in words(text)]


def entry_text(specs: Specs, s: m.Structure) -> str:
    """Load, shifts and masks, one accessor per field, derived values, check."""
    assert s.size is not None
    kind, prefix = entry_type(s), s.c_name
    out = (
        f"\nstatic inline {kind} {prefix}_load(const uint8_t *p)\n"
        f"{{\n\treturn {load(s.size, s.entry_order)}(p);\n}}\n\n"
    )
    for f in s.fields:
        if isinstance(f.kind, m.Bits):
            mask = ((1 << f.kind.width) - 1) << f.kind.shift
            if f.kind.shift:
                out += f"#define {macro(prefix, f.id)}_SHIFT {f.kind.shift}u\n"
            out += f"#define {macro(prefix, f.id)}_MASK {_mask(mask, s.size)}\n"
    for f in s.fields:
        out += "\n" + comment(first_sentence(f.doc))
        out += f"static inline {entry_field_type(s, f)} {prefix}_{f.id}({kind} e)\n{{\n"
        out += f"\treturn {_extract(s, f)};\n}}\n"
    out += _derived_functions(specs, s) + classify_text(specs, s)
    return out + ("\n" + check_text(specs, s) if has_rules(s) else "") + make_text(s)


def _mask(mask: int, size: int) -> str:
    return f"UINT64_C({mask:#x})" if size == 8 else f"{mask:#x}u"


def _extract(s: m.Structure, f: m.Field) -> str:
    if not isinstance(f.kind, m.Bits):
        return "e"
    name = macro(s.c_name, f.id)
    if f.kind.boolean:
        return f"(e & {name}_MASK) != 0"
    got = f"(e & {name}_MASK) >> {name}_SHIFT" if f.kind.shift else f"e & {name}_MASK"
    return f"({entry_type(s)})({got})" if s.size in (1, 2) else got


def structure_text(specs: Specs, s: m.Structure, wanted: Wanted) -> str:
    out = "\n" + comment(s.doc, table=layout_table(s) if s.fields else [])
    if s.fields:
        out += place_defines(s, wanted)
    out += constants_text(s.constants, s.spec, s.name, wanted)
    if s.fields:
        out += "\n" + field_enum(s)
    strings = strings_text(s.c_name, s.strings)
    if strings:
        out += "\n" + strings
    if not s.fields:
        return out + _derived_functions(specs, s)
    if s.is_entry:
        return out + entry_text(specs, s)
    out += "\n" + struct_text(specs, s)
    out += "\n" + _parser_doc(s) + f"MUST_CHECK {parser_prototype(s)};\n"
    out += store_declaration(s) + peeks_text(s)
    for f in s.fields:
        if f.checksum is not None:
            out += (
                "\n/* What the checksum of these bytes would be; the span is cut at len. */\n"
                f"{checksum_prototype(s, f)};\n"
            )
    return out + _derived_functions(specs, s) + classify_text(specs, s)


def header_text(specs: Specs, spec: m.SpecFile, wanted: Wanted = everything) -> str:
    guard = f"GENERATED_{spec.id.upper()}_H"
    out = c_banner(marker("c", spec)) + f"#ifndef {guard}\n#define {guard}\n"
    out += comment(f"{spec.title}. {spec.doc}")
    out += '#include "store.h"\n#include "structures.h"\n'
    out += "".join(f'#include "{name}.h"\n' for name in spec.imports)
    constants = constants_text(spec.constants, spec.id, "", wanted)
    parts = [constants, bytes_text(spec, wanted), magic_text(spec, wanted)]
    parts += [strings_text(spec.id, spec.strings)]
    asked = enums_in_rules(specs)
    parts += [enum_text(e, e.ref in asked) for e in spec.enums]
    out += "".join("\n" + part for part in parts if part)
    for s in spec.structures:
        out += structure_text(specs, s, wanted)
    return out + indexes_text(spec) + options_text(spec) + "\n#endif\n"
