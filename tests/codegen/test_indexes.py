# SPDX-License-Identifier: Apache-2.0
"""The functions that find a place on the disk in a format's tables: what they say, put together
again by how many elements tables have and how long the data is, is the place.
"""

from __future__ import annotations

import ctypes
from itertools import product
from pathlib import Path
from random import Random

import pytest

from codegen.docs.places import ways
from codegen.model import model as m
from codegen.model.expr import DerivedRef, Env, Expr, FieldRef, Value, evaluate, walk
from codegen.model.relations import Place
from tests.codegen import views
from tests.codegen.cbuild import build

FIELDS: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {
    "asif": {"header": {"len_chunk": (1 << 18, 1 << 20), "len_sector": (512, 4096)}},
    "bochs": {"header": {"len_extent": (512, 16384, 1 << 23)}},
    "cloop": {"header": {"len_block": (512, 65536, 1 << 26)}},
    "parallels": {"header": {"cluster_sectors": (1, 63, 2048)}},
    "qcow1": {"header": {"cluster_bits": (9, 12, 16), "l2_bits": (6, 9, 13)}},
    "qcow2": {
        "header": {
            "version": (3,),
            "cluster_bits": (9, 16, 21),
            "incompatible_features": (0, 16),
        }
    },
    "qed": {"header": {"cluster_size": (4096, 65536, 1 << 26), "table_size": (1, 4, 16)}},
    "sesparse": {"header": {"grain_sectors": (8,)}},
    "vdi": {"header": {"block_size": (1 << 20,)}},
    "vhd": {"header": {"block_size": (1 << 19, 1 << 21, 1 << 27)}},
    "vhdx": {
        "file_parameters": {"block_size": (1 << 20, 1 << 25, 1 << 28)},
        "logical_sector_size": {"size": (512, 4096)},
    },
    "vmdk": {
        "header": {"grain_sectors": (1, 128, 4096), "num_gtes_per_gt": (1, 512)},
        "cowd_header": {"grain_sectors": (1, 128)},
    },
}
"""Values of the fields that indexes are computed from."""
SECTORS_OF_A_BITMAP = 1 << 23
"""VHDX: sectors of a chunk."""

Known = dict[str, dict[str, Value]]


def indexed(spec: m.SpecFile) -> list[Place]:
    return [p for p in spec.places if p.index and not p.same and p.index.given[0].name == "offset"]


def test_the_tables_of_every_format_are_here() -> None:
    assert {spec.id for spec in views.specs() if indexed(spec)} == set(FIELDS)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder: Path = tmp_path_factory.mktemp("indexes")
    lines = [f'#include "generated/{name}.h"' for name in FIELDS]
    for name in FIELDS:
        for place in indexed(views.spec_of(name)):
            assert place.index
            args = ", ".join(f"uint64_t a{n}" for n, _ in enumerate(place.index.given))
            passed = ", ".join(f"a{n}" for n, _ in enumerate(place.index.given))
            called = f"{name}_{place.id}_index"
            lines.append(f"uint64_t of_{called}({args});")
            lines.append(f"uint64_t of_{called}({args}) {{ return {called}({passed}); }}")
    source = folder / "indexes.c"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return build(folder / "indexes.so", [source], options=["-Wno-unused-function"])


def number(expr: Expr, known: Known, offset: int) -> int:
    return int(evaluate(expr, Env(known, {"offset": offset, "file_offset": 0, "file_size": 0})))


def asked(library: ctypes.CDLL, spec: str, place: Place, known: Known, offset: int) -> int:
    """What the function says."""
    assert place.index
    named = {
        node.path[-1]: node
        for node in walk(place.index.expr)
        if isinstance(node, FieldRef | DerivedRef)
    }
    rest = [number(named[given.name], known, offset) for given in place.index.given[1:]]
    function = library[f"of_{spec}_{place.id}_index"]
    function.restype = ctypes.c_uint64
    return int(function(*map(ctypes.c_uint64, (offset, *rest))))


def choices(fields: dict[str, dict[str, tuple[int, ...]]]) -> list[Known]:
    names = [(place, field) for place, values in fields.items() for field in values]
    found: list[Known] = []
    for values in product(*(fields[place][field] for place, field in names)):
        known: Known = {}
        for (place, field), value in zip(names, values, strict=True):
            known.setdefault(place, {})[field] = value
        found.append(known)
    return found


def places_on_the_disk(size: int) -> list[int]:
    draw = Random(size)
    edges = [n * size + by for n in (0, 1, 511, 512, 8191, 8192) for by in (0, size - 1)]
    return [*edges, *(draw.randrange(1 << draw.randrange(20, 63)) for _ in range(60))]


STORED = [
    pytest.param(name, steps, id=f"{name}-{steps[-1].id}")
    for name in sorted(set(FIELDS) - {"asif", "vhdx"})
    for steps in ways(views.spec_of(name))
    if not steps[-1].is_packed
]


@pytest.mark.parametrize(("name", "steps"), STORED)
def test_indexes_make_the_place_again(library: ctypes.CDLL, name: str, steps: list[Place]) -> None:
    tables, data = [p for p in steps if p.index], steps[-1]
    assert tables and data.size is not None and data.byte is not None
    for known in choices(FIELDS[name]):
        size = number(data.size, known, 0)
        for offset in places_on_the_disk(size):
            element = asked(library, name, tables[0], known, offset)
            for table in tables[1:]:
                assert table.count is not None
                count, index = (
                    number(table.count, known, 0),
                    asked(library, name, table, known, offset),
                )
                assert index < count
                element = element * count + index
            byte = number(data.byte, known, offset)
            assert byte < size and element * size + byte == offset


def test_an_entry_of_asif_comes_after_the_bitmaps_of_the_groups_before(
    library: ctypes.CDLL,
) -> None:
    spec = views.spec_of("asif")
    directory, table, bitmap = indexed(spec)
    assert table.count is not None
    for known in choices(FIELDS["asif"]):
        size = int(known["header"]["len_chunk"])
        group = 4 * int(known["header"]["len_sector"])
        for offset in places_on_the_disk(size):
            of_table = asked(library, "asif", directory, known, offset)
            groups, at = divmod(asked(library, "asif", table, known, offset), group + 1)
            assert at < group, "it is a chunk's entry"
            assert asked(library, "asif", bitmap, known, offset) == groups * (group + 1) + group
            count = number(table.count, known, offset) // (group + 1)
            chunk = (of_table * count + groups) * group + at
            assert groups < count and 0 <= offset - chunk * size < size


def test_blocks_of_cloop_are_as_long_as_the_header_says(library: ctypes.CDLL) -> None:
    (table,) = indexed(views.spec_of("cloop"))
    for known in choices(FIELDS["cloop"]):
        size = int(known["header"]["len_block"])
        for offset in places_on_the_disk(size):
            rest = offset - asked(library, "cloop", table, known, offset) * size
            assert 0 <= rest < size


def test_a_bitmap_of_vhdx_follows_the_blocks_of_a_chunk(library: ctypes.CDLL) -> None:
    (table,) = indexed(views.spec_of("vhdx"))
    for known in choices(FIELDS["vhdx"]):
        size = int(known["file_parameters"]["block_size"])
        ratio = SECTORS_OF_A_BITMAP * int(known["logical_sector_size"]["size"]) // size
        for offset in places_on_the_disk(size):
            index = asked(library, "vhdx", table, known, offset)
            bitmaps, at = divmod(index, ratio + 1)
            assert at < ratio, "it is a block's entry"
            assert 0 <= offset - (bitmaps * ratio + at) * size < size


def test_a_byte_of_a_bitmap_of_vhd_is_for_eight_sectors(library: ctypes.CDLL) -> None:
    place = next(p for p in indexed(views.spec_of("vhd")) if p.id == "bitmap")
    for known in choices(FIELDS["vhd"]):
        size = int(known["header"]["block_size"])
        for offset in places_on_the_disk(size):
            byte = asked(library, "vhd", place, known, offset)
            assert 0 <= offset % size - byte * 8 * 512 < 8 * 512
