# SPDX-License-Identifier: Apache-2.0
"""Takes the bytes of the pages' worked examples out of the corpus: `python -m tests.docs.worked`.

`-instar-example` of a spec names the image and the place on its disk; the bytes that lead there go
to `specs/examples`, from where the generator of the pages has them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from codegen.docs.follow import follow
from codegen.load.files import load_all
from codegen.model import model as m
from codegen.model.example import FOLDER
from lab.parity import corpus

ROOT = Path(__file__).resolve().parents[2]


def chosen() -> dict[str, tuple[str, int]]:
    """The image and the place of each spec's example."""
    found = {}
    for path, tree in load_all(ROOT).trees.items():
        node = tree.get("-instar-example")
        if node is not None:
            place = node.need("offset").as_int()
            found[Path(path).stem] = (node.need("image").as_text(), place)
    return found


def taken(specs: tuple[m.SpecFile, ...], spec: m.SpecFile, image: str, offset: int) -> str:
    """The example's file."""
    path = corpus.unpacked() / image
    parts: dict[int, bytes] = {}
    with path.open("rb") as file:

        def read(at: int, size: int) -> bytes:
            file.seek(at)
            parts[at] = max(parts.get(at, b""), file.read(size), key=len)
            return parts[at][:size]

        follow(specs, spec, offset, path.stat().st_size, read)
    found = {
        "image": image,
        "offset": offset,
        "file_size": path.stat().st_size,
        "parts": {f"{at:#x}": data.hex() for at, data in sorted(parts.items())},
    }
    return json.dumps(found, indent=1) + "\n"


def main() -> int:
    specs = load_all(ROOT, examples=False).specs
    for name, (image, offset) in chosen().items():
        spec = next(s for s in specs if s.id == name)
        path = ROOT / FOLDER / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(taken(specs, spec, image, offset), encoding="utf-8")
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
