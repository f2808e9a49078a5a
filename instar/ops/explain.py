# SPDX-License-Identifier: Apache-2.0
"""What a name of the specs, of an error line or of an error code means."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from instar import errors
from instar.errors import InstarError, UsageError
from instar.generated import errors as tables
from instar.generated.topics import SPECS
from instar.layout.topic import Part, Topic
from instar.options.nearest import nearest
from instar.record import replace
from instar.sandbox import errors as sandbox_errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import NoReturn

CODE = "code."
"""Before the codes of exceptions, which could be names of specs too."""
_SHOWN = 12
"""Names that an error about an ambiguous one lists."""
_FEW = 10
"""Fewer letters are no words that tell something."""
_NUMBER = re.compile(r"\{[^{}]*\}")
_SPEAKER = re.compile(r"^(qemu-img|qcow2): ")
_PLACE = re.compile(r" \(at byte \d+\)$")


def explain(words: str) -> Topic:
    """What is known of `qcow2.header.cluster_bits`, of `no-check`, or of what an error line is
    about, instar's or qemu-img's. Reads no file. Raises `UsageError`, with a hint, for what names
    nothing or several things.
    """
    text = words.strip()
    name = _from_line(text) or _from_words(text) or _full(_dotted(text))
    return _whole(_topics()[name])


def known(names: Iterable[str]) -> dict[str, Topic]:
    """What there is to say of each of these, whole."""
    return {name: _whole(_topics()[name]) for name in names if name in _topics()}


def names() -> tuple[str, ...]:
    """Everything that there is to explain."""
    return tuple(_topics())


@cache
def _topics() -> dict[str, Topic]:
    """All topics by name, a few thousand."""
    listed = (topic for spec in SPECS for topic in _module(spec))
    return {topic.name: topic for topic in (*listed, *_codes())}


def _module(spec: str) -> tuple[Topic, ...]:
    found: tuple[Topic, ...] = import_module(f"instar.generated.topics.{spec}").TOPICS
    return found


def _codes() -> Iterator[Topic]:
    """The codes of exceptions, from their classes."""
    named = (*vars(errors).values(), *vars(sandbox_errors).values())
    kinds = [k for k in named if isinstance(k, type) and issubclass(k, InstarError)]
    for kind in {k.code: k for k in kinds if "code" in vars(k)}.values():
        module = "instar" if hasattr(errors, kind.__name__) else kind.__module__
        text = f"{module}.{kind.__name__}"
        yield Topic(name=CODE + kind.code, kind="code", text=text, meaning=_prose(kind))


def _prose(kind: type[InstarError]) -> str:
    lines = (kind.__doc__ or "").strip().split("\n")
    return "\n".join(line.strip() for line in lines)


# --- finding --------------------------------------------------------------------------------------


def _dotted(text: str) -> str:
    """A name as the tables have it: `specs/formats/qcow2.ksy:header`, `qcow2.md#header` too."""
    plain = re.sub(r"\.(ksy|md)(?=[:#]|$)", "", re.sub(r"^.*/", "", text))
    return plain.replace(":", ".").replace("#", ".").replace(" ", "").lower()


def _full(name: str) -> str:
    """The one name that is `name`, or ends in it."""
    if name in _topics():
        return name
    found = [one for one in _topics() if one.endswith(f".{name}")]
    if len(found) == 1:
        return found[0]
    if found:
        return _one_of(name, found)
    unknown = UsageError(f"nothing is named '{name}'")
    raise unknown.hinting(nearest(name, _topics() if "." in name else _last_words()))


def _one_of(name: str, found: list[str]) -> NoReturn:
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    listed = ", ".join(found[:_SHOWN])
    raise UsageError(f"'{name}' names {len(found)} things: {listed}{more}")


def _last_words() -> list[str]:
    return [name.rsplit(".", 1)[-1] for name in _topics()]


def _from_line(text: str) -> str:
    """The name of what an error line is about, by the words in its brackets, or after the file's
    name: its fault, else its field, else its structure; empty for words of another shape.
    """
    words = re.split(r": | ?\[", text.removesuffix("]"))
    place = next((at for at, word in enumerate(words) if _structure(word)), None)
    if place is None:
        return ""
    structure, said = _structure(words[place]), _PLACE.sub("", ": ".join(words[place + 1 :]))
    field = f"{structure}.{said.split(' ', 1)[0]}"
    return _fault(structure, said, text) or (field if field in _topics() else structure)


def _structure(human: str) -> str:
    """The structure that error lines call so: `qcow2 l2 entry`."""
    if human not in tables.STRUCTURES.values():
        return ""
    plain = human.replace(" ", "_")
    within = (spec for spec in SPECS if plain.startswith(f"{spec}_"))
    named = (f"{spec}.{plain[len(spec) + 1 :]}" for spec in within)
    return next((name for name in named if name in _topics()), "")


def _fault(structure: str, said: str, line: str) -> str:
    """The fault of a structure whose text this is: the one that says most, and of equals the one
    for which qemu-img has the words of the line.
    """
    found = [
        topic
        for topic in _topics().values()
        if topic.kind == "fault"
        and topic.name.rpartition(".")[0] == structure
        and _pattern(_said(topic, structure)).match(said)
    ]
    return max(found, key=lambda topic: _fitness(topic, line)).name if found else ""


def _fitness(topic: Topic, line: str) -> tuple[int, int, bool]:
    """How much of a line is that of a fault."""
    return len(topic.text), _heard(topic, line), not topic.qemu


def _heard(topic: Topic, line: str) -> int:
    """Letters of an error that are words of qemu-img for it."""
    return max((_letters(text, line) for _, text in topic.qemu), default=0)


def _letters(text: str, line: str) -> int:
    """The same of the words of one release."""
    spoken = (_SPEAKER.sub("", one) for one in text.split("\n"))
    return sum(len(_NUMBER.sub("", one)) for one in spoken if _pattern(one).search(line))


def _from_words(line: str) -> str:
    """The one name for which qemu-img has the most of the words of a line; empty for none."""
    if " " not in line:
        return ""
    heard = {topic.name: _heard(topic, line) for topic in _topics().values() if topic.qemu}
    most = max(heard.values())
    found = [name for name, letters in heard.items() if letters == most]
    if most < _FEW:
        return ""
    return found[0] if len(found) == 1 else _one_of(line, found)


def _said(topic: Topic, structure: str) -> str:
    """What an error line says of a fault after its structure."""
    field = topic.about.removeprefix(structure).removeprefix(".")
    return f"{field} {topic.text}".strip()


def _pattern(text: str) -> re.Pattern[str]:
    """What a text matches, whatever its numbers."""
    parts = _NUMBER.split(text)
    return re.compile(".*".join(map(re.escape, parts)), re.DOTALL)


# --- completing -----------------------------------------------------------------------------------


def _whole(topic: Topic) -> Topic:
    """With what the names around it say: its source, its spec, its page, its parts."""
    spec = _topics().get(topic.name.split(".")[0])
    if spec is None or topic.kind == "code":
        return topic
    anchor = topic.name[len(spec.name) + 1 :]
    return replace(
        topic,
        sources=_sources(topic),
        declared=spec.declared,
        page=f"{spec.page}#{anchor}" if anchor else spec.page,
        parts=tuple(_parts(topic.name)),
    )


def _parts(name: str) -> Iterator[Part]:
    for part in _topics().values():
        if part.name.rpartition(".")[0] == name:
            yield Part(part.name, part.kind)


def _sources(topic: Topic) -> tuple[str, ...]:
    """Its own, else those of what it is a part of."""
    name = topic.name
    while name:
        found = _topics().get(name)
        if found is not None and found.sources:
            return found.sources
        name = name.rpartition(".")[0]
    return ()
