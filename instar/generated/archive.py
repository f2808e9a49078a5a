# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/archive.ksy spec=33bb28f2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Archives and their members."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class ArchiveKind(int):
    """Values of kind."""

    if TYPE_CHECKING:
        TAR: ClassVar[ArchiveKind]
        ZIP: ClassVar[ArchiveKind]
    else:
        TAR = 1
        ZIP = 2


class ArchiveStored(int):
    """Values of stored."""

    if TYPE_CHECKING:
        PLAIN: ClassVar[ArchiveStored]
        DEFLATE: ClassVar[ArchiveStored]
        SPARSE: ClassVar[ArchiveStored]
        ENCRYPTED: ClassVar[ArchiveStored]
        OTHER: ClassVar[ArchiveStored]
    else:
        PLAIN = 0
        DEFLATE = 1
        SPARSE = 2
        ENCRYPTED = 3
        OTHER = 4
