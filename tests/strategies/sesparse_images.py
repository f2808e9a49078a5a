# SPDX-License-Identifier: Apache-2.0
"""VMDK disks of one space-efficient sparse extent: a descriptor, and next to it both headers,
directory, tables and grains in any order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from instar.generated.enums.sesparse import SesparseGrainState, SesparseTableState
from instar.generated.formats import sesparse, vmdk
from instar.generated.formats.sesparse import (
    SesparseConstHeader,
    SesparseGrainDirectoryEntry,
    SesparseGrainTableEntry,
    SesparseVolatileHeader,
)
from tests.strategies.image import Image, pattern, round_up

SECTOR = vmdk.SECTOR_SIZE
GRAIN, TABLE = 8, 64  # sectors
KINDS = {
    "data": SesparseGrainState.ALLOCATED,
    "zero": SesparseGrainState.ZERO,
    "unmapped": SesparseGrainState.UNMAPPED,
}


def descriptor(sectors: int, name: str) -> bytes:
    return (
        "# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\n"
        f'createType="{vmdk.CREATE_TYPE_SE_SPARSE}"\n'
        f'{vmdk.EXTENT_ACCESS_RW} {sectors} {vmdk.EXTENT_TYPE_SE_SPARSE} "{name}"\n'
    ).encode()


def table_entry(kind: str, number: int) -> bytes:
    if kind == "hole":
        return bytes(SesparseGrainTableEntry.SIZE)
    return SesparseGrainTableEntry(
        index_high=number >> 12, index_low=number & 0xFFF, state=int(KINDS[kind])
    ).pack()


@st.composite
def images(draw: Callable[[Any], Any]) -> Image:
    """Valid disks of up to three grain tables, whose areas are in any order in the file."""
    num_tables = draw(st.integers(1, 3))
    num_grains = (num_tables - 1) * sesparse.NUM_GTES_PER_GT + draw(st.integers(1, 4096))
    used = sorted(draw(st.sets(st.integers(0, num_grains - 1), max_size=24)))
    kinds = {n: draw(st.sampled_from(sorted(KINDS))) for n in used}
    lengths = {
        "volatile_header": 1,
        "grain_directory": round_up(num_tables, TABLE) // TABLE,
        "grain_tables": num_tables * TABLE,
        "grains": len(used) * GRAIN + draw(st.integers(0, 9)),
    }
    places, at = {}, 1
    for area in draw(st.permutations(sorted(lengths))):
        places[area], at = at, at + lengths[area] + draw(st.integers(0, 3))

    extent = Image("raw", 0, ".vmdk")
    extent.size = at * SECTOR
    sectors = num_grains * GRAIN
    areas: dict[str, Any] = {f"{a}_sector": p for a, p in places.items()}
    areas |= {f"{a}_sectors": n for a, n in lengths.items()}
    extent.put(0, SesparseConstHeader(capacity=sectors, **areas).pack())
    extent.put(places["volatile_header"] * SECTOR, SesparseVolatileHeader().pack())
    tables = draw(st.permutations(range(num_tables)))
    numbers = dict(zip(used, draw(st.permutations(range(len(used)))), strict=True))
    directory = b""
    for index, number in enumerate(tables):
        first = index * sesparse.NUM_GTES_PER_GT
        here = [n for n in used if first <= n < first + sesparse.NUM_GTES_PER_GT]
        if not here and draw(st.booleans()):
            directory += bytes(SesparseGrainDirectoryEntry.SIZE)
            continue
        state = int(SesparseTableState.ALLOCATED)
        directory += SesparseGrainDirectoryEntry(table=number, state=state).pack()
        for n in here:
            at = (places["grain_tables"] + number * TABLE) * SECTOR + (n - first) * 8
            extent.put(at, table_entry(kinds[n], numbers[n]))
    extent.put(places["grain_directory"] * SECTOR, directory)

    image = Image("vmdk", sectors * SECTOR, ".vmdk", beside={"extent": extent})
    image.put(0, descriptor(sectors, "extent"))
    for n in used:
        if kinds[n] == "data":
            start = (places["grains"] + numbers[n] * GRAIN) * SECTOR
            extent.put(start, pattern(n, GRAIN * SECTOR))
            image.data.append((n * GRAIN * SECTOR, GRAIN * SECTOR))
    return image
