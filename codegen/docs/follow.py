# SPDX-License-Identifier: Apache-2.0
"""From a place on a disk to a byte of its file, as the relations of a spec say: step by step, with
the bytes that decide each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from codegen.docs.places import way
from codegen.model import model as m
from codegen.model.example import Example
from codegen.model.expr import Env, Expr, Value, evaluate
from codegen.model.relations import Meaning, Place

Read = Callable[[int, int], bytes]
"""Bytes of the file: from where on, and how many."""
Values = dict[str, Value | list[int]]
"""Of the fields of a structure."""
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
    env: Env
    """What names mean once all steps are taken."""
    means: Meaning | None


def follow(
    specs: tuple[m.SpecFile, ...], spec: m.SpecFile, example: Example, read: Read
) -> list[Step]:
    """The steps from the offset of the disk, as far as they lead."""
    params = {"offset": example.offset, "file_size": example.file_size}
    known: dict[str, Values] = {}
    env = Env(known, params)
    steps: list[Step] = []

    def number(expr: Expr) -> int:
        return int(evaluate(expr, env))

    for place in way(spec, example.to):
        at = number(place.at)
        if place.type is None:
            assert place.byte is not None
            byte = number(place.byte)
            here = at if place.is_packed else at + byte
            steps.append(Step(place, at, byte, here, read(here, SHOWN), env, None))
            break
        structure = m.structure_of(specs, place.type)
        index, data = None, b""
        size = structure.size or structure.max_size
        if place.match or place.search is not None:
            assert place.count is not None
            found = _Search(specs, structure, place, env)
            index = found.first(at, number(place.count), read)
        elif place.index is not None:
            index = number(place.index.expr)
        here = at + (index or 0) * size
        data = read(here, size)
        known[place.id] = parse(specs, structure, data)
        means = meaning(structure, known[place.id])
        steps.append(Step(place, at, index, here, data, env, means))
        if means in (Meaning.HOLE, Meaning.ZERO, Meaning.RESERVED):
            break
    return steps


@dataclass(frozen=True, slots=True)
class _Search:
    """For the element of a table that is meant."""

    specs: tuple[m.SpecFile, ...]
    structure: m.Structure
    place: Place
    env: Env

    def first(self, at: int, count: int, read: Read) -> int:
        """Its number."""
        size = self.structure.size or 0
        for number in range(count):
            if self._is_meant(read(at + number * size, size)):
                return number
        raise LookupError(f"{self.place.id}: none of {count}")

    def _is_meant(self, data: bytes) -> bool:
        fields = ((self.structure.field(name).offset or 0, want) for name, want in self.place.match)
        if not all(data[start : start + len(want)] == want for start, want in fields):
            return False
        if self.place.search is None:
            return True
        values = {**self.env.fields, **parse(self.specs, self.structure, data)}
        return bool(evaluate(self.place.search, Env(values, self.env.params)))


def parse(specs: tuple[m.SpecFile, ...], s: m.Structure, data: bytes) -> Values:
    """The numbers of a structure; what has no fixed place is left out."""
    values: Values = {}
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
            case m.Array(element=m.Integer(width=width, order=order)) if field.size is not None:
                part = data[field.offset : field.offset + field.size]
                values[field.id] = [
                    int.from_bytes(part[start : start + width], _ENDIAN[order])
                    for start in range(0, len(part), width)
                ]
            case m.Bytes() | m.String() | m.Nested() | m.Array():
                pass
    return values


_ENDIAN: dict[m.ByteOrder, Literal["big", "little"]] = {
    m.ByteOrder.BIG: "big",
    m.ByteOrder.LITTLE: "little",
}


def meaning(s: m.Structure, values: Values) -> Meaning | None:
    """What an entry means; None for what is no entry."""
    for case in s.cases:
        if case.when is None or evaluate(case.when, Env(values, {})):
            return case.means
    return None
