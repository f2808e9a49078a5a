# SPDX-License-Identifier: Apache-2.0
"""Flags that several subcommands have, and what operations need of them."""

from __future__ import annotations

from instar.cli import registry
from instar.cli.flags import Choice, Flag, Help, Switch, Text
from instar.cli.kinds import (
    Directories,
    Many,
    OutputForm,
    Release,
    Secrets,
    SnapshotName,
    SourceFormat,
)
from instar.cli.numbers import PowerOfTwo, Seconds, SecondsOrAny
from instar.cli.registry import Rule, Words
from instar.errors import UsageError
from instar.generated import boot
from instar.generated.profiles import DEFAULT
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.cli.registry import Command
    from instar.cli.unnamed import Unnamed
    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.run import Runner
    from instar.options.snapshot import Snapshot
    from instar.options.source import Source
    from instar.secret import Secret

SOURCE = "Source image"
OUTPUT = "Output"
SANDBOX = "Sandbox and limits"
MANY = "Many files"

# The words of the command line that are no options, as a value and in rules.
_NO_WORDS: tuple[str, ...] = ()
WORDS = Flag(("FILENAME",), Many(), "the images", default=_NO_WORDS)

FILES_FROM: Flag[str | None] = Flag(
    ("--files-from",),
    Text("FILE|-", is_path=True),
    "read names, one per line or NUL-separated",
    MANY,
)
# Exit statuses from the worst on: an error, corrupt, leaks, no check.
_WORST = (1, 2, 3, 63, 0)

HELP: Flag[None] = Flag(("-h", "--help"), Help(), "show this help")
FORMAT: Flag[str | None] = Flag(
    ("-f", "--format"), SourceFormat("FMT"), "format of the image (default: detected)", SOURCE
)
IMAGE_OPTS: Flag[bool] = Flag(
    ("--image-opts",),
    Switch(),
    "FILENAME is a description, like driver=qcow2,file.filename=PATH",
    SOURCE,
    default=False,
)
SNAPSHOT: Flag[Snapshot | None] = Flag(
    ("-l", "--snapshot"),
    SnapshotName(),
    "internal snapshot to look at: a name or id, or snapshot.id=ID,snapshot.name=NAME",
    SOURCE,
)
_NO_SECRETS: dict[str, Secret] = {}
OBJECT = Flag(
    ("--object",),
    Secrets(),
    "a secret for encrypted images: secret,id=ID,...",
    SOURCE,
    default=_NO_SECRETS,
)
FORCE_SHARE = Flag(
    ("-U", "--force-share"),
    Switch(),
    "read an image that another process is writing",
    SOURCE,
    default=False,
)
STRICT_BACKING = Flag(
    ("--strict-backing",),
    Switch(),
    "refuse a backing image that looks raw where its format is not declared",
    SOURCE,
    default=False,
)
NO_FILES = Flag(
    ("--no-files",),
    Switch(),
    "open no file that an image names (backing, data, extents, parents); best for uploads",
    SANDBOX,
    default=False,
)
OUTPUT_FORMAT = Flag(
    ("--output",), OutputForm("human", "json"), "for people or for programs", OUTPUT, "human"
)
QEMU_VERSION: Flag[str | None] = Flag(
    ("--qemu-version",),
    Release("X.Y"),
    f"imitate this release of qemu-img, or the installed one with 'auto' (default:"
    f" {DEFAULT.version})",
    OUTPUT,
)
PROGRESS = Flag(
    ("-p", "--progress"), Switch(), "show progress on a terminal", OUTPUT, default=False
)
QUIET = Flag(("-q", "--quiet"), Switch(), "print nothing but errors", OUTPUT, default=False)
SANDBOX_KIND = Flag(
    ("--sandbox",),
    Choice("auto", "kvm", "process"),
    "where images are parsed (default: $INSTAR_SANDBOX, else auto)",
    SANDBOX,
    "auto",
)
TIMEOUT = Flag(
    ("--timeout",),
    Seconds(),
    f"seconds without progress before giving up (default: {DEFAULT_TIMEOUT:g})",
    SANDBOX,
    DEFAULT_TIMEOUT,
)
_MAX_TIME: float | None = DEFAULT_DEADLINE
MAX_TIME = Flag(
    ("--max-time",),
    SecondsOrAny(),
    f"seconds that an image may take; 0: no limit (default: {DEFAULT_DEADLINE:g})",
    SANDBOX,
    _MAX_TIME,
)
_NO_PATHS: tuple[str, ...] = ()
ALLOW_PATH = Flag(
    ("--allow-path",),
    Directories(),
    "also open files under DIR that an image names (repeatable; also"
    f" ${registry.ALLOW_PATH}, A:B:...)",
    SANDBOX,
    _NO_PATHS,
)
SECTOR_SIZE = Flag(
    ("--sector-size",),
    PowerOfTwo(boot.LEN_REQUEST_MIN, boot.LEN_REQUEST_MAX),
    "largest block request, a power of two from 512 to 1M (default: 1M)",
    SANDBOX,
    boot.LEN_REQUEST_MAX,
    is_hidden=True,
)
DEBUG = Flag(
    ("--debug",),
    Switch(),
    "when a guest is ended, show its registers and last messages too",
    SANDBOX,
    default=False,
    is_hidden=True,
)

VERBOSE = Flag(
    ("-v", "--verbose"), Switch(), "print to stderr which sandbox is used", SANDBOX, default=False
)

ERRORS = Flag(
    ("--errors",), Choice("text", "json"), "errors for people or for programs", OUTPUT, "text"
)

COLOR = Flag(
    ("--color",),
    Choice("auto", "always", "never"),
    "colour the answer and messages (default: on a terminal, unless $NO_COLOR is set)",
    OUTPUT,
    "auto",
)

# What every command that opens an image has.
SANDBOX_FLAGS = (
    ERRORS,
    COLOR,
    SANDBOX_KIND,
    TIMEOUT,
    MAX_TIME,
    ALLOW_PATH,
    NO_FILES,
    VERBOSE,
    DEBUG,
    SECTOR_SIZE,
)

ONE_DESCRIPTION = Rule(
    "--image-opts and --format are mutually exclusive", ((IMAGE_OPTS,), (FORMAT,)), is_last=True
)


def check_description(values: Values) -> None:
    """The same where the command looks at other things first."""
    if values[IMAGE_OPTS] and values.has(FORMAT):
        raise UsageError(ONE_DESCRIPTION.text)


def hinted(text: str, command: Command, profile: Profile) -> str:
    """A complaint about the command line, with where to read on."""
    return f"{text}\n{command.hint(profile)}"


def _one_image(command: Command, profile: Profile) -> str:
    return hinted("Expecting one image file name", command, profile)


ONE_IMAGE = Words(1, 1, _one_image)
TWO_AT_MOST = Words(1, 2, _one_image)
IMAGES = Words(1, None, _one_image, exact=1)


def source(values: Values, filename: str, format: Flag[str | None] = FORMAT) -> Source:
    """The image that a word of the command line means."""
    reader = None if values[IMAGE_OPTS] else unnamed(values, filename)
    if reader is not None:
        return reader.source(filename, values[format], values.profile)
    return named(values, filename, values[format], described=values[IMAGE_OPTS])


def unnamed(values: Values, *words: str) -> Unnamed | None:
    """Who reads those of the words that are no names; None: there are none."""
    if values.exact or not any(is_unnamed(word) for word in words):
        return None
    from instar.cli.unnamed import Unnamed

    return Unnamed(settings=runner_settings(values))


def is_unnamed(word: str) -> bool:
    """Whether it is standard input, or leads into an archive."""
    return word == "-" or word.startswith(("tar:", "zip:"))


def named(values: Values, text: str, driver: str | None, *, described: bool) -> Source:
    """What `source_named` makes of a word, with its warnings."""
    from instar.options.named import source_named

    found = source_named(text, driver, values.profile, described=described, exact=values.exact)
    values.warnings += found.warnings
    return found


def access(
    values: Values, *, has_secret: bool = True, has_snapshot: bool = True, by_table: bool = False
) -> Access:
    """How sources are opened."""
    from instar.ops.access import Access
    from instar.sandbox.access import Reach

    return Access(
        request_size=values[SECTOR_SIZE],
        reach=Reach(
            allow_paths=(*values[ALLOW_PATH], *_allowed_by_environment()),
            files=not values[NO_FILES],
        ),
        force_share=values[FORCE_SHARE],
        strict_backing=values[STRICT_BACKING],
        snapshot=values[SNAPSHOT] if has_snapshot else None,
        has_secret=has_secret,
        by_table=by_table,
        beyond_qemu=not values.exact,
        vhd_parents=not values.exact,
    )


def worst(*statuses: int) -> int:
    """The exit status that counts for all."""
    return min(statuses, key=_WORST.index)


def runner(values: Values, out: Output) -> Runner:
    """Where operations run."""
    from instar.ops.run import Runner

    found = Runner(**runner_settings(values), shared=True)
    if values[VERBOSE]:
        out.notice(f"sandbox: {found.sandbox}")
    return found


def runner_settings(values: Values) -> dict[str, Any]:
    """What a runner is made with."""
    return {
        "kind": values[SANDBOX_KIND],
        "timeout": values[TIMEOUT],
        "deadline": values[MAX_TIME],
    }


def _allowed_by_environment() -> list[str]:
    """The directories in INSTAR_ALLOW_PATH; those that do not exist allow nothing."""
    import os

    return [path for path in os.environ.get(registry.ALLOW_PATH, "").split(":") if path]
