# SPDX-License-Identifier: Apache-2.0
"""From a place on a disk to a byte of its file, as the relations of a spec say: step by step, with
the bytes that decide each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from codegen.docs.places import way
from codegen.model import model as m
from codegen.model.expr import Env, Expr, Value, evaluate
from codegen.model.relations import Meaning, Place

Read = Callable[[int, int], bytes]
"""Bytes of the file: from where on, and how many."""
SHOWN = 16
"""Bytes of the disk that are shown in the end."""


@dataclass(frozen=True, slots=True)
class Step:
    place: Place
    at: int
    """Where the table, the structure or the data begins."""
    number: int | None
    """Which element of a table."""
    here: int
    """Where the bytes that count are."""
    data: bytes
    values: Mapping[str, Value]
    means: Meaning | None


def follow(
    specs: tuple[m.SpecFile, ...], spec: m.SpecFile, offset: int, file_size: int, read: Read
) -> list[Step]:
    """The steps from an offset of the disk, as far as they lead."""
    known: dict[str, dict[str, Value]] = {}
    steps: list[Step] = []

    def number(expr: Expr) -> int:
        return int(evaluate(expr, Env(known, {"offset": offset, "file_size": file_size})))

    for place in way(spec):
        at = number(place.at)
        if place.type is None:
            assert place.byte is not None
            here = at + number(place.byte)
            steps.append(Step(place, at, number(place.byte), here, read(here, SHOWN), {}, None))
            break
        structure = m.structure_of(specs, place.type)
        index, data = None, b""
        size = structure.size or structure.max_size
        if place.match:
            assert place.count is not None
            index = _matching(structure, place, at, number(place.count), read)
        elif place.index is not None:
            index = number(place.index.expr)
        here = at + (index or 0) * size
        data = read(here, size)
        known[place.id] = parse(specs, structure, data)
        means = meaning(structure, known[place.id])
        steps.append(Step(place, at, index, here, data, known[place.id], means))
        if means in (Meaning.HOLE, Meaning.ZERO, Meaning.COMPRESSED, Meaning.RESERVED):
            break
    return steps


def _matching(s: m.Structure, place: Place, at: int, count: int, read: Read) -> int:
    """The number of the element whose fields are the bytes that are looked for."""
    size = s.size or 0
    for number in range(count):
        data = read(at + number * size, size)
        fields = ((s.field(name).offset or 0, want) for name, want in place.match)
        if all(data[start : start + len(want)] == want for start, want in fields):
            return number
    raise LookupError(f"{place.id}: none of {count}")


def parse(specs: tuple[m.SpecFile, ...], s: m.Structure, data: bytes) -> dict[str, Value]:
    """The numbers of a structure; what has no fixed place is left out."""
    values: dict[str, Value] = {}
    for field in s.fields:
        if field.offset is None:
            continue
        if field.condition is not None and not evaluate(field.condition, Env(values, {})):
            values[field.id] = 0
            continue
        match field.kind:
            case m.Integer(width=width, order=order, signed=signed):
                part = data[field.offset : field.offset + width]
                values[field.id] = int.from_bytes(part, _ENDIAN[order], signed=signed)
            case m.Bits(width=width, shift=shift, order=order, group_size=group):
                part = data[field.offset : field.offset + group]
                whole = int.from_bytes(part, _ENDIAN[order])
                values[field.id] = whole >> shift & ((1 << width) - 1)
            case m.Bytes() | m.String() if field.size is not None:
                values[field.id] = data[field.offset : field.offset + field.size]
            case m.Bytes() | m.String() | m.Nested() | m.Array():
                pass
    return values


_ENDIAN: dict[m.ByteOrder, Literal["big", "little"]] = {
    m.ByteOrder.BIG: "big",
    m.ByteOrder.LITTLE: "little",
}


def meaning(s: m.Structure, values: Mapping[str, Value]) -> Meaning | None:
    """What an entry means; None for what is no entry."""
    for case in s.cases:
        if case.when is None or evaluate(case.when, Env(values, {})):
            return case.means
    return None
