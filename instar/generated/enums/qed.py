# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/qed.ksy spec=d4cf34e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU enhanced disk: enums."""

from enum import IntEnum


class QedFeature(IntEnum):
    """Values of feature."""

    BACKING_FILE = 1
    """There is a backing file."""
    NEED_CHECK = 2
    """The tables may be inconsistent; they are checked before the image is written to."""
    BACKING_FORMAT_NO_PROBE = 4
    """The backing file is raw and must not be probed."""
