# SPDX-License-Identifier: Apache-2.0
"""instar: safe, fast `qemu-img info`, `map` and `measure` for disk images that you don't trust.

    >>> import instar
    >>> instar.measure(size=1 << 30, target="qcow2").required
    393216

Small freestanding code reads every image inside a throw-away virtual machine, or inside a process
that can do next to nothing. Errors are exceptions with structured data: see `instar.errors`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar import errors as errors
    from instar.client import Client
    from instar.errors import (
        CheckFailed,
        CompareFailed,
        ImageError,
        InstarError,
        LimitError,
        NameRefused,
        NotCheckable,
        OpenError,
        SandboxError,
        UnknownFormat,
        UsageError,
        VerifyFailed,
    )
    from instar.fleet.many import Answer
    from instar.functions import (
        amend,
        bench,
        bitmap,
        check,
        check_chain,
        commit,
        compare,
        convert,
        create,
        info,
        info_chain,
        locate,
        map,
        map_table,
        measure,
        owners,
        rebase,
        repair,
        resize,
        restore,
        snapshot,
        view,
        whole_map,
    )
    from instar.generated.enums.extent import ExtentFlag
    from instar.generated.messages import (
        Bitmap,
        KeySlot,
        Limits,
        LuksDetails,
        Qcow2Details,
        Snapshot,
    )
    from instar.layout.topic import Topic
    from instar.ops.amend import Amended
    from instar.ops.bench import Benchmark
    from instar.ops.bitmap import BitmapChanged
    from instar.ops.check import Check
    from instar.ops.commit import Committed
    from instar.ops.compare import Comparison
    from instar.ops.conversion import Converted
    from instar.ops.create import Created
    from instar.ops.explain import explain
    from instar.ops.image_info import (
        Child,
        FileInfo,
        Finding,
        ImageInfo,
        VmdkDetails,
        VmdkExtent,
    )
    from instar.ops.map_table import Extent, Extents, MapTable, Runs
    from instar.ops.measure import Measurement
    from instar.ops.owners import Location, OwnedRun, Owners, Way
    from instar.ops.problems import Problem
    from instar.ops.rebase import Rebased
    from instar.ops.resize import Resized
    from instar.ops.snapshot import SnapshotChanged
    from instar.ops.view import TreeNode, View
    from instar.options.schema import Options
    from instar.version import __version__

__all__ = [
    "Amended",
    "Answer",
    "Benchmark",
    "Bitmap",
    "BitmapChanged",
    "Check",
    "CheckFailed",
    "Child",
    "Client",
    "Committed",
    "CompareFailed",
    "Comparison",
    "Converted",
    "Created",
    "Extent",
    "ExtentFlag",
    "Extents",
    "FileInfo",
    "Finding",
    "ImageError",
    "ImageInfo",
    "InstarError",
    "KeySlot",
    "LimitError",
    "Limits",
    "Location",
    "LuksDetails",
    "MapTable",
    "Measurement",
    "NameRefused",
    "NotCheckable",
    "OpenError",
    "Options",
    "OwnedRun",
    "Owners",
    "Problem",
    "Qcow2Details",
    "Rebased",
    "Resized",
    "Runs",
    "SandboxError",
    "Snapshot",
    "SnapshotChanged",
    "Topic",
    "TreeNode",
    "UnknownFormat",
    "UsageError",
    "VerifyFailed",
    "View",
    "VmdkDetails",
    "VmdkExtent",
    "Way",
    "__version__",
    "amend",
    "bench",
    "bitmap",
    "check",
    "check_chain",
    "commit",
    "compare",
    "convert",
    "create",
    "explain",
    "info",
    "info_chain",
    "locate",
    "map",
    "map_table",
    "measure",
    "owners",
    "rebase",
    "repair",
    "resize",
    "restore",
    "snapshot",
    "view",
    "whole_map",
]

# Where names come from that are imported when they are first used, so that `import instar` costs
# next to nothing.
_LAZY = {
    "CheckFailed": "instar.errors",
    "CompareFailed": "instar.errors",
    "ImageError": "instar.errors",
    "InstarError": "instar.errors",
    "LimitError": "instar.errors",
    "NameRefused": "instar.errors",
    "NotCheckable": "instar.errors",
    "OpenError": "instar.errors",
    "SandboxError": "instar.errors",
    "UnknownFormat": "instar.errors",
    "UsageError": "instar.errors",
    "VerifyFailed": "instar.errors",
    "__version__": "instar.version",
    "Amended": "instar.ops.amend",
    "Answer": "instar.fleet.many",
    "Benchmark": "instar.ops.bench",
    "Bitmap": "instar.generated.messages",
    "BitmapChanged": "instar.ops.bitmap",
    "Check": "instar.ops.check",
    "Child": "instar.ops.image_info",
    "Client": "instar.client",
    "Comparison": "instar.ops.compare",
    "Converted": "instar.ops.conversion",
    "Created": "instar.ops.create",
    "Extent": "instar.ops.map_table",
    "ExtentFlag": "instar.generated.enums.extent",
    "Extents": "instar.ops.map_table",
    "FileInfo": "instar.ops.image_info",
    "Finding": "instar.ops.image_info",
    "ImageInfo": "instar.ops.image_info",
    "KeySlot": "instar.generated.messages",
    "Limits": "instar.generated.messages",
    "LuksDetails": "instar.generated.messages",
    "MapTable": "instar.ops.map_table",
    "Measurement": "instar.ops.measure",
    "Options": "instar.options.schema",
    "Problem": "instar.ops.problems",
    "Qcow2Details": "instar.generated.messages",
    "Committed": "instar.ops.commit",
    "Rebased": "instar.ops.rebase",
    "Resized": "instar.ops.resize",
    "Runs": "instar.ops.map_table",
    "Snapshot": "instar.generated.messages",
    "SnapshotChanged": "instar.ops.snapshot",
    "Topic": "instar.layout.topic",
    "VmdkDetails": "instar.ops.image_info",
    "VmdkExtent": "instar.ops.image_info",
    "Location": "instar.ops.owners",
    "OwnedRun": "instar.ops.owners",
    "Owners": "instar.ops.owners",
    "Way": "instar.ops.owners",
    "TreeNode": "instar.ops.view",
    "View": "instar.ops.view",
    "amend": "instar.functions",
    "bench": "instar.functions",
    "bitmap": "instar.functions",
    "check": "instar.functions",
    "check_chain": "instar.functions",
    "compare": "instar.functions",
    "convert": "instar.functions",
    "create": "instar.functions",
    "explain": "instar.ops.explain",
    "info": "instar.functions",
    "info_chain": "instar.functions",
    "locate": "instar.functions",
    "map": "instar.functions",
    "map_table": "instar.functions",
    "measure": "instar.functions",
    "owners": "instar.functions",
    "commit": "instar.functions",
    "rebase": "instar.functions",
    "repair": "instar.functions",
    "resize": "instar.functions",
    "restore": "instar.functions",
    "snapshot": "instar.functions",
    "view": "instar.functions",
    "whole_map": "instar.functions",
}


def __getattr__(name: str) -> object:
    if name != "errors" and name not in _LAZY:
        raise AttributeError(f"module 'instar' has no attribute {name!r}")
    from importlib import import_module

    if name == "errors":
        return import_module("instar.errors")
    value: object = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
