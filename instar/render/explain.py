# SPDX-License-Identifier: Apache-2.0
"""What `explain` prints."""

from __future__ import annotations

import json
import re
import textwrap

from instar.record import as_dict
from instar.render.style import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.layout.topic import Topic
    from instar.render.style import Style

_WIDTH = 88
_LABEL = 12
# Lines of prose that are no paragraph: lists, tables, examples.
_KEPT = re.compile(r"\s|[-*|]|\d+\. ")


def human(topic: Topic, style: Style = PLAIN) -> str:
    """For people."""
    about = f", {topic.title}" if topic.title else ""
    name = style.paint(topic.name, "title")
    lines = [f"{name}: {topic.kind}{about}", *(_shown(row, style) for row in _rows(topic))]
    if topic.meaning:
        lines += ["", *_prose(topic.meaning)]
    if topic.parts:
        lines += ["", *(_shown(row, style) for row in _parts(topic))]
    return "\n".join(lines) + "\n"


def _shown(row: str, style: Style) -> str:
    """A row with its label in colour."""
    label = row[: _LABEL + 4]
    return style.paint(label, "name") + row[_LABEL + 4 :] if label.strip() else row


def _parts(topic: Topic) -> Iterator[str]:
    """The names of its parts, by kind."""
    for kind in dict.fromkeys(part.kind for part in topic.parts):
        names = (part.name[len(topic.name) + 1 :] for part in topic.parts if part.kind == kind)
        yield from _labelled(kind, ", ".join(names))


def _rows(topic: Topic) -> Iterator[str]:
    number = "" if topic.number is None else f"{topic.number} ({topic.number:#x})"
    for label, text in (
        ("place", topic.place),
        ("type", topic.type),
        ("value", number),
        ("unit", topic.unit),
        ("text", topic.text),
        ("see", topic.about),
        *(("must be", rule) for rule in topic.rules),
        *(("for qemu", rule) for rule in topic.qemu_rules),
        *(_qemu(until, text) for until, text in topic.qemu),
        ("in practice", topic.practice),
        ("source's name", topic.called),
        *(("source", source) for source in topic.sources),
        ("declared in", topic.declared),
        ("page", topic.page),
    ):
        if text:
            yield from _labelled(label, text)


def _qemu(until: tuple[int, ...] | None, text: str) -> tuple[str, str]:
    before = "" if until is None else f"before {'.'.join(map(str, until))}: "
    return "qemu-img", before + (text or "does not refuse it")


def _labelled(label: str, text: str) -> list[str]:
    first = f"  {label:{_LABEL}}  "
    return textwrap.wrap(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _prose(text: str) -> Iterator[str]:
    """Paragraphs filled; lists, tables and examples as they are."""
    for place, paragraph in enumerate(text.split("\n\n")):
        lines = paragraph.split("\n")
        yield from [""] * (place > 0)
        if any(_KEPT.match(line) for line in lines):
            yield from lines
        else:
            yield from textwrap.wrap(
                " ".join(lines), _WIDTH, break_long_words=False, break_on_hyphens=False
            )


def as_json(topic: Topic) -> str:
    """For programs."""
    found = as_dict(topic)
    found["qemu"] = [
        {"until": None if until is None else ".".join(map(str, until)), "text": text}
        for until, text in topic.qemu
    ]
    return json.dumps(found, indent=4) + "\n"
