# SPDX-License-Identifier: Apache-2.0
"""Host Python: `instar/generated/topics/<spec>.py`, what `explain` knows.

A module for each spec, so that an answer imports one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from codegen.model import model as m
from codegen.model.evidence import practice_text
from codegen.model.expr import Expr, constant
from codegen.model.options import Option, OptionSet
from codegen.out.expression import python_text
from codegen.out.spelled import spelled
from codegen.out.write import marker, marker_all, python_banner

PACKAGE = "instar/generated/topics"


def emit(specs: tuple[m.SpecFile, ...]) -> dict[str, str]:
    """A module for each spec, and the package."""
    out = {f"{PACKAGE}/{spec.id}.py": _module(spec) for spec in specs}
    names = "".join(f"    {spec.id!r},\n" for spec in sorted(specs, key=lambda s: s.id))
    out[f"{PACKAGE}/__init__.py"] = (
        python_banner(marker_all("python"))
        + '"""What `explain` knows, by spec."""\n\nfrom __future__ import annotations\n\n'
        + f'SPECS: tuple[str, ...] = (\n{names})\n"""The modules."""\n'
    )
    return out


@dataclass(frozen=True, slots=True)
class _Row:
    """A topic in the making; `name` is without the spec's."""

    kind: str
    name: str
    doc: str = ""
    sources: tuple[str, ...] = ()
    rest: dict[str, object] = field(default_factory=dict)


def _module(spec: m.SpecFile) -> str:
    rows = list(_rows(spec))
    counts = Counter(row.name for row in rows)
    twice = sorted(name for name, count in counts.items() if count > 1)
    if twice:
        raise ValueError(f"{spec.path}: named twice: {', '.join(twice)}")
    lines = [
        python_banner(marker("python", spec)).rstrip("\n"),
        f'"""What `explain` knows of {spec.id}."""',
        "",
        "from __future__ import annotations",
        "",
        "from instar.layout.topic import Topic",
        "",
        "TOPICS: tuple[Topic, ...] = (",
        *(line for row in rows for line in _topic(spec, row)),
        ")",
    ]
    return "\n".join(lines) + "\n"


def _topic(spec: m.SpecFile, row: _Row) -> Iterator[str]:
    given: dict[str, object] = {
        "name": f"{spec.id}.{row.name}" if row.name else spec.id,
        "kind": row.kind,
        **row.rest,
        "meaning": row.doc.strip(),
        "sources": row.sources,
    }
    yield "    Topic("
    for key, value in given.items():
        if value not in ("", (), None):
            yield f"        {key}={_literal(value)},"
    yield "    ),"


def _literal(value: object) -> str:
    if isinstance(value, str):
        return python_text(value)
    if isinstance(value, tuple):
        return f"({''.join(f'{_literal(one)}, ' for one in value)})"
    return repr(value)


# --- rows -----------------------------------------------------------------------------------------


def _rows(spec: m.SpecFile) -> Iterator[_Row]:
    yield _spec(spec)
    for item in spec.constants:
        yield _constant(item, "")
    for named in spec.named_bytes:
        yield _Row("constant", named.id, named.doc, rest={"text": named.data.hex(" ")})
    yield from _strings(spec.strings, "")
    for enum in spec.enums:
        yield from _enum(enum)
    for structure in sorted(spec.structures, key=lambda s: s.number):
        yield from _structure(spec, structure)
    for options in spec.option_sets:
        yield from _options(spec, options)


def _spec(spec: m.SpecFile) -> _Row:
    rest: dict[str, object] = {
        "title": spec.title,
        "declared": spec.path,
        "page": f"docs/{spec.kind}/{spec.id}.md",
    }
    return _Row("spec", "", spec.doc, spec.doc_ref, rest)


def _constant(item: m.Constant, owner: str) -> _Row:
    rest: dict[str, object] = {"number": item.value, "unit": item.unit}
    return _Row("constant", f"{owner}{item.id}", item.doc, rest=rest)


def _strings(strings: tuple[m.NamedString, ...], owner: str) -> Iterator[_Row]:
    for item in strings:
        yield _Row("text", f"{owner}{item.id}", item.doc, rest={"text": item.text})


def _enum(enum: m.EnumType) -> Iterator[_Row]:
    yield _Row("enum", enum.name, enum.doc)
    for member in enum.members:
        name = f"{enum.name}.{member.id}"
        yield _Row("member", name, member.doc, rest={"number": member.value})


def _structure(spec: m.SpecFile, s: m.Structure) -> Iterator[_Row]:
    owner = f"{s.name}."
    rest: dict[str, object] = {"type": _extent(s), "practice": practice_text(s.practice)}
    yield _Row("structure", s.name, s.doc, s.doc_ref, rest)
    for f in s.fields:
        yield _Row("field", owner + f.id, f.doc, f.doc_ref, _field(f))
    for item in s.constants:
        yield _constant(item, owner)
    for value in s.derived:
        computed: dict[str, object] = {"type": spelled(value.expr), "unit": value.unit}
        yield _Row("value", owner + value.id, value.doc, rest=computed)
    for fault in s.faults:
        about = f"{spec.id}.{owner}{fault.field}" if fault.field else f"{spec.id}.{s.name}"
        yield _Row("fault", owner + fault.id, fault.doc, rest=_fault(fault, about))
    yield from _strings(s.strings, owner)


def _extent(s: m.Structure) -> str:
    return f"{s.size} bytes" if s.size is not None else f"{s.min_size} bytes and more"


def _nested(kind: m.Kind) -> str:
    inner = kind.element if isinstance(kind, m.Array) else kind
    return f"{inner.type.spec}.{inner.type.name}" if isinstance(inner, m.Nested) else ""


def _field(f: m.Field) -> dict[str, object]:
    return {
        "place": place(f),
        "type": kind_text(f.kind),
        "unit": f.unit,
        "rules": tuple(rules(f)),
        "qemu_rules": _qemu_rules(f),
        "about": f"{f.enum.spec}.{f.enum.name}" if f.enum is not None else _nested(f.kind),
        "qemu": _texts(f.qemu),
        "practice": practice_text(f.practice),
        "called": f.orig_id or "",
    }


def _qemu_rules(f: m.Field) -> tuple[str, ...]:
    """What qemu asks instead, and how that differs."""
    if f.format_rules is None:
        return ()
    return (*(rule.text for rule in f.rules), f.differs)


def _fault(fault: m.Fault, about: str) -> dict[str, object]:
    return {"text": fault.text, "about": about, "qemu": _texts(fault.qemu)}


def _texts(texts: tuple[m.QemuText, ...]) -> tuple[tuple[tuple[int, ...] | None, str], ...]:
    return tuple((text.until, text.text) for text in texts)


def _options(spec: m.SpecFile, options: OptionSet) -> Iterator[_Row]:
    if not (options.format or options.everywhere):
        return
    owner = f"options.{options.id}"
    yield _Row("options", owner, options.doc)
    for option in options.options:
        yield _Row("option", f"{owner}.{option.id}", option.doc, rest=_option(spec, option))


def _option(spec: m.SpecFile, option: Option) -> dict[str, object]:
    limits = [f"{option.min}..{option.max}"] if option.max is not None else []
    powers = ["a power of two"] if option.power_of_two else []
    words = [", ".join(word.text for word in option.words)] if option.words else []
    return {
        "type": option.kind.value,
        "rules": (*limits, *powers, *words),
        "about": f"{spec.id}.options.{option.field}" if option.field else "",
        "qemu": _texts(option.qemu),
    }


# --- words ----------------------------------------------------------------------------------------


def place(f: m.Field) -> str:
    """Where a field is in its structure."""
    if f.offset is None:
        return "after what comes before it, whose size varies"
    if f.size is None or f.size == 1:
        return f"{'from ' * (f.size is None)}byte {f.offset}{' on' * (f.size is None)}"
    return f"bytes {f.offset} to {f.offset + f.size - 1}"


def kind_text(kind: m.Kind) -> str:
    """A field's type."""
    match kind:
        case m.Integer(width=1, signed=signed):
            return f"{'signed' if signed else 'unsigned'} byte"
        case m.Integer(width=width, order=order, signed=signed):
            sign = "signed" if signed else "unsigned"
            return f"{sign} {8 * width}-bit number, {order.name.lower()}-endian"
        case m.Bits(width=1, shift=shift, group_size=size):
            return f"bit {shift} of {8 * size}"
        case m.Bits(width=width, shift=shift, group_size=size):
            return f"bits {shift} to {shift + width - 1} of {8 * size}"
        case m.Bytes(size=size):
            return f"{_count(size)} bytes"
        case m.String(size=size, encoding=encoding, terminated=terminated):
            room = "" if size is None else f" in {_count(size)} bytes"
            return f"{encoding} text{room}{', to the zero byte' if terminated else ''}"
        case m.Nested(type=ref):
            return f"structure {ref.spec}.{ref.name}"
        case m.Array(element=element, count=count):
            return f"{_count(count)} times {kind_text(element)}"


def _count(expr: Expr) -> str:
    fixed = constant(expr)
    return spelled(expr) if fixed is None else str(fixed)


def rules(f: m.Field) -> Iterator[str]:
    """What holds of a field, each as the end of "must be"."""
    for rule in f.by_format:
        yield rule.text
    if f.checksum is not None:
        yield f"the {f.checksum.algorithm.value.replace('_', ' ')} of the structure"
    if f.bound is not None:
        yield f"at most {f.bound}"
    if f.any is not None:
        yield f"any: {f.any.why}"
    if f.condition is not None:
        yield f"there only if {spelled(f.condition)}"
