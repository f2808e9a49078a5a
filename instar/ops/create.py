# SPDX-License-Identifier: Apache-2.0
"""`create`: a new image, whole under its name or not at all."""

from __future__ import annotations

import os

from instar.errors import CreateError, ImageError, OpenError, UsageError
from instar.generated import refusals
from instar.generated.create import CreateConfig
from instar.generated.source import SourceFormat
from instar.generated.target import TargetFlag, TargetImage
from instar.ops.access import Access
from instar.ops.create_batch import Batch
from instar.ops.create_files import Order, check_place
from instar.ops.create_names import Names, extents, is_target, place_of_backing
from instar.ops.create_options import Chosen
from instar.ops.encryption import target_encryption
from instar.ops.info import Question as Asked
from instar.ops.info import ask as inspect
from instar.ops.measure import Measurer
from instar.ops.measure import Question as Measured
from instar.ops.moment import now, source_date
from instar.ops.result import Result
from instar.ops.same_look import Way
from instar.options.creation import check, check_backing
from instar.options.encryption import wanted
from instar.options.named import source_named
from instar.options.names import DRIVERS
from instar.options.platforms import check_size, fit
from instar.options.refusing import refused
from instar.options.schema import Options, Setting
from instar.options.since import BACKING_MUST_OPEN
from instar.record import Record, replace
from instar.sandbox.disk import split_protocol
from instar.text import printable
from instar.widths import UINT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from instar.generated.profiles import Profile
    from instar.generated.target import TargetOptions
    from instar.ops import conversion
    from instar.ops.create_files import Filling, Written
    from instar.ops.image_info import ImageInfo
    from instar.ops.run import Outcome, Runner
    from instar.options.encryption import Wanted
    from instar.secret import Secret

    Fitted = TypeVar("Fitted", "Question", "conversion.Question")


class Created(Result, kw_only=True):
    """A new image."""

    filename: str
    format: str
    virtual_size: int
    """Bytes of the disk, as the image says it."""
    backing_filename: str | None = None
    backing_format: str | None = None
    options: Options = Options()
    """The options as far as they were given or have defaults; sizes in bytes."""


class Origin(Record, kw_only=True):
    """What those parts of a file are made of that nobody chooses."""

    entropy: bytes = b""
    unix_time: int = 0
    steady: bool = False
    """Whether the file is to be the same wherever it is made: nothing depends on this machine's
    speed.
    """


class Question(Record, kw_only=True):
    """The image that is wanted. `size` None is that of the backing image, which is opened unless
    `unopened`.
    """

    filename: str
    format: str
    profile: Profile
    access: Access
    settings: tuple[Setting, ...] = ()
    size: int | None = None
    backing: str | None = None
    backing_format: str | None = None
    unopened: bool = False
    detects: bool = True
    """Whether a backing image's format that is not named is found out and mentioned."""
    platform: str | None = None
    """What the image is for: it chooses the format, where that is empty, and options."""
    secrets: Mapping[str, Secret] = {}
    origin: Origin = Origin()
    own: bool = False
    """Whether what qemu-img does not make may be made."""
    on_progress: Callable[[int, int], None] | None = None
    """Hears how many bytes of how many at most are written or reserved."""


class Creator:
    """A new image, asked for step by step as qemu-img goes: what is wrong with the question is
    raised here, what its format's driver does not take by `make`.
    """

    def __init__(self, question: Question, runner: Runner, chosen: Chosen | None = None) -> None:
        self._question = question = for_platform(question)
        self.format = question.format
        self._runner = runner
        self._backing: ImageInfo | None = None
        protocol, colon, _ = question.filename.partition("/")[0].partition(":")
        if colon:
            raise UsageError(f"Unknown protocol '{protocol}'")
        self.chosen = chosen or Chosen(question)
        self.warnings = self.chosen.warnings
        self._request = self.chosen.request
        size = self._size()
        self.size, self._has_size = size or 0, size is not None
        if question.platform is not None:
            check_size(question.platform, self.size)

    def _size(self) -> int | None:
        """What was asked for, else what the backing image has. A header alone needs none."""
        question, values = self._question, self._request.values
        size = question.size
        if size is None and "size" in values:
            size = int(values["size"])
        backing = self._request.text("backing_file")
        if not self.chosen.is_child:
            check_backing(self._request.target, question.filename, backing, question.profile)
        if backing is not None:
            if is_target(question.filename, backing):
                raise refused(refusals.BACKING_IS_IMAGE, question.profile)
            size = self._backing_size(backing, size)
            if self.chosen.is_child:
                self._check_parent(backing, size)
        if size is None and not self._is_detached:
            raise refused(refusals.SIZE_MISSING, question.profile)
        return size

    def _backing_size(self, backing: str, size: int | None) -> int | None:
        """Look at the backing image, unless it is not to be opened."""
        question = self._question
        format = self._request.text("backing_fmt")
        found = None
        is_known = format is None or format in DRIVERS
        if not question.unopened and (is_known or question.detects):
            try:
                found = _backing(question, backing, format, self._runner)
            except (CreateError, UsageError) as error:
                if size is None or question.profile.number >= BACKING_MUST_OPEN:
                    raise
                reason = str(error).removesuffix(_BACKING_FAILED)
                self.warnings.append(f"{_UNVERIFIED}{reason}\n")
        self._backing = found
        if format is None and question.detects:
            self.chosen.keep_format(found.format if found else "")
        return found.virtual_size if size is None and found is not None else size

    def _check_parent(self, name: str, size: int | None) -> None:
        """A child has the format of its parent, which is a file next to it, and the size, which is
        not rounded.
        """
        found, target = self._backing, self._request.target
        if split_protocol(name)[0]:
            raise UsageError(f"'{printable(name)}': the parent of a new {target.name} is a file")
        if found is None or found.format != target.name:
            raise self._request.refused(refusals.PARENT_FORMAT, name=target.name)
        if size != found.virtual_size:
            raise self._request.refused(refusals.PARENT_SIZE, found.virtual_size)

    @property
    def _is_detached(self) -> bool:
        """Whether the file is a LUKS header alone."""
        return self._request.switch("detached-header")

    @property
    def backing_path(self) -> str | None:
        """Where the file of the backing image is."""
        name, question = self._request.text("backing_file"), self._question
        if name is None:
            return None
        place = place_of_backing(question.filename, name)
        return source_named(place, self._request.text("backing_fmt"), question.profile).path

    @property
    def backing_size(self) -> int:
        """Bytes of its disk; 0 of none."""
        return 0 if self._backing is None else self._backing.virtual_size

    def shown(self) -> list[tuple[str, str]]:
        """The options with their values, as qemu-img shows them before it begins."""
        found = []
        numbers = {**self._request.values, "size": self.size if self._has_size else _NO_SIZE}
        for option in self._request.target.shown_options(self._question.profile):
            name = option.name
            value = self.chosen.typed.get(name, option.shown or None)
            if name in numbers and option.is_number:
                value = str(_signed(int(numbers[name])))
            if value is not None:
                found.append((name, value))
        if self.chosen.is_child:
            found += [(n, self.chosen.typed[n]) for n in ("backing_file", "backing_fmt")]
        return found

    def _parent_cid(self) -> int:
        """What a VMDK says of its backing image, which is looked at in any case."""
        name = self._request.text("backing_file")
        if name is None:
            return 0
        found = self._backing or _backing(self._question, name, "vmdk", self._runner)
        if found.vmdk is None:
            raise self._request.refused(refusals.BACKING_NOT_VMDK, given=found.format)
        return found.vmdk.cid

    def _text(self, name: str) -> bytes | None:
        value = self._request.text(name)
        return None if value is None else os.fsencode(value)

    def make(self) -> Created:
        """Make the image. What has its name is as before until the new one is whole."""
        return self.fill(None)[0]

    def fill(self, filling: Filling | None) -> tuple[Created, Outcome]:
        """The same with something in it."""
        with Batch(self._runner) as alone:
            return self.fill_in(alone, filling)

    def make_in(self, batch: Batch) -> Created:
        """Make the image, which gets its name with the others of a batch."""
        return self.fill_in(batch, None)[0]

    def fill_in(self, batch: Batch, filling: Filling | None) -> tuple[Created, Outcome]:
        """The same with something in it."""
        written = batch.write(order := self.order(batch, filling))
        return self.created(order, written), written.outcome

    def order(self, batch: Batch, filling: Filling | None) -> Order:
        """What a guest is asked to write."""
        question = self._question
        check(self._request)
        if filling is not None and self._is_detached:  # which qemu-img makes, and cannot open
            raise OpenError(question.filename, _NO_PAYLOAD)
        measurer = self._measurer()
        plan, options = measurer.plan, measurer.resolved_options()
        if plan is None:
            raise AssertionError("no error, and no plan")
        asked = self._encryption()
        check_place(question.filename, str(options.get("preallocation", "")))
        names = self._names(plan, options)
        measured = batch.measure(measurer, tuple(sorted(self.chosen.typed.items())))
        encryption = target_encryption(asked, steady=question.origin.steady)
        origin = question.origin if self._is_drawn(asked) else Origin()
        image = names.image(origin, plan, self.size, encryption)
        parent = self.backing_path if self.chosen.is_child else None
        if parent is not None:
            image = replace(image, has_parent=1, parent_time=max(0, int(os.stat(parent).st_mtime)))
        return Order(
            question=question,
            names=names,
            config=filling.pack(image) if filling else CreateConfig(image=image).pack(),
            secret=None if asked is None else asked.secret,
            filling=filling,
            parent=parent,
            way=Way(
                question.format,
                question.access,
                1 + len(names.others()),
                is_header=self._is_detached,
            ),
            fully_allocated=measured.fully_allocated,
            disk=measured.disk,
            reserves=options.get("preallocation") in ("falloc", "full"),
            options=measured.options,
        )

    def repeats(self, order: Order) -> bool:
        """Whether what is asked is the same for an image under any other name."""
        names = order.names
        is_own = order.parent or order.secret or names.others() or names.file or names.backing
        return not (is_own or order.reserves or self._request.target.is_drawn)

    def again(self, order: Order, filling: Filling) -> Order:
        """What was asked for another image, for this one, which has other content."""
        return replace(order, question=self._question, filling=filling)

    def created(self, order: Order, written: Written) -> Created:
        """The image that was written."""
        seen = written.seen
        return Created(
            filename=order.question.filename,
            format=order.question.format,
            virtual_size=seen.virtual_size,
            backing_filename=seen.backing_filename,
            backing_format=seen.backing_format,
            sandbox=written.outcome.sandbox,
            warnings=tuple(self.warnings),
            options=order.options,
        )

    def _measurer(self) -> Measurer:
        """Who checks the options together, and says how much may be written."""
        question = self._question
        asked = Measured(
            target=question.format,
            size=self.size,
            creates=True,
            secrets=question.secrets,
            profile=question.profile,
            access=question.access,
        )
        measurer = Measurer(asked, self.chosen.plain())
        if measurer.error is not None:
            raise measurer.error
        if self.chosen.is_child and measurer.plan is not None:
            flags = measurer.plan.flags | TargetFlag.BACKING_FILE
            measurer.plan = replace(measurer.plan, flags=flags)
        return measurer

    def _is_drawn(self, asked: Wanted | None) -> bool:
        return self._request.target.is_drawn or asked is not None

    def _encryption(self) -> Wanted | None:
        return wanted(self._request, self._question.secrets)

    def _names(self, plan: TargetOptions, options: Options) -> Names:
        file = os.fsencode(os.path.basename(self._question.filename))
        backing, format = self._text("backing_file") or b"", self._text("backing_fmt") or b""
        return Names(
            backing=backing,
            backing_format=_stored(plan.format, backing, format),
            data_file=_given(options, "data_file"),
            kept=bool(options.get("keep_data_file")),
            file=file if plan.format == SourceFormat.VMDK4 else b"",
            extents=tuple(extents(plan.subformat, file, self.size)),
            versions=tuple(self._text(name) for name in _VERSION_TEXTS),
            parent_cid=self._parent_cid() if plan.format == SourceFormat.VMDK4 else 0,
        )


_NO_PAYLOAD = "LUKS payload is overlapping with the header"
_NO_SIZE = UINT64_MAX
_VERSION_TEXTS = ("hwversion", "adapter_type", "toolsversion")
_BACKING_FAILED = "\nCould not open backing image."
_UNVERIFIED = "Could not verify backing image. This may become an error in future versions.\n"


def for_platform(question: Fitted) -> Fitted:
    """The question, with what its platform takes."""
    if question.platform is None:
        return question
    format, settings = fit(
        question.platform,
        question.format or None,
        question.settings,
        has_backing=question.backing is not None,
    )
    return replace(question, format=format, settings=settings)


def _signed(number: int) -> int:
    """As qemu-img prints numbers of 64 bits."""
    return number - (1 << 64) if number >> 63 else number


def ask(question: Question, runner: Runner) -> Created:
    """Make the image in one step."""
    return Creator(question, runner).make()


def _given(options: Options, name: str) -> bytes:
    return os.fsencode(str(options.get(name, "")))


def _stored(format: int, backing: bytes, backing_format: bytes) -> bytes:
    """What an image says of its backing image's format: qcow nothing, qed whether it is raw."""
    is_said = backing != b"" and backing_format == b"raw"
    if format == SourceFormat.QCOW1 or (format == SourceFormat.QED and not is_said):
        return b""
    return backing_format


def _backing(question: Question, name: str, format: str | None, runner: Runner) -> ImageInfo:
    """The backing image, which has to be there."""
    path = place_of_backing(question.filename, name)
    try:
        source = source_named(path, format, question.profile)
        asked = Asked(
            source=source, profile=question.profile, access=question.access, described=True
        )
        return inspect(asked, runner)[0]
    except OpenError as error:
        code = error.errno or 0
        raise _unopened(question, error.filename, printable(error.reason), code) from error
    except ImageError as error:
        reason = str(error).removeprefix(f"Could not open '{printable(path)}': ")
        raise _unopened(question, path, reason) from error
    except UsageError as error:
        raise UsageError(f"{error}{_BACKING_FAILED}") from error


def _unopened(question: Question, path: str, reason: str, code: int = 0) -> OpenError:
    """The error of a backing image, as `create` puts it, or `convert`."""
    if question.detects:
        return CreateError(path, f"{reason}{_BACKING_FAILED}", code)
    return OpenError(question.filename, f"Could not open backing file: {reason}", code)


def origin(seed: int | None) -> Origin:
    """That of a file that is made now, and of each with the same seed and SOURCE_DATE_EPOCH."""
    return Origin(
        entropy=_entropy(seed),
        unix_time=now()[0],
        steady=seed is not None or source_date() is not None,
    )


def _entropy(seed: int | None) -> bytes:
    length = len(TargetImage(num_outputs=1).entropy)
    if seed is None:
        return os.urandom(length)
    import hashlib

    return hashlib.shake_256(str(seed).encode()).digest(length)
