# SPDX-License-Identifier: Apache-2.0
"""`specs/guest.proto` -> messages. Reads the part of proto3 that the file uses, and refuses the
rest.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from codegen.load.yamltree import Problem
from codegen.model import model as m
from codegen.model.messages import PATH, SCALARS, Label, Message, Proto, ProtoField

_FIELD = re.compile(r"(?:(optional|repeated) )?(\w+) (\w+) = (\d+);(?: *// *(.*))?\Z")

_TEXT = "text:"
"""What the comment of a text begins with."""


def _field(line: str, oneof: bool, where: m.Where) -> ProtoField:
    match = _FIELD.match(line)
    if match is None:
        raise Problem(where, f"cannot read {line!r}")
    label = Label.ONEOF if oneof else Label(match[1]) if match[1] else Label.PLAIN
    if label is Label.PLAIN and match[2] not in SCALARS:
        label = Label.OPTIONAL  # a message always knows whether it is there
    doc = (match[5] or "").strip()
    is_text = doc.startswith(_TEXT)
    if is_text and match[2] != "bytes":
        raise Problem(where, f"{match[3]} is no bytes, so it is no text")
    doc = doc.removeprefix(_TEXT).strip() if is_text else doc
    return ProtoField(match[3], int(match[4]), match[2], label, doc, is_text)


def _message(name: str, fields: list[ProtoField], doc: str, where: m.Where) -> Message:
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
        line, where = raw.strip(), m.Where(path, number, name or "/")
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
            messages.append(_message(name, fields, kept, m.Where(path, start, name)))
            name = ""
        elif name:
            fields.append(_field(line, oneof, where))
        else:
            raise Problem(where, f"cannot read {line!r}")
    return Proto(_ordered(messages), text, hashlib.sha256(text.encode()).hexdigest()[:8])


def _ordered(messages: list[Message]) -> tuple[Message, ...]:
    """Inner messages first. Raises `Problem` for an unknown type or one that holds itself."""
    known = {member.name: member for member in messages}
    done: list[Message] = []
    active: list[str] = []

    def visit(member: Message) -> None:
        if member in done:
            return
        if member.name in active:
            raise Problem(member.where, f"{member.name} holds itself")
        active.append(member.name)
        for f in member.fields:
            if f.is_message:
                if f.type not in known:
                    raise Problem(member.where, f"type {f.type!r} of {f.name} is not declared")
                visit(known[f.type])
        active.pop()
        done.append(member)

    for member in messages:
        visit(member)
    return tuple(done)


def load(root: Path) -> Proto:
    return parse((root / PATH).read_text(encoding="utf-8"))
