# SPDX-License-Identifier: Apache-2.0
"""`convert`: the content of images in a new one, whole under its name or not at all."""

from __future__ import annotations

import os
from contextlib import ExitStack
from time import monotonic

from instar.errors import CreateError, ImageError, SandboxError, UsageError, prefixed
from instar.faults import PLACE
from instar.generated import refusals
from instar.generated.convert import ConvertConfig, ConvertFlag
from instar.generated.messages import ConvertResult, Opened
from instar.generated.source import SECTOR_SIZE
from instar.generated.target import TargetFlag
from instar.generated.worker import WorkerConfig, WorkerFlag
from instar.ops.access import open_source, source_formats, source_secrets
from instar.ops.arguments import whole_number
from instar.ops.conversion import ALWAYS, NEVER, Converted
from instar.ops.convert_over import Existing
from instar.ops.create import Creator, for_platform
from instar.ops.create import Question as Wanted
from instar.ops.create_files import Filling
from instar.ops.map import Hearing, Window
from instar.ops.map import Question as Mapped
from instar.ops.map import ask as map_disk
from instar.ops.run import Job
from instar.ops.salvage import Losses
from instar.ops.work import Workers, num_workers
from instar.options.creation import check, check_backing, check_has_backing
from instar.options.platforms import fitting_size
from instar.options.refusing import refused, words
from instar.options.schema import read_settings
from instar.options.since import BACKING_NEEDS_FORMAT, ZERO_TAILS_SKIPPED
from instar.options.source import check_detected
from instar.options.targets import find_target, make_plan
from instar.options.targets.request import Request
from instar.record import replace
from instar.sandbox import transfer
from instar.sandbox.outputs import scratch_next_to
from instar.text import printable
from instar.widths import UINT32_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.messages import WorkWanted
    from instar.generated.target import TargetImage
    from instar.ops.bitmap_copy import Copies
    from instar.ops.conversion import Question
    from instar.ops.create import Created
    from instar.ops.create_batch import Batch
    from instar.ops.free_space import Room
    from instar.ops.read_back import ReadBack
    from instar.ops.run import Outcome, Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk, Identity

MEMORY = 40 << 20
"""Bytes that the guest has: the codecs need more than it has otherwise."""
_WALKING = f"error while reading block status at offset {PLACE}"
_NOTHING = Window(0, 0)
_NOT_BELOW = UINT32_MAX


class Converter:
    """A conversion, step by step as qemu-img goes: sources first, then the target."""

    def __init__(self, question: Question, runner: Runner) -> None:
        # Where the blocks of a VHDX are is needed, whatever qemu-img says of them.
        self._access = replace(question.access, by_table=True, keys=True)
        self._question = question = for_platform(question)
        self._runner = runner
        self.warnings: list[str] = []
        if any(source.backing or source.is_cut for source in question.sources[1:]):
            raise UsageError("what is below an image can be described for the first source only")
        self._layers: dict[Identity, int] = {}
        self._files: set[Identity] = set()
        is_early = question.access.beyond_qemu
        if is_early:
            self._check_wanted()
        self._read = sum(self._look(source) for source in question.sources)
        self._part = 0, self._read
        if question.blocks is not None:
            self._part = question.blocks.part(self._read)
        self._filled = -(-self._part[1] // SECTOR_SIZE) * SECTOR_SIZE
        self._size = fitting_size(question.platform, self._filled)
        if not is_early:
            self._check_backing()
        try:
            self._creator: Creator | Existing = (
                Creator(self._wanted(), runner)
                if question.over is None
                else Existing(question.over, question.profile, question.access, self._size, runner)
            )
        except UsageError as error:
            raise error.with_warnings((*self.warnings, *error.warnings)) from None
        if question.compress:
            made = self._creator
            self._check_compression(made.request if isinstance(made, Creator) else None)
        self._bitmaps = self._find_bitmaps() if question.bitmaps else None

    @property
    def size(self) -> int:
        """Bytes of the new disk."""
        return self._size

    @property
    def is_past(self) -> bool:
        """Whether nothing is copied since more is skipped than there is."""
        blocks = self._question.blocks
        return blocks is not None and blocks.is_past(self._read)

    def _depth_of(self, backing: str | None) -> int:
        """How far below the source an image is; far more than anything is if it is not there."""
        if backing is None:
            return 0
        found = os.stat(backing)
        return self._layers.get((found.st_dev, found.st_ino), _NOT_BELOW)

    def _look(self, source: Source) -> int:
        """The size of a source's disk, which opens with all that is below it."""
        opened: list[Opened] = []
        question = self._question
        asked = Mapped(
            source=source,
            profile=question.profile,
            access=self._access,
            window=_NOTHING,
            secrets=source_secrets([source], question.secrets),
        )
        hear = Hearing(lambda batch: None, opened.append, self._see, self.warnings.append)
        map_disk(asked, self._runner, hear)
        check_detected(source, opened[0].format)
        if question.max_ratio and question.blocks is None:
            self._check_expansion(source, opened[0].virtual_size)
        return opened[0].virtual_size

    def _check_expansion(self, source: Source, size: int) -> None:
        """A disk that is no larger than what its file takes so many times needs no look."""
        question = self._question
        with open_source(source, question.profile, self._access) as disk:
            taken = disk.allocated()
        is_large = 0 < question.max_ratio * taken < size
        if not is_large and not self._layers:
            return
        from instar.ops.expansion import Look

        look = Look(question.profile, self._access, question.max_ratio, self._runner)
        if is_large:
            look.check(source)
        look.check_below(source)

    def _see(self, disk: Disk) -> None:
        """A layer of the source, or a file of one: that has the layer's depth too."""
        self._files.add(disk.identity)
        if disk.depth > 0:
            self._layers.setdefault(disk.identity, disk.depth)

    def _check_wanted(self) -> None:
        """What is wrong with the new image in itself, before anything is opened."""
        question, profile = self._question, self._question.profile
        self._check_backing()
        if question.over is not None:
            return
        target = find_target(question.format, profile)
        typed = (s for s in question.settings if s.name != "size")
        values = read_settings(typed, target.known_options(), profile, [])
        check_has_backing(target, question.backing, question.backing_format, profile)
        given = {"backing_file": question.backing, "backing_fmt": question.backing_format}
        values |= {name: value for name, value in given.items() if value is not None}
        request = Request(target, values, False, question.secrets, profile, creates=True)
        if question.compress:
            self._check_compression(request)
        try:
            check(request)
            make_plan(request)
        except (CreateError, UsageError) as error:
            raise self._failed(error) from error

    def _check_backing(self) -> None:
        question = self._question
        given = {setting.name: setting.value for setting in question.settings}
        backing = given.get("backing_file", question.backing)
        if backing is None:
            return
        target = find_target(question.format, question.profile)
        check_has_backing(target, backing, None, question.profile)
        if len(question.sources) > 1:
            raise refused(refusals.BACKING_CONCATENATED, question.profile)
        has_format = "backing_fmt" in given or question.backing_format is not None
        if not has_format:
            if question.profile.number >= BACKING_NEEDS_FORMAT:
                raise refused(refusals.BACKING_FORMAT_REQUIRED, question.profile)
            warning = words(refusals.BACKING_FORMAT_REQUIRED, question.profile)
            self.warnings += [warning] if warning else []
        check_backing(target, question.filename, backing, question.profile)

    def _check_compression(self, request: Request | None) -> None:
        """Not every format, and no part of a cluster that is there already."""
        question = self._question
        if not find_target(question.format, question.profile).compresses:
            raise refused(refusals.COMPRESSION_FORMAT, question.profile)
        if request is None:
            return
        encrypted = "encrypt.format" in request.values or request.switch("encryption")
        cases = (
            ((request.text("subformat") or "").endswith("Flat"), refusals.COMPRESSION_FLAT),
            (encrypted, refusals.COMPRESSION_ENCRYPTION),
            (not request.is_default("preallocation"), refusals.COMPRESSION_PREALLOCATION),
        )
        for is_so, fault in cases:
            if is_so:
                raise request.refused(fault)

    def _find_bitmaps(self) -> Copies:
        from instar.ops.bitmap_copy import check_target, find

        question = self._question
        if len(question.sources) > 1:
            raise UsageError("Copying bitmaps only possible with single source")
        source, profile = question.sources[0], question.profile
        found = find(
            source, profile, question.access, self._runner, skip_broken=question.skip_broken
        )
        if isinstance(self._creator, Creator):
            check_target(question.format, is_old=self._creator.is_old_qcow2)
        self.warnings += found.warnings
        return found

    def _wanted(self) -> Wanted:
        """The new image. That of the sources is its size, whatever its options say."""
        question = self._question
        return Wanted(
            filename=question.filename,
            format=question.format,
            profile=question.profile,
            access=replace(question.access, snapshot=None),
            settings=tuple(s for s in question.settings if s.name != "size"),
            platform=question.platform,
            size=self._size,
            backing=question.backing,
            backing_format=question.backing_format,
            detects=False,
            secrets=question.secrets,
            origin=question.origin,
        )

    def convert(
        self,
        on_progress: Callable[[int, int], None] | None = None,
        batch: Batch | None = None,
    ) -> Converted:
        """Make the image. What has its name is as before until the new one is whole; in a `batch`
        it gets its name with the others.
        """
        question, begin = self._question, monotonic()
        losses = Losses(question.profile, self._filled, each=question.each_lost)
        back = self._read_back()
        with ExitStack() as stack:
            disks = tuple(
                stack.enter_context(open_source(source, question.profile, self._access))
                for source in question.sources
            )
            workers = self._workers(disks, stack)
            moves = self._moves(disks)
            filling = Filling(
                operation="convert",
                memory=MEMORY,
                pack=lambda image: self._config(
                    image,
                    self._flags(
                        tell=on_progress is not None or question.each_lost,
                        shared=workers is not None,
                        moves=moves,
                    ),
                ),
                disks=disks,
                secrets=source_secrets(question.sources, question.secrets),
                shown=question.sources[0].shown,
                access=self._access,
                walking=_WALKING,
                on_progress=on_progress,
                on_unreadable=losses.hear if question.salvage else None,
                desk=None if workers is None else workers.desk.disk(),
                on_work=None if workers is None else workers.want,
                rate=question.rate,
                layers=frozenset(self._files),
                max_output=question.max_output,
                room=None if moves else self._room(),
                bitmaps=self._bitmaps,
                look=None if back is None else back.look,
            )
            try:
                created, outcome = self._fill(filling, batch)
            except (ImageError, SandboxError):
                if workers is not None:
                    workers.blame()
                raise
        answer = self._answer(outcome, created)
        return replace(
            answer,
            seconds=monotonic() - begin,
            lost=losses.lost,
            losses=losses.said(),
            warnings=(*answer.warnings, *losses.drivers),
            bitmaps=0 if self._bitmaps is None else len(self._bitmaps.bitmaps),
            verified=question.verify,
            hash="" if back is None else back.hash,
        )

    def _room(self) -> Room | None:
        """Who says whether there is room, where that is asked and can be said."""
        if not self._question.checks_space:
            return None
        from instar.ops.free_space import Room

        room = Room(self._question, self._access, self._runner)
        return room if room.is_known else None

    def _read_back(self) -> ReadBack | None:
        question = self._question
        if not (question.verify or question.hash):
            return None
        from instar.ops.read_back import ReadBack

        return ReadBack(question, self._size, self._runner)

    def _fill(self, filling: Filling, batch: Batch | None) -> tuple[Created, Outcome]:
        if isinstance(self._creator, Existing):
            return self._creator.fill(filling)
        try:
            if batch is not None:
                return self._creator.fill_in(batch, filling)
            return self._creator.fill(filling)
        except (CreateError, UsageError) as error:
            raise self._failed(error) from error

    def _workers(self, disks: tuple[Disk, ...], stack: ExitStack) -> Workers | None:
        """Who helps, should there be something to unpack or to compress."""
        question = self._question
        is_shared = question.blocks is None and question.over is None and not question.salvage
        number = num_workers(self._filled) if is_shared else 0
        if number == 0:
            return None
        job = Job(
            operation="convert",
            config=b"",
            disk=disks[0],
            others=disks[1:],
            shown=self._question.sources[0].shown,
            profile=self._question.profile,
            access=self._access,
            walking=_WALKING,
            memory=MEMORY,
            unhurried=True,
            secrets=source_secrets(self._question.sources, self._question.secrets),
        )
        return stack.enter_context(
            Workers(number, self._filled, job, self._worker_config, self._runner)
        )

    def _worker_config(self, wanted: WorkWanted) -> WorkerConfig:
        question = self._question
        return WorkerConfig(
            source=self._access.source_options(question.sources[0], question.profile),
            formats=self._formats(),
            num_sources=len(question.sources),
            len_unit=wanted.len_unit,
            method=wanted.method,
            flags=0 if question.len_sparse else WorkerFlag.KEEP_ZEROS,
        )

    def _formats(self) -> bytes:
        return source_formats(self._question.sources).ljust(ConvertConfig.NUM_SOURCES_MAX, b"\0")

    def _failed(self, error: CreateError | UsageError) -> UsageError:
        """An error of the new image's driver."""
        question = self._question
        doing = "creating output image"
        if question.blocks is None:
            doing = f"converting {question.format}"
        return prefixed(error, f"{printable(question.filename)}: error while {doing}: ")

    def _moves(self, disks: tuple[Disk, ...]) -> bool:
        """Whether the file system shares blocks of the sources with the new image."""
        question = self._question
        if question.salvage and question.reflink == ALWAYS:
            raise UsageError("what is salvaged is read, so that no blocks are shared")
        if question.reflink == NEVER or question.salvage:
            return False
        is_new = question.over is None and question.blocks is None and not question.rate
        asks = question.reflink == ALWAYS
        found = is_new and _share_blocks(disks, os.path.realpath(question.filename), asks=asks)
        if question.reflink == ALWAYS and not found:
            why = "the file system shares no blocks with the source"
            if not is_new:
                why = "blocks are shared with a new image only, and at no rate"
            raise UsageError(f"{printable(question.filename)}: {why}")
        return found

    def _config(self, image: TargetImage, flags: int) -> bytes:
        question, backing = self._question, self._creator.backing_path
        if question.compress:
            packed = image.options.flags | TargetFlag.COMPRESS
            image = replace(image, options=replace(image.options, flags=packed))
        return ConvertConfig(
            source=self._access.source_options(question.sources[0], question.profile),
            image=image,
            formats=self._formats(),
            num_sources=len(question.sources),
            len_sparse=question.len_sparse,
            flags=flags,
            backing_depth=self._depth_of(backing),
            backing_size=self._creator.backing_size,
            len_sources=self._read,
            start=self._part[0],
            length=self._part[1],
            len_block=0 if question.blocks is None else question.blocks.size,
        ).pack()

    def _flags(self, *, tell: bool, shared: bool, moves: bool) -> int:
        question = self._question
        flags = (
            (ConvertFlag.PROGRESS, tell),
            (ConvertFlag.WORKERS, shared),
            (ConvertFlag.MOVES, moves),
            (ConvertFlag.BACKED, self._creator.backing_path is not None),
            (ConvertFlag.IN_PLACE, question.over is not None),
            (ConvertFlag.TARGET_IS_ZERO, question.over is not None and question.over.is_zero),
            (ConvertFlag.UNSCANNED, question.unscanned),
            (ConvertFlag.SALVAGE, question.salvage),
            (ConvertFlag.OLD_TAILS, question.profile.number < ZERO_TAILS_SKIPPED),
        )
        return sum(flag for flag, is_set in flags if is_set)

    def _answer(self, outcome: Outcome, created: Created) -> Converted:
        found, told = outcome.the(ConvertResult), {*self.warnings, *self._creator.warnings}
        if found.virtual_size != self._size or found.data + found.zeros != self._size:
            raise SandboxError(f"the guest's answer cannot be true: {found}")
        return Converted(
            filename=self._question.filename,
            format=self._question.format,
            virtual_size=created.virtual_size,
            data=found.data,
            zeros=found.zeros,
            compressed=found.compressed,
            cloned=found.copied,
            sandbox=created.sandbox,
            warnings=(
                *(*self.warnings, *self._creator.warnings),
                *(one for one in outcome.warnings if one not in told),
            ),
            options=created.options,
        )


def _share_blocks(disks: tuple[Disk, ...], filename: str, *, asks: bool) -> bool:
    """Whether a file of that name could share blocks with each of these. `asks` the file system,
    even one that has said no.
    """
    try:
        device = os.stat(os.path.dirname(filename)).st_dev
        if device in transfer.without_clones and not asks:
            return False
        fd = scratch_next_to(filename)
    except OSError:
        return False
    with os.fdopen(fd):
        return all(transfer.clones(disk, fd) for disk in disks)


def sparse_length(value: object) -> int:
    """Bytes of the shortest run of zeros that is not written; whole sectors."""
    length = whole_number("sparse", value, 0, ConvertConfig.LEN_SPARSE_MAX)
    if length % SECTOR_SIZE:
        raise UsageError(f"sparse must be a multiple of {SECTOR_SIZE}, not {length}")
    return length


def ask(question: Question, runner: Runner) -> Converted:
    """Convert in one step."""
    return Converter(question, runner).convert()
