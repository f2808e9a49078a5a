# SPDX-License-Identifier: Apache-2.0
"""A real qemu-img, where there is one, still answers as it was recorded; and what finds one on a
Debian machine.

Only a sample: `make matrix` asks all of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lab import debian
from lab.parity import matrix
from lab.parity.judge import differing_parts
from lab.parity.store import Case
from lab.parity.tools import QemuImg
from tests.parity.conftest import recordings

EVERY = 40  # one case in so many is asked


def sample() -> list[Case]:
    return [case for op in ("measure", "map", "info") for case in recordings().cases(op)[::EVERY]]


def test_a_real_qemu_img_answers_as_recorded(qemu_img: Path, corpus: Path) -> None:
    tool = QemuImg(qemu_img, corpus)
    versions = [v.name for v in recordings().versions if v.banner == tool.banner]
    if not versions:
        pytest.skip(f"no answers of {tool.banner} are recorded")
    asked = [case for case in sample() if versions[0] in case.answers]
    assert len(asked) > 50
    for case in asked:
        answer = tool.ask(case.argv)
        assert differing_parts(case.answers[versions[0]], answer, mask_disk_size=True) == [], (
            case.id
        )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "sources.list",
            "# deb http://no.example/debian x main\n"
            "deb [arch=amd64] http://a.example/debian sid main\n",
        ),
        (
            "sources.list.d/debian.sources",
            "Types: deb\nURIs: http://a.example/debian\nSuites: sid\n",
        ),
    ],
)
def test_the_mirror_is_the_one_of_this_machine(
    name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    monkeypatch.setattr(debian, "APT_SOURCES", tmp_path)
    assert debian.mirror() == "http://a.example/debian"


def test_a_machine_without_apt_sources_is_skipped_and_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(debian, "APT_SOURCES", tmp_path)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert matrix.main(["fetch", "--suites", "sid", "--dir", str(tmp_path / "qemu")]) == 1
    said = capsys.readouterr()
    assert "sid: skipped: no archive in /etc/apt" in said.out
    assert "nothing could be fetched" in said.err
