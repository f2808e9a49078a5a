# SPDX-License-Identifier: Apache-2.0
"""`convert`: the content of images in a new one, whole under its name or not at all."""

from __future__ import annotations

from contextlib import ExitStack
from time import monotonic

from instar.errors import CreateError, ImageError, SandboxError, UsageError, prefixed
from instar.faults import PLACE
from instar.generated import refusals
from instar.generated.convert import ConvertConfig, ConvertFlag
from instar.generated.messages import ConvertResult, Opened
from instar.generated.source import SECTOR_SIZE
from instar.generated.target import TargetFlag, TargetImage
from instar.generated.worker import WorkerConfig, WorkerFlag
from instar.ops.access import open_source, source_formats, source_secrets
from instar.ops.arguments import whole_number
from instar.ops.conversion import Converted
from instar.ops.convert_alike import Kind
from instar.ops.convert_layers import Layers, warned
from instar.ops.convert_over import Existing
from instar.ops.create import Creator, for_platform
from instar.ops.create import Question as Wanted
from instar.ops.create_batch import Batch
from instar.ops.create_files import Filling
from instar.ops.create_options import Chosen
from instar.ops.holding import Holding
from instar.ops.run import Job
from instar.ops.salvage import Losses
from instar.ops.shared_blocks import shares_blocks
from instar.ops.work import LEAST, Workers, num_workers
from instar.options.creation import check, check_backing, check_has_backing
from instar.options.platforms import fitting_size
from instar.options.refusing import refused, words
from instar.options.since import BACKING_NEEDS_FORMAT, ZERO_TAILS_SKIPPED
from instar.options.targets import find_target, make_plan
from instar.options.targets.request import Request
from instar.record import replace
from instar.sandbox.devices import is_device
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.messages import WorkWanted
    from instar.ops.bitmap_copy import Copies
    from instar.ops.conversion import Question
    from instar.ops.create import Created
    from instar.ops.create_files import Order
    from instar.ops.free_space import Room
    from instar.ops.read_back import ReadBack
    from instar.ops.run import Outcome, Runner
    from instar.sandbox.disk import Disk

    Progress = Callable[[int, int], None]
    """Hears how many bytes of how many are done."""

MEMORY = 40 << 20
"""Bytes that the guest has: the codecs need more than it has otherwise."""
_WALKING = f"error while reading block status at offset {PLACE}"


class Converter:
    """A conversion, step by step as qemu-img goes: sources first, then the target."""

    def __init__(self, question: Question, runner: Runner, kind: Kind | None = None) -> None:
        self._kind = kind = kind or Kind(question)
        self._access = kind.access
        self._question = question = for_platform(question)
        self._runner = runner
        self.warnings: list[str] = []
        first, *more = question.sources
        self._options = self._access.source_options(first, question.profile)
        if any(source.backing or source.is_cut for source in more):
            raise UsageError("what is below an image can be described for the first source only")
        self._holding = Holding(question, self._access, runner)
        self._layers = Layers(question, self._access, runner, self._holding, self.warnings.append)
        self._chosen = None
        if question.access.beyond_qemu:
            self._check_backing()
            self._chosen = kind.chosen(self._check_wanted) if question.over is None else None
        self._is_seen = False
        self._is_device = is_device(question.filename)
        if self._is_device or any(
            (question.over, question.salvage, question.bitmaps, question.blocks, more)
        ):
            self.look()

    def look(self) -> None:
        """Look at the sources, and work out what is wanted of them."""
        if not self._is_seen:
            try:
                self._decide(sum(map(self._layers.look, self._question.sources)))
            except ImageError as error:
                raise warned(error, self.warnings) from None

    def _decide(self, size: int) -> None:
        """What is wanted of sources that have so many bytes together."""
        question, runner = self._question, self._runner
        self._is_seen = True
        self._read = size
        self._part = (0, size) if question.blocks is None else question.blocks.part(size)
        self._filled = -(-self._part[1] // SECTOR_SIZE) * SECTOR_SIZE
        self._size = fitting_size(question.platform, self._filled)
        if not question.access.beyond_qemu:
            self._check_backing()
        try:
            self._creator: Creator | Existing = (
                Creator(self._wanted(self._size), runner, self._chosen)
                if question.over is None
                else Existing(question.over, question.profile, question.access, self._size, runner)
            )
        except UsageError as error:
            raise error.with_warnings((*self.warnings, *error.warnings)) from None
        if question.compress:
            made = self._creator
            self._check_compression(made.chosen.request if isinstance(made, Creator) else None)
        self._bitmaps = self._find_bitmaps() if question.bitmaps else None

    @property
    def size(self) -> int:
        """Bytes of the new disk."""
        self.look()
        return self._size

    @property
    def is_past(self) -> bool:
        """Whether nothing is copied since more is skipped than there is."""
        blocks = self._question.blocks
        return blocks is not None and blocks.is_past(self._read)

    def _check_wanted(self) -> Chosen:
        """What is wrong with the new image in itself, before anything is opened."""
        question = self._question
        chosen = Chosen(self._wanted(None))
        if question.compress:
            self._check_compression(chosen.request)
        try:
            check(chosen.request)
            make_plan(chosen.request)
        except (CreateError, UsageError) as error:
            raise self._failed(error) from error
        return chosen

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
            check_target(question.format, is_old=self._creator.chosen.is_old_qcow2)
        self.warnings += found.warnings
        return found

    def _wanted(self, size: int | None) -> Wanted:
        """The new image. That of the sources is its size, whatever its options say."""
        question = self._question
        return Wanted(
            filename=question.filename,
            format=question.format,
            profile=question.profile,
            access=question.access.whole(),
            settings=tuple(s for s in question.settings if s.name != "size"),
            platform=question.platform,
            size=size,
            backing=question.backing,
            backing_format=question.backing_format,
            detects=False,
            secrets=question.secrets,
            origin=question.origin,
        )

    def convert(
        self,
        on_progress: Progress | None = None,
        batch: Batch | None = None,
    ) -> Converted:
        """Make the image. What has its name is as before until the new one is whole; in a `batch`
        it gets its name with the others.
        """
        begin = monotonic()
        with ExitStack() as stack:
            disks = tuple(
                stack.enter_context(open_source(source, self._question.profile, self._access))
                for source in self._question.sources
            )
            made = None if self._is_seen else self._directly(disks[0], on_progress, batch)
            created, outcome = made or self._at_length(disks, stack, on_progress, batch)
        return self._answer(outcome, created, monotonic() - begin)

    def _at_length(
        self,
        disks: tuple[Disk, ...],
        stack: ExitStack,
        on_progress: Progress | None,
        batch: Batch | None,
    ) -> tuple[Created, Outcome]:
        """Convert what was looked at."""
        workers = self._workers(disks, stack)
        try:
            return self._fill(self._filling(disks, workers, on_progress), batch)
        except (ImageError, SandboxError):
            if workers is not None:
                workers.blame()
            raise

    def _directly(
        self, disk: Disk, on_progress: Progress | None, batch: Batch | None
    ) -> tuple[Created, Outcome] | None:
        """Look at a source and convert it in one run; None: it is looked at, no more."""
        from instar.ops.convert_directly import Direct

        def decide(opened: Opened) -> Order | None:
            self._layers.check(source, opened, disk.allocated())
            self._decide(opened.virtual_size)
            is_long = self._filled >= LEAST or num_workers(self._filled) > 0
            if is_long or not isinstance(self._creator, Creator):
                return None
            making.append(self._creator)
            filling = self._filling((disk,), None, on_progress)
            return self._kind.order(
                self._creator, together, filling, self._given_flags, self._options
            )

        question = self._question
        (source,) = question.sources
        making: list[Creator] = []
        self._layers.see(disk)
        direct = Direct(decide, self._runner)
        try:
            with ExitStack() as stack:
                together = batch or stack.enter_context(Batch(self._runner))
                found = direct.run(self._look_job(disk, on_progress), together)
        except (CreateError, UsageError) as error:
            if not making:
                raise
            raise self._failed(error) from error
        except ImageError as error:
            raise warned(error, self.warnings) from None
        return None if found is None else (making[0].created(*found), found[1].outcome)

    def _look_job(self, disk: Disk, on_progress: Progress | None) -> Job:
        """A run that opens the source, and may write the new image."""
        question = self._question
        return Job(
            operation="convert",
            config=self._kind.look(self._options, self._look_config),
            disk=disk,
            shown=question.sources[0].shown,
            profile=question.profile,
            access=self._kind.direct,
            walking=_WALKING,
            memory=MEMORY,
            unhurried=True,
            secrets=source_secrets(question.sources, question.secrets),
            on_progress=on_progress,
            on_attach=self._layers.see,
            on_warning=self._warn,
        )

    def _look_config(self) -> bytes:
        return ConvertConfig(
            source=self._options,
            image=TargetImage(num_outputs=1),
            formats=self._formats(),
            num_sources=1,
            flags=ConvertFlag.ORDERED,
        ).pack()

    def _warn(self, text: str) -> None:
        """What was said when the source was opened is not said again."""
        if not self._is_seen or text not in self.warnings:
            self.warnings.append(text)

    def _filling(
        self, disks: tuple[Disk, ...], workers: Workers | None, on_progress: Progress | None
    ) -> Filling:
        """What the new image is to have in it."""
        question, moves = self._question, shares_blocks(self._question, disks)
        self._losses = losses = Losses(question.profile, self._filled, each=question.each_lost)
        self._back = back = self._read_back()
        self._given_flags = flags = self._flags(
            tell=on_progress is not None or question.each_lost,
            shared=workers is not None,
            moves=moves,
        )
        return Filling(
            operation="convert",
            memory=MEMORY,
            pack=lambda image: self._config(image, flags),
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
            layers=frozenset(self._layers.files),
            max_output=question.max_output,
            room=None if moves else self._room(),
            bitmaps=self._bitmaps,
            look=None if back is None else back.look,
        )

    def _room(self) -> Room | None:
        """Who says whether there is room, where that is asked and can be said."""
        if not self._question.checks_space or self._is_device:
            return None
        from instar.ops.free_space import Room

        room = Room(self._question, self._holding)
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

    def _config(self, image: TargetImage, flags: int) -> bytes:
        question, backing = self._question, self._creator.backing_path
        if question.compress:
            packed = image.options.flags | TargetFlag.COMPRESS
            image = replace(image, options=replace(image.options, flags=packed))
        return ConvertConfig(
            source=self._options,
            image=image,
            formats=self._formats(),
            num_sources=len(question.sources),
            len_sparse=question.len_sparse,
            flags=flags,
            backing_depth=self._layers.depth_of(backing),
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

    def _answer(self, outcome: Outcome, created: Created, seconds: float) -> Converted:
        found, told = outcome.the(ConvertResult), {*self.warnings, *self._creator.warnings}
        losses, back = self._losses, self._back
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
                *losses.drivers,
            ),
            options=created.options,
            seconds=seconds,
            lost=losses.lost,
            losses=losses.said(),
            bitmaps=0 if self._bitmaps is None else len(self._bitmaps.bitmaps),
            verified=self._question.verify,
            hash="" if back is None else back.hash,
        )


def sparse_length(value: object) -> int:
    """Bytes of the shortest run of zeros that is not written; whole sectors."""
    length = whole_number("sparse", value, 0, ConvertConfig.LEN_SPARSE_MAX)
    if length % SECTOR_SIZE:
        raise UsageError(f"sparse must be a multiple of {SECTOR_SIZE}, not {length}")
    return length


def ask(question: Question, runner: Runner) -> Converted:
    """Convert in one step."""
    return Converter(question, runner).convert()
