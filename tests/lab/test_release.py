# SPDX-License-Identifier: Apache-2.0
"""What `make release-check` refuses to publish. The check itself takes minutes: run it by hand."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

from instar.version import __version__
from lab import release

WHOLE = (
    "instar/_guest/measure.bin",
    "instar/_guest/SHA256SUMS",
    "instar/_guest/licenses/zstd/LICENSE",
    "instar/_specs/formats/qcow2.ksy",
    "instar.data/data/share/man/man1/instar.1",
    "instar/py.typed",
)


def wheel(folder: Path, names: tuple[str, ...], platforms: list[str]) -> Path:
    path = folder / f"instar-{__version__}-py3-none-{'.'.join(platforms)}.whl"
    with zipfile.ZipFile(path, "w") as packed:
        for name in names:
            packed.writestr(name, "")
    return path


def sdist(folder: Path, *names: str, version: str = __version__) -> Path:
    (folder / "empty").touch()
    path = folder / f"instar-{version}.tar.gz"
    with tarfile.open(path, "w:gz") as packed:
        for name in names:
            packed.add(folder / "empty", f"instar-{version}/{name}")
    return path


def test_a_whole_wheel_passes(tmp_path: Path) -> None:
    release.check_wheel(wheel(tmp_path, WHOLE, sorted(release.PLATFORMS)))


@pytest.mark.parametrize("missing", WHOLE)
def test_a_wheel_without_one_of_its_parts_is_refused(missing: str, tmp_path: Path) -> None:
    names = tuple(name for name in WHOLE if name != missing)
    with pytest.raises(release.Wrong, match="nothing in it"):
        release.check_wheel(wheel(tmp_path, names, sorted(release.PLATFORMS)))


def test_a_wheel_for_one_machine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(release.Wrong, match="linux_x86_64"):
        release.check_wheel(wheel(tmp_path, WHOLE, ["linux_x86_64"]))


def test_an_sdist_needs_its_libraries_and_the_version_of_the_tree(tmp_path: Path) -> None:
    names = ("guest/build/codec/.fetched", "LICENSE", "specs/guest.proto")
    release.check_sdist(sdist(tmp_path, *names))
    with pytest.raises(release.Wrong, match="without guest/build"):
        release.check_sdist(sdist(tmp_path, *names[1:]))
    with pytest.raises(release.Wrong, match="the version is"):
        release.check_sdist(sdist(tmp_path, *names, version="9.9"))


def test_a_program_that_answers_otherwise_is_refused(tmp_path: Path) -> None:
    program = tmp_path / "instar"
    program.write_text("#!/bin/sh\necho required size: 1\n")
    program.chmod(0o755)
    with pytest.raises(release.Wrong, match="answers 'required size: 1"):
        release.ask(program)
