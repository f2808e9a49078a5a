# SPDX-License-Identifier: Apache-2.0
"""Journals of images that are changed together, which are in one file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from instar.sandbox.disk import Disk
from instar.sandbox.transaction import open_for_change, recover
from tests.sandbox.changes import OLD, change, commit_together, killed
from tests.sandbox.test_transaction import NEW, seen


@pytest.fixture
def several(tmp_path: Path) -> list[Path]:
    """Images that are changed together."""
    paths = [tmp_path / f"image{number}" for number in range(3)]
    for path in paths:
        path.write_bytes(OLD)
    return paths


def named(path: Path) -> list[Path]:
    """The journals of images in a directory."""
    return sorted(path.parent.glob(".instar-*"))


def check_each(paths: list[Path]) -> None:
    """Each is old or new, whatever becomes of the others; all are old again afterwards."""
    for path in paths:
        assert seen(path) in (OLD, NEW["all"])
        with open_for_change(str(path)) as disk:
            recover(disk)
        assert path.read_bytes() in (OLD, NEW["all"])
    assert named(paths[0]) == []
    for path in paths:
        path.write_bytes(OLD)


def all_named(paths: list[Path]) -> list[Path]:
    """Kill a change of all these at each step, until it has the journals of all."""

    at = 0
    while killed(paths[0], change, at, way=commit_together):
        if len(named(paths[0])) == len(paths):
            return named(paths[0])
        check_each(paths)
        at += 1
    raise AssertionError("there was never a journal of each")


def test_images_that_are_changed_together_share_a_journal_file(several: list[Path]) -> None:
    assert len({one.stat().st_ino for one in all_named(several)}) == 1
    assert [seen(path) for path in several] == [NEW["all"]] * len(several)
    assert [path.read_bytes() for path in several] == [OLD] * len(several)
    check_each(several)


def test_a_shared_journal_file_with_another_name_does_not_count(several: list[Path]) -> None:
    os.link(all_named(several)[0], several[0].parent / "more")
    with Disk.open(str(several[0])) as disk:
        assert "it has more names than journals" in disk.remark
