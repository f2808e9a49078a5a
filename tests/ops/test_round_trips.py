# SPDX-License-Identifier: Apache-2.0
"""From every format that is written to every other: the content stays, and is measured before."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

import instar

KIB = 1 << 10
LENGTH = 1280 * KIB
FORMATS: tuple[tuple[str, Mapping[str, str | int | bool]], ...] = (
    ("raw", {}),
    ("qcow2", {"cluster_size": 4096}),
    ("qcow", {}),
    ("qed", {}),
    ("vdi", {}),
    ("vpc", {"force_size": True}),
    ("vhdx", {"block_size": 1 << 20}),
    ("parallels", {"cluster_size": 65536}),
    ("vmdk", {}),
)


def write_plain(path: Path) -> None:
    """Noise, holes, and zeros that are written."""
    chance = random.Random(2)
    with open(path, "wb") as file:
        for start, length in ((0, 5 * KIB), (64 * KIB, 200 * KIB), (900 * KIB, 3 * KIB + 512)):
            file.seek(start)
            file.write(chance.randbytes(length))
        file.write(bytes(70 * KIB))
        file.truncate(LENGTH)


@pytest.mark.parametrize(("source", "options"), FORMATS)
def test_content_goes_through_every_pair(
    tmp_path: Path, source: str, options: Mapping[str, str | int | bool]
) -> None:
    plain, first = tmp_path / "plain", tmp_path / "first"
    write_plain(plain)
    with instar.Client() as client:
        wanted = client.convert(plain, first, format=source, options=options, hash="sha256")
        for target, more in FORMATS:
            new = tmp_path / target
            found = client.convert(
                first, new, source_format=source, format=target, options=more, hash="sha256"
            )
            measured = client.measure(first, target, more, format=source)
            assert (target, found.hash) == (target, wanted.hash)
            assert (target, new.stat().st_size <= measured.required) == (target, True)
        assert client.compare(plain, new, format="raw", other_format=target)
