# SPDX-License-Identifier: Apache-2.0
"""`instar map`."""

from __future__ import annotations

import sys

from instar.cli import common, report
from instar.cli.command import Command, Flag
from instar.errors import InstarError, UsageError
from instar.generated.map import MAX_EXTENTS_DEFAULT, MapConfig
from instar.options.size import SizeError, disk_size_message, parse_disk_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.cli.common import CommonArgs
    from instar.cli.progress import Progress
    from instar.ops.map import Mapper
    from instar.options.snapshot import Snapshot
    from instar.render.map import HumanRows, JsonRows

_WINDOW = "Part of the disk"
_PICTURES = ("png", "svg")


class Args:
    """What the command line said."""

    def __init__(self, common: CommonArgs) -> None:
        self.common = common
        self.start = 0
        self.length: int | None = None
        self.snapshot: Snapshot | None = None
        self.files: list[str] = []
        self.picture: str | None = None
        self.picture_file: str | None = None
        self.max_extents = MAX_EXTENTS_DEFAULT


def run(argv: Sequence[str]) -> int:
    """Do what the command line says; returns the exit status."""
    profile, exact = common.choose_profile(COMMAND, argv)
    args = Args(common.CommonArgs(profile, exact=exact))
    try:
        _parse(argv, args)
        _check(args)
    except UsageError as error:
        report.warn(args.common.warnings, exact=exact)
        report.report(error, exact=exact)
        return 1
    report.warn(args.common.warnings, exact=exact)
    if args.picture is not None:
        from instar.cli.map_picture import draw

        return draw(args, mapper(args))
    return _print(args)


def _parse(argv: Sequence[str], args: Args) -> None:
    for flag, value in COMMAND.read(argv, args.common.profile):
        if flag is None:
            args.files.append(value)
        elif flag.dest == "output" and value in _PICTURES:
            args.picture = value
        elif not args.common.take(COMMAND, flag, value):
            _take(args, flag, value)
    args.common.finish_objects()


def _take(args: Args, flag: Flag, value: str) -> None:
    dest = flag.dest
    if dest == "l":
        # Releases that have a window take it for the window's length, which none of them tells.
        dest = "max_length" if args.common.exact else "snapshot"
    match dest:
        case "start_offset":
            args.start = _size(value, "start offset", flag, args)
        case "max_length":
            args.length = _size(value, "max length", flag, args)
        case "snapshot":
            _take_snapshot(args, value)
        case "picture_file":
            args.picture_file = value
        case "max_extents":
            args.max_extents = _max_extents(value)
        case _:
            raise AssertionError(flag.dest)


def _size(value: str, what: str, flag: Flag, args: Args) -> int:
    profile = args.common.profile
    if not profile.map_window:
        long = flag.names[-1]
        text = (
            f"unrecognized option '{long}={value}'" if long[:2] == "--" else "invalid option -- 'l'"
        )
        raise COMMAND.usage_error(text, profile)
    try:
        return parse_disk_size(value, profile, args.common.warnings)
    except SizeError as error:
        texts = disk_size_message(error, value, profile)
        raise UsageError(*(text.replace("image size", what, 1) for text in texts)) from None


def _max_extents(value: str) -> int:
    most = MapConfig.MAX_EXTENTS_MAX
    if not (value.isascii() and value.isdigit() and len(value) < 20 and 1 <= int(value) <= most):
        raise UsageError(f"--max-extents expects a number from 1 to {most}, not '{value}'")
    return int(value)


def _take_snapshot(args: Args, value: str) -> None:
    from instar.options.snapshot import parse_snapshot

    args.snapshot = parse_snapshot(value, args.common.profile, args.common.warnings)


def _check(args: Args) -> None:
    if len(args.files) != 1:
        hint = "Try 'instar --help' for more information"
        if args.common.profile.usage != "legacy":
            hint = COMMAND.hint(args.common.profile)
        raise UsageError(f"Expecting one image file name\n{hint}")
    if args.common.image_opts and args.common.format is not None:
        raise UsageError("--image-opts and --format are mutually exclusive")
    if args.picture_file is not None:
        kind = args.picture_file.rpartition(".")[2].lower()
        if args.picture is None and kind not in _PICTURES:
            raise UsageError(
                f"-o expects a file name that ends in .png or .svg, not '{args.picture_file}'"
            )
        args.picture = args.picture or kind


def mapper(args: Args) -> Mapper:
    """The operation that the command line asks for."""
    from instar.ops.map import Mapper, Window

    common_args = args.common
    access = common_args.access(
        snapshot=args.snapshot,
        has_secret=not common_args.exact,
        vhdx_table=not common_args.exact
        and (args.picture is not None or common_args.output == "human"),
    )
    human = args.picture is None and common_args.output == "human"
    window = Window(args.start, args.length)
    return Mapper(common_args.profile, access, window, human, args.max_extents)


def _print(args: Args) -> int:
    """Print runs as they come. An error ends the list where it is, as qemu-img does."""
    from instar.cli.progress import Progress
    from instar.render.map import HumanRows, JsonRows, Unmappable

    names: list[str] = []
    is_json = args.common.output == "json"
    text = JsonRows(args.common.profile) if is_json else HumanRows(names)
    progress = Progress(wanted=args.common.progress)
    try:
        _stream(args, text, names, progress)
    except Unmappable as error:
        sys.stdout.buffer.write(error.rows)
        return _fail(args, UsageError(str(error)), progress)
    except InstarError as error:
        sys.stdout.buffer.write(text.broken)
        return _fail(args, error, progress)
    progress.end()
    return 0


def _stream(args: Args, text: HumanRows | JsonRows, names: list[str], progress: Progress) -> None:
    common_args = args.common
    write = sys.stdout.buffer.write

    # The guest waits meanwhile: two threads would save a third of the time of large maps, and cost
    # small ones more than they take.
    def on_batch(batch: bytes) -> None:
        write(text.rows(batch) if batch else text.opening)

    mapper(args).map(
        common_args.source(args.files[0]),
        common_args.runner(),
        on_batch,
        names=names,
        on_warning=lambda warning: report.warn([warning], exact=common_args.exact),
        on_progress=progress.show,
    )
    write(text.closing(args.start))


def _fail(args: Args, error: InstarError, progress: Progress) -> int:
    sys.stdout.buffer.flush()
    progress.end()
    report.report(error, exact=args.common.exact)
    return 1


COMMAND = Command(
    name="map",
    summary="which parts of a disk are where in its files",
    run=run,
    arguments="FILENAME",
    examples=(
        ("instar map disk.qcow2", "where the data is"),
        ("instar map --output=json disk.qcow2", "everything about each run, for programs"),
        ("instar map -o disk.png disk.qcow2", "a picture of it"),
    ),
    description=(
        "The table for people shows what is stored plainly: data, and where it stands in which file of"
        " the chain. JSON has every run of the disk, in order. Both are printed as runs are found, and"
        " are qemu-img's to the byte."
    ),
    flags=(
        common.FORMAT,
        common.IMAGE_OPTS,
        Flag(
            "start_offset",
            ("-s", "--start-offset"),
            "N",
            "start there, not at the beginning of the disk",
            _WINDOW,
        ),
        Flag("max_length", ("--max-length",), "N", "stop after so many bytes", _WINDOW),
        Flag(
            "l",
            ("-l",),
            "SNAPSHOT",
            "short for --snapshot; with --qemu-version, what it is for that: --max-length",
            common.SOURCE,
        ),
        Flag("snapshot", ("--snapshot",), "SNAPSHOT", common.SNAPSHOT.help, common.SOURCE),
        common.OBJECT,
        common.FORCE_SHARE,
        common.STRICT_BACKING,
        Flag(
            "output",
            ("--output",),
            "human|json|png|svg",
            "for people, for programs, or a picture",
            common.OUTPUT,
            ("human", "json", "png", "svg"),
        ),
        Flag(
            "picture_file",
            ("-o", "--picture"),
            "FILE.png|FILE.svg",
            "draw a picture of the disk into this file",
            common.OUTPUT,
        ),
        Flag(
            "max_extents",
            ("--max-extents",),
            "N",
            f"end with an error after so many runs (default: {MAX_EXTENTS_DEFAULT})",
            common.SANDBOX,
        ),
        common.QEMU_VERSION,
        common.PROGRESS,
        *common.SANDBOX_FLAGS,
        common.SECTOR_SIZE,
        common.HELP,
    ),
    qemu_names={
        "legacy": (
            *("-h", "-f", "-s", "-l", "-U"),
            *("--help", "--format", "--output", "--object", "--image-opts", "--force-share"),
            *("--start-offset", "--max-length"),
        ),
        "info": (
            *("-h", "-f", "-s", "-l", "-U"),
            *("--help", "--format", "--image-opts", "--object", "--output", "--force-share"),
            *("--start-offset", "--max-length"),
        ),
        "information": (
            *("-h", "-f", "-s", "-l", "-U"),
            *("--help", "--format", "--image-opts", "--start-offset", "--max-length", "--output"),
            *("--force-share", "--object"),
        ),
    },
)
