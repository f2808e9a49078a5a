# SPDX-License-Identifier: Apache-2.0
"""The pages' worked examples: their bytes are those of the corpus, and they lead to where qemu's
`map` says, or to what the same disk holds as raw.
"""

from __future__ import annotations

import json

import pytest

from codegen.docs.follow import SHOWN, follow
from codegen.load.files import load_all
from codegen.model import model as m
from codegen.model.example import FOLDER, Example
from lab.parity import corpus
from lab.parity.store import Baselines
from tests.docs.conftest import ROOT
from tests.docs.worked import chosen, taken

SPECS = load_all(ROOT).specs
EXAMPLES = [(s, s.example) for s in SPECS if s.example is not None]
TWIN = "same.raw"
RECORDED = Baselines()


def mapped(image: str, offset: int) -> int | None:
    """Where the newest qemu-img says that a place is, if it does."""
    answer = RECORDED.answer(f"map/{image}/json", RECORDED.names[-1])
    for e in json.loads(answer.stdout):
        if "offset" in e and e["start"] <= offset < e["start"] + e["length"]:
            return int(e["offset"]) + offset - int(e["start"])
    return None


@pytest.mark.parametrize(("spec", "example"), EXAMPLES, ids=lambda v: getattr(v, "id", ""))
def test_an_example_has_the_image_s_bytes_and_leads_to_the_right_ones(
    spec: m.SpecFile, example: Example
) -> None:
    path = ROOT / FOLDER / f"{spec.id}.json"
    assert taken(SPECS, spec, example.image, example.offset) == path.read_text(encoding="utf-8")
    last = follow(SPECS, spec, example.offset, example.file_size, example.read)[-1]
    assert len(last.data) == SHOWN and any(last.data)
    said = mapped(example.image, example.offset)
    if said is not None:
        assert last.here == said
        return
    images = corpus.images()
    assert images[example.image].content == images[TWIN].content
    with (corpus.unpacked() / TWIN).open("rb") as twin:
        twin.seek(example.offset)
        assert twin.read(SHOWN) == last.data


def test_each_example_that_a_spec_asks_for_is_there() -> None:
    assert {s.id for s, _ in EXAMPLES} == set(chosen())
