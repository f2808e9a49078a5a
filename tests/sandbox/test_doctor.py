# SPDX-License-Identifier: Apache-2.0
"""`instar doctor`: what it says is what is there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from instar.cli.main import main
from instar.ops import doctor as ops
from instar.render import doctor as render
from instar.sandbox import images, kvm
from tests.sandbox.binaries import copied


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, operation: str) -> None:
    del operation
    monkeypatch.setattr(ops, "RUNS", 2)
    monkeypatch.delenv("INSTAR_SANDBOX", raising=False)
    try:
        images.find("measure.bin")
    except images.ImageMissing as error:
        pytest.skip(str(error))


def test_report_in_both_forms_tells_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    report = ops.examine()
    told = json.loads(render.as_json(report))
    assert [s["kind"] for s in told["sandboxes"]] == ["kvm", "process"]
    assert told["auto"]["takes"] == report.chosen
    for binary in told["guest-binaries"]:
        data = (Path(told["guest-folder"]) / binary["name"]).read_bytes()
        assert (binary["size"], binary["blake2b"]) == (len(data), hashlib.blake2b(data).hexdigest())
    names = {
        path.name for path in Path(images.folder()).iterdir() if path.suffix in (".bin", ".elf")
    }
    assert {binary["name"] for binary in told["guest-binaries"]} == names
    human = render.human(report)
    assert all(binary["blake2b"] in human for binary in told["guest-binaries"])
    for sandbox in report.sandboxes:
        assert f"{sandbox.kind}:" in human
        assert sandbox.usable == (sandbox.fresh is not None) == (sandbox.reason == "")
    assert main(["doctor", "--output=json"]) == (0 if report.chosen else 1)
    assert json.loads(capsys.readouterr().out)["version"] == told["version"]


def test_missing_kvm_is_told_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kvm, "DEVICE", "/nonexistent/kvm")
    kvm.opened.clear()
    try:
        report = ops.examine()
    finally:
        kvm.opened.clear()
    human = render.human(report)
    assert "kvm:      not usable: /nonexistent/kvm: No such file or directory\n" in human
    assert report.chosen in ("process", "")
    if report.chosen:
        assert (
            "auto:     takes process: kvm does not work here: /nonexistent/kvm: No such file or "
            "directory" in human
        )


def test_environment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSTAR_SANDBOX", "process")
    assert ops.examine().why.startswith("INSTAR_SANDBOX asks for it")


def test_without_binaries_nothing_is_usable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(images, "folder", lambda: str(tmp_path))
    monkeypatch.setattr(images, "_cache", {})
    report = ops.examine()
    assert report.chosen == ""
    assert "guest binaries: none" in render.human(report)
    assert "run `make guest`" in report.sandboxes[0].reason


@pytest.mark.parametrize("name", ["map.bin", "runner.elf", "core-process.bin"])
def test_changed_binary_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also one that no run of the doctor needs."""
    built = images.table()[name]
    changed = copied(tmp_path) / name
    changed.write_bytes(changed.read_bytes() + b"!")
    monkeypatch.setattr(images, "folder", lambda: str(tmp_path))
    monkeypatch.setattr(images, "_cache", {})
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert f"not the one that was built, whose BLAKE2b is {built}" in told
    assert hashlib.blake2b(changed.read_bytes()).hexdigest() in told


def test_a_root_without_proc_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> object:
        raise FileNotFoundError

    monkeypatch.setattr("builtins.open", missing)
    assert ops._process_facts() == ("no /proc",)
