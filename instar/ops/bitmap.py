# SPDX-License-Identifier: Apache-2.0
"""`bitmap`: a persistent bitmap of an image is changed in place, step by step."""

from __future__ import annotations

from contextlib import ExitStack

from instar.errors import SandboxError, UsageError
from instar.generated.bitmap import LEN_MEMORY
from instar.generated.edit import EditBitmap, EditBitmapAction, EditBitmapStep, EditError
from instar.generated.formats.qcow2 import (
    MAX_BITMAP_NAME_BYTES,
    MAX_BITMAPS,
    Qcow2BitmapEntry,
    Qcow2BitmapsExtension,
)
from instar.generated.messages import Bitmap, BitmapResult
from instar.ops.access import open_source
from instar.ops.bitmap_bits import (
    config,
    inconsistent,
    packed,
    read_bits,
    sizes_differ,
    with_bitmaps,
)
from instar.ops.in_place import SLACK, Target, most_bitmaps
from instar.ops.info import refuse_described
from instar.ops.result import Result
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Change
    from instar.ops.run import Outcome, Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

ACTIONS: dict[str, int] = {
    "add": EditBitmapAction.ADD,
    "remove": EditBitmapAction.REMOVE,
    "remove-all": EditBitmapAction.REMOVE_ALL,
    "clear": EditBitmapAction.CLEAR,
    "enable": EditBitmapAction.ENABLE,
    "disable": EditBitmapAction.DISABLE,
    "merge": EditBitmapAction.MERGE,
}
MAX_STEPS = EditBitmap.NUM_ACTIONS_MAX
_LEAST_GRANULARITY = 1 << Qcow2BitmapEntry.MIN_GRANULARITY_BITS
_GRANULARITY_BITS = 32
"""What qemu-img keeps of a granularity."""
_DEFAULT_GRANULARITY = (4096, 65536)
_REWRITES = 8
"""How often what a change writes may be written, counts included."""
_CLUSTERS_EACH = 16
"""Clusters that are written, besides, whenever a directory is."""


class Step(Record):
    """One of ACTIONS; `source` is the bitmap that is merged."""

    action: str
    source: str = ""


def steps(actions: Sequence[str | tuple[str, str]]) -> tuple[Step, ...]:
    """The steps of a list of actions; `("merge", SOURCE)` has a source, others are names alone."""
    if isinstance(actions, str):
        raise UsageError("the actions on a bitmap are a list")
    found = [Step(one) if isinstance(one, str) else Step(*one) for one in actions]
    for step in found:
        if step.action not in ACTIONS or (step.action == "merge") != bool(step.source):
            words = ", ".join(ACTIONS)
            raise UsageError(f"a bitmap is changed by {words} of another one, not {step.action!r}")
    return tuple(found)


class BitmapChanged(Result, kw_only=True):
    """A bitmap after its change. Without `granularity` there is none of the name any more."""

    filename: str
    format: str
    bitmap: str
    granularity: int | None
    """Bytes of the disk that a bit is about."""
    enabled: bool | None
    """Whether writers set its bits; None where they may have missed some, or there is none."""
    old_file_size: int
    new_file_size: int


class Question(Record, kw_only=True):
    """The steps that change the bitmap `name`, one after the other.

    `origin` is the image whose bitmaps are merged, if it is another one; only what it has itself is
    read. `partly`: as by qemu-img, steps before one that cannot be done are made all the same.
    """

    target: Target
    name: str
    steps: tuple[Step, ...]
    granularity: int = 0
    origin: Source | None = None
    partly: bool = False


class _Plan(Record):
    """What the guest is asked to do, and the error after that, if it is known before. `files` are
    the bits of other images' bitmaps.
    """

    steps: tuple[EditBitmapStep, ...]
    refused: tuple[Step, str] | None
    files: tuple[Disk, ...]


def ask(question: Question, runner: Runner) -> BitmapChanged:
    """Change the bitmap. Of what is refused nothing is made, unless `partly` says otherwise."""
    if len(question.steps) > MAX_STEPS:
        raise UsageError(f"{len(question.steps)} actions are more than the {MAX_STEPS} of one run")
    for source in (question.target.source, question.origin):
        if source is not None:
            refuse_described(source)
    with question.target.begin("bitmap", runner) as change, ExitStack() as files:
        plan = _Planner(question, change, runner, files).plan()
        outcome = _run(question, change, plan)
        result = outcome.the(BitmapResult)
        refusal = _refusal(question, plan, result, change.before)
        if refusal is not None and not question.partly:
            raise refusal.with_warnings(change.warnings)
        expected = _expected(question, change.before, result.num_done)
        after = change.attest(expected)
        change.commit()
        if refusal is not None:
            raise refusal.with_warnings(change.warnings)
        return _answer(question, change, after)


def _answer(question: Question, change: Change, after: ImageInfo) -> BitmapChanged:
    found = next((one for one in _bitmaps(after) if one.name == question.name), None)
    known = found is not None and "in-use" not in found.flags
    return BitmapChanged(
        filename=question.target.source.shown,
        format=after.format,
        bitmap=question.name,
        granularity=found.granularity if found else None,
        enabled="auto" in found.flags if found is not None and known else None,
        old_file_size=change.old_file_size,
        new_file_size=change.new_file_size,
        warnings=change.warnings,
        sandbox=after.sandbox,
    )


def _bitmaps(image: ImageInfo) -> tuple[Bitmap, ...]:
    return image.qcow2.bitmaps if image.qcow2 is not None else ()


# --- what is asked of the guest ---


class _Planner:
    """Makes the steps of the guest. Bitmaps of another image are read by a guest of their own, into
    files that have no name.
    """

    def __init__(
        self, question: Question, change: Change, runner: Runner, files: ExitStack
    ) -> None:
        self._question = question
        self._size = change.before.virtual_size
        self._runner = runner
        self._files = files
        self._made: dict[str, Disk] = {}
        self._origin = None if question.origin is None else self._look(question.origin)

    def _look(self, origin: Source) -> ImageInfo:
        return self._opening(origin).look(self._open(origin), self._runner)

    def _opening(self, origin: Source) -> Target:
        target = self._question.target
        access = replace(target.access.alone(), data_files=False)
        return Target(source=origin, profile=target.profile, access=access)

    def _open(self, origin: Source) -> Disk:
        target = self._question.target
        return self._files.enter_context(open_source(origin, target.profile, target.access))

    def plan(self) -> _Plan:
        steps: list[EditBitmapStep] = []
        for step in self._question.steps:
            pseudo, why = self._foresee(step)
            if why is not None:
                steps += [] if pseudo is None else [packed(pseudo)]
                return _Plan(tuple(steps), (step, why), tuple(self._made.values()))
            steps.append(self._step(step))
        return _Plan(tuple(steps), None, tuple(self._made.values()))

    def _foresee(self, step: Step) -> tuple[EditBitmapAction | None, str | None]:
        """Why a step cannot be done, and what has to hold before that matters."""
        if step.action == "add":
            return None, self._foresee_add()
        if step.action != "merge" or self._origin is None:
            return None, None
        found = self._find(step.source)
        if found is None:
            return EditBitmapAction.FIND, _missing(step.source)
        if "in-use" in found.flags:
            return EditBitmapAction.USE, inconsistent(step.source)
        if self._origin.virtual_size != self._size:
            return EditBitmapAction.USE, self._sizes_differ()
        return None, None

    def _foresee_add(self) -> str | None:
        kept = self._question.granularity % (1 << _GRANULARITY_BITS)
        if not self._question.name:
            return "Bitmap name cannot be empty"
        if self._question.granularity and (kept < _LEAST_GRANULARITY or kept & (kept - 1)):
            return "Granularity must be power of 2 and at least 512"
        return None

    def _sizes_differ(self) -> str:
        assert self._origin is not None
        return sizes_differ(self._question.target.profile, self._size, self._origin.virtual_size)

    def _find(self, name: str) -> Bitmap | None:
        assert self._origin is not None
        return next((one for one in _bitmaps(self._origin) if one.name == name), None)

    def _step(self, step: Step) -> EditBitmapStep:
        action = EditBitmapAction(ACTIONS[step.action])
        if step.action == "add":
            kept = self._question.granularity % (1 << _GRANULARITY_BITS)
            return packed(action, bits=kept.bit_length() - 1 if kept else 0)
        if step.action != "merge" or self._origin is None:
            return packed(action, step.source)
        found = self._find(step.source)
        assert found is not None
        if step.source not in self._made:
            self._made[step.source] = self._read(found)
        number = list(self._made).index(step.source) + 1
        return packed(action, disk=number, bits=found.granularity.bit_length() - 1)

    def _read(self, bitmap: Bitmap) -> Disk:
        assert self._question.origin is not None
        image = self._opening(self._question.origin)
        return read_bits(image, self._size, bitmap, self._runner, self._files)


def _run(question: Question, change: Change, plan: _Plan) -> Outcome:
    wanted = config(change.alone, question.name, plan.steps)
    room, directories = _room(question, change.before)
    cluster = change.before.cluster_size or 0
    written = _REWRITES * room + directories * _CLUSTERS_EACH * cluster
    job = replace(change.job("bitmap", wanted, LEN_MEMORY), others=plan.files)
    return change.work(job, room, written)


def _room(question: Question, image: ImageInfo) -> tuple[int, int]:
    """The most that the image grows by, and how many directories are written."""
    if image.qcow2 is None:
        return 0, 0
    removed = sum(step.action == "remove" for step in question.steps)
    if any(step.action == "remove-all" for step in question.steps):
        removed += len(_bitmaps(image))
    new = Bitmap(name=question.name, granularity=_granularity(question, image))
    return most_bitmaps(image, new, directories=removed + 1) + SLACK, removed + 2


# --- what has become of it ---


def _expected(question: Question, before: ImageInfo, num_done: int) -> ImageInfo:
    """The image as it must be after so many of the steps."""
    if before.qcow2 is None:
        return before
    found = {one.name: one for one in _bitmaps(before)}
    name = question.name
    for step in question.steps[:num_done]:
        match step.action:
            case "add":
                found[name] = Bitmap(name=name, granularity=_granularity(question, before))
                found[name] = replace(found[name], flags=("auto",))
            case "remove":
                found.pop(name, None)
            case "remove-all":
                found.clear()
            case "enable" | "disable" if name in found:
                flags = ("auto",) if step.action == "enable" else ()
                found[name] = replace(found[name], flags=flags)
    return with_bitmaps(before, found.values())


def _granularity(question: Question, image: ImageInfo) -> int:
    low, high = _DEFAULT_GRANULARITY
    kept = question.granularity % (1 << _GRANULARITY_BITS)
    return kept or min(max(image.cluster_size or 0, low), high)


def _refusal(
    question: Question, plan: _Plan, result: BitmapResult, image: ImageInfo
) -> UsageError | None:
    """Why not all steps are done, in the words of the release."""
    if result.num_done > len(plan.steps) - bool(result.error):
        raise SandboxError("the guest did more steps than there are")
    if result.error:
        step = question.steps[result.num_done]
        reason = _reason(question, step, result, image)
    elif plan.refused is not None:
        step, reason = plan.refused
    elif result.num_done != len(plan.steps):
        raise SandboxError("the guest did not do all steps, and gave no reason")
    else:
        return None
    return UsageError(f"Operation {step.action} on bitmap {question.name} failed: {reason}")


def _reason(question: Question, step: Step, result: BitmapResult, image: ImageInfo) -> str:
    name = question.name
    match result.error:
        case EditError.NOT_FOUND:
            return _missing(name)
        case EditError.NO_SOURCE:
            return _missing(step.source)
        case EditError.INCONSISTENT:
            return inconsistent(name)
        case EditError.SOURCE_INCONSISTENT:
            return inconsistent(step.source)
        case EditError.EXISTS:
            return f"Bitmap already exists: {name}"
        case EditError.UNSUPPORTED:
            return f"Can't store persistent bitmaps to {_node(question)}: Operation not supported"
    persistent = f"Can't make bitmap '{name}' persistent in '{_node(question)}': "
    match result.error:
        case EditError.OLD_VERSION:
            return persistent + "Cannot store dirty bitmaps in qcow2 v2 files"
        case EditError.TOO_LARGE:
            return (
                f"{persistent}Too much space will be occupied by the bitmap. Use larger granularity"
            )
        case EditError.NAME_LENGTH:
            return f"{persistent}Name length exceeds maximum ({MAX_BITMAP_NAME_BYTES} characters)"
        case EditError.TOO_MANY if result.value >= MAX_BITMAPS:
            return f"{persistent}Maximum number of persistent bitmaps is already reached"
        case EditError.NO_DIRECTORY_ROOM if result.value > Qcow2BitmapsExtension.LEN_DIRECTORY_MAX:
            return f"{persistent}Not enough space in the bitmap directory"
    raise SandboxError(f"the guest refused a step with error {result.error}, {result.value}")


def _node(question: Question) -> str:
    """What qemu-img calls a number that it draws."""
    return "#block0" if question.partly else question.target.source.shown


def _missing(name: str) -> str:
    return f"Dirty bitmap '{name}' not found"
