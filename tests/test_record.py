# SPDX-License-Identifier: Apache-2.0
"""Records are frozen dataclasses in all that people see of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any, ClassVar

import pytest

from instar.record import _OFTEN, Record, as_dict, later, replace


class Point(Record):
    """A point."""

    x: int
    y: int = 2
    ORIGIN: ClassVar[int] = 0

    def sum(self) -> int:
        return self.x + self.y


class Line(Record, kw_only=True):
    width: int = 1
    end: Point
    tags: tuple[str, ...] = later(lambda: ("new",))


def test_values_and_defaults_are_set() -> None:
    assert (Point(1).x, Point(1).y, Point(1, 5).sum(), Point.ORIGIN) == (1, 2, 6, 0)
    assert Line(end=Point(1)).tags == ("new",)


def test_equality_hash_and_representation_are_by_value() -> None:
    assert Point(1) == Point(1, 2) != Point(2)
    assert hash(Point(1)) == hash(Point(1, 2))
    pair: object = (1, 2)
    assert Point(1) != pair
    assert repr(Line(end=Point(1))) == "Line(width=1, end=Point(x=1, y=2), tags=('new',))"


@pytest.mark.parametrize(
    ("args", "given"), [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})]
)
def test_wrong_arguments_are_refused(args: tuple[int, ...], given: dict[str, int]) -> None:
    make: Any = Point
    with pytest.raises(TypeError):
        make(*args, **given)


def test_keyword_only_record_takes_no_positions() -> None:
    make: Any = Line
    with pytest.raises(TypeError):
        make(1)


def test_record_is_frozen_and_slotted() -> None:
    point: Any = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2
    with pytest.raises(AttributeError):
        del point.x
    assert not hasattr(point, "__dict__")


def test_dataclasses_takes_it_for_one_of_its_own() -> None:
    kind: Any = Point
    assert dataclasses.is_dataclass(kind)
    assert [field.name for field in dataclasses.fields(Line)] == ["width", "end", "tags"]
    by_dataclasses: Any = dataclasses
    assert by_dataclasses.replace(Point(1), x=3) == replace(Point(1), x=3) == Point(3)
    assert by_dataclasses.asdict(Line(end=Point(1))) == {
        "width": 1,
        "end": {"x": 1, "y": 2},
        "tags": ("new",),
    }


def test_record_is_matched_and_copied() -> None:
    match Point(1):
        case Point(x, y):
            assert (x, y) == (1, 2)
    assert copy.deepcopy(Point(1)) == pickle.loads(pickle.dumps(Point(1))) == Point(1)


class Marked(Record, kw_only=True):
    mark: str = ""


class Dot(Marked):
    """A record that extends another."""

    x: int
    y: int = 2


def test_a_record_may_extend_one() -> None:
    dot = Dot(1, mark="red")
    assert (dot.x, dot.y, dot.mark, Dot(1).mark) == (1, 2, "red", "")
    assert repr(dot) == "Dot(x=1, y=2, mark='red')"
    assert dot == Dot(1, 2, mark="red") != Dot(1)
    assert replace(dot, x=3, mark="blue") == Dot(3, mark="blue")
    assert pickle.loads(pickle.dumps(dot)) == dot
    assert [field.name for field in dataclasses.fields(dot)] == ["x", "y", "mark"]
    assert as_dict(dot) == {"x": 1, "y": 2, "mark": "red"}
    assert not hasattr(dot, "__dict__")
    make: Any = Dot
    with pytest.raises(TypeError):
        make(1, 2, "red")


def test_a_class_that_is_used_often_is_still_the_same() -> None:
    class Base(Record, kw_only=True):
        kind: str = "base"
        seen: list[int] = later(list)

    class Often(Base, Record):
        x: int
        y: int = 2

    often: Any = Often
    for number in range(3 * _OFTEN):
        assert often(number) == often(x=number, y=2, kind="base")
        assert (often(1, 5).y, often(1, kind="other").kind) == (5, "other")
        assert replace(often(1), y=number) == often(1, number)
        assert often(1).seen is not often(1).seen
        for wrong in (
            often,
            lambda: often(1, 2, "base"),
            lambda: often(1, x=1),
            lambda: often(1, z=1),
            lambda: replace(often(1), z=1),
        ):
            with pytest.raises(TypeError):
                wrong()


def test_a_class_that_is_used_often_may_be_extended() -> None:
    class Often(Record):
        x: int

    class Before(Often):
        y: int

    assert len({Often(number) for number in range(2 * _OFTEN)}) == 2 * _OFTEN

    class After(Often):
        y: int

    for kind in (Before, After):
        made: Any = kind
        assert repr(made(y=1, x=2)).endswith("(y=1, x=2)")
        with pytest.raises(TypeError):
            made(1)
