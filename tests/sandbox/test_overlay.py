# SPDX-License-Identifier: Apache-2.0
"""What a file reads as under a journal, held against a list of its bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from instar.generated.journal import JournalKind
from instar.sandbox.draft import _Draft
from instar.sandbox.journal import Step
from instar.sandbox.overlay import FILE, ZEROS, Overlay

LENGTH = 12
STEPS = st.lists(
    st.tuples(
        st.sampled_from((JournalKind.PUT, JournalKind.ZERO, JournalKind.RESIZE)),
        st.integers(0, 16),
        st.integers(1, 6),
    ),
    max_size=8,
)


def applied(steps: list[tuple[int, int, int]]) -> tuple[Overlay, list[int]]:
    """The overlay after some steps, and where each byte of the file comes from."""
    overlay, bytes_of = Overlay(_Draft(""), LENGTH), [FILE] * LENGTH
    for number, (kind, start, length) in enumerate(steps):
        place = 100 * (number + 1)
        overlay.apply(Step(kind, start, length, place))
        if kind == JournalKind.RESIZE:
            bytes_of = bytes_of[:start] + [ZEROS] * (start - len(bytes_of))
            continue
        bytes_of += [ZEROS] * (start + length - len(bytes_of))
        for at in range(length):
            bytes_of[start + at] = place + at if kind == JournalKind.PUT else ZEROS
    return overlay, bytes_of


@given(STEPS)
def test_pieces_are_where_each_byte_comes_from(steps: list[tuple[int, int, int]]) -> None:
    overlay, bytes_of = applied(steps)
    assert overlay.length == len(bytes_of)
    found: list[int] = []
    for low, high, place in overlay.pieces(0, overlay.length):
        found += range(place, place + high - low) if place >= 0 else [place] * (high - low)
    assert found == bytes_of


@given(STEPS)
def test_what_is_spared_is_all_of_the_file(steps: list[tuple[int, int, int]]) -> None:
    overlay, bytes_of = applied(steps)
    for start in range(overlay.length):
        for end in range(start + 1, overlay.length + 1):
            assert overlay.spares(start, end) == (set(bytes_of[start:end]) == {FILE})
