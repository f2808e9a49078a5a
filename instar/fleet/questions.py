# SPDX-License-Identifier: Apache-2.0
"""What a client is asked of an image, as workers call it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from instar.client import Client
    from instar.errors import InstarError
    from instar.fleet.many import Pair
    from instar.ops.bench import Benchmark
    from instar.ops.check import Check
    from instar.ops.conversion import Converted
    from instar.ops.image_info import ImageInfo
    from instar.ops.map_table import Runs
    from instar.ops.measure import Measurement
    from instar.ops.resize import Resized
    from instar.ops.snapshot import SnapshotChanged


def info(client: Client, given: Any, path: Any) -> ImageInfo:
    return client.info(path, **given)


def map(client: Client, given: Any, path: Any) -> Runs:
    return client.whole_map(path, **given)


def check(client: Client, given: Any, path: Any) -> Check:
    return client.check(path, **given)


def bench(client: Client, given: Any, path: Any) -> Benchmark:
    return client.bench(path, **given)


def measure(client: Client, given: Any, path: Any) -> Measurement:
    return client.measure(path, **given)


def snapshot(client: Client, given: Any, paths: Any) -> list[SnapshotChanged | InstarError]:
    return client.snapshot_together(paths, given)


def resize(client: Client, given: Any, paths: Any) -> list[Resized | InstarError]:
    return client.resize_together(paths, given)


def convert(client: Client, given: Any, pairs: Sequence[Pair]) -> list[Converted | InstarError]:
    return client.convert_together(pairs, given)
