# SPDX-License-Identifier: Apache-2.0
"""One structure read in four ways, brought to one form so that they can be compared field by
field.
"""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import construct
import kaitaistruct

from codegen.load.files import load_all
from codegen.model import model as m
from codegen.model.follow import differing
from codegen.python.layout import attribute, contents_of
from instar.layout import FieldError
from tests.codegen import oracle

ROOT = Path(__file__).resolve().parents[2]

Value = Any
"""int, bytes, tuple of values, or dict of field id to value."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader says: a value, or the rule that is broken (as far as it tells)."""

    value: Value = None
    field: str | None = None
    status: int | None = None
    offset: int | None = None
    accepted: bool = True


@functools.cache
def specs() -> tuple[m.SpecFile, ...]:
    """The checked specs; a problem in one is a failure here."""
    loaded = load_all(ROOT)
    assert not loaded.problems, "\n".join(map(str, loaded.problems))
    return loaded.specs


@functools.cache
def spec_of(name: str) -> m.SpecFile:
    return next(s for s in specs() if s.id == name)


def nested(field: m.Field) -> m.Structure | None:
    """The structure that a field (or the elements of its array) holds."""
    kind = field.kind.element if isinstance(field.kind, m.Array) else field.kind
    return spec_of(kind.type.spec).structure(kind.type.name) if isinstance(kind, m.Nested) else None


def plain(field: m.Field, value: Any, get: Any) -> Value:
    """A field's value in the common form; `get(structure, object)` brings nested ones there."""
    inner = nested(field)
    if isinstance(field.kind, m.Array):
        if value is None:
            return ()
        return tuple(get(inner, v) if inner is not None else _scalar(v) for v in value)
    if inner is not None:
        return get(inner, value) if value is not None else None
    if value is None:
        return b"" if isinstance(field.kind, m.Bytes | m.String) else 0
    return _scalar(value)


def _scalar(value: Any) -> Value:
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, bytes | bytearray):
        return bytes(value)
    return int(value)


def shown(structure: m.Structure) -> list[m.Field]:
    """The fields that carry a value: all but those with fixed contents."""
    return [f for f in structure.fields if contents_of(f) is None]


# --- the generated Python


def python_reader(structure: m.Structure) -> Any:
    spec = spec_of(structure.spec)
    if spec.is_abi:
        module = importlib.import_module(f"instar.generated.{spec.id}")
        return getattr(module, structure.python_name).unpack
    module = importlib.import_module(f"tests.generated.readers.{spec.id}")
    return getattr(module, f"read_{structure.c_name}")


def from_python(structure: m.Structure, value: Any) -> Value:
    return {f.id: plain(f, getattr(value, attribute(f.id)), from_python) for f in shown(structure)}


def read_python(structure: m.Structure, data: bytes, params: dict[str, int]) -> Verdict:
    try:
        value = python_reader(structure)(data, **params)
    except FieldError as error:
        return Verdict(None, error.field, error.status, error.offset, False)
    return Verdict(from_python(structure, value))


# --- construct


def declaration(structure: m.Structure) -> Any:
    module = importlib.import_module(f"instar.generated.constructs.{structure.spec}")
    return getattr(module, structure.python_name)


def from_construct(structure: m.Structure, value: Any) -> Value:
    return {f.id: plain(f, value[f.id], from_construct) for f in shown(structure)}


def read_construct(structure: m.Structure, data: bytes, params: dict[str, int]) -> Verdict:
    try:
        value = declaration(structure).parse(data, **params)
    except construct.ConstructError as error:
        inner = getattr(error, "error", None)
        if inner is not None:
            return Verdict(None, inner.field, inner.status, inner.offset, False)
        return Verdict(accepted=False)
    return Verdict(from_construct(structure, value))


def to_construct(structure: m.Structure, value: Value) -> dict[str, Any]:
    """The common form as `build` wants it: None for absent numbers is not needed, conditions skip
    them.
    """
    out: dict[str, Any] = {}
    for field in shown(structure):
        item = value[field.id]
        inner = nested(field)
        if inner is not None and item is not None:
            item = (
                [to_construct(inner, v) for v in item]
                if isinstance(item, tuple)
                else to_construct(inner, item)
            )
        elif isinstance(item, tuple):
            item = list(item)
        out[field.id] = item
    for field in structure.fields:
        if (data := contents_of(field)) is not None:
            out[field.id] = data
    return out


def rules_differ(structure: m.Structure) -> bool:
    """Whether construct and the official compiler follow other rules here than the rest: those of
    the format, where the others follow qemu's.
    """
    inner = (nested(f) for f in structure.fields)
    return bool(differing(structure)) or any(i is not None and rules_differ(i) for i in inner)


# --- the official compiler


def from_kaitai(structure: m.Structure, value: Any) -> Value:
    return {f.id: plain(f, getattr(value, f.id, None), from_kaitai) for f in shown(structure)}


def read_kaitai(structure: m.Structure, data: bytes, params: dict[str, int]) -> Verdict:
    try:
        value = oracle.parse(spec_of(structure.spec), structure, data, params)
        return Verdict(from_kaitai(structure, value))
    except (kaitaistruct.KaitaiStructError, EOFError, ValueError):
        return Verdict(accepted=False)


def beyond_kaitai(structure: m.Structure, verdict: Verdict) -> bool:
    """Whether a refusal rests on an `-instar-*` key, of which the official compiler knows
    nothing.
    """
    if verdict.status == m.Status.CHECKSUM:
        return True
    field = next((f for f in structure.fields if f.id == verdict.field), None)
    return (
        field is not None
        and field.bound is not None
        and field.is_variable
        and verdict.status == m.Status.RANGE
    )


def size_of(structure: m.Structure) -> int:
    """Bytes to hand to readers of one structure."""
    return structure.size if structure.size is not None else structure.max_size


__all__ = [
    "Verdict",
    "beyond_kaitai",
    "declaration",
    "from_python",
    "read_construct",
    "read_kaitai",
    "read_python",
    "rules_differ",
    "size_of",
    "spec_of",
    "specs",
    "to_construct",
]
