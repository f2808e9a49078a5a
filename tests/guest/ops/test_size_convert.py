# SPDX-License-Identifier: Apache-2.0
"""Targets that qemu-img cannot measure: the sizes of what the qemu-img that is installed converts
to.

The sources are sparse raw files whose data is random. A larger, random matrix: `python -m
lab.sweep`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.guest.ops.converted import Converter, Runs, sectors
from tests.guest.ops.sizes import measured
from tests.wanted import reason

K, M, G = 1 << 10, 1 << 20, 1 << 30
SUBFORMATS = (
    "monolithicSparse",
    "monolithicFlat",
    "twoGbMaxExtentSparse",
    "twoGbMaxExtentFlat",
    "streamOptimized",
)

Case = tuple[str, str, int, Runs]


@pytest.fixture(scope="module")
def qemu_img() -> str:
    found = os.environ.get("QEMU_IMG") or shutil.which("qemu-img")
    if found is None:
        pytest.skip(reason("qemu-img"))
    return found


def whole(size: int) -> Runs:
    return [(0, size)]


def every(step: int, size: int) -> Runs:
    return [(start, min(4096, size - start)) for start in range(0, size, step)]


def vmdk() -> list[Case]:
    sizes: list[tuple[int, Runs]] = [
        (1, whole(1)),
        (64 * K, whole(64 * K)),
        (64 * K + 512, [(64 * K, 512)]),
        (32 * M, whole(32 * M)),
        (32 * M + 512, every(M, 32 * M + 512)),
        (2 * G - 512, [(2 * G - 4096, 4096 - 512)]),
        (2 * G, [(0, 64 * K)]),
        (2 * G + 512, [(2 * G - 64 * K, 64 * K + 512)]),
        (4 * G + 64 * K, every(512 * M, 4 * G + 64 * K)),
    ]
    cases = [
        ("vmdk", f"subformat={sub}", size, runs) for sub in SUBFORMATS[:4] for size, runs in sizes
    ]
    # Grains that hold zeros too compress; only full ones have the size that is answered (and bounds
    # the others).
    full: list[tuple[int, Runs]] = [
        (64 * K, whole(64 * K)),
        (3 * M, [(M, M)]),
        (3 * M + 512, [(2 * M, M + 512)]),
        (M - 512, whole(M - 512)),
        (40 * M, every(2 * M, 0)),
        (5 * G, [(3 * G, 128 * K)]),
    ]
    cases += [("vmdk", "subformat=streamOptimized", size, runs) for size, runs in full]
    for option in ("adapter_type=lsilogic", "hwversion=21"):
        cases.append(("vmdk", f"subformat=monolithicFlat,{option}", G, whole(4096)))
    return cases


def vhd() -> list[Case]:
    sizes = (
        1,
        512,
        17 * 512 * 4 - 512,
        2 * M,
        2 * M + 512,
        33 * M,
        504 * M + 512,
        5 * G,
        17408 * 4 * 512 + 512,
    )
    cases = [
        ("vpc", option, size, whole(min(size, 4 * M)))
        for option in ("", "force_size=on")
        for size in sizes
    ]
    for option in ("subformat=fixed", "subformat=fixed,force_size=on"):
        cases += [("vpc", option, size, whole(512)) for size in sizes]
    largest = 65535 * 16 * 255 * 512  # cylinders, heads and sectors per track at their limits
    for size in (127 * G, largest - 512, largest, largest + 512, 2040 * G):
        cases += [("vpc", option, size, every(32 * G, size)) for option in ("", "subformat=fixed")]
    return cases


def others() -> list[Case]:
    cases: list[Case] = []
    for option in (
        "",
        "block_size=1048576",
        "block_size=2097152,log_size=3145728",
        "block_size=1500000",
    ):
        for size in (1, 8 * M, 8 * M + 512, 33 * M, G, G + 512, 100 * G + 512):
            cases.append(("vhdx", option, size, every(max(size // 3, 4 * M), size)))
    for option in (
        "subformat=fixed",
        "subformat=fixed,block_state_zero=off",
        "subformat=fixed,block_size=1048576",
    ):
        cases += [
            ("vhdx", option, M + 512, whole(512)),
            ("vhdx", option, 10 * M, every(3 * M, 10 * M)),
        ]
    for size in (1, M, M + 512, 33 * M, 5 * G, 128 * M + 512):
        runs = every(max(size // 7, 4096), size)
        cases += [(target, "", size, runs) for target in ("vdi", "qed", "qcow", "parallels")]
        cases.append(("vdi", "static=on", size, []))
    for option in ("cluster_size=4096", "table_size=16", "cluster_size=1048576,table_size=2"):
        cases += [("qed", option, size, every(2 * M, size)) for size in (1, 9 * M + 512, 900 * M)]
    for option in ("cluster_size=512", "cluster_size=65536", "cluster_size=3145728"):
        cases += [
            ("parallels", option, size, every(2 * M, size)) for size in (1, 9 * M + 512, 100 * M)
        ]
    return cases


def label(case: Case) -> str:
    target, options, size, runs = case
    return f"{target}-{options or 'default'}-{size}-{len(runs)}"


@pytest.mark.parametrize("case", [*vmdk(), *vhd(), *others()], ids=label)
def test_required_is_what_convert_writes(case: Case, qemu_img: str, tmp_path: Path) -> None:
    target, options, size, runs = case
    written = Converter(qemu_img, tmp_path).total(target, options, size, runs)
    answer = measured(target, options, sectors(size), runs)
    assert answer.required == written
    if runs == whole(size):
        assert answer.fully_allocated == written


@pytest.mark.parametrize(
    ("target", "options"),
    [
        *((target, "") for target in ("vpc", "vhdx", "vdi", "qed", "qcow", "parallels")),
        ("vhdx", "subformat=fixed"),
        *(("vmdk", f"subformat={sub}") for sub in SUBFORMATS),
    ],
)
def test_fully_allocated_is_what_a_full_disk_takes(
    target: str, options: str, qemu_img: str, tmp_path: Path
) -> None:
    size = 33 * M + 512
    answer = measured(target, options, size)
    assert answer.fully_allocated == Converter(qemu_img, tmp_path).total(
        target, options, size, whole(size)
    )


@pytest.mark.parametrize(
    ("target", "options"),
    [
        ("qcow", ""),
        ("qed", ""),
        ("vmdk", ""),
        ("vmdk", ",zeroed_grain=on"),
        ("vmdk", f",subformat={SUBFORMATS[2]}"),
    ],
)
@pytest.mark.parametrize("length", [0, 4096, 33 * M])
def test_over_a_backing_file_zeros_count(
    target: str, options: str, length: int, qemu_img: str, tmp_path: Path
) -> None:
    size = (5 if target == "qcow" else 33) * M  # more than one table of the second level
    base = tmp_path / "base"
    subprocess.run([qemu_img, "create", "-q", "-f", target, str(base), str(size)], check=True)
    runs = [(0, min(length, size))] if length else []
    chosen = f"backing_file={base}{options}"
    written = Converter(qemu_img, tmp_path).total(
        target, f"{chosen},backing_fmt={target}", size, runs
    )
    assert measured(target, chosen, size, runs).required == written


def test_compressible_data_stays_below_the_bound(qemu_img: str, tmp_path: Path) -> None:
    runs = every(M, 32 * M)
    answer = measured("vmdk", "subformat=streamOptimized", 32 * M, runs)
    assert (
        Converter(qemu_img, tmp_path).total("vmdk", "subformat=streamOptimized", 32 * M, runs)
        <= answer.required
    )


@pytest.mark.parametrize("subformat", SUBFORMATS[:4])
def test_without_data_the_descriptor_is_not_padded(
    subformat: str, qemu_img: str, tmp_path: Path
) -> None:
    """A CID is random and one digit shorter in one image of 16, so the file may be a few bytes
    shorter than counted.
    """
    written = Converter(qemu_img, tmp_path).total("vmdk", f"subformat={subformat}", 5 * G, [])
    answer = measured("vmdk", f"subformat={subformat}", 5 * G)
    assert answer.required - 7 <= written <= answer.required
