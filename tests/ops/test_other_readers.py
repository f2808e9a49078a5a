# SPDX-License-Identifier: Apache-2.0
"""What `convert` writes has the same disk for readers of other authors: dissect.hypervisor, four
libraries of libyal, and the views of `specs/views` through the official Kaitai compiler.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import instar
from tests.codegen.test_views import BLOCKS, VIEWS, opened
from tests.wanted import skip_without

KIB, MIB = 1 << 10, 1 << 20
SIZE = 3 * MIB
PASSWORD = "correct horse"
Options = dict[str, str | int | bool]
Reader = Callable[[Path], bytes]


def content(seed: int) -> bytes:
    """Text, noise and holes."""
    chance = random.Random(seed)
    data = bytearray(SIZE)
    for _ in range(8):
        at = chance.randrange(SIZE - 100 * KIB)
        length = chance.randrange(512, 100 * KIB)
        text = b"line %d of some text\n" % at
        part = chance.randbytes(length) if chance.random() < 0.5 else text * (length // len(text))
        data[at : at + len(part)] = part
    return bytes(data)


def dissect(name: str, kind: str) -> Reader:
    def read(path: Path) -> bytes:
        skip_without("dissect.hypervisor")
        make = getattr(import_module(f"dissect.hypervisor.disk.{name}"), kind)
        if kind in ("VHD", "HDS"):
            with open(path, "rb") as file:
                found: bytes = make(file).read(SIZE)
                return found
        disk = make(path)
        stream = disk.open() if hasattr(disk, "open") else disk
        stream.seek(0)
        # 3.21 reads a block of a VDI, and then whatever follows it in the file
        return b"".join(stream.read(MIB) for _ in range(SIZE // MIB))

    return read


def library(package: str, module: str, kind: str = "file") -> Reader:
    """One of the libyal project."""

    def read(path: Path) -> bytes:
        skip_without(package)
        file = getattr(import_module(module), kind)()
        if kind == "volume":
            file.set_password(PASSWORD)
        file.open(str(path))
        if kind == "handle":
            file.open_extent_data_files()
        found: bytes = file.read_buffer_at_offset(SIZE, 0)
        file.close()
        return found

    return read


def view(name: str) -> Reader:
    """Blocks where the view finds them, and zeros in all other places."""

    def read(path: Path) -> bytes:
        data, file = bytearray(SIZE), path.read_bytes()
        for block in BLOCKS[name](opened(VIEWS[name], path)):
            part = file[block.file : block.file + block.length].ljust(block.length, b"\0")
            data[block.guest : block.guest + block.length] = part
        return bytes(data[:SIZE])

    return read


class Trial(NamedTuple):
    format: str
    options: Options
    readers: dict[str, Reader]
    compress: bool = False


VHD = {"dissect": dissect("vhd", "VHD"), "libvhdi": library("libvhdi-python", "pyvhdi")}
VHDX = {**VHD, "dissect": dissect("vhdx", "VHDX")}
VMDK = {
    "dissect": dissect("vmdk", "VMDK"),
    "libvmdk": library("libvmdk-python", "pyvmdk", "handle"),
}
LIBQCOW = {"libqcow": library("libqcow-python", "pyqcow")}
QCOW2 = {"dissect": dissect("qcow2", "QCow2")}
TRIALS = {
    "qcow2": Trial("qcow2", {}, {**QCOW2, **LIBQCOW, "view": view("qcow2")}),
    "qcow2 v2": Trial("qcow2", {"compat": "0.10"}, {**QCOW2, **LIBQCOW, "view": view("qcow2")}),
    "qcow2 512": Trial("qcow2", {"cluster_size": 512}, {**QCOW2, **LIBQCOW}),
    "qcow2 data file": Trial("qcow2", {"data_file": "data"}, QCOW2),
    # libqcow 20260703 reads other bytes in compressed clusters, qemu-img's too
    "qcow2 -c": Trial("qcow2", {}, QCOW2, compress=True),
    "qcow": Trial("qcow", {}, {**LIBQCOW, "view": view("qcow1")}),
    "qcow -c": Trial("qcow", {}, LIBQCOW, compress=True),
    "qed": Trial("qed", {}, {"view": view("qed")}),
    "vdi": Trial("vdi", {}, {"dissect": dissect("vdi", "VDI"), "view": view("vdi")}),
    "vdi static": Trial("vdi", {"static": True}, {"dissect": dissect("vdi", "VDI")}),
    "vhd": Trial("vpc", {"force_size": True}, {**VHD, "view": view("vhd")}),
    "vhd fixed": Trial("vpc", {"force_size": True, "subformat": "fixed"}, VHD),
    "vhdx": Trial("vhdx", {}, {**VHDX, "view": view("vhdx")}),
    "vhdx fixed": Trial("vhdx", {"subformat": "fixed"}, VHDX),
    "vmdk": Trial("vmdk", {}, {**VMDK, "view": view("vmdk")}),
    "vmdk flat": Trial("vmdk", {"subformat": "monolithicFlat"}, VMDK),
    "vmdk extents": Trial("vmdk", {"subformat": "twoGbMaxExtentSparse"}, VMDK),
    "vmdk stream": Trial("vmdk", {"subformat": "streamOptimized"}, VMDK, compress=True),
    "parallels": Trial(
        "parallels", {}, {"dissect": dissect("hdd", "HDS"), "view": view("parallels")}
    ),
    "luks": Trial(
        "luks",
        {"key-secret": "s", "iter-time": 10},
        {"libluksde": library("libluksde-python", "pyluksde", "volume")},
    ),
}
PAIRS = [(name, reader) for name, trial in TRIALS.items() for reader in trial.readers]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("name", "reader"), PAIRS)
def test_another_reader_sees_the_disk(name: str, reader: str, folder: Path) -> None:
    trial, data = TRIALS[name], content(1)
    (folder / "source").write_bytes(data)
    instar.convert(
        *("source", "new"),
        format=trial.format,
        options=trial.options,
        compress=trial.compress,
        secrets={"s": PASSWORD} if trial.format == "luks" else None,
    )
    assert trial.readers[reader](folder / "new") == data


def overlay(folder: Path, **more: Any) -> bytes:
    """A qcow2 image on another one: its disk, with text and zeros of its own."""
    low, high = content(1), bytearray(content(1))
    high[MIB : MIB + 200 * KIB] = b"above" * (40 * KIB)
    high[: 128 * KIB] = bytes(128 * KIB)
    for name, data in (("low", low), ("high", high)):
        (folder / name).write_bytes(data)
    instar.convert("low", "base", format="qcow2")
    instar.convert("high", "new", format="qcow2", backing="base", backing_format="qcow2", **more)
    return bytes(high)


@pytest.mark.parametrize("compress", [False, True])
def test_dissect_sees_what_is_below(folder: Path, compress: bool) -> None:
    high = overlay(folder, compress=compress)
    assert QCOW2["dissect"](folder / "new") == high


def test_libqcow_sees_what_is_below(folder: Path) -> None:
    skip_without("libqcow-python")
    high = overlay(folder)
    base, top = import_module("pyqcow").file(), import_module("pyqcow").file()
    base.open("base")
    top.open("new")
    assert top.get_backing_filename() == "base"
    top.set_parent(base)
    assert top.read_buffer_at_offset(SIZE, 0) == high


def test_dissect_sees_the_disk_of_a_snapshot(folder: Path) -> None:
    skip_without("dissect.hypervisor")
    (folder / "old").write_bytes(content(1))
    (folder / "young").write_bytes(content(2))
    instar.convert("old", "new", format="qcow2", options={"cluster_size": 4096})
    instar.snapshot("new", "create", "before")
    instar.convert("young", "new", format="qcow2", over=True)
    disk = import_module("dissect.hypervisor.disk.qcow2").QCow2(folder / "new")
    assert disk.open().read(SIZE) == content(2)
    (snapshot,) = disk.snapshots
    assert snapshot.name == "before"
    assert snapshot.open().read(SIZE) == content(1)
