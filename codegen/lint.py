# SPDX-License-Identifier: Apache-2.0
"""What specs/STYLE.md asks for beyond what the loader needs. Each rule is a function from a file to
problems.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from codegen.c.header import header_text
from codegen.c.source import source_text
from codegen.load.files import Loaded
from codegen.load.yamltree import Node, Problem
from codegen.model import model as m
from codegen.model.fixed import fixed

# Keys, in the order in which they are. Those of one tuple may be in any order among
# themselves.
_INSTAR = "-instar-*"
ROOT_KEYS = (
    ("meta",),
    ("doc",),
    ("doc-ref",),
    ("params", _INSTAR),
    ("seq",),
    ("instances",),
    ("types",),
    ("enums",),
)
TYPE_KEYS = (("doc",), ("doc-ref",), ("params", _INSTAR), ("seq",), ("instances",))
FIELD_KEYS = (
    ("id",),
    ("-orig-id",),
    ("type",),
    ("size", "size-eos"),
    ("encoding", "terminator", "pad-right"),
    ("repeat",),
    ("repeat-expr", "repeat-until"),
    ("if",),
    ("contents",),
    ("enum",),
    ("valid",),
    (_INSTAR,),
    ("doc",),
    ("doc-ref",),
)
INSTANCE_KEYS = (("-orig-id",), ("pos", "io"), ("value",), *FIELD_KEYS[2:])
PARAM_KEYS = (("id",), ("-orig-id",), ("type",), ("enum",), (_INSTAR,), ("doc",), ("doc-ref",))
META_KEYS = (
    ("id",),
    ("title",),
    ("application",),
    ("file-extension",),
    ("xref",),
    ("license",),
    ("ks-version",),
    ("encoding",),
    ("endian",),
    ("bit-endian",),
    ("imports",),
)
MEMBER_KEYS = (("id",), ("-orig-id",), ("doc",), ("doc-ref",))

INSTAR_KEYS = {
    "root": {
        "-instar-abi",
        "-instar-id",
        "-instar-magic",
        "-instar-options",
        "-instar-practice",
        "-instar-strings",
    },
    "type": {"-instar-c", "-instar-practice", "-instar-faults", "-instar-strings"},
    "field": {
        "-instar-any",
        "-instar-qemu",
        "-instar-bound",
        "-instar-c",
        "-instar-checksum",
        "-instar-practice",
        "-instar-call",
        "-instar-unit",
    },
    "instance": {"-instar-unit", "-instar-practice", "-instar-bound", "-instar-c"},
    "param": {"-instar-bound", "-instar-unit"},
    "meta": set[str](),
    "member": {"-instar-practice"},
}
"""The closed list, by what has the key."""

_ORDERS = {
    "root": ROOT_KEYS,
    "type": TYPE_KEYS,
    "field": FIELD_KEYS,
    "instance": INSTANCE_KEYS,
    "param": PARAM_KEYS,
    "meta": META_KEYS,
    "member": MEMBER_KEYS,
}

_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_C_WORDS = frozenset(
    (
        "auto",
        "break",
        "case",
        "char",
        "const",
        "continue",
        "default",
        "do",
        "double",
        "else",
        "enum",
        "extern",
        "float",
        "for",
        "goto",
        "if",
        "inline",
        "int",
        "long",
        "register",
        "restrict",
        "return",
        "short",
        "signed",
        "sizeof",
        "static",
        "struct",
        "switch",
        "typedef",
        "union",
        "unsigned",
        "void",
        "volatile",
        "while",
        "bool",
        "true",
        "false",
        "in",
        "out",
        "p",
        "pos",
        "e",
        "h",
    )
)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FORMAT = re.compile(r"(|#?x|0[1-9][0-9]?x|i32|i64)\Z")
_NUMERAL = re.compile(r"(?<![-\w])(?:0x[0-9a-f]+|[0-9]+)\b")
_TELLING = 1000
"""A number from here on is the spec's, where it has one like it."""
_ALWAYS = ("value", "file", "detail", "walking", "place", "extra0", "extra1", "extra2", "extra3")


# Keys ---------------------------------------------------------------------------------------------


def _rank(key: str, order: tuple[tuple[str, ...], ...]) -> int | None:
    name = _INSTAR if key.startswith("-instar-") else key
    return next((i for i, group in enumerate(order) if name in group), None)


def _keys(node: Node, kind: str) -> Iterator[Problem]:
    """Unknown keys, and keys out of order."""
    order, last, last_key = _ORDERS[kind], -1, ""
    for key, value in node.items():
        if key.startswith("-instar-") and key not in INSTAR_KEYS[kind]:
            known = any(key in keys for keys in INSTAR_KEYS.values())
            yield value.problem(
                f"key {key!r} has no meaning on a {kind}" if known else f"unknown key {key!r}"
            )
            continue
        rank = _rank(key, order)
        if key == "-instar-practice":
            continue  # reads well behind `doc`, and as well in its place
        if rank is None:
            yield value.problem(f"unknown key {key!r}")
        elif rank < last:
            yield value.problem(
                f"key {key!r} comes after {last_key!r}, see the key order in specs/STYLE.md"
            )
        else:
            last, last_key = rank, key


def _listed(node: Node, key: str) -> list[Node]:
    found = node.get(key)
    return found.as_list() if found is not None else []


def _mapped(node: Node, key: str) -> list[tuple[str, Node]]:
    found = node.get(key)
    return list(found.items()) if found is not None else []


def all_keys(root: Node) -> Iterator[Problem]:
    yield from _keys(root, "root")
    yield from _keys(root.need("meta"), "meta")
    for node in _listed(root, "seq"):
        yield from _keys(node, "field")
    for _, node in _mapped(root, "instances"):
        yield from _keys(node, "instance")
    for _, enum in _mapped(root, "enums"):
        for _, member in enum.items():
            if isinstance(member.value, dict):
                yield from _keys(member, "member")
    for _, node in _mapped(root, "types"):
        yield from _keys(node, "type")
        for field in _listed(node, "seq"):
            yield from _keys(field, "field")
        for param in _listed(node, "params"):
            yield from _keys(param, "param")
        for _, instance in _mapped(node, "instances"):
            yield from _keys(instance, "instance")


# Documentation ------------------------------------------------------------------------------------


def docs(root: Node) -> Iterator[Problem]:
    if not root.text("doc"):
        yield root.problem("file without doc")
    if root.get("doc-ref") is None:
        yield root.problem("file without doc-ref: where is this specified?")
    for name, enum in _mapped(root, "enums"):
        for key, member in enum.items():
            if not isinstance(member.value, dict) or not member.text("doc"):
                yield member.problem(f"member {key} of {name} without doc")
    for name, node in _mapped(root, "instances"):
        if node.get("value") is not None and not node.text("doc"):
            yield node.problem(f"constant {name!r} without doc")
    for name, node in _mapped(root, "types"):
        if not node.text("doc"):
            yield node.problem(f"type {name!r} without doc")
        yield from _type_docs(node)


def _type_docs(node: Node) -> Iterator[Problem]:
    for field in _listed(node, "seq"):
        name = field.text("id")
        said = field.text("doc")
        if not said and field.get("contents") is None and not m.is_reserved(name):
            yield field.problem(f"field {name!r} without doc")
        if said and said.rstrip(".").lower().replace(" ", "_") == name:
            yield field.need("doc").problem("the doc says no more than the id")
    for param in _listed(node, "params"):
        if not param.text("doc"):
            yield param.problem(f"param {param.text('id')!r} without doc")
    for name, instance in _mapped(node, "instances"):
        if not instance.text("doc"):
            yield instance.problem(f"value {name!r} without doc")
    for fault in _listed(node, "-instar-faults"):
        if not fault.text("doc"):
            yield fault.problem(f"fault {fault.text('id')!r} without doc")


# Rules --------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"([us][1248](le|be)?|b[0-9]+(le|be)?)\Z")


def rules(root: Node) -> Iterator[Problem]:
    for _, node in _mapped(root, "types"):
        for field in _listed(node, "seq"):
            yield from _field_rules(field)


def _field_rules(field: Node) -> Iterator[Problem]:
    checked = field.get("valid") is not None or field.get("contents") is not None
    excused = field.get("-instar-any") is not None
    if _NUMBER.match(field.text("type")) and not checked and not excused:
        if field.get("-instar-checksum") is None:
            yield field.problem("number without valid")
    elif m.is_reserved(field.text("id")) and not checked and not excused:
        yield field.problem("reserved field without contents or -instar-any")
    if checked and excused:
        yield field.need("-instar-any").problem("a field has a rule or -instar-any, not both")
    enum, valid = field.get("enum"), field.get("valid")
    if (
        valid is not None
        and isinstance(valid.value, dict)
        and valid.get("in-enum") is not None
        and enum is None
    ):
        yield valid.problem("in-enum: true needs an enum")


def names(root: Node) -> Iterator[Problem]:
    """Ids that C or Python could not take, or that say what they should not."""
    for _, node in _mapped(root, "types"):
        for part in (*_listed(node, "seq"), *_listed(node, "params")):
            ident = part.text("id")
            if not _ID.match(ident):
                yield part.problem(f"id {ident!r} is not lower_snake_case")
            elif ident in _C_WORDS or keyword.iskeyword(ident):
                yield part.problem(
                    f"id {ident!r} is a word of C or Python, or a name that generated code uses"
                )
    for name, node in (
        *_mapped(root, "types"),
        *_mapped(root, "instances"),
        *_mapped(root, "enums"),
    ):
        if not _ID.match(name):
            yield node.problem(f"id {name!r} is not lower_snake_case")


# The model ----------------------------------------------------------------------------------------

SpecRule = Callable[[tuple[m.SpecFile, ...], m.SpecFile], Iterator[Problem]]


def abi_layout(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> Iterator[Problem]:
    """Host and guest share these bytes: aligned, without padding, little-endian, a multiple of 8
    long.
    """
    if not spec.is_abi:
        return
    for s in spec.structures:
        if s.fields and not s.is_entry:
            yield from _abi_structure(specs, s)
    yield from _regions(spec)


def _abi_structure(specs: tuple[m.SpecFile, ...], s: m.Structure) -> Iterator[Problem]:
    for f in s.fields:
        if isinstance(f.kind, m.Bits):
            yield Problem(
                f.where, "bit field in an ABI structure: make it an entry type of its own"
            )
            continue
        if f.condition is not None or f.size is None or f.offset is None:
            yield Problem(f.where, "part of variable place or size in an ABI structure")
            continue
        align = alignment(specs, s, f.id)
        if f.offset % align:
            yield Problem(
                f.where, f"{f.id} is misaligned: at byte {f.offset}, needs a multiple of {align}"
            )
        if isinstance(f.kind, m.Integer) and f.kind.width > 1 and f.kind.order is m.ByteOrder.BIG:
            yield Problem(f.where, "big-endian number in an ABI structure")
    if s.size is not None and s.size % 8:
        yield Problem(
            s.where, f"{s.name} has {s.size} bytes, not a multiple of 8: add reserved bytes"
        )


def alignment(specs: tuple[m.SpecFile, ...], s: m.Structure, name: str) -> int:
    """Natural alignment of a field in C."""
    kind = s.field(name).kind
    match kind.element if isinstance(kind, m.Array) else kind:
        case m.Integer(width=width):
            return width
        case m.Nested(type=ref):
            inner = m.structure_of(specs, ref)
            if inner.is_entry:
                return inner.size or 1
            return max((alignment(specs, inner, f.id) for f in inner.fields), default=1)
        case m.Bits() | m.Bytes() | m.String():
            return 1


def _regions(spec: m.SpecFile) -> Iterator[Problem]:
    """`ofs_x` and `len_x` of one ABI file are the parts of one memory: none overlaps another."""
    values = {c.id: c for c in spec.constants}
    found = sorted(
        (c.value, c.value + values["len_" + n].value, n)
        for name, c in values.items()
        if (n := name.removeprefix("ofs_")) != name and "len_" + n in values
    )
    for (_, end, name), (start, _, following) in pairwise(found):
        if start < end:
            yield Problem(values["ofs_" + following].where, f"{following} overlaps with {name}")


def placeholders(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> Iterator[Problem]:
    """Names and formats in the texts of errors."""
    for s in spec.structures:
        known = {*_ALWAYS, *(f.id for f in s.fields), *(d.id for d in s.derived)}
        for f in s.fields:
            for q in f.qemu:
                yield from (Problem(f.where, member) for member in _bad_placeholders(q.text, known))
        for fault in s.faults:
            for text in (fault.text, *(q.text for q in fault.qemu)):
                yield from (
                    Problem(fault.where, member) for member in _bad_placeholders(text, known)
                )


def option_texts(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> Iterator[Problem]:
    """Names in the texts that refuse a value: only the value is left of them."""
    for options in spec.option_sets:
        for option in options.options:
            for text in option.qemu:
                for name in set(_PLACEHOLDER.findall(text.text)) - {"value"}:
                    yield Problem(option.where, f"text names {name!r}, which is no limit")


def _bad_placeholders(text: str, known: set[str]) -> Iterator[str]:
    for inside in _PLACEHOLDER.findall(text):
        name, _, form = inside.partition(":")
        if name not in known:
            yield f"text names {name!r}, which is neither a field nor one of {', '.join(_ALWAYS)}"
        elif not _FORMAT.match(form):
            yield f"format {form!r} of {name!r} is not one of x, #x, 08x and the like, i32, i64"


def repeated_numbers(spec: m.SpecFile, tree: Node) -> Iterator[Problem]:
    """Numbers in the texts of errors that the spec has by name. Small ones may mean anything."""
    for s in spec.structures:
        named = {
            **{value: name for name, value in fixed(s.fields).items()},
            **{c.value: c.id for c in (*spec.constants, *s.constants)},
        }
        for text in _error_texts(tree.need("types").need(s.name)):
            for number in _NUMERAL.findall(_PLACEHOLDER.sub("", text.as_text())):
                value = int(number, 16 if number.startswith("0x") else 10)
                if value >= _TELLING and value in named:
                    yield text.problem(f"text repeats {number}, which is {{{named[value]}}}")


def _error_texts(type_node: Node) -> Iterator[Node]:
    """What is printed of a broken type, as the file has it."""
    for key, texts in (("seq", ("-instar-qemu",)), ("-instar-faults", ("text", "qemu"))):
        listed = type_node.get(key)
        for item in listed.as_list() if listed else ():
            for found in filter(None, map(item.get, texts)):
                if isinstance(found.value, list):
                    yield from (release.need("text") for release in found.value)
                else:
                    yield found


def unprinted(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> Iterator[Problem]:
    """Texts that nothing would ever print, and ids that occur twice."""
    for s in spec.structures:
        for f in s.fields:
            if f.qemu and not f.rules and f.checksum is None and f.bound is None:
                yield Problem(f.where, "-instar-qemu without a rule that could be broken")
        seen: set[str] = set()
        for fault in s.faults:
            if fault.id in seen:
                yield Problem(fault.where, f"fault {fault.id!r} is there twice")
            seen.add(fault.id)


def clashes(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> Iterator[Problem]:
    """What C cannot express, and names that two things of the file would share there."""
    seen: set[str] = set()
    try:
        text = header_text(specs, spec)
        source_text(specs, spec)
    except ValueError as error:
        yield Problem(spec.where, f"not possible in C: {error}")
        return
    defined = re.findall(r"^#define (\w+)|^\t(\w+) = |\b(\w+)\([^)]*\)\n\{", text, re.MULTILINE)
    for groups in defined:
        name = next(g for g in groups if g)
        if name in seen:
            yield Problem(spec.where, f"two things would be named {name} in C")
        seen.add(name)


TREE_RULES: tuple[Callable[[Node], Iterator[Problem]], ...] = (all_keys, docs, rules, names)
SPEC_RULES: tuple[SpecRule, ...] = (abi_layout, placeholders, option_texts, unprinted, clashes)


def lint(loaded: Loaded) -> list[Problem]:
    """All problems, the loader's too, by file and line."""
    found = list(loaded.problems)
    for tree in loaded.trees.values():
        for rule in TREE_RULES:
            try:
                found += rule(tree)
            except Problem as problem:
                found.append(problem)
    for spec in loaded.specs:
        found += repeated_numbers(spec, loaded.trees[spec.path])
        for spec_rule in SPEC_RULES:
            found += spec_rule(loaded.specs, spec)
    unique = {str(p): p for p in found}
    return sorted(unique.values(), key=lambda p: (p.where.file, p.where.line, p.message))
