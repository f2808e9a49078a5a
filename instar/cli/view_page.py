# SPDX-License-Identifier: Apache-2.0
"""`instar view -o FILE.html`: the tree and the bytes of an image as a page."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.view import MAX_DEPTH
from instar.record import replace
from instar.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.ops.run import Runner
    from instar.ops.view import Question

_SHORTER = 4
"""A page that is too long is tried again with so many times fewer elements of each list."""

_RUNS = 20000
"""Runs of a map at most."""


def write(
    question: Question,
    second: Question | None,
    runner: Runner,
    out: Output,
    file: str,
    longest: int,
) -> int:
    """Write the page; returns the exit status. No file is made before all of it is known."""
    if not file.lower().endswith((".html", ".htm")):
        raise UsageError(f"-o expects a file name that ends in .html, not '{file}'")
    return out.save(file, _page(replace(question, depth=MAX_DEPTH), second, runner, out, longest))


def _page(
    question: Question, second: Question | None, runner: Runner, out: Output, longest: int
) -> bytes:
    """A page that is no longer than `longest`, with as much of each list as fits."""
    from instar.cli import view_diff
    from instar.ops.explain import known
    from instar.ops.owners import owners
    from instar.ops.view import ask
    from instar.ops.view_marks import found as marks_of
    from instar.render import view_html

    marks = marks_of(question, runner)
    runs = min(question.max_nodes, _RUNS)
    while True:
        found = ask(question, runner)
        owned = owners(replace(question, max_nodes=runs), runner)
        topics = known({node.topic for node in found.nodes if node.topic})
        wrong = marks
        if second is not None:
            theirs = replace(question, source=second.source)
            wrong = (*marks, *view_diff.marks(found, ask(theirs, runner))[:_RUNS])
        text = view_html.page(found, topics, owned, wrong, __version__)
        page = text.encode("utf-8", "surrogateescape")
        if len(page) <= longest:
            out.warn(found.warnings)
            return page
        if question.max_elements == 1 and question.max_nodes == 1:
            raise UsageError(f"--embed allows {longest} bytes, and a page has {len(page)} at least")
        marks, runs = marks[: len(marks) // _SHORTER], max(runs // _SHORTER, 1)
        if question.max_elements == 1:
            question = replace(question, max_nodes=max(question.max_nodes // _SHORTER, 1))
        question = replace(question, max_elements=max(question.max_elements // _SHORTER, 1))
