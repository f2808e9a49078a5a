# SPDX-License-Identifier: Apache-2.0
"""What `instar view` can be asked, and its answers."""

from __future__ import annotations

from instar.cli import numbers, shared
from instar.cli.flags import Flag, Switch, Text
from instar.errors import UsageError
from instar.generated import view
from instar.widths import INT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.run import Runner
    from instar.ops.view import Question

_TREE = "Part of the image"

SELECT = Flag(
    ("--select",),
    Text[str]("PATH"),
    "begin at this node, such as header.cluster_bits or l1_table[0].l2_table[17]",
    _TREE,
    "",
)
DEPTH = Flag(
    ("--depth",),
    numbers.Count(0, view.MAX_DEPTH),
    f"how far to go down (default: {view.DEPTH_DEFAULT})",
    _TREE,
    view.DEPTH_DEFAULT,
)
ELEMENTS = Flag(
    ("--elements",),
    numbers.Count(1, view.ViewConfig.MAX_ELEMENTS_MAX),
    f"elements, or rows of them, of each list to show (default: {view.MAX_ELEMENTS_DEFAULT})",
    _TREE,
    view.MAX_ELEMENTS_DEFAULT,
)
FIRST = Flag(
    ("--first",),
    numbers.Count(0, INT64_MAX),
    "number of the first element, where --select names a list",
    _TREE,
    0,
)
ALL = Flag(
    ("--all",),
    Switch(),
    "show each element, also those that follow each other by a rule; JSON has it always",
    _TREE,
    False,
)
OWNERS = Flag(
    ("--owners",),
    Switch(),
    "show whose each byte of the file is: a header's, a table's, data, what nothing leads to",
    _TREE,
    False,
)
AT_GUEST: Flag[int | None] = Flag(
    ("--at-guest",),
    numbers.Size("OFFSET"),
    "show the entries that lead to this byte of the disk, and where it is in the file",
    _TREE,
)
AT_FILE: Flag[int | None] = Flag(
    ("--at-file",),
    numbers.Size("OFFSET"),
    "show what leads to this byte of the file, and where it is on the disk",
    _TREE,
)
FINDINGS = Flag(
    ("--findings",),
    Switch(),
    "also mark what info --safety and check find; a page has it always",
    _TREE,
    False,
)
DIFF = Flag(
    ("--diff",),
    Switch(),
    "with a second image: show only nodes that differ",
    _TREE,
    False,
)
PLAN: Flag[str | None] = Flag(
    ("--plan",),
    Text("COMMAND"),
    "show the image as this command would leave it, such as 'snapshot -c s', without its name",
    _TREE,
)
PAGE: Flag[str | None] = Flag(
    ("-o", "--page"),
    Text("FILE.html", is_path=True),
    "write a page for a browser into this file, with all levels",
    shared.OUTPUT,
)
EMBED = Flag(
    ("--embed",),
    numbers.Size(),
    "the longest page; shorter lists make it fit (default: 8M)",
    shared.OUTPUT,
    8 << 20,
)
MAX_NODES = Flag(
    ("--max-nodes",),
    numbers.Count(1, view.ViewConfig.MAX_NODES_MAX),
    f"nodes to show in all (default: {view.MAX_NODES_DEFAULT})",
    shared.SANDBOX,
    view.MAX_NODES_DEFAULT,
)


PARTS = (SELECT, DEPTH, ELEMENTS, FIRST, ALL, OWNERS, AT_GUEST, AT_FILE, FINDINGS, DIFF, PLAN)
_ONE_OF = (OWNERS, AT_GUEST, AT_FILE, SELECT, PAGE)


def asked(values: Values, name: str) -> Question:
    """The question of the command line, of one image."""
    from instar.ops.view import Question

    return Question(
        source=shared.source(values, name),
        profile=values.profile,
        access=shared.access(values, has_secret=False, has_snapshot=False),
        select=values[SELECT],
        depth=values[DEPTH],
        first=values[FIRST],
        max_elements=values[ELEMENTS],
        max_nodes=values[MAX_NODES],
        rows=not values[ALL] and (values[shared.OUTPUT_FORMAT] != "json"),
    )


def other(values: Values, question: Question) -> Question | None:
    """The same of the second image, if there is one."""
    from instar.record import replace

    if len(values[shared.WORDS]) == 1:
        return None
    return replace(question, source=shared.source(values, values[shared.WORDS][1]))


def pair(values: Values, question: Question) -> list[tuple[str, Question]]:
    """The images of a page, each with what it is called of two."""
    second = other(values, question)
    if second is None:
        return [("", question)]
    return [("the first", question), ("the second", second)]


def check(values: Values) -> None:
    """One thing is asked at a time."""
    given = [flag.name for flag in _ONE_OF if values.has(flag)]
    if len(given) > 1:
        raise UsageError(f"{given[0]} and {given[1]} are mutually exclusive")
    two = len(values[shared.WORDS]) > 1
    if values[PLAN] is not None:
        _check_plan(values)
    elif values[DIFF] and not two:
        raise UsageError("--diff needs a second image")
    if two and (of_one := [flag.name for flag in (OWNERS, AT_GUEST, AT_FILE) if values.has(flag)]):
        raise UsageError(f"{of_one[0]} takes one image")


def _check_plan(values: Values) -> None:
    """It is of one image, in two states."""
    if values.has(FINDINGS):
        text = "what is wrong is looked for in the file as it is"
        raise UsageError(f"--plan and --findings are mutually exclusive: {text}")
    if len(values[shared.WORDS]) > 1:
        raise UsageError("--plan takes one image")


def show(values: Values, out: Output, runner: Runner, question: Question) -> int:
    """The answer, for people or programs."""
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    warnings, shown = _texts(values, out, runner, question, is_json=is_json)
    out.warn(warnings)
    out.write_all(shown)
    return 0


def _texts(
    values: Values, out: Output, runner: Runner, question: Question, *, is_json: bool
) -> tuple[tuple[str, ...], Iterable[str]]:
    from instar.cli import view_diff, view_plan
    from instar.ops import view, view_marks
    from instar.render import view as of_tree

    has_places = any(values.has(flag) for flag in (OWNERS, AT_GUEST, AT_FILE))
    if (plan := values[PLAN]) is not None:
        name = values[shared.WORDS][0]
        answer = _places if has_places else _planned
        return view_plan.with_plan(
            plan,
            name,
            values,
            question,
            lambda now, then: answer(values, out, runner, [then, now], is_json=is_json),
        )
    if has_places:
        return _places(values, out, runner, [question], is_json=is_json)
    tree = view.ask(question, runner)
    marks = view_marks.found(question, runner) if values[FINDINGS] else None
    if (second := other(values, question)) is not None:
        theirs = view.ask(second, runner)
        marks = (*(marks or ()), *view_diff.marks(tree, theirs))
        if values[DIFF]:
            tree = view_diff.only(tree, marks)
    if is_json:
        return tree.warnings, [of_tree.as_json(tree, marks)]
    return tree.warnings, of_tree.human(tree, out.style, marks or ())


def _places(
    values: Values, out: Output, runner: Runner, questions: Sequence[Question], *, is_json: bool
) -> tuple[tuple[str, ...], Iterable[str]]:
    """Whose the bytes of the first image are, or where one of them is."""
    from instar.ops import owners
    from instar.render import owners as of_owners

    if values[OWNERS]:
        whole = owners.owners(questions[0], runner)
        text = [of_owners.as_json(whole)] if is_json else of_owners.human(whole, out.style)
        return whole.warnings, text
    place = owners.locate(questions[0], runner, guest=values[AT_GUEST], file=values[AT_FILE])
    text = [of_owners.located_json(place)] if is_json else of_owners.located(place, out.style)
    return place.warnings, text


def _planned(
    values: Values, out: Output, runner: Runner, questions: Sequence[Question], *, is_json: bool
) -> tuple[tuple[str, ...], Iterable[str]]:
    """The image as a command would leave it, and what is otherwise now."""
    from instar.cli import view_diff, view_plan
    from instar.ops import view
    from instar.render import view as of_tree

    tree, now = (view.ask(question, runner) for question in questions)
    marks = view_diff.marks(tree, now, view_plan.NOW)
    if values[DIFF]:
        tree = view_diff.only(tree, marks)
    if is_json:
        return tree.warnings, [of_tree.as_json(tree, marks)]
    return tree.warnings, of_tree.human(tree, out.style, marks)
