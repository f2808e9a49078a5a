# SPDX-License-Identifier: Apache-2.0
"""The codec libraries are fetched by hash, and nothing of what is fetched runs."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.guest.native.walkers import GUEST

PROJECT = b"""[build-system]
requires = ["nothing-that-there-is"]
build-backend = "setuptools.build_meta"
"""


def fetcher() -> Any:
    """The program, which is apart from every package: a wheel is built before there is one."""
    spec = importlib.util.spec_from_file_location("fetch", GUEST / "codec" / "fetch.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sdist(folder: Path) -> Path:
    """A source distribution whose setup.py leaves a trace."""
    trace = folder / "trace"
    files = {
        "pyproject.toml": PROJECT,
        "setup.py": f"open({str(trace)!r}, 'w')\n".encode(),
        "lib/code.c": b"int x;\n",
    }
    path = folder / "codec-1.tar.gz"
    with tarfile.open(path, "w:gz") as packed:
        for name, content in files.items():
            member = tarfile.TarInfo(f"codec-1/{name}")
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
    return path


@pytest.fixture
def offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return sdist(tmp_path)


def test_only_the_named_files_are_taken_and_nothing_runs(offered: Path, tmp_path: Path) -> None:
    fetch = fetcher()
    digest = hashlib.sha256(offered.read_bytes()).hexdigest()
    fetch.unpack(fetch.Source("codec", "1", digest, "lib", ("code.c",)), tmp_path / "out")
    found = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert found == [tmp_path / "out" / "lib" / "code.c"]
    assert not (tmp_path / "trace").exists()


def test_another_hash_is_refused_before_it_is_kept(offered: Path, tmp_path: Path) -> None:
    fetch = fetcher()
    with pytest.raises(SystemExit, match=r"cannot fetch codec-1\.tar\.gz"):
        fetch.unpack(fetch.Source("codec", "1", "0" * 64, "lib", ("code.c",)), tmp_path / "out")
    assert not list((tmp_path / "cache").rglob(offered.name))
    assert not (tmp_path / "trace").exists()


def test_a_source_distribution_carries_what_was_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch, made = fetcher(), tmp_path / "made"
    pins = tmp_path / "sources.txt"
    pins.write_text("codec 1 0 lib code.c:left.c,out.c deep/code.h\n")
    monkeypatch.setattr(fetch, "PINS", pins)
    monkeypatch.setattr(fetch, "CARRIED", tmp_path / "libraries.tar.xz")
    fetch.write(made / "lib/code.c", b"int x;\n")
    fetch.write(made / "lib/deep/code.h", b"extern int x;\n")
    fetch.main(str(made), str(fetch.CARRIED))
    packed = fetch.CARRIED.read_bytes()
    fetch.main(str(made), str(fetch.CARRIED))
    assert fetch.CARRIED.read_bytes() == packed
    fetch.main(str(tmp_path / "out"))
    found = {str(p.relative_to(made)): p.read_bytes() for p in made.rglob("*.*")}
    out = tmp_path / "out"
    assert {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*.*")} == found
    assert len(found) == 2
