# SPDX-License-Identifier: Apache-2.0
"""The functions of the package. Each is one use of a `Client`, and shares its sandboxes with all
that have the same settings.
"""

from __future__ import annotations

from instar.client import Client

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Unpack

    from instar.keywords import (
        AmendArguments,
        BenchArguments,
        BitmapArguments,
        CheckArguments,
        CommitArguments,
        CompareArguments,
        ConvertArguments,
        CreateArguments,
        FileArguments,
        InfoArguments,
        LocateArguments,
        MapArguments,
        MeasureArguments,
        OwnersArguments,
        Path,
        Readable,
        RebaseArguments,
        RepairArguments,
        ResizeArguments,
        Settings,
        ViewArguments,
    )
    from instar.ops.amend import Amended
    from instar.ops.bench import Benchmark
    from instar.ops.bitmap import BitmapChanged
    from instar.ops.check import Check
    from instar.ops.commit import Committed
    from instar.ops.compare import Comparison
    from instar.ops.conversion import Converted
    from instar.ops.create import Created
    from instar.ops.image_info import ImageInfo
    from instar.ops.map_table import Extents, MapTable, Runs
    from instar.ops.measure import Measurement
    from instar.ops.owners import Location, Owners
    from instar.ops.rebase import Rebased
    from instar.ops.repair import Restored
    from instar.ops.resize import Resized
    from instar.ops.snapshot import SnapshotChanged
    from instar.ops.view import View


def _one_shot(asked: Mapping[str, object]) -> tuple[Client, dict[str, Any]]:
    """A client with the settings among `asked`, and the others. It shares its sandboxes with all
    clients of the same settings, and closes none.
    """
    client = Client.__new__(Client)
    return client, client._open(dict(asked), shared=True)


def measure(
    path: Readable | None = None,
    target: str = "qcow2",
    options: Mapping[str, str | int | bool] | None = None,
    **asked: Unpack[MeasureArguments],
) -> Measurement:
    """`Client.measure` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.measure(path, target, options, **rest)


def map(path: Readable, **asked: Unpack[MapArguments]) -> Extents:
    """`Client.map` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.map(path, **rest)


def map_table(path: Readable, **asked: Unpack[MapArguments]) -> MapTable:
    """`Client.map_table` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.map_table(path, **rest)


def whole_map(path: Readable, **asked: Unpack[MapArguments]) -> Runs:
    """`Client.whole_map` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.whole_map(path, **rest)


def view(path: Readable, **asked: Unpack[ViewArguments]) -> View:
    """`Client.view` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.view(path, **rest)


def owners(path: Readable, **asked: Unpack[OwnersArguments]) -> Owners:
    """`Client.owners` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.owners(path, **rest)


def locate(path: Readable, **asked: Unpack[LocateArguments]) -> Location:
    """`Client.locate` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.locate(path, **rest)


def info(path: Readable, **asked: Unpack[InfoArguments]) -> ImageInfo:
    """`Client.info` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.info(path, **rest)


def info_chain(path: Readable, **asked: Unpack[FileArguments]) -> tuple[ImageInfo, ...]:
    """`Client.info_chain` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.info_chain(path, **rest)


def check(path: Readable, **asked: Unpack[CheckArguments]) -> Check:
    """`Client.check` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.check(path, **rest)


def check_chain(path: Readable, **asked: Unpack[CheckArguments]) -> tuple[Check, ...]:
    """`Client.check_chain` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.check_chain(path, **rest)


def repair(path: Path, **asked: Unpack[RepairArguments]) -> Check:
    """`Client.repair` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.repair(path, **rest)


def restore(path: Path, undo: Path, **asked: Unpack[Settings]) -> Restored:
    """`Client.restore` with the settings of `Client`."""
    client, _ = _one_shot(asked)
    return client.restore(path, undo)


def create(path: Path, **asked: Unpack[CreateArguments]) -> Created:
    """`Client.create` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.create(path, **rest)


def convert(
    source: Readable | Sequence[Readable], target: Path, **asked: Unpack[ConvertArguments]
) -> Converted:
    """`Client.convert` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.convert(source, target, **rest)


def resize(path: Path, size: int, **asked: Unpack[ResizeArguments]) -> Resized:
    """`Client.resize` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.resize(path, size, **rest)


def compare(path: Readable, other: Readable, **asked: Unpack[CompareArguments]) -> Comparison:
    """`Client.compare` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.compare(path, other, **rest)


def bench(path: Path, **asked: Unpack[BenchArguments]) -> Benchmark:
    """`Client.bench` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.bench(path, **rest)


def snapshot(path: Path, action: str, name: str, **asked: Unpack[FileArguments]) -> SnapshotChanged:
    """`Client.snapshot` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.snapshot(path, action, name, **rest)


def commit(path: Path, **asked: Unpack[CommitArguments]) -> Committed:
    """`Client.commit` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.commit(path, **rest)


def bitmap(
    path: Path,
    name: str,
    actions: Sequence[str | tuple[str, str]],
    **asked: Unpack[BitmapArguments],
) -> BitmapChanged:
    """`Client.bitmap` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.bitmap(path, name, actions, **rest)


def amend(
    path: Path, options: Mapping[str, str | int | bool], **asked: Unpack[AmendArguments]
) -> Amended:
    """`Client.amend` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.amend(path, options, **rest)


def rebase(path: Path, backing: str | None, **asked: Unpack[RebaseArguments]) -> Rebased:
    """`Client.rebase` with the settings of `Client`."""
    client, rest = _one_shot(asked)
    return client.rebase(path, backing, **rest)
