# SPDX-License-Identifier: Apache-2.0
"""Files that shrink, grow or change while they are read: an answer or one clear error, in both
kinds of sandbox.
"""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from instar.generated.measure import MeasureConfig
from instar.generated.messages import Error, MeasureResult
from instar.generated.source import SourceFormat, SourceOptions
from instar.generated.target import TargetFlag, TargetOptions
from instar.sandbox.disk import Disk
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.pool import Pool
from lab.images.luks import luks
from lab.images.qcow2 import CLUSTER, DATA, L1, qcow2_bytes
from tests.hostile import every_number
from tests.hostile.every_number import Lay
from tests.wanted import reason

CONFIG = MeasureConfig(
    source=SourceOptions(max_depth=16, request_size=1 << 20, flags=1),
    has_source=1,
    target=TargetOptions(format=SourceFormat.QCOW2, flags=TargetFlag.COMPAT_V3),
).pack()


@pytest.fixture(params=["kvm", "process"])
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    try:
        made = Pool(request.param)
    except SandboxUnavailable as error:
        pytest.skip(reason("kvm", str(error)))
    with made:
        yield made


def ask(pool: Pool, disk: Disk) -> list[object]:
    heard: list[object] = []
    pool.run("measure", CONFIG, [disk], heard.append)
    return heard


@pytest.mark.parametrize("length", [0, 4, 104, CLUSTER, L1, L1 + 4])
def test_file_that_shrinks_after_it_was_opened_is_a_read_error(
    pool: Pool, tmp_path: Path, length: int
) -> None:
    path = tmp_path / "image"
    path.write_bytes(qcow2_bytes(entries={0: DATA}))
    with Disk.open(str(path)) as disk:
        os.truncate(path, length)
        heard = ask(pool, disk)
    assert isinstance(heard[-1], Error)
    assert disk.error is not None and "became shorter" in str(disk.error)


SOUND: tuple[Lay, ...] = (
    luks,
    every_number.lay_parallels,
    every_number.lay_qcow,
    every_number.lay_qcow2,
    every_number.lay_qed,
    every_number.lay_vdi,
    every_number.lay_vhd,
    every_number.lay_vhdx,
    every_number.lay_vmdk,
)


@pytest.mark.parametrize("lay", SOUND, ids=lambda lay: lay.__name__.removeprefix("lay_"))
def test_file_of_any_format_that_shrinks_is_answered_as_before_or_named(
    pool: Pool, tmp_path: Path, lay: Lay
) -> None:
    """The answer about the whole file, where what is gone is not needed for it."""
    path = tmp_path / "image"
    lay(path)
    length = path.stat().st_size
    with Disk.open(str(path)) as disk:
        whole = ask(pool, disk)[-1]
    for part in (0, 1, 512, 4096, length // 2, length - 1):
        lay(path)
        with Disk.open(str(path)) as disk:
            os.truncate(path, part)
            heard = ask(pool, disk)
        if disk.error is None:
            assert part > 0 and heard[-1] == whole
        else:
            assert isinstance(heard[-1], Error) and "became shorter" in str(disk.error)


def test_file_that_grows_is_seen_as_it_was(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "image"
    path.write_bytes(b"x" * 4096)
    with Disk.open(str(path)) as disk:
        os.truncate(path, 1 << 30)
        heard = ask(pool, disk)
    result = heard[-1]
    assert isinstance(result, MeasureResult) and result.virtual_size == 4096


def test_image_that_changes_all_the_time_ends(pool: Pool, tmp_path: Path) -> None:
    """Another thread writes random fields and lengths while the image is asked about a hundred
    times.
    """
    path = tmp_path / "image"
    whole = qcow2_bytes(entries=dict.fromkeys(range(8), DATA))
    path.write_bytes(whole)
    stop = threading.Event()

    def scribble() -> None:
        chooser = random.Random(5)
        with path.open("r+b", buffering=0) as file:
            while not stop.is_set():
                os.pwrite(file.fileno(), chooser.randbytes(8), chooser.randrange(0, L1 + 64, 4))
                if chooser.random() < 0.2:
                    os.ftruncate(file.fileno(), chooser.randrange(len(whole)))
                os.pwrite(file.fileno(), whole, 0)

    writer = threading.Thread(target=scribble)
    writer.start()
    try:
        for _ in range(100):
            with Disk.open(str(path)) as disk:
                heard = ask(pool, disk)
            assert isinstance(heard[-1], Error | MeasureResult)
    finally:
        stop.set()
        writer.join()
