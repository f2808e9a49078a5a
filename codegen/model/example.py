# SPDX-License-Identifier: Apache-2.0
"""A worked example: the bytes of an image by which a place on its disk is found in its file."""

from __future__ import annotations

from dataclasses import dataclass

FOLDER = "specs/examples"
CORPUS = "tests/parity/data/corpus.tar.xz"
MAKERS = "tests/docs/made.py"


@dataclass(frozen=True, slots=True)
class Example:
    image: str
    """Its name in the corpus, the sample's, or that of the function that makes it."""
    origin: str
    """The file of the project that has it."""
    offset: int
    """The place on the disk that is looked for."""
    to: str
    """The data that has it, "" for the first of the spec's places that is data of the disk."""
    file_size: int = 0
    parts: tuple[tuple[int, bytes], ...] = ()
    """Places in the file, and the bytes there."""

    def read(self, at: int, size: int) -> bytes:
        """Bytes of the image. Raises `LookupError` for those that the example has not."""
        for start, data in self.parts:
            if start <= at and at + size <= start + len(data):
                return data[at - start : at - start + size]
        raise LookupError(f"the example has no bytes {at:#x} to {at + size:#x}")
