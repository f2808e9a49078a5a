# SPDX-License-Identifier: Apache-2.0
"""The qemu-img versions that Debian's suites offer, side by side, installed nowhere.

    python -m lab.parity.matrix             fetch what is missing, and ask each the recorded questions again
    python -m lab.parity.matrix fetch       only fetch; prints where each one is
    python -m lab.parity.matrix record      fetch, and record what is not recorded yet

Each suite's qemu-utils is downloaded with every library it needs, from the mirror that this
machine's own apt sources name and with the keys that it has, and unpacked under --dir; a wrapper
starts it with the suite's own loader. A suite that the mirror does not have, or whose signature
cannot be checked, is skipped and said so.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from lab.parity import record, score
from lab.parity.store import Baselines
from lab.parity.tools import QemuImg

SUITES = ("bullseye", "bookworm", "trixie", "sid")
PROGRAMS = ("qemu-img", "qemu-io")
APT_SOURCES = Path("/etc/apt")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
VERIFIED = "measure_size,measure,map,info,check,compare,snapshot"


class Unavailable(Exception):
    """A suite cannot be had here; the message says why."""


def default_folder() -> Path:
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache_home / "instar" / "qemu"


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


def fetch(suite: str, folder: Path, trusted: bool) -> Path:
    """Download and unpack a suite's qemu-utils; the path of its qemu-img."""
    program = folder / suite / "qemu-img"
    if program.exists():
        return program
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise Unavailable("no apt-get and dpkg here")
    state, root = folder / f".state-{suite}", folder / f"root-{suite}"
    for path in (state / "lists/partial", state / "cache/archives/partial", root):
        path.mkdir(parents=True, exist_ok=True)
    signed = "trusted=yes" if trusted else f"signed-by={KEYRING}"
    (state / "sources.list").write_text(f"deb [{signed}] {mirror()} {suite} main\n")
    (state / "status").touch()
    for command in (("update",), ("install", "-y", "--download-only", "qemu-utils")):
        _apt(state, suite, *command)
    for package in sorted((state / "cache/archives").glob("*.deb")):
        subprocess.run(["dpkg", "-x", package, root], check=True)
    for name in PROGRAMS:
        _write_wrapper(folder / suite / name, root, name)
    shutil.rmtree(state)
    return program


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
    folders = [p for p in root.rglob("x86_64-linux-gnu") if p.is_dir()]
    libraries = ":".join(str(p.absolute()) for p in folders)
    started = subprocess.run(
        [loader, "--argv0", name, "--list", "/bin/true"], capture_output=True
    )  # loaders before glibc 2.33 do not know --argv0
    argv0 = ["--argv0", name] if started.returncode == 0 else []
    line = [loader.absolute(), *argv0, "--library-path", libraries, program.absolute()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, line))} "$@"\n')
    path.chmod(0o755)


def fetched(suites: list[str], folder: Path, trusted: bool) -> Iterator[tuple[str, QemuImg]]:
    """Each suite's qemu-img, with a line that says what it is or why it is not there."""
    for suite in suites:
        try:
            tool = QemuImg(fetch(suite, folder, trusted), folder)
            print(f"{suite}: {tool.banner}, {tool.program}")
        except (Unavailable, subprocess.CalledProcessError) as error:
            print(f"{suite}: skipped: {error}")
            continue
        yield suite, tool


def verify(tools: list[tuple[str, QemuImg]], op: str, case: str) -> int:
    """Ask each one the recorded questions again; 1 when one answers otherwise."""
    recorded = {version.banner for version in Baselines().versions}
    worst = 0
    for suite, tool in tools:
        if tool.banner not in recorded:
            print(f"{suite}: skipped: {tool.banner!r} is not recorded: matrix record")
            continue
        print(f"== {suite}", flush=True)
        line = ["--tool", str(tool.program), "--op", op, "--case", case, "--show-diff", "5"]
        worst = max(worst, score.main(line))
    return worst


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m lab.parity.matrix",
        description="Debian's qemu-img versions, side by side.",
    )
    parser.add_argument(
        "action", nargs="?", choices=("verify", "fetch", "record"), default="verify"
    )
    parser.add_argument("--suites", default=",".join(SUITES), help="with commas")
    parser.add_argument("--dir", type=Path, default=default_folder(), help="where they are kept")
    parser.add_argument("--op", default=VERIFIED, help="verify: operations, with commas")
    parser.add_argument("--case", default="*", help="verify, record: pattern over case ids")
    parser.add_argument("--trusted", action="store_true", help="do not ask for a signature")
    options = parser.parse_args(argv)
    tools = list(fetched(options.suites.split(","), options.dir, options.trusted))
    if not tools:
        print("nothing could be fetched", file=sys.stderr)
        return 1
    if options.action == "record":
        return record.main(["--bins", str(options.dir), "--case", options.case])
    return verify(tools, options.op, options.case) if options.action == "verify" else 0


if __name__ == "__main__":
    sys.exit(main())
