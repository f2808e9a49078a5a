# SPDX-License-Identifier: Apache-2.0
"""The program: finds the subcommand, loads it, runs it, and turns whatever goes wrong into one line
and an exit status.
"""

from __future__ import annotations

import io
import os
import sys

from instar import finder
from instar.cli import ahead, program
from instar.cli.registry import COMPLETE, IMAGES, entries, load
from instar.errors import InstarError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.cli.registry import Command

# Environment variable that makes internal errors show a traceback.
_DEBUG = "INSTAR_DEBUG"
# Exit status of a program that was interrupted, as shells have it.
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run instar with these arguments (default: those of the process); returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    _occupy_descriptors()
    if sys.stdout is None:
        print(f"{program.name()}: standard output is closed", file=sys.stderr)
        return 1
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A name that the terminal's encoding lacks is shown escaped, as on stderr.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = _dispatch(words)
        sys.stdout.flush()
        return status
    except InstarError as error:
        from instar.cli.output import Output

        Output(exact=program.is_qemu_img()).error(error)
        return 1
    except BrokenPipeError:
        # The reader has enough. What is left in the buffer must not be tried again when the
        # interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _interrupted()
    except OSError as error:
        print(f"{program.name()}: {error.strerror or error}", file=sys.stderr)
        return 1
    except Exception as error:
        if isinstance(error.__context__, KeyboardInterrupt):
            # It came within a wait of Python's own, whose lock then complains instead.
            return _interrupted()
        if _DEBUG in os.environ:
            raise
        text = f"internal error: {error!r}; {_DEBUG}=1 shows where"
        print(f"{program.name()}: {text}", file=sys.stderr)
        return 1


def _interrupted() -> int:
    if sys.stderr.isatty():  # which has echoed ^C, perhaps after a progress bar
        print(file=sys.stderr)
    return _INTERRUPTED


def _occupy_descriptors() -> None:
    """Put /dev/null where a shell closed a standard stream: the number must not become that of a
    file which is opened later, and messages must not go where answers go.
    """
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    number = 0
    while number <= 2:
        number = os.open(os.devnull, os.O_RDWR)
    os.close(number)
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), write_through=True)


def _dispatch(words: list[str]) -> int:
    if COMPLETE in os.environ:
        from instar.cli.completion import complete

        return complete(os.environ[COMPLETE], words)
    known = entries()
    if words and words[0] in known:
        if known[words[0]].group == IMAGES:
            finder.load("instar", ahead.names(words[0]))
        return _run(load(words[0]), words[1:])
    from instar.cli import standard

    words = standard.read(words)
    if not words and program.is_qemu_img():
        raise standard.complaint("Not enough arguments")
    if not words:
        from instar.cli.help import print_help

        print_help()
        return 1
    first = words[0]
    if first in known:
        return _run(load(first), words[1:])
    if first == "help" and words[1:2] and words[1] in known:
        from instar.cli.help import print_command_help

        return print_command_help(load(words[1]))
    if first in (standard.HELP.name, "help"):
        from instar.cli.help import print_help

        return print_help()
    if first == standard.VERSION.name:
        from instar.cli.identity import print_version

        return print_version()
    from instar.options.nearest import nearest

    error = standard.complaint(f"Command not found: {first}")
    raise error.hinting(nearest(first, known))


def _run(command: Command, words: list[str]) -> int:
    from instar.cli.flags import HelpWanted
    from instar.cli.frame import run

    try:
        return run(command, words)
    except HelpWanted as wanted:
        if wanted.text:
            sys.stdout.write(wanted.text)
            return 0
        from instar.cli.help import print_command_help

        return print_command_help(command)
