# SPDX-License-Identifier: Apache-2.0
"""The picture of an allocation: what is counted, and that all drawings show it."""

from __future__ import annotations

import io
import itertools
import sys
import xml.dom.minidom

import pytest

from instar.errors import UsageError
from instar.generated.extent import ExtentFlag, ExtentRecord
from instar.generated.map import MapFileCell
from instar.generated.messages import MapResult
from instar.layout.extents import Batch
from instar.render import map_png, map_svg, map_term
from instar.render.map_cells import MOST_CELLS, File, Scale, State, Tally, choose_scale, file_of
from instar.render.map_palette import DARK, HATCHES, LIGHT, blend
from instar.render.map_scene import LEFT, SQUARE, TOP, Scene, Title, hilbert, scene
from instar.render.map_shapes import Look, Rect, Text, Tip, look
from instar.render.style import Style
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


@pytest.mark.parametrize("cell", [512, 4096, 3 * 512, 1 << 16])
@pytest.mark.parametrize("num", [0, 1, 2, 3, 5, 64, 65, 128, 129, MOST_CELLS // 2, MOST_CELLS])
@pytest.mark.parametrize("start", [0, 512])
def test_cells_cover_the_disk_from_where_clusters_begin(cell: int, num: int, start: int) -> None:
    length = max(num * cell - start, 0)
    scale = choose_scale(start, length, cell)
    assert cell % scale.cell == 0 and cell // scale.cell in (1, 2)
    assert scale.num_cells <= scale.side**2 <= MOST_CELLS
    if not length:
        return
    assert scale.origin % scale.cell == 0 and 0 <= scale.start - scale.origin < scale.cell
    assert scale.origin + scale.num_cells * scale.cell >= start + length
    assert scale.num_cells > scale.side**2 / 2 or cell % 2 or num == 1


@pytest.mark.parametrize("order", range(6))
def test_the_curve_visits_every_place_by_single_steps(order: int) -> None:
    points = hilbert(order)
    side = 1 << order
    assert sorted(points) == [(x, y) for x in range(side) for y in range(side)]
    for (x, y), (next_x, next_y) in itertools.pairwise(points):
        assert abs(x - next_x) + abs(y - next_y) == 1
    assert points[0] == (0, 0) and points[-1] == (side - 1, 0)


def test_runs_are_split_over_cells() -> None:
    scale = Scale(start=1000, length=4096, order=2, cell=1024)
    tally = tally_of(
        scale, (100, 0, 0), (1500, PLAIN, 0), (2000, int(ExtentFlag.ZERO), 1), (496, PLAIN, 1)
    )
    assert [list(tally.cell(n))[State.DATA] for n in range(5)] == [0, 948, 552, 0, 0]
    assert tally.sum(0, 2)[State.DATA] == 948
    assert tally.sum(0, 99) == tally.totals()
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


def amounts(**bytes_of: int) -> list[int]:
    return [bytes_of.get(state.name.lower(), 0) for state in State]


def test_a_lone_cluster_in_a_large_cell_is_seen() -> None:
    lone = look(amounts(hole=(1 << 30) - 512, data=512))
    assert lone.state is State.DATA and lone.share > 0.5
    for theme in (LIGHT, DARK):
        seen = blend(theme[State.HOLE], theme[State.DATA], lone.share)
        assert sum(abs(a - b) for a, b in zip(seen, theme[State.HOLE], strict=True)) > 100


def test_mixed_cells_show_all_that_is_in_them() -> None:
    assert look(amounts()) == Look()
    assert look(amounts(hole=512)) == Look()
    assert look(amounts(zero=512)) == Look(zeros=1.0)
    few = look(amounts(hole=1 << 30, zero=512))
    assert 0 < few.zeros < 1 and few.state is None
    # What is below the data is zeros, not a hole.
    assert look(amounts(zero=256, data=256)).zeros == 1.0
    both = look(amounts(data=100, backing_1=300, hole=112))
    assert (both.state, both.second, both.zeros) == (State.BACKING_1, State.DATA, 0.0)
    assert look(amounts(data=512)) == Look(0.0, State.DATA, 1.0)


def test_a_cell_with_two_kinds_of_data_is_drawn_in_halves() -> None:
    scale = Scale(0, MIB, 1, MIB // 4)
    tally = tally_of(scale, (MIB // 2, 0, 0), (MIB // 8, PLAIN, 0), (3 * MIB // 8, PLAIN, 1))
    drawn = scene(tally, Title("e", "qcow2", MIB, ["e", "b"]))
    cells = [one for one in drawn.shapes if isinstance(one, Rect) and one.y < TOP + SQUARE]
    half = SQUARE // 4
    mixed = [one for one in cells if one.width == half]
    assert [one.color for one in mixed] == [State.HOLE, State.BACKING_1]
    assert mixed[1].height == SQUARE // 2 and mixed[1].share == 1.0


def luminance(color: tuple[int, int, int]) -> float:
    red, green, blue = color
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_kinds_of_data_differ_without_colour() -> None:
    """By their hatching, all but plain data; grounds and plain data by how light they are."""
    assert set(HATCHES) == {state for state in State if state > State.DATA}
    assert len({tuple(strokes) for strokes in HATCHES.values()}) == len(HATCHES)
    for theme in (LIGHT, DARK):
        plain = sorted(luminance(theme[one]) for one in (State.HOLE, State.ZERO, State.DATA))
        assert all(b - a > 25 for a, b in itertools.pairwise(plain))


def test_what_a_guest_says_of_the_file_is_shown() -> None:
    parts = b"".join(MapFileCell(stored=n * 512, place=n).pack() for n in range(4))
    result = MapResult(MIB, 4, 2, pieces=3, mapped=3072, file=1, len_part=4096, parts=parts)
    found = file_of(result, ["a", "b"], 4)
    assert found is not None
    assert (found.name, found.length, found.pieces, found.mapped) == ("b", 16384, 3, 3072)
    assert [place for _, place in found.cells] == [0, 1 / 3, 2 / 3, 1]
    assert file_of(MapResult(MIB, 4, 2), ["a"], 4) is None


def picture(*, file: bool = True) -> tuple[Tally, Title]:
    scale = choose_scale(0, MIB, 65536)
    runs = ((MIB // 2, int(ExtentFlag.ZERO), 1), (MIB // 4, PLAIN, 0), (MIB // 4, PLAIN, 1))
    names = ["a<b>&\x1b.qcow2", "base.raw"]
    where = File(names[0], 8192, 2, 4096, 4096, ((4096, 1.0), (0, 0.0)))
    title = Title(names[0], "qcow2", MIB, names, where if file else None)
    return tally_of(scale, *runs), title


def texts(drawn: Scene) -> list[str]:
    return [shape.text for shape in drawn.shapes if isinstance(shape, Text)]


def test_totals_and_names_are_shown() -> None:
    drawn = scene(*picture())
    said = texts(drawn)
    assert "a<b>&\\x1b.qcow2" in said
    assert "512 KiB, 50.0 %" in said
    assert any("base.raw" in text for text in said)
    assert "One cell is 64 KiB. A cell with any data" in said
    assert any("2 pieces, 2 KiB on the average" in text for text in said)
    ground = [
        s
        for s in drawn.shapes
        if isinstance(s, Rect)
        and s.color == State.HOLE
        and s.y < TOP + SQUARE
        and s.x < LEFT + SQUARE
    ]
    assert sum(s.width * s.height for s in ground) == SQUARE * SQUARE
    assert "2 pieces" in drawn.description and "50.0 %" in drawn.description


def test_the_legend_has_what_is_there_and_no_more() -> None:
    said = texts(scene(*picture(file=False)))
    assert "data" in said and "data from the backing image" in said
    assert not {"compressed data", "encrypted data", "allocated, reads as zeros"} & set(said)
    assert not any("In the file" in text for text in said)
    tally = tally_of(choose_scale(0, MIB, 65536), (MIB, int(ExtentFlag.ZERO), 0))
    said = texts(scene(tally, Title("e", "raw", MIB, ["e"])))
    assert "hole: not allocated" in said and "data" not in said


def test_parts_say_what_is_in_them() -> None:
    tips = [shape for shape in scene(*picture()).shapes if isinstance(shape, Tip)]
    whole = [tip for tip in tips if tip.y < TOP + SQUARE]
    assert sum(tip.width * tip.height for tip in whole) == SQUARE * SQUARE
    assert whole[0].text == "0 B to 64 KiB\nhole: not allocated: 64 KiB, 100.0 %"
    said = [tip.text for tip in tips if "of the file" in tip.text]
    assert said[0] == "0 B to 4 KiB of the file\ndata of the disk: 4 KiB"


def test_svg_is_well_formed_and_says_what_it_is() -> None:
    text = map_svg.draw(scene(*picture()))
    root = xml.dom.minidom.parseString(text).documentElement
    assert root is not None and root.tagName == "svg"
    assert root.getAttribute("role") == "img"
    named = {root.getAttribute("aria-labelledby")}
    assert named == {"t d"}
    assert {one.getAttribute("id") for one in root.getElementsByTagName("title")} > {"t"}
    assert len(root.getElementsByTagName("desc")) == 1
    style = root.getElementsByTagName("style")[0].firstChild
    assert style is not None and "prefers-color-scheme:dark" in style.toxml()
    assert len(root.getElementsByTagName("pattern")) == 1, "one kind of data is hatched"
    assert len(text) < 100_000


def test_png_is_a_picture() -> None:
    image = pytest.importorskip("PIL.Image", reason=reason("pillow"))
    drawn = scene(*picture())
    shown = image.open(io.BytesIO(map_png.draw(drawn)))
    assert shown.size == (drawn.width, drawn.height)
    colors = {color for _, color in shown.getcolors(1 << 20)}
    assert {LIGHT[State.HOLE], LIGHT[State.DATA], LIGHT[State.BACKING_1]} <= colors


def test_missing_pillow_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.ImageDraw", None)
    with pytest.raises(UsageError, match="pip install 'instar\\[picture\\]'"):
        map_png.check()


def test_an_empty_disk_has_a_picture() -> None:
    tally, title = Tally(choose_scale(0, 0, 4096)), Title("e", "raw", 0, ["e"])
    assert map_svg.draw(scene(tally, title)).startswith(b"<svg")
    assert map_term.draw(tally, title, Style()).startswith("e  raw, 0 B\n")


def test_a_terminal_has_letters_or_two_cells_in_a_character() -> None:
    tally, title = picture()
    lines = map_term.draw(tally, title, Style(columns=50)).splitlines()
    assert lines[2] == "      0 B  ........####1111"
    assert "  1 data from the backing image: 256 KiB, 25.0 %" in lines
    assert lines[-1] == "in a<b>&\\x1b.qcow2: 2 pieces, 2 KiB on the average"
    wide = map_term.draw(tally, title, Style(color=True, columns=18))
    assert max(line.count("\u2580") for line in wide.splitlines()) == 16
    assert "\x1b" in wide and "\x1b." not in wide


def test_a_line_of_a_terminal_is_as_wide_as_it_and_no_wider() -> None:
    for columns in (0, 20, 45, 80, 300):
        style = Style(columns=columns)
        most = map_term.most_cells(style)
        scale = choose_scale(0, most * 4096, 4096)
        tally = tally_of(scale, (most * 4096, PLAIN, 0))
        rows = [
            line for line in map_term.draw(tally, picture()[1], style).splitlines() if "##" in line
        ]
        assert len(rows) in (16, 32)
        assert max(line.rfind("#") + 1 for line in rows) == max(40, min(columns or 80, 120))
