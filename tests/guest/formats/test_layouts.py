# SPDX-License-Identifier: Apache-2.0
"""A layout says where qemu-img puts everything in a new image: held against its own images."""

from __future__ import annotations

import ctypes
import functools
import os
import struct
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guest.native.walkers import layout_sources
from tests.guest.ops.sizes import FLAGS, ROOT, config
from tests.wanted import skip_without

M, G, T = 1 << 20, 1 << 30, 1 << 40


@functools.cache
def library() -> ctypes.CDLL:
    """`layout_native.c` and the layouts, every warning an error, undefined behaviour a crash."""
    folders = [ROOT / "guest", ROOT / "guest/base", ROOT / "guest/generated"]
    sources = [*layout_sources(), Path(__file__).with_name("layout_native.c")]
    with tempfile.TemporaryDirectory(prefix="instar-layouts-") as scratch:
        target = Path(scratch, "layouts.so")
        command = [os.environ.get("CC", "cc"), *FLAGS, *(f"-I{folder}" for folder in folders)]
        subprocess.run([*command, *map(str, sources), "-o", str(target)], check=True)
        return ctypes.CDLL(str(target))


def layout(target: str, options: str, size: int) -> list[int] | None:
    """The file's end, and the offsets of `layout_native.c`; None where it refuses."""
    out = (ctypes.c_uint64 * 4)()
    asked = config(target, options, size, has_source=False).target.pack()
    refused = library().layout_native(asked, ctypes.c_uint64(size), out)
    return None if refused else list(out)


def created(folder: Path, target: str, options: str, size: int) -> Path | None:
    """A new image of qemu-img's; None where it refuses."""
    path = folder / f"new.{target}"
    words = ["-o", options] if options else []
    command = ["qemu-img", "create", "-q", "-f", target, *words, str(path), str(size)]
    return path if subprocess.run(command, check=False).returncode == 0 else None


def numbers(path: Path, form: str, *offsets: int) -> list[int]:
    """One number of the file at each offset."""
    with open(path, "rb") as file:
        found: list[int] = []
        for offset in offsets:
            file.seek(offset)
            found += struct.unpack(form, file.read(struct.calcsize(form)))
    return found


SECTOR = 512


def qcow2(path: Path) -> list[int]:
    return [*numbers(path, ">Q", 40), *numbers(path, ">I", 36), *numbers(path, ">Q", 48)]


def vhdx(path: Path) -> list[int]:
    """Of the region table at 192 KiB: the BAT is its first entry, the metadata its second."""
    bat, metadata = 0x30000 + 16, 0x30000 + 48
    return [
        *numbers(path, "<Q", bat + 16),
        *numbers(path, "<I", bat + 24),
        *numbers(path, "<Q", metadata + 16),
    ]


def vhd(path: Path) -> list[int]:
    return [
        *numbers(path, ">Q", 512 + 16),
        *numbers(path, ">I", 512 + 28),
        *numbers(path, ">Q", 48),
    ]


def vmdk(path: Path) -> list[int]:
    return [sectors * SECTOR for sectors in numbers(path, "<Q", 48, 56, 64)]


def vdi(path: Path) -> list[int]:
    return numbers(path, "<I", 0x154, 0x158, 0x180)


def qed(path: Path) -> list[int]:
    return [*numbers(path, "<Q", 40), *numbers(path, "<I", 4, 8)]


def qcow1(path: Path) -> list[int]:
    return [*numbers(path, ">Q", 40), *numbers(path, "B", 32)]


def parallels(path: Path) -> list[int]:
    return [*numbers(path, "<I", 32), *(n * SECTOR for n in numbers(path, "<I", 28))]


def raw(path: Path) -> list[int]:
    return []


NEW = {
    "raw": (raw, ("",)),
    "qcow2": (
        qcow2,
        ("", "compat=0.10", "cluster_size=4096", "cluster_size=2097152", "extended_l2=on",
         "refcount_bits=1", "refcount_bits=64,cluster_size=8192"),
    ),
    "qcow": (qcow1, ("",)),
    "qed": (qed, ("", "cluster_size=4096", "table_size=1", "cluster_size=131072,table_size=16")),
    "vdi": (vdi, ("", "static=on")),
    "vpc": (vhd, ("", "force_size=on")),
    "vhdx": (vhdx, ("", "block_size=2097152", "log_size=4194304", "subformat=fixed")),
    "vmdk": (vmdk, ("", "zeroed_grain=on", "subformat=streamOptimized")),
    "parallels": (parallels, ("", "cluster_size=65536")),
}  # fmt: skip


@pytest.mark.parametrize("size", [SECTOR, M, 3 * M + 7 * SECTOR, G, 5 * G + SECTOR, 33 * G])
@pytest.mark.parametrize(
    ("target", "options"), [(name, option) for name, row in NEW.items() for option in row[1]]
)
def test_layout_is_where_qemu_img_puts_things(
    tmp_path: Path, target: str, options: str, size: int
) -> None:
    skip_without("qemu-img")
    if target == "qed" and size < M:
        size = M  # "a non-zero multiple of cluster size"
    read: Callable[[Path], list[int]] = NEW[target][0]
    path = created(tmp_path, target, options, size)
    laid = layout(target, options, size)
    if path is None:
        assert laid is None
        return
    assert laid is not None
    found = read(path)
    assert (laid[0], laid[1 : len(found) + 1]) == (path.stat().st_size, found)
