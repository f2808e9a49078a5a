# SPDX-License-Identifier: Apache-2.0
"""A sample of the proofs, and the proof that a proof can fail. `make prove` runs them all."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.proofs import run

pytestmark = pytest.mark.skipif(shutil.which("cbmc") is None, reason="cbmc is not installed: proofs cannot run")

SAMPLE = ("prove_qed_header", "prove_vhdx_payload_bat_entry", "prove_measure_config", "prove_loads")


@pytest.mark.parametrize("harness", SAMPLE)
def test_harness_is_proved(harness: str) -> None:
    (proof,) = [p for p in run.run([harness], 1) if p.harness == harness]
    assert proof.proved, proof.detail
    assert proof.assertions > 0


def seeded(tmp_path: Path, spec: str, pattern: str, replacement: str) -> Path:
    """A copy of the generated C with one change to `<spec>.c`."""
    copy = tmp_path / "generated"
    shutil.copytree(run.GENERATED, copy)
    source = copy / f"{spec}.c"
    text = source.read_text()
    changed = re.sub(pattern, replacement, text, count=1)
    assert changed != text, "the emitted C no longer holds what this test takes away"
    source.write_text(changed)
    return copy


def test_removed_bounds_check_is_found(tmp_path: Path) -> None:
    copy = seeded(tmp_path, "qed", r"\tif \(in->len < QED_HEADER_SIZE\)\n\t\treturn [^;]+;\n", "")
    (proof,) = run.run(["prove_qed_header"], 1, copy)
    assert not proof.proved
    assert "FAILURE" in proof.detail


def test_loosened_rule_is_found(tmp_path: Path) -> None:
    copy = seeded(tmp_path, "qcow1", r"cluster_bits > 16", "cluster_bits > 17")
    (proof,) = run.run(["prove_qcow1_header"], 1, copy)
    assert not proof.proved
