# SPDX-License-Identifier: Apache-2.0
"""instar: qemu-img's questions about disk images, answered without parsing an untrusted byte on the
host.

    >>> import instar
    >>> instar.measure(size=1 << 30, target="qcow2").required
    393216

Every image is read by small freestanding code inside a throw-away virtual machine, or a process
that can do next to nothing. Errors are exceptions with data: see `instar.errors`.
"""

from __future__ import annotations

from instar.errors import (
    ImageError,
    InstarError,
    LimitError,
    OpenError,
    SandboxError,
    UsageError,
)
from instar.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.image_info import Finding, ImageInfo
    from instar.ops.info import info, info_chain
    from instar.ops.map import Extent, MapTable, map, map_table
    from instar.ops.measure import Measurement, measure

__all__ = [
    "Extent",
    "Finding",
    "ImageError",
    "ImageInfo",
    "InstarError",
    "LimitError",
    "MapTable",
    "Measurement",
    "OpenError",
    "SandboxError",
    "UsageError",
    "__version__",
    "info",
    "info_chain",
    "map",
    "map_table",
    "measure",
]

# Where names come from that are imported when they are first used, so that `import instar` costs
# next to nothing.
_LAZY = {
    "Extent": "instar.ops.map",
    "Finding": "instar.ops.image_info",
    "ImageInfo": "instar.ops.image_info",
    "MapTable": "instar.ops.map",
    "Measurement": "instar.ops.measure",
    "info": "instar.ops.info",
    "info_chain": "instar.ops.info",
    "map": "instar.ops.map",
    "map_table": "instar.ops.map",
    "measure": "instar.ops.measure",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module 'instar' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
