# SPDX-License-Identifier: Apache-2.0
"""How much the sources of a conversion hold, as the new image would take it. Each walk through a
source's tables is done once, whoever asks for its answer.
"""

from __future__ import annotations

from _operator import attrgetter

from instar.errors import UsageError
from instar.ops.measure import Question, ask
from instar.options.schema import Setting
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.ops.access import Access
    from instar.ops.conversion import Question as Conversion
    from instar.ops.measure import Measurement
    from instar.ops.run import Runner
    from instar.options.source import Source

_FINE = ("4096", "65536", "2097152")
"""Clusters to count data in, the finest that a qcow2 of the size can have."""


class Holding:
    """Bounds on what each source holds. The first bound will do that is no more than `enough`."""

    def __init__(self, question: Conversion, access: Access, runner: Runner) -> None:
        self._question = question
        self._access = access
        self._runner = runner
        self._in_target: dict[Source, Measurement] = {}
        self._finely: dict[Source, Measurement | None] = {}

    def data(self, source: Source, enough: int) -> int:
        """Bytes of its disk that are data, at most."""
        return self._least(source, enough, attrgetter("data"))

    def required(self, source: Source, enough: int) -> int:
        """Bytes that the new image takes for it, at most."""
        return self._least(source, enough, attrgetter("required"))

    def _least(self, source: Source, enough: int, bound: Callable[[Measurement], int]) -> int:
        if source not in self._in_target:
            self._in_target[source] = self._measure_in_target(source)
        most = bound(self._in_target[source])
        if most <= enough:
            return most
        if source not in self._finely:
            self._finely[source] = self._measure_finely(source)
        fine = self._finely[source]
        return most if fine is None else min(most, bound(fine))

    def _measure_in_target(self, source: Source) -> Measurement:
        question = self._question
        settings = tuple(one for one in question.settings if one.name != "size")
        return self._measure(source, question.format, settings)

    def _measure_finely(self, source: Source) -> Measurement | None:
        """What has large blocks, or none, leaves holes in its file; so fine clusters bound its data
        too. None: the disk is too large for any.
        """
        for length in _FINE:
            try:
                return self._measure(source, "qcow2", (Setting("cluster_size", length, ""),))
            except UsageError:
                continue
        return None

    def _measure(self, source: Source, format: str, settings: tuple[Setting, ...]) -> Measurement:
        question = self._question
        asked = Question(
            target=format,
            settings=settings,
            source=source,
            creates=True,
            secrets=question.secrets,
            profile=question.profile,
            access=replace(self._access, keys=False),
        )
        return ask(asked, self._runner)
