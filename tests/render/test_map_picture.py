# SPDX-License-Identifier: Apache-2.0
"""The picture of an allocation: what is counted, and that both drawings show it."""

from __future__ import annotations

import io
import itertools
import sys
import xml.dom.minidom

import pytest

from instar.errors import UsageError
from instar.generated.extent import ExtentFlag, ExtentRecord
from instar.layout.extents import Batch
from instar.render import map_png, map_svg
from instar.render.map_cells import Scale, State, Tally, choose_scale
from instar.render.map_scene import HEIGHT, WIDTH, Rect, Text, Title, cell_color, hilbert, scene
from tests.wanted import reason

PLAIN = ExtentFlag.ALLOCATED | ExtentFlag.DATA | ExtentFlag.OFFSET_VALID
MIB = 1 << 20


def tally_of(scale: Scale, *runs: tuple[int, int, int]) -> Tally:
    """Count runs of length, flags and depth."""
    tally = Tally(scale)
    at, packed = scale.start, b""
    for length, flags, depth in runs:
        packed += ExtentRecord(start=at, length=length, flags=flags, depth=depth, disk=depth).pack()
        at += length
    tally.add(Batch(packed))
    return tally


@pytest.mark.parametrize(
    "length", [0, 1, 512, 4096, 65536, MIB, MIB + 512, 10**9, 1 << 40, (1 << 63) - 512]
)
def test_cells_cover_the_disk(length: int) -> None:
    scale = choose_scale(0, length)
    assert scale.cell % 512 == 0
    assert scale.num_cells <= scale.side**2 <= 128**2
    assert scale.num_cells * scale.cell >= length
    assert length < 4096 or scale.num_cells > scale.side**2 / 2


@pytest.mark.parametrize("order", range(6))
def test_the_curve_visits_every_place_by_single_steps(order: int) -> None:
    points = hilbert(order)
    side = 1 << order
    assert sorted(points) == [(x, y) for x in range(side) for y in range(side)]
    for (x, y), (next_x, next_y) in itertools.pairwise(points):
        assert abs(x - next_x) + abs(y - next_y) == 1
    assert points[0] == (0, 0) and points[-1] == (side - 1, 0)


def test_runs_are_split_over_cells() -> None:
    scale = Scale(start=1000, length=4096, order=1, cell=1024)
    tally = tally_of(
        scale, (100, 0, 0), (1500, PLAIN, 0), (2000, int(ExtentFlag.ZERO), 1), (496, PLAIN, 1)
    )
    assert [list(tally.cell(n))[State.DATA] for n in range(4)] == [924, 576, 0, 0]
    assert tally.totals()[State.HOLE] == 2100
    assert tally.totals()[State.BACKING_1] == 496
    assert sum(tally.totals()) == 4096
    assert tally.by_depth == {0: 1500, 1: 496}
    assert tally.disks == {0: 0, 1: 1}


@pytest.mark.parametrize(
    ("flags", "depth", "state"),
    [
        (0, 0, State.HOLE),
        (int(ExtentFlag.ZERO), 3, State.HOLE),
        (ExtentFlag.ALLOCATED | ExtentFlag.ZERO | ExtentFlag.OFFSET_VALID, 0, State.HOLE),
        (ExtentFlag.ALLOCATED | ExtentFlag.ZERO, 0, State.ZERO),
        (PLAIN | ExtentFlag.ZERO, 1, State.ZERO),
        (PLAIN, 0, State.DATA),
        (ExtentFlag.ALLOCATED | ExtentFlag.DATA | ExtentFlag.COMPRESSED, 0, State.COMPRESSED),
        (ExtentFlag.ALLOCATED | ExtentFlag.DATA | ExtentFlag.ENCRYPTED, 0, State.ENCRYPTED),
        (PLAIN, 1, State.BACKING_1),
        (PLAIN, 2, State.BACKING_2),
        (PLAIN, 9, State.BACKING_DEEPER),
    ],
)
def test_states_of_runs(flags: int, depth: int, state: State) -> None:
    tally = tally_of(Scale(0, 512, 0, 512), (512, flags, depth))
    assert tally.totals()[state] == 512


def test_a_lone_cluster_in_a_large_cell_is_seen() -> None:
    empty = cell_color([1 << 30, 0, 0, 0, 0, 0, 0, 0])
    lone = cell_color([(1 << 30) - 512, 0, 512, 0, 0, 0, 0, 0])
    assert sum(abs(a - b) for a, b in zip(empty, lone, strict=True)) > 150


def test_a_few_zeros_in_a_hole_are_seen() -> None:
    """Between the colors of what is all hole and of what is all zeros."""
    hole, some, zeros = (
        cell_color([total - zero, zero, 0, 0, 0, 0, 0, 0])
        for total, zero in ((1 << 30, 0), (1 << 30, 1 << 20), (1 << 30, 1 << 30))
    )
    assert len({hole, some, zeros}) == 3
    assert all(min(a, b) <= x <= max(a, b) for a, x, b in zip(hole, some, zeros, strict=True))


def picture() -> tuple[Tally, Title]:
    scale = choose_scale(0, MIB)
    runs = ((MIB // 2, int(ExtentFlag.ZERO), 1), (MIB // 4, PLAIN, 0), (MIB // 4, PLAIN, 1))
    return tally_of(scale, *runs), Title(
        "a<b>&\x1b.qcow2", "qcow2", MIB, ["a<b>&\x1b.qcow2", "base.raw"]
    )


def test_totals_and_names_are_told() -> None:
    shapes = list(scene(*picture()))
    texts = [shape.text for shape in shapes if isinstance(shape, Text)]
    assert "a<b>&\\x1b.qcow2" in texts
    assert "512 KiB, 50.0 %" in texts
    assert any("base.raw" in text for text in texts)
    assert "One cell is 4 KiB. A cell with any data" in texts
    area = sum(
        s.width * s.height for s in shapes if isinstance(s, Rect) and s.y < 860 and s.x < 864
    )
    assert area == 768 * 768


def test_svg_is_well_formed() -> None:
    text = map_svg.draw(scene(*picture()), "a<b>")
    document = xml.dom.minidom.parseString(text)
    assert document.documentElement is not None
    assert document.documentElement.tagName == "svg"
    assert len(text) < 100_000


def test_png_is_a_picture() -> None:
    image = pytest.importorskip("PIL.Image", reason=reason("pillow"))
    drawn = image.open(io.BytesIO(map_png.draw(scene(*picture()), "about")))
    assert drawn.size == (WIDTH, HEIGHT)
    assert len(drawn.getcolors(1 << 20)) > 4


def test_missing_pillow_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.ImageDraw", None)
    with pytest.raises(UsageError, match="pip install 'instar\\[picture\\]'"):
        map_png.check()


def test_an_empty_disk_has_a_picture() -> None:
    tally = Tally(choose_scale(0, 0))
    assert map_svg.draw(scene(tally, Title("e", "raw", 0, ["e"])), "e").startswith(b"<svg")
