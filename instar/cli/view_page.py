# SPDX-License-Identifier: Apache-2.0
"""`instar view -o FILE.html`: the tree and the bytes of an image, or of two, as a page."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.view import MAX_DEPTH, MAX_ELEMENTS_DEFAULT
from instar.record import replace
from instar.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.cli.output import Output
    from instar.ops.run import Runner
    from instar.ops.view import Question, View
    from instar.ops.view_marks import Mark

_SHORTER = 4
"""A page that is too long is tried again with so many times fewer elements of each list."""

_ELEMENTS = 1024
"""Of each list at first, unless the user says how many."""

_RUNS = 20000
"""Runs of a map at most, and differences."""


def write(
    questions: Sequence[tuple[str, Question]],
    runner: Runner,
    out: Output,
    file: str,
    longest: int,
    elements: int | None,
) -> int:
    """Write the page of one image, or of two that are compared, each with what it is called;
    returns the exit status. No file is made before all of it is known.
    """
    if not file.lower().endswith((".html", ".htm")):
        raise UsageError(f"-o expects a file name that ends in .html, not '{file}'")
    deep = [
        (label, replace(question, depth=MAX_DEPTH, max_elements=elements or _ELEMENTS))
        for label, question in questions
    ]
    return out.save(file, _page(deep, runner, out, longest, elements))


def _page(
    questions: Sequence[tuple[str, Question]],
    runner: Runner,
    out: Output,
    longest: int,
    elements: int | None,
) -> bytes:
    """A page that is no longer than `longest`, with as much of each list as fits."""
    from instar.ops.explain import known
    from instar.ops.owners import owners
    from instar.ops.view import ask
    from instar.ops.view_marks import found as marks_of
    from instar.render import view_html

    marks = [() if one.opens else marks_of(one, runner) for _, one in questions]
    runs = min(questions[0][1].max_nodes, _RUNS)
    while True:  # once for each of the lengths that are tried
        views = [ask(question, runner) for _, question in questions]
        maps = [owners(replace(question, max_nodes=runs), runner) for _, question in questions]
        topics = known({node.topic for view in views for node in view.nodes if node.topic})
        labels = [label for label, _ in questions]
        parts = [
            view_html.Part(view=view, owners=owned, marks=wrong, label=label)
            for view, owned, wrong, label in zip(
                views, maps, _compared(views, labels, marks), labels, strict=True
            )
        ]
        page = view_html.page(parts, topics, __version__).encode("utf-8", "surrogateescape")
        is_cut = any(view.full for view in views)  # what comes last is missing
        has_many = questions[0][1].max_elements > MAX_ELEMENTS_DEFAULT
        if len(page) <= longest and not (elements is None and is_cut and has_many):
            out.warn(tuple(dict.fromkeys(line for view in views for line in view.warnings)))
            return page
        if all(one.max_elements == 1 and one.max_nodes == 1 for _, one in questions):
            raise UsageError(f"--embed allows {longest} bytes, and a page has {len(page)} at least")
        marks = [some[: len(some) // _SHORTER] for some in marks]
        runs = max(runs // _SHORTER, 1)
        questions = [(label, _shorter(question)) for label, question in questions]


def _compared(
    views: Sequence[View], labels: Sequence[str], marks: Sequence[tuple[Mark, ...]]
) -> Sequence[tuple[Mark, ...]]:
    """The marks of each image, and of two what differs in the other."""
    from instar.cli import view_diff

    if len(views) == 1:
        return marks
    pairs = ((0, 1), (1, 0))
    return [(*marks[a], *view_diff.marks(views[a], views[b], labels[b])[:_RUNS]) for a, b in pairs]


def _shorter(question: Question) -> Question:
    if question.max_elements == 1:
        question = replace(question, max_nodes=max(question.max_nodes // _SHORTER, 1))
    return replace(question, max_elements=max(question.max_elements // _SHORTER, 1))
