# SPDX-License-Identifier: Apache-2.0
"""Takes the bytes of the pages' worked examples out of their images: `python -m tests.docs.worked`.

`-instar-examples` of a spec names the images, of the corpus, samples or made here, and the place
on the disk of each; the bytes that lead there go to `specs/examples`, from where the generator of
the pages has them.
"""

from __future__ import annotations

import io
import json
import lzma
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from codegen.docs.follow import follow
from codegen.load.example import chosen
from codegen.load.files import load_all
from codegen.model import model as m
from codegen.model.example import CORPUS, FOLDER, MAKERS, Example
from lab.parity import corpus
from tests.docs.made import MADE

ROOT = Path(__file__).resolve().parents[2]


def examples() -> dict[str, tuple[Example, ...]]:
    """What each spec asks for."""
    trees = load_all(ROOT, examples=False).trees
    found = {Path(path).stem: chosen(tree) for path, tree in trees.items()}
    return {spec: wanted for spec, wanted in found.items() if wanted}


def opened(example: Example) -> BinaryIO:
    """The image that an example is of."""
    if example.origin == CORPUS:
        return (corpus.unpacked() / example.image).open("rb")
    if example.origin == MAKERS:
        return io.BytesIO(MADE[example.image]())
    return io.BytesIO(lzma.decompress((ROOT / example.origin).read_bytes()))


def taken(specs: tuple[m.SpecFile, ...], spec: m.SpecFile, wanted: tuple[Example, ...]) -> str:
    """The file of a spec's examples."""
    found = [_taken(specs, spec, example) for example in wanted]
    return json.dumps(found, indent=1) + "\n"


def _taken(specs: tuple[m.SpecFile, ...], spec: m.SpecFile, example: Example) -> dict[str, object]:
    parts: dict[int, bytes] = {}
    with opened(example) as file:
        example = replace(example, file_size=file.seek(0, io.SEEK_END))

        def read(at: int, size: int) -> bytes:
            file.seek(at)
            parts[at] = max(parts.get(at, b""), file.read(size), key=len)
            return parts[at][:size]

        follow(specs, spec, example, read)
    return {
        "image": example.image,
        "origin": example.origin,
        "offset": example.offset,
        "to": example.to,
        "file_size": example.file_size,
        "parts": {f"{at:#x}": data.hex() for at, data in sorted(parts.items())},
    }


def main() -> int:
    specs = load_all(ROOT, examples=False).specs
    for name, wanted in examples().items():
        spec = next(s for s in specs if s.id == name)
        path = ROOT / FOLDER / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(taken(specs, spec, wanted), encoding="utf-8")
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
