# SPDX-License-Identifier: Apache-2.0
"""The guest's binaries: the same bytes from every build, and headers that fit them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from instar.generated import SPECS_HASH, boot, memory
from instar.record import replace
from instar.sandbox import images
from instar.sandbox.errors import SandboxError
from tests.sandbox import trial
from tests.sandbox.binaries import copied
from tests.wanted import skip_without


def _make(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", "-C", str(trial.ROOT / "guest"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _build(out: Path, *arguments: str) -> dict[str, bytes]:
    done = _make(f"OUT={out}", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """The core that the tests run, and another in a directory with a longer name; `make
    release-check` does the same with every operation.
    """
    own = _build(trial.ROOT / "guest" / "build")
    second = _build(tmp_path / "another-folder" / "below", "core")
    assert list(second) == ["core-kvm.bin", "core-process.bin", "runner.elf"]
    assert second == {name: own[name] for name in second}


def test_table_has_every_binary_and_its_hash() -> None:
    built = _build(trial.ROOT / "guest" / "build")
    lines = built[images.TABLE].decode("ascii").splitlines()
    built = {name: data for name, data in built.items() if name.endswith((".bin", ".elf"))}
    assert "measure.bin" in built
    assert sorted(lines) == sorted(
        f"{hashlib.blake2b(data).hexdigest()}  {name}" for name, data in built.items()
    )


def test_no_binary_names_a_place_or_a_day() -> None:
    """By which two builds would differ."""
    for name, data in _build(trial.ROOT / "guest" / "build").items():
        assert os.fsencode(trial.ROOT) not in data, name
    guest = trial.ROOT / "guest"
    sources = [p for p in guest.rglob("*.[ch]") if guest / "build" not in p.parents]
    assert len(sources) > 300
    assert not [p for p in sources if re.search(r"__(DATE|TIME|TIMESTAMP)__", p.read_text())]


def test_clang_builds_it_too(tmp_path: Path) -> None:
    """The core; `make check` builds everything."""
    skip_without("clang")
    done = _make("CC=clang", "WERROR=-Werror", f"OUT={tmp_path}", "core")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "core-kvm.bin").stat().st_size > 0


def test_missing_compiler_is_named_with_its_cure(tmp_path: Path) -> None:
    done = _make(f"OUT={tmp_path}", "CC=/nonexistent/cc")
    assert done.returncode != 0
    assert "no C compiler" in done.stderr
    assert "apt-get install gcc" in done.stderr


def test_operation_that_is_too_large_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "ops" / "large"
    folder.mkdir(parents=True)
    bulk = memory.LEN_OPERATION_FILE
    (folder / "large.c").write_text(
        '#include "io/op.h"\n'
        f"static const uint8_t bulk[{bulk}] = {{ 1 }};\n"
        "bool op_run(const uint8_t *config, size_t len) { return config[0] == bulk[len]; }\n"
    )
    trial.compiled(tmp_path / "out")
    done = _make(
        f"OPS={tmp_path / 'ops'}", f"OUT={tmp_path / 'out'}", "FORMATS=none", "check-sizes"
    )
    assert done.returncode != 0
    assert "large.bin is too large" in done.stderr


HEADER = boot.BootImageHeader(
    version=boot.VERSION,
    kind=boot.BootImageKind.OPERATION,
    specs_hash=SPECS_HASH,
    len_text=memory.LEN_PAGE,
    len_rodata=memory.LEN_PAGE,
    len_data=0,
    len_bss=memory.LEN_PAGE,
    entry=memory.BASE + memory.OFS_OPERATION + 64,
)


def _parse(data: bytes) -> images.Image:
    return images.parse(
        "x.bin", data, boot.BootImageKind.OPERATION, memory.OFS_OPERATION, memory.LEN_OPERATION
    )


def test_header_lays_out_segments() -> None:
    page = memory.LEN_PAGE
    image = _parse(HEADER.pack().ljust(2 * page, b"\0"))
    start = memory.OFS_OPERATION
    assert image.segments == (
        (start, page, False, True),
        (start + page, page, False, False),
        (start + 2 * page, page, True, False),
    )
    assert image.fixed == 2 * page


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ELF" * 100,
        HEADER.pack(),
        HEADER.pack().ljust(3 * memory.LEN_PAGE, b"\0"),
        b"X" + HEADER.pack()[1:].ljust(2 * memory.LEN_PAGE - 1, b"\0"),
    ],
)
def test_file_that_is_no_binary_is_refused(data: bytes) -> None:
    with pytest.raises(SandboxError, match=r"x\.bin"):
        _parse(data)


def test_binary_built_from_other_specs_is_refused_in_one_line() -> None:
    stale = replace(HEADER, specs_hash=SPECS_HASH ^ 1)
    with pytest.raises(SandboxError) as caught:
        _parse(stale.pack().ljust(2 * memory.LEN_PAGE, b"\0"))
    assert str(caught.value) == "x.bin: built from other specs than instar's; run `make guest`"


def test_missing_binary_is_told_with_its_cure() -> None:
    with pytest.raises(images.ImageMissing, match="run `make guest`"):
        images.operation("nonexistent")


def test_relative_names_cannot_leave_the_folder() -> None:
    with pytest.raises(SandboxError):
        images.operation("../" * 3 + os.path.relpath("/etc/passwd", "/"))


@pytest.mark.parametrize("change", [b"", b"!"], ids=["cut", "longer"])
def test_binary_that_was_not_built_so_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, operation: str, change: bytes
) -> None:
    del operation
    data = images.read("map.bin")
    (copied(tmp_path) / "map.bin").write_bytes(data + change if change else data[:-1])
    monkeypatch.setattr(images, "folder", lambda: str(tmp_path))
    monkeypatch.setattr(images, "_cache", {})
    images.operation("measure")
    with pytest.raises(SandboxError, match=r"map\.bin is not the one that was built"):
        images.operation("map")


def test_program_is_held_to_its_hash_whenever_its_file_is_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, operation: str
) -> None:
    """And only then: a sandbox is made in less time than reading it takes."""
    del operation
    runner = copied(tmp_path) / "runner.elf"
    monkeypatch.setattr(images, "folder", lambda: str(tmp_path))
    monkeypatch.setattr(images, "_checked", {})
    assert images.program(runner.name) == str(runner)
    with monkeypatch.context() as patch:
        patch.setattr(images, "read", lambda name: pytest.fail(f"reads {name} again"))
        images.program(runner.name)
    data = runner.read_bytes()
    runner.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(SandboxError, match=r"runner\.elf is not the one that was built"):
        images.program(runner.name)


def test_binary_out_of_no_build_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, operation: str
) -> None:
    del operation
    shutil.copy(images.find("map.bin"), copied(tmp_path) / "other.bin")
    monkeypatch.setattr(images, "folder", lambda: str(tmp_path))
    with pytest.raises(SandboxError, match=r"other\.bin is not the one that was built"):
        images.operation("other")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A directory in which instar is installed as out of a wheel."""
    site = tmp_path / "site-packages"
    shutil.copytree(trial.ROOT / "instar", site / "instar", ignore=shutil.ignore_patterns("_guest"))
    (site / "instar" / "_guest").mkdir()
    copied(site / "instar" / "_guest")
    return site


def test_binaries_next_to_an_installed_package_are_not_run(site: Path, operation: str) -> None:
    """Whatever another package installs there, and as much as it looks like a checkout."""
    del operation
    planted = site / "guest" / "build"
    planted.mkdir(parents=True)
    (planted / "measure.bin").write_bytes(b"planted")
    for makefile in (False, True):
        if makefile:
            shutil.copy(trial.ROOT / "guest" / "Makefile", site / "guest")
        assert _folder(site) == str(site / "instar" / "_guest")


def test_checkout_without_sources_has_no_build(site: Path, operation: str) -> None:
    del operation
    shutil.rmtree(site / "instar" / "_guest")
    (site / "guest" / "build").mkdir(parents=True)
    assert _folder(site) == str(site / "instar" / "_guest")
    shutil.copy(trial.ROOT / "guest" / "Makefile", site / "guest")
    assert _folder(site) == str(site / "guest" / "build")


def _folder(site: Path) -> str:
    """Where an installed instar looks for its binaries; where there are some, it runs one."""
    program = (
        "from instar.sandbox import images\n"
        "print(images.folder())\n"
        "try: images.operation('measure')\n"
        "except images.ImageMissing: pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(site)},
        cwd=site,
    )
    return done.stdout.strip()
