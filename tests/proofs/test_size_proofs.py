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
    if proof.source
    not in ("size_counts.c", "size_sum.c", "size_qcow2_refcounts.c", "layout_vhdx.c")
    or "BOUND" in proof.defines
    if "parallels" not in proof.source
    or proof.defines[0] in ("CLUSTER_BITS=9", "CLUSTER_BITS=20", "WIDTH=12")
    if proof.source != "layout_qcow2_measure.c" or "CLUSTER_BITS=16" in proof.defines
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


@pytest.mark.parametrize(
    ("harness", "define", "right", "wrong", "proved"),
    [
        (
            "layout_vdi",
            "",
            "layout->ofs_data = layout->ofs_map +",
            "layout->ofs_data =",
            "no part begins in another",
        ),
        (
            "layout_parallels",
            "CLUSTER_BITS=12",
            "cost->base = layout.ofs_data",
            "cost->base = layout.ofs_data - 1",
            "measured as long",
        ),
        (
            "layout_vhd",
            "",
            "cost->base = layout.end",
            "cost->base = layout.ofs_footer",
            "measured as long",
        ),
        (
            "layout_vmdk_measure",
            "SUBFORMAT=TARGET_SUBFORMAT_MONOLITHIC_FLAT",
            "layout->end = layout->len_descriptor",
            "layout->end = 0",
            "measured as long",
        ),
        (
            "layout_qcow2_measure",
            "CLUSTER_BITS=16",
            "(1 + layout.num_l2 +",
            "(layout.num_l2 +",
            "the rest is for L2 tables",
        ),
    ],
)
def test_a_wrong_layout_is_refuted(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    harness: str,
    define: str,
    right: str,
    wrong: str,
    proved: str,
) -> None:
    skip_without("cbmc")
    source = f"formats/{harness.split('_')[1]}/layout.c"
    text = (run_sizes.ROOT / "guest" / source).read_text()
    assert right in text
    broken = text.replace(right, wrong).replace('"layout.h"', f'"{source.removesuffix("c")}h"')
    (tmp_path / "wrong.c").write_text(broken)
    for name in ("size_proof.h", "layout_proof.h", f"{harness}.c"):
        text = (run_sizes.HARNESSES / name).read_text()
        (tmp_path / name).write_text(text.replace(source, str(tmp_path / "wrong.c")))
    monkeypatch.setattr(run_sizes, "HARNESSES", tmp_path)
    outcome = run_sizes.prove(run_sizes.Proof(f"{harness}.c", (define,) if define else ()))
    assert not outcome.proved
    assert proved in outcome.report
