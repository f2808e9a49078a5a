# SPDX-License-Identifier: Apache-2.0
"""A worked example: the bytes of an image by which a place on its disk is found in its file."""

from __future__ import annotations

from dataclasses import dataclass

FOLDER = "specs/examples"


@dataclass(frozen=True, slots=True)
class Example:
    image: str
    """Its name in the corpus."""
    offset: int
    """The place on the disk that is looked for."""
    file_size: int
    parts: tuple[tuple[int, bytes], ...]
    """Places in the file, and the bytes there."""

    def read(self, at: int, size: int) -> bytes:
        """Bytes of the image. Raises `LookupError` for those that the example has not."""
        for start, data in self.parts:
            if start <= at and at + size <= start + len(data):
                return data[at - start : at - start + size]
        raise LookupError(f"the example has no bytes {at:#x} to {at + size:#x}")
