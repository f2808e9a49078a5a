# SPDX-License-Identifier: Apache-2.0
"""What `inspect` asks about an image: each question in a guest of its own."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.judging import FAIL_ON
from instar.errors import InstarError, NotCheckable, UsageError
from instar.record import replace
from instar.render.inspect import MOST_PROBLEMS, Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.access import Access
    from instar.ops.check import Check
    from instar.ops.image_info import ImageInfo
    from instar.ops.run import Runner
    from instar.options.source import Source
    from instar.render.map_cells import Tally
    from instar.render.map_scene import Title

    T = TypeVar("T")


def page_of(values: Values, out: Output) -> Page:
    """Everything. What does not open at all is an error, as for `info`."""
    if values.exact:
        raise UsageError("inspect is no command of qemu-img, and imitates none")
    return _Asking(values, out).page()


class _Asking:
    def __init__(self, values: Values, out: Output) -> None:
        self._out = out
        self._fail_on: str = values[FAIL_ON]
        self._profile = values.profile
        self._source: Source = shared.source(values, values[shared.WORDS][0])
        self._access: Access = shared.access(values, has_snapshot=False)
        self._runner: Runner = shared.runner(values, out)
        self._warnings: list[str] = []
        self._failures: dict[str, str] = {}
        self._problems: list[str] = []

    def page(self) -> Page:
        chain = self._try("chain", lambda: self._info(chain=True)) or self._info()
        judged = self._try("safety", lambda: self._info(safety=True)[0])
        picture = self._try("data", self._picture)
        check = self._try("health", self._check)
        self._out.clear()
        return Page(
            chain=chain,
            judged=judged,
            fail_on=self._fail_on,
            picture=picture,
            check=check,
            problems=tuple(self._problems),
            failures=self._failures,
            warnings=tuple(self._warnings),
        )

    def _try(self, part: str, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except NotCheckable:
            return None
        except InstarError as error:
            self._failures[part] = self._out.one_line(error)
            return None

    def _info(self, *, chain: bool = False, safety: bool = False) -> tuple[ImageInfo, ...]:
        from instar.ops.info import Question, ask

        question = Question(
            source=self._source,
            profile=self._profile,
            access=self._access,
            chain=chain,
            safety=safety,
        )
        found = ask(question, self._runner)
        self._warnings += found[0].warnings
        return found

    def _picture(self) -> tuple[Tally, Title]:
        from instar.cli.map_picture import look
        from instar.ops.map import Question
        from instar.render.inspect import cells_of
        from instar.render.map_cells import line_scale

        question = Question(source=self._source, profile=self._profile, access=self._access)
        most = cells_of(self._out.style)
        warn = self._warnings.append
        return look(question, self._runner, self._out, most, line_scale, warn)

    def _check(self) -> Check:
        from instar.ops.check import Hearing, Question, ask
        from instar.ops.problems import Problems

        def on_problems(problems: Problems) -> None:
            left = MOST_PROBLEMS - len(self._problems)
            if left > 0:
                self._problems += problems.lines(exact=False)[:left]

        access = replace(self._access, has_secret=True)
        question = Question(source=self._source, profile=self._profile, access=access)
        hear = Hearing(on_problems, self._warnings.append, self._out.progress)
        return ask(question, self._runner, hear)[0]
