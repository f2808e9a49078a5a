# SPDX-License-Identifier: Apache-2.0
"""What a command answers about one of many images, in whatever process that is asked: the JSON of
--output=json on one line, warnings, and the exit status of that image.
"""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.cli.many import Asked
    from instar.layout.extents import Batch
    from instar.ops.run import Runner

    Line = tuple[str, tuple[str, ...], int]


def _one_line(text: str) -> str:
    return json.dumps(json.loads(text))


def info(runner: Runner, given: Asked, name: str) -> Line:
    from instar.ops.info import ask
    from instar.render import info as render
    from instar.render import info_safety

    question = given.about(name)
    found = ask(question, runner)
    if question.safety:
        is_serious = bool(info_safety.serious(found[0].findings, given.more))
        text = info_safety.as_json(found[0], given.more)
        return _one_line(text), found[0].warnings, int(is_serious)
    text = "".join(render.as_json(found, given.profile, is_list=question.chain))
    return _one_line(text), found[0].warnings, 0


def check(runner: Runner, given: Asked, name: str) -> Line:
    from instar.cli.shared import worst
    from instar.ops.check import Hearing, ask, with_problems
    from instar.ops.problems import Problem
    from instar.render import check as render

    question, problems = given.about(name), list[Problem]()
    hear = Hearing(problems.extend if question.deep else _unheard)
    found = with_problems(ask(question, runner, hear), problems)
    text = render.as_json(found, given.profile, is_list=question.chain)
    return _one_line(text), found[0].warnings, worst(*(one.status for one in found))


def _unheard(problems: object) -> None:
    """Problems are counted, not listed."""


def map(runner: Runner, given: Asked, name: str) -> Line:
    from instar.ops.map import Hearing, ask
    from instar.render.map import JsonRows

    question, warnings = given.about(name), list[str]()
    text = JsonRows(given.profile)
    pieces = [text.opening]

    def keep(batch: Batch) -> None:
        pieces.append(text.rows(batch))

    ask(question, runner, Hearing(keep, warning=warnings.append))
    pieces.append(text.closing(question.window.start))
    return _one_line(b"".join(pieces).decode()), tuple(warnings), 0


def measure(runner: Runner, given: Asked, name: str) -> tuple[Any, tuple[str, ...], int]:
    from instar.ops.measure import Measurer
    from instar.render.measure import as_json

    found = Measurer(given.about(name)).measure(runner)
    answer = _one_line(as_json(found)) if given.more else found
    return answer, found.warnings, 0


COMMANDS = {"info": info, "check": check, "map": map, "measure": measure}
