# SPDX-License-Identifier: Apache-2.0
"""Which macros a header defines: those that the specs give C, and those that generated C itself
names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from codegen.c.text import constant_macro, macro, words
from codegen.model import model as m

Wanted = Callable[[str], bool]
"""Whether a header defines a macro."""

_SUFFIXES = {
    "place": "_OFFSET",
    "value": "",
    "size": "_SIZE",
    "min": "_MIN",
    "max": "_MAX",
    "bound": "_BOUND",
}


def everything(name: str) -> bool:
    """Every macro that a spec could give."""
    return True


def signature(spec: m.SpecFile, number: int) -> str:
    """The macro of a signature; of several each has its number."""
    several = (str(number),) if len(spec.magics) > 1 else ()
    return macro(spec.id, "SIGNATURE", *several)


def peeked(s: m.Structure) -> list[tuple[m.Field, m.Integer]]:
    """The numbers of a structure that C reads where nothing of it has been checked."""
    return [(f, f.kind) for f in s.fields if "peek" in f.macros and isinstance(f.kind, m.Integer)]


def peek(s: m.Structure, f: m.Field) -> str:
    """The function that reads one number of a structure that is not parsed."""
    return f"{s.c_name}_peek_{f.id}"


def _named(name: str, parts: tuple[str, ...]) -> Iterator[str]:
    return (name + _SUFFIXES[part] for part in parts)


def given(spec: m.SpecFile) -> Iterator[tuple[str, m.Where]]:
    """Macros that a spec gives C (`-instar-c`), and where it says so. One that a rule does not fix
    is not defined.
    """
    yield from ((constant_macro(spec.id, "", c.id), c.where) for c in spec.constants if c.in_c)
    for item in spec.named_bytes:
        yield from ((name, item.where) for name in _named(macro(spec.id, item.id), item.macros))
    for number, magic in enumerate(spec.magics):
        yield from ((name, magic.where) for name in _named(signature(spec, number), magic.macros))
    for s in spec.structures:
        yield from ((constant_macro(spec.id, s.name, c.id), c.where) for c in s.constants if c.in_c)
        if s.max_size_in_c:
            yield macro(spec.id, s.name, "MAX_SIZE"), s.where
        for f in s.fields:
            names = _named(macro(spec.id, s.name, f.id), tuple(set(f.macros) - {"peek"}))
            if "peek" in f.macros:
                yield peek(s, f), f.where
            yield from ((name, f.where) for name in names)


def used_in(text: str) -> set[str]:
    """Names that generated C uses itself; to define one is no use of it."""
    return words(re.sub(r"^#define \w+", "", text, flags=re.MULTILINE))
