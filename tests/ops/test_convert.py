# SPDX-License-Identifier: Apache-2.0
"""Conversions through the library: the bytes of the live qemu-img; old or new whatever fails."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.errors import ImageError, InstarError, OpenError, UsageError, WriteError
from instar.ops import create_options, measure
from instar.options.schema import Setting, read_settings
from instar.sandbox import transfer
from lab.convert import PLAIN, Conversion, differ, make_conversion, make_plain
from lab.convert_argued import is_sparser
from lab.create import Case
from tests.wanted import needs

QEMU = shutil.which("qemu-img")
needs_qemu_img = needs("qemu-img")
SAMPLE = 24
Options = dict[str, str | int | bool]

TARGETS: tuple[tuple[str, Options], ...] = (
    ("raw", {}),
    ("raw", {"preallocation": "full"}),
    ("qcow2", {}),
    ("qcow2", {"cluster_size": 512}),
    ("qcow2", {"compat": "0.10", "cluster_size": 4096}),
    ("qcow2", {"extended_l2": True}),
    ("qcow2", {"preallocation": "metadata"}),
    ("qcow2", {"preallocation": "falloc"}),
    ("qcow2", {"data_file": "data.raw"}),
    ("qcow", {}),
    ("qed", {"cluster_size": 4096}),
    ("vdi", {}),
    ("vdi", {"static": True}),
    ("vpc", {}),
    ("vpc", {"subformat": "fixed", "force_size": True}),
    ("vhdx", {"block_size": 1 << 20}),
    ("vhdx", {"subformat": "fixed"}),
    ("parallels", {"cluster_size": 65536}),
    ("vmdk", {}),
    ("vmdk", {"subformat": "monolithicFlat"}),
    ("vmdk", {"subformat": "twoGbMaxExtentSparse"}),
    ("vmdk", {"subformat": "twoGbMaxExtentFlat"}),
)
SOURCES = (
    ("qcow2", "cluster_size=512"),
    ("qcow2", "extended_l2=on"),
    ("qcow", ""),
    ("qed", ""),
    ("vdi", ""),
    ("vpc", ""),
    ("vhdx", "block_size=1M"),
    ("parallels", ""),
    ("vmdk", ""),
    ("vmdk", "subformat=monolithicFlat"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*line: str) -> None:
    subprocess.run(line, check=True, capture_output=True)


@needs_qemu_img
@pytest.mark.parametrize(("format", "options"), TARGETS)
def test_files_are_those_of_qemu_img(folder: Path, format: str, options: Options) -> None:
    make_plain(random.Random(11), folder / PLAIN)
    assert differ(Conversion(Case(format, 0, dict(options)), [PLAIN]), folder) == ""


@pytest.mark.parametrize(("release", "allocated"), [("5.2", 6144), ("7.2", 4096)])
def test_zeros_at_the_end_off_a_unit_are_written_before_7_0(
    folder: Path, release: str, allocated: int
) -> None:
    (folder / "source").write_bytes(b"x" * 4096 + bytes(2048))
    with instar.Client(qemu_version=release) as client:
        found = client.convert("source", "new", format="qcow2", options={"cluster_size": 512})
    assert (found.data, found.zeros) == (allocated, 6144 - allocated)


@needs_qemu_img
@pytest.mark.parametrize(("format", "options"), SOURCES)
@pytest.mark.parametrize("target", ["raw", "qcow2", "qed"])
def test_every_source_gives_the_same(folder: Path, format: str, options: str, target: str) -> None:
    make_plain(random.Random(12), folder / PLAIN)
    lists = ["-o", options] if options else []
    run("qemu-img", "convert", "-O", format, *lists, PLAIN, "source")
    small: Options = {"cluster_size": 4096} if target != "raw" else {}
    assert differ(Conversion(Case(target, 0, small), ["source"]), folder) == ""


@needs_qemu_img
@pytest.mark.parametrize("seed", range(SAMPLE))
def test_random_conversions_are_those_of_qemu_img(folder: Path, seed: int) -> None:
    made = make_conversion(random.Random(seed), folder)
    assert differ(made, folder) == "", made


@needs_qemu_img
@pytest.mark.parametrize("format", ["qcow2", "qed", "qcow"])
@pytest.mark.parametrize("compress", [False, True])
def test_what_a_backing_image_has_is_not_written(folder: Path, format: str, compress: bool) -> None:
    make_plain(random.Random(16), folder / PLAIN)
    run("qemu-img", "create", "-f", "qcow2", "-b", PLAIN, "-F", "raw", "top", "6M")
    for write in ("write -P 7 10k 5k", "write -z 64k 100k", "write -P 0 1M 200k", "discard 2M 1M"):
        run("qemu-io", "-f", "qcow2", "-c", write, "top")
    made = Conversion(Case(format, 0), ["top"], backing=PLAIN, backing_format="raw")
    made.compress = compress and format == "qcow2"
    assert differ(made, folder) == ""


@needs_qemu_img
def test_what_lies_below_is_one_run_of_a_compressed_image(folder: Path) -> None:
    """However short its parts are: none of them becomes a cluster of the new image."""
    with open(PLAIN, "wb") as file:
        file.write(b"data" * 1024)
        file.truncate(1 << 20)
    run("qemu-img", "create", "-f", "qcow2", "-b", PLAIN, "-F", "raw", "top")
    run("qemu-io", "-f", "qcow2", "-c", "write -P 7 512k 64k", "top")
    case = Case("qcow2", 0)
    made = Conversion(case, ["top"], compress=True, backing=PLAIN, backing_format="raw")
    assert differ(made, folder) == ""


@needs_qemu_img
def test_the_end_of_a_disk_off_a_cluster_of_parallels_is_no_run_of_its_own(folder: Path) -> None:
    with open(PLAIN, "wb") as file:
        file.write(b"data" * 1536)
        file.truncate(1 << 20)
    run("qemu-img", "convert", "-O", "parallels", "-o", "cluster_size=3072", PLAIN, "source")
    options: Options = {"extended_l2": True, "preallocation": "metadata"}
    on_base: dict[str, Any] = {"backing": PLAIN, "backing_format": "raw"}
    assert differ(Conversion(Case("qcow2", 0, options), ["source"], **on_base), folder) == ""


@needs_qemu_img
def test_clusters_of_zeros_in_place_of_zero_clusters_are_the_only_argued_difference(
    folder: Path,
) -> None:
    for name, write in (("zero", "write -z 0 64k"), ("full", "write 0 64k"), ("none", "flush")):
        run("qemu-img", "create", "-f", "qcow2", name, "1M")
        run("qemu-io", "-f", "qcow2", "-c", write, name)
    assert is_sparser("qcow2", folder, "zero", "full")
    assert not is_sparser("qcow2", folder, "full", "zero")
    assert not is_sparser("qcow2", folder, "none", "zero")
    assert not is_sparser("qcow2", folder, "zero", "none")


def test_zeros_over_a_backing_image_are_written_once(folder: Path) -> None:
    """Requests of 4 KiB in clusters of 64 KiB, each of which version 2 can only fill with zeros."""
    (folder / "base").write_bytes(b"base" * (1 << 20))
    (folder / "zeros").write_bytes(bytes(4 << 20))
    instar.convert("zeros", "source", format="qcow", compress=True, sparse=0)
    old: Options = {"compat": "0.10"}
    on_base: dict[str, Any] = {"backing": "base", "backing_format": "raw"}
    instar.convert("source", "new", format="qcow2", options=old, sparse=512, **on_base)
    instar.convert("new", "back")
    assert (folder / "back").read_bytes() == bytes(4 << 20)


def test_a_backing_image_below_the_next_one_loses_nothing(folder: Path) -> None:
    (folder / "base").write_bytes(b"base" * 65536)
    (folder / "patch").write_bytes(b"B" * 65536)
    common: dict[str, Any] = {"format": "qcow2", "backing_format": "qcow2"}
    instar.convert("base", "low", format="qcow2")
    (folder / "middle.raw").write_bytes(b"base" * 16384 + b"M" * 65536 + b"base" * 32768)
    instar.convert("middle.raw", "middle", backing="low", **common)
    instar.create("top", format="qcow2", backing="middle", backing_format="qcow2")
    instar.convert("top", "new", backing="low", **common)
    instar.convert("new", "back")
    assert (folder / "back").read_bytes() == (folder / "middle.raw").read_bytes()


@pytest.mark.parametrize(
    ("sources", "more", "text"),
    [
        (["source"], {"backing": "base"}, "Use of backing file requires explicit backing format"),
        (
            ["source", "source"],
            {"backing": "base", "backing_format": "raw"},
            "Having a backing file for the target makes no sense",
        ),
        (
            ["source"],
            {"backing": "base", "backing_format": "raw", "format": "raw"},
            "Backing file not supported for file format 'raw'",
        ),
    ],
)
def test_a_backing_image_that_makes_no_sense_is_refused(
    folder: Path, sources: list[str], more: dict[str, Any], text: str
) -> None:
    for name in ("source", "base"):
        (folder / name).write_bytes(bytes(4096))
    with pytest.raises(UsageError, match=text):
        instar.convert(sources, "new", **{"format": "qcow2", **more})


@pytest.mark.parametrize("make", ["create", "convert"])
def test_a_backing_format_that_is_no_text_is_refused(folder: Path, make: str) -> None:
    Path("source").write_bytes(bytes(4096))
    given = ["source", "new"] if make == "convert" else ["new"]
    wanted: dict[str, Any] = {"format": "qcow2", "backing": "source", "backing_format": 7}
    with pytest.raises(TypeError, match="backing_format must be a str, not int"):
        getattr(instar, make)(*given, **wanted)
    assert not Path("new").exists()


@needs_qemu_img
@pytest.mark.parametrize("method", ["zlib", "zstd"])
def test_compressed_clusters_are_read_and_written(folder: Path, method: str) -> None:
    (folder / PLAIN).write_bytes(b"disk" * 50000 + random.Random(15).randbytes(20480) + b"end")
    options: Options = {"compression_type": method, "cluster_size": 4096}
    made = instar.convert(PLAIN, "new", format="qcow2", options=options, compress=True)
    assert 0 < made.compressed <= made.data
    run("qemu-img", "compare", "-f", "raw", "-F", "qcow2", PLAIN, "new")
    back = instar.convert("new", "back", format="raw")
    assert back.compressed == 0
    run("qemu-img", "compare", "-f", "raw", "-F", "raw", PLAIN, "back")


@needs_qemu_img
@pytest.mark.parametrize("sparse", [0, 4096])
@pytest.mark.parametrize("mode", ["xts", "cbc"])
def test_all_of_a_luks_volume_is_written(folder: Path, sparse: int, mode: str) -> None:
    """Zeros too, those of holes and those of data: what is not written would decrypt to noise."""
    data = random.Random(16).randbytes(70000)
    with open("source", "wb") as file:
        file.write(data + bytes(200000) + data)
        file.truncate(3 << 20)
    options: Options = {"key-secret": "s", "iter-time": 1, "cipher-mode": mode}
    secrets = {"s": "correct horse"}
    made = instar.convert(
        "source", "new", format="luks", options=options, sparse=sparse, secrets=secrets
    )
    assert (made.data, made.zeros) == (3 << 20, 0)
    run(
        *("qemu-img", "convert", "--object", "secret,id=s,data=correct horse", "--image-opts"),
        *("driver=luks,key-secret=s,file.filename=new", "-O", "raw", "back"),
    )
    assert Path("back").read_bytes() == Path("source").read_bytes()


@needs_qemu_img
@pytest.mark.parametrize("subformat", ["streamOptimized", "monolithicSparse"])
def test_a_vmdk_is_compressed_where_it_is_a_stream(folder: Path, subformat: str) -> None:
    (folder / "source").write_bytes(b"grain" * 40000)
    options: Options = {"subformat": subformat}
    made = instar.convert("source", "new", format="vmdk", options=options, compress=True)
    assert (made.compressed > 0) == (subformat == "streamOptimized")
    run("qemu-img", "compare", "-f", "raw", "-F", "vmdk", "source", "new")


def test_a_damaged_stream_is_named_by_its_cluster(folder: Path) -> None:
    (folder / "source").write_bytes(b"cluster" * 40000)
    instar.convert("source", "packed", format="qcow2", compress=True)
    with open("packed", "r+b") as file:
        file.seek(5 * 65536)  # header, refcounts, L1 and L2 come first
        file.write(b"\xff" * 16)
    with pytest.raises(ImageError) as caught:
        instar.convert("packed", "new", format="raw")
    assert "error while reading at byte 0: Input/output error" in caught.value.qemu
    assert "cannot be unpacked" in caught.value.detail
    assert not os.path.exists("new")


@needs_qemu_img
@pytest.mark.parametrize("sparse", [0, 512, 1536, 12288, 1 << 20])
def test_zeros_are_found_as_qemu_img_finds_them(folder: Path, sparse: int) -> None:
    make_plain(random.Random(13), folder / PLAIN)
    made = Conversion(Case("qcow2", 0, {"cluster_size": 1024}), [PLAIN], sparse=sparse)
    assert differ(made, folder) == ""


@needs_qemu_img
def test_sources_follow_each_other(folder: Path) -> None:
    for number, name in enumerate(("a", "b", "c")):
        make_plain(random.Random(20 + number), folder / name)
    made = Conversion(Case("qcow2", 0, {"cluster_size": 4096}), ["a", "b", "c", "a"])
    assert differ(made, folder) == ""


@needs_qemu_img
def test_a_snapshot_is_read_as_it_was(folder: Path) -> None:
    run("qemu-img", "create", "-f", "qcow2", "source", "1M")
    run("qemu-io", "-c", "write -P 5 0 100k", "source")
    run("qemu-img", "snapshot", "-c", "before", "source")
    run("qemu-io", "-c", "write -P 6 50k 300k", "source")
    assert differ(Conversion(Case("raw", 0), ["source"], snapshot="before"), folder) == ""


def test_what_was_copied_is_said(folder: Path) -> None:
    (folder / "source").write_bytes(bytes(65536) + b"\1" * 4096 + bytes(65536))
    seen: list[tuple[int, int]] = []
    made = instar.convert(
        "source", "new", format="qcow2", on_progress=lambda done, total: seen.append((done, total))
    )
    assert (made.filename, made.format, made.virtual_size) == ("new", "qcow2", 135168)
    assert (made.data, made.zeros, made.compressed, made.cloned) == (4096, 131072, 0, 0)
    assert seen[-1][0] == seen[-1][1] > 0


def test_options_are_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "source").write_bytes(bytes(65536))
    names: list[str] = []

    def reading(settings: Iterable[Setting], *how: Any) -> dict[str, Any]:
        given = tuple(settings)
        names.extend(setting.name for setting in given)
        return read_settings(given, *how)

    for module in (create_options, measure):
        monkeypatch.setattr(module, "read_settings", reading)
    made = instar.convert("source", "new", format="qcow2", options={"cluster_size": 4096})
    assert made.options["cluster_size"] == 4096
    assert names == ["cluster_size"]


@pytest.mark.parametrize("kind", ["kvm", "process"])
def test_both_sandboxes_write_the_same(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    make_plain(random.Random(14), folder / "source")
    if kind == "kvm" and not os.access("/dev/kvm", os.W_OK):
        pytest.skip("no /dev/kvm")
    for name, sandbox in (("a", kind), ("b", "auto")):
        instar.convert("source", name, format="vhdx", seed=3, sandbox=sandbox)
    assert (folder / "a").read_bytes() == (folder / "b").read_bytes()


@pytest.mark.parametrize(
    ("source", "options", "kind", "text"),
    [
        ("no", {}, OpenError, "Could not open 'no': No such file or directory"),
        ("source", {"x": 1}, UsageError, "Invalid parameter 'x'"),
        ("source", {"cluster_size": 3}, UsageError, "new: error while converting qcow2: Cluster"),
        ("bad", {}, ImageError, "error while reading block status at offset 65536"),
    ],
)
def test_what_cannot_be_converted_leaves_what_was_there(
    folder: Path, source: str, options: Options, kind: type[InstarError], text: str
) -> None:
    (folder / "source").write_bytes(b"\1" * 4096)
    (folder / "new").write_bytes(b"old")
    instar.create("bad", format="qcow2", size=1 << 20, options={"preallocation": "metadata"})
    with open("bad", "r+b") as file:  # the second entry of the L2 table leads into a cluster
        file.seek(4 * 65536 + 14)
        file.write(b"\2")
    with pytest.raises(kind) as caught:
        instar.convert(source, "new", format="qcow2", options=options)
    assert text in (getattr(caught.value, "qemu", "") or str(caught.value))
    assert (folder / "new").read_bytes() == b"old"
    assert sorted(os.listdir()) == ["bad", "new", "source"]


def test_what_the_copying_guest_warns_of_is_said_once(folder: Path) -> None:
    instar.create("source", format="qcow2", size=1 << 20, options={"preallocation": "metadata"})
    with open("source", "r+b") as file:  # where the first refcount block is
        file.seek(65536 + 6)
        file.write(b"\2")
    (warning,) = instar.convert("source", "new").warnings
    assert "Refblock offset 0x20200 unaligned" in warning


def test_a_target_that_cannot_be_written_is_one_plain_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (folder / "source").write_bytes(b"\1" * 4096)
    monkeypatch.setattr(transfer, "write", full)
    with pytest.raises(WriteError) as caught:
        instar.convert("source", "new")
    assert str(caught.value) == "Could not write to 'new': No space left on device"
    assert caught.value.errno == errno.ENOSPC
    assert os.listdir() == ["source"]


def test_a_source_is_not_its_own_target(folder: Path) -> None:
    (folder / "source").write_bytes(b"\1" * 4096)
    with pytest.raises(UsageError, match='Failed to get "write" lock'):
        instar.convert("source", "source")
    assert (folder / "source").read_bytes() == b"\1" * 4096


@pytest.mark.parametrize("sparse", [-512, 1000, (16 << 20) + 512])
def test_a_run_of_zeros_has_whole_sectors(folder: Path, sparse: int) -> None:
    with pytest.raises(UsageError, match="sparse must be"):
        instar.convert("source", "new", sparse=sparse)
