# SPDX-License-Identifier: Apache-2.0
"""Man pages, made from the declarations that `--help` is made from: `python -m instar.cli.man
FOLDER`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from instar.cli.main import COMMANDS, load
from instar.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.command import Command, Flag

_SECTION = "1"


def main_page() -> str:
    """The page of the program."""
    lines = [
        *_head("INSTAR", "instar", "answers what qemu-img answers, without trusting the image"),
        ".SH SYNOPSIS",
        ".B instar",
        r"\fICOMMAND\fR [\fIOPTIONS\fR] ...",
        ".SH COMMANDS",
    ]
    for name, (_, _, summary) in COMMANDS.items():
        lines += [".TP", rf"\fBinstar\-{_roff(name)}\fR(1)", f"{_roff(summary)}."]
    return "\n".join(lines) + "\n"


def command_page(command: Command) -> str:
    """The page of one command."""
    title = f"instar-{command.name}"
    lines = [
        *_head(title.upper(), title, command.summary),
        ".SH SYNOPSIS",
        rf".B instar {_roff(command.name)}",
        rf"[\fIOPTIONS\fR] {_roff(command.arguments)}",
    ]
    if command.description:
        lines += [".SH DESCRIPTION", _roff(command.description)]
    if command.examples:
        lines.append(".SH EXAMPLES")
        for example, purpose in command.examples:
            lines += [".TP", rf"\fB{_roff(example)}\fR", _roff(purpose)]
    for group in dict.fromkeys(flag.group for flag in command.flags):
        lines.append(f'.SH "{_roff(group.upper() or "OTHER OPTIONS")}"')
        for flag in command.flags:
            if flag.group == group:
                lines += _flag(flag)
    lines += [".SH EXIT STATUS", "0 on success, 1 on an error."]
    return "\n".join(lines) + "\n"


def write_pages(folder: Path) -> list[Path]:
    """Write every page into a folder."""
    pages = {"instar": main_page()}
    for name in COMMANDS:
        pages[f"instar-{name}"] = command_page(load(name))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in pages.items():
        path = folder / f"{name}.{_SECTION}"
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _head(title: str, name: str, summary: str) -> list[str]:
    return [
        f'.TH "{_roff(title)}" "{_SECTION}" "" "instar {__version__}"',
        ".SH NAME",
        rf"{_roff(name)} \- {_roff(summary)}",
    ]


def _flag(flag: Flag) -> list[str]:
    names = ", ".join(rf"\fB{_roff(name)}\fR" for name in sorted(flag.names, key=len))
    value = rf" \fI{_roff(flag.metavar)}\fR" if flag.metavar else ""
    return [".TP", f"{names}{value}", _roff(flag.help)]


def _roff(text: str) -> str:
    """Text that roff prints as it is."""
    plain = (
        text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga")
    )
    return rf"\&{plain}" if plain.startswith(".") else plain


if __name__ == "__main__":
    for page in write_pages(Path(sys.argv[1])):
        print(page)
