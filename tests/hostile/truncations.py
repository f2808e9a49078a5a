# SPDX-License-Identifier: Apache-2.0
"""Files cut at the boundary of every structure, and one byte before and after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from codegen.model import model as m
from lab.images.luks import luks
from lab.images.qcow2 import BLOCK, DATA, L1, L2, TABLE, qcow2
from lab.images.two_level import QED_L1, QED_L2, qed
from lab.images.vhdx import (
    BAT,
    HEADER_1,
    HEADER_2,
    ITEMS,
    METADATA,
    REGIONS,
    place,
    vhdx,
)
from lab.images.vhdx import DATA as VHDX_DATA
from lab.images.vmdk import DIRECTORY, GRAINS, SECTOR, sparse
from lab.images.vmdk import TABLE as GRAIN_TABLE
from tests.hostile.catalogue import hostile
from tests.hostile.every_number import (
    PLACES,
    SUFFIXES,
    Place,
    lay_partitions,
    lay_qcow2,
    lay_qed,
    lay_vhd,
    lay_vhdx,
    lay_vmdk,
    structures,
)
from tests.hostile.other_formats import vhd_bytes


def cut(suffix: str, build: Callable[[Path], object], boundaries: dict[str, int]) -> None:
    """The same image, ending at each boundary and one byte to either side."""
    for structure, end in boundaries.items():
        for where, length in (("before", end - 1), ("at", end), ("behind", end + 1)):

            def laid(path: Path, length: int = length) -> None:
                build(path)
                with path.open("r+b") as file:
                    file.truncate(length)

            hostile(
                f"cut-{where}-{structure}.{suffix}",
                f"a file of {length} bytes, where the {structure} begins or ends",
                laid,
            )


cut(
    "qcow2",
    qcow2(),
    {
        "magic": 4,
        "v2-header": 72,
        "v3-header": 104,
        "extension": 112,
        "refcount-table": TABLE,
        "refcount-block": BLOCK,
    }
    | {"l1-table": L1, "l1-entry": L1 + 8, "l2-table": L2, "l2-entry": L2 + 8, "data": DATA},
)
cut(
    "vmdk",
    lambda path: sparse(path, {0: GRAINS}),
    {
        "magic": 4,
        "header": 79,
        "descriptor": 512,
        "directory": DIRECTORY * SECTOR,
        "grain-table": GRAIN_TABLE * SECTOR,
    }
    | {"grain": GRAINS * SECTOR},
)
cut(
    "vhd",
    lambda path: path.write_bytes(vhd_bytes()),
    {
        "footer-copy": 512,
        "dynamic-header": 1536,
        "bat": 2048,
        "block": 2560,
        "footer": 2048 + 512 + (2 << 20),
    },
)
cut(
    "vhdx",
    lambda path: vhdx(path, {0: place(VHDX_DATA)}),
    {
        "signature": 8,
        "header-1": HEADER_1,
        "header-2": HEADER_2,
        "regions": REGIONS,
        "metadata": METADATA,
        "items": ITEMS,
    }
    | {"bat": BAT, "bat-entry": BAT + 8, "block": VHDX_DATA},
)
cut("qed", lambda path: qed(path, {}), {"header": 64, "l1-table": QED_L1, "l2-table": QED_L2})


def container(path: Path) -> None:
    luks(path)


cut("luks", container, {"magic": 8, "header": 208, "key-slots": 592, "payload": 2056 * 512})


WRITTEN_ABOVE = (luks, lay_qcow2, lay_qed, lay_vhd, lay_vhdx, lay_vmdk, lay_partitions)


def size_of(structure: m.Structure) -> int:
    """Bytes of it, or of its fixed part."""
    fields = [
        f.offset + f.size for f in structure.fields if f.offset is not None and f.size is not None
    ]
    return structure.size or max(fields)


def cut_place(place: Place) -> None:
    """The image of the place, ending where the structure begins or ends, and a byte before its
    end.
    """
    begin = place.at[0]
    end = begin + size_of(structures()[place.structure])
    name = place.structure.replace("_", "-") + (f"-{place.role}" if place.role else "")
    format = name.split("-")[0]
    for where, length in (("begin-of", begin), ("inside", end - 1), ("end-of", end)):
        if length == 0:
            continue

        def laid(path: Path, length: int = length) -> None:
            place.lay(path)
            with (path.with_name(place.file) if place.file else path).open("r+b") as file:
                file.truncate(length)

        hostile(
            f"cut-{where}-{name}.{SUFFIXES.get(format, format)}",
            f"a file of {length} bytes, where the {name} begins or ends",
            laid,
            place.questions,
        )


for one in PLACES:
    if one.lay not in WRITTEN_ABOVE:
        cut_place(one)
