# SPDX-License-Identifier: Apache-2.0
"""What a command prints: answers on stdout, messages on stderr in one voice, and progress."""

from __future__ import annotations

import sys

from instar.cli import program
from instar.cli.registry import ALLOW_PATH
from instar.errors import ImageError, InstarError, NameRefused, SandboxError, UsageError
from instar.text import printable, printable_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from instar.cli.progress import Progress
    from instar.render.style import Style

# Format drivers of qemu that speak for themselves, without the program's name or "warning": also of
# what is repaired before a change.
_OWN_VOICE = (
    *("qcow2: ", "WARNING: ", "ERROR ", "ERROR: ", "Leaked cluster ", "Repairing ", "Rebuilding "),
)


class Output:
    """Where a command's answer and messages go.

    `exact` messages are qemu-img's and no more; `details` are what is known of a guest that was
    ended (`--debug`). With `objects`, errors and warnings are JSON. `color` is that of `--color`;
    exactly is without, unless it is `always`.
    """

    def __init__(
        self,
        *,
        exact: bool = False,
        objects: bool = False,
        details: bool = False,
        progress: bool = False,
        color: str = "auto",
    ) -> None:
        self.exact = exact
        self._objects = objects
        self._details = details
        self.wants_progress = progress
        self._bar: Progress | None = None
        self.color = "never" if exact and color == "auto" else color

    @property
    def style(self) -> Style:
        """How the answer may look where it goes; without colour where blocks cannot be shown."""
        from instar.render.style import of

        has_blocks = "utf" in (sys.stdout.encoding or "").lower()
        return of(sys.stdout, self.color if has_blocks else "never")

    def _say(self, line: str, head: str, kind: str, end: str = "\n") -> None:
        """Print a line of a message. If it begins with `head`, that has the colour of its kind."""
        if self.color == "always" or (self.color == "auto" and sys.stderr.isatty()):
            from instar.render.style import of

            rest = line.removeprefix(head)
            if rest != line:
                line = of(sys.stderr, self.color).paint(head, kind) + rest
        print(line, end=end, file=sys.stderr)

    def write(self, text: str) -> None:
        """Part of the answer."""
        sys.stdout.write(text)

    def write_all(self, pieces: Iterable[str]) -> None:
        """The answer, piece by piece as it is made."""
        sys.stdout.writelines(pieces)

    def save(self, file: str, data: bytes) -> int:
        """The answer as a file, whole or not at all; returns the exit status."""
        from instar.sandbox.outputs import write_new

        try:
            write_new(file, data)
        except OSError as error:
            self.notice(f"Could not write '{file}': {error.strerror or error}")
            return 1
        return 0

    def error(self, error: InstarError) -> None:
        """Print an error after what was answered before it, with its warnings first."""
        self.clear()
        sys.stdout.flush()
        self.warn(getattr(error, "warnings", ()))
        texts = message_lines(error, exact=self.exact)
        if self._objects:
            from instar.render.error import as_json

            print(as_json(error, "\n".join(texts)), file=sys.stderr)
            return
        speaker = (isinstance(error, UsageError) and error.speaker) or program.name()
        if error.hint and not self.exact:
            first, *more = texts[0].split("\n")
            texts[0] = "\n".join([f"{first}; {printable(error.hint)}", *more])
        for text in texts:
            for line in _spoken(text, speaker):
                self._say(line, f"{speaker}:", "bad")
        if self._details and isinstance(error, SandboxError) and error.details():
            print(error.details(), file=sys.stderr)

    def one_line(self, error: InstarError) -> str:
        """An error as one text, for an answer that holds errors."""
        return "; ".join(message_lines(error, exact=self.exact))

    def warn(self, warnings: Iterable[str]) -> None:
        """Print warnings. qemu-img leaves out the line break after a warning with a hint; exactly
        means exactly.
        """
        for text in warnings:
            if self._objects:
                from instar.render.error import warning_as_json

                print(warning_as_json(text), file=sys.stderr)
                continue
            if text.startswith(_OWN_VOICE):
                print(printable_lines(text), file=sys.stderr)
                continue
            end = "" if self.exact and "\n" in text and not text.endswith("\n") else "\n"
            line = f"{program.name()}: warning: {printable_lines(text.rstrip(chr(10)))}"
            self._say(line, f"{program.name()}: warning:", "warning", end)

    def problems(self, text: str) -> None:
        """What is found on the way to an answer, in words of its own: under no name unless it has
        qemu-img's. Perhaps many lines, or none.
        """
        if not text:
            return
        self.clear()
        shown = f"\n{printable_lines(text)}".replace("\nqemu-img: ", f"\n{program.name()}: ")
        print(shown[1:], file=sys.stderr)

    def notice(self, text: str) -> None:
        """Something that the user should know and need not act on."""
        print(f"{program.name()}: {printable(text)}", file=sys.stderr)

    def progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if self._bar is None:
            from instar.cli.progress import Progress

            self._bar = Progress(wanted=self.wants_progress)
        self._bar.show(done, total)

    def clear(self) -> None:
        """Wipe the bar, for other lines to be printed where it was."""
        if self._bar is not None:
            self._bar.clear()


def message_lines(error: InstarError, *, exact: bool) -> list[str]:
    """The messages that an error consists of, each without the program's name."""
    if isinstance(error, UsageError):
        return [printable_lines(report) for report in error.reports]
    if isinstance(error, ImageError):
        from instar.faults import error_line

        line = error_line(error, exact=exact)
        if isinstance(error, NameRefused) and program.is_qemu_img():
            line = line.replace(error.refusal, _denied(error))
        return [line]
    return [printable(str(error))]


def _denied(error: NameRefused) -> str:
    """A refusal in words that scripts know, with what the user can do about it."""
    why = error.refusal.replace("--allow-path ", f"{ALLOW_PATH}=")
    return f"Could not open '{printable(error.name)}': Permission denied ({why})"


def _spoken(text: str, speaker: str) -> list[str]:
    """Lines that qemu-img prints under its own name are printed under ours; a text that has none
    begins with it.
    """
    lines = text.split("\n")
    if any(line.startswith("qemu-img: ") for line in lines):
        return [
            f"{program.name()}: {line.removeprefix('qemu-img: ')}"
            if line.startswith("qemu-img: ")
            else line
            for line in lines
        ]
    return [f"{speaker}: {lines[0]}", *lines[1:]]
