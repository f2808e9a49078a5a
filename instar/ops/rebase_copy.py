# SPDX-License-Identifier: Apache-2.0
"""What an image reads of its backing image, and would not read of another one, goes into it, as a
part of the change that lets it name that other one.
"""

from __future__ import annotations

from instar.errors import ImageError, OpenError, UsageError
from instar.generated.messages import RebaseResult
from instar.generated.rebase import LEN_MEMORY, RebaseConfig, RebaseFlag
from instar.ops.access import open_source, source_secrets
from instar.ops.create_names import place_of_backing
from instar.ops.in_place import SLACK, most_data
from instar.ops.info import Question as Looked
from instar.ops.info import ask as look
from instar.options import backing
from instar.options.named import source_named
from instar.record import Record, replace
from instar.sandbox.transaction import in_use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from instar.ops.data_file import DataFile
    from instar.ops.in_place import Change
    from instar.ops.run import Job, Outcome, Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk
    from instar.secret import Secret

_REWRITES = 4
"""How often a table, or what lies next to it, may be written."""
_LOCKED = 'Failed to get shared "write" lock'


class Copied(Record):
    """Bytes of the disk that were written as data, and that the image says are zeros."""

    data: int
    zeros: int


def nothing() -> Copied:
    """Where nothing is copied."""
    return Copied(0, 0)


class Copying:
    """An image, and the backing image that it is to have, as far as one is open."""

    def __init__(
        self,
        *,
        change: Change,
        data: DataFile | None,
        runner: Runner,
        secrets: Mapping[str, Secret],
        compress: bool,
        share: bool,
        on_progress: Callable[[int, int], None] | None,
    ) -> None:
        self._change = change
        self._data = data
        self._runner = runner
        self._secrets = secrets
        self._compress = compress
        self._on_progress = on_progress
        self._access = replace(change.target.access, by_table=True, keys=True)
        self._below = replace(self._access, force_share=share)
        self._name = ""
        self._onto: Source | None = None
        self._disk: Disk | None = None

    def open(self, name: str, format: str | None) -> None:
        """Open the backing image from now on: a name is one in the image."""
        target = self._change.target
        path = place_of_backing(target.source.path, name)
        try:
            onto = source_named(path, format, target.profile)
            disk = self._disk = open_source(onto, target.profile, self._below)
            if disk.identity == self._change.transaction.disk.identity:
                raise in_use(onto.path, _LOCKED)
            asked = Looked(source=onto, profile=target.profile, access=self._below, described=True)
            look(asked, self._runner)
        except (ImageError, OpenError, UsageError) as error:
            reason = str(error).removeprefix(f"Could not open '{path}': ")
            if isinstance(error, OpenError):
                reason = error.reason
            text = f"Could not open new backing file '{name}': {reason}"
            raise UsageError(text).with_warnings(self._change.warnings) from error
        self._name, self._onto = name, onto

    def __enter__(self) -> Copying:
        return self

    def __exit__(self, *reason: object) -> None:
        if self._disk is not None:
            self._disk.close()

    def look(self) -> None:
        """Open all that is read, and write nothing."""
        self._run(RebaseFlag.LOOK, 0, 0)

    def copy(self) -> Copied:
        """Write what has to be in the image."""
        change = self._change
        room = most_data(change.before, self._runner) + SLACK
        change.transaction.spread()
        if self._data is not None:
            before = change.before
            self._data.allow(before.virtual_size + (before.cluster_size or 0), _REWRITES * room)
        found = self._run(0, room, _REWRITES * room).the(RebaseResult)
        return Copied(found.data, found.zeros)

    def _run(self, flags: int, room: int, written: int) -> Outcome:
        outcome = self._change.work(self._job(flags), room, written)
        if outcome.code:
            raise outcome.unexpected()
        return outcome

    def _job(self, flags: int) -> Job:
        change = self._change
        job = change.job("rebase", self._config(flags), LEN_MEMORY)
        return replace(
            job,
            others=() if self._disk is None else (self._disk,),
            access=self._access,
            secrets=source_secrets([change.target.source], self._secrets),
            unhurried=True,
            on_progress=self._on_progress,
        )

    def _config(self, flags: int) -> bytes:
        change = self._change
        return RebaseConfig(
            source=change.opened_by(self._access),
            backing=backing.packed(self._name),
            flags=RebaseFlag.COPY | flags | self._wanted(),
            onto=self._access.source_options(self._onto, change.target.profile),
        ).pack()

    def _wanted(self) -> int:
        qcow2 = self._change.before.qcow2
        flags = (
            (RebaseFlag.BASED, self._disk is not None),
            (RebaseFlag.COMPRESS, self._compress),
            (RebaseFlag.ZSTD, qcow2 is not None and qcow2.compression_type == "zstd"),
            (RebaseFlag.PROGRESS, self._on_progress is not None),
        )
        return sum(flag for flag, is_set in flags if is_set)
