# SPDX-License-Identifier: Apache-2.0
"""What the types of `instar.info` and `instar.info_chain` promise; read by the type checker, never
run.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import instar

image = instar.info(Path("disk.qcow2"), safety=True, allow_paths=["/srv"], timeout=5)
assert_type(image, instar.ImageInfo)
assert_type(image.format, str)
assert_type(image.virtual_size, int)
assert_type(image.cluster_size, int | None)
assert_type(image.dirty, bool | None)
assert_type(image.backing_filename, str | None)
for finding in image.findings:
    assert_type(finding, instar.Finding)
    assert_type(finding.severity, str)
    assert_type(finding.offset, int | None)
image.format = "raw"  # type: ignore[misc]
instar.info(b"disk.qcow2")  # type: ignore[arg-type]

chain = instar.info_chain("disk.qcow2", format="qcow2", files=False)
assert_type(chain, tuple[instar.ImageInfo, ...])
instar.info_chain("disk.qcow2", safety=True)  # type: ignore[call-arg]
