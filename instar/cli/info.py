# SPDX-License-Identifier: Apache-2.0
"""`instar info`."""

from __future__ import annotations

import sys

from instar.cli import common, report
from instar.cli.command import Command, Flag
from instar.errors import InstarError, UsageError
from instar.options.size import SizeError, parse_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.cli.common import CommonArgs
    from instar.ops.image_info import ImageInfo
    from instar.ops.info import Inspector

_SAFETY = "Images from strangers"
_SEVERITIES = ("low", "medium", "high")
DEFAULT_FAIL_ON = "medium"
DEFAULT_MAX_VIRTUAL_SIZE = "64T"
DEFAULT_MAX_RATIO = 200


class Args:
    """What the command line said."""

    def __init__(self, common: CommonArgs) -> None:
        self.common = common
        self.chain = False
        self.limits = False
        self.safety = False
        self.fail_on = DEFAULT_FAIL_ON
        self.max_virtual_size = DEFAULT_MAX_VIRTUAL_SIZE
        self.max_ratio = DEFAULT_MAX_RATIO
        self.files: list[str] = []


def run(argv: Sequence[str]) -> int:
    """Do what the command line says; returns the exit status."""
    profile, exact = common.choose_profile(COMMAND, argv)
    args = Args(common.CommonArgs(profile, exact=exact))
    try:
        _parse(argv, args)
        _check(args)
        inspector = _inspector(args)
    except UsageError as error:
        report.warn(args.common.warnings, exact=exact)
        report.report(error, exact=exact)
        return 1
    report.warn(args.common.warnings, exact=exact)
    return _inspect(args, inspector)


def _parse(argv: Sequence[str], args: Args) -> None:
    for flag, value in COMMAND.read(argv, args.common.profile):
        if flag is None:
            args.files.append(value)
        elif not args.common.take(COMMAND, flag, value):
            _take(args, flag, value)
    args.common.finish_objects()


def _take(args: Args, flag: Flag, value: str) -> None:
    match flag.dest:
        case "chain" | "safety":
            setattr(args, flag.dest, True)
        case "limits":
            if not args.common.profile.info_limits:
                raise COMMAND.usage_error("unrecognized option '--limits'", args.common.profile)
            args.limits = True
        case "fail_on":
            if value not in _SEVERITIES:
                raise UsageError(f"--fail-on expects low, medium or high, not '{value}'")
            args.fail_on = value
        case "max_virtual_size":
            args.max_virtual_size = value
        case "max_ratio":
            if not (value.isascii() and value.isdigit() and len(value) < 10):
                raise UsageError(f"--max-ratio expects a number, not '{value}'")
            args.max_ratio = int(value)
        case _:
            raise AssertionError(flag.dest)


def _check(args: Args) -> None:
    if len(args.files) != 1:
        hint = "Try 'instar --help' for more information"
        if args.common.profile.usage != "legacy":
            hint = COMMAND.hint(args.common.profile)
        raise UsageError(f"Expecting one image file name\n{hint}")
    if args.common.image_opts and args.common.format is not None:
        raise UsageError("--image-opts and --format are mutually exclusive")
    if args.safety and args.chain:
        raise UsageError(
            "--safety looks at one image: a backing file is a finding, and is not followed"
        )


def _inspector(args: Args) -> Inspector:
    from instar.ops.info import Inspector

    return Inspector(
        args.common.profile,
        args.common.access(),
        chain=args.chain,
        limits=args.limits,
        safety=args.safety,
        max_virtual_size=_size(args),
        max_compression_ratio=args.max_ratio,
    )


def _size(args: Args) -> int:
    text = args.max_virtual_size
    try:
        return parse_size(text, args.common.profile, negative_is_syntax=True, warnings=[])
    except SizeError:
        raise UsageError(f"--max-virtual-size expects a size, not '{text}'") from None


def _inspect(args: Args, inspector: Inspector) -> int:
    exact = args.common.exact
    try:
        source = args.common.source(args.files[0])
        found, warnings = inspector.inspect(source, args.common.runner())
    except InstarError as error:
        report.report(error, exact=exact)
        return 1
    report.warn(warnings, exact=exact)
    _print(args, found)
    return _status(args, found)


def _print(args: Args, found: Sequence[ImageInfo]) -> None:
    is_json = args.common.output == "json"
    if args.safety:
        from instar.render import info_safety

        make = info_safety.as_json if is_json else info_safety.human
        sys.stdout.write(make(found[0], args.fail_on))
        return
    from instar.render import info

    profile = args.common.profile
    if is_json:
        sys.stdout.write(info.as_json(found, profile, is_list=args.chain))
    else:
        sys.stdout.write(info.human(found, profile))


def _status(args: Args, found: Sequence[ImageInfo]) -> int:
    if not args.safety:
        return 0
    from instar.render.info_safety import serious

    return int(bool(serious(found[0].findings, args.fail_on)))


COMMAND = Command(
    name="info",
    summary="what an image is, and whether to trust it",
    run=run,
    arguments="FILENAME",
    examples=(
        ("instar info disk.qcow2", "what it is"),
        ("instar info --backing-chain disk.qcow2", "the same of all images below it"),
        ("instar info --safety upload.img", "whether an image from a stranger is fit for use"),
    ),
    description=(
        "Both forms of output are qemu-img's to the byte. With --safety, the answer is a list of findings:"
        " what in the image could lead its readers astray; the exit status is 1 where one is as severe as"
        " --fail-on says."
    ),
    flags=(
        common.FORMAT,
        common.IMAGE_OPTS,
        Flag("chain", ("--backing-chain",), help="tell of backing images too", group=common.SOURCE),
        common.OBJECT,
        common.FORCE_SHARE,
        common.STRICT_BACKING,
        Flag("limits", ("--limits",), help="tell the block limits too", group=common.OUTPUT),
        Flag(
            "safety", ("--safety",), help="list what should worry whoever takes it", group=_SAFETY
        ),
        Flag(
            "fail_on",
            ("--fail-on",),
            "low|medium|high",
            f"severity from which the exit status is 1 (default: {DEFAULT_FAIL_ON})",
            _SAFETY,
            _SEVERITIES,
        ),
        Flag(
            "max_virtual_size",
            ("--max-virtual-size",),
            "SIZE",
            f"largest disk that is no finding, 0 for any (default: {DEFAULT_MAX_VIRTUAL_SIZE})",
            _SAFETY,
        ),
        Flag(
            "max_ratio",
            ("--max-ratio",),
            "N",
            f"how many times larger than its file a compressed disk may be, 0 for any (default: {DEFAULT_MAX_RATIO})",
            _SAFETY,
        ),
        common.OUTPUT_FORMAT,
        common.QEMU_VERSION,
        *common.SANDBOX_FLAGS,
        common.SECTOR_SIZE,
        common.HELP,
    ),
    qemu_names={
        "legacy": (
            *("-h", "-f", "-U"),
            *("--help", "--format", "--output", "--backing-chain", "--object", "--image-opts"),
            "--force-share",
        ),
        "info": (
            *("-h", "-f", "-U"),
            *("--help", "--format", "--image-opts", "--backing-chain", "--force-share", "--output"),
            "--object",
        ),
        "information": (
            *("-h", "-f", "-U"),
            *("--help", "--format", "--image-opts", "--backing-chain", "--force-share", "--limits"),
            *("--output", "--object"),
        ),
    },
)
