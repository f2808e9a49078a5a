# SPDX-License-Identifier: Apache-2.0
"""What is worked out once for all images of a call."""

from __future__ import annotations

import pytest

from instar.errors import UsageError
from instar.generated.profiles import DEFAULT
from instar.generated.source import SourceFlag, SourceFormat
from instar.ops.access import Access, alike
from instar.options.source import Source
from instar.record import replace


def test_equal_questions_have_the_same_answer_and_others_their_own() -> None:
    asked: list[tuple[Access, int]] = []

    @alike
    def make(access: Access, number: int) -> list[int]:
        asked.append((access, number))
        return [number]

    first = make(Access(), 1)
    assert make(Access(), 1) is first  # equal, though made anew, and without a hash
    assert make(Access(), 2) == [2]
    assert make(Access(backing=False), 1) == [1]
    assert make(Access(), 1) is first
    assert len(asked) == 3


def test_old_answers_are_forgotten() -> None:
    asked: list[int] = []

    @alike
    def make(number: int) -> int:
        asked.append(number)
        return number

    for number in (*range(50), 0):
        assert make(number) == number
    assert asked == [*range(50), 0]


def test_what_is_refused_is_refused_again() -> None:
    access = Access(request_size=3 << 9)
    for _ in range(2):
        with pytest.raises(UsageError, match="must be a power of two"):
            access.source_options(Source("a", "a"), DEFAULT)


def test_each_source_has_its_own_options() -> None:
    access = Access(has_secret=False)
    plain = Source("a", "a", SourceFormat.QCOW2)
    found = [
        access.source_options(one, DEFAULT)
        for one in (
            plain,
            replace(plain, secret="key"),
            replace(plain, path="a.dmg"),
            replace(plain, format=SourceFormat.RAW),
            replace(plain, backing=replace(plain, is_cut=True)),
            plain,
        )
    ]
    assert [bool(one.flags & SourceFlag.HAS_SECRET) for one in found] == [0, 1, 0, 0, 0, 0]
    assert [bool(one.flags & SourceFlag.NAMED_DMG) for one in found] == [0, 0, 1, 0, 0, 0]
    assert [one.format == SourceFormat.RAW for one in found] == [0, 0, 0, 1, 0, 0]
    assert [one.num_layers for one in found] == [0, 0, 0, 0, 2, 0]
    assert [one.layer_formats[1] for one in found] == [0, 0, 0, 0, SourceFormat.QCOW2, 0]
