# SPDX-License-Identifier: Apache-2.0
"""The subcommands: the only list of them, and what a module of `instar.cli.commands` declares."""

from __future__ import annotations

from instar.cli import program
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from instar.cli.flags import Flag
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.generated.profiles import Profile

# Environment variable by which a shell asks for completions.
COMPLETE = "_INSTAR_COMPLETE"

ALLOW_PATH = "INSTAR_ALLOW_PATH"
QEMU_VERSION = "INSTAR_QEMU_VERSION"

# What changes the answer besides the command line.
ENVIRONMENT = (
    ("INSTAR_SANDBOX", "where images are parsed unless --sandbox is given: auto, kvm or process"),
    (ALLOW_PATH, "directories whose files images may name, like --allow-path: A:B:..."),
    (QEMU_VERSION, "the release of qemu-img to imitate, like --qemu-version"),
    ("NO_COLOR", "if not empty, no colour on terminals unless --color=always"),
    ("INSTAR_DEBUG", "if set, an internal error of instar shows a traceback"),
)

IMAGES = "Images"
REFERENCE = "Reference"
MACHINE = "This machine"

SUCCESS_OR_ERROR = ((0, "success"), (1, "an error"))


class Entry(Record):
    """A line of the list. `statuses` are the exit statuses and what they mean. qemu-img has no
    command that `is_own`.
    """

    name: str
    group: str
    summary: str
    statuses: tuple[tuple[int, str], ...] = SUCCESS_OR_ERROR
    is_own: bool = False

    @property
    def module(self) -> str:
        return f"instar.cli.commands.{self.name}"


class Words(Record):
    """How many words that are no options a command takes. `complaint` is the error for other
    numbers; None where rules of the command say more. `exact` is the most that qemu-img takes,
    where instar takes more. `surplus` is the error of releases that count words as they
    read them; they no longer do after `--`. `offers` are words to complete, and `names` finds
    those to complete after the first word.
    """

    least: int = 0
    most: int | None = None
    complaint: Callable[[Command, Profile], str] | None = None
    exact: int | None = None
    surplus: str = ""
    offers: tuple[str, ...] = ()
    names: Callable[[Sequence[str]], list[str]] | None = None


class Rule(Record):
    """What cannot be asked together: an error when a flag of each tuple in `given` was given, and
    none of `missing`. The words of the command line are the flag `shared.WORDS`.

    `until` names the switch of a profile from which on the rule no longer holds; `is_last` says
    that it is checked after all values are read.
    """

    text: str
    given: tuple[tuple[Flag[Any], ...], ...]
    missing: tuple[Flag[Any], ...] = ()
    until: str = ""
    is_last: bool = False


class Command(Record):
    """What a subcommand declares: its flags and rules, its words of help, and what answers.

    `is_loud` says that releases of the first era let getopt speak for itself, and printed their
    help after a usage error.
    """

    name: str
    answer: Callable[[Values, Output], int]
    arguments: str = ""
    description: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    flags: tuple[Flag[Any], ...] = ()
    words: Words = Words(0, 0)
    rules: tuple[Rule, ...] = ()
    topic: Callable[[Values], str] | None = None
    """A text that the values ask for instead of an answer, whatever else is wrong with them."""
    is_loud: bool = False
    takes_size: bool = False
    """Whether a word may be a size that begins with a minus. Early releases took the last word for
    one, whatever it was.
    """

    @property
    def entry(self) -> Entry:
        return ENTRIES[self.name]

    def groups(self) -> list[tuple[str, list[Flag[Any]]]]:
        """The flags that pages show, by group in the order of the table."""
        shown = [flag for flag in self.flags if not flag.is_hidden]
        titles = dict.fromkeys(flag.group for flag in shown)
        return [(title, [f for f in shown if f.group == title]) for title in titles]

    def hint(self, profile: Profile) -> str:
        """Where to read on after a usage error."""
        if profile.usage == "legacy":
            return f"Try '{program.name()} --help' for more information"
        more = "info" if profile.usage == "info" else "information"
        return f"Try '{program.name()} {self.name} --help' for more {more}"


ENTRIES = {
    entry.name: entry
    for entry in (
        Entry("create", IMAGES, "make a new image"),
        Entry("convert", IMAGES, "copy an image into another format"),
        Entry("dd", IMAGES, "copy some blocks of an image into a new one"),
        Entry(
            "measure",
            IMAGES,
            "compute how large a disk becomes in another format",
        ),
        Entry(
            "info",
            IMAGES,
            "describe an image and check whether it is safe",
            ((0, "success"), (1, "an error; with --safety, also a finding of --fail-on or above")),
        ),
        Entry(
            "check",
            IMAGES,
            "find what is wrong with an image",
            (
                (0, "nothing is wrong"),
                (1, "an error, or the check could not be finished"),
                (2, "the image is corrupt"),
                (3, "clusters are leaked; nothing else is wrong"),
                (63, "the format has no check"),
            ),
        ),
        Entry(
            "compare",
            IMAGES,
            "tell whether two images hold the same disk",
            (
                (0, "the disks are the same"),
                (1, "they differ, or the command line is wrong"),
                (2, "an image does not open, or another error"),
                (3, "where the data of an image is cannot be found out"),
                (4, "data of an image cannot be read"),
            ),
        ),
        Entry("map", IMAGES, "show where each part of the disk is stored"),
        Entry(
            "inspect",
            IMAGES,
            "print a page about an image, for people",
            ((0, "the page is complete"), (1, "an error, or a part could not be found out")),
            is_own=True,
        ),
        Entry("bench", IMAGES, "time reads or writes of a disk"),
        Entry("resize", IMAGES, "make the disk of an image longer or shorter, in place"),
        Entry("snapshot", IMAGES, "list, make, apply and delete internal snapshots, in place"),
        Entry("bitmap", IMAGES, "change the persistent bitmaps of an image, in place"),
        Entry("amend", IMAGES, "change options of an image, in place"),
        Entry("rebase", IMAGES, "give an image another backing image, in place"),
        Entry("scan", IMAGES, "examine all images in directories and buckets", is_own=True),
        Entry(
            "view", IMAGES, "show the structures of an image: header, tables, entries", is_own=True
        ),
        Entry("commit", IMAGES, "merge an image into its backing image"),
        Entry("recover", IMAGES, "complete a change of an image that was interrupted", is_own=True),
        Entry(
            "explain",
            REFERENCE,
            "say what a field, a structure, a limit or an error means",
            is_own=True,
        ),
        Entry(
            "doctor",
            MACHINE,
            "check which sandboxes work on this machine",
            (
                (0, "runs have a sandbox to take"),
                (1, "no sandbox works, a binary is not what was built, or an error"),
            ),
            is_own=True,
        ),
        Entry(
            "completion",
            MACHINE,
            "print the script that lets a shell complete instar's commands",
            is_own=True,
        ),
        Entry("shim", MACHINE, "let scripts that call qemu-img call instar", is_own=True),
    )
}


def entries() -> dict[str, Entry]:
    """The commands that there are under the name that the program is called by."""
    if not program.is_qemu_img():
        return ENTRIES
    return {name: entry for name, entry in ENTRIES.items() if not entry.is_own}


def load(name: str) -> Command:
    """Import a subcommand."""
    command: Command = __import__(ENTRIES[name].module, fromlist=["COMMAND"]).COMMAND
    return command
