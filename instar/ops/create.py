# SPDX-License-Identifier: Apache-2.0
"""`create`: a new image, whole under its name or not at all."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack

from instar.errors import OpenError, SandboxError, UsageError
from instar.generated.create import CreateConfig
from instar.generated.source import SourceFormat
from instar.generated.target import TargetImage
from instar.ops.access import Access
from instar.ops.info import Inspector
from instar.ops.measure import Measurer, target_options
from instar.ops.run import Job
from instar.options.schema import Options
from instar.options.source import source_from_name
from instar.record import as_dict, record, replace
from instar.sandbox.access import Output
from instar.sandbox.disk import Disk, open_failed
from instar.sandbox.outputs import NewFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile
    from instar.generated.target import TargetOptions
    from instar.ops.image_info import ImageInfo
    from instar.ops.run import Runner
    from instar.options.schema import Setting

SLACK = 4 << 20
"""Bytes that a new file may have, and be written, beyond what `measure` says of it."""

REWRITES = 2
"""How often a table may be written, as it fills."""

WRITTEN = frozenset(
    (
        *(SourceFormat.RAW, SourceFormat.QCOW2, SourceFormat.PARALLELS),
        *(SourceFormat.VDI, SourceFormat.VHD, SourceFormat.VHDX),
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
    entropy: bytes = b""
    unix_time: int = 0


def ask(question: Question, runner: Runner) -> Created:
    """Make the image. What has its name is as before until the new one is whole."""
    settings = _settings(question)
    measurer = Measurer(question.format, settings, profile=question.profile, access=question.access)
    if measurer.error is not None:
        raise measurer.error
    options = measurer.resolved_options()
    plan = measurer.plan
    if plan is None or plan.target not in WRITTEN:
        raise UsageError(f"Format driver '{question.format}' does not support image creation here")
    _check(question, options)
    size = _size(question, options, runner)
    rounded, most = measurer.plan_image(size, runner)
    bound = _Bound(most + SLACK, REWRITES * (most + SLACK))
    names = _Names(
        backing=_given(options, "backing_file"),
        backing_format=_given(options, "backing_fmt"),
        data_file=_given(options, "data_file"),
        file=os.fsencode(os.path.basename(question.filename)),
    )
    config = CreateConfig(image=names.image(question, target_options(plan), size)).pack()
    found = _make(question, config, bound, names, rounded, runner)
    return replace(found, warnings=tuple(measurer.warnings), options=options)


@record(kw_only=True)
class _Names:
    """Texts that the image holds."""

    backing: bytes
    backing_format: bytes
    data_file: bytes
    file: bytes

    def image(self, question: Question, options: TargetOptions, size: int) -> TargetImage:
        """The configuration of the guest."""
        texts = self.backing + self.backing_format + self.data_file + self.file
        room = len(TargetImage(num_outputs=1).texts)
        if len(texts) > room:
            raise UsageError("the names are too long")
        return TargetImage(
            options=options,
            virtual_size=size,
            unix_time=question.unix_time,
            num_outputs=1 + bool(self.data_file),
            len_backing_name=len(self.backing),
            len_backing_format=len(self.backing_format),
            len_data_file=len(self.data_file),
            len_file_name=len(self.file),
            entropy=question.entropy,
            texts=texts.ljust(room, b"\0"),
        )


def _given(options: Options, name: str) -> bytes:
    return os.fsencode(str(options.get(name, "")))


_VERSIONS = {"v2": "0.10", "v3": "1.1"}
"""Words for versions of qcow2 that `create` knows and `measure` does not."""


def _settings(question: Question) -> list[Setting]:
    """All options, those that have arguments of their own included."""
    from instar.options.schema import Setting

    settings = [
        replace(one, value=_VERSIONS.get(one.value, one.value)) if one.name == "compat" else one
        for one in question.settings
    ]
    for name, value in (
        ("backing_file", question.backing),
        ("backing_fmt", question.backing_format),
    ):
        if value is not None:
            settings.append(Setting(name, value, name))
    return settings


def _check(question: Question, options: Options) -> None:
    """What options rule out between them, and a backing file that is the target itself."""
    backing = options.get("backing_file")
    if backing == "":
        raise UsageError("Expected backing file name, got empty string")
    if backing is None and "backing_fmt" in options:
        raise UsageError("Backing format cannot be used without backing file")
    if backing is not None and _is_target(question.filename, str(backing)):
        raise UsageError(
            "Error: Trying to create an image with the same filename as the backing file"
        )
    if options.get("data_file_raw") and "data_file" not in options:
        raise UsageError("data-file-raw requires data-file")
    if options.get("data_file_raw") and backing is not None:
        raise UsageError("Backing file and data-file-raw cannot be used at the same time")
    if options.get("compat") in ("0.10", "v2"):
        _check_version_2(options)
    reserves = options.get("preallocation", "off") != "off"
    if backing is not None and reserves and not options.get("extended_l2"):
        raise UsageError(
            "Backing file and preallocation can only be used at the same time if extended_l2 is on"
        )


_LATER = "and above (use version=v3 or greater)"


def _check_version_2(options: Options) -> None:
    """What version 2 does not have."""
    for name, what in (
        ("data_file", "External data files are only"),
        ("extended_l2", "Extended L2 entries are only"),
        ("lazy_refcounts", "Lazy refcounts only"),
    ):
        if options.get(name):
            raise UsageError(f"{what} supported with compatibility level 1.1 {_LATER}")
    if options.get("compression_type", "zlib") != "zlib":
        raise UsageError(
            f"Non-zlib compression type is only supported with compatibility level 1.1 {_LATER}"
        )


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


def _size(question: Question, options: Options, runner: Runner) -> int:
    """What was asked for, else what the backing image has."""
    size = question.size
    if size is not None and "size" in options:
        raise UsageError("The image size must be specified only once")
    if size is None and "size" in options:
        size = int(options["size"])
    backing = options.get("backing_file")
    if backing is not None and not question.unopened:
        if "backing_fmt" not in options:
            raise UsageError("Backing file specified without backing format")
        found = _backing(question, str(backing), str(options["backing_fmt"]), runner)
        size = found if size is None else size
    if size is None:
        raise UsageError("Image creation needs a size parameter")
    return size


def _backing(question: Question, name: str, format: str, runner: Runner) -> int:
    """The size of the backing image, which has to be there."""
    path = os.path.join(os.path.dirname(question.filename), name)
    inspector = Inspector(question.profile, question.access)
    try:
        found, _ = inspector.inspect(source_from_name(path, format, question.profile), runner)
    except OpenError as error:
        raise OpenError(error.filename, f"{error.reason}\nCould not open backing image.") from error
    return found[0].virtual_size


@record()
class _Bound:
    """How far files may be written: another guest measures, and what it says is the most that the
    writer may do.
    """

    length: int
    written: int

    def output(self) -> Output:
        return Output(self.length, self.written)


def _make(
    question: Question, config: bytes, bound: _Bound, names: _Names, size: int, runner: Runner
) -> Created:
    with ExitStack() as stack:
        files = [_new_file(question.filename, stack)]
        if names.data_file:
            files.append(_new_file(os.fsdecode(names.data_file), stack))
        shown = [question.filename, os.fsdecode(names.data_file)]
        outputs = tuple(
            Disk.made(file.fd, name, bound.output())
            for file, name in zip(files, shown, strict=False)
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
            )
        )
        if outcome.code or outcome.results:
            raise SandboxError("the guest ended with another answer than none")
        seen = _attest(question, files[0], names, size, runner)
        for file, name in reversed(list(zip(files, shown, strict=False))):
            _keep(file, name)
    return Created(
        filename=question.filename,
        format=question.format,
        virtual_size=seen.virtual_size,
        backing_filename=seen.backing_filename,
        backing_format=seen.backing_format,
        sandbox=outcome.sandbox,
    )


def _new_file(path: str, stack: ExitStack) -> NewFile:
    try:
        return stack.enter_context(NewFile(path))
    except OSError as error:
        raise open_failed(path, path, error) from error


def _keep(file: NewFile, path: str) -> None:
    try:
        file.keep()
    except OSError as error:
        raise open_failed(path, path, error) from error


def _attest(
    question: Question, file: NewFile, names: _Names, size: int, runner: Runner
) -> ImageInfo:
    """A fresh guest looks at the new file alone: it must be what was asked for. Any bytes are a raw
    image, so of those only the length counts.
    """
    access = replace(question.access.alone(), force_share=True)
    source = source_from_name(file.path, question.format, question.profile)
    found, _ = Inspector(question.profile, access).inspect(source, runner)
    image = found[0]
    backing = os.fsencode(image.backing_filename or "")
    if (
        image.format != question.format
        or image.virtual_size != size
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
