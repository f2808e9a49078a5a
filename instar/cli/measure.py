# SPDX-License-Identifier: Apache-2.0
"""`instar measure`."""

from __future__ import annotations

import sys

from instar.cli import common, report
from instar.cli.command import Command, Flag
from instar.errors import InstarError, UsageError
from instar.options.optstring import is_option_list
from instar.options.schema import Setting
from instar.options.size import SizeError, disk_size_message, parse_disk_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.cli.common import CommonArgs
    from instar.ops.measure import Measurement, Measurer
    from instar.options.snapshot import Snapshot

_TARGET = "Target"
_MANY = "Many files"

# Flags that are another way to say `-o KEY=VALUE`; a switch says `on`.
_TARGET_FLAGS = (
    Flag("cluster_size", ("--cluster-size",), "N", "bytes in a cluster", _TARGET),
    Flag("refcount_bits", ("--refcount-bits",), "N", "width of a qcow2 reference count", _TARGET),
    Flag("extended_l2", ("--extended-l2",), help="qcow2 with subclusters", group=_TARGET),
    Flag("lazy_refcounts", ("--lazy-refcounts",), help="qcow2 with lazy refcounts", group=_TARGET),
    Flag("compat", ("--compat",), "0.10|1.1", "version of qcow2", _TARGET, ("0.10", "1.1")),
    Flag(
        "preallocation",
        ("--preallocation",),
        "off|metadata|falloc|full",
        "what is reserved ahead",
        _TARGET,
        ("off", "metadata", "falloc", "full"),
    ),
    Flag("subformat", ("--subformat",), "S", "variant of vmdk, vpc, vhdx or vdi", _TARGET),
    Flag("grain_size", ("--grain-size",), "N", "bytes in a vmdk grain", _TARGET),
    Flag("block_size", ("--block-size",), "N", "bytes in a vhdx block", _TARGET),
)
_SETTING_DESTS = frozenset(flag.dest for flag in _TARGET_FLAGS)


class Args:
    """What the command line said."""

    def __init__(self, common: CommonArgs) -> None:
        self.common = common
        self.size: int | None = None
        self.target = "raw"
        self.option_lists: list[str] = []
        self.settings: list[Setting] = []
        self.compress = False
        self.snapshot: str | None = None
        self.snapshot_params: Snapshot | None = None
        self.files: list[str] = []
        self.files_from: str | None = None
        self.jobs = 0


def run(argv: Sequence[str]) -> int:
    """Do what the command line says; returns the exit status."""
    profile, exact = common.choose_profile(COMMAND, argv)
    args = Args(common.CommonArgs(profile, exact=exact))
    try:
        _parse(argv, args)
        if "help" in args.option_lists:
            return _print_options(args)
        _check(args)
        return _measure(args)
    except UsageError as error:
        report.warn(args.common.warnings, exact=exact)
        report.report(error, exact=exact)
        return 1


def _parse(argv: Sequence[str], args: Args) -> None:
    for flag, value in COMMAND.read(argv, args.common.profile):
        if flag is None:
            args.files.append(value)
        elif not args.common.take(COMMAND, flag, value):
            _take(args, flag, value)
    args.common.finish_objects()


def _take(args: Args, flag: Flag, value: str) -> None:
    match flag.dest:
        case "size":
            args.size = _size(value, args)
        case "target":
            args.target = value
        case "options":
            if not is_option_list(value):
                raise UsageError(f"Invalid option list: {value}")
            args.option_lists.append(value)
        case "snapshot":
            _take_snapshot(args, value)
        case "compress":
            args.compress = True
        case "files_from":
            args.files_from = value
        case "jobs":
            args.jobs = _jobs(value)
        case _ if flag.dest in _SETTING_DESTS:
            args.settings.append(Setting(flag.dest, value if flag.metavar else "on", flag.names[0]))
        case _:
            raise AssertionError(flag.dest)


def _size(value: str, args: Args) -> int:
    profile = args.common.profile
    try:
        return parse_disk_size(value, profile, args.common.warnings)
    except SizeError as error:
        raise UsageError(*disk_size_message(error, value, profile)) from None


def _take_snapshot(args: Args, value: str) -> None:
    """A description wins over a plain name, wherever it stands; so qemu-img has it."""
    from instar.options.snapshot import parse_snapshot

    found = parse_snapshot(value, args.common.profile, args.common.warnings)
    args.snapshot = value
    if found.kind != "id_or_name" or args.snapshot_params is None:
        args.snapshot_params = found


def _jobs(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:6]) <= 1024:
        raise UsageError(f"--jobs expects a number from 1 to 1024, not '{value}'")
    return int(value)


def _print_options(args: Args) -> int:
    from instar.options.targets import find_target, help_text

    profile = args.common.profile
    sys.stdout.write(help_text(find_target(args.target, profile), profile))
    return 0


def _check(args: Args) -> None:
    """What excludes each other, in qemu-img's order; several file names are instar's own."""
    if args.files_from is not None:
        from instar.cli.names import read_names

        args.files += read_names(args.files_from)
    common_args = args.common
    needs_file = (
        common_args.image_opts or common_args.format is not None or args.snapshot is not None
    )
    if not args.files and args.files_from is None:
        if not common_args.profile.object_with_size and (needs_file or common_args.secrets):
            raise UsageError("--object, --image-opts, -f, and -l require a filename argument.")
        if needs_file:
            raise UsageError("--image-opts, -f, and -l require a filename argument.")
        if args.size is None:
            raise UsageError("Either --size N or one filename must be specified.")
    elif args.size is not None:
        raise UsageError("--size N cannot be used together with a filename.")
    if common_args.image_opts and common_args.format is not None:
        raise UsageError("--image-opts and --format are mutually exclusive")


def _measure(args: Args) -> int:
    measurer = _measurer(args)
    warnings = [*args.common.warnings, *measurer.warnings]
    report.warn(warnings, exact=args.common.exact)
    args.common.warnings.clear()
    if args.size is not None:
        _print(args, measurer.measure_size(args.size, args.common.runner()))
        return 0
    if len(args.files) == 1 and args.files_from is None:
        return _measure_one(args, measurer)
    from instar.cli.many import measure_many

    return measure_many(args, measurer)


def _measurer(args: Args) -> Measurer:
    from instar.ops.measure import Measurer, read_option_lists

    common_args = args.common
    access = common_args.access(snapshot=args.snapshot_params, has_secret=not common_args.exact)
    return Measurer(
        args.target,
        [*args.settings, *read_option_lists(args.option_lists)],
        compress=args.compress,
        secrets=common_args.secrets,
        profile=common_args.profile,
        access=access,
    )


def _measure_one(args: Args, measurer: Measurer) -> int:
    from instar.cli.progress import Progress

    exact = args.common.exact
    progress = Progress(wanted=args.common.progress)
    try:
        source = args.common.source(args.files[0])
        found, warnings = measurer.measure_source(source, args.common.runner(), progress.show)
    except InstarError as error:
        progress.clear()
        report.report(error, exact=exact)
        return 1
    progress.end()
    report.warn(warnings, exact=exact)
    _print(args, found)
    return 0


def _print(args: Args, found: Measurement) -> None:
    from instar.render.measure import as_json, human

    sys.stdout.write(as_json(found) if args.common.output == "json" else human(found))


COMMAND = Command(
    name="measure",
    summary="how large an image, or an empty disk, becomes in another format",
    run=run,
    arguments="(--size SIZE | FILENAME...)",
    examples=(
        ("instar measure -O qcow2 disk.vmdk", "what a conversion to qcow2 would take"),
        ("instar measure --size 10G -O qcow2", "what an empty disk would take"),
    ),
    description=(
        "Sizes are digits with an optional fraction and suffix (k, M, G, T, P, E, powers of 1024),"
        " or hexadecimal after 0x. `-o help` lists the options of the target. Where qemu-img"
        " measures a format too, the answer is the same to the byte."
    ),
    flags=(
        Flag("size", ("-s", "--size"), "SIZE", "measure an empty disk of that size", _TARGET),
        Flag(
            "target",
            ("-O", "--target-format"),
            "FMT",
            "format to measure for (default: raw)",
            _TARGET,
        ),
        Flag("options", ("-o", "--options"), "KEY=VALUE,...", "options of the target", _TARGET),
        Flag("compress", ("--compress",), help="as for compressed output", group=_TARGET),
        *_TARGET_FLAGS,
        Flag(
            "format",
            ("-f", "--format", "--source-format"),
            "FMT",
            common.FORMAT.help,
            common.SOURCE,
        ),
        Flag(
            "image_opts",
            ("--image-opts", "--source-image-opts"),
            "",
            common.IMAGE_OPTS.help,
            common.SOURCE,
        ),
        common.SNAPSHOT,
        common.OBJECT,
        common.FORCE_SHARE,
        common.STRICT_BACKING,
        Flag("jobs", ("--jobs",), "N", "files at once (default: number of cores)", _MANY),
        Flag(
            "files_from",
            ("--files-from",),
            "FILE|-",
            "read names, one per line or NUL-separated",
            _MANY,
        ),
        common.OUTPUT_FORMAT,
        common.QEMU_VERSION,
        common.PROGRESS,
        *common.SANDBOX_FLAGS,
        common.SECTOR_SIZE,
        common.HELP,
    ),
    qemu_names={
        "legacy": (
            *("-h", "-f", "-O", "-o", "-l", "-U"),
            *("--help", "--image-opts", "--object", "--output", "--size", "--force-share"),
        ),
        "info": (
            *("-h", "-f", "-O", "-o", "-l", "-U"),
            *("--help", "--target-format", "--format", "--image-opts", "--options", "--snapshot"),
            *("--object", "--output", "--size", "--force-share"),
        ),
        "information": (
            *("-h", "-f", "-O", "-o", "-l", "-U", "-s"),
            *("--help", "--source-format", "--format", "--source-image-opts", "--image-opts"),
            *("--snapshot", "--target-format", "--options", "--output", "--object"),
            *("--force-share", "--size"),
        ),
    },
    usage_help=True,
)
