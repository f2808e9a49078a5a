# SPDX-License-Identifier: Apache-2.0
"""What a command leaves behind, and what a long run has found, are found again."""

from __future__ import annotations

import fcntl
from pathlib import Path

from instar.sandbox.locks import WRITER, take
from lab.crash.done import Done
from lab.crash.left import left_behind


def test_names_descriptors_and_locks_are_found(tmp_path: Path) -> None:
    for name in ("disk", ".journal"):
        (tmp_path / name).touch()
    assert left_behind(tmp_path, {"disk", ".journal", "more"}) == []
    assert left_behind(tmp_path, {"disk"}) == ["the file .journal"]
    with open(tmp_path / "disk", "r+b") as file:
        assert left_behind(tmp_path, {"disk", ".journal"}) == ["a descriptor of disk"]
        assert take(file.fileno(), WRITER) == ""
        assert "a lock on disk" in left_behind(tmp_path, {"disk", ".journal"})
    with open(tmp_path / "disk", "rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        assert "a lock of the whole of disk" in left_behind(tmp_path, {"disk", ".journal"})


def test_a_long_run_goes_on(tmp_path: Path) -> None:
    for _ in range(2):
        with Done.at(tmp_path / "log") as done:
            assert done.get("b") is None
            if done.get("a") is None:
                done.put("a", ["x"])
            assert done.get("a") == ["x"]
    assert (tmp_path / "log").read_text() == '["a", ["x"]]\n'
