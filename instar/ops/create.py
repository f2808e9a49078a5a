# SPDX-License-Identifier: Apache-2.0
"""`create`: a new image, whole under its name or not at all."""

from __future__ import annotations

import os
import stat
import time
from contextlib import ExitStack

from instar.errors import CreateError, ImageError, OpenError, SandboxError, UsageError
from instar.generated.boot import MAX_DISKS
from instar.generated.create import CreateConfig
from instar.generated.profiles import DEFAULT
from instar.generated.source import SourceFormat
from instar.generated.target import TargetImage, TargetSubformat
from instar.ops.access import Access
from instar.ops.info import Inspector
from instar.ops.measure import Measurer, target_options
from instar.ops.run import Job
from instar.options.creation import VERSIONS, check, check_backing, needs_format
from instar.options.platforms import check_size, fit
from instar.options.schema import NUM, SIZE, Options, Setting, read_settings
from instar.options.since import BACKING_MUST_OPEN, CREATE_ONE_LINE
from instar.options.source import source_from_name
from instar.options.targets import find_target
from instar.options.targets.request import Request
from instar.record import as_dict, record, replace
from instar.sandbox import locks
from instar.sandbox.access import Output
from instar.sandbox.disk import Disk, open_failed
from instar.sandbox.outputs import NewFile
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from instar.generated.profiles import Profile
    from instar.generated.target import TargetOptions
    from instar.ops.image_info import ImageInfo
    from instar.ops.run import Runner
    from instar.options.schema import Value
    from instar.options.targets.request import Target

SLACK = 4 << 20
"""Bytes that a new file may have, and be written, beyond what `measure` says of it."""

REWRITES = 2
"""How often a table may be written, as it fills."""

WRITTEN = frozenset(
    (
        SourceFormat.RAW,
        SourceFormat.QCOW2,
        SourceFormat.VHD,
        SourceFormat.VHDX,
        SourceFormat.VDI,
        SourceFormat.PARALLELS,
        SourceFormat.QED,
        SourceFormat.QCOW1,
        SourceFormat.VMDK4,
    )
)
"""Formats whose options reach their writers."""


@record(kw_only=True)
class Created:
    """A new image."""

    filename: str
    format: str
    virtual_size: int
    """Bytes of the disk, as the image says it."""
    backing_filename: str | None = None
    backing_format: str | None = None
    sandbox: str = ""
    """The kind of sandbox that ran: `kvm` or `process`."""
    warnings: tuple[str, ...] = ()
    options: Options = Options()
    """The options as far as they were given or have defaults; sizes in bytes."""

    def to_dict(self) -> dict[str, object]:
        """Everything as plain Python types."""
        return as_dict(self)


@record(kw_only=True)
class Question:
    """The image that is wanted. `size` None is that of the backing image, which is opened unless
    `unopened`; `entropy` is what random parts are made of.
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
    platform: str | None = None
    """What the image is for: it chooses the format, where that is empty, and options."""
    secrets: Collection[str] = ()
    entropy: bytes = b""
    unix_time: int = 0


class Creator:
    """A new image, asked for step by step as qemu-img goes: what is wrong with the question is
    raised here, what its format's driver does not take by `make`.
    """

    def __init__(self, question: Question, runner: Runner) -> None:
        self._question = question = _fit(question)
        self.format = question.format
        self._runner = runner
        self.warnings: list[str] = []
        self._backing: ImageInfo | None = None
        protocol, colon, _ = question.filename.partition("/")[0].partition(":")
        if colon:
            raise UsageError(f"Unknown protocol '{protocol}'")
        target = find_target(question.format, question.profile)
        if target.format == SourceFormat.UNKNOWN:
            raise UsageError(f"Protocol driver '{target.name}' does not support image creation")
        self._typed = {setting.name: setting.value for setting in question.settings}
        self._request = Request(
            target, self._values(target), False, question.secrets, question.profile
        )
        self.size = self._size()
        if question.platform is not None:
            check_size(question.platform, self.size)

    def _values(self, target: Target) -> dict[str, Value]:
        """All options, those that have arguments of their own included."""
        question, known = self._question, target.known_options()
        try:
            values = read_settings(question.settings, known, question.profile, self.warnings)
        except UsageError as error:
            if question.profile.number >= CREATE_ONE_LINE:
                raise
            hint = f"Invalid options for file format '{target.name}'"
            raise UsageError(*error.reports, hint) from None
        if question.size is not None and "size" in values:
            raise UsageError("The image size must be specified only once")
        given = (("backing_file", question.backing), ("backing_fmt", question.backing_format))
        check_backing(target, question.filename, None, question.backing_format)
        for name, value in given:
            if value is not None:
                values[name] = self._typed[name] = value
        return values

    def _size(self) -> int:
        """What was asked for, else what the backing image has."""
        question, values = self._question, self._request.values
        size = question.size
        if size is None and "size" in values:
            size = int(values["size"])
        backing = self._request.text("backing_file")
        check_backing(self._request.target, question.filename, backing, None)
        if backing is not None:
            if _is_target(question.filename, backing):
                raise UsageError(
                    "Error: Trying to create an image with the same filename as the backing file"
                )
            size = self._backing_size(backing, size)
        if size is None:
            raise UsageError("Image creation needs a size parameter")
        return size

    def _backing_size(self, backing: str, size: int | None) -> int | None:
        """Look at the backing image, unless it is not to be opened."""
        question = self._question
        format = self._request.text("backing_fmt")
        found = None
        if not question.unopened:
            try:
                found = _backing(question, backing, format, self._runner)
            except (CreateError, UsageError) as error:
                if size is None or question.profile.number >= BACKING_MUST_OPEN:
                    raise
                reason = str(error).removesuffix(_BACKING_FAILED)
                self.warnings.append(f"{_UNVERIFIED}{reason}\n")
        self._backing = found
        if format is None:
            warning = needs_format(question.profile.number, found.format if found else "")
            self.warnings += [warning] if warning else []
        return found.virtual_size if size is None and found is not None else size

    def shown(self) -> list[tuple[str, str]]:
        """The options with their values, as qemu-img shows them before it begins."""
        found = []
        numbers = {**self._request.values, "size": self.size}
        known = self._request.target.known_options()
        for name, default in self._request.target.shown_options(self._question.profile):
            value = self._typed.get(name, default)
            if name in numbers and known[name].kind in (NUM, SIZE):
                value = str(_signed(int(numbers[name])))
            if value is not None:
                found.append((name, value))
        return found

    def _parent_cid(self) -> int:
        """What a VMDK says of its backing image, which is looked at in any case."""
        name = self._request.text("backing_file")
        if name is None:
            return 0
        found = self._backing or _backing(self._question, name, "vmdk", self._runner)
        if found.vmdk is None:
            raise UsageError(f"Invalid backing file format: {found.format}. Must be vmdk")
        return found.vmdk.cid

    def _text(self, name: str) -> bytes | None:
        value = self._request.text(name)
        return None if value is None else os.fsencode(value)

    def make(self) -> Created:
        """Make the image. What has its name is as before until the new one is whole."""
        question, request = self._question, self._request
        check(request)
        settings = [
            Setting(name, VERSIONS.get(value, value) if name == "compat" else value, name)
            for name, value in self._typed.items()
        ]
        measurer = Measurer(
            question.format,
            settings,
            secrets=question.secrets,
            profile=question.profile,
            access=question.access,
        )
        if measurer.error is not None:
            raise measurer.error
        plan, options = measurer.plan, measurer.resolved_options()
        if plan is None or plan.target not in WRITTEN:
            raise UsageError(
                f"Format driver '{question.format}' does not support image creation here"
            )
        names = _Names(
            backing=_given(options, "backing_file"),
            backing_format=_given(options, "backing_fmt"),
            data_file=_given(options, "data_file"),
            kept=bool(options.get("keep_data_file")),
            file=(file := os.fsencode(os.path.basename(question.filename))),
            extents=tuple(_extents(plan.subformat, file, self.size)),
            versions=tuple(self._text(name) for name in _VERSION_TEXTS),
            parent_cid=self._parent_cid() if plan.target == SourceFormat.VMDK4 else 0,
        )
        measured = measurer.measure_size(self.size, self._runner)
        bound = _Bound(measured.fully_allocated + SLACK)
        image = names.image(question, target_options(plan), self.size)
        config = CreateConfig(image=image).pack()
        found = _make(question, config, bound, names, measured.disk, self._runner)
        return replace(found, warnings=tuple(self.warnings), options=options)


_VERSION_TEXTS = ("hwversion", "adapter_type", "toolsversion")
_BACKING_FAILED = "\nCould not open backing image."
_UNVERIFIED = "Could not verify backing image. This may become an error in future versions.\n"


def _fit(question: Question) -> Question:
    """The question for a platform."""
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


@record(kw_only=True)
class _Names:
    """Texts that the image holds."""

    backing: bytes
    backing_format: bytes
    data_file: bytes
    kept: bool
    """Whether the data file is there and stays: what is written in its place gets no name."""
    extents: tuple[bytes, ...]
    """Of a VMDK's other files."""
    file: bytes
    versions: tuple[bytes | None, ...]
    """Of a VMDK's descriptor; None is the default."""
    parent_cid: int

    def others(self) -> list[str]:
        """The files next to the image, as it names them."""
        data_file = [self.data_file] if self.data_file else []
        return [os.fsdecode(name) for name in (*data_file, *self.extents)]

    def image(self, question: Question, options: TargetOptions, size: int) -> TargetImage:
        """The configuration of the guest, but for its files."""
        versions = b"".join(text for text in self.versions if text is not None)
        texts = self.backing + self.backing_format + self.data_file + self.file + versions
        room = len(TargetImage(num_outputs=1).texts)
        if len(texts) > room:
            raise UsageError("the names are too long")
        rooms = [0 if text is None else len(text) + 1 for text in self.versions]
        return TargetImage(
            options=options,
            virtual_size=size,
            unix_time=question.unix_time,
            num_outputs=1 + len(self.others()),
            len_backing_name=len(self.backing),
            len_backing_format=len(self.backing_format),
            len_data_file=len(self.data_file),
            len_file_name=len(self.file),
            hw_version_room=rooms[0],
            adapter_type_room=rooms[1],
            tools_version_room=rooms[2],
            parent_cid=self.parent_cid,
            entropy=question.entropy,
            texts=texts.ljust(room, b"\0"),
        )


def _extents(subformat: TargetSubformat, file: bytes, size: int) -> Iterator[bytes]:
    """The names of a VMDK's files next to its descriptor."""
    from instar.generated.formats.vmdk import SPLIT_EXTENT_SIZE, VmdkNewDescriptor

    dot = file.rfind(b".") if b"." in file else len(file)
    match subformat:
        case TargetSubformat.MONOLITHIC_FLAT:
            infix, numbers = VmdkNewDescriptor.NAME_FLAT, [""] * (size > 0)
        case TargetSubformat.TWO_GB_MAX_EXTENT_SPARSE | TargetSubformat.TWO_GB_MAX_EXTENT_FLAT:
            infix = VmdkNewDescriptor.NAME_SPLIT_FLAT
            if subformat == TargetSubformat.TWO_GB_MAX_EXTENT_SPARSE:
                infix = VmdkNewDescriptor.NAME_SPLIT_SPARSE
            digits = VmdkNewDescriptor.MIN_NUMBER_DIGITS
            count = -(-size // SPLIT_EXTENT_SIZE)
            if count >= MAX_DISKS:
                raise UsageError(f"the disk takes {count} extents, more than {MAX_DISKS - 1}")
            numbers = [f"{number + 1:0{digits}}" for number in range(count)]
        case _:
            return
    for number in numbers:
        yield file[:dot] + (infix + number).encode() + file[dot:]


def _given(options: Options, name: str) -> bytes:
    return os.fsencode(str(options.get(name, "")))


def _is_target(filename: str, backing: str) -> bool:
    """Whether the backing image would be replaced by the new one."""
    beside = os.path.join(os.path.dirname(filename), backing)
    if filename == backing:
        return True
    try:
        here, there = os.stat(filename), os.stat(beside)
    except OSError:
        return False
    same_name = os.path.realpath(filename) == os.path.realpath(beside)
    return same_name and os.path.samestat(here, there)


def _backing(question: Question, name: str, format: str | None, runner: Runner) -> ImageInfo:
    """The backing image, which has to be there."""
    path = os.path.join(os.path.dirname(question.filename), name)
    inspector = Inspector(question.profile, question.access)
    try:
        found, _ = inspector.inspect(source_from_name(path, format, question.profile), runner)
    except OpenError as error:
        reason = f"{printable(error.reason)}{_BACKING_FAILED}"
        raise CreateError(error.filename, reason, error.errno or 0) from error
    except ImageError as error:
        reason = str(error).removeprefix(f"Could not open '{printable(path)}': ")
        raise CreateError(path, f"{reason}{_BACKING_FAILED}") from error
    except UsageError as error:
        raise UsageError(f"{error}{_BACKING_FAILED}") from error
    return found[0]


@record()
class _Bound:
    """How far files may be written: another guest measures the most that the writer may do."""

    length: int

    def output(self) -> Output:
        return Output(self.length, REWRITES * self.length)


def _make(
    question: Question, config: bytes, bound: _Bound, names: _Names, disk: int, runner: Runner
) -> Created:
    with ExitStack() as stack:
        shown = [question.filename, *names.others()]
        if not names.data_file:  # an extent is next to the image, a data file where it says
            shown[1:] = [os.path.join(os.path.dirname(shown[0]), name) for name in shown[1:]]
        _check_apart(shown, os.fsdecode(names.backing))
        if names.kept:
            _check_kept(shown[1])
        for name in shown:
            _lock(name, stack)
        files = [_new_file(name, stack) for name in shown]
        outputs = tuple(
            Disk.made(file.fd, name, bound.output())
            for file, name in zip(files, shown, strict=True)
        )
        outcome = runner.run(
            Job(
                operation="create",
                config=config,
                outputs=outputs,
                shown=question.filename,
                profile=question.profile,
                access=question.access.alone(),
                walking="",
                unhurried=True,
            )
        )
        if outcome.code or outcome.results:
            raise SandboxError("the guest ended with another answer than none")
        seen = _attest(question, files, names, disk, runner)
        for number, (file, name) in reversed(list(enumerate(zip(files, shown, strict=True)))):
            if number == 0 or not names.kept:
                _keep(file, name)
    return Created(
        filename=question.filename,
        format=question.format,
        virtual_size=seen.virtual_size,
        backing_filename=seen.backing_filename,
        backing_format=seen.backing_format,
        sandbox=outcome.sandbox,
    )


def _check_apart(names: list[str], backing: str) -> None:
    """No file of the image takes the place of another, or of the backing image."""
    places = {os.path.realpath(name) for name in names}
    if len(places) != len(names):
        raise UsageError(f"two files of the image have the name '{printable(names[-1])}'")
    beside = os.path.join(os.path.dirname(names[0]), backing)
    if backing and os.path.realpath(beside) in places:
        raise UsageError(
            "Error: Trying to create an image with the same filename as the backing file"
        )


def _check_kept(path: str) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC))
    except OSError as error:
        raise open_failed(path, path, error) from error


def _lock(path: str, stack: ExitStack) -> None:
    """Nobody else uses what is about to be replaced. What cannot be read is not locked."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return
    stack.callback(os.close, fd)
    if stat.S_ISREG(os.fstat(fd).st_mode) and (refused := locks.take(fd, locks.WRITER)):
        text = f"{refused}\nIs another process using the image [{printable(path)}]?"
        raise CreateError(path, text)


def _new_file(path: str, stack: ExitStack) -> NewFile:
    """A link stays, and leads to the new file."""
    try:
        place = os.path.realpath(path) if os.path.islink(path) else path
        return stack.enter_context(NewFile(place))
    except OSError as error:
        raise _not_created(path, error) from error


def _not_created(path: str, error: OSError) -> CreateError:
    reason = f"Could not create '{printable(path)}': {error.strerror}"
    return CreateError(path, reason, error.errno or 0)


def _keep(file: NewFile, path: str) -> None:
    try:
        file.keep()
    except OSError as error:
        raise _not_created(path, error) from error


def _attest(
    question: Question, files: list[NewFile], names: _Names, disk: int, runner: Runner
) -> ImageInfo:
    """A fresh guest looks at the new file alone: it must be what was asked for, of as many bytes as
    the guest that measured says. Any bytes are a raw image, so of those only the length counts.
    """
    made = tuple(
        (os.fsdecode(name), file.fd) for name, file in zip(names.extents, files[1:], strict=False)
    )
    reach = replace(question.access.reach, max_disks=len(files), files=False, made=made)
    access = replace(question.access, reach=reach, force_share=True)
    source = source_from_name(files[0].path, question.format, DEFAULT)
    try:
        found, _ = Inspector(DEFAULT, access).inspect(source, runner)
    except ImageError as error:  # one that qemu-img makes, and cannot open either
        reason = str(error).removeprefix(f"Could not open '{files[0].path}': ")
        raise CreateError(
            question.filename, f"Nobody could open such an image: {reason}"
        ) from error
    image = found[0]
    backing = os.fsencode(image.backing_filename or "")
    if (
        image.format != question.format
        or image.virtual_size != disk
        or backing != names.backing
        or os.fsencode(image.backing_format or "") != names.backing_format
    ):
        raise SandboxError(f"the new image is not what was asked for: {image.format}")
    return image


def now() -> int:
    """The time that images are stamped with."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(said) if said.isdecimal() else int(time.time())


def entropy(seed: int | None) -> bytes:
    """What random parts are made of: the same for the same seed."""
    length = len(TargetImage(num_outputs=1).entropy)
    if seed is None:
        return os.urandom(length)
    import hashlib

    return hashlib.shake_256(str(seed).encode()).digest(length)
