# SPDX-License-Identifier: Apache-2.0
"""What the generated strategies (tests/generated/strategies) are made of.

A strategy draws a structure's fields in spec order; a rule that speaks of other fields sees those
drawn before it. Where a random number seldom passes a rule, the candidates that the generator read
off the rule are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

Draw = Callable[[Any], Any]
Good = Callable[[Any, "Values"], bool]

LARGEST_TEXT = 256
"""Variable bytes stay shorter than this, so that a structure stays small enough to look at."""

LARGEST_ARRAY = 4096
DRAWN_ELEMENTS = 12
"""A longer array repeats the elements that were drawn for its start."""


class Values:
    """The fields of one structure while they are drawn; `values[name]` reads one."""

    def __init__(self, draw: Draw, fixed: Mapping[str, Any], edges_only: bool) -> None:
        self.draw = draw
        self.fixed = fixed
        self.edges_only = edges_only
        self.values: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def absent(self, name: str, value: Any) -> None:
        """The field's condition is false."""
        self.values[name] = value

    def integer(
        self,
        name: str,
        low: int,
        high: int,
        edges: Sequence[int],
        good: Good | None,
        is_length: bool = False,
    ) -> None:
        """A number in low..high that passes `good`."""
        if name in self.fixed:
            self.values[name] = self.fixed[name]
            return
        top = min(high, LARGEST_TEXT) if is_length else high
        usable = [e for e in edges if low <= e <= top]
        usable = [e for e in usable if good is None or self.passes(good, e)]
        if not usable or (not self.edges_only and self.draw(st.booleans())):
            bits = (top - low).bit_length()
            for _ in range(8):
                width = self.draw(st.integers(0, bits))
                value = self.draw(st.integers(low, min(top, low + (1 << width))))
                if good is None or self.passes(good, value):
                    self.values[name] = value
                    return
            assume(bool(usable))
        chosen = sorted(set(usable))
        self.values[name] = chosen[self.draw(st.integers(0, len(chosen) - 1))]

    def passes(self, good: Good, value: Any) -> bool:
        """Whether the rule holds; a rule that cannot be computed does not."""
        try:
            return bool(good(value, self))
        except (ValueError, ZeroDivisionError, OverflowError, MemoryError):
            return False

    def boolean(self, name: str, good: Good | None) -> None:
        """A single bit."""
        self.integer(name, 0, 1, (0, 1), good)
        self.values[name] = bool(self.values[name])

    def data(
        self, name: str, size: int, terminated: bool = False, good: Good | None = None
    ) -> None:
        """Bytes: a short random pattern, repeated."""
        if name in self.fixed:
            self.values[name] = self.fixed[name]
            return
        assume(0 <= size <= 1 << 20)
        if terminated:
            value = self.draw(st.binary(max_size=size)).replace(b"\0", b"")
        else:
            pattern = self.draw(st.binary(min_size=1, max_size=32))
            value = (pattern * (size // len(pattern) + 1))[:size]
        assume(good is None or self.passes(good, value))
        self.values[name] = value

    def choice(self, name: str, values: tuple[bytes, ...]) -> None:
        """One of a few texts."""
        self.values[name] = (
            self.fixed[name] if name in self.fixed else self.draw(st.sampled_from(values))
        )

    def structure(self, name: str, strategy: st.SearchStrategy[Any]) -> None:
        """A nested structure."""
        self.values[name] = self.fixed[name] if name in self.fixed else self.draw(strategy)

    def array(self, name: str, count: int, element: st.SearchStrategy[Any]) -> None:
        """Elements one by one."""
        if name in self.fixed:
            self.values[name] = self.fixed[name]
            return
        assume(0 <= count <= LARGEST_ARRAY)
        drawn = [self.draw(element) for _ in range(min(count, DRAWN_ELEMENTS))]
        self.values[name] = tuple(drawn[place % len(drawn)] for place in range(count))


@dataclass(frozen=True, slots=True)
class Corruption:
    """One rule to break: `bad` values of `field`, and the status that every reader must then give
    for it.
    """

    structure: str
    field: str
    status: int
    kind: str
    """`number`, `contents`, `checksum`, or `length` of a part that is then longer than its bound.
    """
    candidates: tuple[int, ...]
    low: int
    high: int
    breaks: Callable[[Any, Any], bool]
    """(value, structure) -> whether this rule, and none before it on this field, is broken."""
    offset: int | None
    size: int | None
    told_by: tuple[str, ...] = ()
    """The field that tells the length, for the kind `length`."""

    def apply(self, draw: Draw, value: Any) -> tuple[Any, bytes] | None:
        """A copy of `value` with this rule broken, and its bytes; None where the rule cannot be
        reached.
        """
        from dataclasses import replace

        if self.kind == "contents":
            assert self.offset is not None and self.size is not None
            data = bytearray(value.pack_unchecked())
            place = self.offset + draw(st.integers(0, self.size - 1))
            if place >= len(data):
                return None
            data[place] ^= draw(st.integers(1, 255))
            held = bytes(data[self.offset : self.offset + self.size])
            return (value, bytes(data)) if self.broken(held, value) else None
        if self.kind == "length":
            return self.lengthened(draw, value)
        name = self.field + ("" if hasattr(value, self.field) else "_")
        if self.kind == "checksum":
            bad = replace(value, **{name: getattr(value, name) ^ (1 << draw(st.integers(0, 31)))})
            return bad, bad.pack_unchecked()
        usable = [
            c for c in self.candidates if self.low <= c <= self.high and self.broken(c, value)
        ]
        drawn = draw(st.integers(self.low, self.high))
        if self.broken(drawn, value):
            usable.append(drawn)
        if not usable:
            return None
        bad = replace(value, **{name: draw(st.sampled_from(usable))})
        if hasattr(bad, "sealed"):
            bad = bad.sealed()
        return bad, bad.pack_unchecked()

    def lengthened(self, draw: Draw, value: Any) -> tuple[Any, bytes] | None:
        """A copy whose length field says more than the bound, and keeps its own rules."""
        from dataclasses import replace

        def told(number: int) -> Any:
            if len(self.told_by) == 1:
                return replace(value, **{self.told_by[0]: number})
            outer, inner = self.told_by
            return replace(value, **{outer: replace(getattr(value, outer), **{inner: number})})

        drawn = draw(st.integers(self.low, self.high))
        usable = [n for n in (*self.candidates, drawn) if self.broken(n, told(n))]
        if not usable:
            return None
        bad = told(draw(st.sampled_from(usable)))
        return bad, bad.pack_unchecked()

    def broken(self, candidate: Any, value: Any) -> bool:
        """Whether `candidate` breaks the rule."""
        try:
            return bool(self.breaks(candidate, value))
        except (ValueError, ZeroDivisionError, OverflowError, MemoryError):
            return False
