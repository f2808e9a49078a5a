# SPDX-License-Identifier: Apache-2.0
"""What the tests use that is not Python: where each program is, what provides it, and its
installation.

    python -m lab.tools            install what is missing, as far as this machine and user allow
    python -m lab.tools --list     only say what is missing

Debian packages are installed where this is root; CBMC, which not every Debian release carries, and
the Kaitai compiler are put in a cache and need no rights. What cannot be had is one line each, and
no error: tests that want it skip, and say so in the table that closes a run.
"""

from __future__ import annotations

import argparse
import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lab import debian, store

ROOT = Path(__file__).resolve().parents[1]
NODE = ROOT / "build" / "node"
PACKAGES = ROOT / "tests" / "codegen" / "package.json"
MODULES = {
    "argon2-cffi": "argon2",
    "numpy": "numpy",
    "pillow": "PIL",
    "mkdocs-material": "material",
    "atheris": "atheris",
    "libvhdi-python": "pyvhdi",
    "libqcow-python": "pyqcow",
    "libvmdk-python": "pyvmdk",
    "libluksde-python": "pyluksde",
    "dissect.hypervisor": "dissect",
    "ray": "ray",
    "gcp-storage-emulator": "gcp_storage_emulator",
}
CBMC_SUITES = ("bullseye", "trixie", "sid")  # which carry CBMC, the one that proves fastest first
APT_LIMIT_S = 600
FUZZER_PROBE = (
    b"int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n)"
    b" { return d && n > 1 ? 0 : 0; }"
)


def cache() -> Path:
    """Where programs of other Debian releases are kept."""
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache_home / "instar" / "tools"


@functools.cache
def which(name: str) -> str | None:
    """A program, on the PATH or among those that `make test-deps` put in the cache."""
    fetched = sorted(cache().glob(f"*/{name}"))
    return shutil.which(name) or (str(fetched[0]) if fetched else None)


@functools.cache
def fuzzing_clang() -> str | None:
    """A clang that has libFuzzer."""
    found = shutil.which(os.environ.get("CLANG", "clang"))
    if found is None:
        return None
    command = [found, "-fsanitize=fuzzer", "-x", "c", "-", "-o", os.devnull]
    done = subprocess.run(command, input=FUZZER_PROBE, capture_output=True, check=False)
    return found if done.returncode == 0 else None


def kaitai() -> Path | None:
    """The node modules with the official Kaitai compiler."""
    modules = NODE / "node_modules"
    there = all((modules / name).is_dir() for name in ("kaitai-struct-compiler", "js-yaml"))
    return modules if there else None


def azurite() -> Path | None:
    """The emulator of Azure's blobs, for the file system of adlfs."""
    program = NODE / "node_modules" / ".bin" / "azurite-blob"
    return program if program.exists() and find_spec("adlfs") else None


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that tests want."""

    name: str
    is_there: Callable[[], object]
    packages: tuple[str, ...]
    """Debian's."""
    command: str = ""
    """What provides it, where that is no Debian package."""

    @property
    def provided_by(self) -> str:
        return self.command or f"apt-get install {' '.join(self.packages)}"


def _clang_runtime() -> str:
    """The package with the sanitizers and libFuzzer of this release's clang."""
    line = ["apt-cache", "depends", "clang"]
    try:
        told = subprocess.run(line, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return "libclang-rt-dev"
    found = re.search(r"Depends: clang-(\d+)", told)
    return f"libclang-rt-{found[1]}-dev" if found else "libclang-rt-dev"


def _program(name: str, *packages: str) -> Tool:
    return Tool(name, lambda: shutil.which(name), packages)


def _module(name: str, module: str) -> Tool:
    return Tool(name, lambda: find_spec(module), (), f"pip install {name}")


@functools.cache
def tools() -> dict[str, Tool]:
    """Every tool, by its name."""
    cc = os.environ.get("CC", "cc")
    rows = (
        Tool("cc", lambda: shutil.which(cc), ("gcc", "libc6-dev")),
        _program("cryptsetup", "cryptsetup-bin"),
        _program("qemu-img", "qemu-utils"),
        _program("qemu-io", "qemu-utils"),
        Tool("clang", fuzzing_clang, ("clang", *([] if fuzzing_clang() else [_clang_runtime()]))),
        _program("node", "nodejs"),
        _program("npm", "npm"),
        _program("chromium", "chromium"),
        _program("strace", "strace"),
        _program("groff", "groff-base"),
        *(_program(shell, shell) for shell in ("bash", "zsh", "fish")),
        _program("losetup", "mount"),
        _program("mkfs.xfs", "xfsprogs"),
        Tool("swift", store.is_there, tuple(f"swift-{one}" for one in ("proxy", *store.SERVICES))),
        Tool("cbmc", lambda: which("cbmc"), (), "make test-deps"),
        Tool("kaitai", kaitai, (), "make test-deps"),
        Tool("azurite", azurite, (), "make test-deps"),
        Tool("kvm", lambda: os.access("/dev/kvm", os.R_OK | os.W_OK), (), "usermod -aG kvm $USER"),
        *(_module(name, module) for name, module in MODULES.items()),
    )
    return {tool.name: tool for tool in rows}


def missing() -> list[Tool]:
    """The tools that are not here."""
    return [tool for tool in tools().values() if not tool.is_there()]


def _forget() -> None:
    which.cache_clear()
    fuzzing_clang.cache_clear()
    tools.cache_clear()


def _apt(*words: str) -> str:
    """Why apt-get failed, "" where it did not."""
    line = ["apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=120", *words]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        line, capture_output=True, text=True, env=env, timeout=APT_LIMIT_S, check=False
    )
    said = [text for text in done.stderr.splitlines() if text.startswith("E:")]
    return "" if done.returncode == 0 else (said or [f"apt-get: {done.returncode}"])[0]


def install_packages(packages: Iterable[str]) -> None:
    """Debian's packages: all at once, and one by one where that fails."""
    wanted = list(dict.fromkeys(packages))
    if not wanted or shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    install = ("install", "--no-install-recommends")
    if not _apt(*install, *wanted):
        return
    _apt("update")
    if _apt(*install, *wanted):
        for package in wanted:
            if why := _apt(*install, package):
                print(f"test-deps: {package}: {why}", file=sys.stderr)


def fetch_cbmc() -> None:
    """CBMC of the first Debian release that has one which runs here."""
    for suite in CBMC_SUITES:
        try:
            (program,) = debian.fetch(suite, cache(), "cbmc", ("cbmc",))
        except (debian.Unavailable, subprocess.CalledProcessError) as error:
            print(f"test-deps: cbmc of {suite}: {error}", file=sys.stderr)
            continue
        if subprocess.run([program, "--version"], capture_output=True).returncode == 0:
            return
        program.unlink()


def install_node() -> None:
    """The official Kaitai compiler and the emulator of Azure's blobs, into build/node."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return
    NODE.mkdir(parents=True, exist_ok=True)
    shutil.copy(PACKAGES, NODE / "package.json")
    line = ["npm", "install", "--silent", "--no-fund", "--no-audit"]
    if subprocess.run(line, cwd=NODE, check=False).returncode:
        print("test-deps: npm could not install the Kaitai compiler and azurite", file=sys.stderr)


def install() -> None:
    """Everything that can be had here."""
    install_packages(package for tool in missing() for package in tool.packages)
    _forget()
    if which("cbmc") is None:
        fetch_cbmc()
    if kaitai() is None or azurite() is None:
        install_node()
    _forget()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.tools", description="What the tests want.")
    parser.add_argument("--list", action="store_true", help="install nothing")
    if not parser.parse_args(argv).list:
        install()
    for tool in missing():
        print(f"test-deps: no {tool.name}: tests that want it skip ({tool.provided_by})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
