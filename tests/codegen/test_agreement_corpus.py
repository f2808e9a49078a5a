# SPDX-License-Identifier: Apache-2.0
"""All readers on real bytes: every structure of a format, at many places of every image of the
corpus.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.model import model as m
from lab.parity import corpus
from tests.codegen import native, oracle, views
from tests.codegen.test_agreement import EXAMPLES, assert_same

# The corpus calls formats as qemu-img does.
SPEC_OF = {"vpc": "vhd", "qcow": "qcow1"}
STEP, CLUSTER = 1 << 12, 1 << 16
PLACES_EACH = 2 * EXAMPLES
SEEN: set[tuple[str, bytes]] = set()
"""Images of the same disk have much in common."""


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    oracle.modules()
    native.library()


def places(path: Path) -> list[int]:
    """Sectors at the start, at the end, and at allocated spots between."""
    size = path.stat().st_size
    spots = [0, 512, 1024, size - 512, size - 1024, size - 1536]
    step = max(STEP, size // PLACES_EACH // STEP * STEP)
    spots += range(STEP, size, step)
    spots += range(CLUSTER, min(size, 1 << 21), max(1, (1 << 7) // PLACES_EACH) * CLUSTER)
    return sorted({s for s in spots if 0 <= s < size})


def files() -> list[tuple[str, str]]:
    """(format, file) for each file of the corpus that a spec describes."""
    known = {spec.id for spec in views.specs()}
    out: list[tuple[str, str]] = []
    for image in corpus.images().values():
        spec = SPEC_OF.get(image.format, image.format)
        if spec in known:
            out += [(spec, name) for name in dict.fromkeys((image.name, *image.files))]
    return out


def params_for(structure: m.Structure) -> list[dict[str, int]]:
    """Some values for each parameter: both ends and the middle."""
    if not structure.params:
        return [{}]
    rows = []
    for pick in (0, 1, 2):
        rows.append({p.id: (p.min, (p.min + p.max) // 2, p.max)[pick] for p in structure.params})
    return rows


@pytest.mark.parametrize(("spec", "name"), files(), ids=lambda v: str(v))
def test_corpus_reads_alike(spec: str, name: str) -> None:
    path = corpus.unpacked() / name
    if not path.exists():
        pytest.skip(f"{name} is meant to be missing")
    seen = 0
    with path.open("rb") as file:
        for place in places(path):
            file.seek(place)
            raw = file.read(8192)
            for structure in views.spec_of(spec).structures:
                if not structure.fields:
                    continue
                part = raw[: views.size_of(structure)]
                seen += 1
                if (structure.c_name, part) in SEEN:
                    continue
                for params in params_for(structure):
                    assert_same(structure, part, params)
                SEEN.add((structure.c_name, part))
    assert seen > 0 or path.stat().st_size == 0
