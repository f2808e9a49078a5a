# SPDX-License-Identifier: Apache-2.0
"""What specs/STYLE.md asks of what a file means: ABI layouts, checksums, texts, names in C."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from codegen.c.header import header_text
from codegen.c.source import source_text
from codegen.load.yamltree import Node, Problem
from codegen.model import model as m
from codegen.model.fixed import fixed

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FORMAT = re.compile(r"(|#?x|0[1-9][0-9]?x|i32|i64)\Z")
_NUMERAL = re.compile(r"(?<![-\w])(?:0x[0-9a-f]+|[0-9]+)\b")
_TELLING = 1000
"""A number from here on is the spec's, where it has one like it."""
_ALWAYS = ("value", "file", "detail", "walking", "place", "extra0", "extra1", "extra2", "extra3")
_OF_HOST = ("value", "name", "given")
"""What the host's own refusals may name."""


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
            named = {*_OF_HOST} if fault.host else known
            for text in (fault.text, *(q.text for q in fault.qemu)):
                yield from (
                    Problem(fault.where, member) for member in _bad_placeholders(text, named)
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
            listed = ", ".join(_OF_HOST if known == {*_OF_HOST} else _ALWAYS)
            yield f"text names {name!r}, which is neither a field nor one of {listed}"
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
        for item in type_node.listed(key):
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


def same_rules(specs: tuple[m.SpecFile, ...], spec: m.SpecFile) -> Iterator[Problem]:
    """A rule of qemu's own that is the format's."""
    for s in spec.structures:
        for f in s.fields:
            if f.format_rules is not None and f.rules == f.format_rules:
                yield Problem(f.where, "-instar-qemu-valid says what valid says: leave it out")


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
