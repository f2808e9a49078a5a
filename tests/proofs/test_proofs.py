# SPDX-License-Identifier: Apache-2.0
"""A sample of the proofs, and the proof that a proof can fail. `make prove` runs them all."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from codegen.c import source
from codegen.c.body import Body
from codegen.load.files import load_all
from lab.proofs import run
from tests.wanted import needs

pytestmark = needs("cbmc")

FUNCTION = re.compile(
    r"^(?:static inline )?(?:[\w ]+?[ *\n])(\w+)\(([^;{]*?)\)\s*[;{]", re.MULTILINE
)
UNPROVED = {"guest_message_encode", "qcow2_snapshot_store", "qcow2_bitmap_entry_store"}
"""They place several parts, each after the one before: tests/codegen holds these alone."""
OF_NO_STRUCTURE = {"archive_kind_known"}
"""A comparison, in a spec that has nothing else to prove."""
SAMPLE = ("prove_qed_header", "prove_vhdx_payload_bat_entry", "prove_measure_config", "prove_loads")


def one(harness: str, generated: Path = run.GENERATED) -> run.Proof:
    """The proof of this harness, whatever else has its name in it."""
    (proof,) = [p for p in run.run([harness], 1, generated) if p.harness == harness]
    return proof


@pytest.mark.parametrize("harness", SAMPLE)
def test_harness_is_proved(harness: str) -> None:
    proof = one(harness)
    assert proof.proved, proof.detail
    assert proof.assertions > 0


def test_every_generated_function_has_a_harness() -> None:
    """All of the headers' functions, but for those that CBMC does not get through."""
    text = "".join(unit.sources[0].read_text() for unit in run.units())
    functions = {
        m[1] for header in run.GENERATED.glob("*.h") for m in FUNCTION.finditer(header.read_text())
    }
    assert len(functions) > 150
    assert {f for f in functions if f"{f}(" not in text} == UNPROVED | OF_NO_STRUCTURE


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
    proof = one("prove_qed_header", copy)
    assert not proof.proved
    assert "FAILURE" in proof.detail


@pytest.mark.parametrize("harness", ["prove_qed_header", "prove_qcow2_bitmap_entry"])
def test_emitter_without_bounds_checks_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harness: str
) -> None:
    """The same from the other end: the emitter forgets to look whether the input is long enough."""
    told = Body.fail_if

    def forgetful(self: Body, condition: str, consequence: str) -> None:
        if "parse_truncated" not in consequence:
            told(self, condition, consequence)

    copy = tmp_path / "generated"
    shutil.copytree(run.GENERATED, copy)
    monkeypatch.setattr(Body, "fail_if", forgetful)
    for name, text in source.emit(load_all(run.ROOT).specs).items():
        (copy / Path(name).name).write_text(text)
    proof = one(harness, copy)
    assert not proof.proved
    assert "FAILURE" in proof.detail


def test_loosened_rule_is_found(tmp_path: Path) -> None:
    copy = seeded(tmp_path, "qcow1", r"cluster_bits > 16", "cluster_bits > 17")
    proof = one("prove_qcow1_header", copy)
    assert not proof.proved
