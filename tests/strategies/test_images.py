# SPDX-License-Identifier: Apache-2.0
"""Generated images against the real qemu-img: it opens each, and its check finds nothing.

`INSTAR_IMAGES` sets how many images of each format are tried (default 12; 200 and more were run
before release).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import instar
from tests.strategies import (
    bochs_images,
    cloop_images,
    qcow2_images,
    sesparse_images,
    vhd_images,
    vhdx_images,
    vmdk_images,
)
from tests.strategies.image import Image
from tests.wanted import needs

EXAMPLES = int(os.environ.get("INSTAR_IMAGES", "12"))
QEMU_IMG = shutil.which("qemu-img")
STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Image]]] = {
    "qcow2": qcow2_images.images,
    "vmdk": vmdk_images.images,
    "vhd": vhd_images.images,
    "vhdx": vhdx_images.images,
    "sesparse": sesparse_images.images,
    "bochs": bochs_images.images,
    "cloop": cloop_images.images,
}
NO_CHECK = 63
"""Exit status of `qemu-img check` for formats that have none."""

needs_qemu = needs("qemu-img")


def qemu(*args: str) -> subprocess.CompletedProcess[str]:
    assert QEMU_IMG is not None
    return subprocess.run([QEMU_IMG, *args], capture_output=True, text=True, check=False)


def data_in(path: Path, image: Image) -> list[tuple[int, int]]:
    """The ranges that qemu-img reads as data, joined."""
    done = qemu("map", "--output=json", "-f", image.format, str(path))
    assert done.returncode == 0, done.stderr
    return joined((row["start"], row["length"]) for row in json.loads(done.stdout) if row["data"])


def joined(ranges: object) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, length in ranges:  # type: ignore[attr-defined]
        if out and sum(out[-1]) == start:
            out[-1] = (out[-1][0], out[-1][1] + length)
        else:
            out.append((start, length))
    return out


@needs_qemu
@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_qemu_img_opens_generated_image(name: str, tmp_path: Path) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.function_scoped_fixture,
        ],
    )
    @given(STRATEGIES[name]())
    def check(image: Image) -> None:
        path = image.write(tmp_path / f"disk{image.suffix}")
        info = qemu("info", "--output=json", "-f", image.format, str(path))
        assert info.returncode == 0, info.stderr
        told = json.loads(info.stdout)
        assert told["virtual-size"] == image.virtual_size
        assert [row["name"] for row in told.get("snapshots", ())] == image.snapshots
        data = told.get("format-specific", {}).get("data", {})
        assert [row["name"] for row in data.get("bitmaps", ())] == image.bitmaps
        checked = qemu("check", "-f", image.format, str(path))
        assert checked.returncode in (0, NO_CHECK), checked.stdout + checked.stderr
        if image.format != "vhdx":  # its map is one run of data, whatever its table says
            assert data_in(path, image) == joined(image.data)
        if image.disk is not None:
            raw = tmp_path / "disk.raw"
            done = qemu("convert", "-f", image.format, "-O", "raw", str(path), str(raw))
            assert (done.returncode, raw.read_bytes()) == (0, image.disk), done.stderr
            instar.convert(path, raw, source_format=image.format, format="raw")
            assert raw.read_bytes() == image.disk

    check()
