# SPDX-License-Identifier: Apache-2.0
"""What the types of `instar.measure` promise; read by the type checker, never run."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

found = instar.measure(
    "disk.qcow2", target="qcow2", options={"cluster_size": 65536, "lazy_refcounts": True}
)
assert_type(found, instar.Measurement)
assert_type(found.required, int)
assert_type(found.fully_allocated, int)
assert_type(found.bitmaps, int | None)
assert_type(instar.measure(Path("disk.raw"), "raw", format="raw"), instar.Measurement)
assert_type(instar.measure(size=1 << 30, allow_paths=["/srv"], timeout=5), instar.Measurement)
instar.measure("disk.qcow2", options={"cluster_size": 1.5})  # type: ignore[dict-item]
instar.measure(b"disk.qcow2")  # type: ignore[arg-type]
found.required = 1  # type: ignore[misc]

try:
    instar.measure("disk.qcow2")
except instar.ImageError as error:
    assert_type(error.structure, str)
    assert_type(error.field, str)
    assert_type(error.offset, int | None)
    assert_type(error.reason, str)
except instar.UnknownFormat as unknown:
    usage: instar.UsageError = unknown
except (instar.OpenError, instar.UsageError, instar.SandboxError, instar.LimitError) as other:
    base: instar.InstarError = other
