# SPDX-License-Identifier: Apache-2.0
"""The map of a picture: a guest adds up the runs of a disk, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.errors import InstarError
from instar.generated.extent import ExtentFlag
from instar.generated.map import MapConfig
from instar.generated.messages import MapResult, Opened
from instar.generated.profiles import DEFAULT
from instar.layout import extents
from instar.layout.cells import file_cells, num_cells
from instar.ops.map import Hearing, Question, Window, ask
from instar.ops.run import Runner
from instar.options.source import source_from_name
from instar.record import replace
from instar.render.map_cells import State, Tally, choose_scale
from tests.wanted import needs

MAPPED = ExtentFlag.DATA | ExtentFlag.OFFSET_VALID


class Heard:
    """What comes of a map."""

    def __init__(self, question: Question, runner: Runner) -> None:
        self.rows: list[extents.Row] = []
        self.batches: list[extents.Batch] = []
        self.opened: list[Opened] = []
        self.lengths: list[int] = []
        hear = Hearing(self._take, self.opened.append, lambda disk: self.lengths.append(disk.size))
        self.result: MapResult = ask(question, runner, hear)

    def _take(self, batch: extents.Batch) -> None:
        self.batches.append(batch)
        self.rows += extents.unpack(batch.data)


def tally(heard: Heard, window: Window, cell: int) -> Tally:
    length = window.on_disk(heard.result.virtual_size)
    found = Tally(choose_scale(window.start, length, cell))
    for batch in heard.batches:
        found.add(batch)
    return found


def cell_amounts(found: Tally, cell: int) -> list[list[int]]:
    """Of each cell of the guest, which the picture may have cut in two."""
    per = cell // found.scale.cell
    first = found.scale.origin // found.scale.cell % per
    num = found.scale.num_cells
    starts = [0, *range(per - first, num, per)]
    return [found.sum(a, b) for a, b in zip(starts, [*starts[1:], num], strict=True)]


def check_file(plain: Heard, drawn: Heard, start: int) -> None:
    """Pieces and parts are those of the runs of the image itself in the file of the first."""
    rows = [row for row in plain.rows if row[3] & MAPPED == MAPPED and row[4] == 0]
    result = drawn.result
    if not rows:
        assert (result.pieces, result.mapped, result.parts) == (0, 0, b"")
        return
    disk = rows[0][5]
    rows = [row for row in rows if row[5] == disk]
    ends = [row[2] + row[1] for row in rows]
    jumps = sum(row[2] != end for row, end in zip(rows[1:], ends, strict=False))
    assert (result.file, result.pieces) == (disk, jumps + 1)
    assert result.mapped == sum(row[1] for row in rows)
    cells = file_cells(result.parts)
    part, cell = result.len_part, drawn.opened[0].cell
    assert len(cells) == -(-plain.lengths[disk] // part)
    stored = [0] * len(cells)
    places: list[list[int]] = [[] for _ in cells]
    for at, length, offset, *_ in rows:
        for number in range(offset // part, min(-(-(offset + length) // part), len(cells))):
            first, last = max(offset, number * part), min(offset + length, (number + 1) * part)
            stored[number] += last - first
            places[number].append((at + first - offset) // cell - start // cell)
    assert [one for one, _ in cells] == stored
    assert [one for _, one in cells] == [sum(p) // len(p) if p else 0 for p in places]


@pytest.mark.parametrize("kind", [pytest.param("kvm", marks=needs("kvm")), "process"])
def test_cells_are_the_sums_of_runs(corpus: Path, kind: str) -> None:
    runner = Runner(kind=kind)
    compared = 0
    paths = sorted(path for path in corpus.iterdir() if "bad" not in path.name)
    for number, path in enumerate(paths):
        source = source_from_name(str(path), None, DEFAULT)
        window = (Window(), Window(12345 * 512, 1 << 22), Window(1 << 19))[number % 3]
        question = Question(source=source, window=window)
        try:
            plain = Heard(question, runner)
        except InstarError:
            continue
        length = window.on_disk(plain.result.virtual_size)
        most = (MapConfig.MAX_CELLS_MAX, 100, 1)[number // 3 % 3]
        drawn = Heard(replace(question, max_cells=most), runner)
        cell = drawn.opened[0].cell
        assert num_cells(window.start, length, cell) <= most
        assert len(drawn.rows) <= max(len(plain.rows), most * len(State))
        assert drawn.result.num_extents == len(plain.rows)
        a, b = tally(plain, window, cell), tally(drawn, window, cell)
        assert cell_amounts(a, cell) == cell_amounts(b, cell), path.name
        assert (a.by_depth, a.disks) == (b.by_depth, b.disks)
        check_file(plain, drawn, window.start)
        compared += bool(plain.rows)
    assert compared > 80


def test_a_cell_is_a_cluster_or_a_power_of_two_of_them(corpus: Path) -> None:
    runner = Runner(kind="process")

    def cell(name: str, most: int) -> int:
        source = source_from_name(str(corpus / name), None, DEFAULT)
        return Heard(Question(source=source, max_cells=most), runner).opened[0].cell

    assert cell("q2-cs64k.qcow2", 16384) == 65536
    assert cell("q2-cs4k.qcow2", 16384) == 4096
    assert cell("q2-cs512.qcow2", 8) % 512 == 0
    assert cell("raw-mixed.raw", 16384) == 4096
    assert cell("q2-64T.qcow2", 16384) == 1 << 32
