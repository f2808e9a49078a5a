# SPDX-License-Identifier: Apache-2.0
"""Messages on stderr: one place that knows how they look."""

from __future__ import annotations

import sys

from instar.errors import ImageError, InstarError, SandboxError, UsageError
from instar.text import printable, printable_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

PROGRAM = "instar"


def message_lines(error: InstarError, *, exact: bool) -> list[str]:
    """The messages that an error consists of, each without the program's name."""
    if isinstance(error, UsageError):
        return [printable_lines(report) for report in error.reports]
    if isinstance(error, ImageError):
        from instar.faults import error_line

        return [error_line(error, exact=exact)]
    return [printable(str(error))]


# Format drivers of qemu that speak for themselves, without the program's name or "warning".
_OWN_VOICE = ("qcow2: ",)


_details = False


def show_details(wanted: bool) -> None:
    """Whether the error of a guest is followed by what is known of the guest (`--debug`)."""
    global _details
    _details = wanted


def report(error: InstarError, *, exact: bool = False) -> None:
    """Print an error, with the warnings that came before it."""
    warn(getattr(error, "warnings", ()), exact=exact)
    speaker = error.speaker if isinstance(error, UsageError) else PROGRAM
    for text in message_lines(error, exact=exact):
        for line in _spoken(text, speaker):
            print(line, file=sys.stderr)
    if _details and isinstance(error, SandboxError) and error.details():
        print(error.details(), file=sys.stderr)


def warn(warnings: Iterable[str], *, exact: bool = False) -> None:
    """Print warnings. qemu-img leaves out the line break behind a warning with a hint; exactly
    means exactly.
    """
    for text in warnings:
        if text.startswith(_OWN_VOICE):
            print(printable_lines(text), file=sys.stderr)
            continue
        end = "" if exact and "\n" in text and not text.endswith("\n") else "\n"
        print(
            f"{PROGRAM}: warning: {printable_lines(text.rstrip(chr(10)))}", end=end, file=sys.stderr
        )


def _spoken(text: str, speaker: str) -> list[str]:
    """Lines that qemu-img says under its own name are said under ours; a text that has none begins
    with it.
    """
    lines = text.split("\n")
    if any(line.startswith("qemu-img: ") for line in lines):
        return [
            f"{PROGRAM}: {line.removeprefix('qemu-img: ')}"
            if line.startswith("qemu-img: ")
            else line
            for line in lines
        ]
    return [f"{speaker}: {lines[0]}", *lines[1:]]


def notice(text: str) -> None:
    """Something that the user should know and need not act on."""
    print(f"{PROGRAM}: {printable(text)}", file=sys.stderr)
