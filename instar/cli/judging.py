# SPDX-License-Identifier: Apache-2.0
"""Flags about what makes an image unsafe."""

from __future__ import annotations

from instar.cli import numbers
from instar.cli.flags import Choice, Flag, Switch
from instar.generated.info import MAX_COMPRESSION_RATIO_DEFAULT, MAX_VIRTUAL_SIZE_DEFAULT

_SAFETY = "Untrusted images"
_RATIO_LARGEST = 999_999_999

SAFETY = Flag(
    ("--safety",), Switch(), "list everything suspicious in the image", _SAFETY, default=False
)
FAIL_ON = Flag(
    ("--fail-on",),
    Choice("low", "medium", "high"),
    "exit with status 1 if any finding is at least this severe (default: medium)",
    _SAFETY,
    "medium",
)
MAX_VIRTUAL_SIZE = Flag(
    ("--max-virtual-size",),
    numbers.Size(),
    f"report a disk larger than this; 0: no limit (default: {MAX_VIRTUAL_SIZE_DEFAULT >> 40}T)",
    _SAFETY,
    MAX_VIRTUAL_SIZE_DEFAULT,
)
MAX_RATIO = Flag(
    ("--max-ratio",),
    numbers.Count(0, _RATIO_LARGEST),
    "report a compressed disk that is more than this many times larger than its file; 0: no limit"
    f" (default: {MAX_COMPRESSION_RATIO_DEFAULT})",
    _SAFETY,
    MAX_COMPRESSION_RATIO_DEFAULT,
)
