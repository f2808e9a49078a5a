# SPDX-License-Identifier: Apache-2.0
"""`view`: the structures of an image, as its guest reads them by the tables of `specs/views`."""

from __future__ import annotations

import re

from instar.errors import SandboxError, UsageError
from instar.generated import views
from instar.generated.memory import LEN_DEFAULT
from instar.generated.messages import ViewResult
from instar.generated.profiles import DEFAULT
from instar.generated.view import (
    DEPTH_DEFAULT,
    MAX_DEPTH,
    MAX_ELEMENTS_DEFAULT,
    MAX_NODES_DEFAULT,
    MAX_STEPS,
    NO_TYPE,
    UNKNOWN_COUNT,
    ViewConfig,
    ViewError,
    ViewMode,
    ViewNode,
    ViewNodeFlag,
    ViewNodeKind,
)
from instar.ops.access import Access, open_source
from instar.ops.arguments import needs, readable_source, text, whole_number
from instar.ops.result import Result
from instar.ops.run import Job
from instar.options.nearest import nearest
from instar.record import Record, replace
from instar.widths import INT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from instar.generated.messages import ViewBatch, ViewRuns
    from instar.generated.profiles import Profile
    from instar.keywords import Looked, Readable
    from instar.ops.run import Outcome, Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

MEMORY = 64 << 20
"""What the guest has to sort runs in."""
_KINDS = ("number", "bits", "bytes", "text", "object", "list", "computed")
_STEP = re.compile(r"\.?([a-z][a-z0-9_]*)|\[([0-9]+)\]")


class TreeNode(Record, kw_only=True):
    """One node of the tree of an image.

    `offset` and `length` are its bytes in the file. `value` is the number of one that has a number,
    or how many elements a list has, where that is known without reading them.
    """

    path: str
    """From the root, as `select` takes it: `l1_table[0].entry`."""
    name: str
    kind: str
    """`number`, `bits`, `bytes`, `text`, `object`, `list` or `computed`."""
    type: str = ""
    """Of an object: `qcow2::header`."""
    depth: int = 0
    offset: int = 0
    length: int = 0
    value: int | None = None
    member: str = ""
    """What the number is called."""
    unit: str = ""
    data: bytes = b""
    """Its bytes in the file: the first of a text, those of others where they are few."""
    means: str = ""
    """What an entry of a table means, of a kind that all formats have: `hole`, `data`, `table`."""
    alike: int = 0
    """How many elements it stands for, itself and those after it: more than 1 in rows alone."""
    step: int = 0
    """How much more each of them is than the one before, as a number; 0, they are the same."""
    bits: tuple[int, int] | None = None
    """Of bits: how many are before them in the byte at `offset`, and how many they are."""
    topic: str = ""
    """What `instar explain` knows of it."""
    broken: bool = False
    """Whether it cannot be read: it is outside of the file, or follows from something that is."""
    more: bool = False
    """Whether a list has more elements than are here."""
    cut: bool = False
    """Whether `data` is not all."""
    closed: bool = False
    """Whether it has nodes in it that were not asked for."""
    encoded: bool = False
    """Whether the file has it in base64: offset, length and data are those of the characters."""


class View(Result, kw_only=True):
    """The structures of an image, each before what is in it."""

    filename: str
    view: str
    """The spec that was followed: `qcow2_image`."""
    file_size: int
    nodes: tuple[TreeNode, ...] = ()
    full: bool = False
    """Whether there are more nodes than were allowed."""


class Question(Record, kw_only=True):
    """What is looked at, and how much of it."""

    source: Source
    profile: Profile = DEFAULT
    access: Access = Access()
    select: str = ""
    depth: int = DEPTH_DEFAULT
    first: int = 0
    """Number of the first element, where `select` leads to a list."""
    max_elements: int = MAX_ELEMENTS_DEFAULT
    max_nodes: int = MAX_NODES_DEFAULT
    rows: bool = False
    """Whether elements that follow each other by a rule are one node."""
    opens: Callable[[], Disk] | None = None
    """The file itself, where it is not to be opened by its name."""

    def opened(self) -> Disk:
        """The file, for reading."""
        if self.opens is not None:
            return self.opens()
        return open_source(self.source, self.profile, self.access)


def asked(profile: Profile, access: Access, path: Readable, looked: Looked) -> Question:
    """The question of arguments, which are held against what they may be."""
    numbers = {
        "depth": (0, MAX_DEPTH),
        "first": (0, INT64_MAX),
        "max_elements": (1, ViewConfig.MAX_ELEMENTS_MAX),
        "max_nodes": (1, ViewConfig.MAX_NODES_MAX),
    }
    given: dict[str, Any] = {
        name: whole_number(name, looked[name], *numbers[name])  # type: ignore[literal-required]
        for name in numbers
        if name in looked
    }
    source = readable_source(path, looked.get("format"), profile)
    select = text("select", looked.get("select", ""))
    needs("first", given.get("first"), "select", select)
    if unknown := sorted(looked.keys() - {"format", "select", *numbers}):
        raise TypeError(f"a view has no argument called {unknown[0]!r}")
    return Question(source=source, profile=profile, access=access, select=select, **given)


def ask(question: Question, runner: Runner) -> View:
    """Read the nodes that are asked for."""
    steps, path = _resolved(question, runner) if question.select else ((), "")
    return _read(question, runner, steps, path, question.depth)[0]


def _read(
    question: Question, runner: Runner, steps: tuple[int, ...], path: str, depth: int
) -> tuple[View, list[int]]:
    """What the guest says, and the type of each node."""
    nodes = _Nodes(path, question.max_nodes)
    config = configured(question, steps=steps, depth=depth)
    result, outcome = answered(question, runner, config, on_nodes=nodes.take)
    view = View(
        filename=question.source.shown,
        view=views.VIEWS[result.view][0],
        file_size=result.file_size,
        nodes=tuple(nodes.found) if not question.rows else tuple(_more(nodes.found, question)),
        full=result.full,
        warnings=outcome.warnings,
        sandbox=outcome.sandbox,
    )
    return view, nodes.types


def answered(
    question: Question,
    runner: Runner,
    config: ViewConfig,
    on_nodes: Callable[[ViewBatch], None] | None = None,
    on_runs: Callable[[ViewRuns], None] | None = None,
) -> tuple[ViewResult, Outcome]:
    """What the guest says at its end, of this file."""
    with question.opened() as disk:
        size = disk.size
        outcome = runner.run(
            Job(
                operation="view",
                config=config.pack(),
                disk=disk,
                shown=question.source.shown,
                profile=question.profile,
                access=question.access,
                walking="Could not read the image",
                memory=LEN_DEFAULT if config.mode == ViewMode.TREE else MEMORY,
                on_nodes=on_nodes,
                on_runs=on_runs,
            )
        )
    if outcome.code:
        raise _error(outcome.code, question)
    result = outcome.the(ViewResult)
    if result.view >= len(views.VIEWS) or result.file_size != size:
        raise SandboxError("the guest says what cannot be of this file")
    return result, outcome


def _error(code: int, question: Question) -> Exception:
    if code == ViewError.NO_VIEW:
        return UsageError(f"'{question.source.shown}' is in a format that has no view yet")
    if code == ViewError.NO_SUCH_NODE:
        return UsageError(f"'{question.source.shown}' has no node '{question.select}'")
    if code == ViewError.TOO_MUCH:
        return UsageError(f"'{question.source.shown}' takes too long to find out where all is")
    return SandboxError(f"the guest ended with error {code}")


def configured(
    question: Question,
    mode: int = ViewMode.TREE,
    place: int = 0,
    steps: tuple[int, ...] = (),
    depth: int = 0,
) -> ViewConfig:
    """What the guest is asked."""
    return ViewConfig(
        source=question.access.source_options(question.source, question.profile),
        tables=views.VIEWS_HASH,
        max_nodes=question.max_nodes,
        max_elements=question.max_elements,
        first_element=question.first,
        depth=min(depth, MAX_DEPTH),
        num_steps=len(steps),
        steps=steps + (0,) * (MAX_STEPS - len(steps)),
        mode=mode,
        rows=int(question.rows and mode == ViewMode.TREE),
        place=place,
    )


# --- the way to a node ----------------------------------------------------------------------------


def _steps(select: str) -> Iterator[str | int]:
    at = 0
    while at < len(select):
        match = _STEP.match(select, at)
        if match is None:
            raise UsageError(f"'{select}' is no path, such as l1_table[0].entry")
        yield match[1] or int(match[2])
        at = match.end()


def _resolved(question: Question, runner: Runner) -> tuple[tuple[int, ...], str]:
    """Numbers for the names of a path. What an object is in this file is asked of the guest."""
    top, _ = _read(question, runner, (), "", 0)
    kind = next(root for name, _, root in views.VIEWS if name == top.view)
    steps: tuple[int, ...] = ()
    path, is_list = "", False
    for word in _steps(question.select):
        if len(steps) == MAX_STEPS:
            raise UsageError(f"'{question.select}' has more steps than {MAX_STEPS}")
        if isinstance(word, int):
            if not is_list:
                raise UsageError(f"'{path}' is no list")
            steps, path, is_list = (*steps, word), f"{path}[{word}]", False
            continue
        if steps:
            kind = _object(question, runner, steps, path, is_list)
        names = [attr[0] for attr in views.TYPES[kind][2]]
        if word not in names:
            unknown = UsageError(f"'{path or top.view}' has nothing that is named '{word}'")
            raise unknown.hinting(nearest(word, names))
        number = names.index(word)
        is_list = views.TYPES[kind][2][number][1]
        steps, path = (*steps, number), f"{path}.{word}".removeprefix(".")
    return steps, path


def _object(
    question: Question, runner: Runner, steps: tuple[int, ...], path: str, is_list: bool
) -> int:
    if is_list:
        raise UsageError(f"'{path}' is a list: name an element, such as {path}[0]")
    _, types = _read(question, runner, steps, path, 0)
    if not types or types[0] == NO_TYPE:
        raise UsageError(f"'{path}' has no parts in this image")
    return types[0]


# --- what the guest says --------------------------------------------------------------------------


class _Nodes:
    """Nodes as they come: each of a type and attribute that the tables have, in its place."""

    def __init__(self, path: str, most: int) -> None:
        self.found: list[TreeNode] = []
        self.types: list[int] = []
        self._path, self._most = path, most
        self._above: list[str] = []

    def take(self, batch: ViewBatch) -> None:
        """One more batch."""
        if not batch.nodes or len(batch.nodes) % ViewNode.SIZE:
            raise SandboxError(f"the guest sent nodes of {len(batch.nodes)} bytes")
        at = 0
        for start in range(0, len(batch.nodes), ViewNode.SIZE):
            try:
                node = ViewNode.unpack(batch.nodes[start : start + ViewNode.SIZE])
            except ValueError as error:
                raise SandboxError(f"the guest sent a node that is none: {error}") from None
            data = batch.data[at : at + node.len_data]
            if len(data) != node.len_data:
                raise SandboxError("the guest sent less text than it says")
            at += node.len_data
            if len(self.found) == self._most:
                raise SandboxError("the guest sent more nodes than were asked for")
            self.found.append(self._node(node, data))
            self.types.append(node.object)

    def _node(self, node: ViewNode, data: bytes) -> TreeNode:
        if node.owner >= len(views.TYPES) or node.depth > len(self._above):
            raise SandboxError("the guest sent a node that has no place")
        owner, _, attrs = views.TYPES[node.owner]
        if node.attribute >= len(attrs) or not (
            node.object == NO_TYPE or node.object < len(views.TYPES)
        ):
            raise SandboxError("the guest sent a node that no view has")
        name, _, _, enum, unit = attrs[node.attribute]
        flags, kind = node.flags, _KINDS[node.kind]
        path = self._place(node, name)
        is_element = bool(flags & ViewNodeFlag.ELEMENT)
        if node.means >= len(views.MEANINGS) or is_element != bool(node.num_alike):
            raise SandboxError("the guest sent a node that no view has")
        return TreeNode(
            path=path,
            name=_element(node) if is_element else name,
            kind=kind,
            type="" if node.object == NO_TYPE else views.TYPES[node.object][0],
            depth=node.depth,
            offset=node.offset,
            length=node.length,
            value=_value(node),
            member=views.ENUMS[enum].get(node.value, "") if enum else "",
            unit=unit,
            data=data,
            means=views.MEANINGS[node.means],
            alike=node.num_alike,
            step=node.step,
            bits=(node.first_bit, node.num_bits) if node.num_bits else None,
            topic=f"{owner.replace('::', '.')}.{name}" if "::" in owner else "",
            broken=bool(flags & ViewNodeFlag.BROKEN),
            more=bool(flags & ViewNodeFlag.MORE),
            cut=bool(flags & ViewNodeFlag.CUT),
            closed=bool(flags & ViewNodeFlag.DEEPER),
            encoded=bool(flags & ViewNodeFlag.ENCODED),
        )

    def _place(self, node: ViewNode, name: str) -> str:
        """The path of a node; those above it are known."""
        if node.depth == 0 and self._path:
            path = self._path
        else:
            above = self._above[node.depth - 1] if node.depth else ""
            is_element = node.flags & ViewNodeFlag.ELEMENT
            path = f"{above}[{node.index}]" if is_element else f"{above}.{name}".removeprefix(".")
        self._above[node.depth :] = [path]
        return path


def _element(node: ViewNode) -> str:
    last = node.index + node.num_alike - 1
    return f"[{node.index}]" if last == node.index else f"[{node.index}..{last}]"


def _more(nodes: list[TreeNode], question: Question) -> Iterator[TreeNode]:
    """The nodes, and of lists whether they have more elements than the rows after them."""
    reached: dict[int, tuple[int, int]] = {}
    open_lists: list[int] = []
    for number, node in enumerate(nodes):
        open_lists = [one for one in open_lists if nodes[one].depth < node.depth]
        if node.kind == "list":
            open_lists.append(number)
        elif node.alike and open_lists:
            rows, _ = reached.get(open_lists[-1], (0, 0))
            first = int(node.path[node.path.rindex("[") + 1 : -1])
            reached[open_lists[-1]] = (rows + 1, first + node.alike)
    for number, node in enumerate(nodes):
        rows, end = reached.get(number, (0, 0))
        is_cut = rows == question.max_elements and node.value is not None and end < node.value
        yield replace(node, more=True) if is_cut else node


def _value(node: ViewNode) -> int | None:
    if node.flags & ViewNodeFlag.BROKEN or node.kind in (
        ViewNodeKind.BYTES,
        ViewNodeKind.TEXT,
        ViewNodeKind.OBJECT,
    ):
        return None
    if node.kind == ViewNodeKind.LIST and node.value == UNKNOWN_COUNT:
        return None
    return -node.value if node.flags & ViewNodeFlag.NEGATIVE else node.value
