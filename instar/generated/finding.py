# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/finding.ksy spec=955e25b8 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a careful reader should know of an image."""

from __future__ import annotations

from instar.layout import Values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SEVERITY_SHIFT = 8
"""What is above these bits of a `kind` is its `severity`."""

if TYPE_CHECKING:

    class FindingSeverity(int):
        """Values of severity."""

        LOW: ClassVar[FindingSeverity]
        MEDIUM: ClassVar[FindingSeverity]
        HIGH: ClassVar[FindingSeverity]

else:
    FindingSeverity = Values(LOW=1, MEDIUM=2, HIGH=3)


if TYPE_CHECKING:

    class FindingKind(int):
        """Values of kind."""

        DIRTY: ClassVar[FindingKind]
        SNAPSHOTS: ClassVar[FindingKind]
        ENCRYPTED: ClassVar[FindingKind]
        CORRUPT: ClassVar[FindingKind]
        DATA_AFTER_END: ClassVar[FindingKind]
        VIRTUAL_SIZE: ClassVar[FindingKind]
        COMPRESSION_RATIO: ClassVar[FindingKind]
        PARTITION_TABLE: ClassVar[FindingKind]
        RARE_FEATURES: ClassVar[FindingKind]
        UNDECLARED_FORMAT: ClassVar[FindingKind]
        EXPANSION: ClassVar[FindingKind]
        UNEXAMINED: ClassVar[FindingKind]
        UNREADABLE: ClassVar[FindingKind]
        UNKNOWN_FEATURES: ClassVar[FindingKind]
        BACKING_FILE: ClassVar[FindingKind]
        DATA_FILE: ClassVar[FindingKind]
        EXTENT_FILE: ClassVar[FindingKind]
        ABSOLUTE_NAME: ClassVar[FindingKind]
        ESCAPING_NAME: ClassVar[FindingKind]
        PROTOCOL_NAME: ClassVar[FindingKind]
        POLYGLOT: ClassVar[FindingKind]
        RISKY_FORMAT: ClassVar[FindingKind]
        CREATE_TYPE: ClassVar[FindingKind]
        DESCRIPTOR: ClassVar[FindingKind]
        FOOTER: ClassVar[FindingKind]
        OVERLAP: ClassVar[FindingKind]

else:
    FindingKind = Values(
        DIRTY=257,
        SNAPSHOTS=258,
        ENCRYPTED=259,
        CORRUPT=513,
        DATA_AFTER_END=514,
        VIRTUAL_SIZE=515,
        COMPRESSION_RATIO=516,
        PARTITION_TABLE=517,
        RARE_FEATURES=518,
        UNDECLARED_FORMAT=519,
        EXPANSION=520,
        UNEXAMINED=521,
        UNREADABLE=769,
        UNKNOWN_FEATURES=770,
        BACKING_FILE=771,
        DATA_FILE=772,
        EXTENT_FILE=773,
        ABSOLUTE_NAME=774,
        ESCAPING_NAME=775,
        PROTOCOL_NAME=776,
        POLYGLOT=777,
        RISKY_FORMAT=778,
        CREATE_TYPE=779,
        DESCRIPTOR=780,
        FOOTER=781,
        OVERLAP=782,
    )
