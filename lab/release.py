# SPDX-License-Identifier: Apache-2.0
"""Hold what would be published against what it promises: `make release-check`.

    python -m lab.release [--suites bookworm,trixie,sid] [DIR]
    python -m lab.release --pin     pin the newest tools that build it, in lab/release.txt

Checks that what is generated is current and that the documentation builds. Builds the sdist, and
the wheel out of it, in DIR (default: dist), with the tools that lab/release.txt pins by their
hashes and no others; looks at both; installs each in an empty environment, the wheel without a
compiler in sight, with the extras of `scan`, and once for each Python of this machine; runs the
README's commands there; and installs the wheel in a fresh Debian root of each suite, where a user
without rights or `/dev/kvm` asks it. The roots need root and debootstrap. INSTAR_REPOSITORY, the
address of the repository, gives the packages their URLs. What cannot be tried here is named at the
end, and whatever is wrong ends the run with status 1.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from instar.version import __version__
from lab import debian
from tests.docs.examples import differing

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / "lab" / "release.txt"
TOOLS_HEAD = """\
# What builds a release, each file by its hash: `python -m lab.release --pin` writes this.
"""
SDIST_LIMIT = 2_000_000
PLATFORMS = {"manylinux2014_x86_64", "manylinux_2_17_x86_64", "musllinux_1_1_x86_64"}
SUITES = ("bookworm", "trixie", "sid")  # Python 3.11, 3.13 and 3.14
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
QUESTION = ("measure", "--size", "10G", "-O", "qcow2")
ANSWER = "required size: 1900544\nfully allocated size: 10739318784\n"
NOBODY = 65534


class Wrong(Exception):
    """What would be published is not what it should be."""


def run(line: Sequence[str | Path], **more: object) -> str:
    """Run a program that has to succeed; its standard output."""
    done = subprocess.run(line, capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload]
    if done.returncode:
        last = "\n".join((done.stderr.strip() or done.stdout.strip()).splitlines()[-15:])
        raise Wrong(f"{' '.join(map(str, line))}: status {done.returncode}\n{last}")
    return str(done.stdout)


def wanted_tools() -> list[str]:
    """What the build asks for, and the program that asks."""
    with open(ROOT / "pyproject.toml", "rb") as project:
        return ["build", *tomllib.load(project)["build-system"]["requires"]]


def pins(report: str) -> str:
    """The lines for what pip reports that it would install."""
    found = []
    for item in json.loads(report)["install"]:
        named = item["metadata"]
        digest = item["download_info"]["archive_info"]["hashes"]["sha256"]
        found.append(f"{named['name']}=={named['version']} --hash=sha256:{digest}\n")
    return TOOLS_HEAD + "".join(sorted(found))


def pin() -> None:
    """Write the newest tools down. All are pure Python, so that one file of each will do."""
    options = ["--dry-run", "--ignore-installed", "--quiet", "--only-binary", ":all:"]
    pip = [sys.executable, "-m", "pip", "install", *options, "--report", "-"]
    TOOLS.write_text(pins(run([*pip, *wanted_tools()])))


def tools(folder: Path, pinned: Path = TOOLS) -> Path:
    """An environment with the pinned tools in it, and nothing else; its Python."""
    venv.create(folder, with_pip=True, clear=True)
    python = folder / "bin" / "python"
    options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    run([python, "-m", "pip", "install", *options, "-r", pinned])
    return python


def build(folder: Path, python: Path) -> tuple[Path, Path]:
    """The sdist, and the wheel that comes out of it, by the tools next to `python`."""
    for old in folder.glob("instar-*"):
        old.unlink()
    run([python, "-m", "build", "--no-isolation", "--outdir", folder, ROOT])
    (sdist,) = folder.glob("instar-*.tar.gz")
    (wheel,) = folder.glob("instar-*.whl")
    return sdist, wheel


def check_tree(folder: Path) -> None:
    """What is generated is what the specs say, and the documentation builds without a warning."""
    run([sys.executable, "-m", "codegen", "check"], cwd=ROOT)
    run([sys.executable, ROOT / "docs/site/build.py", folder])


def check_sdist(sdist: Path) -> None:
    """Its name has the version, it is small, and it needs no network to be built."""
    if sdist.name != f"instar-{__version__}.tar.gz":
        raise Wrong(f"{sdist.name}: the version is {__version__}")
    if sdist.stat().st_size > SDIST_LIMIT:
        raise Wrong(f"{sdist.name}: {sdist.stat().st_size} bytes are more than {SDIST_LIMIT}")
    with tarfile.open(sdist) as packed:
        names = {name.split("/", 1)[1] for name in packed.getnames()}
    missing = {"guest/codec/libraries.tar.xz", "LICENSE", "specs/guest.proto"} - names
    if missing:
        raise Wrong(f"{sdist.name}: without {', '.join(sorted(missing))}")


def check_wheel(wheel: Path) -> None:
    """Its tags are true, and the guest, the specs, the licences and the man pages are in it."""
    tags = set(wheel.stem.split("-")[-1].split("."))
    if tags != PLATFORMS:
        raise Wrong(f"{wheel.name}: its platforms are {', '.join(sorted(tags))}")
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    for wanted in (
        r"instar/_guest/measure\.bin",
        r"instar/_guest/B2SUMS",
        r"instar/_guest/licenses/zstd/LICENSE",
        r"instar/_specs/formats/qcow2\.ksy",
        r".*/share/man/man1/instar\.1",
        r"instar/py\.typed",
    ):
        if not any(re.fullmatch(wanted, name) for name in names):
            raise Wrong(f"{wheel.name}: nothing in it is called {wanted}")


def check_guest(wheel: Path, own: Path = ROOT / "guest" / "build" / "B2SUMS") -> None:
    """Two builds of the guest give the same bytes: the checkout's own, and the wheel's, which was
    built elsewhere.
    """
    with zipfile.ZipFile(wheel) as packed:
        built = packed.read("instar/_guest/B2SUMS").decode()
    if unlike := set(built.splitlines()) ^ set(own.read_text().splitlines()):
        names = sorted({line.split()[1] for line in unlike})
        raise Wrong(f"{wheel.name}: not the bytes of guest/build: {', '.join(names)}")


def check_links(wheel: Path, repository: str) -> None:
    """What an index shows leads into the repository, and nowhere relative to the index."""
    with zipfile.ZipFile(wheel) as packed:
        (name,) = (n for n in packed.namelist() if n.endswith(".dist-info/METADATA"))
        text = packed.read(name).decode()
    if f"Project-URL: Source, {repository}\n" not in text:
        raise Wrong(f"{wheel.name}: no link to {repository}")
    if dead := re.findall(r"\]\((?!https?:|#)[^)]*\)", text):
        raise Wrong(f"{wheel.name}: links that lead nowhere from an index: {', '.join(dead)}")


def environment(folder: Path, package: Path) -> Path:
    """An empty environment with only the package, and what it needs, in it; its programs."""
    venv.create(folder, with_pip=True, clear=True)
    run([folder / "bin" / "pip", "install", "--quiet", package])
    return folder / "bin"


def ask(*program: str | Path, **more: object) -> None:
    """A first question, which a fresh installation answers as the README says."""
    answer = run([*program, *QUESTION], **more)
    if answer != ANSWER:
        raise Wrong(f"{' '.join(map(str, program))} answers {answer!r}")


def without_compiler(folder: Path) -> dict[str, str]:
    """An environment whose PATH has neither compiler nor make."""
    programs = folder / "path"
    programs.mkdir()
    for name in ("env", "sh", "uname", "ldd"):
        if found := shutil.which(name):
            (programs / name).symlink_to(found)
    return {**os.environ, "PATH": str(programs)}


def try_wheel(wheel: Path, folder: Path) -> None:
    """Installed where there is no compiler, it answers in each sandbox of this machine."""
    bare = without_compiler(folder)
    venv.create(folder / "wheel", with_pip=True)
    programs = folder / "wheel" / "bin"
    run([programs / "pip", "install", "--quiet", wheel], env=bare)
    for sandbox in ("auto", "process"):
        ask(programs / "instar", env={**bare, "INSTAR_SANDBOX": sandbox})
    run([programs / "instar", "doctor"], env=bare)


def try_extras(wheel: Path, folder: Path) -> None:
    """With its extras it scans a directory and an archive, in a pool and on a cluster, into
    Parquet.
    """
    venv.create(folder / "extras", with_pip=True)
    programs, images = folder / "extras" / "bin", folder / "images"
    run([programs / "pip", "install", "--quiet", f"instar[scan,dask] @ {wheel.resolve().as_uri()}"])
    images.mkdir()
    for name in ("a.qcow2", "b.vmdk"):
        run([programs / "instar", "create", "-f", name[2:], images / name, "1M"])
    with tarfile.open(folder / "images.tar", "w") as packed:
        packed.add(images, arcname="images")
    for url in (str(images), f"tar://::file://{folder}/images.tar"):
        for engine in ("pool", "dask"):
            words = ["scan", url, "-o", str(folder / "rows"), "--engine", engine, "--jobs", "2"]
            said = run([programs / "instar", *words])
            if not said.startswith("2 images asked, 0 with an error"):
                raise Wrong(f"scan of {url} by {engine} answers {said!r}")
            shown = run([programs / "instar", "scan", "report", folder / "rows"])
            if not re.search("^images: +2$", shown, re.MULTILINE):
                raise Wrong(f"the report of a scan is {shown!r}")
            shutil.rmtree(folder / "rows")


def interpreters() -> dict[str, Path]:
    """A Python of each supported version, where there is one: on the PATH, or one of pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found: dict[str, Path] = {}
    for version in PYTHONS:
        on_path = shutil.which(f"python{version}")
        programs = [*pyenv.glob(f"{version}.*/bin/python{version}")]
        for program in [*programs, Path(on_path)] if on_path else programs:
            done = subprocess.run([program, "-c", "import venv"], capture_output=True, check=False)
            if done.returncode == 0:
                found[version] = program
    return found


def try_pythons(wheel: Path, folder: Path) -> list[str]:
    """The wheel in an environment of each Python of this machine; what could not be tried."""
    found = interpreters()
    for version, python in found.items():
        run([python, "-m", "venv", folder / version])
        run([folder / version / "bin" / "pip", "install", "--quiet", wheel])
        ask(folder / version / "bin" / "instar")
    print(f"Python {', '.join(found)} of this machine: the wheel answers", flush=True)
    return [f"Python {version} of this machine" for version in PYTHONS if version not in found]


def try_readme(programs: Path) -> None:
    """The README's commands, run by what was installed from the sdist."""
    if found := list(differing(ROOT / "README.md", str(programs / "instar"))):
        raise Wrong("\n".join(found))


def wheelhouse(wheel: Path, programs: Path, folder: Path, version: str) -> Path:
    """The wheel, and those it needs, for a version of Python that may not be this one."""
    house = folder / f"wheels-{version}"
    run(
        [
            programs / "pip", "download", "--quiet", "--only-binary", ":all:", "--dest", house,
            "--python-version", version, wheel,
        ]
    )  # fmt: skip
    return house


def try_root(suite: str, wheel: Path, programs: Path, folder: Path) -> str:
    """The wheel in a fresh Debian root, asked by a user without rights; which Python it was."""
    root = folder / suite
    run(
        [
            "debootstrap", "--variant=minbase", "--include=python3,python3-venv",
            suite, root, debian.mirror(),
        ]
    )  # fmt: skip
    shown = run(["chroot", root, "python3", "--version"]).split()[1]
    house = wheelhouse(wheel, programs, folder, ".".join(shown.split(".")[:2]))
    shutil.copytree(house, root / "wheels")
    run(["chroot", root, "python3", "-m", "venv", "/opt/instar"])
    install = ["/opt/instar/bin/pip", "install", "--quiet", "--no-index"]
    run(["chroot", root, *install, "--find-links", "/wheels", f"instar=={__version__}"])
    ask("chroot", f"--userspec={NOBODY}:{NOBODY}", root, "/opt/instar/bin/instar")
    return shown


def roots(suites: Iterable[str], wheel: Path, programs: Path, folder: Path) -> list[str]:
    """Try each suite; what could not be tried."""
    if os.geteuid() or not shutil.which("debootstrap"):
        return ["a fresh Debian root: needs root and debootstrap (apt-get install debootstrap)"]
    for suite in suites:
        shown = try_root(suite, wheel, programs, folder)
        print(f"{suite}: Python {shown} answers", flush=True)
    return []


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.release", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist")
    parser.add_argument("--suites", default=",".join(SUITES))
    parser.add_argument("--pin", action="store_true", help="only pin the newest tools")
    asked = parser.parse_args(argv)
    if asked.pin:
        pin()
        return 0
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="instar-release-") as scratch:
        folder = Path(scratch)
        check_tree(folder)
        print("nothing has drifted, and the documentation builds", flush=True)
        sdist, wheel = build(asked.folder, tools(folder / "tools"))
        run([sys.executable, "-m", "twine", "check", "--strict", sdist, wheel])
        check_sdist(sdist)
        check_wheel(wheel)
        check_guest(wheel)
        repository = os.environ.get("INSTAR_REPOSITORY", "").rstrip("/")
        if repository:
            check_links(wheel, repository)
        print(f"{sdist.name} ({sdist.stat().st_size} bytes) and {wheel.name} are whole", flush=True)
        try_wheel(wheel, folder)
        print("the wheel answers where there is no compiler", flush=True)
        try_extras(wheel, folder)
        print("with its extras, the wheel scans in a pool and on a cluster", flush=True)
        programs = environment(folder / "sdist", sdist)
        try_readme(programs)
        print("the sdist builds, and the README's commands answer as it shows", flush=True)
        missing = try_pythons(wheel, folder)
        missing += roots(asked.suites.split(","), wheel, programs, folder)
    if not repository:
        missing.append("links of the packages: INSTAR_REPOSITORY gives no address")
    for what in missing:
        print(f"not tried: {what}")
    return 0


if __name__ == "__main__":
    try:
        status = main()
    except (Wrong, debian.Unavailable) as wrong:
        print(f"release-check: {wrong}", file=sys.stderr)
        status = 1
    sys.exit(status)
