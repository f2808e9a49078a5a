# SPDX-License-Identifier: Apache-2.0
"""The size calculators' proofs, where CBMC is installed; the slow ones are in `python -m
lab.proofs.run_sizes`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.proofs import run_sizes
from tests.wanted import skip_without

QUICK = [
    proof
    for proof in run_sizes.proofs()
    if proof.source not in ("size_counts.c", "size_sum.c", "size_qcow2_refcounts.c")
    or "BOUND" in proof.defines
    if proof.source != "size_parallels.c"
    or proof.defines[0] in ("CLUSTER_BITS=9", "CLUSTER_BITS=20", "WIDTH=12")
]


@pytest.mark.parametrize("proof", QUICK, ids=lambda proof: proof.name)
def test_calculator_is_proved(proof: run_sizes.Proof) -> None:
    if not proof.native:
        skip_without("cbmc")
    outcome = run_sizes.prove(proof)
    assert outcome.proved, outcome.report


def test_a_wrong_calculator_is_refuted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof that cannot fail proves nothing: without its limit on the disk, the VDI calculator
    must be caught.
    """
    skip_without("cbmc")
    right = (run_sizes.ROOT / "guest/formats/vdi/layout.c").read_text()
    wrong = right.replace(
        "layout->num_blocks > VDI_MAX_BLOCKS", "layout->num_blocks > UINT64_MAX - 1"
    ).replace(
        "layout->num_blocks * VDI_BLOCK_MAP_ENTRY_SIZE",
        "layout->num_blocks * VDI_BLOCK_SIZE * VDI_BLOCK_SIZE",
    )
    assert wrong != right
    (tmp_path / "wrong.c").write_text(wrong.replace('"layout.h"', '"formats/vdi/layout.h"'))
    harness = (
        (run_sizes.HARNESSES / "size_vdi.c")
        .read_text()
        .replace("formats/vdi/layout.c", str(tmp_path / "wrong.c"))
    )
    (tmp_path / "size_vdi.c").write_text(harness)
    (tmp_path / "size_proof.h").write_text((run_sizes.HARNESSES / "size_proof.h").read_text())
    monkeypatch.setattr(run_sizes, "HARNESSES", tmp_path)
    outcome = run_sizes.prove(run_sizes.Proof("size_vdi.c"))
    assert not outcome.proved
    assert "overflow" in outcome.report


def test_a_layout_whose_parts_overlap_is_refuted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data of a VDI begins in its map."""
    skip_without("cbmc")
    right = (run_sizes.ROOT / "guest/formats/vdi/layout.c").read_text()
    wrong = right.replace("layout->ofs_data = layout->ofs_map +", "layout->ofs_data =")
    assert wrong != right
    (tmp_path / "wrong.c").write_text(wrong.replace('"layout.h"', '"formats/vdi/layout.h"'))
    for name in ("size_proof.h", "layout_proof.h", "layout_vdi.c"):
        text = (run_sizes.HARNESSES / name).read_text()
        (tmp_path / name).write_text(
            text.replace("formats/vdi/layout.c", str(tmp_path / "wrong.c"))
        )
    monkeypatch.setattr(run_sizes, "HARNESSES", tmp_path)
    outcome = run_sizes.prove(run_sizes.Proof("layout_vdi.c"))
    assert not outcome.proved
    assert "no part begins in another" in outcome.report
