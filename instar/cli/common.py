# SPDX-License-Identifier: Apache-2.0
"""Flags that several subcommands have, and what they mean."""

from __future__ import annotations

from instar.cli import report
from instar.cli.command import Command, Flag
from instar.errors import UsageError
from instar.generated import boot
from instar.generated.profiles import DEFAULT, KNOWN, find
from instar.options.size import SizeError, parse_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypedDict, Unpack

    from instar.generated.profiles import Profile
    from instar.ops.run import Access, Runner
    from instar.options.objects import Secret
    from instar.options.snapshot import Snapshot
    from instar.options.source import Source

    class AccessExtras(TypedDict, total=False):
        """What some commands know of how images are opened."""

        snapshot: Snapshot | None
        has_secret: bool
        vhdx_table: bool


SOURCE = "Source image"
OUTPUT = "Output"
SANDBOX = "Sandbox and limits"

HELP = Flag("help", ("-h", "--help"), help="show this help")
FORMAT = Flag(
    "format", ("-f", "--format"), "FMT", "format of the image (default: detected)", SOURCE
)
IMAGE_OPTS = Flag(
    "image_opts",
    ("--image-opts",),
    help="FILENAME is a description, like driver=qcow2,file.filename=PATH",
    group=SOURCE,
)
SNAPSHOT = Flag(
    "snapshot",
    ("-l", "--snapshot"),
    "SNAPSHOT",
    "internal snapshot to look at: a name or id, or snapshot.id=ID,snapshot.name=NAME",
    SOURCE,
)
OBJECT = Flag(
    "object", ("--object",), "OBJDEF", "a secret for encrypted images: secret,id=ID,...", SOURCE
)
FORCE_SHARE = Flag(
    "force_share", ("-U", "--force-share"), help="accepted; instar takes no locks", group=SOURCE
)
STRICT_BACKING = Flag(
    "strict_backing",
    ("--strict-backing",),
    help="refuse a backing image that looks raw where its format is not declared",
    group=SOURCE,
)
NO_FILES = Flag(
    "no_files",
    ("--no-files",),
    help="open no file that an image names (backing, data, extents, parents); best for uploads",
    group=SANDBOX,
)
OUTPUT_FORMAT = Flag(
    "output", ("--output",), "human|json", "for people or for programs", OUTPUT, ("human", "json")
)
QEMU_VERSION = Flag(
    "qemu_version",
    ("--qemu-version",),
    "X.Y",
    f"imitate this release of qemu-img (default: {DEFAULT.version})",
    OUTPUT,
    KNOWN,
)
PROGRESS = Flag("progress", ("-p", "--progress"), help="show progress on a terminal", group=OUTPUT)
SANDBOX_KIND = Flag(
    "sandbox",
    ("--sandbox",),
    "auto|kvm|process",
    "where images are parsed (default: $INSTAR_SANDBOX, else auto)",
    SANDBOX,
    ("auto", "kvm", "process"),
)
TIMEOUT = Flag(
    "timeout",
    ("--timeout",),
    "S",
    "seconds without progress before giving up (default: 60)",
    SANDBOX,
)
ALLOW_PATH = Flag(
    "allow_path",
    ("--allow-path",),
    "DIR",
    "also open files under DIR that an image names (repeatable; also $INSTAR_ALLOW_PATH, A:B:...)",
    SANDBOX,
)
SECTOR_SIZE = Flag(
    "sector_size",
    ("--sector-size",),
    "N",
    "largest block request, a power of two from 512 to 1M (default: 1M)",
    SANDBOX,
)

DEBUG = Flag(
    "debug",
    ("--debug",),
    help="when a guest is ended, show its registers and last messages, too",
    group=SANDBOX,
)
VERBOSE = Flag(
    "verbose", ("-v", "--verbose"), help="say on stderr which sandbox is used", group=SANDBOX
)

# What every command that opens an image has.
SANDBOX_FLAGS = (SANDBOX_KIND, TIMEOUT, ALLOW_PATH, NO_FILES, VERBOSE, DEBUG)

ALLOW_VARIABLE = "INSTAR_ALLOW_PATH"

DEFAULT_TIMEOUT = 60.0
_KINDS = ("auto", "kvm", "process")


class HelpWanted(Exception):
    """Help was asked for: that of the command, or a text."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.text = text


class CommonArgs:
    """Values of the common flags, filled in by `take`."""

    def __init__(self, profile: Profile = DEFAULT, *, exact: bool = False) -> None:
        self.profile = profile
        self.exact = exact
        self.format: str | None = None
        self.image_opts = False
        self.output = "human"
        self.progress = False
        self.strict_backing = False
        self.no_files = False
        self.verbose = False
        self.sandbox = "auto"
        self.timeout = DEFAULT_TIMEOUT
        self.allow_paths: list[str] = []
        self.request_size = boot.LEN_REQUEST_MAX
        self.secrets: dict[str, Secret] = {}
        self.late_objects: list[str] = []
        self.warnings: list[str] = []
        report.show_details(False)

    def take(self, command: Command, flag: Flag, value: str) -> bool:
        """Use a flag if it is one of the common ones."""
        match flag.dest:
            case "help":
                raise HelpWanted
            case "format":
                self.format = value
            case "output":
                self.output = self._output(command, value)
            case "sandbox":
                self.sandbox = _one_of("--sandbox", value, _KINDS)
            case "timeout":
                self.timeout = _seconds(value)
            case "allow_path":
                self.allow_paths.append(_folder(value))
            case "sector_size":
                self.request_size = self._request_size(value)
            case "object":
                self._object(value)
            case "debug":
                report.show_details(True)
            case "image_opts" | "progress" | "strict_backing" | "no_files" | "verbose":
                setattr(self, flag.dest, True)
            case "force_share" | "qemu_version":
                pass
            case _:
                return False
        return True

    def finish_objects(self) -> None:
        """Read the objects of a release that reads them after all options."""
        for text in self.late_objects:
            self._define(text)

    def source(self, filename: str) -> Source:
        """The image that a word of the command line means."""
        from instar.options.source import source_from_name, source_from_options

        if self.image_opts:
            return source_from_options(filename, self.profile)
        return source_from_name(filename, self.format, self.profile)

    def access(self, **more: Unpack[AccessExtras]) -> Access:
        """How the command opens images; `more` is what is its own."""
        from instar.ops.run import Access

        return Access(
            request_size=self.request_size,
            allow_paths=(*self.allow_paths, *_allowed_by_environment()),
            files=not self.no_files,
            strict_backing=self.strict_backing,
            **more,
        )

    def runner(self) -> Runner:
        """What runs the command's operations."""
        from instar.ops.run import Runner

        runner = Runner(self.sandbox, self.timeout)
        if self.verbose:
            report.notice(f"sandbox: {runner.sandbox}")
        return runner

    def _object(self, text: str) -> None:
        from instar.options.since import OBJECT_KEYVAL

        if self.profile.number < OBJECT_KEYVAL:
            self.late_objects.append(text)
        else:
            self._define(text)

    def _define(self, text: str) -> None:
        from instar.options.objects import ObjectHelp, parse_object

        try:
            secret = parse_object(text, self.profile, self.secrets)
        except ObjectHelp as wanted:
            raise HelpWanted(wanted.text) from None
        self.secrets[secret.id] = secret

    def _output(self, command: Command, value: str) -> str:
        if value in ("human", "json"):
            return value
        if self.profile.usage == "legacy":
            raise UsageError("--output must be used with human or json as argument.")
        comma = "" if self.profile.usage == "info" else ","
        raise UsageError(
            f"--output expects 'human' or 'json'{comma} not '{value}'\n{command.hint(self.profile)}"
        )

    def _request_size(self, value: str) -> int:
        try:
            size = parse_size(value, self.profile, negative_is_syntax=True, warnings=[])
        except SizeError:
            size = 0
        low, high = boot.LEN_REQUEST_MIN, boot.LEN_REQUEST_MAX
        if not low <= size <= high or size & (size - 1):
            raise UsageError(
                f"--sector-size expects a power of two from {low} to {high}, not '{value}'"
            )
        return size


def choose_profile(command: Command, argv: Sequence[str]) -> tuple[Profile, bool]:
    """The profile that the command line asks for, and whether it does.

    Looked for first: it decides how the rest is read.
    """
    wanted = None
    table = command.table(DEFAULT)
    words = iter(argv)
    for word in words:
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == "--qemu-version":
            wanted = value if equals else next(words, None)
        elif not equals and name in table.names and table.names[name].metavar:
            next(words, None)
    if wanted is None:
        return DEFAULT, False
    try:
        return find(wanted), True
    except KeyError:
        raise UsageError(
            f"--qemu-version does not know '{wanted}'\nKnown are {', '.join(KNOWN)}."
        ) from None


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise UsageError(
            f"{name} expects {', '.join(allowed[:-1])} or {allowed[-1]}, not '{value}'"
        )
    return value


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= 1e6:
        raise UsageError(f"--timeout expects a number of seconds, not '{value}'")
    return seconds


def _allowed_by_environment() -> list[str]:
    """The directories in INSTAR_ALLOW_PATH; those that do not exist allow nothing."""
    import os

    return [path for path in os.environ.get(ALLOW_VARIABLE, "").split(":") if path]


def _folder(value: str) -> str:
    import os

    if not os.path.isdir(value):
        raise UsageError(f"--allow-path expects a folder, not '{value}'")
    return value
