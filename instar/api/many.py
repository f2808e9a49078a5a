# SPDX-License-Identifier: Apache-2.0
"""The same question about many images, in several processes."""

from __future__ import annotations

from instar.api.base import Base

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Unpack

    from instar.client import Client
    from instar.fleet.many import Answer, Fleet
    from instar.keywords import (
        CheckKeywords,
        ConvertKeywords,
        InfoKeywords,
        MeasureKeywords,
        Path,
        Readable,
        ResizeKeywords,
        Window,
    )
    from instar.ops.check import Check
    from instar.ops.conversion import Converted
    from instar.ops.image_info import ImageInfo
    from instar.ops.map_table import Runs
    from instar.ops.measure import Measurement
    from instar.ops.resize import Resized
    from instar.ops.snapshot import SnapshotChanged


class Many(Base):
    """A client that asks about many images at once."""

    def info_many(
        self, paths: Iterable[Readable], *, jobs: int = 0, **asked: Unpack[InfoKeywords]
    ) -> Iterator[Answer[ImageInfo]]:
        """`info` of each image, in `jobs` processes (one for each core by default), which stay
        until the client is closed.

        Iterate over the answers, which come in the order of the images, an error for one that has
        no other; `paths` is read a little ahead. `deadline` is for each image. Leaving the loop
        drops what nobody has begun. With one job, this process does the work.
        """
        from instar.fleet import questions

        return self._many(questions.info, paths, jobs, asked)

    def map_many(
        self, paths: Iterable[Readable], *, jobs: int = 0, **window: Unpack[Window]
    ) -> Iterator[Answer[Runs]]:
        """The same for whole maps."""
        from instar.fleet import questions

        return self._many(questions.map, paths, jobs, window, most=1)

    def check_many(
        self, paths: Iterable[Readable], *, jobs: int = 0, **asked: Unpack[CheckKeywords]
    ) -> Iterator[Answer[Check]]:
        """The same for checks."""
        from instar.fleet import questions

        return self._many(questions.check, paths, jobs, asked)

    def measure_many(
        self,
        paths: Iterable[Readable],
        target: str = "qcow2",
        options: Mapping[str, str | int | bool] | None = None,
        *,
        jobs: int = 0,
        **asked: Unpack[MeasureKeywords],
    ) -> Iterator[Answer[Measurement]]:
        """The same for measurements."""
        from instar.fleet import questions

        given = {"target": target, "options": options, **asked}
        return self._many(questions.measure, paths, jobs, given)

    def convert_many(
        self,
        pairs: Iterable[tuple[Readable | Sequence[Readable], Path]],
        *,
        jobs: int = 0,
        **wanted: Unpack[ConvertKeywords],
    ) -> Iterator[Answer[Converted]]:
        """`convert` of each pair of a source, or several, and a target. No target may be a source
        or another's target. Of an answer, `path` is the target.

        Some images at a time get their names together, after one wait for the storage, in which the
        next ones are made; then their answers come. `secrets` stay in this process, which does the
        work then, in threads.
        """
        from instar.fleet import questions

        for name in ("over", "target_is_zero", "allow_write", "on_progress"):
            if name in wanted:
                raise TypeError(f"convert_many has no argument called {name!r}")
        return self._many_of().convert(questions.convert, wanted, pairs, jobs)

    def snapshot_many(
        self,
        paths: Iterable[Path],
        action: str,
        name: str,
        *,
        jobs: int = 0,
        format: str | None = None,
    ) -> Iterator[Answer[SnapshotChanged]]:
        """`snapshot` of each image, several at once in each process. An answer comes when its
        change is durable. Where a process dies, another tries again if no image was written yet.
        """
        from instar.fleet import questions

        given = {"action": action, "name": name, "format": format}
        return self._many(questions.snapshot, paths, jobs, given, changes=True)

    def resize_many(
        self,
        paths: Iterable[Path],
        size: int,
        *,
        jobs: int = 0,
        **asked: Unpack[ResizeKeywords],
    ) -> Iterator[Answer[Resized]]:
        """The same for sizes."""
        from instar.fleet import questions

        given = {"size": size, **asked}
        return self._many(questions.resize, paths, jobs, given, changes=True)

    def _many(
        self,
        function: Callable[[Client, Any, Readable], Any],
        paths: Iterable[Readable],
        jobs: int,
        given: Mapping[str, Any],
        most: int = 0,
        *,
        changes: bool = False,
    ) -> Iterator[Answer[Any]]:
        return self._many_of().ask(function, given, paths, jobs, most, changes=changes)

    def _many_of(self) -> Fleet:
        from instar.fleet.many import Fleet

        self._running()
        if self._fleet is None:
            self._fleet = Fleet(self.recipe(), self.deadline)
        return self._fleet
