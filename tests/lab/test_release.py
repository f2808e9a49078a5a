# SPDX-License-Identifier: Apache-2.0
"""What `make release-check` refuses to publish. The check itself takes minutes: run it by hand."""

from __future__ import annotations

import hashlib
import json
import re
import runpy
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from packaging.requirements import Requirement

from instar.version import __version__
from lab import release

WHOLE = (
    "instar/_guest/measure.bin",
    "instar/_guest/B2SUMS",
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


def test_a_guest_of_other_bytes_is_refused(tmp_path: Path) -> None:
    built = tmp_path / "some.whl"
    with zipfile.ZipFile(built, "w") as packed:
        packed.writestr("instar/_guest/B2SUMS", "00  map.bin\n11  measure.bin\n")
    own = tmp_path / "B2SUMS"
    own.write_text("00  map.bin\n11  measure.bin\n")
    release.check_guest(built, own)
    own.write_text("00  map.bin\n12  measure.bin\n")
    with pytest.raises(release.Wrong, match=r"not the bytes of guest/build: measure\.bin$"):
        release.check_guest(built, own)


def test_an_sdist_needs_its_libraries_and_the_version_of_the_tree(tmp_path: Path) -> None:
    names = ("guest/codec/libraries.tar.xz", "LICENSE", "specs/guest.proto")
    release.check_sdist(sdist(tmp_path, *names))
    with pytest.raises(release.Wrong, match="without guest/codec/libraries"):
        release.check_sdist(sdist(tmp_path, *names[1:]))
    with pytest.raises(release.Wrong, match="the version is"):
        release.check_sdist(sdist(tmp_path, *names, version="9.9"))


def test_a_program_that_answers_otherwise_is_refused(tmp_path: Path) -> None:
    program = tmp_path / "instar"
    program.write_text("#!/bin/sh\necho required size: 1\n")
    program.chmod(0o755)
    with pytest.raises(release.Wrong, match="answers 'required size: 1"):
        release.ask(program)


def pinned() -> dict[str, str]:
    """The tools that build a release: name and version."""
    lines = release.TOOLS.read_text().removeprefix(release.TOOLS_HEAD).splitlines()
    found = {}
    for line in lines:
        match = re.fullmatch(r"([\w.-]+)==([\w.]+) --hash=sha256:[0-9a-f]{64}", line)
        assert match, line
        found[match[1].lower().replace("_", "-")] = match[2]
    return found


def test_every_tool_that_the_build_asks_for_is_pinned() -> None:
    found = pinned()
    for text in release.wanted_tools():
        wanted = Requirement(text)
        assert wanted.specifier.contains(found[wanted.name]), text


def test_pins_are_what_pip_reports() -> None:
    item = {
        "metadata": {"name": "a", "version": "1"},
        "download_info": {"archive_info": {"hashes": {"sha256": "0f"}}},
    }
    other = item | {"metadata": {"name": "B", "version": "2"}}
    report = json.dumps({"install": [item, other]})
    assert release.pins(report) == (
        release.TOOLS_HEAD + "B==2 --hash=sha256:0f\na==1 --hash=sha256:0f\n"
    )


def tool(folder: Path) -> Path:
    """A wheel of a package that does nothing."""
    path = folder / "nothing-1-py3-none-any.whl"
    about = "Metadata-Version: 2.1\nName: nothing\nVersion: 1\n"
    kind = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("nothing.py", "")
        packed.writestr("nothing-1.dist-info/METADATA", about)
        packed.writestr("nothing-1.dist-info/WHEEL", kind)
        packed.writestr("nothing-1.dist-info/RECORD", "")
    return path


def test_a_tool_with_another_hash_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    digest = hashlib.sha256(tool(tmp_path).read_bytes()).hexdigest()
    (tmp_path / "pins").write_text(f"nothing==1 --hash=sha256:{digest}\n")
    python = release.tools(tmp_path / "tools", tmp_path / "pins")
    release.run([python, "-c", "import nothing"])
    release.run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "nothing"])
    (tmp_path / "pins").write_text(f"nothing==1 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr("venv.create", lambda *_, **__: None)  # as dear as the rest
    with pytest.raises(release.Wrong, match="HASHES"):
        release.tools(tmp_path / "tools", tmp_path / "pins")


def test_a_release_is_built_by_the_pinned_tools(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an environment that the build adds nothing to."""
    seen: list[list[str]] = []

    def run(line: Sequence[str | Path], **more: object) -> str:
        seen.append([str(word) for word in line])
        raise release.Wrong

    monkeypatch.setattr(release, "run", run)
    with pytest.raises(release.Wrong):
        release.build(tmp_path, tmp_path / "python")
    assert seen[0][0] == str(tmp_path / "python")
    assert "--no-isolation" in seen[0]


REPOSITORY = "https://example.org/owner/instar"


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The build hook, without the build tool that calls it."""
    for name in ("builders.hooks", "metadata"):
        module = ModuleType(f"hatchling.{name}.plugin.interface")
        module.__dict__.update(BuildHookInterface=_Plugin, MetadataHookInterface=_Plugin)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return SimpleNamespace(**runpy.run_path(str(release.ROOT / "guest/hatch_build.py")))


class _Plugin:
    def __class_getitem__(cls, _: object) -> type:
        return cls


def test_links_of_the_readme_lead_into_the_repository(hook: Any) -> None:
    text = "[a](docs/why.md#x) ![b](docs/chain.svg) [c](https://c/) [d](#e)"
    assert hook.absolute_links(text, REPOSITORY) == (
        f"[a]({REPOSITORY}/blob/HEAD/docs/why.md#x) ![b]({REPOSITORY}/raw/HEAD/docs/chain.svg)"
        " [c](https://c/) [d](#e)"
    )
    assert hook.absolute_links(text, "") == text


def test_packages_name_the_repository_where_it_is_known(hook: Any) -> None:
    assert set(hook.project_urls(REPOSITORY)) == {"Source", "Documentation", "Changelog", "Issues"}
    assert all(url.startswith(REPOSITORY) for url in hook.project_urls(REPOSITORY).values())
    assert hook.project_urls("") == {}


@pytest.mark.parametrize(
    ("metadata", "complaint"),
    [
        ("Project-URL: Source, https://elsewhere\n\n", "no link"),
        (f"Project-URL: Source, {REPOSITORY}\n\n[why](docs/why.md)", "docs/why.md"),
    ],
)
def test_dead_links_are_refused(metadata: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "instar.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("instar-1.dist-info/METADATA", metadata)
    with pytest.raises(release.Wrong, match=complaint):
        release.check_links(path, REPOSITORY)


def build(hook: Any, monkeypatch: pytest.MonkeyPatch, **there: str) -> str:
    """What stops a build where only these programs are, and this system and machine."""
    monkeypatch.setattr("platform.system", lambda: there.get("system", "Linux"))
    monkeypatch.setattr("platform.machine", lambda: there.get("machine", "x86_64"))
    programs = there.get("programs", "").split()
    monkeypatch.setattr("shutil.which", lambda name: name if name in programs else None)
    with pytest.raises(SystemExit) as stopped:
        hook.GuestBuildHook().make("all")
    return str(stopped.value)


@pytest.mark.parametrize(
    ("there", "complaint"),
    [
        ({"machine": "aarch64"}, "runs on Linux on x86-64 only, and this is Linux on aarch64"),
        ({"system": "Darwin"}, "runs on Linux on x86-64 only, and this is Darwin on x86_64"),
        ({"programs": "gcc make objcopy"}, "no cc to build the guest with"),
        ({"programs": "cc objcopy"}, "no make to build the guest with"),
        ({"programs": "cc make"}, "no objcopy to build the guest with"),
    ],
)
def test_a_build_that_cannot_be_says_why_in_one_line(
    hook: Any, monkeypatch: pytest.MonkeyPatch, there: dict[str, str], complaint: str
) -> None:
    monkeypatch.delenv("CC", raising=False)
    found = build(hook, monkeypatch, **there)
    assert complaint in found
    assert "\n" not in found


def test_a_build_uses_the_compiler_of_the_environment(
    hook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC", "clang -m64")
    assert "no clang to build" in build(hook, monkeypatch, programs="cc make objcopy")
