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
        assert (binary["size"], binary["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    human = render.human(report)
    for sandbox in report.sandboxes:
        assert f"{sandbox.kind}:" in human
        assert sandbox.usable == (sandbox.fresh is not None) == (sandbox.reason == "")
    assert main(["doctor", "--output=json"]) == (0 if report.chosen else 1)
    assert json.loads(capsys.readouterr().out)["version"] == told["version"]


def test_missing_kvm_is_told_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kvm, "DEVICE", "/nonexistent/kvm")
    kvm.system.cache_clear()
    try:
        report = ops.examine()
    finally:
        kvm.system.cache_clear()
    human = render.human(report)
    assert "kvm:      not usable: /nonexistent/kvm: No such file or directory\n" in human
    assert report.chosen in ("process", "")
    if report.chosen:
        assert (
            "auto:     takes process: kvm does not work here: /nonexistent/kvm: No such file or directory"
            in human
        )


def test_environment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSTAR_SANDBOX", "process")
    assert ops.examine().why.startswith("INSTAR_SANDBOX asks for it")


def test_without_binaries_nothing_is_usable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(images, "folders", lambda: (str(tmp_path),))
    monkeypatch.setattr(images, "_cache", {})
    report = ops.examine()
    assert report.chosen == ""
    assert "guest binaries: none" in render.human(report)
    assert "run `make guest`" in report.sandboxes[0].reason
