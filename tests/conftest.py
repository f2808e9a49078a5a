# SPDX-License-Identifier: Apache-2.0
"""What tests of any kind may ask for: the corpus of images, and a real qemu-img where there is one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lab.parity import corpus as parity_corpus
from lab.parity.matrix import default_folder

NEWEST_FIRST = ("sid", "trixie", "bookworm", "bullseye")  # as lab.parity.matrix fetches them


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The unpacked corpus, holes preserved. Read only: copy what you change."""
    return parity_corpus.unpacked()


def _real(tool: str) -> Path:
    for suite in NEWEST_FIRST:
        fetched = default_folder() / suite / tool
        if fetched.exists():
            return fetched
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"no {tool} here: `make matrix` fetches some, or install qemu-utils")
    return Path(found)


@pytest.fixture(scope="session")
def qemu_img() -> Path:
    """The newest real qemu-img at hand; the test is skipped where there is none."""
    return _real("qemu-img")


@pytest.fixture(scope="session")
def qemu_io() -> Path:
    """The qemu-io beside it."""
    return _real("qemu-io")
