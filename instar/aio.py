# SPDX-License-Identifier: Apache-2.0
"""`Client` for programs that run an event loop. The work is done in processes: nothing blocks the
loop, and what is cancelled ends at once.

    async with instar.aio.Client() as client:
        print((await client.info("disk.qcow2")).format)
        async for answer in client.info_many(paths):
            print(answer.path, answer.error or answer.value.format)
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from operator import length_hint
from typing import TYPE_CHECKING

import instar.client
from instar.errors import UsageError
from instar.fleet import questions
from instar.fleet.call import Call, here
from instar.fleet.engine import MOST_AT_ONCE, Share, Window
from instar.fleet.many import (
    MAX_JOBS,
    answered,
    making,
    named,
    num_cores,
    pair_of,
    weight_of,
)
from instar.fleet.processes import processes
from instar.ops.arguments import whole_number

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
    from typing import Any, Unpack

    from instar.fleet.many import Answer
    from instar.keywords import (
        BenchKeywords,
        CheckKeywords,
        ConvertKeywords,
        InfoKeywords,
        MeasureKeywords,
        Path,
        Readable,
        Settings,
    )
    from instar.keywords import (
        Window as Part,
    )
    from instar.ops.bench import Benchmark
    from instar.ops.check import Check
    from instar.ops.conversion import Converted
    from instar.ops.image_info import ImageInfo
    from instar.ops.map_table import Runs
    from instar.ops.measure import Measurement


class Client:
    """Asks about images, `jobs` at once (one for each core by default), always with the same
    settings, which are those of `instar.Client`.

    The methods are those of `instar.Client`, awaited; maps are whole. Cancelling one ends the
    process that works for it, and another takes its place. `info_many` and the like are
    asynchronous iterators.
    """

    def __init__(self, *, jobs: int = 0, **given: Unpack[Settings]) -> None:
        with instar.client.Client(**given) as checked:  # wrong settings are errors here
            recipe, limit = checked.recipe(), checked.deadline
        width = whole_number("jobs", jobs, 0, MAX_JOBS) or num_cores()
        self._engine = processes(recipe, width, limit)
        self._closed = False

    async def aclose(self) -> None:
        """End the processes. Questions that wait are cancelled."""
        self._closed = True
        await asyncio.to_thread(self._engine.close)

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *reason: object) -> None:
        await self.aclose()

    async def info(self, path: Readable, **asked: Unpack[InfoKeywords]) -> ImageInfo:
        found: ImageInfo = await self._ask(questions.info, asked, path)
        return found

    async def map(self, path: Readable, **window: Unpack[Part]) -> Runs:
        found: Runs = await self._ask(questions.map, window, path)
        return found

    async def check(self, path: Readable, **asked: Unpack[CheckKeywords]) -> Check:
        found: Check = await self._ask(questions.check, asked, path)
        return found

    async def bench(self, path: Path, **asked: Unpack[BenchKeywords]) -> Benchmark:
        """Make requests. Secrets are for `instar.Client`: here all work leaves the process."""
        _refuse_secrets(asked)
        found: Benchmark = await self._ask(questions.bench, asked, path)
        return found

    async def measure(
        self,
        path: Readable,
        target: str = "qcow2",
        options: Mapping[str, str | int | bool] | None = None,
        **asked: Unpack[MeasureKeywords],
    ) -> Measurement:
        given = {"target": target, "options": options, **asked}
        found: Measurement = await self._ask(questions.measure, given, path)
        return found

    async def convert(
        self, source: Readable | Sequence[Readable], target: Path, **wanted: Unpack[ConvertKeywords]
    ) -> Converted:
        """Make one image. Secrets are for `instar.Client`: here all work leaves the process."""
        found: Converted = await _first(self.convert_many(((source, target),), **wanted))
        return found

    def info_many(
        self, paths: Iterable[Readable], **asked: Unpack[InfoKeywords]
    ) -> AsyncGenerator[Answer[ImageInfo], None]:
        return self._many(questions.info, asked, paths)

    def map_many(
        self, paths: Iterable[Readable], **window: Unpack[Part]
    ) -> AsyncGenerator[Answer[Runs], None]:
        return self._many(questions.map, window, paths, most=1)

    def check_many(
        self, paths: Iterable[Readable], **asked: Unpack[CheckKeywords]
    ) -> AsyncGenerator[Answer[Check], None]:
        return self._many(questions.check, asked, paths)

    def measure_many(
        self,
        paths: Iterable[Readable],
        target: str = "qcow2",
        options: Mapping[str, str | int | bool] | None = None,
        **asked: Unpack[MeasureKeywords],
    ) -> AsyncGenerator[Answer[Measurement], None]:
        given = {"target": target, "options": options, **asked}
        return self._many(questions.measure, given, paths)

    def convert_many(
        self,
        pairs: Iterable[tuple[Readable | Sequence[Readable], Path]],
        **wanted: Unpack[ConvertKeywords],
    ) -> AsyncGenerator[Answer[Converted], None]:
        """Make many; no `secrets`, as above."""
        _refuse_secrets(wanted)
        call = Call(questions.convert, wanted, (), here(), together=True)
        share = making(pairs, weight_of)
        return self._answers(call, (pair_of(*pair) for pair in pairs), share)

    async def _ask(self, function: Callable[..., Any], given: Any, path: Readable) -> Any:
        return await _first(self._many(function, given, (path,)))

    def _many(
        self,
        function: Callable[..., Any],
        given: Any,
        paths: Iterable[Readable],
        most: int = MOST_AT_ONCE,
    ) -> AsyncGenerator[Answer[Any], None]:
        share = Share(most, known=length_hint(paths))
        return self._answers(Call(function, given, (), here()), map(named, paths), share)

    async def _answers(
        self, call: Call, items: Iterable[Any], share: Share
    ) -> AsyncGenerator[Answer[Any], None]:
        if self._closed:
            raise UsageError("the client is closed")
        window = Window(self._engine, call, items, share)
        try:
            while (head := window.next()) is not None:
                asked, answers = head
                try:
                    found = await asyncio.wrap_future(answers)
                except asyncio.CancelledError:
                    self._engine.cancel(answers, now=True)
                    raise
                for item, one in zip(asked, found, strict=True):
                    yield answered(item, one)
        finally:
            window.cancel(now=True)


def _refuse_secrets(asked: Mapping[str, Any]) -> None:
    if asked.get("secrets"):
        raise UsageError("secrets do not leave the process: use instar.Client")


async def _first(answers: AsyncGenerator[Answer[Any], None]) -> Any:
    """The value of the only answer."""
    async with aclosing(answers):
        async for answer in answers:
            return answer.get()
    raise AssertionError
