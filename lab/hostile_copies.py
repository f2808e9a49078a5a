# SPDX-License-Identifier: Apache-2.0
"""Copies each hostile image with convert and dd, and compares it, in both sandboxes: an answer, or
one clear line and no file.

    python -m lab.hostile_copies [--only PATTERN]
"""

from __future__ import annotations

import argparse
import fnmatch
import sys
import tempfile
from pathlib import Path

from tests.hostile.asking import Instar
from tests.hostile.catalogue import every
from tests.hostile.copying import judge

KINDS = ("kvm", "process")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="*", help="shell pattern of names")
    given = parser.parse_args()
    images = [image for name, image in every().items() if fnmatch.fnmatch(name, given.only)]
    wrong = 0
    for kind in KINDS:
        instar = Instar(kind)
        for image in images:
            with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
                try:
                    found = judge(image, instar, Path(folder))
                except AssertionError as error:
                    found = [str(error)]
            wrong += bool(found)
            for line in found:
                print(f"{kind}: {image.name}: {line}", flush=True)
        instar.close()
    print(f"{len(images)} images in {len(KINDS)} sandboxes: {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
