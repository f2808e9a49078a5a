# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/archive.ksy spec=33bb28f2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Archives and their members."""

from __future__ import annotations

from instar.layout import Values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


if TYPE_CHECKING:

    class ArchiveKind(int):
        """Values of kind."""

        TAR: ClassVar[ArchiveKind]
        ZIP: ClassVar[ArchiveKind]

else:
    ArchiveKind = Values(TAR=1, ZIP=2)


if TYPE_CHECKING:

    class ArchiveStored(int):
        """Values of stored."""

        PLAIN: ClassVar[ArchiveStored]
        DEFLATE: ClassVar[ArchiveStored]
        SPARSE: ClassVar[ArchiveStored]
        ENCRYPTED: ClassVar[ArchiveStored]
        OTHER: ClassVar[ArchiveStored]

else:
    ArchiveStored = Values(PLAIN=0, DEFLATE=1, SPARSE=2, ENCRYPTED=3, OTHER=4)
