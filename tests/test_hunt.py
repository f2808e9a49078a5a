# SPDX-License-Identifier: Apache-2.0
"""The harness of the hunts: rows, where the next run begins, what is laid down."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lab import hunt
from lab.fuzz import packing


def mutant(seed: int) -> tuple[str, bytes]:
    return "raw", packing.pack(bytes([seed + 1]) * 16)


def judge(seed: int) -> hunt.Verdict:
    return hunt.Verdict(("odd",) if seed % 2 else (), "five" if seed == 5 else "")


def test_rows_resume_and_what_differs_is_laid_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hunt, "ROOT", tmp_path)
    (tmp_path / "lab").mkdir()
    one = hunt.Hunt("some_hunt", "", ("odd", "even"), 3, mutant)
    monkeypatch.setattr(sys, "argv", ["some_hunt", "--count", "4"])
    assert one.main(lambda folder: judge) == 0
    assert one.main(lambda folder: judge) == 1
    assert list(one.rows()) == [
        {"first": 0, "last": 2, "odd": 1, "even": 0},
        {"first": 3, "last": 3, "odd": 1, "even": 0},
        {"first": 4, "last": 6, "odd": 1, "even": 0},
        {"first": 7, "last": 7, "odd": 1, "even": 0},
    ]
    assert (tmp_path / "build/some_hunt/5.raw").read_bytes() == b"\6" * 16
    assert "seed 5: raw: five" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["some_hunt", "--lay", "9", str(tmp_path / "nine")])
    assert one.main(lambda folder: judge) == 0
    assert (tmp_path / "nine").read_bytes() == b"\n" * 16


def test_long_images_are_cut() -> None:
    assert packing.unpack(hunt.cut(packing.pack(bytes(99)), 40))[1] == 40
    assert hunt.cut(packing.pack(b"short"), 40) == packing.pack(b"short")
