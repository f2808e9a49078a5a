# SPDX-License-Identifier: Apache-2.0
"""Programs of any Debian suite, side by side, installed nowhere.

A package is downloaded with every library it needs, from the mirror that this machine's own apt
sources name and with the keys that it has, and unpacked into a directory; a wrapper starts each
program with the suite's own loader.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

APT_SOURCES = Path("/etc/apt")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


class Unavailable(Exception):
    """A suite or package cannot be had here; the message says why."""


def mirror() -> str:
    """The first archive that this machine's apt sources name."""
    for path in sorted(APT_SOURCES.glob("sources.list.d/*.sources")):
        for line in path.read_text().splitlines():
            if line.startswith("URIs:"):
                return line.split()[1]
    for path in [APT_SOURCES / "sources.list", *sorted(APT_SOURCES.glob("sources.list.d/*.list"))]:
        for line in path.read_text().splitlines() if path.exists() else ():
            words = [word for word in line.split() if "://" in word]
            if line.startswith("deb ") and words:
                return words[0]
    raise Unavailable("no archive in /etc/apt: this needs a Debian machine")


def fetch(
    suite: str, folder: Path, package: str, names: tuple[str, ...], trusted: bool = False
) -> list[Path]:
    """Download and unpack a package of a suite, with what it needs; the paths of its programs."""
    programs = [folder / suite / name for name in names]
    if all(program.exists() for program in programs):
        return programs
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise Unavailable("no apt-get and dpkg here")
    state, root = folder / f".state-{suite}", folder / f"root-{suite}"
    for path in (state / "lists/partial", state / "cache/archives/partial", root):
        path.mkdir(parents=True, exist_ok=True)
    signed = "trusted=yes" if trusted else f"signed-by={KEYRING}"
    (state / "sources.list").write_text(f"deb [{signed}] {mirror()} {suite} main\n")
    (state / "status").touch()
    for command in (("update",), ("install", "-y", "--download-only", package)):
        _apt(state, suite, *command)
    for archive in sorted((state / "cache/archives").glob("*.deb")):
        subprocess.run(["dpkg", "-x", archive, root], check=True)
    for program in programs:
        _write_wrapper(program, root, program.name)
    shutil.rmtree(state)
    return programs


def _apt(state: Path, suite: str, *command: str) -> None:
    options = {
        "Dir::Etc::sourcelist": state / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::Lists": state / "lists",
        "Dir::State::status": state / "status",
        "Dir::Cache": state / "cache",
        "APT::Install-Recommends": "false",
        "Debug::NoLocking": "1",
    }
    line = ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in options.items()), *command]
    done = subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode or "NO_PUBKEY" in done.stderr:
        lines = [x for x in done.stderr.splitlines() if x.startswith(("E:", "W:"))]
        raise Unavailable(f"apt-get {command[0]}: {lines[0] if lines else done.returncode}")


def _write_wrapper(path: Path, root: Path, name: str) -> None:
    """A script that starts a program of another suite with that suite's loader and libraries."""
    loader = next(root.rglob("ld-linux-x86-64.so.2"), None)
    program = root / "usr/bin" / name
    if loader is None or not program.exists():
        raise Unavailable(f"no {name} for x86-64 in what was unpacked")
    folders = [*(p for p in root.rglob("x86_64-linux-gnu") if p.is_dir()), root / "usr/lib"]
    libraries = ":".join(str(p.absolute()) for p in folders)
    started = subprocess.run(
        [loader, "--argv0", name, "--list", "/bin/true"], capture_output=True
    )  # loaders before glibc 2.33 do not know --argv0
    argv0 = ["--argv0", name] if started.returncode == 0 else []
    line = [loader.absolute(), *argv0, "--library-path", libraries, program.absolute()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, line))} "$@"\n')
    path.chmod(0o755)
