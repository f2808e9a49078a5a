# SPDX-License-Identifier: Apache-2.0
"""`instar.measure`, the Python API."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import pytest

import instar

MIB = 1 << 20


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw image of 1 MiB whose first half is a hole."""
    path = tmp_path / "half.raw"
    with open(path, "wb") as file:
        file.seek(MIB // 2)
        file.write(b"x" * (MIB // 2))
    return path


def sizes(found: instar.Measurement) -> tuple[int, int, int | None]:
    return found.required, found.fully_allocated, found.bitmaps


def test_image_is_measured_for_qcow2_by_default(raw: Path) -> None:
    assert sizes(instar.measure(raw)) == (851968, 1376256, None)
    assert sizes(instar.measure(str(raw), "raw")) == (MIB, MIB, None)


@pytest.mark.parametrize(
    ("target", "unit", "data"), [("qcow2", 4096, 12288), ("qcow2", 65536, 131072), ("raw", 0, MIB)]
)
def test_data_is_counted_in_blocks_of_the_target(
    tmp_path: Path, target: str, unit: int, data: int
) -> None:
    path = tmp_path / "image"
    with open(path, "wb") as file:
        file.write(b"x" * 5000)
        file.truncate(MIB)
        file.seek(MIB // 2)
        file.write(b"x")
    options = {"cluster_size": unit} if unit else {}
    assert instar.measure(path, target, options=options).data == data
    assert instar.measure(size=MIB, target=target, options=options).data == 0


def test_options_are_values_of_any_kind(raw: Path) -> None:
    spelled = instar.measure(raw, options={"cluster_size": "4k", "compat": "0.10"})
    assert instar.measure(raw, options={"cluster_size": 4096, "compat": "0.10"}) == spelled
    lazy = instar.measure(raw, options={"lazy_refcounts": True, "extended_l2": False})
    assert sizes(lazy) == sizes(instar.measure(raw))
    assert (lazy.options["lazy_refcounts"], lazy.options["extended_l2"]) == (True, False)


def test_empty_disk_is_measured_by_size() -> None:
    assert instar.measure(size=1 << 30).required == 393216
    assert sizes(instar.measure(size=0, target="raw")) == (0, 0, None)


def test_format_of_the_source_can_be_forced(raw: Path) -> None:
    with pytest.raises(instar.ImageError) as caught:
        instar.measure(raw, format="qcow2")
    error = caught.value
    assert (error.structure, error.field, error.offset) == ("qcow2 header", "magic", 0)
    assert error.reason == "must be 51 46 49 fb"
    assert str(error) == f"Could not open '{raw}': Image is not in qcow2 format"
    assert instar.measure(raw, format="raw") == instar.measure(raw)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "either path or size must be given, and not both"),
        ({"path": "x", "size": 1}, "either path or size must be given, and not both"),
        ({"size": 1, "target": "nonsense"}, "Unknown file format 'nonsense'"),
        (
            {"size": 1, "options": {"nonsense": 1}},
            "Invalid parameter 'nonsense'\nInvalid options for file format 'qcow2'",
        ),
        ({"size": 1 << 62}, "The image size is too large (try using a larger cluster size)"),
        ({"size": 1, "qemu_version": "1.0"}, "The release '1.0' of qemu-img is not known"),
    ],
)
def test_wrong_request_is_a_usage_error(given: dict[str, object], message: str) -> None:
    with pytest.raises(instar.UsageError) as caught:
        instar.measure(**given)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_missing_file_is_an_open_error(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    with pytest.raises(instar.OpenError) as caught:
        instar.measure(missing)
    assert caught.value.filename == str(missing)
    assert isinstance(caught.value, instar.InstarError)


def test_threads_may_measure_at_once(raw: Path) -> None:
    found: list[instar.Measurement] = []

    def work() -> None:
        found.extend(instar.measure(raw) for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sizes(one) for one in found] == [(851968, 1376256, None)] * 80


def test_release_decides_whether_bitmaps_are_told(qemu_img: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.qcow2"
    subprocess.run([qemu_img, "create", "-q", "-f", "qcow2", path, "1M"], check=True)
    assert instar.measure(path).bitmaps == 0
    assert instar.measure(path, options={"compat": "0.10"}).bitmaps is None
    assert instar.measure(path, "raw").bitmaps is None
    assert instar.measure(path, qemu_version="5.0").bitmaps is None


def test_package_says_what_it_has() -> None:
    assert set(instar.__all__) <= set(dir(instar)) | {"measure", "Measurement"}
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        instar.nonsense  # noqa: B018


@pytest.mark.parametrize(
    ("target", "options", "size", "message"),
    [
        (
            "qed",
            {"cluster_size": 3},
            1,
            "QED cluster size must be within range [4096, 67108864] and power of 2",
        ),
        (
            "qed",
            {"cluster_size": 0},
            1,
            "QED cluster size must be within range [4096, 67108864] and power of 2",
        ),
        (
            "qed",
            {"table_size": 32},
            1,
            "QED table size must be within range [1, 16] and power of 2",
        ),
        (
            "qed",
            {},
            65 << 40,
            "QED image size must be a non-zero multiple of cluster size and less than "
            "70368744177664 bytes",
        ),
        (
            "qed",
            {"cluster_size": "64M"},
            1,
            "QED image size must be a non-zero multiple of cluster size and less than 0 bytes",
        ),
        ("vhdx", {"block_size": "3M"}, 1, "Block size must be a power of two"),
        ("vhdx", {"log_size": "4G"}, 1, "Log size must be smaller than 4 GB"),
        ("vhdx", {"log_size": 0}, 1, "Log size must be a multiple of 1 MB"),
        ("vhdx", {}, 65 << 40, "Image size too large; max of 64TB"),
        (
            "vdi",
            {},
            600 << 40,
            "Unsupported VDI image size (size is 0x2580000000000, max supported is "
            "0x1fffff8000000)",
        ),
        ("vpc", {}, 3 << 40, "The image size is too large for file format 'vpc'"),
        ("qcow", {}, 0, "Image size is too small, cannot be zero length"),
        ("parallels", {"cluster_size": 0}, 1, "Image size is too large for this cluster size"),
        ("parallels", {"cluster_size": "4G"}, 1, "Cluster size is too large"),
        ("vmdk", {"grain_size": 3}, 1, "Grain size must be a power of two and at least 4096 bytes"),
    ],
)
def test_calculators_refuse_in_the_words_of_qemu_img_create(
    target: str, options: dict[str, int | str], size: int, message: str
) -> None:
    with pytest.raises(instar.UsageError) as caught:
        instar.measure(size=size, target=target, options=options)
    assert str(caught.value) == message
