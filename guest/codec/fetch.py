# SPDX-License-Identifier: Apache-2.0
"""Fetch the codec libraries that `sources.txt` pins, and unpack what the guest needs of them.

    python3 fetch.py DIR            one directory per library in DIR, its licence included
    python3 fetch.py DIR ARCHIVE    what is in DIR, packed for a source distribution

Archives are kept in a cache (`$XDG_CACHE_HOME/instar/codecs`), which builds without a network use;
what does not have the pinned hash is refused, wherever it comes from. Nothing of a package runs:
pip would ask its build system for the metadata, and gets the answer from here.

A source distribution of instar has them already, in `libraries.tar.xz`, and is built without a
network.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

PINS = Path(__file__).with_name("sources.txt")
CARRIED = Path(__file__).with_name("libraries.tar.xz")
"""What a source distribution carries: all that is unpacked here. xz makes it a quarter smaller than
the distribution's own gzip.
"""
BACKENDS = ("scikit_build_core/build.py", "setuptools/build_meta.py")
"""The modules that pip asks for the packages' metadata, as their `build-backend` names them."""
BACKEND = """\
import os

def get_requires_for_build_wheel(config_settings=None):
    return []

def prepare_metadata_for_build_wheel(folder, config_settings=None):
    name = "{package}-{version}.dist-info"
    os.mkdir(os.path.join(folder, name))
    with open(os.path.join(folder, name, "METADATA"), "w") as file:
        file.write("Metadata-Version: 2.1\\nName: {package}\\nVersion: {version}\\n")
    return name
"""


class Source(NamedTuple):
    package: str
    version: str
    sha256: str
    folder: str
    files: tuple[str, ...]

    @property
    def archive(self) -> str:
        return f"{self.package}-{self.version}.tar.gz"


def sources() -> list[Source]:
    """The pinned libraries."""
    lines = [line.split() for line in PINS.read_text(encoding="utf-8").splitlines()]
    rows = [line for line in lines if line and line[0] != "#"]
    return [Source(row[0], row[1], row[2], row[3], tuple(row[4:])) for row in rows]


def cache() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "instar" / "codecs"


def archive(source: Source) -> Path:
    """The archive in the cache, downloaded if it is not there, and with the hash that is pinned."""
    path = cache() / source.archive
    if not path.exists():
        _download(source, path)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source.sha256:
        raise SystemExit(f"{path}: its sha256 is {found}, not {source.sha256} as sources.txt says")
    return path


def _download(source: Source, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        wanted = Path(scratch) / "wanted.txt"
        wanted.write_text(f"{source.package}=={source.version} --hash=sha256:{source.sha256}\n")
        for name in BACKENDS:
            backend = Path(scratch) / name
            backend.parent.mkdir()
            (backend.parent / "__init__.py").touch()  # or a package of that name goes before it
            backend.write_text(BACKEND.format(package=source.package, version=source.version))
        options = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation", "-d", scratch]
        _pip([*options, "--require-hashes", "-r", str(wanted)], scratch, source, path)
        os.replace(Path(scratch) / source.archive, path)


def _pip(options: list[str], backends: str, source: Source, path: Path) -> None:
    line = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "download", *options]
    environment = os.environ | {"PYTHONPATH": backends}
    done = subprocess.run(line, env=environment, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
        raise SystemExit(
            f"cannot fetch {source.archive}: {reason}\n"
            f"Without a network, put the source distribution at {path}."
        )


def without(text: bytes, part: str) -> bytes:
    """A file that was put together from several, without one of them."""
    start = text.index(f"/**** start inlining {part} ****/\n".encode())
    mark = f"/**** ended inlining {part} ****/\n".encode()
    return text[:start] + text[text.index(mark, start) + len(mark) :]


def write(path: Path, text: bytes) -> None:
    """Write a file, in a directory that may have to be made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)


def unpack(source: Source, folder: Path) -> None:
    """Write the named files of a library below `folder`."""
    root = f"{source.package}-{source.version}/{source.folder}"
    with tarfile.open(archive(source)) as packed:
        for entry in source.files:
            name, _, parts = entry.partition(":")
            member = packed.extractfile(f"{root}/{name}")
            assert member is not None, name
            text = member.read()
            for part in filter(None, parts.split(",")):
                text = without(text, part)
            write(folder / source.folder / name, text)


def carry(folder: Path, archive: Path) -> None:
    """Pack what was unpacked below `folder`: the same bytes each time."""
    with tarfile.open(archive, "w:xz", preset=9) as packed:
        for source in sources():
            for entry in source.files:
                member = tarfile.TarInfo(f"{source.folder}/{entry.partition(':')[0]}")
                text = (folder / member.name).read_bytes()
                member.size = len(text)
                packed.addfile(member, io.BytesIO(text))


def unpack_carried(folder: Path) -> None:
    """Write what a source distribution carries below `folder`."""
    with tarfile.open(CARRIED) as packed:
        for member in packed:
            content = packed.extractfile(member)
            assert content is not None, member.name
            write(folder / member.name, content.read())


def main(folder: str, archive: str = "") -> None:
    if archive:
        carry(Path(folder), Path(archive))
    elif CARRIED.exists():
        unpack_carried(Path(folder))
    else:
        for source in sources():
            unpack(source, Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
