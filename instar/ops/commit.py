# SPDX-License-Identifier: Apache-2.0
"""`commit`: what an image has goes down into its backing image, or into one below that.

What is written is what the disk reads anyway, so that it reads the same at any time; if the command
is interrupted, it can be run again. The image is emptied last, by a journal.
"""

from __future__ import annotations

import errno
import os

from instar.errors import OpenError, UsageError
from instar.generated.commit import LEN_MEMORY, CommitConfig, CommitFlag
from instar.generated.edit import EditError
from instar.generated.messages import CommitResult
from instar.generated.source import SourceFormat
from instar.generated.target import TargetImage, TargetOptions
from instar.ops.access import open_source, source_secrets
from instar.ops.convert_over import WRITABLE, Existing, Over
from instar.ops.create_files import Filling
from instar.ops.create_names import place_of_backing
from instar.ops.in_place import SLACK, Target, most_tables
from instar.ops.info import Question as Looked
from instar.ops.info import ask as look
from instar.ops.resize import GROWN
from instar.ops.resize import Question as Longer
from instar.ops.resize import ask as resize
from instar.ops.result import Result
from instar.options.names import DRIVERS
from instar.options.source import Source
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from instar.ops.create import Created
    from instar.ops.image_info import ImageInfo
    from instar.ops.in_place import Change
    from instar.ops.run import Outcome, Runner
    from instar.secret import Secret

_LENGTHENED = ("raw", "qcow2", "qed")
_REWRITES = 4
"""How often a table may be written in one change."""


class Committed(Result, kw_only=True):
    """An image whose data a backing image has now."""

    filename: str
    format: str
    base_filename: str
    base_format: str
    base_virtual_size: int
    data: int
    """Bytes of the disk that were written as data."""
    zeros: int
    """Bytes that were written as zeros."""
    emptied: bool
    """Whether the image has nothing of its own any more."""


class Question(Record, kw_only=True):
    """The image that is committed."""

    target: Target
    base: str | None = None
    """The image of its chain that is written; None: its backing image. The image is not emptied if
    one is named.
    """
    drop: bool = False
    """Whether the image stays as it is, since nobody is going to need it."""
    force: bool = False
    """Whether internal snapshots may read something else afterwards."""
    rate: int = 0
    """Bytes that are written in a second; 0 for any."""
    secrets: Mapping[str, Secret] = {}
    on_progress: Callable[[int, int], None] | None = None

    @property
    def goes_beyond(self) -> bool:
        """Whether backing images become longer in formats that qemu-img does not resize: where
        nothing but qemu-img's answer is wanted, every file may be written.
        """
        return self.target.allow_write is not None

    @property
    def empties(self) -> bool:
        return not self.drop and self.base is None


def ask(question: Question, runner: Runner) -> Committed:
    """Commit. What is refused has changed nothing."""
    with question.target.begin("commit", runner) as change:
        chain = _chain(question, change, runner)
        depth = _depth(question, change, chain)
        base = chain[depth]
        _check(question, change, base, is_said=chain[depth - 1].backing_format is not None)
        _check_length(question, change, base)
        emptied = question.empties and _empty(change, runner)
        source = _source_of(question, base, depth)
        written, result = _write(question, change, source, depth, runner, empties=emptied)
        return Committed(
            filename=question.target.source.shown,
            format=change.before.format,
            base_filename=written.filename,
            base_format=written.format,
            base_virtual_size=written.virtual_size,
            data=result.data,
            zeros=result.zeros,
            emptied=emptied,
            warnings=change.warnings,
            sandbox=change.before.sandbox,
        )


# --- the backing image ---


def _chain(question: Question, change: Change, runner: Runner) -> tuple[ImageInfo, ...]:
    """The image and all below it."""
    target = question.target
    named = None if target.source.is_cut else change.before.backing_filename
    if target.source.backing is None and not named and question.base is None:
        raise UsageError("Image does not have a backing file").with_warnings(change.warnings)
    has_keys = target.source.secret is not None or any(target.source.below)
    asked = Looked(
        source=target.source,
        profile=target.profile,
        access=replace(target.access, keys=has_keys),
        chain=True,
        described=True,
        secrets=question.secrets,
    )
    return look(asked, runner, change.transaction.view())


def _depth(question: Question, change: Change, chain: tuple[ImageInfo, ...]) -> int:
    """How many images are above the one that is written."""
    if question.base is None:
        return 1
    for depth, one in enumerate(chain[1:], 1):
        if _is_named(question, chain[depth - 1], one):
            return depth
    name = question.target.source.shown
    raise UsageError(
        f"Did not find '{question.base}' in the backing chain of '{name}'"
    ).with_warnings(change.warnings)


def _is_named(question: Question, above: ImageInfo, image: ImageInfo) -> bool:
    """Whether the user means this one: by the name in the image above, or by a path."""
    name = question.base or ""
    if name in (above.backing_filename, image.filename):
        return True
    names = {name, place_of_backing(question.target.source.path, name)}
    return any(_is_same(one, image.filename) for one in names)


def _is_same(name: str, other: str) -> bool:
    try:
        return os.path.samefile(name, other)
    except (OSError, ValueError):
        return False


def _check(question: Question, change: Change, base: ImageInfo, *, is_said: bool) -> None:
    name = question.target.source.shown
    if question.base is None and not _may_write(question, base):
        raise UsageError(
            f"'{name}' names '{base.filename}', which is written only if you say so: -b to keep"
            " the image as it is, or --allow-write with a directory that has it"
        ).with_warnings(change.warnings)
    if not is_said and base.format == "raw" and question.goes_beyond:
        raise UsageError(
            f"'{base.filename}' looks raw, as anything may: the image above it must name the format"
        ).with_warnings(change.warnings)
    if base.format not in WRITABLE:
        text = f"a {base.format} image is not written over yet"
        raise UsageError(f"Block job failed: {text}").with_warnings(change.warnings)
    if change.before.snapshots and not question.force:
        raise UsageError(
            f"'{name}' has internal snapshots, which may read something else once the backing image"
            " is written; --force commits it all the same"
        ).with_warnings(change.warnings)
    if not os.access(base.filename, os.R_OK | os.W_OK):
        raise OpenError(base.filename, os.strerror(errno.EACCES), errno.EACCES)


def _may_write(question: Question, base: ImageInfo) -> bool:
    target = question.target
    return target.source.backing is not None or target.may_write(base.filename)


def _source_of(question: Question, base: ImageInfo, depth: int) -> Source:
    """The image so far below: as the user describes it, else as the images above name it."""
    described: Source | None = question.target.source
    for _ in range(depth):
        described = described and described.backing
    if described is None:
        return Source(base.filename, base.filename, SourceFormat(DRIVERS[base.format]))
    return replace(described, shown=base.filename, format=SourceFormat(DRIVERS[base.format]))


def _check_length(question: Question, change: Change, base: ImageInfo) -> None:
    formats = _LENGTHENED + (GROWN if question.goes_beyond else ())
    if base.virtual_size < change.before.virtual_size and base.format not in formats:
        raise UsageError("Block job failed: Operation not supported").with_warnings(change.warnings)


def _lengthen(
    question: Question, change: Change, target: Target, base: ImageInfo, runner: Runner
) -> bool:
    """Let the backing image, which is locked, be as long as the disk."""
    size = change.before.virtual_size
    if base.virtual_size >= size:
        return False
    _check_length(question, change, base)
    longer = Longer(target=target, size=size, beyond=question.goes_beyond, secrets=question.secrets)
    resize(longer, runner)
    return True


# --- what is written ---


def _empty(change: Change, runner: Runner) -> bool:
    """Prepare that the image has nothing of its own. Not all formats can: their disks read the same
    all the same.
    """
    config = CommitConfig(
        source=change.alone,
        image=_no_image(change.before),
        num_layers=1,
        flags=CommitFlag.EMPTY,
    ).pack()
    room = most_tables(change.before, change.before.virtual_size, runner) + SLACK
    outcome = change.run("commit", config, room, _REWRITES * room, LEN_MEMORY)
    if outcome.code == EditError.UNSUPPORTED:
        return False
    outcome.the(CommitResult)
    change.attest(change.before)
    return True


def _no_image(image: ImageInfo) -> TargetImage:
    options = TargetOptions(format=DRIVERS[image.format])
    return TargetImage(options=options, virtual_size=image.virtual_size, num_outputs=1)


def _write(
    question: Question,
    change: Change,
    base: Source,
    depth: int,
    runner: Runner,
    *,
    empties: bool,
) -> tuple[Created, CommitResult]:
    """Write the backing image, in an order in which it opens at any time. When it is durable, and
    still locked, the image above is emptied.
    """
    target = question.target
    access = replace(target.access, by_table=True, keys=True)

    def finish(outcome: Outcome) -> None:
        outcome.the(CommitResult)
        if empties:
            change.commit()

    over = Over(
        source=base,
        allow_write=target.allow_write,
        prepare=lambda held, image: _lengthen(question, change, held, image, runner),
        finish=finish,
    )
    existing = Existing(
        over, target.profile, target.access, 0, runner, written=change.before.virtual_size
    )
    flags = 0 if question.on_progress is None else CommitFlag.PROGRESS
    source = change.opened_by(access)
    # Nobody else has it: the lock is this command's own.
    with open_source(target.source, target.profile, replace(access, force_share=True)) as disk:
        filling = Filling(
            operation="commit",
            pack=lambda image: CommitConfig(
                source=source, image=image, num_layers=depth, flags=flags
            ).pack(),
            disks=(disk,),
            shown=target.source.shown,
            access=access,
            walking="",
            memory=LEN_MEMORY,
            secrets=source_secrets([target.source, base], question.secrets),
            on_progress=question.on_progress,
            rate=question.rate,
        )
        written, outcome = existing.fill(filling)
    change.warnings += (*existing.warnings, *outcome.warnings)
    return written, outcome.the(CommitResult)
