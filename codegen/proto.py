# SPDX-License-Identifier: Apache-2.0
"""`specs/guest.proto` -> messages. Reads the part of proto3 that the file uses, and refuses the
rest.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from codegen.model import Where
from codegen.yamltree import Problem

PATH = "specs/guest.proto"
SCALARS = ("uint32", "uint64", "bool", "bytes")


class Label(Enum):
    PLAIN = "plain"
    """Absent means zero, and zero is not sent."""
    OPTIONAL = "optional"
    REPEATED = "repeated"
    ONEOF = "oneof"


@dataclass(frozen=True, slots=True)
class ProtoField:
    name: str
    number: int
    type: str
    """One of `SCALARS`, or the name of a message."""
    label: Label
    doc: str

    @property
    def is_message(self) -> bool:
        return self.type not in SCALARS


@dataclass(frozen=True, slots=True)
class Message:
    name: str
    fields: tuple[ProtoField, ...]
    """In order of their numbers."""
    doc: str
    where: Where

    @property
    def is_oneof(self) -> bool:
        return any(f.label is Label.ONEOF for f in self.fields)


@dataclass(frozen=True, slots=True)
class Proto:
    messages: tuple[Message, ...]
    """Each after those that it holds."""
    text: str
    hash8: str


_FIELD = re.compile(r"(?:(optional|repeated) )?(\w+) (\w+) = (\d+);(?: *// *(.*))?\Z")


def snake(name: str) -> str:
    """`MeasureResult` -> `measure_result`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _field(line: str, oneof: bool, where: Where) -> ProtoField:
    match = _FIELD.match(line)
    if match is None:
        raise Problem(where, f"cannot read {line!r}")
    label = Label.ONEOF if oneof else Label(match[1]) if match[1] else Label.PLAIN
    if label is Label.PLAIN and match[2] not in SCALARS:
        label = Label.OPTIONAL  # a message always knows whether it is there
    return ProtoField(match[3], int(match[4]), match[2], label, (match[5] or "").strip())


def _message(name: str, fields: list[ProtoField], doc: str, where: Where) -> Message:
    numbers = [f.number for f in fields]
    names = [f.name for f in fields]
    if len(set(numbers)) != len(numbers) or len(set(names)) != len(names):
        raise Problem(where, f"{name} has a name or a number twice")
    if any(not 1 <= n <= 2047 for n in numbers):
        raise Problem(where, f"{name}: numbers are 1..2047, so that a tag takes at most two bytes")
    if len({f.label is Label.ONEOF for f in fields}) > 1:
        raise Problem(where, f"{name}: a message with a oneof holds nothing else")
    return Message(name, tuple(sorted(fields, key=lambda f: f.number)), doc, where)


def parse(text: str, path: str = PATH) -> Proto:
    """Raises `Problem`."""
    messages: list[Message] = []
    name, fields, doc, oneof, start = "", list[ProtoField](), list[str](), False, 0
    for number, raw in enumerate(text.splitlines(), 1):
        line, where = raw.strip(), Where(path, number, name or "/")
        if line.startswith("//"):
            doc.append(line.removeprefix("//").strip())
        elif line.startswith(("syntax ", "package ")) or not line:
            doc = []
        elif match := re.fullmatch(r"message (\w+) \{", line):
            name, fields, start = match[1], [], number
            kept, doc = " ".join(doc), []
        elif re.fullmatch(r"oneof \w+ \{", line):
            oneof = True
        elif line == "}" and oneof:
            oneof = False
        elif line == "}" and name:
            messages.append(_message(name, fields, kept, Where(path, start, name)))
            name = ""
        elif name:
            fields.append(_field(line, oneof, where))
        else:
            raise Problem(where, f"cannot read {line!r}")
    return Proto(_ordered(messages), text, hashlib.sha256(text.encode()).hexdigest()[:8])


def _ordered(messages: list[Message]) -> tuple[Message, ...]:
    """Inner messages first. Raises `Problem` for an unknown type or one that holds itself."""
    known = {m.name: m for m in messages}
    done: list[Message] = []
    active: list[str] = []

    def visit(m: Message) -> None:
        if m in done:
            return
        if m.name in active:
            raise Problem(m.where, f"{m.name} holds itself")
        active.append(m.name)
        for f in m.fields:
            if f.is_message:
                if f.type not in known:
                    raise Problem(m.where, f"type {f.type!r} of {f.name} is not declared")
                visit(known[f.type])
        active.pop()
        done.append(m)

    for m in messages:
        visit(m)
    return tuple(done)


def load(root: Path) -> Proto:
    return parse((root / PATH).read_text(encoding="utf-8"))
