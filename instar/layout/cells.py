# SPDX-License-Identifier: Apache-2.0
"""The cells that a window of a disk, or a file, is cut into for a picture."""

from __future__ import annotations

from instar.generated.map import MapFileCell


def num_cells(start: int, length: int, cell: int) -> int:
    """Into how many cells of the disk a window is cut; none where there are no cells."""
    if not cell or not length:
        return 0
    return (start + length - 1) // cell - start // cell + 1


def file_cells(packed: bytes) -> list[tuple[int, int]]:
    """Cells of a file: bytes that are stored there, and the cell of the disk that they are in."""
    return list(MapFileCell._LAYOUT0.iter_unpack(packed))
