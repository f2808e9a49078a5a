# SPDX-License-Identifier: Apache-2.0
"""A new set of images and cases from another seed, with the answers of the qemu-img versions that
are here.

    python -m lab.parity.fresh --seed 7 --out FOLDER         the four builds that matrix.py fetches
    INSTAR_PARITY_DATA=FOLDER python -m lab.parity.score     how instar does on it
    INSTAR_PARITY_DATA=FOLDER python -m pytest tests/parity    the same, as tests

Every size, pattern, option value and mutation is drawn from the seed: what matches the committed
set because it was made to fit it shows here. A directory that was begun is continued.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lab.parity import corpus, corpus_maker, matrix

ASKED = "measure_size,measure,map,info"
QUICK_PRESET = 3  # such a set is not committed: pack it fast


def make_images(folder: Path, bins: Path, maker: str, old_maker: str, seed: str) -> None:
    """The corpus, its manifest and its allocation, in `folder`."""
    with tempfile.TemporaryDirectory(prefix="instar-fresh-") as scratch:
        images = Path(scratch, "images")
        images.mkdir()
        manifest = corpus_maker.make(images, bins / maker, bins / old_maker, seed)
        corpus.pack(images, folder / "corpus.tar.xz", QUICK_PRESET)
        shutil.rmtree(images)
        images.mkdir()
        corpus.unpack(images, folder / "corpus.tar.xz")
        allocated = dict(sorted(corpus.allocation(images).items()))
    (folder / "allocated.json").write_text(json.dumps(allocated, indent=1) + "\n")
    (folder / "manifest.json").write_text(manifest)  # last: it says that the rest is there


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m lab.parity.fresh", description="Images and cases from another seed."
    )
    parser.add_argument("--seed", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--bins", type=Path, default=matrix.default_folder(), help="DIR/<name>/qemu-img"
    )
    parser.add_argument("--maker", default="trixie", help="which of them makes the images")
    parser.add_argument(
        "--old-maker", default="bullseye", help="and what newer ones refuse to make"
    )
    parser.add_argument("--op", default=ASKED, help="operations, with commas")
    parser.add_argument("--jobs", default=str(os.cpu_count() or 1))
    options = parser.parse_args(argv)
    if not (options.bins / options.maker / "qemu-img").exists():
        print(f"no {options.maker}/qemu-img in {options.bins}: matrix fetch", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    if not (options.out / "manifest.json").exists():
        make_images(options.out, options.bins, options.maker, options.old_maker, options.seed)
    line = ["--bins", options.bins, "--out", options.out, "--more", options.seed]
    line += ["--op", options.op, "--jobs", options.jobs]
    environment = {**os.environ, "INSTAR_PARITY_DATA": str(options.out.absolute())}
    command = [sys.executable, "-m", "lab.parity.record", *map(str, line)]
    return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
