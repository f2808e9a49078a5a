# SPDX-License-Identifier: Apache-2.0
"""The pages' worked examples: their bytes are those of the image, and they lead to where qemu's
`map` says, or to what the disk holds, as it is or compressed.
"""

from __future__ import annotations

import json
import zlib

import pytest

from codegen.docs.follow import SHOWN, Step, follow
from codegen.model import model as m
from codegen.model.example import CORPUS, FOLDER, MAKERS, Example
from lab.parity import corpus
from lab.parity.store import Baselines
from tests.codegen.views import specs
from tests.docs.conftest import ROOT
from tests.docs.made import TEXT
from tests.docs.worked import examples, opened, taken

SPECS = specs()
EXAMPLES = [
    pytest.param(s, example, id=f"{s.id}-{example.to or 'data'}")
    for s in SPECS
    for example in s.examples
]
TWIN = "same.raw"
SAMPLES = {"bochs_growing": b"instarinstarinst"}
"""What is at the place on the disk: the sample was converted from it."""
WITHOUT_HEADER = ("qcow1", "qcow2")
"""Formats whose deflate streams have no header."""
RECORDED = Baselines()


def recorded(example: Example) -> int | None:
    """Where the newest qemu-img says that a place is, if it does."""
    if example.origin != CORPUS:
        return None
    answer = RECORDED.answer(f"map/{example.image}/json", RECORDED.names[-1])
    offset = example.offset
    for e in json.loads(answer.stdout):
        if "offset" in e and e["start"] <= offset < e["start"] + e["length"]:
            return int(e["offset"]) + offset - int(e["start"])
    info = json.loads(RECORDED.answer(f"info/{example.image}/json", RECORDED.names[-1]).stdout)
    payload = info.get("format-specific", {}).get("data", {}).get("payload-offset")
    return None if payload is None else int(payload) + offset


def on_disk(example: Example) -> bytes:
    """What the disk holds there: the twin's bytes, or what was put into the image."""
    if example.origin == MAKERS:
        return TEXT
    if example.origin != CORPUS:
        return SAMPLES[example.image]
    images = corpus.images()
    assert images[example.image].content == images[TWIN].content
    with (corpus.unpacked() / TWIN).open("rb") as twin:
        twin.seek(example.offset)
        return twin.read(SHOWN)


def in_file(spec: m.SpecFile, example: Example, last: Step) -> bytes:
    """What the file holds where the steps lead to."""
    if not last.place.is_packed:
        return last.data
    assert last.number is not None
    with opened(example) as file:
        file.seek(last.here)
        stream = file.read()
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS if spec.id in WITHOUT_HEADER else zlib.MAX_WBITS)
    return unpacker.decompress(stream)[last.number : last.number + SHOWN]


@pytest.mark.parametrize("spec", [s for s in SPECS if s.examples], ids=lambda s: s.id)
def test_examples_have_the_bytes_of_their_images(spec: m.SpecFile) -> None:
    path = ROOT / FOLDER / f"{spec.id}.json"
    assert taken(SPECS, spec, spec.examples) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("spec", "example"), EXAMPLES)
def test_an_example_leads_to_the_right_bytes(spec: m.SpecFile, example: Example) -> None:
    last = follow(SPECS, spec, example, example.read)[-1]
    assert len(last.data) == SHOWN and any(last.data)
    said = None if last.place.is_packed else recorded(example)
    if said is not None:
        assert last.here == said
    else:
        assert in_file(spec, example, last) == on_disk(example)


def test_each_example_that_a_spec_asks_for_is_there() -> None:
    assert {s.id: len(s.examples) for s in SPECS if s.examples} == {
        spec: len(wanted) for spec, wanted in examples().items()
    }
