# SPDX-License-Identifier: Apache-2.0
"""What a type checker sees of `instar.bench`."""

from __future__ import annotations

from typing import assert_type

import instar
import instar.aio

found = instar.bench("disk.qcow2", count=1000, size=65536, depth=8)
assert_type(found, instar.Benchmark)
assert_type(found.seconds, float)
assert_type(found.requests_per_second, float)
assert_type(found.bytes_per_second, float)
assert_type(instar.Client(timeout=5).bench("disk.raw", format="raw", pattern=0), instar.Benchmark)


async def twin() -> None:
    async with instar.aio.Client(jobs=1) as client:
        assert_type(await client.bench("disk.qcow2", count=10), instar.Benchmark)


instar.bench("disk.qcow2", pattern="0")  # type: ignore[arg-type]
