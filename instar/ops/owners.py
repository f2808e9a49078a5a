# SPDX-License-Identifier: Apache-2.0
"""Whose the bytes of an image file are, and the ways between places of the disk and of the file,
as the guest finds them by the tables of `specs/views`.
"""

from __future__ import annotations

from instar.errors import SandboxError
from instar.generated import views
from instar.generated.enums.view import ViewOwner
from instar.generated.view import NOT_ON_DISK, ViewMode, ViewRun
from instar.ops import view
from instar.ops.result import Result
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.messages import ViewRuns
    from instar.ops.run import Runner
    from instar.ops.view import Question, TreeNode

_DEPTH = 2
"""Of the entries that lead to a place, so many levels are shown."""
_MOST = 64
"""Ways to a byte of the file that are shown."""


class OwnedRun(Record, kw_only=True):
    """Some bytes of the file, and whose they are."""

    offset: int
    length: int
    owner: str
    """`header`, `l1`, `l2`, `bat`, `refcounts`, `bitmaps`, `snapshots`, `data`, `compressed`,
    `log`, `descriptor`, `metadata`, `keys`, `leaked`, `overlap` or `unknown`.
    """
    path: str = ""
    """Of the first node that leads there."""
    guest_offset: int | None = None
    """The place of the first byte on the disk."""
    guest_length: int = 0
    """Bytes of the disk: of compressed data, more than in the file."""


class Owners(Result, kw_only=True):
    """Whose each byte of a file is, from its first to its last."""

    filename: str
    view: str
    file_size: int
    runs: tuple[OwnedRun, ...]
    full: bool = False
    """Whether something is missing: there are more runs than allowed, or more to read."""


class Way(Record, kw_only=True):
    """A node on the way to a place, or one that has it."""

    run: OwnedRun
    nodes: tuple[TreeNode, ...] = ()
    """The entry itself, and what is in it."""


class Location(Result, kw_only=True):
    """A place of the disk and where it is in the file, or the other way round."""

    filename: str
    view: str
    file_size: int
    guest_offset: int | None
    file_offset: int | None
    ways: tuple[Way, ...]
    """From the disk to the file: the entries, in their order, and then the bytes. From the file:
    all that has the byte.
    """
    full: bool = False


def owners(question: Question, runner: Runner) -> Owners:
    """Whose the bytes are."""
    found = _Runs(question.max_nodes)
    config = view.configured(question, ViewMode.OWNERS)
    result, outcome = view.answered(question, runner, config, on_runs=found.take)
    at = 0
    for run in found.runs:
        if run.offset != at or not run.length:
            raise SandboxError("the guest's runs do not follow each other")
        at += run.length
    if at != result.file_size and not (result.full and at < result.file_size):
        raise SandboxError("the guest's runs are not as long as the file")
    return Owners(
        filename=question.source.shown,
        view=views.VIEWS[result.view][0],
        file_size=result.file_size,
        runs=tuple(found.runs),
        full=result.full,
        warnings=outcome.warnings,
        sandbox=outcome.sandbox,
    )


def locate(
    question: Question, runner: Runner, *, guest: int | None = None, file: int | None = None
) -> Location:
    """Where a byte of the disk is in the file, or what a byte of the file belongs to."""
    found = _Runs(_MOST)
    few = replace(question, max_nodes=_MOST)
    if guest is None:
        config = view.configured(few, ViewMode.AT_FILE, file or 0)
    else:
        config = view.configured(few, ViewMode.AT_GUEST, guest)
    result, outcome = view.answered(question, runner, config, on_runs=found.take)
    last = found.runs[-1] if found.runs else None
    if last is not None and last.guest_offset is not None:
        if guest is not None:
            file = last.offset
        elif last.owner == "data" and file is not None:
            guest = last.guest_offset + file - last.offset
    return Location(
        filename=question.source.shown,
        view=views.VIEWS[result.view][0],
        file_size=result.file_size,
        guest_offset=guest,
        file_offset=file,
        ways=tuple(Way(run=run, nodes=_nodes(question, runner, run)) for run in found.runs),
        full=result.full,
        warnings=outcome.warnings,
        sandbox=outcome.sandbox,
    )


def _nodes(question: Question, runner: Runner, run: OwnedRun) -> tuple[TreeNode, ...]:
    """What is in an entry of a table."""
    if not run.path.endswith("]"):
        return ()
    alone = replace(question, select=run.path, depth=_DEPTH, max_elements=1, rows=False)
    nodes = view.ask(alone, runner).nodes
    kept, inside = [], 1 << 30
    for node in nodes:
        if node.depth <= inside:
            inside = node.depth if node.kind == "list" else 1 << 30
            kept.append(node)
    return tuple(kept)


class _Runs:
    """Runs as they come: each with a path that the tables have."""

    def __init__(self, most: int) -> None:
        self.runs: list[OwnedRun] = []
        self._most = most

    def take(self, batch: ViewRuns) -> None:
        """One more batch."""
        if not batch.runs or len(batch.runs) % ViewRun.SIZE:
            raise SandboxError(f"the guest sent runs of {len(batch.runs)} bytes")
        for start in range(0, len(batch.runs), ViewRun.SIZE):
            try:
                run = ViewRun.unpack(batch.runs[start : start + ViewRun.SIZE])
            except ValueError as error:
                raise SandboxError(f"the guest sent a run that is none: {error}") from None
            if len(self.runs) == self._most:
                raise SandboxError("the guest sent more runs than were asked for")
            self.runs.append(
                OwnedRun(
                    offset=run.offset,
                    length=run.length,
                    owner=ViewOwner(run.owner).name.lower(),
                    path=_path(run.steps[: run.num_steps]),
                    guest_offset=None if run.guest == NOT_ON_DISK else run.guest,
                    guest_length=run.guest_length,
                )
            )


def _path(steps: tuple[int, ...]) -> str:
    path, left = "", list(steps)
    while left:
        owner, number = divmod(left.pop(0), 1 << 16)
        attrs = views.TYPES[owner][2] if owner < len(views.TYPES) else ()
        if number >= len(attrs):
            raise SandboxError("the guest sent a path that no view has")
        name, is_list = attrs[number][:2]
        path = f"{path}.{name}".removeprefix(".")
        if is_list and left:
            path += f"[{left.pop(0)}]"
    return path
