# SPDX-License-Identifier: Apache-2.0
"""Both kinds of sandbox run the same operation binary: every message is the same, whatever the
image.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from instar.generated.measure import MeasureConfig
from instar.generated.profiles import DEFAULT
from instar.generated.source import SourceFormat
from instar.generated.target import TargetOptions
from instar.ops.access import Access
from instar.options.source import source_from_name
from instar.sandbox import images
from instar.sandbox.disk import Disk
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.pool import Pool
from tests.wanted import reason

RAW = TargetOptions(format=SourceFormat.RAW)
FORMATS = ("qcow2", "vmdk", "vpc", "vhdx", "vdi", "qed", "qcow", "parallels", "luks")


def _noise(folder: Path) -> list[Path]:
    """Files that look like images for as long as a format looks at signatures, and noise behind;
    and sparse ones.
    """
    rng = random.Random(17)
    heads = [
        b"QFI\xfb\0\0\0\3",
        b"KDMV\1\0\0\0",
        b"COWD",
        b"vhdxfile",
        b"QED\0",
        b"QFI\xfb\0\0\0\1",
        b"LUKS\xba\xbe\0\1",
        b"",
    ]
    paths = []
    for number in range(40):
        path = folder / f"noise-{number}"
        body = bytearray(rng.randbytes(rng.choice([100, 4096, 70_000])))
        head = rng.choice(heads)
        body[: len(head)] = head
        path.write_bytes(body)
        os.truncate(path, rng.choice([len(body), 1 << 20, 3_000_001]))
        paths.append(path)
    return paths


def test_both_kinds_say_the_same(tmp_path: Path, operation: str) -> None:
    del operation
    try:
        images.find("measure.bin")
        pools = [Pool("kvm"), Pool("process")]
    except SandboxUnavailable as error:
        pytest.skip(reason("kvm", str(error)))
    kinds_of_answer = set()
    for path in _noise(tmp_path):
        for name in (None, *FORMATS):
            source = Access().source_options(source_from_name(str(path), name, DEFAULT), DEFAULT)
            config = MeasureConfig(source=source, has_source=1, target=RAW).pack()
            answers = []
            for pool in pools:
                heard: list[object] = []
                with Disk.open(str(path)) as disk:
                    ok = pool.run("measure", config, [disk], heard.append).ok
                answers.append((ok, heard))
                kinds_of_answer |= {type(message).__name__ for message in heard}
            assert answers[0] == answers[1], (path, name)
    for pool in pools:
        pool.close()
    assert kinds_of_answer >= {"Error", "MeasureResult"}
